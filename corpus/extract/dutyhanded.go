package extract

import (
	"slices"
	"strings"
)

// This file tells who has a task that is handed over, awaited or told of in other words
// than "must".

// handed marks words for what was given to a body, with the task somewhere behind: "the
// ministry was given, with the bank, the task of".
func (r *dutyReader) handed(st *statement) {
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
