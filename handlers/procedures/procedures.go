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
	"vanthu/corpus/lang"
	"vanthu/index"
)

// Named is a procedure with the words it is found by.
type Named struct {
	ID         string // of its document
	Title      string
	Code       string
	Aliases    []string
	Who        string
	Office     string // tells procedures of one title apart
	Result     string
	Language   string
	Visibility corpus.Visibility
}

// NamedOf gives the names of a procedure's document.
func NamedOf(d *corpus.Document) Named {
	p := d.Procedure
	n := Named{ID: d.ID, Title: d.Title, Code: p.Code, Who: p.Who.In(d.Text), Office: p.Office.In(d.Text), Result: p.Result.In(d.Text), Language: d.Language, Visibility: d.Visibility}
	for _, a := range p.Aliases {
		n.Aliases = append(n.Aliases, a.In(d.Text))
	}
	return n
}

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

// Catalogue is the names of all procedures at one time. It does not change
// and is safe for concurrent use.
type Catalogue struct {
	words   *Words
	entries []Named
	names   []name
	terms   map[string]*term
	beyond  map[string][]int32 // word → entries whose result or applicants hold it
	codes   map[string]int32   // code → entry
	results map[string][]int32 // words of a short result → entries
}

// name is one name of an entry.
type name struct {
	entry  int32
	weight float64
}

// term is a word or a pair of words of names.
type term struct {
	rarity float64
	names  []posting // by name
}

// posting is a term in a name.
type posting struct {
	name   int32
	weight float64 // share of the term's rarity
	marked string  // with its marks, where that is another word
}

// NewCatalogue makes the catalogue of some procedures, in the order of their
// IDs.
func NewCatalogue(w *Words, entries []Named) *Catalogue {
	c := &Catalogue{words: w, entries: slices.Clone(entries), terms: map[string]*term{}, beyond: map[string][]int32{}, codes: map[string]int32{}, results: map[string][]int32{}}
	slices.SortFunc(c.entries, func(a, b Named) int { return cmp.Compare(a.ID, b.ID) })
	for i, e := range c.entries {
		if e.Code != "" {
			if _, taken := c.codes[e.Code]; !taken {
				c.codes[e.Code] = int32(i)
			}
		}
		for _, n := range append([]string{e.Title}, e.Aliases...) {
			c.add(int32(i), n, e.Language)
		}
		c.addBeyond(int32(i), e.Who+" "+e.Result, e.Language)
		for part := range strings.FieldsFuncSeq(e.Result, func(r rune) bool { return strings.ContainsRune(";.,:\n()", r) }) {
			if key := resultKey(index.Tokens(part, e.Language)); key != "" {
				c.results[key] = append(c.results[key], int32(i))
			}
		}
	}
	for _, t := range c.terms {
		t.rarity = index.Rarity(len(t.names), len(c.names))
		for _, p := range t.names {
			c.names[p.name].weight += t.rarity * p.weight
		}
	}
	return c
}

// Len tells how many procedures there are.
func (c *Catalogue) Len() int { return len(c.entries) }

// add adds a name of an entry.
func (c *Catalogue) add(entry int32, text, tag string) {
	number := int32(len(c.names))
	at := map[string]int{}
	put := func(key, marked string, weight float64) {
		t := c.terms[key]
		if t == nil {
			t = &term{}
			c.terms[key] = t
		}
		if i, held := at[key]; held {
			t.names[i].weight = max(t.names[i].weight, weight)
			return
		}
		at[key] = len(t.names)
		t.names = append(t.names, posting{number, weight, marked})
	}
	tokens := c.words.title(text, tag)
	for i, t := range tokens {
		put(t.Stem, t.Marked, t.share)
		if index.Pairs(tag) && i > 0 {
			put(index.Pair(tokens[i-1].Stem, t.Stem), "", pairWeight*min(t.share, tokens[i-1].share))
		}
	}
	if len(at) > 0 {
		c.names = append(c.names, name{entry: entry})
	}
}

func (c *Catalogue) addBeyond(entry int32, text, tag string) {
	for _, t := range index.Tokens(text, tag) {
		list := c.beyond[t.Stem]
		if len(list) == 0 || list[len(list)-1] != entry {
			c.beyond[t.Stem] = append(list, entry)
		}
	}
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
