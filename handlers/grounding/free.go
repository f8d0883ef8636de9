package grounding

import (
	"slices"
	"strings"

	"vanthu/corpus/lexicon"
)

// freeOf are the concepts that "free of charge" negates.
var freeOf = []string{"plain.fee", "plain.pay", "object.fee"}

// fees are the concepts of a fee: paying may be handing in.
var fees = []string{"plain.fee", "object.fee", "field.fee"}

// besideIt reports whether a sentence tells no more than a part of a text that a
// turn does not stand in.
func (c *Checker) besideIt(r, x *reading, t turn) bool {
	return slices.ContainsFunc(x.parts(), func(p part) bool {
		return (t.last < p.first || t.first > p.last) && !slices.ContainsFunc(r.everyWord(), func(i int) bool { return c.content(r, i) && !p.tells(r, i) })
	})
}

// deniesFeeAgain reports whether a negation denies a fee in another clause than
// one that tells already that nothing is to be paid.
func (r *reading) deniesFeeAgain(t turn) bool {
	free := false
	for _, o := range r.turns {
		if o.axis == "price" {
			if r.unparted(min(o.first, t.first), max(o.last, t.last)) {
				return false
			}
			free = true
		}
	}
	return free && slices.ContainsFunc(r.everyWord(), func(i int) bool {
		return i > t.last && i <= t.last+besides && r.unparted(t.last, i) && shares(r.at[i], freeOf)
	})
}

// priced gives the sums of money of a text.
func (r *reading) priced() []amount {
	var out []amount
	for _, a := range r.amounts {
		if len(a.unit) == 3 && strings.ToUpper(a.unit) == a.unit {
			out = append(out, a)
		}
	}
	return out
}

// exempting reports whether a turn is a word that exempts from what stands
// behind it, a fee or a paper.
func (x *reading) exempting(t turn) bool {
	return slices.ContainsFunc(x.tongue.exempt.find(x.words), func(m lexicon.Match) bool { return m.First <= t.last && t.first < m.First+m.Len })
}
