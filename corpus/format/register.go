package format

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"

	"vanthu/corpus"
)

// Bounds of reading registers.
const (
	headerRows   = 10  // among which the header of a table is looked for
	brokenRows   = 100 // rows with broken quoting, from which a file is damaged
	toldWarnings = 20  // about single rows of a register
)

// separators are what parts the cells of tables, the usual one first.
const separators = ",;\t|"

// readTable reads a register of offices from comma-separated values
// (RFC 4180), or from ones parted by semicolons, tabs or bars, as
// spreadsheets write them. Any other table is not supported.
func (r *Reader) readTable(ctx context.Context, data []byte) (Text, error) {
	s, warning, err := decode(data)
	if err != nil {
		return Text{}, err
	}
	if strings.TrimSpace(s) == "" {
		return Text{}, &Error{Reason: Empty, Detail: "the table holds no text", Mend: "check that the file is the right one and save it again"}
	}
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	head, ok := r.header(s)
	if !ok {
		return Text{}, notRegister()
	}
	g := &register{b: &builder{max: r.Limits.TextBytes}, columns: head.columns}
	g.warn(warning)
	g.header(head.headings, head.line)
	t := &table{text: s, line: head.next, at: head.end, separator: head.separator}
	for n := 0; ; n++ {
		if n%256 == 0 && ctx.Err() != nil {
			return Text{}, ctx.Err()
		}
		if r.Limits.Records > 0 && n > r.Limits.Records {
			return Text{}, tooLarge(fmt.Sprintf("more than %d rows, the limit", r.Limits.Records), "split the file")
		}
		cells, line, broken, err := t.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return Text{}, err
		}
		if broken {
			g.problem(line, "its quotation marks are broken; it was read as it stands")
		}
		g.row(cells, line)
	}
	return g.text()
}

func notRegister() *Error {
	return unsupported("a table that lists no offices", "a register of offices names in its header at least the office or its ward, and an address or a phone; save other tables as PDF, DOCX or Markdown")
}

// tableHeader is where the header of a table was found.
type tableHeader struct {
	headings  []string
	columns   []corpus.OfficeColumn
	separator rune
	line      int // of the header, from 1
	end, next int // the byte and the line behind it
}

// header looks for the header of a register in the first rows, with each
// separator; the one that parts the most columns known counts.
func (r *Reader) header(s string) (tableHeader, bool) {
	var best tableHeader
	most := 0
	if r.Column == nil {
		return best, false
	}
	for _, separator := range separators {
		t := &table{text: s, line: 1, separator: separator}
		for range headerRows {
			cells, line, _, err := t.next()
			if err != nil {
				break
			}
			columns := r.columns(cells)
			if known := knownColumns(columns); corpus.IsRegister(columns) && known > most {
				most = known
				best = tableHeader{cells, columns, separator, line, t.at, t.line}
			}
		}
	}
	return best, most > 0
}

func (r *Reader) columns(headings []string) []corpus.OfficeColumn {
	out := make([]corpus.OfficeColumn, len(headings))
	for i, h := range headings[:min(len(headings), maxColumns)] {
		out[i] = r.Column(clean(h))
	}
	return out
}

func knownColumns(columns []corpus.OfficeColumn) int {
	n := 0
	for _, c := range columns {
		if c != "" {
			n++
		}
	}
	return n
}

// table gives the rows of a text one after the other.
type table struct {
	text      string // with "\n" line ends
	separator rune
	at, line  int // where the next row begins: byte, and line from 1
	reader    *csv.Reader
	from      int // byte at which the reader began
	fromLine  int
	broken    int // rows so far
}

// next gives the next row that is not blank, with the line it begins on. A
// row whose quotation marks do not pair is read up to the end of its line.
func (t *table) next() (cells []string, line int, broken bool, err error) {
	if t.reader == nil {
		t.reader = csv.NewReader(strings.NewReader(t.text[t.at:]))
		t.reader.Comma, t.reader.FieldsPerRecord = t.separator, -1
		t.from, t.fromLine = t.at, t.line
	}
	begun, begunLine := t.at, t.line
	cells, err = t.reader.Read()
	switch {
	case err == nil:
		line, _ = t.reader.FieldPos(0)
		line += t.fromLine - 1
		t.at = t.from + int(t.reader.InputOffset())
		t.line = begunLine + strings.Count(t.text[begun:t.at], "\n")
		return cells, line, false, nil
	case errors.Is(err, io.EOF):
		return nil, 0, false, io.EOF
	}
	if t.broken++; t.broken > brokenRows {
		return nil, 0, false, &Error{Reason: Damaged, Detail: fmt.Sprintf("the quotation marks of more than %d rows are broken", brokenRows), Mend: "save the table again from the spreadsheet"}
	}
	for begun < len(t.text) && t.text[begun] == '\n' { // blank lines
		begun, begunLine = begun+1, begunLine+1
	}
	row, _, _ := strings.Cut(t.text[begun:], "\n")
	t.at, t.line, t.reader = min(begun+len(row)+1, len(t.text)), begunLine+1, nil
	cells = strings.Split(row, string(t.separator))
	for i, c := range cells {
		cells[i] = strings.ReplaceAll(c, `"`, "")
	}
	return cells, begunLine, true, nil
}

