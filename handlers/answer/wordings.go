package answer

import (
	"strings"

	"vanthu/corpus/lang"
)

// wordings finds phrases of a language among words. A star ends a word that
// may go on; letters that the language writes onto words may stand before the
// first one.
type wordings struct {
	whole   map[string][]wordingPhrase // by the first word
	open    []wordingPhrase            // whose first word may go on
	clitics []string
	marks   bool // words typed without marks match those with them
}

type wordingPhrase struct {
	parts []wordingPart
	value string
}

type wordingPart struct {
	folded, marked string
	open           bool
}

// said is a phrase found: what it stands for, and its words.
type said struct {
	value      string
	first, len int
}

func newWordings(tag string, clitics []string) *wordings {
	return &wordings{whole: map[string][]wordingPhrase{}, clitics: clitics, marks: tag == "vi"}
}

// add adds phrases that stand for value.
func (w *wordings) add(phrases []string, value string) {
	for _, s := range phrases {
		p := wordingPhrase{value: value}
		for _, word := range lang.Words(s) {
			p.parts = append(p.parts, wordingPart{folded: word.Folded, marked: marked(word), open: word.End < len(s) && s[word.End] == '*'})
		}
		switch {
		case len(p.parts) == 0:
		case p.parts[0].open:
			w.open = append(w.open, p)
		default:
			w.whole[p.parts[0].folded] = append(w.whole[p.parts[0].folded], p)
		}
	}
}

func marked(w lang.Word) string {
	if w.Marked != "" {
		return w.Marked
	}
	return w.Folded
}

// find gives the phrases among words, from the first to the last, without
// overlaps and without the words that are taken. At each word the longest
// phrase counts.
func (w *wordings) find(words []lang.Word, taken []bool) []said {
	var out []said
	for i := 0; i < len(words); {
		best := said{first: i}
		try := func(list []wordingPhrase, first string) {
			for _, p := range list {
				if n := len(p.parts); n > best.len && w.matches(p, words[i:], taken[i:], first) {
					best.value, best.len = p.value, n
				}
			}
		}
		folded := words[i].Folded
		try(w.whole[folded], folded)
		try(w.open, folded)
		for _, c := range w.clitics {
			if rest, ok := strings.CutPrefix(folded, c); ok && rest != "" && best.len == 0 {
				try(w.whole[rest], rest)
				try(w.open, rest)
			}
		}
		if best.len > 0 {
			out = append(out, best)
		}
		i += max(best.len, 1)
	}
	return out
}

func (w *wordings) matches(p wordingPhrase, words []lang.Word, taken []bool, first string) bool {
	if len(words) < len(p.parts) {
		return false
	}
	for i, part := range p.parts {
		have := words[i].Folded
		if i == 0 {
			have = first
		}
		switch {
		case taken[i], !part.open && have != part.folded, part.open && !strings.HasPrefix(have, part.folded):
			return false
		case w.marks && words[i].Marked != "" && words[i].Marked != part.marked && !strings.HasPrefix(words[i].Marked, part.marked):
			return false
		}
	}
	return true
}
