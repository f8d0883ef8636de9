package grounding

import (
	"strings"

	"vanthu/corpus/lang"
	"vanthu/corpus/lexicon"
)

// phrases finds phrases in words with the same marks: what a model writes has
// them, and før is not for. Where folded is set, marks do not count: Hebrew and
// Arabic points.
type phrases struct {
	folded bool
	first  map[string][]phrase // by the first word
	open   []phrase            // of one word, which may go on
	closed []phrase            // of one word, in front of which letters may stand
}

type phrase struct {
	words []string
	value string
}

func newPhrases(folded bool) *phrases { return &phrases{folded: folded, first: map[string][]phrase{}} }

func (p *phrases) form(w lang.Word) string {
	if p.folded {
		return w.Folded
	}
	return marked(w)
}

// add adds a phrase; of two with the same words the first counts. A star ends a
// word that may go on, or opens one in front of which letters may stand.
func (p *phrases) add(text, value string) {
	var words []string
	for _, w := range lang.Words(text) {
		words = append(words, p.form(w))
	}
	switch {
	case len(words) == 0:
		return
	case len(words) == 1 && strings.HasSuffix(text, "*"):
		p.open = append(p.open, phrase{words, value})
		return
	case len(words) == 1 && strings.HasPrefix(text, "*"):
		p.closed = append(p.closed, phrase{words, value})
		return
	}
	list := p.first[words[0]]
	at := len(list)
	for at > 0 && len(list[at-1].words) < len(words) {
		at--
	}
	list = append(list, phrase{})
	copy(list[at+1:], list[at:])
	list[at] = phrase{words, value}
	p.first[words[0]] = list
}

// find gives the phrases in words, without overlaps; at each word the longest
// wins.
func (p *phrases) find(words []lang.Word) []lexicon.Match {
	var out []lexicon.Match
	for i := 0; i < len(words); i++ {
		form, found := p.form(words[i]), len(out)
		for _, f := range p.first[form] {
			if p.opens(f.words, words[i:]) {
				n := len(f.words)
				out = append(out, lexicon.Match{Value: f.value, Start: words[i].Start, End: words[i+n-1].End, First: i, Len: n})
				i += n - 1
				break
			}
		}
		if len(out) > found {
			continue
		}
		for _, f := range p.open {
			if strings.HasPrefix(form, f.words[0]) && len(out) == found {
				out = append(out, lexicon.Match{Value: f.value, Start: words[i].Start, End: words[i].End, First: i, Len: 1})
			}
		}
		for _, f := range p.closed {
			if strings.HasSuffix(form, f.words[0]) && len(out) == found {
				out = append(out, lexicon.Match{Value: f.value, Start: words[i].Start, End: words[i].End, First: i, Len: 1})
			}
		}
	}
	return out
}

func (p *phrases) opens(form []string, words []lang.Word) bool {
	if len(words) < len(form) {
		return false
	}
	for i, f := range form {
		if p.form(words[i]) != f {
			return false
		}
	}
	return true
}
