package grounding

import "slices"

// This file tells a deadline that is named as such from a time by which something is due.

// limitsTo reports whether a passage tells, of all the days and lengths of time that a
// sentence tells, that something has to be done by then, or may be done until then:
// what must be completed in a quarter has the quarter for its deadline.
func (e *evidence) limitsTo(r *reading) bool {
	return slices.ContainsFunc(e.texts, func(x *reading) bool {
		told := 0
		for _, d := range r.days {
			if !slices.ContainsFunc(x.days, func(have day) bool { return d.at(have) }) {
				return false
			}
			told++
		}
		bound := slices.ContainsFunc(x.days, day.deadline)
		for _, a := range r.amounts {
			if !lengths[a.unit] {
				continue
			}
			if !slices.ContainsFunc(x.amounts, func(have amount) bool {
				return have.value == a.value && have.unit == a.unit && (have.bound == "most" || x.withinTime(have)) && r.fromReceipt(a) == x.fromReceipt(have)
			}) {
				return false
			}
			told, bound = told+1, true
		}
		return told > 0 && (bound || x.has("duty", "must") || x.speaks(orders) || len(x.tongue.must.find(x.words)) > 0)
	})
}

// withinTime reports whether a length of time is one in which something is done.
func (r *reading) withinTime(a amount) bool {
	return a.first > 0 && slices.Contains(r.tongue.words.Times.Within, r.words[a.first-1].Folded)
}

// dueBy reports whether a word no more than names as a deadline what a passage has as one.
func (e *evidence) dueBy(r *reading, i int) bool {
	return shares(r.at[i], terms) && e.limitsTo(r)
}

// fromReceipt reports whether a length of time counts from when something is received.
func (r *reading) fromReceipt(a amount) bool {
	first, last, ok := r.event(a)
	return ok && slices.ContainsFunc(r.at[first:last+1], func(at []string) bool { return shares(at, receipts) })
}
