// Package shelf keeps what all documents are called at hand, so that one is
// found while its number or title is typed.
package shelf

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"sort"
	"strings"
	"sync"
	"unicode"

	"vanthu/corpus"
	"vanthu/corpus/lang"
	"vanthu/handlers/state"
)

// Heads is what documents are called, and their files; state.State is one.
type Heads interface {
	Generation(ctx context.Context) (int64, error)
	Heads(ctx context.Context, generation int64) (stored []*corpus.Document, gone []string, err error)
	OriginalOf(ctx context.Context, id string) (name, hash string, err error)
	Original(hash string) ([]byte, error)
}

// mostFresh is how many changed documents are looked through one by one
// before the shelf is sorted anew.
const mostFresh = 1000

// Shelf has words and numbers lie sorted, and looks through what changed since
// besides. It is safe for concurrent use.
type Shelf struct {
	heads Heads

	mu         sync.Mutex
	generation int64
	sorted     *spines
	gone       map[string]bool // of the sorted ones: dropped or changed since
	fresh      map[string]spine
}

// New makes an empty shelf.
func New(h Heads) *Shelf { return &Shelf{heads: h} }

// spine is a document with the words it is found by.
type spine struct {
	*corpus.Document          // without a text
	number           string   // compacted
	words            []string // folded
}

// spines are documents sorted for finding; they do not change.
type spines struct {
	list       []spine
	vocabulary []string  // sorted
	holders    [][]int32 // by word: the documents whose title or number holds it, ascending
	numbers    []int32   // documents with a number, by their compacted number
}

func newSpine(d *corpus.Document) spine {
	s := spine{Document: d, number: compact(d.Number)}
	for _, w := range lang.Words(d.Title + " " + d.Number) {
		s.words = append(s.words, w.Folded)
	}
	return s
}

// SameNumber reports numbers of documents that are the same but for signs,
// marks and capitals.
func SameNumber(a, b string) bool { return compact(a) == compact(b) }

// Begins reports whether a name holds all words typed, the last one perhaps
// only begun.
func Begins(name string, typed []lang.Word) bool {
	return newSpine(&corpus.Document{Title: name}).holds(typed)
}

// compact gives the letters and digits of a number, folded: "57nqtw".
func compact(s string) string {
	var b strings.Builder
	for _, r := range s {
		if r = lang.FoldRune(r); unicode.IsLetter(r) || unicode.IsDigit(r) {
			b.WriteRune(r)
		}
	}
	return b.String()
}

func sortSpines(list []spine) *spines {
	s := &spines{list: list}
	held := map[string][]int32{}
	for i, d := range list {
		for _, w := range d.words {
			if have := held[w]; len(have) == 0 || have[len(have)-1] != int32(i) {
				held[w] = append(have, int32(i))
			}
		}
		list[i].words = nil // they lie in the vocabulary now
		if d.number != "" {
			s.numbers = append(s.numbers, int32(i))
		}
	}
	for w := range held {
		s.vocabulary = append(s.vocabulary, w)
	}
	sort.Strings(s.vocabulary)
	for _, w := range s.vocabulary {
		s.holders = append(s.holders, held[w])
	}
	slices.SortStableFunc(s.numbers, func(a, b int32) int { return cmp.Compare(list[a].number, list[b].number) })
	return s
}

// read takes in what has changed. The lock is held.
func (s *Shelf) read(ctx context.Context) error {
	now, err := s.heads.Generation(ctx)
	if err != nil {
		return err
	}
	if now < s.generation { // another state was put in its place
		s.generation, s.sorted = 0, nil
	}
	if s.sorted != nil && now == s.generation {
		return nil
	}
	if s.sorted == nil {
		s.generation = 0
		s.gone, s.fresh = map[string]bool{}, map[string]spine{}
	}
	stored, gone, err := s.heads.Heads(ctx, s.generation)
	if err != nil {
		return err
	}
	for _, id := range gone {
		s.gone[id] = true
		delete(s.fresh, id)
	}
	for _, d := range stored {
		s.gone[d.ID] = true
		s.fresh[d.ID] = newSpine(d)
	}
	s.generation = now
	if s.sorted == nil || len(s.fresh) > mostFresh {
		var list []spine
		if s.sorted != nil {
			for _, d := range s.sorted.list {
				if !s.gone[d.ID] {
					list = append(list, newSpine(d.Document))
				}
			}
		}
		for _, d := range s.fresh {
			list = append(list, d)
		}
		slices.SortFunc(list, func(a, b spine) int { return cmp.Compare(a.ID, b.ID) })
		s.sorted, s.gone, s.fresh = sortSpines(list), map[string]bool{}, map[string]spine{}
	}
	return nil
}

// Ready takes in what has changed, so that whoever types next does not wait
// for it.
func (s *Shelf) Ready(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.read(ctx)
}

