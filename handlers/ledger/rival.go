package ledger

import (
	"cmp"
	"slices"
)

// By how much a pair has to fit better than each other one of the same telling
// and document: one that shares much by little, so that two that fit alike are
// both left. One that shares too little is never joined.
const (
	never  = 0
	narrow = 0.02
	wide   = 0.12
)

// rivals are the pairs of tellings of two documents with the same deadline.
// Of those of one telling with the tellings of one document, at most one is
// meant.
type rivals struct {
	all     []pair
	margins []float64 // of all
}

func (r *rivals) add(p pair, margin float64) {
	r.all, r.margins = append(r.all, p), append(r.margins, margin)
}

// fit is how well a telling fits one of a document.
type fit struct {
	telling, document int32
	other             int32
	score             float64
}

// best gives the pairs that fit better than every rival, by their margin. A
// rival that says the same as the one that fits better is none.
func (b *builder) best(r rivals) []pair {
	asked := make([]bool, len(b.tellings))
	for n, p := range r.all {
		if r.margins[n] > never {
			asked[p.a], asked[p.b] = true, true
		}
	}
	var fits []fit
	for _, p := range r.all {
		if asked[p.a] {
			fits = append(fits, fit{p.a, b.facts[p.b].document, p.b, p.score})
		}
		if asked[p.b] {
			fits = append(fits, fit{p.b, b.facts[p.a].document, p.a, p.score})
		}
	}
	slices.SortFunc(fits, func(x, y fit) int {
		return cmp.Or(cmp.Compare(x.telling, y.telling), cmp.Compare(x.document, y.document), cmp.Compare(y.score, x.score), cmp.Compare(x.other, y.other))
	})
	stands := func(telling, other int32, least float64) bool {
		at, _ := slices.BinarySearchFunc(fits, fit{telling: telling, document: b.facts[other].document}, func(x, y fit) int {
			return cmp.Or(cmp.Compare(x.telling, y.telling), cmp.Compare(x.document, y.document))
		})
		for ; at < len(fits) && fits[at].telling == telling && fits[at].document == b.facts[other].document; at++ {
			f := fits[at]
			if f.score <= least {
				break
			}
			if f.other != other && !b.repeats(f.other, other) {
				return false
			}
		}
		return true
	}
	var out []pair
	for n, p := range r.all {
		if m := r.margins[n]; m > never && stands(p.a, p.b, p.score-m) && stands(p.b, p.a, p.score-m) {
			out = append(out, p)
		}
	}
	return out
}
