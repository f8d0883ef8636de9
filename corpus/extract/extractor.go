package extract

import (
	"vanthu/corpus/lang"
	"vanthu/corpus/lexicon"
)

// Extractor reads documents by the words of a lexicon. It is safe for
// concurrent use.
type Extractor struct {
	lexicon  *lexicon.Lexicon
	agencies *lexicon.Phrases
	words    map[string]*words
}

// words is what the rules need of one language, folded and stemmed once.
type words struct {
	numberWords map[string]bool
	types       [][]string        // names of document types, folded, the last word stemmed
	headings    map[string]string // heading of a procedure's field, folded → field
	structure   map[string]string // word before a number → part, chapter, section, article, annex
	source      map[string]bool
	marks       []string
}

// New makes an extractor.
func New(lx *lexicon.Lexicon) *Extractor {
	x := &Extractor{lexicon: lx, agencies: lx.AgencyNames(), words: map[string]*words{}}
	for tag, l := range lx.Languages {
		w := &words{numberWords: map[string]bool{}, headings: map[string]string{}, structure: map[string]string{}, source: map[string]bool{}}
		for _, n := range l.NumberWords {
			for _, part := range lang.Words(n) {
				w.numberWords[part.Folded] = true
			}
		}
		for _, names := range l.DocumentTypes {
			for _, name := range names {
				var seq []string
				for _, part := range lang.Words(name) {
					seq = append(seq, part.Folded)
				}
				seq[len(seq)-1] = lang.Stem(tag, seq[len(seq)-1])
				w.types = append(w.types, seq)
			}
		}
		for field, f := range l.Fields {
			for _, h := range f.Headings {
				w.headings[foldedWords(h)] = field
			}
		}
		for kind, names := range l.Structure {
			for _, n := range names {
				w.structure[foldedWords(n)] = kind
			}
		}
		for _, s := range l.Source {
			w.source[foldedWords(s)] = true
		}
		for _, m := range l.OfficialMarks {
			w.marks = append(w.marks, foldedWords(m))
		}
		x.words[tag] = w
	}
	return x
}

func (x *Extractor) of(tag string) *words {
	if w := x.words[tag]; w != nil {
		return w
	}
	return x.words["en"]
}

// typeEnds reports whether the words end in the name of a document type.
func (w *words) typeEnds(have []lang.Word, tag string) bool {
	last := have[len(have)-1].Folded
	stem := lang.Stem(tag, last)
	for _, seq := range w.types {
		n := len(seq)
		if n > len(have) || seq[n-1] != stem {
			continue
		}
		same := true
		for k := 0; k < n-1; k++ {
			same = same && have[len(have)-n+k].Folded == seq[k]
		}
		if same {
			return true
		}
	}
	return false
}

// foldedWords gives the words of s, folded, with single spaces between.
func foldedWords(s string) string {
	var b []byte
	for i, w := range lang.Words(s) {
		if i > 0 {
			b = append(b, ' ')
		}
		b = append(b, w.Folded...)
	}
	return string(b)
}

// Agencies gives the IDs of the agencies named in a text, each once, in order.
func (x *Extractor) Agencies(text string) []string {
	var ids []string
	seen := map[string]bool{}
	for _, m := range x.agencies.Find(lang.Words(text)) {
		if !seen[m.Value] {
			seen[m.Value] = true
			ids = append(ids, m.Value)
		}
	}
	return ids
}
