package grounding

import (
	"slices"
	"strings"

	"vanthu/corpus"
	"vanthu/corpus/calendar"
	"vanthu/corpus/lang"
)

// ahead reports whether a stretch of time that is told without a number is told in the
// evidence word by word, in one place: in the coming years. A year it is not.
func (e *evidence) ahead(r *reading, d day) bool {
	if d.Precision == corpus.DayPrecision || d.Recurrence != "" || d.last == d.first || d.Relation == corpus.From || d.deadline() && !r.meansFor(d) {
		return false
	}
	for i := d.first; i <= d.last; i++ {
		if r.digits(i) || r.ordinal(i) > 0 {
			return false
		}
	}
	return slices.ContainsFunc(e.texts, func(x *reading) bool {
		return slices.ContainsFunc(x.everyWord(), func(at int) bool {
			near := part{x, at, min(at+d.last-d.first+1, len(x.words)-1), -1}
			met := 0
			for i := d.first; i <= d.last; i++ {
				switch {
				case near.tells(r, i):
					met++
				case len(r.at[i]) > 0:
					return false
				}
			}
			return met > 1
		})
	})
}

// planning are the concepts of planning something for a time.
var planning = []string{"act.plan"}

// isFor reports whether the word in front of a year tells for which year something is that
// is set for one: het doel voor 2025.
func (r *reading) isFor(d calendar.Date) bool {
	at := slices.IndexFunc(r.words, func(w lang.Word) bool { return w.Start >= d.Lead })
	return at > 0 && r.meansFor(day{Date: d}) && (shares(r.at[at-1], goals) || shares(r.at[at-1], plans) || shares(r.at[at-1], planning))
}

// meansFor reports whether the word in front of a time may tell for when something is, as
// well as before when.
func (r *reading) meansFor(d day) bool {
	lead := strings.TrimSpace(strings.ToLower(r.text[d.Lead:d.Start]))
	if front, article, two := strings.Cut(lead, " "); two && slices.Contains(r.tongue.claims.Articles, article) {
		lead = front // voor het kwartaal
	}
	return lead != "" && slices.Contains(r.tongue.words.Times.For, lead)
}
