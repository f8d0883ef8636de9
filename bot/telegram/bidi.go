package telegram

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/bidi"
)

// Marks of the Unicode Bidirectional Algorithm (Standard Annex 9). Telegram
// takes the direction of a paragraph from its first strong character.
const (
	rtlMark = "\u200f" // a text runs from right to left
	isolate = "\u2068" // what follows keeps its own direction, which its first strong character tells
	pop     = "\u2069" // until here
)

func isRTL(language string) bool { return language == "he" || language == "ar" }

// isolated keeps numbers of documents and the like whole within a text that
// runs from right to left: "57-NQ/TW" would read "NQ/TW-57", since its digits
// take the direction of the text and its letters do not. A stretch of Latin
// words that holds a number is isolated together with it; a number by itself
// needs nothing. What is isolated already stays as it is.
func isolated(text string) string {
	var b strings.Builder
	s := stretch{start: -1, digit: -1}
	done := 0 // bytes of text written
	flush := func() {
		if s.start >= 0 && s.number {
			b.WriteString(text[done:s.start] + isolate + text[s.start:s.end] + pop)
			done = s.end
		}
		s = stretch{start: -1, digit: -1}
	}
	depth := 0
	for i, r := range text {
		p, _ := bidi.LookupRune(r)
		switch p.Class() {
		case bidi.LRI, bidi.RLI, bidi.FSI:
			flush()
			depth++
			continue
		case bidi.PDI:
			depth = max(0, depth-1)
			continue
		}
		if depth > 0 {
			continue
		}
		width := len(string(r))
		switch p.Class() {
		case bidi.R, bidi.AL, bidi.AN, bidi.B:
			flush()
		case bidi.L:
			s.letter(i, i+width)
		case bidi.EN:
			s.number = true
			if s.start >= 0 {
				s.end = i + width
			} else if s.digit < 0 {
				s.digit = i
			}
		default:
			switch {
			case strings.ContainsRune("·|()[]«»“”\"", r), unicode.IsSpace(r) && strings.ContainsRune(",;:", s.before):
				flush()
			case unicode.IsSpace(r) && s.start < 0:
				s = stretch{start: -1, digit: -1}
			}
		}
		s.before = r
	}
	flush()
	b.WriteString(text[done:])
	return b.String()
}

// stretch is a run of Latin words and numbers.
type stretch struct {
	start, end int  // bytes; start < 0: no letter was seen yet
	digit      int  // where the number began that the letters go on; < 0: none
	number     bool // it holds a number
	before     rune // the character before
}

func (s *stretch) letter(start, end int) {
	if s.start < 0 {
		s.start = start
		if s.digit >= 0 {
			s.start = s.digit
		}
	}
	s.end = end
}
