package bleveindex

import (
	"cmp"
	"context"
	"math"
	"slices"
	"sync"
)

// Searching goes over the lists of the question's words and pairs, adds up
// for each window a bound of its score, keeps the best bounds, and gives
// these windows their exact scores from the order of their words. Where a
// window left out could still be among the best, all that could are scored.
// Words that many windows hold are looked up only where they can matter.

// contender is a window that may be among the best.
type contender struct {
	part   int
	window uint32
	bound  float32
	score  float64
}

// keptBeside is how many candidates are kept beside half as many again as
// windows are asked for; scored bounds how many are given exact scores in all.
const (
	keptBeside = 20
	scored     = 6000
)

// scratch is the memory of one search, used again by later ones.
type scratch struct {
	sums      [blockSize]float32
	bounds    [256]float32 // of share, by occurrence
	tables    [][256]float32
	tableOf   [][1 << ways]int32 // of each word, by the ways it counts; from 1
	sample    []float32
	best      []contender
	least     float32 // a window has to have more to be kept
	matches   [][]match
	ways      []uint16 // of each of a volume's words: which of the question's words it is, and how
	used      []uint32
	lists     []wordList
	joins     []pairList
	fixed     []fixedList
	dense     []denseList
	joined    []uint8 // which pair two words of the question are, from 1
	frequency [][ways]float64
	there     []bool
}

// match is a word of a volume that counts as one of the question's.
type match struct {
	form  uint32
	word  uint16
	ways  uint16 // bits
	table int32
}

// The lists of a block that are added up: of words, of pairs, and of windows
// that hold a key; and those of words that many windows hold.
type (
	wordList struct {
		low   []uint16
		code  []uint8
		table *[256]float32
	}
	pairList struct {
		low    []uint16
		values [lengthClasses]float32 // by the class of the window's length
	}
	fixedList struct {
		windows []uint32
		value   float32
	}
	denseList struct {
		code  []uint8
		table *[256]float32
		word  int
		most  float32 // that all lists of the word can add
	}
)

// scratches is a free list.
type scratches struct{ pool sync.Pool }

func (s *scratches) take() *scratch {
	if x, ok := s.pool.Get().(*scratch); ok {
		return x
	}
	return &scratch{}
}

func (s *scratches) give(x *scratch) { s.pool.Put(x) }

// search is one question under way.
type search struct {
	*scratch
	view  *view
	plan  *plan
	allow []bitset // by part: which windows may be found; nil for all
	mean  float64  // length of a window
	loose bool     // words count whatever their marks
}

// count fills in how many windows hold each word, pair and key.
func (s *search) count() {
	p := s.plan
	for _, part := range s.view.parts {
		for vi := range part.volumes {
			v := &part.volumes[vi]
			var gone lostVolume
			if part.lost != nil {
				gone = part.lost.volumes[vi]
			}
			for i := range p.words {
				w := &p.words[i]
				for _, fold := range w.folds {
					w.windows[asFold] += int(v.folds[fold].windows) - gone.folds[fold]
				}
				if v.pairs == nil {
					if v.stems != nil {
						w.windows[asStem] += int(v.stems[w.stem].windows) - gone.stems[w.stem]
					} else {
						w.windows[asStem] += int(v.folds[w.stem].windows) - gone.folds[w.stem]
					}
					continue
				}
				for _, written := range w.written {
					if f, ok := v.forms[written]; ok {
						w.windows[asWritten] += int(v.held[f]) - gone.forms[f]
					}
				}
			}
			if v.pairs == nil {
				continue
			}
			for i := range p.pairs {
				x := &p.pairs[i]
				for b := range part.blocks {
					x.windows += len(part.blocks[b].parts[vi].pair(x.key))
				}
				x.windows -= gone.pairs[x.key]
			}
		}
	}
	s.mean = max(1, float64(s.view.length)/float64(max(1, s.view.windows)))
}

// find gives the best windows, best first. A word typed with marks counts
// where it stands with the same marks or without any; where too few windows
// are found that way, with other marks too.
func (s *search) find(ctx context.Context, limit int) ([]contender, error) {
	s.match()
	best, err := s.top(ctx, limit)
	if err != nil || len(best) == limit || !slices.ContainsFunc(s.plan.words, func(w word) bool { return len(w.written) > 0 }) {
		return best, err
	}
	s.loose = true
	s.match()
	return s.top(ctx, limit)
}

