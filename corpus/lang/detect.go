package lang

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/abadojack/whatlanggo"
)

// Detector tells which of the languages a text is in. Its words come from the
// lexicon.
type Detector struct {
	common map[string]map[string]bool // Latin-script language → its most frequent words, lower-cased
	knows  func(tag, word string) bool
}

// NewDetector makes a detector from the most frequent words of each
// Latin-script language; Vietnamese words carry their marks.
func NewDetector(common map[string][]string) *Detector {
	d := &Detector{common: map[string]map[string]bool{}}
	for tag, words := range common {
		set := map[string]bool{}
		for _, w := range words {
			set[strings.ToLower(w)] = true
			if tag == "vi" {
				set[Fold(w)] = true
			}
		}
		d.common[tag] = set
	}
	// A word that another language has too tells nothing without marks.
	for w := range d.common["vi"] {
		for _, other := range [...]string{"en", "nl", "no"} {
			if d.common[other][w] && w == Fold(w) {
				delete(d.common["vi"], w)
			}
		}
	}
	return d
}

// Knowing gives a detector that tells languages which share a text's frequent
// words by its other words: knows reports the folded words that a language has.
func (d *Detector) Knowing(knows func(tag, word string) bool) *Detector {
	return &Detector{common: d.common, knows: knows}
}

