package grounding

import (
	"slices"
	"strings"
)

// choice is how many words that claim something, on either side of "or", tell
// between what one may choose.
const choice = 3

// alternatives checks what is joined with "or": where the evidence leaves a
// choice, no sentence tells one of the ways as the only one; and what it asks
// for together is not told as a choice.
func (c *Checker) alternatives(r *reading, e *evidence) Reason {
	for _, x := range e.texts {
		only := r.has("duty", "must") || r.has("share", "only") && !x.has("share", "only")
		if only && !r.chooses() {
			for j := range x.words {
				if !x.tongue.or[phraseForm(x, j)] || slices.ContainsFunc(x.bounds, func(b turn) bool { return b.first <= j && j <= b.last }) {
					continue // 8 % or more leaves no choice
				}
				left, right := c.listed(x, j), c.beside(x, j, 1)
				if i, k, ok := r.asksBoth(c, x, left, right); ok && r.has("duty", "must") {
					return r.blame(i, k, Turned)
				}
				if r.takes(x, left, right) != r.takes(x, right, left) {
					return r.blame(0, len(r.words)-1, Turned)
				}
				for k := 1; k < len(left); k++ { // in person, by post or online
					if rest := slices.Concat(left[:k], right); x.commas(left[k], left[k-1]) && r.takes(x, left[k:k+1], rest) && !r.takes(x, rest, left[k:k+1]) {
						return r.blame(0, len(r.words)-1, Turned)
					}
				}
			}
		}
		for i := range r.words {
			if !r.tongue.or[phraseForm(r, i)] {
				continue
			}
			left, right := c.beside(r, i, -1), c.beside(r, i, 1)
			if len(left) > 0 && len(right) > 0 && x.together(c, r, left[0], right[0]) {
				return r.blame(left[0], right[0], Turned)
			}
		}
	}
	return ""
}

// asksBoth gives two words that a sentence joins with "and", of which a text has
// one on either side of "or".
func (r *reading) asksBoth(c *Checker, x *reading, left, right []int) (i, k int, ok bool) {
	for i := range r.words {
		for k := i + 1; k < len(r.words) && k <= i+adjacent; k++ {
			joined := r.tongue.clauses[r.words[k-1].Folded] || r.tongue.and != "" && strings.HasPrefix(r.words[k].Folded, r.tongue.and)
			if joined && c.content(r, i) && c.content(r, k) && r.oneOf(x, i, left, nil) && r.oneOf(x, k, right, left) {
				return i, k, true
			}
		}
	}
	return 0, 0, false
}

// oneOf reports whether a word of a sentence is one of some words of a text, and
// none of others.
func (r *reading) oneOf(x *reading, i int, some, others []int) bool {
	met := func(words []int) bool {
		return slices.ContainsFunc(words, func(j int) bool { return r.meets(i, x, j) })
	}
	return met(some) && !met(others)
}

// instead checks that no sentence asks for both of two things of which one only
// stands in for the other: without a witness, a declaration.
func (c *Checker) instead(r *reading, e *evidence) Reason {
	for _, both := range r.tongue.both.find(r.words) {
		said := both.First + both.Len
		for i := said; i < len(r.words) && i < said+bothWords; i++ {
			if c.content(r, i) && slices.ContainsFunc(e.texts, func(x *reading) bool { return x.replaced(c, r, i) }) {
				return r.blame(both.First, i, Turned)
			}
		}
	}
	return ""
}

// bothWords is how many words behind "both" the first of the two things is
// looked for in.
const bothWords = 6

// replaced reports whether a text tells, where what a word of a sentence names
// is not there, something else that the sentence tells behind it.
func (x *reading) replaced(c *Checker, r *reading, i int) bool {
	for _, t := range x.turns {
		if t.axis != "not" {
			continue
		}
		missing := -1
		for j := t.last + 1; j < len(x.words) && !strings.ContainsAny(x.text[x.words[j-1].End:x.words[j].Start], ";."); j++ {
			if missing < 0 {
				if j > t.last+besides {
					break
				}
				if r.meets(i, x, j) {
					missing = j
				}
				continue
			}
			if !c.content(x, j) || !x.thing(j) || r.meets(i, x, j) {
				continue
			}
			for k := i + 1; k < len(r.words); k++ {
				if c.content(r, k) && r.meets(k, x, j) && !r.meets(k, x, missing) {
					return true
				}
			}
		}
	}
	return false
}

