package grounding

import (
	"slices"
	"strings"
)

// part is a stretch of the words of a text that stands for itself, between two
// semicolons.
type part struct {
	*reading
	first, last int // words, inclusive
	goesOn      int // the word for whom the part goes on: which; -1 where it goes on for all in front
}

// parts takes a text apart at its semicolons.
func (r *reading) parts() []part {
	var out []part
	from := 0
	for i := 1; i <= len(r.words); i++ {
		if i == len(r.words) || strings.ContainsAny(r.text[r.words[i-1].End:r.words[i].Start], ";؛") || r.relative(i) {
			out = append(out, part{r, from, i - 1, -1})
			if r.relative(from) {
				out[len(out)-1].goesOn = r.before(from)
			}
			from = i
		}
	}
	return out
}

// relative reports whether a word goes on for who was named last: ", which".
func (r *reading) relative(i int) bool {
	return i > 0 && strings.ContainsAny(r.text[r.words[i-1].End:r.words[i].Start], ",،") && r.tongue.relatives[phraseForm(r, i)]
}

// before gives the nearest in front of a word who acts; 0 where nobody does.
func (r *reading) before(i int) int {
	for k := i - 1; k > 0; k-- {
		if len(r.actors(k)) > 0 {
			return k
		}
	}
	return 0
}

// tells reports whether a part of the evidence has a word of a sentence, or
// what it means.
func (p part) tells(r *reading, i int) bool {
	for j := p.first; j <= p.last; j++ {
		if r.meets(i, p.reading, j) {
			return true
		}
	}
	return false
}

// says is tells without the words of days and amounts.
func (p part) says(r *reading, i int) bool {
	for j := p.first; j <= p.last; j++ {
		if !p.taken[j] && r.meets(i, p.reading, j) {
			return true
		}
	}
	return false
}

// done reports whether a part tells what is done.
func (p part) done() bool {
	for j := p.first; j <= p.last; j++ {
		if p.acts(j) {
			return true
		}
	}
	return false
}

// hedges are the axes and poles by which a text says less than it would without
// them: what is proposed is not done, and what some may is not what all do.
var hedges = map[string]string{"done": "aim", "plan": "", "duty": "may", "share": "part", "if": "", "left": "", "verdict": "no"}

// hedged checks that what the evidence only aims at, proposes, allows or says
// under a condition is not told as a fact.
func (c *Checker) hedged(r *reading, e *evidence) Reason {
	for _, x := range e.texts {
		parts := x.parts()
		for _, t := range x.turns {
			if t.axis == "if" && r.has("if", "") {
				if !r.repeats(c, t, parts[slices.IndexFunc(parts, func(p part) bool { return p.first <= t.first && t.first <= p.last })], e) {
					return Turned
				}
				continue
			}
			if pole, is := hedges[t.axis]; !is || pole != "" && pole != t.pole || r.has(t.axis, t.pole) || t.axis == "if" && r.has("order", "") {
				continue
			}
			if t.axis == "verdict" && (r.names(x, t.first) || t.first > 0 && x.tongue.or[phraseForm(x, t.first-1)] && r.takes(x, nearest(c.beside(x, t.first-1, -1)), c.beside(x, t.first-1, 1))) {
				continue // the refusal is told by another word, or is one of several cases
			}
			if t.axis == "duty" && r.allows() {
				continue
			}
			at := slices.IndexFunc(parts, func(p part) bool { return p.first <= t.first && t.first <= p.last })
			if t.axis == "if" && r.meetsCondition(c, t, parts[at]) {
				continue
			}
			if r.under(c, t, parts[at]) {
				return Turned
			}
		}
	}
	return ""
}

// nearest gives the first of some words.
func nearest(words []int) []int { return words[:min(len(words), 1)] }

// allows reports whether a word that may tell that one is allowed to stands in
// front of what is done.
func (r *reading) allows() bool {
	for i := range len(r.words) - 1 {
		if slices.Contains(r.tongue.claims.Allows, phraseForm(r, i)) && (r.acts(i+1) || r.telling(i+1)) && !r.polar(i) {
			return true
		}
	}
	return false
}

