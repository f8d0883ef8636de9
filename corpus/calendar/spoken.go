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
	if way, next, ok := r.take(i, aYearFromNow); ok {
		return years, way, next, true
	}
	if un, at, ok := r.take(i, aUnit); ok {
		if v, next, ok := r.behind(at, aDirection); ok {
			return unit(un), ways[v], next, true
		}
	}
	return noUnit, 0, i, false
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

// partial reads the beginning, middle or end of a stretch of time.
func (r *reader) partial(i int) (p part, next int, ok bool) {
	if v, next, ok := r.take(i, aSpelled); ok && r.said {
		u := unit(v % 10)
		p, ok = r.unitAt(u, 0)
		p.edge = v / 10
		return p, next, ok
	}
	if u, _, ok := r.take(i, aUnit); ok && unit(u) == weekends {
		return p, i, false
	}
	edge, at, ok := r.take(i, anEdge)
	if !ok || at >= len(r.words) || !r.spaced(at-1) && r.gap(at-1) != "-" {
		return p, i, false
	}
	for n := 0; n <= 3; n++ {
		to := r.behindLinks(at, n)
		for _, form := range [...]func(int) (part, int, bool){r.fromNow, r.quarterIn, r.halfIn, r.monthIn, r.yearIn} {
			if p, next, ok = form(to); ok && p.edge == noEdge {
				p.edge = edge
				p.weak = false
				return p, next, true
			}
		}
		for _, u := range [...]unit{weeks, months, quarters, years} { // the end of the month
			if next, ok := r.isUnit(to, u); ok && r.today != (time.Time{}) {
				p, ok = r.unitAt(u, 0)
				p.edge, p.weak = edge, !r.said
				return p, next, ok
			}
		}
	}
	return p, i, false
}

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
	p.weak = !r.said
	return p, next, ok
}

