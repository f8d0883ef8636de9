package answer

import (
	"context"
	"fmt"

	"vanthu/corpus"
	"vanthu/corpus/extract"
)

// Length gives the length of time that a text is and nothing else; see
// extract.Describer.
func (a *Answerer) Length(text, tag string) (iso string, ok bool) {
	return a.describer.Length(text, tag)
}

// Price gives the sum of money that a text is and nothing else; see
// extract.Describer.
func (a *Answerer) Price(text, tag string) (extract.Price, bool) {
	return a.describer.Price(text, tag)
}

// sought is how many documents are looked at for one with a number.
const sought = 5

// Numbered gives the document that a text names by its number with a symbol,
// "Nghị định số 123/2015/NĐ-CP", as it was issued or translated; nil where
// there is none that the viewer may see.
func (a *Answerer) Numbered(ctx context.Context, words, tag string, viewer corpus.Viewer) (*corpus.Document, error) {
	number, ok := a.describer.Number(words, tag)
	if !ok {
		return nil, nil
	}
	found, _, err := a.Search(ctx, Question{Text: number.Written, Prior: tag, Viewer: viewer}, sought)
	if err != nil {
		return nil, fmt.Errorf("look for %s: %w", number.Written, err)
	}
	for _, f := range found {
		d := f.Document
		if own, ok := a.describer.Number(d.Number, d.Language); ok && own.Key == number.Key && d.Standing != corpus.Report && viewer.Sees(d.Visibility) {
			return d, nil
		}
	}
	return nil, nil
}
