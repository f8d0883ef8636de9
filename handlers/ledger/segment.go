package ledger

import (
	"slices"
	"sync"

	"vanthu/corpus/lang"
)

// segment finds entries by words, concepts and documents. It is filled when it
// is first asked, and is of use for later ledgers as long as they have half of
// its entries.
type segment struct {
	once    sync.Once
	entries []*entry
	live    int // how many of them a new ledger has; for the Builder alone
	number  int // among the segments of a new ledger; for the Builder alone
	postings
}

// postings lists places in a segment's entries, ascending.
type postings struct {
	words     map[uint64][]int32 // by hash of the term
	concepts  map[string][]int32
	documents map[string][]int32 // by ID
}

// subjects finds duties of one ledger by their words. Its entries are in
// segments of which each has more than twice as many as the next: what is new
// is a small one, and seldom is a large one made anew.
type subjects struct {
	segments []*segment
	at       [][]int32 // of each place in a segment: the entry of the ledger, -1 where it has it no more
	spare    sync.Pool // of *tally
}

// subjectsOf sets by what the duties of a ledger are found.
func (b *Builder) subjectsOf(l *Ledger) {
	var fresh []*entry
	for _, e := range l.entries {
		if e.segment == nil {
			fresh = append(fresh, e)
		} else {
			e.segment.live++
		}
	}
	var list []*segment
	add := func(entries []*entry, live int) {
		g := &segment{entries: make([]*entry, 0, live), live: live}
		for _, e := range entries {
			if e.group.entry == e {
				e.segment, e.place = g, int32(len(g.entries))
				g.entries = append(g.entries, e)
			}
		}
		list = append(list, g)
	}
	for _, g := range b.segments {
		if 2*g.live < len(g.entries) {
			add(g.entries, g.live)
		} else {
			list = append(list, g)
		}
	}
	add(fresh, len(fresh))
	for n := len(list); n > 1 && list[n-2].live <= 2*list[n-1].live; n = len(list) {
		x, y := list[n-2], list[n-1]
		list = list[:n-2]
		add(slices.Concat(x.entries, y.entries), x.live+y.live)
	}
	s := &l.subjects
	for n, g := range list {
		g.live = 0
		g.number = n
		s.at = append(s.at, make([]int32, len(g.entries)))
		for i := range s.at[n] {
			s.at[n][i] = -1
		}
	}
	s.segments, b.segments = list, list
	for i, e := range l.entries {
		s.at[e.segment.number][e.place] = int32(i)
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
