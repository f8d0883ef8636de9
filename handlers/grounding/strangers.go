package grounding

import (
	"slices"
	"strings"

	"vanthu/corpus/extract"
	"vanthu/corpus/lang"
)

// mostNameWords is how many words a Vietnamese name of a person has at most.
const mostNameWords = 4

// strangers checks the names of persons as a whole: their words stand side by side in the
// passages, or sound so in another script. The name of one and the middle name of another, or
// a word of another meaning, make somebody else.
func (c *Checker) strangers(r *reading, e *evidence) Reason {
	if !r.latin() {
		return ""
	}
	for i := 0; i < len(r.words); i++ {
		last := c.personAt(r, i)
		if last > i && !slices.ContainsFunc(e.all(), func(x *reading) bool { return r.namedIn(i, last, x) }) {
			return r.blame(i, last, NoName)
		}
		i = max(i, last)
	}
	return ""
}

// personAt gives the last word of the name of a person that begins at a word; -1 where none
// does.
func (c *Checker) personAt(r *reading, i int) int {
	part := func(k int) bool {
		return r.name(k) && !r.capitals(k) && !r.taken[k] && !r.bodyAt(r.words[k].Start) && !r.places(k)
	}
	if !c.surnames[r.words[i].Folded] || !part(i) {
		return -1
	}
	last := i
	for last+1 < len(r.words) && last+1 < i+mostNameWords && part(last+1) && r.spaced(last, last+1) && !shares(r.at[last+1], posts) {
		last++
	}
	return last
}

// namedIn reports whether the words of a name stand side by side in a text.
func (r *reading) namedIn(first, last int, x *reading) bool {
	if !x.latin() {
		return slices.ContainsFunc(r.heardIn(x), func(n heardName) bool { return n.first <= last && last <= n.last })
	}
	marks := r.tongue.tag == "vi" && x.tongue.tag == "vi" && r.hasMarks() && x.hasMarks()
	for from := 0; from+last-first < len(x.words); from++ {
		k := 0
		for k <= last-first && sameSyllable(r.words[first+k], x.words[from+k], marks) && x.name(from+k) {
			k++
		}
		if k > last-first {
			return true
		}
	}
	return false
}

// hasMarks reports whether a text is written with the marks of Vietnamese.
func (r *reading) hasMarks() bool {
	return slices.ContainsFunc(r.words, func(w lang.Word) bool { return w.Marked != "" })
}

// sameSyllable compares two words of names, with their marks where both texts have them; an s
// behind one may be that of whose something is.
func sameSyllable(a, b lang.Word, marks bool) bool {
	if marks {
		return marked(a) == marked(b)
	}
	return a.Folded == b.Folded || strings.TrimSuffix(a.Folded, "s") == b.Folded || a.Folded == strings.TrimSuffix(b.Folded, "s")
}

// localName reports whether a word is the name of the place, one that the lexicon does not
// know, whose body a sentence names: the committee of the commune of Ea Súp.
func (c *Checker) localName(r *reading, i int) bool {
	return r.latin() && len(r.at[i]) == 0 && slices.ContainsFunc(r.bodies, func(m extract.Mention) bool {
		return m.Start < r.words[i].Start && r.words[i].Start < m.End && c.lexicon.LocalKind(m.ID) != ""
	})
}

// latin reports whether a text is written in Latin letters.
func (r *reading) latin() bool { return script(r.tongue.tag) == "" }
