// Package procedures finds the procedure that a person means by the words
// people use for it: its title, what else it is called, who it is for and
// what comes out. It knows names only; what a procedure says stands in its
// document.
//
// A name is compared with a question by its words and, in languages whose
// words are syllables, their pairs, each weighed by its rarity among all
// names: the agreement is the weight that both share, over that weight and
// what either has alone (the index of Tversky, 1977, with weights). So of
// titles that hold all words of a question the one that says nothing else
// comes first.
package procedures

import (
	"cmp"
	"slices"
	"strings"

	"vanthu/corpus"
	"vanthu/corpus/extract"
	"vanthu/corpus/lang"
	"vanthu/index"
)

// Weights of the parts of a name and of a question.
const (
	pairWeight    = 0.7  // of a pair of words, beside its two words
	bracketWeight = 0.3  // of words in brackets: "(cấp tỉnh)"
	soundWeight   = 0.4  // of a word that only the marks tell apart
	typoWeight    = 0.8  // of a word that was mistyped
	softWeight    = 0.15 // of a word that questions are worded with and the name does not hold
	beyondWeight  = 0.2  // of a word that not the name, but who it is for or what comes out holds
	wordingCost   = 0.01 // of each further wording of a question

	// questionWeight is how much a word of the question counts that the name
	// lacks, against a word of the name that the question lacks: 0.5 is alike.
	questionWeight = 0.8
)

// Query is what is looked for.
type Query struct {
	Text     string
	Language string
	Viewer   corpus.Viewer
}

// Match is a procedure that fits a question.
type Match struct {
	Named
	Score  float64       // agreement of question and name, 0 to 1
	Share  float64       // of the weight of the words that the question is about, that the name holds
	Whole  float64       // of the weight of the name, that the question holds
	Asked  string        // the question in the words it was found with
	Within []corpus.Span // what of Asked is the name, in bytes
}

// Find gives the procedures that fit a question best, at most so many, the
// best first.
func (c *Catalogue) Find(q Query, limit int) []Match {
	if code := extract.ProcedureCode(q.Text); code != "" {
		if i, ok := c.codes[code]; ok && q.Viewer.Sees(c.entries[i].Visibility) {
			at := strings.Index(q.Text, code)
			return []Match{{Named: c.entries[i], Score: 1, Share: 1, Whole: 1, Asked: q.Text, Within: []corpus.Span{{Start: at, End: at + len(code)}}}}
		}
	}
	var best []Match
	for i, wording := range c.words.wordings(q.Text, q.Language) {
		found := c.find(wording, q, limit)
		for j := range found { // of wordings that agree alike, the first counts
			found[j].Score *= 1 - float64(i)*wordingCost
		}
		best = append(best, found...)
	}
	slices.SortStableFunc(best, func(a, b Match) int { return cmp.Compare(b.Score, a.Score) })
	seen := map[string]bool{}
	best = slices.DeleteFunc(best, func(m Match) bool {
		again := seen[m.ID]
		seen[m.ID] = true
		return again
	})
	return best[:min(limit, len(best))]
}

// Coded gives the procedure with a code that is told of in a language.
func (c *Catalogue) Coded(code, tag string, v corpus.Viewer) (Named, bool) {
	for _, e := range c.entries {
		if code != "" && e.Code == code && e.Language == tag && v.Sees(e.Visibility) {
			return e, true
		}
	}
	return Named{}, false
}

// asked is a question's words, ready to be compared.
type asked struct {
	text   string
	tokens []index.Token
	soft   []bool // it may be the wording of a question, and counts only where a name holds it
	marked bool   // it is typed with marks
}

// wanted is a term of a question.
type wanted struct {
	key    string
	marked string
	first  int // its tokens
	last   int
	soft   bool
	weight float64 // of the term, before rarity
}

