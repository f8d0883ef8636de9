package grounding

import (
	"slices"

	"vanthu/corpus/lexicon"
)

// entrusted gives whether words, from one to another, are part of a longer phrase
// by which a body is given a task: "får i oppgave" allows nothing, and what one "has
// been entrusted with" has not been done.
func (r *reading) entrusted() func(first, last int) bool {
	tasks := slices.DeleteFunc(r.tongue.must.find(r.words), func(m lexicon.Match) bool { return m.Len == 1 })
	return func(first, last int) bool {
		return slices.ContainsFunc(tasks, func(m lexicon.Match) bool {
			return m.First <= first && last < m.First+m.Len && m.Len > last-first+1
		})
	}
}

// yetToBe reports whether a word for what has been done stands behind one by which it
// is still to be done: will be carried out.
func (r *reading) yetToBe(t turn) bool {
	return t.axis == "done" && t.pole == "done" && slices.ContainsFunc(r.turns, func(o turn) bool {
		return (o.axis == "done" && o.pole == "coming" || o.axis == "duty" && o.pole == "must") && o.last < t.first && t.first-o.last <= besides && r.unparted(o.last, t.first)
	})
}
