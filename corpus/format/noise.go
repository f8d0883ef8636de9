package format

import (
	"strings"
	"unicode/utf8"

	"vanthu/corpus"
)

// Site furniture is looked for in the last noiseShare of a text, and is no
// furniture if a sentence of more than sentenceRunes follows it.
const (
	noiseShare    = 0.6
	sentenceRunes = 200
	noiseRunes    = 80 // of a furniture line
)

// dropNoise removes what web sites put behind a text: from a line of comments
// or a heading of a link list on everything, and filler lines.
func (r *Reader) dropNoise(t Text) Text {
	if len(r.Noise.Comments)+len(r.Noise.Related)+len(r.Noise.Filler) == 0 || len(t.Blocks) == 0 {
		return t
	}
	from := int(float64(len(t.Body)) * (1 - noiseShare))
	end := len(t.Blocks) // blocks from here on are dropped
	for i := end - 1; i >= 0 && t.Blocks[i].Start >= from; i-- {
		line := t.Body[t.Blocks[i].Start:t.Blocks[i].End]
		if isSentence(line) {
			break // nothing above it ends the text
		}
		if t.Blocks[i].isShort() && r.endsText(line) {
			end = i
		}
	}
	filler := map[int]bool{}
	for i := end - 1; i >= 0 && t.Blocks[i].Start >= from; i-- {
		if t.Blocks[i].isShort() && matches(t.Body[t.Blocks[i].Start:t.Blocks[i].End], r.Noise.Filler) {
			filler[i] = true
		}
	}
	if end == len(t.Blocks) && len(filler) == 0 {
		return t
	}
	return t.keep(func(i int) bool { return i < end && !filler[i] })
}

// isShort reports whether a block may be a line of furniture.
func (b Block) isShort() bool {
	return b.Kind != RowBlock && b.End-b.Start <= noiseRunes*utf8.UTFMax
}

// keep gives the text of the blocks that wanted names, by index.
func (t Text) keep(wanted func(int) bool) Text {
	var body strings.Builder
	var blocks []Block
	last := 0 // where the block before ended in the old body
	for i, b := range t.Blocks {
		between := t.Body[last:b.Start]
		last = b.End
		if !wanted(i) {
			continue
		}
		if body.Len() > 0 {
			body.WriteString(between)
		}
		shift := body.Len() - b.Start
		body.WriteString(t.Body[b.Start:b.End])
		b.Start += shift
		b.End += shift
		cells := b.Cells
		b.Cells = nil
		for _, c := range cells {
			b.Cells = append(b.Cells, corpus.Span{Start: c.Start + shift, End: c.End + shift})
		}
		blocks = append(blocks, b)
	}
	t.Body, t.Blocks = body.String(), blocks
	return t
}

// endsText reports whether a line opens the furniture behind a text:
// "Comments (0)", or the heading of a link list.
func (r *Reader) endsText(line string) bool {
	if matches(line, r.Noise.Related) {
		return true
	}
	line = strings.TrimSpace(line)
	if i := strings.LastIndexByte(line, '('); i > 0 && strings.HasSuffix(line, ")") && strings.Trim(line[i+1:len(line)-1], "0123456789 ") == "" {
		line = line[:i]
	}
	return matches(line, r.Noise.Comments)
}

// matches reports whether a line is one of the words, whatever its case and
// a colon behind it.
func matches(line string, words []string) bool {
	line = strings.TrimRight(strings.TrimSpace(line), " :")
	for _, w := range words {
		if strings.EqualFold(line, w) {
			return true
		}
	}
	return false
}

func isSentence(line string) bool {
	return utf8.RuneCountInString(line) > sentenceRunes && strings.ContainsAny(line, ".!?;…؟۔。")
}
