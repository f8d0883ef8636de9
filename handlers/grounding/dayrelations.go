package grounding

import (
	"slices"

	"vanthu/corpus"
)

// dayRelations checks that a day belongs to what the sentence tells of it, where
// the evidence has several: no word beside it stands beside others only.
func (c *Checker) dayRelations(r *reading, e *evidence) Reason {
	for i, d := range r.days {
		for _, o := range r.days[i+1:] {
			if (d.exact() || d.Recurrence != "") && (o.exact() || o.Recurrence != "") && r.unparted(d.last, o.first) && !r.clauseBetween(d.last, o.first) && e.apartDays(d, o) {
				return r.blame(d.first, o.last, Misplaced)
			}
		}
	}
	for _, x := range e.texts {
		if len(r.days) < 2 || len(x.days) < 2 {
			continue
		}
		for i := range r.words {
			said := r.daysOf(i)
			if len(said) == 0 || !c.content(r, i) || !r.telling(i) {
				continue
			}
			own, other := false, false
			for j := range x.words {
				if there := x.daysOf(j); len(there) > 0 && r.meets(i, x, j) {
					both := slices.ContainsFunc(said, func(d corpus.Day) bool {
						return slices.ContainsFunc(there, func(o corpus.Day) bool { return sameDays(d, o) })
					})
					own, other = own || both, other || !both
				}
			}
			if other && !own {
				return r.blame(i, i, Misplaced)
			}
		}
	}
	return ""
}

// exact reports whether a time expression tells a day, or a stretch of days or
// years.
func (d day) exact() bool {
	return (d.Precision == corpus.DayPrecision || d.Precision == corpus.RangePrecision) && d.Recurrence == "" && d.any() != ""
}

// apartDays reports whether no passage tells both of two days, though each is
// told.
func (e *evidence) apartDays(d, o day) bool {
	one, other := false, false
	for _, x := range e.texts {
		tells := func(d day) bool {
			return slices.ContainsFunc(x.days, func(have day) bool { return d.follows(have.Date) })
		}
		if tells(d) && tells(o) {
			return false
		}
		one, other = one || tells(d), other || tells(o)
	}
	return one && other
}

// dayWords is how far behind a day words tell what is on it, and frontWords how
// far in front of it.
const dayWords, frontWords = 4, 3

// daysOf gives the days that a word stands beside, in its clause: each by its
// first.
func (r *reading) daysOf(i int) (out []corpus.Day) {
	for _, d := range r.days {
		if d.Precision != corpus.DayPrecision && d.Precision != corpus.RangePrecision || d.Recurrence != "" || d.any() == "" {
			continue // what recurs is told in many ways
		}
		behind := i > d.last && i <= d.last+dayWords && r.unparted(d.last, i) && !r.clauseBetween(d.last, i) && !r.dayBetween(d.last, i)
		front := i < d.first && i >= d.first-frontWords && r.unparted(i, d.first) && !r.clauseBetween(i, d.first) && !r.dayBetween(i, d.first-1)
		if behind || front {
			out = append(out, d.any())
		}
	}
	return out
}

func (r *reading) dayBetween(from, to int) bool {
	for _, d := range r.days {
		if d.first > from && d.first <= to {
			return true
		}
	}
	return false
}

// clauseBetween reports whether a word that opens a clause stands between two.
func (r *reading) clauseBetween(from, to int) bool {
	for k := from + 1; k <= to; k++ {
		if r.tongue.clauses[r.words[k].Folded] {
			return true
		}
	}
	return false
}