// match finds the words of each volume that count, one list a volume, part
// after part.
func (s *search) match() {
	for f := range frequencyClasses {
		for c := range lengthClasses {
			s.bounds[f<<5|c] = float32(share(float64(frequencyClasses[f]), damping(float64(lengthClass[c]), s.mean))) * (1 + 1e-6)
		}
	}
	p := s.plan
	s.tables = s.tables[:0]
	s.tableOf = append(s.tableOf[:0], make([][1 << ways]int32, len(p.words))...)
	lists := 0
	for _, part := range s.view.parts {
		for vi := range part.volumes {
			v := &part.volumes[vi]
			if lists == len(s.matches) {
				s.matches = append(s.matches, nil)
			}
			list := s.matches[lists][:0]
			for i := range p.words {
				w, from := &p.words[i], len(list)
				strict := !s.loose && len(w.written) > 0 && v.pairs != nil
				if strict {
					for _, typed := range [...][]string{w.written, w.folds} {
						for _, form := range typed {
							if f, ok := v.forms[form]; ok {
								list = w.take(list, from, i, []uint32{f}, asFold)
							}
						}
					}
				}
				for _, fold := range w.folds {
					way := asFold
					if strict {
						way = inPairs
					}
					list = w.take(list, from, i, v.folds[fold].forms, way)
				}
				switch {
				case v.pairs == nil && v.stems != nil:
					list = w.take(list, from, i, v.stems[w.stem].forms, asStem)
				case v.pairs == nil:
					list = w.take(list, from, i, v.folds[w.stem].forms, asStem)
				default:
					for _, written := range w.written {
						if f, ok := v.forms[written]; ok {
							list = w.take(list, from, i, []uint32{f}, asWritten)
						}
					}
				}
				for j := from; j < len(list); j++ {
					if list[j].ways != 0 {
						list[j].table = s.table(i, list[j].ways)
					}
				}
			}
			s.matches[lists] = list
			lists++
		}
	}
}

// take adds words of a volume that count as a word of the question, which
// is number i; list has this word's from from.
func (w *word) take(list []match, from, i int, forms []uint32, way int) []match {
	bit := uint16(0)
	if way != inPairs {
		if w.value[way] == 0 {
			return list
		}
		bit = 1 << way
	}
next:
	for _, f := range forms {
		for j := from; j < len(list); j++ {
			if list[j].form == f {
				list[j].ways |= bit
				continue next
			}
		}
		list = append(list, match{form: f, word: uint16(i), ways: bit})
	}
	return list
}

// table gives the number of the table of what an occurrence of a word adds to
// the bound, where it counts in some of the ways.
func (s *search) table(word int, how uint16) int32 {
	made := &s.tableOf[word][how]
	if *made == 0 {
		var value float64
		for way := range ways {
			if how>>way&1 != 0 {
				value += s.plan.words[word].value[way]
			}
		}
		if n := len(s.tables); n < cap(s.tables) {
			s.tables = s.tables[:n+1]
		} else {
			s.tables = append(s.tables, [256]float32{})
		}
		t := &s.tables[len(s.tables)-1]
		for i, b := range s.bounds {
			t[i] = b * float32(value)
		}
		*made = int32(len(s.tables))
	}
	return *made - 1
}

// collect keeps the windows with the best bounds: the best most ones, or,
// where most is 0, all above least.
func (s *search) collect(ctx context.Context, most int, least float32) error {
	s.best, s.least = s.best[:0], least
	lists := 0
	for pi := range s.view.parts {
		part := &s.view.parts[pi]
		for bi := range part.blocks {
			if err := ctx.Err(); err != nil {
				return err
			}
			s.block(pi, &part.blocks[bi], s.matches[lists:], most)
		}
		lists += len(part.volumes)
	}
	if most > 0 && len(s.best) > most {
		s.cut(most)
	}
	return nil
}

// stretch is how many windows are added up at a time: their sums fit the
// processor's nearest cache.
const stretch = 1 << 14

// block adds up one block.
func (s *search) block(pi int, b *block, matches [][]match, most int) {
	s.gather(pi, b, matches)
	if len(s.lists) == 0 && len(s.joins) == 0 && len(s.dense) == 0 && len(s.fixed) == 0 {
		return
	}
	sums, class := &s.sums, b.class
	for from := 0; from < b.n; from += stretch {
		to := min(from+stretch, b.n)
		for i := range s.lists {
			l := &s.lists[i]
			n := before(l.low, to)
			low, code, table := l.low[:n], l.code[:n], l.table
			l.low, l.code = l.low[n:], l.code[n:]
			for i, w := range low {
				sums[w] += table[code[i]]
			}
		}
		for i := range s.joins {
			l := &s.joins[i]
			n := before(l.low, to)
			for _, w := range l.low[:n] {
				sums[w] += l.values[class[w]&(lengthClasses-1)]
			}
			l.low = l.low[n:]
		}
		for i := range s.fixed {
			l := &s.fixed[i]
			for len(l.windows) > 0 && int(l.windows[0])-b.first < to {
				sums[int(l.windows[0])-b.first] += l.value
				l.windows = l.windows[1:]
			}
		}
		late, rest := s.late(most)
		for _, d := range s.dense[late:] {
			code, table := d.code[from:to], d.table
			here := sums[from:to][:len(code)]
			for i, c := range code {
				here[i] += table[c]
			}
		}
		s.scan(pi, b, from, to, s.dense[:late], rest, most)
		clear(sums[from:to])
	}
}

