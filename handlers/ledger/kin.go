package ledger

import "slices"

// kin counts, for pairs of documents, the deadlines that both set for a body:
// two accounts of one meeting share most of theirs, two papers of one ministry
// the end of a year at most.
type kin struct {
	keys  map[int32][]uint64 // document → deadline and lead of its tellings, sorted
	days  map[int32][]uint64 // document → deadlines of its tellings, sorted
	known map[uint64]int
}

func (b *builder) kin() *kin {
	k := &kin{keys: map[int32][]uint64{}, days: map[int32][]uint64{}, known: map[uint64]int{}}
	for i := range b.facts {
		f := &b.facts[i]
		if f.term.kind == dated && f.term.coarse < ofYear && !f.old {
			k.days[f.document] = append(k.days[f.document], dueBy(f.term, 0))
		}
		if f.term.kind != dated || f.term.coarse == ofYear || b.leads.all[f.leads].nowhere {
			continue
		}
		for _, h := range b.holders(f.leads) {
			k.keys[f.document] = append(k.keys[f.document], dueBy(f.term, h))
		}
	}
	for d, list := range k.keys {
		k.keys[d] = sorted(list)
	}
	for d, list := range k.days {
		k.days[d] = sorted(list)
	}
	return k
}

// dueBy is the same for the same time and body.
func dueBy(t term, holder int32) uint64 {
	return fnvInt(fnvInt(fnvInt(fnvOffset, t.from), t.last), holder)
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
func (b *builder) ofOnePlace(i, j int32) bool {
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
func (b *builder) beside(i, j int32) int {
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
