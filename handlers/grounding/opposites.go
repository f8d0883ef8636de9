package grounding

import (
	"slices"
	"strings"

	"vanthu/corpus/lexicon"
)

// opposite checks that of two that are opposites the evidence does not tell the
// other one: imports for exports.
func (c *Checker) opposite(r *reading, e *evidence) Reason {
	for _, m := range r.opposites {
		if r.taken[m.First] || r.syllable(m) && e.speaksOver(r, m.Start, m.End) || slices.ContainsFunc(r.turns, func(t turn) bool { return t.axis == "next" && t.first == m.First }) {
			continue // Vietnamese dong; sáng tạo, creation, is no morning; what comes next is checked as such
		}
		axis, pole, _ := strings.Cut(m.Value, ":")
		own, other := false, false
		for _, x := range e.texts {
			for _, have := range x.opposites {
				if a, p, _ := strings.Cut(have.Value, ":"); a == axis {
					own, other = own || p == pole, other || p != pole
				}
			}
		}
		if r.attached(c, m, e) {
			return r.blame(m.First, m.First+m.Len-1, Turned)
		}
		if other && !own && !r.has("not", "") {
			return r.blame(m.First, m.First+m.Len-1, Turned)
		}
	}
	return ""
}

// syllable reports whether a Vietnamese word for one of two opposites is part of a
// longer one.
func (r *reading) syllable(m lexicon.Match) bool {
	return r.tongue.tag == "vi" && m.Len == 1 && r.partOfConcept(m.Start, m.End)
}

// attachedWords is how far from a word for one of two opposites stands what it
// tells of.
const attachedWords = 2

// attached reports whether one of two opposites stands beside a thing that has
// the other one beside it in the evidence: a Vietnamese licence, where
// Vietnamese citizens exchange a foreign one.
func (r *reading) attached(c *Checker, m lexicon.Match, e *evidence) bool {
	axis, pole, _ := strings.Cut(m.Value, ":")
	i := m.First + m.Len
	if r.tongue.claims.NounFirst {
		i = m.First - 1
	}
	if i < 0 || i >= len(r.words) || r.parted(min(i, m.First), max(i, m.First)) || !c.content(r, i) || !r.thing(i) || slices.ContainsFunc(r.opposites, func(o lexicon.Match) bool { return o.First <= i && i < o.First+o.Len }) {
		return false
	}
	own, other := false, false
	for _, x := range e.texts {
		for j := range x.words {
			if !r.meets(i, x, j) {
				continue
			}
			for _, have := range x.opposites {
				last := have.First + have.Len - 1
				beside := last < j && last >= j-attachedWords
				if x.tongue.claims.NounFirst {
					beside = have.First > j && have.First <= j+attachedWords
				}
				if a, p, _ := strings.Cut(have.Value, ":"); a == axis && beside {
					own, other = own || p == pole, other || p != pole
				}
			}
		}
	}
	return other && !own
}
