package bleveindex

import (
	"slices"
	"strings"

	"vanthu/corpus/lang"
	"vanthu/index"
)

// Weights of the parts of a score, chosen on one half of the development
// questions of laws and checked on the other.
const (
	textWeight   = 1.0
	stemWeight   = 1.0
	foreignText  = 0.35 // folded words beside stems: names, numbers, other languages
	markedWeight = 0.35
	pairWeight   = 0.85
	keyWeight    = 2.0
	ownWeight    = 3.0
	asideWeight  = 0.15 // of words beside the matter
	extraWeight  = 0.7  // of further wordings, beside the question's own words
)

// maxTerms bounds the distinct words of a question that are searched, the
// rarest ones, and its pairs and keys; maxExtra bounds its further wordings
// and the words of one.
const (
	maxTerms = 48
	maxExtra = 16
)

// The ways in which a window's word counts as a word of the question.
const (
	asStem = iota
	asFold
	asWritten
	ways

	inPairs = -1 // not by itself: with other marks than those typed
)

// word is one word of the question.
type word struct {
	stem    string
	folds   []string // its folded forms in the question: several only where words have stems
	written []string // as typed; empty where marks may be missing
	own     bool     // of the question's own words, not only of a further wording
	weight  float64
	windows [ways]int     // that hold it, each way
	value   [ways]float64 // of an occurrence that is all there is
}

// pair is two neighbouring words of the question.
type pair struct {
	term    string
	first   int // words
	second  int
	key     uint32
	own     bool
	weight  float64
	windows int
	value   float64
}

// key is a key that was asked for, in one field.
type key struct {
	field, value string
	weight       float64
	asked        int        // place in the query's keys
	held         [][]uint32 // by segment: the windows, in order
	windows      int
	score        float64
}

// plan is a query made ready for scoring.
type plan struct {
	language string
	words    []word
	pairs    []pair
	keys     []key
}

// newPlan reads a query. All its words and pairs are in the plan; choose
// leaves those that are searched.
func newPlan(q index.Query) *plan {
	p := &plan{language: q.Language}
	tokens := index.Tokens(q.Text, q.Language)
	pairs := index.Pairs(q.Language)
	typed := typedMarks(tokens, pairs)
	at := map[string]int{}
	join := map[[2]int]int{}
	p.add(tokens, textWeight, pairWeight, pairs, typed, at, join)
	p.add(index.Tokens(q.Aside, q.Language), asideWeight, asideWeight*pairWeight, pairs, typed, at, join)
	for _, extra := range q.Extra[:min(len(q.Extra), maxExtra)] {
		more := index.Tokens(extra, q.Language)
		p.add(more[:min(len(more), maxTerms)], extraWeight, extraWeight, pairs, noMarks, at, join)
	}
	for i, k := range q.Keys[:min(len(q.Keys), maxTerms)] {
		p.keys = append(p.keys, key{field: fieldKey, value: k, weight: keyWeight, asked: i})
		if !strings.Contains(k, ":") { // a document's number
			p.keys = append(p.keys, key{field: fieldOwn, value: k, weight: ownWeight, asked: i})
		}
	}
	return p
}

// marks tells how a question was typed.
type marks int

const (
	noMarks   marks = iota
	someMarks       // words without marks may lack them
	allMarks        // words without marks have none
)

// wellTyped is the share of marked words from which a question counts as
// typed with all its marks. Vietnamese has marks on three syllables of four.
const wellTyped = 0.5

func typedMarks(tokens []index.Token, paired bool) marks {
	if !paired {
		return noMarks
	}
	marked, words := 0, 0
	for _, t := range tokens {
		if t.Marked != "" {
			marked++
		}
		if t.Folded[0] > '9' {
			words++
		}
	}
	switch {
	case marked == 0:
		return noMarks
	case float64(marked) < wellTyped*float64(words):
		return someMarks
	}
	return allMarks
}

