package grounding

import "slices"

// families are the concepts of things of which each kind is told apart.
var families = []string{"field.disease", "field.animal", "field.livestock", "field.crop", "field.fruit", "field.vehicle", "field.road", "field.diploma", "field.tax", "field.renewable", "field.mineral", "field.religion", "field.general-education", "field.weather", "field.pollution", "field.exam"}

// special checks that no thing is told of a kind that the passages do not tell: a lorry is
// a vehicle, and a vehicle, or a motorcycle, no lorry.
func (c *Checker) special(r *reading, e *evidence) Reason {
	for i := range r.words {
		if !c.content(r, i) || r.taken[i] || !r.thing(i) || r.acts(i) || r.bodyAt(r.words[i].Start) {
			continue
		}
		own, broader := c.ownKinds(r, i)
		if broader = slices.DeleteFunc(broader, func(id string) bool { return !slices.Contains(families, id) }); len(broader) == 0 {
			continue
		}
		met, kin := false, false
		for _, x := range e.all() {
			for j := range x.words {
				if met = met || shares(own, x.at[j]) || shares(own, x.also[j]) || shares(r.also[i], x.at[j]) || r.tongue.tag == x.tongue.tag && sameWord(r, i, x, j); met {
					break
				}
				kin = kin || shares(broader, x.at[j])
			}
		}
		if kin && !met {
			return r.blame(i, i, Unsupported)
		}
	}
	return ""
}

// generalised checks that what is told of each of a kind, or of none, is not told of all
// that is of a broader kind: no motorcycle may enter, but vehicles may.
func (c *Checker) generalised(r *reading, e *evidence) Reason {
	for _, t := range r.turns {
		i := t.last + 1
		if i >= len(r.words) || r.parted(t.last, i) || !r.thing(i) || !(t.axis == "not" && t.first == t.last && len(r.at[t.first]) == 0 || t.axis == "share" && t.pole == "all") {
			continue
		}
		narrower, same := false, false
		for _, x := range e.texts {
			for j := range x.words {
				if !r.meets(i, x, j) {
					continue
				}
				own, broader := c.ownKinds(x, j)
				is := shares(r.at[i], broader) && !shares(own, r.at[i]) && shares(r.at[i], families)
				narrower, same = narrower || is, same || !is
			}
		}
		if narrower && !same {
			return r.blame(t.first, i, Turned)
		}
	}
	return ""
}

// ownKinds gives the concepts of a word that no other of its concepts is a kind of, and
// those that others are kinds of.
func (c *Checker) ownKinds(r *reading, i int) (own, broader []string) {
	for _, id := range r.at[i] {
		broader = append(broader, c.concepts.Broader(id)...)
	}
	for _, id := range r.at[i] {
		if !slices.Contains(broader, id) {
			own = append(own, id)
		}
	}
	return own, broader
}