// register puts the text of a register together: a row for its headings, and
// one for each office.
type register struct {
	b        *builder
	columns  []corpus.OfficeColumn
	rows     int
	warnings []string
	untold   int // warnings beyond those told
	visible  *corpus.Visibility
	err      error
}

func (g *register) warn(s string) {
	switch {
	case s == "":
	case len(g.warnings) < toldWarnings:
		g.warnings = append(g.warnings, s)
	default:
		g.untold++
	}
}

func (g *register) problem(line int, s string) { g.warn(fmt.Sprintf("line %d: %s", line, s)) }

func (g *register) header(headings []string, line int) {
	g.b.tables++
	g.write(headings, line, true)
}

// row adds an office. A row without a name, an address and a phone is none.
func (g *register) row(cells []string, line int) {
	if len(cells) > len(g.columns) {
		for _, extra := range cells[len(g.columns):] {
			if strings.TrimSpace(extra) != "" {
				g.problem(line, fmt.Sprintf("it has %d cells, the header %d; the further ones were left out", len(cells), len(g.columns)))
				break
			}
		}
		cells = cells[:len(g.columns)]
	}
	for len(cells) < len(g.columns) {
		cells = append(cells, "")
	}
	if strings.TrimSpace(strings.Join(cells, "")) == "" {
		return
	}
	first := func(column corpus.OfficeColumn) string {
		for i, c := range g.columns {
			if c == column && strings.TrimSpace(cells[i]) != "" {
				return cells[i]
			}
		}
		return ""
	}
	if clean(first(corpus.OfficeName)) == "" && clean(first(corpus.OfficeWard)) == "" {
		g.problem(line, "it names no office and no ward; it was left out")
		return
	}
	if clean(first(corpus.OfficeAddress)) == "" && clean(first(corpus.OfficePhone)) == "" {
		g.problem(line, "it has no address and no phone")
	}
	if p, given, ok := corpus.ReadMapPoint(first(corpus.OfficePoint), first(corpus.OfficeLat), first(corpus.OfficeLon)); given && !ok {
		if p.Lat != 0 && (corpus.MapPoint{Lat: p.Lon, Lon: p.Lat}).OnEarth() {
			g.problem(line, "its map point is not on the earth; latitude and longitude may be swapped")
		} else {
			g.problem(line, "its map point is not on the earth")
		}
	}
	g.see(clean(first(corpus.OfficeVisibility)), line)
	g.rows++
	g.write(cells, line, false)
}

// see takes in who may see a row. A register is seen as a whole: one row that
// not everybody may see hides all of them.
func (g *register) see(said string, line int) {
	if said == "" || said == "public" || g.err != nil {
		return
	}
	v := corpus.Named() // words that say nothing known hide it from all
	switch {
	case said == "agency":
		v = corpus.AgencyOnly()
	case strings.Contains(said, ":"):
		v = corpus.Named(strings.FieldsFunc(said, func(r rune) bool { return r == ';' || r == '|' || r == ',' || r == ' ' })...)
	}
	if g.visible != nil && fmt.Sprint(g.visible.Terms()) != fmt.Sprint(v.Terms()) {
		g.err = &Error{Reason: Damaged, Detail: fmt.Sprintf("line %d is for others to see than the rows before it", line), Mend: "write offices with different visibility into files of their own"}
	}
	g.visible = &v
}

// write adds a row of the table as it is.
func (g *register) write(cells []string, line int, header bool) {
	out := make([]string, len(g.columns))
	for i := range out {
		s := cells[i]
		if c := g.columns[i]; c == corpus.OfficeFormer || c == corpus.OfficeServes { // lists, also of several lines
			s = strings.ReplaceAll(strings.ReplaceAll(strings.TrimSpace(s), "\n", "; "), "|", "; ")
		}
		out[i] = strings.ReplaceAll(clean(s), "|", "¦")
	}
	g.b.row(out, header)
	if n := len(g.b.blocks); n > 0 && g.b.err == nil {
		g.b.blocks[n-1].Line = line
	}
}

func (g *register) text() (Text, error) {
	if g.err != nil {
		return Text{}, g.err
	}
	if g.rows == 0 {
		return Text{}, &Error{Reason: Empty, Detail: "the register has no offices", Mend: "check that the file is the right one"}
	}
	t, err := g.b.text()
	if g.untold > 0 {
		g.warnings = append(g.warnings, fmt.Sprintf("%d more rows have such problems", g.untold))
	}
	t.Meta.Kind, t.Meta.Visibility, t.Warnings = string(corpus.KindOffice), g.visible, g.warnings
	return t, err
}
