package answer

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"vanthu/corpus/lang"
	"vanthu/corpus/lexicon"
	"vanthu/index"
)

// typoLetters is the least number of letters of a word that is taken for
// another one which it differs from in one place: shorter ones are often both
// words, as "stoelen" and "stelen" are.
const typoLetters = 8

// formLetters is how many letters at the end of a long word tell its forms
// apart.
const formLetters = 2

// spelling are the words of concepts, by language and number of letters, for
// telling which one a mistyped word means.
type spelling map[string]map[int][]string

func newSpelling(c *lexicon.Concepts) spelling {
	s := spelling{}
	if c == nil {
		return s
	}
	for _, concept := range c.All() {
		for tag, phrases := range concept.Words {
			tag, _ := lang.Tag(tag)
			if !lang.Spelled(tag) {
				continue
			}
			if s[tag] == nil {
				s[tag] = map[int][]string{}
			}
			for _, phrase := range phrases {
				for _, w := range lang.Words(phrase) {
					if n := utf8.RuneCountInString(w.Folded); n >= typoLetters {
						s[tag][n] = append(s[tag][n], w.Folded)
					}
				}
			}
		}
	}
	for _, sizes := range s {
		for n, words := range sizes {
			slices.Sort(words)
			sizes[n] = slices.Compact(words)
		}
	}
	return s
}

// meant gives the word that a mistyped one means: the only one from
// which it differs by a letter less, more, in its neighbour's place, or, inside a
// long word, by another letter: elsewhere it may make another form of a word; "" where there
// is none, or the word itself is one.
func (s spelling) meant(tag, folded string) string {
	n := utf8.RuneCountInString(folded)
	if n < typoLetters {
		return ""
	}
	if _, known := slices.BinarySearch(s[tag][n], folded); known {
		return ""
	}
	best := ""
	typed := []rune(folded)
	for size := n - 1; size <= n+1; size++ {
		for _, w := range s[tag][size] {
			if lang.Stem(tag, w) == lang.Stem(tag, folded) {
				return ""
			}
			if w[0] != folded[0] || lang.Distance(typed, []rune(w), 1) != 1 || size == n && !sameLetters(typed, []rune(w)) && !inside(typed, []rune(w)) {
				continue
			}
			if best != "" && lang.Stem(tag, best) != lang.Stem(tag, w) {
				return ""
			}
			best = w
		}
	}
	return best
}

// retyped gives a question with its mistyped words as they were meant; ""
// where none is. A word that stands in any document is none.
func (a *Answerer) retyped(u Understood, res index.Result) string {
	return a.reworded(u, res, func(w index.Token) string { return a.spelling.meant(u.Language, w.Folded) })
}

// placed gives a question with the names of places for their adjectives, where
// no document has those; "" where there is none.
func (a *Answerer) placed(u Understood, res index.Result) string {
	return a.reworded(u, res, func(w index.Token) string { return a.place(u, w) })
}

// reworded gives a question with other words for those that stand in no
// document; "" where there is none.
func (a *Answerer) reworded(u Understood, res index.Result, other func(index.Token) string) string {
	counts := map[string]int{}
	for _, t := range res.Words {
		counts[t.Term] = max(t.Windows, t.Folded)
	}
	out, at, changed := "", 0, false
	for _, w := range u.content {
		if counts[w.Stem] > 0 || w.or != nil || a.isWord(u.Text[w.Start:w.End], u.Language) {
			continue
		}
		if word := other(w.Token); word != "" {
			out, at, changed = out+u.Text[at:w.Start]+word, w.End, true
		}
	}
	if !changed {
		return ""
	}
	return out + u.Text[at:]
}

// place gives the name that a word in capitals may be the adjective of; "" where
// it has no ending of one.
func (a *Answerer) place(u Understood, w index.Token) string {
	word := u.Text[w.Start:w.End]
	if r, _ := utf8.DecodeRuneInString(word); !unicode.IsUpper(r) {
		return ""
	}
	for _, e := range a.lexicon.Language(u.Language).OfPlaces {
		if name, ok := strings.CutSuffix(word, e); ok && utf8.RuneCountInString(name) >= placeLetters {
			return name
		}
	}
	return ""
}

// placeLetters is how many letters the name of a place has at least that an
// adjective is made of.
const placeLetters = 4

// isWord reports a word that concepts know as a whole, not only by its parts:
// mistyped ones fall into parts too.
func (a *Answerer) isWord(word, tag string) bool {
	return slices.ContainsFunc(a.concepts.Sayings(word, tag), func(s lexicon.Saying) bool { return s.Own > 0 })
}

// inside reports two long words of the same length that differ in front of
// their last letters, which are those that make forms of a word.
func inside(a, b []rune) bool {
	end := len(a) - formLetters
	return len(a) > typoLetters && slices.Equal(a[end:], b[end:])
}

func sameLetters(a, b []rune) bool {
	a, b = slices.Clone(a), slices.Clone(b)
	slices.Sort(a)
	slices.Sort(b)
	return slices.Equal(a, b)
}
