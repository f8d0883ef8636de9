package grounding

import (
	"slices"

	"vanthu/corpus"
	"vanthu/corpus/calendar"
)

// endsAlike reports whether one of two deadlines tells the end of a time, and the other
// one its last day: by the end of 2026, before 31 December 2026. What is to be done in a
// time is to be done by its last day.
func (d day) endsAlike(have calendar.Date) bool {
	if d.Last == "" || d.Last != have.Last {
		return false
	}
	lastDay := func(a calendar.Date) bool {
		return a.Precision == corpus.DayPrecision && day{Date: a}.deadline()
	}
	ends := func(a calendar.Date) bool {
		return a.Precision != corpus.DayPrecision && a.Precision != corpus.RangePrecision && a.AtEnd && day{Date: a}.deadline()
	}
	within := have.Precision != corpus.DayPrecision && have.First != "" && have.Relation == corpus.In
	return lastDay(d.Date) && (ends(have) || within) || ends(d.Date) && lastDay(have) || ends(d.Date) && ends(have)
}

// thisYear reports whether a text speaks of the year that it is of.
func (r *reading) thisYear() bool {
	return len(r.tongue.thisYear.find(r.words)) > 0
}

// ofThisYear reports whether a passage of the year that a sentence tells speaks of this
// year, and of no other.
func (e *evidence) ofThisYear(d day) bool {
	if d.Precision != corpus.YearPrecision || d.deadline() && !d.AtEnd || d.Relation == corpus.From || len(d.First) < yearDigits {
		return false
	}
	for i, p := range e.passages {
		if len(p.Issued) >= yearDigits && p.Issued[:yearDigits] == d.First[:yearDigits] && e.texts[i].thisYear() && !e.texts[i].otherYear(d.First[:yearDigits]) {
			return true
		}
	}
	return false
}

// otherYear reports whether a text tells another year than the one given.
func (r *reading) otherYear(year corpus.Day) bool {
	return slices.ContainsFunc(r.days, func(o day) bool {
		return len(o.any()) >= yearDigits && o.any()[:yearDigits] != year
	})
}

// keepsThisYear reports whether "this year" is told of what the passages tell of it, or of
// the year that they are of.
func (e *evidence) keepsThisYear(r *reading) bool {
	if !r.thisYear() {
		return true
	}
	for i, x := range e.texts {
		if x.thisYear() || e.passages[i].Issued == "" && len(x.days) > 0 || len(e.passages[i].Issued) >= yearDigits && slices.ContainsFunc(x.days, func(o day) bool {
			return len(o.any()) >= yearDigits && o.any()[:yearDigits] == e.passages[i].Issued[:yearDigits]
		}) {
			return true
		}
	}
	return false
}
