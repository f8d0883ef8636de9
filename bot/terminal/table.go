package terminal

import (
	"strings"

	"github.com/rivo/uniseg"

	"vanthu/corpus/lang"
)

// Column is one column of a table.
type Column struct {
	Head  string
	Width int // display cells
	Lines int // a cell with more lines is cut there; 0: none is
}

// Cell is one entry of a table.
type Cell struct {
	Text string
	Lang string // of the text; decides its direction
}

// columnGap stands between two columns.
const columnGap = "  "

// Table lays rows out in columns, the cells broken into lines, with a rule
// below the heads. Entries in a right-to-left language keep their direction
// inside of their column. Texts are made harmless as in Render.
func Table(columns []Column, tag string, rows [][]Cell) string {
	var b strings.Builder
	heads := make([]Cell, len(columns))
	for i, c := range columns {
		heads[i] = Cell{Text: c.Head, Lang: tag}
	}
	row(&b, columns, heads)
	for i, c := range columns {
		if i > 0 {
			b.WriteString(columnGap)
		}
		b.WriteString(strings.Repeat("─", c.Width))
	}
	b.WriteString("\n")
	for _, r := range rows {
		row(&b, columns, r)
	}
	return b.String()
}

func row(b *strings.Builder, columns []Column, cells []Cell) {
	lines := make([][]string, len(columns))
	height := 1
	for i, c := range columns {
		if i < len(cells) {
			lines[i] = cut(wrap(clean(cells[i].Text), c.Width), c)
		}
		height = max(height, len(lines[i]))
	}
	for n := range height {
		var line strings.Builder
		pad := 0 // cells to fill before the next entry
		for i, c := range columns {
			if i > 0 {
				pad += len(columnGap)
			}
			if n >= len(lines[i]) || lines[i][n] == "" {
				pad += c.Width
				continue
			}
			line.WriteString(strings.Repeat(" ", pad) + isolate(lines[i][n], lang.RightToLeft(cells[i].Lang)))
			pad = max(c.Width-uniseg.StringWidth(lines[i][n]), 0)
		}
		b.WriteString(line.String() + "\n")
	}
}

// cut shortens a cell to its column's lines and marks what is missing.
func cut(lines []string, c Column) []string {
	if c.Lines == 0 || len(lines) <= c.Lines {
		return lines
	}
	lines = lines[:c.Lines:c.Lines]
	last := lines[c.Lines-1]
	if n := fitting(last, c.Width-1); n < len(last) {
		if space := strings.LastIndexByte(last[:n+1], ' '); space > 0 {
			n = space
		}
		last = last[:n]
	}
	lines[c.Lines-1] = last + "…"
	return lines
}
