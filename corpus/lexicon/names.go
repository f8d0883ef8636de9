package lexicon

import (
	"unicode/utf8"

	"vanthu/corpus/lang"
)

// NameKind opens the terms that a text is found by for the names it may have,
// in whatever script: of each run of words that may be one, all up to
// NameWords together. Behind it stands a key of lang.Name.
const NameKind = "name."

// NameWords is how many words of a name a text is found by at most: the first
// ones of a longer name. nameConsonants is how many consonants they have at
// least.
const (
	NameWords      = 3
	nameConsonants = 3
)

// shortName is the greatest number of letters of a word that is also part of
// a name where its script has no capitals and a concept knows it: מין is a
// sort, and Minh.
const shortName = 5

// ShortName reports a word of a script without capitals that may be part of a
// name though it is a word of the language.
func ShortName(word string) bool { return utf8.RuneCountInString(word) <= shortName }

// nameTerms appends the terms of the names that a text may have: words in
// capitals, and where a script has none, words that no concept knows, with
// short ones beside them that one does. unknown and known are those, by the
// byte they begin at, with the one behind them.
func nameTerms(out []string, text string, unknown, known map[int]int) []string {
	told := func(w lang.NameWord) bool { return w.Cased || allUnknown(unknown, text, w) }
	for _, run := range lang.NameRuns(lang.NameWords(text), func(w lang.NameWord) bool {
		if w.Cased {
			return w.Capital
		}
		return told(w) || known[w.Start] == w.End && ShortName(text[w.Start:w.End])
	}) {
		words := make([]string, len(run))
		for i, w := range run {
			words[i] = text[w.Start:w.End]
		}
		for i := range words {
			for n := 1; n <= NameWords && i+n <= len(words); n++ {
				if !mostly(run[i:i+n], told) {
					continue
				}
				for _, key := range lang.ReadName(words[i : i+n]...).Keys(nameConsonants) {
					out = append(out, NameKind+key)
				}
			}
		}
	}
	return out
}

// allUnknown reports a word of a name that no concept knows, in none of the
// parts that an apostrophe leaves of it.
func allUnknown(unknown map[int]int, text string, w lang.NameWord) bool {
	for at := w.Start; at < w.End; {
		start, end, ok := lang.NextWord(text, at)
		if !ok || start >= w.End {
			return at > w.Start
		}
		if unknown[start] != end {
			return false
		}
		at = end
	}
	return true
}

// mostly reports words at least half of which are told from others.
func mostly(words []lang.NameWord, told func(lang.NameWord) bool) bool {
	n := 0
	for _, w := range words {
		if told(w) {
			n++
		}
	}
	return n > 0 && 2*n >= len(words)
}
