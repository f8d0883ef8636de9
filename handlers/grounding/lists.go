package grounding

import (
	"slices"
	"strings"
)

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

// mixed checks that no two neighbours of a sentence are from two items of one list behind a
// colon: where access roads are lacking and freight is cleared slowly, freight is not lacking.
func (c *Checker) mixed(r *reading, e *evidence) Reason {
	for i := range r.words {
		k := c.neighbour(r, i)
		if k < 0 || !c.content(r, i) || r.meets(i, r, k) {
			continue
		}
		for _, x := range e.texts {
			one, other := x.itemsOf(r, i), x.itemsOf(r, k)
			if len(one) > 0 && len(other) > 0 && one[0] > 0 && other[0] > 0 && !slices.ContainsFunc(one, func(n int) bool { return slices.Contains(other, n) }) {
				return r.blame(i, k, Misplaced)
			}
		}
	}
	return ""
}

// neighbour gives the next word behind one that claims something, in one clause and with no
// more than a word between them; -1 where none stands there.
func (c *Checker) neighbour(r *reading, i int) int {
	for k := i + 1; k < len(r.words) && k <= i+2 && !r.ends(k) && !r.breaks(k-1, k) && (r.tongue.and == "" || !strings.HasPrefix(r.words[k].Folded, r.tongue.and)); k++ {
		if c.content(r, k) {
			return k
		}
		if r.taken[k] || r.polar(k) {
			break
		}
	}
	return -1
}

// itemsOf gives the items of a list behind a colon in which a text has a word of a sentence,
// counted from one; 0 stands for what is no such item, and then in front.
func (x *reading) itemsOf(r *reading, i int) (out []int) {
	colon := strings.IndexByte(x.text, ':')
	item, items := 0, x.listBehind(colon)
	for j := range x.words {
		if j > 0 && x.words[j].Start > colon && colon >= 0 && items && x.words[j-1].Start > colon && x.ends(j) {
			item++
		}
		if r.meets(i, x, j) {
			n := 0
			if items && x.words[j].Start > colon {
				n = item + 1
			}
			if out = append(out, n); n == 0 {
				return []int{0}
			}
		}
	}
	return out
}

// itemWords is how many words an item has at most of a list that is read as one of things.
const itemWords = 7

// listBehind reports whether what stands behind a colon, up to the end of the text, is one
// list of three things at least, all of them short and none with a number.
func (x *reading) listBehind(colon int) bool {
	if colon < 0 {
		return false
	}
	rest := strings.TrimRight(x.text[colon+1:], " .;")
	items := strings.FieldsFunc(rest, func(c rune) bool { return strings.ContainsRune(",;،؛", c) })
	return !strings.ContainsAny(rest, ".:0123456789") && len(items) >= leastItems-1 && !slices.ContainsFunc(items, func(item string) bool { return len(strings.Fields(item)) > itemWords })
}
