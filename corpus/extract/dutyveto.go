package extract

import (
	"slices"
	"strings"

	"vanthu/corpus"
)

// This file tells what decisively speaks against a deadline, whatever the words beside its
// date: who says it can order nobody, it is told of bygone days, or nobody acts.

// vetoed reports a time that the words beside it take for a deadline, and that binds nobody.
func (r *dutyReader) vetoed(st *statement, d date) bool {
	if d.Relation == corpus.Every || d.Relation == corpus.Within || r.bindingFrame() {
		return false
	}
	from, end := r.around(st, d)
	from, end = max(from, d.first-reachWords), min(end, d.end+reachWords) // a long line has many dates
	if r.voiced(st, d, from, end) || r.askedUp(st, d, from) || r.recalled(st, d, from, end) || r.guessed(st, d, from, end) || r.freedUntil(st, d, from, end) {
		return true
	}
	if r.future() || d.Relation == corpus.Before || d.Relation == corpus.By {
		return false
	}
	if r.holdsFrom(st, d, from, end) {
		return true
	}
	if d.Relation == corpus.From || len(found(st, r.words.idle.concluded, from, end)) > 0 {
		return false
	}
	return r.farAside(st, d, from, end) || r.planTold(st, d, from, end) || r.firmTold(st, d, from, end) || r.getsThem(st, d, from, end) || r.comesAbout(st, d, from, end) || r.unborne(st, d, from, end)
}

// reachWords is how far from a date what speaks against it is looked for.
const reachWords = 5 * clauseWords

// voicedWords is how many words may stand between who says something and the verb: who he
// is is told there.
const voicedWords = 24

// voiced reports a time in what somebody says who has no power to order: an expert, a guest,
// a resident. What a second main clause orders is not among that.
func (r *dutyReader) voiced(st *statement, d date, from, end int) bool {
	voices := slices.DeleteFunc(found(st, r.words.idle.voices, from, end), func(v cue) bool { return inGroup(st, v) })
	if len(voices) == 0 {
		return false
	}
	for _, s := range found(st, r.words.idle.speaks, from, end) {
		for _, v := range voices {
			switch {
			case s.first < v.end() && v.first < s.end():
			case s.end() <= d.first && v.end() <= s.first && s.first-v.end() <= voicedWords:
				if r.opensPart(st, v, from) && !r.powerBetween(st, v.end(), s.first) && !r.ordersAfter(st, s.end(), d.first) && !r.inSideClause(st, v, s, from, d) {
					return true
				}
			case s.end() <= d.first && s.end() <= v.first && v.first-s.end() <= 1 && v.end() <= d.first && s.first-from <= 1:
				if !r.ordersAfter(st, v.end(), d.first) {
					return true
				}
			case s.first >= d.end && (v.first >= s.end() && v.first-s.end() <= nearWords || v.end() <= s.first && s.first-v.end() <= nearWords):
				if !hasCue(st.cues, s.end(), v.first, of|toward) && !r.inPurpose(st, d.end, s.first) && r.setOff(st, d.end, min(s.first, v.first)) && !r.powerBetween(st, min(s.first, v.first), max(s.end(), v.end())) {
					return true
				}
			}
		}
	}
	return false
}

// opensPart reports a phrase with which a part of a sentence begins, or what stands behind
// the comma of its opening, and in front of which nobody is named.
func (r *dutyReader) opensPart(st *statement, c cue, from int) bool {
	if slices.ContainsFunc(st.groups, func(g group) bool { return g.first >= from && g.end <= c.first && g.role.weight() >= plain.weight() }) || hasCue(st.cues, from, c.first, order|ordered|must|giver) {
		return false
	}
	return c.first-from <= toldWords
}

// powerBetween reports somebody who gives duties between two words, in front of a clause that
// tells more of who is named there.
func (r *dutyReader) powerBetween(st *statement, from, end int) bool {
	for _, c := range within(st.cues, from, end) {
		if c.kind&relative != 0 {
			return false
		}
		if c.kind&giver != 0 {
			return true
		}
	}
	return slices.ContainsFunc(st.groups, func(g group) bool { return g.first >= from && g.end <= end && g.role == asker })
}

// inSideClause reports that who says something and the verb stand in a clause in front of the
// main one, and a date in that: "as experts predict floods, the department will by May".
func (r *dutyReader) inSideClause(st *statement, v, s cue, from int, d date) bool {
	text := r.doc.Text[st.start:st.end]
	return v.first-from > 1 && !commaBetween(text, st, v.first, v.first+1) && commaBetween(text, st, s.end(), d.first+1)
}

// ordersAfter reports a comma and then somebody's order between two words, which no "that"
// makes part of what is said: a main clause of its own.
func (r *dutyReader) ordersAfter(st *statement, from, end int) bool {
	text := r.doc.Text[st.start:st.end]
	for k := from + 1; k < end; k++ {
		if !commaBetween(text, st, k, k+1) {
			continue
		}
		to := end
		for i := k; i < end; i++ {
			if r.words.that[st.words[i].Folded] {
				to = i
				break
			}
		}
		if hasCue(st.cues, k, to, order|ordered) {
			return true
		}
	}
	return false
}

// setOff reports a comma, a dash or the end of a quotation between two words.
func (r *dutyReader) setOff(st *statement, from, end int) bool {
	if from <= 0 || end <= from-1 || end >= len(st.words) {
		return false
	}
	return strings.ContainsAny(r.doc.Text[st.start+st.words[from-1].End:st.start+st.words[end].Start], ",،–—\"”»“")
}

