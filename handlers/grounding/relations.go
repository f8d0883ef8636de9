package grounding

import (
	"slices"
	"strings"
	"unicode"
)

// relations checks that a number belongs to what the sentence tells of it,
// where the evidence has several of its kind: no word around it stands around
// another one only.
func (c *Checker) relations(r *reading, e *evidence) Reason {
	for _, a := range r.amounts {
		if e.differs(r, a) || e.tellsNth(r, a) || e.namesNumber(r, a) || a.unit == "" && c.dayNumber(a, e) && !e.counts(a) {
			continue // or a year
		}
		for _, x := range e.texts {
			own, others := x.sameKind(a)
			own, others = x.withWhole(r, a, own, others)
			if len(own) == 0 || len(others) == 0 {
				continue
			}
			theirs := 0
			for i := range r.words {
				if !r.beside(a, i) || !c.content(r, i) && !r.polar(i) || r.besideAll(a, i) || r.shareOf(a, i) {
					continue
				}
				inOwn := x.around(c, r, i, own)
				inOther := x.around(c, r, i, others)
				if inOther && !inOwn && !x.ofNext(c, r, a, i) {
					theirs++
				}
			}
			if theirs > 0 {
				return r.blame(a.first, a.last, Misplaced)
			}
		}
		if c.ofAnother(r, a, e) || r.phraseOfAnother(a, e) || c.partOfAnother(r, a, e) {
			return r.blame(a.first, a.last, Misplaced)
		}
	}
	return ""
}

// counts reports whether the passages have a number as an amount.
func (e *evidence) counts(a amount) bool {
	return slices.ContainsFunc(e.texts, func(x *reading) bool {
		own, _ := x.sameKind(a)
		return len(own) > 0
	})
}

// shareOf reports whether a word in front of a number tells of each, or of all, that it
// counts: each of the four provinces.
func (r *reading) shareOf(a amount, i int) bool {
	return a.unit == "" && i < a.first && slices.ContainsFunc(r.turns, func(t turn) bool { return t.first <= i && i <= t.last && t.axis == "share" })
}

// ofNext reports whether a word stands between two numbers of a sentence, and beside the
// other one in a text: one of the five tasks is training 2,000 engineers.
func (x *reading) ofNext(c *Checker, r *reading, a amount, i int) bool {
	_, others := r.sameKind(a)
	return slices.ContainsFunc(others, func(o amount) bool {
		own, _ := x.sameKind(o)
		return r.beside(o, i) && min(a.last, o.last) < i && i < max(a.first, o.first) && x.around(c, r, i, own)
	})
}

// partOf is outOf of two numbers, between which what they count may stand: 40
// tasks of 50.
func (r *reading) partOf(a, b amount) bool {
	for i := a.last; i < b.first && i <= a.last+besides && r.unparted(a.last, b.first); i++ {
		if r.outOf(i, b.first) {
			return true
		}
	}
	return false
}

// withWhole puts with some numbers of a text the whole of which they are a part
// there as a number is in a sentence, or the part of the whole.
func (x *reading) withWhole(r *reading, a amount, own, others []amount) (with, rest []amount) {
	part := slices.ContainsFunc(r.amounts, func(o amount) bool { return r.partOf(a, o) })
	whole := slices.ContainsFunc(r.amounts, func(o amount) bool { return r.partOf(o, a) })
	with = own
	for _, o := range others {
		if slices.ContainsFunc(own, func(a amount) bool { return part && x.partOf(a, o) || whole && x.partOf(o, a) }) {
			with = append(with, o)
		} else {
			rest = append(rest, o)
		}
	}
	return with, rest
}

// besideAll reports whether a word stands beside another number of its kind in
// the sentence too: a new passport and a lost passport.
func (r *reading) besideAll(a amount, i int) bool {
	_, others := r.sameKind(a)
	return slices.ContainsFunc(others, func(o amount) bool {
		return slices.ContainsFunc(r.everyWord(), func(k int) bool { return k != i && r.beside(o, k) && !r.beside(a, k) && sameWord(r, i, r, k) })
	})
}

