package calendar

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"vanthu/corpus"
)

// rule is how often something comes back: every so many units, on a weekday
// where one is told.
type rule struct {
	every   int
	unit    unit
	weekday int
}

// recurrence reads every six months, hằng quý, ежегодно, of each month.
func (r *reader) recurrence(i int) (ru rule, next int, ok bool) {
	if v, next, ok := r.take(i, aRecurring); ok && !r.isWithinRate(i) {
		return rule{every: v / 10, unit: unit(v % 10)}, next, true
	}
	for _, k := range [...]kind{anEvery, anEach} {
		_, at, ok := r.take(i, k)
		if !ok || at >= len(r.words) || !r.spaced(at-1) {
			continue
		}
		if wd, next, ok := r.take(at, aWeekday); ok && next-at > 1 {
			return rule{every: 1, unit: weeks, weekday: wd}, next, true
		}
		if n, u, next, ok := r.amount(at, false); ok && u != weekends && k == anEvery {
			return rule{every: n, unit: u}, next, true
		}
		if n, after, ok := r.ordinal(at); ok && n > 1 && k == anEvery && after < len(r.words) { // every third month
			if v, next, ok := r.take(after, aUnit); ok && unit(v) != weekends {
				return rule{every: n, unit: unit(v)}, next, true
			}
		}
		if wd, next, ok := r.take(at, aWeekday); ok {
			return rule{every: 1, unit: weeks, weekday: wd}, next, true
		}
		for _, u := range [...]unit{days, weeks, months, quarters, halves, years} {
			if next, ok := r.isUnit(at, u); ok {
				if v, after, ok := r.take(i, aRecurring); ok && after >= next {
					return rule{every: v / 10, unit: unit(v % 10)}, after, true
				}
				return rule{every: 1, unit: u}, next, true
			}
		}
	}
	return ru, i, false
}

// isRate reports whether a number of units stands before word i: 24 hours
// every day.
func (r *reader) isRate(i int) bool {
	if i < 2 || !r.spaced(i-1) || !r.spaced(i-2) {
		return false
	}
	if k := r.kindsAt(i - 1); !k.has(aUnit) && !k.has(aClock) {
		return false
	}
	_, next, ok := r.cardinal(i - 2)
	return ok && next == i-1
}

// isWithinRate reports whether word i stands behind a slash: 5 m3/năm.
func (r *reader) isWithinRate(i int) bool { return i > 0 && r.gap(i-1) == "/" }

// rrule writes a rule as RFC 5545, section 3.3.10, with the days it names.
// Days of different months and numbers take several rules, one a line.
func (ru rule) rrule(parts []part) string {
	base := "RRULE:"
	n := max(ru.every, 1)
	switch ru.unit {
	case days, workdays:
		base += "FREQ=DAILY"
	case weeks:
		base += "FREQ=WEEKLY"
	case months:
		base += "FREQ=MONTHLY"
	case quarters:
		base, n = base+"FREQ=MONTHLY", 3*n
	case halves:
		base, n = base+"FREQ=MONTHLY", 6*n
	default:
		base += "FREQ=YEARLY"
	}
	if n > 1 {
		base += fmt.Sprintf(";INTERVAL=%d", n)
	}
	if ru.unit == workdays {
		base += ";BYDAY=MO,TU,WE,TH,FR"
	}
	if ru.weekday > 0 {
		base += ";BYDAY=" + strings.ToUpper(time.Weekday(ru.weekday % 7).String()[:2])
	}
	type group struct{ months, days []string }
	var groups []group
	for _, p := range parts {
		var month, day string
		if p.m > 0 {
			month = strconv.Itoa(p.m)
		}
		switch {
		case p.d > 0:
			day = strconv.Itoa(p.d)
		case p.precision == corpus.MonthPrecision && p.edge == endEdge:
			day = "-1"
		case p.precision == corpus.MonthPrecision && p.edge == startEdge:
			day = "1"
		case p.precision == corpus.MonthPrecision && p.edge == middleEdge:
			day = "15"
		}
		at := slices.IndexFunc(groups, func(g group) bool {
			return len(g.days) == 1 && g.days[0] == day && month != "" || month == "" && len(g.months) == 0
		})
		if at < 0 {
			groups = append(groups, group{})
			at = len(groups) - 1
		}
		g := &groups[at]
		if month != "" && !slices.Contains(g.months, month) {
			g.months = append(g.months, month)
		}
		if day != "" && !slices.Contains(g.days, day) {
			g.days = append(g.days, day)
		}
	}
	if len(groups) == 0 {
		return base
	}
	var out []string
	for _, g := range groups {
		line := base
		if len(g.months) > 0 {
			line += ";BYMONTH=" + strings.Join(g.months, ",")
		}
		if len(g.days) > 0 {
			line += ";BYMONTHDAY=" + strings.Join(g.days, ",")
		}
		out = append(out, line)
	}
	return strings.Join(out, "\n")
}

