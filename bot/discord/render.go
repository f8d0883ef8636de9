package discord

import (
	"net/url"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/bwmarrin/discordgo"

	"vanthu/bot/split"
	"vanthu/handlers"
)

// Limits of Discord, https://discord.com/developers/docs/resources/message
// and /developers/docs/components/reference.
const (
	maxContent = 2000 // characters (code points) of a message, markup included
	maxLabel   = 80   // characters of a button
	maxCustom  = 100  // characters of a button's custom_id
	maxAction  = 64   // bytes; the product's own, stricter limit
	rowButtons = 5    // buttons in a row
	maxRows    = 5    // rows of a message
	maxHref    = 512  // bytes of a link; our choice, since it counts as text
)

const (
	rtlMark  = "\u200f" // tells a client that a text runs from right to left
	blockGap = "\n\n"
)

// style marks a stretch of text up.
type style func(text string) string

type (
	part  = split.Part[style]
	block = split.Block[style]
)

func plain(s string) string  { return escape(s) }
func bold(s string) string   { return "**" + escape(s) + "**" }
func italic(s string) string { return "*" + escape(s) + "*" }

// code shows words as they are; a fence inside them is broken up, since
// nothing can escape it.
func code(s string) string {
	return "```\n" + strings.ReplaceAll(s, "``", "`\u200b`") + "\n```"
}

func quoted(s string) string {
	return "> " + strings.ReplaceAll(escape(s), "\n", "\n> ")
}