// ofAnother reports whether a word beside a number tells a way, or a thing in
// front of it, that stands in another passage than the number, beside another
// one of its kind, or while the passage of the number tells another way.
func (c *Checker) ofAnother(r *reading, a amount, e *evidence) bool {
	for i := range r.words {
		way := r.polar(i)
		if !way && (i > a.first || !c.content(r, i) || !r.thing(i) || r.taken[i]) || !r.beside(a, i) {
			continue
		}
		here, there := false, false
		for at, x := range e.texts {
			switch own, others := x.sameKind(a); {
			case len(own) > 0:
				here = here || x.around(c, r, i, own) || r.poleIn(i, x) || !way && (x.saysOf(r, i) || e.meta[at].saysOf(r, i))
				there = there || r.otherPole(i, x)
			case len(others) > 0:
				there = there || way && r.poleIn(i, x) || !way && x.around(c, r, i, others)
			}
		}
		if there && !here {
			return true
		}
	}
	return false
}

// phraseOfAnother is ofAnother for a phrase of several words in front of a
// number, by what it means as a whole: the digital economy.
func (r *reading) phraseOfAnother(a amount, e *evidence) bool {
	for _, s := range r.concepts {
		first, last := r.within(s.Start, s.End)
		if first >= last || last >= a.first || !r.thing(first) || r.polar(first) || !r.beside(a, first) {
			continue
		}
		id := s.IDs[:1]
		here, there := false, false
		for at, x := range e.texts {
			switch own, others := x.sameKind(a); {
			case len(own) > 0:
				here = here || x.speaks(id) || e.meta[at].speaks(id)
			case len(others) > 0:
				there = there || x.speaks(id)
			}
		}
		if there && !here {
			return true
		}
	}
	return false
}

// saysOf reports whether a text has a word of another one, or what it means.
func (x *reading) saysOf(r *reading, i int) bool {
	return slices.ContainsFunc(x.everyWord(), func(j int) bool { return r.meets(i, x, j) })
}

// partOfAnother reports whether a share is told of something else than in the
// evidence: 2% of the budget for 2% of GDP.
func (c *Checker) partOfAnother(r *reading, a amount, e *evidence) bool {
	if a.unit != "%" && !r.fraction(a) {
		return false
	}
	i := a.last + 1
	for i < len(r.words) && i <= a.last+besides && (r.light(i) || !c.content(r, i)) {
		i++
	}
	if i >= len(r.words) || r.taken[i] || !r.unparted(a.last, i) || r.clauseBetween(a.last, i) || !r.thing(i) || r.acts(i) || r.at[i] == nil {
		return false
	}
	of := false
	for _, x := range e.texts {
		for _, have := range x.amounts {
			if have.value != a.value || have.unit != a.unit {
				continue
			}
			for j := have.last + 1; j <= min(len(x.words)-1, have.last+near) && x.unparted(have.last, j); j++ {
				if r.meets(i, x, j) || x.tongue.those[phraseForm(x, j)] && x.namesBefore(r, i, have.first) {
					return false
				}
				of = of || c.content(x, j) && (x.thing(j) || r.fraction(a))
			}
		}
	}
	return of
}

// fraction reports whether a number is the lower one of a fraction: 1/3.
func (r *reading) fraction(a amount) bool {
	return a.unit == ofWhole || a.unit == "" && a.first > 0 && r.startsAmount(a.first-1) && r.gap(a.first) == "/"
}

// namesBefore reports whether a text has a word of a sentence in front of another
// one, in its clause.
func (x *reading) namesBefore(r *reading, i, at int) bool {
	for j := at - 1; j >= 0 && !x.parted(j, j+1); j-- {
		if r.meets(i, x, j) {
			return true
		}
	}
	return false
}

// otherPole reports whether a text tells another way than a word.
func (r *reading) otherPole(i int, x *reading) bool {
	return x.has("way", "") && slices.ContainsFunc(r.turns, func(t turn) bool { return t.first <= i && i <= t.last && t.axis == "way" && !x.has(t.axis, t.pole) })
}

// poleIn reports whether a text has the pole of a word for a way.
func (r *reading) poleIn(i int, x *reading) bool {
	return slices.ContainsFunc(r.turns, func(t turn) bool { return t.first <= i && i <= t.last && t.axis == "way" && x.has(t.axis, t.pole) })
}

// coded checks that a number with a bound belongs to the code that stands with
// it, where the evidence has both in one clause: form M03b is for those of 14
// and older.
func (c *Checker) coded(r *reading, e *evidence) Reason {
	for _, p := range r.parts() {
		for _, code := range r.amounts {
			if !code.code() || code.first < p.first || code.last > p.last {
				continue
			}
			for _, a := range r.amounts {
				if a.bound == "" || a.code() || a.first < p.first || a.last > p.last || r.codeBetween(a, code) || r.codeBeside(a, code) {
					continue
				}
				for _, x := range e.texts {
					if bounds := x.boundsWith(code.value, a.value); len(bounds) > 0 && !slices.Contains(bounds, a.bound) {
						return r.blame(a.first, a.last, Misplaced)
					}
				}
			}
		}
	}
	return ""
}

