package format

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"vanthu/corpus"
)

// builder puts the body and the blocks of a text together. Every block is one
// line of the body.
type builder struct {
	max    int // bytes of body; 0: no limit
	body   []byte
	blocks []Block
	page   int
	tables int
	blank  bool // a blank line is due before the next block
	err    error
}

// add appends a block of words, which it cleans; words of white space alone
// add nothing.
func (b *builder) add(kind BlockKind, level int, words string) {
	words = clean(words)
	if words == "" || !b.open(len(words)) {
		return
	}
	start := len(b.body)
	b.body = append(b.body, words...)
	b.blocks = append(b.blocks, Block{Kind: kind, Level: level, Start: start, End: len(b.body), Page: b.page})
}

func (b *builder) paragraph(words string) { b.add(ParagraphBlock, 0, words) }

// gap leaves a blank line before the next block; several leave one.
func (b *builder) gap() { b.blank = len(b.body) > 0 }

// open ends the line before and reports whether size more bytes are allowed.
func (b *builder) open(size int) bool {
	if b.err != nil {
		return false
	}
	if b.max > 0 && len(b.body)+size+2 > b.max {
		b.err = tooLarge(fmt.Sprintf("its text has more than %d bytes, the limit", b.max), "split it into several files")
		return false
	}
	if len(b.body) > 0 {
		b.body = append(b.body, '\n')
		if b.blank {
			b.body = append(b.body, '\n')
		}
	}
	b.blank = false
	return true
}

// row is one row of a table before it is written.
type row struct {
	cells  []string
	header bool // the file marks it as naming the columns
}

// maxColumns is how many columns a table has; what stands in more is put into
// the last.
const maxColumns = 200

// table appends the rows of one table. A table of one column is no table but
// a frame around paragraphs. Where the file marks no header, the first row is
// taken for one if it reads like names of columns.
func (b *builder) table(rows []row) {
	width, marked := 0, false
	kept := rows[:0:0]
	for _, r := range rows {
		if len(r.cells) > maxColumns {
			last := strings.Join(r.cells[maxColumns-1:], " ")
			r.cells = append(r.cells[:maxColumns-1:maxColumns-1], last)
		}
		filled := 0
		cells := make([]string, len(r.cells))
		for i, c := range r.cells {
			if cells[i] = strings.ReplaceAll(clean(c), "|", "¦"); cells[i] != "" {
				filled = i + 1
			}
		}
		if filled == 0 {
			continue
		}
		width = max(width, filled)
		marked = marked || r.header
		kept = append(kept, row{cells, r.header})
	}
	if width < 2 {
		for _, r := range kept {
			b.paragraph(r.cells[0])
		}
		return
	}
	b.tables++
	for i, r := range kept {
		for len(r.cells) < width {
			r.cells = append(r.cells, "")
		}
		b.row(r.cells[:width], r.header || !marked && i == 0 && len(kept) > 2 && namesColumns(r.cells[:width]))
	}
}

// row appends one row of the table that b.tables counts; its cells are clean.
func (b *builder) row(cells []string, header bool) {
	size := 2
	for _, c := range cells {
		size += len(c) + 3
	}
	if !b.open(size) {
		return
	}
	start := len(b.body)
	spans := make([]corpus.Span, len(cells))
	b.body = append(b.body, '|')
	for i, c := range cells {
		b.body = append(b.body, ' ')
		spans[i].Start = len(b.body)
		b.body = append(b.body, c...)
		spans[i].End = len(b.body)
		b.body = append(b.body, " |"...)
	}
	b.blocks = append(b.blocks, Block{Kind: RowBlock, Start: start, End: len(b.body), Page: b.page, Table: b.tables, Header: header, Cells: spans})
}

// namesColumns reports whether every cell holds a few words that do not begin
// with a digit, none of them twice.
func namesColumns(cells []string) bool {
	seen := map[string]bool{}
	for _, c := range cells {
		if c == "" || c[0] >= '0' && c[0] <= '9' || utf8.RuneCountInString(c) > 60 || seen[c] {
			return false
		}
		seen[c] = true
	}
	return true
}

// text gives what was built.
func (b *builder) text() (Text, error) {
	if b.err != nil {
		return Text{}, b.err
	}
	return Text{Body: string(b.body), Blocks: b.blocks}, nil
}
