package lang

import (
	"strings"
	"unicode/utf8"
)

// Roots appends to dst the forms under which the inflected forms of a folded
// word meet: one, but for Hebrew and Arabic, where what is written onto a word
// may or may not be part of it. It takes off what cases, numbers, articles and
// genitives add and leaves the endings by which words of other meanings are
// made, which Stem takes off too: "govern" is not "government". The first
// form is that of the whole word.
func Roots(dst []string, tag, word string) []string {
	if word == "" || digit(word[0]) {
		return append(dst, word)
	}
	switch tag {
	case "he":
		return hebrewRoots(dst, word)
	case "ar":
		return arabicRoots(dst, word)
	case "ru":
		if word[len(word)-1] < utf8.RuneSelf {
			return append(dst, word)
		}
		return append(dst, cutLongest(word, russianEndings[:], 3))
	case "en":
		return append(dst, englishRoot(word))
	case "nl":
		return append(dst, dutchRoot(word))
	case "no":
		return append(dst, norwegianRoot(word))
	}
	return append(dst, word)
}

// Root gives the form under which a word of a name is kept: of the forms of
// Roots the one without the article.
func Root(tag, word string) string {
	if article := Article(tag); article != "" {
		if rest, ok := strings.CutPrefix(word, article); ok && utf8.RuneCountInString(rest) >= 3 {
			return rest
		}
		return word
	}
	var one [1]string
	return Roots(one[:0], tag, word)[0]
}

// Article gives the article that a language writes onto its words, in front;
// empty where it writes none.
func Article(tag string) string {
	switch tag {
	case "he":
		return "ה"
	case "ar":
		return "ال"
	}
	return ""
}

// Definite reports whether a folded word is another one with the article, and
// perhaps a preposition, written onto it: للوزارة is to the ministry.
func Definite(tag, word, bare string) bool {
	article := Article(tag)
	if article == "" || len(word) <= len(bare) {
		return false
	}
	if tag == "ar" && strings.HasSuffix(word, "لل"+bare) {
		return true
	}
	return strings.HasSuffix(word, article+bare)
}

// Conjunction gives the letter for "and" that a language writes onto the next
// word; empty where "and" is a word.
func Conjunction(tag string) string {
	switch tag {
	case "he":
		return "ו"
	case "ar":
		return "و"
	}
	return ""
}

// The endings of Russian nouns and adjectives in all cases, longest first.
var russianEndings = [...]string{
	"иями", "ями", "ами", "иях", "ией", "иям", "ием", "ого", "его", "ому", "ему", "ыми", "ими",
	"ях", "ах", "ям", "ам", "ем", "ом", "ов", "ев", "ей", "ий", "ый", "ой", "ым", "им", "ых", "их",
	"ую", "юю", "ая", "яя", "ое", "ее", "ые", "ие", "ою", "ею", "ия", "ию", "ии", "ья", "ью", "ье",
	"и", "й", "о", "у", "ы", "ь", "ю", "я", "а", "е",
}

func cutLongest(word string, endings []string, keep int) string {
	for _, e := range endings {
		if rest, ok := strings.CutSuffix(word, e); ok && utf8.RuneCountInString(rest) >= keep {
			return rest
		}
	}
	return word
}

// englishRoot takes off the plural, after Harman's S-stemmer (1991).
func englishRoot(word string) string {
	n := len(word)
	switch {
	case n < 4 || word[n-1] != 's':
		return word
	case strings.HasSuffix(word, "ies") && n > 4:
		return word[:n-3] + "y"
	case strings.HasSuffix(word, "ss") || strings.HasSuffix(word, "us"):
		return word
	}
	return word[:n-1]
}

// dutchRoot takes off plural and genitive and the e of adjectives; a doubled
// letter that only spells the syllable's length counts once (agentschappen,
// centraal).
func dutchRoot(word string) string {
	word = cutLongest(word, []string{"s"}, 4)
	word = cutLongest(word, []string{"en", "e"}, 4)
	n := len(word)
	if n > 4 && word[n-1] == word[n-2] && strings.IndexByte("aeiou", word[n-1]) < 0 {
		return word[:n-1]
	}
	if n > 4 && word[n-2] == word[n-3] && strings.IndexByte("aeou", word[n-2]) >= 0 {
		return word[:n-2] + word[n-1:]
	}
	return word
}

// norwegianRoot takes off genitive, article and plural, one behind another
// (departement-er-, folkekomite-en, -ene-s).
func norwegianRoot(word string) string {
	word = cutLongest(word, []string{"s"}, 4)
	for range 3 {
		short := cutLongest(word, []string{"ene", "en", "et", "er", "a", "e"}, 4)
		if short == word {
			break
		}
		word = short
	}
	return word
}

// hebrewRoots gives the word, and the word without one to four letters in
// front that can be prefixes.
func hebrewRoots(dst []string, word string) []string {
	dst = append(dst, word)
	for range 4 {
		r, size := utf8.DecodeRuneInString(word)
		if len(word)-size < 3*2 || !strings.ContainsRune(hebrewPrefixes, r) {
			break
		}
		word = word[size:]
		dst = append(dst, word)
	}
	return dst
}

// arabicRoots gives the word, and the word without conjunction (و ف),
// preposition (ب ك ل) and article. The article behind ل loses its alef.
func arabicRoots(dst []string, word string) []string {
	first := len(dst)
	dst = append(dst, word)
	cut := func(from string, prefixes ...string) {
		for _, p := range prefixes {
			if rest, ok := strings.CutPrefix(from, p); ok && utf8.RuneCountInString(rest) >= 3 {
				dst = append(dst, rest)
			}
		}
	}
	cut(word, "و", "ف")
	for _, w := range dst[first:len(dst):len(dst)] {
		cut(w, "لل", "ال", "بال", "كال", "ل", "ب", "ك")
	}
	return dst
}
