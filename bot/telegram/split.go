package telegram

import (
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// message is one message ready to be sent.
type message struct {
	html  string
	plain string // the same without markup
}

// blockGap stands between two blocks of a message.
const blockGap = "\n\n"

// units counts the UTF-16 units of a text, in which Telegram counts.
func units(s string) int {
	n := 0
	for _, r := range s {
		n += max(utf16.RuneLen(r), 1)
	}
	return n
}

// split packs blocks into messages of at most limit UTF-16 units. A block
// that fits a message is never cut; one that does not is cut at the end of a
// paragraph, else a sentence, else a word. Every message opens with prefix.
func split(blocks []block, limit int, prefix string) []message {
	var out []message
	var html, plain strings.Builder
	used := 0
	flush := func() {
		if used > 0 {
			out = append(out, message{html: prefix + html.String(), plain: prefix + plain.String()})
		}
		html.Reset()
		plain.Reset()
		used = 0
	}
	limit -= units(prefix)
	for _, block := range blocks {
		for _, piece := range block.cut(limit) {
			size := 0
			for _, p := range piece {
				size += units(p.text)
			}
			if used > 0 && used+units(blockGap)+size > limit {
				flush()
			}
			if used > 0 {
				html.WriteString(blockGap)
				plain.WriteString(blockGap)
				used += units(blockGap)
			}
			for _, p := range piece {
				html.WriteString(p.html())
				plain.WriteString(p.text)
			}
			used += size
		}
	}
	flush()
	return out
}

// cut gives a block as pieces of at most limit units, one where it fits. The
// tail stays with the last words of the block.
func (b block) cut(limit int) [][]part {
	tail := 0
	for _, p := range b.tail {
		tail += units(p.text)
	}
	if tail > limit/2 { // too long to be kept with anything
		pieces := block{main: b.main}.cut(limit)
		for _, p := range b.tail {
			if p.text = strings.TrimSpace(p.text); p.text != "" {
				pieces = append(pieces, block{main: p}.cut(limit)...)
			}
		}
		return pieces
	}
	var pieces [][]part
	main := b.main
	for size := units(main.text); size+tail > limit; size = units(main.text) {
		head, rest := cutText(main.text, min(limit, size-1))
		if rest == "" {
			break
		}
		pieces = append(pieces, []part{{open: main.open, end: main.end, text: head}})
		main.text = rest
	}
	var last []part
	if main.text != "" {
		last = append(last, main)
	}
	if last = append(last, b.tail...); len(last) > 0 {
		pieces = append(pieces, last)
	}
	return pieces
}

// cutText cuts a text so that its first half has at most limit units (at
// least one character) and ends as well as it can. The space at the cut is
// dropped.
func cutText(s string, limit int) (head, rest string) {
	end, n := 0, 0 // the furthest cut
	for i, r := range s {
		n += max(utf16.RuneLen(r), 1)
		if n > limit && end > 0 {
			break
		}
		end = i + runeLen(s[i:])
	}
	if end >= len(s) {
		return s, ""
	}
	cut := bestCut(s, end)
	return strings.TrimRightFunc(s[:cut], unicode.IsSpace), strings.TrimLeftFunc(s[cut:], unicode.IsSpace)
}

// bestCut gives the best place for a cut in the second half of s[:end]: after
// a line, a sentence, a word; else end itself, not between a character and
// its marks.
func bestCut(s string, end int) int {
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
	for _, cut := range []int{line, sentence, word} {
		if cut > end/2 {
			return cut
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
	for cut := end; cut > 0 && end-cut <= reach; {
		next, _ := utf8.DecodeRuneInString(s[cut:])
		last, size := utf8.DecodeLastRuneInString(s[:cut])
		if !unicode.Is(unicode.M, next) && !unicode.Is(unicode.Sk, next) && next != '\u200d' && last != '\u200d' {
			return cut
		}
		cut -= size
	}
	return end
}

func runeLen(s string) int {
	_, n := utf8.DecodeRuneInString(s)
	return n
}
