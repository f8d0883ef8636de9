package terminal

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/bidi"
)

// Isolates (Unicode Standard Annex 9, 2.4) keep what is inside in its own
// direction and what is outside in its place.
const (
	leftToRight = "\u2066"
	rightToLeft = "\u2067"
	popIsolate  = "\u2069"
)

// isolate keeps one line of text readable in a terminal whose lines run from
// left to right: a line of a right-to-left text as a whole, in a line of
// another text each stretch that runs from right to left.
func isolate(line string, rtl bool) string {
	if rtl {
		if line == "" {
			return ""
		}
		return rightToLeft + runs(line, false) + popIsolate
	}
	return runs(line, true)
}

// strong gives the direction of a character: 1 for right to left, -1 for left
// to right and for digits, 0 for those that follow their neighbours.
func strong(r rune) int {
	p, _ := bidi.LookupRune(r)
	switch p.Class() {
	case bidi.R, bidi.AL, bidi.AN:
		return 1
	case bidi.L, bidi.EN:
		return -1
	}
	return 0
}

// runs isolates the stretches of a line that run against it: those that start
// and end with a strong character of the other direction and have none of the
// line's own between. A middle dot, which parts the entries of a line, ends a
// stretch; so does the space between two numbers in a right-to-left line,
// which each stand for themselves. A number behind right-to-left words
// belongs to them, unless it goes on in letters of the line.
func runs(line string, rtl bool) string {
	against, open := -1, leftToRight
	if rtl {
		against, open = 1, rightToLeft
	}
	var b strings.Builder
	written := 0
	start, end := -1, -1           // of the stretch under way
	whole := -1                    // its end before a number that may go on in letters
	letters, space := false, false // in the stretch; since its last character
	flush := func() {
		if start >= 0 {
			b.WriteString(line[written:start] + open + line[start:end] + popIsolate)
			written = end
		}
		start, end, whole = -1, -1, -1
	}
	for i, r := range line {
		p, _ := bidi.LookupRune(r)
		digit := p.Class() == bidi.EN
		after := i + utf8.RuneLen(r)
		switch d := strong(r); {
		case rtl && digit:
			if start >= 0 { // else it stands in its place by itself
				if whole < 0 || space {
					whole = end
				}
				end, space = after, false
			}
		case d == against:
			if space && digit && !letters {
				flush()
			}
			if start < 0 {
				start, letters = i, false
			}
			letters = letters || !digit
			end, whole, space = after, -1, false
		case d == -against:
			if whole >= 0 && !space {
				end = whole
			}
			flush()
		case r == '·':
			flush()
		case r == ' ':
			space = true
		case start >= 0 && end == i && (p.Class() == bidi.NSM || p.Class() == bidi.BN || r == '%'):
			end = after
		}
	}
	flush()
	b.WriteString(line[written:])
	return b.String()
}
