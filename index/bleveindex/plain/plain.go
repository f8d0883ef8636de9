// Package plain is bleve as it comes, to measure the product beside: the
// default mapping and analyzer, and a match query of all of a question's words,
// any of which may be missing. Nothing of the product's own searching is in it.
package plain

import (
	"context"
	"fmt"

	"github.com/blevesearch/bleve/v2"
)

// Index is a bleve index in a folder.
type Index struct{ index bleve.Index }

// Text is what is found as one.
type Text struct {
	ID    string `json:"-"`
	Title string `json:"title"`
	Text  string `json:"text"`
}

// New makes an index in a folder that is not there yet.
func New(dir string) (*Index, error) {
	x, err := bleve.New(dir, bleve.NewIndexMapping())
	if err != nil {
		return nil, fmt.Errorf("make an index of plain bleve: %w", err)
	}
	return &Index{x}, nil
}

// Put adds texts, in one batch.
func (x *Index) Put(texts []Text) error {
	b := x.index.NewBatch()
	for _, t := range texts {
		if err := b.Index(t.ID, t); err != nil {
			return fmt.Errorf("index %s with plain bleve: %w", t.ID, err)
		}
	}
	if err := x.index.Batch(b); err != nil {
		return fmt.Errorf("index with plain bleve: %w", err)
	}
	return nil
}

// Match gives the IDs of the texts that match a question best, best first.
func (x *Index) Match(ctx context.Context, question string, limit int) ([]string, error) {
	r, err := x.index.SearchInContext(ctx, bleve.NewSearchRequestOptions(bleve.NewMatchQuery(question), limit, 0, false))
	if err != nil {
		return nil, fmt.Errorf("search with plain bleve: %w", err)
	}
	ids := make([]string, len(r.Hits))
	for i, h := range r.Hits {
		ids[i] = h.ID
	}
	return ids, nil
}

// Close closes the index.
func (x *Index) Close() error { return x.index.Close() }
