package ledger

import "slices"

// By how much a pair has to fit better than each other one of the same telling
// and document: one that shares much by little, so that two that fit alike are
// both left. One that shares too little is never joined.
const (
	never  = 0
	narrow = 0.02
	wide   = 0.12
)

// rivals finds, among pairs of tellings of two documents with the same
// deadline, those that fit better than all others: of the pairs of one telling
// with the tellings of one document, at most one is meant.
func (c *change) rivals() {
	b := c.builder
	for _, i := range c.altered.list {
		for n := range b.slots[i].outcomes {
			o := &b.slots[i].outcomes[n]
			if o.kind != rivalling || o.margin == never {
				continue
			}
			stands := b.stands(i, o.other, o.score-o.margin) && b.stands(o.other, i, o.score-o.margin)
			if stands != o.stands {
				o.stands = stands
				b.mirror(i, o).stands = stands
			}
		}
	}
}

// mirror gives the outcome of a telling's comparison as the other one has it.
func (b *Builder) mirror(i int32, o *outcome) *outcome {
	list := b.slots[o.other].outcomes
	return &list[slices.IndexFunc(list, func(m outcome) bool { return m.other == i })]
}

// stands reports whether no telling of other's document but other fits a
// telling better than least. One that says the same as other is no rival.
func (b *Builder) stands(i, other int32, least float64) bool {
	document := b.facts[other].document
	for _, o := range b.slots[i].outcomes {
		if o.kind == rivalling && o.score > least && o.other != other && b.facts[o.other].document == document && !b.repeats(o.other, other) {
			return false
		}
	}
	return true
}
