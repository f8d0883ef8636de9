package ledger

import (
	"sync"

	"vanthu/corpus/lang"
)

// segment finds entries by words, concepts and documents. It is filled when it
// is first asked, and is of use for later ledgers as long as they have most of
// its entries.
type segment struct {
	once    sync.Once
	entries []*entry
	postings
}

// postings lists places in a segment's entries, ascending.
type postings struct {
	words     map[uint64][]int32 // by hash of the term
	concepts  map[string][]int32
	documents map[string][]int32 // by ID
}

// subjects finds duties of one ledger by their words: by a segment that most
// of its entries are in, and one of those that are new.
type subjects struct {
	segments [2]*segment
	at       [2][]int32 // of each place in the segments: the entry of the ledger, -1 where it has it no more
	spare    sync.Pool  // of *tally
}

// Up to what share of a ledger's duties may be new, or gone, before all are put
// in one segment again: one in mostOther, and a few.
const (
	mostOther  = 8
	fewEntries = 256
)

// subjectsOf sets by what the duties of a ledger are found.
func (b *Builder) subjectsOf(l *Ledger) {
	s := &l.subjects
	for {
		base := b.segment
		if base == nil {
			base = &segment{entries: l.entries}
			for i, e := range l.entries {
				e.segment, e.place = base, int32(i)
			}
			b.segment = base
		}
		at := make([]int32, len(base.entries))
		for i := range at {
			at[i] = -1
		}
		fresh, freshAt := &segment{}, []int32(nil)
		for i, e := range l.entries {
			if e.segment == base {
				at[e.place] = int32(i)
			} else {
				fresh.entries, freshAt = append(fresh.entries, e), append(freshAt, int32(i))
			}
		}
		gone := len(base.entries) + len(fresh.entries) - len(l.entries)
		if max(gone, len(fresh.entries)) > len(l.entries)/mostOther+fewEntries {
			b.segment = nil
			continue
		}
		s.segments, s.at = [2]*segment{base, fresh}, [2][]int32{at, freshAt}
		return
	}
}

func (s *subjects) fill() {
	for _, g := range s.segments {
		g.once.Do(g.fill)
	}
}

// find gives the entries of the ledger that a segment's postings list.
func (s *subjects) find(of func(p *postings) []int32) []int32 {
	var out []int32
	for n, g := range s.segments {
		for _, place := range of(&g.postings) {
			if i := s.at[n][place]; i >= 0 {
				out = append(out, i)
			}
		}
	}
	return out
}

func (s *subjects) words(term uint64) []int32 {
	return s.find(func(p *postings) []int32 { return p.words[term] })
}

func (s *subjects) concepts(c string) []int32 {
	return s.find(func(p *postings) []int32 { return p.concepts[c] })
}

func (s *subjects) documents(id string) []int32 {
	return s.find(func(p *postings) []int32 { return p.documents[id] })
}

func (g *segment) fill() {
	var lock sync.Mutex
	parts := map[int]*postings{}
	shared(len(g.entries), func(from, to int) {
		p := &postings{map[uint64][]int32{}, map[string][]int32{}, map[string][]int32{}}
		p.fill(g.entries, from, to)
		lock.Lock()
		parts[from] = p
		lock.Unlock()
	})
	for from := range len(g.entries) + 1 {
		switch p := parts[from]; {
		case p == nil:
		case g.postings.words == nil:
			g.postings = *p
		default:
			follow(g.postings.words, p.words)
			follow(g.postings.concepts, p.concepts)
			follow(g.postings.documents, p.documents)
		}
	}
}

// follow puts the lists of later behind those of lists.
func follow[K comparable](lists, later map[K][]int32) {
	for k, list := range later {
		lists[k] = append(lists[k], list...)
	}
}

func (p *postings) fill(entries []*entry, from, to int) {
	r := termReader{}
	for place := from; place < to; place++ {
		e := entries[place]
		for k := range e.tellings {
			t := &e.tellings[k]
			put(p.documents, t.Document, int32(place))
			for _, c := range t.Concepts {
				put(p.concepts, c, int32(place))
			}
			for _, text := range t.words() {
				r.each(text, t.Language, func(term uint64) { put(p.words, term, int32(place)) })
			}
		}
	}
}

func put[K comparable](m map[K][]int32, key K, place int32) {
	if list := m[key]; len(list) == 0 || list[len(list)-1] != place {
		m[key] = append(list, place)
	}
}

// termReader reads the terms of texts: the hashes of their stems, and in
// Vietnamese, whose words are mostly two syllables, also of pairs of
// neighbours.
type termReader struct {
	stems map[string]map[string]uint64 // language → folded word → hash of its stem
	words []lang.Word
}

func (r *termReader) each(text, tag string, do func(uint64)) {
	stems := r.stems[tag]
	if stems == nil {
		if r.stems == nil {
			r.stems = map[string]map[string]uint64{}
		}
		stems = map[string]uint64{}
		r.stems[tag] = stems
	}
	r.words = lang.AppendWords(r.words[:0], text)
	var before uint64
	for n, w := range r.words {
		stem, ok := stems[w.Folded]
		if !ok {
			stem = fnvString(fnvOffset, lang.Stem(tag, w.Folded))
			stems[w.Folded] = stem
		}
		do(stem)
		if tag == "vi" {
			if n > 0 {
				do(mixed(before, stem))
			}
			before = stem
		}
	}
}
