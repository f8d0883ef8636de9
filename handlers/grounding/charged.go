package grounding

import "slices"

// paying are the concepts of paying somebody, contributed those of what is paid
// for other reasons than a fee.
var (
	paying      = []string{"plain.pay", "act.pay", "plain.cost-pay"}
	contributed = []string{"plain.contribution-paid", "object.contribution", "field.social-insurance-payment"}
)

// charged checks that nothing has to be paid of which the evidence says only that
// it is free: online is free, and at the counter one pays.
func (c *Checker) charged(r *reading, e *evidence) Reason {
	free := false
	for _, x := range e.texts {
		free = free || x.has("price", "free")
		if at, _ := x.pays(); at >= 0 || len(x.priced()) > 0 || x.speaks(contributed) {
			return ""
		}
	}
	if first, last := r.pays(); free && first >= 0 {
		return r.blame(first, last, Turned)
	}
	return ""
}

// paidWithin checks that the time in which somebody pays is not that of another
// thing.
func (c *Checker) paidWithin(r *reading, e *evidence) Reason {
	for _, a := range r.amounts {
		for i := range r.words {
			if !lengths[a.unit] || !shares(r.at[i], paying[:2]) || !r.acts(i) || !c.content(r, i) || !r.beside(a, i) {
				continue
			}
			if !slices.ContainsFunc(e.texts, func(x *reading) bool { own, _ := x.sameKind(a); return len(own) > 0 && x.speaks(paying) }) {
				return r.blame(i, i, Misplaced)
			}
		}
	}
	return ""
}

// pays gives the words of the first clause that tells that somebody pays, and no
// sum; first is -1 where none does.
func (r *reading) pays() (first, last int) {
	for first = 0; first < len(r.words); first = last + 1 {
		pays, denied := false, false
		for last = first; ; last++ {
			pays = pays || shares(r.at[last], paying) && !r.polar(last) && !r.taken[last]
			denied = denied || r.taken[last] || r.turned(last, "price") || r.turned(last, "not")
			if last+1 == len(r.words) || r.ends(last+1) {
				break
			}
		}
		if pays && !denied {
			return first, last
		}
	}
	return -1, -1
}

// turned reports whether a word is part of a phrase that turns a claim on an axis.
func (r *reading) turned(i int, axis string) bool {
	return slices.ContainsFunc(r.turns, func(t turn) bool { return t.axis == axis && t.first <= i && i <= t.last })
}
