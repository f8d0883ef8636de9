package bleveindex

import (
	"sync"

	"vanthu/corpus"
	"vanthu/index"
)

// bitset has a bit for each window of a segment.
type bitset []uint64

func newBitset(n int) bitset { return make(bitset, (n+63)/64) }

func (b bitset) has(w uint32) bool { return b[w/64]>>(w%64)&1 != 0 }
func (b bitset) set(w uint32)      { b[w/64] |= 1 << (w % 64) }

func (b bitset) and(other bitset) {
	for i := range b {
		b[i] &= other[i]
	}
}

// filterCache keeps the windows that carry one of a list of terms, for the
// lists that are asked for again and again: who asks, and in which language.
type filterCache struct {
	mu   sync.Mutex
	kept map[string]bitset // nil for a list that all windows carry
}

// keptFilters bounds the lists kept of a segment.
const keptFilters = 64

// filter gives the windows of a part that may be found; nil for all.
func (p *viewPart) filter(f index.Filter) (bitset, error) {
	out, err := p.among(fieldVisible, f.Viewer.Terms(), true)
	if err != nil {
		return nil, err
	}
	narrow := func(field string, values []string, keep bool) {
		if len(values) == 0 || err != nil {
			return
		}
		var more bitset
		if more, err = p.among(field, values, keep); err != nil || more == nil {
			return
		}
		if out == nil {
			out = more
			return
		}
		both := append(newBitset(0), out...)
		both.and(more)
		out = both
	}
	if len(f.Documents) > 0 && err == nil {
		var more bitset
		if more, err = p.ofDocuments(f.Documents); err == nil {
			if out != nil {
				more.and(out)
			}
			out = more
		}
	}
	narrow(fieldLanguage, f.Languages, true)
	kinds := make([]string, len(f.Kinds))
	for i, k := range f.Kinds {
		kinds[i] = string(k)
	}
	narrow(fieldKind, kinds, true)
	agencies := make([]string, len(f.Agencies))
	for i, a := range f.Agencies {
		agencies[i] = "agency:" + a
	}
	narrow(fieldKey, agencies, false)
	if (f.From != "" || f.To != "") && err == nil {
		var days []string
		if days, err = p.days(f.From, f.To); err == nil {
			if len(days) == 0 {
				return newBitset(p.segmentCopy.windows), nil
			}
			narrow(fieldIssued, days, false)
		}
	}
	return out, err
}

// among gives the windows that carry one of the terms; nil where all do.
func (p *viewPart) among(field string, terms []string, keep bool) (bitset, error) {
	var name string
	if keep {
		name = field
		for _, t := range terms {
			name += "\x00" + t
		}
		p.filters.mu.Lock()
		b, ok := p.filters.kept[name]
		p.filters.mu.Unlock()
		if ok {
			return b, nil
		}
	}
	b := newBitset(p.segmentCopy.windows)
	n := 0
	for _, t := range terms {
		err := eachWindow(p.segment, field, t, func(w uint32) {
			if !b.has(w) {
				b.set(w)
				n++
			}
		})
		if err != nil {
			return nil, err
		}
	}
	if n == p.segmentCopy.windows {
		b = nil
	}
	if keep {
		p.filters.mu.Lock()
		defer p.filters.mu.Unlock()
		if p.filters.kept == nil || len(p.filters.kept) >= keptFilters {
			p.filters.kept = map[string]bitset{}
		}
		p.filters.kept[name] = b
	}
	return b, nil
}

// ofDocuments gives the windows of documents: bleve's own terms of them are
// their IDs, which begin with the document's.
func (p *viewPart) ofDocuments(documents []string) (bitset, error) {
	b := newBitset(p.segmentCopy.windows)
	dict, err := p.segment.Dictionary(fieldID)
	if err != nil {
		return nil, err
	}
	for _, d := range documents {
		all := dict.AutomatonIterator(nil, []byte(d+"/"), []byte(d+"0")) // 0 follows / in ASCII
		for {
			entry, err := all.Next()
			if err != nil {
				return nil, err
			}
			if entry == nil {
				break
			}
			if err := eachWindow(p.segment, fieldID, entry.Term, b.set); err != nil {
				return nil, err
			}
		}
	}
	return b, nil
}

// fieldID is bleve's own field of a window's ID.
const fieldID = "_id"

// days gives the days of issue from one to another that some window has;
// either may be empty.
func (p *viewPart) days(from, to corpus.Day) ([]string, error) {
	dict, err := p.segment.Dictionary(fieldIssued)
	if err != nil {
		return nil, err
	}
	var after []byte
	if from != "" {
		after = []byte(from)
	}
	all := dict.AutomatonIterator(nil, after, nil)
	var out []string
	for {
		entry, err := all.Next()
		if err != nil || entry == nil || to != "" && entry.Term > string(to) {
			return out, err
		}
		out = append(out, entry.Term)
	}
}

// windows gives the windows that hold a term, in order, and how many of them
// are not deleted.
func (p *viewPart) windows(field, term string) (all []uint32, left int, err error) {
	err = eachWindow(p.segment, field, term, func(w uint32) {
		all = append(all, w)
		if p.deleted == nil || !p.deleted.Contains(w) {
			left++
		}
	})
	return all, left, err
}