// Detect gives the language of a text, or prior where the text does not tell
// (a number, an emoji, one name). Only the first 4,000 bytes are looked at.
func (d *Detector) Detect(text, prior string) string {
	if len(text) > 4000 {
		text = strings.ToValidUTF8(text[:4000], "")
	}
	var latin, cyrillic, hebrew, arabic, marks int
	for i := 0; i < len(text); {
		if c := text[i]; c < utf8.RuneSelf {
			if c |= 0x20; 'a' <= c && c <= 'z' {
				latin++
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		i += size
		switch {
		case vietnameseOnly(r):
			latin++
			marks++
		case unicode.Is(unicode.Latin, r):
			latin++
		case unicode.Is(unicode.Cyrillic, r):
			cyrillic++
		case unicode.Is(unicode.Hebrew, r):
			hebrew++
		case unicode.Is(unicode.Arabic, r):
			arabic++
		}
	}
	all := latin + cyrillic + hebrew + arabic
	switch {
	case all == 0:
		return prior
	case 4*cyrillic > all:
		return "ru"
	case 4*hebrew > all:
		return "he"
	case 4*arabic > all:
		return "ar"
	case marks > 0 && 40*marks >= latin && d.vietnameseMarks(text):
		return "vi"
	}
	return d.latin(text, prior)
}

// vietnameseMarks reports whether no other language has more frequent words
// in a text than there are words with Vietnamese marks: names keep their
// marks in other languages too.
func (d *Detector) vietnameseMarks(text string) bool {
	if len(text) > 400 { // as much as a long question
		text = strings.ToValidUTF8(text[:400], "")
	}
	marked := 0
	foreign := map[string]int{}
	for _, w := range Words(text) {
		if w.Marked == "" {
			for tag, common := range d.common {
				if tag != "vi" && common[w.Folded] {
					foreign[tag]++
				}
			}
			continue
		}
		switch {
		case strings.ContainsFunc(w.Marked, vietnameseOnly):
			marked++
		case d.common["no"][w.Marked] || strings.ContainsFunc(w.Marked, norwegianOnly):
			foreign["no"]++
		case d.common["nl"][w.Marked]:
			foreign["nl"]++
		}
	}
	for _, n := range foreign {
		if n > marked {
			return false
		}
	}
	return true
}

// norwegianOnly reports the letters that, among the languages here, only
// Norwegian has.
func norwegianOnly(r rune) bool { return strings.ContainsRune("åøæÅØÆ", r) }

// vietnameseOnly reports the letters that, among the languages here, only
// Vietnamese has: horns, đ, the stacked marks and the marks on a, e, i, o, u
// and y that Dutch and Norwegian words do not carry.
func vietnameseOnly(r rune) bool {
	switch {
	case r >= 0x1EA0 && r <= 0x1EF9:
		return true
	case r < 0xC0 || r > 0x1B0:
		return false
	}
	switch r {
	case 'đ', 'Đ', 'ơ', 'Ơ', 'ư', 'Ư', 'ă', 'Ă',
		'ì', 'ĩ', 'ò', 'õ', 'ù', 'ũ', 'ý', 'ã', 'Ì', 'Ĩ', 'Ò', 'Õ', 'Ù', 'Ũ', 'Ý', 'Ã':
		return true
	}
	return false
}

func (d *Detector) latin(text, prior string) string {
	score := map[string]float64{}
	words := Words(text)
	syllables, counted, otherwise := 0, 0, 0
	capitals := 0
	for i, w := range words {
		if i > 0 && capital(text[w.Start:]) {
			capitals++
		}
	}
	for i, w := range words {
		if digit(w.Folded[0]) {
			continue
		}
		if i > 0 && 2*capitals <= len(words)-1 && w.Marked == "" && capital(text[w.Start:]) && vietnameseSyllable(w.Folded) {
			continue // a name, which stands so in every language
		}
		counted++
		written := w.Marked
		if written == "" {
			written = w.Folded
		}
		foreign := false
		for _, tag := range [...]string{"en", "nl", "no"} {
			if d.common[tag][written] {
				score[tag]++
				foreign = true
			}
		}
		if !foreign && strings.ContainsFunc(written, norwegianOnly) {
			score["no"]++
			foreign = true
		}
		switch {
		case d.common["vi"][written]:
			score["vi"]++
			syllables++
		case foreign:
		case vietnameseSyllable(w.Folded):
			syllables++
		case len(w.Folded) > 1 && w.Marked == "":
			otherwise++ // abbreviations and foreign words
		}
	}
	if counted == 0 {
		return prior
	}
	if v := float64(syllables) - 1.5*float64(otherwise); counted >= 2 && v > 0 && v >= 0.5*float64(counted) || score["vi"] > 0 && otherwise <= syllables {
		score["vi"] += max(v, 0.5)
	}
	best, tie := "", false
	for _, tag := range [...]string{"vi", "en", "nl", "no"} {
		switch {
		case score[tag] == 0:
		case best == "" || score[tag] > score[best]:
			best, tie = tag, false
		case score[tag] == score[best]:
			tie = true
		}
	}
	if best != "" && !tie {
		return best
	}
	if counted < 2 && prior != "" {
		return prior
	}
	if tag := d.known(words, score, score[best]); tag != "" {
		return tag
	}
	info := whatlanggo.DetectWithOptions(text, whatlanggo.Options{Whitelist: map[whatlanggo.Lang]bool{
		whatlanggo.Eng: true, whatlanggo.Nld: true, whatlanggo.Nob: true, whatlanggo.Vie: true,
	}})
	switch info.Lang {
	case whatlanggo.Eng:
		return "en"
	case whatlanggo.Nld:
		return "nl"
	case whatlanggo.Nob:
		return "no"
	case whatlanggo.Vie:
		return "vi"
	}
	return prior
}

// known gives the language that has the most of a text's words, of those with
// a score, where it has half of them and more of them than any other.
func (d *Detector) known(words []Word, score map[string]float64, least float64) string {
	if d.knows == nil {
		return ""
	}
	best, most, tie := "", 0, false
	for _, tag := range [...]string{"en", "nl", "no"} {
		if score[tag] < least {
			continue
		}
		n := 0
		for _, w := range words {
			if !digit(w.Folded[0]) && d.knows(tag, w.Folded) {
				n++
			}
		}
		switch {
		case n > most:
			best, most, tie = tag, n, false
		case n == most:
			tie = true
		}
	}
	if tie || 2*most < len(words) {
		return ""
	}
	return best
}

// vietnameseSyllable reports whether a folded word can be a Vietnamese
// syllable without its marks: an initial, a rhyme of vowels, a final.
func vietnameseSyllable(w string) bool {
	if len(w) > 6 {
		return false
	}
	rest := w
	for _, in := range viInitials {
		if strings.HasPrefix(w, in) && len(w) > len(in) {
			rest = w[len(in):]
			break
		}
	}
	vowels := 0
	for vowels < len(rest) && strings.IndexByte("aeiouy", rest[vowels]) >= 0 {
		vowels++
	}
	if vowels == 0 || vowels > 3 {
		return false
	}
	switch rest[vowels:] {
	case "", "c", "ch", "m", "n", "ng", "nh", "p", "t":
		return viRhymes[rest[:vowels]]
	}
	return false
}

// The initials, longest first, and the vowel groups of Vietnamese syllables
// without marks.
var (
	viInitials = [...]string{"ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr", "b", "c", "d", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "x"}
	viRhymes   = map[string]bool{"a": true, "e": true, "i": true, "o": true, "u": true, "y": true,
		"ai": true, "ao": true, "au": true, "ay": true, "eo": true, "eu": true, "ia": true, "ie": true, "ieu": true, "iu": true,
		"oa": true, "oai": true, "oao": true, "oay": true, "oe": true, "oeo": true, "oi": true, "oo": true, "ua": true, "uai": true, "uay": true, "ue": true, "ui": true,
		"uo": true, "uoi": true, "uou": true, "uu": true, "uy": true, "uya": true, "uye": true, "uyu": true, "ye": true, "yeu": true}
)
