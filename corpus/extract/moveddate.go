package extract

// Deadlines that are moved: which of the days of a sentence held before, and
// which holds now.

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"vanthu/corpus"
)

// old reports an old deadline, named beside the new one.
func (r *dutyReader) old(st *statement, all []date, i int) bool {
	d := all[i]
	if r.revoked(st, d) || r.replaced(st, all, i) {
		return true
	}
	c, gap := lastCue(st.cues, 0, d.first, instead)
	if c.len == 0 || c.kind&moved != 0 && d.Precision == corpus.RangePrecision || ofYears(d) || r.ofFormer(st, c) || gap > 6 && c.first > 1 && !besideBinding(st, c) { // "Formerly …" is said of a whole sentence
		return false
	}
	if r.takesPlace(all, i, c) {
		return true
	}
	if told, _ := lastCue(st.cues, c.end(), d.first, event|met); told.len > 0 {
		return false // "by the old rules, which came into force on"
	}
	for _, other := range all[:i] {
		if other.first >= c.end() {
			return false // "formerly" belongs to that one
		}
	}
	for _, c := range st.cues { // "originally due in June and delivered on time"
		if c.first >= d.end && c.kind&(met|past) != 0 && c.first-d.end < toldWords && !hasCue(st.cues, c.end(), c.end()+nearWords, moved|ended) && !hasCue(st.cues, c.end(), c.end()+1, negation) {
			return false
		}
		if c.first >= d.end && c.kind&binding != 0 {
			break
		}
	}
	return d.Relation != corpus.Every && d.Relation != corpus.Within && !(d.Relation == corpus.From && d.Precision != corpus.DayPrecision) // "the former office, which had worked since 2021"
}

// takesPlace reports a date behind a deadline and a word such as "instead of" that stands
// beside it, whatever is told of it then: "by 31 December, in place of 30 June, which many missed".
func (r *dutyReader) takesPlace(all []date, i int, c cue) bool {
	d := all[i]
	return i > 0 && d.Precision == all[i-1].Precision && d.first-c.end() <= 1 && all[i-1].end <= c.first && c.first-all[i-1].end <= 1 &&
		(all[i-1].Relation == corpus.Before || all[i-1].Relation == corpus.By) && d.Relation != corpus.Every
}

// nearNew takes the year that is not written of an old deadline so that it lies next to the
// new one, and before it where both ways are as far.
func (st *statement) nearNew() {
	for i := range st.dates {
		old := &st.dates[i]
		k := slices.IndexFunc(st.dates, func(d date) bool { return d.use == deadline && d.Relation != corpus.Every })
		if old.use != oldDeadline || old.Basis != corpus.YearInferred || old.Precision != corpus.DayPrecision || k < 0 {
			continue
		}
		was, ok := old.Last.Time()
		is, ok2 := st.dates[k].Last.Time()
		if before := was.AddDate(-1, 0, 0); ok && ok2 && is.Sub(before) <= was.Sub(is)+leap {
			old.First, old.Last = corpus.Day(before.Format(time.DateOnly)), corpus.Day(before.Format(time.DateOnly))
		}
	}
}

// leap is how much longer one half of a year may be than the other.
const leap = 5 * 24 * time.Hour

// outlasted takes the end of a deadline as none where the same sentence goes on to tell to
// which day it was moved: "the deadline, which lapsed on 30 September, was extended to".
func (r *dutyReader) outlasted(st *statement) {
	for i, c := range st.cues {
		if c.kind&ended == 0 || c.kind&binding != 0 || !hasCue(st.cues, 0, c.first, due) {
			continue
		}
		for _, m := range st.cues[i+1:] {
			if m.kind&moved == 0 || m.kind&(ended|not) != 0 || hasCue(st.cues, c.end(), m.first, negation|not|and) {
				continue
			}
			if slices.ContainsFunc(st.dates, func(d date) bool { return d.first >= m.end() && d.first-m.end() <= untilVerb }) {
				st.cues[i].kind &^= ended
			}
		}
	}
}

