package format

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// lines gives the lines of a text, whatever its line ends are; a form feed or
// vertical tab ends a line too.
func lines(s string) func(yield func(string) bool) {
	for _, end := range [...]string{"\r", "\v", "\f", "\u0085", "\u2028", "\u2029"} {
		if strings.Contains(s, end) {
			s = lineEnds.Replace(s)
			break
		}
	}
	return func(yield func(string) bool) {
		for len(s) > 0 {
			line, rest, _ := strings.Cut(s, "\n")
			if !yield(line) {
				return
			}
			s = rest
		}
	}
}

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\v", "\n", "\f", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n")

// clean gives a piece of text as it stands in a Body: NFC, without control,
// invisible and bidi control characters, every run of white space one space,
// none at the ends. Invalid UTF-8 becomes U+FFFD.
func clean(s string) string {
	tidy, composed := survey(s)
	if !tidy {
		s = scrub(s)
	}
	if !composed && !norm.NFC.IsNormalString(s) {
		s = norm.NFC.String(s)
	}
	return s
}

// survey reports, in one pass, whether scrub would leave s as it is, and
// whether all of it is of letters and marks that NFC never changes. Of what is
// not tidy it sees only the beginning.
func survey(s string) (tidy, composed bool) {
	space := true // no space at the start
	composed = true
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if c == ' ' {
				if space {
					return false, false
				}
				space = true
			} else if c < ' ' || c == 0x7f {
				return false, false
			} else {
				space = false
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if !isComposed(r) {
			composed = false
		}
		if r == utf8.RuneError && size == 1 || isSpace(r) || isInvisible(r) {
			return false, false
		}
		space = false
		i += size
	}
	return !space || s == "", composed
}

// isComposed reports characters that NFC leaves as they are, whatever stands
// beside them: Latin letters of whole blocks, Vietnamese ones among them, and
// dashes and quotation marks.
func isComposed(r rune) bool {
	return r < 0x300 || r >= 0x1e00 && r <= 0x1eff || r >= 0x2010 && r <= 0x2027
}

// scrub does the work of clean but for NFC.
func scrub(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	space := false
	var last rune
	for i, r := range s {
		switch {
		case isSpace(r):
			space = true
			continue
		case r == '\u200c' || r == '\u200d':
			next, _ := utf8.DecodeRuneInString(s[i+3:])
			if space || !joins(last) || !joins(next) {
				continue
			}
		case isInvisible(r):
			continue
		}
		if space && b.Len() > 0 {
			b.WriteByte(' ')
		}
		space = false
		b.WriteRune(r)
		last = r
	}
	return b.String()
}

// isSpace reports white space of any width, tabs and line ends among it.
func isSpace(r rune) bool {
	switch {
	case r == ' ', r >= '\t' && r <= '\r', r == 0x85, r == 0xa0, r == 0x1680, r >= 0x2000 && r <= 0x200a,
		r == 0x2028, r == 0x2029, r == 0x202f, r == 0x205f, r == 0x3000:
		return true
	}
	return false
}

// isInvisible reports characters that show nothing and would hide a word from
// search or change how a quote is displayed.
func isInvisible(r rune) bool {
	switch {
	case r < ' ', r >= 0x7f && r <= 0x9f, r == 0xad, r == 0x61c, r == 0x180e, r >= 0x200b && r <= 0x200f,
		r >= 0x202a && r <= 0x202e, r >= 0x2060 && r <= 0x206f, r == 0xfeff, r >= 0xfff9 && r <= 0xfffb, r >= 0xe0000 && r <= 0xe007f:
		return true
	}
	return false
}

// joins reports letters whose shape or meaning a zero-width joiner or
// non-joiner between them changes.
func joins(r rune) bool {
	return r > 0x5ff && unicode.In(r, unicode.Arabic, unicode.Syriac, unicode.Mongolian, unicode.Devanagari, unicode.Bengali,
		unicode.Gurmukhi, unicode.Gujarati, unicode.Oriya, unicode.Tamil, unicode.Telugu, unicode.Kannada, unicode.Malayalam,
		unicode.Sinhala, unicode.Khmer, unicode.Myanmar) && (unicode.IsLetter(r) || unicode.IsMark(r))
}
