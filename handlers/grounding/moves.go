package grounding

import (
	"slices"
	"strings"
	"unicode"

	"vanthu/corpus/lang"
)

// changeWords is how many words stand at most between a change and how great it is.
const changeWords = 5

// moved checks by how much, to what or from what something changes: up 69 % is not up
// from 69 %, a cut to 15 % is none by 15 %, and trade that has reached 78 billion has not
// grown by them.
func (c *Checker) moved(r *reading, e *evidence) Reason {
	for _, a := range r.amounts {
		said := r.move(a)
		if said == "" || lengths[a.unit] {
			continue
		}
		other, found, changed := false, false, false
		for _, x := range e.texts {
			for _, have := range x.amounts {
				if have.value != a.value || have.unit != a.unit {
					continue
				}
				found, changed = true, changed || x.changes(have)
				there := x.move(have)
				if there == "" || there == said {
					other = false
					break
				}
				other = a.unit != "" || r.has("change", "") && x.has("change", "")
			}
			if other {
				return r.blame(a.first, a.last, Misplaced)
			}
		}
		if found && !changed && said == "by" && r.behindChange(a) {
			return r.blame(a.first, a.last, Misplaced)
		}
	}
	return ""
}

// behindChange reports whether a number stands behind a word for a change.
func (r *reading) behindChange(a amount) bool {
	return slices.ContainsFunc(r.turns, func(t turn) bool {
		return t.axis == "change" && t.last < a.first && a.first-t.last <= changeWords && r.unparted(t.last, a.first)
	})
}

// changes reports whether a word for a change stands in the clause of a number.
func (r *reading) changes(a amount) bool {
	return slices.ContainsFunc(r.turns, func(t turn) bool {
		return t.axis == "change" && (t.last < a.first && r.unparted(t.last, a.first) || t.first > a.last && r.unparted(a.last, t.first) || t.first >= a.first && t.last <= a.last)
	})
}

// move tells whether a number is that by which something changes, to which or from
// which: by the word in front of it; "" where none tells.
func (r *reading) move(a amount) string {
	first := r.words[a.first]
	digits := first.Start + max(0, strings.IndexFunc(r.text[first.Start:first.End], unicode.IsDigit))
	i := a.first - 1
	for i >= 0 && slices.ContainsFunc(r.bounds, func(b turn) bool { return b.first <= i && i <= b.last }) {
		i, digits = i-1, r.words[i].Start
	}
	if i > 0 && r.taken[i-1] {
		return "" // from 10 to 15
	}
	front := strings.TrimRightFunc(r.text[:digits], func(c rune) bool { return !unicode.IsLetter(c) })
	if strings.ContainsAny(r.text[len(front):digits], ",;:.()،؛|") {
		return ""
	}
	word := front[strings.LastIndexFunc(front, func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsMark(c) })+1:]
	for _, way := range [...]string{"by", "to", "from"} {
		if slices.ContainsFunc(r.tongue.claims.Moves[way], func(w string) bool {
			return strings.EqualFold(w, word) || r.tongue.tag != "vi" && lang.Fold(w) == lang.Fold(word)
		}) {
			return way
		}
	}
	if i >= 0 && slices.ContainsFunc(r.turns, func(t turn) bool { return t.axis == "change" && t.last == i }) {
		return "by"
	}
	return ""
}

// perEach checks for what each of a number or price is: one per house is none per
// square metre, and a sum that is told of no ward is none per ward.
func (c *Checker) perEach(r *reading, e *evidence) Reason {
	for _, i := range r.each() {
		if !c.content(r, i) || slices.ContainsFunc(e.texts, func(x *reading) bool { return r.metBy(i, x) }) {
			continue
		}
		if slices.ContainsFunc(e.texts, func(x *reading) bool { return c.eachOfOther(r, i, x) }) || !e.same && r.knows(i) && r.pricedBefore(i) && !e.held(r, i) {
			return r.blame(i-1, i, Misplaced)
		}
	}
	return ""
}

// eachOfOther reports whether a text tells what is per something else than a word. Between
// languages both have to be known.
func (c *Checker) eachOfOther(r *reading, i int, x *reading) bool {
	between := r.tongue.tag != x.tongue.tag
	if between && !r.knows(i) {
		return false
	}
	return slices.ContainsFunc(x.each(), func(j int) bool { return c.content(x, j) && (!between || x.knows(j)) })
}

// pricedBefore reports whether a sum stands in the same clause in front of a word.
func (r *reading) pricedBefore(i int) bool {
	return slices.ContainsFunc(r.priced(), func(a amount) bool { return a.last < i && i-a.last <= besides && !r.parted(a.last, i) })
}

// knows reports whether it is known what a word means between languages.
func (r *reading) knows(i int) bool {
	return r.telling(i) || len(r.across[i]) > 0
}

// each gives the words straight behind one such as "per".
func (r *reading) each() (out []int) {
	for i := 1; i < len(r.words); i++ {
		if slices.Contains(r.tongue.claims.Per, phraseForm(r, i-1)) && !r.taken[i] && !r.parted(i-1, i) {
			out = append(out, i)
		}
	}
	return out
}
