package grounding

import (
	"slices"

	"vanthu/corpus/extract"
)

// strayed checks that a day, or who does something, comes from where the rest of
// the sentence does: that of one passage, or of a heading, is not put in place of
// that which another passage tells of the same.
func (c *Checker) strayed(r *reading, e *evidence) Reason {
	for _, d := range r.days {
		if d.any() != "" && d.Recurrence == "" && !r.besideDocument(d) && e.daysApart(c, r, d) {
			return r.blame(d.first, d.last, Misplaced)
		}
	}
	for _, n := range r.docs {
		for _, d := range r.days {
			if r.dates(n, d) && e.datedOtherwise(n, d) || r.goesOnWithDay(n, d) && slices.ContainsFunc(e.texts, func(x *reading) bool { return x.dayInFront(n, d) }) {
				return r.blame(d.first, d.last, Misplaced)
			}
		}
	}
	for _, m := range r.bodies {
		if m.ID != "" && !m.Generic && !m.Collective && e.doneByAnother(c, r, m) {
			first, last := r.within(m.Start, m.End)
			return r.blame(first, last, Misplaced)
		}
	}
	for _, m := range r.bodies {
		if first, last := r.within(m.Start, m.End); m.ID != "" && (e.isGiven(r, m) || e.helpsAnother(c, r, m)) {
			return r.blame(first, last, Misplaced)
		}
	}
	return ""
}

// helpsAnother reports whether a body that helps another one in a sentence stands only
// in passages that do not name that one, and name others that it helps.
func (e *evidence) helpsAnother(c *Checker, r *reading, m extract.Mention) bool {
	if m.Generic || m.Collective {
		return false
	}
	first, _ := r.within(m.Start, m.End)
	if first > 0 && slices.Contains(r.tongue.claims.Articles, r.words[first-1].Folded) {
		first--
	}
	if !slices.ContainsFunc(r.turns, func(t turn) bool { return t.axis == "lead" && t.pole == "help" && t.last == first-1 }) {
		return false
	}
	var led []string
	for _, o := range r.bodies {
		if o.ID != "" && o.ID != m.ID && o.Start < m.Start && !o.Generic && !o.Collective {
			led = append(led, c.lexicon.Lineage(o.ID)...)
		}
	}
	names := func(x *reading, ids []string) bool {
		return slices.ContainsFunc(x.bodies, func(o extract.Mention) bool {
			return slices.ContainsFunc(c.lexicon.Lineage(o.ID), func(id string) bool { return slices.Contains(ids, id) })
		})
	}
	helps := false
	for _, x := range e.texts {
		if !names(x, []string{m.ID}) {
			continue
		}
		others := slices.ContainsFunc(x.bodies, func(o extract.Mention) bool { return o.ID != "" && o.ID != m.ID && !o.Generic && !o.Collective })
		if names(x, led) || !others {
			return false
		}
		helps = true
	}
	return helps && len(led) > 0
}

// datedOtherwise reports whether the passages date a document, and never with a day.
func (e *evidence) datedOtherwise(n extract.Number, d day) bool {
	other := false
	for _, x := range e.texts {
		for _, o := range x.docs {
			for _, have := range x.days {
				if o.Key != n.Key || !x.dates(o, have) {
					continue
				}
				if d.at(have) {
					return false
				}
				other = true
			}
		}
	}
	return other
}

// goesOnWithDay reports whether a word such as "which" stands straight behind a document's
// number and a day in its clause: which took effect on that day.
func (r *reading) goesOnWithDay(n extract.Number, d day) bool {
	_, last := r.within(n.Start, n.End)
	return last+1 < d.first && r.tongue.relatives[phraseForm(r, last+1)] && r.unparted(last+1, d.first)
}

// dayInFront reports whether a text tells a day in front of the number of a document, as
// that of something else, and in no other place.
func (x *reading) dayInFront(n extract.Number, d day) bool {
	front := false
	for _, o := range x.docs {
		for _, have := range x.days {
			if o.Key != n.Key || !d.at(have) {
				continue
			}
			if first, _ := x.within(o.Start, o.End); have.last > first || x.dates(o, have) {
				return false
			}
			front = true
		}
	}
	return front
}

