package discord

import (
	"regexp"
	"strings"
	"unicode"
)

// tone says how the words of a reply are written for its reader.
type tone struct {
	rtl    bool // the words run from right to left
	reader bool // a screen reader speaks them
}

// Isolates keep runs of the other direction in place,
// https://www.unicode.org/reports/tr9/#Explicit_Directional_Isolates.
const (
	isolateLeft = "\u2066" // left to right
	isolateEnd  = "\u2069"
)

// numbered matches runs that are written from left to right: "57-NQ/TW",
// "31/3/2026".
var numbered = regexp.MustCompile(`[\p{Latin}\p{Cyrillic}\p{M}\p{N}]+(?:[./\-–:%][\p{Latin}\p{Cyrillic}\p{M}\p{N}]+)+%?`)

// mark is what a line begins with, since a client takes its direction from the
// first letter.
func (t tone) mark() string {
	if t.rtl {
		return rtlMark
	}
	return ""
}

// words gives running text.
func (t tone) words(s string) string {
	s = clean(s)
	if t.reader {
		s = clean(spoken(s))
	}
	return t.isolate(s)
}

// isolate keeps the parts of numbers of documents in their order in text that
// runs the other way. Web addresses are left alone: they must stay whole.
func (t tone) isolate(s string) string {
	if !t.rtl {
		return s
	}
	var out strings.Builder
	from := 0
	part := func(text string) {
		at := 0
		for _, run := range numbered.FindAllStringIndex(text, -1) {
			out.WriteString(text[at:run[0]])
			if apart := strings.HasSuffix(text[:run[0]], isolateLeft) || strings.HasSuffix(text[:run[0]], "\u2068"); apart || !strings.ContainsFunc(text[run[0]:run[1]], unicode.IsDigit) {
				out.WriteString(text[run[0]:run[1]])
			} else {
				out.WriteString(isolateLeft + text[run[0]:run[1]] + isolateEnd)
			}
			at = run[1]
		}
		out.WriteString(text[at:])
	}
	for _, at := range webAddress.FindAllStringIndex(s, -1) {
		part(s[from:at[0]])
		out.WriteString(s[at[0]:at[1]])
		from = at[1]
	}
	part(s[from:])
	return out.String()
}

// label gives the words on a button.
func (t tone) label(s string) string {
	s = clean(s)
	if t.reader {
		if plain := clean(spoken(s)); plain != "" {
			return plain
		}
	}
	return s
}

// list gives a heading and its items, one a line.
func (t tone) list(heading string, items []string) string {
	var lines []string
	if heading = t.words(heading); heading != "" {
		lines = append(lines, t.mark()+heading)
	}
	sign := "• "
	if t.reader {
		sign = "- "
	}
	for _, item := range items {
		if item = t.words(item); item != "" {
			lines = append(lines, t.mark()+sign+item)
		}
	}
	return strings.Join(lines, "\n")
}

// spoken leaves out pictures and arrows, which a screen reader reads aloud by
// their long names.
func spoken(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\ufe0f' || r == '\u200d' || r == '\u20e3',
			r >= 0x1f3fb && r <= 0x1f3ff, // skin tones
			r > 0xff && unicode.Is(unicode.So, r),
			r >= 0x2190 && r <= 0x21ff, r >= 0x1f000 && r <= 0x1faff:
			return -1
		}
		return r
	}, s)
}
