package grounding

import (
	"slices"
	"unicode/utf8"

	"vanthu/corpus"
	"vanthu/corpus/extract"
	"vanthu/corpus/lexicon"
)

// turns checks that every pole is one of the evidence.
func (c *Checker) turns(r *reading, e *evidence) Reason {
	for _, t := range r.turns {
		if t.axis == "repeat" && t.pole == "first" && e.ordinals()[1] {
			continue
		}
		if t.axis == "duty" && t.pole == "may" && r.cannot(t) && e.denials() > 0 && !slices.ContainsFunc(e.texts, func(x *reading) bool {
			return x.has("duty", "") || x.speaks(orders) || len(x.tongue.must.find(x.words)) > 0
		}) { // kunnen zij niet: cannot
			continue
		}
		if t.axis == "repeat" && e.held(r, t.first) && (t.pole == "lost" || t.pole == "damaged" || t.pole == "again" || t.pole == "new" && !e.same && t.first == t.last) || t.axis == "if" { // told in other words; a condition says less
			continue
		}
		if t.axis == "duty" && t.pole == "may" && t.first == t.last && r.tongue.gets[phraseForm(r, t.first)] && e.gets(r, t.last+1) {
			continue // får: gets
		}
		if t.axis == "change" && t.pole == "up" && r.further(t) {
			continue // 50 more laws: besides others
		}
		if e.compares(r, t) {
			continue
		}
		if t.axis == "delay" && e.dueBy(r, t.first) {
			continue
		}
		if t.axis == "lack" && (e.held(r, t.first) || e.denies(c, r, t)) {
			continue
		}
		if (byWord[t.axis] || t.axis == "done" && t.pole == "coming") && len(r.at[t.first]) > 0 && e.held(r, t.first) && !e.opposed(t) {
			continue
		}
		if t.axis != "not" && !(t.inner && (within[t.axis] && e.held(r, t.first) || e.speaksAround(r, t))) && !e.tensed(c, r, t) && !e.turned(c, r, t) {
			return r.blame(t.first, t.last, Turned)
		}
	}
	for _, t := range r.turns {
		if t.axis == "not" && r.ofAll(t) && !r.ofFee(c, t) && !slices.ContainsFunc(e.texts, func(x *reading) bool { return x.speaks(anyOf) || x.has("share", "all") }) {
			return r.blame(t.first, t.last, Turned) // no participant need, where some need not
		}
		if r.strange(c, t, e) {
			return r.blame(t.first, t.last, Misplaced)
		}
	}
	for _, b := range r.bounds { // one that stands at no number: not less than in eight days
		if b.last > b.first && !r.bindsNumber(b) && !e.compares(r, b) && !slices.ContainsFunc(e.texts, func(x *reading) bool {
			return slices.ContainsFunc(x.bounds, func(have turn) bool { return have.pole == b.pole })
		}) {
			return r.blame(b.first, b.last, Turned)
		}
	}
	return ""
}

// namesAll reports whether a text, with what is known of it, has all that a sentence tells of.
func (x *reading) namesAll(c *Checker, r *reading) bool {
	return !slices.ContainsFunc(r.everyWord(), func(i int) bool {
		return c.content(r, i) && !r.taken[i] && !r.bodyAt(r.words[i].Start) && !shares(r.at[i], paying) && !x.saysOfAnyWord(r, i)
	})
}

// saysOfAnyWord reports whether a text or what is known of it has a word of a sentence.
func (x *reading) saysOfAnyWord(r *reading, i int) bool {
	return x.saysOf(r, i) || x.head != nil && x.head.saysOf(r, i)
}

// mustPay reports whether a word for paying stands straight behind a pole.
func (r *reading) mustPay(t turn) bool {
	return t.last+1 < len(r.words) && !r.parted(t.last, t.last+1) && shares(r.at[t.last+1], paying)
}

// gets reports whether the evidence tells that somebody gets what stands straight
// behind a word that tells so.
func (e *evidence) gets(r *reading, i int) bool {
	return i < len(r.words) && slices.ContainsFunc(e.texts, func(x *reading) bool {
		for j := range x.words {
			if x.tongue.gets[phraseForm(x, j)] {
				for k := j + 1; k < len(x.words) && k <= j+adjacent; k++ {
					if r.meets(i, x, k) {
						return true
					}
				}
			}
		}
		return false
	})
}

