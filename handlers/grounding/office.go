package grounding

import (
	"slices"
	"strings"

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
		return slices.ContainsFunc(x.persons(), func(q person) bool {
			return r.samePerson(p, x, q) && c.tellsOf(r, func(i int) bool { return p.first <= i && i <= p.last }, x, q)
		})
	})
}

// tellsOf reports whether a text tells of a person, up to the next one, or in front of the
// list that he stands in, all that a sentence tells of him, but for words of names.
func (c *Checker) tellsOf(r *reading, name func(i int) bool, x *reading, q person) bool {
	first, last := x.stretch(q)
	from, to := x.opening(first)
	present := x.metsAny(attending, from, to)
	for i := range r.words {
		if c.content(r, i) && !name(i) && !x.metIn(r, i, first, last) && !x.metIn(r, i, from, to) && !(present && shares(r.at[i], meetings)) {
			return false
		}
	}
	return !slices.ContainsFunc(r.bodies, func(m extract.Mention) bool {
		return m.ID != "" && !slices.ContainsFunc(x.bodies, func(o extract.Mention) bool {
			at, _ := x.within(o.Start, o.End)
			return o.ID == m.ID && (first <= at && at <= last || from <= at && at <= to)
		})
	})
}

// opening gives the words in front of a list that a place of a text lies in, whose members
// stand between semicolons: present were the members of the committee: …; to < from where
// it lies in none.
func (r *reading) opening(at int) (from, to int) {
	for i := at; i > 0; i-- {
		gap := r.text[r.words[i-1].End:r.words[i].Start]
		if strings.ContainsAny(gap, ".|") {
			break
		}
		if strings.Contains(gap, ":") {
			from, to = i-1, i-1
			for from > 0 && !strings.ContainsAny(r.text[r.words[from-1].End:r.words[from].Start], ".;؛:|") {
				from--
			}
			return from, to
		}
	}
	return 0, -1
}

// metsAny reports whether one of the words from one to another has one of some concepts.
func (r *reading) metsAny(ids []string, from, to int) bool {
	for i := from; i <= to; i++ {
		if shares(r.at[i], ids) {
			return true
		}
	}
	return false
}

// attending are the concepts of being where others meet, and meetings those of what they
// are at.
var (
	attending = []string{"act.attend"}
	meetings  = []string{"field.meeting", "plain.session-meeting", "plain.as-debate-meet", "plain.held"}
)

// tellsOffice reports whether a sentence tells no more than what somebody is.
func (c *Checker) tellsOffice(r *reading) bool {
	if len(r.persons()) != 1 || len(r.bodies) == 0 || len(r.days)+len(r.amounts)+len(r.docs)+len(r.turns) > 0 {
		return false
	}
	for i := range r.words {
		if c.content(r, i) && r.acts(i) && !r.thing(i) && !shares(r.at[i], attending) && !r.bodyAt(r.words[i].Start) {
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

// shareOffice reports whether a sentence names several persons in a row and tells no more
// than what all of them are, while a passage names one of them and does not say so of him.
func (c *Checker) shareOffice(r *reading, e *evidence) bool {
	all := r.persons()
	if len(all) < 2 || len(r.bodies) == 0 || len(r.days)+len(r.amounts)+len(r.docs)+len(r.turns) > 0 {
		return false
	}
	inside := func(i int) bool {
		return slices.ContainsFunc(all, func(p person) bool { return p.first <= i && i <= p.last })
	}
	for i := range r.words {
		if !inside(i) && c.content(r, i) && (i > all[0].first && i < all[len(all)-1].last || r.acts(i) && !r.thing(i)) {
			return false
		}
	}
	named := false
	for _, p := range all {
		own, told := false, false
		for _, x := range e.texts {
			for _, q := range x.persons() {
				if r.samePerson(p, x, q) {
					own, told = true, told || c.tellsOf(r, inside, x, q)
				}
			}
		}
		named = named || own && !told
	}
	return named
}
