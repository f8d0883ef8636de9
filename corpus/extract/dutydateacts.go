package extract

import (
	"slices"
	"strings"

	"vanthu/corpus"
)

// This file tells whether somebody has to act by a date: which agency, and with
// which verb in front of it or behind.

// agencyActs reports a segment with an agency that does something there.
func (r *dutyReader) agencyActs(st *statement, from, end int) bool {
	return slices.ContainsFunc(st.groups, func(g group) bool { return g.first >= from && g.first < end && g.role.weight() >= actor.weight() })
}

// relative reports a verb in a clause about what stands in front.
func (r *dutyReader) relative(st *statement, verb cue) bool {
	c, gap := lastCue(st.cues, 0, verb.first, relative)
	return c.len > 0 && gap <= 1 || verb.first > 0 && hasAffix(st.words[verb.first].Folded, r.words.which, strings.HasPrefix)
}

// insideClause reports a verb in a clause that begins behind a date and tells of
// what stands there: "by 5 May, the list of the tasks for which papers are
// complete".
func (r *dutyReader) insideClause(st *statement, verb cue, d date) bool {
	c, gap := lastCue(st.cues, d.end, verb.first, relative)
	return c.len > 0 && c.first > d.end+1 && (gap <= nearWords || gap <= toldWords && hasCue(st.cues, d.end, c.first, acting)) // "by 5 May the bank explains why in 11 provinces no loan"
}

// dueBefore reports words for a deadline straight in front of a day: "the
// closing date is 20 November".
func (r *dutyReader) dueBefore(st *statement, d date) bool {
	for _, c := range st.cues {
		if c.kind&due != 0 && c.first < d.end && c.end() > d.first-3 && c.first <= d.first {
			return true
		}
	}
	return false
}

// doneBy reports a segment that names who does what a passive verb tells.
func (r *dutyReader) doneBy(st *statement, from, end int) bool {
	return slices.ContainsFunc(st.groups, func(g group) bool { return g.role == doer && g.first >= from && g.first < end })
}

// somebodyActs reports that an agency of a segment does what is told there, or
// one that the segments before or the line above name for it.
func (r *dutyReader) somebodyActs(st *statement, from, end int) bool {
	if leads, _ := r.bearers(st, from, end, actor.weight()); leads != nil || r.frame() != nil && r.frame().leads != nil {
		return true
	}
	if r.standIn(st, from, end) != nil {
		return true
	}
	for _, g := range st.groups {
		if g.first < from && g.role.weight() >= actor.weight() && !r.gives(st, g) {
			return true
		}
	}
	return false
}

// opens reports a segment that begins with an agency, or with a date or a
// verb and then an agency: that one does what is told, whatever the verb.
func (r *dutyReader) opens(st *statement, from, end int) bool {
	if hasCue(st.cues, from, end, met|not|event) {
		return false
	}
	begin := from
	for _, g := range st.groups {
		if g.first < from || g.first >= end {
			continue
		}
		for _, d := range st.dates {
			if d.end <= g.first && d.first-begin <= nearWords {
				begin = d.end
			}
		}
		return g.first-begin <= nearWords && (g.role == plain || g.role.weight() >= actor.weight()) && !r.gives(st, g)
	}
	return false
}

// finishedBehind reports a verb for completing straight behind a date: "must
// on 31 May be ready", as some languages have it.
func finishedBehind(st *statement, d date, end int) bool {
	return slices.ContainsFunc(st.cues, func(c cue) bool {
		return c.kind&(finish|met) != 0 && c.first >= d.end && c.first-d.end <= nearWords && c.end() <= end
	})
}

// laterStep reports something to be handed in or finished straight behind a date,
// in a clause of its own behind a meeting: "is discussed at the assembly, and
// after that, no later than 20 April, handed to the ministry".
func (r *dutyReader) laterStep(st *statement, meeting cue, d date) bool {
	return meeting.kind&event != 0 && commaBetween(r.doc.Text[st.start:st.end], st, meeting.end(), d.first+1) &&
		slices.ContainsFunc(st.cues, func(c cue) bool { return c.kind&(finish|send) != 0 && c.first >= d.end && c.first-d.end <= 1 })
}

