package grounding

import (
	"slices"
	"strings"
	"unicode"

	"vanthu/corpus"
	"vanthu/corpus/extract"
	"vanthu/corpus/lexicon"
)

// readTurns reads negation and poles outside of days, amounts and names.
func (r *reading) readTurns() {
	for _, m := range r.tongue.poles.find(r.words) {
		if r.taken[m.First] || r.named(m.Start, m.End) {
			continue
		}
		for i := m.First; i < m.First+m.Len; i++ {
			r.lights[i] = true
		}
		axis, pole, _ := strings.Cut(m.Value, ":")
		if axis == "bound" {
			r.bounds = append(r.bounds, turn{axis, pole, m.First, m.First + m.Len - 1, false})
		}
		if axis == "light" || axis == "bound" || m.Len == 1 && m.First+1 < len(r.words) && r.numbering(m.First) { // a bound is part of its number
			continue
		}
		r.turns = append(r.turns, turn{axis, pole, m.First, m.First + m.Len - 1, r.partOfConcept(m.Start, m.End)})
	}
	r.readPerfect()
	for i := range len(r.words) - 1 {
		r.lights[i] = r.lights[i] || r.numbering(i)
	}
}

// perfectWords is how far behind its verb a participle may stand.
const perfectWords = 2

// readPerfect reads what is told as done by the form of its verb: has reached.
func (r *reading) readPerfect() {
	for i := range r.words {
		if !slices.Contains(r.tongue.claims.Perfect, r.words[i].Folded) || r.polar(i) {
			continue
		}
		for k := i + 1; k <= i+perfectWords && k < len(r.words) && !r.parted(k-1, k); k++ {
			if r.participle(k) {
				r.turns = append(r.turns, turn{"done", "done", i, i, false})
				break
			}
		}
	}
}

func (r *reading) participle(i int) bool {
	word := r.words[i].Folded
	return slices.ContainsFunc(r.tongue.claims.Participles, func(form string) bool {
		if end, open := strings.CutPrefix(form, "*"); open {
			return len(word) > len(end)+1 && strings.HasSuffix(word, end)
		}
		if start, open := strings.CutSuffix(form, "*"); open {
			return len(word) > len(start)+2 && strings.HasPrefix(word, start)
		}
		return word == form
	})
}

// partOfConcept reports whether bytes of the text are part of a longer phrase
// for one thing.
func (r *reading) partOfConcept(start, end int) bool {
	return slices.ContainsFunc(r.concepts, func(s lexicon.ConceptSpan) bool {
		return s.Start <= start && end <= s.End && s.End-s.Start > end-start
	})
}

// named reports whether bytes of the text are part of a body's name.
func (r *reading) named(start, end int) bool {
	for _, m := range r.bodies {
		if !m.Generic && !m.Collective && m.Start <= start && end <= m.End && m.End-m.Start > end-start {
			return true
		}
	}
	return false
}

// numbering reports whether a word opens the number behind it.
func (r *reading) numbering(i int) bool {
	next := r.words[i+1]
	return slices.Contains(r.tongue.words.NumberWords, r.words[i].Folded) && (r.taken[i+1] || strings.ContainsFunc(r.text[next.Start:next.End], unicode.IsDigit))
}

// light reports whether a word claims nothing: a function word, a word that
// retellings add, or one that turns a claim, which is checked apart.
func (r *reading) light(i int) bool { return r.lights[i] || len(r.words[i].Folded) < 2 }

// scope is how many words around a negation it is taken to negate.
const scope = 4

// freeOf are the concepts that "free of charge" negates.
var freeOf = []string{"plain.fee", "plain.pay", "object.fee"}

