package grounding

import (
	"slices"
	"strings"

	"vanthu/corpus/extract"
	"vanthu/corpus/lexicon"
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

// saysOnly is tells without the words of days and amounts, and without those that
// turn a claim where the word does not: in person is no person.
func (p part) saysOnly(r *reading, i int) bool {
	for j := p.first; j <= p.last; j++ {
		if !p.taken[j] && (!p.polar(j) || r.polar(i)) && r.meets(i, p.reading, j) {
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
		for _, t := range x.turns {
			pole, is := hedges[t.axis]
			if !is || pole != "" && pole != t.pole {
				continue
			}
			p := x.cell(t.first)
			if !r.shares(c, x, t, p, e) && r.under(c, t, p) && !c.tellsOther(r, x, t, p) {
				return Turned
			}
		}
	}
	return ""
}

// tellsOther reports whether another part of a text than the one with a hedge, and with no
// such hedge, has all that a sentence tells of that one, and more of what it tells.
func (c *Checker) tellsOther(r, x *reading, t turn, hedged part) bool {
	return t.axis != "if" && slices.ContainsFunc(x.parts(), func(p part) bool {
		if p.goesOn >= 0 || p.first <= hedged.last && p.last >= hedged.first || slices.ContainsFunc(x.turns, func(o turn) bool {
			return p.first <= o.first && o.last <= p.last && o.axis == t.axis && o.pole == t.pole
		}) {
			return false
		}
		more := false
		for i := range r.words {
			if !c.content(r, i) && !r.acts(i) {
				continue
			}
			if !p.tells(r, i) && hedged.tells(r, i) {
				return false
			}
			more = more || p.tells(r, i) && !hedged.tells(r, i)
		}
		return more
	})
}

// shares reports whether a sentence has the hedge of a text, in some way.
func (r *reading) shares(c *Checker, x *reading, t turn, p part, e *evidence) bool {
	switch {
	case t.axis == "if":
		return r.has("if", "") && r.repeats(c, t, p, e) || !r.has("if", "") && (r.has("order", "") || r.meetsCondition(c, t, p))
	case r.has(t.axis, t.pole):
		return true
	case t.axis == "verdict": // the refusal is told by another word, or is one of several cases
		return r.names(x, t.first) || t.first > 0 && x.tongue.or[phraseForm(x, t.first-1)] && r.takes(x, nearest(c.beside(x, t.first-1, -1)), c.beside(x, t.first-1, 1))
	case t.axis == "plan":
		return len(r.tongue.asks.find(r.words)) > 0 || r.has("said", "") && r.has("duty", "must") && x.has("duty", "must") || r.doesToo(x, t)
	case t.axis == "duty":
		return r.speaks(terms) && e.limitsTo(r) || r.allows() || r.has("share", "only") && x.has("share", "only")
	}
	return false
}

// doesToo reports whether a sentence tells what a text tells to be done beside a hedge,
// joined to it by "and": what is discussed and proposed is discussed.
func (r *reading) doesToo(x *reading, t turn) bool {
	for j := max(0, t.first-adjacent); j < t.first; j++ {
		if x.acts(j) && !x.thing(j) && x.conjoined(j, t.first) && r.names(x, j) {
			return true
		}
	}
	return false
}

// cell gives the part that a word stands in, of the row of a table no more than
// its cell.
func (r *reading) cell(i int) part {
	all := r.parts()
	p := all[slices.IndexFunc(all, func(p part) bool { return p.first <= i && i <= p.last })]
	for k := i; k > p.first; k-- {
		if r.celled(k) {
			p.first = k
		}
	}
	for k := i + 1; k <= p.last; k++ {
		if r.celled(k) {
			p.last = k - 1
		}
	}
	return p
}

// celled reports whether a cell of a table begins at a word.
func (r *reading) celled(k int) bool {
	return k > 0 && strings.Contains(r.text[r.words[k-1].End:r.words[k].Start], "|")
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
// of the evidence, or of one of those between which it leaves the choice, but
// for what its headings tell.
func (r *reading) repeats(c *Checker, t turn, p part, e *evidence) bool {
	from := t.last + 1
	for j := from; j <= p.last+1; j++ {
		end := j > p.last || j > from && p.ends(j)
		if or := !end && p.tongue.or[phraseForm(p.reading, j)]; end || or {
			if r.repeatsOne(c, part{p.reading, from, j - 1, -1}, e) {
				return true
			}
			from = j + 1
		}
		if end {
			break
		}
	}
	return false
}

// repeatsOne is repeats of one condition. Where most of its words are told, one
// for what is done may be another one.
func (r *reading) repeatsOne(c *Checker, p part, e *evidence) bool {
	told, other := 0, 0
	for j := p.first; j <= p.last; j++ {
		if slices.ContainsFunc(p.turns, func(o turn) bool {
			return o.first == j && (o.axis == "delay" || o.axis == "way") && !r.has(o.axis, o.pole) && !r.names(p.reading, j)
		}) {
			return false
		}
		if !c.content(p.reading, j) || r.tongue.tag != p.tongue.tag && !p.telling(j) { // what no concept knows is not found in another language
			continue
		}
		switch {
		case r.names(p.reading, j) || slices.ContainsFunc(e.meta, func(m *reading) bool { return m.names(p.reading, j) }) || r.tongue.tag == p.tongue.tag && r.writes(p.reading, j):
			told++
		case p.acts(j) && !p.thing(j) && r.tongue.tag != p.tongue.tag:
			other++
		default:
			return false
		}
	}
	return other == 0 || told >= 2*other
}

// writes reports whether a sentence has a form of a word of a text.
func (r *reading) writes(x *reading, j int) bool {
	return slices.ContainsFunc(r.everyWord(), func(i int) bool { return sameWord(r, i, x, j) })
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

// under reports whether a sentence tells what stands under a hedge: all of the
// part that a condition stands in, or what stands behind it and, of what is
// proposed, aimed at or allowed, not elsewhere too.
func (r *reading) under(c *Checker, t turn, p part) bool {
	from, to := p.scope(t)
	free := func(meets func(j int) bool) bool {
		for j := 0; j < len(p.words) && t.axis != "if" && t.axis != "share" && !r.has("done", "done") && r.tongue.tag == p.tongue.tag; j++ {
			if (j < from || j > to) && (j < t.first || j > t.last) && meets(j) {
				return true
			}
		}
		return false
	}
	for j := from; j <= to && j <= p.last; j++ {
		if !c.content(p.reading, j) || r.explains(c, p, j) {
			continue
		}
		for i := range r.words {
			if c.content(r, i) && r.meets(i, p.reading, j) && !free(func(k int) bool { return c.content(p.reading, k) && r.meets(i, p.reading, k) }) {
				return true
			}
		}
	}
	for _, a := range r.amounts {
		own := func(j int) bool {
			return slices.ContainsFunc(p.amounts, func(have amount) bool { return have.first == j && have.value == a.value && have.unit == a.unit })
		}
		for j := from; j <= to && j <= p.last && t.axis != "duty"; j++ {
			if own(j) && !free(own) {
				return true
			}
		}
	}
	return false
}

// scope gives the words that stand under a hedge: to the end of the part; of
// what only may be, of some, or of a thing that is proposed, to the end of the
// clause; of what is proposed or aimed at, to what somebody says besides.
func (p part) scope(t turn) (from, to int) {
	from, to = t.last+1, p.last
	switch {
	case t.axis == "if":
		from = p.first
	case t.axis == "duty" || t.axis == "share" || t.axis == "plan" && p.proposes(t):
		for to = from; to < p.last && (!p.ends(to+1) || p.aside(to+1) || p.aside(to) && !p.aside(from)); to++ {
		}
	case t.axis == "plan" || t.axis == "done":
		for _, o := range p.turns {
			if (o.axis == "said" || o.axis == "order" && p.ends(o.first)) && o.first > t.last && o.first <= to {
				to = o.first - 1
			}
		}
	}
	return from, to
}

// proposes reports whether a word for what is proposed tells no more than that a
// thing is one that is, or stands in a list of things.
func (p part) proposes(t turn) bool {
	return p.ends(t.first) && t.last < p.last && p.ends(t.last+1) || slices.ContainsFunc(p.tongue.proposed.find(p.words), func(m lexicon.Match) bool {
		return m.First <= t.last && t.first < m.First+m.Len
	})
}

// explained is how many words that parentheses hold a sentence tells that says
// what they tell, and headed how many in front of them name what it is of.
const explained, headed = 2, 2

// explains reports whether a sentence tells what parentheses hold, where a word
// stands in them or names what they explain.
func (r *reading) explains(c *Checker, p part, j int) bool {
	open := j
	for n := 0; open < p.last && n <= headed && !p.aside(open); open++ {
		if c.content(p.reading, open) {
			n++
		}
	}
	if !p.aside(open) || open > j && !p.opens(open) {
		return false
	}
	for open > p.first && p.aside(open-1) && !p.opens(open) {
		open--
	}
	told := 0
	for k := open; k <= p.last && p.aside(k) && (k == open || !p.opens(k)); k++ {
		if c.content(p.reading, k) && r.names(p.reading, k) {
			told++
		}
	}
	return told >= explained
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

// clauseWords is the least number of words of a clause that claim something.
const clauseWords = 2

// nearWho is how far in front of a word such as "which" he stands for whom it
// goes on.
const nearWho = 5

// headWords is the most words that claim something of a part that only names
// what the others speak of: passport form TK01.
const headWords = 4

// topicWords is how far off the rest of a name stands from a word of it.
const topicWords = 3

// localities is the concept of local authorities, who act though no name of a
// body tells which they are: they report to a ministry, and not it to them.
const localities = "body.locality"

// papers are the concepts of originals and copies, which nobody is: in order
// they stand among themselves.
var papers = []string{"object.told-original", "object.told-copy"}

// adjacent is how far apart two words are no longer one phrase.
const adjacent = 3

// byWords is how many words in front of an actor are looked at for "by".
const byWords = 5

// spoken checks that what somebody says is not told as what he does.
func (c *Checker) spoken(r *reading, e *evidence) Reason {
	if c.shareOffice(r, e) {
		return Misplaced
	}
	if c.tellsOffice(r) && (e.same || r.speaks(attending)) {
		if !c.holdsOffice(r, e) && e.namesPerson(r) {
			return Misplaced
		}
		return ""
	}
	if r.has("said", "") {
		return ""
	}
	for _, x := range e.texts {
		at := slices.IndexFunc(x.turns, func(t turn) bool { return t.axis == "said" && !t.inner })
		if at < 0 {
			continue
		}
		if x.speaker(x.turns[at]) {
			continue
		}
		for _, m := range x.bodies {
			if m.ID == "" || m.Start > x.words[x.turns[at].first].Start || m.Generic || m.Collective || !x.inOneSentence(m, x.turns[at].first) {
				continue
			}
			for _, said := range r.bodies {
				if first, _ := r.within(said.Start, said.End); said.ID == m.ID && !r.accordingTo(said) && !e.asksAlike(r, x, first) {
					return Misplaced
				}
			}
		}
	}
	return ""
}

// speaker reports whether who says something stands straight behind the word that
// tells so: «…», said the minister.
func (x *reading) speaker(t turn) bool {
	return t.first > 0 && x.parted(t.first-1, t.first) && slices.ContainsFunc(x.bodies, func(m extract.Mention) bool {
		first, _ := x.within(m.Start, m.End)
		return m.ID != "" && first > t.last && first-t.last <= besides && x.unparted(t.last, first)
	})
}

// accordingTo reports whether a word such as "according to" stands straight in
// front of a body.
func (r *reading) accordingTo(m extract.Mention) bool {
	first, _ := r.within(m.Start, m.End)
	return slices.ContainsFunc(r.tongue.according.find(r.words), func(a lexicon.Match) bool {
		last := a.First + a.Len - 1
		return last < first && first-last <= besides && r.unparted(last, first)
	})
}
