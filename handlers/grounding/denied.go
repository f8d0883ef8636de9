package grounding

import "slices"

// notLacking gives a negation straight beside a word for lacking something: what does
// not lack a thing has it.
func (r *reading) notLacking() (turn, bool) {
	at := slices.IndexFunc(r.turns, func(t turn) bool {
		return t.axis == "not" && slices.ContainsFunc(r.turns, func(o turn) bool { return o.axis == "lack" && (o.first == t.last+1 || o.last == t.first-1) })
	})
	if at < 0 {
		return turn{}, false
	}
	return r.turns[at], true
}

// toldWithout reports whether another passage than one, in the language of the sentence
// and without a negation, tells all that is done in the sentence, and more of it than
// that one.
func (e *evidence) toldWithout(c *Checker, r, x *reading) bool {
	told := func(y *reading) (n int, all bool) {
		all = true
		for i := range r.words {
			if !c.content(r, i) || r.bodyAt(r.words[i].Start) {
				continue
			}
			if r.metBy(i, y) {
				n++
			} else {
				all = all && !r.acts(i)
			}
		}
		return n, all
	}
	least, whole := told(x)
	return slices.ContainsFunc(e.texts, func(y *reading) bool {
		if y == x || y.tongue.tag != r.tongue.tag || y.denials(nil) > 0 {
			return false
		}
		for _, t := range x.turns {
			for j := t.last + 1; t.axis == "not" && j <= min(t.last+scope, len(x.words)-1); j++ {
				for i := range r.words {
					if c.content(r, i) && r.meets(i, x, j) && !r.metBy(i, y) {
						return false
					}
				}
			}
		}
		n, all := told(y)
		return all && (n > least || !whole)
	})
}

// avoiding are the concepts of not letting something happen.
var avoiding = []string{"act.avoid"}

// avoids reports whether a text tells that one of some words of a sentence is avoided: so
// that it does not become a bottleneck.
func (x *reading) avoids(c *Checker, r *reading, about []int) bool {
	for j := range x.words {
		if !shares(x.at[j], avoiding) || x.denied(c, j) {
			continue
		}
		for k, n := j+1, 0; k < len(x.words) && n < scope && !x.parted(k-1, k); k++ {
			if c.content(x, k) {
				n++
			}
			if slices.ContainsFunc(about, func(i int) bool { return r.meets(i, x, k) }) {
				return true
			}
		}
	}
	return false
}

// goesOnAs reports whether what stands behind a word of a sentence stands behind one of a
// text too: avoiding waste, beside without avoiding.
func (x *reading) goesOnAs(c *Checker, r *reading, i, j int) bool {
	next := func(r *reading, i int) int {
		for i++; i < len(r.words) && !r.parted(i-1, i); i++ {
			if c.content(r, i) {
				return i
			}
		}
		return -1
	}
	a, b := next(r, i), next(x, j)
	return a >= 0 && b >= 0 && r.meets(a, x, b)
}
