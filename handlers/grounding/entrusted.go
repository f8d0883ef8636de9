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

// chargedAt reports whether a word is one of those by which somebody is given a task, or is responsible for it.
func (r *reading) chargedAt(i int) bool {
	return slices.ContainsFunc(r.tongue.charged.find(r.words), func(m lexicon.Match) bool { return m.First <= i && i < m.First+m.Len })
}

// agreeing are the concepts of agreeing to something, by which nobody charges anybody.
var agreeing = []string{"act.agree"}

// chargedWith reports whether a word no more than tells that somebody is given a task, or
// is responsible for it, and a passage tells so in other words: he leads it, or has to.
func (e *evidence) chargedWith(r *reading, i int) bool {
	return r.chargedAt(i) && !shares(r.at[i], agreeing) && slices.ContainsFunc(e.texts, func(x *reading) bool {
		return !x.has("done", "done") && !x.has("duty", "may") && (x.has("duty", "must") || x.has("lead", "lead") || len(x.tongue.must.find(x.words)) > 0 || slices.ContainsFunc(x.days, day.deadline) || !x.was() && !x.dated() && len(r.days) == 0)
	})
}

// yetToBe reports whether a word for what has been done stands behind one by which it
// is still to be done: will be carried out.
func (r *reading) yetToBe(t turn) bool {
	return t.axis == "done" && t.pole == "done" && slices.ContainsFunc(r.turns, func(o turn) bool {
		return (o.axis == "done" && o.pole == "coming" || o.axis == "duty" && o.pole == "must") && o.last < t.first && t.first-o.last <= besides && r.unparted(o.last, t.first)
	})
}
