package grounding

import (
	"slices"
	"strings"

	"vanthu/corpus"
	"vanthu/corpus/extract"
)

// crossed checks that what a sentence tells of a number, a day or a document
// stands with it in one passage: of two that tell the like of two things, the
// number of one is not told of the other.
func (c *Checker) crossed(r *reading, e *evidence) Reason {
	for _, a := range r.amounts {
		own, others := e.owners(a)
		if c.wordOfAnother(r, a, own, others, e) || r.dayOfAnother(a.first, a.last, own, others, e) {
			return r.blame(a.first, a.last, Misplaced)
		}
	}
	for _, d := range r.days {
		if d.Precision == corpus.DayPrecision && (len(r.docs) == 0 || c.dayOfAct(r, d)) && e.datesDocuments(d) {
			return r.blame(d.first, d.last, Misplaced)
		}
	}
	for _, n := range r.docs {
		if first, last := r.within(n.Start, n.End); r.dayOfAnother(first, last, e.naming(n), nil, e) {
			return r.blame(first, last, Misplaced)
		}
		for _, d := range r.days {
			if c.datedAs(r, n, d) && e.datesAnother(r, n, d) {
				return r.blame(d.first, d.last, Misplaced)
			}
		}
	}
	return ""
}

// dayOfAct reports whether something is done between the documents of a sentence and a
// day, and nothing that gives a document its date: the tasks of the plan were completed
// on that day.
func (c *Checker) dayOfAct(r *reading, d day) bool {
	for _, n := range r.docs {
		from, to, ok := r.betweenDates(n, d)
		if !ok {
			continue
		}
		done := false
		for i := from + 1; i < to; i++ {
			if shares(r.at[i], dating) || shares(r.at[i], settling) || r.name(i) && !r.tongue.names[r.tongue.nameForm(r.words[i])] && !slices.ContainsFunc(r.at[i], func(id string) bool { return strings.HasPrefix(id, "object.") }) {
				return false
			}
			done = done || r.acts(i) && !r.thing(i) && !r.bodyAt(r.words[i].Start)
		}
		if !done {
			return false
		}
	}
	return !r.speaks(dating) && !r.speaks(settling) && !r.has("verdict", "yes")
}

// settling are the concepts of what is done with a document on the day of its date.
var settling = []string{"act.sign", "act.approve", "act.decide", "act.adopt", "plain.dated", "object.signature"}

// datesDocuments reports whether a day is nothing but the date of documents in the
// passages.
func (e *evidence) datesDocuments(d day) bool {
	found := false
	for _, x := range e.texts {
		for _, have := range x.days {
			if have.any() != d.any() {
				continue
			}
			if have.Precision != corpus.DayPrecision || have.Relation != "" || !x.besideDocument(have) || x.has("verdict", "yes") {
				return false
			}
			found = true
		}
	}
	return found
}

// naming gives the places of the passages that name a document.
func (e *evidence) naming(n extract.Number) (out []int) {
	for k, x := range e.texts {
		if slices.ContainsFunc(x.docs, func(o extract.Number) bool { return o.Key == n.Key }) {
			out = append(out, k)
		}
	}
	return out
}

// owners gives the places of the passages that have a number, and of those that
// have another one of its kind instead.
func (e *evidence) owners(a amount) (own, others []int) {
	for k, x := range e.texts {
		switch same, other := x.sameKind(a); {
		case len(same) > 0:
			own = append(own, k)
		case len(other) > 0:
			others = append(others, k)
		}
	}
	return own, others
}

// wordOfAnother reports whether a word beside a number stands in a passage that
// tells another number of its kind, and neither in the passages of the number
// nor in their headings.
func (c *Checker) wordOfAnother(r *reading, a amount, own, others []int, e *evidence) bool {
	if len(own) == 0 || len(others) == 0 {
		return false
	}
	for i := range r.words {
		if !r.beside(a, i) || !c.content(r, i) || !r.thing(i) || r.bodyAt(r.words[i].Start) {
			continue
		}
		if !e.anyMeets(r, i, own) && slices.ContainsFunc(others, func(k int) bool { return r.metBy(i, e.texts[k]) }) {
			return true
		}
	}
	return false
}

// anyMeets reports whether one of some passages, or its headings, has a word.
func (e *evidence) anyMeets(r *reading, i int, places []int) bool {
	return slices.ContainsFunc(places, func(k int) bool { return r.metBy(i, e.texts[k]) || r.metBy(i, e.meta[k]) })
}

// metBy reports whether a text has a word, or what it means.
func (r *reading) metBy(i int, x *reading) bool {
	for j := range x.words {
		if r.meets(i, x, j) {
			return true
		}
	}
	return false
}

// dayOfAnother reports whether a day in the clause of a number or document stands
// in another passage than that, whose passages have a day of their own.
func (r *reading) dayOfAnother(first, last int, own, others []int, e *evidence) bool {
	if len(own) == 0 || len(own) == len(e.texts) {
		return false
	}
	for _, d := range r.days {
		if !d.fixed() || r.splits(d, first, last) || r.besideDocument(d) {
			continue
		}
		same := func(k int) bool { return slices.ContainsFunc(e.texts[k].days, d.at) }
		instead := slices.ContainsFunc(own, func(k int) bool { return slices.ContainsFunc(e.texts[k].days, day.fixed) }) || slices.ContainsFunc(others, same)
		if instead && !slices.ContainsFunc(own, same) {
			return true
		}
	}
	return false
}

// fixed reports whether a time expression tells a day, a year, or from when to
// when.
func (d day) fixed() bool {
	return (d.Precision == corpus.DayPrecision || d.Precision == corpus.RangePrecision || d.Precision == corpus.YearPrecision) && d.any() != ""
}

