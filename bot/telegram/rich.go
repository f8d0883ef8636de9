package telegram

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"vanthu/bot/wording"
	"vanthu/handlers"
)

// Limits of rich messages, https://core.telegram.org/bots/api#rich-messages.
const (
	maxRich       = 32768 // characters
	maxRichBlocks = 500   // items of lists included
)

// outgoingRich is a call of sendRichMessage (Bot API 10.1).
type outgoingRich struct {
	Chat     int64       `json:"chat_id"`
	Topic    int         `json:"message_thread_id,omitempty"`
	Rich     richMessage `json:"rich_message"`
	Answers  *answersTo  `json:"reply_parameters,omitempty"`
	Keyboard *keyboard   `json:"reply_markup,omitempty"`
}

type richMessage struct {
	HTML string `json:"html"`
	RTL  bool   `json:"is_rtl,omitempty"`
}

// isRich reports whether a reply gains by being a rich message: it has lists
// or long quotations, or is longer than an ordinary message.
func (b *Bot) isRich(r handlers.Reply, messages []message) bool {
	if !b.set.Rich || b.richless.Load() || !r.Final || len(messages) == 0 {
		return false
	}
	for _, block := range r.Blocks {
		if block.Kind == handlers.List && len(block.Items) > 1 || block.Kind == handlers.Quote && units(block.Text) > longQuote {
			return true
		}
	}
	return len(messages) > 1
}

// richHTML writes a reply as a rich message: paragraphs, lists, and long
// quotations that open below the line of their source. False: it is too long.
func (b *Bot) richHTML(r handlers.Reply) (string, bool) {
	var out strings.Builder
	blocks, length := 0, 0
	write := func(open, text, end string) {
		if text = strings.TrimSpace(text); text == "" {
			return
		}
		blocks++
		length += len([]rune(text))
		out.WriteString(open + escape(text) + end)
	}
	lines := func(open, text, end string) {
		for line := range strings.Lines(text) {
			write("<p>"+open, line, end+"</p>")
		}
	}
	for _, block := range r.Blocks {
		switch block.Kind {
		case handlers.Quote:
			b.richQuote(block, r.Reader, write, &out)
			blocks += 2 // the quotation and what opens it
		case handlers.List:
			lines("<b>", wording.Clean(block.Text), "</b>")
			var items []string
			for _, item := range block.Items {
				if item = wording.Clean(item); item != "" {
					items = append(items, item)
				}
			}
			if items != nil {
				out.WriteString("<ul>")
				for _, item := range items {
					write("<li>", item, "</li>")
				}
				out.WriteString("</ul>")
			}
		case handlers.Code:
			write("<pre>", wording.Clean(block.Text), "</pre>")
		default:
			open, end := tags(block.Kind).open, tags(block.Kind).end
			if href := b.link(handlers.Source{Link: block.Link}); href != "" {
				open, end = open+`<a href="`+escapeAttribute(href)+`">`, "</a>"+end
			}
			lines(open, wording.Clean(block.Text), end)
		}
	}
	return out.String(), blocks <= maxRichBlocks && length <= maxRich && length > 0
}

// richQuote writes words of a document and the line that says whose they are.
func (b *Bot) richQuote(block handlers.Block, reader bool, write func(open, text, end string), out *strings.Builder) {
	text, line, href := wording.Clean(block.Text), "", ""
	if block.Source != nil {
		line = wording.Source(*block.Source)
		href = b.link(*block.Source)
	}
	folded := line != "" && !reader && units(text) > longQuote
	if folded {
		write("<details><summary>", line, "</summary>")
	}
	if text != "" {
		out.WriteString("<blockquote>")
		for part := range strings.Lines(text) {
			write("<p>", part, "</p>")
		}
		out.WriteString("</blockquote>")
	}
	if folded {
		out.WriteString("</details>")
	}
	switch {
	case href != "":
		write(`<p><a href="`+escapeAttribute(href)+`">`, line, "</a></p>")
	case !folded:
		write("<p>", line, "</p>")
	}
}

// rich sends a rich message or, where the server has none, the ordinary
// messages that stand for it.
func (a *attempt) rich(ctx context.Context) (string, error) {
	if a.edits == 0 && !a.richless.Load() {
		out := a.outgoing()
		var sent sent
		err := a.client.call(ctx, callTimeout, "sendRichMessage", outgoingRich{out.Chat, out.Topic, richMessage{a.Rich, a.RTL}, out.Answers, out.Keyboard}, &sent)
		var api *Error
		if err == nil || isLasting(err) || errors.As(err, &api) && api.Status >= http.StatusInternalServerError {
			return sent.id(), err
		}
		if errors.As(err, &api) && api.Status == http.StatusNotFound && !a.richless.Swap(true) {
			a.Log.Info("this Bot API has no rich messages; ordinary ones are sent", "answer", api.Description)
		} else {
			a.Log.Warn("Telegram does not take a rich message; ordinary ones are sent", "error", err)
		}
	}
	var id string
	for i, part := range a.Parts {
		one := *a
		one.message = part
		if i > 0 {
			one.edits, one.answers, one.Edits = 0, 0, ""
		}
		if i == len(a.Parts)-1 {
			one.Rows = a.Rows
		}
		var err error
		if id, err = one.make(ctx); err != nil {
			return id, err
		}
	}
	return id, nil
}
