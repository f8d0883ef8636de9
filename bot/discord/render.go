package discord

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"vanthu/bot/split"
	"vanthu/bot/wording"
	"vanthu/corpus/lang"
	"vanthu/handlers"
	"vanthu/handlers/i18n"
)

// Limits of Discord, https://discord.com/developers/docs/resources/message
// and /developers/docs/components/reference.
const (
	maxContent = 2000 // characters (code points) of a message, markup included
	maxLabel   = 80   // characters of a button
	rowButtons = 5    // buttons in a row
	maxHref    = 512  // bytes of a link; our choice, since it counts as text
	maxThread  = 100  // characters of the name of a thread
	manyParts  = 2    // messages of an answer in a channel; a longer one gets a thread
)

// maxFile is how many bytes of files go with a message,
// https://discord.com/developers/docs/reference#uploading-files says 10 MiB.
const maxFile = handlers.MaxFile

const blockGap = "\n\n"

// style marks a stretch of text up.
type style struct {
	mark  func(text string) string
	quote bool // words of a document, or their source
	note  bool // a remark
}

type (
	part  = split.Part[style]
	block = split.Block[style]
)

func as(mark func(string) string) style { return style{mark: mark} }

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
// they are, backslashes included; the end of an isolate ends one.
var (
	webAddress = regexp.MustCompile("https?://[^\\s<>|*`\u2069]+")
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

// Render implements delivery.Platform.
func (b *Bot) Render(to handlers.Conversation, r handlers.Reply) ([]json.RawMessage, error) {
	messages := pack(b.blocks(r), maxContent, wording.Opening(r.Language))
	if len(messages) == 0 {
		return nil, fmt.Errorf("render for Discord: %w", ErrEmpty)
	}
	last := &messages[len(messages)-1]
	last.More, last.Buttons = b.choices(to, r)
	if r.File != nil && len(r.File.Data) > 0 && len(r.File.Data) <= maxFile {
		last.File = &handlers.File{Name: fileName(r.File.Name), Type: r.File.Type, Data: r.File.Data}
	}
	thread := ""
	if len(messages) > manyParts && !personal(to) {
		thread = threadName(r)
	}
	out := make([]json.RawMessage, len(messages))
	for i, m := range messages {
		m.Thread = thread
		data, err := json.Marshal(m)
		if err != nil {
			return nil, fmt.Errorf("render for Discord: %w", err)
		}
		out[i] = data
	}
	return out, nil
}

// ErrEmpty says that a reply has no text to be shown.
var ErrEmpty = errors.New("the reply has no text")

// pack packs blocks into messages of at most limit characters.
func pack(blocks []block, limit int, prefix string) []rendered {
	measure := split.Measure{Limit: limit - utf8.RuneCountInString(prefix), Rune: runeLength, Gap: len(blockGap)}
	var out []rendered
	for _, pieces := range split.Messages(blocks, measure) {
		var m rendered
		for i, piece := range pieces {
			var text strings.Builder
			if i == 0 {
				text.WriteString(prefix)
			}
			s := stretch{Quote: piece.Main.Style.quote, Note: piece.Main.Style.note}
			for _, p := range append([]part{piece.Main}, piece.Tail...) {
				if p.Text != "" {
					text.WriteString(p.Style.mark(p.Text))
				}
			}
			s.Text = text.String()
			m.Parts = append(m.Parts, s)
		}
		out = append(out, m)
	}
	return out
}

// threadName gives a name to the thread of a long reply: its first words.
func threadName(r handlers.Reply) string {
	for _, b := range r.Blocks {
		if name := strings.Join(strings.Fields(wording.Clean(b.Text)), " "); name != "" {
			return shorten(name, maxThread)
		}
	}
	return "…"
}

// fileName gives a name that Discord leaves as it is, so that a message can
// point at its file.
func fileName(name string) string {
	kept := strings.Map(func(r rune) rune {
		if r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("-_.", r)) {
			return r
		}
		return '_'
	}, lang.Fold(name))
	if kept = strings.Trim(kept, "._"); kept == "" {
		return "file"
	}
	return kept
}

