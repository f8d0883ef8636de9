package offices

import (
	"context"
	"maps"
	"slices"
	"sync"

	"vanthu/corpus"
)

// Registers is where registers are kept; state.State is one.
type Registers interface {
	Generation(ctx context.Context) (int64, error)
	Registers(ctx context.Context, after int64) (registers []*corpus.Document, changed []string, err error)
}

// Book keeps the offices of all registers at hand, and reads what has
// changed when it is asked. It is safe for concurrent use.
type Book struct {
	registers Registers
	columns   Columns
	words     *Words

	mu         sync.Mutex
	generation int64
	offices    map[string][]Office // by document
	register   *Register
}

// NewBook makes a book that has read nothing yet.
func NewBook(r Registers, columns Columns, words *Words) *Book {
	return &Book{registers: r, columns: columns, words: words, offices: map[string][]Office{}, register: NewRegister(nil, words)}
}

// Now gives the register as the documents are now.
func (b *Book) Now(ctx context.Context) (*Register, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	generation, err := b.registers.Generation(ctx)
	if err != nil {
		return nil, err
	}
	if generation == b.generation {
		return b.register, nil
	}
	after := b.generation
	if generation < after { // another state was put in its place
		after = 0
	}
	registers, changed, err := b.registers.Registers(ctx, after)
	if err != nil {
		return nil, err
	}
	stale := len(registers) > 0
	if after == 0 {
		stale = stale || len(b.offices) > 0
		clear(b.offices)
	}
	for _, id := range changed {
		if _, ok := b.offices[id]; ok {
			delete(b.offices, id)
			stale = true
		}
	}
	for _, d := range registers {
		b.offices[d.ID] = Read(d, b.columns, b.words)
	}
	if stale {
		var all []Office
		for _, id := range slices.Sorted(maps.Keys(b.offices)) {
			all = append(all, b.offices[id]...)
		}
		b.register = NewRegister(all, b.words)
	}
	b.generation = generation
	return b.register, nil
}

// LevelOf reads a level of government from words of a document, "Cấp Xã".
func (b *Book) LevelOf(words string) Level { return b.words.LevelOf(words) }