// unitAt gives the unit that lies some units from today's.
func (r *reader) unitAt(u unit, way int) (part, bool) {
	if r.today.IsZero() {
		return part{}, false
	}
	t := r.today
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

func monday(t time.Time) time.Time { return t.AddDate(0, 0, -(int(t.Weekday())+6)%7) }

// spoken reads what is told from now: tomorrow, next Tuesday, in two weeks,
// the last three months, Christmas.
func (r *reader) spoken(i int) (p part, next int, ok bool) {
	if r.today.IsZero() {
		return p, i, false
	}
	if r.said {
		if p, next, ok = r.weekdayAlone(i); ok && next > i+2 {
			return p, next, true
		}
	}
	for _, form := range [...]func(int) (part, int, bool){r.stretch, r.fromNow} {
		if p, next, ok = form(i); ok {
			if r.said {
				if inWeek, after, ok := r.weekdayIn(p, next); ok {
					return inWeek, after, true
				}
			}
			return p, next, true
		}
	}
	if !r.said {
		return p, i, false
	}
	for _, form := range [...]func(int) (part, int, bool){r.weekOf, r.shifted, r.nearDay, r.weekdayAlone, r.seasonOrHoliday} {
		if p, next, ok = form(i); ok {
			return p, next, true
		}
	}
	return p, i, false
}

// weekdayIn reads the weekday behind a week: last week's Sunday.
func (r *reader) weekdayIn(week part, i int) (part, int, bool) {
	if week.precision != corpus.WeekPrecision || i >= len(r.words) {
		return part{}, i, false
	}
	if r.words[i].Folded == "s" && i+1 < len(r.words) {
		i++
	}
	if !r.spaced(i - 1) {
		return part{}, i, false
	}
	wd, next, ok := r.take(r.skip(i, aLink), aWeekday)
	if !ok {
		return part{}, i, false
	}
	d := week.first.AddDate(0, 0, wd-1)
	return span(d, d, corpus.DayPrecision), next, true
}

// nearDay reads today, tomorrow.
func (r *reader) nearDay(i int) (part, int, bool) {
	n, next, ok := r.take(i, aDay)
	if !ok {
		return part{}, i, false
	}
	d := r.today.AddDate(0, 0, n)
	return span(d, d, corpus.DayPrecision), next, true
}

// amount reads a number of units: three days; with bare, also a unit alone.
func (r *reader) amount(i int, bare bool) (n int, u unit, next int, ok bool) {
	if n, at, ok := r.cardinal(i); ok && n > 0 && at < len(r.words) && (r.spaced(at-1) || r.gap(at-1) == "-" || r.gap(at-1) == ") ") {
		for _, u := range [...]unit{workdays, days, weeks, months, quarters, halves, years} {
			if next, ok := r.isUnit(at, u); ok {
				return n, u, next, true
			}
		}
	}
	if v, next, ok := r.take(i, aDual); ok {
		return 2, unit(v), next, true
	}
	if bare {
		if v, next, prefix, ok := r.takePrefixed(i, aUnit); ok && prefix == 0 {
			if _, _, ok := r.item(i); !ok {
				return 1, unit(v), next, true
			}
		}
	}
	return 0, noUnit, i, false
}

// stretch reads a number of units from now on or up to now: the next three
// days, 3 tháng tới, two coming weeks.
func (r *reader) stretch(i int) (p part, next int, ok bool) {
	var n, way int
	var u unit
	if v, at, ok := r.direction(i); ok && at < len(r.words) && r.spaced(at-1) {
		if n, u, next, ok = r.amount(at, false); !ok {
			return p, i, false
		}
		way = v
	} else if n, u, at, ok = r.amount(i, false); ok {
		if way, next, ok = r.behind(at, aDirection); !ok {
			return p, i, false
		}
		if _, _, ago := r.behind(at, anAgo); ago { // 3 ngày trước
			return p, i, false
		}
	} else if n, at, ok = r.cardinal(i); ok && at < len(r.words) && r.spaced(at-1) {
		var v int
		if way, at, ok = r.take(at, aDirection); !ok {
			return p, i, false
		}
		if v, next, ok = r.behind(at, aUnit); !ok {
			return p, i, false
		}
		u = unit(v)
	} else if v, at, ok := r.take(i, aUnit); ok { // الأيام السبعة القادمة
		u = unit(v)
		if n, at, ok = r.cardinal(at); !ok || !r.spaced(at-1) {
			return p, i, false
		}
		if way, next, ok = r.behind(at, aDirection); !ok {
			return p, i, false
		}
	} else {
		return p, i, false
	}
	if n < 1 || n > 400 {
		return p, i, false
	}
	from, to := 1, n
	switch ways[way] {
	case -1:
		from, to = -n, -1
	case 0:
		from, to = 0, n-1
	}
	if u == workdays {
		return p, i, false
	}
	first, ok := r.unitAt(u, from)
	last, _ := r.unitAt(u, to)
	p = span(first.first, last.last, corpus.RangePrecision)
	p.weak = !r.said
	return p, next, ok
}

// shifted reads a time that lies a number of units from now or from a day:
// three days ago, in a week, one year after Christmas.
func (r *reader) shifted(i int) (p part, next int, ok bool) {
	if _, at, ok := r.take(i, anAgo); ok && at < len(r.words) && r.spaced(at-1) {
		if n, u, next, ok := r.amount(at, true); ok && u != weekends {
			if _, after, ok := r.behind(next, anAgo); ok {
				next = after
			}
			return r.shift(-n, u), next, true
		}
	}
	if _, at, ok := r.take(i, anAhead); ok && at < len(r.words) && r.spaced(at-1) {
		if _, _, ok := r.stretch(at); ok {
			return p, i, false
		}
		if n, u, next, ok := r.amount(at, !r.marks); ok && u != weekends {
			if _, after, ok := r.behind(next, aHence); ok {
				next = after
			}
			return r.shift(n, u), next, true
		}
	}
	n, u, at, ok := r.amount(i, false)
	if !ok {
		n, at, ok = r.cardinal(i) // three Fridays from now
		wd := 0
		if ok && at < len(r.words) && r.spaced(at-1) {
			if wd, at, ok = r.take(at, aWeekday); ok {
				if _, next, ok := r.behind(at, aHence); ok && n > 0 && n < 400 {
					d := r.nextWeekday(wd).AddDate(0, 0, 7*(n-1))
					return span(d, d, corpus.DayPrecision), next, true
				}
			}
		}
		return p, i, false
	}
	if _, next, ok := r.behind(at, anAgo); ok {
		return r.shift(-n, u), next, true
	}
	if _, next, ok := r.behind(at, anAfter); ok && next < len(r.words) {
		for _, form := range [...]func(int) (part, int, bool){r.seasonOrHoliday, r.dated} {
			base, after, ok := form(r.skip(next, aSkip))
			if !ok || base.precision != corpus.DayPrecision || base.lone {
				continue
			}
			if d, ok := r.settle(base, ""); ok && d.Problem == "" {
				t, _ := d.Last.Time()
				if u == years && base.relative && t.After(r.today) {
					t = t.AddDate(-1, 0, 0)
				}
				to := step(t, n, u)
				return span(to, to, corpus.DayPrecision), after, true
			}
		}
	}
	if _, next, ok := r.behind(at, aHence); ok {
		return r.shift(n, u), next, true
	}
	return p, i, false
}

// shift gives the day, or of years the month, that lies n units from today.
func (r *reader) shift(n int, u unit) part {
	if n > 4000 || n < -4000 {
		n = 0
	}
	d := step(r.today, n, u)
	if u == years {
		first := firstOfMonth(d)
		return span(first, first.AddDate(0, 1, -1), corpus.MonthPrecision)
	}
	return span(d, d, corpus.DayPrecision)
}

// step moves a day by n units; in a shorter month to its last day.
func step(t time.Time, n int, u unit) time.Time {
	switch u {
	case weeks:
		return t.AddDate(0, 0, 7*n)
	case months:
		return addMonths(t, n)
	case quarters:
		return addMonths(t, 3*n)
	case halves:
		return addMonths(t, 6*n)
	case years:
		return addMonths(t, 12*n)
	}
	return t.AddDate(0, 0, n)
}

// addMonths gives the corresponding day n months later, or the last day of
// that month where it has none.
func addMonths(t time.Time, n int) time.Time {
	first := firstOfMonth(t).AddDate(0, n, 0)
	last := first.AddDate(0, 1, -1).Day()
	return first.AddDate(0, 0, min(t.Day(), last)-1)
}

// nextWeekday gives the next such day after today.
func (r *reader) nextWeekday(wd int) time.Time {
	n := (wd - (int(r.today.Weekday())+6)%7 - 1 + 7) % 7
	if n == 0 {
		n = 7
	}
	return r.today.AddDate(0, 0, n)
}

// weekdayAlone reads a weekday that is told from now: Tuesday, next Tuesday,
// Tuesday of next week, Wednesday after next.
func (r *reader) weekdayAlone(i int) (p part, next int, ok bool) {
	way, at := -1, i
	if v, after, is := r.direction(i); is && after < len(r.words) && r.spaced(after-1) {
		way, at = v, after
	}
	start := at
	if unitNext, is := r.isUnit(at, days); is && unitNext < len(r.words) && r.spaced(unitNext-1) { // يوم الثلاثاء
		if _, _, is := r.take(unitNext, aWeekday); is {
			start = unitNext
		}
	}
	wd, next, ok := r.take(start, aWeekday)
	if !ok {
		return p, i, false
	}
	one := func(d time.Time, next int) (part, int, bool) {
		return span(d, d, corpus.DayPrecision), next, true
	}
	if way < 0 {
		for n := 0; n <= 2; n++ {
			to := r.behindLinks(next, n)
			if to >= len(r.words) || !r.spaced(to-1) {
				break
			}
			if u, w, after, ok := r.unitFromNow(to); ok && u == weeks {
				return one(monday(r.today).AddDate(0, 0, 7*w+wd-1), after)
			}
		}
		if _, after, ok := r.behind(next, anAfterNext); ok {
			return one(r.nextWeekday(wd).AddDate(0, 0, 7), after)
		}
		if v, after, ok := r.behind(next, aDirection); ok {
			way, next = v, after
		}
	}
	d := r.nextWeekday(wd)
	switch way {
	case pointsNext:
		d = monday(r.today).AddDate(0, 0, 7+wd-1)
	case pointsPast:
		d = d.AddDate(0, 0, -7)
		if !d.Before(r.today) {
			d = d.AddDate(0, 0, -7)
		}
	}
	if _, after, ok := r.behind(next, anAfterNext); ok { // neste fredag igjen
		d, next = d.AddDate(0, 0, 7), after
	}
	p, next, ok = one(d, next)
	p.weekday = wd
	p.weak = way < 0 && r.ambiguous[r.words[i].Folded]
	return p, next, ok
}

// weekOf reads the week of a day: the week of October 7th.
func (r *reader) weekOf(i int) (p part, next int, ok bool) {
	at, ok := r.isUnit(i, weeks)
	if !ok {
		return p, i, false
	}
	to := r.behindLinks(at, 2)
	if to == at {
		return p, i, false
	}
	day, next, ok := r.dayIn(to, false)
	if !ok || day.lone {
		return p, i, false
	}
	d, ok := r.settle(day, "")
	if !ok || d.Problem != "" {
		return p, i, false
	}
	t, _ := d.First.Time()
	first := monday(t)
	return span(first, first.AddDate(0, 0, 6), corpus.WeekPrecision), next, true
}

// nth reads one of several: the first Monday of March, the last day of
// October 2015, derde dinsdag na kerst.
func (r *reader) nth(i int) (p part, next int, ok bool) {
	starts := []int{i}
	if _, after, ok := r.take(i, aDayOnly); ok && after < len(r.words) && r.spaced(after-1) {
		starts = append(starts, after)
	}
	for _, at := range starts {
		if n, after, ok := r.place(at); ok {
			if p, next, ok = r.nthUnit(after, n); ok {
				return p, next, true
			}
		}
		if p, next, ok = r.nthUnit(at, 0); ok {
			return p, next, true
		}
	}
	return p, i, false
}

// place reads which one: third, last, second last; from the end it is
// negative.
func (r *reader) place(i int) (n, next int, ok bool) {
	if n, next, ok = r.ordinal(i); ok && n > 0 && n < 32 {
		if _, after, ok := r.behind(next, aLast); ok {
			n, next = -n, after
		}
	} else if _, next, ok = r.take(i, aLast); ok {
		n = -1
	}
	return n, next, ok && n != 0 && next < len(r.words) && (r.spaced(next-1) || r.gap(next-1) == ". ")
}

// nthUnit reads the weekday, day or week at word i and the month that it lies
// in; n tells which, 0 that the words behind tell it.
func (r *reader) nthUnit(i, n int) (p part, next int, ok bool) {
	wd, u := 0, noUnit
	if v, after, ok := r.take(i, aWeekday); ok {
		wd, next = v, after
	} else if v, after, ok := r.take(i, aUnit); ok && (unit(v) == days || unit(v) == weeks) {
		u, next = unit(v), after
	} else {
		return p, i, false
	}
	if n == 0 {
		if next >= len(r.words) || !r.spaced(next-1) {
			return p, i, false
		}
		if v, after, ok := r.take(next, anOrdinal); ok {
			n, next = v, after
		} else if _, after, ok := r.take(next, aLast); ok {
			n, next = -1, after
		} else {
			return p, i, false
		}
	}
	if next >= len(r.words) || !r.spaced(next-1) {
		return p, i, false
	}
	if r.said && wd > 0 && n > 0 {
		if _, after, ok := r.take(next, anAfter); ok {
			if base, end, ok := r.seasonOrHoliday(after); ok {
				t := base.last
				for k := 0; k < n; k++ {
					t = t.AddDate(0, 0, 1)
					for weekdayOf(t) != wd {
						t = t.AddDate(0, 0, 1)
					}
				}
				return span(t, t, corpus.DayPrecision), end, true
			}
		}
	}
	for links := 0; links <= 3; links++ {
		to := r.behindLinks(next, links)
		month, end, ok := r.monthIn(to)
		if !ok {
			month, end, ok = r.fromNow(to)
		}
		if !ok && r.said && links > 0 { // of the month
			if end, ok = r.isUnit(to, months); ok {
				month, ok = r.unitAt(months, 0)
			}
		}
		if !ok || month.precision != corpus.MonthPrecision {
			continue
		}
		d, ok := r.settle(month, "")
		if !ok || d.Problem != "" {
			return p, i, false
		}
		first, _ := d.First.Time()
		if p, ok = nthOf(first, n, wd, u); ok {
			p.relative = d.Basis != corpus.Explicit
			p.weak = links == 0 && !r.said
			return p, end, true
		}
	}
	return p, i, false
}

// weekdayOf gives 1 for Monday to 7 for Sunday.
func weekdayOf(t time.Time) int { return (int(t.Weekday())+6)%7 + 1 }

// nthOf gives the nth weekday, day or week of a month, from the end where n
// is negative. A week of a month is one whose days all lie in it.
func nthOf(first time.Time, n, weekday int, u unit) (part, bool) {
	last := first.AddDate(0, 1, -1)
	t, stride := first, 1
	switch {
	case weekday > 0:
		for weekdayOf(t) != weekday {
			t = t.AddDate(0, 0, 1)
		}
		stride = 7
	case u == weeks:
		for t.Weekday() != time.Monday {
			t = t.AddDate(0, 0, 1)
		}
		stride = 7
		last = last.AddDate(0, 0, -6)
	}
	var all []time.Time
	for ; !t.After(last); t = t.AddDate(0, 0, stride) {
		all = append(all, t)
	}
	if n < 0 {
		n += len(all) + 1
	}
	if n < 1 || n > len(all) {
		return part{}, false
	}
	t = all[n-1]
	if u == weeks {
		return span(t, t.AddDate(0, 0, 6), corpus.WeekPrecision), true
	}
	return span(t, t, corpus.DayPrecision), true
}

// seasonOrHoliday reads a season or a holiday of a fixed day: this summer,
// Christmas 2014.
func (r *reader) seasonOrHoliday(i int) (p part, next int, ok bool) {
	way, at := -1, i
	if v, after, is := r.direction(i); is && after < len(r.words) && r.spaced(after-1) {
		way, at = v, after
	}
	which, next, ok := r.take(at, aSeason)
	season := ok
	if !ok {
		if which, next, ok = r.take(at, aHoliday); !ok {
			return p, i, false
		}
	}
	if way < 0 {
		if v, after, is := r.behind(next, aDirection); is {
			way, next = v, after
		}
	}
	year := r.today.Year()
	y, after, written := r.yearBehindPart(next, false)
	if written {
		year, next = y, after
	}
	first, last := r.spanIn(which, year)
	if !written {
		prevFirst, prevLast := r.spanIn(which, year-1)
		if !prevLast.Before(r.today) {
			first, last = prevFirst, prevLast
		} else if last.Before(r.today) {
			first, last = r.spanIn(which, year+1)
		}
		switch {
		case way == pointsPast && !last.Before(r.today), way == pointsPast && first.After(r.today):
			first, last = r.spanIn(which, first.Year()-1)
		case way == pointsNext && !first.After(r.today):
			first, last = r.spanIn(which, first.Year()+1)
		}
	}
	precision := corpus.RangePrecision
	if first.Equal(last) {
		precision = corpus.DayPrecision
	}
	p = span(first, last, precision)
	p.relative = !written
	p.weak = season && way < 0 && !written && r.ambiguous[r.words[at].Folded]
	return p, next, true
}

// spanIn gives the days of a season or holiday that opens in a year.
func (r *reader) spanIn(which, year int) (first, last time.Time) {
	s := r.spans[which]
	a, _ := time.Parse("01-02", s[0])
	b, _ := time.Parse("01-02", s[1])
	first = time.Date(year, a.Month(), a.Day(), 0, 0, 0, 0, time.UTC)
	last = time.Date(year, b.Month(), b.Day(), 0, 0, 0, 0, time.UTC)
	if last.Before(first) {
		last = last.AddDate(1, 0, 0)
	}
	return first, last
}
