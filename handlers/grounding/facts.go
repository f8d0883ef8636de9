package grounding

import (
	"strings"

	"vanthu/corpus"
	"vanthu/corpus/calendar"
	"vanthu/corpus/extract"
)

// day is a time expression and the words it takes.
type day struct {
	calendar.Date
	first, last int
}

// readDays reads what says when. Lengths of time are read as amounts.
func (r *reading) readDays(ref corpus.Day) {
	for _, d := range r.tongue.finder.Deadlines(r.text, r.words, ref) {
		if d.Within != "" || d.First == "" && d.Last == "" && d.Recurrence == "" && d.Problem == "" {
			continue
		}
		first, last := r.within(d.Start, d.End)
		if last < first || r.taken[first] {
			continue
		}
		if lead := r.text[d.Lead:d.Start]; lead != "" && strings.TrimRight(lead, " ") == lead && d.Relation == corpus.From {
			d.Relation = "" // a letter written onto the word says "of" as well
		}
		r.days = append(r.days, day{d, first, last})
		r.take(d.Lead, d.End)
	}
}

// documents checks the numbers of documents.
func (c *Checker) documents(r *reading, e *evidence) Reason {
	known := map[string]bool{}
	for _, x := range e.all() {
		for _, k := range extract.Keys(x.docs) {
			known[k] = true
		}
	}
	for _, p := range e.passages {
		if p.Number == "" {
			continue
		}
		if k := extract.NumberKey(p.Number); k != "" {
			known[k] = true
			known["#"+strings.SplitN(k, "|", 2)[0]] = true
		}
	}
	for _, n := range r.docs {
		if !known[n.Key] {
			r.blamed = n.Written
			return NoDocument
		}
	}
	return ""
}

// dates checks what says when.
func (c *Checker) dates(r *reading, e *evidence) Reason {
	for _, d := range r.days {
		if !e.dated(r, d) {
			return r.blame(d.first, d.last, NoDate)
		}
	}
	return ""
}

// dated reports whether the evidence says a day. The day of a document's issue
// is known beside its text, for sentences that name the document.
func (e *evidence) dated(r *reading, d day) bool {
	for _, x := range e.all() {
		for _, have := range x.days {
			if d.follows(have.Date) {
				return true
			}
		}
	}
	for i, p := range e.passages {
		if p.Issued == "" || d.Precision != corpus.DayPrecision || d.First != p.Issued || d.deadline() || d.Relation == corpus.From {
			continue
		}
		for _, n := range r.docs {
			if n.Key == extract.NumberKey(p.Number) || len(e.meta[i].docs) > 0 && n.Key == e.meta[i].docs[0].Key {
				return true
			}
		}
	}
	return false
}

func (d day) deadline() bool { return d.Relation == corpus.Before || d.Relation == corpus.By }

// follows reports whether a time expression says no more than another one.
func (d day) follows(have calendar.Date) bool {
	if d.Problem != "" {
		return false
	}
	if d.Recurrence != "" || have.Recurrence != "" {
		return d.Recurrence == have.Recurrence && d.First == have.First && d.Last == have.Last
	}
	ends := have.Relation == corpus.Before || have.Relation == corpus.By
	ranged := have.Precision == corpus.RangePrecision
	switch {
	case d.deadline():
		return d.Last == have.Last && have.Last != "" && (ends || ranged) && (d.Precision == have.Precision || ranged)
	case d.Relation == corpus.From:
		return d.First == have.First && (have.Relation == corpus.From || ranged)
	}
	if d.First == have.First && (d.Last == have.Last || have.Relation == corpus.From && have.Last == "") {
		return !(ends && d.Relation == corpus.In && d.Precision == corpus.DayPrecision)
	}
	if ranged && d.Relation == "" && (d.First == have.First || d.Last == have.Last) && d.Precision == corpus.DayPrecision {
		return true
	}
	// In 2025, where a day of 2025 is told.
	return !ends && have.Relation != corpus.From && d.Precision != corpus.RangePrecision && d.Precision != have.Precision && d.First != "" && have.First != "" && have.Last != "" &&
		d.First <= have.First && have.Last <= d.Last
}

// spaced reports whether nothing but space stands between two words.
func (r *reading) spaced(i, j int) bool {
	if i < 0 || j >= len(r.words) {
		return false
	}
	return strings.TrimSpace(strings.ReplaceAll(r.text[r.words[i].End:r.words[j].Start], "\u00a0", " ")) == ""
}
