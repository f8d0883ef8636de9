package lang

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Word is one word (in Vietnamese, one syllable) of a text.
type Word struct {
	Start, End int    // bytes of the text
	Folded     string // by FoldRune
	Marked     string // lower-cased with its marks, tone marks in one placement; empty where it equals Folded
}

// Words gives the runs of letters and digits of a text in order. Apostrophes
// end a word; a decimal or thousands mark between digits does not. Marks
// without a letter are no word.
func Words(text string) []Word {
	return AppendWords(make([]Word, 0, len(text)/5+1), text)
}

// AppendWords appends the words of text to dst.
func AppendWords(dst []Word, text string) []Word {
	start := -1
	for i := 0; i < len(text); {
		r, size := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[i:])
		}
		if wordRune(r) || (start >= 0 && joinsDigits(text, i, r)) {
			if start < 0 {
				start = i
			}
		} else if start >= 0 {
			dst = appendWord(dst, text, start, i)
			start = -1
		}
		i += size
	}
	if start >= 0 {
		dst = appendWord(dst, text, start, len(text))
	}
	return dst
}

func wordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r)
}

func joinsDigits(text string, i int, r rune) bool {
	return (r == '.' || r == ',') && i > 0 && i+1 < len(text) && digit(text[i-1]) && digit(text[i+1])
}

func digit(b byte) bool { return '0' <= b && b <= '9' }

func appendWord(dst []Word, text string, start, end int) []Word {
	if w := makeWord(text, start, end); w.Folded != "" {
		return append(dst, w)
	}
	return dst
}

func makeWord(text string, start, end int) Word {
	raw := text[start:end]
	w := Word{Start: start, End: end}
	plain := true
	for i := 0; i < len(raw); i++ {
		if c := raw[i]; c >= utf8.RuneSelf || 'A' <= c && c <= 'Z' {
			plain = false
			break
		}
	}
	if plain {
		w.Folded = raw
		return w
	}
	w.Folded = Fold(raw)
	if m := placeTone(strings.ToLower(raw)); m != w.Folded {
		w.Marked = m
	}
	return w
}

// placeTone puts the Vietnamese tone mark of the open rhymes oa, oe, uy where
// the older spelling has it, so that hoà and hòa are one word. Behind q the u
// belongs to the consonant: quý has its mark on y.
func placeTone(s string) string {
	if len(s) < 3 {
		return s
	}
	if s[0] == 'q' {
		for i, pair := range toneOld {
			if s[1:] == pair {
				return "q" + toneNew[i]
			}
		}
		return s
	}
	if s[len(s)-1] < utf8.RuneSelf { // the mark is not on the last letter
		return s
	}
	for i, pair := range toneNew {
		if strings.HasSuffix(s, pair) {
			return strings.TrimSuffix(s, pair) + toneOld[i]
		}
	}
	return s
}

var (
	toneNew = [...]string{"oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ"}
	toneOld = [...]string{"òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy"}
)
