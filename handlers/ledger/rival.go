package ledger

import (
	"cmp"
	"slices"
)

// margin is by how much a pair has to fit better than each other one of the
// same telling and document, where it needs to.
const margin = 0.12

// rivals are the pairs of tellings of two documents with the same deadline.
// Of those of one telling with the tellings of one document, at most one is
// meant.
type rivals struct {
	all  []pair
	asks []bool // of all: whether to join it where it fits best
}

func (r *rivals) add(p pair, asks bool) {
	r.all, r.asks = append(r.all, p), append(r.asks, asks)
}

// fit is how well a telling fits one of a document.
type fit struct {
	telling, document int32
	other             int32
	score             float64
}

// best gives the pairs that ask to be joined and fit better than every rival,
// by a margin. A rival that says the same as the one that fits better is none.
func (b *builder) best(r rivals) []pair {
	asked := make([]bool, len(b.tellings))
	for n, p := range r.all {
		if r.asks[n] {
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
	stands := func(telling, other int32, score float64) bool {
		at, _ := slices.BinarySearchFunc(fits, fit{telling: telling, document: b.facts[other].document}, func(x, y fit) int {
			return cmp.Or(cmp.Compare(x.telling, y.telling), cmp.Compare(x.document, y.document))
		})
		for ; at < len(fits) && fits[at].telling == telling && fits[at].document == b.facts[other].document; at++ {
			f := fits[at]
			if f.score <= score-margin {
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
		if r.asks[n] && stands(p.a, p.b, p.score) && stands(p.b, p.a, p.score) {
			out = append(out, p)
		}
	}
	return out
}
