package grounding

import "strings"

// leastItems is how many things parentheses name that hold a list.
const leastItems = 3

// unlisted checks that one of several things that parentheses only list is not
// told by itself of what the passage tells of something else.
func (c *Checker) unlisted(r *reading, e *evidence) Reason {
	for i := range r.words {
		if !c.content(r, i) || !r.thing(i) || r.taken[i] || r.bodyAt(r.words[i].Start) || r.aside(i) {
			continue
		}
		in, out := "", false
		for _, x := range e.all() {
			for j := range x.words {
				if !r.meets(i, x, j) {
					continue
				}
				if list := x.listAt(j); list != "" && c.alone(r, i, x, j) {
					in = list
				} else {
					out = true
				}
			}
		}
		if in != "" && !out {
			return r.blame(i, i, Misplaced)
		}
	}
	return ""
}

// listAt gives the list in parentheses that a word stands in; "" where it stands
// in none.
func (r *reading) listAt(i int) string {
	if !r.aside(i) {
		return ""
	}
	at := r.words[i].Start
	open := strings.LastIndexByte(r.text[:at], '(')
	list, _, _ := strings.Cut(r.text[open+1:], ")")
	if len(strings.FieldsFunc(list, func(c rune) bool { return strings.ContainsRune(",;-–/،؛", c) })) < leastItems {
		return ""
	}
	return list
}

// alone reports whether a sentence names no other thing of the list of which a
// word names one.
func (c *Checker) alone(r *reading, i int, x *reading, j int) bool {
	list := x.listAt(j)
	for k := range x.words {
		if x.listAt(k) != list || !c.content(x, k) || r.meets(i, x, k) {
			continue
		}
		for o := range r.words {
			if o != i && r.meets(o, x, k) {
				return false
			}
		}
	}
	return true
}