// negation checks that what is denied is denied in the evidence, and that
// what is denied there is not affirmed.
func (c *Checker) negation(r *reading, e *evidence) Reason {
	if r.denials(e) > e.denials() {
		return Negated
	}
	for _, t := range r.turns {
		if t.axis == "not" && !e.means(r, t) && !e.denies(c, r, t) {
			return r.blame(t.first, t.last, Negated)
		}
	}
	for _, t := range r.turns {
		if i := t.last + 1; t.axis == "not" && i < len(r.words) && !r.parted(i-1, i) && r.who(i) && !e.none(r, i) {
			return r.blame(t.first, i, Negated)
		}
	}
	for _, x := range e.texts {
		for _, t := range x.turns {
			if (t.axis == "not" || t.axis == "except") && c.affirmed(r, x, t) {
				return Negated
			}
			if t.axis == "price" && !r.has("price", "") && !r.has("not", "") && r.speaks(freeOf) && len(x.priced()) == 0 {
				return Negated
			}
		}
	}
	return ""
}

// who reports whether a word names persons or bodies.
func (r *reading) who(i int) bool {
	return r.actor(i) || slices.ContainsFunc(r.at[i], func(id string) bool { return strings.HasPrefix(id, "body.") })
}

// none reports whether the evidence denies of somebody straight: no applicant.
func (e *evidence) none(r *reading, i int) bool {
	for _, x := range e.texts {
		for _, t := range x.turns {
			if j := t.last + 1; t.axis == "not" && j < len(x.words) && r.meets(i, x, j) {
				return true
			}
		}
	}
	return false
}

// denials counts the negations of a text, but for those that are part of a
// phrase for something that the evidence, where it is given, speaks of.
func (r *reading) denials(e *evidence) int {
	n := 0
	for _, t := range r.turns {
		if t.axis == "not" && (e == nil || !e.means(r, t)) || t.axis == "price" {
			n++
		}
	}
	return n
}

func (e *evidence) denials() int {
	n := 0
	for _, x := range e.texts {
		n += x.denials(nil)
		if x.speaks(withoutCash) {
			n++
		}
	}
	return n
}

// withoutCash is a concept that some languages name with a negation and others
// without one.
var withoutCash = []string{"plain.cashless"}

// priced gives the sums of money of a text.
func (r *reading) priced() []amount {
	var out []amount
	for _, a := range r.amounts {
		if len(a.unit) == 3 && strings.ToUpper(a.unit) == a.unit {
			out = append(out, a)
		}
	}
	return out
}

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
	for i, n := t.last+1, 0; i < len(r.words) && n < scope && !r.parted(i-1, i); i++ {
		if c.content(r, i) {
			out = append(out, i)
			n++
		}
	}
	if len(out) > 0 && !r.tongue.claims.NegationBehind {
		return out
	}
	for i, n := t.first-1, 0; i >= 0 && n < 2 && !r.parted(i, i+1); i-- {
		if c.content(r, i) {
			out = append(out, i)
			n++
		}
	}
	return out
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
		for _, have := range x.turns {
			if have.axis == "price" && slices.ContainsFunc(about, func(i int) bool { return shares(r.at[i], freeOf) }) {
				return true
			}
			if have.axis != "not" {
				continue
			}
			there := c.negated(x, have)
			for _, i := range about {
				for _, j := range there {
					if r.meets(i, x, j) {
						return true
					}
				}
			}
			if len(about) == 0 {
				return true
			}
		}
	}
	return false
}

// affirmed reports whether a sentence says without a negation what the
// evidence denies.
func (c *Checker) affirmed(r, x *reading, t turn) bool {
	met := 0
	for j := t.last + 1; j < len(x.words) && (j <= t.last+3 || met == 0 && j <= t.last+farWords) && !x.parted(j-1, j); j++ {
		if !c.content(x, j) && !x.polar(j) {
			continue
		}
		met++
		said, denied := false, false
		for i := range r.words {
			if (c.content(r, i) || r.polar(i)) && (r.meets(i, x, j) && !shares(x.at[j], x.at[t.first]) || r.tongue.tag == x.tongue.tag && sameWord(r, i, x, j)) {
				said = true
				denied = denied || r.denied(c, i)
			}
		}
		if said && !denied {
			return true
		}
	}
	return false
}

// denied reports whether a negation stands straight in front of a word or, in
// languages that put it there, behind.
func (r *reading) denied(c *Checker, i int) bool {
	for _, t := range r.turns {
		if t.axis != "not" && t.axis != "price" && t.axis != "except" && !(t.axis == "verdict" && t.pole == "no") {
			continue
		}
		if t.first <= i && i <= t.last+deniedWords || r.near(c, t, i) || r.tongue.claims.NegationBehind && i < t.first && t.first <= i+3 {
			return true
		}
	}
	return false
}

