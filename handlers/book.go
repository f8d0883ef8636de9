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

// Book keeps the ledger at hand, so that it is built only when a document, an
// act or the day is new. It is safe for concurrent use.
type Book struct {
	records  Records
	agencies ledger.Agencies

	mu         sync.Mutex
	generation int64
	told       map[string][]ledger.Telling // by document
	last       int64                       // act
	acts       []ledger.Act
	ledgers    []opened // the last used first
}

// opened is a ledger that holds from its own time until another.
type opened struct {
	ledger *ledger.Ledger
	until  time.Time
}

// NewBook makes an empty book.
func NewBook(r Records, a ledger.Agencies) *Book {
	return &Book{records: r, agencies: a, told: map[string][]ledger.Telling{}}
}

// At gives the ledger at a time, whose zone tells the day.
func (b *Book) At(ctx context.Context, now time.Time) (*ledger.Ledger, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if err := b.read(ctx); err != nil {
		return nil, err
	}
	for i, o := range b.ledgers {
		if !now.Before(o.ledger.Now()) && now.Before(o.until) {
			b.ledgers[0], b.ledgers[i] = o, b.ledgers[0]
			return o.ledger, nil
		}
	}
	var tellings []ledger.Telling
	for _, t := range b.told {
		tellings = append(tellings, t...)
	}
	o := opened{ledger.Build(tellings, b.acts, now, b.agencies), b.changes(now)}
	b.ledgers = append([]opened{o}, b.ledgers[:min(len(b.ledgers), keptLedgers-1)]...)
	return o.ledger, nil
}

// read takes in what is new.
func (b *Book) read(ctx context.Context) error {
	generation, err := b.records.Generation(ctx)
	if err != nil {
		return err
	}
	if generation < b.generation { // another state was put in its place
		b.generation, b.last, b.acts, b.ledgers = 0, 0, nil, nil
		clear(b.told)
	}
	if generation > b.generation {
		told, err := b.records.Tellings(ctx, b.generation)
		if err != nil {
			return err
		}
		for id, t := range told {
			if len(t) == 0 {
				delete(b.told, id)
			} else {
				b.told[id] = t
			}
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

// changes gives until when a ledger of a time holds: the next day, or the
// next act or telling, where the time is in the past.
func (b *Book) changes(now time.Time) time.Time {
	year, month, day := now.Date()
	until := time.Date(year, month, day+1, 0, 0, 0, 0, now.Location())
	sooner := func(t time.Time) {
		if t.After(now) && t.Before(until) {
			until = t
		}
	}
	for _, a := range b.acts {
		sooner(a.At)
	}
	for _, tellings := range b.told {
		for _, t := range tellings {
			sooner(t.Recorded)
		}
	}
	return until
}
