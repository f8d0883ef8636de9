package format

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"vanthu/corpus"
)

// prune removes what is no part of a text from below n: scripts, forms'
// controls, menus, and what a page marks by class or ID as navigation, sharing,
// comments or advertisement. An element that holds half of the words is kept,
// whatever its class says of its neighbours.
func prune(n *html.Node, words int) {
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		if c.Type == html.ElementNode && (isFurniture(c) || hasFurnitureMark(c) && weigh(c, true)*2 <= words) {
			n.RemoveChild(c)
		} else {
			prune(c, words)
		}
		c = next
	}
}

// isFurniture reports whether an element's name, role or style says that it is
// no part of the text.
func isFurniture(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Iframe, atom.Object, atom.Svg, atom.Canvas, atom.Nav, atom.Aside,
		atom.Button, atom.Select, atom.Textarea, atom.Input, atom.Audio, atom.Video, atom.Img, atom.Math, atom.Dialog, atom.Footer:
		return true
	case atom.Header:
		return !within(n, atom.Article) && !within(n, atom.Main)
	case atom.Head, atom.Html, atom.Body, atom.Main, atom.Article:
		return false
	}
	if _, hidden := attrOf(n, "hidden"); hidden || attr(n, "aria-hidden") == "true" {
		return true
	}
	switch attr(n, "role") {
	case "navigation", "banner", "contentinfo", "search", "complementary", "menu", "menubar", "dialog", "alert":
		return true
	}
	style := strings.ReplaceAll(strings.ToLower(attr(n, "style")), " ", "")
	return strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden")
}

func hasFurnitureMark(n *html.Node) bool {
	if n.DataAtom == atom.Body || n.DataAtom == atom.Html {
		return false
	}
	for _, mark := range marks(n) {
		if furnitureMarks[mark] {
			return true
		}
	}
	return false
}

func attrOf(n *html.Node, key string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val, true
		}
	}
	return "", false
}

func within(n *html.Node, a atom.Atom) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		if p.DataAtom == a {
			return true
		}
	}
	return false
}

// marks gives the words that class and id are made of.
func marks(n *html.Node) []string {
	value := attr(n, "class") + " " + attr(n, "id")
	if value == " " {
		return nil
	}
	return strings.FieldsFunc(strings.ToLower(value), func(r rune) bool { return r == ' ' || r == '-' || r == '_' || r == '\t' || r == '\n' })
}

// furnitureMarks are words of class names and IDs, as site builders and
// templates write them.
var furnitureMarks = map[string]bool{
	"nav": true, "navbar": true, "navigation": true, "menu": true, "breadcrumb": true, "breadcrumbs": true, "sidebar": true, "footer": true,
	"comment": true, "comments": true, "share": true, "sharing": true, "social": true, "related": true, "pagination": true, "pager": true,
	"banner": true, "advert": true, "ads": true, "advertisement": true, "cookie": true, "cookies": true, "popup": true, "modal": true,
	"newsletter": true, "subscribe": true, "rating": true, "toolbar": true, "skip": true, "topbar": true, "hotline": true, "widget": true,
	"recommend": true, "recommended": true, "tags": true, "zalo": true,
}

// mainPart gives the element that holds a page's text: the one it marks as
// such, else the smallest that holds most of the words outside links.
func mainPart(doc *html.Node) *html.Node {
	body := find(doc, func(n *html.Node) bool { return n.DataAtom == atom.Body })
	if body == nil {
		return doc
	}
	prune(body, weigh(body, true))
	all := weigh(body, false)
	for _, marked := range []func(*html.Node) bool{
		func(n *html.Node) bool { return attr(n, "itemprop") == "articleBody" },
		func(n *html.Node) bool { return n.DataAtom == atom.Main || attr(n, "role") == "main" },
		func(n *html.Node) bool { return n.DataAtom == atom.Article },
	} {
		if n := find(body, marked); n != nil && weigh(n, false)*2 > all {
			return n
		}
	}
	part := body
	for {
		var heir *html.Node
		for c := part.FirstChild; c != nil; c = c.NextSibling {
			if c.Type == html.ElementNode && isContainer(c) && weigh(c, false)*10 > all*9 {
				heir = c
			}
		}
		if heir == nil {
			return part
		}
		part = heir
	}
}

func isContainer(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Div, atom.Section, atom.Main, atom.Article, atom.Form, atom.Center:
		return true
	}
	return false
}

// find gives the first element below n, in page order, that is wanted.
func find(n *html.Node, wanted func(*html.Node) bool) *html.Node {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode && wanted(c) {
			return c
		}
		if found := find(c, wanted); found != nil {
			return found
		}
	}
	return nil
}

// weigh counts the characters of n's words, those of links only if asked.
func weigh(n *html.Node, links bool) int {
	switch {
	case n.Type == html.TextNode:
		return utf8.RuneCountInString(strings.TrimSpace(n.Data))
	case n.DataAtom == atom.A && !links, n.DataAtom == atom.Script, n.DataAtom == atom.Style, n.DataAtom == atom.Noscript:
		return 0
	}
	sum := 0
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		sum += weigh(c, links)
	}
	return sum
}

// pageMeta gives what the page says of itself.
func pageMeta(doc *html.Node) Meta {
	var m Meta
	var title, heading string
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.ElementNode {
			switch n.DataAtom {
			case atom.Title:
				if title == "" && n.Parent != nil && n.Parent.DataAtom == atom.Head {
					title = clean(textOf(n))
				}
			case atom.H1:
				if heading == "" {
					heading = clean(textOf(n))
				}
			case atom.Link:
				if attr(n, "rel") == "canonical" {
					m.URL = clean(attr(n, "href"))
				}
			case atom.Meta:
				m.property(attr(n, "property")+attr(n, "name")+attr(n, "itemprop"), clean(attr(n, "content")))
			case atom.Time:
				if day, ok := dayIn(attr(n, "datetime")); ok && m.Issued == "" {
					m.Issued = day
				}
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(doc)
	switch {
	case m.Title != "":
	case heading != "" && utf8.RuneCountInString(heading) <= 300 && strings.Contains(title, heading):
		m.Title = heading // the title without the site's name
	default:
		m.Title = title
	}
	return m
}

// property takes over one meta element.
func (m *Meta) property(name, value string) {
	switch strings.ToLower(name) {
	case "og:title":
		m.Title = value
	case "og:url":
		if m.URL == "" {
			m.URL = value
		}
	case "article:published_time", "datepublished", "dc.date.issued", "dcterms.issued", "pubdate":
		if day, ok := dayIn(value); ok {
			m.Issued = day
		}
	}
}

// dayIn gives the day at the start of an ISO 8601 time.
func dayIn(s string) (string, bool) {
	s = strings.TrimSpace(s)
	if len(s) < 10 {
		return "", false
	}
	_, ok := corpus.Day(s[:10]).Time()
	return s[:10], ok
}
