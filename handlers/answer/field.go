package answer

import (
	"vanthu/corpus"
)

// Field quotes what a procedure's document says of one field, block by block.
func (a *Answerer) Field(d *corpus.Document, field string) ([]corpus.Citation, error) {
	if d.Procedure == nil {
		return nil, nil
	}
	return a.Quotes(d, FieldSpans(d, field)...)
}

// Quotes quotes what a document says at some places, passage by passage; a
// row of a table is quoted whole.
func (a *Answerer) Quotes(d *corpus.Document, spans ...corpus.Span) ([]corpus.Citation, error) {
	var out []corpus.Citation
	for _, s := range spans {
		for _, p := range d.Passages {
			start, end := max(p.Start, s.Start), min(p.End, s.End)
			if p.Kind == corpus.Row && start < end {
				start, end = p.Start, p.End
			}
			if s.Empty() || start >= end {
				continue
			}
			start, end = fit(d.Text, start, end)
			if n := len(out); n > 0 && out[n-1].Start() == start {
				continue
			}
			c, err := corpus.Cite(d, p, start, end)
			if err != nil {
				return nil, err
			}
			out = append(out, c)
		}
	}
	return out, nil
}
