package lang

import (
	"strings"
	"unicode/utf8"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/dutch"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/norwegian"
	"github.com/blevesearch/snowballstem/russian"
)

// Stem gives the part of a folded word that its forms share in a language.
// Vietnamese words have one form; numbers and words of unknown languages come
// back as they are.
//
// Russian, Dutch, Norwegian and English follow the Snowball stemmers
// (snowballstem.org); Arabic is the light10 idea of Larkey, Ballesteros and
// Connell (2002); Hebrew takes off the one-letter prefixes and the common
// plural endings.
func Stem(tag, word string) string {
	if word == "" || digit(word[0]) {
		return word
	}
	switch tag {
	case "ru":
		return snowball(word, russian.Stem)
	case "en":
		return snowball(word, english.Stem)
	case "nl":
		return dutchStem(word)
	case "no":
		return snowball(word, norwegian.Stem)
	case "ar":
		return arabicStem(word)
	case "he":
		return hebrewStem(word)
	}
	return word
}

// Stems reports whether Stem changes words of the language at all.
func Stems(tag string) bool { return tag != "vi" && tag != "" }

func snowball(word string, stem func(*snowballstem.Env) bool) string {
	env := snowballstem.NewEnv(word)
	stem(env)
	return env.Current()
}

// dutchStem adds to Snowball the plural in -ies of words in -ie, which it
// leaves alone.
func dutchStem(word string) string {
	word = strings.TrimSuffix(word, "s")
	if w, ok := strings.CutSuffix(word, "ieen"); ok {
		word = w + "ie"
	}
	return snowball(word, dutch.Stem)
}

// The affixes of Arabic words, folded (taa marbuta is haa).
var (
	arabicPrefixes = [...]string{"وال", "بال", "كال", "فال", "لل", "ال"}
	arabicSuffixes = [...]string{"ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي"}
)

func arabicStem(word string) string {
	letters := utf8.RuneCountInString(word)
	if strings.HasPrefix(word, "و") && letters > 4 {
		if rest := strings.TrimPrefix(word, "و"); !strings.HasPrefix(rest, "ا") || strings.HasPrefix(rest, "ال") {
			word, letters = rest, letters-1
		}
	}
	for _, p := range arabicPrefixes {
		if n := utf8.RuneCountInString(p); strings.HasPrefix(word, p) && letters-n >= 2 {
			word, letters = word[len(p):], letters-n
			break
		}
	}
	for _, p := range [...]string{"ل", "ب"} { // prepositions before a long word
		if strings.HasPrefix(word, p) && letters > 4 {
			word, letters = word[len(p):], letters-1
			break
		}
	}
	for range 2 {
		for _, s := range arabicSuffixes {
			if n := utf8.RuneCountInString(s); strings.HasSuffix(word, s) && letters-n >= 3 {
				word, letters = word[:len(word)-len(s)], letters-n
				break
			}
		}
	}
	return word
}

const hebrewPrefixes = "והבלמשכ"

func hebrewStem(word string) string {
	letters := utf8.RuneCountInString(word)
	for letters > 3 { // ושבמסמכים: prefixes stand one behind another
		r, size := utf8.DecodeRuneInString(word)
		if !strings.ContainsRune(hebrewPrefixes, r) {
			break
		}
		word, letters = word[size:], letters-1
	}
	for _, s := range [...]string{"ים", "ות", "יה", "ה", "ת"} {
		if n := utf8.RuneCountInString(s); strings.HasSuffix(word, s) && letters-n >= 3 {
			return word[:len(word)-len(s)]
		}
	}
	return word
}
