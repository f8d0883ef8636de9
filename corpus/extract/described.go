package extract

import (
	"slices"
	"strings"
)

// Who has a duty may be told by what kind of bodies they are: "all general hospitals of
// grade I". No rule for names knows them.

// describedWords is how many words such a description has at most.
const describedWords = 12

// described adds who is told by what they are: behind a verb that asks all of a kind,
// behind "for" in front of a deadline, and with a clause about them in front of what they
// must do.
func (r *dutyReader) described(text string, st *statement, all []group) []group {
	for _, find := range []func(string, *statement, []group) (from, end int){r.allAsked, r.dueFor, r.withClause, r.askedWithClause, r.bareMany, r.askedBehindAsker} {
		from, end := find(text, st, all)
		if end <= from || slices.ContainsFunc(all, func(g group) bool { return g.first < end && g.end > from }) {
			continue
		}
		at := slices.IndexFunc(all, func(g group) bool { return g.first >= end })
		if at < 0 {
			at = len(all)
		}
		all = slices.Insert(all, at, group{first: from, end: end, mentions: []Mention{{Start: st.words[from].Start, End: st.words[end-1].End}}})
	}
	return all
}

// allAsked gives the words between a verb that asks all of a kind of bodies and what they
// are to do: "ordered all hospitals of grade I to switch".
func (r *dutyReader) allAsked(text string, st *statement, _ []group) (from, end int) {
	if r.words.verbFirst {
		return 0, 0 // allOf knows them
	}
	for _, c := range st.cues {
		if c.kind&order == 0 || c.kind&ordered != 0 {
			continue
		}
		from = c.end()
		for n := 0; n < nearWords && from < len(st.words) && !r.many(st, from); n++ {
			from++
		}
		if from >= len(st.words) || !r.many(st, from) {
			continue
		}
		for end = from + 2; end < len(st.words) && end-from <= describedWords; end++ {
			if r.toDo(text, st, end) {
				break
			}
		}
		if end < len(st.words) && end-from <= describedWords && r.ofBodies(text, st, from+1, end) && !hasCue(st.cues, from, end, citizen|relative|binding) && !strings.ContainsAny(text[st.words[from].Start:st.words[end-1].End], ",;:()\"“«") {
			return from, end
		}
	}
	return 0, 0
}

// many reports a word for all at word i, in the form that it has behind a verb that asks
// too.
func (r *dutyReader) many(st *statement, i int) bool {
	key := r.words.cues.key(st.words[i])
	return r.words.all[key] || r.words.allAsked[key]
}

// toDo reports that what is to be done opens at word i: behind "to", behind a comma or by
// its form.
func (r *dutyReader) toDo(text string, st *statement, i int) bool {
	if strings.ContainsAny(text[st.words[i-1].End:st.words[i].Start], ",") {
		return true
	}
	w := st.words[i].Folded
	switch {
	case hasCue(st.cues, i, i+1, toward) && i+1 < len(st.words) && hasCue(st.cues, i+1, i+2, acting), r.words.cues.marks[w]:
		return true
	case len(r.words.cues.endings) > 0:
		return hasAffix(w, r.words.cues.endings, strings.HasSuffix)
	}
	return !r.words.tenses && slices.ContainsFunc(st.cues, func(c cue) bool { return c.first == i && c.kind&acting != 0 })
}

// dueFor gives the words between "for", with which a sentence begins, and words for a
// deadline: "For grade II hospitals and regional centres, the deadline is".
func (r *dutyReader) dueFor(text string, st *statement, all []group) (from, end int) {
	c, _ := right(st, 0)
	for _, topics := range st.cues {
		if topics.kind&topical != 0 && topics.first <= 1 {
			c = topics
			break
		}
	}
	if c.kind&topical == 0 || c.first > 1 {
		return 0, 0
	}
	from = c.end()
	for _, term := range st.cues {
		if term.kind&due == 0 || term.first <= from {
			continue
		}
		end = r.firstComma(text, st, from, term.first)
		if end <= from || end > term.first {
			end = term.first
		}
		for end > from && (hasCue(st.cues, end-1, end, and|passive) || r.x.lexicon.Stop(r.doc.Language, st.words[end-1].Folded)) {
			end--
		}
		if end-from > describedWords || end <= from || !r.ofBodies(text, st, from, end) || !r.plainWords(text, st, from, end) || slices.ContainsFunc(st.dates, func(d date) bool { return d.first < end }) {
			return 0, 0
		}
		return from, end
	}
	return 0, 0
}