// recurring reads what opens with its rule: hằng năm, trước ngày 15/6; every
// quarter.
func (r *reader) recurring(i int) (d Date, next int, ok bool) {
	ru, next, ok := r.recurrence(i)
	if !ok || r.isRate(i) {
		return d, i, false
	}
	d = Date{Relation: corpus.Every, Basis: corpus.Explicit}
	d.Start, d.Lead = r.startOf(i), r.leadOf(i)
	var days []part
	if at, ok := r.pause(next); ok {
		if _, after, ok := r.takeRelation(at); ok && after < len(r.words) && r.spaced(after-1) {
			at = after
		}
		if g, after, ok := r.list(r.skip(at, aSkip)); ok && fits(ru, g) {
			for _, s := range g {
				days = append(days, s.part)
			}
			next = after
		}
	}
	d.Recurrence = ru.rrule(days)
	d.End = r.words[next-1].End
	return d, next, true
}

// fits reports whether stretches are days or months that a rule may name.
func fits(ru rule, list []stretch) bool {
	for _, s := range list {
		p := s.part
		switch {
		case s.to != nil || p.y > 0 || p.settled():
			return false
		case p.lone && ru.unit == months, p.m > 0 && ru.unit == years && (p.d > 0 || p.precision == corpus.MonthPrecision):
		default:
			return false
		}
	}
	return len(list) > 0
}

// again reads the rule behind days: ngày 30 tháng 01 hằng năm, the 25th of
// each month.
func (r *reader) again(i int, list []stretch) (ru rule, next int, ok bool) {
	if i < 1 || i >= len(r.words) {
		return ru, i, false
	}
	for n := 0; n <= 2; n++ {
		at := i
		if n > 0 {
			if at = r.behindLinks(i, n); at == i {
				break
			}
		}
		if gap := r.gap(at - 1); !spaces(gap) && gap != ", " && gap != " (" && gap != "-" && gap != ". " {
			return ru, i, false
		}
		if rel, _ := r.relationOfPart(list[0].part); r.gap(i-1) == ". " && rel == "" && !list[0].part.dayWord { // the number of an item
			return ru, i, false
		}
		if ru, next, ok = r.recurrence(at); ok && fits(ru, list) {
			return ru, next, true
		}
	}
	return ru, i, false
}

// quarterly reads a day of the last month of each quarter: ngày 20 của tháng
// cuối quý, the 20th of the last month of the quarter.
func (r *reader) quarterly(list []stretch, i int) (d Date, next int, ok bool) {
	p := list[0].part
	if len(list) != 1 || !p.lone || list[0].to != nil || i >= len(r.words) || !r.spaced(i-1) {
		return d, i, false
	}
	for n := 0; n <= 2 && !ok; n++ {
		at := r.behindLinks(i, n)
		if _, after, last := r.take(at, aLast); last { // last month
			at, ok = r.isUnit(after, months)
		} else if after, unit := r.isUnit(at, months); unit { // tháng cuối
			_, at, ok = r.behind(after, aLast)
		}
		next = at
	}
	if !ok || next >= len(r.words) || !r.spaced(next-1) {
		return d, i, false
	}
	for n := 0; n <= 2; n++ {
		at := r.behindLinks(next, n)
		if ru, after, ok := r.recurrence(at); ok && ru.unit == quarters {
			at = after
		} else if at, ok = r.isUnit(at, quarters); !ok {
			continue
		}
		d = Date{Start: p.start, Lead: min(r.leadOf(p.from), p.start), End: r.words[at-1].End, Relation: corpus.Every, Basis: corpus.Explicit}
		d.Recurrence = fmt.Sprintf("RRULE:FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=%d", p.d)
		return d, at, true
	}
	return d, i, false
}
