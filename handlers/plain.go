package handlers

import (
	"strings"
	"unicode/utf8"

	"vanthu/corpus/lang"
)

// Isolates keep runs of the other direction in place: first-strong isolate
// and pop.
const (
	isolate = "\u2068"
	pop     = "\u2069"
)

// Plain gives a reply as plain text, as it reads on a screen without markup.
func Plain(r Reply) string {
	var parts []string
	for _, b := range r.Blocks {
		if s := plainBlock(b, r.Language); s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, "\n\n")
}

func plainBlock(b Block, tag string) string {
	switch b.Kind {
	case Quote:
		text := b.Text
		if lang.RightToLeft(b.Lang) != lang.RightToLeft(tag) {
			text = isolate + text + pop
		}
		s := "“" + text + "”"
		if b.Source != nil {
			s += "\n" + b.Source.Line
			if b.Source.URL != "" {
				s += "\n" + b.Source.URL
			}
		}
		return s
	case List:
		return "• " + strings.Join(b.Items, "\n• ")
	}
	return b.Text
}

// Split gives the blocks of a reply whose plain text fits into so many
// characters, at least one, and the rest.
func Split(r Reply, runes int) (shown, rest Reply) {
	shown, rest = r, r
	n := 0
	for i, b := range r.Blocks {
		n += utf8.RuneCountInString(plainBlock(b, r.Language)) + 2
		if n > runes && i > 0 {
			shown.Blocks, rest.Blocks = r.Blocks[:i], r.Blocks[i:]
			return shown, rest
		}
	}
	rest.Blocks = nil
	return shown, rest
}
