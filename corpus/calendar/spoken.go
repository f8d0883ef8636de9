package calendar

import (
	"time"

	"vanthu/corpus"
)

// unitFromNow reads a unit that is told from now: next month, tháng sau.
func (r *reader) unitFromNow(i int) (u unit, way, next int, ok bool) {
	if v, at, ok := r.direction(i); ok && at < len(r.words) && r.spaced(at-1) {
		if un, next, ok := r.take(at, aUnit); ok {
			return unit(un), ways[v], next, true
		}
	}
	if v, next, ok := r.take(i, aUnitFromNow); ok {
		if _, _, longer := r.unitDirected(i); !longer {
			return unit(v % 10), ways[v/10], next, true
		}
	}
	if un, at, ok := r.take(i, aUnit); ok {
		if v, next, ok := r.behind(at, aDirection); ok {
			return unit(un), ways[v], next, true
		}
	}
	return noUnit, 0, i, false
}

// unitDirected reports whether a unit with a direction behind it stands at
// word i.
func (r *reader) unitDirected(i int) (u unit, next int, ok bool) {
	v, at, ok := r.take(i, aUnit)
	if !ok {
		return noUnit, i, false
	}
	_, next, ok = r.behind(at, aDirection)
	return unit(v), next, ok
}

// direction reads a direction in front of what it points to, in languages that
// put it there.
func (r *reader) direction(i int) (way, next int, ok bool) {
	if r.directionBehind {
		return 0, i, false
	}
	return r.take(i, aDirection)
}

// ways are the steps that directions stand for.
var ways = [...]int{pointsThis: 0, pointsNext: 1, pointsComing: 1, pointsPast: -1}

// fromNow reads next week, this year.
func (r *reader) fromNow(i int) (p part, next int, ok bool) {
	u, way, next, ok := r.unitFromNow(i)
	if !ok && r.said { // the weekend
		var v int
		if v, next, ok = r.take(i, aUnit); unit(v) != weekends {
			return p, i, false
		}
		u = weekends
	}
	if !ok || u == days || u == workdays {
		return p, i, false
	}
	p, ok = r.unitAt(u, way)
	p.weak = !r.said && (way < 0 || u == years || u == weekends) // "this year" tells of many things
	return p, next, ok
}

// unitAt gives the unit that lies some units from today's.
func (r *reader) unitAt(u unit, way int) (part, bool) {
	if r.today().IsZero() {
		return part{}, false
	}
	t := r.today()
	switch u {
	case days:
		d := t.AddDate(0, 0, way)
		return span(d, d, corpus.DayPrecision), true
	case weeks:
		first := monday(t).AddDate(0, 0, 7*way)
		return span(first, first.AddDate(0, 0, 6), corpus.WeekPrecision), true
	case weekends:
		first := monday(t).AddDate(0, 0, 7*way+5)
		return span(first, first.AddDate(0, 0, 1), corpus.RangePrecision), true
	case months:
		first := firstOfMonth(t).AddDate(0, way, 0)
		return span(first, first.AddDate(0, 1, -1), corpus.MonthPrecision), true
	case quarters:
		first := time.Date(t.Year(), (t.Month()-1)/3*3+1+time.Month(3*way), 1, 0, 0, 0, 0, time.UTC)
		return span(first, first.AddDate(0, 3, -1), corpus.QuarterPrecision), true
	case halves:
		first := time.Date(t.Year(), (t.Month()-1)/6*6+1+time.Month(6*way), 1, 0, 0, 0, 0, time.UTC)
		return span(first, first.AddDate(0, 6, -1), corpus.HalfPrecision), true
	case years:
		first := time.Date(t.Year()+way, 1, 1, 0, 0, 0, 0, time.UTC)
		return span(first, first.AddDate(1, 0, -1), corpus.YearPrecision), true
	}
	return part{}, false
}