// add takes in the words of a text. A word that is there already weighs more.
func (p *plan) add(tokens []index.Token, weight, pairs float64, paired bool, typed marks, at map[string]int, join map[[2]int]int) {
	last := -1
	here := map[int]bool{}
	for _, t := range tokens {
		i, known := at[t.Stem]
		if !known {
			i = len(p.words)
			at[t.Stem] = i
			p.words = append(p.words, word{stem: t.Stem})
		}
		w := &p.words[i]
		w.own = w.own || weight == textWeight
		if !here[i] {
			here[i] = true
			w.weight += weight
		}
		written := form(t.Word)
		if fold := lang.Fold(written); !slices.Contains(w.folds, fold) {
			w.folds = append(w.folds, fold)
		}
		if (typed == allMarks || typed == someMarks && t.Marked != "") && !slices.Contains(w.written, written) {
			w.written = append(w.written, written)
		}
		if paired && last >= 0 {
			if j, known := join[[2]int{last, i}]; !known {
				join[[2]int{last, i}] = len(p.pairs)
				a, b := p.words[last].folds[0], w.folds[0]
				p.pairs = append(p.pairs, pair{term: index.Pair(a, b), first: last, second: i, key: pairKey(wordHash(a), wordHash(b)), weight: pairs, own: weight == textWeight})
			} else if weight < textWeight && p.pairs[j].weight < pairs {
				p.pairs[j].weight = pairs
			}
		}
		last = i
	}
}

// way is how much a word counts, each way it is held, in a language.
func (p *plan) way() [ways]float64 {
	if index.Pairs(p.language) {
		return [ways]float64{asFold: textWeight, asWritten: markedWeight}
	}
	return [ways]float64{asStem: stemWeight, asFold: foreignText}
}

// choose keeps the rarest words and pairs that some window holds, at most
// maxTerms of the question's own and of further ones each, and weighs them.
func (p *plan) choose(all int) {
	number := make([]int, len(p.words)) // of each word among those kept, from 1
	order := make([]int, 0, len(p.words))
	for i, w := range p.words {
		if max(w.windows[asStem], w.windows[asFold]) > 0 {
			order = append(order, i)
		}
	}
	most := func(i int) int { return max(p.words[i].windows[asStem], p.words[i].windows[asFold]) }
	if len(order) > 2*maxTerms {
		slices.SortStableFunc(order, func(a, b int) int { return most(a) - most(b) })
		order = order[:2*maxTerms]
		slices.Sort(order)
	}
	weights := p.way()
	words := make([]word, 0, len(order))
	for _, i := range order {
		w := p.words[i]
		for k := range ways {
			if w.windows[k] > 0 && weights[k] > 0 {
				w.value[k] = w.weight * weights[k] * rarity(w.windows[k], all)
			}
		}
		words = append(words, w)
		number[i] = len(words)
	}
	p.words = words
	pairs := p.pairs[:0]
	for _, x := range p.pairs {
		if x.windows == 0 || number[x.first] == 0 || number[x.second] == 0 {
			continue
		}
		x.first, x.second = number[x.first]-1, number[x.second]-1
		x.value = x.weight * rarity(x.windows, all)
		pairs = append(pairs, x)
	}
	p.pairs = pairs
	if len(p.pairs) > 2*maxTerms {
		slices.SortStableFunc(p.pairs, func(a, b pair) int { return a.windows - b.windows })
		p.pairs = p.pairs[:2*maxTerms]
	}
	for i := range p.keys {
		if k := &p.keys[i]; k.windows > 0 {
			k.score = k.weight * rarity(k.windows, all)
		}
	}
}

// rarity is the inverse document frequency.
func rarity(n, all int) float64 { return index.Rarity(min(n, all), all) }

// The constants of BM25 (Robertson and Zaragoza, 2009): how soon more of a
// word tells no more, and how much longer windows have to hold more of it.
const (
	saturation = 1.2
	lengthened = 0.75
)

// damping is the part of BM25 that depends on a window's length alone.
func damping(length, average float64) float64 {
	return saturation * (1 - lengthened + lengthened*length/average)
}

// share is how much of its value a word gives that a window holds so often.
func share(frequency, damping float64) float64 {
	return frequency * (saturation + 1) / (frequency + damping)
}

// most is more than a word can add to a score.
func (w *word) most() float32 {
	sum := 0.0
	for _, v := range w.value {
		sum += v
	}
	return float32(sum*(saturation+1)) * (1 + 1e-5)
}

// most is more than a score can be.
func (p *plan) most() float32 {
	sum := float32(0)
	for i := range p.words {
		sum += p.words[i].most()
	}
	for i := range p.pairs {
		sum += float32(p.pairs[i].value*(saturation+1)) * (1 + 1e-5)
	}
	for i := range p.keys {
		sum += float32(p.keys[i].score) * (1 + 1e-5)
	}
	return sum
}
