package telegram

import (
	"hash/maphash"
	"sync"
)

// memorySize is how many marks a memory keeps. One that is forgotten costs an
// answer too many at worst.
const memorySize = 4096

// memory remembers marks of what was received lately, so that Telegram's news
// of something that changed nothing are told from a person's. It holds sums of
// texts, and no texts.
type memory struct {
	seed maphash.Seed

	mu    sync.Mutex
	sums  map[string]uint64
	order []string // a ring of the keys, oldest at next
	next  int
}

func newMemory() *memory {
	return &memory{seed: maphash.MakeSeed(), sums: map[string]uint64{}, order: make([]string, memorySize)}
}

// note remembers a text under a key.
func (m *memory) note(key, text string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, known := m.sums[key]; !known {
		delete(m.sums, m.order[m.next])
		m.order[m.next] = key
		m.next = (m.next + 1) % memorySize
	}
	m.sums[key] = maphash.String(m.seed, text)
}

// holds reports whether this very text is remembered under a key.
func (m *memory) holds(key, text string) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	sum, known := m.sums[key]
	return known && sum == maphash.String(m.seed, text)
}
