package extract

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"vanthu/corpus"
	"vanthu/corpus/calendar"
)

// date is a time expression of a sentence, with what it is there for.
type date struct {
	calendar.Date
	first, end int // words, those of its relation among them
	use        use
	far        bool // without its year, and so far ahead that the year gone by may be meant
	set        bool // made the last day in so many words
}

// use is what a date is in a sentence.
type use int

const (
	noDeadline    use = iota
	deadline          // by when something has to be done
	oldDeadline       // by when it had to be done before
	movedDeadline     // a range of which the first day is the old deadline, the last the new one
)

// use tells what date i of a sentence is there for.
func (r *dutyReader) use(text string, st *statement, all []date, i int) use {
	told := r.tells(text, st, all, i)
	switch {
	case told == deadline && !all[i].set && r.vetoed(st, all[i]):
		return noDeadline
	case told == oldDeadline && r.happenedAside(st, all[i]):
		return noDeadline
	case told == oldDeadline && all[i].far && slices.ContainsFunc(all, func(d date) bool { return d.use == deadline && d.Last != "" && d.Last < all[i].Last }):
		all[i].Date = lastYears(all[i].Date)
	}
	return told
}

// lastYears moves a day without its year one year back: the deadline that held before the
// new one lies in front of that.
func lastYears(d calendar.Date) calendar.Date {
	for _, day := range []*corpus.Day{&d.First, &d.Last} {
		if t, ok := day.Time(); ok {
			*day = corpus.DayOf(t.AddDate(-1, 0, 0))
		}
	}
	return d
}

