package grounding

import (
	"slices"

	"vanthu/corpus/lexicon"
)

// replaced checks that no word is put in place of another one: beside words that stand
// together in a passage, one that the passage has elsewhere; and that a word beside one of
// the passage has a counterpart of its own.
func (c *Checker) replaced(r *reading, e *evidence) Reason {
	for _, x := range e.texts {
		if i, ok := c.putFor(r, x); ok {
			return r.blame(i, i, Misplaced)
		}
	}
	for i := range r.words {
		if c.content(r, i) && r.thing(i) && !r.acts(i) && c.heldByNeighbour(r, i, e) {
			return r.blame(i, i, Unsupported)
		}
	}
	return ""
}

// theState is the concept of the State, which its word tells apart from no verb.
const theState = "plain.state"

// runWords is the least number of words in a row that stand in a sentence as they do in
// a passage, so that what stands beside them there is told of them.
const runWords = 2

// putFor gives a word of a sentence in front of some that stand in a row in a text of
// its language, where the text has another thing in front of them, of which the
// sentence does not speak, and the word elsewhere: only when the State stands in the
// centre, for the enterprise.
func (c *Checker) putFor(r, x *reading) (at int, ok bool) {
	if r.tongue.tag != x.tongue.tag || r.tongue.tag == "vi" || r.tongue.claims.VerbFirst { // syllables are no words, and who acts may stand behind
		return 0, false
	}
	for i := 1; i+runWords <= len(r.words); i++ {
		if !c.content(r, i) {
			continue
		}
		w := c.told(r, i)
		if w < 0 || r.taken[w] || !r.thing(w) && !slices.Contains(r.at[w], theState) {
			continue
		}
		own, other := false, false
		for j := 1; j+runWords <= len(x.words); j++ {
			n := 0
			for i+n < len(r.words) && j+n < len(x.words) && marked(r.words[i+n]) == marked(x.words[j+n]) && (n == 0 || !r.parted(i+n-1, i+n) && !x.parted(j+n-1, j+n)) {
				n++
			}
			if n < runWords || !c.content(r, i+n-1) && n == runWords && !r.light(i+n-1) {
				continue
			}
			if y := c.told(x, j); y < 0 || !c.content(x, y) || !x.thing(y) || x.taken[y] || r.meets(w, x, y) || x.saysOfAny(r, y) || x.ends(y) || x.listed(r, w, j) {
				own = true
			} else {
				other = true
			}
		}
		if other && !own && slices.ContainsFunc(x.everyWord(), func(j int) bool { return sameWord(r, w, x, j) }) {
			return w, true
		}
	}
	return 0, false
}

// told gives the word in front of another one, in its clause, of which that is told: words
// such as "is" may stand between; -1 where none does.
func (c *Checker) told(r *reading, i int) int {
	for k := i - 1; k >= max(0, i-adjacent) && !r.parted(k, k+1); k-- {
		if len(r.at[k]) > 0 && !r.polar(k) && !c.lexicon.Stop(r.tongue.tag, r.words[k].Folded) {
			return k
		}
		if c.content(r, k) {
			return -1
		}
	}
	return -1
}

// listed reports whether a text has a word of a sentence in front of another place, in
// its part.
func (x *reading) listed(r *reading, i, at int) bool {
	for j := at - 1; j > 0 && !x.partedByMore(j-1, j); j-- {
		if r.meets(i, x, j-1) {
			return true
		}
	}
	return false
}

// heldByNeighbour reports whether all that a word of a sentence means in the passages, of
// its language, is what the word beside it is there: financial resources for human ones.
func (c *Checker) heldByNeighbour(r *reading, i int, e *evidence) bool {
	if r.tongue.tag == "vi" { // syllables of one word
		return false
	}
	for _, k := range [...]int{i - 1, i + 1} {
		if k < 0 || k >= len(r.words) || r.parted(min(i, k), max(i, k)) || !c.content(r, k) || sameWord(r, i, r, k) {
			continue
		}
		found, own := false, false
		for _, x := range e.all() {
			for j := range x.words {
				met := r.meets(i, x, j)
				if x.tongue.tag != r.tongue.tag || sameWord(r, k, x, j) && !c.toldOtherwise(r, x, j, i-k) || met && (sameWord(r, i, x, j) || x.inOnePhrase(j, r.at[i]) || !sameWord(r, k, x, j) && !r.meansBoth(i, k, x, j)) {
					own = true
				}
				found = found || met
			}
		}
		if found && !own && !e.speaksOver(r, r.words[min(i, k)].Start, r.words[max(i, k)].End) {
			return true
		}
	}
	return false
}

// toldOtherwise reports whether what stands beside a word of a text, in front or behind as
// in the sentence, is a word of which the sentence does not speak.
func (c *Checker) toldOtherwise(r, x *reading, j, way int) bool {
	k := j + way
	return k >= 0 && k < len(x.words) && !x.parted(min(j, k), max(j, k)) && c.content(x, k) && !slices.ContainsFunc(r.everyWord(), func(i int) bool { return sameWord(r, i, x, k) })
}

// meansBoth reports whether all that a word shares with one of a text the word beside it
// means too.
func (r *reading) meansBoth(i, k int, x *reading, j int) bool {
	return shares(r.at[i], x.at[j]) && !slices.ContainsFunc(r.at[i], func(id string) bool { return slices.Contains(x.at[j], id) && !slices.Contains(r.at[k], id) })
}

// inOnePhrase reports whether a phrase of several words that a word is part of has one of
// some concepts: social housing, for which there is a word.
func (r *reading) inOnePhrase(j int, ids []string) bool {
	return slices.ContainsFunc(r.concepts, func(s lexicon.ConceptSpan) bool {
		first, last := r.within(s.Start, s.End)
		return first < last && first <= j && j <= last && shares(s.IDs, ids)
	})
}
