package terminal

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

// clean makes text harmless: valid UTF-8 without control characters, escape
// sequences and characters that turn the direction of what follows. Line ends
// stay, tabs become spaces.
func clean(s string) string {
	s = strings.ToValidUTF8(s, "\ufffd")
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == '\x1b' || r == '\u009b':
			size = sequence(s[i:])
		case r == '\n' || r == '\u2028' || r == '\u2029' || r == '\u0085' || r == '\v' || r == '\f':
			b.WriteByte('\n')
		case r == '\r':
			if !strings.HasPrefix(s[i+1:], "\n") {
				b.WriteByte('\n')
			}
		case r == '\t':
			b.WriteString("    ")
		case unicode.IsControl(r) || turns(r):
		default:
			b.WriteRune(r)
		}
		i += size
	}
	return b.String()
}

// sequence gives the length of the control sequence at the start of s
// (ECMA-48, 5.4), or of its first character alone where it is no whole one.
func sequence(s string) int {
	_, first := utf8.DecodeRuneInString(s)
	n := first
	if first == 1 { // ESC; the other introducer is one character of two bytes
		if len(s) < 2 || s[1] != '[' {
			return first
		}
		n = 2
	}
	for n < len(s) && s[n] >= 0x20 && s[n] <= 0x3f {
		n++
	}
	if n < len(s) && s[n] >= 0x40 && s[n] <= 0x7e {
		return n + 1
	}
	return first
}

// turns tells whether r embeds, overrides or isolates text of a direction.
func turns(r rune) bool { return r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069' }

// address gives a web address to print, else "".
func address(s string) string {
	u, err := url.Parse(strings.TrimSpace(clean(s)))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return ""
	}
	return u.String()
}

// breaks tells whether a line may be broken at r.
func breaks(r rune) bool { return unicode.IsSpace(r) && r != '\u00a0' && r != '\u202f' }

// wrap breaks text into lines of at most so many display cells, at white
// space. A word that is wider than a line is broken between characters. Empty
// lines at the ends are dropped, several in a row become one.
func wrap(text string, width int) []string {
	var out []string
	for _, paragraph := range strings.Split(text, "\n") {
		words := strings.FieldsFunc(paragraph, breaks)
		if len(words) == 0 {
			if len(out) > 0 && out[len(out)-1] != "" {
				out = append(out, "")
			}
			continue
		}
		line := ""
		for _, word := range words {
			if line != "" {
				if joined := line + " " + word; fitting(joined, width) == len(joined) {
					line = joined
					continue
				}
				out = append(out, line)
			}
			head := fitting(word, width)
			for ; head < len(word); head = fitting(word, width) {
				out = append(out, word[:head])
				word = word[head:]
			}
			line = word
		}
		out = append(out, line)
	}
	for len(out) > 0 && out[len(out)-1] == "" {
		out = out[:len(out)-1]
	}
	return out
}

// fitting gives the bytes of the characters at the start of s that fit into
// so many cells, of one at least.
func fitting(s string, width int) int {
	n, used, state := 0, 0, -1
	for rest := s; rest != ""; {
		var cluster string
		var cells int
		cluster, rest, cells, state = uniseg.FirstGraphemeClusterInString(rest, state)
		if n > 0 && used+cells > width {
			return n
		}
		n += len(cluster)
		used += cells
	}
	return n
}