// replaced reports a deadline that is named as one and of which is told that
// others take its place, or none: "the deadline of 30 November is replaced by the dates
// below".
func (r *dutyReader) replaced(st *statement, all []date, i int) bool {
	d := all[i]
	from, end := r.around(st, d)
	if d.Relation == corpus.Every || d.Relation == corpus.Within || !r.dueBefore(st, d) {
		return false
	}
	for _, c := range st.cues {
		if c.kind&replaced == 0 || c.first < from || c.end() > end {
			continue
		}
		if c.first >= d.end {
			return !slices.ContainsFunc(all[i+1:], func(other date) bool { return other.end <= c.first })
		}
		if c.end() <= d.first && r.words.verbFirst { // "replaced is the date of 30 November"
			return !slices.ContainsFunc(all[:i], func(other date) bool { return other.first >= c.end() })
		}
	}
	return false
}

// aheadOfOld gives the word up to which a sentence tells of a deadline, where it
// goes on to tell which older one was moved: "opens it in June, after the earlier
// date, 1 May, was put off"; end where it does not.
func (r *dutyReader) aheadOfOld(st *statement, all []date, i, end int) int {
	d := all[i]
	if d.Relation != corpus.Before && d.Relation != corpus.By && (!hasCue(st.cues, d.end, end, moved) || hasCue(st.cues, 0, d.end, moved)) {
		return end
	}
	for _, c := range within(st.cues, d.end, min(d.end+nearWords, end)) { // "by 31 December, in place of a day that many could not keep"
		if c.kind&instead != 0 && c.first-d.end <= 1 && !dateBehind(st, c.end(), end) && !hasCue(st.cues, c.end(), end, binding|moved) {
			return c.first
		}
	}
	for k := i + 1; k < len(all) && all[k].end <= end; k++ {
		c, _ := lastCue(st.cues, d.end, all[k].first, instead)
		to := slices.ContainsFunc(st.cues, func(m cue) bool { return m.kind&moved != 0 && m.first >= c.end() && m.end() <= all[k].first })
		if c.len > 0 && !to && (c.first-d.end <= nearWords || hasCue(st.cues, d.end, c.first, moved)) && r.old(st, all, k) {
			return c.first
		}
	}
	return end
}

// besideBinding reports a phrase straight beside the verb that puts a duty on
// somebody: "was originally told to".
func besideBinding(st *statement, c cue) bool {
	return slices.ContainsFunc(st.cues, func(b cue) bool {
		return b.kind&binding != 0 && (b.first == c.end() || b.end() == c.first)
	})
}

// revoked reports a deadline of which the same sentence goes on to say that it
// does not hold: "by 1 December, but this has been set aside", or, of a day
// that is past, "as this could not be kept".
func (r *dutyReader) revoked(st *statement, d date) bool {
	if d.Relation == corpus.Every || d.Relation == corpus.From {
		return false
	}
	from, _ := r.around(st, d)
	past := d.Last != "" && d.Last < r.since && r.words.tenses && (d.Relation == corpus.Before || d.Relation == corpus.By) && hasCue(st.cues, from, d.first, binding&^lead) && !hasCue(st.cues, from, d.first, met|not)
	end := len(st.words)
	if next, _ := slices.BinarySearchFunc(st.dates, d.end, func(other date, first int) int { return cmp.Compare(other.first, first) }); next < len(st.dates) {
		end = st.dates[next].first
	}
	turn := -1
	for _, c := range within(st.cues, d.end, end) {
		switch {
		case c.end() > end:
		case c.kind&but != 0 && c.kind&ended == 0:
			turn = c.end()
		case turn >= 0 && c.kind&ended != 0 && c.first-turn <= toldWords:
			return true
		case turn >= 0 && c.kind&moved != 0 && c.kind&binding == 0 && c.first-turn <= toldWords && end == len(st.words) && !hasCue(st.cues, 0, d.first, moved):
			return true // "but the date was put off"
		case past && c.kind&(ended|not) != 0:
			return true
		case past && c.kind&moved != 0 && !r.movedHere(st, 0, d.first):
			return true
		}
	}
	return false
}

