package grounding

import (
	"slices"

	"vanthu/corpus/extract"
)

// holdsOffice reports whether a sentence tells no more than which office somebody holds,
// and a passage names him with all of it, up to the next person: the director of the
// department is Phan Thi Hong Van.
func (c *Checker) holdsOffice(r *reading, e *evidence) bool {
	if !c.tellsOffice(r) {
		return false
	}
	p := r.persons()[0]
	return slices.ContainsFunc(e.texts, func(x *reading) bool {
		return x.tongue.tag == r.tongue.tag && slices.ContainsFunc(x.persons(), func(q person) bool {
			if q.id != p.id {
				return false
			}
			first, last := x.stretch(q)
			for i := range r.words {
				if c.content(r, i) && (i < p.first || i > p.last) && !x.metIn(r, i, first, last) {
					return false
				}
			}
			return !slices.ContainsFunc(r.bodies, func(m extract.Mention) bool {
				return m.ID != "" && !slices.ContainsFunc(x.bodies, func(o extract.Mention) bool {
					at, _ := x.within(o.Start, o.End)
					return o.ID == m.ID && first <= at && at <= last
				})
			})
		})
	})
}

// tellsOffice reports whether a sentence tells no more than what somebody is.
func (c *Checker) tellsOffice(r *reading) bool {
	if len(r.persons()) != 1 || len(r.bodies) == 0 || len(r.days)+len(r.amounts)+len(r.docs)+len(r.turns) > 0 {
		return false
	}
	for i := range r.words {
		if c.content(r, i) && r.acts(i) && !r.thing(i) && !r.bodyAt(r.words[i].Start) {
			return false
		}
	}
	return true
}

// namesPerson reports whether the passages name the person of a sentence.
func (e *evidence) namesPerson(r *reading) bool {
	id := r.persons()[0].id
	return slices.ContainsFunc(e.texts, func(x *reading) bool {
		return slices.ContainsFunc(x.persons(), func(q person) bool { return q.id == id })
	})
}
