package extract

// Deadlines of people and enterprises, which are no duties of agencies.

import (
	"slices"
	"strings"
)

// citizens reports a deadline of people or enterprises: they are named first,
// and no agency before them.
func (r *dutyReader) citizens(st *statement, d date, from int) bool {
	if slices.ContainsFunc(st.groups, func(g group) bool { // "households are to be resettled, with the department taking the lead"
		return g.role == doer && g.first >= from && hasCue(st.cues, g.end, min(g.end+nearWords+1, len(st.words)), lead)
	}) {
		return false
	}
	for _, c := range st.cues {
		if c.kind&citizen == 0 || c.first < from || c.first > d.end && d.first-from > nearWords || inGroup(st, c) {
			continue
		}
		if r.forCitizens(st, c, d) || r.peopleAside(st, c, d) || r.goesOnBehind(st, c, d, from) {
			continue
		}
		if r.citizensMust(st, c, d) || c.end() <= d.first && r.byCitizens(st, c) && !r.itemOfList(st, from) { // "Take stock of the line run by a cooperative"
			return true
		}
		if r.itemOfList(st, from) {
			continue
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

// itemOfList reports a part of a sentence that begins with what is to be done, under a
// line that tells who does it.
func (r *dutyReader) itemOfList(st *statement, from int) bool {
	f := r.frame()
	if f == nil || f.leads == nil || !f.binding {
		return false
	}
	c, _ := right(st, from)
	return r.beginsWithAct(st, from) || c.kind&lead != 0 && c.first-from <= 1
}

// forCitizens reports people for whom or with whom something has to be done, or
// of whom only a clause in between tells: "rules for drivers who switch are to
// be submitted", "the goods that firms make should be listed".
func (r *dutyReader) forCitizens(st *statement, people cue, d date) bool {
	for _, c := range st.cues {
		if c.first >= people.end() && c.end() <= d.first && c.kind&must != 0 && !hasCue(st.cues, people.end(), c.first, must) {
			before, gap := lastCue(st.cues, 0, people.first, of|toward)
			clause, _ := lastCue(st.cues, 0, people.first, relative|must|order|ordered)
			return before.len > 0 && gap <= 1 && before.first > 0 && !hasCue(st.cues, 0, before.first, predicate&^(send|act|finish)) || clause.kind&relative != 0 && (hasCue(st.cues, people.end(), c.first, may) || c.first == people.end() && hasCue(st.cues, clause.end(), people.first, may|acting))
		}
	}
	return false
}

// peopleAside reports people of whom only a clause between commas tells, in front of a
// date: "the trial, in which twenty firms take part, opens in October".
func (r *dutyReader) peopleAside(st *statement, people cue, d date) bool {
	which, gap := lastCue(st.cues, 0, people.first, relative)
	text := r.doc.Text[st.start:st.end]
	return which.len > 0 && which.first > 0 && gap <= nearWords+1 && people.end() < d.first && commaBetween(text, st, which.first, which.first+1) &&
		commaBetween(text, st, people.end(), d.first+1) && slices.ContainsFunc(st.cues, func(c cue) bool {
		return c.kind&(acting|must) != 0 && c.first >= people.end() && commaBetween(text, st, people.end(), c.first+1)
	})
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
	text := r.doc.Text[st.start:st.end]
	return !slices.ContainsFunc(st.groups, func(g group) bool {
		if g.end <= people.first && g.role.weight() >= actor.weight() { // "the province, where the population has doubled, was told to"
			return commaBetween(text, st, g.end, people.first+1) && commaBetween(text, st, people.end(), verb.first+1)
		}
		return g.first >= people.end() && g.first < d.first && g.role.weight() >= actor.weight()
	})
}

// goesOnBehind reports that what somebody must do goes on behind what is told of people:
// "will look into how contractors were chosen and must report".
func (r *dutyReader) goesOnBehind(st *statement, people cue, d date, from int) bool {
	for _, c := range within(st.cues, people.end(), min(d.first, people.end()+clauseWords)) {
		if c.end() <= d.first && c.kind&(must|may|ordered) != 0 {
			return hasCue(st.cues, from, people.first, acting|must) && r.joinsVerb(st, c)
		}
	}
	return false
}

// byCitizens reports "by the owners", and not "of the remarks from owners" in a language
// that has one word for both.
func (r *dutyReader) byCitizens(st *statement, people cue) bool {
	by, gap := lastCue(st.cues, 0, people.first, agent)
	if act, before := lastCue(st.cues, 0, by.first, acting); by.len > 1 && act.len > 0 && before <= 1 {
		return false // "clarify the responsibility of collectives and individuals"
	}
	if by.kind&of != 0 && by.first > 0 && !hasCue(st.cues, by.first-1, by.first, acting|met) && !hasAffix(st.words[by.first-1].Folded, r.words.passiveEnds, strings.HasSuffix) &&
		slices.ContainsFunc(st.groups, func(g group) bool {
			return g.end <= by.first && (g.role == subject || g.role == toldInFront || g.role == told)
		}) {
		return false // "the department must see to it that 60 percent of the pupils"
	}
	for _, c := range st.cues {
		if by.kind&of != 0 && c.first >= by.end() && c.end() <= people.first && c.kind&(of|toward|relative) != 0 && c.kind&indefinite == 0 {
			return false
		}
	}
	return by.len > 0 && gap <= nearWords || hasAffix(st.words[people.first].Folded, r.words.agentEnds, strings.HasSuffix)
}
