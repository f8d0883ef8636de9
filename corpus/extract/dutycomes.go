package extract

import (
	"slices"
	"strings"

	"vanthu/corpus/lang"
)

// This file tells times at which something only comes about, with nobody who has to do it: a
// law takes effect, a course ends, a festival opens, a school gets its students.

// holdsFrom reports the day from which a law or a price holds, where nobody is told to see to
// it: "the law, which takes effect on 1 March, is a touchstone".
func (r *dutyReader) holdsFrom(st *statement, d date, from, end int) bool {
	first, behind := r.clause(st, d, from, end)
	return slices.ContainsFunc(found(st, r.words.idle.inForce, max(first, d.first-toldWords), min(behind, d.end+toldWords)), func(c cue) bool {
		beside := c.end() <= d.first && d.first-c.end() <= nearWords || c.first >= d.end && c.first-d.end <= nearWords || c.first <= d.first && c.end() > d.first
		return beside && !apart(st, append(r.futures(st, first, c.first), c), first, c.first, order|ordered|upon|must)
	})
}

// futures gives the words between two others that only tell what is to come.
func (r *dutyReader) futures(st *statement, from, end int) []cue {
	return found(st, r.words.idle.futures, from, max(from, end))
}

// freedUntil reports a day until which people need not pay or come, where nobody is told to
// see to it: "fees are waived until 31 December".
func (r *dutyReader) freedUntil(st *statement, d date, from, end int) bool {
	return slices.ContainsFunc(found(st, r.words.idle.freed, from, end), func(c cue) bool {
		beside := c.end() <= d.first && d.first-c.end() <= frontWords || c.first <= d.first && c.end() > d.first || c.first >= d.end && c.first-d.end <= nearWords
		return beside && !apart(st, append(r.futures(st, from, end), c), from, end, order|ordered|upon|must|lead) && !r.actsKnown(st, from, end)
	})
}

// actsKnown reports a body between two words that the lexicon knows or that has a name of its
// own, and that does what is told there.
func (r *dutyReader) actsKnown(st *statement, from, end int) bool {
	return slices.ContainsFunc(st.groups, func(g group) bool {
		return g.first >= from && g.end <= end && g.role.weight() >= actor.weight() && !r.atPlace(st, g) && r.properBody(st, g) &&
			(g.mentions[0].ID != "" || cased(r.doc.Language) || r.headedByBody(r.doc.Text[st.start:st.end], st, g.first, g.end))
	})
}

// atPlace reports a body at or in which something is done, as a letter written onto its
// name tells: "ייפרקו בנמל", will be unloaded at the port.
func (r *dutyReader) atPlace(st *statement, g group) bool {
	text, w := r.doc.Text[st.start:st.end], st.words[g.first]
	for _, at := range r.words.at {
		if !strings.HasPrefix(w.Folded, at) {
			continue
		}
		bare := text[w.Start+len(at) : st.words[g.end-1].End]
		if m := r.x.Mentions(bare, r.doc.Language, lang.Words(bare)); len(m) > 0 && m[0].Start == 0 {
			return true
		}
	}
	return false
}

// getsThem reports a time at which a school, a park or the like gets those who come to it:
// "the university will admit its first 200 students in September".
func (r *dutyReader) getsThem(st *statement, d date, from, end int) bool {
	takes := found(st, r.words.idle.takesIn, from, end)
	idle := append(r.futures(st, from, end), takes...)
	return slices.ContainsFunc(takes, func(t cue) bool {
		comers := found(st, r.words.idle.newcomers, max(from, t.first-toldWords), min(t.end()+frontWords, end))
		first, behind := r.clause(st, d, from, end)
		return len(comers) > 0 && !apart(st, append(comers, idle...), min(first, t.first), max(behind, t.end()), order|ordered|upon|must|lead|finish|send)
	})
}