// verbAtEnd reports a verb for completing at the end of a segment, as some
// languages have it: "wordt in april aan de minister aangeboden".
func verbAtEnd(st *statement, d date, from, end int) bool {
	auxiliary, gap := lastCue(st.cues, from, d.first, predicate|passive)
	verb, behind := lastCue(st.cues, d.end, end, finish)
	return auxiliary.kind&passive != 0 && gap == 0 && verb.len > 0 && behind == 0
}

// dayToAct reports a day to come, with no word such as "by" in front, on which
// somebody has to do something, or is told to finish it: "pledged to publish the
// timetable on 5 December", "drafts a guide, and sends it out on 16 January".
func (r *dutyReader) dayToAct(st *statement, d date, from, end int, finishes bool) bool {
	if d.Relation != "" && d.Relation != corpus.In || hasCue(st.cues, from, end, event|past|begin|met|not|may) {
		return false
	}
	if r.doneBy(st, from, end) && hasCue(st.cues, d.end, end, agent|lead) { // "goes online on 5 January, under the lead of the ministry"
		return true
	}
	if !r.somebodyActs(st, from, end) && !(finishes && (len(st.groups) > 0 || st.before != nil && st.before.leads != nil)) {
		return false // who sees to it may be told before
	}
	told := slices.ContainsFunc(st.cues, func(c cue) bool {
		return c.kind&(must|ordered|order) != 0 && c.kind&passive == 0 && c.first >= from && c.end() <= end &&
			(c.end() <= d.first || !hasCue(st.cues, from, d.first, relative) || !commaBetween(r.doc.Text[st.start:st.end], st, d.end, c.first+1)) // "the university, which got it on 5 May, promised to"
	})
	return finishes || told && !r.severalDeadlines(st) && (hasCue(st.cues, from, end, acting) || hasCue(st.cues, from, d.first, ordered))
}

// doesBehind reports that somebody does something between a meeting or the like and a
// time, with the verb beside who does it: "the list, signed by the director, it sends by
// 5 December".
func (r *dutyReader) doesBehind(st *statement, held cue, d date) bool {
	return slices.ContainsFunc(st.groups, func(g group) bool {
		return (g.role == actor || g.role == subject) && g.first >= held.end() && g.end <= d.first && (hasCue(st.cues, g.end, min(g.end+1, d.first), acting|lead) || hasCue(st.cues, g.first-1, g.first, acting|lead))
	})
}

// handedIn reports something that a body is to hand in or to finish at a meeting on a day
// to come: "reports at the meeting of 14 November".
func (r *dutyReader) handedIn(st *statement, held cue, d date, from, end int) bool {
	verb, gap := lastCue(st.cues, from, held.first, predicate)
	for _, g := range st.groups { // to whom is told between
		if g.first >= verb.end() && g.end <= held.first {
			gap -= g.end - g.first
		}
	}
	if held.kind&event == 0 || verb.kind&(finish|send) == 0 || verb.kind&(past|met|not|event) != 0 || gap > toldWords || d.first-held.end() > nearWords+1 || hasCue(st.cues, from, end, past|met|not|relative|negation) {
		return false
	}
	return slices.ContainsFunc(st.groups, func(g group) bool {
		return g.first >= from && g.first < held.first && g.role.weight() >= actor.weight() && !r.gives(st, g) &&
			!hasCue(st.cues, verb.end(), g.first, once) // "are presented when the group meets"
	})
}

// finishedIn reports a month or the like near the beginning of a sentence, behind which
// something is told to be finished then, where the sentence in front names who does it:
// "here in the first quarter all paper records will be replaced".
func (r *dutyReader) finishedIn(st *statement, d date, from, end int) bool {
	return r.words.tenses && d.Last > r.since && d.first-from <= nearWords && hasCue(st.cues, d.end, end, finish) && !hasCue(st.cues, from, end, event|past|met|not|may|negation|relative|aim|expected) && r.carried(st) != nil
}

