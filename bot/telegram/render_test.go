package telegram_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"unicode/utf16"

	"vanthu/bot/telegram"
	"vanthu/bot/telegram/telegramtest"
	"vanthu/handlers"
)

// answerWith is a handler that always gives the same reply.
func answerWith(r handlers.Reply) handlers.HandlerFunc {
	return func(ctx context.Context, q handlers.Request, out handlers.Sender) error {
		_, err := out.Send(ctx, q.Conversation, r)
		return err
	}
}

func TestRendering(t *testing.T) {
	long := strings.TrimSpace(strings.Repeat("Câu này dài. ", 40))
	for name, test := range map[string]struct {
		reply handlers.Reply
		want  string // as sent
	}{
		"all blocks": {handlers.Reply{Language: "en", Blocks: []handlers.Block{
			{Kind: handlers.Lead, Text: "20 working days <online> & by post"},
			{Kind: handlers.Quote, Text: "Trực tuyến: 20 Ngày", Lang: "vi", Source: &handlers.Source{Line: `Procedure "1.000134" & more`, URL: `https://example.vn/?a=1&b="x"`}},
			{Kind: handlers.List, Text: "Papers:", Items: []string{"one", "", "<two>"}},
			{Kind: handlers.Para, Text: "Text."},
			{Kind: handlers.Notice, Text: "A report."},
			{Kind: handlers.Code, Text: "a<b"},
			{Kind: handlers.Para, Text: " \x00\n"},
		}}, "<b>20 working days &lt;online&gt; &amp; by post</b>\n\n" +
			"<blockquote>Trực tuyến: 20 Ngày</blockquote>\n<a href=\"https://example.vn/?a=1&amp;b=&quot;x&quot;\">Procedure \"1.000134\" &amp; more</a>\n\n" +
			"Papers:\n• one\n• &lt;two&gt;\n\nText.\n\n<i>A report.</i>\n\n<code>a&lt;b</code>"},
		"long quotes are folded": {handlers.Reply{Blocks: []handlers.Block{{Kind: handlers.Quote, Text: long}}},
			"<blockquote expandable>" + long + "</blockquote>"},
		"a passage on this installation": {handlers.Reply{Blocks: []handlers.Block{{Kind: handlers.Quote, Text: "q", Source: &handlers.Source{Line: "s", Link: "/document?p=1&q=2", URL: "https://x.vn"}}}},
			"<blockquote>q</blockquote>\n<a href=\"https://vanthu.example.vn/document?p=1&amp;q=2\">s</a>"},
		"a procedure's page": {handlers.Reply{Blocks: []handlers.Block{{Kind: handlers.Lead, Text: "Cấp <thẻ>", Link: "/procedure?path=a&b"}, {Kind: handlers.Para, Text: "p", Link: "javascript:alert(1)"}}},
			"<b><a href=\"https://vanthu.example.vn/procedure?path=a&amp;b\">Cấp &lt;thẻ&gt;</a></b>\n\np"},
		"a link that is none": {handlers.Reply{Blocks: []handlers.Block{{Kind: handlers.Quote, Text: "q", Source: &handlers.Source{Line: "s", URL: "javascript:alert(1)"}}}},
			"<blockquote>q</blockquote>\ns"},
		"Hebrew": {handlers.Reply{Language: "he", Blocks: []handlers.Block{
			{Kind: handlers.Lead, Text: "\u206857-NQ/TW\u2069: עד 31 במרץ"}, {Kind: handlers.Quote, Text: "trước ngày 31/3", Lang: "vi"}, {Kind: handlers.List, Items: []string{"א"}}}},
			"\u200f<b>\u200f\u206857-NQ/TW\u2069: עד 31 במרץ</b>\n\n<blockquote>trước ngày 31/3</blockquote>\n\n\u200f• א"},
		"for a screen reader": {handlers.Reply{Reader: true, Blocks: []handlers.Block{
			{Kind: handlers.Lead, Text: "Xong rồi"}, {Kind: handlers.Quote, Text: long + " ✅", Source: &handlers.Source{Line: "Nguồn"}}, {Kind: handlers.List, Items: []string{"một"}}}},
			"<b>Xong rồi</b>\n\n<blockquote>" + long + " ✅</blockquote>\nNguồn\n\n- một"},
	} {
		t.Run(name, func(t *testing.T) {
			test.reply.Final = true
			b := newBench(t, answerWith(test.reply), func(s *telegram.Settings) { s.Web = "https://vanthu.example.vn/" })
			b.server.Say(7, "en", "q")
			b.run()
			if got := b.sent(1)[0].Raw; got != test.want {
				t.Errorf("sent\n%s\nwant\n%s", got, test.want)
			}
		})
	}
}

