package grounding

import (
	"slices"
	"strings"

	"vanthu/corpus/lexicon"
)

// scope is how many words around a negation it is taken to negate.
const scope = 4

// negation checks that what is denied is denied in the evidence, and that
// what is denied there is not affirmed.
func (c *Checker) negation(r *reading, e *evidence) Reason {
	if r.denials(e) > e.denials() {
		return Negated
	}
	for _, t := range r.turns {
		if t.axis == "not" && !e.means(r, t) && !r.goesOnDenying(t) && !e.denies(c, r, t) {
			return r.blame(t.first, t.last, Negated)
		}
	}
	for _, t := range r.turns {
		if i := t.last + 1; t.axis == "not" && i < len(r.words) && !r.parted(i-1, i) && r.who(i) && !e.none(r, i) {
			return r.blame(t.first, i, Negated)
		}
	}
	if t, ok := r.notLacking(); ok && !slices.ContainsFunc(e.texts, func(x *reading) bool { _, ok := x.notLacking(); return ok }) {
		return r.blame(t.first, t.last, Negated)
	}
	for _, x := range e.texts {
		if r.onlyOfDenied(x) {
			return Negated
		}
		if e.toldWithout(c, r, x) {
			continue
		}
		if x.has("not", "") && len(x.parts()) == 1 && len(r.turns)+len(r.amounts) == 0 && !r.doing() {
			return Negated // that something is, where the passage says that it is not
		}
		for _, t := range x.turns {
			if (t.axis == "not" || t.axis == "except" && !t.inner) && !c.excepted(r, x) && c.affirmed(r, x, t) {
				return Negated
			}
			if t.axis == "edge" && t.pole == "end" && c.goesOn(r, x, t) {
				return Negated
			}
			if t.axis == "price" && !r.has("price", "") && !r.has("not", "") && r.speaks(freeOf) && len(x.priced()) == 0 && !c.besideIt(r, x, t) && !(x.has("way", "") && r.limits() && !r.speaks(fees)) {
				return Negated
			}
		}
	}
	return ""
}

// onlyOfDenied reports whether a sentence denies nothing of whom alone it tells something,
// while a text denies something of the only ones of whom it tells: only those who have not.
func (r *reading) onlyOfDenied(x *reading) bool {
	if r.denials(nil) > 0 || r.has("lack", "") || r.has("except", "") {
		return false
	}
	only := func(t turn) bool { return t.axis == "share" && t.pole == "only" }
	return slices.ContainsFunc(r.turns, only) && slices.ContainsFunc(x.turns, func(t turn) bool {
		p := x.onlyClause(t)
		return only(t) && slices.ContainsFunc(x.turns, func(n turn) bool { return n.axis == "not" && p.first < n.first && n.last <= p.last })
	})
}

// goesOnDenying reports whether a negation goes on with what one in front of it
// denies: no fee, neither online nor in person.
func (r *reading) goesOnDenying(t turn) bool {
	return slices.ContainsFunc(r.turns, func(o turn) bool { return (o.axis == "not" || o.axis == "price") && o.last < t.first }) &&
		slices.ContainsFunc(r.tongue.neither.find(r.words), func(m lexicon.Match) bool { return m.First <= t.first && t.first < m.First+m.Len })
}

// doing reports whether a text tells what is done: an archive is a thing, though its name
// tells of storing, and a syllable inside a phrase tells nothing by itself.
func (r *reading) doing() bool {
	thing := func(id string) bool { return strings.HasPrefix(id, "field.") }
	act := func(id string) bool { return strings.HasPrefix(id, "act.") }
	for i := range r.words {
		if slices.ContainsFunc(r.at[i], act) && !(r.inFamily(i) && slices.ContainsFunc(r.across[i], thing)) {
			return true
		}
	}
	return false
}

// inFamily reports whether a word stands in a family's phrase of several words.
func (r *reading) inFamily(i int) bool {
	return i > 0 && shares(r.across[i-1], r.across[i]) || i+1 < len(r.words) && shares(r.across[i], r.across[i+1])
}

// who reports whether a word names persons or bodies.
func (r *reading) who(i int) bool {
	return r.actor(i) || slices.ContainsFunc(r.at[i], func(id string) bool { return strings.HasPrefix(id, "body.") })
}

// none reports whether the evidence denies of somebody straight: no applicant.
func (e *evidence) none(r *reading, i int) bool {
	for _, x := range e.texts {
		for _, t := range x.turns {
			if t.axis == "not" && x.denies(r, i, t) {
				return true
			}
			for j := t.last + 1; t.axis == "not" && j < len(x.words) && j <= t.last+besides; j++ {
				if r.meets(i, x, j) {
					return true
				}
				if !x.light(j) && len(x.at[j]) > 0 {
					break
				}
			}
		}
	}
	return false
}

