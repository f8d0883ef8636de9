package grounding

import (
	"slices"
	"strconv"
	"strings"

	"vanthu/corpus"
	"vanthu/corpus/lexicon"
)

// verbWords is how many words behind a pole, those of the pole included, tell
// what has been done, will be or must be done: has already been issued.
const verbWords = 4

// tensed reports whether the passages tell in the form of a verb what a sentence
// tells with a word for it: "issued" is "has issued", what an office does it
// must do, and what is not past may be to come. Only what is told without a
// hedge is.
func (e *evidence) tensed(c *Checker, r *reading, t turn) bool {
	for _, x := range e.texts {
		switch {
		case t.axis == "next":
			if x.runsOn(r, t) {
				return true
			}
		case t.axis == "done" && t.pole == "done":
			if x.tells(c, r, t, func(j int) bool { return x.past(j) && !x.hedge(j) && (!x.thing(j) || x.acts(j)) }) || !x.has("done", "") && !x.has("duty", "") && x.since(r) {
				return true
			}
		case t.axis == "done" && t.pole == "coming" && !x.has("done", "") && !x.has("plan", "") && !x.dated() && (!x.has("if", "") || r.has("if", "")) && x.present(r, t):
			return true
		case x.has("done", "aim") || x.has("plan", "") || x.has("if", "") && !r.has("if", "") || x.has("not", "") && !r.has("not", "") || x.dated():
			continue
		case t.axis == "done" && t.pole == "coming":
			if !x.has("done", "done") && !x.was() && x.tells(c, r, t, func(j int) bool { return !x.hedge(j) }) {
				return true
			}
		case t.axis == "duty" && t.pole == "must":
			if !x.has("done", "") && !x.has("duty", "") && !(r.asks() && !x.asks() && (!r.handsIn(t) || x.limits())) && !x.did(r, t) && x.tells(c, r, t, func(j int) bool { return x.acts(j) && !x.past(j) }) {
				return true
			}
		}
	}
	return false
}

// present reports whether what stands straight behind a pole stands in a text as
// what is done or got there, and not as what was.
func (x *reading) present(r *reading, t turn) bool {
	i := t.last + 1
	for r.tongue.claims.NegationBehind && i < len(r.words)-1 && !(r.acts(i) && !r.thing(i)) && !r.parted(i, i+1) { // the verb may stand last
		i++
	}
	if i >= len(r.words) || r.parted(i-1, i) || len(x.tongue.claims.Past) == 0 {
		return false
	}
	found, was := false, false
	for j := range x.words {
		switch {
		case !r.meets(i, x, j):
		case x.tongue.gets[phraseForm(x, j)]:
			return !x.hedge(j)
		case j > 0 && slices.Contains(x.tongue.claims.Passive, phraseForm(x, j-1)) && !x.hedge(j):
			found = true // is told
		case x.past(j) || x.hedge(j):
			was = true
		default:
			found = found || x.acts(j) && !x.thing(j)
		}
	}
	return found && !was
}

// did reports whether a text tells as done what a sentence has straight behind a
// pole.
func (x *reading) did(r *reading, t turn) bool {
	for i := t.last + 1; i < len(r.words) && i <= t.last+besides && !r.parted(i-1, i); i++ {
		if !r.acts(i) {
			continue
		}
		for j := range x.words {
			if x.past(j) && r.meets(i, x, j) {
				return true
			}
		}
		return false
	}
	return false
}

// asks reports whether a text tells what those do whom an office serves.
func (r *reading) asks() bool {
	return slices.ContainsFunc(r.parts(), func(p part) bool { _, of := p.subject(); return of == asking })
}

// limits reports whether a text tells how long something may take.
func (r *reading) limits() bool {
	return slices.ContainsFunc(r.amounts, func(a amount) bool { return lengths[a.unit] })
}

// hedgeWords is how far in front of a verb a word stands that takes back that it
// is done: may issue.
const hedgeWords = 3

// hedge reports whether a word in front of a verb takes back that it is done.
func (x *reading) hedge(j int) bool {
	return slices.ContainsFunc(x.turns, func(t turn) bool {
		pole, is := hedges[t.axis]
		return is && (pole == "" || pole == t.pole) && t.last < j && j-t.last <= hedgeWords && !x.ends(j)
	})
}

