package lexicon

import (
	"cmp"
	"slices"
	"strings"

	"vanthu/corpus/lang"
)

// Gap is a word that no concept has.
type Gap struct {
	Language string `json:"language"`
	Word     string `json:"word"`    // its most frequent form, in lower case
	Texts    int    `json:"texts"`   // passages that hold it
	Asked    int    `json:"asked"`   // questions that hold it
	Example  string `json:"example"` // around its first place
}

// Gaps counts the words of texts that no concept has. Forms of one word count
// together. In Vietnamese, where a syllable alone says little, neighbouring
// ones count as one word of two.
type Gaps struct {
	concepts *Concepts
	words    map[[2]string]*gap // language, stem
}

type gap struct {
	Gap
	forms map[string]int
}

// NewGaps begins to count.
func NewGaps(c *Concepts) *Gaps { return &Gaps{concepts: c, words: map[[2]string]*gap{}} }

// Add counts the words of a text, each once.
func (g *Gaps) Add(text, tag string, asked bool) {
	here := map[string]bool{}
	last := Saying{End: -2}
	lastFree := false
	for _, s := range g.concepts.Sayings(text, tag) {
		free := len(s.Concepts) == 0
		if tag == "vi" {
			if free && lastFree && last.End+1 == s.Start {
				g.count(text, tag, last.Start, s.End, asked, here)
			}
		} else if free && !isName(text[s.Start:s.End]) {
			g.count(text, tag, s.Start, s.End, asked, here)
		}
		last, lastFree = s, free
	}
}

// isName reports a word that is written as an abbreviation: in capitals.
func isName(word string) bool {
	return len(word) > 1 && word == strings.ToUpper(word) && word != strings.ToLower(word)
}

func (g *Gaps) count(text, tag string, start, end int, asked bool, here map[string]bool) {
	form := strings.ToLower(text[start:end])
	key := stem(tag, lang.Fold(form))
	if here[key] {
		return
	}
	here[key] = true
	w := g.words[[2]string{tag, key}]
	if w == nil {
		w = &gap{Gap: Gap{Language: tag, Example: around(text, start, end)}, forms: map[string]int{}}
		g.words[[2]string{tag, key}] = w
	}
	w.forms[form]++
	if asked {
		w.Asked++
	} else {
		w.Texts++
	}
}

// around gives some words on both sides of a place.
func around(text string, start, end int) string {
	const reach = 30 // bytes
	from, to := max(0, start-reach), min(len(text), end+reach)
	for from > 0 && text[from] != ' ' {
		from--
	}
	for to < len(text) && text[to] != ' ' {
		to++
	}
	return strings.Join(strings.Fields(text[from:to]), " ")
}

// List gives the words that at least so many texts or questions hold, language
// by language, those asked for first, then the most frequent.
func (g *Gaps) List(least int) []Gap {
	var out []Gap
	for _, w := range g.words {
		if w.Texts+w.Asked < least {
			continue
		}
		for form, n := range w.forms {
			if best := w.forms[w.Word]; n > best || n == best && form < w.Word {
				w.Word = form
			}
		}
		out = append(out, w.Gap)
	}
	slices.SortFunc(out, func(a, b Gap) int {
		return cmp.Or(cmp.Compare(a.Language, b.Language), cmp.Compare(b.Asked, a.Asked), cmp.Compare(b.Texts, a.Texts), cmp.Compare(a.Word, b.Word))
	})
	return out
}
