package terminal

import (
	"strconv"
	"strings"

	"github.com/rivo/uniseg"

	"vanthu/corpus/lang"
	"vanthu/handlers"
)

// Options say how a reply is laid out.
type Options struct {
	Width int    // display cells of a line; 0: 80; never less than 20
	Color bool   // bold and faint, as SGR sequences
	More  string // label of the button that brings the rest; empty: no buttons are shown, since nobody can press them
}

// Marks of the layout.
const (
	bar    = "│ "
	bullet = "• "
)

// SGR sequences.
const (
	bold  = "\x1b[1m"
	faint = "\x1b[2m"
	plain = "\x1b[0m"
)

// Render lays a reply out as lines no wider than o.Width, without a line end
// after the last. Addresses and words to copy are not broken, whatever their
// width, nor is a single character that is wider than the line. Of the
// texts in r, nothing but white space, control characters and escape
// sequences is lost.
func Render(r handlers.Reply, o Options) string {
	if o.Width <= 0 {
		o.Width = defaultWidth
	}
	o.Width = max(o.Width, minWidth)
	p := page{options: o, tag: r.Language}
	for _, b := range r.SourcesOnce().Blocks {
		p.block(b)
	}
	if o.More != "" {
		p.buttons(numbered(r, o.More))
	}
	return p.b.String()
}

// numbered gives the buttons of a reply that can be pressed, in the order of
// their numbers: first the one for the rest of the reply.
func numbered(r handlers.Reply, more string) []handlers.Button {
	var out []handlers.Button
	if r.More != "" {
		out = append(out, handlers.Button{Label: more, Action: r.More})
	}
	for _, b := range r.Buttons {
		if b.Action != "" && strings.TrimSpace(clean(b.Label)) != "" {
			out = append(out, b)
		}
	}
	return out
}

// page is a reply on its way to text.
type page struct {
	options Options
	tag     string // language of the reply
	b       strings.Builder
	lead    bool // the last block was the answer's first line
}

func (p *page) style(sgr, text string) string {
	if !p.options.Color || sgr == "" || text == "" {
		return text
	}
	return sgr + text + plain
}

// lines ends the block before and writes the lines of the next one. What
// follows the first line of an answer stands close to it.
func (p *page) lines(lines []string) {
	if len(lines) == 0 {
		return
	}
	if p.b.Len() > 0 {
		p.b.WriteString("\n")
		if !p.lead {
			p.b.WriteString("\n")
		}
	}
	p.lead = false
	p.b.WriteString(strings.Join(lines, "\n"))
}

func (p *page) block(b handlers.Block) {
	tag := b.Lang
	if tag == "" {
		tag = p.tag
	}
	rtl := lang.RightToLeft(tag)
	switch b.Kind {
	case handlers.Quote:
		p.quote(b, rtl)
	case handlers.List:
		p.list(b, rtl)
	case handlers.Code:
		var lines []string
		if text := strings.Trim(clean(b.Text), "\n"); text != "" {
			lines = strings.Split(text, "\n")
		}
		p.lines(lines)
	case handlers.Lead:
		p.lines(p.text(b.Text, rtl, "", "", bold))
		p.lead = true
	default:
		p.lines(p.text(b.Text, rtl, "", "", ""))
	}
}

// text gives a text as lines, the first after one indent and the others after
// another of the same width.
func (p *page) text(text string, rtl bool, first, next, sgr string) []string {
	lines := wrap(clean(text), p.options.Width-uniseg.StringWidth(first))
	for i, line := range lines {
		if line == "" {
			continue
		}
		indent := first
		if i > 0 {
			indent = next
		}
		lines[i] = p.style(sgr, isolate(indent+line, rtl))
	}
	return lines
}

// quote sets words of a document off with a bar; below them stands where they
// are from.
func (p *page) quote(b handlers.Block, rtl bool) {
	var lines []string
	if text := strings.TrimSpace(clean(b.Text)); text != "" {
		mark := p.style(faint, bar)
		for _, line := range wrap("“"+text+"”", p.options.Width-uniseg.StringWidth(bar)) {
			lines = append(lines, strings.TrimRight(mark+isolate(line, rtl), " "))
		}
	}
	if s := b.Source; s != nil {
		line := s.Line
		if strings.TrimSpace(line) == "" {
			line = s.Title
		}
		lines = append(lines, p.text(line, lang.RightToLeft(p.tag), "", "", faint)...)
		if url := address(s.URL); url != "" {
			lines = append(lines, p.style(faint, url))
		}
	}
	p.lines(lines)
}

func (p *page) list(b handlers.Block, rtl bool) {
	lines := p.text(b.Text, rtl, "", "", "")
	for _, item := range b.Items {
		lines = append(lines, p.text(item, rtl, bullet, "  ", "")...)
	}
	p.lines(lines)
}

// buttons gives each button its number; a button is not broken where it fits
// a line.
func (p *page) buttons(buttons []handlers.Button) {
	var lines []string
	used := 0
	for i, b := range buttons {
		number := "[" + strconv.Itoa(i+1) + "] "
		label := strings.Join(strings.Fields(clean(b.Label)), " ")
		width := uniseg.StringWidth(number + label)
		if used > 0 && used+2+width <= p.options.Width {
			lines[len(lines)-1] += "  " + p.style(bold, number) + isolate(label, lang.RightToLeft(p.tag))
			used += 2 + width
			continue
		}
		used = width
		if width <= p.options.Width {
			lines = append(lines, p.style(bold, number)+isolate(label, lang.RightToLeft(p.tag)))
			continue
		}
		lines = append(lines, p.text(label, lang.RightToLeft(p.tag), number, strings.Repeat(" ", len(number)), "")...)
		used = p.options.Width
	}
	p.lead = false
	p.lines(lines)
}