// blocks renders the blocks of a reply; empty ones are left out.
func (b *Bot) blocks(r handlers.Reply) []block {
	var out []block
	for _, from := range r.Blocks {
		var to block
		switch from.Kind {
		case handlers.Quote:
			to = b.quote(from)
		case handlers.List:
			to.Main = part{Style: as(plain), Text: wording.List(r, from)}
		case handlers.Code:
			to.Main = part{Style: as(code), Text: wording.Clean(from.Text), Overhead: len("```\n\n```")}
		default:
			text := wording.Clean(from.Text)
			to.Main = styled(from.Kind, text, wording.Opening(r.Language))
			if href := b.link(handlers.Source{Link: from.Link}); href != "" && text != "" {
				around := strings.Repeat("*", to.Main.Overhead/2)
				to.Main.Style.mark = func(s string) string { return around + "[" + escape(s) + "](<" + href + ">)" + around }
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
	p := part{Style: as(plain), Text: text}
	switch k {
	case handlers.Lead:
		p.Style, p.Overhead = as(bold), len("****")
	case handlers.Notice:
		p.Style, p.Overhead = style{mark: italic, note: true}, len("**")
	}
	if text != "" {
		p.Text = mark + text
	}
	return p
}

// quote renders words of a document, as they are, with the line that says
// whose they are.
func (b *Bot) quote(from handlers.Block) block {
	text := wording.Clean(from.Text)
	if lang.RightToLeft(from.Lang) {
		text = i18n.Isolated(text)
	}
	to := block{Main: part{Style: style{mark: quoted, quote: true}, Text: text}}
	if from.Source == nil {
		return to
	}
	line := strings.ReplaceAll(wording.Source(*from.Source), "\n", " ")
	if line == "" {
		return to
	}
	if text != "" {
		to.Tail = append(to.Tail, part{Style: as(func(s string) string { return s }), Text: "\n"})
	}
	source := part{Style: style{mark: plain, quote: true}, Text: line, Overhead: lineOverhead}
	if href := b.link(*from.Source); href != "" {
		source.Style.mark = func(s string) string { return "[" + escape(s) + "](<" + href + ">)" }
		source.Overhead += utf8.RuneCountInString("[](<" + href + ">)")
	}
	to.Tail = append(to.Tail, source)
	return to
}

// link gives the address of a source.
func (b *Bot) link(s handlers.Source) string {
	return wording.Links{Pages: b.set.Web, Bytes: maxHref, Not: "<> \n"}.To(s)
}

// choices gives the next steps of a reply, signed for its conversation. One
// that Discord would refuse is left out, since it would take the whole message
// with it.
func (b *Bot) choices(to handlers.Conversation, r handlers.Reply) (more *choice, rest []choice) {
	seen := map[string]bool{}
	one := func(from handlers.Button, limit int) *choice {
		label := shorten(wording.Clean(from.Label), limit)
		id, ok := b.signer.Sign(to.ID, from.Action)
		if label == "" || !ok || len(from.Action) > handlers.MaxAction || !utf8.ValidString(id) || seen[id] {
			b.Log.Error("a button is left out: its label is empty, its action is too long or there twice", "bytes", len(from.Action))
			return nil
		}
		seen[id] = true
		return &choice{label, id}
	}
	if r.More != "" {
		label := "…"
		if b.More != nil {
			label = b.More(r.Language)
		}
		more = one(handlers.Button{Label: label, Action: r.More}, maxLabel)
	}
	limit := maxLabel
	if len(r.Buttons) > rowButtons {
		limit = maxOption
	}
	for _, from := range r.Buttons {
		if len(rest) == maxOptions {
			b.Log.Error("buttons are left out: there are too many", "buttons", len(r.Buttons))
			break
		}
		if c := one(from, limit); c != nil {
			rest = append(rest, *c)
		}
	}
	if len(rest) <= rowButtons {
		for i := range rest {
			rest[i].Label = shorten(rest[i].Label, maxLabel)
		}
	}
	return more, rest
}
