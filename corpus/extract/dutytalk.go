package extract

import (
	"fmt"
	"slices"
	"strings"

	"vanthu/corpus"
)

// This file tells days on which a body only meets or talks, or on which what is told was.

// talkedOver reports a day or month in which a body only talks about what is told, as
// nobody ordered it to: "the committee takes stock on 9 July". Where it goes on to issue
// or send something, that is a task.
func (r *dutyReader) talkedOver(st *statement, d date, from, end int) bool {
	if d.Relation != "" && d.Relation != corpus.In || d.Precision == corpus.YearPrecision || ofYears(d) || hasCue(st.cues, from, end, order|ordered|upon) {
		return false
	}
	from, end = max(from, d.first-2*clauseWords), min(end, d.end+2*clauseWords) // a long line has many days
	for _, c := range append(r.words.talks.find(st.words[from:end]), r.metAgain(st, from, end)...) {
		first, behind := from+c.first, from+c.end()
		if !slices.ContainsFunc(within(st.cues, from, end), func(c cue) bool {
			apart := c.first >= behind || c.end() <= first
			return apart && c.kind&(finish|send) != 0 && c.first >= from && c.end() <= end && (r.joinsVerb(st, c) || c.first < first && c.first >= d.end)
		}) {
			return true
		}
	}
	return false
}

// foretold reports a time that a forecast or a hope names, which orders nothing: "her
// group hoped to finish by 30 April".
func (r *dutyReader) foretold(st *statement, d date, from, end int) bool {
	near := max(from, d.first-2*clauseWords) // a long line has many days
	if r.passesFigure(st, from, end) {
		return true
	}
	for _, c := range r.words.foretells.find(st.words[near:d.first]) {
		first, behind := near+c.first, near+c.end()
		if hasCue(st.cues, behind, end, order|ordered|upon) || hasCue(st.cues, first-1, behind, ordered) {
			continue
		}
		hands := hasCue(st.cues, behind, end, finish|send) && !hasCue(st.cues, behind, end, may|once)
		if mustDo := hasCue(st.cues, behind, end, must); !mustDo && !(hands && hasCue(st.cues, first, behind, expected|order)) || mustDo && !hands && !r.agencyActs(st, behind, end) { // "that the drought will last until"
			return true
		}
	}
	return false
}

// joinsVerb reports a verb that "and" joins to the one in front.
func (r *dutyReader) joinsVerb(st *statement, c cue) bool {
	return c.first > 0 && r.x.spoken(r.doc.Language).joinsAt(r.doc.Text[st.start:st.end], st.words, c.first-1) || r.joinedOn(st, c)
}

// passesFigure reports that a figure is expected to be passed, and nobody is told to see to
// it: "the share is expected to exceed 80 percent by the end of the year".
func (r *dutyReader) passesFigure(st *statement, from, end int) bool {
	c, _ := lastCue(st.cues, from, end, expected)
	if c.len == 0 || hasCue(st.cues, from, end, order|ordered|upon) {
		return false
	}
	for _, passes := range r.words.exceeds.find(st.words[c.end():end]) {
		at := c.end() + passes.end()
		if at < len(st.words) && hasDigit(r.doc.Text[st.start+st.words[at].Start:st.start+st.words[min(at+1, len(st.words)-1)].End]) &&
			!slices.ContainsFunc(st.dates, func(d date) bool { return d.first <= at+1 && at < d.end }) {
			return true
		}
	}
	return false
}

// hasBeen reports a day at the opening of a report that tells when the meeting was which
// it reports, and not by when something is due: "the chairman on 3 February called all
// departments together".
func (r *dutyReader) hasBeen(st *statement, d date) bool {
	return !r.future() && st.start <= datelineBytes && d.Precision == corpus.DayPrecision && d.Basis == corpus.Explicit && (d.Relation == "" || d.Relation == corpus.In) && d.Last != "" && d.Last <= r.since
}

// firstOfMany reports the first day of what recurs, told behind how often: "on the 25th of
// every month, for the first time on 25 February".
func (r *dutyReader) firstOfMany(st *statement, all []date, i, from int) bool {
	d := all[i]
	if i == 0 || d.Precision != corpus.DayPrecision || d.First <= r.since || d.Relation == corpus.Before {
		return false
	}
	often := all[i-1]
	if often.Relation != corpus.Every || often.use != deadline || often.first < from || d.first-often.end > 2*toldWords {
		return false
	}
	if d.Relation == corpus.From && isOneOf(d.First, often.Recurrence) && d.first-often.end <= toldWords {
		return true
	}
	return r.firstTold(st, often.end, d)
}

// dayOfNext gives the rule of a day of the following month, told behind how often:
// "monthly, with the results sent before the 5th of the next month".
func (r *dutyReader) dayOfNext(st *statement, all []date, i, from int) string {
	d := all[i]
	if d.Basis != corpus.Relative || d.Precision != corpus.DayPrecision || d.Within != "" || d.Relation != corpus.Before && d.Relation != corpus.By {
		return ""
	}
	t, ok := d.Last.Time()
	for _, often := range all[:i] {
		if ok && often.first >= from && often.Relation == corpus.Every && strings.HasPrefix(often.Recurrence, "RRULE:FREQ=MONTHLY") && !strings.Contains(often.Recurrence, "BYMONTHDAY") && !r.firstTold(st, often.end, d) {
			return fmt.Sprintf("%s;BYMONTHDAY=%d", often.Recurrence, t.Day())
		}
	}
	return ""
}