func TestLongReplyIsSplitAtBlocks(t *testing.T) {
	para := strings.TrimSpace(strings.Repeat("Điều này nói rõ 😀. ", 90))
	quote := strings.TrimSpace(strings.Repeat("«Câu» trích & dẫn. ", 400))
	reply := handlers.Reply{Language: "vi", Final: true, Blocks: []handlers.Block{
		{Kind: handlers.Lead, Text: "Đầu"},
		{Kind: handlers.Para, Text: para}, {Kind: handlers.Para, Text: para}, {Kind: handlers.Para, Text: para},
		{Kind: handlers.Quote, Text: quote, Source: &handlers.Source{Line: "Nguồn: 57-NQ/TW"}},
	}, Buttons: []handlers.Button{{Label: "Xem", Action: "view"}}, More: "more:1"}
	b := newBench(t, answerWith(reply), nil)
	b.server.Say(7, "vi", "q")
	b.run()
	b.until(func(s telegramtest.State) bool { return s.Sent() >= 4 })
	b.end()
	sent := b.server.Sent()
	var all strings.Builder
	for i, m := range sent {
		if n := len(utf16.Encode([]rune(m.Text))); n > 4096 {
			t.Errorf("message %d has %d UTF-16 units", i, n)
		}
		if last := i == len(sent)-1; last != (len(m.Buttons) > 0) {
			t.Errorf("message %d of %d has buttons %v", i, len(sent), m.Buttons)
		}
		all.WriteString(m.Text + " ")
	}
	if got, want := words(all.String()), words("Đầu "+para+" "+para+" "+para+" "+quote+" Nguồn: 57-NQ/TW"); got != want {
		t.Errorf("the text changed on the way:\n%s\nwant\n%s", got, want)
	}
	last := sent[len(sent)-1]
	if !strings.HasSuffix(last.Text, "dẫn.\nNguồn: 57-NQ/TW") || last.Buttons[0].Text != "more" || !strings.HasPrefix(last.Buttons[0].Data, "more:1.") {
		t.Errorf("the last message ends %q with %v", last.Text[len(last.Text)-40:], last.Buttons)
	}
	if n := strings.Count(sent[0].Text, para); n != 2 {
		t.Errorf("the first message holds %d whole paragraphs, want 2", n)
	}
}

// words gives a text with its spaces made alike.
func words(s string) string { return strings.Join(strings.Fields(s), " ") }

func TestButtonRoundTrip(t *testing.T) {
	b := newBench(t, handlers.HandlerFunc(func(ctx context.Context, r handlers.Request, out handlers.Sender) error {
		reply := textReply("text " + r.Text + " action " + r.Action + " by " + r.Person)
		if r.Text != "" {
			reply.Buttons = []handlers.Button{
				{Label: "ok", Action: strings.Repeat("a", handlers.MaxAction)}, {Label: "too long", Action: strings.Repeat("a", handlers.MaxAction+1)},
				{Label: "", Action: "x"}, {Label: "no action"}}
		}
		_, err := out.Send(ctx, r.Conversation, reply)
		return err
	}), nil)
	b.run()
	b.server.Say(7, "vi", "q")
	first := b.sent(1)[0]
	if len(first.Buttons) != 1 || !strings.HasPrefix(first.Buttons[0].Data, strings.Repeat("a", handlers.MaxAction)+".") || len(first.Buttons[0].Data) > 64 {
		t.Fatalf("buttons %v", first.Buttons)
	}
	query := b.server.Press(7, first, first.Buttons[0].Data)
	if got, want := b.sent(2)[1].Text, "text  action "+strings.Repeat("a", handlers.MaxAction)+" by telegram:7"; got != want {
		t.Errorf("answer %q, want %q", got, want)
	}
	b.until(func(s telegramtest.State) bool { return s.Answered(query) })
	if log := b.Log.String(); !strings.Contains(log, "a button is left out") {
		t.Errorf("nothing is logged of the buttons left out:\n%s", log)
	}
}

func TestEmptyReplyIsAnError(t *testing.T) {
	b := newBench(t, echo, nil)
	_, err := b.bot.Render(handlers.Conversation{Platform: "telegram", ID: "7"}, handlers.Reply{Blocks: []handlers.Block{{Text: " "}}})
	if !errors.Is(err, telegram.ErrEmpty) || len(b.server.Calls("sendMessage")) != 0 {
		t.Errorf("error %v after %d calls", err, len(b.server.Calls("sendMessage")))
	}
	b.Close()
}