// tells reports whether what stands behind a pole of a sentence stands in a
// text, in a form.
func (x *reading) tells(c *Checker, r *reading, t turn, form func(j int) bool) bool {
	for i := t.first; i < len(r.words) && i <= t.first+verbWords && (i <= t.last || !r.parted(i-1, i)); i++ {
		if !r.acts(i) && !c.content(r, i) {
			continue
		}
		for j := range x.words {
			if r.meets(i, x, j) && form(j) {
				return true
			}
		}
	}
	return false
}

// past reports whether a word is a verb that tells what was.
func (x *reading) past(j int) bool {
	return formed(x.words[j].Folded, x.tongue.claims.Past) && (j == 0 || !slices.Contains(x.tongue.claims.Passive, x.words[j-1].Folded))
}

// was reports whether a text has a verb that tells what was.
func (x *reading) was() bool {
	for j := range x.words {
		if x.past(j) {
			return true
		}
	}
	return false
}

// dated reports whether a text tells of a day, as what has happened is told.
func (x *reading) dated() bool {
	return slices.ContainsFunc(x.days, func(d day) bool {
		return d.Precision == corpus.DayPrecision && !d.deadline() && d.Relation != corpus.From
	})
}

// since reports whether a sentence and a text tell from which day on something
// is so.
func (x *reading) since(r *reading) bool {
	return slices.ContainsFunc(r.days, func(d day) bool {
		return d.Relation == corpus.From && slices.ContainsFunc(x.days, func(have day) bool { return d.follows(have.Date) && have.Relation == corpus.From })
	})
}

// runsOn reports whether a text tells in the same order what stands in front of
// and behind a word such as "then".
func (x *reading) runsOn(r *reading, t turn) bool {
	if x.step() > 1 && !slices.ContainsFunc(r.everyWord(), func(i int) bool { return i < t.first && r.acts(i) && !r.thing(i) }) {
		return true
	}
	if t.first < besides && x.goesOnAfter(r, t) {
		return true
	}
	for i := t.first - 1; i >= 0; i-- {
		if !r.acts(i) {
			continue
		}
		for k := t.last + 1; k < len(r.words); k++ {
			if !r.acts(k) {
				continue
			}
			for a := range x.words {
				for b := a + 1; b < len(x.words); b++ {
					if r.meets(i, x, a) && r.meets(k, x, b) && !r.meets(k, x, a) {
						return true
					}
				}
			}
			return false
		}
	}
	return false
}

// goesOnAfter reports whether a text tells what stands behind a word such as "then" behind
// a comma that ends a clause on what was first: after hearing the report, they discussed it.
func (x *reading) goesOnAfter(r *reading, t turn) bool {
	from, comma := len(x.words), len(x.words)
	first := x.tongue.hears.find(x.words)
	for _, o := range x.turns {
		if o.axis == "order" && o.pole == "after" {
			first = append(first, lexicon.Match{First: o.first, Len: o.last - o.first + 1})
		}
	}
	for _, m := range first {
		from = min(from, m.First)
		for j := m.First + m.Len; j < comma; j++ {
			if x.parted(j-1, j) {
				comma = j
			}
		}
	}
	for k := t.last + 1; k < len(r.words); k++ {
		if r.telling(k) && !r.light(k) && !r.actor(k) {
			return slices.ContainsFunc(x.everyWord(), func(j int) bool { return j >= comma && r.meets(k, x, j) }) &&
				!slices.ContainsFunc(x.everyWord(), func(j int) bool { return from <= j && j < comma && r.meets(k, x, j) })
		}
	}
	return false
}

// step gives which step of several a text is that opens with its number; 0 where
// it is none.
func (x *reading) step() int {
	if len(x.words) < 2 || x.words[0].End-x.words[0].Start > 2 || !strings.HasPrefix(x.text[x.words[0].End:], ".") {
		return 0
	}
	n, _ := strconv.Atoi(x.words[0].Folded)
	return n
}
