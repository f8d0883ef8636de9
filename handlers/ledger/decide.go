package ledger

import (
	"maps"
	"slices"
	"sync"
)

// outcome is what a comparison of a telling with another has shown, where it
// has shown anything.
type outcome struct {
	other  int32
	kind   outcomeKind
	stands bool // of rivals: it fits better than the others
	twin   bool // nothing but lead, day and documents tell
	weak   bool // the leads alone do not tell that the two are one
	score  float64
	margin float64 // of rivals: by how much it has to fit better
}

type outcomeKind uint8

const (
	nothing outcomeKind = iota
	oneDuty
	rivalling // one duty where it fits better than others
)

// pairs compares the tellings that may tell one duty now, or did before and
// have changed.
func (c *change) pairs() {
	b := c.builder
	for _, i := range c.gone {
		for _, o := range b.slots[i].outcomes {
			b.forget(o.other, i)
			c.altered.add(o.other)
		}
		for _, j := range b.slots[i].tried {
			delete(b.relations, pairKey(i, j))
		}
		b.slots[i].outcomes, b.slots[i].tried = nil, nil
	}
	live := func(i int32) bool { return b.tellings[i] != nil }
	moved := slices.DeleteFunc(c.moved.list, func(i int32) bool { return !live(i) })
	after := make([][]int32, len(moved))
	shared(len(moved), func(from, to int) {
		r := trier{Builder: b, seen: make([]int32, len(b.slots))}
		for n := from; n < to; n++ {
			after[n] = r.tried(moved[n])
		}
	})
	before := make([][]int32, len(moved))
	for n, i := range moved {
		before[n], b.slots[i].tried = b.slots[i].tried, after[n]
	}
	var done set // of which every pair was weighed
	for _, i := range c.renewed.list {
		if !live(i) {
			continue
		}
		c.altered.add(i)
		for _, j := range b.slots[i].tried {
			if !done.has(j) || !b.tries(j, i) {
				c.decide(i, j)
			}
		}
		done.add(i)
	}
	for n, i := range moved {
		eachOther(before[n], after[n], func(j int32) {
			if live(j) {
				c.decide(i, j)
			} else {
				delete(b.relations, pairKey(i, j))
			}
		})
		if c.renewed.has(i) {
			continue
		}
		eachOther(after[n], before[n], func(j int32) {
			if !done.has(j) || !b.tries(j, i) {
				c.decide(i, j)
			}
		})
	}
	defer c.weigh()
	if len(c.renewed.list) == len(c.added) {
		return // nobody else has tried them before
	}
	for _, i := range b.order {
		if c.renewed.has(i) {
			continue
		}
		for _, j := range b.slots[i].tried {
			if c.renewed.has(j) && !b.tries(j, i) {
				c.decide(i, j)
			}
		}
	}
}

// tries reports whether telling i is compared with j for its own sake.
func (b *Builder) tries(i, j int32) bool {
	_, ok := slices.BinarySearch(b.slots[i].tried, j)
	return ok
}

// decidedTogether is how many comparisons are asked for before they are made.
const decidedTogether = 1 << 16

// decide asks for the comparison of two tellings.
func (c *change) decide(i, j int32) {
	if b := c.builder; b.rank[i] > b.rank[j] {
		i, j = j, i
	}
	if c.asked = append(c.asked, decision{i: i, j: j}); len(c.asked) == decidedTogether {
		c.weigh()
	}
}

// decision is what the comparison of two tellings shows, of which i ranks
// before j.
type decision struct {
	i, j int32
	outcome
	relation *relation
}

// weigh makes the comparisons that were asked for, and notes what they show.
func (c *change) weigh() {
	b := c.builder
	var lock sync.Mutex
	var learned []map[uint64]agreement
	shared(len(c.asked), func(from, to int) {
		f := b.fork()
		for n := range c.asked[from:to] {
			if d := &c.asked[from+n]; b.tries(d.i, d.j) || b.tries(d.j, d.i) {
				d.outcome, d.relation = f.weigh(d.i, d.j)
			}
		}
		lock.Lock()
		defer lock.Unlock()
		learned = append(learned, f.leads.known)
	})
	for _, l := range learned {
		maps.Copy(b.leads.known, l)
	}
	for _, d := range c.asked {
		if d.relation != nil {
			b.relations[pairKey(d.i, d.j)] = *d.relation
		} else {
			delete(b.relations, pairKey(d.i, d.j))
		}
		o := d.outcome
		o.other = d.j
		if !b.note(d.i, o) {
			continue
		}
		o.other = d.i
		b.note(d.j, o)
		c.altered.add(d.i)
		c.altered.add(d.j)
	}
	c.asked = c.asked[:0]
}

// fork gives a builder that can compare tellings while others do; what it
// learns of leads it has in leads.known.
func (b *Builder) fork() *Builder {
	f := *b
	leads, kinship := *b.leads, *b.kinship
	leads.earlier, leads.known = leads.known, map[uint64]agreement{}
	kinship.known, kinship.events = map[uint64]int{}, map[uint64]float64{}
	f.leads, f.kinship = &leads, &kinship
	return &f
}

// note keeps the outcome of a telling's comparison with another; it reports
// whether it is another than before.
func (b *Builder) note(i int32, o outcome) bool {
	list := b.slots[i].outcomes
	at := slices.IndexFunc(list, func(have outcome) bool { return have.other == o.other })
	switch {
	case at < 0 && o.kind == nothing:
		return false
	case at < 0:
		b.slots[i].outcomes = append(list, o)
	case o.kind == nothing:
		b.forget(i, o.other)
	default:
		have := list[at]
		if have.stands = false; have == o {
			return false
		}
		list[at] = o
	}
	return true
}

// forget takes away the outcome of a comparison.
func (b *Builder) forget(i, other int32) {
	list := b.slots[i].outcomes
	for n := range list {
		if list[n].other == other {
			list[n] = list[len(list)-1]
			b.slots[i].outcomes = list[:len(list)-1]
			return
		}
	}
}
