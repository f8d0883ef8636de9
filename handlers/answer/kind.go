package answer

import (
	"maps"
	"slices"

	"vanthu/corpus"
	"vanthu/corpus/lang"
	"vanthu/corpus/lexicon"
	"vanthu/index"
)

// kindWords are the kinds of things that questions of one language ask for,
// and by which words a text tells them; values are the kinds.
type kindWords struct {
	wordings, amounts, told *lexicon.Phrases
}

func newKindWords(tag string, kinds map[string]lexicon.Kind) kindWords {
	k := kindWords{lexicon.NewPhrases(), lexicon.NewPhrases(), lexicon.NewPhrases()}
	for _, kind := range slices.Sorted(maps.Keys(kinds)) {
		addAll(k.wordings, kinds[kind].Asked, kind)
		addAll(k.amounts, kinds[kind].AmountOf, kind)
		addInflected(k.told, tag, kinds[kind].Told, kind)
	}
	return k
}

// addInflected adds phrases that are to be found among stemmed words.
func addInflected(p *lexicon.Phrases, tag string, phrases []string, value string) {
	for _, phrase := range phrases {
		var joined string
		for _, w := range stemmed(index.Tokens(phrase, tag)) {
			joined += " " + w.Folded
		}
		if !lang.Stems(tag) { // marks tell words apart
			joined = phrase
		}
		p.Add(joined, value)
	}
}

// stemmed gives words by their stems, where the language has any.
func stemmed(tokens []index.Token) []lang.Word {
	words := make([]lang.Word, len(tokens))
	for i, t := range tokens {
		words[i] = t.Word
		if t.Stem != t.Folded {
			words[i].Folded, words[i].Marked = t.Stem, ""
		}
	}
	return words
}

// asked gives the kinds of things that a question asks for.
func (k kindWords) asked(words []lang.Word, quantity *lexicon.Phrases) []string {
	var out []string
	add := func(matches []lexicon.Match) {
		for _, m := range matches {
			out = append(out, m.Value)
		}
	}
	if k.wordings == nil {
		return nil
	}
	add(k.wordings.All(words))
	if len(quantity.Find(words)) > 0 {
		add(k.amounts.All(words))
	}
	return sortedUnique(out)
}

// tells reports whether a stretch of a document, with the headings above it,
// tells of a thing of the kind that a question asks for.
func (a *Answerer) tells(u Understood, d *corpus.Document, p corpus.Passage, start, end int) bool {
	if len(u.kinds) == 0 || a.inField(u, d, start, end) {
		return true
	}
	told := a.kinds[d.Language].told
	if told == nil {
		return false
	}
	for _, text := range [...]string{d.Text[start:end], p.Section} {
		for _, m := range told.All(stemmed(index.Tokens(text, d.Language))) {
			if slices.Contains(u.kinds, m.Value) {
				return true
			}
		}
	}
	return false
}