// comesAbout reports a time at which something ends or begins by itself, or that is the day of
// a festival or the like, where no body that is known acts and nobody is told to: "the card
// will be presented at the gala on 20 December".
func (r *dutyReader) comesAbout(st *statement, d date, from, end int) bool {
	if r.actsKnown(st, from, end) {
		return false
	}
	ends, occasions := found(st, r.words.idle.ends, from, end), r.occasions(st, from, end)
	idle := slices.Concat(ends, occasions, r.futures(st, from, end))
	goesOn := r.answered(st, from, end) && !r.unknownActs(st, from, end) // what the sentence in front tells somebody to do
	for _, c := range ends {
		gap := nearWords + 1
		if lang.RightToLeft(r.doc.Language) { // who does it stands between
			gap = frontWords
		}
		beside := c.end() <= d.first && d.first-c.end() <= gap || c.first >= d.end && c.first-d.end <= nearWords || c.first <= d.first && c.end() > d.first
		if beside && !goesOn && !apart(st, idle, from, end, order|ordered|upon|must|lead|send|due) {
			return true
		}
	}
	return slices.ContainsFunc(occasions, func(c cue) bool {
		if c.end() <= d.first && d.first-c.end() <= nearWords {
			return !apart(st, idle, from, end, order|ordered|upon|lead|must)
		}
		opens := c.first-from <= nearWords+1 && !hasCue(st.cues, from, c.first, acting|binding)
		return opens && !goesOn && !apart(st, idle, from, end, order|ordered|upon|lead)
	})
}

// unknownActs reports that who acts between two words is named there by a word that no list
// of bodies has.
func (r *dutyReader) unknownActs(st *statement, from, end int) bool {
	return slices.ContainsFunc(st.groups, func(g group) bool {
		return g.first >= from && g.end <= end && g.role.weight() >= actor.weight()
	})
}

// occasions gives the festive days between two words; some languages write what is feasted
// onto the word.
func (r *dutyReader) occasions(st *statement, from, end int) []cue {
	out := found(st, r.words.idle.occasions, from, end)
	if len(r.x.spoken(r.doc.Language).tails) == 0 {
		return out
	}
	for i := from; i < end; i++ {
		w := st.words[i].Folded
		if len(w) < compoundRunes || inGroup(st, cue{first: i}) {
			continue
		}
		for o := range r.words.idle.occasions.exact {
			if len(o) >= verbRunes && len(w) > len(o) && strings.HasSuffix(w, o) {
				out = append(out, cue{first: i, len: 1})
				break
			}
		}
	}
	return out
}

// compoundRunes is how long a word is at least that is taken for two.
const compoundRunes = 9

// unborne reports a time at which something comes about, where nobody acts, nobody is told to
// and nothing is finished or handed in, unless somebody only tells that it will be: "the first
// trains will be unloaded in February".
func (r *dutyReader) unborne(st *statement, d date, from, end int) bool {
	if f := r.frame(); f != nil && f.leads != nil {
		return false
	}
	idle := r.futures(st, from, end)
	kinds := order | ordered | upon | must | lead | due | finish | send | sameBody | ended
	for _, s := range found(st, r.words.says, from, end) {
		for k := s.end(); k < min(end, s.end()+nearWords+1); k++ {
			if r.words.that[st.words[k].Folded] {
				idle = append(idle, cue{s.kind, s.first, k + 1 - s.first}) // "told delegates that" orders nothing
				if s.end() <= d.first {
					kinds &^= finish | send
				}
			}
		}
	}
	for _, s := range found(st, r.words.idle.speaks, d.end, end) {
		if (r.words.tenses || end-s.end() <= 1) && r.setOff(st, d.end, s.first) && !r.bodySaid(st, d, end) {
			kinds &^= finish | send // "will be called in December, the director hinted"
			for end = d.end; end < s.first && !r.setOff(st, end, end); end++ {
			}
			break
		}
	}
	reported := kinds&finish == 0
	named := slices.ContainsFunc(st.groups, func(g group) bool {
		return g.first >= from && g.end <= end && !r.atPlace(st, g) && (g.role.weight() >= actor.weight() || g.role == plain && r.properBody(st, g))
	})
	return !named && !apart(st, idle, from, end, kinds) && !r.movedFor(st, idle, from, end) && !r.opens(st, from, end) && (reported || !r.answered(st, from, end)) && !r.bodySaid(st, d, end)
}

// bodySaid reports that a body of no name says at the end of what it will do itself: "a pilot
// will be run in February, the ministry said".
func (r *dutyReader) bodySaid(st *statement, d date, end int) bool {
	return slices.ContainsFunc(found(st, r.words.says, d.end, end), func(s cue) bool {
		return s.end() == end && s.first > d.end && r.ofBodies(r.doc.Text[st.start:st.end], st, s.first-1, s.first)
	})
}

// movedFor reports a deadline that is moved between two words: not "no delay", nor what will
// only change.
func (r *dutyReader) movedFor(st *statement, idle []cue, from, end int) bool {
	return slices.ContainsFunc(within(st.cues, from, end), func(c cue) bool {
		changes := slices.ContainsFunc(idle, func(f cue) bool { return f.end() == c.first })
		return c.kind&moved != 0 && !changes && !hasCue(st.cues, c.first-1, c.first, negation)
	})
}
