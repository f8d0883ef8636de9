package index

import (
	"vanthu/corpus/lang"
)

// Token is one word of a text as engines and the ranker know it.
type Token struct {
	lang.Word
	Stem string // equals Folded in languages without stemming
}

// Tokens takes a text apart into the words that are searched.
func Tokens(text, tag string) []Token {
	words := lang.Words(text)
	out := make([]Token, len(words))
	stems := lang.Stems(tag)
	for i, w := range words {
		out[i] = Token{Word: w, Stem: w.Folded}
		if stems {
			out[i].Stem = lang.Stem(tag, w.Folded)
		}
	}
	return out
}

// Pairs reports whether pairs of neighbouring words are searched in a
// language: in Vietnamese a word is one syllable, and most meanings take two.
func Pairs(tag string) bool { return tag == "vi" }

// Pair joins two neighbouring words as one term.
func Pair(a, b string) string { return a + " " + b }
