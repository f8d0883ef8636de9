package format

import (
	"context"
	"strings"
	"unicode/utf8"
)

// word reads the parts of one Word document.
type word struct {
	ctx    context.Context
	limits Limits
	styles map[string]wordStyle
	levels map[string]*[9]wordLevel // by definition
	lists  map[string]*wordList     // by the number paragraphs name
	counts map[string]*[9]int       // by definition
	notes  map[string][]piece       // by "footnote 3", "endnote 1"
}

// readNotes reads footnotes or endnotes, without the lines drawn above them.
func (w *word) readNotes(p *parts) error {
	if w.notes == nil {
		w.notes = map[string][]piece{}
	}
	return p.each(func(e element) error {
		return p.each(func(e element) error {
			if t := e.attr("type"); t != "" && t != "normal" {
				return p.skip()
			}
			var pieces []piece
			err := p.each(func(e element) error { return w.blocks(p, e, &pieces) })
			w.notes[e.name+" "+e.attr("id")] = pieces
			return err
		})
	})
}

// blocks reads an element at the place of a paragraph or table.
func (w *word) blocks(p *parts, e element, out *[]piece) error {
	switch e.name {
	case "p":
		return w.paragraph(p, out)
	case "tbl":
		return w.tableOf(p, out)
	case "del", "moveFrom", "Fallback", "sdtPr", "sectPr", "tcPr", "rPr", "pPr":
		return p.skip()
	}
	return p.each(func(e element) error { return w.blocks(p, e, out) })
}

// paragraph is a paragraph being read.
type wordParagraph struct {
	words   []byte
	style   string
	num     numbering
	outline int // as in wordStyle; -1 where the paragraph says nothing
	boxes   []piece
	notes   []string
}

// paragraph reads a w:p, with the text boxes and notes that hang on it.
func (w *word) paragraph(p *parts, out *[]piece) error {
	par := wordParagraph{outline: -1}
	err := p.each(func(e element) error {
		if e.name == "pPr" {
			return p.each(func(e element) error {
				switch e.name {
				case "pStyle":
					par.style = e.attr("val")
				case "outlineLvl":
					par.outline = outline(e)
				case "numPr":
					return readNumPr(p, &par.num)
				}
				return p.skip()
			})
		}
		return w.inline(p, e, &par)
	})
	if err != nil {
		return err
	}
	*out = append(*out, w.pieceOf(&par)...)
	*out = append(*out, par.boxes...)
	for _, n := range par.notes {
		*out = append(*out, w.notes[n]...)
	}
	return nil
}

// pieceOf gives the block that a paragraph is, none where it shows nothing.
func (w *word) pieceOf(par *wordParagraph) []piece {
	words := string(par.words)
	style := w.style(par.style)
	if strings.HasPrefix(style.name, "toc ") || clean(words) == "" {
		return nil // a table of contents repeats the headings
	}
	pc := piece{kind: ParagraphBlock, words: words}
	num := par.num
	if num.list == "" {
		num = numbering{style.num.list, max(par.num.level, style.num.level)}
	}
	var mark string
	if num.list != "" && num.list != "0" {
		if mark = w.mark(num); mark != "" {
			pc.kind, pc.level = ItemBlock, num.level+1
			pc.words = mark + " " + strings.TrimLeft(words, " \t\n")
		}
	}
	level := par.outline
	if level < 0 {
		level = style.outline
		if after, ok := strings.CutPrefix(style.name, "heading "); ok && level == 0 {
			level = clampInt(after, 1, 9)
		}
		if style.name == "title" {
			level = 1
		}
	}
	if level > 0 && mark != "-" {
		pc.kind, pc.level = HeadingBlock, min(level, 6)
	}
	return []piece{pc}
}

// inline reads an element inside a paragraph.
func (w *word) inline(p *parts, e element, par *wordParagraph) error {
	switch e.name {
	case "t":
		words, err := p.words()
		par.words = append(par.words, words...)
		return err
	case "r":
		return w.run(p, par)
	case "tab", "ptab":
		par.words = append(par.words, ' ')
	case "br", "cr":
		par.words = append(par.words, '\n')
	case "noBreakHyphen":
		par.words = append(par.words, '-')
	case "footnoteReference":
		par.notes = append(par.notes, "footnote "+e.attr("id"))
	case "endnoteReference":
		par.notes = append(par.notes, "endnote "+e.attr("id"))
	case "txbxContent":
		return p.each(func(e element) error { return w.blocks(p, e, &par.boxes) })
	case "del", "moveFrom", "Fallback", "delText", "instrText", "delInstrText", "rPr", "pPr", "sdtPr", "rt", "docPr", "posOffset",
		"pctWidth", "pctHeight", "align":
	default:
		return p.each(func(e element) error { return w.inline(p, e, par) })
	}
	return p.skip()
}