// Find gives documents whose number begins as was typed, then those whose
// title and number hold all words typed, the last one perhaps only begun: of
// a language first, then the shortest title, then the newest. Without words
// it gives nothing.
func (s *Shelf) Find(ctx context.Context, typed, tag string, v corpus.Viewer, limit int) ([]*corpus.Document, error) {
	words := lang.Words(typed)
	if len(words) == 0 {
		return nil, nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.read(ctx); err != nil {
		return nil, err
	}
	number := ""
	if strings.ContainsFunc(typed, unicode.IsDigit) {
		number = compact(typed)
	}
	type found struct {
		*corpus.Document
		place int // 0: that number, 1: the number begins so, 2: the words
	}
	at := map[string]int{}
	var list []found
	take := func(d *corpus.Document, place int) {
		if _, have := at[d.ID]; !have && v.Sees(d.Visibility) {
			at[d.ID] = place
			list = append(list, found{d, place})
		}
	}
	numbered := func(d spine) {
		if d.number == number {
			take(d.Document, 0)
		} else {
			take(d.Document, 1)
		}
	}
	for _, d := range s.fresh {
		if number != "" && strings.HasPrefix(d.number, number) {
			numbered(d)
		} else if d.holds(words) {
			take(d.Document, 2)
		}
	}
	if number != "" {
		n := s.sorted.numbers
		for i := sort.Search(len(n), func(i int) bool { return s.sorted.list[n[i]].number >= number }); i < len(n) && strings.HasPrefix(s.sorted.list[n[i]].number, number); i++ {
			if d := s.sorted.list[n[i]]; !s.gone[d.ID] {
				numbered(d)
			}
		}
	}
	for _, i := range s.sorted.holding(words) {
		if d := s.sorted.list[i]; !s.gone[d.ID] {
			take(d.Document, 2)
		}
	}
	other := func(d *corpus.Document) int {
		if d.Language == tag {
			return 0
		}
		return 1
	}
	slices.SortFunc(list, func(a, b found) int {
		return cmp.Or(cmp.Compare(a.place, b.place), cmp.Compare(other(a.Document), other(b.Document)), cmp.Compare(len(a.Title), len(b.Title)),
			cmp.Compare(b.Issued, a.Issued), cmp.Compare(a.ID, b.ID))
	})
	var out []*corpus.Document
	for _, f := range list[:min(limit, len(list))] {
		out = append(out, f.Document)
	}
	return out, nil
}

// Each calls f with every document that a viewer may see, until f is false.
// The order is that of their IDs, but for those changed of late.
func (s *Shelf) Each(ctx context.Context, v corpus.Viewer, f func(d *corpus.Document) bool) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.read(ctx); err != nil {
		return err
	}
	for _, d := range s.sorted.list {
		if !s.gone[d.ID] && v.Sees(d.Visibility) && !f(d.Document) {
			return nil
		}
	}
	for _, d := range s.fresh {
		if v.Sees(d.Visibility) && !f(d.Document) {
			return nil
		}
	}
	return nil
}

// holds reports whether a document has all words, the last one perhaps only
// begun.
func (d spine) holds(words []lang.Word) bool {
	for i, w := range words {
		if !slices.ContainsFunc(d.words, func(have string) bool {
			return have == w.Folded || i == len(words)-1 && strings.HasPrefix(have, w.Folded)
		}) {
			return false
		}
	}
	return true
}

// holding gives the documents that hold all words, likewise, ascending.
func (s *spines) holding(words []lang.Word) []int32 {
	var out []int32
	for i, w := range words {
		var here []int32
		first := sort.SearchStrings(s.vocabulary, w.Folded)
		switch {
		case i < len(words)-1:
			if first < len(s.vocabulary) && s.vocabulary[first] == w.Folded {
				here = s.holders[first]
			}
		default:
			for k := first; k < len(s.vocabulary) && strings.HasPrefix(s.vocabulary[k], w.Folded); k++ {
				here = append(here, s.holders[k]...)
			}
			slices.Sort(here)
			here = slices.Compact(here)
		}
		if i == 0 {
			out = here
		} else {
			out = both(out, here)
		}
	}
	return out
}

// both gives what two ascending lists share.
func both(a, b []int32) []int32 {
	var out []int32
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] < b[0]:
			a = a[1:]
		case a[0] > b[0]:
			b = b[1:]
		default:
			out = append(out, a[0])
			a, b = a[1:], b[1:]
		}
	}
	return out
}

// Original gives the file that a document alone was read from; state.ErrNotFound,
// wrapped, where it is not kept.
func (s *Shelf) Original(ctx context.Context, id string) (name string, data []byte, err error) {
	name, hash, err := s.heads.OriginalOf(ctx, id)
	if err != nil {
		return "", nil, err
	}
	data, err = s.heads.Original(hash)
	return name, data, err
}

// HasOriginal reports whether Original gives a file.
func (s *Shelf) HasOriginal(ctx context.Context, id string) (bool, error) {
	_, _, err := s.heads.OriginalOf(ctx, id)
	if errors.Is(err, state.ErrNotFound) {
		return false, nil
	}
	return err == nil, err
}
