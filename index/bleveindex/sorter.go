package bleveindex

import (
	"cmp"
	"encoding/binary"
	"slices"
	"sync"

	index_api "github.com/blevesearch/bleve_index_api"

	"vanthu/corpus/lang"
)

// sorter finds the distinct words of a window and the order of all. It is
// used for one window after another, for its memory.
type sorter struct {
	words    []lang.Word
	numbers  map[string]int // of the distinct words, as they come
	number   []int          // of each word
	distinct []sorted
	place    []int // of each number, among the sorted words
}

// sorted is a distinct word among others that are sorted.
type sorted struct {
	head   uint64 // its first eight bytes: most words differ in them
	word   string
	number int
}

// sorters is a free list.
type sorters struct{ pool sync.Pool }

func (s *sorters) take() *sorter {
	if x, ok := s.pool.Get().(*sorter); ok {
		return x
	}
	return &sorter{numbers: map[string]int{}}
}

// give takes a sorter back; it keeps no text alive.
func (s *sorters) give(x *sorter) {
	clear(x.words)
	clear(x.distinct)
	clear(x.numbers)
	s.pool.Put(x)
}

// sort gives the distinct words, and the places of all words among them.
func (s *sorter) sort(words []lang.Word) (index_api.TokenFrequencies, []byte) {
	s.words, s.number, s.distinct = words, s.number[:0], s.distinct[:0]
	for _, w := range words {
		word := form(w)
		n, ok := s.numbers[word]
		if !ok {
			n = len(s.distinct)
			s.numbers[word] = n
			s.distinct = append(s.distinct, sorted{head(word), word, n})
		}
		s.number = append(s.number, n)
	}
	slices.SortFunc(s.distinct, func(a, b sorted) int {
		if a.head != b.head {
			return cmp.Compare(a.head, b.head)
		}
		return cmp.Compare(a.word, b.word)
	})
	terms := make(index_api.TokenFrequencies, len(s.distinct))
	s.place = slices.Grow(s.place[:0], len(s.distinct))[:len(s.distinct)]
	for i, d := range s.distinct {
		terms[d.word] = held
		s.place[d.number] = i
	}
	order := make([]byte, 0, len(words)+8)
	for _, n := range s.number {
		order = appendOrder(order, s.place[n])
	}
	return terms, order
}

// head gives the first bytes of a word, the first one the most significant.
func head(word string) uint64 {
	var b [8]byte
	copy(b[:], word)
	return binary.BigEndian.Uint64(b[:])
}
