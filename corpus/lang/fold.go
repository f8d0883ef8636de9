// Package lang tells languages apart and takes text apart: cleaning, folding,
// words, stems, sentences. It knows scripts and spelling; words of a language
// that carry meaning stand in the lexicon.
//
// Languages are named by the tags vi en he ru nl ar no.
package lang

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Tags are the languages of documents and questions.
var tags = [...]string{"vi", "en", "he", "ru", "nl", "ar", "no"}

// Tags gives the languages of documents and questions.
func Tags() []string { return append([]string(nil), tags[:]...) }

// Tag reads a language tag as people and platforms write it: "nb" and "nn"
// are no, "iw" is he, a region is dropped. ok is false for any other language.
func Tag(s string) (tag string, ok bool) {
	s = strings.ToLower(strings.TrimSpace(s))
	if i := strings.IndexAny(s, "-_"); i > 0 {
		s = s[:i]
	}
	switch s {
	case "nb", "nn":
		s = "no"
	case "iw":
		s = "he"
	}
	for _, t := range tags {
		if s == t {
			return t, true
		}
	}
	return "", false
}

// RightToLeft reports whether the language is written from right to left.
func RightToLeft(tag string) bool { return tag == "he" || tag == "ar" }

// Clean makes typed text fit for every later step: valid UTF-8 in NFC,
// without invisible and bidi control characters, spaces and line ends made
// single spaces.
func Clean(s string) string {
	s = strings.ToValidUTF8(s, " ")
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, r := range s {
		switch {
		case unicode.IsSpace(r) || unicode.IsControl(r):
			space = b.Len() > 0
			continue
		case invisible(r):
			continue
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(r)
	}
	return norm.NFC.String(b.String()) // after the invisible ones, which keep marks from their letters
}

func invisible(r rune) bool {
	switch {
	case r < 0x00AD:
		return false
	case r == 0x00AD, r == 0x034F, r == 0x061C, r == 0x180E, r == 0xFEFF:
		return true
	case r >= 0x200B && r <= 0x200F, r >= 0x202A && r <= 0x202E, r >= 0x2060 && r <= 0x206F:
		return true
	case r >= 0xFE00 && r <= 0xFE0F, r >= 0xE0000 && r <= 0xE0FFF: // variation selectors, tag characters
		return true
	case r == 0x115F, r == 0x1160, r == 0x3164, r == 0xFFA0, r >= 0xFFF9 && r <= 0xFFFB: // fillers, annotation marks
		return true
	}
	return false
}

// FoldRune gives the letter that r counts as where marks and case do not
// count, or -1 for a mark that counts for nothing. Vietnamese and other Latin
// letters lose their marks (đ is d, ø is o), Cyrillic ё is е, Arabic alefs
// are one letter, taa marbuta is haa, alef maqsura is yaa; Arabic and Hebrew
// points vanish; digits of all scripts become ASCII.
func FoldRune(r rune) rune {
	if r < 0x80 {
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}
	switch {
	case r < 0x0250 || (r >= 0x1E00 && r <= 0x1EFF):
		if r >= 0x1E00 {
			return foldedLatin[r-0x1E00+0x0250]
		}
		return foldedLatin[r]
	case r >= 0x0300 && r <= 0x036F:
		return -1
	case r >= 0x0400 && r <= 0x052F:
		r = unicode.ToLower(r)
		if r == 'ё' {
			return 'е'
		}
		return r
	case r >= 0x0591 && r <= 0x05C7 && r != 0x05BE:
		return -1 // Hebrew points and accents
	case r >= 0x0600 && r <= 0x06FF:
		return foldArabic(r)
	case r >= 0xFF01 && r <= 0xFF5E:
		return FoldRune(r - 0xFF01 + '!') // full-width forms of ASCII
	case unicode.IsDigit(r):
		return foldDigit(r)
	}
	if lower := unicode.ToLower(r); lower != r {
		return FoldRune(lower) // the signs of ångström and kelvin are letters
	}
	return r
}

// foldDigit gives the ASCII digit of a digit of another script. Unicode keeps
// the digits of a script together, zero first (chapter 22.3).
func foldDigit(r rune) rune {
	for _, t := range unicode.Nd.R16 {
		if r >= rune(t.Lo) && r <= rune(t.Hi) {
			return '0' + (r-rune(t.Lo))%10
		}
	}
	for _, t := range unicode.Nd.R32 {
		if r >= rune(t.Lo) && r <= rune(t.Hi) {
			return '0' + (r-rune(t.Lo))%10
		}
	}
	return r
}

// foldedLatin holds foldLatin of U+0000 to U+024F and U+1E00 to U+1EFF.
var foldedLatin = func() (t [0x0250 + 0x0100]rune) {
	for i := range t {
		if r := rune(i); r < 0x0250 {
			t[i] = foldLatin(r)
		} else {
			t[i] = foldLatin(r - 0x0250 + 0x1E00)
		}
	}
	return t
}()

func foldLatin(r rune) rune {
	switch r {
	case 'đ', 'Đ', 'ð', 'Ð':
		return 'd'
	case 'ø', 'Ø':
		return 'o'
	case 'ł', 'Ł':
		return 'l'
	case 'ı':
		return 'i'
	}
	var buf [utf8.UTFMax]byte
	n := utf8.EncodeRune(buf[:], r)
	if d := norm.NFD.Properties(buf[:n]).Decomposition(); len(d) > 0 {
		base, _ := utf8.DecodeRune(d)
		return foldLatin(base) // which may carry marks itself: ấ is â and a mark, Ǿ is Ø and a mark
	}
	return unicode.ToLower(r)
}

func foldArabic(r rune) rune {
	switch {
	case r == 'أ' || r == 'إ' || r == 'آ' || r == 'ٱ':
		return 'ا'
	case r == 'ة':
		return 'ه'
	case r == 'ى':
		return 'ي'
	case r == 'ؤ':
		return 'و'
	case r == 'ئ':
		return 'ي'
	case r == 0x0640 || (r >= 0x064B && r <= 0x065F) || r == 0x0670:
		return -1 // tatweel, harakat
	case r >= 0x0660 && r <= 0x0669:
		return '0' + r - 0x0660
	case r >= 0x06F0 && r <= 0x06F9:
		return '0' + r - 0x06F0
	}
	return r
}

// Fold gives s with FoldRune applied to every letter.
func Fold(s string) string {
	return strings.Map(FoldRune, s)
}
