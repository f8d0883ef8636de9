package ledger

import (
	"cmp"
	"slices"
)

// kin counts, for pairs of documents, the deadlines that both set for a body:
// two accounts of one meeting share most of theirs, two papers of one ministry
// the end of a year at most.
type kin struct {
	keys  map[int32][]uint64 // document → deadline and lead of its tellings, sorted
	days  map[int32][]uint64 // document → deadlines of its tellings, sorted
	known map[uint64]int
}

func newKin() *kin {
	return &kin{keys: map[int32][]uint64{}, days: map[int32][]uint64{}, known: map[uint64]int{}}
}

// kin takes in which documents tell otherwise now: what they tell has to be
// compared anew.
func (c *change) kin() {
	b := c.builder
	touched := map[int32]bool{}
	for _, list := range [...][]int32{c.gone, c.added} {
		for _, i := range list {
			touched[b.facts[i].document] = true
		}
	}
	for d := range touched {
		b.ofDocument[d] = slices.DeleteFunc(b.ofDocument[d], func(i int32) bool { return b.tellings[i] == nil })
	}
	for _, i := range c.added {
		d := b.facts[i].document
		b.ofDocument[d] = append(b.ofDocument[d], i)
	}
	clear(b.kinship.known)
	for d := range touched {
		list := b.ofDocument[d]
		slices.SortFunc(list, func(x, y int32) int { return cmp.Compare(b.rank[x], b.rank[y]) })
		var keys, days []uint64
		for _, i := range list {
			c.renewed.add(i)
			f := &b.facts[i]
			if f.term.kind == dated && f.term.coarse < ofYear && !f.old {
				days = append(days, dueBy(f.term, 0))
			}
			if f.term.kind != dated || f.term.coarse == ofYear || b.leads.all[f.leads].nowhere {
				continue
			}
			for _, h := range b.leads.all[f.leads].bodies {
				keys = append(keys, dueBy(f.term, h))
			}
		}
		b.kinship.keys[d], b.kinship.days[d] = sorted(keys), sorted(days)
	}
}

// dueBy is the same for the same time and body.
func dueBy(t term, holder uint64) uint64 {
	return mixed(mixed(mixed(fnvOffset, uint64(uint32(t.from))), uint64(uint32(t.last))), holder)
}

// between gives how many deadlines two documents share, of at most mostKin
// more than one.
func (k *kin) between(x, y int32) int {
	if x > y {
		x, y = y, x
	}
	pair := uint64(x)<<32 | uint64(y)
	n, ok := k.known[pair]
	if !ok {
		few, many := k.keys[x], k.keys[y]
		if len(few) > len(many) {
			few, many = many, few
		}
		for _, key := range few {
			if _, has := slices.BinarySearch(many, key); has {
				if n++; n > mostKin {
					break
				}
			}
		}
		k.known[pair] = n
	}
	return n
}

// ofOnePlace reports whether the local bodies that lead two tellings without a
// place may be of one: every province has a Department of Health, and plans of
// two provinces are alike. Their documents have to share a deadline of a body
// that is told from others, or be one document.
func (b *Builder) ofOnePlace(i, j int32) bool {
	x, y := &b.facts[i], &b.facts[j]
	if !b.leads.all[x.leads].nowhere || !b.leads.all[y.leads].nowhere {
		return true
	}
	n := b.tellings[i].NumberKey
	return n != "" && n == b.tellings[j].NumberKey || b.kinship.between(x.document, y.document) > 0
}

// beside gives how many deadlines the documents of two tellings share beside
// the one of the tellings. Texts of one number are one document in two
// languages and share all.
func (b *Builder) beside(i, j int32) int {
	if n := b.tellings[i].NumberKey; n != "" && n == b.tellings[j].NumberKey {
		return mostKin
	}
	return max(0, b.kinship.between(b.facts[i].document, b.facts[j].document)-1)
}

// How many deadlines two documents share at least, and which part of those of
// the one that has fewer, where both tell of one meeting: whoever leads.
const (
	parallelDays = 4
	parallelPart = 0.5
)

// parallel reports that two documents set so many of the same deadlines that
// both tell of one meeting, though one calls bodies by names that nobody knows.
func (k *kin) parallel(x, y int32) bool {
	few, many := k.days[x], k.days[y]
	if len(few) > len(many) {
		few, many = many, few
	}
	n := 0
	for _, day := range few {
		if _, has := slices.BinarySearch(many, day); has {
			n++
		}
	}
	return n >= parallelDays && float64(n) >= parallelPart*float64(len(few))
}
