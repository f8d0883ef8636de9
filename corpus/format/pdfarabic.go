package format

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// lamAlef finds the ligature of lam and alef where a PDF gives its letters in
// the wrong order and no word has them so: an alef before another, an alef
// with hamza between two lams. Behind a consonant the wrong order is a right
// one of other words ("mal" and "mla"), and stays as it is.
var lamAlef = regexp.MustCompile("ا([اأإآ])ل|ل([أإآ])ل")

// lamAlefWords are the ligature as a word, or the end of one, of its own.
var lamAlefWords = map[string]string{"ال": "لا", "وال": "ولا", "إال": "إلا", "أال": "ألا"}

// repairRTL mends a line of right-to-left text: the ligature, and a stop that
// was drawn at the left end and so came first.
func repairRTL(s string) string {
	if !strings.ContainsFunc(s, isRTL) {
		return s
	}
	if first, size := utf8.DecodeRuneInString(s); strings.ContainsRune(".،؛", first) {
		if next, _ := utf8.DecodeRuneInString(s[size:]); isRTL(next) {
			s = s[size:] + string(first)
		}
	}
	if !strings.Contains(s, "ل") {
		return s
	}
	s = lamAlef.ReplaceAllStringFunc(s, func(m string) string {
		r := []rune(m)
		return string([]rune{r[0], r[2], r[1]})
	})
	words := strings.Split(s, " ")
	for i, w := range words {
		if right, ok := lamAlefWords[w]; ok {
			words[i] = right
		}
	}
	return strings.Join(words, " ")
}

func isRTL(r rune) bool { return r >= 0x590 && unicode.In(r, unicode.Arabic, unicode.Hebrew) }