// late gives how many of the lists of frequent words, which are sorted by how
// much they can add, are left for the windows that can still be among the
// best, and how much they can add.
func (s *search) late(most int) (n int, rest float32) {
	bar := s.least
	if bar == 0 {
		bar = s.plan.most() / 3
	}
	if most == 0 && s.least == 0 {
		return 0, 0
	}
	word := -1
	for i, d := range s.dense {
		if d.word != word {
			if rest+d.most > bar/3 {
				return i, rest
			}
			rest += d.most
			word = d.word
		}
	}
	return len(s.dense), rest
}

// before gives how many windows of a list come before one.
func before(low []uint16, to int) int {
	if n := len(low); n == 0 || int(low[n-1]) < to {
		return n
	}
	n, _ := slices.BinarySearch(low, uint16(to))
	return n
}

// gather finds the lists of a block.
func (s *search) gather(pi int, b *block, matches [][]match) {
	s.lists, s.joins, s.dense, s.fixed = s.lists[:0], s.joins[:0], s.dense[:0], s.fixed[:0]
	for vi := range b.parts {
		p := &b.parts[vi]
		for _, m := range matches[vi] {
			if m.ways == 0 {
				continue
			}
			table := &s.tables[m.table]
			if int(m.form) < len(p.dense) {
				s.dense = append(s.dense, denseList{p.dense[m.form], table, int(m.word), s.plan.words[m.word].most()})
			} else if low, code := p.list(m.form); len(low) > 0 {
				s.lists = append(s.lists, wordList{low, code, table})
			}
		}
		for i := range s.plan.pairs {
			if len(p.pairKeys) == 0 {
				break
			}
			x := &s.plan.pairs[i]
			if low := p.pair(x.key); len(low) > 0 {
				l := pairList{low: low}
				for c := range l.values {
					l.values[c] = float32(x.value) * s.bounds[1<<5|c]
				}
				s.joins = append(s.joins, l)
			}
		}
	}
	slices.SortFunc(s.dense, func(a, b denseList) int {
		return cmp.Or(cmp.Compare(a.most, b.most), cmp.Compare(a.word, b.word))
	})
	for i := range s.plan.keys {
		k := &s.plan.keys[i]
		from, _ := slices.BinarySearch(k.held[pi], uint32(b.first))
		to, _ := slices.BinarySearch(k.held[pi], uint32(b.first+b.n))
		if from < to {
			s.fixed = append(s.fixed, fixedList{k.held[pi][from:to], float32(k.score) * (1 + 1e-6)})
		}
	}
}

// scan keeps the windows of a stretch whose bound is good enough. late are
// the lists that have not been added yet.
func (s *search) scan(pi int, b *block, from, to int, late []denseList, rest float32, most int) {
	sums := s.sums[from:to]
	done := float32(math.MaxFloat32) // windows above it have been looked at
	if most > 0 && len(late) > 0 && len(s.best) < most {
		if guess := s.guess(sums, most); guess > 0 {
			for i, sum := range sums {
				if sum > guess {
					s.keep(pi, b, from+i, sum, late, most)
				}
			}
			done = guess
			if len(s.best) > most {
				s.cut(most)
			}
		}
	}
	need := s.least - rest
	for i, sum := range sums {
		if sum <= need || sum > done {
			continue
		}
		s.keep(pi, b, from+i, sum, late, most)
		need = s.least - rest
	}
}

// keep takes in a window if its bound is good enough.
func (s *search) keep(pi int, b *block, low int, sum float32, late []denseList, most int) {
	for _, d := range late {
		sum += d.table[d.code[low]]
	}
	if sum <= s.least {
		return
	}
	w := uint32(b.first + low)
	part := &s.view.parts[pi]
	if allow := s.allow[pi]; allow != nil && !allow.has(w) || part.deleted != nil && part.deleted.Contains(w) {
		return
	}
	s.best = append(s.best, contender{part: pi, window: w, bound: sum})
	if most > 0 && len(s.best) == 2*most {
		s.cut(most)
	}
}

// sampled is how many windows one is looked at of, to guess what the best
// ones have.
const sampled = 16
