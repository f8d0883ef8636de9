package grounding

import "slices"

// condition is a stretch of words that tells when, or for whom, the rest of its
// part holds. Places are inclusive.
type condition struct {
	part
	from, to int
}

// conditions gives those of a text: behind "if" or "whoever", to the end of the
// clause; behind "whoever", to what he must or may do.
func (r *reading) conditions() (out []condition) {
	for _, p := range r.parts() {
		for _, t := range r.turns {
			if t.axis == "if" && p.first <= t.first && t.last < p.last {
				out = append(out, condition{p, t.last + 1, p.until(t.last+1, false)})
			}
		}
		for _, m := range r.tongue.whoever.find(r.words[p.first : p.last+1]) {
			if from := p.first + m.First + m.Len; m.First == 0 && from <= p.last {
				out = append(out, condition{p, from, p.until(from, true)})
			}
		}
	}
	return out
}

// until gives the last word of the clause that begins at a word.
func (p part) until(from int, duty bool) int {
	for i := from; i < p.last; i++ {
		if p.ends(i + 1) {
			return i
		}
		if duty && i > from {
			for _, t := range p.turns {
				if t.axis == "duty" && t.first == i+1 {
					return i
				}
			}
		}
	}
	return p.last
}

// has reports whether a word of another text, or what it means, stands in the
// condition, and whether in the rest of its part.
func (d condition) has(r *reading, i int) (inside, outside bool) {
	for j := d.first; j <= d.last; j++ {
		if r.meets(i, d.reading, j) {
			inside, outside = inside || d.from <= j && j <= d.to, outside || j < d.from || j > d.to
		}
	}
	return inside, outside
}

// conditional reports whether a word stands in a condition.
func (r *reading) conditional(i int) bool {
	return slices.ContainsFunc(r.conditions(), func(d condition) bool { return d.from <= i && i <= d.to })
}

// counts reports the same of a number.
func (d condition) counts(a amount) (inside, outside bool) {
	for _, have := range d.amounts {
		if have.value == a.value && have.first >= d.first && have.last <= d.last {
			inside, outside = inside || d.from <= have.first && have.last <= d.to, outside || have.last < d.from || have.first > d.to
		}
	}
	return inside, outside
}

// conditioned checks that no condition is turned round: if A then B is not if B
// then A, and if not is not if.
func (c *Checker) conditioned(r *reading, e *evidence) Reason {
	for _, d := range r.conditions() {
		for _, x := range e.texts {
			for _, there := range x.conditions() {
				swapped, back := false, false
				for i := d.first; i <= d.last; i++ {
					if !c.content(r, i) || !r.telling(i) && r.tongue.tag != x.tongue.tag {
						continue
					}
					inside, outside := there.has(r, i)
					switch of := d.from <= i && i <= d.to; {
					case of && outside && !inside:
						swapped = true
					case !of && inside && !outside && !r.conditional(i):
						back = true
					}
				}
				for _, a := range r.amounts {
					if a.first < d.first || a.last > d.last {
						continue
					}
					inside, outside := there.counts(a)
					of := d.from <= a.first && a.last <= d.to
					swapped, back = swapped || of && outside && !inside, back || !of && inside && !outside
				}
				if swapped && back {
					return r.blame(d.from, d.to, Turned)
				}
			}
		}
	}
	return c.unless(r, e)
}

// unless checks that "unless" is not told for "if", nor "if" for it.
func (c *Checker) unless(r *reading, e *evidence) Reason {
	for _, x := range e.texts {
		if r.has("if", "unless") && !x.has("if", "unless") && x.has("if", "if") && !x.has("not", "") && !x.has("except", "") && !x.has("price", "") && !x.has("share", "only") {
			return Turned
		}
		if x.has("if", "unless") && !r.has("if", "unless") && r.has("if", "if") && !r.has("not", "") && !r.has("except", "") && !r.has("price", "") && !r.has("share", "only") && !r.has("verdict", "no") && r.repeatsUnless(c, x) {
			return Turned
		}
	}
	return ""
}

// repeatsUnless reports whether a sentence tells in its condition what a text
// has behind "unless".
func (r *reading) repeatsUnless(c *Checker, x *reading) bool {
	for _, d := range r.conditions() {
		for _, t := range x.turns {
			if t.axis != "if" || t.pole != "unless" {
				continue
			}
			for j := t.last + 1; j < len(x.words) && (j == t.last+1 || !x.ends(j)); j++ {
				for i := d.from; i <= d.to; i++ {
					if c.content(r, i) && r.meets(i, x, j) {
						return true
					}
				}
			}
		}
	}
	return false
}

// exempted checks of what somebody is exempt: from a fee is not from what the
// fee is for.
func (c *Checker) exempted(r *reading, e *evidence) Reason {
	for _, m := range r.tongue.exempt.find(r.words) {
		last := m.First + m.Len - 1
		for i := last + 1; i < len(r.words) && i <= last+scope && !r.parted(i-1, i); i++ {
			if shares(r.at[i], freeOf) || shares(r.also[i], freeOf) {
				break
			}
			if !c.content(r, i) || r.sideOf(i) != noSide {
				continue
			}
			if !e.exempts(c, r, i) {
				return r.blame(m.First, i, Misplaced)
			}
			break
		}
	}
	return ""
}

// exempts reports whether the evidence exempts from what a word of a sentence
// tells, or denies that it is needed.
func (e *evidence) exempts(c *Checker, r *reading, i int) bool {
	for _, x := range e.texts {
		for _, m := range x.tongue.exempt.find(x.words) {
			for j := m.First + m.Len; j < len(x.words) && j < m.First+m.Len+scope; j++ {
				if r.meets(i, x, j) {
					return true
				}
			}
		}
		for _, t := range x.turns {
			if t.axis == "not" {
				for _, j := range c.negated(x, t) {
					if r.meets(i, x, j) {
						return true
					}
				}
			}
		}
	}
	return false
}
