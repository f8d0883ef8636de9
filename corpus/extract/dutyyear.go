package extract

import (
	"slices"
	"strings"
	"time"

	"vanthu/corpus"
	"vanthu/corpus/calendar"
	"vanthu/corpus/lang"
)

// This file tells limits that name the year or the month of the text itself.

// ownYear gives the year or the month of the text, where a sentence without another time has words
// that tell it as a limit: "in the course of the year". "This year" alone is one only for
// what somebody is told to do.
func (r *dutyReader) ownYear(text string, st *statement) []date {
	if r.frame() == nil && !strings.ContainsAny(text[len(text)-1:], ".;:!") {
		return nil // a headline
	}
	for _, c := range r.words.inMonth.find(st.words) {
		if !r.tellsMoreOfYear(text, st, c.end()) && !r.ofPeople(st, c) {
			return r.ownPeriod(st, c, corpus.MonthPrecision)
		}
	}
	for _, c := range r.words.inYear.find(st.words) {
		counts := slices.ContainsFunc(st.dates, func(d date) bool { return d.end > c.end() }) || hasCue(st.cues, c.end(), c.end()+1, once) // "within the year after"
		if !counts && !r.tellsMoreOfYear(text, st, c.end()) && !r.ofPeople(st, c) {
			return r.ownPeriod(st, c, corpus.YearPrecision)
		}
	}
	for _, c := range r.words.thisYear.find(st.words) {
		if r.oblige(text, st, c) {
			return r.ownPeriod(st, c, corpus.YearPrecision)
		}
	}
	return nil
}

// tellsMoreOfYear reports that word i, behind words for a year, tells of which one, as "2024"
// or "last" does. In a language that writes such words behind and alike with verbs, any may.
func (r *dutyReader) tellsMoreOfYear(text string, st *statement, i int) bool {
	if i >= len(st.words) || !r.joined(text, st, i-1, i) {
		return false
	}
	w := st.words[i].Folded
	article := lang.Article(r.doc.Language)
	return !r.words.tenses || isDigit(w[0]) || article != "" && strings.HasPrefix(w, article)
}

// oblige reports that what is told of this year is what somebody must do in it, and not
// whose year's something is: "must this year revise", not "the budget of this year".
func (r *dutyReader) oblige(text string, st *statement, year cue) bool {
	i := year.first
	if i > 0 && r.joined(text, st, i-1, i) && (hasCue(st.cues, i-1, i, of|and|toward|topical|met|asOf|period) || hasAffix(st.words[i-1].Folded, r.words.pastEnds, strings.HasSuffix) && !r.words.verbLast) {
		return false
	}
	if i := year.end(); i < len(st.words) && (strings.HasPrefix(text[st.words[i-1].End:], "'") || strings.HasPrefix(text[st.words[i-1].End:], "’") || r.tellsMoreOfYear(text, st, i) && r.words.tenses) {
		return false
	}
	from, end := 0, len(st.words)
	for _, s := range st.segments {
		if year.first < s.end {
			from, end = s.first, s.end
			break
		}
	}
	const told = must | ordered | order | upon
	if !hasCue(st.cues, from, end, told) || hasCue(st.cues, from, end, met|not|negation|event|may) {
		return false
	}
	if len(r.words.says.find(st.words)) > 0 {
		return false // what is told of may be no duty: "growth must this year, he said, exceed"
	}
	c, _ := lastCue(st.cues, from, year.first, told|relative|past)
	if c.len == 0 {
		next := slices.IndexFunc(st.cues, func(c cue) bool { return c.first >= year.end() && c.kind&told != 0 })
		return next >= 0 && !commaBetween(text, st, year.end(), st.cues[next].first+1)
	}
	return c.kind&told != 0
}

// ownPeriod gives the year or the month of the text as a time at a phrase.
func (r *dutyReader) ownPeriod(st *statement, c cue, precision corpus.Precision) []date {
	own, ok := r.ownDay().Time()
	if !ok || r.doc.Issued == "" && r.day == "" {
		return nil
	}
	first := time.Date(own.Year(), 1, 1, 0, 0, 0, 0, time.UTC)
	next := first.AddDate(1, 0, 0)
	if precision == corpus.MonthPrecision {
		first = first.AddDate(0, int(own.Month())-1, 0)
		next = first.AddDate(0, 1, 0)
	}
	at := st.words[c.first].Start
	d := calendar.Date{Start: st.words[c.end()-1].Start, Lead: at, End: st.words[c.end()-1].End, First: corpus.DayOf(first), Last: corpus.DayOf(next.AddDate(0, 0, -1)), Relation: corpus.In, Precision: precision, Basis: corpus.Relative}
	st.cues = slices.DeleteFunc(st.cues, func(other cue) bool {
		return c.first <= other.first && other.end() <= c.end() && other.kind&(acting|binding) == 0
	})
	return []date{{Date: d, first: c.first, end: c.end()}}
}

// happened reports a time without its year that tells when somebody had to do something:
// "had to throw the fruit away in May". What a body is told to do may be reported so too.
func (r *dutyReader) happened(st *statement, d date, from, end int) bool {
	if d.Basis != corpus.YearInferred || d.Relation != "" && d.Relation != corpus.In || hasCue(st.cues, from, end, order|ordered|upon|lead) {
		return false
	}
	found := r.words.mustPast.find(st.words[from:end])
	if len(found) == 0 {
		return false
	}
	verb := from + found[0].first
	said := r.words.says.find(st.words[:verb])
	if len(said) == 0 {
		return true
	}
	known := func(g group) bool {
		return g.first >= said[0].end() && g.end <= verb && g.mentions[0].ID != "" && st.meant[g.mentions[0].Start].bodies == nil
	}
	return !slices.ContainsFunc(st.groups, known)
}