// cannot reports whether a negation stands behind what may be.
func (r *reading) cannot(t turn) bool {
	return slices.ContainsFunc(r.turns, func(o turn) bool {
		far := deniedWords
		if r.tongue.claims.NegationBehind { // the verb stands first, or last
			far = farWords
		}
		return o.axis == "not" && (o.first > t.last && o.first <= t.last+far && r.unparted(t.last, o.first) || o.last == t.first-1 ||
			r.tongue.claims.NegationBehind && o.last < t.first && o.last >= t.first-far && r.unparted(o.last, t.first) && !r.clauseBetween(o.last, t.first))
	})
}

// anyWords is how far behind a negation "any" makes it one of all.
const anyWords = 2

// ofAll reports whether a word such as "any" stands behind a negation.
func (r *reading) ofAll(t turn) bool {
	for i := t.last + 1; i < len(r.words) && i <= t.last+anyWords && !r.parted(i-1, i); i++ {
		if shares(r.at[i], anyOf) {
			return true
		}
	}
	return false
}

// ofFee reports whether a negation denies that there is a fee: no fee is no fee
// of any kind.
func (r *reading) ofFee(c *Checker, t turn) bool {
	about := c.negated(r, t)
	return len(about) > 0 && slices.ContainsFunc(about, func(i int) bool { return shares(r.at[i], freeOf) })
}

// byWord are the axes whose words have a meaning of their own, by which they are
// found in the evidence too.
var byWord = map[string]bool{"verdict": true, "said": true, "lead": true, "penalty": true, "share": true, "edge": true, "delay": true, "way": true}

// opposed reports whether the passages have another pole of an axis.
func (e *evidence) opposed(t turn) bool {
	return slices.ContainsFunc(e.texts, func(x *reading) bool {
		return slices.ContainsFunc(x.turns, func(have turn) bool { return have.axis == t.axis && have.pole != t.pole })
	})
}

// within are the axes of words that turn nothing as part of a longer word: đổi
// mới, innovation, is not new.
var within = map[string]bool{"repeat": true, "change": true, "edge": true, "lead": true, "share": true, "except": true, "verdict": true}

// speaksAround reports whether a pole is part of a longer phrase for something
// that the passages speak of: ở nước ngoài, abroad, excepts nothing.
func (e *evidence) speaksAround(r *reading, t turn) bool {
	return e.speaksOver(r, r.words[t.first].Start, r.words[t.last].End)
}

// speaksOver is the same of bytes of the sentence.
func (e *evidence) speaksOver(r *reading, start, end int) bool {
	return slices.ContainsFunc(r.concepts, func(s lexicon.ConceptSpan) bool {
		return s.Start <= start && end <= s.End && s.End-s.Start > end-start && slices.ContainsFunc(s.IDs, e.speaksOf)
	})
}

// further reports whether a word such as "more" stands behind a bare number of
// things, in front of them.
func (r *reading) further(t turn) bool {
	return t.first == t.last && slices.Contains(r.tongue.claims.Further, phraseForm(r, t.first)) && slices.ContainsFunc(r.amounts, func(a amount) bool { return a.last == t.first-1 && a.unit == "" }) &&
		t.last+1 < len(r.words) && r.thing(t.last+1) && !r.parted(t.last, t.last+1)
}

// besides is how many words beside a pole tell what it is about.
const besides = 2

