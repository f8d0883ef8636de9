package telegram

import (
	"net/url"
	"strings"
	"unicode/utf8"

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

// manner is how a reply is written.
type manner struct {
	rtl    bool // from right to left
	reader bool // for a screen reader
}

func mannerOf(r handlers.Reply) manner { return manner{isRTL(r.Language), r.Reader} }

// own gives our own words as they are shown. Words of documents stay as they
// are.
func (m manner) own(s string) string {
	if m.reader {
		s = withoutEmoji(s)
	}
	if s = clean(s); m.rtl {
		s = isolated(s)
	}
	return s
}

// opening gives what a line of our own words starts with.
func (m manner) opening() string {
	if m.rtl {
		return rtlMark
	}
	return ""
}

// blocks renders the blocks of a reply; empty ones are left out.
func (b *Bot) blocks(r handlers.Reply) []block {
	m := mannerOf(r)
	var out []block
	for _, from := range r.Blocks {
		var to block
		switch from.Kind {
		case handlers.Quote:
			to = b.quote(from, m)
		case handlers.List:
			to.Main.Text = list(m, from.Text, from.Items)
		case handlers.Code:
			to.Main = part{Style: style{"<code>", "</code>"}, Text: clean(from.Text)}
		default:
			if text := m.own(from.Text); text != "" {
				to.Main = part{Style: tags(from.Kind), Text: m.opening() + text}
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

// list gives a heading and its items, one a line.
func list(m manner, heading string, items []string) string {
	bullet := "• "
	if m.reader {
		bullet = "- " // passed over or said in a word
	}
	var lines []string
	if heading = m.own(heading); heading != "" {
		lines = append(lines, m.opening()+heading)
	}
	for _, item := range items {
		if item = m.own(item); item != "" {
			lines = append(lines, m.opening()+bullet+item)
		}
	}
	return strings.Join(lines, "\n")
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
func (b *Bot) quote(from handlers.Block, m manner) block {
	var to block
	text := clean(from.Text)
	if text != "" {
		open := "<blockquote>"
		if units(text) > longQuote && !m.reader {
			open = "<blockquote expandable>"
		}
		to.Main = part{Style: style{open, "</blockquote>"}, Text: text}
	}
	if from.Source == nil {
		return to
	}
	line := m.own(from.Source.Line)
	if line == "" {
		line = m.own(from.Source.Title)
	}
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

// link gives the address of a source: the passage on this installation's
// pages, else the document at its publisher.
func (b *Bot) link(s handlers.Source) string {
	if b.set.Web != "" && strings.HasPrefix(s.Link, "/") {
		if href := strings.TrimRight(b.set.Web, "/") + s.Link; isWeb(href) {
			return href
		}
	}
	if isWeb(s.URL) {
		return s.URL
	}
	return ""
}

func isWeb(href string) bool {
	u, err := url.Parse(href)
	return err == nil && len(href) <= maxHref && u.Host != "" && (u.Scheme == "http" || u.Scheme == "https")
}

// withoutEmoji drops emoji, with what joins and colours them, and the space
// behind one at the start of a line.
func withoutEmoji(s string) string {
	var b strings.Builder
	dropped := false // the character before was one
	for _, r := range s {
		switch {
		case isEmoji(r), dropped && r == '\u200d': // which joins them
			dropped = true
			continue
		case dropped && r == ' ' && (b.Len() == 0 || strings.HasSuffix(b.String(), " ") || strings.HasSuffix(b.String(), "\n")):
			dropped = false
			continue
		}
		dropped = false
		b.WriteRune(r)
	}
	return b.String()
}

// isEmoji reports whether a character is a picture or belongs to one
// (https://www.unicode.org/reports/tr51/): symbols, dingbats and arrows that
// are drawn in colour, flags, keycaps, variation selectors and tags.
func isEmoji(r rune) bool {
	return r >= 0x1f000 && r <= 0x1faff || r >= 0x2600 && r <= 0x27bf || r >= 0x2b00 && r <= 0x2bff || r >= 0x2300 && r <= 0x23ff ||
		r >= 0xfe00 && r <= 0xfe0f || r == 0x20e3 || r >= 0xe0020 && r <= 0xe007f
}

// clean drops what Telegram would refuse or lose: invalid bytes, control
// characters and space around the text.
func clean(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0x7f {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))
	return strings.TrimSpace(s)
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
	m := mannerOf(r)
	var rows [][]button
	room := 0
	for _, from := range buttons {
		label := m.own(from.Label)
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