// Markup of text is escaped, but for web addresses, which Discord shows as
// they are, backslashes included.
var (
	webAddress = regexp.MustCompile("https?://[^\\s<>|*`]+")
	markup     = strings.NewReplacer(`\`, `\\`, `*`, `\*`, `_`, `\_`, `~`, `\~`, "`", "\\`", `|`, `\|`, `[`, `\[`, `]`, `\]`, `<`, `\<`, `>`, `\>`, `@`, "@\u200b")
	lineStart  = regexp.MustCompile(`(?m)^(\s*)(#|-|\+)`)
)

// escape makes text safe between markup.
func escape(s string) string {
	var out strings.Builder
	from := 0
	for _, at := range webAddress.FindAllStringIndex(s, -1) {
		out.WriteString(markup.Replace(s[from:at[0]]))
		out.WriteString(s[at[0]:at[1]])
		from = at[1]
	}
	out.WriteString(markup.Replace(s[from:]))
	return lineStart.ReplaceAllString(out.String(), `$1\$2`)
}

// runeLength gives the most that a character takes in any style: itself and
// what escapes it; a line break also the "> " and the escape of a new line.
func runeLength(r rune) int {
	switch r {
	case '\n':
		return 4
	case '\\', '*', '_', '~', '`', '|', '[', ']', '<', '>', '@':
		return 2
	}
	return 1
}

// lineOverhead is what the start of a text may add: "> " and an escape.
const lineOverhead = 3

// contents renders a reply as the texts of the messages that it takes.
func (b *Bot) contents(r handlers.Reply) []string {
	prefix := ""
	if isRTL(r.Language) {
		prefix = rtlMark
	}
	return pack(b.blocks(r), maxContent, prefix)
}

// pack packs blocks into texts of at most limit characters.
func pack(blocks []block, limit int, prefix string) []string {
	measure := split.Measure{Limit: limit - utf8.RuneCountInString(prefix), Rune: runeLength, Gap: len(blockGap)}
	var out []string
	for _, pieces := range split.Messages(blocks, measure) {
		var text strings.Builder
		text.WriteString(prefix)
		for i, piece := range pieces {
			if i > 0 {
				text.WriteString(blockGap)
			}
			for _, p := range append([]part{piece.Main}, piece.Tail...) {
				if p.Text != "" {
					text.WriteString(p.Style(p.Text))
				}
			}
		}
		out = append(out, text.String())
	}
	return out
}

// blocks renders the blocks of a reply; empty ones are left out.
func (b *Bot) blocks(r handlers.Reply) []block {
	mark := ""
	if isRTL(r.Language) {
		mark = rtlMark
	}
	var out []block
	for _, from := range r.Blocks {
		var to block
		text := clean(from.Text)
		switch from.Kind {
		case handlers.Quote:
			to = b.quote(from, text)
		case handlers.List:
			to.Main = part{Style: plain, Text: list(text, from.Items, mark)}
		case handlers.Code:
			to.Main = part{Style: code, Text: text, Overhead: len("```\n\n```")}
		default:
			to.Main = styled(from.Kind, text, mark)
			if href := b.link(handlers.Source{Link: from.Link}); href != "" && text != "" {
				around := strings.Repeat("*", to.Main.Overhead/2)
				to.Main.Style = func(s string) string { return around + "[" + escape(s) + "](<" + href + ">)" + around }
				to.Main.Overhead += utf8.RuneCountInString("[](<" + href + ">)")
			}
		}
		to.Main.Overhead += lineOverhead
		if to.Main.Text != "" || len(to.Tail) > 0 {
			out = append(out, to)
		}
	}
	return out
}

func styled(k handlers.BlockKind, text, mark string) part {
	p := part{Style: plain, Text: text}
	switch k {
	case handlers.Lead:
		p.Style, p.Overhead = bold, len("****")
	case handlers.Notice:
		p.Style, p.Overhead = italic, len("**")
	}
	if text != "" {
		p.Text = mark + text
	}
	return p
}

// quote renders words of a document with the line that says whose they are.
func (b *Bot) quote(from handlers.Block, text string) block {
	to := block{Main: part{Style: quoted, Text: text}}
	if from.Source == nil {
		return to
	}
	line := clean(strings.ReplaceAll(from.Source.Line, "\n", " "))
	if line == "" {
		line = clean(strings.ReplaceAll(from.Source.Title, "\n", " "))
	}
	if line == "" {
		return to
	}
	if text != "" {
		to.Tail = append(to.Tail, part{Style: func(s string) string { return s }, Text: "\n"})
	}
	source := part{Style: plain, Text: line, Overhead: lineOverhead}
	if href := b.link(*from.Source); href != "" {
		source.Style = func(s string) string { return "[" + escape(s) + "](<" + href + ">)" }
		source.Overhead += utf8.RuneCountInString("[](<" + href + ">)")
	}
	to.Tail = append(to.Tail, source)
	return to
}

// list gives a heading and its items, one a line.
func list(heading string, items []string, mark string) string {
	var lines []string
	if heading != "" {
		lines = append(lines, mark+heading)
	}
	for _, item := range items {
		if item = clean(item); item != "" {
			lines = append(lines, mark+"• "+item)
		}
	}
	return strings.Join(lines, "\n")
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

// isWeb reports whether an address can stand in a link: one that ends the
// link before its time cannot.
func isWeb(href string) bool {
	u, err := url.Parse(href)
	return err == nil && len(href) <= maxHref && u.Host != "" && (u.Scheme == "http" || u.Scheme == "https") && !strings.ContainsAny(href, "<> \n")
}

func isRTL(language string) bool { return language == "he" || language == "ar" }

// clean drops invalid bytes, control characters and space around the text.
func clean(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0x7f {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))
	return strings.TrimSpace(s)
}

// components lays the buttons out in rows; never nil, so that an edit removes
// old ones. A button that Discord would refuse is left out, since it would
// take the whole message with it.
func (b *Bot) components(r handlers.Reply) []discordgo.MessageComponent {
	buttons := r.Buttons
	if r.More != "" {
		label := "…"
		if b.More != nil {
			label = b.More(r.Language)
		}
		buttons = append([]handlers.Button{{Label: label, Action: r.More}}, buttons...)
	}
	rows := []discordgo.MessageComponent{}
	var row []discordgo.MessageComponent
	seen := map[string]bool{}
	for _, button := range buttons {
		label := clean(button.Label)
		if label == "" || button.Action == "" || len(button.Action) > maxAction || !utf8.ValidString(button.Action) || seen[button.Action] || len(rows) == maxRows {
			b.Log.Error("a button is left out: its label is empty, its action is not 1 to 64 bytes or there twice, or there are too many", "bytes", len(button.Action))
			continue
		}
		seen[button.Action] = true
		if runes := []rune(label); len(runes) > maxLabel {
			label = string(runes[:maxLabel-1]) + "…"
		}
		row = append(row, discordgo.Button{Label: label, Style: discordgo.SecondaryButton, CustomID: button.Action})
		if len(row) == rowButtons {
			rows = append(rows, discordgo.ActionsRow{Components: row})
			row = nil
		}
	}
	if len(row) > 0 {
		rows = append(rows, discordgo.ActionsRow{Components: row})
	}
	return rows
}