// deniedWords is how many words behind a negation it denies, and farWords how
// far off the first two may stand that claim something.
const deniedWords, farWords = 3, 6

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
	return between < 2
}

// turns checks that every pole is one of the evidence.
func (c *Checker) turns(r *reading, e *evidence) Reason {
	for _, t := range r.turns {
		if t.axis == "repeat" && (t.pole == "lost" || t.pole == "damaged") && e.held(r, t.first) || t.axis == "if" { // told in other words; a condition says less
			continue
		}
		if (byWord[t.axis] || t.axis == "done" && t.pole == "coming") && len(r.at[t.first]) > 0 && e.held(r, t.first) && !e.opposed(t) {
			continue
		}
		if t.axis != "not" && !(t.inner && within[t.axis] && e.held(r, t.first)) && !e.turned(c, r, t) {
			return r.blame(t.first, t.last, Turned)
		}
	}
	for _, t := range r.turns {
		if r.strange(c, t, e) {
			return r.blame(t.first, t.last, Misplaced)
		}
	}
	for _, b := range r.bounds { // one that stands at no number: not less than in eight days
		if b.last > b.first && !r.bindsNumber(b) && !slices.ContainsFunc(e.texts, func(x *reading) bool {
			return slices.ContainsFunc(x.bounds, func(have turn) bool { return have.pole == b.pole })
		}) {
			return r.blame(b.first, b.last, Turned)
		}
	}
	return ""
}

// byWord are the axes whose words have a meaning of their own, by which they are
// found in the evidence too.
var byWord = map[string]bool{"verdict": true, "said": true, "lead": true, "penalty": true, "share": true, "edge": true, "delay": true}

// opposed reports whether the passages have another pole of an axis.
func (e *evidence) opposed(t turn) bool {
	return slices.ContainsFunc(e.texts, func(x *reading) bool {
		return slices.ContainsFunc(x.turns, func(have turn) bool { return have.axis == t.axis && have.pole != t.pole })
	})
}

// within are the axes of words that turn nothing as part of a longer word: đổi
// mới, innovation, is not new.
var within = map[string]bool{"repeat": true, "change": true, "edge": true, "lead": true, "share": true, "except": true, "verdict": true}

// besides is how many words beside a pole tell what it is about.
const besides = 2

// strange reports whether a pole is about something else than in the evidence:
// who says it is nobody of there, or what may be done is what must be.
func (r *reading) strange(c *Checker, t turn, e *evidence) bool {
	switch t.axis {
	case "said":
		for _, way := range [...]int{-1, 1} {
			i := t.first - 1
			if way > 0 {
				i = t.last + 1
			}
			for n := 0; i >= 0 && i < len(r.words) && n < besides; i += way {
				if way > 0 && r.parted(i-1, i) || way < 0 && r.parted(i, i+1) {
					break
				}
				if !c.content(r, i) {
					continue
				}
				if n++; !e.held(r, i) && !e.knows(c, r, i) {
					return true
				}
			}
		}
	case "duty":
		for _, x := range e.texts {
			if !x.has("duty", t.pole) || !slices.ContainsFunc(x.turns, func(o turn) bool { return o.axis == "duty" && o.pole != t.pole }) || r.tongue.tag != x.tongue.tag {
				continue
			}
			for i, n := t.last+1, 0; i < len(r.words) && n < 1; i++ {
				if !c.content(r, i) {
					continue
				}
				n++
				for _, o := range x.turns {
					if o.axis == "duty" && o.pole != t.pole && x.follows(c, o, r, i) && !slices.ContainsFunc(x.turns, func(own turn) bool {
						return own.axis == "duty" && own.pole == t.pole && x.follows(c, own, r, i)
					}) {
						return true
					}
				}
			}
		}
	}
	return false
}

