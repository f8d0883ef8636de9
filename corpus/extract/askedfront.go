package extract

import (
	"slices"
	"strings"

	"vanthu/corpus/lang"
)

// This file tells a body that is asked from one that asks where both stand in front of the
// verb, or the one that is asked alone does.

// askedInFront reports a body in front of a verb of asking that is asked: somebody who gives
// duties stands between the two, "the bank the Prime Minister asked to", or the words around
// the body tell, "from-the-ministry asked the Prime Minister".
func (r *dutyReader) askedInFront(st *statement, all []group, i int, left, asks cue) bool {
	g := all[i]
	gap := asks.first - g.end
	if asks.kind&order == 0 || asks.kind&ordered != 0 || gap < 0 || gap > askedWords || r.gives(st, g) {
		return false
	}
	for _, c := range st.cues {
		if c.kind&giver != 0 && c.first >= g.end && c.first-g.end <= 1 && c.end() == asks.first && r.joined(r.doc.Text[st.start:st.end], st, g.end-1, asks.first) && (c.first == g.end || r.onlyArticles(st, g.end, c.first)) {
			return true
		}
	}
	if r.byAsker(st, g, asks) {
		return true
	}
	if gap <= 4 && left.kind&(toward|of|send) == 0 && r.inReceiverForm(st, g) { // "to the ministry they assigned"
		return true
	}
	if gap > 0 {
		return false
	}
	from, toGap := lastCue(st.cues, 0, g.first, of|toward)
	opens := from.len > 0 && toGap <= 1 && slices.ContainsFunc(st.segments, func(s segment) bool { return s.first == from.first })
	return r.words.objects[before(st, g.first)] || r.sourceOnto(st, g) || opens && (r.words.verbLast || r.words.awaited[r.withoutAnd(st, from.first)])
}

// before gives the word in front of word i; it is empty where none is.
func before(st *statement, i int) string {
	if i == 0 {
		return ""
	}
	return st.words[i-1].Folded
}

// byAsker reports that "by" and who asks stand between a body and the verb, in a language
// that tells so what is done to somebody: "the bank is-by the minister asked to".
func (r *dutyReader) byAsker(st *statement, g group, asks cue) bool {
	return !r.words.tenses && asks.first-g.end >= nearWords && slices.ContainsFunc(st.cues, func(c cue) bool { return c.kind&agent != 0 && c.kind&has != 0 && c.first == g.end }) &&
		!hasCue(st.cues, g.end+1, asks.first, predicate|relative)
}

// inReceiverForm reports a body whose noun, the first word or the one behind an adjective,
// has the form of who receives something.
func (r *dutyReader) inReceiverForm(st *statement, g group) bool {
	for i := g.first; i < min(g.end, g.first+nearWords); i++ {
		if hasAffix(st.words[i].Folded, r.words.towardEnds, strings.HasSuffix) {
			return true
		}
	}
	return false
}

// sourceOnto reports a body onto whose name "from" is written.
func (r *dutyReader) sourceOnto(st *statement, g group) bool {
	text := r.doc.Text[st.start:st.end]
	name := text[g.mentions[0].Start:g.mentions[0].End]
	for p := range r.words.awaited {
		rest, ok := strings.CutPrefix(name, p)
		if !ok || !lang.RightToLeft(r.doc.Language) {
			continue
		}
		for _, bare := range []string{rest, lang.Article(r.doc.Language) + rest} {
			if m := r.x.Mentions(bare, r.doc.Language, lang.Words(bare)); len(m) > 0 && m[0].Start == 0 {
				return true
			}
		}
	}
	return false
}

// askedBehindAsker gives the noun for several bodies with its article, and the adjectives
// behind it, that stands behind a verb of asking and who asks, in front of what they are to
// do: "وطالب نائب الوزير المستشفيات المركزية بأن".
func (r *dutyReader) askedBehindAsker(text string, st *statement, _ []group) (from, end int) {
	article := lang.Article(r.doc.Language)
	if !r.words.verbFirst || article == "" {
		return 0, 0
	}
	definite := func(i int) bool {
		return i < len(st.words) && strings.HasPrefix(st.words[i].Folded, article) && r.joined(text, st, i-1, i)
	}
	for _, c := range st.cues {
		if c.kind&order == 0 || c.kind&ordered != 0 {
			continue
		}
		for from = c.end(); from < len(st.words) && from-c.end() <= nearWords+1 && r.joined(text, st, c.first, from); from++ {
			if !definite(from) || !r.plural(text, st, from) || hasCue(st.cues, from, from+1, citizen) {
				continue
			}
			for end = from + 1; definite(end); end++ {
			}
			if end < len(st.words) && r.joined(text, st, end-1, end) && (r.words.that[st.words[end].Folded] || hasCue(st.cues, end, end+nearWords, acting)) {
				return from, end
			}
		}
	}
	return 0, 0
}
