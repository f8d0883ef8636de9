package extract

import (
	"slices"
	"strings"

	"vanthu/corpus"
	"vanthu/corpus/lang"
	"vanthu/corpus/lexicon"
)

// This file tells dates of what somebody only expects to open, reckons with or wishes for,
// of papers that run out, and of what was to be done by a day gone by.

// idleWords are the phrases of what binds nobody.
type idleWords struct {
	awaited   *cueSet // somebody only expects or plans it
	opens     *cueSet // how a place or a service comes into use
	reckons   *cueSet // in front of how many somebody expects
	many      *cueSet // words of great numbers
	overdue   *cueSet // what was to be done by a day gone by was not
	proposes  *cueSet // what somebody only wishes or applies for
	proposals *cueSet // nouns for such a wish, that open a sentence
	suggests  *cueSet // behind a body: what its people say that others should do
	lapses    *cueSet // what a paper does on the last day it counts
	outOf     *cueSet // between how many are done and how many there are
	noted     *cueSet // opens what is told for information only
	numberOf  *cueSet // in front of what a figure counts
	lasts     *cueSet // what goes on until a day
	seasons   *cueSet // terms of office and the like that open a sentence
	firms     *cueSet // companies and investors, whose hopes bind nobody
	nations   *cueSet // countries, whose aims bind nobody
	again     *cueSet // beside a meeting: once more
	meetings  *cueSet // meetings, and that a body meets
	rated     *cueSet // how somebody is rated for a year
	setAside  *cueSet // behind money, in front of its year
	elsewhere *cueSet // opens a line that leads to another text
	voices    *cueSet // who may say much and can order nobody
	speaks    *cueSet // by which they say it
	futures   *cueSet // words for must that only tell what is to come
	recalls   *cueSet // opens what is told of bygone days
	guesses   *cueSet // behind a comma: it is only an estimate
	memories  *cueSet // opens what the speaker was told himself once
	inForce   *cueSet // beside the day from which a law holds
	occasions *cueSet // festive days
	ends      *cueSet // that something only ends or begins
	freed     *cueSet // that people need not pay, until a day
	concluded *cueSet // opens what a meeting decided
	lets      *cueSet // in front of who may have more time
	sets      *cueSet // by which a day is made the last one
	lastDays  *cueSet // what it is made then
	takesIn   *cueSet // how a place gets those who come to it
	newcomers *cueSet // whom it gets
	until     bool    // what is before a day is until then
}

func newIdleWords(tag string, w *lexicon.DutyWords) idleWords {
	set := func(phrases []string) *cueSet {
		return newCueSet(tag, &lexicon.DutyWords{Same: phrases, Clitics: w.Clitics})
	}
	return idleWords{
		awaited: set(w.Awaited), opens: set(w.Opens), reckons: set(w.Reckons), many: set(w.Many), overdue: set(w.Overdue),
		proposes: set(w.Proposes), proposals: set(w.Proposals), suggests: set(w.Suggests), lapses: set(w.Lapses), outOf: set(w.OutOf), numberOf: set(w.NumberOf), noted: set(w.Noted),
		lasts: set(w.Lasts), seasons: set(w.Seasons), firms: set(w.Firms), nations: set(w.Nations), again: set(w.Again), meetings: set(w.Meetings), rated: set(w.Rated), setAside: set(w.SetAside), until: w.UntilIsBefore,
		elsewhere: set(w.Elsewhere), voices: set(w.Voices), speaks: set(append(slices.Clone(w.Says), w.Speaks...)), futures: set(w.Futures), recalls: set(w.Recalls), guesses: set(w.Guesses), memories: set(w.Memories), inForce: set(w.InForce), occasions: set(w.Occasions), ends: set(w.Ends), freed: set(w.Freed), concluded: set(w.Concluded), lets: set(w.Lets), sets: set(w.Sets), lastDays: set(w.LastDays), takesIn: set(w.TakesIn), newcomers: set(w.Newcomers),
	}
}

// idleDay reports a time that binds nobody, as it is only expected, wished for or told.
func (r *dutyReader) idleDay(st *statement, d date, from, end int) bool {
	if d.Relation == corpus.Every || d.Relation == corpus.Within {
		return false
	}
	from, end = near(d, from, end)
	return r.opensThen(st, d, from, end) || r.reckoned(st, d, from, end) || r.counted(st, d, from, end) || r.forInformation(st, d, end)
}

// idleFirst reports a time that binds nobody, and is no earlier or later deadline either
// where the words beside it would tell so: what was to be done, what somebody wants put off.
func (r *dutyReader) idleFirst(st *statement, d date, from, end int) bool {
	if d.Relation == corpus.Every || d.Relation == corpus.Within {
		return false
	}
	at := from
	from, end = near(d, from, end)
	said := len(found(st, r.words.says, from, d.first)) > 0 // "had said earlier that it may open in"
	return said && r.opensThen(st, d, from, end) || r.proposed(st, d, at, from, end) || r.suggested(st, d, from) || r.lapsesOn(st, d, from, end) || r.wasDue(st, d, from, end) || r.earlierOn(st, d, from, end) || r.bindsNobody(st, d, at, from, end)
}

