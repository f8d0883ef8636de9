package procedures

import (
	"cmp"
	"slices"
	"strings"

	"vanthu/corpus"
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
