package answer

import (
	"slices"
	"strings"

	"vanthu/corpus"
	"vanthu/corpus/extract"
	"vanthu/index"
)

// quotes gives what is cited: the whole field of a procedure where one was
// asked for, else the best sentences.
func (a *Answerer) quotes(u Understood, all []sentence) ([]corpus.Citation, error) {
	best := all[0]
	if d := best.hit.Document; a.inField(u, d, best.start, best.end) {
		field, err := a.Field(d, u.Field)
		if err != nil {
			return nil, err
		}
		for i, c := range field { // the line that says it best comes first, if it would stand far down
			if i >= citations && c.Start() <= best.start && best.end <= c.End() {
				field = slices.Insert(slices.Delete(field, i, i+1), 0, c)
			}
		}
		return field[:min(len(field), fieldCitations)], nil
	}
	if best.hit.Document.Procedure != nil { // what two procedures say is never mixed
		all = slices.DeleteFunc(slices.Clone(all), func(s sentence) bool { return s.hit.Document != best.hit.Document })
	}
	var out []corpus.Citation
	for _, s := range pick(all, citations) {
		c, err := corpus.Cite(s.hit.Document, s.passage, s.start, s.end)
		if err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	return out, nil
}

func (a *Answerer) citation(u Understood, units index.Units, c corpus.Citation, score float64) Citation {
	out := Citation{Citation: c, Score: score}
	quote := c.Quote()
	tokens := index.Tokens(quote, u.Language)
	for _, i := range units.Matches(tokens) {
		out.Marks = append(out.Marks, corpus.Span{Start: tokens[i].Start, End: tokens[i].End})
	}
	a.dates(u, &out)
	return out
}

// dates reads the days that a quote names, where the question is about such.
func (a *Answerer) dates(u Understood, c *Citation) {
	if u.Intent != Deadline && u.Intent != Duty {
		return
	}
	quote := c.Quote()
	named := a.describer.Named(quote, c.Document.Language)
	for _, d := range a.describer.Dates(quote, c.Document.Language, c.Document.Issued) {
		if slices.ContainsFunc(named, func(n extract.Named) bool { return issued(n, d.Start) && !asksOf(u, n) }) {
			continue // the day of a document that the quote names in passing
		}
		c.Dates = append(c.Dates, NamedDate{Words: quote[d.Start:d.End], First: d.First, Last: d.Last, Precision: string(d.Precision), Relation: string(d.Relation)})
	}
}

// issuedBytes is how far behind the end of a document's number the first byte of
// its day stands at most: "57-NQ/TW dated 22 December".
const issuedBytes = 24

// issued reports whether a day that begins at start is the day of a document
// that a quote names in front of it.
func issued(n extract.Named, start int) bool {
	return !strings.HasPrefix(n.Key, "agency:") && n.End <= start && start-n.End <= issuedBytes
}

// asksOf reports whether a question names a document.
func asksOf(u Understood, n extract.Named) bool {
	return slices.ContainsFunc(u.Named, func(have extract.Named) bool { return have.Key == n.Key })
}
