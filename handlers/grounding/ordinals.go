package grounding

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"vanthu/corpus/extract"
	"vanthu/corpus/lang"
	"vanthu/corpus/lexicon"
)

// ordinal is a number that tells which of several something is, in figures,
// letters or words: 13th, XIII, thirteenth. A plain one is no more than a number
// beside a noun, as in conference 13.
type ordinal struct {
	n           int
	first, last int  // words
	plain       bool // in figures, and no sign makes an ordinal of it
	taken       bool // its words tell no amount
}

// readWhich reads the Roman numbers and the ordinals of several words, whose words
// tell no amounts. Those in figures are read as amounts too.
func (r *reading) readWhich() {
	for _, m := range r.tongue.ordinals.find(r.words) {
		if n, _ := strconv.Atoi(m.Value); !r.taken[m.First] {
			r.ordinals = append(r.ordinals, ordinal{n: n, first: m.First, last: m.First + m.Len - 1, taken: true})
			r.take(m.Start, m.End)
		}
	}
	for i, w := range r.words {
		if r.taken[i] {
			continue
		}
		raw := r.text[w.Start:w.End]
		if n := romanNumber(raw); n > 0 {
			if i > 0 && r.spaced(i-1, i) && slices.Contains(r.tongue.claims.OrdinalSigns, strings.ToLower(r.text[r.words[i-1].Start:r.words[i-1].End])+"-") {
				r.taken[i-1] = true // thứ XIV
			}
			r.ordinals = append(r.ordinals, ordinal{n: n, first: i, last: i, taken: true})
			r.take(w.Start, w.End)
		} else if n, of := r.figures(i, raw); n > 0 {
			r.ordinals = append(r.ordinals, ordinal{n: n, first: i, last: i, plain: !of})
		} else if n := r.ordinal(i); n > 0 && !r.digits(i) && utf8.RuneCountInString(raw) > 2 {
			r.ordinals = append(r.ordinals, ordinal{n: n, first: i, last: i})
		}
	}
}

// mostRoman is the greatest number that is read in Roman letters: others are rather
// abbreviations.
const mostRoman = 39

// romanNumber reads a number of at least two Roman letters; 0 where it is none.
func romanNumber(raw string) int {
	if len(raw) < 2 || strings.Trim(raw, "IVX") != "" {
		return 0
	}
	for n := 2; n <= mostRoman; n++ {
		if raw == strings.Repeat("X", n/10)+romanUnits[n%10] {
			return n
		}
	}
	return 0
}

