package extract

import (
	"time"

	"vanthu/corpus"
	"vanthu/corpus/calendar"
	"vanthu/corpus/lang"
)

// Named is something that a text names in a form that is the same in every
// language: a document by its number, a day, an agency.
type Named struct {
	Start, End int // bytes of the text
	Key        string
}

// Named gives what a text names: documents, days and agencies. Bare numbers
// ("Resolution 57") count; days without a year do not.
func (d *Describer) Named(text, tag string) []Named {
	var out []Named
	words := lang.Words(text)
	if hasDigit(text) {
		for _, n := range d.x.numbers(text, words, tag) {
			for _, k := range Keys([]Number{n}) {
				out = append(out, Named{n.Start, n.End, k})
			}
		}
		for _, date := range d.finder(tag).FindWords(text, words, "") {
			if date.Precision == corpus.DayPrecision {
				out = append(out, Named{date.Start, date.End, "day:" + string(date.First)})
			}
		}
	}
	for _, m := range d.x.Mentions(text, tag, words) {
		if m.Generic || m.Collective || d.x.lexicon.LocalKind(m.ID) != "" {
			continue // they tell no text from another
		}
		for _, id := range d.x.lexicon.Lineage(m.ID) {
			out = append(out, Named{m.Start, m.End, "agency:" + id})
		}
	}
	return out
}

// Dates gives the time expressions of a text.
func (d *Describer) Dates(text, tag string, ref corpus.Day) []calendar.Date {
	return d.finder(tag).Find(text, ref)
}

// Deadlines gives everything in a text that may be a deadline.
func (d *Describer) Deadlines(text, tag string, ref corpus.Day) []calendar.Date {
	return d.finder(tag).Deadlines(text, lang.Words(text), ref)
}

// Said gives the time expressions of what people write in a chat, those told
// from now on too.
func (d *Describer) Said(text, tag string, now time.Time) []calendar.Date {
	return d.finder(tag).Said(text, now)
}

// Period gives the first length of time that a text names, and the last day
// of one that begins with an event on a day.
func (d *Describer) Period(text, tag string, event corpus.Day) (p calendar.Period, due corpus.Day, ok bool) {
	f := d.finder(tag)
	if p, ok = f.Period(text); !ok {
		return p, "", false
	}
	return p, f.Due(event, p), true
}

// Mentions gives the namings of bodies in a text; see Extractor.Mentions.
func (d *Describer) Mentions(text, tag string, words []lang.Word) []Mention {
	return d.x.Mentions(text, tag, words)
}

// finder gives the finder of a language; for an unknown one, that of English.
func (d *Describer) finder(tag string) *calendar.Finder {
	if f := d.x.finders[tag]; f != nil {
		return f
	}
	return d.x.finders["en"]
}

// Detect gives the language of a text, or prior where the text does not tell.
func (d *Describer) Detect(text, prior string) string { return d.detector.Detect(text, prior) }
