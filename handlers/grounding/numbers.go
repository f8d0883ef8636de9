package grounding

import (
	"slices"
	"strings"
	"unicode"

	"vanthu/corpus"
	"vanthu/corpus/extract"
	"vanthu/corpus/lang"
)

// numbers checks numbers with what they count and the bound they are.
func (c *Checker) numbers(r *reading, e *evidence) Reason {
	for _, a := range r.amounts {
		if e.tellsNth(r, a) || e.namesNumber(r, a) {
			continue
		}
		found := false
		why := NoNumber
		for _, x := range e.all() {
			for _, have := range x.amounts {
				if have.value != a.value {
					continue
				}
				why = NoUnit
				if have.unit == "" && a.bound == have.bound && a.bound != "" && (r.age(a) && (c.countsNothing(x, have) || x.age(have)) || a.unit == "" && x.age(have) && r.countsDoing(c, a)) {
					found = true // under 6 is under 6 years of age
				}
				if a.code() || strings.Contains(a.value, "×") && have.unit == a.unit {
					found = true // a code is one of its own, and so are two sides
				}
				if a.bound != "" && a.bound == have.bound && (a.unit == "year" && have.unit == "" || a.unit == "" && have.unit == "year") && (c.countsNothing(r, a) || r.age(a)) && (c.countsNothing(x, have) || x.age(have)) {
					found = true // under 14 is under 14 years of age
				}
				if a.bound != "" && a.bound == have.bound && a.unit == "" && have.unit == "" && c.countsNothing(r, a) && c.countsNothing(x, have) {
					found = true
				}
				if have.unit == a.unit && (bounded(a, have) || a.bound == "most" && lengths[a.unit] && x.inside(have)) && (a.unit != "" || r.counts(a, x, have)) && !(x.meta && a.unit == "" && e.numbered(r, a)) {
					found = true
				}
			}
		}
		if found && a.unit == "" && !a.code() && r.times(a) > e.times(r, a) {
			return r.blame(a.first, a.last, Misplaced) // 12 of two kinds is not 12 of each
		}
		if found && c.countsOther(r, a, e) {
			return r.blame(a.first, a.last, Misplaced)
		}
		if !found && a.unit == "" && c.dayNumber(a, e) {
			found = true
		}
		if !found && a.unit != "" && e.differs(r, a) {
			found = true
		}
		if !found && a.unit == "" && (e.documented(r, a) || e.ordinalOf(r, a)) {
			found = true
		}
		if !found && a.unit == "" && a.first == a.last && !r.digits(a.first) && len(r.at[a.first]) > 0 && e.held(r, a.first) {
			found = true // part of a phrase: a second time
		}
		if !found && a.code() && slices.ContainsFunc(r.at[a.first], func(id string) bool { return slices.Contains(generations, id) && e.speaksOf(id) }) {
			found = true // the fourth generation, for 4G
		}
		if n := r.ordinal(a.first); !found && a.unit == "" && a.first == a.last && n > 0 && !r.digits(a.first) && e.ordinals()[n] {
			found = true // the tenth session
		}
		if !found {
			return r.blame(a.first, a.last, why)
		}
	}
	return ""
}

// generations are the concepts of kinds of networks that a code or an ordinal tells.
var generations = []string{"plain.generation-4", "plain.generation-5"}

// countedWords is how many words that claim something behind a number tell what
// it counts.
const countedWords = 2

// countsOther reports whether a bare number counts something else than it does
// wherever the passages have it: forty kitchens, for one that serves forty
// schools.
func (c *Checker) countsOther(r *reading, a amount, e *evidence) bool {
	said := c.counted(r, a)
	if a.unit != "" || a.code() || len(said) == 0 || !slices.ContainsFunc(said, r.thing) {
		return false
	}
	other := false
	for _, x := range e.all() {
		for _, have := range x.amounts {
			if have.value != a.value {
				continue
			}
			there := append(c.counted(x, have), c.beside(x, have.first, -1)...)
			if have.unit != "" || len(there) == 0 || !slices.ContainsFunc(there, x.thing) {
				return false
			}
			if slices.ContainsFunc(said, func(i int) bool {
				return slices.ContainsFunc(there, func(j int) bool { return r.meets(i, x, j) })
			}) {
				return false
			}
			other = true
		}
	}
	return other
}

// counted gives the words behind a number that tell what it counts.
func (c *Checker) counted(r *reading, a amount) (out []int) {
	if r.tellsWhich(a) >= 0 {
		return nil
	}
	for i := a.last + 1; i < len(r.words) && len(out) < countedWords && !r.taken[i] && !r.parted(i-1, i); i++ {
		if c.content(r, i) {
			out = append(out, i)
		}
	}
	return out
}