// at reports whether another time expression is or bounds the same time.
func (d day) at(o day) bool {
	if len(d.any()) < yearDigits || len(o.any()) < yearDigits {
		return false
	}
	if d.Precision == corpus.YearPrecision || o.Precision == corpus.YearPrecision {
		return d.any()[:yearDigits] == o.any()[:yearDigits]
	}
	return sameDays(o.First, d.First) || sameDays(o.Last, d.Last) || sameDays(o.First, d.Last) || sameDays(o.Last, d.First)
}

// splits reports whether a clause ends between a day and the words of a number,
// or another day or number stands there.
func (r *reading) splits(d day, first, last int) bool {
	from, to := d.last, first
	if last < d.first {
		from, to = last, d.first
	}
	return from >= to || r.partedByMore(from, to) || r.clauseBetween(from, to) ||
		slices.ContainsFunc(r.days, func(o day) bool { return o.first > from && o.last < to && !r.besideDocument(o) }) ||
		slices.ContainsFunc(r.amounts, func(o amount) bool { return o.first > from && o.last < to })
}

// besideDocument reports whether a day stands right behind or in front of a
// document's number: it dates the document.
func (r *reading) besideDocument(d day) bool {
	return slices.ContainsFunc(r.docs, func(n extract.Number) bool { return r.dates(n, d) })
}

// datingWords is how many words may stand between a document's number and its
// date, and issuingWords how many where they tell who issued it.
const datingWords, issuingWords = 3, 7

// dates reports whether a day stands so near a document's number that it is
// its date.
func (r *reading) dates(n extract.Number, d day) bool {
	from, to, ok := r.betweenDates(n, d)
	if !ok {
		return false
	}
	issued := to == d.first && slices.ContainsFunc(r.at[from+1:to], func(at []string) bool { return shares(at, dating) })
	return to-from-1 <= datingWords || issued && to-from-1 <= issuingWords
}

// betweenDates gives the words between which stands what parts a document's number
// and a day; ok is false where another document or a mark does.
func (r *reading) betweenDates(n extract.Number, d day) (from, to int, ok bool) {
	first, last := r.within(n.Start, n.End)
	from, to = last, d.first
	if d.last < first {
		from, to = d.last, first
	}
	return from, to, d.Precision == corpus.DayPrecision && from < to && !r.partedByMore(from, to) && !r.documentBetween(from, to)
}

// partedByMore reports whether more than a comma or the point of an abbreviation
// stands between two words.
func (r *reading) partedByMore(from, to int) bool {
	return strings.ContainsAny(r.text[r.words[from].End:r.words[to].Start], ";:|")
}

// documentBetween reports whether a document's number stands between two words.
func (r *reading) documentBetween(from, to int) bool {
	return slices.ContainsFunc(r.docs, func(n extract.Number) bool {
		first, last := r.within(n.Start, n.End)
		return first > from && last < to
	})
}

// dating are the concepts of what gives a document its date.
var dating = []string{"act.promulgate", "plain.issue-paper"}

// datedAs reports whether a sentence tells a day as the date of a document: what
// stands between the two names it, and tells of nothing that is done.
func (c *Checker) datedAs(r *reading, n extract.Number, d day) bool {
	if r.dates(n, d) {
		return true
	}
	from, to, ok := r.betweenDates(n, d)
	if !ok || d.deadline() || slices.ContainsFunc(r.docs, func(o extract.Number) bool { return o.Key != n.Key && r.dates(o, d) }) {
		return false
	}
	for i := from + 1; i < to; i++ {
		if r.acts(i) && !r.thing(i) && c.content(r, i) && !shares(r.at[i], dating) && !r.bodyAt(r.words[i].Start) {
			return false
		}
	}
	return true
}

// datesAnother reports whether the passages name a document and a day, and
// wherever they name the day it is the date of another document.
func (e *evidence) datesAnother(r *reading, n extract.Number, d day) bool {
	named, other := false, false
	for _, x := range e.texts {
		for _, o := range x.docs {
			named = named || o.Key == n.Key
		}
		for _, have := range x.days {
			if have.Precision != corpus.DayPrecision || have.any() != d.any() {
				continue
			}
			of := ""
			for _, o := range x.docs { // the number in front, else that behind
				if x.dates(o, have) && (of == "" || o.Start < have.Start) {
					of = o.Key
				}
			}
			if of == "" || of == n.Key {
				return false
			}
			other = true
		}
	}
	return named && other
}

// ofTwoDocuments checks that a day and a person whom a sentence tells together
// stand in one document: the day of one and the person of another make a third
// thing.
func (c *Checker) ofTwoDocuments(r *reading, e *evidence) Reason {
	for _, d := range r.days {
		if !d.fixed() || r.besideDocument(d) {
			continue
		}
		dated := e.titles(func(x *reading) bool { return slices.ContainsFunc(x.days, d.at) })
		for _, p := range r.persons() {
			naming := e.titles(func(x *reading) bool {
				return slices.ContainsFunc(x.persons(), func(q person) bool { return r.samePerson(p, x, q) })
			})
			if len(dated) > 0 && len(naming) > 0 && !shares(dated, naming) {
				return r.blame(p.first, p.last, Misplaced)
			}
		}
	}
	return ""
}

// titles gives the titles of the documents of which a passage, or its headings,
// are such.
func (e *evidence) titles(such func(*reading) bool) (out []string) {
	for k, p := range e.passages {
		if such(e.texts[k]) || such(e.meta[k]) {
			out = append(out, p.Title)
		}
	}
	return out
}
