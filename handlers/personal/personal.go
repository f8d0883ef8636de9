// Package personal takes out of people's words what tells who somebody is:
// e-mail addresses, telephone numbers, numbers of identity papers and cards.
// Numbers of documents, days, codes of procedures and sums of money stay.
//
// The patterns are general, not those of one country: a telephone number
// begins with "+" or "0", an identity number has nine or more digits in a row.
// Names of people are not found.
package personal

import (
	"regexp"
	"strings"
	"unicode"
)

// Mask stands where something was taken out.
const Mask = "[…]"

// patterns is what is taken out, in this order. Where least is set, a match
// is taken out only if it has as many digits.
var patterns = []struct {
	of    string
	match *regexp.Regexp
	least int
	alone bool // not behind the first groups of a longer number
}{
	{"e-mail", regexp.MustCompile(`[\p{L}\p{N}._%+\-]+@[\p{L}\p{N}\-]+(?:\.[\p{L}\p{N}\-]+)+`), 0, false},
	{"handle on a platform", regexp.MustCompile(`(?:^|\s)@[A-Za-z0-9_]{4,}`), 0, false},
	{"telephone number with the code of its country", regexp.MustCompile(`\+[\s(]{0,2}\p{Nd}[\p{Nd}\s().\-]{6,22}\p{Nd}`), 8, false},
	{"telephone or identity number that begins with a nought", regexp.MustCompile(`\(?[0٠]\p{Nd}[\p{Nd}\s().\-]{5,20}\p{Nd}`), 9, true},
	{"number of a card", regexp.MustCompile(`\p{Nd}{4}(?:[ \-]\p{Nd}{4}){2,3}(?:[ \-]\p{Nd}{1,4})?`), 12, false},
	{"identity number", regexp.MustCompile(`\p{Nd}{9,}`), 9, false},
	{"passport number", regexp.MustCompile(`\b[A-Z]{1,2}\p{Nd}{7,8}\b`), 7, false},
}

// Masked gives a text with such parts masked.
func Masked(text string) string {
	for _, p := range patterns {
		var out strings.Builder
		from := 0
		for _, at := range p.match.FindAllStringIndex(text, -1) {
			m := text[at[0]:at[1]]
			if digits(m) < p.least || p.alone && within(text[:at[0]]) {
				continue
			}
			lead := len(m) - len(strings.TrimLeftFunc(m, unicode.IsSpace))
			out.WriteString(text[from:at[0]+lead] + Mask)
			from = at[1]
		}
		text = out.String() + text[from:]
	}
	return text
}

// groups ends what is the first part of a number written in groups.
var groups = regexp.MustCompile(`\p{Nd}[.,]?$`)

// within reports whether what follows a text goes on with a number: the
// noughts of "1.500.000.000.000".
func within(before string) bool { return groups.MatchString(before) }

func digits(s string) int {
	n := 0
	for _, r := range s {
		if unicode.IsDigit(r) {
			n++
		}
	}
	return n
}
