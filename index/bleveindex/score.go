package bleveindex

import (
	"cmp"
	"context"
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

// kept is how many candidates are kept for each window asked for; scored
// bounds how many are given exact scores in all.
const (
	kept   = 3
	scored = 6000
)

// scratch is the memory of one search, used again by later ones.
type scratch struct {
	sums       [blockSize]float32
	bounds     [256]float32 // of share, by occurrence
	pairBounds [lengthClasses]float32
	tables     [][256]float32
	best       []contender
	least      float32 // a window has to have more to be kept
	matches    [][]match
	ways       []uint16 // of each of a volume's words: which of the question's words it is, and how
	used       []uint32
	dense      []denseList
	joined     []uint8 // which pair two words of the question are, from 1
	frequency  [][ways]float64
	there      []bool
}

// match is a word of a volume that counts as one of the question's.
type match struct {
	form  uint32
	word  uint16
	ways  uint16 // bits
	table int
}

type denseList struct {
	code  []uint8
	table *[256]float32
}

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

// match finds the words of each volume that count, one list a volume, part
// after part.
func (s *search) match() {
	for f := range frequencyClasses {
		for c := range lengthClasses {
			s.bounds[f<<5|c] = float32(share(float64(frequencyClasses[f]), damping(float64(lengthClass[c]), s.mean))) * (1 + 1e-6)
		}
	}
	for c := range lengthClasses {
		s.pairBounds[c] = s.bounds[1<<5|c]
	}
	s.tables = s.tables[:0]
	lists := 0
	p := s.plan
	weights := p.way()
	for _, part := range s.view.parts {
		for vi := range part.volumes {
			v := &part.volumes[vi]
			if lists == len(s.matches) {
				s.matches = append(s.matches, nil)
			}
			list := s.matches[lists][:0]
			for i := range p.words {
				w := &p.words[i]
				from := len(list)
				take := func(forms []uint32, way int) {
					if w.value[way] == 0 {
						return
					}
				next:
					for _, f := range forms {
						for j := from; j < len(list); j++ {
							if list[j].form == f {
								list[j].ways |= 1 << way
								continue next
							}
						}
						list = append(list, match{form: f, word: uint16(i), ways: 1 << way})
					}
				}
				for _, fold := range w.folds {
					take(v.folds[fold].forms, asFold)
				}
				if v.pairs == nil && weights[asStem] > 0 {
					if v.stems != nil {
						take(v.stems[w.stem].forms, asStem)
					} else {
						take(v.folds[w.stem].forms, asStem)
					}
				}
				if v.pairs != nil {
					for _, written := range w.written {
						if f, ok := v.forms[written]; ok {
							take([]uint32{f}, asWritten)
						}
					}
				}
				s.tabulate(list[from:], w)
			}
			s.matches[lists] = list
			lists++
		}
	}
}

// tabulate makes the tables of what an occurrence adds to the bound, one for
// each set of ways.
func (s *search) tabulate(list []match, w *word) {
	var made [1 << ways]int
	for i := range list {
		m := &list[i]
		if made[m.ways] == 0 {
			var value float64
			for way := range ways {
				if m.ways>>way&1 != 0 {
					value += w.value[way]
				}
			}
			s.tables = append(s.tables, [256]float32{})
			t := &s.tables[len(s.tables)-1]
			for i, b := range s.bounds {
				t[i] = b * float32(value)
			}
			made[m.ways] = len(s.tables)
		}
		m.table = made[m.ways] - 1
	}
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

// block adds up one block.
func (s *search) block(pi int, b *block, matches [][]match, most int) {
	s.dense = s.dense[:0]
	rest := float32(0)
	touched := false
	for vi := range b.parts {
		p := &b.parts[vi]
		for _, m := range matches[vi] {
			table := &s.tables[m.table]
			if int(m.form) < len(p.dense) {
				s.dense = append(s.dense, denseList{p.dense[m.form], table})
				rest += table[255]
				continue
			}
			low, code := p.list(m.form)
			code = code[:len(low)]
			for i, w := range low {
				s.sums[w] += table[code[i]]
			}
			touched = touched || len(low) > 0
		}
		if p.pairKeys == nil {
			continue
		}
		for i := range s.plan.pairs {
			x := &s.plan.pairs[i]
			value := float32(x.value)
			for _, w := range p.pair(x.key) {
				s.sums[w] += value * s.pairBounds[b.class[w]&(lengthClasses-1)]
			}
		}
	}
	for i := range s.plan.keys {
		k := &s.plan.keys[i]
		from, _ := slices.BinarySearch(k.held[pi], uint32(b.first))
		for _, w := range k.held[pi][from:] {
			if w >= uint32(b.first+b.n) {
				break
			}
			s.sums[w-uint32(b.first)] += float32(k.score) * (1 + 1e-6)
			touched = true
		}
	}
	if !touched && len(s.dense) == 0 {
		return
	}
	s.scan(pi, b, rest, most)
	clear(s.sums[:b.n])
}

// scan keeps the windows of a block whose bound is good enough.
func (s *search) scan(pi int, b *block, rest float32, most int) {
	part := &s.view.parts[pi]
	allow := s.allow[pi]
	need := s.least - rest
	for i, sum := range s.sums[:b.n] {
		if sum <= need {
			continue
		}
		for _, d := range s.dense {
			sum += d.table[d.code[i]]
		}
		if sum <= s.least {
			continue
		}
		w := uint32(b.first + i)
		if allow != nil && !allow.has(w) || part.deleted != nil && part.deleted.Contains(w) {
			continue
		}
		s.best = append(s.best, contender{part: pi, window: w, bound: sum})
		if most > 0 && len(s.best) == 2*most {
			s.cut(most)
			need = s.least - rest
		}
	}
}

// cut keeps the most candidates with the best bounds.
func (s *search) cut(most int) {
	selectBest(s.best, most)
	s.best = s.best[:most]
	least := s.best[0].bound
	for _, c := range s.best {
		least = min(least, c.bound)
	}
	s.least = least
}

// selectBest puts the n best bounds first, in any order (Hoare's selection).
func selectBest(list []contender, n int) {
	from, to := 0, len(list)
	for to-from > 1 {
		pivot := list[(from+to)/2].bound
		i, j := from, to-1
		for i <= j {
			for list[i].bound > pivot {
				i++
			}
			for list[j].bound < pivot {
				j--
			}
			if i <= j {
				list[i], list[j] = list[j], list[i]
				i++
				j--
			}
		}
		switch {
		case n <= j+1:
			to = j + 1
		case n > i:
			from = i
		default:
			return
		}
	}
}

// top gives the best windows, best first: by score, then by ID.
func (s *search) top(ctx context.Context, limit int) ([]contender, error) {
	most := kept*limit + 24
	if err := s.collect(ctx, most, 0); err != nil {
		return nil, err
	}
	full, least := len(s.best) == most, s.least
	s.exact()
	if full && (len(s.best) < limit || s.best[limit-1].score <= float64(least)*(1+1e-5)) {
		// A window that was left out may belong here.
		bar := float32(0)
		if len(s.best) >= limit {
			bar = float32(s.best[limit-1].score) * (1 - 1e-5)
		}
		if err := s.collect(ctx, 0, bar); err != nil {
			return nil, err
		}
		if len(s.best) > scored {
			s.cut(scored)
		}
		s.exact()
	}
	return s.best[:min(len(s.best), limit)], nil
}

// exact gives the candidates their scores and puts them in order.
func (s *search) exact() {
	slices.SortFunc(s.best, func(a, b contender) int {
		return cmp.Or(cmp.Compare(a.part, b.part), cmp.Compare(s.volume(a), s.volume(b)), cmp.Compare(a.window, b.window))
	})
	part, volume := -1, -1
	for i := range s.best {
		c := &s.best[i]
		if v := s.volume(*c); c.part != part || v != volume {
			part, volume = c.part, v
			s.mark(part, volume)
		}
		c.score = s.score(c)
	}
	s.unmark()
	slices.SortFunc(s.best, func(a, b contender) int {
		if a.score != b.score {
			return cmp.Compare(b.score, a.score)
		}
		return cmp.Compare(s.view.parts[a.part].windowID(a.window), s.view.parts[b.part].windowID(b.window))
	})
}

func (s *search) volume(c contender) int { return int(s.view.parts[c.part].volumeOf[c.window]) }

// mark prepares for reading windows of one volume: ways says of each of its
// words which of the question's it is, from 1, above the bits of how.
func (s *search) mark(part, volume int) {
	s.unmark()
	list := 0
	for _, p := range s.view.parts[:part] {
		list += len(p.volumes)
	}
	if len(s.view.parts[part].volumes) == 0 {
		return
	}
	if n := len(s.view.parts[part].volumes[volume].forms); len(s.ways) < n {
		s.ways = make([]uint16, n)
	}
	for _, m := range s.matches[list+volume] {
		if s.ways[m.form] == 0 {
			s.used = append(s.used, m.form)
			s.ways[m.form] = (m.word+1)<<ways | m.ways
		}
	}
	n := len(s.plan.words) + 1
	s.joined = append(s.joined[:0], make([]uint8, n*n)...)
	for i, x := range s.plan.pairs {
		s.joined[(x.first+1)*n+x.second+1] = uint8(i + 1)
	}
}

func (s *search) unmark() {
	for _, f := range s.used {
		s.ways[f] = 0
	}
	s.used = s.used[:0]
}

// score reads a window and gives its score. The parts are added up in the
// order of the question, so that the same window always has the same score.
func (s *search) score(c *contender) float64 {
	part := &s.view.parts[c.part]
	s.frequency = append(s.frequency[:0], make([][ways]float64, len(s.plan.words))...)
	s.there = append(s.there[:0], make([]bool, len(s.plan.pairs)+1)...)
	n := len(s.plan.words) + 1
	last := 0
	part.blocks[c.window/blockSize].words(c.window, func(form uint32) {
		how := s.ways[form]
		if how == 0 {
			last = 0
			return
		}
		w := int(how >> ways)
		for way := range ways {
			if how>>way&1 != 0 {
				s.frequency[w-1][way]++
			}
		}
		s.there[s.joined[last*n+w]] = true
		last = w
	})
	damp := damping(float64(part.length[c.window]), s.mean)
	score := 0.0
	for i := range s.frequency {
		for way, f := range s.frequency[i] {
			if f > 0 {
				score += s.plan.words[i].value[way] * share(f, damp)
			}
		}
	}
	if len(part.volumes) > 0 && part.volumes[s.volume(*c)].pairs != nil {
		for i := range s.plan.pairs {
			if s.there[i+1] {
				score += s.plan.pairs[i].value * share(1, damp)
			}
		}
	}
	for i := range s.plan.keys {
		k := &s.plan.keys[i]
		if has(k.held[c.part], c.window) {
			score += k.score
		}
	}
	return score
}

func has(windows []uint32, window uint32) bool {
	_, ok := slices.BinarySearch(windows, window)
	return ok
}
