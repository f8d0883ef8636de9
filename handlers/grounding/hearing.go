package grounding

import (
	"slices"

	"vanthu/corpus/extract"
	"vanthu/corpus/lexicon"
)

// This file tells who reports and who hears it, whichever is named first.

// hearWords is how far behind a word such as "hears" he may be named who is heard.
const hearWords = 9

// behind reports whether, of two who are named one after the other, the second does
// what is done: he stands behind "by", or the first hears what he reports.
func (r *reading) behind(i, k int) bool {
	if one, other := r.listenedTo(i), r.listenedTo(k); one != other {
		return other
	}
	return r.passive(k) && !r.passive(i)
}

// listenedTo reports whether who is named at a word is heard by others: a word such as "hears"
// stands in front of him, and nobody but who hears between the two.
func (r *reading) listenedTo(i int) bool {
	for i > 0 && acting(r, i, r, i-1) {
		i--
	}
	return slices.ContainsFunc(r.tongue.hears.find(r.words), func(m lexicon.Match) bool {
		last := m.First + m.Len - 1
		if last >= i || i-last > hearWords || !r.unparted(last, i) || r.gaveNumbered(i) {
			return false
		}
		hearer := last + 1
		if r.tongue.claims.VerbFirst && len(r.actors(hearer)) > 0 {
			if hearer == i {
				return false
			}
			for hearer < i && shares(r.actors(last+1), r.actors(hearer)) {
				hearer++
			}
		}
		for k := hearer; k < i; k++ {
			if len(r.actors(k)) > 0 && !acting(r, k, r, i) {
				return false
			}
		}
		return true
	})
}

// gaveNumbered reports whether who is named at a word stands straight behind the number of
// a document: whose it is, and he does nothing in the sentence.
func (r *reading) gaveNumbered(i int) bool {
	for i > 0 && acting(r, i, r, i-1) {
		i--
	}
	return slices.ContainsFunc(r.docs, func(n extract.Number) bool {
		_, last := r.within(n.Start, n.End)
		return last < i && i-last <= besides && r.unparted(last, i) && !slices.ContainsFunc(r.everyWord(), func(k int) bool { return k > last && k < i && r.acts(k) })
	})
}
