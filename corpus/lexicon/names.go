package lexicon

import (
	"vanthu/corpus/lang"
)

// NameKind opens the terms that a text is found by for the names it may have,
// in whatever script: of each run of words that may be one, all up to
// nameWords together. Behind it stands a key of lang.Name.
const NameKind = "name."

// nameWords is how many words are one name at most, nameConsonants how many
// consonants one has at least that a text is found by.
const (
	nameWords      = 4
	nameConsonants = 3
)

// nameTerms appends the terms of the names that a text may have: words in
// capitals, and where a script has none, words that no concept knows.
// unknown are those, by the byte they begin at.
func nameTerms(out []string, text string, unknown map[int]int) []string {
	for _, run := range lang.NameRuns(lang.NameWords(text), func(w lang.NameWord) bool {
		if w.Cased {
			return w.Capital
		}
		return allUnknown(unknown, text, w)
	}) {
		words := make([]string, len(run))
		for i, w := range run {
			words[i] = text[w.Start:w.End]
		}
		for i := range words {
			for n := 1; n <= nameWords && i+n <= len(words); n++ {
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
