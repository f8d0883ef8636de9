package extract

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"vanthu/corpus"
)

// What is former: a place or a body that is no more, which says nothing of the
// deadline beside it.

// formerWords is how many words from "former" what is so may be named.
const formerWords = 4

// ofFormer reports a word for what was, said of a place or a body and of no deadline:
// "the data of the former Hau Giang province".
func (r *dutyReader) ofFormer(st *statement, c cue) bool {
	if c.len != 1 || len(r.words.former.find(st.words[c.first:c.end()])) == 0 || hasCue(st.cues, c.first-nearWords, c.end()+nearWords, due) {
		return false
	}
	from, to, beside := c.end(), min(c.end()+formerWords, len(st.words)), c.end()
	if r.words.formerBehind {
		from, to, beside = max(c.first-formerWords, 0), c.first, c.first-1
	}
	if from >= to {
		return false
	}
	words := st.words[from:to]
	text := r.doc.Text[st.start+words[0].Start : st.start+words[len(words)-1].End]
	first, _ := utf8.DecodeRuneInString(r.doc.Text[st.start+st.words[beside].Start:])
	return beside > 0 && unicode.IsUpper(first) || len(r.words.formerOf.find(words)) > 0 || r.placeInside(text) != "" ||
		slices.ContainsFunc(st.groups, func(g group) bool { return g.first < to && g.end > from && g.mentions[0].ID != "" })
}

// force tells whether something is ordered, expected or striven for, as of the
// date at a word.
func (r *dutyReader) force(st *statement, from, end, at int) corpus.Force {
	if r.endedHere(st, from, end, at) {
		return corpus.Ended
	}
	if hasCue(st.cues, from, end, binding&^lead) {
		return corpus.Ordered
	}
	if hasCue(st.cues, from, end, expected) {
		return corpus.Expected
	}
	if hasCue(st.cues, from, end, aim) {
		return corpus.Aim
	}
	return corpus.Ordered
}

// endedHere reports that what is told between two words, as of the date at a
// word, is ended: not where the words are of a date, "before the quarter is
// over", nor where they tell what it is done for, "so that they no longer have to", nor
// where somebody is told what to do by then behind that, "that date was dropped, and the
// department must by".
func (r *dutyReader) endedHere(st *statement, from, end, at int) bool {
	return slices.ContainsFunc(st.cues, func(c cue) bool {
		if c.kind&ended == 0 || c.first < from || c.end() > end || r.inPurpose(st, min(at, c.first), c.first) || slices.ContainsFunc(st.dates, func(d date) bool { return d.first <= c.first && c.end() <= d.end }) {
			return false
		}
		return c.end() > at || !slices.ContainsFunc(st.cues, func(b cue) bool {
			return b.first >= c.end() && b.end() <= at && b.kind&(must|ordered|moved) != 0 && b.kind&(ended|not) == 0 &&
				slices.ContainsFunc(st.groups, func(g group) bool { return g.first >= c.end() && g.end <= b.first })
		})
	})
}
