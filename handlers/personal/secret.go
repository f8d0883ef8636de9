package personal

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"vanthu/corpus/lang"
	"vanthu/corpus/lexicon"
)

// Secrets tells what nobody has to send here: numbers of identity papers and
// bank cards, and one-time codes. The zero value and nil know the words of no
// language, and so no codes.
type Secrets struct{ codes *lexicon.Phrases }

// NewSecrets takes the words for one-time codes of all languages.
func NewSecrets(lx *lexicon.Lexicon) *Secrets {
	s := &Secrets{lexicon.NewPhrases()}
	for _, l := range lx.Languages {
		for _, w := range l.Everyday.Codes {
			s.codes.Add(w, w)
		}
	}
	return s
}

var (
	// run is digits, perhaps in groups.
	run      = regexp.MustCompile(`\+?\p{Nd}(?:[ \-]?\p{Nd})*`)
	passport = regexp.MustCompile(`\b[A-Z]{1,2}\p{Nd}{7,8}\b`)
	code     = regexp.MustCompile(`\p{Nd}(?:[ \-]?\p{Nd}){3,7}`)
)

// Lengths of numbers, in digits.
const (
	leastIdentity = 9
	mostIdentity  = 12
	leastCard     = 13 // ISO/IEC 7812-1: up to 19, the last one a check digit
	mostCard      = 19
	nearCode      = 4 // words between what names a code and the code
)

// In reports whether a text seems to hold such a number.
func (s *Secrets) In(text string) bool {
	if passport.MatchString(text) {
		return true
	}
	for _, at := range run.FindAllStringIndex(text, -1) {
		if s.number(text, at[0], at[1]) {
			return true
		}
	}
	return len(s.codesIn(text)) > 0
}

// number reports whether a run of digits is the number of a card or of an
// identity paper. A number with a sign before or behind it is that of a
// document or a sum; one that opens with "+", or ten or eleven digits that open
// with a nought, are a telephone's.
func (*Secrets) number(text string, from, to int) bool {
	if joined(text[:from], false) || joined(text[to:], true) {
		return false
	}
	number := onlyDigits(text[from:to])
	n := len(number)
	switch {
	case text[from] == '+':
		return false
	case n >= leastCard && n <= mostCard:
		return luhn(number)
	case n < leastIdentity || n > mostIdentity:
		return false
	}
	grouped := n != to-from
	phone := number[0] == '0' && n <= 11
	return !phone && (!grouped || n == mostIdentity && number[0] == '0') // other groups are those of a sum
}

// joined reports whether a number goes on beyond a sign: "57/2025", "1.5",
// "H26-".
func joined(rest string, behind bool) bool {
	r := []rune(rest)
	if len(r) == 0 {
		return false
	}
	near, far := r[0], rune(' ')
	if len(r) > 1 {
		far = r[1]
	}
	if !behind {
		near = r[len(r)-1]
		if len(r) > 1 {
			far = r[len(r)-2]
		}
	}
	letter := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	return letter(near) || strings.ContainsRune("./-_,", near) && letter(far)
}

// codesIn gives where one-time codes stand: four to eight digits near a word
// for them.
func (s *Secrets) codesIn(text string) [][]int {
	if s == nil || s.codes == nil {
		return nil
	}
	words := lang.Words(text)
	var out [][]int
	for _, m := range s.codes.Find(words) {
		first, last := max(0, m.First-nearCode), min(len(words), m.First+m.Len+nearCode)
		behind := codesAt(text, m.End, words[last-1].End)
		before := codesAt(text, words[first].Start, m.Start)
		switch { // the nearest one, rather behind the word
		case len(behind) > 0:
			out = append(out, behind[0])
		case len(before) > 0:
			out = append(out, before[len(before)-1])
		}
	}
	slices.SortFunc(out, func(a, b []int) int { return a[0] - b[0] })
	return slices.CompactFunc(out, func(a, b []int) bool { return a[0] == b[0] })
}

// codesAt gives the numbers of four to eight digits that stand alone in a
// part of a text; a year is none.
func codesAt(text string, from, to int) [][]int {
	var out [][]int
	for _, at := range code.FindAllStringIndex(text[from:max(from, to)], -1) {
		at = []int{from + at[0], from + at[1]}
		if n := onlyDigits(text[at[0]:at[1]]); len(n) == 4 && (n[:2] == "19" || n[:2] == "20") {
			continue
		}
		if !joined(text[:at[0]], false) && !joined(text[at[1]:], true) {
			out = append(out, at)
		}
	}
	return out
}

// Masked gives a text with its one-time codes masked; for the rest there is
// the function of that name.
func (s *Secrets) Masked(text string) string {
	found := s.codesIn(text)
	for i := len(found) - 1; i >= 0; i-- {
		if at := found[i]; at[1] <= len(text) {
			text = text[:at[0]] + Mask + text[at[1]:]
		}
	}
	return text
}

func onlyDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsDigit(r) {
			return -1
		}
		zero := r // the digits of a script stand in a row
		for r-zero < 9 && unicode.IsDigit(zero-1) {
			zero--
		}
		return '0' + r - zero
	}, s)
}

// luhn checks the last digit of a card's number (ISO/IEC 7812-1, annex B).
func luhn(digits string) bool {
	sum := 0
	for i := range len(digits) {
		d := int(digits[len(digits)-1-i] - '0')
		if i%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0
}
