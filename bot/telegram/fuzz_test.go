package telegram

import (
	"encoding/json"
	"log/slog"
	"strings"
	"testing"
	"unicode/utf8"

	"vanthu/bot/callback"
	"vanthu/bot/telegram/telegramtest"
	"vanthu/bot/wording"
	"vanthu/handlers"
)

// FuzzRender: whatever a reply says, Telegram can read each of its messages,
// and takes its length and its buttons.
func FuzzRender(f *testing.F) {
	f.Add("Lead <b> & 57-NQ/TW", "Trích \"dẫn\" 😀", "Nguồn", "https://x.vn/?a=\"&b", "Xem", "more:1", uint(0))
	f.Add("שלום 57-NQ/TW ", "xxxxxxxx", "ssss", "javascript:x", "🔔", strings.Repeat("a", 55), uint(7+16*400))
	f.Add("\x00\xff</b>", "</blockquote>", "</a>", "/document?p=1", "", "", uint(2))
	f.Fuzz(func(t *testing.T, lead, quote, source, link, label, action string, how uint) {
		times := int(how / 16 % 512)
		lead, quote = strings.Repeat(lead, min(times, 1+10_000/max(1, len(lead)))), strings.Repeat(quote, min(times, 1+10_000/max(1, len(quote))))
		b := &Bot{Deps: Deps{Log: slog.New(slog.DiscardHandler)}, set: Settings{Web: "https://example.vn"}, signer: callback.Signer{Key: []byte("0123456789abcdef")}}
		r := handlers.Reply{Language: []string{"vi", "he", "ar"}[how%3], Reader: how&4 != 0, Final: how&8 != 0, More: action, Buttons: []handlers.Button{{Label: label, Action: action}, {Label: lead, Action: "x"}},
			Blocks: []handlers.Block{{Kind: handlers.Lead, Text: lead, Link: link}, {Kind: handlers.Quote, Text: quote, Source: &handlers.Source{Line: source, URL: link, Link: link}},
				{Kind: handlers.List, Text: source, Items: []string{quote, lead}}, {Kind: handlers.Code, Text: quote}, {Kind: handlers.Notice, Text: label}}}
		messages, err := b.Render(handlers.Conversation{Platform: Platform, ID: "7"}, r)
		if err != nil {
			return // there is nothing to be read
		}
		for i, raw := range messages {
			var m message
			if err := json.Unmarshal(raw, &m); err != nil {
				t.Fatal(err)
			}
			text, err := telegramtest.ParseHTML(m.HTML)
			if err != nil {
				t.Errorf("%v in %q", err, m.HTML)
			}
			if n := units(text); n > maxMessage || strings.TrimSpace(strings.Trim(text, wording.RightToLeft)) == "" || !utf8.ValidString(m.HTML) || text != m.Plain {
				t.Errorf("%d units: %q, plain %q", n, text, m.Plain)
			}
			if len(m.Rows) > 0 && i != len(messages)-1 {
				t.Errorf("message %d of %d has buttons", i, len(messages))
			}
			keys := 0
			if k := b.sign(place{chat: 7}, m.Rows); k != nil {
				for _, row := range k.Rows {
					for _, key := range row {
						if keys++; key.Text == "" || key.Data == "" || len(key.Data) > callback.MaxData {
							t.Errorf("a button is %+v", key)
						}
					}
				}
			}
			wanted := 0
			for _, row := range m.Rows {
				wanted += len(row)
			}
			if keys != wanted {
				t.Errorf("%d of %d buttons are sent", keys, wanted)
			}
		}
	})
}
