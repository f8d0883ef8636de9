package handlers

import (
	"slices"
	"strings"
	"unicode/utf8"

	"vanthu/corpus/lang"
	"vanthu/handlers/i18n"
)

// Plain gives a reply as plain text, as it reads on a screen without markup.
func Plain(r Reply) string {
	var parts []string
	for _, b := range r.SourcesOnce().Blocks {
		if s := plainBlock(b, r.Language); s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, "\n\n")
}

// SourcesOnce gives the reply with the source of quotations that follow each
// other told once, below the last of them.
func (r Reply) SourcesOnce() Reply {
	blocks := slices.Clone(r.Blocks)
	for i := range len(blocks) - 1 {
		a, b := blocks[i], blocks[i+1]
		if a.Kind == Quote && b.Kind == Quote && a.Source != nil && b.Source != nil && a.Text != "" && b.Text != "" &&
			a.Source.Line == b.Source.Line && a.Source.Title == b.Source.Title && a.Source.URL == b.Source.URL {
			blocks[i].Source = nil
		}
	}
	r.Blocks = blocks
	return r
}

func plainBlock(b Block, tag string) string {
	switch b.Kind {
	case Quote:
		text := b.Text
		if lang.RightToLeft(b.Lang) != lang.RightToLeft(tag) {
			text = i18n.Isolate(text)
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
	n := min(1, len(r.Blocks))
	for n < len(r.Blocks) && utf8.RuneCountInString(Plain(Reply{Language: r.Language, Blocks: r.Blocks[:n+1]})) <= runes {
		n++
	}
	shown.Blocks, rest.Blocks = r.Blocks[:n:n], r.Blocks[n:]
	return shown, rest
}

// wording is a reply's plain text without addresses, which a chat hides
// behind links.
func wording(r Reply) string {
	bare := r
	bare.Blocks = make([]Block, len(r.Blocks))
	for i, b := range r.Blocks {
		if b.Source != nil {
			b.Source = &Source{Line: b.Source.Line}
		}
		bare.Blocks[i] = b
	}
	return Plain(bare)
}