// denies reports whether a text denies that one whom a word of a sentence names
// has done what stands behind a negation: not issued by the ministry.
func (x *reading) denies(r *reading, i int, t turn) bool {
	for j := t.last + 1; j < len(x.words) && j <= t.last+farWords && !x.parted(j-1, j); j++ {
		if x.passive(j) && r.meets(i, x, j) {
			return true
		}
	}
	return false
}

// excepted reports whether a sentence excepts, or tells behind "unless", what a
// text denies.
func (c *Checker) excepted(r, x *reading) bool {
	return slices.ContainsFunc(r.turns, func(t turn) bool {
		return (t.axis == "except" || t.axis == "if" && t.pole == "unless") && x.excepts(c, r, t)
	})
}

// denials counts the negations of a text, but for those that are part of a
// phrase for something that the evidence, where it is given, speaks of.
func (r *reading) denials(e *evidence) int {
	n, free := 0, false
	for _, t := range r.turns {
		if e != nil && t.axis == "price" && free {
			continue // it costs nothing: no fee is charged
		}
		free = free || t.axis == "price"
		if e != nil && t.axis == "not" && (r.goesOnDenying(t) || r.deniesFeeAgain(t)) {
			continue // it denies what is denied already
		}
		if t.axis == "not" && (e == nil || !e.means(r, t)) || t.axis == "price" || t.axis == "if" && t.pole == "unless" {
			n++
		}
	}
	return n
}

func (e *evidence) denials() int {
	n := 0
	for _, x := range e.texts {
		n += x.denials(nil)
		if x.has("lack", "") || x.speaks(avoiding) {
			n++
		}
		if x.speaks(withoutCash) || slices.ContainsFunc(x.turns, func(t turn) bool { return t.axis == "edge" && t.pole == "end" && !t.inner }) {
			n++
		}
	}
	return n
}

// withoutCash is a concept that some languages name with a negation and others
// without one.
var withoutCash = []string{"plain.cashless"}

func (r *reading) has(axis, pole string) bool {
	return slices.ContainsFunc(r.turns, func(t turn) bool { return t.axis == axis && (pole == "" || t.pole == pole) })
}

func (r *reading) speaks(ids []string) bool {
	for _, at := range r.at {
		if shares(at, ids) {
			return true
		}
	}
	return false
}

// negated gives the words that a negation is about: those behind it and, in
// languages that put it behind the verb, those in front, without further ones
// that say nothing.
func (c *Checker) negated(r *reading, t turn) []int {
	var out []int
	for i, n := t.last+1, 0; i < len(r.words) && n < scope && !r.parted(i-1, i) && !(i > t.last+1 && r.tongue.clauses[r.words[i].Folded]); i++ {
		if c.content(r, i) || r.ofWay(i) {
			out = append(out, i)
			n++
		}
	}
	if len(out) > 0 && !r.tongue.claims.NegationBehind {
		return out
	}
	for i, n := t.first-1, 0; i >= 0 && n < 2 && !r.parted(i, i+1); i-- {
		if c.content(r, i) || r.acts(i) && !r.polar(i) {
			out = append(out, i)
			n++
		}
	}
	return out
}

// ofWay reports whether a word tells something beside turning a claim: without
// Internet, not withdrawn.
func (r *reading) ofWay(i int) bool {
	return r.telling(i) && slices.ContainsFunc(r.turns, func(t turn) bool {
		return t.first <= i && i <= t.last && (t.axis == "way" || t.axis == "verdict")
	})
}

// means reports whether a negation is part of a phrase for something that the
// evidence speaks of: payments without cash.
func (e *evidence) means(r *reading, t turn) bool {
	if t.last+1 >= len(r.at) || !shares(r.at[t.first], r.at[t.last+1]) { // a word that only denies is no phrase
		return false
	}
	return slices.ContainsFunc(e.texts, func(x *reading) bool { return x.speaks(r.at[t.first]) })
}

// denies reports whether the evidence denies what a sentence denies.
func (e *evidence) denies(c *Checker, r *reading, t turn) bool {
	about := c.negated(r, t)
	for _, x := range e.texts {
		if x.avoids(c, r, about) {
			return true
		}
		for _, have := range x.turns {
			if have.axis == "price" && slices.ContainsFunc(about, func(i int) bool { return shares(r.at[i], freeOf) }) {
				return true
			}
			if have.axis == "edge" && have.pole == "end" && c.ceased(r, t, x, have) {
				return true
			}
			if r.over(t) && (x.over(have) || have.axis == "edge" && have.pole == "end" && !have.inner) && r.sameBeside(c, t, x, have) {
				return true
			}
			if have.axis == "if" && have.pole == "unless" && r.onlyIf(t) {
				for _, i := range about {
					for j := have.last + 1; j < len(x.words) && x.unparted(have.last, j); j++ {
						if r.meets(i, x, j) {
							return true
						}
					}
				}
			}
			if have.axis != "not" && have.axis != "lack" && !(have.axis == "price" && r.speaks(orders) && x.exempting(have)) { // what is waived is not needed
				continue
			}
			there := c.negated(x, have)
			if at := slices.IndexFunc(x.turns, func(o turn) bool { return o.axis == "if" && o.first > have.last }); have.axis == "price" && at >= 0 {
				there = slices.DeleteFunc(there, func(j int) bool { return j > x.turns[at].first })
			}
			for _, i := range about {
				for _, j := range there {
					if r.meets(i, x, j) {
						return true
					}
				}
			}
			if len(about) == 0 || len(there) == 0 && r.onlyIf(t) {
				return true
			}
		}
	}
	return false
}

