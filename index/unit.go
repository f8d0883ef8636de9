package index

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// Unit is one thing that a question is about: a word, or a run of words that
// name a document, a day or an agency in whatever language.
type Unit struct {
	Words  []string   // stems of its words, all of which count together
	Or     [][]string // other wordings that count as well: what an abbreviation stands for
	Key    string     // what a text may hold in place of the words; empty for a plain word
	Weight float64    // how much it tells: the rarer, the more
}

// Rarity weighs a term that n of all windows hold: the inverse document
// frequency of BM25.
func Rarity(n, all int) float64 {
	return math.Log(1 + (float64(all-n)+0.5)/(float64(n)+0.5))
}

// Units is what a question is about, ready to be looked for in texts.
type Units struct {
	Tag   string
	List  []Unit
	Pairs map[string]float64 // pairs of neighbouring content words, where the language has them, with their weights
}

// unitPair is two neighbouring words of Units.Pairs.
type unitPair struct {
	first, second string
	weight        float64
}

// sortedPairs gives the pairs in the order of their words: in that of a map,
// the last digit of a sum would change from call to call, and with it the
// order of windows that are alike.
func (u Units) sortedPairs() []unitPair {
	out := make([]unitPair, 0, len(u.Pairs))
	for p, weight := range u.Pairs {
		first, second, _ := strings.Cut(p, " ")
		out = append(out, unitPair{first, second, weight})
	}
	slices.SortFunc(out, func(a, b unitPair) int {
		return cmp.Or(strings.Compare(a.first, b.first), strings.Compare(a.second, b.second))
	})
	return out
}

// Coverage tells how much of a question a text holds.
type Coverage struct {
	Words float64 // share of the units' weight, 0 to 1
	Pairs float64 // share of the pairs' weight; equals Words where there are none
	Count int     // units found
	Held  []bool  // which, by their place in Units.List
	share float64
}

// Share is the coverage as one figure, 0 to 1.
func (c Coverage) Share() float64 { return c.share }

// pairWeight is how much a pair of words counts beside its two words: single
// syllables turn up everywhere, pairs mean something.
const pairWeight = 1.0

// Cover tells how much of the question the words of a text, and the keys
// found in it, hold.
func (u Units) Cover(tokens []Token, keys map[string]bool) Coverage {
	return u.Reader().Cover(tokens, keys)
}

// Reader covers one text after the other, faster than Units.Cover each. It is
// not safe for concurrent use.
type Reader struct{ look *seeker }

// Reader makes a reader.
func (u Units) Reader() Reader { return Reader{u.seek(nil)} }

// Cover tells what Units.Cover tells.
func (r Reader) Cover(tokens []Token, keys map[string]bool) Coverage {
	r.look.spare = r.look.appendPlaces(r.look.spare[:0], tokens)
	if keys == nil {
		return r.look.cover(r.look.spare, nil)
	}
	return r.look.cover(r.look.spare, func(k string) bool { return keys[k] })
}

// share gives part as a share of all, which adding up in another order may
// have left a little smaller.
func share(part, all float64) float64 { return min(1, part/all) }

// Near gives, for runs of words that stand close together, how tightly a
// text holds the question: the largest share of the units within any stretch
// of span words.
func (u Units) Near(tokens []Token, span int) float64 {
	s := u.seek(nil)
	return s.near(s.places(tokens), span)
}

// Matches gives the words of a text that a question's units name, as places
// in tokens.
func (u Units) Matches(tokens []Token) []int {
	words := map[string]bool{}
	for _, unit := range u.List {
		for _, wording := range append([][]string{unit.Words}, unit.Or...) {
			for _, w := range wording {
				words[w] = true
			}
		}
	}
	var out []int
	for i, t := range tokens {
		if words[t.Stem] {
			out = append(out, i)
		}
	}
	return out
}

// MarkedAlike gives the share of the question's marked words that a text
// holds with the same marks: typed marks are preferred, never required.
func MarkedAlike(question, text []Token) float64 {
	have := map[string]bool{}
	for _, t := range text {
		if t.Marked != "" {
			have[t.Marked] = true
		}
	}
	n, held := 0, 0
	for _, t := range question {
		if t.Marked != "" {
			n++
			if have[t.Marked] {
				held++
			}
		}
	}
	if n == 0 {
		return 1
	}
	return float64(held) / float64(n)
}