// refused reports that a deadline is asked to be moved, and is not.
func (r *dutyReader) refused(st *statement, from, end int) bool {
	if !r.movedHere(st, from, end) {
		return false
	}
	if c, _ := lastCue(st.cues, from, end, moved); hasCue(st.cues, c.end(), end, must|ordered) && strings.Contains(r.doc.Text[st.start+st.words[c.end()-1].End:st.start+st.words[end-1].Start], ": ") {
		return false // "did not agree and set a new date: the ministry must by"
	}
	if c, _ := lastCue(st.cues, from, end, not|order|ordered|must); c.kind&not != 0 && c.kind&binding == 0 && !(c.kind&moved != 0 && dateBehind(st, c.end(), end)) {
		return true // "the request to move it to 1 May was refused"; the word may be that for "was moved" too
	}
	if r.askedToMove(st, from, end) {
		return true
	}
	for _, c := range st.cues {
		if c.first >= from && c.end() <= end && c.kind&moved != 0 && c.kind&not == 0 {
			no, gap := lastCue(st.cues, from, c.first, not)
			return no.len > 0 && gap <= toldWords && !hasCue(st.cues, no.end(), c.first, must|ordered)
		}
	}
	return false
}

// askedToMove reports that bodies which give no duties ask for a deadline to
// be moved, and not that it is: "some provinces asked for more time until".
func (r *dutyReader) askedToMove(st *statement, from, end int) bool {
	for _, c := range st.cues {
		if c.first < from || c.end() > end || c.kind&moved == 0 {
			continue
		}
		asks, gap := lastCue(st.cues, from, c.first, order|must)
		if asks.kind&order == 0 || asks.kind&ordered != 0 || gap > nearWords || hasCue(st.cues, from, asks.first, moved|order) || hasCue(st.cues, c.end(), end, binding) {
			return false
		}
		return slices.ContainsFunc(st.groups, func(g group) bool {
			return (g.role == asker || g.role == told && r.words.verbFirst) && g.first >= from && g.first < c.first && !r.gives(st, g)
		}) && !slices.ContainsFunc(st.groups, func(g group) bool { return g.role == told && g.first > asks.first && !r.words.verbFirst })
	}
	return false
}

// movedFrom gives the old day that is told behind a new one, and -1 where none is: "by 10
// July, after it was put off from 31 March".
func (r *dutyReader) movedFrom(st *statement, all []date, i int) int {
	k := i + 1
	if k >= len(all) || all[i].Relation != corpus.Before && all[i].Relation != corpus.By || all[k].Relation != corpus.From {
		return -1
	}
	c, gap := lastCue(st.cues, all[i].end, all[k].first, moved)
	if c.len == 0 || gap > nearWords || dateBehind(st, all[k].end, all[k].end+toldWords) || hasCue(st.cues, 0, all[i].first, moved) {
		return -1 // "by 1 May, moved from 1 March to 1 June"
	}
	return k
}

// dateBehind reports a date between two words.
func dateBehind(st *statement, from, end int) bool {
	return slices.ContainsFunc(st.dates, func(d date) bool { return d.first >= from && d.end <= end })
}

// movedHere reports that a deadline is moved in a segment.
func (r *dutyReader) movedHere(st *statement, from, end int) bool {
	return hasCue(st.cues, from, end, moved)
}

// moved tells the old deadline from the new one where one is moved: "from A
// to B" names both, in this order.
func (r *dutyReader) moved(st *statement, all []date, i, from, end int) use {
	first, last := -1, -1
	for k, d := range all {
		if d.first >= from && d.end <= end && d.Relation != corpus.Every && d.Relation != corpus.Within && (k <= i || !r.old(st, all, k)) {
			if first < 0 || hasCue(st.cues, d.end, end, moved) { // the nearest in front of "is moved"
				first = k
			}
			last = k
		}
	}
	switch {
	case ofYears(all[i]):
		return noDeadline // "the new date follows when the equipment of the programme for 2026-2030 is here"
	case i == last && all[i].Precision == corpus.RangePrecision:
		return movedDeadline
	case i == last && all[i].Relation == corpus.From && first == last:
		return oldDeadline
	case i == last && all[i].Last != "" && all[i].Last < r.since:
		if hasCue(st.cues, from, end, due) {
			return oldDeadline // the new one is told elsewhere
		}
		return noDeadline
	case i == last:
		return yes(!hasCue(st.cues, from, end, met) || r.somebodyActs(st, from, end) || len(st.groups) > 0)
	case i == first:
		return oldDeadline
	}
	return noDeadline
}