// strange reports whether a pole is about something else than in the evidence:
// who says it is nobody of there, or what may be done is what must be.
func (r *reading) strange(c *Checker, t turn, e *evidence) bool {
	switch t.axis {
	case "said":
		stranger, who := e.strangerBeside(c, r, t, -1)
		if stranger || who {
			return stranger // what stands behind is what he says
		}
		stranger, _ = e.strangerBeside(c, r, t, 1)
		return stranger
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

// strangerBeside reports whether on one side of a word for saying something stands that the
// passages do not tell of, and whether what stands there names somebody.
func (e *evidence) strangerBeside(c *Checker, r *reading, t turn, way int) (stranger, who bool) {
	i := t.first - 1
	if way > 0 {
		i = t.last + 1
	}
	for n := 0; i >= 0 && i < len(r.words) && n < besides; i += way {
		if way > 0 && r.parted(i-1, i) || way < 0 && r.parted(i, i+1) {
			break
		}
		if !c.content(r, i) || utf8.RuneCountInString(r.words[i].Folded) < 2 {
			continue
		}
		n++
		stranger = stranger || !e.held(r, i) && !e.knows(c, r, i)
		who = who || r.bodyAt(r.words[i].Start) || r.inPerson(i) || shares(r.at[i], posts)
	}
	return stranger, who
}

// knows reports whether a word is part of the name of a body that the evidence
// names.
func (e *evidence) knows(c *Checker, r *reading, i int) bool {
	known, _, _ := e.bodies(c, r)
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

// reporting are the concepts of telling a meeting how things are.
var reporting = []string{"act.report"}

// papersDue are the concepts of headings over the papers that have to be handed
// in, and handedIn those of handing in.
var (
	papersDue = []string{"plain.papers-due"}
	handedIn  = []string{"act.submit", "act.hand-in", "plain.handed-in", "plain.attach"}
)

// due reports whether the passages stand under such a heading.
func (e *evidence) due() bool {
	return slices.ContainsFunc(e.meta, func(m *reading) bool { return m.speaks(papersDue) })
}

// handsIn reports whether a duty is one to hand something in.
func (r *reading) handsIn(t turn) bool {
	for i := t.last + 1; i < len(r.words) && i <= t.last+besides; i++ {
		if shares(r.at[i], handedIn) {
			return true
		}
	}
	return false
}

// anyOf are the concepts by which a text leaves something to choose.
var anyOf = []string{"plain.any-choice"}

// eachOne are the concepts of all of some, one by one.
var eachOne = []string{"plain.each-one"}

// offers reports whether a text tells ways between which one may choose.
func (r *reading) offers() bool {
	for i := range r.words {
		if r.tongue.or[phraseForm(r, i)] && r.has("way", "") {
			return true
		}
	}
	return false
}

// runs reports whether "after" tells from when a length of time runs: within 15
// days after.
func (r *reading) runs(t turn) bool {
	return slices.ContainsFunc(r.amounts, func(a amount) bool {
		return lengths[a.unit] && a.last+1 == t.first && (a.bound == "most" || a.first > 0 && slices.Contains(r.tongue.words.Times.Within, r.words[a.first-1].Folded))
	})
}

// goals are the concepts of headings over what is aimed at.
var goals = []string{"field.goal"}

// aims reports whether a passage tells what is to be by a year, or under a
// heading over goals.
func (x *reading) aims(e *evidence) bool {
	at := slices.Index(e.texts, x)
	return at >= 0 && e.meta[at].speaks(goals) || slices.ContainsFunc(x.days, func(d day) bool { return d.Relation == corpus.By && d.Precision == corpus.YearPrecision })
}

// dayPast reports whether a time of a passage lies before the day of its document, or behind
// it where past is false.
func (e *evidence) dayPast(x *reading, d day, past bool) bool {
	at := slices.Index(e.texts, x)
	if at < 0 || e.passages[at].Issued == "" || d.First == "" || d.Last == "" || d.deadline() || d.Relation == corpus.From || d.Recurrence != "" {
		return false
	}
	if past {
		return d.Last < e.passages[at].Issued
	}
	return d.First > e.passages[at].Issued
}

func (e *evidence) turned(c *Checker, r *reading, t turn) bool {
	for _, x := range e.all() {
		if !x.meta && x.aims(e) && !x.has("done", "done") && !x.was() && (t.axis == "done" && t.pole == "aim" || t.axis == "duty" && t.pole == "must" && !x.has("duty", "")) {
			return true
		}
		if !x.meta && t.axis == "done" && t.pole == "aim" && x.speaks(goals) && r.speaks(goals) {
			return true // the goals that are set, or the goal to reach
		}
		if x.meta && t.axis == "order" && x.repeatsOrder(r, t) {
			return true // after an accident
		}
		if x.meta && (t.axis == "duty" || t.axis == "order" || t.axis == "verdict" || t.axis == "done") {
			continue // what the words say counts, not what they stand under
		}
		if x.has(t.axis, t.pole) {
			return true
		}
		switch {
		case t.axis == "duty" && t.pole == "may" && (r.meantFor(t) && !x.has("duty", "must") || x.offersWay(r)):
			return true
		case t.axis == "duty" && t.pole == "may" && !x.has("duty", "must") && (x.has("share", "only") && r.has("share", "only") || x.speaks(anyOf) && r.speaks(anyOf) || x.offers() && r.offers() || r.asks() && x.asks() && !x.has("duty", "") && !x.has("not", "") && len(x.priced()) == 0 && x.tells(c, r, t, x.acts)):
			return true // what only some do, and what is left to choose, may be done
		case t.axis == "duty" && t.pole == "must":
			// An official sentence with a deadline is an order without "must".
			if !x.has("duty", "must") && !x.has("duty", "may") && !x.has("price", "") && len(r.priced()) == 0 && e.due() {
				return true
			}
			if x.has("done", "aim") && slices.ContainsFunc(r.turns, func(o turn) bool {
				return o.axis == "done" && o.pole == "aim" && o.first > t.last && o.first-t.last <= besides
			}) {
				return true // shall strive
			}
			if r.mustPay(t) && x.namesAll(c, r) && !x.has("duty", "") && slices.ContainsFunc(r.priced(), func(a amount) bool { own, _ := x.sameKind(a); return len(own) > 0 }) {
				return true // what something costs one has to pay
			}
			if x.did(r, t) || x.has("done", "aim") && !r.has("done", "aim") || x.has("duty", "may") || x.has("duty", "free") {
				continue
			}
			dated := slices.ContainsFunc(x.amounts, func(a amount) bool { return lengths[a.unit] }) || len(x.days) > 0
			if len(x.tongue.must.find(x.words)) > 0 || x.speaks(orders) || slices.ContainsFunc(x.days, day.deadline) || dated && len(x.bodies) > 0 {
				return true
			}
		case t.axis == "change" && t.pole == "down":
			if x.halves() {
				return true
			}
		case t.axis == "said":
			if e.reports(r, t) {
				return true
			}
			if x.has("plan", "") && slices.ContainsFunc(r.bodies, r.accordingTo) {
				return true // what one proposes one says
			}
			if len(x.tongue.according.find(x.words)) > 0 || x.speaks(reporting) && !x.has("duty", "") && len(r.tongue.must.find(r.words)) == 0 {
				return true
			}
		case t.axis == "except":
			if x.excepts(c, r, t) {
				return true
			}
		case t.axis == "lead" && t.pole == "help":
			if x.lists(c, r, t) {
				return true
			}
		case t.axis == "share" && t.pole == "all":
			if x.charges(r, t) {
				return true
			}
			if x.speaks(eachOne) || slices.ContainsFunc(x.amounts, func(a amount) bool { return a.value == "100" && a.unit == "%" }) {
				return true
			}
		case t.axis == "done" && t.pole == "coming":
			// What somebody is entrusted with, or to do by a day, is to come.
			if e.same && len(x.tongue.must.find(x.words)) > 0 && !x.has("done", "done") && !x.has("plan", "") && !x.did(r, t) {
				return true
			}
			if !x.has("done", "done") && slices.ContainsFunc(x.days, func(d day) bool { return d.Relation == corpus.By && d.Precision == corpus.YearPrecision }) {
				return true
			}
			if !x.has("done", "done") && !x.was() && slices.ContainsFunc(x.days, func(d day) bool { return d.deadline() || d.Precision == corpus.YearPrecision }) {
				return true
			}
			if slices.ContainsFunc(r.days, func(d day) bool { at := x.dayAt(d); return at >= 0 && e.dayPast(x, x.days[at], false) }) {
				return true // what is told of a time ahead is to come
			}
		case t.axis == "done" && t.pole == "done" && !x.has("done", "") && !x.has("plan", "") && !x.has("duty", "") && slices.ContainsFunc(x.days, func(d day) bool { return e.dayPast(x, d, true) }):
			return true // what is told of a time that was over has been done
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
		case t.axis == "edge" && t.pole == "begin": // what applies from a day starts on it
			if !x.has("edge", "") && (!x.has("plan", "") || r.has("plan", "")) && slices.ContainsFunc(x.days, func(d day) bool { return d.Relation == corpus.From }) {
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
