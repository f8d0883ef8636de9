package ledger

import (
	"cmp"
	"math"
	"slices"
)

// Each telling is compared with at most so many others, those first that
// share what few share. Lists that are longer than what is left are looked at
// only near the telling itself: tellings are in an order in which like ones
// stand together.
const (
	comparisons = 48
	nearby      = 4
)

// The uses of a blocking key.
const (
	onDay int32 = iota // same day, something in common
	onDayLed
	led // same lead, something in common, whatever the day
	worded
	wordedLed
	verbatim
	onDayLedOnly
	onDayOnly
)

// block lists the tellings, ascending, that share each key.
type block map[uint64][]int32

// keys gives the blocking keys of a telling.
func (b *builder) keys(dst []uint64, i int32) []uint64 {
	f := &b.facts[i]
	key := func(parts ...int32) {
		h := fnvOffset
		for _, p := range parts {
			h = fnvInt(h, p)
		}
		dst = append(dst, h)
	}
	day := int32(math.MinInt32)
	if f.term.kind == dated {
		day = f.term.last
	}
	holders := b.holders(f.leads)
	concept := func(c int32) {
		if day != math.MinInt32 {
			key(onDay, day, c)
		}
		for _, h := range holders {
			if day != math.MinInt32 {
				key(onDayLed, day, h, c)
			}
			key(led, h, c)
		}
	}
	for _, k := range [...]kind{object, field, body} {
		for _, c := range f.concepts[k] {
			concept(c)
		}
	}
	for _, list := range [...][]int32{f.percents, f.numbers} {
		for _, n := range list {
			concept(n)
		}
	}
	for _, w := range b.rarest(f.words) {
		if day != math.MinInt32 {
			key(worded, day, w)
		}
		for _, h := range holders {
			key(wordedLed, h, w)
		}
	}
	for _, h := range holders {
		if day != math.MinInt32 {
			key(onDayLedOnly, day, h)
		}
	}
	if day != math.MinInt32 && f.term.coarse < ofYear { // its lead may have no name that the other knows
		key(onDayOnly, day)
	}
	dst = append(dst, fnvInt(f.exact, verbatim))
	return dst
}

// holders gives the numbers of the bodies that lead; for unknown ones, that
// of their names together.
func (b *builder) holders(leads int32) []int32 {
	l := b.leads.all[leads]
	if len(l.holders) == 0 {
		return []int32{b.names.of("lead " + l.key())}
	}
	out := make([]int32, len(l.holders))
	for i, h := range l.holders {
		out[i] = b.names.of("body " + h)
	}
	return out
}

// rareWords is how many words of a telling are looked up.
const rareWords = 4

// rarest gives the words of a telling that the fewest others use, but more
// than one.
func (b *builder) rarest(words []int32) []int32 {
	var best [rareWords]int32
	out := best[:0]
	for _, w := range words {
		if b.df[w] < 2 {
			continue
		}
		at := len(out)
		for at > 0 && b.df[w] < b.df[out[at-1]] {
			at--
		}
		if at >= rareWords {
			continue
		}
		if len(out) == rareWords {
			out = out[:rareWords-1]
		}
		out = slices.Insert(out, at, w)
	}
	return out
}

// candidates calls compare for each pair of tellings that may tell one duty,
// or one with another deadline: once a pair, in an order that depends on the
// tellings alone.
func (b *builder) candidates(compare func(i, j int32)) {
	n := int32(len(b.tellings))
	blocks := block{}
	all := make([][]uint64, n)
	for i := range n {
		all[i] = sorted(b.keys(nil, i))
		for _, k := range all[i] {
			blocks[k] = append(blocks[k], i)
		}
	}
	var lists [][]int32
	tried := make([][]int32, n) // the later tellings with which each was compared
	seen := make([]int32, n)    // the telling that was last compared with it, plus one
	for i := range n {
		lists = lists[:0]
		for _, k := range all[i] {
			if list := blocks[k]; len(list) > 1 {
				lists = append(lists, list)
			}
		}
		slices.SortStableFunc(lists, func(x, y []int32) int { return cmp.Compare(len(x), len(y)) })
		left := comparisons
		seen[i] = i + 1
		try := func(j int32) {
			if seen[j] != i+1 {
				seen[j] = i + 1
				left--
				switch {
				case j > i:
					tried[i] = append(tried[i], j)
				case slices.Contains(tried[j], i):
					return
				}
				compare(i, j)
			}
		}
		for _, list := range lists {
			if len(list) <= left {
				for _, j := range list {
					try(j)
				}
				continue
			}
			at, _ := slices.BinarySearch(list, i)
			for j := max(0, at-nearby); j < min(len(list), at+nearby+1); j++ {
				try(list[j])
			}
		}
	}
}
