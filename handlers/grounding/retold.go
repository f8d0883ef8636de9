package grounding

import (
	"slices"
	"strings"

	"vanthu/corpus/lexicon"
)

// meantFor reports whether a turn stands in a clause on what something is for:
// so that it can be used.
func (r *reading) meantFor(t turn) bool {
	return slices.ContainsFunc(r.tongue.purpose.find(r.words), func(m lexicon.Match) bool {
		last := m.First + m.Len - 1
		return last < t.first && r.unparted(last, t.first)
	})
}

// offersWay reports whether a text tells, in the row of a table or of hours, that a
// way of applying is open that a sentence tells: what can be filed online.
func (x *reading) offersWay(r *reading) bool {
	if x.has("duty", "") || x.has("not", "") || x.has("if", "") || x.has("plan", "") || x.has("except", "") {
		return false
	}
	if x.has("price", "") && r.has("price", "") {
		return true // what is free can be done
	}
	same := slices.ContainsFunc(r.turns, func(t turn) bool { return t.axis == "way" && x.has("way", t.pole) })
	return same && slices.ContainsFunc(x.everyWord(), x.celled) || x.speaks(takenIn) && slices.ContainsFunc(r.amounts, func(a amount) bool {
		return a.unit == "hour" && slices.ContainsFunc(x.amounts, func(have amount) bool { return have.value == a.value && have.unit == a.unit })
	})
}

// excepts reports whether a text denies for a case what a sentence excepts: all
// that the exception tells stands behind a negation, in its clause.
func (x *reading) excepts(c *Checker, r *reading, t turn) bool {
	for _, n := range x.turns {
		if n.axis != "not" && n.axis != "price" {
			continue
		}
		told, all := 0, true
		for i := t.last + 1; i < len(r.words) && (i == t.last+1 || !r.parted(i-1, i)); i++ {
			if !c.content(r, i) && !r.polar(i) {
				continue
			}
			told++
			all = all && slices.ContainsFunc(x.everyWord(), func(j int) bool { return j > n.last && x.unparted(n.last, j) && r.meets(i, x, j) })
		}
		if all && told > 0 {
			return true
		}
	}
	return false
}

// lists reports whether a text joins with "and" what a sentence names behind a
// word such as "together with".
func (x *reading) lists(c *Checker, r *reading, t turn) bool {
	i := t.last + 1
	for i < len(r.words) && !c.content(r, i) {
		i++
	}
	return i < len(r.words) && slices.ContainsFunc(x.everyWord(), func(j int) bool {
		return r.meets(i, x, j) && x.conjoined(max(0, j-besides), j)
	})
}

// charges reports whether a text tells a sum for each of what a sentence tells it
// for, behind a stroke: VND 15,000/registration.
func (x *reading) charges(r *reading, t turn) bool {
	i := t.last + 1
	at := slices.IndexFunc(r.priced(), func(a amount) bool { return a.last < t.first && t.first-a.last <= besides })
	if i >= len(r.words) || at < 0 {
		return false
	}
	for _, a := range x.priced() {
		j := a.last + 1
		if a.value == r.priced()[at].value && j < len(x.words) && strings.TrimSpace(x.text[x.words[a.last].End:x.words[j].Start]) == "/" {
			for k := j; k < len(x.words) && k <= j+besides && !x.parted(k-1, k) && !x.polar(k); k++ {
				if r.meets(i, x, k) {
					return true
				}
			}
		}
	}
	return false
}

// repeatsOrder reports whether a text has a word such as "after" in front of what
// stands behind it in a sentence.
func (x *reading) repeatsOrder(r *reading, t turn) bool {
	return t.last+1 < len(r.words) && slices.ContainsFunc(x.turns, func(have turn) bool {
		return have.axis == t.axis && have.pole == t.pole && have.last+1 < len(x.words) && r.meets(t.last+1, x, have.last+1)
	})
}
