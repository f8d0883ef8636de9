package terminal_test

import (
	"strings"
	"testing"

	"github.com/rivo/uniseg"

	"vanthu/bot/terminal"
)

func TestTable(t *testing.T) {
	columns := []terminal.Column{{Head: "Thời hạn", Width: 10}, {Head: "Cơ quan", Width: 8, Lines: 2}, {Head: "Việc", Width: 12}}
	got := terminal.Table(columns, "vi", [][]terminal.Cell{
		{{Text: "31/3/2026"}, {Text: "Bộ Tài chính và Bộ Y tế", Lang: "vi"}, {Text: "báo cáo\x1b[31m Chính phủ"}},
		{{Text: "漢字漢字漢字"}, {}, {Text: "ועדת המפלגה", Lang: "he"}},
		{{Text: "x"}},
	})
	const want = "" +
		"Thời hạn    Cơ quan   Việc\n" +
		"──────────  ────────  ────────────\n" +
		"31/3/2026   Bộ Tài    báo cáo\n" +
		"            chính…    Chính phủ\n" +
		"漢字漢字漢            \u2067ועדת המפלגה\u2069\n" +
		"字\n" +
		"x\n"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// FuzzTable: no line is wider than the columns, and nothing a cell says can
// end its line or its direction.
func FuzzTable(f *testing.F) {
	for _, s := range []string{"Bộ Tài chính", "a\nb\tc", "\x1b[2J\u202e", strings.Repeat("漢", 40), "לפני 31 במרץ 2026", "👩‍👩‍👧‍👧 👍🏽"} {
		f.Add(s, s, "vi")
		f.Add(s, s, "he")
	}
	f.Fuzz(func(t *testing.T, a, b, tag string) {
		columns := []terminal.Column{{Head: "A", Width: 12}, {Head: "B", Width: 20, Lines: 3}}
		got := terminal.Table(columns, "vi", [][]terminal.Cell{{{Text: a, Lang: tag}, {Text: b, Lang: "vi"}}})
		if strings.Count(got, "\u2066")+strings.Count(got, "\u2067") != strings.Count(got, "\u2069") {
			t.Errorf("an isolate is not closed in %q", got)
		}
		for line := range strings.SplitSeq(got, "\n") {
			if n := uniseg.StringWidth(line); n > 12+2+20 {
				t.Errorf("a line of %d cells: %q", n, line)
			}
			if strings.ContainsAny(line, "\x1b\r\u202e") {
				t.Errorf("not harmless: %q", line)
			}
		}
	})
}
