// Package lexicon holds the words of languages that are read: function words,
// months, wordings of questions, headings of procedures, site furniture,
// agencies, abbreviations. They are data, one file a language under data/,
// and an installation lays its own files over them.
package lexicon

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"reflect"
	"strings"
	"sync"

	"gopkg.in/yaml.v3"

	"vanthu/corpus/lang"
)

//go:embed data/*.yaml data/duties/*.yaml data/duty_questions/*.yaml data/procedures/*.yaml data/offices/*.yaml data/everyday/*.yaml data/follows/*.yaml data/claims/*.yaml data/claims/*.csv data/claims/across/*.csv data/*.csv data/concepts/*.csv data/questions/*.yaml
var embedded embed.FS

// Language is the words of one language.
type Language struct {
	Tag           string              `yaml:"-"`
	Name          string              `yaml:"name"`           // as its speakers call it
	Common        []string            `yaml:"common"`         // frequent words that tell Latin-script languages apart
	Stop          []string            `yaml:"stop"`           // words and phrases that carry nothing to search for
	Questions     []string            `yaml:"questions"`      // words that ask
	Months        []string            `yaml:"months"`         // January to December as in a date
	OfPlaces      []string            `yaml:"of_places"`      // endings that make an adjective of a place's name: ханойский of Ханой
	MonthFronts   []string            `yaml:"month_fronts"`   // what adjectives of the months begin with, twelve; empty: no adjective
	MonthsOther   []string            `yaml:"months_other"`   // further forms, in repeated runs of twelve
	MonthPrefix   []string            `yaml:"month_prefix"`   // letters written onto a month's name
	Dates         DateWords           `yaml:"date_words"`     // words around dates
	Times         TimeWords           `yaml:"time_words"`     // words of other time expressions
	Noise         Noise               `yaml:"noise"`          // site furniture
	Source        []string            `yaml:"source"`         // "Source:" before an address
	DocumentTypes map[string][]string `yaml:"document_types"` // type symbol → its names
	OwnRules      []string            `yaml:"own_rules"`      // by which an article of a law, decree or circular refers to itself, in small letters; # is a digit
	OwnNames      []string            `yaml:"own_names"`      // wordings of laws, decrees and circulars that reports of them have too
	GeneralRules  []string            `yaml:"general_rules"`  // symbols of the types that make rules for everybody: laws, decrees, circulars
	NumberWords   []string            `yaml:"number_words"`   // "No." before a number
	IssuedWords   []string            `yaml:"issued_words"`   // "dated" before the day of issue
	Units         []string            `yaml:"units"`          // what a number in front counts: "a plan of 5 years" has no number
	Intents       map[string][]string `yaml:"intents"`        // deadline, duty, procedure, document → wordings
	Fields        map[string]Field    `yaml:"fields"`         // of a procedure
	Channels      Channels            `yaml:"channels"`       // of a procedure
	FollowUp      []string            `yaml:"follow_up"`      // how a question opens that goes on from the last
	Abbreviated   []string            `yaml:"abbreviated"`    // after which a full stop ends no sentence
	Subject       []string            `yaml:"subject"`        // what opens the line that says what a letter is about
	Structure     map[string][]string `yaml:"structure"`      // part, chapter, section, article, annex → words before their number
	OfficialMarks []string            `yaml:"official_marks"` // lines that only texts as issued carry
	Duties        DutyWords           `yaml:"-"`              // from a file of their own
	DutyQuestions DutyQuestionWords   `yaml:"-"`              // likewise
	Procedures    ProcedureWords      `yaml:"-"`              // likewise
	Offices       OfficeWords         `yaml:"-"`              // likewise
	Everyday      EverydayWords       `yaml:"-"`              // likewise
	Asking        QuestionWords       `yaml:"-"`              // likewise
	Follows       FollowWords         `yaml:"-"`              // likewise
	AgencyWords   AgencyWords         `yaml:"agency_words"`   // around the names of bodies
}

// DateWords are the words around a date.
type DateWords struct {
	Day          []string `yaml:"day"`
	Month        []string `yaml:"month"`
	Year         []string `yaml:"year"`
	Quarter      []string `yaml:"quarter"`
	Before       []string `yaml:"before"`
	By           []string `yaml:"by"`
	In           []string `yaml:"in"`
	From         []string `yaml:"from"`
	Ordinals     []string `yaml:"ordinals"` // first to fourth, stems
	HalfFirst    []string `yaml:"half_first"`
	HalfSecond   []string `yaml:"half_second"`
	Link         []string `yaml:"link"`          // between the parts of a date: "31st of March"
	Skip         []string `yaml:"skip"`          // between a relation and its date: "by the 31st"
	DaySuffix    []string `yaml:"day_suffix"`    // written onto a day's number: 31st
	MonthFirst   bool     `yaml:"month_first"`   // "March 31" is a day
	MonthCapital bool     `yaml:"month_capital"` // months have a capital letter
}

// Noise is the words of site furniture behind a text.
type Noise struct {
	Comments []string `yaml:"comments"`
	Related  []string `yaml:"related"`
	Filler   []string `yaml:"filler"`
	Captions []string `yaml:"captions"` // what opens the caption of a photo
}

// Field is a field of a procedure: the headings it stands under, and how
// people ask for it.
type Field struct {
	Headings []string `yaml:"headings"`
	Asked    []string `yaml:"asked"`
}

// Channels is the words of lines that tell the ways to apply.
type Channels struct {
	Names []string `yaml:"names"` // in person, online, by post
	Times []string `yaml:"times"` // units of time limits
	Money []string `yaml:"money"` // words of fees
}