// tellsWhich gives the word in front of a number behind a word such as "No.",
// which tells which one it is and counts nothing; -1 where none stands there.
func (r *reading) tellsWhich(a amount) int {
	i := a.first - 1
	if i < 0 {
		return -1
	}
	for _, word := range r.tongue.words.NumberWords {
		if strings.Contains(r.text[r.words[i].End:r.words[a.first].Start], word) {
			return i // № is no word
		}
		if lang.Fold(word) == r.words[i].Folded {
			return i - 1
		}
	}
	return -1
}

// times gives how often a text tells a bare number.
func (r *reading) times(a amount) (n int) {
	for _, have := range r.amounts {
		if have.unit == "" && have.value == a.value {
			n++
		}
	}
	return n
}

// times gives how often the passages, or one of their headings, do.
func (e *evidence) times(r *reading, a amount) (n int) {
	for _, x := range e.texts {
		n += x.times(a)
		if r.age(a) {
			n += len(slices.DeleteFunc(slices.Clone(x.amounts), func(have amount) bool { return have.value != a.value || have.unit != "year" }))
		}
	}
	for _, x := range e.meta {
		n = max(n, x.times(a))
	}
	return n
}

// documented reports whether a number goes on with a list of documents that the
// passages name: Resolutions 57, 59 and 66.
func (e *evidence) documented(r *reading, a amount) bool {
	i := a.first - 1
	for i >= 0 && (r.tongue.clauses[r.words[i].Folded] || r.startsAmount(i) && r.digits(i)) && !strings.ContainsAny(r.text[r.words[i].End:r.words[i+1].Start], ";.:()") {
		i--
	}
	if i >= 0 && e.resolves(r, i, a) {
		return true
	}
	return i >= 0 && (i < a.first-1 || r.commas(i, a.first)) && slices.ContainsFunc(r.docs, func(n extract.Number) bool {
		_, last := r.within(n.Start, n.End)
		return last == i && strings.HasPrefix(n.Key, "#")
	}) && slices.ContainsFunc(e.texts, func(x *reading) bool { return slices.Contains(extract.Keys(x.docs), "#"+a.value) })
}

// resolves reports whether the passages number a document of the kind that a
// sentence names in front of a number, whoever of it stands between: the
// resolutions of the Politburo 57.
func (e *evidence) resolves(r *reading, i int, a amount) bool {
	for ; i >= 0 && i >= a.first-near && !r.ends(i+1); i-- {
		if !slices.ContainsFunc(r.at[i], func(id string) bool { return strings.HasPrefix(id, "object.") }) {
			if r.bodyAt(r.words[i].Start) || r.light(i) {
				continue
			}
			return false
		}
		return slices.ContainsFunc(e.texts, func(x *reading) bool {
			return slices.ContainsFunc(x.docs, func(n extract.Number) bool {
				first, last := x.within(n.Start, n.End)
				return n.Key == "#"+a.value && slices.ContainsFunc(x.everyWord(), func(j int) bool { return j >= first-1 && j <= last && r.meets(i, x, j) })
			})
		})
	}
	return false
}

// ordinalOf reports whether a number stands behind what the passages count with
// an ordinal: conference 13, for the 13th conference.
func (e *evidence) ordinalOf(r *reading, a amount) bool {
	if !r.tongue.claims.NounFirst || a.bound != "" || a.first == 0 || r.parted(a.first-1, a.first) || !r.thing(a.first-1) {
		return false
	}
	for _, x := range e.texts {
		for _, have := range x.amounts {
			if strings.TrimFunc(have.value, func(c rune) bool { return !unicode.IsDigit(c) }) != a.value || have.unit != "" || have.bound != "" || !have.code() && !x.tongue.claims.NounFirst {
				continue
			}
			for j := max(0, have.first-adjacent); j <= min(len(x.words)-1, have.last+adjacent); j++ {
				for i := max(0, a.first-adjacent); i < a.first; i++ {
					if r.thing(i) && r.meets(i, x, j) {
						return true
					}
				}
			}
		}
	}
	return false
}

// shortWord is how many letters a word has at most that opens something else,
// where nothing is known that it means: are.
const shortWord = 3

// whole reports whether the words that follow one that a number counts stand
// in the evidence too: leading technology firms.
func (r *reading) whole(i int, x *reading) bool {
	if r.tongue.tag != x.tongue.tag {
		return true
	}
	for k := i + 1; k <= i+2 && k < len(r.words) && (len(r.at[k]) > 0 || len(r.words[k].Folded) > shortWord) && !r.light(k) && !r.taken[k] && !r.parted(k-1, k) && strings.ContainsFunc(r.words[k].Folded, unicode.IsLetter); k++ {
		found := false
		for j := range x.words {
			found = found || r.meets(k, x, j)
		}
		if !found && !(x.head != nil && r.metBy(k, x.head)) {
			return false
		}
	}
	return true
}

// age reports whether a number counts years of age.
func (r *reading) age(a amount) bool {
	for i := max(0, a.first-1); i <= a.last+1 && i < len(r.words); i++ { // לגיל 35
		if slices.Contains(r.at[i], ofAge) {
			return true
		}
	}
	return false
}