// knows reports whether a word is part of the name of a body that the evidence
// names.
func (e *evidence) knows(c *Checker, r *reading, i int) bool {
	known, _ := e.bodies(c)
	return slices.ContainsFunc(r.bodies, func(m extract.Mention) bool {
		return m.Start <= r.words[i].Start && r.words[i].Start < m.End && slices.ContainsFunc(c.lexicon.Lineage(m.ID), func(id string) bool { return known[id] })
	})
}

// follows reports whether a word of another reading stands straight behind a
// pole.
func (x *reading) follows(c *Checker, o turn, r *reading, i int) bool {
	for j, n := o.last+1, 0; j < len(x.words) && n < besides; j++ {
		if !c.content(x, j) {
			continue
		}
		if n++; r.meets(i, x, j) {
			return true
		}
	}
	return false
}

// bindsNumber reports whether a bound was read as that of a number.
func (r *reading) bindsNumber(b turn) bool {
	return slices.ContainsFunc(r.amounts, func(a amount) bool {
		return a.bound == b.pole && b.last < a.first+4 && b.first > a.first-6
	})
}

// orders are the concepts by which a text asks somebody to do something.
var orders = []string{"plain.must", "plain.asked", "plain.need"}

// runs reports whether "after" tells from when a length of time runs: within 15
// days after.
func (r *reading) runs(t turn) bool {
	return slices.ContainsFunc(r.amounts, func(a amount) bool {
		return lengths[a.unit] && a.last+1 == t.first && (a.bound == "most" || a.first > 0 && slices.Contains(r.tongue.words.Times.Within, r.words[a.first-1].Folded))
	})
}

func (e *evidence) turned(c *Checker, r *reading, t turn) bool {
	for _, x := range e.all() {
		if x.meta && (t.axis == "duty" || t.axis == "order" || t.axis == "verdict" || t.axis == "done") {
			continue // what the words say counts, not what they stand under
		}
		if x.has(t.axis, t.pole) {
			return true
		}
		switch {
		case t.axis == "duty" && t.pole == "must":
			// An official sentence with a deadline is an order without "must".
			if x.has("done", "aim") && !r.has("done", "aim") || x.has("duty", "may") || x.has("duty", "free") {
				continue
			}
			dated := slices.ContainsFunc(x.amounts, func(a amount) bool { return lengths[a.unit] }) || len(x.days) > 0
			if len(x.tongue.must.find(x.words)) > 0 || x.speaks(orders) || slices.ContainsFunc(x.days, day.deadline) || dated && len(x.bodies) > 0 {
				return true
			}
		case t.axis == "share" && t.pole == "all":
			if slices.ContainsFunc(x.amounts, func(a amount) bool { return a.value == "100" && a.unit == "%" }) {
				return true
			}
		case t.axis == "done" && t.pole == "coming":
			// What is to be by a day is to come.
			if !x.has("done", "done") && slices.ContainsFunc(x.days, func(d day) bool { return d.deadline() || d.Precision == corpus.YearPrecision }) {
				return true
			}
		case t.axis == "done" && t.pole == "done":
			// What is reported of a day has been done.
			if !x.has("done", "") && !x.has("plan", "") && !x.has("duty", "") && slices.ContainsFunc(x.days, func(d day) bool {
				return d.Precision == corpus.DayPrecision && (d.Relation == "" || d.Relation == corpus.In) && (x.digits(d.first) || x.digits(min(d.first+1, d.last)))
			}) {
				return true
			}
		case t.axis == "order" && t.pole == "after" && r.runs(t) && !x.has("order", "before") && slices.ContainsFunc(r.amounts, func(a amount) bool {
			return a.last+1 == t.first && slices.ContainsFunc(x.amounts, func(have amount) bool { return have.value == a.value && have.unit == a.unit })
		}):
			return true
		case t.axis == "order": // the words around a day are part of it
			if slices.ContainsFunc(x.days, func(d day) bool {
				return t.pole == "before" && d.deadline() || t.pole == "after" && d.Relation == corpus.From
			}) {
				return true
			}
		case t.axis == "price":
			for _, n := range x.turns {
				if n.axis == "not" && slices.ContainsFunc(c.negated(x, n), func(i int) bool { return shares(x.at[i], freeOf) }) {
					return true
				}
			}
		}
	}
	return false
}