// tells tells what the words beside date i of a sentence take it for.
func (r *dutyReader) tells(text string, st *statement, all []date, i int) use {
	d := all[i]
	from, end := r.around(st, d)
	if r.asOf(st, d) {
		return noDeadline
	}
	if r.setLast(st, d, from, end) {
		all[i].set = true
		return deadline
	}
	near, gap := lastCue(st.cues, from, d.first, predicate)
	if year := r.firstYear(st, all, i, from); year != "" {
		all[i].First, all[i].Last = corpus.Day(year+string(d.First[4:])), corpus.Day(year+string(d.Last[4:]))
		return deadline
	}
	if r.yearly(st, all, i, from) {
		t, _ := d.Last.Time()
		all[i].Recurrence = fmt.Sprintf("RRULE:FREQ=YEARLY;BYMONTH=%d;BYMONTHDAY=%d", t.Month(), t.Day())
		all[i].Relation = corpus.Every
		return deadline
	}

	end = r.aheadOfOld(st, all, i, end)
	if r.onlyAsks(st, d, from) || r.citizens(st, d, from) || r.refused(st, from, end) {
		return noDeadline
	}
	if ofYears(d) && r.since != "" && d.First[:4] < r.since[:4] && !hasCue(st.cues, from, end, order|ordered|must) {
		return noDeadline // "in the period 2021-2025", in its last year
	}
	if ofYears(d) && d.First[:4] < d.Last[:4] && i > 0 && all[i-1].first >= from && all[i-1].Precision == corpus.DayPrecision && !hasCue(st.cues, all[i-1].end, d.first, and|must|order|ordered) {
		return noDeadline // "by 28 February hand in a list of chips that come first in 2026-2028"
	}
	if rule := r.dayOfNext(st, all, i, from); rule != "" {
		all[i].Recurrence, all[i].Relation = rule, corpus.Every
		return deadline
	}
	if r.idleFirst(st, d, from, end) {
		return noDeadline
	}
	if i > 0 && r.movedFrom(st, all, i-1) == i {
		return oldDeadline
	}
	if r.old(st, all, i) {
		if d.Last != "" && d.Last < r.since && (d.Precision == corpus.YearPrecision || d.Precision == corpus.RangePrecision) && !hasCue(st.cues, from, end, moved|order|ordered|must) {
			return noDeadline // "which was to be finished in 2023", "earlier trials from March to May"
		}
		return oldDeadline
	}
	if r.inCondition(st, d, from) || r.narrowed(st, all, i, end) || r.finishedWithin(st, all, i, from, end) || r.inAside(st, d, from, end) {
		return noDeadline
	}
	if r.draggedOn(st, all, i, end) {
		return noDeadline
	}
	if k := r.movedFrom(st, all, i); k >= 0 && hasCue(st.cues, from, d.first, binding|acting) {
		return deadline
	}
	if near.kind&moved != 0 || r.movedHere(st, from, end) {
		return r.moved(st, all, i, from, end)
	}
	if already(st, near, from) && gap == 0 && d.Last > r.since {
		near, gap = lastCue(st.cues, from, near.first, predicate)
	}
	held := (d.Relation == corpus.Before || d.Relation == corpus.By) && (r.heldBy(st, near, from) || r.laterStep(st, near, d)) || r.toHold(st, near, from) || near.kind&event != 0 && hasCue(st.cues, near.end(), near.end()+1, agent) && r.doneBy(st, near.end(), d.first)
	if held {
		near, gap = lastCue(st.cues, from, near.first, predicate)
	}
	if first := r.firstInMonth(st, all, i, from, end); first != "" {
		all[i].First, all[i].Last, all[i].Relation, all[i].Precision = first, first, corpus.By, corpus.DayPrecision
		return deadline
	}
	if r.firstOfMany(st, all, i, from) {
		return deadline
	}
	if r.served(st, all, i, from) || r.begunIn(st, d, from) || r.plannedByNobody(st, d, from, end) || r.orderedIn(st, all, i, from, end) || r.beenDone(st, d, from, end) || r.idleDay(st, d, from, end) {
		return noDeadline
	}
	if r.saidOn(st, d, end) || r.happened(st, d, from, end) || r.talkedOver(st, d, from, end) || r.hasBeen(st, d) || r.foretold(st, d, from, end) {
		return noDeadline
	}
	if r.startsTo(st, d, from, end) {
		return deadline
	}
	if r.excused(st, d, from, end) || near.kind&event != 0 && gap == 0 && d.Relation == corpus.By && !r.handedAt(st, near, d, from) {
		return noDeadline // "in force until 1 May"
	}
	if hoped, _ := lastCue(st.cues, from, d.first, expected|aim); hoped.len > 0 && (d.Relation == "" || d.Relation == corpus.In) && r.told(st, hoped, from) && !hasCue(st.cues, from, end, order|ordered|must|upon) {
		return noDeadline // "had expected the decree in September"
	}
	if met, gap := lastCue(st.cues, from, d.first, event|ended); met.kind&event != 0 && met.kind&(ended|acting) == 0 && gap <= nearWords+1 && (d.Relation == "" || d.Relation == corpus.In) && hasCue(st.cues, from, met.first, ended) {
		return noDeadline // "abandoned land was on the table as the board met in the capital on 28 October"
	}
	if d.Precision == corpus.MonthPrecision && r.justBeen(d) && !hasCue(st.cues, from, end, binding|acting|aim|expected|due) && !r.bindingFrame() {
		return noDeadline // "took in 1,050 pupils in September", in November
	}
	if r.endedHere(st, from, end, d.first) {
		return yes(!st.behindEnded(text, all, d, from, r.since))
	}
	bound := hasCue(st.cues, from, end, binding|aim|expected|due) || r.bindingFrame()
	acts := hasCue(st.cues, from, end, acting) || r.bindingFrame()
	does := (acts && r.somebodyActs(st, from, end) || r.opens(st, from, end) || r.doneBy(st, from, end)) && !r.past(st, d, from, min(d.end+nearWords, end))
	if (d.Precision == corpus.YearPrecision || d.Precision == corpus.RangePrecision) && !r.somebodyActs(st, from, end) && !r.opens(st, from, end) && !r.nextStep(st, all, i, from) {
		return noDeadline // an aim of the country
	}
	if (d.Precision == corpus.YearPrecision || d.Precision == corpus.RangePrecision && d.Relation == "") && r.distant(d) {
		return noDeadline
	}
	if r.purpose(st, d) || (d.far || !future(d, r.since)) && r.reached(st, d, from, end) {
		return noDeadline
	}
	if r.beside(st, all, i, from, end) || !acts && hasCue(st.cues, from, end, expected) && !hasCue(st.cues, from, end, ordered|lead|due|met) && !r.somebodyActs(st, from, end) && !r.bindingFrame() && !r.owed(st, d, from) {
		return noDeadline // "exports are forecast to rise in the first quarter"
	}
	future := future(d, r.since)
	if !future && d.Precision != corpus.DayPrecision && d.Precision != corpus.MonthPrecision && d.Relation != corpus.Within {
		return noDeadline
	}
	told, _ := lastCue(st.cues, from, d.first, event|finish|send)
	if r.words.tenses && !hasCue(st.cues, from, end, order|ordered|must|upon) && told.kind&event != 0 && !held && d.Relation != corpus.Every && !r.doesBehind(st, told, d) && !r.handedIn(st, told, d, from, end) {
		return noDeadline // "the next session is planned for"
	}
	if held, between := lastCue(st.cues, from, near.first, event|binding|acting); near.kind&(expected|ordered) != 0 && gap <= 1 && d.Precision == corpus.DayPrecision && held.kind&event != 0 && held.kind&(binding|acting) == 0 && between <= 1 && !inGroup(st, held) {
		return noDeadline // "the elections are set for"
	}
	if d.Relation != corpus.Every && d.Relation != corpus.Within && !held && r.eventClause(st, d, from) {
		return noDeadline
	}
	switch d.Relation {
	case corpus.Before, corpus.By:
		if (!future || d.Basis == corpus.YearInferred) && r.toldBehind(st, d, from, end) {
			return noDeadline
		}
		if !future && bound && r.words.tenses && (!hasCue(st.cues, from, end, order|ordered|must|upon) || r.promisedBefore(st, d, from)) {
			return noDeadline
		}
		if d.Problem != "" || bound {
			return yes(bound || acts || r.opens(st, from, end))
		}
		if !future { // kept, with a doubt, where it is told that it has to be done
			return yes(acts && !r.words.tenses && r.somebodyActs(st, from, end) && !hasCue(st.cues, from, end, past))
		}
		return yes(!r.past(st, d, r.behindDate(st, i, from), end) && !(near.kind&event != 0 && gap <= toldWords))
	case corpus.Within:
		example := slices.ContainsFunc(all, func(other date) bool { // "filed on 13 February, within 3 days: result on 25 February"
			return other.first >= from && other.end <= end && other.Precision == corpus.DayPrecision && other.Basis == corpus.Explicit
		})
		follows := !example && d.Last > r.since && !r.past(st, d, r.behindDate(st, i, from), end) && !(near.kind&event != 0 && gap <= toldWords) // "the call comes within 14 days of 3 March"
		return yes(bound || acts && !(example && !r.somebodyActs(st, from, end)) || !example && d.Last != "" && r.opensLimit(st, d, from, end) || follows && r.answered(st, from, end))
	case corpus.Every:
		if r.repeatsYearly(st, all, i, from, end) {
			return noDeadline // the days that follow tell when
		}
		return yes((bound || does || r.sentAgain(st, from, end)) && r.adverb(st, d, end))
	case corpus.From:
		if (d.Basis == corpus.Relative || d.Precision != corpus.DayPrecision) && d.First < r.since { // "all collected since the beginning of the year"
			return noDeadline
		}
		return yes((bound || does) && (r.since != "" && d.First > r.since || hasCue(st.cues, from, end, binding)) && near.kind&event == 0 && !r.ofPeriod(st, d))
	}
	if d.Precision == corpus.DayPrecision && d.Last > r.since && r.announced(st, d, from) {
		return deadline
	}
	if near.kind&event != 0 && future && d.Last > r.since && r.handedIn(st, near, d, from, end) {
		return deadline
	}
	if r.ofPeriod(st, d) || near.kind&event != 0 && !held {
		return noDeadline
	}
	if near.kind&given != 0 && near.kind&ordered != 0 && gap <= 1 && future {
		return deadline
	}
	if future && d.Last > r.since && r.resultBehind(st, from, end) {
		return deadline
	}
	finishes := near.kind&finish != 0 && gap <= 3 || r.dueBefore(st, d) || near.kind&(must|ordered) != 0 && finishedBehind(st, d, end) || verbAtEnd(st, d, from, end)
	switch d.Precision {
	case corpus.DayPrecision:
		if d.first-from <= openingWords && d.Last > r.since && d.Relation == "" && hasCue(st.cues, from, end, ordered|must) && !hasCue(st.cues, from, end, event|past) {
			return deadline // "By the same day, 15 August, it is necessary to"
		}
		if near.kind&expected != 0 && gap <= 1 && near.first-from <= nearWords && d.Last > r.since && r.namedBefore(st, from) != nil {
			return deadline // "asked to draw up a guide; it is awaited on 16 January"
		}
		if d.Last > r.since && r.dayToAct(st, d, from, end, finishes || near.kind&finish != 0 && (!r.words.tenses || r.words.verbFirst) && d.Relation == corpus.In) {
			return deadline
		}
		if r.setDay(st, d, from, end) {
			return deadline
		}
		if future && r.atEnd(text, d) && does && d.Last > r.since {
			return deadline // "publishes the list at the end of April"
		}
		if r.told(st, near, from) && !hasCue(st.cues, from, end, order|ordered|must) {
			return noDeadline // "the choice, due by 31 March, was ready on 27 March"
		}
		return yes(future && (finishes && (bound || !r.words.tenses && !hasCue(st.cues, from, end, past)) || bound && near.kind&acting != 0 && d.Relation == corpus.In && !r.told(st, near, from)))
	case corpus.RangePrecision:
		if c, gap := lastCue(st.cues, from, d.first, period); c.len > 0 && gap == 0 && !hasCue(st.cues, from, end, order|ordered|must) && !r.agencyActs(st, from, end) {
			return noDeadline // "the plan covers the period from 1 April to 31 December"
		}
		if r.inBrackets(st, d) && !hasCue(st.cues, from, end, order|ordered|must) {
			return noDeadline // "the campaign (from 1 June to 30 July)"
		}
		return yes((bound || does) && future && (!ofYears(d) || d.Relation == corpus.In || finishes))
	default:
		if d.Precision == corpus.YearPrecision && d.Basis == corpus.Relative && !hasCue(st.cues, from, end, binding|acting) {
			return noDeadline // "in the course of the year the department closed"
		}
		if d.Relation == corpus.In {
			return yes(future && (bound && (acts || near.kind&(binding|aim|expected) != 0 || hasCue(st.cues, from, end, order|ordered|must) || r.seesTo(st, from, d.first)) || does || finishes && !hasCue(st.cues, from, end, past) || r.finishedIn(st, d, from, end)))
		}
		return yes(future && (finishes && (bound || !hasCue(st.cues, from, end, past)) || (bound || does) && (r.completes(st, from, end, d) || r.setApart(st, d, end))))
	}
}

