package extract

import (
	"slices"
	"strings"
)

// This file tells who has a task that is handed over, awaited or told of in other words
// than "must".

// handed marks words for what was given to a body, with the task somewhere behind: "the
// ministry was given, with the bank, the task of". With a time, that tells enough by itself.
func (r *dutyReader) handed(st *statement) {
	if len(st.dates) > 0 {
		return
	}
	for i, c := range st.cues {
		if c.kind&given == 0 || c.kind&ordered != 0 {
			continue
		}
		end := min(len(st.words), c.end()+frontWords)
		for _, task := range r.words.handed.find(st.words[c.end():end]) {
			at := c.end() + task.first
			if !strings.ContainsAny(r.doc.Text[st.start+st.words[c.end()-1].End:st.start+st.words[at].Start], ".;:،؛") && hasCue(st.cues, at, len(st.words), acting) && !hasCue(st.cues, c.end(), at, predicate&^act) {
				st.cues[i].kind |= ordered
				break
			}
		}
	}
}

// givenBehind reports a body straight behind the verb that tells what it was given, as some
// languages have it behind what opens a sentence: "In Huế got the institute the task".
func (r *dutyReader) givenBehind(verb cue, g group) bool {
	return verb.kind&given != 0 && verb.kind&ordered != 0 && !r.words.receives && g.first >= verb.end() && g.first-verb.end() <= 1
}

// mustAsk reports a verb of asking straight behind "must", which a body in front of that has
// to do: who is asked has no duty yet.
func (r *dutyReader) mustAsk(st *statement, before []group, asks cue) bool {
	if len(before) == 0 || asks.kind&order == 0 || asks.kind&(ordered|direct) != 0 {
		return false
	}
	told, gap := lastCue(st.cues, 0, asks.first, predicate)
	last := before[len(before)-1]
	return told.kind&must != 0 && gap <= 1 && (last.role == subject || last.role == toldInFront) && last.end <= told.first && !r.gives(st, last)
}

// dashFor reports a body behind which a dash stands for "must", told of another one in front:
// "the company must open three plants, and the command – by May ready twelve barges".
func (r *dutyReader) dashFor(text string, st *statement, before []group, g group, right cue) bool {
	if g.end >= len(st.words) || right.kind&acting == 0 || right.first-g.end > toldWords || !dashBefore(text, st, g.end) {
		return false
	}
	return slices.ContainsFunc(before, func(b group) bool {
		return (b.role == subject || b.role == told || b.role == toldInFront) && hasCue(st.cues, 0, g.first, must|ordered|order)
	})
}

// dashBefore reports a dash in front of a word.
func dashBefore(text string, st *statement, i int) bool {
	gap := strings.Trim(text[st.words[i-1].End:st.words[i].Start], " »\"”)")
	return gap == "—" || gap == "–"
}

// beforeDash adds the noun for bodies, with its adjectives, in front of such a dash, behind
// a comma and a word such as "and".
func (r *dutyReader) beforeDash(text string, st *statement, all []group) []group {
	for end := 2; end < len(st.words) && len(all) > 0; end++ {
		if !dashBefore(text, st, end) {
			continue
		}
		for from := end - 1; from > 1 && end-from <= mostQualifiers+1 && !slices.ContainsFunc(all, func(g group) bool { return g.first < end && g.end > from }); from-- {
			if !commaBetween(text, st, from-1, from) {
				continue
			}
			if verb := r.firstVerb(st, end, len(st.words)); r.headedByBody(text, st, from, end) && verb.kind&acting != 0 && verb.first-end <= toldWords {
				at := slices.IndexFunc(all, func(g group) bool { return g.first >= end })
				if at < 0 {
					at = len(all)
				}
				return slices.Insert(all, at, group{first: from, end: end, mentions: []Mention{{Start: st.words[from].Start, End: st.words[end-1].End}}})
			}
		}
	}
	return all
}

// awaitedOf reports a body from which the one in front of it is to get something: "the
// ministry expects reports from the provinces by May".
func (r *dutyReader) awaitedOf(st *statement, before []group, g group, left cue) bool {
	if len(before) == 0 || left.len == 0 || left.end() > g.first || g.first-left.end() > nearWords || !r.words.awaited[st.words[left.first].Folded] {
		return false
	}
	first := before[len(before)-1]
	return slices.ContainsFunc(r.words.awaits.find(st.words[:left.first]), func(c cue) bool {
		return c.first >= first.end && c.first-first.end <= 1 || r.words.verbFirst && c.end() == first.first
	}) && !hasCue(st.cues, first.end, g.first, must|ordered)
}

// toldInForm reports a body in the form of who receives something, behind a verb that
// nobody in front of it is told to do: "a network is ordered to build the-department".
func (r *dutyReader) toldInForm(st *statement, before []group, verb cue, g group) bool {
	asks, gap := lastCue(st.cues, 0, verb.first, predicate)
	return asks.kind&(ordered|must) != 0 && gap <= nearWords && verb.kind&send == 0 && r.words.impersonal[r.words.cues.key(st.words[asks.first])] &&
		!slices.ContainsFunc(before, func(b group) bool { return b.role == told || b.role == toldInFront || b.role == subject })
}
