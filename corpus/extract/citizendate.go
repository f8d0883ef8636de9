package extract

// Deadlines of people and enterprises, which are no duties of agencies.

import (
	"slices"
	"strings"
)

// citizens reports a deadline of people or enterprises: they are named first,
// and no agency before them.
func (r *dutyReader) citizens(st *statement, d date, from int) bool {
	for _, c := range st.cues {
		if c.kind&citizen == 0 || c.first < from || c.first > d.end && d.first-from > nearWords || inGroup(st, c) {
			continue
		}
		if r.citizensMust(st, c, d) || c.end() <= d.first && r.byCitizens(st, c) {
			return true
		}
		if c.first-from > 6 || c.first > from+1 && r.bindingFrame() && !hasCue(st.cues, c.end(), d.first, citizen) {
			continue
		}
		return !slices.ContainsFunc(st.groups, func(g group) bool {
			return g.first >= from && (g.first < c.first || g.first < d.first && g.role.weight() >= actor.weight()) && g.role != receiver && g.role != cooperator
		})
	}
	return false
}

// inGroup reports a phrase that is part of an agency's name: the People's
// Committee.
func inGroup(st *statement, c cue) bool {
	return slices.ContainsFunc(st.groups, func(g group) bool { return g.first <= c.first && c.first < g.end })
}

// citizensMust reports that people are the ones who must or may do something
// until a date: "owners who have not applied must do so by 1 May".
func (r *dutyReader) citizensMust(st *statement, people cue, d date) bool {
	if c, gap := lastCue(st.cues, 0, people.first, of|toward|and); c.kind&(of|toward) != 0 && gap <= 1 {
		return false // "the resettlement of households must"
	}
	if by, gap := lastCue(st.cues, 0, people.first, upon); by.len > 0 && gap == 0 {
		return true
	}
	verb := cue{}
	for _, c := range st.cues {
		if c.first < people.end() || c.first >= d.first {
			continue
		}
		if c.kind&(must|may|ordered) != 0 {
			verb = c
			break
		}
		if c.kind&(order|lead|finish) != 0 {
			break
		}
	}
	if verb.len == 0 || verb.first-people.end() > toldWords {
		return false
	}
	return !slices.ContainsFunc(st.groups, func(g group) bool {
		return g.first >= people.end() && g.first < d.first && g.role.weight() >= actor.weight()
	})
}

// byCitizens reports "by the owners".
func (r *dutyReader) byCitizens(st *statement, people cue) bool {
	by, gap := lastCue(st.cues, 0, people.first, agent)
	return by.len > 0 && gap <= nearWords || hasAffix(st.words[people.first].Folded, r.words.agentEnds, strings.HasSuffix)
}