// Abbreviation is a group of short forms and what they stand for.
type Abbreviation struct {
	Short []string `yaml:"short"`
	Long  []string `yaml:"long"`
}

// Lexicon is the words of all languages.
type Lexicon struct {
	Languages     map[string]*Language
	Agencies      []Agency
	Abbreviations []Abbreviation
	byID          map[string]int   // ID → place in Agencies
	resolver      func() *resolver // made when first asked for
	concepts      []Concept
	searched      []Concept // further ones, for searching only
	overlay       fs.FS     // the installation's own files; nil: none
	hash          hash.Hash // of all files that Load read
	stop          map[string]map[string]bool
}

// Load reads the embedded words and lays those of overlay, which may be nil,
// over them: a file of a language adds its lists to the embedded ones, and
// agencies, abbreviations and concepts are added behind the embedded ones.
func Load(overlay fs.FS) (*Lexicon, error) {
	base, err := fs.Sub(embedded, "data")
	if err != nil {
		return nil, err
	}
	lx := &Lexicon{overlay: overlay, hash: sha256.New(), Languages: map[string]*Language{}, byID: map[string]int{}, stop: map[string]map[string]bool{}}
	for _, f := range []fs.FS{base, overlay} {
		if f == nil {
			continue
		}
		if err := lx.readWords(f); err != nil {
			return nil, fmt.Errorf("lexicon file %w", err)
		}
		if err := lx.readConcepts(f); err != nil {
			return nil, fmt.Errorf("lexicon file %w", err)
		}
	}
	for i, a := range lx.Agencies {
		lx.byID[a.ID] = i
	}
	lx.resolver = sync.OnceValue(func() *resolver { return newResolver(lx) })
	for _, tag := range lang.Tags() {
		l := lx.Languages[tag]
		if l == nil {
			return nil, fmt.Errorf("lexicon: no file for language %s", tag)
		}
		stop := map[string]bool{}
		for _, w := range l.Stop {
			stop[lang.Fold(w)] = true
		}
		lx.stop[tag] = stop
	}
	return lx, nil
}

// Digest tells words apart: it is another one where a file that Load read is.
// What was made of texts with other words is to be made anew.
func (lx *Lexicon) Digest() string { return hex.EncodeToString(lx.hash.Sum(nil)[:16]) }

func decode(data []byte, to any) error {
	d := yaml.NewDecoder(bytes.NewReader(data))
	d.KnownFields(true)
	if err := d.Decode(to); err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	return nil
}

// add lays the words of an installation's own file behind the embedded ones.
func (l *Language) add(o Language) {
	merge(reflect.ValueOf(l).Elem(), reflect.ValueOf(o))
}

// merge appends lists and merges maps key by key; of single values, the added
// one counts where it is set.
func merge(to, from reflect.Value) {
	switch to.Kind() {
	case reflect.Struct:
		for i := range to.NumField() {
			merge(to.Field(i), from.Field(i))
		}
	case reflect.Slice:
		to.Set(reflect.AppendSlice(to, from))
	case reflect.Map:
		if to.IsNil() {
			to.Set(from)
			return
		}
		for _, k := range from.MapKeys() {
			value := reflect.New(to.Type().Elem()).Elem()
			if have := to.MapIndex(k); have.IsValid() {
				value.Set(have)
			}
			merge(value, from.MapIndex(k))
			to.SetMapIndex(k, value)
		}
	default:
		if !from.IsZero() {
			to.Set(from)
		}
	}
}

// Language gives the words of a language; for an unknown one, those of
// English.
func (lx *Lexicon) Language(tag string) *Language {
	if l := lx.Languages[tag]; l != nil {
		return l
	}
	return lx.Languages["en"]
}

// Stop reports whether a folded word of a language carries nothing to search
// for.
func (lx *Lexicon) Stop(tag, folded string) bool { return lx.stop[tag][folded] }

// Common gives the words that tell the Latin-script languages apart, as a
// lang.Detector wants them: the most frequent ones and, but for Vietnamese,
// whose syllables tell, those of questions, dates and kinds of documents.
func (lx *Lexicon) Common() map[string][]string {
	out := map[string][]string{}
	for tag, l := range lx.Languages {
		if len(l.Common) == 0 {
			continue
		}
		words := append([]string(nil), l.Common...)
		if tag != "vi" {
			words = append(words, l.Questions...)
			words = append(words, l.Months...)
			words = append(words, l.NumberWords...)
			words = append(words, l.IssuedWords...)
			for _, more := range []map[string][]string{l.Intents, l.DocumentTypes} {
				for _, phrases := range more {
					words = append(words, phrases...)
				}
			}
		}
		out[tag] = singles(words)
	}
	return out
}

// singles gives the phrases that are one word.
func singles(phrases []string) []string {
	var out []string
	for _, p := range phrases {
		if !strings.Contains(p, " ") {
			out = append(out, p)
		}
	}
	return out
}

// NoiseWords gives the site furniture of all languages together, lower-cased:
// a page's furniture need not be in the language of its text.
func (lx *Lexicon) NoiseWords() Noise {
	var n Noise
	for _, tag := range lang.Tags() {
		l := lx.Languages[tag]
		n.Comments = append(n.Comments, lower(l.Noise.Comments)...)
		n.Related = append(n.Related, lower(l.Noise.Related)...)
		n.Filler = append(n.Filler, lower(l.Noise.Filler)...)
	}
	return n
}

func lower(words []string) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = strings.ToLower(w)
	}
	return out
}
