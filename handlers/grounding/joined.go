package grounding

import (
	"slices"
	"strings"

	"vanthu/corpus/extract"
	"vanthu/corpus/lexicon"
)

// joined checks that who acts and what is done stand together in the evidence,
// where it has several parts: what a passage says of one is not said of another.
func (c *Checker) joined(r *reading, e *evidence) Reason {
	var all []part
	heads := map[*reading]*reading{}
	for i, x := range e.texts {
		all = append(all, x.parts()...)
		heads[x] = e.meta[i]
	}
	if len(all) < 2 || c.holdsOffice(r, e) {
		return ""
	}
	all = append(all, c.charging(all)...)
	for _, unit := range r.clauses(c) {
		if slices.ContainsFunc(slices.Concat(r.turns, r.bounds), func(t turn) bool {
			return unit.first <= t.first && t.last <= unit.last && (r.goesOnDenying(t) || e.compares(r, t))
		}) {
			continue // neither online nor in person, or less than in person: each is told by itself
		}
		if !slices.ContainsFunc(all, func(p part) bool { return unit.fits(c, p, heads[p.reading], unit.untwinned(p, all)) }) && !unit.goesBack(c, e, all) && !unit.backTo(c, e) {
			return r.blame(unit.first, unit.last, Misplaced)
		}
	}
	return ""
}

// charges are the concepts of being charged with something.
var charges = []string{"field.responsibility", "object.responsibility", "plain.responsibility", "plain.responsibility-duty", "plain.in-charge-of"}

// chargeWords is how many words that claim something a part has at most that tells no
// more than who is responsible.
const chargeWords = 6

// charging gives the parts that tell something together with the next one, which tells
// no more than who is responsible for it.
func (c *Checker) charging(all []part) (out []part) {
	for i, p := range all {
		if i == 0 || all[i-1].reading != p.reading || !p.speaksOf(charges) || p.nobody() || p.subordinate() {
			continue
		}
		words := 0
		for k := p.first; k <= p.last; k++ {
			if c.content(p.reading, k) {
				words++
			}
		}
		if words <= chargeWords {
			out = append(out, part{p.reading, all[i-1].first, p.last, -1})
		}
	}
	return out
}

// subordinate reports whether a part goes on for who was named in front of it.
func (p part) subordinate() bool { return p.goesOn >= 0 }

// gatherings are the concepts of meetings, of which reports tell in one passage
// what they were about and in another one who led them.
var gatherings = []string{"field.meeting", "field.session", "plain.session-meeting", "plain.session", "plain.chair-meeting"}

// goesBack reports whether a sentence tells all that a part says of who led a
// meeting, and else no more than another part of the same document says of it.
func (p part) goesBack(c *Checker, e *evidence, all []part) bool {
	for _, led := range all {
		if !led.leads(gatherings) || !p.leads(gatherings) || !p.tellsAll(c, led) {
			continue
		}
		for _, about := range all {
			if about.reading == led.reading && about.first == led.first || about.has("lead", "") || !about.speaksOf(gatherings) || e.titleOf(about.reading) != e.titleOf(led.reading) {
				continue
			}
			fits := true
			for i := p.first; i <= p.last && fits; i++ {
				fits = !p.actor(i) && !p.telling(i) && !p.polar(i) || led.tells(p.reading, i) || about.tells(p.reading, i) ||
					!slices.ContainsFunc(all, func(o part) bool { return o.saysOnly(p.reading, i) })
			}
			if fits {
				return true
			}
		}
	}
	return false
}

// leads reports whether a part tells, once, that somebody leads one of some things.
func (p part) leads(ids []string) bool {
	n := 0
	for _, t := range p.turns {
		if t.axis == "lead" && t.pole == "lead" && p.first <= t.first && t.last <= p.last {
			n++
		}
	}
	return n == 1 && p.speaksOf(ids)
}

// speaksOf reports whether a word of a part means one of some things.
func (p part) speaksOf(ids []string) bool {
	return slices.ContainsFunc(p.at[p.first:p.last+1], func(at []string) bool { return shares(at, ids) })
}

// tellsAll reports whether a sentence tells every word that claims something of
// a part of the evidence.
func (p part) tellsAll(c *Checker, x part) bool {
	for j := x.first; j <= x.last; j++ {
		if c.content(x.reading, j) && (p.tongue.tag == x.tongue.tag || x.telling(j)) && !slices.ContainsFunc(p.everyWord(), func(i int) bool { return p.meets(i, x.reading, j) }) {
			return false
		}
	}
	return true
}

// titleOf gives the title of the document that a text is of.
func (e *evidence) titleOf(x *reading) string { return e.passages[slices.Index(e.texts, x)].Title }

