package extract_test

import (
	"fmt"
	"strings"
	"testing"

	"vanthu/corpus/extract"
	"vanthu/corpus/lang"
)

// A procedure is read in every document language, by that language's own
// headings and words.
func TestProcedureInEveryLanguage(t *testing.T) {
	lx := load(t)
	d := extract.NewDescriber(extract.New(lx))
	for _, tag := range lang.Tags() {
		l := lx.Languages[tag]
		head := func(field string) string {
			h := l.Fields[field].Headings[0]
			return strings.ToUpper(string([]rune(h)[:1])) + string([]rune(h)[1:])
		}
		step := l.Procedures.Steps[0]
		limit := fmt.Sprintf("5 %s", l.Channels.Times[2])
		body := fmt.Sprintf("---\nkind: procedure\nlanguage: %s\n---\n# A1\n\n## %s\n\n%s 1. aaa\n\n%s 2. bbb\n\n## %s\n\n- ccc (2 %s)\n\n## %s\n\n%s: %s; %s\n\n## %s\n\nddd\n",
			tag, head("steps"), step, step, head("papers"), l.Procedures.Copies[0], head("channels"), l.Channels.Names[0], limit, l.Procedures.Free[0], head("office"))
		doc := d.Describe(readText(t, lx, "a.md", []byte(body)))
		p := doc.Procedure
		if p == nil {
			t.Errorf("%s: no procedure", tag)
			continue
		}
		checkProcedure(t, doc)
		if len(p.Steps) != 2 || len(p.Papers) != 1 || p.Office.In(doc.Text) != "ddd" {
			t.Errorf("%s: steps %q, papers %q, office %q", tag, texts(doc, p.Steps...), texts(doc, papersOf(p)...), p.Office.In(doc.Text))
			continue
		}
		if n, ok := p.Papers[0].Copies.Number(); !ok || n != 2 {
			t.Errorf("%s: %d copies, told %v", tag, n, ok)
		}
		if len(p.Channels) != 1 || p.Channels[0].TimeLimit.In(doc.Text) != limit || p.Channels[0].Fee.In(doc.Text) != l.Procedures.Free[0] {
			t.Errorf("%s: ways to apply %q", tag, channels(doc))
		}
	}
}
