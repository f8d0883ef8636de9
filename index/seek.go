package index

import (
	"cmp"
	"slices"
)

// seeker looks for units by the places where words of theirs stand. It goes
// by numbers of words: those of Result.Asked, or its own.
type seeker struct {
	number map[string]int32
	units  []sought
	pairs  []soughtPair // by their words' numbers
	words  float64      // weight of all units
	joined float64      // weight of all pairs
	joins  []int32      // which pair, from 1, two words make: first times words plus second; nil where words are too many
	unitOf []int32      // of each word: the unit it belongs to by itself, from 1
	have   []bool       // of each word: it was seen
	got    []bool       // of each pair
	counts []int32      // of each unit
	sought []bool       // of each word: some unit has it
	spare  []Place
}

// sought is a unit: all words of one of its wordings count together. A
// wording with a word that cannot stand anywhere is left out.
type sought struct {
	wordings [][]int32
	key      string
	own      int // wordings[:own] are of its own words, which a key replaces
	weight   float64
}

type soughtPair struct {
	first, second int32
	weight        float64
}

// seek prepares for texts whose words are numbered as in asked; for nil, for
// places made by places.
func (u Units) seek(asked []string) *seeker {
	s := &seeker{number: make(map[string]int32, 2*len(u.List)), units: make([]sought, len(u.List))}
	for i, w := range asked {
		if _, ok := s.number[w]; !ok {
			s.number[w] = int32(i)
		}
	}
	next := int32(len(asked))
	of := func(word string) (int32, bool) {
		n, ok := s.number[word]
		if !ok && asked == nil {
			n, ok = next, true
			s.number[word] = n
			next++
		}
		return n, ok
	}
	wording := func(words []string) []int32 {
		out := make([]int32, 0, len(words))
		for _, w := range words {
			n, ok := of(w)
			if !ok {
				return nil
			}
			out = append(out, n)
		}
		return out
	}
	for i, unit := range u.List {
		x := &s.units[i]
		x.key, x.weight = unit.Key, unit.Weight
		s.words += unit.Weight
		if w := wording(unit.Words); len(w) > 0 {
			x.wordings, x.own = append(x.wordings, w), 1
		}
		for _, or := range unit.Or {
			if w := wording(or); len(w) > 0 {
				x.wordings = append(x.wordings, w)
			}
		}
	}
	for _, p := range u.sortedPairs() {
		s.joined += p.weight
		a, okA := of(p.first)
		b, okB := of(p.second)
		if okA && okB {
			s.pairs = append(s.pairs, soughtPair{a, b, p.weight})
		}
	}
	slices.SortFunc(s.pairs, func(a, b soughtPair) int {
		return cmp.Or(cmp.Compare(a.first, b.first), cmp.Compare(a.second, b.second))
	})
	if n := int(next); len(s.pairs) > 0 && n*n <= mostJoins {
		s.joins = make([]int32, n*n)
		for i := len(s.pairs) - 1; i >= 0; i-- {
			s.joins[int(s.pairs[i].first)*n+int(s.pairs[i].second)] = int32(i) + 1
		}
	}
	s.unitOf, s.have, s.got, s.counts = make([]int32, next), make([]bool, next), make([]bool, len(s.pairs)), make([]int32, len(u.List))
	s.sought = make([]bool, next)
	for i, unit := range u.List {
		for _, w := range unit.Words {
			if n, ok := s.number[w]; ok {
				s.unitOf[n], s.sought[n] = int32(i)+1, true
			}
		}
		for _, or := range unit.Or {
			for _, w := range or {
				if n, ok := s.number[w]; ok {
					s.sought[n] = true
				}
			}
		}
	}
	return s
}

// places gives where the words of a text stand that are sought.
func (s *seeker) places(tokens []Token) []Place { return s.appendPlaces(nil, tokens) }

func (s *seeker) appendPlaces(out []Place, tokens []Token) []Place {
	for i, t := range tokens {
		if n, ok := s.number[t.Stem]; ok {
			out = append(out, Place{At: int32(i), Word: n})
		}
	}
	return out
}

// cover tells how much is held; held, where it is not nil, says whether the
// text has a key.
func (s *seeker) cover(places []Place, held func(key string) bool) Coverage {
	clear(s.have)
	clear(s.got)
	for i, p := range places {
		s.have[p.Word] = true
		if i > 0 && len(s.pairs) > 0 && places[i-1].At+1 == p.At {
			s.pair(places[i-1].Word, p.Word)
		}
	}
	c := Coverage{Held: make([]bool, len(s.units))}
	var sum float64
	for i := range s.units {
		if s.units[i].held(s.have, held) {
			sum += s.units[i].weight
			c.Count++
			c.Held[i] = true
		}
	}
	if s.words > 0 {
		c.Words = share(sum, s.words)
	}
	c.Pairs, c.share = c.Words, c.Words
	if s.joined > 0 {
		var pairs float64
		for i, got := range s.got {
			if got {
				pairs += s.pairs[i].weight
			}
		}
		c.Pairs = share(pairs, s.joined)
		c.share = share(sum+pairWeight*pairs, s.words+pairWeight*s.joined)
	}
	return c
}

// mostJoins bounds the table of pairs.
const mostJoins = 1 << 14

func (s *seeker) pair(first, second int32) {
	if s.joins != nil {
		if i := s.joins[int(first)*len(s.have)+int(second)]; i > 0 {
			s.got[i-1] = true
		}
		return
	}
	i, ok := slices.BinarySearchFunc(s.pairs, soughtPair{first: first, second: second}, func(a, b soughtPair) int {
		return cmp.Or(cmp.Compare(a.first, b.first), cmp.Compare(a.second, b.second))
	})
	if ok {
		s.got[i] = true
	}
}

func (x *sought) held(have []bool, key func(string) bool) bool {
	wordings := x.wordings
	if x.key != "" && key != nil { // single words of a name stand in many texts
		if key(x.key) {
			return true
		}
		wordings = wordings[x.own:]
	}
	for _, words := range wordings {
		if !slices.ContainsFunc(words, func(w int32) bool { return !have[w] }) {
			return true
		}
	}
	return false
}

// near gives what Units.Near tells.
func (s *seeker) near(places []Place, span int) float64 {
	if s.words == 0 {
		return 0
	}
	clear(s.counts)
	var sum, best float64
	from := 0
	for _, p := range places {
		for ; places[from].At+int32(span) <= p.At; from++ {
			if n := s.unitOf[places[from].Word]; n > 0 {
				if s.counts[n-1]--; s.counts[n-1] == 0 {
					sum -= s.units[n-1].weight
				}
			}
		}
		if n := s.unitOf[p.Word]; n > 0 {
			if s.counts[n-1]++; s.counts[n-1] == 1 {
				sum += s.units[n-1].weight
			}
		}
		best = max(best, sum)
	}
	return share(best, s.words)
}
