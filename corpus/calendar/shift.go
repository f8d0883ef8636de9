package calendar

import (
	"time"

	"vanthu/corpus"
)

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
	if v, at, prefix, ok := r.takePrefixed(i, aUnit); ok && prefix == 0 && unit(v) != weekends { // год назад
		if _, next, ok := r.behind(at, anAgo); ok && !r.kindsAt(at).has(aDay) {
			return r.shift(-1, unit(v)), next, true
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
	if _, next, ok := r.behind(at, aHence); ok {
		return r.shift(n, u), next, true
	}
	if _, next, ok := r.behind(at, anAfter); ok && next < len(r.words) {
		for _, form := range [...]func(int) (part, int, bool){r.seasonOrHoliday, r.nearDay, r.dated} {
			base, after, ok := form(r.skip(next, aSkip))
			if !ok || base.precision != corpus.DayPrecision || base.lone {
				continue
			}
			if d, ok := r.settle(base, ""); ok && d.Problem == "" {
				t, _ := d.Last.Time()
				if u == years && base.relative && t.After(r.today()) {
					t = t.AddDate(-1, 0, 0)
				}
				to := step(t, n, u)
				return span(to, to, corpus.DayPrecision), after, true
			}
		}
	}
	return p, i, false
}

// shift gives the day, or of years the month, that lies n units from today.
func (r *reader) shift(n int, u unit) part {
	if n > 4000 || n < -4000 {
		n = 0
	}
	d := step(r.today(), n, u)
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
