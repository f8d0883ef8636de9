package telegram_test

import (
	"errors"
	"strings"
	"testing"

	"vanthu/bot/telegram"
	"vanthu/bot/telegram/telegramtest"
	"vanthu/handlers"
	"vanthu/handlers/delivery"
)

// richDesk is a desk of a bot that sends rich messages.
func richDesk(t *testing.T) *bench {
	t.Helper()
	b := newBench(t, echo, func(s *telegram.Settings) { s.Rich, s.Web = true, "https://vanthu.example.vn" })
	t.Cleanup(b.Close)
	b.server.Private(7, "vi", "")
	b.server.Group(-100, 7, "x", "")
	return b
}

var (
	longWords = strings.TrimSpace(strings.Repeat("Câu này <dài> & rõ. ", 40))
	structure = handlers.Reply{Language: "he", Final: true, Buttons: []handlers.Button{{Label: "a", Action: "b"}}, Blocks: []handlers.Block{
		{Kind: handlers.Lead, Text: "עד 31 במרץ", Link: "/procedure?p=1"},
		{Kind: handlers.Quote, Text: longWords + "\nDòng hai", Source: &handlers.Source{Line: "לפי \u206857-NQ/TW\u2069", URL: "https://example.vn/?a=1&b=2"}},
		{Kind: handlers.Quote, Text: "ngắn", Source: &handlers.Source{Line: "nguồn"}},
		{Kind: handlers.List, Text: "רשימה", Items: []string{"a<b", "", "ב"}},
		{Kind: handlers.Notice, Text: "note"}, {Kind: handlers.Code, Text: "x<y"},
	}}
)

func TestRichMessages(t *testing.T) {
	b := richDesk(t)
	if _, err := b.deliver("-100/5", structure, func(p *delivery.Parcel) { p.Address = "1" }); err != nil {
		t.Fatal(err)
	}
	m := b.server.Sent()[0]
	want := `<p><b><a href="https://vanthu.example.vn/procedure?p=1">עד 31 במרץ</a></b></p>` +
		"<details><summary>לפי \u206857-NQ/TW\u2069</summary><blockquote><p>" + strings.NewReplacer("<", "&lt;", ">", "&gt;", "&", "&amp;").Replace(longWords) + "</p><p>Dòng hai</p></blockquote></details>" +
		"<p><a href=\"https://example.vn/?a=1&amp;b=2\">לפי \u206857-NQ/TW\u2069</a></p><blockquote><p>ngắn</p></blockquote><p>nguồn</p>" +
		"<p><b>רשימה</b></p><ul><li>a&lt;b</li><li>ב</li></ul><p><i>note</i></p><pre>x&lt;y</pre>"
	if !m.Rich || m.Raw != want || m.Topic != 5 || m.AnswerTo != 1 || len(m.Buttons) != 1 {
		t.Errorf("sent %+v\nwant\n%s", m, want)
	}
	if call := b.server.Calls("sendRichMessage")[0]; !strings.Contains(call.Params.Text("rich_message"), `"is_rtl":true`) {
		t.Errorf("called with %v", call.Params)
	}
	long := textReply(strings.Repeat("Một câu nói rõ. ", 600))
	if _, err := b.deliver("7", long, nil); err != nil || len(b.server.Sent()) != 2 || !b.server.Sent()[1].Rich {
		t.Errorf("a long reply is %d messages: %v", len(b.server.Sent())-1, err)
	}
	if _, err := b.deliver("7", textReply("short"), nil); err != nil || b.server.Sent()[2].Rich {
		t.Errorf("a short reply is rich: %v", err)
	}
	if _, err := b.deliver("7", textReply(strings.Repeat("Một câu nói rõ. ", 3000)), nil); err != nil || b.server.Sent()[3].Rich {
		t.Errorf("a reply beyond the limit is rich: %v", err)
	}
}

func TestRichMessagesThatAreNotTaken(t *testing.T) {
	var wait *delivery.Retry
	for name, test := range map[string]struct {
		prepare func(*telegramtest.Server)
		tried   int // calls of sendRichMessage for two replies
		fails   func(error) bool
	}{
		"a server without": {func(s *telegramtest.Server) { s.Without("sendRichMessage") }, 1, nil},
		"one is refused": {func(s *telegramtest.Server) {
			s.Fail("sendRichMessage", telegramtest.Fault{Status: 400, Description: "Bad Request: RICH_MESSAGE_INVALID"})
		}, 2, nil},
		"wait": {func(s *telegramtest.Server) {
			s.Fail("sendRichMessage", telegramtest.Fault{Status: 429, Description: "Too Many Requests", RetryAfter: 3})
		}, 2, func(err error) bool { return errors.As(err, &wait) }},
		"blocked": {func(s *telegramtest.Server) { s.Block(7) }, 2, func(err error) bool { return errors.Is(err, delivery.ErrGone) }},
		"500": {func(s *telegramtest.Server) {
			s.Fail("sendRichMessage", telegramtest.Fault{Status: 500, Description: "x"})
		}, 2, func(err error) bool { return err != nil }},
	} {
		t.Run(name, func(t *testing.T) {
			b := richDesk(t)
			test.prepare(b.server)
			_, err := b.deliver("7", structure, nil)
			if test.fails != nil {
				if !test.fails(err) || len(b.server.Sent()) != 0 {
					t.Errorf("%v; sent %+v", err, b.server.Sent())
				}
			} else if m := b.server.Sent(); err != nil || len(m) != 1 || m[0].Rich || len(m[0].Buttons) != 1 || !strings.Contains(m[0].Raw, "<blockquote expandable>") {
				t.Errorf("%v; sent %+v", err, m)
			}
			_, _ = b.deliver("7", structure, nil) // whether it arrives was seen above
			if n := len(b.server.Calls("sendRichMessage")); n != test.tried {
				t.Errorf("tried %d times, want %d", n, test.tried)
			}
		})
	}
}

func TestRichMessagesTakeNoPlaceOfOthers(t *testing.T) {
	b := richDesk(t)
	id, err := b.deliver("-100", progress("0 %"), nil)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := b.deliver("-100", structure, func(p *delivery.Parcel) { p.Edits = id }); err != nil || again != id {
		t.Errorf("edited as %q, was %q: %v", again, id, err)
	}
	if m := b.server.Sent(); len(m) != 1 || m[0].Rich || len(m[0].Buttons) != 1 {
		t.Errorf("sent %+v", m)
	}
}