// meetsCondition reports whether a sentence tells what stands in a condition,
// in words of its own: what is filed online, for what if it is filed online.
func (r *reading) meetsCondition(c *Checker, t turn, p part) bool {
	for j := t.last + 1; j <= p.last && (j == t.last+1 || !p.ends(j)); j++ {
		for i := range r.words {
			if c.content(p.reading, j) && c.content(r, i) && r.meets(i, p.reading, j) {
				return true
			}
		}
		for _, o := range p.turns {
			if o.first == j && o != t && r.has(o.axis, o.pole) {
				return true
			}
		}
	}
	return false
}

// repeats reports whether a sentence with a condition tells all of the condition
// of the evidence, but for what its headings tell.
func (r *reading) repeats(c *Checker, t turn, p part, e *evidence) bool {
	for j := t.last + 1; j <= p.last && (j == t.last+1 || !p.ends(j)); j++ {
		if !c.content(p.reading, j) || r.tongue.tag != p.tongue.tag && !p.telling(j) { // what no concept knows is not found in another language
			continue
		}
		told := false
		for i := range r.words {
			told = told || r.meets(i, p.reading, j)
		}
		for _, m := range e.meta {
			for i := range m.words {
				told = told || m.meets(i, p.reading, j)
			}
		}
		if !told {
			return false
		}
	}
	return true
}

// names reports whether a sentence has a word of a text, or what it means.
func (r *reading) names(x *reading, j int) bool {
	for i := range r.words {
		if len(x.at[j]) > 0 && r.meets(i, x, j) {
			return true
		}
	}
	return false
}

// under reports whether a sentence tells what stands under a hedge: behind
// it, or all of the part that a condition stands in.
func (r *reading) under(c *Checker, t turn, p part) bool {
	from, to := t.last+1, p.last
	if t.axis == "if" {
		from = p.first
	}
	if t.axis == "duty" || t.axis == "share" {
		for to = from; to < p.last && !p.ends(to+1); to++ {
		}
	}
	for j := from; j <= to && j <= p.last; j++ {
		if !c.content(p.reading, j) {
			continue
		}
		for i := range r.words {
			if c.content(r, i) && r.meets(i, p.reading, j) {
				return true
			}
		}
	}
	return false
}

// actor reports whether a word of a text names who acts: a body of the
// lexicon, or a kind of persons.
func (r *reading) actor(i int) bool {
	return r.bodyAt(r.words[i].Start) || slices.ContainsFunc(r.at[i], isActor)
}

func isActor(id string) bool {
	return strings.HasPrefix(id, "body.told-") || strings.HasPrefix(id, "object.told-")
}

// acts reports whether a word tells what is done.
func (r *reading) acts(i int) bool {
	act := func(id string) bool { return strings.HasPrefix(id, "act.") }
	return slices.ContainsFunc(r.at[i], act) || slices.ContainsFunc(r.also[i], act)
}

// joined checks that who acts and what is done stand together in the evidence,
// where it has several parts: what a passage says of one is not said of another.
func (c *Checker) joined(r *reading, e *evidence) Reason {
	var all []part
	for _, x := range e.texts {
		all = append(all, x.parts()...)
	}
	if len(all) < 2 {
		return ""
	}
	for _, unit := range r.clauses(c) {
		if !slices.ContainsFunc(all, func(p part) bool { return unit.fits(c, p, all) }) {
			return r.blame(unit.first, unit.last, Misplaced)
		}
	}
	return ""
}

// clauseWords is the least number of words of a clause that claim something.
const clauseWords = 2

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

