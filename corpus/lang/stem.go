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
	if len(word) > 3 {
		word = strings.TrimSuffix(word, "s")
	}
	if w, ok := strings.CutSuffix(word, "ieen"); ok {
		word = w + "ie"
	}
	return snowball(word, dutch.Stem)
}

// The affixes of Arabic words, folded (taa marbuta is haa), longest first.
var (
	arabicArticles = [...]string{"وبال", "ولل", "وال", "بال", "كال", "فال", "لل", "ال"}
	arabicSuffixes = [...]string{"ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي"}
)

// arabicStem takes off the article with what is written onto it, then the
// endings, then single letters in front: in this order forms with and without
// an article meet, also of words whose own first letter looks like a prefix
// (وزارة, الوزارات).
func arabicStem(word string) string {
	letters := utf8.RuneCountInString(word)
	cut := func(affix, rest string, keep int) bool {
		n := utf8.RuneCountInString(affix)
		if letters-n < keep {
			return false
		}
		word, letters = rest, letters-n
		return true
	}
	for _, p := range arabicArticles {
		// Of three lams two are written: the first of للجنة is the preposition.
		if rest, ok := strings.CutPrefix(word, p); ok && !(strings.HasSuffix(p, "لل") && rest == "جنه") && cut(p, rest, 2) {
			break
		}
	}
	for range 2 {
		for _, s := range arabicSuffixes {
			if rest, ok := strings.CutSuffix(word, s); ok && cut(s, rest, 3) {
				break
			}
		}
	}
	for {
		rest, ok := strings.CutPrefix(word, "و")
		if !ok || !cut("و", rest, 3) {
			break
		}
	}
	for _, p := range [...]string{"ل", "ب"} {
		if rest, ok := strings.CutPrefix(word, p); ok && cut(p, rest, 3) {
			break
		}
	}
	return word
}

const hebrewPrefixes = "והבלמשכ"

// hebrewFinal gives the letters that look different at a word's end as they
// look inside it.
var hebrewFinal = strings.NewReplacer("ך", "כ", "ם", "מ", "ן", "נ", "ף", "פ", "ץ", "צ")

// hebrewStem takes off one ending and then the letters in front that can be
// prefixes, of which several may stand one behind another (ושבמסמכים), down
// to three letters. A letter of the root that looks like a prefix goes too,
// in every form alike.
func hebrewStem(word string) string {
	letters := utf8.RuneCountInString(word)
	for _, s := range [...]string{"ים", "ות", "ה", "ת", "י"} {
		n := utf8.RuneCountInString(s)
		if rest, ok := strings.CutSuffix(word, s); ok && letters-n >= 3 {
			word, letters = rest, letters-n
			break
		}
	}
	for letters > 3 {
		r, size := utf8.DecodeRuneInString(word)
		if !strings.ContainsRune(hebrewPrefixes, r) {
			break
		}
		word, letters = word[size:], letters-1
	}
	return hebrewFinal.Replace(word)
}