// isGiven reports whether a body that does something in a sentence stands in the passages
// behind what is done and a word such as "to", wherever they name it: to whom one
// reports does not report.
func (e *evidence) isGiven(r *reading, m extract.Mention) bool {
	first, last := r.within(m.Start, m.End)
	if r.preposition(first) != "" || len(r.tongue.claims.Toward) == 0 {
		return false
	}
	duty := slices.ContainsFunc(r.turns, func(t turn) bool {
		return t.axis == "duty" && t.pole == "must" && (t.last == first-1 || t.first == last+1)
	})
	if !duty {
		return false
	}
	k := last + 1
	for k < len(r.words) && k <= last+besides && !r.acts(k) {
		k++
	}
	given := false
	for _, x := range e.texts {
		for _, o := range x.bodies {
			at, _ := x.within(o.Start, o.End)
			if o.ID != m.ID {
				continue
			}
			if x.tongue.tag != r.tongue.tag || !r.tongue.toward[x.preposition(at)] || k >= len(r.words) || !x.metIn(r, k, max(0, at-adjacent-1), at-1) {
				return false
			}
			given = true
		}
	}
	return given
}

// ownWords is the least number of words of a clause that tell whose day it has.
const ownWords = 3

// daysApart reports whether a passage without a day of a sentence tells all that the
// sentence tells with it, and has a day or a time limit of its own, while those of the day tell hardly
// any of it.
func (e *evidence) daysApart(c *Checker, r *reading, d day) bool {
	var words []int
	for _, p := range r.parts() {
		for i := p.first; i <= p.last && p.first <= d.first && d.last <= p.last; i++ {
			if c.content(r, i) {
				words = append(words, i)
			}
		}
	}
	instead, dated, most := false, false, 0
	for _, x := range e.texts {
		told := 0
		for _, i := range words {
			if r.metBy(i, x) {
				told++
			}
		}
		switch {
		case slices.ContainsFunc(x.days, func(have day) bool { return d.follows(have.Date) || d.at(have) }):
			dated, most = true, max(most, told)
		case told == len(words):
			instead = instead || slices.ContainsFunc(x.days, func(o day) bool { return o.any() != "" && o.Recurrence == "" && !x.besideDocument(o) }) ||
				d.deadline() && slices.ContainsFunc(x.amounts, func(a amount) bool {
					return lengths[a.unit] && !slices.ContainsFunc(r.amounts, func(o amount) bool { return o.value == a.value && o.unit == a.unit })
				})
		}
	}
	return instead && dated && len(words) >= ownWords && ownWords*most <= len(words)
}

// doerOf reports whether a body, or somebody, stands straight in front of a verb, or of the
// word by which he may do it.
func (x *reading) doerOf(j int) bool {
	for k := j - 1; k >= max(0, j-besides) && !x.parted(k, k+1); k-- {
		if x.bodyAt(x.words[k].Start) {
			return k == j-1
		}
		if shares(x.at[k], people) {
			return true
		}
		if x.acts(k) {
			return false
		}
	}
	return false
}

// people are the concepts of all who live in a country.
var people = []string{"body.citizens", "plain.people-citizens", "field.society", "plain.society"}

// doneByAnother reports whether a body of which only headings speak does in a sentence
// what another one does in a passage.
func (e *evidence) doneByAnother(c *Checker, r *reading, m extract.Mention) bool {
	if slices.ContainsFunc(e.texts, func(x *reading) bool {
		return slices.ContainsFunc(x.bodies, func(o extract.Mention) bool {
			return slices.Contains(c.lexicon.Lineage(o.ID), m.ID) || slices.Contains(c.lexicon.Lineage(m.ID), o.ID)
		})
	}) {
		return false
	}
	_, last := r.within(m.Start, m.End)
	k := last + 1
	return k < len(r.words) && !r.parted(last, k) && r.acts(k) && slices.ContainsFunc(e.texts, func(x *reading) bool {
		return slices.ContainsFunc(x.everyWord(), func(j int) bool {
			return j > 0 && r.meets(k, x, j) && x.doerOf(j)
		})
	})
}
