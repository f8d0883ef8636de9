package extract

import (
	"slices"
	"strings"
)

// asideClause gives the words of the clause between commas in which an agency stands and
// that only tells of what stands in front of it: "the work, for which the university
// lends its meters, has to be done". The verb of the sentence stands behind it.
func (r *dutyReader) asideClause(text string, st *statement, g group) (first, end int, ok bool) {
	comma := func(i int) bool {
		return i > 0 && i < len(st.words) && strings.ContainsAny(text[st.words[i-1].End:st.words[i].Start], ",،")
	}
	for first = g.first - 1; first > 0 && g.first-first <= clauseWords; first-- {
		if strings.ContainsAny(text[st.words[first].End:st.words[first+1].Start], ",،;:.") {
			return 0, 0, false
		}
		if comma(first) && r.opensAside(st, first) {
			break
		}
	}
	if first <= 0 || !comma(first) || !r.opensAside(st, first) {
		return 0, 0, false
	}
	for end = g.end; end < len(st.words) && !comma(end); end++ {
		if end-g.end > clauseWords || strings.ContainsAny(text[st.words[end-1].End:st.words[end].Start], ";:") {
			return 0, 0, false
		}
	}
	if end >= len(st.words) || hasCue(st.cues, first, end, must|ordered|order) && !hasCue(st.cues, end, len(st.words), must|ordered) {
		return 0, 0, false
	}
	verb := end
	for _, d := range st.dates { // "the province, where shrimps died, by 5 June sums up"
		if d.first >= end && d.first-end <= 1 {
			verb = d.end
		}
	}
	return first, end, hasCue(st.cues, end, min(verb+nearWords+1, len(st.words)), binding|acting)
}

// beforeAside gives the end of the words from one on behind which a clause about them stands
// between commas, or up to a comma, with the verb of the sentence behind: "the committees of
// the communes, to which the department gave seed, must"; and that verb.
func (r *dutyReader) beforeAside(text string, st *statement, from, last int) (noun int, verb cue) {
	noun = r.firstComma(text, st, from, last)
	if noun <= from || noun-from > subjectWords || !r.opensAside(st, noun) {
		return 0, cue{}
	}
	end := r.firstComma(text, st, noun+1, last)
	if end == 0 || end-noun > 2*clauseWords {
		return 0, cue{}
	}
	for _, d := range st.dates {
		if d.first >= end && d.first-end <= 1 {
			end = d.end
		}
	}
	verb, gap := right(st, end)
	if verb.kind&(binding|acting) == 0 || verb.kind&(moved|ended) != 0 || gap > nearWords || verb.first >= last {
		return 0, cue{}
	}
	return noun, verb
}

// opensAside reports a word with which a clause about what stands in front begins,
// itself or behind a preposition.
func (r *dutyReader) opensAside(st *statement, i int) bool {
	if hasAffix(st.words[i].Folded, r.words.which, strings.HasPrefix) {
		return true
	}
	return slices.ContainsFunc(st.cues, func(c cue) bool {
		return c.kind&relative != 0 && c.kind&must == 0 && c.first >= i && c.first <= i+1
	})
}

// inName reports a word with a capital letter inside a sentence, behind or in front of
// another one: a name, and no word of the language, "Sa Dec".
func (r *dutyReader) inName(st *statement, c cue) bool {
	if c.first == 0 || c.len > 1 || !cased(r.doc.Language) {
		return false
	}
	text := r.doc.Text[st.start:st.end]
	return capitalAt(text, st.words[c.first]) && (capitalAt(text, st.words[c.first-1]) && c.first > 1 || c.end() < len(st.words) && capitalAt(text, st.words[c.end()]))
}

// insertName adds words as the name of a body, with the place in them as its own.
func (r *dutyReader) insertName(st *statement, all []group, from, end int) []group {
	if r.startsWithArticle(st, from) && end-from > 1 {
		from++
	}
	m := Mention{Start: st.words[from].Start, End: st.words[end-1].End}
	at := slices.IndexFunc(all, func(g group) bool { return g.end > from })
	if at < 0 {
		at = len(all)
	}
	for at < len(all) && all[at].end <= end {
		m.Place = all[at].mentions[0].ID
		all = slices.Delete(all, at, at+1)
	}
	return slices.Insert(all, at, group{first: from, end: end, mentions: []Mention{m}})
}