// owed reports something that is awaited by a day from those whom the sentence in front is
// about: "their report is expected by 10 July".
func (r *dutyReader) owed(st *statement, d date, from int) bool {
	return (d.Relation == corpus.Before || d.Relation == corpus.By) && d.Precision == corpus.DayPrecision && slices.ContainsFunc(st.groups, func(g group) bool {
		return g.first-from <= 1 && st.meant[g.mentions[0].Start].role == isOwner && hasCue(st.cues, g.end, g.end+nearWords, period|finish|send)
	})
}

// setDay reports a day to come on which somebody does what is told, and of which nothing
// else is told: "on 22 November the department checks the posts". The opening of a report
// tells of what has been.
func (r *dutyReader) setDay(st *statement, d date, from, end int) bool {
	const other = event | past | begin | met | not | may | relative | negation | aim | expected | once
	if c, gap := lastCue(st.cues, from, d.first, period); c.len > 0 && gap == 0 {
		return false
	}
	return r.words.tenses && d.Last > r.since && d.Basis != corpus.Relative && (r.future() || r.doc.Issued != "" || st.start > leadBytes) && !r.justBeen(d) && !besideDay(st, d) &&
		r.actsBeside(st, d, from, end) && hasCue(st.cues, from, end, acting) && !hasCue(st.cues, from, end, other)
}

// actsBeside reports an agency that does something in the clause of a day, and not in one
// behind it: "as the law takes effect on 1 July, the ministry completes".
func (r *dutyReader) actsBeside(st *statement, d date, from, end int) bool {
	text := r.doc.Text[st.start:st.end]
	return slices.ContainsFunc(st.groups, func(g group) bool {
		return g.first >= from && g.first < end && g.role.weight() >= actor.weight() && (g.first < d.end || !commaBetween(text, st, d.end+1, g.first+1))
	})
}

// justBeen reports a day without its year that was not long before the text's own day,
// in its year.
func (r *dutyReader) justBeen(d date) bool {
	at, ok := d.Last.Time()
	own, ok2 := r.ref.Time()
	if !ok || !ok2 || d.Basis != corpus.YearInferred {
		return false
	}
	last := at.AddDate(-1, 0, 0)
	return !last.After(own) && last.After(own.AddDate(0, 0, -2*lookBack))
}

// besideDay reports a day that another one stands beside: between 1 March and 31 August.
func besideDay(st *statement, d date) bool {
	return slices.ContainsFunc(st.dates, func(other date) bool {
		return other.Precision == corpus.DayPrecision && other.first != d.first && (other.first >= d.end && other.first-d.end <= nearWords || d.first >= other.end && d.first-other.end <= nearWords)
	})
}

// leadBytes is how far into a report its lead reaches at most.
const leadBytes = 400

// agreed takes what somebody is told to make as such, where elsewhere its day is told: "was
// asked to negotiate a memorandum".
func (st *statement) agreed() {
	for i, c := range st.cues {
		if c.kind&event == 0 || i < 2 || st.cues[i-1].kind&indefinite == 0 || st.cues[i-1].end() != c.first {
			continue
		}
		if verb := st.cues[i-2]; verb.kind&acting != 0 && verb.end() == st.cues[i-1].first && hasCue(st.cues, 0, verb.first, order|ordered|must) {
			st.cues[i].kind &^= event
		}
	}
}

