package lexicon

import (
	"strings"

	"vanthu/corpus/lang"
)

// Phrases finds phrases of several words in a text, longest first.
type Phrases struct {
	first map[string][]phrase // first folded word → the phrases that start with it
}

type phrase struct {
	words []string // folded
	exact []string // with marks, where the phrase has any
	value string
}

// Match is a phrase found in a text.
type Match struct {
	Value      string
	Start, End int // bytes
	First, Len int // in words
}

// NewPhrases makes an empty set.
func NewPhrases() *Phrases { return &Phrases{first: map[string][]phrase{}} }

// Add adds a phrase that stands for value. A phrase that is written with
// marks matches text with the same marks and text without any.
func (p *Phrases) Add(words, value string) {
	var ph phrase
	for _, w := range lang.Words(words) {
		ph.words = append(ph.words, w.Folded)
		ph.exact = append(ph.exact, marked(w))
	}
	if len(ph.words) == 0 {
		return
	}
	ph.value = value
	list := append(p.first[ph.words[0]], ph)
	for i := len(list) - 1; i > 0 && len(list[i].words) > len(list[i-1].words); i-- {
		list[i], list[i-1] = list[i-1], list[i]
	}
	p.first[ph.words[0]] = list
}

func marked(w lang.Word) string {
	if w.Marked != "" {
		return w.Marked
	}
	return w.Folded
}

// Find gives the phrases in a text, from its first word to its last, without
// overlaps; at each word the longest phrase wins.
func (p *Phrases) Find(words []lang.Word) []Match {
	var out []Match
	for i := 0; i < len(words); i++ {
		for _, ph := range p.first[words[i].Folded] {
			if ph.matches(words[i:]) {
				last := words[i+len(ph.words)-1]
				out = append(out, Match{Value: ph.value, Start: words[i].Start, End: last.End, First: i, Len: len(ph.words)})
				i += len(ph.words) - 1
				break
			}
		}
	}
	return out
}

// All gives every phrase in a text, those that overlap too.
func (p *Phrases) All(words []lang.Word) []Match {
	var out []Match
	for i := range words {
		for _, ph := range p.first[words[i].Folded] {
			if ph.matches(words[i:]) {
				last := words[i+len(ph.words)-1]
				out = append(out, Match{Value: ph.value, Start: words[i].Start, End: last.End, First: i, Len: len(ph.words)})
			}
		}
	}
	return out
}

func (ph phrase) matches(words []lang.Word) bool {
	if len(words) < len(ph.words) {
		return false
	}
	for i, w := range ph.words {
		if words[i].Folded != w {
			return false
		}
		if words[i].Marked != "" && words[i].Marked != ph.exact[i] && strings.ContainsFunc(words[i].Marked, isMarkedLatin) {
			return false
		}
	}
	return true
}

func isMarkedLatin(r rune) bool { return r > 0x7f && r < 0x2000 && lang.FoldRune(r) < 0x80 }

// Expansions finds the short forms in a text; the value of a match is their
// long wordings, joined by ", ".
func (lx *Lexicon) Expansions() *Phrases {
	p := NewPhrases()
	for _, a := range lx.Abbreviations {
		for _, s := range a.Short {
			p.Add(s, strings.Join(a.Long, ", "))
		}
	}
	return p
}