// nearWho is how far in front of a word such as "which" he stands for whom it
// goes on.
const nearWho = 5

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
func (p part) fits(c *Checker, x part, all []part) bool {
	own := false
	for j := x.first; j <= x.last; j++ {
		own = own || x.actor(j)
	}
	for i := p.first; i <= p.last; i++ {
		if p.aside(i) {
			continue
		}
		if !p.actor(i) && !p.telling(i) && !p.polar(i) || !p.actor(i) && !p.polar(i) && (!c.content(p.reading, i) || p.saysLittle(i)) || x.tells(p.reading, i) {
			continue
		}
		if x.goesOn >= 0 {
			if !own && p.actor(i) && p.meets(i, x.reading, x.goesOn) {
				continue
			}
		} else if !own && p.actor(i) && all[0].reading == x.reading && all[0].tells(p.reading, i) {
			continue
		}
		if !p.actor(i) && !p.polar(i) && (x.goesOnWith(p.reading, i, all) || c.heads(all[0], x) && all[0].tells(p.reading, i)) {
			continue
		}
		if shares(p.at[i], handedIn) && !x.done() { // what only lists papers has no verb
			continue
		}
		if slices.ContainsFunc(all, func(o part) bool { return o.says(p.reading, i) }) {
			return false
		}
	}
	return true
}

// headWords is the most words that claim something of a part that only names
// what the others speak of: passport form TK01.
const headWords = 4

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

// topicWords is how far off the rest of a name stands from a word of it.
const topicWords = 3

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

// ordered checks that two who act stand in the order in which the evidence has
// them: who gives before who gets. Whoever is named behind "by" acts.
func (c *Checker) ordered(r *reading, e *evidence) Reason {
	for _, x := range e.texts {
		if x.has("next", "") || r.has("next", "") {
			if i, k, ok := x.turnsActs(r); ok {
				return r.blame(i, k, Misplaced)
			}
		}
	}
	for i := range r.words {
		for k := i + 1; k < len(r.words); k++ {
			if one, other := r.actors(i), r.actors(k); k-i < adjacent || !r.unparted(i, k) && !(shares(one, papers) && shares(other, papers)) || shares(one, papers) != shares(other, papers) || len(one) == 0 || len(other) == 0 || shares(one, other) {
				continue
			}
			if shares(r.actors(k), nobody) && r.conditional(k) && !r.conditional(i) {
				continue // of whom a condition speaks, the condition may stand first
			}
			for _, x := range e.texts {
				if before, after := x.order(r, i, k); after && !before {
					return r.blame(i, k, Misplaced)
				}
			}
		}
	}
	return ""
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
	swapped := r.passive(k) && !r.passive(i)
	for a := range x.words {
		if !acting(r, i, x, a) {
			continue
		}
		for b := range x.words {
			if a-b < adjacent && b-a < adjacent || !acting(r, k, x, b) { // foreign experts
				continue
			}
			first := a < b
			if x.passive(max(a, b)) && !x.passive(min(a, b)) {
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

// localities is the concept of local authorities, who act though no name of a
// body tells which they are: they report to a ministry, and not it to them.
const localities = "body.locality"

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

// papers are the concepts of originals and copies, which nobody is: in order
// they stand among themselves.
var papers = []string{"object.told-original", "object.told-copy"}

// adjacent is how far apart two words are no longer one phrase.
const adjacent = 3

// byWords is how many words in front of an actor are looked at for "by".
const byWords = 5

// passive reports whether a word such as "by" stands in front of an actor.
func (r *reading) passive(i int) bool {
	for k := i - 1; k >= 0 && k >= i-byWords && !r.ends(k+1); k-- {
		if r.tongue.by[phraseForm(r, k)] && !r.polar(k) {
			return true
		}
		if r.acts(k) && !r.person[k] && !r.light(k) {
			return false
		}
	}
	return false
}

func phraseForm(r *reading, i int) string {
	if r.tongue.poles.folded {
		return r.words[i].Folded
	}
	return marked(r.words[i])
}

// spoken checks that what somebody says is not told as what he does.
func (c *Checker) spoken(r *reading, e *evidence) Reason {
	if r.has("said", "") {
		return ""
	}
	for _, x := range e.texts {
		at := slices.IndexFunc(x.turns, func(t turn) bool { return t.axis == "said" && !t.inner })
		if at < 0 {
			continue
		}
		for _, m := range x.bodies {
			if m.ID == "" || m.Start > x.words[x.turns[at].first].Start || m.Generic || m.Collective {
				continue
			}
			for _, said := range r.bodies {
				if said.ID == m.ID {
					return Misplaced
				}
			}
		}
	}
	return ""
}
