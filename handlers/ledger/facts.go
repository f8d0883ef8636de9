package ledger

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"vanthu/corpus"
	"vanthu/corpus/lang"
)

// kind is the part that a concept plays in a duty, the first part of its ID.
type kind uint8

const (
	object kind = iota // what comes of it: a decree, a plan, a database
	field              // what it is about: semiconductors, land, budget
	body               // whom it concerns
	act                // what is done: submit, build, inspect
	theme              // what nearly every duty of a programme names: science, innovation
	plain              // what says little: complete, implement
	kinds
)

// kindOf reads the kind from a concept's ID; an ID without a known kind
// counts as a field.
func kindOf(concept string) kind {
	switch name, _, _ := strings.Cut(concept, "."); name {
	case "object":
		return object
	case "body":
		return body
	case "act":
		return act
	case "theme":
		return theme
	case "plain", "named", "place":
		return plain
	}
	return field
}

// facts is what is compared of a telling. Lists are sorted, each entry once;
// their entries are the numbers that terms gives.
type facts struct {
	document int32
	language int32
	leads    int32 // of builder.leads
	term     term
	concepts [kinds][]int32
	words    []int32 // the words of its subject, in Vietnamese pairs of syllables
	percents []int32
	years    []int32
	numbers  []int32
	figures  []int32 // of numbers, without the thousands that one language writes and another says
	rest     []int32 // stems of the words that no concept explains
	names    []int32 // those of them that are names
	spelled  []int32 // those of them that other languages may write alike: VNeID, ERP
	places   []int32 // provinces named, without those of the leads
	bodies   []int32 // bodies named, without the leads
	heard    []int32 // names, by their sound
	called   []int32 // what the names of leads speak of that are not known
	home     []int32 // provinces of the document and the leads
	around   []int32 // fields that only the quote or the heading names
	exact    uint64  // of the words of its subject
	told     int32   // the day told gives, by its number
	held     int32   // the day of the event that its document tells of; 0 where nothing tells
	amends   bool    // moves or ends a deadline
	old      bool    // gives a deadline that no longer holds
	ended    bool    // says that it need not be done
	proposed bool    // by a person, and nobody has confirmed it
}

// lists gives the lists of terms of a telling.
func (f *facts) lists() [14 + kinds]*[]int32 {
	out := [14 + kinds]*[]int32{&f.words, &f.percents, &f.years, &f.numbers, &f.rest, &f.names, &f.spelled, &f.places, &f.bodies, &f.around, &f.called, &f.home, &f.figures, &f.heard}
	for k := range f.concepts {
		out[14+k] = &f.concepts[k]
	}
	return out
}

// counted calls count for each term whose rarity matters.
func (f *facts) counted(count func(int32)) {
	for _, w := range f.words {
		count(w)
	}
	for _, list := range f.concepts {
		for _, c := range list {
			count(c)
		}
	}
}

// terms numbers words by their hashes, in the order in which they first come.
type terms struct {
	numbers map[uint64]int32
	hashes  []uint64 // of each number; the same in every run
}

func newTerms() terms { return terms{numbers: map[uint64]int32{}} }

// of gives the number of the word that the parts make together.
func (t *terms) of(parts ...string) int32 { return t.number(hashOf(parts...)) }

// known gives the number of such a word, where it has one.
func (t *terms) known(parts ...string) (n int32, ok bool) {
	n, ok = t.numbers[hashOf(parts...)]
	return n, ok
}

func hashOf(parts ...string) uint64 {
	h := fnvOffset
	for _, s := range parts {
		for i := range len(s) {
			h = (h ^ uint64(s[i])) * fnvPrime
		}
	}
	return h
}

func (t *terms) number(h uint64) int32 {
	n, ok := t.numbers[h]
	if !ok {
		n = int32(len(t.hashes))
		t.numbers[h], t.hashes = n, append(t.hashes, h)
	}
	return n
}

// reader makes facts of tellings.
type reader struct {
	terms   terms             // of concepts, words and numbers
	stems   map[string]string // "tag word" → stem
	words   []lang.Word
	scratch []byte
}

func newReader() *reader {
	return &reader{terms: newTerms(), stems: map[string]string{}}
}