func (c *Catalogue) find(q asked, query Query, limit int) []Match {
	var terms []wanted
	seen := map[string]bool{}
	add := func(w wanted) {
		if !seen[w.key] {
			seen[w.key] = true
			terms = append(terms, w)
		}
	}
	for i, t := range q.tokens {
		add(wanted{t.Stem, t.Marked, i, i, q.soft[i], 1})
		if index.Pairs(query.Language) && i > 0 {
			add(wanted{index.Pair(q.tokens[i-1].Stem, t.Stem), "", i - 1, i, q.soft[i] || q.soft[i-1], pairWeight})
		}
	}
	shared := make([]float64, len(c.names)) // weight that both share
	extra := make([]float64, len(c.names))  // of soft words that the name holds
	about, words := 0.0, 0.0                // weight of what the question is about; of its words alone
	soft := 0.0                             // weight of the words that it may only be worded with
	held := make([]float64, len(c.names))   // weight of those that the name holds
	unheld := map[int]float64{}             // by token
	for _, w := range terms {
		t, factor := c.terms[w.key], 1.0
		if t == nil && w.first == w.last && !w.soft {
			if near := c.nearest(w.key); near != nil {
				t, factor = near, typoWeight
			}
		}
		if t == nil {
			if !w.soft {
				weight := w.weight * index.Rarity(0, len(c.names))
				about += weight
				if w.first == w.last {
					words += weight
					unheld[w.first] = weight
				}
			}
			continue
		}
		weight := w.weight * t.rarity
		if w.soft {
			soft += weight
		} else {
			about += weight
			if w.first == w.last {
				words += weight
				unheld[w.first] = weight
			}
		}
		for _, p := range t.names {
			share := min(weight, t.rarity*p.weight) * factor
			if q.marked && w.first == w.last && p.marked != w.marked && factor == 1 {
				share *= soundWeight
			}
			shared[p.name] += share
			switch {
			case w.soft:
				extra[p.name] += share
			case w.first == w.last:
				held[p.name] += share
			}
		}
	}
	beyond := c.heldBeyond(q, unheld)
	type scored struct {
		name  int32
		score float64
	}
	byEntry := map[int32]scored{}
	for n := range c.names {
		if shared[n]-extra[n] <= 0 {
			continue
		}
		entry := c.names[n].entry
		missed := about + extra[n] + softWeight*(soft-extra[n]) - shared[n] // of the question
		beside := c.names[n].weight - shared[n]                             // of the name
		all := shared[n] + questionWeight*missed + (1-questionWeight)*beside
		score := min(1, (shared[n]+beyondWeight*beyond[entry]/2)/all)
		if have, ok := byEntry[entry]; !ok || score > have.score {
			byEntry[entry] = scored{int32(n), score}
		}
	}
	order := make([]int32, 0, len(byEntry))
	for e := range byEntry {
		order = append(order, e)
	}
	slices.SortFunc(order, func(a, b int32) int {
		return cmp.Or(cmp.Compare(byEntry[b].score, byEntry[a].score), cmp.Compare(a, b))
	})
	var out []Match
	for _, e := range order {
		if len(out) == limit {
			break
		}
		if !query.Viewer.Sees(c.entries[e].Visibility) {
			continue
		}
		best := byEntry[e]
		m := Match{Named: c.entries[e], Score: best.score, Asked: q.text, Within: c.within(q, best.name)}
		if weight := c.names[best.name].weight; weight > 0 {
			m.Whole = min(1, shared[best.name]/weight)
		}
		if words > 0 {
			m.Share = min(1, held[best.name]/words)
		}
		out = append(out, m)
	}
	return out
}

// heldBeyond gives, by entry, the weight of the question's words that its
// result or applicants hold.
func (c *Catalogue) heldBeyond(q asked, unheld map[int]float64) map[int32]float64 {
	out := map[int32]float64{}
	for i, weight := range unheld {
		for _, e := range c.beyond[q.tokens[i].Stem] {
			out[e] += weight
		}
	}
	return out
}