// onlyIf reports whether a negation stands in a condition.
func (r *reading) onlyIf(t turn) bool {
	return slices.ContainsFunc(r.conditions(), func(d condition) bool { return d.from <= t.first && t.last <= d.to })
}

// over reports whether a negation tells that something was, and is no more.
func (r *reading) over(t turn) bool {
	return t.axis == "not" && slices.ContainsFunc(r.tongue.ended.find(r.words), func(m lexicon.Match) bool { return m.First <= t.first && t.first < m.First+m.Len })
}

// sameBeside reports whether all that a sentence names in the clause of a turn
// stands beside that of a text.
func (r *reading) sameBeside(c *Checker, t turn, x *reading, have turn) bool {
	met := false
	for i := range r.words {
		if i >= t.first && i <= t.last || !c.content(r, i) || !r.thing(i) || !r.unparted(min(i, t.last), max(i, t.first)) {
			continue
		}
		same := false
		for j := range x.words {
			same = same || r.meets(i, x, j) && x.unparted(min(j, have.last), max(j, have.first))
		}
		if !same {
			return false
		}
		met = true
	}
	return met
}

// ceased reports whether a sentence denies what a text tells to have ended, of
// the same one: what no longer operates has ended its operation.
func (c *Checker) ceased(r *reading, t turn, x *reading, end turn) bool {
	for _, way := range [...]int{-1, 1} {
		there := c.nextTo(x, end, way)
		if !slices.ContainsFunc(c.nextTo(r, t, way), func(i int) bool {
			return slices.ContainsFunc(there, func(j int) bool { return r.meets(i, x, j) })
		}) {
			return false
		}
	}
	return !end.inner && !r.has("edge", "")
}

// goesOn reports whether a sentence tells that somebody does what he has ended
// in a text.
func (c *Checker) goesOn(r, x *reading, end turn) bool {
	if end.inner || r.has("edge", "") || r.has("not", "") || r.has("verdict", "no") {
		return false
	}
	tells := func(way int, doing bool) bool {
		return slices.ContainsFunc(c.nextTo(x, end, way), func(j int) bool {
			for i := range r.words {
				if r.meets(i, x, j) && (!doing || r.acts(i) && x.acts(j)) {
					return true
				}
			}
			return false
		})
	}
	return tells(-1, false) && tells(1, true)
}

// nextTo gives the nearest words that mean something in front of a turn, where
// way is -1, or behind it.
func (c *Checker) nextTo(r *reading, t turn, way int) (out []int) {
	i := t.last + 1
	if way < 0 {
		i = t.first - 1
	}
	for ; i >= 0 && i < len(r.words) && len(out) < besides && !r.parted(min(i, i-way), max(i, i-way)); i += way {
		if c.content(r, i) || r.telling(i) {
			out = append(out, i)
		}
	}
	return out
}

// affirmed reports whether a sentence says without a negation what the
// evidence denies.
func (c *Checker) affirmed(r, x *reading, t turn) bool {
	met, kept := 0, false
	without := t.first == t.last && slices.Contains(x.tongue.claims.Without, phraseForm(x, t.first)) // of one thing alone
	opened := x.tongue.claims.NegationBehind && x.verbDenied(c, r, t)                                // a word that is denied there first is denied here
	for j := t.last + 1; j < len(x.words) && (j <= t.last+3 || met == 0 && j <= t.last+affirmedWords) && !x.parted(j-1, j); j++ {
		if !c.content(x, j) && !(x.polar(j) && (x.telling(j) || !x.has("done", "done"))) { // have been issued
			continue
		}
		if met++; without && kept {
			break
		}
		said, denied := false, false
		for i := range r.words {
			if (c.content(r, i) || r.polar(i)) && (r.meets(i, x, j) && !shares(x.at[j], x.at[t.first]) || r.tongue.tag == x.tongue.tag && sameWord(r, i, x, j)) {
				said = said || !x.elsewhere(c, r, i, t)
				denied = denied || r.denied(c, i) || opened && r.behindDenial(i)
			}
		}
		if said && !denied {
			return true
		}
		opened, kept = opened || denied, kept || said && denied
	}
	if t.axis != "not" || met > 0 || t.last+1 < len(x.words) && !x.ends(t.last+1) {
		return false
	}
	// Nothing stands behind it: find nothing.
	front := c.nextTo(x, t, -1)
	for i := range r.words {
		if len(front) > 0 && r.meets(i, x, front[0]) && !r.has("not", "") {
			return true
		}
	}
	return false
}

