package extract

import (
	"slices"
	"strings"

	"vanthu/corpus/lang"
)

// behindVerb adds nouns without an article straight behind the verb with which a
// part of a sentence begins, up to the one with an article that they belong to, and
// the place behind, where what is done to something follows: "تنسخ ورشة ترميم
// الأختام الطبعات".
func (r *dutyReader) behindVerb(text string, st *statement, all []group, s segment) []group {
	article := lang.Article(r.doc.Language)
	spoken := r.x.spoken(r.doc.Language)
	verb := r.nameStart(text, st, s)
	first := verb + 1
	if f := r.frame(); f != nil && f.leads != nil || verb >= s.end || !r.words.verbInFront.hold(st.words[verb].Folded) {
		return all // nouns tell what is to be done there
	}
	if c := r.firstVerb(st, verb, s.end); c.len > 0 && c.first == verb {
		if c.kind&acting == 0 || c.kind&binding != 0 {
			return all
		}
		first = c.end()
	} else if r.x.lexicon.Stop(r.doc.Language, st.words[verb].Folded) {
		return all
	}
	definite := func(i int) bool {
		return i < s.end && strings.HasPrefix(st.words[i].Folded, article) && r.joined(text, st, i-1, i)
	}
	end := first
	for ; end < s.end && end-first <= chainWords && !definite(end); end++ {
		w := st.words[end].Folded
		if !r.joined(text, st, end-1, end) || r.x.lexicon.Stop(r.doc.Language, w) || spoken.where[w] || spoken.of[w] || isDigit(w[0]) || hasCue(st.cues, end, end+1, of|toward|agent|citizen|due|relative|must) {
			return all
		}
		if is, _ := spoken.tree.find(text, r.doc.Language, st.words, end); is.role != 0 && is.role != isHead && !(is.role == isEnd && is.verb && end > first) {
			return all
		}
	}
	if end == first || !definite(end) || hasCue(st.cues, end, end+1, citizen|due) {
		return all
	}
	end++
	if slices.ContainsFunc(all, func(g group) bool { return g.first < end && g.end > verb }) {
		return all
	}
	m := Mention{Start: st.words[first].Start, End: st.words[end-1].End}
	at := slices.IndexFunc(all, func(g group) bool { return g.first >= end })
	if at >= 0 && all[at].first == end+1 && spoken.where[st.words[end].Folded] && len(all[at].mentions) == 1 && r.province(all[at].mentions[0].ID) {
		m.Place, end = all[at].mentions[0].ID, all[at].end
		m.End = st.words[end-1].End
		all = slices.Delete(all, at, at+1)
	}
	if !definite(end) && !(end < s.end && r.joined(text, st, end-1, end) && m.Place != "" && !hasCue(st.cues, end, end+1, of|toward|agent)) {
		return all
	}
	if at < 0 {
		at = len(all)
	}
	return slices.Insert(all, at, group{first: first, end: end, mentions: []Mention{m}})
}
