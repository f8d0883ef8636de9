package web

import (
	"html/template"
	"slices"
	"strings"
	"unicode/utf8"

	"vanthu/corpus"
)

// Sizes of a document page, which is at most 60 kB.
const (
	maxShown = 48 << 10 // bytes of HTML of the part of a document that is shown
	maxUnit  = 6 << 10  // bytes of a paragraph that is shown as one
	lead     = 4        // a part begins so that 1/lead of it stands before the quote
)

// span is a stretch of a document's text, in bytes.
type span struct{ start, end int }

type unitKind int

const (
	paragraph unitKind = iota
	heading
	row
)

// unit is a stretch that is shown as one element.
type unit struct {
	span
	kind  unitKind
	first bool // row that names the columns of its table
}

// units takes a document apart into lines that are headings, rows of tables
// and paragraphs; empty lines fall away, and so does a first line that says
// the title again, unless it is quoted.
func units(d *corpus.Document, quote span) []unit {
	headings, rows := map[int]int{}, map[int]bool{}
	for _, p := range d.Passages {
		switch p.Kind {
		case corpus.Heading:
			headings[p.Start] = p.End
		case corpus.Row:
			rows[p.Start] = true
		}
	}
	var out []unit
	at := 0
	for line := range strings.Lines(d.Text) {
		u := unit{span: span{at, at + len(strings.TrimRight(line, "\n"))}}
		at += len(line)
		words := d.Text[u.start:u.end]
		if strings.TrimSpace(words) == "" {
			continue
		}
		if len(out) == 0 && words == d.Title && (quote.start >= u.end || quote.end <= u.start) {
			continue
		}
		switch {
		case isRow(words) && len(words) <= maxUnit:
			u.kind = row
			table := len(out) > 0 && out[len(out)-1].kind == row
			u.first = !table && !rows[u.start] && len(rows) > 0
		case headings[u.start] >= u.end:
			u.kind = heading
		}
		for u.end-u.start > maxUnit {
			cut := u.start + cutNear(d.Text[u.start:u.end], maxUnit)
			out = append(out, unit{span: span{u.start, cut}})
			u.start, u.kind = cut, paragraph
		}
		out = append(out, u)
	}
	return out
}

func isRow(line string) bool {
	return len(line) > 2 && line[0] == '|' && line[len(line)-1] == '|' && strings.Count(line, "|") > 2
}

// cells gives the cells of a row, without space around them.
func cells(text string, u unit) []span {
	var out []span
	at := u.start + 1
	for at < u.end {
		end := at + strings.IndexByte(text[at:u.end], '|')
		c := span{at, end}
		for c.start < c.end && text[c.start] == ' ' {
			c.start++
		}
		for c.end > c.start && text[c.end-1] == ' ' {
			c.end--
		}
		out = append(out, c)
		at = end + 1
	}
	return out
}

// show renders a unit, with the words of quote marked.
func show(d *corpus.Document, u unit, quote span) string {
	switch u.kind {
	case heading:
		return "<h2>" + inline(d, u.span, quote) + "</h2>"
	case row:
		open, end := "<td>", "</td>"
		if u.first {
			open, end = `<th scope="col">`, "</th>"
		}
		var out strings.Builder
		out.WriteString("<tr>")
		for _, c := range cells(d.Text, u) {
			out.WriteString(open + inline(d, c, quote) + end)
		}
		out.WriteString("</tr>")
		return out.String()
	}
	return "<p>" + inline(d, u.span, quote) + "</p>"
}

// inline renders words, those of quote in a mark.
func inline(d *corpus.Document, s, quote span) string {
	from, to := min(max(quote.start, s.start), s.end), min(max(quote.end, s.start), s.end)
	w := func(a, b int) string { return string(words(d.Text[a:b], d.Language)) }
	if from >= to {
		return w(s.start, s.end)
	}
	return w(s.start, from) + "<mark>" + w(from, to) + "</mark>" + w(to, s.end)
}

// shownPart is a stretch of a document that one page shows.
type shownPart struct {
	span
	html string
}

// around renders the part of a document that has the quote in it, with about
// a quarter of what fits before it, and never more than fits.
func around(d *corpus.Document, quote span) shownPart {
	all := units(d, quote)
	at, _ := slices.BinarySearchFunc(all, quote.start, func(u unit, start int) int {
		if u.end <= start {
			return -1
		}
		return 1
	})
	w := window{doc: d, quote: quote, all: all, from: at, to: at}
	w.forward(maxShown, quote.end)
	w.backward(max(w.size, maxShown/lead))
	w.forward(maxShown, len(d.Text))
	w.backward(maxShown)
	return w.part()
}

