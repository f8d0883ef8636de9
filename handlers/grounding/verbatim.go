package grounding

import "strings"

// verbatim reports whether a passage says word for word what a sentence does, from one
// semicolon or full stop to another.
func (e *evidence) verbatim(r *reading) bool {
	for _, x := range e.texts {
		for from := 0; x.tongue.tag == r.tongue.tag && len(r.words) > 0 && from+len(r.words) <= len(x.words); from++ {
			if !x.closed(from) || !x.closed(from+len(r.words)) {
				continue
			}
			k := 0
			for k < len(r.words) && marked(r.words[k]) == marked(x.words[from+k]) && (k == 0 || x.gap(from+k) == r.gap(k)) {
				k++
			}
			if k == len(r.words) {
				return true
			}
		}
	}
	return false
}

// gap gives what stands in front of a word.
func (r *reading) gap(i int) string {
	return strings.TrimSpace(r.text[r.words[i-1].End:r.words[i].Start])
}

// closed reports whether a text begins or ends in front of a word, or a sentence or what
// a semicolon parts does.
func (r *reading) closed(i int) bool {
	if i == 0 || i == len(r.words) {
		return true
	}
	gap := r.gap(i)
	return strings.ContainsAny(gap, ";؛") || strings.Contains(gap, ".") && strings.ContainsAny(r.text[r.words[i-1].End:r.words[i].Start], " \n")
}