// clauses takes a sentence apart where a mark or a word ends a clause; a shorter
// one belongs to the one in front.
func (r *reading) clauses(c *Checker) []part {
	var out []part
	for _, p := range r.parts() {
		from, n := p.first, len(out)
		for i := p.first + 1; i <= p.last+1; i++ {
			who := i
			if i <= p.last && !r.ends(i) {
				if who = r.goingOn(i); who <= from {
					continue
				}
			}
			words := 0
			for k := from; k < i; k++ {
				if c.content(r, k) || r.taken[k] || r.polar(k) {
					words++
				}
			}
			if words >= clauseWords || len(out) == n {
				out = append(out, part{r, from, i - 1, -1})
			} else {
				out[len(out)-1].last = i - 1
			}
			from = who
		}
	}
	return out
}

// goingOn gives the word for who acts in a clause that a word such as "which"
// opens without a comma; 0 where it opens none.
func (r *reading) goingOn(i int) int {
	if !r.tongue.relatives[phraseForm(r, i)] || r.light(i) && i > 0 && r.ends(i) {
		return 0
	}
	k := r.before(i)
	if k == 0 || i-k > nearWho {
		return 0
	}
	for k > 0 && len(r.actors(k-1)) > 0 { // the first word of his name
		k--
	}
	return k
}

// fits reports whether all actors and acts of a clause that the evidence has
// stand in one part of it. A part without an actor of its own goes on with that
// of the first.
func (p part) fits(c *Checker, x part, head *reading, all []part) bool {
	own := false
	for j := x.first; j <= x.last; j++ {
		own = own || x.actor(j)
	}
	for i := p.first; i <= p.last; i++ {
		if p.aside(i) || p.attributes(i) || p.chargedAt(i) && !p.actor(i) && x.chargesWith() || x.listedFor(p, i, all) {
			continue
		}
		if !p.actor(i) && !p.telling(i) && !p.polar(i) || !p.actor(i) && !p.polar(i) && (!c.content(p.reading, i) || p.saysLittle(i)) || x.tells(p.reading, i) {
			continue
		}
		if p.polar(i) && x.ruled(p.reading, i, all) {
			continue
		}
		if p.polar(i) && x.turnsAlike(p.reading, i) || shares(p.at[i], freeOf) && head.saysOf(p.reading, i) {
			continue // that it is free is told by another word, and a fee in the headings
		}
		if x.goesOn >= 0 {
			if !own && p.actor(i) && p.meets(i, x.reading, x.goesOn) {
				continue
			}
		} else if !own && p.actor(i) && all[0].reading == x.reading && all[0].tells(p.reading, i) ||
			!own && x.goesOn < 0 && p.bodyAt(p.words[i].Start) && all[0].reading == x.reading && all[0].tells(p.reading, i) {
			continue
		}
		if !p.actor(i) && !p.polar(i) && (x.goesOnWith(p.reading, i, all) || c.heads(all[0], x) && all[0].tells(p.reading, i)) {
			continue
		}
		if shares(p.at[i], handedIn) && !x.done() { // what only lists papers has no verb
			continue
		}
		if slices.ContainsFunc(all, func(o part) bool { return o.saysOnly(p.reading, i) }) {
			return false
		}
	}
	return true
}

// chargesWith reports whether a part tells that somebody leads something or has to do it.
func (x part) chargesWith() bool {
	return slices.ContainsFunc(x.turns, func(t turn) bool {
		return (t.axis == "duty" && t.pole == "must" || t.axis == "lead" && t.pole == "lead") && x.first <= t.first && t.last <= x.last
	}) || slices.ContainsFunc(x.tongue.must.find(x.words), func(m lexicon.Match) bool { return x.first <= m.First && m.First <= x.last })
}

// ruled reports whether a word of a sentence tells a duty that the first part of a
// list tells for a part without one of its own.
func (x part) ruled(r *reading, i int, all []part) bool {
	duty := func(p part, from, to int, pole string) bool {
		return slices.ContainsFunc(p.turns, func(t turn) bool {
			return t.axis == "duty" && (pole == "" || t.pole == pole) && from <= t.first && t.last <= to
		})
	}
	if !duty(part{reading: r}, i, i, "must") || duty(x, x.first, x.last, "") {
		return false
	}
	head := all[slices.IndexFunc(all, func(p part) bool { return p.reading == x.reading })]
	return duty(head, head.first, head.last, "must") || slices.ContainsFunc(head.at[head.first:head.last+1], func(at []string) bool { return shares(at, orders) }) ||
		slices.ContainsFunc(x.tongue.asks.find(x.words), func(m lexicon.Match) bool { return head.first <= m.First && m.First <= head.last })
}

