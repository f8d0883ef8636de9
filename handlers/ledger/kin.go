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

	occurrences map[int32]occurrence // of documents
	events      map[uint64]float64   // pairs of documents → how much tells that both are of one event
}

func newKin() *kin {
	return &kin{keys: map[int32][]uint64{}, days: map[int32][]uint64{}, known: map[uint64]int{}, occurrences: map[int32]occurrence{}, events: map[uint64]float64{}}
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
	clear(b.kinship.events)
	for d := range touched {
		list := b.ofDocument[d]
		slices.SortFunc(list, func(x, y int32) int { return cmp.Compare(b.rank[x], b.rank[y]) })
		var keys, days []uint64
		for _, i := range list {
			c.renewed.add(i)
			f := &b.facts[i]
			if f.term.kind == dated && f.term.coarse < ofYear && !f.old {
				days = append(days, dayOf(f.term))
			}
			if f.term.kind != dated || f.term.coarse == ofYear || b.leads.all[f.leads].nowhere {
				continue
			}
			for _, h := range b.leads.all[f.leads].bodies {
				keys = append(keys, dueBy(f.term, h))
			}
		}
		b.kinship.keys[d], b.kinship.days[d] = sorted(keys), sorted(days)
		b.kinship.occurrences[d] = b.occurrence(d)
	}
}

// dueBy is the same for the same time and body.
func dueBy(t term, holder uint64) uint64 {
	return mixed(mixed(mixed(fnvOffset, uint64(uint32(t.from))), uint64(uint32(t.last))), holder)
}

// between gives how many deadlines two documents share, of at most mostKin
// more than one.
func (k *kin) between(x, y int32) int {
	pair := pairKey(x, y)
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
	local, other := b.leads.all[x.leads].nowhere, b.leads.all[y.leads].nowhere
	if (local || other) && apart(x.home, y.home) {
		return false
	}
	if !local || !other || common(x.home, y.home) > 0 {
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
// the one that has fewer, where both tell of one meeting, whoever leads. A day
// that few deadlines are set for counts as two.
const (
	parallelDays = 4
	parallelPart = 0.5
)

// commonDay marks deadlines as set for a day or time for which many are.
const commonDay uint64 = 1

// dayOf is what of a deadline is compared where nothing is known of who leads.
func dayOf(t term) uint64 {
	day := dueBy(t, 0) &^ commonDay
	if t.coarse > 0 || usual(t.to) {
		day |= commonDay
	}
	return day
}

// parallel reports whether two documents share so many deadlines that both
// tell of one meeting.
func (k *kin) parallel(x, y int32) bool {
	return k.inCommon(x, y) >= parallelDays && float64(k.shared(x, y)) >= parallelPart*float64(min(len(k.days[x]), len(k.days[y])))
}

// inCommon counts the deadlines that two documents share, those for a day that
// few are set for as two.
func (k *kin) inCommon(x, y int32) (n int) {
	k.eachShared(x, y, func(day uint64) {
		if n++; day&commonDay == 0 {
			n++
		}
	})
	return n
}

// shared counts the deadlines that two documents share.
func (k *kin) shared(x, y int32) (n int) {
	k.eachShared(x, y, func(uint64) { n++ })
	return n
}

func (k *kin) eachShared(x, y int32, met func(day uint64)) {
	few, many := k.days[x], k.days[y]
	if len(few) > len(many) {
		few, many = many, few
	}
	for _, day := range few {
		if _, has := slices.BinarySearch(many, day); has {
			met(day)
		}
	}
}
