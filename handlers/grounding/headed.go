package grounding

import (
	"slices"
	"strings"

	"vanthu/corpus/lang"
	"vanthu/corpus/lexicon"
)

// headings are the words that no more than tell what stands under a heading of a
// procedure: one needs, or hands in, what stands under "What you need".
type headings struct {
	fields  map[string]string   // a heading → the field of a procedure
	telling map[string]*phrases // field →
}

func newHeaded(l *lexicon.Language, w *lexicon.ClaimWords, points bool) headings {
	h := headings{map[string]string{}, map[string]*phrases{}}
	for field, f := range l.Fields {
		for _, heading := range f.Headings {
			h.fields[headingForm(heading)] = field
		}
	}
	for field, words := range w.Headed {
		p := newPhrases(points)
		for _, word := range words {
			for _, prefix := range append([]string{""}, w.Prefixes...) {
				p.add(prefix+word, field)
			}
		}
		h.telling[field] = p
	}
	return h
}

// headingForm gives a heading as headings are compared.
func headingForm(heading string) string {
	var b strings.Builder
	for _, w := range lang.Words(heading) {
		b.WriteString(w.Folded + " ")
	}
	return b.String()
}

// fields gives the fields of a procedure that a passage stands under: the parts
// of its section, and the columns of a table.
func (c *Checker) fields(p Passage) (out []string) {
	known := c.tongue(p.Language).headed.fields
	for _, part := range strings.FieldsFunc(p.Section, func(r rune) bool { return r == '›' || r == '|' }) {
		if field := known[headingForm(part)]; field != "" && !slices.Contains(out, field) {
			out = append(out, field)
		}
	}
	return out
}

// headed marks the words of a reading that no more than tell what stands under
// the headings of the evidence.
func (c *Checker) headed(r *reading, e *evidence) []bool {
	out := make([]bool, len(r.words))
	for _, p := range e.passages {
		for _, field := range c.fields(p) {
			telling := r.tongue.headed.telling[field]
			if telling == nil {
				continue
			}
			for _, m := range telling.find(r.words) {
				for i := m.First; i < m.First+m.Len; i++ {
					out[i] = true
				}
			}
		}
	}
	return out
}
