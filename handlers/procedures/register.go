package procedures

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"sync"

	"vanthu/corpus"
)

// Records is the documents that describe procedures; state.State is one.
type Records interface {
	Generation(ctx context.Context) (int64, error)
	// Procedures gives the procedures changed after a generation, and the IDs
	// of the documents that are none, or none any more.
	Procedures(ctx context.Context, generation int64) (stored []*corpus.Document, gone []string, err error)
}

// Register keeps the catalogue at hand, and makes it anew when a procedure
// has changed. It is safe for concurrent use.
type Register struct {
	records Records
	words   *Words

	mu         sync.Mutex
	generation int64
	named      map[string]Named
	catalogue  *Catalogue
}

// NewRegister makes a register.
func NewRegister(r Records, w *Words) *Register {
	return &Register{records: r, words: w, named: map[string]Named{}}
}

// Catalogue gives the names of all procedures as they are now.
func (r *Register) Catalogue(ctx context.Context) (*Catalogue, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	now, err := r.records.Generation(ctx)
	if err != nil {
		return nil, err
	}
	if r.catalogue != nil && now == r.generation {
		return r.catalogue, nil
	}
	if now < r.generation { // another state was put in its place
		r.generation, r.catalogue = 0, nil
		clear(r.named)
	}
	stored, gone, err := r.records.Procedures(ctx, r.generation)
	if err != nil {
		return nil, fmt.Errorf("read the names of procedures: %w", err)
	}
	changed := r.catalogue == nil
	for _, id := range gone {
		if _, had := r.named[id]; had {
			changed = true
			delete(r.named, id)
		}
	}
	for _, d := range stored {
		n := NamedOf(d)
		if have, had := r.named[d.ID]; !had || !have.same(n) {
			changed = true
			r.named[d.ID] = n
		}
	}
	if changed {
		r.catalogue = NewCatalogue(r.words, slices.Collect(maps.Values(r.named)))
	}
	r.generation = now
	return r.catalogue, nil
}

// same reports names that are found by the same words and seen by the same
// people.
func (n Named) same(o Named) bool {
	return n.Title == o.Title && n.Code == o.Code && n.Who == o.Who && n.Office == o.Office && n.Result == o.Result && n.Language == o.Language &&
		slices.Equal(n.Aliases, o.Aliases) && slices.Equal(n.Visibility.Terms(), o.Visibility.Terms())
}
