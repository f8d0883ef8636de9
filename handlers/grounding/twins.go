package grounding

import (
	"slices"

	"vanthu/corpus/extract"
)

// twinFacts is how many facts two parts of the evidence share with a sentence at
// least to tell of one thing.
const twinFacts = 2

// untwinned gives the parts of the evidence without those that tell of the same
// thing as one of them in another language: the same document of the same day,
// with all the facts of the sentence. What such a part alone says is of the same.
func (p part) untwinned(x part, all []part) []part {
	if p.factsIn(x) < twinFacts {
		return all
	}
	return slices.DeleteFunc(slices.Clone(all), func(o part) bool {
		return o.tongue.tag != x.tongue.tag && o.reading != x.reading && p.factsIn(o) >= twinFacts
	})
}

// factsIn gives how many documents, days and amounts a part tells, where another
// one has them all; else none.
func (p part) factsIn(x part) (n int) {
	inside := func(q part, first, last int) bool { return q.first <= first && last <= q.last }
	for _, d := range p.docs {
		if first, last := p.within(d.Start, d.End); !inside(p, first, last) {
			continue
		}
		if !slices.ContainsFunc(x.docs, func(have extract.Number) bool {
			first, last := x.within(have.Start, have.End)
			return have.Key == d.Key && inside(x, first, last)
		}) {
			return 0
		}
		n++
	}
	for _, d := range p.days {
		if !inside(p, d.first, d.last) {
			continue
		}
		if !slices.ContainsFunc(x.days, func(have day) bool { return inside(x, have.first, have.last) && d.at(have) }) {
			return 0
		}
		n++
	}
	for _, a := range p.amounts {
		if !inside(p, a.first, a.last) {
			continue
		}
		if !slices.ContainsFunc(x.amounts, func(have amount) bool {
			return inside(x, have.first, have.last) && have.value == a.value && have.unit == a.unit
		}) {
			return 0
		}
		n++
	}
	return n
}