// code reports whether an amount is a code with letters: M03b.
func (a amount) code() bool { return strings.ContainsFunc(a.value, unicode.IsLetter) }

// codeBetween reports whether a code stands between an amount and another one.
func (r *reading) codeBetween(a, b amount) bool {
	return slices.ContainsFunc(r.amounts, func(o amount) bool {
		return o.code() && o.first > min(a.first, b.first) && o.first < max(a.first, b.first)
	})
}

// codeBeside reports whether another code stands in the clause of an amount.
func (r *reading) codeBeside(a, code amount) bool {
	return slices.ContainsFunc(r.amounts, func(o amount) bool {
		return o.code() && o.first != code.first && r.unparted(min(o.last, a.last), max(o.first, a.first)) && !r.unparted(min(code.last, a.last), max(code.first, a.first))
	})
}

// boundsWith gives the bounds that a number has in the clauses of a code.
func (x *reading) boundsWith(code, value string) (out []string) {
	for _, k := range x.amounts {
		if k.value != code {
			continue
		}
		from, to := k.first, k.last
		for from > 0 && !x.ends(from) {
			from--
		}
		for to+1 < len(x.words) && !x.ends(to+1) {
			to++
		}
		for _, have := range x.amounts {
			if have.value == value && have.first >= from && have.last <= to {
				out = append(out, have.bound)
			}
		}
	}
	return out
}

// beside reports whether nothing that parts stands between an amount and a
// word: the end of a clause, or another amount.
func (r *reading) beside(a amount, i int) bool {
	for j := a.last + 1; j <= i; j++ {
		if r.ends(j) || r.startsAmount(j) {
			return false
		}
	}
	for j := a.first - 1; j >= i; j-- {
		if r.ends(j+1) || r.endsAmount(j) {
			return false
		}
	}
	return true
}

func (r *reading) polar(i int) bool {
	return slices.ContainsFunc(r.turns, func(t turn) bool { return t.first <= i && i <= t.last })
}

// sameKind gives the numbers of a text that have the value of another one, and
// the others of its kind.
func (r *reading) sameKind(a amount) (own, others []amount) {
	for _, have := range r.amounts {
		switch {
		case have.unit != a.unit || have.code() != a.code():
		case have.value == a.value:
			own = append(own, have)
		default:
			others = append(others, have)
		}
	}
	return own, others
}

// around reports whether a word of another reading stands in the part of the
// text that belongs to one of some numbers: up to the number before and to the
// number behind of their kind, or the end of the clause.
func (x *reading) around(c *Checker, r *reading, i int, amounts []amount) bool {
	for _, a := range amounts {
		for j := a.last + 1; j < len(x.words) && !x.ends(j); j++ {
			if x.startsAmount(j) {
				break
			}
			if r.alike(i, x, j) {
				return true
			}
		}
		for j := a.first - 1; j >= 0 && j >= a.first-inFront && (!x.ends(j+1) || x.aside(a.first) && x.opens(j+1)); j-- {
			if x.endsAmount(j) {
				break
			}
			if r.alike(i, x, j) {
				return true
			}
		}
	}
	return false
}

// opens reports whether parentheses open in front of a word: what they hold
// belongs to what stands there.
func (r *reading) opens(j int) bool {
	return j > 0 && strings.TrimSpace(r.text[r.words[j-1].End:r.words[j].Start]) == "("
}

// alike reports whether two words are forms of one or, in two languages, mean
// one thing.
func (r *reading) alike(i int, x *reading, j int) bool {
	if r.tongue.tag == x.tongue.tag {
		return sameWord(r, i, x, j)
	}
	return r.meets(i, x, j)
}

// ends reports whether a clause ends in front of a word.
func (r *reading) ends(j int) bool {
	return j > 0 && (strings.ContainsAny(r.text[r.words[j-1].End:r.words[j].Start], ",;.()،؛|") || r.tongue.clauses[r.words[j].Folded] || r.tongue.and != "" && (r.words[j].Folded == r.tongue.and || r.digits(j) && strings.HasPrefix(r.words[j].Folded, r.tongue.and)))
}

func (r *reading) startsAmount(j int) bool {
	return slices.ContainsFunc(r.amounts, func(a amount) bool { return a.first == j })
}

func (r *reading) endsAmount(j int) bool {
	return slices.ContainsFunc(r.amounts, func(a amount) bool { return a.last == j })
}