// from renders the part that begins at a byte.
func from(d *corpus.Document, start int, quote span) shownPart {
	all := units(d, quote)
	at := slices.IndexFunc(all, func(u unit) bool { return u.end > start })
	if at < 0 {
		at = len(all)
	}
	w := window{doc: d, quote: quote, all: all, from: at, to: at}
	w.forward(maxShown, len(d.Text))
	return w.part()
}

// upTo renders the part that ends at a byte.
func upTo(d *corpus.Document, end int, quote span) shownPart {
	all := units(d, quote)
	at := slices.IndexFunc(all, func(u unit) bool { return u.start >= end })
	if at < 0 {
		at = len(all)
	}
	w := window{doc: d, quote: quote, all: all, from: at, to: at}
	w.backward(maxShown)
	if w.from == 0 { // a short beginning is filled up
		w.forward(maxShown, len(d.Text))
	}
	return w.part()
}

// window is a run of units, all[from:to], that grows to both sides.
type window struct {
	doc      *corpus.Document
	quote    span
	all      []unit
	from, to int
	before   []string // rendered units, the last first
	after    []string
	size     int
}

// forward adds units that begin before end, while all are at most limit bytes.
func (w *window) forward(limit, end int) {
	for w.to < len(w.all) && w.all[w.to].start < end {
		html, size := w.render(w.to)
		if w.size+size > limit && w.to > w.from {
			return
		}
		w.after = append(w.after, html)
		w.size += size
		w.to++
	}
}

func (w *window) backward(limit int) {
	for w.from > 0 {
		html, size := w.render(w.from - 1)
		if w.size+size > limit && w.to > w.from {
			return
		}
		w.before = append(w.before, html)
		w.size += size
		w.from--
	}
}

// render gives a unit and the bytes that it takes; the first row of a table
// takes what is around the table, too.
func (w *window) render(i int) (html string, size int) {
	html = show(w.doc, w.all[i], w.quote)
	size = len(html)
	if w.all[i].kind == row && (i == 0 || w.all[i-1].kind != row) {
		size += len(tableOpen) + len(tableEnd) + tableName
	}
	return html, size
}

// part joins the units; rows that follow one another become a table.
func (w *window) part() shownPart {
	slices.Reverse(w.before)
	shown := append(w.before, w.after...)
	var out strings.Builder
	table := false
	for i, html := range shown {
		if isRow := w.all[w.from+i].kind == row; isRow != table {
			table = isRow
			if table {
				out.WriteString(tableOpen)
			} else {
				out.WriteString(tableEnd)
			}
		}
		out.WriteString(html)
	}
	if table {
		out.WriteString(tableEnd)
	}
	p := shownPart{html: out.String()}
	p.start, p.end = 0, len(w.doc.Text)
	if w.from > 0 && w.from < len(w.all) {
		p.start = w.all[w.from].start
	}
	if w.to < len(w.all) {
		p.end = w.all[w.to].start
	}
	return p
}

const (
	tableName = 20 // bytes that the name of a table may take
	tableOpen = `<div class="wide" role="group" tabindex="0" aria-label="{table}"><table>`
	tableEnd  = "</table></div>"
)

// finish names the tables and tells where the quote begins and ends, for
// those who cannot see the mark.
func (p shownPart) finish(table, begins, ends string) template.HTML {
	html := strings.ReplaceAll(p.html, `aria-label="{table}"`, `aria-label="`+template.HTMLEscapeString(table)+`"`)
	if i := strings.LastIndex(html, "<mark>"); i >= 0 {
		html = html[:i] + `<mark data-e="` + template.HTMLEscapeString(" "+ends+" ") + `">` + html[i+len("<mark>"):]
		i = strings.Index(html, "<mark")
		html = html[:i] + `<mark id="quote" data-b="` + template.HTMLEscapeString(begins+" ") + `"` + html[i+len("<mark"):]
	}
	return template.HTML(html)
}

// onRune reports whether a byte offset lies between two characters.
func onRune(text string, at int) bool {
	return at == len(text) || at >= 0 && at < len(text) && utf8.RuneStart(text[at])
}