var romanUnits = [...]string{"", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"}

// figures reads a number in figures; of tells that a sign makes it an ordinal: 13e,
// ה-13, thứ 13.
func (r *reading) figures(i int, raw string) (n int, of bool) {
	end := strings.IndexFunc(raw, func(c rune) bool { return !unicode.IsDigit(c) })
	if end < 0 {
		end = len(raw)
	}
	n, err := strconv.Atoi(raw[:end])
	if err != nil || end > 2 {
		return 0, false
	}
	signs := r.tongue.claims.OrdinalSigns
	if end < len(raw) {
		if !slices.Contains(signs, "-"+strings.ToLower(raw[end:])) {
			return 0, false
		}
		return n, true
	}
	if i > 0 {
		front := strings.ToLower(r.text[r.words[i-1].Start:r.words[i].Start])
		of = slices.Contains(signs, strings.TrimSpace(strings.TrimRight(front, "-"))+"-")
	}
	if i+1 < len(r.words) {
		gap := r.gap(i + 1)
		of = of || gap == "-" && slices.Contains(signs, "-"+r.words[i+1].Folded) || gap == "." && slices.Contains(signs, "-.") && !r.name(i+1)
	}
	return n, of
}

// whichWords is how far from a number the noun stands of which it tells which one.
const whichWords = 3

// nounsOf gives the words that may be the noun of an ordinal: in front of it where
// adjectives stand behind, else behind it, or straight in front.
func (r *reading) nounsOf(w ordinal) (out []int) {
	front := 1
	if r.tongue.claims.NounFirst {
		front = whichWords
	}
	for i := w.first - 1; i >= 0 && i >= w.first-front && !r.parted(i, i+1) && !r.whichAt(i); i-- {
		if !r.taken[i] && len(r.at[i]) > 0 {
			out = append(out, i)
		}
	}
	if r.tongue.claims.NounFirst || w.plain {
		return out
	}
	for i := w.last + 1; i < len(r.words) && i <= w.last+whichWords && (!r.parted(i-1, i) || i == w.last+1 && r.gap(i) == ".") && !r.whichAt(i); i++ {
		if !r.taken[i] && len(r.at[i]) > 0 {
			out = append(out, i)
		}
	}
	return out
}

// whichAt reports whether a word is one of an ordinal that is taken.
func (r *reading) whichAt(i int) bool {
	return r.taken[i] && slices.ContainsFunc(r.ordinals, func(w ordinal) bool { return w.first <= i && i <= w.last && !w.plain })
}

// tellsWhich reports whether the passages have an ordinal of the same noun, however
// it is written, or the same word.
func (e *evidence) tellsWhich(r *reading, w ordinal) bool {
	nouns := r.nounsOf(w)
	for _, x := range e.all() {
		for _, have := range x.ordinals {
			if have.n != w.n || have.plain && w.plain {
				continue
			}
			there := x.nounsOf(have)
			if r.tongue.tag == x.tongue.tag && r.words[w.first].Folded == x.words[have.first].Folded && !w.plain && !have.plain {
				return true
			}
			if slices.ContainsFunc(nouns, func(i int) bool {
				return slices.ContainsFunc(there, func(j int) bool { return r.meets(i, x, j) })
			}) {
				return true
			}
		}
	}
	return false
}

// whiches checks the ordinals that tell no amounts.
func (c *Checker) whiches(r *reading, e *evidence) Reason {
	for _, w := range r.ordinals {
		if w.taken && !e.tellsWhich(r, w) {
			return r.blame(w.first, w.last, NoNumber)
		}
	}
	return ""
}

// addOrdinals adds the ordinals of one word and of several.
func (t *tongue) addOrdinals(add func(p *phrases, value string, phrases []string)) {
	t.nth = map[string]int{}
	for _, n := range slices.Sorted(maps.Keys(t.claims.Ordinals)) {
		add(t.ordinals, strconv.Itoa(n), t.claims.Ordinals[n])
	}
	for _, n := range slices.Sorted(maps.Keys(t.words.Times.Ordinals)) {
		for _, name := range t.words.Times.Ordinals[n] {
			for _, form := range lexicon.Forms(name) {
				if words := lang.Words(form); len(words) > 1 {
					t.nths = append(t.nths, nth{n, forms(words)})
					if n > weekdays {
						add(t.ordinals, strconv.Itoa(n), []string{form})
					}
					continue
				}
				t.nth[lang.Fold(form)] = n
				if stem := lang.Stem(t.tag, lang.Fold(form)); t.nth[stem] == 0 {
					t.nth[stem] = n
				}
			}
		}
	}
}

// weekdays is how many days of the week languages tell by ordinals: thứ hai is Monday.
const weekdays = 7

// ordinal reads a word that tells which of several: 3, III, third.
func (r *reading) ordinal(i int) int {
	word := r.words[i].Folded
	if n := slices.Index(romanUnits[:5], strings.ToUpper(word)); n > 0 {
		return n
	}
	if n := r.tongue.nth[word]; n > 0 {
		return n
	}
	if n := r.tongue.nth[lang.Stem(r.tongue.tag, word)]; n > 0 && len(word) > 4 {
		return n
	}
	for _, name := range r.tongue.nths {
		if n := len(name.words); i >= n-1 && slices.Equal(name.words, forms(r.words[i-n+1:i+1])) {
			return name.n
		}
	}
	if n, err := strconv.Atoi(word); err == nil {
		return n
	}
	if n := r.tongue.numbers[marked(r.words[i])].value; n > 0 && i > 0 && r.tongue.opensOrdinal(r.words[i-1]) {
		return n
	}
	return 0
}

// nth is an ordinal of several words.
type nth struct {
	n     int
	words []string
}

// forms gives words with their marks.
func forms(words []lang.Word) (out []string) {
	for _, w := range words {
		out = append(out, marked(w))
	}
	return out
}

// opensOrdinal reports whether a word makes an ordinal of the number behind it:
// thứ.
func (t *tongue) opensOrdinal(w lang.Word) bool {
	return slices.ContainsFunc(t.nths, func(name nth) bool { return len(name.words) == 2 && name.words[0] == marked(w) })
}

// namedNumber reports whether a number behind a noun is written as a name is, with a nought in
// front: it counts nothing, as in Project 06.
func (r *reading) namedNumber(a amount) bool {
	raw := r.text[r.words[a.first].Start:r.words[a.last].End]
	return a.unit == "" && a.first > 0 && len(raw) > 1 && raw[0] == '0' && strings.Trim(raw, "0123456789") == "" && r.thing(a.first-1) && r.spaced(a.first-1, a.first)
}

// namesNumber reports whether the passages have such a number behind the same noun.
func (e *evidence) namesNumber(r *reading, a amount) bool {
	return r.namedNumber(a) && slices.ContainsFunc(e.all(), func(x *reading) bool {
		return slices.ContainsFunc(x.amounts, func(have amount) bool {
			return have.value == a.value && x.namedNumber(have) && r.meets(a.first-1, x, have.first-1)
		}) || slices.ContainsFunc(x.docs, func(n extract.Number) bool {
			first, _ := x.within(n.Start, n.End)
			return strings.TrimLeft(strings.TrimPrefix(n.Key, "#"), "0") == a.value && (r.meets(a.first-1, x, first) || first > 0 && r.meets(a.first-1, x, first-1))
		})
	})
}

// tellsNth reports whether a number of a sentence is an ordinal of the passages.
func (e *evidence) tellsNth(r *reading, a amount) bool {
	return a.unit == "" && slices.ContainsFunc(r.ordinals, func(w ordinal) bool { return w.first == a.first && e.tellsWhich(r, w) }) || e.ranks(r, a)
}

// ranks reports whether a number straight behind a thing is an ordinal of the same thing in
// the passages: alarm level three, the third level.
func (e *evidence) ranks(r *reading, a amount) bool {
	return r.numbers(a) && slices.ContainsFunc(e.texts, func(x *reading) bool {
		return slices.ContainsFunc(x.ordinals, func(have ordinal) bool {
			return !have.plain && strconv.Itoa(have.n) == a.value && slices.ContainsFunc(x.nounsOf(have), func(j int) bool {
				return r.meets(a.first-1, x, j) || a.first > 1 && r.spaced(a.first-2, a.first-1) && r.meets(a.first-2, x, j)
			})
		})
	})
}
