package format

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/html/charset"
)

// readHTML reads a web page: its main part, with tables.
func (r *Reader) readHTML(data []byte) (Text, error) {
	if isBinary(data) {
		return Text{}, binaryError()
	}
	in, err := charset.NewReader(bytes.NewReader(data), "")
	if err != nil {
		return Text{}, &Error{Reason: Damaged, Detail: fmt.Sprintf("the page's encoding is unknown: %v", err), Mend: "save the page as UTF-8"}
	}
	utf8Data, err := io.ReadAll(in)
	if err != nil {
		return Text{}, &Error{Reason: Damaged, Detail: fmt.Sprintf("the page can't be decoded: %v", err), Mend: "save the page as UTF-8"}
	}
	if err := r.checkTags(utf8Data); err != nil {
		return Text{}, err
	}
	doc, err := html.Parse(bytes.NewReader(utf8Data))
	if err != nil {
		return Text{}, tooDeep(r.Limits.Depth) // the parser's own limit is all that can fail on bytes in memory
	}
	meta := pageMeta(doc)
	w := pageWalker{builder: builder{max: r.Limits.TextBytes}, depth: r.Limits.Depth}
	w.walk(mainPart(doc), 0)
	w.flush()
	out, err := w.text()
	if err != nil {
		return Text{}, err
	}
	if isErrorPage(meta.Title, out.Body) {
		return Text{}, &Error{Reason: Misnamed, Detail: "this is a web server's error page, not the document", Mend: "download it again"}
	}
	out = r.dropNoise(out)
	out.Meta = meta
	return out, nil
}

// checkTags refuses a page whose open elements are nested beyond the limit,
// before a tree of them is built.
func (r *Reader) checkTags(data []byte) error {
	if r.Limits.Depth <= 0 {
		return nil
	}
	depth := 0
	for z := html.NewTokenizer(bytes.NewReader(data)); ; {
		switch z.Next() {
		case html.ErrorToken:
			return nil
		case html.StartTagToken:
			name, _ := z.TagName()
			if !unclosed[atom.Lookup(name)] {
				depth++
			}
			if depth > 2*r.Limits.Depth {
				return tooDeep(r.Limits.Depth)
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			if !unclosed[atom.Lookup(name)] {
				depth = max(0, depth-1)
			}
		}
	}
}

func tooDeep(limit int) *Error {
	return &Error{Reason: TooDeep, Detail: fmt.Sprintf("elements are nested more than %d deep", limit), Mend: "save it as .docx or .txt from the program that made it"}
}

// unclosed are the elements that pages leave open without nesting them.
var unclosed = map[atom.Atom]bool{
	atom.Br: true, atom.Hr: true, atom.Img: true, atom.Input: true, atom.Meta: true, atom.Link: true, atom.Col: true, atom.Area: true,
	atom.Base: true, atom.Embed: true, atom.Source: true, atom.Track: true, atom.Wbr: true, atom.P: true, atom.Li: true, atom.Dt: true,
	atom.Dd: true, atom.Tr: true, atom.Td: true, atom.Th: true, atom.Option: true, atom.Tbody: true, atom.Thead: true, atom.Tfoot: true, atom.Colgroup: true,
}

// errorTitle is what web servers write above an error page, in the words of
// the HTTP standard (RFC 9110, section 15).
var errorTitle = regexp.MustCompile(`(?i)^\W*((http\s+)?(error\s+)?(40[0-9]|41[0-9]|429|50[0-5])\b|server error|(page|file) not found|not found|forbidden|access denied|bad gateway|service (temporarily )?unavailable|internal server error|runtime error|the resource cannot be found|object not found|gateway time-?out)`)

// isErrorPage reports whether a page is short and titled as an error.
func isErrorPage(title, body string) bool {
	first, _, _ := strings.Cut(body, "\n")
	return utf8.RuneCountInString(body) < 1500 && (errorTitle.MatchString(title) || title == "" && errorTitle.MatchString(first))
}

// html writes the blocks of a piece of HTML inside another format.
func (b *builder) html(fragment string) {
	if strings.HasPrefix(strings.TrimSpace(fragment), "<!--") && !strings.Contains(fragment, "-->") {
		return
	}
	nodes, err := html.ParseFragment(strings.NewReader(fragment), &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body})
	if err != nil {
		b.paragraph(fragment)
		return
	}
	w := pageWalker{builder: *b, depth: DefaultLimits().Depth}
	for _, n := range nodes {
		w.walk(n, 0)
	}
	w.flush()
	*b = w.builder
}
