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
	for at := 0; at < len(text); {
		if c := text[at]; c < utf8.RuneSelf {
			if asciiWord[c] == 0 {
				at++
				continue
			}
		} else if l, size := latinAt(text, at); size > 0 {
			if l.how == 0 {
				at += size
				continue
			}
		} else if c, size := utf8.DecodeRuneInString(text[at:]); !wordRune(c) {
			at += size
			continue
		}
		dst, at = r.word(dst, at)
	}
	return dst
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

// latinBytes is how long a word may be to be read in one pass.
const latinBytes = 64

// word appends the word that begins at a byte of the text, and gives the byte
// behind it. One of Latin letters and digits is read in one pass.
func (r *reader) word(dst []Word, start int) ([]Word, int) {
	var folded [latinBytes]byte
	text, n, i, how := r.text, 0, start, plain
	for ; i < len(text); i++ {
		if n+utf8.UTFMax > len(folded) {
			return r.long(dst, start)
		}
		c := text[i]
		if c < utf8.RuneSelf {
			switch asciiWord[c] {
			case 0:
				if !joinsDigits(text, i, rune(c)) {
					return r.finish(dst, start, i, how, folded[:n]), i
				}
			case upperCase:
				how = mixed
				c += 'a' - 'A'
			}
			folded[n] = c
			n++
			continue
		}
		l, size := latinAt(text, i)
		if size == 0 {
			if c, _ := utf8.DecodeRuneInString(text[i:]); wordRune(c) {
				return r.long(dst, start)
			}
		}
		if l.how == 0 {
			return r.finish(dst, start, i, how, folded[:n]), i
		}
		if how != mixed {
			how = l.how
		}
		if l.folded < utf8.RuneSelf {
			folded[n] = byte(l.folded)
			n++
		} else {
			n += utf8.EncodeRune(folded[n:], l.folded)
		}
		i += size - 1
	}
	return r.finish(dst, start, i, how, folded[:n]), i
}

// long appends a word of any length and script.
func (r *reader) long(dst []Word, start int) ([]Word, int) {
	_, end, how := nextWord(r.text, start)
	var room [2 * latinBytes]byte // most words fit
	folded := room[:0]
	for _, c := range r.text[start:end] {
		if f := FoldRune(c); f >= 0 {
			folded = utf8.AppendRune(folded, f)
		}
	}
	return r.finish(dst, start, end, how, folded), end
}

// finish appends the word between two bytes of the text, if anything is left
// of it when folded.
func (r *reader) finish(dst []Word, start, end int, how writing, folded []byte) []Word {
	if len(folded) == 0 {
		return dst
	}
	raw := r.text[start:end]
	if how == plain {
		return append(dst, Word{Start: start, End: end, Folded: raw})
	}
	if r.forms.Cap()-r.forms.Len() < 2*len(raw)+8 { // a new piece; the old one stays with its words
		r.forms = strings.Builder{}
		r.forms.Grow(min(len(r.text)-start, 4096) + 2*len(raw) + 8)
	}
	begin := r.forms.Len()
	r.forms.Write(folded)
	w := Word{Start: start, End: end, Folded: r.forms.String()[begin:]}
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

// letter is a Latin letter in words: its folded form, and how a word with it
// is written; plain for what is in no word.
type letter struct {
	folded rune
	how    writing
}

// latinAt gives the letter at a byte of a text, of U+0080 to U+024F and U+1E00
// to U+1EFF; size is 0 for any other.
func latinAt(text string, i int) (l letter, size int) {
	switch c := text[i]; {
	case c >= 0xC2 && c < 0xC9 || c == 0xC9 && i+1 < len(text) && text[i+1] < 0x90:
		if i+1 < len(text) && text[i+1]&0xC0 == 0x80 {
			return latin[int(c&0x1F)<<6|int(text[i+1]&0x3F)], 2
		}
	case c == 0xE1:
		if i+2 < len(text) && text[i+1] >= 0xB8 && text[i+1] <= 0xBB && text[i+2]&0xC0 == 0x80 {
			return latin[0x0250+(int(text[i+1]&0x3F)<<6|int(text[i+2]&0x3F))-0x0E00], 3
		}
	}
	return letter{}, 0
}

// latin holds the letters of U+0000 to U+024F and U+1E00 to U+1EFF.
var latin = func() (t [0x0250 + 0x0100]letter) {
	for i := range t {
		r := rune(i)
		if r >= 0x0250 {
			r += 0x1E00 - 0x0250
		}
		if !wordRune(r) {
			continue
		}
		t[i] = letter{FoldRune(r), lowered}
		if lower(r) != r {
			t[i].how = mixed
		}
	}
	return t
}()

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
		if s[1] < utf8.RuneSelf {
			return s // none of the marked rhymes
		}
		for i, pair := range toneOld {
			if s[1:] == pair {
				return "q" + toneNew[i]
			}
		}
		return s
	}
	if s[len(s)-1] < utf8.RuneSelf {
		return s
	}
	_, size := utf8.DecodeLastRuneInString(s)
	if before := len(s) - size - 1; before < 0 || s[before] != 'o' && s[before] != 'u' {
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
