package bleveindex

import (
	"cmp"
	"context"
	"fmt"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"
	segment "github.com/blevesearch/scorch_segment_api/v2"
	"golang.org/x/sync/errgroup"
	"golang.org/x/sys/unix"

	"vanthu/corpus"
	"vanthu/corpus/lang"
	"vanthu/index"
)

// standings are the values of fieldStanding that a copy tells apart.
var standings = [...]corpus.Standing{"", corpus.Official, corpus.Translation, corpus.Report}

// load copies a segment.
func load(ctx context.Context, s segment.Segment) (*segmentCopy, error) {
	n := int(s.Count())
	c := &segmentCopy{windows: n, volumeOf: make([]uint8, n), length: make([]uint32, n), standing: make([]uint8, n)}
	l := &loading{segment: s, copy: c}
	for _, field := range s.Fields() {
		if tag, ok := strings.CutPrefix(field, fieldWords); ok {
			if err := l.volume(field, tag); err != nil {
				return nil, fmt.Errorf("copy the words of a segment: %w", err)
			}
		}
	}
	for i, value := range standings {
		err := eachWindow(s, fieldStanding, string(value), func(w uint32) { c.standing[w] = uint8(i) })
		if err != nil {
			return nil, fmt.Errorf("copy a segment: %w", err)
		}
	}
	c.blocks = make([]block, blocksOf(n))
	c.size = uint32(sizeOf(n))
	l.ids = make([][]byte, len(c.blocks))
	c.idEnd = make([]uint32, n)
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i := range c.blocks {
		group.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			err := l.block(i)
			if len(c.blocks) > 2 {
				l.release()
			}
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return nil, fmt.Errorf("copy a segment: %w", err)
	}
	l.finish()
	l.release()
	return c, nil
}

// release gives memory back: of what was made on the way, which the collector
// would let grow to the size of the copy, and of the segment's file, which is
// mapped into memory and hardly looked at any more.
func (l *loading) release() {
	if l.copy.windows < releaseFrom {
		return
	}
	debug.FreeOSMemory()
	if file, ok := l.segment.(interface{ Data() []byte }); ok && len(file.Data()) > 0 {
		_ = unix.Madvise(file.Data(), unix.MADV_DONTNEED) // else the pages stay
	}
}

// releaseFrom is the size of segments, in windows, from which release pays.
const releaseFrom = 50_000

func blocksOf(windows int) int { return (windows + sizeOf(windows) - 1) / sizeOf(windows) }

// loading is a copy under way.
type loading struct {
	segment segment.Segment
	copy    *segmentCopy
	fields  []loadingField
	ids     [][]byte // window IDs of each block
}

// loadingField is the words of one language, in the order of bleve's terms.
type loadingField struct {
	name   string
	terms  []string
	number []uint32 // of each term
	group  []uint32 // of each number: its folded word
	stem   []uint32 // of each number: its stem; nil where there are none
	folds  []string
	stems  []string
	counts []groupCounts // by block
}

// groupCounts are how many windows of a block hold each folded word and stem.
type groupCounts struct{ folds, stems []uint32 }

// volume reads which words there are, and numbers them.
func (l *loading) volume(field, tag string) error {
	dict, err := l.segment.Dictionary(field)
	if err != nil {
		return err
	}
	f := loadingField{name: field}
	var counts []uint64
	all := dict.AutomatonIterator(nil, nil, nil)
	for {
		entry, err := all.Next()
		if err != nil {
			return err
		}
		if entry == nil {
			break
		}
		f.terms = append(f.terms, entry.Term)
		counts = append(counts, entry.Count)
	}
	byCount := make([]uint32, len(f.terms))
	for i := range byCount {
		byCount[i] = uint32(i)
	}
	slices.SortFunc(byCount, func(a, b uint32) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b))
	})
	v := volume{tag: tag, forms: make(map[string]uint32, len(f.terms)), held: make([]uint32, len(f.terms)), folds: map[string]group{}}
	if index.Pairs(tag) {
		v.pairs = make([]uint32, len(f.terms))
	}
	f.number, f.group = make([]uint32, len(f.terms)), make([]uint32, len(f.terms))
	foldNumber, stemNumber := map[string]uint32{}, map[string]uint32{}
	stems := lang.Stems(tag)
	if stems {
		f.stem, v.stems = make([]uint32, len(f.terms)), map[string]group{}
	}
	for number, term := range byCount {
		word := f.terms[term]
		f.number[term] = uint32(number)
		v.forms[word] = uint32(number)
		v.held[number] = uint32(counts[term])
		fold := lang.Fold(word)
		f.group[number] = numbered(foldNumber, &f.folds, fold)
		add(v.folds, fold, uint32(number))
		if v.pairs != nil {
			v.pairs[number] = wordHash(fold)
		}
		if stems {
			stem := lang.Stem(tag, fold)
			f.stem[number] = numbered(stemNumber, &f.stems, stem)
			add(v.stems, stem, uint32(number))
		}
	}
	f.counts = make([]groupCounts, blocksOf(int(l.segment.Count())))
	l.fields = append(l.fields, f)
	l.copy.volumes = append(l.copy.volumes, v)
	return nil
}

func numbered(numbers map[string]uint32, list *[]string, s string) uint32 {
	n, ok := numbers[s]
	if !ok {
		n = uint32(len(*list))
		numbers[s] = n
		*list = append(*list, s)
	}
	return n
}

func add(groups map[string]group, name string, form uint32) {
	g := groups[name]
	g.forms = append(g.forms, form)
	groups[name] = g
}

// finish puts together what the blocks counted and named.
func (l *loading) finish() {
	var ids strings.Builder
	for i, part := range l.ids {
		b := &l.copy.blocks[i]
		for w := b.first; w < b.first+b.n; w++ {
			l.copy.idEnd[w] += uint32(ids.Len())
		}
		ids.Write(part)
	}
	l.copy.ids = ids.String()
	for _, n := range l.copy.length {
		l.copy.words += uint64(n)
	}
	for i, f := range l.fields {
		v := &l.copy.volumes[i]
		for _, c := range f.counts {
			sum(v.folds, f.folds, c.folds)
			sum(v.stems, f.stems, c.stems)
		}
	}
}

func sum(groups map[string]group, names []string, counts []uint32) {
	for i, n := range counts {
		g := groups[names[i]]
		g.windows += n
		groups[names[i]] = g
	}
}

// eachWindow calls f with the windows that hold a term, in order.
func eachWindow(s segment.Segment, field, term string, f func(window uint32)) error {
	dict, err := s.Dictionary(field)
	if err != nil {
		return err
	}
	list, err := dict.PostingsList([]byte(term), nil, nil)
	if err != nil {
		return err
	}
	eachPosting(list, nil, f)
	return nil
}

// eachPosting calls f with the windows of a list, in order.
func eachPosting(list segment.PostingsList, spare segment.PostingsIterator, f func(window uint32)) segment.PostingsIterator {
	it := list.Iterator(false, false, false, spare)
	direct, ok := it.(segment.OptimizablePostingsIterator)
	if !ok {
		for p, err := it.Next(); p != nil && err == nil; p, err = it.Next() {
			f(uint32(p.Number()))
		}
		return it
	}
	if w, ok := direct.DocNum1Hit(); ok {
		f(uint32(w))
		return it
	}
	if windows := direct.ActualBitmap(); windows != nil {
		eachBit(windows, 0, f)
	}
	return it
}

func eachBit(windows *roaring.Bitmap, from uint32, f func(window uint32)) {
	it := windows.Iterator()
	it.AdvanceIfNeeded(from)
	for it.HasNext() {
		f(it.Next())
	}
}
