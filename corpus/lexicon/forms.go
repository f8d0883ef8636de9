package lexicon

import (
	"slices"

	"vanthu/corpus/lang"
)

// forms are the forms by which a word of a text is looked up among the words
// of concepts, the nearest to it first.
type forms struct {
	first    string
	others   []string
	clipped  string   // without a prefix: the first word of a name of several words; empty: none
	verbs    []string // where no concept is found under the others: of a verb, alone
	function bool     // it is a function word, found as it is written only
}

func (f forms) has(text string) bool {
	return f.first == text || slices.Contains(f.others, text)
}

// base gives the form of a concept's word that words of texts are compared
// with.
func (w *wordings) base(tag, folded string) string {
	if w.strict {
		if ending := lang.Unprefixed(tag, folded); ending != nil {
			return ending[0]
		}
	}
	return stem(tag, folded)
}

// forms gives the forms of a text's word. Where a language writes prefixes
// onto words, only the text's word has any: a concept's word that begins with
// the same letter keeps it.
func (w *wordings) forms(tag, folded string) forms {
	if !w.strict {
		return forms{first: stem(tag, folded), verbs: inflected(tag, folded)}
	}
	if all := lang.Unprefixed(tag, folded); all != nil {
		return forms{first: all[0], others: all[1:], clipped: lang.Clipped(tag, folded)}
	}
	f := forms{first: stem(tag, folded), clipped: lang.Clipped(tag, folded)}
	for _, p := range lang.Participle(tag, folded) {
		f.others = append(f.others, stem(tag, p))
	}
	return f
}
