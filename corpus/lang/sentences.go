package lang

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Sentence is a stretch of a text, in bytes.
type Sentence struct{ Start, End int }

// Sentences takes a text apart at its line ends and at the marks that end a
// sentence. It does not end one at an abbreviation of the list (written
// without its last full stop: "nr", "TS", "e.g"), after a single capital
// letter, or after a number that goes on ("15. mai", "1. Phạm vi").
func Sentences(text string, abbreviated []string) []Sentence {
	var out []Sentence
	start := 0
	add := func(end int) {
		s, e := start, end
		for s < e && (text[s] == ' ' || text[s] == '\t' || text[s] == '\n') {
			s++
		}
		for e > s && (text[e-1] == ' ' || text[e-1] == '\t' || text[e-1] == '\n') {
			e--
		}
		if e > s {
			out = append(out, Sentence{s, e})
		}
		start = end
	}
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		i += size
		switch r {
		case '\n':
			add(i)
		case '!', '?', '…', '؟', '。':
			for i < len(text) && strings.IndexByte(".!?", text[i]) >= 0 {
				i++
			}
			i = skipClosing(text, i)
			if endsHere(text, i) && (r != '…' || upperNext(text, i)) {
				add(i)
			}
		case '.':
			if i < len(text) && text[i] == '.' { // "..." ends a sentence only before a capital
				for i < len(text) && text[i] == '.' {
					i++
				}
				i = skipClosing(text, i)
				if endsHere(text, i) && upperNext(text, i) {
					add(i)
				}
				continue
			}
			stop := i - 1
			after := skipClosing(text, i)
			if !endsHere(text, after) || shortened(text[start:stop], abbreviated) && !(unitOf(text[start:stop]) && capitalNext(text, after)) || numbered(text[start:stop], text[after:]) {
				continue
			}
			i = after
			if !lowerNext(text, i) {
				add(i)
			}
		}
	}
	add(len(text))
	return out
}

func skipClosing(text string, i int) int {
	for i < len(text) {
		r, size := utf8.DecodeRuneInString(text[i:])
		if !strings.ContainsRune("\"'”’»)]", r) {
			return i
		}
		i += size
	}
	return i
}

func endsHere(text string, i int) bool {
	return i >= len(text) || text[i] == ' ' || text[i] == '\n' || text[i] == '\t'
}

func nextRune(text string, i int) rune {
	for i < len(text) {
		r, size := utf8.DecodeRuneInString(text[i:])
		if !unicode.IsSpace(r) && !strings.ContainsRune("\"'“‘«([-–—", r) {
			return r
		}
		i += size
	}
	return 0
}

func upperNext(text string, i int) bool {
	r := nextRune(text, i)
	return r == 0 || unicode.IsUpper(r) || unicode.IsDigit(r) || (unicode.IsLetter(r) && !unicode.IsLower(r))
}

func lowerNext(text string, i int) bool { return unicode.IsLower(nextRune(text, i)) }

// shortened reports whether what stands before the full stop is an
// abbreviation of the list or one capital letter.
func shortened(before string, abbreviated []string) bool {
	cut := strings.LastIndexAny(before, " \n\t(\"“«")
	last := before[cut+1:]
	if dot := strings.LastIndexByte(last, '.'); dot >= 0 && shortened(last[dot+1:], abbreviated) { // PGS.TS.
		return true
	}
	for _, a := range abbreviated {
		if last == a || strings.EqualFold(last, a) && len(a) > 1 {
			return true
		}
	}
	r, size := utf8.DecodeRuneInString(last)
	return size == len(last) && unicode.IsUpper(r)
}

// unitOf reports a short word in small letters behind a number: "2026 г." may
// end a sentence, "г. Ханой" does not.
func unitOf(before string) bool {
	cut := strings.LastIndexByte(before, ' ')
	if cut < 1 || !digit(before[cut-1]) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(before[cut+1:])
	return unicode.IsLower(r)
}

func capitalNext(text string, i int) bool { return unicode.IsUpper(nextRune(text, i)) }

// numbered reports a full stop behind a number that belongs to what follows:
// an item's number at the start of a sentence, alone or behind one word with
// a capital ("Điều 3. Giải thích từ ngữ"), or an ordinal before a small
// letter.
func numbered(before, after string) bool {
	trimmed := strings.TrimLeft(before, " \n\t")
	if word, number, ok := strings.Cut(trimmed, " "); ok && capital(word) && isNumber(number) {
		return true
	}
	digits := len(trimmed)
	for digits > 0 && (digit(trimmed[digits-1]) || trimmed[digits-1] == '.') {
		digits--
	}
	if digits == len(trimmed) {
		return false
	}
	return digits == 0 && len(trimmed) <= 6 || lowerNext(after, 0) && len(trimmed)-digits <= 2
}

func capital(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(r) && !strings.ContainsAny(word, "0123456789.,;:")
}

// isNumber reports a short number in Arabic or Roman digits.
func isNumber(s string) bool {
	return len(s) > 0 && len(s) <= 5 && (strings.Trim(s, "0123456789") == "" && len(s) <= 3 || strings.Trim(s, "IVXLC") == "")
}
