package ledger

import "slices"

// outcome is what a comparison of a telling with another has shown, where it
// has shown anything.
type outcome struct {
	other  int32
	kind   outcomeKind
	stands bool // of rivals: it fits better than the others
	twin   bool // nothing but lead, day and documents tell
	score  float64
	margin float64 // of rivals: by how much it has to fit better
}

type outcomeKind uint8

const (
	nothing outcomeKind = iota
	oneDuty
	rivalling // one duty where it fits better than others
	related   // one duty, with two deadlines
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

// decide notes what the comparison of two tellings shows now.
func (c *change) decide(i, j int32) {
	b := c.builder
	if b.rank[i] > b.rank[j] {
		i, j = j, i
	}
	var o outcome
	var r relation
	if b.tries(i, j) || b.tries(j, i) {
		o, r = b.weigh(i, j)
	}
	if o.kind == related {
		b.relations[pairKey(i, j)] = r
		o = outcome{}
	} else {
		delete(b.relations, pairKey(i, j))
	}
	o.other = j
	if !b.note(i, o) {
		return
	}
	o.other = i
	b.note(j, o)
	c.altered.add(i)
	c.altered.add(j)
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
