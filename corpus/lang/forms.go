package lang

import (
	"strings"
	"unicode/utf8"
)

// Unprefixed gives the forms of a folded word of a language that writes
// one-letter prefixes onto words: without its ending, and the same with one
// letter after the other taken off in front, down to three letters; nil for
// other languages. Of these, Stem gives the shortest, which other words share.
func Unprefixed(tag, word string) []string {
	if tag != "he" || word == "" || digit(word[0]) {
		return nil
	}
	out := []string{hebrewEnding(word)}
	for letters := utf8.RuneCountInString(word); letters > 3; letters-- {
		r, size := utf8.DecodeRuneInString(word)
		if !strings.ContainsRune(hebrewPrefixes, r) {
			break
		}
		word = word[size:]
		if form := hebrewEnding(word); form != out[len(out)-1] {
			out = append(out, form)
		}
	}
	return out
}

// Clipped gives a folded word of three letters without the one-letter prefix
// that it may have; "" where it has none. So little is left that only a name
// of several words is told by it: בדא נאנג, in Da Nang.
func Clipped(tag, word string) string {
	prefixes := ""
	switch tag {
	case "he":
		prefixes = hebrewPrefixes
	case "ar":
		prefixes = "وفبكل"
	}
	if r, size := utf8.DecodeRuneInString(word); strings.ContainsRune(prefixes, r) && utf8.RuneCountInString(word) == 3 {
		return word[size:]
	}
	return ""
}

// hebrewEnding takes one common ending off a word, down to three letters.
func hebrewEnding(word string) string {
	letters := utf8.RuneCountInString(word)
	for _, s := range [...]string{"ים", "ות", "ה", "ת", "י"} {
		if rest, ok := strings.CutSuffix(word, s); ok && letters-utf8.RuneCountInString(s) >= 3 {
			word = rest
			break
		}
	}
	return hebrewFinal.Replace(word)
}

// dutchFronts are the separable fronts of Dutch verbs.
var dutchFronts = [...]string{"", "aan", "af", "bij", "door", "in", "mee", "na", "om", "op", "over", "samen", "toe", "uit", "vast", "voor", "weg"}

// Participle gives the infinitives that a word may belong to which looks like
// a regular participle of its language: gebouwd, opgericht; nil for others.
func Participle(tag, word string) []string {
	if tag != "nl" {
		return nil
	}
	for _, front := range dutchFronts {
		rest, ok := strings.CutPrefix(word, front+"ge")
		if !ok {
			continue
		}
		rest = strings.TrimSuffix(rest, "e") // gebouwde
		body := strings.TrimRight(rest, "dt")
		if len(body) < 3 || body == rest {
			continue
		}
		if rest[len(rest)-1] == 't' { // of bouwen or of richten
			return []string{front + body + "en", front + body + "ten"}
		}
		return []string{front + body + "en"}
	}
	return nil
}