// visits takes verbs for what is done, which elsewhere tell of a meeting, as such beside
// who does it where all times of a sentence are long: "the institute visits fifty classes
// in the second half of 2026".
func (r *dutyReader) visits(st *statement) {
	if len(st.dates) == 0 || slices.ContainsFunc(st.dates, func(d date) bool { return d.Precision == corpus.DayPrecision }) {
		return
	}
	text := r.doc.Text[st.start:st.end]
	for i, c := range st.cues { // "visits 400 households in December"
		if c.kind&event != 0 && c.kind&(past|met|finish|send) == 0 && hasCue(st.cues, c.end(), c.end()+openingWords+nearWords, citizen) && slices.ContainsFunc(st.groups, func(g group) bool {
			return g.first <= nearWords && g.end <= c.first && c.first-g.end <= nearWords && r.joined(text, st, g.end-1, c.first) || g.first == c.end()
		}) {
			st.cues[i].kind = st.cues[i].kind&^event | act
		}
	}
	if slices.ContainsFunc(st.dates, func(d date) bool { return d.Precision == corpus.MonthPrecision || d.Precision == corpus.RangePrecision }) {
		return
	}
	for i, c := range st.cues {
		if c.kind&event != 0 && c.kind&acting != 0 && slices.ContainsFunc(st.groups, func(g group) bool {
			return g.first == c.end() || g.end == c.first || hasCue(st.cues, g.end, c.first, must) && c.first-g.end == 1
		}) {
			st.cues[i].kind &^= event
		}
	}
}

// doneFrom reports a day from which something holds that is done by then at once:
// "suspend the service with effect from 1 March".
func (r *dutyReader) doneFrom(st *statement, d date) bool {
	if d.Relation != corpus.From || d.Precision != corpus.DayPrecision || d.Last != "" || d.First < r.since {
		return false
	}
	from, end := r.around(st, d)
	text := r.doc.Text[st.start:st.end]
	for _, c := range r.words.atOnce.find(st.words[from:end]) {
		first, behind := from+c.first, from+c.end()
		if behind <= d.first && d.first-behind <= frontWords && !commaBetween(text, st, behind, d.first+1) || first >= d.end && first-d.end <= toldWords && !commaBetween(text, st, d.end, first+1) {
			return true
		}
	}
	return false
}

// announced reports a day to come behind a verb of what is done that stands beside
// who does it: "the ministry opens a service for citizens on 5 January".
func (r *dutyReader) announced(st *statement, d date, from int) bool {
	if d.Relation != "" && d.Relation != corpus.In || !r.words.tenses || hasCue(st.cues, from, d.end, event|past|begin|met|not|may|relative|negation) {
		return false
	}
	verb, gap := lastCue(st.cues, from, d.first, acting)
	if verb.kind&finish == 0 || gap > toldWords || commaBetween(r.doc.Text[st.start:st.end], st, verb.end(), d.first+1) {
		return false
	}
	return slices.ContainsFunc(st.groups, func(g group) bool {
		return g.role == doer && g.first >= verb.end() && g.end <= d.first && d.first-g.end <= 1 || g.first >= from && (g.role == actor || g.role == subject) && (g.end <= verb.first && verb.first-g.end <= nearWords && g.first-from <= 1 || g.first >= verb.end() && g.first-verb.end() <= 1)
	})
}

// heldBy reports a meeting that an agency has to hold: "the front holds the
// first conference by".
func (r *dutyReader) heldBy(st *statement, meeting cue, from int) bool {
	verb, gap := lastCue(st.cues, from, meeting.first, predicate)
	return meeting.kind&event != 0 && verb.kind&acting != 0 && gap <= toldWords && verb.kind&(met|past) == 0 && slices.ContainsFunc(st.groups, func(g group) bool {
		return g.first >= from && g.end <= meeting.first && g.role.weight() >= actor.weight()
	})
}

// resultBehind reports a part of a sentence behind a semicolon that names nobody
// and tells what comes of what somebody does in front: "merges the two permits; the
// new procedure is on the portal at the end of November".
func (r *dutyReader) resultBehind(st *statement, from, end int) bool {
	return from > 0 && r.words.tenses && r.namedBefore(st, from) != nil && !hasCue(st.cues, from, end, met|past|not|event|may|period|relative|ended|moved|citizen|instead) &&
		!slices.ContainsFunc(st.groups, func(g group) bool { return g.first >= from && g.first < end })
}

