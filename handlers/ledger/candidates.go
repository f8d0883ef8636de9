package ledger

import (
	"cmp"
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
	onDay uint64 = iota // same day, something in common
	onDayLed
	led // same lead, something in common, whatever the day
	worded
	wordedLed
	verbatim
	onDayLedOnly
	onDayOnly
	ofOccurrence
)

// keys gives the blocking keys of a telling: the same in every run.
func (b *Builder) keys(dst []uint64, i int32) []uint64 {
	f := &b.facts[i]
	day := uint64(uint32(f.term.last))
	holders := b.leads.all[f.leads].bodies
	ofLead := make([]uint64, 0, 8)
	for _, h := range holders {
		ofLead = append(ofLead, mixed(led, h), mixed(wordedLed, h), mixed(mixed(onDayLed, day), h))
	}
	dated := f.term.kind == dated
	onDay, worded := mixed(onDay, day), mixed(worded, day)
	concept := func(c int32) {
		h := b.terms.hashes[c]
		if dated {
			dst = append(dst, mixed(onDay, h))
		}
		for n := 0; n < len(ofLead); n += 3 {
			if dated {
				dst = append(dst, mixed(ofLead[n+2], h))
			}
			dst = append(dst, mixed(ofLead[n], h))
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
		h := b.terms.hashes[w]
		if dated {
			dst = append(dst, mixed(worded, h))
		}
		for n := 0; n < len(ofLead); n += 3 {
			dst = append(dst, mixed(ofLead[n+1], h))
		}
	}
	if dated {
		for _, h := range holders {
			dst = append(dst, mixed(mixed(onDayLedOnly, day), h))
		}
		if f.term.coarse < ofYear { // its lead may have no name that the other knows
			dst = append(dst, mixed(onDayOnly, day))
		}
	}
	if dated && f.held != 0 {
		for _, held := range [...]int32{f.held, f.held + 1} { // events whose days are next to each other share one
			dst = append(dst, mixed(mixed(ofOccurrence, uint64(uint32(held))), uint64(uint32(f.term.to))))
		}
	}
	return append(dst, mixed(verbatim, f.exact))
}

// rareWords is how many words of a telling are looked up.
const rareWords = 4

// rarest gives the words of a telling that the fewest others use, but more
// than one.
func (b *Builder) rarest(words []int32) []int32 {
	var best [rareWords]int32
	out := best[:0]
	only := level(2)
	rarer := func(x, y int32) bool {
		if lx, ly := b.rarity.levels[x], b.rarity.levels[y]; lx != ly {
			return lx < ly
		}
		return b.terms.hashes[x] < b.terms.hashes[y]
	}
	for _, w := range words {
		if b.rarity.levels[w] <= only {
			continue
		}
		at := len(out)
		for at > 0 && rarer(w, out[at-1]) {
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
	return slices.Clone(out)
}

// mostAmended is how many duties of the documents that it amends a telling is
// compared with.
const mostAmended = 2000

// trier finds with whom a telling is compared.
type trier struct {
	*Builder
	seen  []int32 // the search in which each slot was last met
	round int32
	lists [][]int32
}

// tried gives the slots with which a telling is to be compared, ascending:
// those that may tell the same duty, or one with another deadline.
func (r *trier) tried(i int32) []int32 {
	r.lists = r.lists[:0]
	for _, key := range r.slots[i].keys {
		if list := r.blocks.of(key); list != nil {
			r.lists = append(r.lists, list)
		}
	}
	slices.SortStableFunc(r.lists, func(x, y []int32) int { return cmp.Compare(len(x), len(y)) })
	r.round++
	r.seen[i] = r.round
	out := make([]int32, 0, comparisons)
	try := func(list []int32) {
		for _, j := range list {
			if r.seen[j] != r.round {
				r.seen[j] = r.round
				out = append(out, j)
			}
		}
	}
	for _, list := range r.lists {
		if len(list) > comparisons-len(out) {
			at := placeOf(list, i, r.rank)
			list = list[max(0, at-nearby):min(len(list), at+nearby+1)]
		}
		try(list)
	}
	for _, k := range r.tellings[i].Amends {
		list := r.amending.told[head(k)]
		try(list[:min(len(list), mostAmended)])
	}
	slices.Sort(out)
	return out
}
