package calendar

import (
	"time"

	"vanthu/corpus"
)

// settle gives the days that a part means, with the year of the reference
// where none is written. ok is false where nothing can be said of it.
func (r *reader) settle(p part, rel corpus.Relation) (d Date, ok bool) {
	d = Date{Precision: p.precision, Basis: corpus.Explicit, Relation: rel}
	if p.relative {
		d.Basis = corpus.Relative
	}
	first, last := p.first, p.last
	if !p.settled() {
		if p.lone {
			if first, ok = r.nextDay(p); !ok {
				return d, false
			}
			last, d.Basis = first, corpus.Relative
		} else {
			if p.y == 0 {
				if r.today().IsZero() {
					d.Problem = corpus.NoYear
					return d, true
				}
				p.y, d.Basis = r.yearFor(p), corpus.YearInferred
			}
			if first, last, ok = p.days(); !ok {
				d.Problem = corpus.ImpossibleDay
				return d, true
			}
		}
	}
	if p.edge != noEdge && p.precision != corpus.RangePrecision {
		d.AtEnd = p.edge == endEdge && (rel == corpus.By || rel == corpus.Before)
		if !d.AtEnd {
			first, last, d.Precision = edgeOf(first, last, p.precision, p.edge, r.points || !r.said)
		}
	}
	if !plausible(first.Year()) || !plausible(last.Year()) {
		d.Problem = corpus.ImplausibleDay
		return d, true
	}
	d.First, d.Last = corpus.DayOf(first), corpus.DayOf(last)
	return d, true
}

// days gives the first and last day of a part whose year is known; ok is
// false for days that no calendar has.
func (p part) days() (first, last time.Time, ok bool) {
	date := func(m, d int) time.Time { return time.Date(p.y, time.Month(m), d, 0, 0, 0, 0, time.UTC) }
	switch p.precision {
	case corpus.DayPrecision:
		first = date(p.m, p.d)
		return first, first, p.m >= 1 && p.m <= 12 && first.Day() == p.d && int(first.Month()) == p.m
	case corpus.MonthPrecision:
		return date(p.m, 1), date(p.m+1, 0), p.m >= 1 && p.m <= 12
	case corpus.QuarterPrecision:
		return date(3*p.n-2, 1), date(3*p.n+1, 0), p.n >= 1 && p.n <= 4
	case corpus.HalfPrecision:
		return date(6*p.n-5, 1), date(6*p.n+1, 0), p.n == 1 || p.n == 2
	case corpus.YearPrecision:
		return date(1, 1), date(12, 31), true
	case corpus.RangePrecision: // the first or last n months
		if p.edge == endEdge {
			return date(13-p.n, 1), date(12, 31), true
		}
		return date(1, 1), date(p.n+1, 0), true
	}
	return first, last, false
}

// yearFor gives the year of a part that is written without one: that of the
// reference day; the next where it would lie half a year or more before it.
// The weekday, where one is written, decides.
func (r *reader) yearFor(p part) int {
	y := r.today().Year()
	if p.weekday > 0 && p.precision == corpus.DayPrecision {
		for _, n := range [...]int{0, 1, -1, 2, -2, 3, -3, 4, 5, 6} {
			p.y = y + n
			if first, _, ok := p.days(); ok && weekdayOf(first) == p.weekday {
				return p.y
			}
		}
	}
	p.y = y
	if _, last, ok := p.days(); ok && last.Before(r.today().AddDate(0, -6, 0)) {
		return y + 1
	}
	return y
}

// nextDay gives the next day of that number from today on; of a weekday, where
// one is written.
func (r *reader) nextDay(p part) (time.Time, bool) {
	if r.today().IsZero() {
		return time.Time{}, false
	}
	month := firstOfMonth(r.today())
	for n := 0; n < 24; n++ {
		d := month.AddDate(0, n, p.d-1)
		if d.Day() == p.d && !d.Before(r.today()) && (p.weekday == 0 || weekdayOf(d) == p.weekday) {
			return d, true
		}
	}
	return time.Time{}, false
}

// edgeOf gives the beginning, middle or end of a stretch. As points they are
// those of Viet Nam's Civil Code 2015, article 146: of a month the first, the
// 15th and the last day, of a year 1 January, 30 June and 31 December. In
// speech a month has thirds, a year quarters, a week three days at each end.
func edgeOf(first, last time.Time, precision corpus.Precision, edge int, points bool) (time.Time, time.Time, corpus.Precision) {
	if points {
		switch {
		case edge == startEdge:
			last = first
		case edge == endEdge:
			first = last
		case precision == corpus.MonthPrecision:
			first = first.AddDate(0, 0, 14)
			last = first
		default: // the last day of the first half
			half := int(last.Month()-first.Month()+1) / 2
			switch precision {
			case corpus.WeekPrecision:
				first = first.AddDate(0, 0, 2)
			case corpus.QuarterPrecision:
				first = first.AddDate(0, 1, 14)
			default:
				first = first.AddDate(0, half, -1)
			}
			last = first
		}
		return first, last, corpus.DayPrecision
	}
	part := func(before, length int) (time.Time, time.Time, corpus.Precision) {
		from := first.AddDate(0, 0, before)
		return from, from.AddDate(0, 0, length-1), corpus.RangePrecision
	}
	switch precision {
	case corpus.WeekPrecision:
		return part([...]int{0, 0, 2, 4}[edge], [...]int{7, 3, 2, 3}[edge])
	case corpus.MonthPrecision:
		if edge == endEdge {
			return first.AddDate(0, 0, 20), last, corpus.RangePrecision
		}
		return part([...]int{0, 0, 10}[edge], 10)
	}
	monthsIn := int(last.Month()-first.Month()) + 1
	size := max(1, monthsIn/4)
	switch edge {
	case startEdge:
		last = first.AddDate(0, size, -1)
	case middleEdge:
		first = first.AddDate(0, (monthsIn-size)/2, 0)
		last = first.AddDate(0, size, -1)
	case endEdge:
		first = firstOfMonth(last).AddDate(0, 1-size, 0)
	}
	return first, last, corpus.RangePrecision
}
