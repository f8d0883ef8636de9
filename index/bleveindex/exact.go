package bleveindex

// The exact scores of candidates, read from the order of their words.

import (
	"cmp"
	"context"
	"slices"
)

// top gives the best windows, best first: by score, then by ID.
func (s *search) top(ctx context.Context, limit int) ([]contender, error) {
	most := limit + limit/2 + keptBeside
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
	s.frequency = append(s.frequency[:0], make([][ways]float64, len(s.plan.words))...)
	s.there = append(s.there[:0], make([]bool, len(s.plan.pairs)+1)...)
	n := len(s.plan.words) + 1
	s.joined = append(s.joined[:0], make([]uint8, n*n)...)
	for i, x := range s.plan.pairs {
		s.joined[(x.first+1)*n+x.second+1] = uint8(i + 1)
	}
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
	clear(s.frequency)
	clear(s.there)
	n := len(s.plan.words) + 1
	last, marks, frequency := 0, s.ways, s.frequency
	order := part.block(c.window).words(c.window)
	for i := 0; i < len(order); i++ {
		form := uint32(order[i])
		if form == farWord {
			form = uint32(order[i+1])<<16 | uint32(order[i+2])
			i += 2
		}
		how := marks[form]
		if how == 0 {
			last = 0
			continue
		}
		w := int(how >> ways)
		f := &frequency[w-1]
		for way := range ways {
			f[way] += float64(how >> way & 1)
		}
		s.there[s.joined[last*n+w]] = true
		last = w
	}
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