// toHold reports a meeting that an agency is told to hold: "was asked to hold a
// conference in January".
func (r *dutyReader) toHold(st *statement, meeting cue, from int) bool {
	if meeting.kind&event == 0 {
		return false
	}
	verb, gap := lastCue(st.cues, from, meeting.first, predicate)
	if verb.kind&(acting|ordered|order) == 0 || gap > nearWords {
		return false
	}
	told, between := lastCue(st.cues, from, verb.end(), ordered|order)
	return told.len > 0 && between <= nearWords && told.kind&passive == 0 && r.heldBy(st, meeting, from)
}

// completes reports that what is told in a segment ends with the date: the
// word for completing stands somewhere before it and no other verb behind.
func (r *dutyReader) completes(st *statement, from, end int, d date) bool {
	c, _ := lastCue(st.cues, from, d.first, predicate)
	return c.kind&finish != 0
}

// startsTo reports a day to come from which a body begins to do something: "will begin on
// 1 April to carry the blood free of charge". That something only begins is told of nobody; where
// more is told to be done later, that day counts.
func (r *dutyReader) startsTo(st *statement, d date, from, end int) bool {
	if d.First <= r.since || slices.ContainsFunc(st.dates, func(other date) bool { return other.first >= d.end && other.Relation != corpus.From }) || d.Precision != corpus.DayPrecision || d.Relation != corpus.From && d.Relation != corpus.In && d.Relation != "" || hasCue(st.cues, from, end, past|met|not|negation|event|may) {
		return false
	}
	text := r.doc.Text[st.start:st.end]

	for _, c := range r.words.starts.find(st.words[from:end]) {
		c.first += from
		if c.first >= d.first && c.end() <= d.end || c.end() <= d.first && d.first-c.end() > frontWords || c.first-d.end > toldWords {
			continue
		}
		whose := slices.IndexFunc(st.groups, func(g group) bool {
			return g.role != owner && g.role != receiver && !r.gives(st, g) && (g.first >= c.end() && g.first-c.end() <= 1 || g.first >= from && g.end <= c.first && c.first-g.end <= nearWords+d.end-d.first && !hasCue(st.cues, g.end, c.first, acting))
		})
		if whose < 0 {
			continue
		}
		g := st.groups[whose]
		for i := c.end(); i < min(end, c.end()+frontWords); i++ {
			if i >= d.first && i < d.end || i >= g.first && i < g.end {
				continue
			}
			if hasCue(st.cues, i, i+1, acting) || i > c.end() && r.toDo(text, st, i) || r.properBody(st, g) && !hasCue(st.cues, i, i+1, of|and|toward) {
				return true
			}
		}
	}
	return false
}

// starts is startsTo in the part of a sentence that a day stands in.
func (r *dutyReader) starts(st *statement, d date) bool {
	from, end := r.around(st, d)
	return r.startsTo(st, d, from, end)
}

// sentAgain reports a part that tells what is sent to whom again and
// again, behind a sentence that tells who has to do something: "The chairmen answer for the
// results. Reports are sent to the office each quarter".
func (r *dutyReader) sentAgain(st *statement, from, end int) bool {
	if st.before == nil || !st.before.own || st.before.leads == nil || hasCue(st.cues, from, end, past|met|not|event|negation|may) {
		return false
	}
	sent := hasCue(st.cues, from, end, send)
	for _, g := range st.groups {
		if g.first >= from && g.first < end && g.role != receiver {
			return false
		}
		sent = sent && g.first >= from
	}
	return sent && len(st.groups) > 0
}

// handedAt reports that something must be handed in or finished at a meeting, behind which a
// comma and the last day for that stand: "shall be laid before the council at its session,
// no later than 10 July".
func (r *dutyReader) handedAt(st *statement, held cue, d date, from int) bool {
	must, gap := lastCue(st.cues, from, held.first, must|ordered)
	return must.len > 0 && gap <= frontWords && must.kind&not == 0 && hasCue(st.cues, must.end(), held.first, finish|send) && !hasCue(st.cues, must.end(), held.first, not|negation|met) && commaBetween(r.doc.Text[st.start:st.end], st, held.end(), d.first+1)
}
