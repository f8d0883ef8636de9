package grounding

import (
	"slices"
	"strings"
	"unicode/utf8"

	"vanthu/corpus/lang"
)

// apartWords is how far in front of the first word of a verb in two words the second one
// stands in a main clause: keurde het plan goed.
const apartWords = 25

// readApart reads the forms of verbs in two words as those of one verb, where they are
// written as one and where they stand apart: goedgekeurd, and keurde … goed.
func (r *reading) readApart() {
	for i, w := range r.words {
		for _, front := range r.tongue.claims.Split["front"] {
			if rest, cut := strings.CutPrefix(w.Folded, front); cut && utf8.RuneCountInString(rest) > shortWord {
				r.stems[i] = append(r.stems[i], r.apartRoots(front, rest)...)
			}
			if w.Folded != front {
				continue
			}
			for k := i - 1; k >= 0 && i-k <= apartWords && !r.parted(k, k+1); k-- {
				if !r.light(k) && utf8.RuneCountInString(r.words[k].Folded) > shortWord {
					r.stems[i] = append(r.stems[i], r.apartRoots(front, r.words[k].Folded)...)
				}
			}
		}
	}
}

// apartRoots gives the signs, which no word has, of a verb of two words.
func (r *reading) apartRoots(front, rest string) (out []string) {
	for _, verb := range r.tongue.verbs[rest] {
		out = append(out, "√"+front+verb)
	}
	if len(out) > 0 {
		return out
	}
	rest = strings.TrimPrefix(rest, "ge")
	for _, ending := range [...]string{"den", "ten", "de", "te", "en", "d", "t"} {
		if root, cut := strings.CutSuffix(rest, ending); cut && utf8.RuneCountInString(root) > shortWord {
			return []string{"√" + front + root}
		}
	}
	return []string{"√" + front + rest}
}

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
