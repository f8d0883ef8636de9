package lexicon

import (
	"fmt"
	"io"
	"io/fs"
	"reflect"
	"slices"
	"strings"

	"vanthu/corpus"
	"vanthu/corpus/lang"
)

// ClaimWords are the words of a language that turn what a sentence claims: a
// sentence that has one of them says something else than the same sentence
// without it. Entries are phrases; a star ends a word that may go on, and
// alternatives stand in parentheses.
type ClaimWords struct {
	Negation       []string                       `yaml:"negation"`        // not, without; letters written onto a word end in "-"
	NegationBehind bool                           `yaml:"negation_behind"` // a negation may stand behind what it denies: geldt niet
	Poles          map[string]map[string][]string `yaml:"poles"`           // axis → pole → wordings: order → before, after
	Percent        []string                       `yaml:"percent"`         // names of the sign %
	Multipliers    map[string][]string            `yaml:"multipliers"`     // 1000 → thousand
	Fractions      map[string][]string            `yaml:"fractions"`       // 2/3 → two thirds
	Ranges         []string                       `yaml:"ranges"`          // between two numbers: to
	OutOf          []string                       `yaml:"out_of"`          // between a part and its whole: 40 of 50
	AsOf           []string                       `yaml:"as_of"`           // before the day on which a count was taken
	Light          []string                       `yaml:"light"`           // words that a retelling may add, for they claim nothing: "as follows"
	Orders         []string                       `yaml:"orders"`          // addressed to a program that writes, or what frauds ask readers for: "ignore the instructions", "your password"
	Machines       []string                       `yaml:"machines"`        // what a text calls a program that answers
	Commands       []string                       `yaml:"commands"`        // what it tells the program to do, in a sentence that calls it
	Names          []string                       `yaml:"names"`           // capitalised words that every text may use: Viet Nam
	Prefixes       []string                       `yaml:"prefixes"`        // letters written onto the next word
	By             []string                       `yaml:"by"`              // in front of who acts, in the passive: by
	To             []string                       `yaml:"to"`              // in front of somebody at whom, or for whom, something is done, who does nothing then: at, with
	Perfect        []string                       `yaml:"perfect"`         // verbs that with a participle tell what has been done: has
	Participles    []string                       `yaml:"participles"`     // participles; a star stands for the letters in front of their ending, or behind their beginning
	Past           []string                       `yaml:"past"`            // verbs that tell what was; stars as in participles
	Passive        []string                       `yaml:"passive"`         // in front of a participle that tells what is done, not what was: is
	Relatives      []string                       `yaml:"relatives"`       // behind a comma, for who was named last: which
	Clauses        []string                       `yaml:"clauses"`         // words that open a further clause: and, but
	Addressed      []string                       `yaml:"addressed"`       // the reader as one who acts: you
	VerbFirst      bool                           `yaml:"verb_first"`      // a verb may stand in front of who acts
	NounFirst      bool                           `yaml:"noun_first"`      // an adjective stands behind its noun
	Or             []string                       `yaml:"or"`              // between two of which one will do
	Inverted       []string                       `yaml:"inverted"`        // verbs that make a condition of the clause they open: har du den, …
	Then           []string                       `yaml:"then"`            // behind the comma that ends such a condition: dan
	Whoever        []string                       `yaml:"whoever"`         // opens a clause about those for whom the rest holds
	Opposites      map[string]map[string][]string `yaml:"opposites"`       // axis → pole → words, of which a text about one does not tell the other: import, export
	Afternoon      []string                       `yaml:"afternoon"`       // behind an hour, which is twelve more then: p.m.
	AtHour         []string                       `yaml:"at_hour"`         // in front of an hour: kl.
	Allows         []string                       `yaml:"allows"`          // may tell that one is allowed to, and may tell less
	UpTo           []string                       `yaml:"up_to"`           // in front of a length of time, the most that it may be; in front of a day, before it
	Under          []string                       `yaml:"under"`           // in front of a number, less than it; elsewhere something else
	But            []string                       `yaml:"but"`             // behind a negation, what alone is meant: لا … إلا
	Gets           []string                       `yaml:"gets"`            // what one does to whom something is given: receives
	Ended          []string                       `yaml:"ended"`           // negations of what has been: no longer
	Exempt         []string                       `yaml:"exempt"`          // in front of what somebody need not pay or do
	Toward         []string                       `yaml:"toward"`          // in front of whom something is sent to; letters written onto a word end in "-"
	Dative         []string                       `yaml:"dative"`          // forms of a word for whom something is sent to or who is asked to send; stars as in participles
	Proposed       []string                       `yaml:"proposed"`        // words by which a thing only is one that is proposed: the proposed tasks
	Deputies       []string                       `yaml:"deputies"`        // in front of the minister whom they stand in for; letters written onto a word end in "-"
	Asks           []string                       `yaml:"asks"`            // tell that somebody asks for what he may no more than propose
	Purpose        []string                       `yaml:"purpose"`         // opens a clause on what something is for: so that
	Neither        []string                       `yaml:"neither"`         // negations that go on with what another one denies: neither online nor in person
	Those          []string                       `yaml:"those"`           // stands for things named before: 50% of those
	According      []string                       `yaml:"according"`       // in front of who says what the sentence tells
	Than           []string                       `yaml:"than"`            // in front of what something is compared with
	Ordinals       map[int][]string               `yaml:"ordinals"`        // number → ordinals of several words, and others than calendars have: thirteenth
	OrdinalSigns   []string                       `yaml:"ordinal_signs"`   // what makes an ordinal of a number in figures: "-th" behind it, "No-" in front
	Articles       []string                       `yaml:"articles"`        // between a word for saying and who says it
	Lasting        []string                       `yaml:"lasting"`         // behind a length of time, that something takes it, where it reads as a rhythm otherwise: om de negen maanden durende …
	Further        []string                       `yaml:"further"`         // between a number and what it counts, that there are others too: 50 more laws
	Takes          []string                       `yaml:"takes"`           // beside a length of time, that something is handled in it
	Handled        []string                       `yaml:"handled"`         // further words that a retelling may have there
	Both           []string                       `yaml:"both"`            // in front of two things that are told together: both
	Moves          map[string][]string            `yaml:"moves"`           // by, to and from → words in front of a number by which, to which or from which something changes
	Split          map[string][]string            `yaml:"split"`           // front: first words of verbs in two words; between: what may stand between the two: voor te leggen
	Referring      []string                       `yaml:"referring"`       // stand for what another passage names: they, there, the said
	Countable      []string                       `yaml:"countable"`       // things in front of which a word that is no number elsewhere is one: năm is five, and year
	Sided          map[string][]string            `yaml:"sided"`           // rests: one thing is what another rests on; decided: who decides it
	Rates          []string                       `yaml:"rates"`           // in front of a unit of time, for each of which something is told
	ThisYear       []string                       `yaml:"this_year"`       // the year that a text is of: this year
	Without        []string                       `yaml:"without"`         // negations of the one thing behind them: without
	Per            []string                       `yaml:"per"`             // in front of what a number is for each of: per
	Forms          []string                       `yaml:"forms"`           // forms of one verb that its endings do not tell: fall fell fallen
	Frames         map[string][]string            `yaml:"frames"`          // told: in front of what is said, by nobody named: it was stressed that; aside: beside a comma; place: where it was said
	Hears          []string                       `yaml:"hears"`           // what those do to whom somebody reports
	Headed         map[string][]string            `yaml:"headed"`          // field of a procedure → words that no more than tell what stands under its heading: needs
}

