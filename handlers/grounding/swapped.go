package grounding

import (
	"slices"
	"strings"

	"vanthu/corpus"
	"vanthu/corpus/lang"
)

// bases are the concepts of what something rests on, which has two sides.
var bases = []string{"field.foundation", "plain.foundation", "field.driving-force", "plain.driving-force"}

// swapped checks that what stands on either side of a word that has two sides, or under
// "only", stands there in the passages too.
func (c *Checker) swapped(r *reading, e *evidence) Reason {
	for _, s := range r.sides() {
		for _, x := range e.texts {
			if k, o, ok := x.turnsRound(c, r, s); ok {
				return r.blame(min(k, o), max(k, o), Misplaced)
			}
		}
	}
	for _, d := range r.days {
		if i, ok := e.toCome(c, r, d); ok {
			return r.blame(i, i, Misplaced)
		}
	}
	for _, t := range r.turns {
		if t.axis == "share" && t.pole == "only" {
			if i, ok := e.onlyOf(c, r, t); ok {
				return r.blame(i, i, Misplaced)
			}
		}
	}
	return ""
}

// twoSided is a phrase that has two sides, which are not the same: is the basis of, rests on,
// by decision of.
type twoSided struct {
	kind        string
	first, last int // words
}

// basis is the kind of a word that tells what something rests on, in whatever order.
const basis = "basis"

// sides gives the phrases of a text that have two sides.
func (r *reading) sides() (out []twoSided) {
	for i := range r.words {
		if shares(r.at[i], bases) {
			out = append(out, twoSided{basis, i, i})
		}
	}
	for _, m := range r.tongue.sided.find(r.words) {
		out = append(out, twoSided{m.Value, m.First, m.First + m.Len - 1})
	}
	return out
}

// turnsRound gives two things of a sentence, in front of a phrase with two sides and behind
// it, that stand the other way round in a text.
func (x *reading) turnsRound(c *Checker, r *reading, s twoSided) (front, behind int, ok bool) {
	there := slices.DeleteFunc(x.sides(), func(o twoSided) bool {
		return o.kind != s.kind || s.kind == basis && !r.meets(s.first, x, o.first)
	})
	if len(there) != 1 {
		return 0, 0, false // not told, or twice
	}
	for _, n := range r.docs { // the decree rests on the rules, which rest on it
		first, last := r.within(n.Start, n.End)
		if s.kind == basis || last >= s.first || !r.unparted(last, s.first) {
			continue
		}
		before, after := false, false
		for _, o := range x.docs {
			from, to := x.within(o.Start, o.End)
			before, after = before || o.Key == n.Key && to < there[0].first, after || o.Key == n.Key && from > there[0].last
		}
		if after && !before {
			return first, s.last, true
		}
	}
	front, behind = -1, -1
	for k := range r.words {
		if k >= s.first && k <= s.last || !c.content(r, k) || !r.thing(k) || s.kind != basis && r.acts(k) || !r.unparted(min(k, s.last), max(k, s.first)) {
			continue
		}
		before, after := false, false
		for o := range x.words {
			if (o < there[0].first || o > there[0].last) && c.content(x, o) && r.meets(k, x, o) {
				before, after = before || o < there[0].first, after || o > there[0].last
			}
		}
		switch {
		case before && after:
		case k < s.first && after && !before:
			front = k
		case k < s.first && before, k > s.last && after:
			return 0, 0, false // one stands where it stood
		case k > s.last && before && !after:
			behind = k
		}
	}
	return front, behind, front >= 0 && behind >= 0
}

// onlyOf gives a word that names somebody in a clause of a sentence with "only", where the
// clause with "only" of a passage names somebody else, and has another of its words.
func (e *evidence) onlyOf(c *Checker, r *reading, t turn) (int, bool) {
	said := r.onlyClause(t)
	for _, x := range e.texts {
		for _, have := range x.turns {
			if have.axis != t.axis || have.pole != t.pole {
				continue
			}
			p := x.onlyClause(have)
			who := said.whom(c)
			for i := t.last + 1; i <= said.last; i++ {
				if c.content(r, i) && r.thing(i) && !p.tells(r, i) && x.saysOf(r, i) {
					who = append(who, i)
				}
			}
			about := slices.ContainsFunc(said.everyWord(), func(i int) bool {
				return i > t.last && i <= said.last && c.content(r, i) && !slices.Contains(who, i) && p.tells(r, i)
			})
			if whom := p.whom(c); about && len(who) > 0 && len(whom) > 0 && !slices.ContainsFunc(whom, func(j int) bool {
				return slices.ContainsFunc(r.everyWord(), func(i int) bool { return r.meets(i, x, j) })
			}) {
				return who[0], true
			}
		}
	}
	return 0, false
}

// onlyClause gives the words from "only" to the next mark.
func (r *reading) onlyClause(t turn) part {
	p := part{r, t.first, t.last, -1}
	for p.last+1 < len(r.words) && !r.parted(p.last, p.last+1) {
		p.last++
	}
	return p
}

// whom gives the words of a part that name bodies, people or the State.
func (p part) whom(c *Checker) (out []int) {
	for i := p.first; i <= p.last; i++ {
		if c.content(p.reading, i) && !p.polar(i) && slices.ContainsFunc(p.at[i], func(id string) bool { return strings.HasPrefix(id, "body.") || id == "plain.state" }) {
			out = append(out, i)
		}
	}
	return out
}

// coming are the concepts of times to come that tell no day: in the coming years.
var coming = []string{"plain.coming", "plain.coming-period"}

// toCome gives a word of a sentence that tells a year and no time to come, which a passage
// tells of a time to come alone, between other commas than the year.
func (e *evidence) toCome(c *Checker, r *reading, d day) (int, bool) {
	if d.Precision != corpus.YearPrecision || r.speaks(coming) {
		return 0, false
	}
	for _, x := range e.texts {
		for i := range r.words {
			if !c.content(r, i) || !r.thing(i) {
				continue
			}
			later, other := false, false
			for j := range x.words {
				if r.meets(i, x, j) {
					p := x.betweenMarks(j)
					late := !p.tellsYear(d) && slices.ContainsFunc(x.at[p.first:p.last+1], func(at []string) bool { return shares(at, coming) })
					later, other = later || late, other || !late
				}
			}
			if later && !other {
				return i, true
			}
		}
	}
	return 0, false
}

// betweenMarks gives the words around a word up to the next marks.
func (r *reading) betweenMarks(j int) part {
	p := part{r, j, j, -1}
	for p.first > 0 && !r.parted(p.first-1, p.first) {
		p.first--
	}
	for p.last+1 < len(r.words) && !r.parted(p.last, p.last+1) {
		p.last++
	}
	return p
}

// tellsYear reports whether a part tells a year, in figures.
func (p part) tellsYear(d day) bool {
	return len(d.any()) >= yearDigits && slices.ContainsFunc(p.words[p.first:p.last+1], func(w lang.Word) bool { return w.Folded == string(d.any()[:yearDigits]) })
}
