package telegram

import (
	"strings"
	"unicode/utf16"

	"vanthu/bot/split"
)

// style is how a stretch of text is marked up: tags, well-formed together.
type style struct{ open, end string }

type (
	part  = split.Part[style]
	block = split.Block[style]
)

// blockGap stands between two blocks of a message.
const blockGap = "\n\n"

// units counts the UTF-16 units of a text, in which Telegram counts.
func units(s string) int { return split.Measure{Rune: runeUnits}.Text(s) }

func runeUnits(r rune) int { return max(utf16.RuneLen(r), 1) }

// pack packs blocks into messages of at most limit UTF-16 units, markup not
// counted, as Telegram does. Every message opens with prefix.
func pack(blocks []block, limit int, prefix string) []message {
	var out []message
	measure := split.Measure{Limit: limit - units(prefix), Rune: runeUnits, Gap: units(blockGap)}
	for _, pieces := range split.Messages(blocks, measure) {
		var html, plain strings.Builder
		html.WriteString(prefix)
		plain.WriteString(prefix)
		for i, piece := range pieces {
			if i > 0 {
				html.WriteString(blockGap)
				plain.WriteString(blockGap)
			}
			for _, p := range append([]part{piece.Main}, piece.Tail...) {
				if p.Text == "" {
					continue
				}
				html.WriteString(p.Style.open + escape(p.Text) + p.Style.end)
				plain.WriteString(p.Text)
			}
		}
		out = append(out, message{HTML: html.String(), Plain: plain.String()})
	}
	return out
}
