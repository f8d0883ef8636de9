package format

import (
	"bytes"
	"fmt"
	"html"
	"regexp"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	tables "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// readMarkdown reads CommonMark with tables. Numbers of list items are kept
// as the file writes them: "3." names a clause.
func (r *Reader) readMarkdown(data []byte) (Text, error) {
	s, warning, err := decode(data)
	if err != nil {
		return Text{}, err
	}
	front, s, err := cutFront(s)
	if err != nil {
		return Text{}, err
	}
	source := []byte(strings.Join(collect(lines(s)), "\n"))
	if err := r.checkNesting(source); err != nil {
		return Text{}, err
	}
	doc := commonMark().Parse(text.NewReader(source))
	m := markdown{builder: builder{max: r.Limits.TextBytes}, source: source, depth: r.Limits.Depth}
	m.blocksOf(doc, 0)
	out, err := m.text()
	if err != nil {
		return Text{}, err
	}
	out = r.dropNoise(out)
	out.Meta = front
	out.warn(warning)
	return out, nil
}

func collect(seq func(func(string) bool)) []string {
	var all []string
	for s := range seq {
		all = append(all, s)
	}
	return all
}

// Marks beyond which the parser's time or memory would grow with their square:
// opening brackets in one paragraph, and in a row, and columns of a table.
const (
	maxBrackets = 20_000
	maxMarks    = 1000
	maxBars     = 500
)

// checkNesting refuses what would keep the parser busy for long: quotes
// nested beyond the limit, and more marks than any text has.
func (r *Reader) checkNesting(source []byte) error {
	brackets := 0
	for line := range bytes.Lines(source) {
		inside := bytes.TrimLeft(line, " \t")
		if len(bytes.TrimSpace(line)) == 0 || bytes.IndexByte([]byte("-*+|#"), inside[0]) >= 0 {
			brackets = 0 // a new block begins
		}
		brackets += bytes.Count(line, []byte("["))
		quotes := len(inside) - len(bytes.TrimLeft(inside, "> \t"))
		run, longest := 0, 0
		for _, c := range line {
			if run++; c != '[' && c != '!' && c != '<' {
				run = 0
			}
			longest = max(longest, run)
		}
		bars := 0
		if len(bytes.Trim(line, "|-: \t\r\n>")) == 0 {
			bars = bytes.Count(line, []byte("|"))
		}
		if r.Limits.Depth > 0 && quotes > 2*r.Limits.Depth || brackets > maxBrackets || longest > maxMarks || bars > maxBars {
			return &Error{Reason: TooDeep, Detail: "more brackets, quote marks or columns than a text has", Mend: "take them out, or save it as .txt"}
		}
	}
	return nil
}

// commonMark gives the parser: CommonMark with tables, and without link
// definitions, which would take a note like "[1]: …" out of the text.
func commonMark() parser.Parser {
	md := goldmark.New(
		goldmark.WithParser(parser.NewParser(parser.WithBlockParsers(parser.DefaultBlockParsers()...), parser.WithInlineParsers(parser.DefaultInlineParsers()...))),
		goldmark.WithExtensions(extension.Table))
	return md.Parser()
}

// markdown walks a parsed document.
type markdown struct {
	builder
	source []byte
	depth  int
	nested int // lists around what is walked
}

// blocksOf writes the blocks inside a node.
func (m *markdown) blocksOf(parent ast.Node, depth int) {
	if m.err != nil {
		return
	}
	if m.depth > 0 && depth > m.depth {
		m.err = &Error{Reason: TooDeep, Detail: fmt.Sprintf("elements are nested more than %d deep", m.depth), Mend: "flatten the lists and quotes, or save it as .txt"}
		return
	}
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Heading:
			m.gap()
			m.add(HeadingBlock, n.Level, strings.ReplaceAll(m.inline(n), "\n", " "))
		case *ast.Paragraph, *ast.TextBlock:
			m.prose(n, parent)
		case *ast.List:
			m.nested++
			m.items(n, depth)
			m.nested--
		case *ast.CodeBlock, *ast.FencedCodeBlock:
			for line := range lines(m.raw(n)) {
				m.paragraph(line)
			}
		case *ast.HTMLBlock:
			m.html(m.raw(n))
		case *tables.Table:
			m.rows(n)
		default:
			m.blocksOf(n, depth+1)
		}
	}
}

// prose writes a paragraph; a hard line break starts a new block. Rows of a
// table without a line of dashes are rows all the same.
func (m *markdown) prose(n, parent ast.Node) {
	if rows := barRows(m.raw(n)); rows != nil {
		m.table(rows)
		return
	}
	kind, level := ParagraphBlock, 0
	if _, ok := parent.(*ast.ListItem); ok {
		kind, level = ItemBlock, m.nested
	} else if n.HasBlankPreviousLines() {
		m.gap()
	}
	for line := range strings.SplitSeq(m.inline(n), "\n") {
		m.add(kind, level, line)
	}
}

// barRows gives the rows of lines that are all bar rows, else nil.
func barRows(raw string) []row {
	var rows []row
	for line := range lines(raw) {
		cells, ok := barRow(line)
		if !ok {
			return nil
		}
		if !isRule(cells) {
			rows = append(rows, row{cells: cells})
		}
	}
	return rows
}

