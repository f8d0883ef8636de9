package terminal_test

import (
	"regexp"
	"strings"
	"testing"
	"unicode"

	"github.com/rivo/uniseg"

	"vanthu/bot/terminal"
	"vanthu/handlers"
)

// whole gives a reply that has a text in every place.
func whole(text, tag, quoteTag string) handlers.Reply {
	return handlers.Reply{Language: tag, Final: true, More: "more:x", Blocks: []handlers.Block{
		{Kind: handlers.Lead, Text: text},
		{Kind: handlers.Quote, Text: text, Lang: quoteTag, Source: &handlers.Source{Line: text}},
		{Kind: handlers.List, Text: text, Items: []string{text, text}},
		{Kind: handlers.Notice, Text: text},
	}, Buttons: []handlers.Button{{Label: text, Action: "a"}}}
}

var (
	sgr  = regexp.MustCompile("\x1b\\[[012]m")
	cell = regexp.MustCompile("[\u2066\u2067\u2069]")
)

// bare leaves of a text what must survive the layout.
func bare(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r), unicode.IsControl(r), r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069',
			strings.ContainsRune("│•“”", r), r == '\u2028', r == '\u2029':
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))
}

func FuzzRender(f *testing.F) {
	for _, text := range []string{
		"Trước ngày 31/3/2026 · còn 128 ngày", "החלטה 57-NQ/TW של הממשלה, 100%", "خلال 20 يومَ عمل · رقم 5",
		"\x1b[31mred\x1b[0m \x9b2J\x07 \x1b]0;t\x07", "a\u202eb\u2067c\u2069\u2069", strings.Repeat("длинноеслово", 20),
		"\xff\xfe e\u0301\u0301 👩‍👩‍👧 🇻🇳🇻 漢字漢字", "", " \n\n\t\r\n", "\u0600 12 \u200f", "one\n\n\n\ntwo",
	} {
		for _, tags := range [][2]string{{"vi", "he"}, {"ar", "en"}, {"he", ""}} {
			f.Add(text, tags[0], tags[1], 40, true)
		}
		f.Add(text, "en", "ar", 0, false)
	}
	f.Fuzz(func(t *testing.T, text, tag, quoteTag string, width int, colour bool) {
		out := terminal.Render(whole(text, tag, quoteTag), terminal.Options{Width: width, Color: colour, More: "More"})
		if width <= 0 {
			width = 80
		}
		width = max(width, 20)
		if colour {
			out = sgr.ReplaceAllString(out, "")
		}
		for _, line := range strings.Split(out, "\n") {
			depth := 0
			for _, r := range line {
				switch {
				case r == '\u2066' || r == '\u2067':
					depth++
				case r == '\u2069':
					depth--
				case unicode.IsControl(r) || r >= '\u202a' && r <= '\u202e' || r == '\u2068':
					t.Fatalf("%U in %q", r, line)
				}
				if depth < 0 || depth > 2 {
					t.Fatalf("isolates are not nested in %q", line)
				}
			}
			if depth != 0 {
				t.Fatalf("an isolate is open at the end of %q", line)
			}
			if seen := cell.ReplaceAllString(line, ""); uniseg.StringWidth(seen) > width {
				t.Fatalf("%d cells, not %d: %q", uniseg.StringWidth(seen), width, line)
			}
		}
		if strings.ContainsAny(text, "\x1b\u009b") {
			return // sequences take characters with them
		}
		rest := bare(out)
		want := bare(text)
		for i := range 7 { // the places that have the text
			at := strings.Index(rest, want)
			if at < 0 {
				t.Fatalf("place %d: %q is not in %q", i, want, rest)
			}
			rest = rest[at+len(want):]
		}
	})
}

