package lexicon

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"vanthu/corpus/lang"
)

// Concept is one thing that is named in every language with words of its own:
// a decree, to submit, semiconductors.
//
// Its ID is kind.name. The kind tells which part it plays in a duty: object
// (what comes of it), act (what is done), field (what it is about), body
// (whom it concerns), theme (a field that nearly every text names), plain
// (what says little).
type Concept struct {
	ID      string
	Broader []string            // concepts that are meant too: a national database is a database
	Common  bool                // so many texts speak of it that none is found by it
	Words   map[string][]string // language → words and phrases; a star stands for further letters before or behind
}

// conceptKinds are the kinds of concepts.
var conceptKinds = [...]string{"object", "act", "field", "body", "theme", "plain", "person", "country", "number"}

// Concepts finds concepts in texts. It is safe for concurrent use.
//
// Words are compared by their stems, so that inflected forms meet, and a
// phrase word by word. At each word the longest phrase counts, for all
// concepts that share it; a compound of which no phrase is found is read by its
// parts. Bodies and provinces of the lexicon are concepts too, by their names.
type Concepts struct {
	list     []Concept
	broader  map[string][]string
	narrower map[string][]string // of each concept, over all steps
	common   map[string]bool
	words    map[string]func() *wordings // language →, made when first asked for
	stop     func(tag, folded string) bool
	numbers  map[string]map[string]bool // language → words before a number
	strict   bool                       // the words of concepts keep their first letters, whatever looks like a prefix
}

// Concepts makes the finder of the concepts that duties are compared by.
func (lx *Lexicon) Concepts() *Concepts { return lx.finder(lx.concepts, false) }

// SearchConcepts makes the finder of all concepts: of those that duties are
// compared by, and of what else people ask for.
func (lx *Lexicon) SearchConcepts() *Concepts {
	return lx.finder(slices.Concat(lx.concepts, lx.searched), true)
}

func (lx *Lexicon) finder(list []Concept, strict bool) *Concepts {
	c := &Concepts{list: list, broader: map[string][]string{}, narrower: map[string][]string{}, words: map[string]func() *wordings{}, stop: lx.Stop, strict: strict, common: map[string]bool{}, numbers: map[string]map[string]bool{}}
	for tag, l := range lx.Languages {
		c.numbers[tag] = map[string]bool{}
		for _, phrase := range l.NumberWords {
			if words := lang.Words(phrase); len(words) == 1 {
				c.numbers[tag][words[0].Folded] = strict
			}
		}
		c.words[tag] = sync.OnceValue(func() *wordings { return newWordings(tag, list, lx.Agencies, strict) })
	}
	for _, concept := range list {
		c.broader[concept.ID] = append(c.broader[concept.ID], concept.Broader...)
		if concept.Common {
			c.common[concept.ID] = true
		}
	}
	for id := range c.broader {
		for _, b := range c.Broader(id) {
			c.narrower[b] = append(c.narrower[b], id)
		}
	}
	for _, ids := range c.narrower {
		slices.Sort(ids)
	}
	return c
}

// The kinds of the concepts that stand for the bodies and provinces of the
// lexicon, by their IDs. Named so, a ministry's name does not speak of its
// field.
const (
	namedKind = "named."
	placeKind = "place."
	bodyKind  = "body."
)

// bodyLetters is the least number of letters of a body's name that is told from
// other words whatever its ending.
const bodyLetters = 5

// placeLetters is the same of a province's name, which is written in capitals
// where a script has them.
const placeLetters = 3

// All gives the concepts.
func (c *Concepts) All() []Concept { return slices.Clone(c.list) }

// with appends a concept and the broader ones.
func (c *Concepts) with(out []string, id string) []string {
	if slices.Contains(out, id) {
		return out
	}
	out = append(out, id)
	for _, b := range c.broader[id] {
		out = c.with(out, b)
	}
	return out
}

// addConcepts adds the concepts of a file; those that are there already gain
// its words.
func (lx *Lexicon) addConcepts(list []Concept) error {
	at := map[string]int{}
	for i, c := range lx.concepts {
		at[c.ID] = i
	}
	for _, c := range list {
		i, ok := at[c.ID]
		if !ok {
			at[c.ID] = len(lx.concepts)
			lx.concepts = append(lx.concepts, c)
			continue
		}
		have := &lx.concepts[i]
		have.Broader = append(slices.Clip(have.Broader), c.Broader...)
		words := make(map[string][]string, len(have.Words))
		for tag, list := range have.Words {
			words[tag] = list
		}
		for tag, list := range c.Words {
			words[tag] = append(slices.Clip(words[tag]), list...)
		}
		have.Words = words
	}
	return lx.broaderThere(nil)
}

func checkConcepts(list []Concept) error {
	for _, c := range list {
		kind, name, _ := strings.Cut(c.ID, ".")
		if name == "" || !slices.Contains(conceptKinds[:], kind) {
			return fmt.Errorf("concept %q is not named kind.name with a kind of %s", c.ID, strings.Join(conceptKinds[:], ", "))
		}
	}
	return nil
}

// broaderThere checks that the broader concepts of all are there.
func (lx *Lexicon) broaderThere(more []Concept) error {
	all := slices.Concat(lx.concepts, more)
	there := map[string]bool{}
	for _, c := range all {
		there[c.ID] = true
	}
	for _, c := range all {
		for _, b := range c.Broader {
			if !there[b] {
				return fmt.Errorf("concept %s: the broader %q is none", c.ID, b)
			}
		}
	}
	return nil
}
