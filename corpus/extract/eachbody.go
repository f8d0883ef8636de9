package extract

import (
	"slices"
	"strings"

	"vanthu/corpus/lang"
)

// What each of several bodies has to do.

// eachOf adds the bodies that a word such as "each" stands in front of, where a
// verb stands straight behind them or, behind a time, in front: "by 12 January
// points each school out a teacher".
func (r *dutyReader) eachOf(text string, st *statement, all []group) []group {
	article := lang.Article(r.doc.Language)
	for i := range st.words {
		if !r.words.each[r.words.cues.key(st.words[i])] || i+1 >= len(st.words) || article != "" && strings.HasPrefix(st.words[i+1].Folded, article) {
			continue
		}
		n := r.bodyNoun(text, st, i+1)
		if n == 0 && i+2 < len(st.words) && r.joined(text, st, i+1, i+2) {
			if n = r.bodyNoun(text, st, i+2); n > 0 {
				n++
			}
		}
		end := i + 1 + n
		if n > 0 {
			end, all = r.eachWithin(text, st, all, end)
		}
		if n == 0 || !r.joined(text, st, i, i+1) || !r.plainWords(text, st, i, end) || slices.ContainsFunc(all, func(g group) bool { return g.first < end && g.end > i }) {
			continue
		}
		ahead, gap := lastCue(st.cues, 0, i, predicate)
		byForm := i > 0 && r.words.verbInFront.hold(st.words[i-1].Folded) && slices.ContainsFunc(st.dates, func(d date) bool { return d.end <= i && d.first <= nearWords })
		if !hasCue(st.cues, end, end+nearWords, binding|acting) && (ahead.kind&(binding|acting) == 0 || gap > 0) && !byForm {
			continue
		}
		at := slices.IndexFunc(all, func(g group) bool { return g.first >= end })
		if at < 0 {
			at = len(all)
		}
		all = slices.Insert(all, at, group{first: i, end: end, mentions: []Mention{{Start: st.words[i].Start, End: st.words[end-1].End}}})
	}
	return all
}

// eachWithin gives the word behind the body to which each of the bodies belongs whose noun
// ends in front of a word, where "must" stands straight behind it, and the groups without
// it: "each unit under the Ministry must".
func (r *dutyReader) eachWithin(text string, st *statement, all []group, end int) (int, []group) {
	k := slices.IndexFunc(all, func(g group) bool { return g.first >= end })
	if k < 0 || all[k].first-end > nearWords || !hasCue(st.cues, all[k].end, all[k].end+1, must|ordered) || !r.joined(text, st, end-1, all[k].end) ||
		slices.ContainsFunc(st.words[end:all[k].first], func(w lang.Word) bool { return !r.x.lexicon.Stop(r.doc.Language, w.Folded) }) {
		return end, all
	}
	return all[k].end, slices.Delete(slices.Clone(all), k, k+1)
}
