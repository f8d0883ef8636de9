package grounding

// cases checks that what the evidence tells for the case that something is
// there is not told for the case that it is not, where it tells both: without
// the paper a declaration, with it the original.
func (c *Checker) cases(r *reading, e *evidence) Reason {
	conditions := r.conditions()
	if len(conditions) == 0 {
		for _, p := range r.parts() {
			conditions = append(conditions, condition{p, p.first, p.last})
		}
	}
	for _, d := range conditions {
		denied := d.deniesIn(d.from-1, d.to) // ontbreekt denies, and opens the condition
		for _, x := range e.texts {
			parts := x.parts()
			for _, p := range parts {
				if len(parts) < 2 || !c.meant(d, p, parts) || p.deniesIn(p.first, p.last) == denied || d.lacks(p) {
					continue
				}
				for _, o := range parts {
					if o.first != p.first && o.deniesIn(o.first, o.last) == denied && d.names(o) && d.names(p) {
						return r.blame(d.from, d.to, Turned)
					}
				}
			}
		}
	}
	return ""
}

// lacks reports whether a sentence has what a part tells with a word for lacking:
// incomplete.
func (d condition) lacks(p part) bool {
	for _, t := range p.turns {
		for i := d.first; i <= d.last && t.axis == "lack" && p.first <= t.first && t.last <= p.last; i++ {
			if d.meets(i, p.reading, t.first) {
				return true
			}
		}
	}
	return false
}

// deniesIn reports whether a word between two denies something.
func (r *reading) deniesIn(from, to int) bool {
	for _, t := range r.turns {
		if (t.axis == "not" || t.axis == "lack") && from <= t.first && t.last <= to {
			return true
		}
	}
	return false
}

// names reports whether a part has a word of a condition.
func (d condition) names(p part) bool {
	for i := d.from; i <= d.to; i++ {
		if d.telling(i) && p.tells(d.reading, i) {
			return true
		}
	}
	return false
}

// meant reports whether a sentence tells for a condition what one part of a text
// alone has, and nothing that another part alone has.
func (c *Checker) meant(d condition, p part, all []part) bool {
	own := false
	for i := d.first; i <= d.last; i++ {
		if d.from <= i && i <= d.to && (d.from > d.first || d.to < d.last) || !c.content(d.reading, i) && !d.polar(i) {
			continue
		}
		here, there := false, false
		for _, o := range all {
			if o.tells(d.reading, i) {
				here, there = here || o.first == p.first, there || o.first != p.first
			}
		}
		if there && !here {
			return false
		}
		own = own || here && !there
	}
	return own
}