// spoken reads what is told from now: tomorrow, next Tuesday, in two weeks,
// the last three months, Christmas.
func (r *reader) spoken(i int) (p part, next int, ok bool) {
	if r.said && !r.hasToday() {
		return p, i, false
	}
	if r.said {
		if p, next, ok = r.weekdayAlone(i); ok && next > i+2 {
			return p, next, true
		}
	}
	for _, form := range [...]func(int) (part, int, bool){r.stretch, r.fromNow} {
		if p, next, ok = form(i); ok {
			if inWeek, after, ok := r.weekdayIn(p, next); ok {
				return inWeek, after, true
			}
			return p, next, true
		}
	}
	if !r.said {
		return r.weekdayAhead(i)
	}
	for _, form := range [...]func(int) (part, int, bool){r.weekOf, r.nearDay, r.shifted, r.weekdayAlone, r.seasonOrHoliday} {
		if p, next, ok = form(i); ok {
			return p, next, true
		}
	}
	return p, i, false
}

// nearDay reads today, tomorrow.
func (r *reader) nearDay(i int) (part, int, bool) {
	n, next, ok := r.take(i, aDay)
	if !ok {
		return part{}, i, false
	}
	if next == i+1 && r.kindsAt(i).has(aDirection) && !r.inRange { // từ nay đến; but not năm nay
		if rel, _ := r.relationBefore(i); rel != corpus.From {
			return part{}, i, false
		}
	}
	d := r.today().AddDate(0, 0, n)
	return span(d, d, corpus.DayPrecision), next, true
}

// partial reads the beginning, middle or end of a stretch of time.
func (r *reader) partial(i int) (p part, next int, ok bool) {
	if v, next, ok := r.take(i, aSpelled); ok && r.saidOrRelated(i) {
		u := unit(v % 10)
		p, ok = r.unitAt(u, 0)
		p.edge = v / 10
		return p, next, ok
	}
	if u, at, ok := r.take(i, aUnit); ok {
		if unit(u) == weekends {
			return p, i, false
		}
		if _, end, ends := r.behind(at, anEndBehind); ends && unit(u) != days && unit(u) != workdays && r.hasToday() { // before the year is out
			if rel, _ := r.relationBefore(i); rel == corpus.Before {
				p, ok = r.unitAt(unit(u), 0)
				p.edge = endEdge
				return p, end, ok
			}
		}
	}
	edge, at, ok := r.take(i, anEdge)
	if !ok || at >= len(r.words) || !r.spaced(at-1) && r.gap(at-1) != "-" {
		return p, i, false
	}
	if _, _, ok := r.recurrence(at); ok { // the end of each month
		return p, i, false
	}
	if r.gap(at-1) == "-" { // mid-2026
		was := r.inRange
		r.inRange = true
		defer func() { r.inRange = was }()
	}
	if rel, _, ok := r.takeRelation(at); ok && rel == corpus.In { // "nơi chôn cất ban đầu | ngay trong quý II"
		return p, i, false
	}
	for n := 0; n <= 3; n++ {
		to := r.behindLinks(at, n)
		if p, next, ok = r.dated(to); ok && p.precision == corpus.DayPrecision && edge == endEdge && !p.lone { // the end of April 20
			return p, next, true
		}
		for _, form := range [...]func(int) (part, int, bool){r.fromNow, r.quarterIn, r.halfIn, r.monthIn, r.yearIn} {
			if p, next, ok = form(to); ok && p.edge == noEdge {
				p.edge = edge
				p.weak = false
				return p, next, true
			}
		}
		for _, u := range [...]unit{weeks, months, quarters, years} { // the end of the month
			if next, ok := r.isUnit(to, u); ok && r.today() != (time.Time{}) {
				p, ok = r.unitAt(u, 0)
				p.edge, p.weak = edge, !r.said
				return p, next, ok
			}
		}
	}
	return p, i, false
}

func monday(t time.Time) time.Time { return t.AddDate(0, 0, -(int(t.Weekday())+6)%7) }