// chooses reports whether a text leaves a choice.
func (r *reading) chooses() bool {
	for i := range r.words {
		if r.tongue.or[phraseForm(r, i)] {
			return true
		}
	}
	return r.has("share", "part") || r.speaks(anyOf)
}

// beside gives the words that claim something on one side of a word, the
// nearest first, to the end of its clause.
func (c *Checker) beside(r *reading, at, way int) (out []int) {
	for i := at + way; i >= 0 && i < len(r.words) && len(out) < choice && !r.parted(min(i, i-way), max(i, i-way)); i += way {
		if r.tongue.or[phraseForm(r, i)] {
			break
		}
		if c.content(r, i) || r.polar(i) && !r.bounding(i) {
			out = append(out, i)
		}
	}
	return out
}

// listed gives the words that claim something in front of "or", the nearest
// first, and over the commas of its list.
func (c *Checker) listed(x *reading, at int) (out []int) {
	for i := at - 1; i >= 0 && len(out) < 2*choice; i-- {
		if i+1 < at && x.parted(i, i+1) && !x.commas(i, i+1) || x.tongue.or[phraseForm(x, i)] {
			break
		}
		if c.content(x, i) || x.polar(i) && !x.bounding(i) {
			out = append(out, i)
		}
	}
	return out
}

// commas reports whether a comma stands between two words.
func (r *reading) commas(i, j int) bool {
	return strings.ContainsAny(r.text[r.words[min(i, j)].End:r.words[max(i, j)].Start], ",،")
}

// bounding reports whether a word denies, or tells what must or may be: it
// belongs to all that is listed.
func (r *reading) bounding(i int) bool {
	for _, t := range r.turns {
		if t.first <= i && i <= t.last && (t.axis == "not" || t.axis == "duty" || t.axis == "if" || t.axis == "share") {
			return true
		}
	}
	return false
}

// takes reports whether a sentence has one of some words of a text, which is not
// like one of others.
func (r *reading) takes(x *reading, some, others []int) bool {
	for _, j := range some {
		common := false
		for _, k := range others {
			common = common || x.meets(j, x, k)
		}
		if common {
			continue
		}
		for i := range r.words {
			if r.meets(i, x, j) || r.tongue.tag != x.tongue.tag && r.samePole(i, x, j) {
				return true
			}
		}
	}
	return false
}

// samePole reports whether two words are of phrases that turn a claim the same
// way.
func (r *reading) samePole(i int, x *reading, j int) bool {
	for _, t := range r.turns {
		if t.first <= i && i <= t.last && t.axis != "not" {
			for _, have := range x.turns {
				if have.first <= j && j <= have.last && have.axis == t.axis && have.pole == t.pole {
					return true
				}
			}
		}
	}
	return false
}

// together reports whether a text joins with "and" what a sentence joins with
// "or".
func (x *reading) together(c *Checker, r *reading, left, right int) bool {
	if r.meets(left, r, right) {
		return false
	}
	found := false
	for a := range x.words {
		if !r.meets(left, x, a) {
			continue
		}
		for b := a + 1; b < len(x.words) && b <= a+2*choice && !x.parted(b-1, b); b++ {
			if x.tongue.or[phraseForm(x, b)] {
				return false
			}
			if r.meets(right, x, b) && x.conjoined(a, b) {
				found = true
			}
		}
	}
	return found
}

// conjoined reports whether a word for "and" stands between two words.
func (x *reading) conjoined(a, b int) bool {
	for k := a + 1; k <= b; k++ {
		if x.tongue.clauses[x.words[k].Folded] {
			return true
		}
		if and := x.tongue.and; and != "" && strings.HasPrefix(x.words[k].Folded, and) && k == b {
			return true
		}
	}
	return false
}
