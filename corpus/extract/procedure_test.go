package extract_test

import (
	"testing"
	"unicode/utf8"

	"vanthu/corpus"
)

// checkProcedure checks that every field lies inside the text and cuts no
// letter.
func checkProcedure(t testing.TB, doc *corpus.Document) {
	t.Helper()
	p := doc.Procedure
	spans := append([]corpus.Span{p.TimeLimit, p.Fee, p.Who, p.Office, p.Result, p.Conditions, p.Complaint}, p.Steps...)
	spans = append(append(spans, p.Papers...), p.LegalBasis...)
	for _, c := range p.Channels {
		spans = append(spans, c.Name, c.TimeLimit, c.Fee)
	}
	for _, s := range spans {
		if s.Start < 0 || s.End > len(doc.Text) {
			t.Fatalf("field %d to %d of a text of %d bytes", s.Start, s.End, len(doc.Text))
		}
		if !utf8.ValidString(s.In(doc.Text)) {
			t.Fatalf("field %q cuts a letter", s.In(doc.Text))
		}
	}
}
