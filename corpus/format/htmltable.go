package format

import (
	"strconv"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Limits of merged cells: maxSpan columns or rows; what a merged cell says is
// repeated in every row it spans if it has at most repeatRunes.
const (
	maxSpan     = 100
	repeatRunes = 300
)

// held is a merged cell that reaches into rows below.
type held struct {
	text string
	rows int // still to come
}

// grid lays cells out in columns: a cell over several columns stands in the
// first of them, a cell over several rows in each.
type grid struct {
	rows []row
	held map[int]held
}

// start opens a row.
func (g *grid) start() *row {
	g.rows = append(g.rows, row{})
	return &g.rows[len(g.rows)-1]
}

// fill puts the cells that reach down from above into r up to the first free
// column.
func (g *grid) fill(r *row) {
	for {
		h, ok := g.held[len(r.cells)]
		if !ok || len(r.cells) >= maxColumns {
			return
		}
		column := len(r.cells)
		r.cells = append(r.cells, h.text)
		if h.rows--; h.rows > 0 {
			g.held[column] = h
		} else {
			delete(g.held, column)
		}
	}
}

// put adds a cell over columns and rows.
func (g *grid) put(r *row, text string, columns, rows int) {
	g.fill(r)
	for i := range max(1, min(columns, maxSpan, maxColumns-len(r.cells))) {
		if i > 0 {
			text = ""
		}
		if rows > 1 && len(r.cells) < maxColumns {
			if g.held == nil {
				g.held = map[int]held{}
			}
			below := text
			if utf8.RuneCountInString(below) > repeatRunes {
				below = ""
			}
			g.held[len(r.cells)] = held{below, min(rows, maxSpan) - 1}
		}
		r.cells = append(r.cells, text)
	}
}

// gridOf gives the rows of an HTML table.
func gridOf(table *html.Node) []row {
	var g grid
	var walk func(n *html.Node, head bool)
	walk = func(n *html.Node, head bool) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			switch c.DataAtom {
			case atom.Thead:
				walk(c, true)
			case atom.Tr:
				g.htmlRow(c, head)
			case atom.Tbody, atom.Tfoot:
				walk(c, false)
			}
		}
	}
	walk(table, false)
	return g.rows
}

func (g *grid) htmlRow(tr *html.Node, head bool) {
	r := g.start()
	cells, heads := 0, 0
	for c := tr.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom != atom.Td && c.DataAtom != atom.Th {
			continue
		}
		cells++
		if c.DataAtom == atom.Th {
			heads++
		}
		g.put(r, textOf(c), span(c, "colspan"), span(c, "rowspan"))
	}
	g.fill(r)
	r.header = cells > 0 && (head || heads == cells && cells > 1)
}

func span(n *html.Node, key string) int {
	if v, err := strconv.Atoi(attr(n, key)); err == nil {
		return v
	}
	return 1
}