// letMove reports a body that is let put off what it has to do, whoever agrees to it: "the
// board agreed to let the department postpone completion until 31 March". Where a verb stands
// in front of who does it, the first of two is who agrees.
func (r *dutyReader) letMove(st *statement, all []group, i int) bool {
	g := all[i]
	moves := slices.IndexFunc(st.cues, func(c cue) bool { return c.kind&moved != 0 && c.first >= g.end })
	if len(st.dates) == 0 || moves < 0 || r.words.verbFirst && i+1 < len(all) && all[i+1].first < st.cues[moves].first {
		return false
	}
	return slices.ContainsFunc(found(st, r.words.idle.lets, max(0, g.first-toldWords), g.first), func(c cue) bool {
		return g.first-c.end() <= nearWords && !r.gives(st, g)
	})
}

// setLast reports a day that somebody makes the last one: "set 10 January as the new and last
// date for them".
func (r *dutyReader) setLast(st *statement, d date, from, end int) bool {
	if d.Precision != corpus.DayPrecision || d.Last <= r.since || len(found(st, r.words.idle.sets, max(from, d.first-toldWords), d.first)) == 0 {
		return false
	}
	return len(found(st, r.words.idle.lastDays, d.end, min(end, d.end+toldWords))) > 0 && !dateBehind(st, d.end, end)
}

// setFor gives for whom such a day is set: who is named behind it, else, where the sentence
// names nobody, who the one in front is about: "have not finished the list. The chairman set
// 10 January as the last date for them".
func (r *dutyReader) setFor(st *statement, d date, named []corpus.Agency) []corpus.Agency {
	for _, g := range st.groups {
		if g.first >= d.end && g.role != receiver && g.role != cooperator && !r.gives(st, g) {
			return st.agencies(g)
		}
	}
	if len(named) > 0 || st.above.Empty() {
		return nil
	}
	above := r.sentenceFor(st.above)
	for _, g := range above.groups {
		if !r.gives(above, g) {
			return above.agencies(g)
		}
	}
	return nil
}

// hadTo gives the body of which a clause in front of a deadline tells that it should have
// done what now has to be done: "the decree, which the ministry should have submitted on 28
// August, must now reach the government by 20 January". Nobody else may be told to.
func (r *dutyReader) hadTo(st *statement, d date) []corpus.Agency {
	text := r.doc.Text[st.start:st.end]
	for i, g := range st.groups {
		if g.end > d.first || r.gives(st, g) || g.role == cooperator || g.role == receiver {
			continue
		}
		opens, gap := lastCue(st.cues, 0, g.first, relative)
		from := opens.first
		if hasAffix(st.words[g.first].Folded, r.words.which, strings.HasPrefix) {
			from, gap = g.first, 0
		} else if opens.len == 0 {
			from, gap = max(0, g.first-nearWords), 0
		}
		owed := found(st, r.words.idle.overdue, from, min(len(st.words), g.end+toldWords))
		if gap > nearWords+1 || len(owed) == 0 || opens.len == 0 && from != g.first && owed[0].first >= g.first {
			continue
		}
		behind := max(owed[len(owed)-1].end(), g.end)
		if behind >= d.first || !commaBetween(text, st, behind, d.first) || !hasCue(st.cues, behind, d.end+toldWords, must|send|finish) {
			continue
		}
		if !slices.ContainsFunc(st.groups[i+1:], func(other group) bool { return other.role.weight() >= actor.weight() }) {
			return st.agencies(g)
		}
	}
	return nil
}
