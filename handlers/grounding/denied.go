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
