package bleveindex

import (
	"github.com/blevesearch/bleve/v2/document"
	index_api "github.com/blevesearch/bleve_index_api"

	"vanthu/corpus/lang"
	"vanthu/index"
)

// The fields of a window. Names are short: they stand in every segment.
const (
	fieldWords    = "w:" // and the document's language: its words as written, in lower case; stored: their order
	fieldKey      = "n"  // keys of what the window names, and of the document's own number
	fieldConcept  = "c"  // concepts that the window speaks of
	fieldOwn      = "o"  // keys of the document's own number
	fieldLanguage = "l"
	fieldKind     = "k"
	fieldVisible  = "v" // visibility terms
	fieldIssued   = "i" // day of issue, 2006-01-02: a term, so that a range of days is a range of terms
	fieldStanding = "r"
	fieldFirst    = "f" // in the first window of a document: counts documents
)

// termField is a field of ready-made terms. bleve keeps for each term which
// windows hold it, nothing else: no frequencies, norms, places or document
// values.
type termField struct {
	name  string
	terms index_api.TokenFrequencies
}

// held stands for a term being there: with frequencies left out, it is all
// that is known of it.
var held = &index_api.TokenFreq{}

func (f *termField) add(term string) {
	if f.terms == nil {
		f.terms = index_api.TokenFrequencies{}
	}
	f.terms[term] = held
}

func (f *termField) Name() string             { return f.name }
func (f *termField) Value() []byte            { return nil }
func (f *termField) ArrayPositions() []uint64 { return nil }
func (f *termField) EncodedFieldType() byte   { return 't' }
func (f *termField) Analyze()                 {}
func (f *termField) AnalyzedLength() int      { return len(f.terms) }
func (f *termField) NumPlainTextBytes() uint64 {
	return 0
}
func (f *termField) Size() int { return 64 * (1 + len(f.terms)) }
func (f *termField) Options() index_api.FieldIndexingOptions {
	return index_api.IndexField | index_api.SkipFreqNorm
}
func (f *termField) AnalyzedTokenFrequencies() index_api.TokenFrequencies { return f.terms }

// wordsField is the words of a window: which, as terms, and in what order, as
// the stored value. bleve's workers take the text apart.
type wordsField struct {
	termField
	text    string
	order   []byte // see appendOrder
	sorters *sorters
}

func (f *wordsField) Value() []byte             { return f.order }
func (f *wordsField) NumPlainTextBytes() uint64 { return uint64(len(f.text)) }
func (f *wordsField) Size() int                 { return f.termField.Size() + len(f.text) }
func (f *wordsField) Options() index_api.FieldIndexingOptions {
	return f.termField.Options() | index_api.StoreField
}

// Analyze takes the text apart.
func (f *wordsField) Analyze() {
	s := f.sorters.take()
	f.terms, f.order = s.sort(lang.AppendWords(s.words[:0], f.text))
	f.sorters.give(s)
}

// form is a word as written, in lower case.
func form(w lang.Word) string {
	if w.Marked != "" {
		return w.Marked
	}
	return w.Folded
}

// bleveDocument makes the document that bleve keeps for a window.
func (s *sorters) bleveDocument(id string, e index.Entry, n int, w index.Window) *document.Document {
	d := e.Document
	doc := document.NewDocument(id)
	doc.AddField(&wordsField{termField: termField{name: fieldWords + d.Language}, text: index.WindowText(d, w), sorters: s})
	keyword := func(field string, lists ...[]string) {
		f := &termField{name: field}
		for _, list := range lists {
			for _, v := range list {
				if v != "" {
					f.add(v)
				}
			}
		}
		if len(f.terms) > 0 {
			doc.AddField(f)
		}
	}
	keyword(fieldOwn, e.Numbers)
	keyword(fieldKey, e.Numbers, at(e.Keys, n))
	keyword(fieldConcept, at(e.Concepts, n))
	keyword(fieldLanguage, []string{d.Language})
	keyword(fieldKind, []string{string(d.Kind)})
	keyword(fieldStanding, []string{string(d.Standing)})
	keyword(fieldIssued, []string{string(d.Issued)})
	if n == 0 {
		keyword(fieldFirst, []string{"1"})
	}
	keyword(fieldVisible, d.Visibility.Terms())
	return doc
}

func at(lists [][]string, i int) []string {
	if i < len(lists) {
		return lists[i]
	}
	return nil
}
