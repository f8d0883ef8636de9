package extract

import (
	"cmp"
	"slices"
	"strings"

	"vanthu/corpus"
	"vanthu/corpus/calendar"
	"vanthu/corpus/lang"
)

// This file finds the time expressions of a sentence that may be deadlines, and settles
// their years.

// dates gives the time expressions of a sentence but for those that tell the
// days of documents.
func (r *dutyReader) dates(text string, words []lang.Word) []date {
	found := r.finder.DeadlinesFrom(text, words, r.ownDay)
	if len(found) == 0 {
		return nil
	}
	r.own()
	numbers := r.x.numbers(text, words, r.doc.Language)
	var out []date
	for _, d := range found {
		if r.datesDocument(text, words, d, numbers) {
			continue
		}
		if d.Basis == corpus.Relative && r.doc.Issued == "" && r.day == "" && d.Last != "" && !namesYear(text[d.Start:d.End], d) {
			d.First, d.Last, d.Problem = "", "", corpus.NoYear // reckoned from a day that nobody knows
		}
		if r.unnumbered(words, d) {
			continue
		}
		d = r.nextYear(d)
		if r.thisPeriod(words, d) {
			d.Relation = corpus.In
		}
		if n := len(out); n > 0 && countsFrom(text, out[n-1].Date, d) {
			continue
		}
		if n := len(out); n > 0 && toldTwice(text, out[n-1].Date, d) {
			out = out[:n-1]
		}
		first := wordAt(words, d.Lead)
		out = append(out, date{Date: d, first: first, end: max(wordAt(words, d.End-1)+1, first+1), far: r.farAhead(d)})
	}
	return out
}

// toldTwice reports a time that another one straight behind it tells more closely: "this
// year, before the end of December".
func toldTwice(text string, d, next calendar.Date) bool {
	return d.Last != "" && d.Last == next.Last && d.Precision != next.Precision && d.Recurrence == "" && next.Recurrence == "" &&
		d.End <= next.Lead && strings.Trim(text[d.End:next.Lead], " ,،") == ""
}

// farAhead reports a day or month without a year that lies more than two months ahead.
func (r *dutyReader) farAhead(d calendar.Date) bool {
	at, ok := d.Last.Time()
	own, ok2 := r.ref.Time()
	return ok && ok2 && d.Basis == corpus.YearInferred && at.After(own.AddDate(0, 0, 2*lookBack))
}

// thisPeriod reports a time told from now that stands without a word such as "in" and
// tells when something is done: "deze maand". It is no noun with an article, nor that of
// which something is told: "the coming quarter", "the promises of this week".
func (r *dutyReader) thisPeriod(words []lang.Word, d calendar.Date) bool {
	if d.Relation != "" || d.Basis != corpus.Relative || d.Last == "" || d.Last < r.since || d.Precision == corpus.DayPrecision || d.Precision == corpus.RangePrecision {
		return false
	}
	i := wordAt(words, d.Start)
	kind := func(i int) cueKind {
		if i < 0 || i >= len(words) {
			return 0
		}
		return r.words.cues.at(words, i, r.words.cues.key(words[i])).kind
	}
	return kind(i)&and == 0 && kind(i-1)&(and|of) == 0
}

// countsFrom reports a day from which the limit in front of it counts: "60 days
// to close them, counted from 10 November".
func countsFrom(text string, limit, d calendar.Date) bool {
	first, ok := limit.First.Time()
	if !ok || limit.Relation != corpus.Within || d.Precision != corpus.DayPrecision || corpus.DayOf(first.AddDate(0, 0, -1)) != d.First {
		return false
	}
	return d.Relation == corpus.From || d.Relation != corpus.Before && d.Relation != corpus.By && strings.Contains(text[limit.End:d.Lead], ",") && len(lang.Words(text[limit.End:d.Lead])) <= 1 // "of the publication of this plan, 28 October"
}

// namesYear reports that an expression has the year of its last day, or of the
// event that it counts from.
func namesYear(text string, d calendar.Date) bool {
	if strings.Contains(text, string(d.Last[:4])) {
		return true
	}
	first, ok := d.First.Time()
	return ok && d.Relation == corpus.Within && strings.Contains(text, string(corpus.DayOf(first.AddDate(0, 0, -1))[:4]))
}

// lookBack is how many days before the text's own day a day without a year may
// lie; one further back is meant of the next year.
const lookBack = 30

// nextYear moves a day or month without a year into the next one, where it
// would lie well before the text's own day.
func (r *dutyReader) nextYear(d calendar.Date) calendar.Date {
	at, ok := d.Last.Time()
	own, ok2 := r.ref.Time()
	if !ok || !ok2 || d.Basis != corpus.YearInferred || r.doc.Issued == "" && r.day == "" || !at.Before(own.AddDate(0, 0, -lookBack)) {
		return d
	}
	if first, ok := d.First.Time(); ok {
		d.First = corpus.DayOf(first.AddDate(1, 0, 0))
	}
	d.Last = corpus.DayOf(at.AddDate(1, 0, 0))
	return d
}

// wordAt gives the first word that ends behind a byte.
func wordAt(words []lang.Word, at int) int {
	i, _ := slices.BinarySearchFunc(words, at+1, func(w lang.Word, end int) int { return cmp.Compare(w.End, end) })
	return i
}

// datesDocument reports a date that stands straight behind a document's
// number and tells its day.
func (r *dutyReader) datesDocument(text string, words []lang.Word, d calendar.Date, numbers []Number) bool {
	for _, n := range numbers {
		if n.Start <= d.Start && d.Start < n.End {
			return true
		}
		if d.Start < n.End || d.Precision != corpus.DayPrecision || d.Start-n.End > 40 {
			continue
		}
		if d.Relation == corpus.Within || strings.HasPrefix(text[n.End:d.Start], ": ") { // "Resolution 68: within 30 days of the meeting"
			continue
		}
		between := lang.Words(text[n.End:d.Start])
		if len(between) > 3 || strings.ContainsAny(text[n.End:d.Start], ";.") && len(between) > 1 {
			continue
		}
		if d.Relation == corpus.From && strings.ContainsAny(text[n.End:d.Start], ",،") && (len(between) == 0 || !r.words.issued[between[0].Folded]) {
			continue // "under Directive No. 20, from 1 July"
		}
		if (d.Relation == corpus.Before || d.Relation == corpus.By) && (len(between) == 0 || !r.words.issued[between[len(between)-1].Folded]) {
			continue
		}
		return true
	}
	return false
}

// sameDateBytes is how far behind a duty its deadline may be meant again.
const sameDateBytes = 300

// sameDate gives the deadline of the duty told just before, where a sentence without a time
// has words that stand for it: "By the same date, the bank reports".
func (r *dutyReader) sameDate(st *statement) []date {
	n := len(r.duties)
	if n == 0 || r.duties[n-1].Deadline == nil || r.duties[n-1].Deadline.Due == "" || st.start < r.duties[n-1].Quote.End || st.start-r.duties[n-1].Quote.End > sameDateBytes {
		return nil
	}
	found := r.words.sameDate.find(st.words)
	if len(found) == 0 {
		return nil
	}
	last, c := r.duties[n-1].Deadline, found[0]
	at := st.words[c.first].Start
	d := calendar.Date{Start: at, Lead: at, End: st.words[c.end()-1].End, First: last.Due, Last: last.Due, Relation: last.Relation, Precision: last.Precision, AtEnd: last.AtEnd, Basis: last.Basis}
	if last.Start != "" {
		d.First = last.Start
	}
	return []date{{Date: d, first: c.first, end: c.end()}}
}
