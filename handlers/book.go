package handlers

import (
	"context"
	"sync"
	"time"

	"vanthu/handlers/ledger"
)

// Records is what documents tell of duties and what people did about them;
// state.State is one.
type Records interface {
	Generation(ctx context.Context) (int64, error)
	Tellings(ctx context.Context, generation int64) (map[string][]ledger.Telling, error)
	Acts(ctx context.Context, after int64) (acts []ledger.Act, last int64, err error)
}

// keptLedgers is how many ledgers a book keeps: that of now, and that of
// another time somebody asked about.
const keptLedgers = 2

// Book keeps the ledger at hand, so that it is made anew only when a document,
// an act or the day is new, and then only as far as that asks for. It is safe
// for concurrent use.
type Book struct {
	records  Records
	agencies ledger.Agencies

	mu         sync.Mutex
	generation int64
	builder    *ledger.Builder
	last       int64 // act
	acts       []ledger.Act
	ledgers    []*ledger.Ledger // the last used first
}

// NewBook makes an empty book.
func NewBook(r Records, a ledger.Agencies) *Book {
	return &Book{records: r, agencies: a, builder: ledger.NewBuilder(a)}
}

// At gives the ledger at a time, whose zone tells the day.
func (b *Book) At(ctx context.Context, now time.Time) (*ledger.Ledger, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if err := b.read(ctx); err != nil {
		return nil, err
	}
	for i, l := range b.ledgers {
		if !now.Before(l.Now()) && now.Before(l.Until()) {
			b.ledgers[0], b.ledgers[i] = l, b.ledgers[0]
			return l, nil
		}
	}
	l := b.builder.Ledger(b.acts, now)
	b.ledgers = append([]*ledger.Ledger{l}, b.ledgers[:min(len(b.ledgers), keptLedgers-1)]...)
	return l, nil
}

// read takes in what is new.
func (b *Book) read(ctx context.Context) error {
	generation, err := b.records.Generation(ctx)
	if err != nil {
		return err
	}
	if generation < b.generation { // another state was put in its place
		b.generation, b.last, b.acts, b.ledgers, b.builder = 0, 0, nil, nil, ledger.NewBuilder(b.agencies)
	}
	if generation > b.generation {
		told, err := b.records.Tellings(ctx, b.generation)
		if err != nil {
			return err
		}
		for id, t := range told {
			b.builder.Put(id, t)
		}
		b.generation, b.ledgers = generation, nil
	}
	acts, last, err := b.records.Acts(ctx, b.last)
	if err != nil {
		return err
	}
	if len(acts) > 0 {
		b.acts, b.last, b.ledgers = append(b.acts, acts...), last, nil
	}
	return nil
}
