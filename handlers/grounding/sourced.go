package grounding

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"vanthu/corpus/extract"
)

// sourced checks that a number which a sentence tells according to somebody is not, in the
// passages, what somebody else says.
func (c *Checker) sourced(r *reading, e *evidence) Reason {
	for _, m := range r.bodies {
		if m.ID == "" || m.Generic || m.Collective || !r.accordingTo(m) && !r.saysAt(m) {
			continue
		}
		for _, a := range r.amounts {
			own, others := false, false
			for _, x := range e.texts {
				told, _ := x.sameKind(a)
				for _, have := range told {
					switch {
					case x.tellsBody(c, have.first, m.ID):
						own = true
					case x.reported(have.first):
						others = true
					}
				}
			}
			if others && !own {
				r.blamed = m.ID
				return Misplaced
			}
		}
	}
	return ""
}

// saysAt reports whether a body says something straight beside its name.
func (r *reading) saysAt(m extract.Mention) bool {
	at, last := r.within(m.Start, m.End)
	return at <= last && r.says(at)
}

// tellsBody reports whether the sentence of a word names a body, or one whose it is, or none.
func (r *reading) tellsBody(c *Checker, i int, id string) bool {
	named := false
	for _, m := range r.bodies {
		if m.ID == "" || isPlace(m.ID) || !r.inOneSentence(m, i) {
			continue
		}
		if slices.Contains(c.lexicon.Lineage(m.ID), id) || slices.Contains(c.lexicon.Lineage(id), m.ID) || m.Generic || m.Collective {
			return true
		}
		named = true
	}
	return !named
}

// reported reports whether the sentence of a word tells who says what it tells.
func (r *reading) reported(i int) bool {
	for _, t := range r.turns {
		if t.axis == "said" && r.oneSentence(t.first, i) {
			return true
		}
	}
	for j := range r.words {
		if r.saying(j) && r.oneSentence(j, i) {
			return true
		}
	}
	for _, a := range r.tongue.according.find(r.words) {
		if r.oneSentence(a.First, i) {
			return true
		}
	}
	return false
}

// inOneSentence reports whether a body is named in the sentence of a word.
func (r *reading) inOneSentence(m extract.Mention, i int) bool {
	first, last := r.within(m.Start, m.End)
	return first > last || r.oneSentence(last, i)
}

// oneSentence reports whether no full stop, with a capital behind it where the script has
// them, stands between two words.
func (r *reading) oneSentence(i, j int) bool {
	for k := min(i, j); k < max(i, j); k++ {
		gap := r.text[r.words[k].End:r.words[k+1].Start]
		if !strings.Contains(gap, ". ") && !strings.ContainsAny(gap, "\n|") {
			continue
		}
		next, _ := utf8.DecodeRuneInString(r.text[r.words[k+1].Start:])
		short := utf8.RuneCountInString(r.words[k].Folded) <= abbreviated && (r.name(k) || unicode.IsDigit(next))
		if !unicode.IsLower(next) && !short {
			return false
		}
	}
	return true
}

// abbreviated is the most letters of a word behind which a point may be that of an abbreviation.
const abbreviated = 2
