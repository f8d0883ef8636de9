package telegram

import (
	"strings"
	"unicode/utf8"

	"vanthu/bot/wording"
	"vanthu/handlers"
)

// Limits of Telegram, https://core.telegram.org/bots/api#sendmessage.
const (
	maxMessage = 4096 // UTF-16 units of a message after its markup is read
	longQuote  = 400  // UTF-16 units from which a quotation is folded; our choice
	maxHref    = 2048 // bytes of a link; our choice
	rowLabels  = 28   // characters of labels in one row of buttons; our choice
	rowButtons = 3    // buttons in one row; our choice
)

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// escape makes text safe between tags.
func escape(s string) string { return escaper.Replace(s) }

// escapeAttribute makes text safe inside a double-quoted attribute.
func escapeAttribute(s string) string { return strings.ReplaceAll(escape(s), `"`, "&quot;") }

// blocks renders the blocks of a reply; empty ones are left out.
func (b *Bot) blocks(r handlers.Reply) []block {
	opening := wording.Opening(r.Language)
	var out []block
	for _, from := range r.Blocks {
		var to block
		switch from.Kind {
		case handlers.Quote:
			to = b.quote(from, r.Reader)
		case handlers.List:
			to.Main.Text = wording.List(r, from)
		case handlers.Code:
			to.Main = part{Style: style{"<code>", "</code>"}, Text: wording.Clean(from.Text)}
		default:
			if text := wording.Clean(from.Text); text != "" {
				to.Main = part{Style: tags(from.Kind), Text: opening + text}
				if href := b.link(handlers.Source{Link: from.Link}); href != "" {
					to.Main.Style.open += `<a href="` + escapeAttribute(href) + `">`
					to.Main.Style.end = "</a>" + to.Main.Style.end
				}
			}
		}
		if to.Main.Text != "" || len(to.Tail) > 0 {
			out = append(out, to)
		}
	}
	return out
}

func tags(k handlers.BlockKind) style {
	switch k {
	case handlers.Lead:
		return style{"<b>", "</b>"}
	case handlers.Notice:
		return style{"<i>", "</i>"}
	}
	return style{}
}

// quote renders words of a document with the line that says whose they are. A
// long one is folded, but not for a screen reader, which would stop there.
func (b *Bot) quote(from handlers.Block, reader bool) block {
	var to block
	text := wording.Clean(from.Text)
	if text != "" {
		open := "<blockquote>"
		if units(text) > longQuote && !reader {
			open = "<blockquote expandable>"
		}
		to.Main = part{Style: style{open, "</blockquote>"}, Text: text}
	}
	if from.Source == nil {
		return to
	}
	line := wording.Source(*from.Source)
	if line == "" {
		return to
	}
	if text != "" {
		to.Tail = append(to.Tail, part{Text: "\n"})
	}
	source := part{Text: line}
	if href := b.link(*from.Source); href != "" {
		source.Style = style{`<a href="` + escapeAttribute(href) + `">`, "</a>"}
	}
	to.Tail = append(to.Tail, source)
	return to
}

// link gives the address of a source.
func (b *Bot) link(s handlers.Source) string {
	return wording.Links{Pages: b.set.Web, Bytes: maxHref}.To(s)
}

// rows lays the buttons out. A button without a label or with an action that
// cannot travel is left out.
func (b *Bot) rows(r handlers.Reply) [][]button {
	buttons := r.Buttons
	if r.More != "" {
		label := "…"
		if b.More != nil {
			label = b.More(r.Language)
		}
		buttons = append([]handlers.Button{{Label: label, Action: r.More}}, buttons...)
	}
	var rows [][]button
	room := 0
	for _, from := range buttons {
		label := wording.Clean(from.Label)
		if label == "" || from.Action == "" || len(from.Action) > handlers.MaxAction || !utf8.ValidString(from.Action) {
			b.Log.Error("a button is left out: its label is empty, or its action is empty or too long", "bytes", len(from.Action), "limit", handlers.MaxAction)
			continue
		}
		width := utf8.RuneCountInString(label)
		if len(rows) == 0 || len(rows[len(rows)-1]) == rowButtons || width > room {
			rows = append(rows, nil)
			room = rowLabels
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], button{Label: label, Action: from.Action})
		room -= width
	}
	return rows
}
