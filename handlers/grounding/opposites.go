package grounding

import "strings"

// opposite checks that of two that are opposites the evidence does not tell the
// other one: imports for exports.
func (c *Checker) opposite(r *reading, e *evidence) Reason {
	for _, m := range r.opposites {
		axis, pole, _ := strings.Cut(m.Value, ":")
		own, other := false, false
		for _, x := range e.texts {
			for _, have := range x.opposites {
				if a, p, _ := strings.Cut(have.Value, ":"); a == axis {
					own, other = own || p == pole, other || p != pole
				}
			}
		}
		if other && !own && !r.has("not", "") {
			return r.blame(m.First, m.First+m.Len-1, Turned)
		}
	}
	return ""
}
