package grounding

import (
	"slices"
	"strings"

	"vanthu/corpus/extract"
	"vanthu/corpus/lang"
)

// paired checks lists of pairs: the office of one person is not told of another,
// and what stands in front of a document in parentheses is not told of another
// document.
func (c *Checker) paired(r *reading, e *evidence) Reason {
	for _, p := range r.persons() {
		for i := range r.words {
			if !shares(r.at[i], posts) || !r.ofPerson(p, i) {
				continue
			}
			own, other := false, false
			for _, x := range e.texts {
				for _, q := range x.persons() {
					first, last := x.stretch(q)
					holds := x.metIn(r, i, first, last)
					own = own || r.samePerson(p, x, q) && holds
					other = other || !r.samePerson(p, x, q) && holds
				}
			}
			if other && !own {
				return r.blame(i, i, Misplaced)
			}
		}
	}
	for _, p := range r.persons() {
		for _, m := range r.bodies {
			first, last := r.within(m.Start, m.End)
			if m.ID != "" && (last == p.first-1 || first == p.last+1) && e.holdsAnother(r, p, m.ID) {
				return r.blame(p.first, p.last, Misplaced)
			}
		}
	}
	for i := range r.words {
		if shares(r.at[i], posts) && e.deputises(r, i, !r.deputised(i)) {
			return r.blame(i, i, Misplaced)
		}
	}
	for _, n := range r.docs {
		first, last := r.within(n.Start, n.End)
		for _, x := range e.texts {
			theirs, ours := 0, 0
			for i := range r.words {
				if !c.content(r, i) || !r.thing(i) || r.documentBetween(min(i, first), max(i, last)) || r.partedByMore(min(i, first), max(i, last)) {
					continue
				}
				own, other := false, false
				for _, o := range x.docs {
					from, to := x.inFrontOf(o.Start)
					holds := x.metIn(r, i, from, to)
					own = own || o.Key == n.Key && holds
					other = other || o.Key != n.Key && holds
				}
				if own && !other {
					ours++
				} else if other && !own {
					theirs++
				}
			}
			if theirs > 0 && ours == 0 {
				return r.blame(first, last, Misplaced)
			}
		}
	}
	return ""
}

// posts are the concepts of the offices that one person holds.
var posts = []string{"body.told-chairman", "body.told-minister", "body.told-head", "body.told-leader", "field.chairman", "field.chair-of-committee", "field.secretary", "plain.as-authority-head"}

// deputies is the concept of those who stand in for somebody.
var deputies = []string{"body.told-deputy", "field.deputy", "field.deputy-pm"}

// premier is the concept of the head of the Government, who heads nothing else by
// that.
var premier = []string{"body.prime-minister"}

// deputised reports whether a word beside the phrase for an office says that it is the
// deputy's.
func (r *reading) deputised(i int) bool {
	first, last := i, i
	for first > 0 && shares(r.at[first-1], posts) && shares(r.at[first-1], r.at[i]) {
		first--
	}
	for last+1 < len(r.words) && shares(r.at[last+1], posts) && shares(r.at[last+1], r.at[i]) {
		last++
	}
	for j := max(0, first-1); j <= min(last+1, len(r.words)-1); j++ {
		if shares(r.at[j], deputies) {
			return true
		}
	}
	return false
}

// deputises reports whether the passages speak of the deputy alone of whom a word
// names; of him alone, and no deputy, where deputy is false.
func (e *evidence) deputises(r *reading, i int, deputy bool) bool {
	found := false
	for _, x := range e.all() {
		for j := range x.words {
			if shares(x.at[j], posts) && shares(r.at[i], premier) == shares(x.at[j], premier) && r.meets(i, x, j) {
				if x.deputised(j) != deputy {
					return false
				}
				found = true
			}
		}
	}
	return found
}

// person is a person's name in a text.
type person struct {
	id          string
	first, last int // words, inclusive
}

// holdsAnother reports whether the passages tell an office of other persons than
// one whom they name.
func (e *evidence) holdsAnother(r *reading, p person, office string) bool {
	named, other := false, false
	for _, x := range e.texts {
		for _, q := range x.persons() {
			first, last := x.stretch(q)
			holds := slices.ContainsFunc(x.bodies, func(m extract.Mention) bool {
				at, _ := x.within(m.Start, m.End)
				return m.ID == office && first <= at && at <= last
			})
			same := r.samePerson(p, x, q)
			if same && holds {
				return false
			}
			named, other = named || same, other || holds
		}
	}
	return named && other
}

// fullName is the least number of words that make the name of somebody whom no
// concept knows.
const fullName = 3

// unknown gives the persons whom a text names with capitals, and no concept.
func (r *reading) unknown() (out []person) {
	for i := 0; i < len(r.words); i++ {
		last := i
		for last < len(r.words) && r.name(last) && !r.taken[last] && !shares(r.at[last], posts) && !r.bodyAt(r.words[last].Start) && (last == i || r.spaced(last-1, last)) {
			last++
		}
		if last-i >= fullName {
			out = append(out, person{lang.Fold(r.text[r.words[i].Start:r.words[last-1].End]), i, last - 1})
		}
		i = max(i, last-1)
	}
	return out
}

// persons gives the persons whom a text names.
func (r *reading) persons() []person {
	out := r.unknown()
	for _, s := range r.concepts {
		for _, id := range s.IDs {
			if strings.HasPrefix(id, "person.") {
				first, last := r.within(s.Start, s.End)
				out = slices.DeleteFunc(out, func(p person) bool { return p.first <= last && first <= p.last })
				out = append(out, person{id, first, last})
			}
		}
	}
	return out
}

// inPerson reports whether a word is one of the name of a person.
func (r *reading) inPerson(i int) bool {
	return slices.ContainsFunc(r.persons(), func(p person) bool { return p.first <= i && i <= p.last })
}

// stretch gives the words from one to another that tell of a person: up to the
// next person, or a mark that parts more than a comma does.
func (r *reading) stretch(p person) (first, last int) {
	other := func(i int) bool {
		return slices.ContainsFunc(r.persons(), func(q person) bool { return q.id != p.id && q.first <= i && i <= q.last })
	}
	for first = p.first; first > 0 && !other(first-1) && !r.partedByMore(first-1, first); first-- {
	}
	for last = p.last; last+1 < len(r.words) && !other(last+1) && !r.partedByMore(last, last+1); last++ {
	}
	return first, last
}

// ofPerson reports whether a word stands in the stretch of a person.
func (r *reading) ofPerson(p person, i int) bool {
	first, last := r.stretch(p)
	return first <= i && i <= last
}

// inFrontOf gives the words that stand in front of the parentheses in which a
// place of the text lies, up to a mark that parts more than a comma or the
// parentheses before; last < first where it lies in none.
func (r *reading) inFrontOf(at int) (first, last int) {
	open := strings.LastIndexByte(r.text[:at], '(')
	if open < strings.LastIndexByte(r.text[:at], ')') || open < 0 {
		return 0, -1
	}
	from := strings.LastIndexAny(r.text[:open], ");:|") + 1
	return r.within(from, open)
}

// metIn reports whether one of the words from one to another is a word of
// another reading, or means the same.
func (x *reading) metIn(r *reading, i, first, last int) bool {
	for j := first; j <= last; j++ {
		if r.meets(i, x, j) {
			return true
		}
	}
	return false
}