// bareMany gives the noun for several bodies with which a sentence without a time begins,
// and what tells more of them, straight in front of what they must: "Universities must
// involve their students", "Medical universities were asked to".
func (r *dutyReader) bareMany(text string, st *statement, _ []group) (from, end int) {
	if len(st.dates) > 0 || len(st.words) < fewestWords {
		return 0, 0
	}
	if r.startsWithArticle(st, 0) || hasCue(st.cues, 0, 1, and) {
		from = 1
	}
	for end = from + 1; end < len(st.words) && end-from <= mostQualifiers && !r.boundHere(st, end); end++ {
	}
	if end >= len(st.words) || !r.boundHere(st, end) || !r.plainWords(text, st, from, end) || !r.joined(text, st, from, end) || hasCue(st.cues, from, end, of|toward|agent|acting|and|period|due) {
		return 0, 0
	}
	for i := from; i < end; i++ {
		if r.plural(text, st, i) {
			return from, end
		}
	}
	return 0, 0
}

// boundHere reports words at word i by which who stands in front must do something.
func (r *dutyReader) boundHere(st *statement, i int) bool {
	return slices.ContainsFunc(within(st.cues, i, i+1), func(c cue) bool {
		return c.kind&(must|ordered) != 0 || c.kind&passive != 0 && hasCue(st.cues, c.end(), c.end()+1, order)
	})
}

// withClause gives the words with which a sentence begins, where they are a noun for
// bodies and a clause about them that a comma ends in front of what they must: "The
// companies that run dams, must". Those who only apply for something are none.
func (r *dutyReader) withClause(text string, st *statement, _ []group) (from, end int) {
	if r.startsWithArticle(st, 0) {
		from = 1
	}
	n := 0
	if from < len(st.words) {
		n = r.bodyNoun(text, st, from)
	}
	if n == 0 || len(st.dates) > 0 && hasCue(st.cues, from, from+n, citizen) {
		return 0, 0
	}
	opens, _ := right(st, from+n)
	for _, c := range st.cues {
		if c.first >= from+n && c.kind&relative != 0 {
			opens = c
			break
		}
	}
	if opens.kind&relative == 0 || opens.first-from-n > 1 {
		return 0, 0
	}
	for end = opens.end() + 1; end < len(st.words) && end-from <= describedWords; end++ {
		if !strings.ContainsAny(text[st.words[end-1].End:st.words[end].Start], ",،") {
			continue
		}
		if r.boundAt(st, end) && !hasCue(st.cues, opens.end(), end, must|binding|met) {
			return from, end
		}
		return 0, 0
	}
	return 0, 0
}

// askedWithClause gives the noun for bodies behind words that ask or oblige, in a language
// in which those stand first, with a clause about them: "asked of the universities that
// train engineers to present".
func (r *dutyReader) askedWithClause(text string, st *statement, _ []group) (from, end int) {
	if !r.words.verbFirst {
		return 0, 0
	}
	for _, c := range st.cues {
		if c.kind&(order|upon|must) == 0 {
			continue
		}
		for from = c.end(); from <= c.end()+1 && from < len(st.words); from++ {
			if n := r.bodyNoun(text, st, from); n > 0 && hasCue(st.cues, from+n, from+n+1, relative) && !hasCue(st.cues, from, from+n, citizen|acting) {
				return from, from + n
			}
		}
	}
	return 0, 0
}

// boundAt reports words near word i by which who stands in front must do something:
// "must", "were asked to".
func (r *dutyReader) boundAt(st *statement, i int) bool {
	return slices.ContainsFunc(within(st.cues, i, i+nearWords), func(c cue) bool {
		return c.kind&(must|ordered) != 0 || c.kind&order != 0 && hasCue(st.cues, i, c.first, passive)
	})
}
