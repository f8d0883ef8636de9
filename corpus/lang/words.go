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
	r := reader{text: text}
	for at := 0; ; {
		start, end, how := nextWord(text, at)
		if start == end {
			return dst
		}
		if how == plain {
			dst = append(dst, Word{Start: start, End: end, Folded: text[start:end]})
		} else {
			dst = r.append(dst, start, end, how)
		}
		at = end
	}
}

// writing is how a word is written.
type writing int

const (
	plain   writing = iota // as its own folded form
	lowered                // in lower case, with letters beyond ASCII
	mixed
)

// nextWord gives the bytes of the first run of letters and digits at or
// behind a byte of a text, both len(text) where there is none.
func nextWord(text string, at int) (start, end int, how writing) {
	i := at
	for i < len(text) {
		c := text[i]
		if c < utf8.RuneSelf {
			if asciiWord[c] != 0 {
				break
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		if wordRune(r) {
			break
		}
		i += size
	}
	start = i
	for i < len(text) {
		c := text[i]
		if c < utf8.RuneSelf {
			switch {
			case asciiWord[c] == 0:
				if !joinsDigits(text, i, rune(c)) {
					return start, i, how
				}
			case asciiWord[c] == upperCase:
				how = mixed
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		if !wordRune(r) {
			return start, i, how
		}
		if how == plain {
			how = lowered
		}
		if lower(r) != r {
			how = mixed
		}
		i += size
	}
	return start, i, how
}

// asciiWord tells which ASCII bytes are in words, and which of them are upper
// case.
var asciiWord = func() (t [utf8.RuneSelf]uint8) {
	for c := range t {
		switch {
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9':
			t[c] = 1
		case 'A' <= c && c <= 'Z':
			t[c] = upperCase
		}
	}
	return t
}()

const upperCase = 2

// NextWord gives the bytes of the first word at or behind a byte of a text,
// as Words has it; ok is false where there is none.
func NextWord(text string, at int) (start, end int, ok bool) {
	for {
		start, end, how := nextWord(text, at)
		if start == end {
			return 0, 0, false
		}
		if how == plain || text[start] < utf8.RuneSelf || strings.ContainsFunc(text[start:end], counts) {
			return start, end, true
		}
		at = end
	}
}

func counts(r rune) bool { return FoldRune(r) >= 0 }

func wordRune(r rune) bool {
	switch {
	case r < utf8.RuneSelf:
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	case r >= 0x00C0 && r < 0x0250:
		return r != '×' && r != '÷'
	case r >= 0x1E00 && r < 0x1F00:
		return true
	}
	return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r)
}

func joinsDigits(text string, i int, r rune) bool {
	return (r == '.' || r == ',') && i > 0 && i+1 < len(text) && digit(text[i-1]) && digit(text[i+1])
}

func digit(b byte) bool { return '0' <= b && b <= '9' }

// reader makes words of a text. Their folded and lower-cased forms share one
// piece of memory.
type reader struct {
	text  string
	forms strings.Builder
}

// append appends the word between two bytes of the text.
func (r *reader) append(dst []Word, start, end int, how writing) []Word {
	raw := r.text[start:end]
	if r.forms.Cap()-r.forms.Len() < 2*len(raw)+8 { // a new piece; the old one stays with its words
		r.forms = strings.Builder{}
		r.forms.Grow(min(len(r.text)-start, 4096) + 2*len(raw) + 8)
	}
	begin := r.forms.Len()
	for i := 0; i < len(raw); {
		if c := raw[i]; c < utf8.RuneSelf {
			if asciiWord[c] == upperCase {
				c += 'a' - 'A'
			}
			r.forms.WriteByte(c)
			i++
			continue
		}
		c, size := utf8.DecodeRuneInString(raw[i:])
		switch f := FoldRune(c); {
		case f < 0:
		case f < utf8.RuneSelf:
			r.forms.WriteByte(byte(f))
		default:
			r.forms.WriteRune(f)
		}
		i += size
	}
	w := Word{Start: start, End: end, Folded: r.forms.String()[begin:]}
	if w.Folded == "" {
		return dst
	}
	marked := raw
	if how == mixed {
		middle := r.forms.Len()
		for _, c := range raw {
			r.forms.WriteRune(lower(c))
		}
		marked = r.forms.String()[middle:]
	}
	if marked = placeTone(marked); marked != w.Folded {
		w.Marked = marked
	}
	return append(dst, w)
}

// lower is unicode.ToLower, quick for Latin letters.
func lower(r rune) rune {
	switch {
	case r < utf8.RuneSelf:
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	case r < 0x0250:
		return lowerLatin[r]
	case r >= 0x1E00 && r < 0x1F00:
		return lowerLatin[r-0x1E00+0x0250]
	}
	return unicode.ToLower(r)
}

// lowerLatin holds the lower-case letters of U+0000 to U+024F and U+1E00 to
// U+1EFF.
var lowerLatin = func() (t [0x0250 + 0x0100]rune) {
	for i := range t {
		if r := rune(i); r < 0x0250 {
			t[i] = unicode.ToLower(r)
		} else {
			t[i] = unicode.ToLower(r - 0x0250 + 0x1E00)
		}
	}
	return t
}()

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
	_, size := utf8.DecodeLastRuneInString(s)
	if before := len(s) - size - 1; size == 1 || before < 0 || s[before] != 'o' && s[before] != 'u' {
		return s // the mark is not on the last letter of such a rhyme
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