// read fills in what the words of a telling say.
func (r *reader) read(t *Telling, f *facts) {
	subject := t.Subject()
	f.language, f.term = r.terms.of(t.Language), termOf(t.Deadline)
	f.amends, f.old, f.ended, f.told = len(t.Amends) > 0, old(t), t.Force == corpus.Ended, dayNumber(told(t))
	if t.Held != "" {
		f.held = dayNumber(t.Held)
	}
	for _, c := range t.Concepts {
		switch name, id, _ := strings.Cut(c, "."); {
		case name != "named" && name != "place":
			k := kindOf(c)
			f.concepts[k] = append(f.concepts[k], r.terms.of(c))
		case leadsAs(t, id):
		case name == "place":
			f.places = append(f.places, r.terms.of(c))
		default:
			f.bodies = append(f.bodies, r.terms.of(c))
		}
	}
	f.places, f.bodies = sorted(f.places), sorted(f.bodies)
	for _, c := range t.Around {
		f.around = append(f.around, r.terms.of(c))
	}
	f.around = sorted(f.around)
	for _, c := range t.Called {
		f.called = append(f.called, r.terms.of(c))
	}
	f.called = sorted(f.called)
	for _, n := range t.Names {
		f.heard = append(f.heard, r.terms.of("heard ", n))
	}
	f.heard = sorted(f.heard)
	for _, c := range t.Home {
		f.home = append(f.home, r.terms.of(c))
	}
	for _, a := range t.Leads {
		if place, _, local := strings.Cut(a.ID, "."); local || slices.Contains(t.Home, placeKind+place) {
			f.home = append(f.home, r.terms.of(placeKind+place))
		}
	}
	f.home = sorted(f.home)
	for k := range f.concepts {
		f.concepts[k] = sorted(f.concepts[k])
	}
	r.words = lang.AppendWords(r.words[:0], subject)
	before := ""
	exact := fnvOffset
	for n := 0; n < len(r.words); n++ {
		w := r.words[n]
		exact = fnvString(exact, w.Folded)
		if isNumber(w.Folded) {
			for n+1 < len(r.words) && thousands(subject, w, r.words[n+1]) {
				n++
				w = lang.Word{Start: w.Start, End: r.words[n].End, Folded: w.Folded + r.words[n].Folded}
			}
			r.number(f, subject, w)
			before = ""
			continue
		}
		if unit := strings.TrimLeft(w.Folded, "0123456789"); len(w.Folded)-len(unit) >= measured { // 110kV: other languages write 110 kV
			digits := w.Folded[:len(w.Folded)-len(unit)]
			f.numbers = append(f.numbers, r.terms.of(digits))
			f.figures = append(f.figures, r.terms.of("figure ", figure(digits)))
		}
		if t.Language == "vi" {
			if before != "" {
				f.words = append(f.words, r.terms.of(t.Language, " ", before, " ", w.Folded))
			}
			before = w.Folded
			continue
		}
		if len(w.Folded) > 2 {
			f.words = append(f.words, r.terms.of(r.stem(t.Language, w.Folded)))
		}
	}
	r.rest(t, f, subject)
	f.words, f.percents, f.years, f.numbers, f.figures = sorted(f.words), sorted(f.percents), sorted(f.years), sorted(f.numbers), sorted(f.figures)
	if f.exact = exact; len(r.words) == 0 {
		f.exact = fnvString(exact, t.Key) // says nothing, and so nothing alike
	}
}

// rest takes in the words that no concept explains; capitals tell names, in
// Vietnamese two in a row, but not in the first word.
func (r *reader) rest(t *Telling, f *facts, subject string) {
	opening := strings.TrimSpace(subject)
	capital := int32(-1) // the word before, where it has a capital
	for n, word := range t.Rest {
		first, _ := utf8.DecodeRuneInString(word)
		w := r.terms.of(r.stem(t.Language, lang.Fold(word)))
		f.rest = append(f.rest, w)
		switch {
		case !unicode.IsUpper(first) || n == 0 && strings.HasPrefix(opening, word):
			capital = -1
		case t.Language != "vi":
			f.names = append(f.names, w)
		default:
			if capital >= 0 {
				f.names = append(f.names, capital, w)
			}
			capital = w
		}
	}
	f.rest, f.names = sorted(f.rest), sorted(f.names)
	for _, word := range t.Rest {
		if lettersAlike(word, t.Language) {
			f.spelled = append(f.spelled, r.terms.of("spelled ", lang.Fold(word)))
		}
	}
	f.spelled = sorted(f.spelled)
}

// leadsAs reports whether a body or its place leads a telling.
func leadsAs(t *Telling, id string) bool {
	return slices.ContainsFunc(t.Leads, func(a Agency) bool {
		place, _, _ := strings.Cut(a.ID, ".")
		return a.ID == id || place == id
	})
}

// spelledAlike is from how many letters on a word of two languages that is
// written alike is taken for one: durian, scanner.
const spelledAlike = 5

