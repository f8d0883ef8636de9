package web

import (
	"bytes"
	"fmt"
	"html/template"
	"strings"
	"unicode/utf8"

	"vanthu/bot/wording"
	"vanthu/corpus/lang"
	"vanthu/handlers"
)

// Sizes of fragments, so that an answer is at most 10 kB.
const (
	maxFragment = 8500 // bytes of HTML of a reply; what is more waits behind "more"
	maxEcho     = 300  // characters of a question that are shown above its answer
	maxLabel    = 100  // characters of a button
	maxButtons  = 9    // of a reply: eight, and "more"
)

// restAction is the action of the button that brings the next page of a
// reply: restAction + ID of the part that has the button.
const restAction = "web:rest:"

// blockView is a block as the template takes it.
type blockView struct {
	Kind   string
	Text   string
	Items  []string
	Lang   string // tag of the text
	Other  bool   // the text is in another language than the reply
	Around string // tag of the reply
	Source *sourceView
	Href   string // page that the text leads to
}

type sourceView struct {
	Line      string
	Title     string
	Href      string // of the passage here, else of the document at its publisher
	Publisher string // of the document at its publisher, besides Href
	Again     bool   // the block before has the same line
}

type buttonView struct{ Label, Action string }

// replyView is one fragment.
type replyView struct {
	ID       string
	Tag      string
	Progress bool
	Blocks   []template.HTML
	Buttons  []buttonView
}

var kindNames = map[handlers.BlockKind]string{handlers.Lead: "lead", handlers.Para: "para", handlers.Quote: "quote",
	handlers.List: "list", handlers.Notice: "notice", handlers.Code: "code"}

// question renders what was asked.
func (p *Page) question(id, text string, v visit) (part, error) {
	html, err := p.render("question", struct{ ID, Text, Tag string }{id, shorten(wording.Clean(text), maxEcho), v.Tag})
	return part{id: id, html: html}, err
}

// reply renders a reply. What is too large for one fragment becomes further
// pages, which their own "more" buttons bring.
func (p *Page) reply(id string, r handlers.Reply, v visit) (part, error) {
	tag, ok := lang.Tag(r.Language)
	if !ok {
		tag = v.Tag
	}
	out := part{id: id, labels: map[string]string{}}
	var own []buttonView
	if allowed(r.More) {
		own = append(own, buttonView{p.say(tag, "more"), r.More})
	}
	for _, b := range r.Buttons {
		if len(own) < maxButtons && allowed(b.Action) {
			own = append(own, buttonView{shorten(b.Label, maxLabel), b.Action})
		}
	}
	for _, b := range own {
		out.labels[b.Action] = b.Label
	}
	view := replyView{ID: id, Tag: tag, Progress: !r.Final, Buttons: own}
	frame, err := p.render("reply", view)
	if err != nil {
		return part{}, err
	}
	room := max(maxFragment-len(frame), maxFragment/2)
	var blocks []template.HTML
	for i, b := range r.Blocks {
		again := i > 0 && b.Source != nil && r.Blocks[i-1].Source != nil && b.Source.Line == r.Blocks[i-1].Source.Line
		more, err := p.block(b, tag, room, again)
		if err != nil {
			return part{}, err
		}
		blocks = append(blocks, more...)
	}
	pages := paginate(blocks, room)
	for i, page := range pages {
		view := replyView{ID: id, Tag: tag, Progress: !r.Final, Blocks: page, Buttons: own}
		if i < len(pages)-1 {
			view.Buttons = []buttonView{{p.say(tag, "more"), restAction + id}}
			if i > 0 {
				view.Buttons[0].Action = restAction + ownID
			}
		}
		if i > 0 {
			view.ID = ownID
		}
		html, err := p.render("reply", view)
		if err != nil {
			return part{}, err
		}
		if i == 0 {
			out.html = html
		} else {
			out.rest = append(out.rest, html)
		}
	}
	return out, nil
}

// ownID stands in further pages for the ID of the part that they become. No
// text has this character, see clean.
const ownID = "\x01"