// run reads a w:r, which shows nothing if it is hidden.
func (w *word) run(p *parts, par *wordParagraph) error {
	hidden, before := false, len(par.words)
	err := p.each(func(e element) error {
		if e.name != "rPr" {
			return w.inline(p, e, par)
		}
		return p.each(func(e element) error {
			if e.name == "vanish" && e.on() {
				hidden = true
			}
			return p.skip()
		})
	})
	if hidden {
		par.words = par.words[:before]
	}
	return err
}

// A table without borders of at most frameRows rows and frameColumns columns
// only lays out a letter's head or foot.
const (
	frameRows    = 4
	frameColumns = 3
)

// tableOf reads a w:tbl into rows, or into the paragraphs of its cells where
// the table is not to be seen.
func (w *word) tableOf(p *parts, out *[]piece) error {
	var t wordTable
	err := p.each(func(e element) error {
		switch e.name {
		case "tblPr":
			return p.each(func(e element) error {
				switch e.name {
				case "tblStyle":
					t.borders = t.borders || w.style(e.attr("val")).borders
				case "tblBorders":
					return p.borders(&t.borders)
				}
				return p.skip()
			})
		case "tr":
			return w.tableRow(p, &t)
		case "del", "moveFrom", "Fallback", "sdtPr", "tblGrid":
			return p.skip()
		}
		return p.each(func(e element) error { // w:ins, w:sdt and the like around rows
			if e.name == "tr" {
				return w.tableRow(p, &t)
			}
			return p.each(func(e element) error {
				if e.name == "tr" {
					return w.tableRow(p, &t)
				}
				return p.skip()
			})
		})
	})
	if err != nil {
		return err
	}
	if !t.borders && len(t.rows) <= frameRows && t.columns <= frameColumns {
		*out = append(*out, t.pieces...)
		return nil
	}
	if t.rows != nil {
		*out = append(*out, piece{rows: t.rows})
	}
	return nil
}

// wordTable is a table being read.
type wordTable struct {
	rows    []row
	pieces  []piece // of all cells, in order
	columns int
	borders bool
	above   map[int]string // what the merged cell of a column says
}

// tableRow reads a w:tr.
func (w *word) tableRow(p *parts, t *wordTable) error {
	var r row
	deleted := false
	var cell func(e element) error
	cell = func(e element) error {
		switch e.name {
		case "trPr":
			return p.each(func(e element) error {
				switch e.name {
				case "tblHeader":
					r.header = e.on()
				case "gridBefore":
					r.cells = append(r.cells, make([]string, clampInt(e.attr("val"), 0, maxSpan))...)
				case "del":
					deleted = true
				}
				return p.skip()
			})
		case "tc":
			return w.tableCell(p, t, &r)
		case "del", "moveFrom", "Fallback", "sdtPr", "tblPrEx":
			return p.skip()
		}
		return p.each(cell)
	}
	if err := p.each(cell); err != nil {
		return err
	}
	if !deleted {
		t.rows = append(t.rows, r)
		t.columns = max(t.columns, len(r.cells))
	}
	return nil
}

// tableCell reads a w:tc. What a cell merged over rows says is repeated in
// each; a cell merged over columns stands in the first.
func (w *word) tableCell(p *parts, t *wordTable, r *row) error {
	var pieces []piece
	columns, merged, continued := 1, false, false
	err := p.each(func(e element) error {
		if e.name != "tcPr" {
			return w.blocks(p, e, &pieces)
		}
		return p.each(func(e element) error {
			switch e.name {
			case "gridSpan":
				columns = clampInt(e.attr("val"), 1, maxSpan)
			case "vMerge":
				merged = true
				continued = e.attr("val") != "restart"
			case "tcBorders":
				return p.borders(&t.borders)
			}
			return p.skip()
		})
	})
	if err != nil {
		return err
	}
	words := wordsOf(pieces)
	column := len(r.cells)
	switch {
	case continued:
		words = t.above[column]
	case merged:
		if t.above == nil {
			t.above = map[int]string{}
		}
		t.above[column] = ""
		if utf8.RuneCountInString(words) <= repeatRunes {
			t.above[column] = words
		}
		t.pieces = append(t.pieces, pieces...)
	default:
		delete(t.above, column)
		t.pieces = append(t.pieces, pieces...)
	}
	r.cells = append(r.cells, words)
	r.cells = append(r.cells, make([]string, min(columns-1, max(0, maxColumns-len(r.cells))))...)
	return nil
}

// wordsOf gives the words of pieces, as they stand in one cell.
func wordsOf(pieces []piece) string {
	var b strings.Builder
	for _, p := range pieces {
		b.WriteString(p.words)
		b.WriteByte('\n')
		for _, r := range p.rows {
			b.WriteString(strings.Join(r.cells, " "))
			b.WriteByte('\n')
		}
	}
	return b.String()
}