// earlierOn reports a day gone by between commas straight behind a word that tells that
// what is told was earlier: "had earlier, on 3 December, heard the report".
func (r *dutyReader) earlierOn(st *statement, d date, from, end int) bool {
	if d.Precision != corpus.DayPrecision || d.Relation != "" && d.Relation != corpus.In || future(d, r.since) && !d.far {
		return false
	}
	c, gap := lastCue(st.cues, from, d.first, instead)
	text := r.doc.Text[st.start:st.end]
	return c.len > 0 && gap == 0 && commaBetween(text, st, c.end(), d.first+1) && d.end < end && commaBetween(text, st, d.end, d.end+1) && !hasCue(st.cues, from, end, order|ordered|must|upon|due|moved|ended)
}

// near gives the words around a date in which what is told of it stands; a long line has
// many dates.
func near(d date, from, end int) (first, behind int) {
	return max(from, d.first-2*clauseWords), min(end, d.end+clauseWords)
}

// found gives the phrases of a set between two words, counted from the sentence's first.
func found(st *statement, set *cueSet, from, end int) []cue {
	out := set.find(st.words[from:end])
	for i := range out {
		out[i].first += from
	}
	return out
}

// apart reports a cue of some kinds between two words that is no part of the phrases given.
func apart(st *statement, phrases []cue, from, end int, kinds cueKind) bool {
	return slices.ContainsFunc(within(st.cues, from, end), func(c cue) bool {
		return c.kind&kinds != 0 && !slices.ContainsFunc(phrases, func(p cue) bool { return p.first < c.end() && c.first < p.end() })
	})
}

// opensThen reports a time at which something is expected to open or to come into use, and
// nobody is told to see to it: "the centre is expected to open in August 2026". What a body
// of the state plans to open itself, or opens by a day, is its own task.
func (r *dutyReader) opensThen(st *statement, d date, from, end int) bool {
	if r.bindingFrame() || d.Relation == corpus.Before || d.Relation == corpus.By || r.doneBy(st, from, end) {
		return false
	}
	first, behind := near(d, from, end)
	awaited := found(st, r.words.idle.awaited, first, behind)
	told := append(found(st, r.words.says, from, d.first), awaited...)
	opens := found(st, r.words.idle.opens, first, behind)
	if len(awaited) == 0 || apart(st, told, from, behind, order|ordered|upon) || apart(st, told, awaited[0].first, behind, lead) {
		return false
	}
	both := slices.Concat(awaited, opens)
	return slices.ContainsFunc(opens, func(c cue) bool {
		return slices.ContainsFunc(awaited, func(a cue) bool {
			return (hasCue(st.cues, a.first, a.end(), may) || !r.ownPlan(st, a)) && !apart(st, both, a.first, behind, finish|send) && !apart(st, both, min(a.first, c.first), max(a.end(), c.end()), must)
		})
	})
}

// ownPlan reports that a body of the state that rules plans something, as a company would not.
func (r *dutyReader) ownPlan(st *statement, plans cue) bool {
	text := r.doc.Text[st.start:st.end]
	return slices.ContainsFunc(st.groups, func(g group) bool {
		beside := g.role.weight() >= actor.weight() && g.end <= plans.first && plans.first-g.end <= nearWords && !commaBetween(text, st, g.end, plans.first+1) || g.first >= plans.end() && g.first-plans.end() <= 1
		return beside && len(g.mentions) > 0 && !slices.ContainsFunc(g.mentions, func(m Mention) bool {
			return !r.x.lexicon.Rules(m.ID)
		})
	})
}

// reckoned reports a time by which somebody expects a great number of something: "the
// directorate reckons with five million accounts by the end of 2027".
func (r *dutyReader) reckoned(st *statement, d date, from, end int) bool {
	first, behind := near(d, from, end)
	return slices.ContainsFunc(found(st, r.words.idle.reckons, first, behind), func(c cue) bool {
		to := min(c.end()+nearWords+1, behind)
		inside := d.first >= c.end() && d.first < to
		switch {
		case d.first == c.end(): // "may in 2027 reach 1.9 trillion"
			to = min(d.end+openingWords+1, behind)
		case c.end() <= d.first:
			to = min(to, d.first)
		}
		great := slices.ContainsFunc(st.words[c.end():max(to, c.end())], func(w lang.Word) bool { return len(w.Folded) >= greatDigits && isDigit(w.Folded[0]) }) && !inside
		great = great || to > c.end() && len(r.words.idle.many.find(st.words[c.end():to])) > 0
		return great && !apart(st, []cue{c}, from, end, order|ordered|upon|must|send)
	})
}

// greatDigits is how many digits a number has that counts what is only forecast.
const greatDigits = 4

