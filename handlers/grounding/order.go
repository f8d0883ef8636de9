package grounding

import (
	"slices"
	"strings"

	"vanthu/corpus/extract"
	"vanthu/corpus/lang"
)

// ordered checks that two who act stand in the order in which the evidence has
// them: who gives before who gets. Whoever is named behind "by" acts.
func (c *Checker) ordered(r *reading, e *evidence) Reason {
	if c.holdsOffice(r, e) {
		return ""
	}
	for _, x := range e.texts {
		if x.has("next", "") || r.has("next", "") {
			if i, k, ok := x.turnsActs(r); ok {
				return r.blame(i, k, Misplaced)
			}
		}
	}
	for i := range r.words {
		for k := i + 1; k < len(r.words); k++ {
			if r.idlePlaces(i, k) || r.gaveNumbered(i) || r.gaveNumbered(k) {
				continue
			}
			if one, other := r.actors(i), r.actors(k); k-i < adjacent || !r.unparted(i, k) && !(shares(one, papers) && shares(other, papers)) || shares(one, papers) != shares(other, papers) || len(one) == 0 || len(other) == 0 || shares(one, other) {
				continue
			}
			if e.swaps(r, i, k) || e.swaps(r, k, i) {
				return r.blame(i, k, Misplaced)
			}
			if r.term(i) || r.term(k) || e.marks(r, i, k) || e.speaking(r, i) || e.speaking(r, k) {
				continue
			}
			if shares(r.actors(k), nobody) && r.conditional(k) && !r.conditional(i) {
				continue // of whom a condition speaks, the condition may stand first
			}
			if before, after := r.order(r, i, k); before && after || r.taken[i] || r.taken[k] {
				continue // one of them is named twice, or in the number of a document
			}
			for n, x := range e.texts {
				if same, other := x.countsPaper(r, i, k); other {
					return r.blame(i, k, Misplaced)
				} else if same {
					continue
				}
				if before, after := x.order(r, i, k); after && !before && !r.doesAsIn(e.rows[n]) {
					return r.blame(i, k, Misplaced)
				}
			}
		}
	}
	return ""
}

// marks reports whether one of two who act stands behind the same preposition in a
// sentence and wherever the passages name him, and the other one behind none: it
// tells who is who in whatever order.
func (e *evidence) marks(r *reading, i, k int) bool {
	one, other := r.preposition(i), r.preposition(k)
	if (one == "") == (other == "") {
		return false
	}
	named := [2]bool{}
	for _, x := range e.texts {
		if x.tongue.tag != r.tongue.tag {
			return false
		}
		for j := range x.words {
			for n, at := range [...]int{i, k} {
				if acting(r, at, x, j) && (j == 0 || !acting(r, at, x, j-1)) {
					named[n] = true
					if x.preposition(j) != r.preposition(at) {
						return false
					}
				}
			}
		}
	}
	return named[0] && named[1]
}

// swaps reports whether one of two who act stands behind a preposition in a sentence, and
// in the passages the other one does.
func (e *evidence) swaps(r *reading, i, k int) bool {
	to := r.preposition(i)
	if to == "" || r.preposition(k) != "" {
		return false
	}
	one, other := false, false
	for _, x := range e.texts {
		for j := range x.words {
			if x.tongue.tag == r.tongue.tag && acting(r, i, x, j) && (j == 0 || !acting(r, i, x, j-1)) {
				one = true
				if x.preposition(j) != "" {
					return false
				}
			}
			if x.tongue.tag == r.tongue.tag && acting(r, k, x, j) && (j == 0 || !acting(r, k, x, j-1)) {
				if x.preposition(j) != to {
					return false
				}
				other = true
			}
		}
	}
	return one && other
}

// preposition gives the word in front of who is named at a word, where it is one that
// tells that something is done with, at or toward him; "" where none does.
func (r *reading) preposition(i int) string {
	for i > 0 && acting(r, i, r, i-1) {
		i--
	}
	if i == 0 || r.parted(i-1, i) || r.tongue.by[phraseForm(r, i-1)] {
		return ""
	}
	if word := phraseForm(r, i-1); r.tongue.to[word] || r.tongue.toward[word] {
		return word
	}
	return ""
}

// terms are the concepts of deadlines.
var terms = []string{"plain.deadline", "plain.duration"}

// term reports whether a word that claims nothing is one for a deadline, though it
// is written like one for somebody: ממועד, and a committee.
func (r *reading) term(i int) bool {
	return r.light(i) && !r.person[i] && !r.bodyAt(r.words[i].Start) && shares(r.at[i], terms)
}

// countsPaper compares an original and a copy of which a sentence counts but one
// with those of a text that does so too: same where it is the same one, whether
// its number stands in front of the paper or behind it, and other where it is
// the other one.
func (x *reading) countsPaper(r *reading, i, k int) (same, other bool) {
	if !shares(r.actors(i), papers) || r.counting(i) == r.counting(k) {
		return false, false
	}
	for a := range x.words {
		for b := range x.words {
			if a == b || !acting(r, i, x, a) || !acting(r, k, x, b) || x.counting(a) == x.counting(b) {
				continue
			}
			same, other = same || x.counting(a) == r.counting(i), other || x.counting(a) != r.counting(i)
		}
	}
	return same, other && !same
}