// lettersAlike reports whether a word may be written alike in another
// language: in Latin letters, and long or with capitals or digits inside.
// Syllables of Vietnamese are short and mean other things elsewhere.
func lettersAlike(word, tag string) bool {
	letters, capitals := 0, 0
	for _, r := range word {
		switch {
		case r >= '0' && r <= '9', unicode.IsUpper(r) && letters > 0:
			capitals++
		case r > unicode.MaxLatin1 || r < 'A':
			return false
		}
		letters++
	}
	return capitals > 0 && letters > 1 || letters >= spelledAlike && tag != "vi"
}

// unexplained gives how many words of a telling no concept explains; two
// syllables of Vietnamese count as one.
func (f *facts) unexplained(vietnamese bool) float64 {
	if vietnamese {
		return float64(len(f.rest)) / 2
	}
	return float64(len(f.rest))
}

// thousands reports whether next goes on a number that is written with spaces
// between its thousands: 100 000.
func thousands(text string, w, next lang.Word) bool {
	first := w.Folded[0] != '0' && (len(w.Folded) <= 3 || w.End-w.Start > len(w.Folded)) // more than three: with spaces already
	if gap := text[w.End:next.Start]; !first || gap != " " && gap != "\u00a0" && gap != "\u202f" || len(next.Folded) != 3 {
		return false
	}
	return strings.Trim(next.Folded+w.Folded, "0123456789") == ""
}

// measured is how many digits in front of a unit that is run into them make a
// number: 110kV has one, 5G has none.
const measured = 2

// isNumber tells 57 and 2.5 from 5G and 2a.
func isNumber(word string) bool { return strings.Trim(word, "0123456789.,") == "" }

// Numbers of four digits that are taken for years.
const firstYear, lastYear = "1945", "2060"

// number sorts a word of digits in as a share, a year or another number.
func (r *reader) number(f *facts, subject string, w lang.Word) {
	digits := w.Folded
	if i := strings.LastIndexAny(digits, ".,"); i >= 0 {
		if len(digits)-i-1 == 3 { // marks of thousands
			digits = strings.ReplaceAll(strings.ReplaceAll(digits, ",", ""), ".", "")
		} else {
			digits = strings.ReplaceAll(digits, ",", ".")
		}
	}
	after := strings.TrimLeft(subject[w.End:], " \u00a0\u202f")
	ahead := strings.TrimRight(subject[:w.Start], " \u00a0\u202f")
	n := r.terms.of(strings.TrimLeft(digits, "0"))
	switch {
	case strings.HasPrefix(after, "%"), strings.HasPrefix(after, "٪"), strings.HasSuffix(ahead, "%"), strings.HasSuffix(ahead, "٪"):
		f.percents = append(f.percents, n)
	case len(digits) == 4 && digits >= firstYear && digits <= lastYear:
		f.years = append(f.years, n)
	default:
		f.numbers = append(f.numbers, n)
		f.figures = append(f.figures, r.terms.of("figure ", figure(digits)))
	}
}

// figure gives a number without its thousands, as languages tell them in digits
// or in words: 3900, 3.9 of the next higher and 3 900 000 have one.
func figure(digits string) string {
	whole, part, _ := strings.Cut(strings.TrimLeft(digits, "0"), ".")
	if whole == "" { // 0.35
		part += strings.Repeat("0", max(0, thousand-len(part)))
		whole, part = strings.TrimLeft(part[:thousand], "0"), part[thousand:]
	}
	first := (len(whole)-1)%thousand + 1
	if whole == "" {
		first = 0
	}
	return whole[:first] + "." + strings.TrimRight(whole[first:]+part, "0")
}

// thousand is how many digits a thousand is more.
const thousand = 3

func (r *reader) stem(tag, word string) string {
	r.scratch = append(append(append(r.scratch[:0], tag...), ' '), word...)
	if s, ok := r.stems[string(r.scratch)]; ok {
		return s
	}
	s := tag + " " + lang.Stem(tag, word)
	r.stems[string(r.scratch)] = s
	return s
}

func sorted[T cmp.Ordered](list []T) []T {
	slices.Sort(list)
	return slices.Compact(list)
}

// The hash is FNV-1a (Fowler, Noll, Vo), 64 bits: the same in every run, so
// that results are.
const (
	fnvOffset uint64 = 14695981039346656037
	fnvPrime  uint64 = 1099511628211
)

func fnvString(h uint64, s string) uint64 {
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * fnvPrime
	}
	return (h ^ ' ') * fnvPrime
}

// mixed gives a hash of two that is the same in every run, by the last steps
// of MurmurHash3 (Appleby).
func mixed(h, v uint64) uint64 {
	h ^= v + 0x9e3779b97f4a7c15 + h<<6
	h = (h ^ h>>33) * 0xff51afd7ed558ccd
	h = (h ^ h>>33) * 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}
