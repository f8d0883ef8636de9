// Package split packs the blocks of a reply into messages of limited length.
//
// A block that fits a message is never cut in two. One that does not is cut
// at the end of a line, else a sentence, else a word, and never inside a
// character. Lengths are counted by the caller's Measure, since every platform
// counts in units of its own; markup is the caller's too, put around each
// piece after the cutting, so that it is always whole.
package split

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Part is a stretch of text in one style.
type Part[S any] struct {
	Text     string
	Style    S   // how the platform marks the text up
	Overhead int // what the markup adds to the length
}

// Block is what belongs together.
type Block[S any] struct {
	Main Part[S]   // may be without text
	Tail []Part[S] // stays with the last words of Main: a quotation's source
}

// Measure says how much fits into a message.
type Measure struct {
	Limit int            // of a message; at least 16
	Rune  func(rune) int // length of one character, at least 1
	Gap   int            // length of what stands between two blocks
}

// Text gives the length of a text.
func (m Measure) Text(s string) int {
	n := 0
	for _, r := range s {
		n += m.Rune(r)
	}
	return n
}

func size[S any](m Measure, p Part[S]) int { return m.Text(p.Text) + p.Overhead }

// Messages packs blocks into messages, each a list of blocks that fit it.
// Blocks without text are left out.
func Messages[S any](blocks []Block[S], m Measure) [][]Block[S] {
	var out [][]Block[S]
	var message []Block[S]
	used := 0
	for _, b := range blocks {
		for _, piece := range cut(b, m) {
			n := size(m, piece.Main)
			if piece.Main.Text == "" {
				n = 0
			}
			for _, p := range piece.Tail {
				n += size(m, p)
			}
			if used > 0 && used+m.Gap+n > m.Limit {
				out = append(out, message)
				message, used = nil, 0
			}
			if used > 0 {
				used += m.Gap
			}
			message = append(message, piece)
			used += n
		}
	}
	if used > 0 {
		out = append(out, message)
	}
	return out
}

// cut gives a block as pieces that each fit a message.
func cut[S any](b Block[S], m Measure) []Block[S] {
	tail := 0
	for _, p := range b.Tail {
		tail += size(m, p)
	}
	if tail > m.Limit/2 { // too long to be kept with anything
		pieces := cut(Block[S]{Main: b.Main}, m)
		for _, p := range b.Tail {
			if p.Text = strings.TrimSpace(p.Text); p.Text != "" {
				pieces = append(pieces, cut(Block[S]{Main: p}, m)...)
			}
		}
		return pieces
	}
	var pieces []Block[S]
	main := b.Main
	for main.Text != "" {
		n := size(m, main)
		if n+tail <= m.Limit {
			break
		}
		head, rest := Text(main.Text, min(m.Limit, n-1)-main.Overhead, m.Rune)
		if rest == "" {
			break
		}
		piece := main
		piece.Text = head
		pieces = append(pieces, Block[S]{Main: piece})
		main.Text = rest
	}
	if main.Text != "" || len(b.Tail) > 0 {
		pieces = append(pieces, Block[S]{Main: main, Tail: b.Tail})
	}
	return pieces
}

// Text cuts a text so that its first half is at most limit long (but at least
// one character) and ends as well as it can. The space at the cut is dropped.
// A text that fits comes back whole, with an empty rest.
func Text(s string, limit int, length func(rune) int) (head, rest string) {
	end, n := 0, 0 // the furthest cut
	for i, r := range s {
		n += length(r)
		if n > limit && end > 0 {
			break
		}
		_, width := utf8.DecodeRuneInString(s[i:])
		end = i + width
	}
	if end >= len(s) {
		return s, ""
	}
	at := best(s, end)
	return strings.TrimRightFunc(s[:at], unicode.IsSpace), strings.TrimLeftFunc(s[at:], unicode.IsSpace)
}

// best gives the best place for a cut in the second half of s[:end]: after a
// line, a sentence, a word; else end itself, not between a character and its
// marks.
func best(s string, end int) int {
	line, sentence, word := 0, 0, 0
	var before rune
	for i, r := range s[:end] {
		if unicode.IsSpace(r) {
			word = i
			if r == '\n' {
				line = i
			}
			if strings.ContainsRune(".!?…;:。؟।", before) {
				sentence = i
			}
		}
		before = r
	}
	if r, _ := utf8.DecodeRuneInString(s[end:]); unicode.IsSpace(r) {
		word = end
	}
	for _, at := range []int{line, sentence, word} {
		if at > end/2 {
			return at
		}
	}
	if word > 0 && strings.TrimSpace(s[:word]) != "" {
		return word
	}
	return beforeMarks(s, end)
}

// beforeMarks moves a cut back so that it does not part a character from
// marks, joiners and modifiers that follow it.
func beforeMarks(s string, end int) int {
	const reach = 32 // bytes; longer clusters are cut
	for at := end; at > 0 && end-at <= reach; {
		next, _ := utf8.DecodeRuneInString(s[at:])
		last, width := utf8.DecodeLastRuneInString(s[:at])
		if !unicode.Is(unicode.M, next) && !unicode.Is(unicode.Sk, next) && next != '\u200d' && last != '\u200d' {
			return at
		}
		at -= width
	}
	return end
}