// turnsAlike reports whether a part tells what is to be paid as a word of a
// sentence does.
func (x part) turnsAlike(r *reading, i int) bool {
	return slices.ContainsFunc(r.turns, func(t turn) bool {
		return t.first <= i && i <= t.last && t.axis == "price" && slices.ContainsFunc(x.turns, func(have turn) bool {
			return x.first <= have.first && have.last <= x.last && have.axis == t.axis && have.pole == t.pole
		})
	})
}

// heads reports whether a part only names what another one speaks of.
func (c *Checker) heads(p, x part) bool {
	n := 0
	for i := p.first; i <= p.last; i++ {
		if c.content(p.reading, i) {
			n++
		}
	}
	at, _ := p.subject()
	return p.reading == x.reading && n <= headWords && at < 0
}

// everyWord gives the places of all words.
func (r *reading) everyWord() []int {
	out := make([]int, len(r.words))
	for i := range out {
		out[i] = i
	}
	return out
}

// goesOnWith reports whether a part speaks on of a thing that the first part
// names in full, beside a word that the part has too: the locking of the
// identity takes a day; the lock is set at once.
func (x part) goesOnWith(r *reading, i int, all []part) bool {
	first := all[0]
	if first.reading != x.reading || first.first == x.first {
		return false
	}
	for j := x.first; j <= x.last; j++ { // what it names besides is told too
		if x.thing(j) && !x.light(j) && !x.taken[j] && !slices.ContainsFunc(r.everyWord(), func(k int) bool { return r.meets(k, x.reading, j) }) {
			return false
		}
	}
	for j := first.first; j <= first.last; j++ {
		if !r.meets(i, x.reading, j) {
			continue
		}
		for k := max(first.first, j-topicWords); k <= min(first.last, j+topicWords); k++ {
			if k != j && first.thing(k) && x.tells(first.reading, k) {
				return true
			}
		}
	}
	return false
}

// saysLittle reports whether a word has plain concepts alone.
func (r *reading) saysLittle(i int) bool {
	return !slices.ContainsFunc(r.at[i], func(id string) bool { return !strings.HasPrefix(id, "plain.") })
}

// aside reports whether a word stands in parentheses.
func (r *reading) aside(i int) bool {
	at := r.words[i].Start
	return strings.LastIndexByte(r.text[:at], '(') > strings.LastIndexByte(r.text[:at], ')')
}

// listedFor reports whether a word of a sentence names who acts at the head of a list that a
// part is a member of, or what he does with all its members: he praised the work of one;
// that of another. A member that begins with somebody else is no such one.
func (x part) listedFor(p part, i int, all []part) bool {
	if x.goesOn >= 0 || x.opensWithActor() {
		return false
	}
	for _, head := range all {
		if head.reading != x.reading || head.first >= x.first || head.goesOn >= 0 {
			continue
		}
		at, _ := head.subject()
		if at < 0 {
			continue
		}
		if p.actor(i) && acting(p.reading, i, head.reading, at) {
			return true
		}
		for j := at + 1; j <= min(head.last, at+listVerbs) && !head.parted(j-1, j); j++ {
			if head.acts(j) && !head.actor(j) && p.meets(i, head.reading, j) && slices.ContainsFunc(p.everyWord(), func(k int) bool {
				return k >= p.first && k < i && i-k <= listVerbs && acting(p.reading, k, head.reading, at)
			}) {
				return true
			}
		}
	}
	return false
}

// listVerbs is how far behind who acts the verb stands that holds for a list.
const listVerbs = 5

// opensWithActor reports whether somebody is named among the first words of a part.
func (x part) opensWithActor() bool {
	for j := x.first; j <= min(x.last, x.first+besides); j++ {
		if x.actor(j) || x.sideOf(j) != noSide || slices.ContainsFunc(x.bodies, func(m extract.Mention) bool { return m.Start <= x.words[j].Start && x.words[j].Start < m.End }) {
			return true
		}
	}
	return false
}

// attributes reports whether a word tells no more than that what follows is what somebody
// says, beside the word that names him: according to.
func (p part) attributes(i int) bool {
	return !p.actor(i) && slices.ContainsFunc(p.turns, func(t turn) bool {
		return t.axis == "said" && t.first <= i && i <= t.last && slices.ContainsFunc(p.bodies, func(m extract.Mention) bool {
			first, last := p.within(m.Start, m.End)
			return first <= t.last+1 && t.first <= last && p.accordingTo(m)
		})
	})
}