// counting reports whether a number stands in front of a word.
func (r *reading) counting(i int) bool {
	return slices.ContainsFunc(r.amounts, func(a amount) bool {
		return a.last < i && i-a.last <= besides && r.unparted(a.last, i)
	})
}

// placed reports whether a word is part of the name of a place.
func (r *reading) placed(i int) bool {
	return slices.ContainsFunc(r.bodies, func(m extract.Mention) bool {
		return isPlace(m.ID) && m.Start <= r.words[i].Start && r.words[i].Start < m.End
	})
}

// idlePlaces reports whether of two words one names a place that does nothing by itself:
// where something is, beside another place, or what somebody gets something for.
func (r *reading) idlePlaces(i, k int) bool {
	if !r.placed(i) && !r.placed(k) {
		return false
	}
	return r.placed(i) && r.placed(k) || r.where(i) || r.where(k) || shares(r.actors(i), []string{localities}) || shares(r.actors(k), []string{localities}) ||
		slices.ContainsFunc(r.words, func(w lang.Word) bool { return r.tongue.gets[w.Folded] })
}

// where reports whether a place is told as that where something is.
func (r *reading) where(i int) bool {
	if !r.placed(i) {
		return false
	}
	for i > 0 && r.placed(i-1) {
		i--
	}
	for _, w := range r.tongue.words.AgencyWords.Where {
		if front, joined := strings.CutSuffix(w, "-"); joined && strings.HasPrefix(r.words[i].Folded, front) || i > 0 && r.words[i-1].Folded == lang.Fold(w) {
			return true
		}
	}
	return false
}

// turnsActs gives two acts of a sentence that stand the other way round in a
// text that tells what comes first.
func (x *reading) turnsActs(r *reading) (i, k int, ok bool) {
	for i := range r.words {
		for k := i + 1; k < len(r.words); k++ {
			if !r.acts(i) || !r.acts(k) || shares(r.at[i], r.at[k]) {
				continue
			}
			before, after := false, false
			for a := range x.words {
				for b := range x.words {
					if a != b && x.acts(a) && x.acts(b) && r.meets(i, x, a) && r.meets(k, x, b) {
						before, after = before || a < b, after || a > b
					}
				}
			}
			if after && !before {
				return i, k, true
			}
		}
	}
	return 0, 0, false
}

// order tells how two actors of a sentence stand in another text: the first
// in front of the second, or behind it.
func (x *reading) order(r *reading, i, k int) (before, after bool) {
	swapped := r.behind(i, k)
	for a := range x.words {
		if !acting(r, i, x, a) {
			continue
		}
		for b := range x.words {
			if a-b < adjacent && b-a < adjacent || !acting(r, k, x, b) { // foreign experts
				continue
			}
			first := a < b
			if x.behind(min(a, b), max(a, b)) {
				first = !first
			}
			if swapped {
				first = !first
			}
			before, after = before || first, after || !first
		}
	}
	return before, after
}

// actors gives who is named at a word.
func (r *reading) actors(i int) (out []string) {
	if shares(r.at[i], []string{localities}) {
		out = append(out, localities)
	}
	for _, id := range r.longest(i) {
		if isActor(id) {
			out = append(out, id)
		}
	}
	for _, m := range r.bodies {
		if m.ID != "" && !m.Generic && !m.Collective && m.Start <= r.words[i].Start && r.words[i].Start < m.End {
			out = append(out, m.ID)
		}
	}
	return out
}

// acting reports whether two words name one who acts.
func acting(r *reading, i int, x *reading, j int) bool {
	return shares(r.actors(i), x.actors(j))
}

// passive reports whether a word such as "by" stands in front of an actor.
func (r *reading) passive(i int) bool {
	for k := i - 1; k >= 0 && k >= i-byWords && !r.ends(k+1); k-- {
		if r.tongue.by[phraseForm(r, k)] && !r.polar(k) {
			return !(k > 0 && r.acts(k-1) && r.owns(i))
		}
		if r.acts(k) && !r.person[k] && !r.light(k) {
			return false
		}
	}
	return false
}

// owns reports whether a document stands straight behind who is named at a word: what is
// carried out is the resolution of the Government, and the Government carries out nothing.
func (r *reading) owns(i int) bool {
	for i+1 < len(r.words) && acting(r, i, r, i+1) {
		i++
	}
	return i+1 < len(r.words) && !r.parted(i, i+1) && slices.ContainsFunc(r.at[i+1], func(id string) bool { return strings.HasPrefix(id, "object.") }) &&
		slices.ContainsFunc(r.docs, func(n extract.Number) bool {
			first, _ := r.within(n.Start, n.End)
			return first > i && first-i <= adjacent
		})
}

func phraseForm(r *reading, i int) string {
	if r.tongue.poles.folded {
		return r.words[i].Folded
	}
	return marked(r.words[i])
}
