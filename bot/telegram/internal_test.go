package telegram

import (
	"log/slog"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/go-telegram/bot/models"

	"vanthu/bot/telegram/telegramtest"
	"vanthu/bot/wording"
	"vanthu/handlers"
)

func FuzzParseCommand(f *testing.F) {
	for _, s := range []string{"/help", "/help@MyBot arg", " /ASK  x\ny", "/", "/@x", "/a@", "/57-NQ/TW", "/tra-cứu", "/ x", "//x", "/" + strings.Repeat("a", 33), "/a\u00a0b", "/\xff"} {
		f.Add(s, 0, 5)
	}
	f.Add("👍 /help", 3, 5)
	f.Add("مرحبا /help", 6, 5)
	f.Fuzz(func(t *testing.T, s string, offset, length int) {
		if c, ok := parseCommand(s); ok {
			if c.name == "" || len(c.name) > maxCommand || c.name != strings.ToLower(c.name) || !isName(c.name) || strings.TrimSpace(c.args) != c.args {
				t.Errorf("parsed as %+v", c)
			}
			again, ok := parseCommand(c.String())
			if !ok || again.name != c.name || again.args != c.args || again.bot != "" {
				t.Errorf("%q reads as %+v, was %+v", c.String(), again, c)
			}
		}
		e := models.MessageEntity{Type: models.MessageEntityTypeBotCommand, Offset: offset, Length: length}
		part, start, end, ok := entityText(s, e)
		if ok && (s[start:end] != part || utf8.ValidString(s) && (units(part) != length || units(s[:start]) != offset)) {
			t.Errorf("entity %d+%d of %q is %q at %d-%d", offset, length, s, part, start, end)
		}
		innerCommand(s, []models.MessageEntity{e}, []string{"help"})
		e.Type = models.MessageEntityTypeMention
		withoutMention(s, []models.MessageEntity{e, e}, models.User{ID: 1, Username: "x"})
	})
}

func FuzzSplit(f *testing.F) {
	f.Add("Lead", "Một câu. Hai câu!\nBa <câu> & bốn 😀😀😀", "Nguồn: 57-NQ/TW", 40, true)
	f.Add("", strings.Repeat("x", 100), strings.Repeat("s", 60), 20, false)
	f.Add("e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301", "👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦", "\xff\x00", 17, true)
	f.Fuzz(func(t *testing.T, lead, quote, source string, limit int, rtl bool) {
		if limit < 16 || limit > maxMessage {
			limit = 16 + max(limit, -limit, 0)%maxMessage
		}
		language, prefix := "vi", ""
		if rtl {
			language, prefix = "he", wording.RightToLeft
		}
		b := &Bot{Deps: Deps{Log: slog.New(slog.DiscardHandler)}}
		blocks := b.blocks(handlers.Reply{Language: language, Blocks: []handlers.Block{
			{Kind: handlers.Lead, Text: lead},
			{Kind: handlers.Quote, Text: quote, Source: &handlers.Source{Line: source, URL: "https://example.vn/"}},
			{Kind: handlers.List, Items: []string{source, lead}},
		}})
		var want, got strings.Builder
		for _, b := range blocks {
			want.WriteString(b.Main.Text)
			for _, p := range b.Tail {
				want.WriteString(p.Text)
			}
		}
		for _, m := range pack(blocks, limit, prefix) {
			text, err := telegramtest.ParseHTML(m.HTML)
			if err != nil {
				t.Errorf("%v in %q", err, m.HTML)
			}
			if text != m.Plain || !utf8.ValidString(text) {
				t.Errorf("reads as %q, plain %q", text, m.Plain)
			}
			if n := units(text); n > limit {
				t.Errorf("%d units, limit %d: %q", n, limit, text)
			}
			if strings.TrimSpace(strings.TrimPrefix(text, prefix)) == "" || !strings.HasPrefix(text, prefix) {
				t.Errorf("a message is %q", text)
			}
			got.WriteString(strings.TrimPrefix(text, prefix))
		}
		if g, w := squeeze(got.String()), squeeze(want.String()); g != w {
			t.Errorf("text changed: %q, want %q", g, w)
		}
	})
}

// squeeze drops all space.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}
