package format

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// pageWalker turns the elements of a page into blocks.
type pageWalker struct {
	builder
	depth int
	words strings.Builder // of the block being read
	kind  BlockKind
	level int
	mark  string // of the list item being read, until it is written
	lists []list
}

// list is a list around what is walked.
type list struct {
	ordered bool
	style   byte // '1', 'a', 'A', 'i', 'I'
	next    int
}

// flush writes the block read so far.
func (w *pageWalker) flush() {
	words := clean(w.words.String())
	w.words.Reset()
	if words == "" {
		return
	}
	if w.mark != "" {
		words, w.mark = w.mark+" "+words, ""
	}
	w.add(w.kind, w.level, words)
}

// as walks the inside of n as one kind of block.
func (w *pageWalker) as(kind BlockKind, level int, n *html.Node, depth int) {
	w.flush()
	kind0, level0 := w.kind, w.level
	w.kind, w.level = kind, level
	w.inside(n, depth)
	w.flush()
	w.kind, w.level = kind0, level0
}

func (w *pageWalker) inside(n *html.Node, depth int) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.walk(c, depth+1)
	}
}

// walk writes n.
func (w *pageWalker) walk(n *html.Node, depth int) {
	if w.err != nil {
		return
	}
	if w.depth > 0 && depth > 2*w.depth {
		w.err = tooDeep(w.depth)
		return
	}
	switch n.Type {
	case html.TextNode:
		w.words.WriteString(n.Data)
		return
	case html.DocumentNode:
		w.inside(n, depth)
		return
	case html.ElementNode:
	default:
		return
	}
	switch n.DataAtom {
	case atom.Head, atom.Script, atom.Style, atom.Img:
	case atom.Br:
		w.flush()
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		w.as(HeadingBlock, int(n.Data[1]-'0'), n, depth)
	case atom.Ul, atom.Ol, atom.Menu:
		w.flush()
		w.lists = append(w.lists, newList(n))
		w.inside(n, depth)
		w.flush()
		w.lists = w.lists[:len(w.lists)-1]
	case atom.Li:
		w.flush()
		w.mark = w.nextMark(n)
		w.as(ItemBlock, max(1, len(w.lists)), n, depth)
		w.mark = ""
	case atom.Table:
		w.flush()
		if isFrame(n) {
			w.as(w.kind, w.level, n, depth)
			return
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.DataAtom == atom.Caption {
				w.paragraph(textOf(c))
			}
		}
		w.table(gridOf(n))
	case atom.Pre:
		w.flush()
		for line := range lines(textOf(n)) {
			w.paragraph(line)
		}
	case atom.P, atom.Div, atom.Section, atom.Article, atom.Main, atom.Body, atom.Html, atom.Blockquote, atom.Center, atom.Address,
		atom.Dl, atom.Dt, atom.Dd, atom.Fieldset, atom.Legend, atom.Figcaption, atom.Figure, atom.Details, atom.Summary,
		atom.Tr, atom.Td, atom.Th, atom.Tbody, atom.Thead, atom.Tfoot, atom.Caption, atom.Header, atom.Hgroup, atom.Hr, atom.Footer, atom.Form:
		w.as(w.kind, w.level, n, depth)
	default:
		w.inside(n, depth)
	}
}

func newList(n *html.Node) list {
	l := list{ordered: n.DataAtom == atom.Ol, style: '1', next: 1}
	if start, err := strconv.Atoi(attr(n, "start")); err == nil {
		l.next = start
	}
	if t := attr(n, "type"); len(t) == 1 && strings.Contains("aAiI", t) {
		l.style = t[0]
	}
	return l
}

// nextMark gives the number or dash of a list item.
func (w *pageWalker) nextMark(item *html.Node) string {
	if len(w.lists) == 0 || !w.lists[len(w.lists)-1].ordered {
		return "-"
	}
	l := &w.lists[len(w.lists)-1]
	if value, err := strconv.Atoi(attr(item, "value")); err == nil {
		l.next = value
	}
	n := l.next
	l.next++
	switch l.style {
	case 'a':
		return strings.ToLower(letters(n)) + "."
	case 'A':
		return letters(n) + "."
	case 'i':
		return strings.ToLower(roman(n)) + "."
	case 'I':
		return roman(n) + "."
	}
	return strconv.Itoa(n) + "."
}

// frameRunes is how much text a cell of a real table holds at most.
const frameRunes = 4000

// isFrame reports whether a table only lays a page out: it holds another
// table or a heading, or a cell the size of a page.
func isFrame(table *html.Node) bool {
	frame := false
	var look func(n *html.Node)
	look = func(n *html.Node) {
		for c := n.FirstChild; c != nil && !frame; c = c.NextSibling {
			switch c.DataAtom {
			case atom.Table, atom.H1, atom.H2, atom.H3:
				frame = true
			case atom.Td:
				if utf8.RuneCountInString(textOf(c)) > frameRunes {
					frame = true
				}
			}
			look(c)
		}
	}
	look(table)
	return frame
}

// attr gives an attribute's value, or "".
func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// textOf gives the words inside n, with a space for each element of a line of
// its own.
func textOf(n *html.Node) string {
	var b strings.Builder
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
			return
		}
		switch n.DataAtom {
		case atom.P, atom.Div, atom.Br, atom.Li, atom.Tr, atom.Td, atom.Th:
			b.WriteByte('\n')
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(n)
	return b.String()
}