// within gives the runs of a question's words that stand in a name: two
// neighbours as in the name, or a word alone that is not the wording of
// questions.
func (c *Catalogue) within(q asked, n int32) []corpus.Span {
	holds := func(key string) bool {
		t := c.terms[key]
		if t == nil {
			return false
		}
		_, ok := slices.BinarySearchFunc(t.names, n, func(p posting, n int32) int { return cmp.Compare(p.name, n) })
		return ok
	}
	in := make([]bool, len(q.tokens))
	for i, t := range q.tokens {
		if !holds(t.Stem) {
			continue
		}
		if !q.soft[i] {
			in[i] = true
		}
		if i > 0 && holds(index.Pair(q.tokens[i-1].Stem, t.Stem)) {
			in[i-1], in[i] = true, true
		}
	}
	// A run of words that questions are worded with, apart from the rest of
	// the name, is the question's.
	for i := 0; i < len(in); {
		end, soft := i, true
		for end < len(in) && in[end] {
			soft = soft && q.soft[end]
			end++
		}
		if soft && (i > 0 || end < len(in)) {
			for k := i; k < end; k++ {
				in[k] = false
			}
		}
		i = max(end, i+1)
	}
	var out []corpus.Span
	for i, t := range q.tokens {
		switch {
		case !in[i]:
		case i > 0 && in[i-1]:
			out[len(out)-1].End = t.End
		default:
			out = append(out, corpus.Span{Start: t.Start, End: t.End})
		}
	}
	return out
}

// A result is looked for in the names of papers where it has so many words.
const (
	leastResult = 2
	mostResult  = 9
)

// resultKey gives the words of a result; "" where they are too few or too
// many to name a paper.
func resultKey(tokens []index.Token) string {
	if len(tokens) < leastResult || len(tokens) > mostResult {
		return ""
	}
	words := make([]string, len(tokens))
	for i, t := range tokens {
		words[i] = t.Stem
	}
	return strings.Join(words, " ")
}

// Yielding gives the procedures whose result a paper's name holds, word for
// word: those with the longest result first.
func (c *Catalogue) Yielding(paper, tag string, v corpus.Viewer, limit int) []Named {
	tokens := index.Tokens(paper, tag)
	var out []Named
	seen := map[int32]bool{}
	for n := min(mostResult, len(tokens)); n >= leastResult; n-- {
		for i := 0; i+n <= len(tokens); i++ {
			for _, e := range c.results[resultKey(tokens[i:i+n])] {
				if len(out) < limit && !seen[e] && v.Sees(c.entries[e].Visibility) {
					seen[e] = true
					out = append(out, c.entries[e])
				}
			}
		}
	}
	return out
}

// Complete gives the procedures whose names hold all words typed so far, the
// last one perhaps only begun, the best first: for autocomplete.
func (c *Catalogue) Complete(typed string, v corpus.Viewer, limit int) []Named {
	words := lang.Words(typed)
	if len(words) == 0 {
		return nil
	}
	held := map[int32]float64{}
	for i, w := range words {
		here := map[int32]float64{}
		take := func(t *term) {
			for _, p := range t.names {
				here[p.name] = max(here[p.name], t.rarity*p.weight)
			}
		}
		if i < len(words)-1 {
			if t := c.terms[w.Folded]; t != nil {
				take(t)
			}
		} else {
			for key, t := range c.terms {
				if strings.HasPrefix(key, w.Folded) && !strings.Contains(key, " ") {
					take(t)
				}
			}
		}
		for n, weight := range here {
			if i == 0 || held[n] > 0 {
				here[n] = weight + held[n]
			} else {
				delete(here, n)
			}
		}
		held = here
	}
	best := map[int32]float64{}
	for n, weight := range held {
		score := weight / (1 + c.names[n].weight)
		best[c.names[n].entry] = max(best[c.names[n].entry], score)
	}
	order := make([]int32, 0, len(best))
	for e := range best {
		if v.Sees(c.entries[e].Visibility) {
			order = append(order, e)
		}
	}
	slices.SortFunc(order, func(a, b int32) int { return cmp.Or(cmp.Compare(best[b], best[a]), cmp.Compare(a, b)) })
	out := make([]Named, 0, limit)
	for _, e := range order[:min(limit, len(order))] {
		out = append(out, c.entries[e])
	}
	return out
}