// askedUp reports a time by which a province or a body of it asks a body of the state to do
// something, which it cannot order: "the chairman of Ca Mau proposed that the Ministry of
// Finance transfer the money before 31 January".
func (r *dutyReader) askedUp(st *statement, d date, from int) bool {
	local := func(g group) bool { return r.provinceOf(g.mentions[0].ID) != "" }
	central := func(g group) bool {
		m := g.mentions[0]
		return m.ID != "" && r.provinceOf(m.ID) == "" && !m.Generic && !m.Collective && r.x.lexicon.Rules(m.ID)
	}
	for i, asked := range st.groups {
		if i == 0 || asked.first < from || asked.end > d.first || !central(asked) {
			continue
		}
		asks := st.groups[i-1]
		if asks.first < from || !local(asks) || asks.first-from > toldWords || hasCue(st.cues, from, asks.first, order|ordered|must|upon|giver) {
			continue
		}
		for _, c := range append(found(st, r.words.idle.speaks, from, asked.first), r.aroundSubject(st, r.words.idle.suggests, from, asked.first)...) {
			if (c.first >= asks.end && c.first-asks.end <= nearWords && !commaBetween(r.doc.Text[st.start:st.end], st, asks.end, c.first+1) || r.words.verbFirst && c.first-from <= 1 || !r.words.tenses && inGroup(st, c)) && !hasCue(st.cues, from, c.first, must|upon) {
				return true
			}
		}
	}
	return false
}

// recalled reports a day without its year in what somebody tells of bygone days, as it would
// lie far ahead taken as one to come, or in what the speaker himself was told once.
func (r *dutyReader) recalled(st *statement, d date, from, end int) bool {
	if d.Basis != corpus.YearInferred {
		return false
	}
	if len(found(st, r.words.idle.memories, from, d.first)) > 0 {
		return true
	}
	recalls := append(found(st, r.words.idle.recalls, from, d.first), r.aroundSubject(st, r.words.idle.recalls, from, d.first)...)
	return d.far && slices.ContainsFunc(recalls, func(c cue) bool {
		return !apart(st, []cue{c}, from, c.first, order|ordered|must|upon) && !r.ordersAfter(st, c.end(), d.first)
	})
}

// guessed reports a time in what somebody only estimates, as stands behind a comma at the end:
// "by the end of June the share will have passed 80 percent, the bureau estimates".
func (r *dutyReader) guessed(st *statement, d date, from, end int) bool {
	return slices.ContainsFunc(found(st, r.words.idle.guesses, d.end, end), func(c cue) bool {
		return end-c.end() <= toldWords && r.setOff(st, d.end, c.first) && !apart(st, []cue{c}, from, c.first, order|ordered|upon)
	})
}

// planTold reports a time for which somebody says that a body plans something: "the leader
// told the press that the city plans to open it in May".
func (r *dutyReader) planTold(st *statement, d date, from, end int) bool {
	awaited := found(st, r.words.idle.awaited, from, d.first)
	return slices.ContainsFunc(found(st, r.words.idle.speaks, from, d.first), func(s cue) bool {
		return slices.ContainsFunc(awaited, func(a cue) bool {
			return s.end() < a.first && !apart(st, append(awaited, s), s.end(), end, order|ordered|upon|must|lead|send) && !apart(st, []cue{s}, from, s.first, order|ordered|upon)
		})
	})
}

// firmTold reports a time for which somebody says what a firm will do: "the director said
// that the investor will move the first machines in the second quarter".
func (r *dutyReader) firmTold(st *statement, d date, from, end int) bool {
	firms := slices.DeleteFunc(found(st, r.words.idle.firms, from, d.first), func(c cue) bool { return r.ofState(st, c) })
	idle := slices.Concat(firms, r.futures(st, from, end))
	return slices.ContainsFunc(found(st, r.words.idle.speaks, from, d.first), func(s cue) bool {
		return slices.ContainsFunc(firms, func(f cue) bool {
			said := r.saysThat(st, s.end(), f.first) || !r.words.tenses && f.first == s.end() || len(r.words.which) > 0 && hasAffix(st.words[f.first].Folded, r.words.which, strings.HasPrefix)
			return said && f.first >= s.end() && f.first-s.end() <= nearWords+1 && !apart(st, append(idle, s), s.first, end, order|ordered|upon|must|lead) && !r.rulesBetween(st, s.end(), f.first)
		})
	})
}

// ofState reports a word for a firm in the name of a body that rules: the State Bank.
func (r *dutyReader) ofState(st *statement, c cue) bool {
	return slices.ContainsFunc(st.groups, func(g group) bool {
		return g.first <= c.first && c.first < g.end && slices.ContainsFunc(g.mentions, func(m Mention) bool { return r.x.lexicon.Rules(m.ID) })
	})
}

// farAside reports a day without its year, which taken as one to come would lie far ahead, in
// a clause between commas that gives nobody anything to do: "the department, whose director
// admitted the delay on 12 August, must".
func (r *dutyReader) farAside(st *statement, d date, from, end int) bool {
	if !d.far || d.Precision != corpus.DayPrecision || d.Relation != "" && d.Relation != corpus.In {
		return false
	}
	first, behind := r.clause(st, d, from, end)
	return first > from && behind < end && !hasCue(st.cues, first, behind, order|ordered|must|upon|lead|due|finish|send|moved)
}

// happenedAside reports a day on which something was, as such a clause tells, beside a
// deadline that is moved.
func (r *dutyReader) happenedAside(st *statement, d date) bool {
	from, end := r.around(st, d)
	first, behind := r.clause(st, d, from, end)
	return r.farAside(st, d, from, end) && hasCue(st.cues, first, behind, past|met)
}
