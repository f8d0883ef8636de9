package bleveindex

import (
	"sync"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/document"
	index_api "github.com/blevesearch/bleve_index_api"

	"vanthu/index"
)

// The fields of a window. Names are short: they stand in every segment.
const (
	fieldText     = "t" // folded words
	fieldMarked   = "m" // words with their marks, where they have any (Vietnamese)
	fieldPair     = "g" // pairs of folded syllables (Vietnamese)
	fieldStem     = "s" // stems (other languages)
	fieldKey      = "n" // keys of what the window names, and of the document's own number
	fieldOwn      = "o" // keys of the document's own number
	fieldDocument = "d" // document ID
	fieldLanguage = "l"
	fieldKind     = "k"
	fieldVisible  = "v" // visibility terms
	fieldIssued   = "i" // day of issue, 2006-01-02: a term, so that a range of days is a range of terms
	fieldStanding = "r"
	fieldFirst    = "f" // in the first window of a document: counts documents
)

// words is the text of one window, taken apart once for all its fields.
type words struct {
	text, tag string
	once      sync.Once
	tokens    []index.Token
}

func (w *words) all() []index.Token {
	w.once.Do(func() { w.tokens = index.Tokens(w.text, w.tag) })
	return w.tokens
}

// tokenField gives the terms of one field of a window. It is an analyzer that
// looks at the words already taken apart, not at the bytes it is handed.
type tokenField struct {
	words *words
	field string
}

func (f tokenField) Analyze([]byte) analysis.TokenStream {
	tokens := f.words.all()
	store := make([]analysis.Token, 0, len(tokens))
	for i, t := range tokens {
		term := ""
		switch f.field {
		case fieldText:
			term = t.Folded
		case fieldStem:
			term = t.Stem
		case fieldMarked:
			term = t.Marked
		case fieldPair:
			if i+1 < len(tokens) {
				term = index.Pair(t.Folded, tokens[i+1].Folded)
			}
		}
		if term != "" {
			store = append(store, analysis.Token{Term: []byte(term), Start: t.Start, End: t.End, Position: i + 1})
		}
	}
	stream := make(analysis.TokenStream, len(store))
	for i := range store {
		stream[i] = &store[i]
	}
	return stream
}

// oneTerm takes a field's value as a single term.
type oneTerm struct{}

func (oneTerm) Analyze(value []byte) analysis.TokenStream {
	return analysis.TokenStream{{Term: value, End: len(value), Position: 1}}
}

// bleveDocument makes the document that bleve keeps for a window: indexed
// fields only, nothing stored, no term vectors, no document values.
func bleveDocument(id string, e index.Entry, n int, w index.Window) *document.Document {
	d := e.Document
	doc := document.NewDocument(id)
	text := &words{text: index.WindowText(d, w), tag: d.Language}
	add := func(field, value string, a analysis.Analyzer) {
		doc.AddField(document.NewTextFieldCustom(field, nil, []byte(value), index_api.IndexField, a))
	}
	// The value only tells that there is text; the analyzer has its own.
	add(fieldText, ".", tokenField{text, fieldText})
	if index.Pairs(d.Language) {
		add(fieldMarked, ".", tokenField{text, fieldMarked})
		add(fieldPair, ".", tokenField{text, fieldPair})
	} else {
		add(fieldStem, ".", tokenField{text, fieldStem})
	}
	keyword := func(field string, values ...string) {
		for _, v := range values {
			if v != "" {
				add(field, v, oneTerm{})
			}
		}
	}
	keyword(fieldOwn, e.Numbers...)
	keyword(fieldKey, merged(e.Numbers, at(e.Keys, n))...)
	keyword(fieldDocument, d.ID)
	keyword(fieldLanguage, d.Language)
	keyword(fieldKind, string(d.Kind))
	keyword(fieldStanding, string(d.Standing))
	keyword(fieldIssued, string(d.Issued))
	if n == 0 {
		keyword(fieldFirst, "1")
	}
	keyword(fieldVisible, d.Visibility.Terms()...)
	return doc
}

func at(lists [][]string, i int) []string {
	if i < len(lists) {
		return lists[i]
	}
	return nil
}

func merged(a, b []string) []string {
	out := append([]string(nil), a...)
	seen := map[string]bool{}
	for _, s := range a {
		seen[s] = true
	}
	for _, s := range b {
		if !seen[s] {
			out = append(out, s)
		}
	}
	return out
}