// proposed reports a time that somebody without power over it only wishes or applies for:
// "the association asks for a postponement until 1 January", "the proposal of the province
// to open a centre on 1 November".
func (r *dutyReader) proposed(st *statement, d date, at, from, end int) bool {
	wishes := append(found(st, r.words.idle.proposes, from, end), r.aroundSubject(st, r.words.idle.proposes, from, d.first)...)
	opens := found(st, r.words.idle.opens, from, end)
	for _, c := range found(st, r.words.idle.proposals, at, min(at+openingWords+1, end)) {
		if c.first-at <= 1 && c.end() <= d.first && !apart(st, opens, c.end(), end, finish|send) {
			wishes = append(wishes, c)
		}
	}
	return len(wishes) > 0 && !apart(st, wishes, from, end, order|ordered|upon|must)
}

// suggested reports a time in what somebody who gives no duties says should be done, by
// nobody who is named straight behind: "the leader of the department proposed that the schools be connected before May".
func (r *dutyReader) suggested(st *statement, d date, from int) bool {
	if r.bindingFrame() {
		return false
	}
	wishes := append(found(st, r.words.idle.suggests, from, d.first), r.aroundSubject(st, r.words.idle.suggests, from, d.first)...)
	return slices.ContainsFunc(wishes, func(c cue) bool {
		told := slices.ContainsFunc(st.groups, func(g group) bool {
			return g.end > c.end() && g.first-c.end() <= nearWords && (g.role.weight() >= actor.weight() || g.mentions[0].ID != "")
		})
		return !told && !hasCue(st.cues, from, c.end(), giver) && !apart(st, wishes, c.end(), d.first, order|ordered|upon|lead)
	})
}

// aroundSubject gives the phrases of two words between which the subject stands, in a
// language that writes it behind the verb: "تطلب الجمعية تأجيل".
func (r *dutyReader) aroundSubject(st *statement, set *cueSet, from, end int) (out []cue) {
	if !r.words.verbFirst {
		return nil
	}
	for i := from; i < end; i++ {
		for k := i + 2; k < min(end, i+2+openingWords); k++ {
			if found := set.find([]lang.Word{st.words[i], st.words[k]}); len(found) == 1 && found[0].len == 2 {
				out = append(out, cue{found[0].kind, i, k + 1 - i})
			}
		}
	}
	return out
}

// lapsesOn reports the last day on which a paper counts: "the certificates expire on 31
// August", and not that of a time limit.
func (r *dutyReader) lapsesOn(st *statement, d date, from, end int) bool {
	if d.Precision != corpus.DayPrecision && d.Precision != corpus.MonthPrecision {
		return false
	}
	first, behind := max(from, d.first-nearWords-2), min(end, d.end+nearWords)
	return slices.ContainsFunc(found(st, r.words.idle.lapses, first, behind), func(c cue) bool {
		beside := c.end() <= d.end && d.first-c.end() <= nearWords || c.first >= d.end && c.first-d.end <= nearWords
		return beside && !hasCue(st.cues, from, end, due)
	})
}

// wasDue reports a day gone by for which is told that something was to be done by then and
// was not: "17 tasks that were to be finished by 31 October".
func (r *dutyReader) wasDue(st *statement, d date, from, end int) bool {
	if !d.far && future(d, r.since) || hasCue(st.cues, from, end, moved) {
		return false
	}
	first, behind := near(d, from, end)
	return len(r.words.idle.overdue.find(st.words[first:behind])) > 0
}

// counted reports a day gone by of which is told how many there were, or how many of them
// were done: "by 20 November 1 024 of 1 311 tasks were finished".
func (r *dutyReader) counted(st *statement, d date, from, end int) bool {
	if !d.far && future(d, r.since) {
		return false
	}
	number := func(k int) bool {
		return k >= from && k < end && (k < d.first || k >= d.end) && isDigit(st.words[k].Folded[0])
	}
	first, behind := near(d, from, end)
	for _, c := range found(st, r.words.idle.outOf, first, behind) {
		if number(c.first-1) && (number(c.end()) || number(c.end()+1)) {
			return true
		}
	}
	if hasCue(st.cues, from, end, must|upon|order) {
		return false
	}
	numberBehind := func(at int) bool {
		for k := at; k < behind; k++ {
			if number(k) && !strings.Contains(st.words[k].Folded, "/") {
				return true
			}
		}
		return false
	}
	if r.words.tenses && (d.Relation == corpus.By || d.Relation == corpus.Before) && numberBehind(first) && r.wasSpent(st, first, behind) && !hasCue(st.cues, from, end, ordered) {
		return true
	}
	return slices.ContainsFunc(found(st, r.words.idle.numberOf, first, behind), func(c cue) bool { return numberBehind(c.end()) })
}

// forInformation reports a time in what is told only so that it is known, in a sentence
// that asks nobody for anything: "for information: the rains will last until November".
func (r *dutyReader) forInformation(st *statement, d date, end int) bool {
	said := found(st, r.words.idle.noted, 0, min(d.first, toldWords))
	return len(said) > 0 && said[0].first <= openingWords && !hasCue(st.cues, 0, said[0].first, acting|binding) && !apart(st, said, said[0].end(), end, order|ordered|upon|must)
}