var itemMark = regexp.MustCompile(`(\d{1,9}[.)]|[-+*])[ \t]*$`)

// items writes the items of a list. The first paragraph of an item carries
// its mark.
func (m *markdown) items(list *ast.List, depth int) {
	next := list.Start
	for item := list.FirstChild(); item != nil; item = item.NextSibling() {
		mark := "-"
		if list.IsOrdered() {
			mark = fmt.Sprintf("%d%c", next, list.Marker)
			next++
		}
		first := item.FirstChild()
		if first != nil && first.Lines().Len() > 0 {
			start := first.Lines().At(0).Start
			line := m.source[bytes.LastIndexByte(m.source[:start], '\n')+1 : start]
			if found := itemMark.FindSubmatch(line); found != nil && list.IsOrdered() {
				mark = string(found[1])
			}
		}
		before := len(m.blocks)
		m.blocksOf(item, depth+1)
		if len(m.blocks) > before && m.blocks[before].Kind == ItemBlock && m.blocks[before].Level == m.nested {
			m.prefix(before, mark+" ")
		}
	}
}

// prefix puts a mark before block i and moves what stands behind it.
func (b *builder) prefix(i int, mark string) {
	at := b.blocks[i].Start
	b.body = append(b.body, mark...)
	copy(b.body[at+len(mark):], b.body[at:len(b.body)-len(mark)])
	copy(b.body[at:], mark)
	b.blocks[i].End += len(mark)
	for j := i + 1; j < len(b.blocks); j++ {
		moved := &b.blocks[j]
		moved.Start += len(mark)
		moved.End += len(mark)
		for k := range moved.Cells {
			moved.Cells[k].Start += len(mark)
			moved.Cells[k].End += len(mark)
		}
	}
}

// rows writes a table.
func (m *markdown) rows(table *tables.Table) {
	var rows []row
	for n := table.FirstChild(); n != nil; n = n.NextSibling() {
		var r row
		_, r.header = n.(*tables.TableHeader)
		for cell := n.FirstChild(); cell != nil; cell = cell.NextSibling() {
			r.cells = append(r.cells, strings.ReplaceAll(m.inline(cell), "\n", " "))
		}
		rows = append(rows, r)
	}
	m.table(rows)
}

// raw gives the source lines of a block.
func (m *markdown) raw(n ast.Node) string {
	var b strings.Builder
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		b.Write(line.Value(m.source))
	}
	return b.String()
}

// inline gives the words inside a block without their marks; a hard line break,
// and one in front of an item's mark, is a "\n".
func (m *markdown) inline(n ast.Node) string {
	var b strings.Builder
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Image:
			return ast.WalkSkipChildren, nil
		case *ast.Text:
			words := string(n.Segment.Value(m.source))
			if _, code := n.Parent().(*ast.CodeSpan); !code && !n.IsRaw() {
				words = unescape(words)
			}
			b.WriteString(strings.ReplaceAll(words, "\n", " "))
			switch {
			case n.HardLineBreak():
				b.WriteByte('\n')
			case n.SoftLineBreak() && m.opensItem(n.Segment.Stop):
				b.WriteByte('\n')
			case n.SoftLineBreak():
				b.WriteByte(' ')
			}
		case *ast.String:
			b.Write(n.Value)
		case *ast.AutoLink:
			b.Write(n.Label(m.source))
		case *ast.RawHTML:
			if n.Segments.Len() > 0 {
				tag := n.Segments.At(0)
				if strings.HasPrefix(strings.ToLower(string(tag.Value(m.source))), "<br") {
					b.WriteByte('\n')
				}
			}
		}
		return ast.WalkContinue, nil
	})
	return b.String()
}

var (
	// officialMark opens an item of an official paper that Markdown knows no
	// list for: "a)", "2.1.", "–".
	officialMark = regexp.MustCompile(`^(\pL\)|\d{1,3}(\.\d{1,3})+\.?|[–—•+])[ \t]`)
	// plainMark opens one only behind the end of a sentence: a line may break
	// in front of "5. januar".
	plainMark = regexp.MustCompile(`^([IVX]{1,5}|\d{1,3})[.)][ \t]`)
)

// opensItem reports whether the line behind the words that end at stop opens an
// item of its own: people who type official papers leave no blank lines.
func (m *markdown) opensItem(stop int) bool {
	ended := bytes.TrimRight(m.source[:stop], " \t")
	_, next, _ := bytes.Cut(m.source[stop:], []byte("\n"))
	next = bytes.TrimLeft(next[:min(len(next), 200)], " \t>")
	return officialMark.Match(next) || plainMark.Match(next) && len(ended) > 0 && bytes.IndexByte([]byte(".;:!?"), ended[len(ended)-1]) >= 0
}

// unescape resolves backslash escapes and character references.
func unescape(s string) string {
	if !strings.ContainsAny(s, `\&`) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\' && i+1 < len(s) && s[i+1] < 0x80 && strings.IndexByte("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", s[i+1]) >= 0:
			i++
			b.WriteByte(s[i])
		case s[i] == '&':
			if end := strings.IndexByte(s[i:min(len(s), i+40)], ';'); end > 0 {
				b.WriteString(html.UnescapeString(s[i : i+end+1]))
				i += end
				continue
			}
			b.WriteByte('&')
		default:
			b.WriteByte(s[i])
		}
	}
	return b.String()
}
