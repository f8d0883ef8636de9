package lang

import (
	"strings"
	"unicode/utf8"
)

// Shorten gives at most so many characters of a text, cut at a space where
// there is one, with an ellipsis behind it where anything is missing.
func Shorten(s string, runes int) string {
	if len(s) <= runes || len(s) <= utf8.UTFMax*runes && utf8.RuneCountInString(s) <= runes {
		return s
	}
	n := 0
	for i := range s {
		if n == runes {
			if cut := strings.LastIndexByte(s[:i], ' '); cut > 0 {
				i = cut
			}
			return s[:i] + "…"
		}
		n++
	}
	return s
}
