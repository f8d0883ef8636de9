package extract

import (
	"slices"
	"strings"

	"vanthu/corpus"
)

// This file tells which words of a sentence a date belongs to, which of two that stand
// together counts, and makes a deadline of one.

// around gives the words of the segment a date stands in.
func (r *dutyReader) around(st *statement, d date) (from, end int) {
	for _, s := range st.segments {
		if d.first < s.end {
			return r.clauseOf(st, st.groups, d, s), s.end
		}
	}
	return 0, len(st.words)
}

// clauseOf gives the word with which the body stands that a clause straight
// behind it tells of, where a limit stands in that clause, else the beginning of
// the segment: "families may turn to the bank, which within 21 days publishes".
func (r *dutyReader) clauseOf(st *statement, groups []group, d date, s segment) int {
	if d.Relation != corpus.Before && d.Relation != corpus.By && d.Relation != corpus.Within {
		return s.first
	}
	c, _ := lastCue(st.cues, s.first, d.first, relative)
	if c.len == 0 || !hasCue(st.cues, s.first, c.first, citizen|may) {
		return s.first
	}
	for _, g := range groups {
		if g.first >= s.first && g.end <= c.first && c.first-g.end <= 1 && !hasCue(st.cues, c.end(), d.first, past|met|not|may) {
			return g.first
		}
	}
	return s.first
}

// toldInClause reports a body of which such a clause tells.
func (r *dutyReader) toldInClause(st *statement, all []group, g group) bool {
	for _, d := range st.dates {
		for _, s := range st.segments {
			if d.first < s.end {
				if g.first > s.first && r.clauseOf(st, all, d, s) == g.first {
					return true
				}
				break
			}
		}
	}
	return false
}

// opensLimit is opens for a limit, whose own words tell of nothing else: "from its
// entry into force".
func (r *dutyReader) opensLimit(st *statement, d date, from, end int) bool {
	without := *st
	without.cues = slices.DeleteFunc(slices.Clone(st.cues), func(c cue) bool { return d.first <= c.first && c.end() <= d.end })
	return r.opens(&without, from, end)
}

// narrowed reports a time that the day straight behind it makes exact: "next
// week, on Friday 14 November at the latest, the command submits".
func (r *dutyReader) narrowed(st *statement, all []date, i, end int) bool {
	d := all[i]
	if i+1 >= len(all) || d.Relation == corpus.Every || d.Last == "" {
		return false
	}
	next := all[i+1]
	if next.Precision != corpus.DayPrecision || next.end > end || next.Last == "" || next.first-d.end > nearWords || d.Precision == corpus.DayPrecision && (d.Basis == corpus.Explicit || next.Basis != corpus.Explicit) {
		return false
	}
	first, ok := d.First.Time()
	last, ok2 := next.Last.Time()
	if !ok || !ok2 || last.Before(first.AddDate(0, 0, -1)) || next.Last > d.Last && d.Relation != corpus.Before {
		return false
	}
	text := r.doc.Text[st.start:st.end]
	for k := d.end; k < next.first; k++ {
		if r.x.spoken(r.doc.Language).joinsAt(text, st.words, k) {
			return false
		}
	}
	if next.Relation != corpus.By || next.Lead < d.End { // the end of the range that d is
		return false
	}
	return strings.ContainsAny(text[d.End:next.Lead], ",،(–-")
}

// finishedWithin reports a month or a longer time that opens a sentence and
// behind which the day is told by which what is done then has to be finished:
// "this month the ministry holds the course, to be completed before 25 November".
func (r *dutyReader) finishedWithin(st *statement, all []date, i, from, end int) bool {
	d := all[i]
	if d.Precision == corpus.DayPrecision || d.Relation == corpus.Every || d.Last == "" || d.first-from > nearWords || i+1 >= len(all) {
		return false
	}
	next := all[i+1]
	if next.Precision != corpus.DayPrecision || next.Relation != corpus.Before && next.Relation != corpus.By || next.end > end || next.Last < d.First || next.Last > d.Last {
		return false
	}
	done, gap := lastCue(st.cues, d.end, next.first, finish)
	text := r.doc.Text[st.start:st.end]
	for k := done.first; done.len > 0 && gap <= 1 && k > d.end && k > done.first-nearWords-1; k-- {
		if strings.ContainsAny(text[st.words[k-1].End:st.words[k].Start], ",،") {
			return !slices.ContainsFunc(st.groups, func(g group) bool { return g.first >= k && g.end <= next.first })
		}
	}
	return false
}

// deadlineOf turns a time expression into a deadline.
func (st *statement) deadlineOf(d date) *corpus.Deadline {
	out := &corpus.Deadline{Text: corpus.Span{Start: st.start + d.Lead, End: st.start + d.End}, Due: d.Last, Relation: d.Relation, Precision: d.Precision, AtEnd: d.AtEnd,
		Within: d.Within, WorkingDays: d.WorkingDays, Recurrence: d.Recurrence, Continuous: d.Continuous, Basis: d.Basis}
	if d.Precision == corpus.RangePrecision || d.Relation == corpus.From {
		out.Start = d.First
	}
	if d.Relation == corpus.From && d.Precision != corpus.RangePrecision {
		out.Due = ""
	}
	if d.Relation == corpus.Every {
		out.Due = ""
	}
	if d.use == oldDeadline && out.Due == "" {
		out.Start, out.Due, out.Relation = "", d.First, ""
	}
	if out.Relation == "" && d.use != oldDeadline {
		out.Relation = corpus.In
		if d.Precision == corpus.DayPrecision {
			out.Relation = corpus.By
		}
	}
	return out
}

// doubts gives what a person should look at in a deadline.
func (r *dutyReader) doubts(d date) []corpus.Doubt {
	switch {
	case d.Problem != "":
		return []corpus.Doubt{d.Problem}
	case d.Last != "" && r.doc.Issued != "" && d.Last < r.doc.Issued:
		return []corpus.Doubt{corpus.ImplausibleDay}
	}
	return nil
}
