package grounding

import (
	"slices"

	"vanthu/corpus/lang"
)

// readSplit reads a verb in two words, with another one between them, as the verb
// that it is too: voor te leggen.
func (r *reading) readSplit(c *Checker) {
	split := r.tongue.claims.Split
	for i := 2; i < len(r.words); i++ {
		if !slices.Contains(split["between"], r.words[i-1].Folded) || !slices.Contains(split["front"], r.words[i-2].Folded) {
			continue
		}
		verb := r.words[i-2].Folded + r.words[i].Folded
		for _, w := range lang.Words(verb) {
			r.stems[i] = append(r.stems[i], stems(r.tongue.tag, w)...)
		}
		for _, s := range c.concepts.Spans(verb, r.tongue.tag) {
			for _, id := range s.IDs {
				if !slices.Contains(r.at[i], id) {
					r.at[i] = append(r.at[i], id)
				}
			}
		}
		r.lights[i-2] = true
	}
}
