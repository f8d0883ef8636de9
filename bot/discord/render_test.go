package discord_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"vanthu/handlers"
)

func TestRendering(t *testing.T) {
	long := strings.TrimSpace(strings.Repeat("Điều [này] nói rõ_ràng 😀. ", 200))
	for name, test := range map[string]struct {
		reply handlers.Reply
		want  string
	}{
		"all blocks": {handlers.Reply{Language: "en", Blocks: []handlers.Block{
			{Kind: handlers.Lead, Text: "20 *days*"},
			{Kind: handlers.Quote, Text: "Trực tuyến:\n# 20 Ngày", Source: &handlers.Source{Line: "57-NQ/TW [1]", Link: "/document?p=1"}},
			{Kind: handlers.List, Text: "Papers:", Items: []string{"one", "", "- two"}},
			{Kind: handlers.Para, Text: "- see https://example.vn/a_b_c and @everyone <@5>\n# no heading"},
			{Kind: handlers.Notice, Text: "A report."},
			{Kind: handlers.Code, Text: "a*b```c"},
		}}, "**20 \\*days\\***\n\n> Trực tuyến:\n> \\# 20 Ngày\n[57-NQ/TW \\[1\\]](<https://vanthu.example.vn/document?p=1>)\n\n" +
			"Papers:\n• one\n• - two\n\n\\- see https://example.vn/a_b_c and @\u200beveryone \\<@\u200b5\\>\n\\# no heading\n\n*A report.*\n\n```\na*b`\u200b``c\n```"},
		"a procedure's page": {handlers.Reply{Blocks: []handlers.Block{{Kind: handlers.Lead, Text: "Cấp [thẻ]", Link: "/procedure?path=a"}, {Kind: handlers.Para, Text: "p", Link: "javascript:alert(1)"}}},
			"**[Cấp \\[thẻ\\]](<https://vanthu.example.vn/procedure?path=a>)**\n\np"},
		"Hebrew": {handlers.Reply{Language: "he", Blocks: []handlers.Block{{Kind: handlers.Lead, Text: "57: עד"}, {Kind: handlers.Quote, Text: "q"},
			{Kind: handlers.Para, Text: "ראו \u2068https://example.vn/a_b\u2069_"}, {Kind: handlers.Quote, Lang: "he", Text: "לפי 57-NQ/TW"}}},
			"\u200f**\u200f57: עד**\n\n> q\n\n\u200fראו \u2068https://example.vn/a_b\u2069\\_\n\n> לפי \u206857-NQ/TW\u2069"},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, handlers.HandlerFunc(func(ctx context.Context, r handlers.Request, out handlers.Sender) error {
				_, err := out.Send(ctx, r.Conversation, test.reply)
				return err
			}), nil)
			b.run()
			b.server.Say("7", "q")
			if got := b.sent(1)[0].Content; got != test.want {
				t.Errorf("sent\n%q\nwant\n%q", got, test.want)
			}
		})
	}
	t.Run("long", func(t *testing.T) {
		buttons := []handlers.Button{{Label: "too long", Action: strings.Repeat("x", 65)}}
		for i := range 7 {
			buttons = append(buttons, handlers.Button{Label: strings.Repeat("ệ", 90), Action: fmt.Sprint(i)})
		}
		b := newBench(t, handlers.HandlerFunc(func(ctx context.Context, r handlers.Request, out handlers.Sender) error {
			first := say("reading")
			first.Final = false
			id, err := out.Send(ctx, r.Conversation, first)
			return errors.Join(err, out.Edit(ctx, r.Conversation, id, handlers.Reply{Final: true, More: "more:1", Buttons: buttons,
				Blocks: []handlers.Block{{Kind: handlers.Quote, Text: long, Source: &handlers.Source{Line: "Nguồn"}}}}))
		}), nil)
		b.run()
		b.server.Command("c1", "7", "vi", "ask", "q")
		b.sent(1)
		b.end() // the handler has returned
		sent := b.server.Sent()
		if len(sent) != 3 {
			t.Errorf("%d messages for 5,200 characters, 5,800 with markup; want 3", len(sent))
		}
		for i, m := range sent {
			if n := utf8.RuneCountInString(m.Content); n > 2000 || !strings.HasPrefix(m.Content, "> ") {
				t.Errorf("message %d has %d characters and starts %.10q", i, n, m.Content)
			}
		}
		last := sent[len(sent)-1]
		if sent[0].Edits != 1 || !strings.HasSuffix(last.Content, "\nNguồn") || len(last.Buttons) != 8 || last.Buttons[0].ID != button("c1.7", "more:1") || last.Buttons[0].Listed || !last.Buttons[7].Listed {
			t.Errorf("after %d edits the last message ends %q with %v", sent[0].Edits, last.Content[len(last.Content)-20:], last.Buttons)
		}
	})
}
