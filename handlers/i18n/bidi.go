package i18n

import (
	"strings"
	"unicode"
)

// Isolates keep runs of the other direction in place: first-strong isolate
// and pop (Unicode Standard Annex 9).
const (
	isolate = "\u2068"
	pop     = "\u2069"
)

// Isolate keeps a text together among text of either direction.
func Isolate(s string) string { return isolate + s + pop }

// Isolated isolates the runs of a text that go from left to right, in text that
// runs the other way. What is isolated already stays as it is.
func Isolated(s string) string {
	var out strings.Builder
	depth := 0
	runes := []rune(s)
	for i := 0; i < len(runes); {
		switch r := runes[i]; {
		case r >= 0x2066 && r <= 0x2068:
			depth++
		case r == 0x2069:
			depth--
		case depth == 0:
			if n := run(runes[i:]); n > 0 {
				out.WriteString(Isolate(string(runes[i : i+n])))
				i += n
				continue
			}
			if n := digitsOf(runes[i:]); n > 0 { // a number alone keeps its place
				out.WriteString(string(runes[i : i+n]))
				i += n
				continue
			}
		}
		out.WriteRune(runes[i])
		i++
	}
	return out.String()
}

// run gives how many characters from the first on run from left to right and
// have to be isolated; 0 is none. They begin with a letter, a digit or the
// sign of a command, and hold a letter, or a sign between digits.
func run(s []rune) int {
	if !LeftToRight(s[0]) && !unicode.IsDigit(s[0]) && (s[0] != '/' || len(s) < 2 || !LeftToRight(s[1])) {
		return 0
	}
	end, letters, signs := 0, false, false
	for i, r := range s {
		switch {
		case LeftToRight(r):
			letters = true
			end = i + 1
		case unicode.IsDigit(r) || unicode.Is(unicode.Mn, r) && i > 0:
			signs = signs || i > 0 && end > 0 && end < i && !letters && s[i-1] != ' '
			end = i + 1
		case strings.ContainsRune("./-_:@#&+=?%'’–~", r):
		case r == ' ' && i+1 < len(s) && letters && (LeftToRight(s[i+1]) || unicode.IsDigit(s[i+1])):
		default:
			return isRun(end, letters, signs)
		}
	}
	return isRun(end, letters, signs)
}

func isRun(end int, letters, signs bool) int {
	if letters || signs {
		return end
	}
	return 0
}

func digitsOf(s []rune) int {
	n := 0
	for n < len(s) && unicode.IsDigit(s[n]) {
		n++
	}
	return n
}

// LeftToRight reports a letter of a script that runs from left to right.
func LeftToRight(r rune) bool {
	return unicode.IsLetter(r) && !unicode.Is(unicode.Hebrew, r) && !unicode.Is(unicode.Arabic, r)
}