// future reports a time that is not over on the day of the text.
func future(d date, since corpus.Day) bool { return d.Last == "" || d.Last >= since }

// nextStep reports a year by which something is done behind the deadline of another
// step of the same: "the work ends by 15 May, then the trial is extended in 2027".
func (r *dutyReader) nextStep(st *statement, all []date, i, from int) bool {
	if i == 0 || st.before == nil || !st.before.own {
		return false
	}
	last := all[i-1]
	return last.use == deadline && last.first >= from && hasCue(st.cues, last.end, all[i].first, acting)
}

// yearly reports a day without a year behind words for a recurrence: "reports
// every six months, before 15 June and before 1 December" names days of every
// year.
func (r *dutyReader) yearly(st *statement, all []date, i, from int) bool {
	d := all[i]
	if d.Precision != corpus.DayPrecision || d.Basis != corpus.YearInferred || d.Relation != corpus.Before && d.Relation != corpus.By {
		return false
	}
	for _, other := range all[:i] {
		if other.first >= from && other.Relation == corpus.Every && !other.Continuous && !strings.Contains(other.Recurrence, "BYMONTHDAY") {
			return !r.firstTold(st, other.end, d)
		}
	}
	return false
}

// repeatsYearly reports words for a recurrence that such days follow.
func (r *dutyReader) repeatsYearly(st *statement, all []date, i, from, end int) bool {
	for k := i + 1; k < len(all); k++ {
		if all[k].end <= end && r.yearly(st, all, k, from) {
			return true
		}
	}
	return false
}

