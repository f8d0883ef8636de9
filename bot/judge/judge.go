// Package judge tells whether an answer to a question is right, for files of
// questions whose answers people have looked up.
//
// An answer is judged as other programs read it, so that whatever gives such
// answers is judged alike. Right is one that was given, cites a document that
// rightly answers, and tells the day and the facts asked for; where no
// document answers, one that was withheld.
package judge

import (
	"cmp"
	"slices"
	"strings"

	"vanthu/corpus"
	"vanthu/corpus/calendar"
	"vanthu/corpus/lang"
	"vanthu/handlers/wire"
)

// Dates reads the days, months and quarters that a text in a language names.
// A day without a year lies in that of ref. extract.Describer is one.
type Dates interface {
	Dates(text, tag string, ref corpus.Day) []calendar.Date
}

// Judge is safe for concurrent use where its dates are.
type Judge struct{ dates Dates }

// New makes a judge.
func New(d Dates) *Judge { return &Judge{d} }

// read is how many quotes and duties of an answer people look at.
const read = 3

// Wrong says what is wrong with an answer; "" where it is right.
func (j *Judge) Wrong(q Question, a wire.Answer) string {
	text := lang.Clean(a.Text)
	for _, bad := range q.MustNot {
		if strings.Contains(text, bad) {
			return "says what it must not: " + bad
		}
	}
	switch {
	case q.None() && a.Answered:
		return "answers what no document says"
	case q.None():
		return ""
	case !a.Answered:
		return "abstains"
	}
	quotes := a.Citations[:min(len(a.Citations), read)]
	if !slices.ContainsFunc(quotes, func(c wire.Citation) bool { return q.Rightly(c.Path) }) {
		return "cites other documents"
	}
	hay := strings.ToLower(text)
	for _, c := range quotes {
		hay += " " + strings.ToLower(lang.Clean(c.Quote))
	}
	if !strings.Contains(hay, q.Due) && !j.due(q.Due, text, a) {
		return "names another date"
	}
	for _, wordings := range q.Must {
		if !slices.ContainsFunc(wordings, func(w string) bool { return strings.Contains(hay, strings.ToLower(lang.Clean(w))) }) {
			return "misses " + strings.Join(wordings, " / ")
		}
	}
	return ""
}

// due reports an answer that tells a day: as the deadline of a duty, or in its
// text or a quote, in the words of their languages. A month or quarter tells
// its last day. A day without a year, quoted from a document without a day of
// its own, is taken as of the year asked for.
func (j *Judge) due(day, text string, a wire.Answer) bool {
	for _, d := range a.Duties[:min(len(a.Duties), read)] {
		if l := d.Deadline; l != nil && l.Due != nil && *l.Due == day {
			return true
		}
	}
	tags := []string{a.Language}
	for _, c := range a.Citations {
		if j.names(day, c.Quote, c.Language, corpus.Day(cmp.Or(c.Issued, day))) {
			return true
		}
		if !slices.Contains(tags, c.Language) {
			tags = append(tags, c.Language)
		}
	}
	return slices.ContainsFunc(tags, func(tag string) bool { return j.names(day, text, tag, "") })
}

func (j *Judge) names(day, text, tag string, ref corpus.Day) bool {
	return slices.ContainsFunc(j.dates.Dates(text, tag, ref), func(d calendar.Date) bool { return string(d.Last) == day })
}
