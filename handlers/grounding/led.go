package grounding

import (
	"slices"

	"vanthu/corpus/extract"
)

// led checks that who leads something in a sentence is named where the passages tell who
// leads, and not only where they tell of something else.
func (c *Checker) led(r *reading, e *evidence) Reason {
	if !r.has("lead", "lead") {
		return ""
	}
	others := false
	for _, x := range e.texts {
		for _, t := range x.turns {
			if t.axis != "lead" || t.pole != "lead" {
				continue
			}
			leads, names := x.leads(c, r, t)
			if leads {
				return ""
			}
			others = others || names
		}
	}
	bodies := slices.DeleteFunc(slices.Clone(r.bodies), func(m extract.Mention) bool { return !ofName(m) })
	if others && len(bodies) > 0 && !e.head(bodies) {
		r.blamed = bodies[0].ID
		return Misplaced
	}
	return ""
}

// leads reports whether one whom a sentence names is, or may be, who leads where a text tells
// so; names, whether another one is named in front of that.
func (r *reading) leads(c *Checker, said *reading, t turn) (leads, names bool) {
	for _, m := range r.bodies {
		if !r.inOneSentence(m, t.first) || isPlace(m.ID) {
			continue
		}
		if slices.ContainsFunc(said.bodies, func(o extract.Mention) bool {
			return ofName(o) && (slices.Contains(c.lexicon.Lineage(m.ID), o.ID) || slices.Contains(c.lexicon.Lineage(o.ID), m.ID))
		}) {
			return true, false
		}
		if m.Start < r.words[t.first].Start {
			names = true
			leads = leads || !ofName(m)
		}
	}
	return leads || !names, names
}

// ofName reports whether a body is one that the lexicon knows by its name, and no place.
func ofName(m extract.Mention) bool {
	return m.ID != "" && !m.Generic && !m.Collective && !isPlace(m.ID)
}

// head reports whether the passages name one of some bodies in the sentence of an office that
// he may hold: the Prime Minister is the head of the committee.
func (e *evidence) head(bodies []extract.Mention) bool {
	return slices.ContainsFunc(e.texts, func(x *reading) bool {
		return slices.ContainsFunc(x.bodies, func(office extract.Mention) bool {
			at, _ := x.within(office.Start, office.End)
			return (office.Generic || office.Collective) && slices.ContainsFunc(x.bodies, func(m extract.Mention) bool {
				return x.inOneSentence(m, at) && slices.ContainsFunc(bodies, func(o extract.Mention) bool { return o.ID == m.ID })
			})
		})
	})
}