// verbDenied reports whether a sentence denies what a negation of a text is about,
// where its verb stands last: zonder het proces te vertragen.
func (x *reading) verbDenied(c *Checker, r *reading, t turn) bool {
	for j := t.last + 1; j < len(x.words) && !x.parted(j-1, j); j++ {
		last := j == len(x.words)-1 || x.parted(j, j+1)
		if x.acts(j) && (last || !x.thing(j)) && slices.ContainsFunc(r.everyWord(), func(i int) bool { return r.meets(i, x, j) && r.acts(i) && r.denied(c, i) }) {
			return true
		}
	}
	return false
}

// elsewhere reports whether a text has what a word means outside of what a
// negation is about too.
func (x *reading) elsewhere(c *Checker, r *reading, i int, t turn) bool {
	for j := range x.words {
		if (j < t.first || j > t.last+affirmedWords) && (shares(r.at[i], x.at[j]) || r.tongue.tag == x.tongue.tag && sameWord(r, i, x, j)) && (x.thing(j) || x.goesOnAs(c, r, i, j)) && !x.deniedInClause(c, j) {
			return true
		}
	}
	return false
}

// deniedInClause is denied without negations of other clauses.
func (x *reading) deniedInClause(c *Checker, j int) bool {
	return x.denied(c, j) && slices.ContainsFunc(x.turns, func(t turn) bool {
		return (t.axis == "not" || t.axis == "price") && x.unparted(min(j, t.last), max(j, t.first))
	})
}

// denied reports whether a negation stands straight in front of a word or, in
// languages that put it there, behind.
func (r *reading) denied(c *Checker, i int) bool {
	for _, t := range r.turns {
		if t.axis != "not" && t.axis != "lack" && t.axis != "price" && t.axis != "except" && !(t.axis == "verdict" && t.pole == "no") {
			continue
		}
		if t.first <= i && i <= t.last+deniedWords || r.near(c, t, i) || r.tongue.claims.NegationBehind && i < t.first && t.first <= i+3 {
			return true
		}
		if t.axis == "not" && i < t.first && i >= t.first-besides && r.acts(i) && t.last+1 < len(r.words) && r.who(t.last+1) && !shares(r.at[t.last+1], papers) && r.unparted(i, t.last+1) {
			return true // issued not by the ministry
		}
		if t.axis == "not" && i < t.first && r.closing(t) && r.unparted(i, t.first) {
			return true
		}
	}
	return false
}

// closing reports whether nothing that claims something but need stands between
// a negation and the end of its clause: первую подавать не нужно.
func (r *reading) closing(t turn) bool {
	n := 0
	for i := t.last + 1; i < len(r.words) && !r.parted(i-1, i); i++ {
		if n++; n > 1 || r.thing(i) {
			return false
		}
	}
	return true
}

// unparted reports whether no mark that ends a clause stands between two words.
func (r *reading) unparted(i, k int) bool {
	for j := i; j < k; j++ {
		if r.parted(j, j+1) {
			return false
		}
	}
	return true
}

// behindDenial reports whether a negation stands in front of a word, in its
// clause.
func (r *reading) behindDenial(i int) bool {
	for k := i; k >= 0 && (k == i || !r.parted(k, k+1)); k-- {
		if slices.ContainsFunc(r.turns, func(t turn) bool { return t.axis == "not" && t.last == k }) {
			return true
		}
	}
	return false
}

// deniedWords is how many words behind a negation it denies, farWords how far
// off the first two may stand that claim something, and affirmedWords how far
// off the first one may that is looked for.
const deniedWords, farWords, affirmedWords = 3, 8, 6

// near reports whether a word is one of the first two behind a negation that
// claim something.
func (r *reading) near(c *Checker, t turn, i int) bool {
	if i <= t.last || i > t.last+farWords {
		return false
	}
	between := 0
	for k := t.last + 1; k < i; k++ {
		if c.content(r, k) && (r.tongue.tag != "vi" || len(r.at[k]) == 0 || k == 0 || !shares(r.at[k], r.at[k-1])) { // syllables of one word
			between++
		}
	}
	return between < 2 || between == 2 && r.tongue.claims.NegationBehind && !r.polar(i) // the verb stands last: niet in de databank te vinden
}
