package grounding

import "slices"

// backTo reports whether a clause tells what two passages of one document do: all that
// is done as one tells it, that goes on with "they", "there" or "the said", and in
// its place, in one piece, those words of the other that it stands for.
func (p part) backTo(c *Checker, e *evidence) bool {
	for k, x := range e.texts {
		if !x.refers(c, p.reading) || x.tongue.tag != p.tongue.tag {
			continue
		}
		var open []int
		fits := true
		for i := p.first; i <= p.last; i++ {
			if !c.content(p.reading, i) && !p.polar(i) || p.polar(i) && x.willBe(p.reading, i) || x.saysOf(p.reading, i) {
				continue
			}
			open = append(open, i)
			fits = fits && !p.polar(i) && !(p.acts(i) && !p.thing(i) && !p.actor(i))
		}
		if !fits || !p.daysFrom(x, open) {
			continue
		}
		if len(open) == 0 {
			return true
		}
		from, to := open[0], open[len(open)-1]
		for n, y := range e.texts {
			if n == k || e.passages[n].Title != e.passages[k].Title {
				continue
			}
			if y.hasPiece(c, p.reading, from, to) && !p.metWithin(c, x, from, to) {
				return true
			}
		}
	}
	return false
}

// daysFrom reports whether all days of a clause are those of a text, but for those among
// some words of it.
func (p part) daysFrom(x *reading, open []int) bool {
	return !slices.ContainsFunc(p.days, func(d day) bool {
		return p.first <= d.first && d.last <= p.last && !(len(open) > 0 && open[0] < d.first && d.last < open[len(open)-1]) &&
			!slices.ContainsFunc(x.days, func(have day) bool { return d.follows(have.Date) })
	})
}

// refers reports whether a text goes on with what another one names, by a word such as
// "they", or by one such as "the said" beside a thing that a sentence names too.
func (x *reading) refers(c *Checker, r *reading) bool {
	for _, m := range x.tongue.referring.find(x.words) {
		named := true
		for _, j := range [...]int{m.First - 1, m.First + m.Len} {
			if j >= 0 && j < len(x.words) && (j < m.First && !x.parted(j, m.First) || j > m.First && !x.parted(j-1, j)) && c.content(x, j) && x.thing(j) && !x.acts(j) {
				named = named && x.saysOfAny(r, j)
			}
		}
		if named {
			return true
		}
	}
	return false
}

// saysOfAny reports whether a sentence has the word of a text at a place, or what it means.
func (x *reading) saysOfAny(r *reading, j int) bool {
	return slices.ContainsFunc(r.everyWord(), func(i int) bool { return r.meets(i, x, j) })
}

// willBe reports whether a text tells as to come, or as a duty, what a word tells as
// a duty.
func (x *reading) willBe(r *reading, i int) bool {
	return slices.ContainsFunc(r.turns, func(t turn) bool {
		return t.first <= i && i <= t.last && t.axis == "duty" && t.pole == "must" && (x.has("done", "coming") || x.has("duty", "must") || x.speaks(goals))
	})
}

// pieceWords is how many more words than in a sentence may stand between the first and
// the last word of a piece.
const pieceWords = 6

// hasPiece reports whether a text has the words of a sentence from one to another, in
// their order and near each other.
func (y *reading) hasPiece(c *Checker, r *reading, from, to int) bool {
	start, at := -1, -1
	for i := from; i <= to; i++ {
		if !c.content(r, i) {
			continue
		}
		j := at + 1
		for j < len(y.words) && !r.meets(i, y, j) {
			j++
		}
		if j == len(y.words) {
			return false
		}
		if start < 0 {
			start = j
		}
		at = j
	}
	return start >= 0 && at-start <= to-from+pieceWords
}

// metWithin reports whether a text tells itself most of the words of a part from one to
// another: then they are no piece of another one.
func (p part) metWithin(c *Checker, x *reading, from, to int) bool {
	own, all := 0, 0
	for i := from; i <= to; i++ {
		if c.content(p.reading, i) {
			all++
			if x.saysOf(p.reading, i) {
				own++
			}
		}
	}
	return 2*own > all
}