// firstTold reports words for the first time between a word and a day behind it, near
// that: "the first report is due on 25 December".
func (r *dutyReader) firstTold(st *statement, from int, d date) bool {
	if from > d.first {
		return false
	}
	return slices.ContainsFunc(r.words.firstTime.find(st.words[from:d.first]), func(c cue) bool { return d.first-from-c.end() <= firstWords }) ||
		len(r.words.firstTime.find(st.words[d.first:d.end])) > 0
}

// firstWords is the most words between those for the first time and its day.
const firstWords = 3

// firstYear gives the year in which a day that recurs comes for the first time, where the
// words behind it tell: "once a year by 15 December, beginning in 2026".
func (r *dutyReader) firstYear(st *statement, all []date, i, from int) string {
	d := all[i]
	if i+1 >= len(all) || all[i+1].Precision != corpus.YearPrecision || all[i+1].First == "" || all[i+1].first-d.end > firstWords || all[i+1].first < d.end || !r.yearly(st, all, i, from) {
		return ""
	}
	if len(r.words.firstTime.find(st.words[d.end:all[i+1].end])) == 0 || string(all[i+1].First) < string(r.since[:min(4, len(r.since))]) {
		return ""
	}
	return string(all[i+1].First[:4])
}

// isOneOf reports a day of the month or of the week on which a rule tells that something
// recurs: "on the 25th of every month, starting on 25 April".
func isOneOf(day corpus.Day, rule string) bool {
	t, ok := day.Time()
	rule += ";"
	return ok && (strings.Contains(rule, fmt.Sprintf("BYMONTHDAY=%d;", t.Day())) || strings.Contains(rule, "BYDAY="+strings.ToUpper(t.Weekday().String()[:2])+";"))
}

// ofPeople reports words for a time in a clause that only tells which people something is
// done for: "places for children who move in the course of the year".
func (r *dutyReader) ofPeople(st *statement, c cue) bool {
	which, gap := lastCue(st.cues, 0, c.first, relative|predicate)
	if which.kind&relative != 0 && which.first > 1 && gap <= nearWords && !r.words.that[st.words[which.first].Folded] && !commaBetween(r.doc.Text[st.start:st.end], st, which.first, which.first+1) {
		return hasCue(st.cues, 0, which.first, must|ordered|order|acting)
	}
	return c.first > 1 && hasAffix(st.words[c.first-1].Folded, r.words.which, strings.HasPrefix) && hasCue(st.cues, c.first-2, c.first-1, citizen)
}

// onlyMeets reports a segment that tells no more than that a body meets or talks, or what the
// meeting was that a text reports: "the committee is expected to meet again in September".
func (r *dutyReader) onlyMeets(st *statement, s segment) bool {
	for _, d := range st.dates {
		if d.first >= s.first && d.end <= s.end && (r.talkedOver(st, d, s.first, s.end) || r.hasBeen(st, d)) {
			return true
		}
	}
	return hasCue(st.cues, s.first, s.end, event) && !hasCue(st.cues, s.first, s.end, acting|order|lead|upon)
}

// inWhenClause reports a segment that opens with "when" or "if" and in which bodies stand
// there only: what it tells binds nobody, "when five agencies must agree, it takes long".
func (r *dutyReader) inWhenClause(st *statement, s segment) bool {
	c, gap := right(st, s.first)
	if c.kind&once == 0 || c.kind&binding != 0 || gap > 0 || !r.words.tenses {
		return false
	}
	comma := r.firstComma(r.doc.Text[st.start:st.end], st, s.first, s.end)
	return comma > s.first && !slices.ContainsFunc(st.groups, func(g group) bool { return g.first >= comma && g.first < s.end })
}

// firstInMonth gives the day in a month to come on which something is done for the first
// time that recurs on a day of the month or of the week, as the words beside the month tell:
// "monthly by the 25th, beginning in February".
func (r *dutyReader) firstInMonth(st *statement, all []date, i, from, end int) corpus.Day {
	d := all[i]
	first, ok := d.First.Time()
	if !ok || d.Precision != corpus.MonthPrecision || d.Relation != corpus.From && d.Relation != corpus.In && d.Relation != "" {
		return ""
	}
	for k, often := range all {
		if k == i || often.Relation != corpus.Every || often.first < from || often.end > end || k < i && often.use != deadline || d.first-often.end > toldWords || often.first-d.end > frontWords {
			continue
		}
		if d.Relation != corpus.From && !r.firstTold(st, often.end, d) {
			continue
		}
		for day := first; day.Month() == first.Month(); day = day.AddDate(0, 0, 1) {
			if on := corpus.DayOf(day); isOneOf(on, often.Recurrence) && on > r.since {
				return on
			}
		}
	}
	return ""
}