// countsNothing reports whether no word that claims something follows a number:
// under 6 to get one.
func (c *Checker) countsNothing(x *reading, have amount) bool {
	i := have.last + 1
	return i >= len(x.words) || x.parted(have.last, i) || !c.content(x, i)
}

// ofAge is the concept of years of age.
const ofAge = "plain.age"

// ordinals are the numbers that the passages spell: tenth.
func (e *evidence) ordinals() map[int]bool {
	out := map[int]bool{}
	for _, x := range e.texts {
		for i := range x.words {
			if n := x.ordinal(i); n > 0 && !x.digits(i) {
				out[n] = true
			}
		}
	}
	return out
}

// numbered reports whether the passages themselves have a number of what a bare
// number counts: article 25, under the title of article 26.
func (e *evidence) numbered(r *reading, a amount) bool {
	return slices.ContainsFunc(e.texts, func(x *reading) bool {
		return slices.ContainsFunc(x.amounts, func(have amount) bool { return have.unit == "" && r.counts(a, x, have) })
	})
}

// dayNumber reports whether a number that was not read as part of a day is
// part of one in the evidence: "Q4" for the fourth quarter is not.
func (c *Checker) dayNumber(a amount, e *evidence) bool {
	return len(a.value) == 4 && e.years()[a.value] && strings.Trim(a.value, "0123456789") == ""
}

func (e *evidence) years() map[string]bool {
	out := map[string]bool{}
	for _, x := range e.texts {
		for _, d := range x.days {
			for _, day := range [...]corpus.Day{d.First, d.Last} {
				if len(day) > 4 {
					out[string(day[:4])] = true
				}
			}
		}
	}
	return out
}

// countsDoing reports whether what stands behind a number tells what is done, so
// that the number counts nothing: who is under 14 files.
func (r *reading) countsDoing(c *Checker, a amount) bool {
	return c.countsNothing(r, a) || r.acts(a.last+1)
}

// inside reports whether a word such as "within" stands in front of a length of
// time: it is the most that may pass.
func (x *reading) inside(have amount) bool {
	return have.first > 0 && slices.Contains(x.tongue.words.Times.Within, x.words[have.first-1].Folded)
}

// bounded reports whether a number is told as the bound that it is.
func bounded(a, have amount) bool {
	switch {
	case a.bound == have.bound, a.bound == "least" && have.bound == "more", a.bound == "most" && have.bound == "less":
		return true
	case a.bound == "":
		return lengths[a.unit]
	}
	return false
}

// near is how many words around a number tell what it counts.
const near = 7

// numbers reports whether a bare number stands straight behind a thing of which it tells
// which one.
func (r *reading) numbers(a amount) bool {
	return a.unit == "" && a.bound == "" && a.first > 0 && r.spaced(a.first-1, a.first) && r.thing(a.first-1) && !r.taken[a.first-1] && !r.polar(a.first-1)
}

// counts reports whether a bare number counts the same as another: the word
// behind it, else that in front, stands near the other one too.
func (r *reading) counts(a amount, x *reading, have amount) bool {
	if r.numbers(a) && x.numbers(have) && r.meets(a.first-1, x, have.first-1) {
		return true // article 12
	}
	i := a.last + 1
	if next := slices.IndexFunc(r.amounts, func(b amount) bool {
		return b.first > a.last && (r.ranging(a.last, b.first) && b.first-a.last <= 2 || r.outOf(a.last, b.first))
	}); next >= 0 {
		a.last = r.amounts[next].last // 40 to 50 organisations, 40 of 50
		i = a.last + 1
	}
	for i < len(r.words) && i <= a.last+2 && r.light(i) {
		i++
	}
	if i >= len(r.words) || i > a.last+2 || r.taken[i] || r.parted(a.last, i) {
		i = a.first - 1
		for i >= 0 && i >= a.first-6 && (r.light(i) || r.taken[i]) {
			i--
		}
	}
	if which := r.tellsWhich(a); which >= 0 {
		i = which
	}
	if i < 0 || i >= len(r.words) {
		return true
	}
	from := max(0, have.first-near)
	for k := have.last + 1; k <= have.last+besides && k < len(x.words) && !x.parted(k-1, k); k++ {
		if x.tongue.those[phraseForm(x, k)] && !slices.ContainsFunc(r.bodies, func(m extract.Mention) bool {
			return m.ID != "" && !isPlace(m.ID) && !slices.ContainsFunc(x.bodies, func(o extract.Mention) bool { return o.ID == m.ID })
		}) {
			from = 0 // 400 of them
		}
	}
	for j := from; j <= min(len(x.words)-1, have.last+near); j++ {
		if r.meets(i, x, j) {
			return r.whole(i, x)
		}
	}
	return r.tongue.tag != x.tongue.tag && len(r.at[i]) == 0 && !r.name(i)
}