// adverb reports that words for a recurrence go with a verb and not with a
// noun, in a language that does not tell by their form ("the yearly plan").
func (r *dutyReader) adverb(st *statement, d date, end int) bool {
	if r.words.tenses || strings.ContainsAny(d.Recurrence, "0123456789") {
		return true
	}
	for _, c := range st.cues {
		if c.first >= d.end && c.first-d.end <= 1 && c.kind&(acting|cooperate) != 0 {
			return true
		}
	}
	return d.first == 0 || d.end == end
}

// openingWords is how many words may stand in front of a day that opens a
// sentence.
const openingWords = 4

// behindDate gives the word behind the date before, in the same segment.
func (r *dutyReader) behindDate(st *statement, i, from int) int {
	if i > 0 && st.dates[i-1].end > from {
		for _, c := range st.cues { // its own verb may stand behind it
			if c.first >= st.dates[i-1].end && c.first-st.dates[i-1].end <= nearWords && c.kind&past != 0 {
				return c.end()
			}
		}
		return st.dates[i-1].end
	}
	return from
}

// ofYears reports a range of whole years.
func ofYears(d date) bool {
	return strings.HasSuffix(string(d.First), "-01-01") && strings.HasSuffix(string(d.Last), "-12-31") && d.First[:4] != d.Last[:4]
}

