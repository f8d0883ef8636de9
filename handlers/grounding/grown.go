package grounding

import "slices"

// changeWords is how many words stand at most between a change and how great it is.
const changeWords = 4

// grown checks that what is told as how much something has changed is told so in
// the passages: trade that has reached 78 billion has not grown by them.
func (c *Checker) grown(r *reading, e *evidence) Reason {
	for _, a := range r.amounts {
		if !r.byMuch(a) {
			continue
		}
		found, changed := false, false
		for _, x := range e.texts {
			for _, have := range x.amounts {
				if have.value == a.value && have.unit == a.unit {
					found, changed = true, changed || x.changes(have)
				}
			}
		}
		if found && !changed {
			return r.blame(a.first, a.last, Misplaced)
		}
	}
	return ""
}

// byMuch reports whether a number stands behind a change and a word such as "by".
func (r *reading) byMuch(a amount) bool {
	by := -1
	for _, m := range r.tongue.byMuch.find(r.words[:a.first]) {
		if m.First+m.Len == a.first {
			by = m.First
		}
	}
	return by > 0 && slices.ContainsFunc(r.turns, func(t turn) bool {
		return t.axis == "change" && t.last < by && by-t.last <= changeWords && r.unparted(t.last, by)
	})
}

// changes reports whether a word for a change stands in the clause of a number.
func (r *reading) changes(a amount) bool {
	return slices.ContainsFunc(r.turns, func(t turn) bool {
		return t.axis == "change" && (t.last < a.first && r.unparted(t.last, a.first) || t.first > a.last && r.unparted(a.last, t.first) || t.first >= a.first && t.last <= a.last)
	})
}
