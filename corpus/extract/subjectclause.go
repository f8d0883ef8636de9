package extract

import (
	"slices"
)

// clauseBetween gives those of whom a clause tells and who behind it have to hand
// something in, whatever they are: "the 426 facilities that are still missing must file".
func (r *dutyReader) clauseBetween(text string, st *statement, all []group, from, end int) (group, bool) {
	clause := slices.IndexFunc(st.cues, func(c cue) bool { return c.first > from && c.kind&relative != 0 })
	if clause < 0 || st.cues[clause].first-from > mostQualifiers {
		return group{}, false
	}
	noun := st.cues[clause].first
	for i, c := range st.cues[clause+1:] {
		if c.kind&must == 0 || c.end() > end {
			continue
		}
		next := st.cues[clause+1+i:]
		if len(next) < 2 || next[1].first-c.end() > 1 || next[1].kind&(finish|send) == 0 || next[1].kind&passive != 0 || r.passiveVerb(text, st, c) {
			return group{}, false
		}
		if slices.ContainsFunc(all, func(g group) bool { return g.first < c.first && g.end > from }) || hasCue(st.cues, from, noun, predicate&^act|citizen|relative|of|toward) || hasCue(st.cues, from, noun-1, act) || !r.joined(text, st, from, noun-1) {
			return group{}, false
		}
		return group{first: from, end: noun, mentions: []Mention{{Start: st.words[from].Start, End: st.words[noun-1].End}}}, true
	}
	return group{}, false
}