// Claims is what is read to check what a text claims.
type Claims struct {
	Words    map[string]*ClaimWords // language →
	Concepts *Concepts              // those of duties and, beside them, the glosses: everyday words of public services
	Across   *Concepts              // families of words that stand for each other in two languages only: in one, a word stands for itself
}

// numberKind is the kind of the concepts that stand for numbers.
const numberKind = "number."

// Claims reads the words of claims, and lays those of the installation over
// them. They are read when they are needed: most commands check nothing.
func (lx *Lexicon) Claims() (*Claims, error) {
	base, err := fs.Sub(embedded, "data")
	if err != nil {
		return nil, err
	}
	c := &Claims{Words: map[string]*ClaimWords{}}
	var glosses, across []Concept
	for _, f := range []fs.FS{base, lx.overlay} {
		if f == nil {
			continue
		}
		names, err := fs.Glob(f, "claims/*.yaml")
		if err != nil {
			return nil, fmt.Errorf("list lexicon files: %w", err)
		}
		for _, name := range names {
			if err := c.read(f, name); err != nil {
				return nil, fmt.Errorf("lexicon file %s: %w", name, err)
			}
		}
		for _, tables := range [...]struct {
			names string
			to    *[]Concept
		}{{"claims/*.csv", &glosses}, {"claims/across/*.csv", &across}} {
			more, err := conceptTables(f, tables.names, io.Discard)
			if err != nil {
				return nil, fmt.Errorf("lexicon file %w", err)
			}
			*tables.to = append(*tables.to, more...)
		}
	}
	for _, tag := range lang.Tags() {
		if c.Words[tag] == nil {
			return nil, fmt.Errorf("lexicon: no file claims/%s.yaml", tag)
		}
	}
	c.Concepts = lx.finder(slices.Concat(lx.concepts, slices.DeleteFunc(slices.Clone(lx.searched), func(c Concept) bool {
		return strings.HasPrefix(c.ID, numberKind) // numbers are read as such
	}), glosses), false)
	c.Across = lx.finder(across, false)
	return c, nil
}

func (c *Claims) read(f fs.FS, name string) error {
	tag, err := tagOf(name)
	if err != nil {
		return err
	}
	data, err := fs.ReadFile(f, name)
	if err != nil {
		return err
	}
	var w ClaimWords
	if err := decode(data, &w); err != nil {
		return err
	}
	if have := c.Words[tag]; have != nil {
		merge(reflect.ValueOf(have).Elem(), reflect.ValueOf(w))
	} else {
		c.Words[tag] = &w
	}
	return nil
}

// ConceptSpan is where a text speaks of concepts.
type ConceptSpan struct {
	corpus.Span
	IDs []string // with the broader ones
	Own []string // those that a compound names as a whole, where its parts name others too
}

// Spans gives where a text of a language speaks of concepts, in order. What a
// phrase's own words speak of is given too, behind the phrase. A part of a
// compound that names something else as a whole is nobody: a databank is no bank.
func (c *Concepts) Spans(text, tag string) []ConceptSpan {
	var out []ConceptSpan
	for _, said := range c.Traces(text, tag) {
		s := ConceptSpan{Span: corpus.Span{Start: said.Start, End: said.End}}
		for i, id := range said.Concepts {
			if said.Own == 0 || i < said.Own || !isBodyKind(id) {
				s.IDs = c.with(s.IDs, id)
			}
			if i == said.Own-1 && said.Own < len(said.Concepts) {
				s.Own = slices.Clone(s.IDs)
			}
		}
		out = append(out, s)
	}
	return out
}
