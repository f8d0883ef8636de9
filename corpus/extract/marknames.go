package extract

import (
	"slices"
	"strings"

	"vanthu/corpus"
	"vanthu/corpus/lang"
	"vanthu/corpus/lexicon"
)

// NameMark opens the marks of names of persons, places and works, by how they
// sound: behind it stands a key of lang.Name.
const NameMark = "name:"

// How many consonants a name has at least that is a mark: two words, and one
// alone, as Russian joins the syllables of Vietnamese.
const (
	pairConsonants = 3
	wordConsonants = 4
)

// mostNameKeys is how many keys a name has at most: one with more may be read as
// nearly anything.
const mostNameKeys = 4

// mostNameMarks is how many names of a document are marks, the first ones.
const mostNameMarks = 40

// nameMarks gives the marks of the names in a text, outside its bodies and what
// else is known in it: two words side by side, or a long one where syllables are
// joined; a long word of other languages may be one of trade: Cartography.
func (r *dutyReader) nameMarks(text string, bodies, others []corpus.Span) []string {
	syllables, joined := r.doc.Language == "vi", r.doc.Language == "ru" // which are words as well, and which are written as one
	unknown := func(w lang.NameWord) bool {
		return syllables || !r.x.knows(r.doc.Language, lang.Fold(text[w.Start:w.End]))
	}
	runs := lang.NameRuns(lang.NameWords(text), func(w lang.NameWord) bool {
		within := func(s corpus.Span) bool { return w.Start < s.End && s.Start < w.End }
		if slices.ContainsFunc(bodies, within) || slices.ContainsFunc(others, within) {
			return false
		}
		if w.Cased {
			return w.Capital && !w.Opens
		}
		return unknown(w) || lexicon.ShortName(text[w.Start:w.End])
	})
	var out []string
	put := func(least int, words ...string) {
		if keys := lang.ReadName(words...).Keys(least); len(keys) <= mostNameKeys {
			for _, key := range keys {
				out = append(out, NameMark+key)
			}
		}
	}
	for _, run := range runs {
		if slices.ContainsFunc(bodies, func(s corpus.Span) bool {
			return run[0].Cased && s.End <= run[0].Start && strings.TrimSpace(text[s.End:run[0].Start]) == ""
		}) {
			continue // of who holds the office: the office tells as much
		}
		for i, w := range run {
			word, strange := text[w.Start:w.End], unknown(w)
			if strange && joined {
				put(wordConsonants, word)
			}
			if i+1 < len(run) && (strange && (w.Cased || unknown(run[i+1])) || w.Cased && unknown(run[i+1])) {
				put(pairConsonants, word, text[run[i+1].Start:run[i+1].End])
			}
		}
	}
	return out
}