func yes(is bool) use {
	if is {
		return deadline
	}
	return noDeadline
}

// answered reports that somebody does what is told between two words, or that
// the sentence in front names somebody who does.
func (r *dutyReader) answered(st *statement, from, end int) bool {
	return r.somebodyActs(st, from, end) || st.before != nil && st.before.leads != nil || r.carried(st) != nil
}

// lastCue gives the last phrase of some kinds that ends between two words,
// and how many words stand behind it.
func lastCue(cues []cue, from, before int, kinds cueKind) (cue, int) {
	for _, c := range slices.Backward(within(cues, from, before)) {
		if c.end() <= before && c.kind&kinds != 0 {
			return c, before - c.end()
		}
	}
	return cue{}, 0
}

func hasCue(cues []cue, from, end int, kinds cueKind) bool {
	for _, c := range within(cues, from, end) {
		if c.end() <= end && c.kind&kinds != 0 {
			return true
		}
	}
	return false
}

// within gives the cues that begin between two words, the second not included.
func within(cues []cue, from, end int) []cue {
	at := func(word int) int {
		i, _ := slices.BinarySearchFunc(cues, word, func(c cue, first int) int { return cmp.Compare(c.first, first) })
		return i
	}
	first := at(from)
	return cues[first:max(first, at(end))]
}

// atEnd reports the end of a month told as such, and not its last day.
func (r *dutyReader) atEnd(text string, d date) bool {
	t, ok := d.Last.Time()
	return ok && t.AddDate(0, 0, 1).Day() == 1 && !strings.Contains(text[d.Start:d.End], strconv.Itoa(t.Day())) && (d.Relation == "" || d.Relation == corpus.In)
}

// setApart reports a time in brackets, or behind a comma or a dash at the end
// of what is told: "second version of the portal (September 2026)".
func (r *dutyReader) setApart(st *statement, d date, end int) bool {
	text := r.doc.Text[st.start:st.end]
	before := strings.TrimRight(text[:d.Lead], " ")
	if strings.HasSuffix(before, "(") {
		return true
	}
	return d.end >= end && (strings.HasSuffix(before, ",") || strings.HasSuffix(before, "–") || strings.HasSuffix(before, "—"))
}

// future reports that the document tells of what is to come: one as issued.
func (r *dutyReader) future() bool { return r.doc.Standing != corpus.Report }
