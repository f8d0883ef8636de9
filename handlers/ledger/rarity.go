package ledger

import "math"

// How rare a term is has steps, so that what one document says changes few
// weights: the numbers of tellings that have the term and of all tellings
// count by powers of the square root of two.
const stepsOfTwo = 2

// someTellings keeps the weights of a few tellings near one another.
const someTellings = 64

// level gives the step nearest to a number.
func level(n int32) uint8 { return uint8(math.Round(stepsOfTwo * math.Log2(float64(n)))) }

// rarity gives the weights of terms by the share of tellings that use them.
type rarity struct {
	all    uint8        // level of the number of tellings
	levels []uint8      // of terms
	of     [256]float64 // weight of a level
}

// newRarity weighs terms by how many of so many tellings have each.
func newRarity(df []int32, tellings int) rarity {
	r := rarity{levels: make([]uint8, len(df))}
	for w, n := range df {
		r.levels[w] = level(n + 1)
	}
	r.among(tellings)
	return r
}

// among sets the number of all tellings; it reports whether weights are others
// now.
func (r *rarity) among(tellings int) bool {
	all := level(int32(tellings) + someTellings)
	if all == r.all {
		return false
	}
	r.all = all
	for n := range r.of {
		r.of[n] = exact(math.Log1p(math.Exp2((float64(all) - float64(n)) / stepsOfTwo)))
	}
	return true
}

func (r *rarity) weight(term int32) float64 { return r.of[r.levels[term]] }

// exact rounds a weight so that sums are the same in whatever order.
func exact(w float64) float64 { return math.Round(w*4096) / 4096 }

// rarities takes in which tellings came and went, and finds those that have a
// term that is more or less rare now.
func (c *change) rarities() {
	b := c.builder
	b.rarity.levels = append(b.rarity.levels, make([]uint8, len(b.df)-len(b.rarity.levels))...)
	var touched []int32
	for _, i := range c.gone {
		b.facts[i].counted(func(w int32) { b.df[w]--; touched = append(touched, w) })
		b.tellings[i] = nil
	}
	for _, i := range c.added {
		b.facts[i].counted(func(w int32) { b.df[w]++; touched = append(touched, w) })
	}
	other, any := make([]bool, len(b.df)), false
	for _, w := range touched {
		if l := level(b.df[w] + 1); l != b.rarity.levels[w] {
			b.rarity.levels[w] = l
			other[w], any = true, true
		}
	}
	all := b.rarity.among(len(b.order) + len(c.added) - len(c.gone))
	if !all && !any {
		return
	}
	words, concepts := make([]bool, len(b.order)), make([]bool, len(b.order))
	inParallel(len(b.order), func(n int) {
		f := &b.facts[b.order[n]]
		for _, w := range f.words {
			words[n] = words[n] || other[w]
		}
		for _, list := range f.concepts {
			for _, w := range list {
				concepts[n] = concepts[n] || other[w]
			}
		}
	})
	for n, i := range b.order {
		if b.tellings[i] == nil {
			continue
		}
		if words[n] {
			c.rekeyed.add(i)
		}
		if all || words[n] || concepts[n] {
			c.renewed.add(i)
		}
	}
}