func TestRender(t *testing.T) {
	long := strings.Repeat("x", 30)
	for _, tt := range []struct {
		name  string
		reply handlers.Reply
		width int
		want  string
	}{
		{"nothing", handlers.Reply{}, 0, ""},
		{"empty blocks", handlers.Reply{Blocks: []handlers.Block{{}, {Kind: handlers.Quote}, {Kind: handlers.List}, {Kind: handlers.Code, Text: "\n"}, {Text: " \n "}}}, 0, ""},
		{"a long word", handlers.Reply{Blocks: []handlers.Block{{Text: "a " + long + " b"}}}, 20, "a\n" + long[:20] + "\n" + long[:10] + " b"},
		{"no less than 20 cells", handlers.Reply{Blocks: []handlers.Block{{Text: strings.Repeat("ab ", 8)}}}, 1, "ab ab ab ab ab ab ab\nab"},
		{"80 cells if not said", handlers.Reply{Blocks: []handlers.Block{{Text: strings.Repeat("abc ", 25)}}}, 0,
			strings.TrimSpace(strings.Repeat("abc ", 20)) + "\n" + strings.TrimSpace(strings.Repeat("abc ", 5))},
		{"wide characters", handlers.Reply{Blocks: []handlers.Block{{Text: strings.Repeat("漢", 15)}}}, 20, strings.Repeat("漢", 10) + "\n" + strings.Repeat("漢", 5)},
		{"marks stay on their letter", handlers.Reply{Blocks: []handlers.Block{{Text: strings.Repeat("e\u0323\u0302", 21)}}}, 20,
			strings.Repeat("e\u0323\u0302", 20) + "\n" + "e\u0323\u0302"},
		{"no break at a no-break space", handlers.Reply{Blocks: []handlers.Block{{Text: "Nghị quyết này, số\u00a057"}}}, 20, "Nghị quyết này,\nsố\u00a057"},
		{"a quote of lines", handlers.Reply{Blocks: []handlers.Block{{Kind: handlers.Quote, Text: "\na\n\n\nb\n"}}}, 0, "│ “a\n│\n│ b”"},
		{"the title where there is no line", handlers.Reply{Blocks: []handlers.Block{{Kind: handlers.Quote, Text: "a", Source: &handlers.Source{Title: "Title"}}}}, 0, "│ “a”\nTitle"},
		{"quotes of one place", handlers.Reply{Blocks: []handlers.Block{
			{Kind: handlers.Quote, Text: "a", Source: &handlers.Source{Line: "Line", URL: "https://example.vn"}},
			{Kind: handlers.Quote, Text: "b", Source: &handlers.Source{Line: "Line", URL: "https://example.vn"}},
			{Kind: handlers.Quote, Text: "c", Source: &handlers.Source{Line: "Other"}}}}, 0, "│ “a”\n\n│ “b”\nLine\nhttps://example.vn\n\n│ “c”\nOther"},
		{"a source alone", handlers.Reply{Blocks: []handlers.Block{{Kind: handlers.Quote, Source: &handlers.Source{Line: "Line", URL: "https://example.vn/a\nb"}}}}, 0, "Line"},
		{"an address is not broken", handlers.Reply{Blocks: []handlers.Block{{Kind: handlers.Quote, Source: &handlers.Source{Line: "Line", URL: "https://example.vn/" + long}}}}, 20,
			"Line\nhttps://example.vn/" + long},
		{"buttons need someone to press them", handlers.Reply{More: "more:1", Buttons: []handlers.Button{{Label: "a", Action: "b"}}}, 0, ""},
	} {
		if got := terminal.Render(tt.reply, terminal.Options{Width: tt.width}); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestRenderButtons(t *testing.T) {
	r := handlers.Reply{More: "more:1", Buttons: []handlers.Button{{Label: "Giấy tờ", Action: "a"}, {Label: "Nơi giải quyết", Action: "b"},
		{Label: "Một nút dài hơn cả một dòng của màn hình", Action: "c"}, {Label: "Lệ phí", Action: "d"}}}
	const want = "[1] Xem thêm\n[2] Giấy tờ\n[3] Nơi giải quyết\n[4] Một nút dài hơn\n    cả một dòng của\n    màn hình\n[5] Lệ phí"
	if got := terminal.Render(r, terminal.Options{Width: 20, More: "Xem thêm"}); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}