// next gives the part that shows the next page of p.
func (p part) next(id string) part {
	return part{id: id, html: strings.ReplaceAll(p.rest[0], ownID, id), rest: p.rest[1:], labels: p.labels}
}

// allowed reports whether an action can come back from a form.
func allowed(action string) bool {
	return action != "" && len(action) <= maxAction && printable(action)
}

// paginate packs blocks into pages of at most so many bytes; always at least
// one page.
func paginate(blocks []template.HTML, room int) [][]template.HTML {
	pages := [][]template.HTML{nil}
	size := 0
	for _, b := range blocks {
		if size > 0 && size+len(b) > room {
			pages = append(pages, nil)
			size = 0
		}
		pages[len(pages)-1] = append(pages[len(pages)-1], b)
		size += len(b)
	}
	return pages
}

// block renders a block, in several pieces where it is larger than a page.
// Its source is named in short where it is that of the block before, again.
func (p *Page) block(b handlers.Block, tag string, room int, again bool) ([]template.HTML, error) {
	view := viewOf(b, tag)
	if view.Source != nil {
		view.Source.Again = again && view.Source.Href != ""
	}
	html, err := p.render("block", view)
	if err != nil || len(html) <= room {
		return []template.HTML{template.HTML(html)}, err
	}
	first, second, ok := halves(b)
	if !ok {
		return []template.HTML{template.HTML(html)}, nil
	}
	out, err := p.block(first, tag, room, again)
	if err != nil {
		return nil, err
	}
	more, err := p.block(second, tag, room, again)
	return append(out, more...), err
}

// halves cuts a block in two, between items, lines or words; its source stays
// with the second half. Nothing is shorter than a line, so that it ends.
func halves(b handlers.Block) (first, second handlers.Block, ok bool) {
	first, second = b, b
	first.Source = nil
	if n := len(b.Items); n > 1 {
		first.Items, second.Items = b.Items[:n/2], b.Items[n/2:]
		second.Text = ""
		return first, second, true
	}
	text := &b.Text
	if len(b.Items) == 1 && len(b.Items[0]) > len(b.Text) {
		text = &b.Items[0]
	}
	if len(*text) < 160 {
		return b, b, false
	}
	cut := cutNear(*text, len(*text)/2)
	if text == &b.Text {
		first.Text, second.Text = b.Text[:cut], b.Text[cut:]
		first.Items = nil
	} else {
		first.Items, second.Items = []string{b.Items[0][:cut]}, []string{b.Items[0][cut:]}
		second.Text = ""
	}
	return first, second, true
}

// cutNear gives a place at or before at, in bytes, where text may be cut: behind
// a line end or a space, else between two characters.
func cutNear(text string, at int) int {
	low := at / 2
	if i := strings.LastIndexByte(text[low:at], '\n'); i >= 0 {
		return low + i + 1
	}
	if i := strings.LastIndexByte(text[low:at], ' '); i >= 0 {
		return low + i + 1
	}
	for at > 1 && !utf8.RuneStart(text[at]) {
		at--
	}
	return at
}

func viewOf(b handlers.Block, tag string) blockView {
	v := blockView{Kind: kindNames[b.Kind], Text: b.Text, Items: b.Items, Lang: tag, Around: tag, Href: pageLink(b.Link)}
	if own, ok := lang.Tag(b.Lang); ok && own != tag {
		v.Lang, v.Other = own, true
	}
	if s := b.Source; s != nil {
		sv := &sourceView{Line: strings.TrimSpace(s.Line), Title: s.Title, Href: passageLink(s.Link), Publisher: webAddress(s.URL)}
		if sv.Line == "" {
			sv.Line = s.Title
		}
		if sv.Href == "" {
			sv.Href, sv.Publisher = sv.Publisher, ""
		}
		if sv.Line != "" || sv.Href != "" {
			v.Source = sv
		}
	}
	return v
}

// render fills in a template.
func (p *Page) render(name string, data any) (string, error) {
	var out bytes.Buffer
	if err := p.templates.ExecuteTemplate(&out, name, data); err != nil {
		return "", fmt.Errorf("render %s: %w", name, err)
	}
	return out.String(), nil
}
