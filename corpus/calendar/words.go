package calendar

import (
	"strings"
	"unicode"

	"vanthu/corpus/lang"
)

// wordSet is single words as key gives them.
type wordSet struct {
	words map[string]bool
	first [256]bool // bytes that some word begins with
	sizes uint64    // bits: how many bytes some word has
}

// newWordSet makes the set of the single words among phrases. Where marks are
// optional, words typed without marks are in it too.
func newWordSet(marksOptional bool, lists ...[]string) *wordSet {
	s := &wordSet{words: map[string]bool{}}
	for _, list := range lists {
		for _, phrase := range list {
			words := lang.Words(phrase)
			if len(words) != 1 {
				continue
			}
			s.add(key(words[0]))
			if marksOptional {
				s.add(words[0].Folded)
			}
		}
	}
	return s
}

func (s *wordSet) add(word string) {
	s.words[word] = true
	s.first[word[0]] = true
	s.sizes |= 1 << (len(word) % 64)
}

func (s *wordSet) has(w lang.Word) bool {
	return (s.may(w.Folded) || s.may(w.Marked)) && s.words[key(w)]
}

// may is quick to tell of most words that they are not in the set.
func (s *wordSet) may(word string) bool {
	return word != "" && s.first[word[0]] && s.sizes>>(len(word)%64)&1 != 0
}

// key is the form of a word that sets hold: with the marks of Latin letters,
// which tell words apart, and folded in other scripts.
func key(w lang.Word) string {
	if w.Marked != "" && strings.ContainsFunc(w.Marked, func(r rune) bool { return r > 0x7f && unicode.Is(unicode.Latin, r) }) {
		return w.Marked
	}
	return w.Folded
}

func foldedWords(s string) string {
	var parts []string
	for _, w := range lang.Words(s) {
		parts = append(parts, w.Folded)
	}
	return strings.Join(parts, " ")
}

// number gives the value of a word of up to most digits, or -1.
func number(w lang.Word, most int) int { return digits(w.Folded, most) }

func digits(s string, most int) int {
	if s == "" || len(s) > most {
		return -1
	}
	n := 0
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return -1
		}
		n = 10*n + int(s[i]-'0')
	}
	return n
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }

// foreignDigit reports the digits of scripts other than Latin, whose blocks
// U+1E00 to U+A61F have none.
func foreignDigit(r rune) bool {
	return r >= 0x0660 && (r < 0x1E00 || r >= 0xA620) && unicode.IsDigit(r)
}

// holdsYear reports that somewhere in a text four digits stand that asYear may
// read.
func holdsYear(text string) bool {
	for i := 0; i+4 <= len(text); i++ {
		if c := text[i]; (c == '2' && text[i+1] == '0' || c == '1' && text[i+1] == '9') && isDigit(text[i+2]) && isDigit(text[i+3]) {
			return true
		}
	}
	return false
}

// asYear gives the value of a word that can be a year, or -1.
func asYear(s string) int {
	if n := digits(s, 4); n >= 1900 && n < 2100 && len(s) == 4 {
		return n
	}
	return -1
}

// roman gives the value of I to IV, or 0.
func roman(s string) int {
	switch s {
	case "i":
		return 1
	case "ii":
		return 2
	case "iii":
		return 3
	case "iv":
		return 4
	}
	return 0
}
