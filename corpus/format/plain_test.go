package format_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	textunicode "golang.org/x/text/encoding/unicode"

	"vanthu/corpus/format"
)

func TestPlainLines(t *testing.T) {
	got := text(t, "a.txt", "\ufeffĐiều 1. Phạm vi\r\n\r\n\r\n  Luật  này\tquy\u00a0định.  \r\n\u200b\nHết")
	if want := "Điều 1. Phạm vi\n\nLuật này quy định.\n\nHết"; got.Body != want {
		t.Errorf("body %q, want %q", got.Body, want)
	}
	wantShape(t, got, "p  Điều 1. Phạm vi", "p  Luật này quy định.", "p  Hết")
}

func TestCleaning(t *testing.T) {
	for in, want := range map[string]string{
		"Nghi\u0323 quye\u0302\u0301t":      "Nghị quyết",                          // NFD
		"a\u200bb\u00adc\ufeffd":            "abcd",                                // invisible
		"\u202eabc\u2069 57\u200e-NQ/TW":    "abc 57-NQ/TW",                        // bidi controls
		"می\u200cخواهم x\u200cy":            "می\u200cخواهم xy",                    // the joiner shapes the Persian word only
		"क्\u200dष":                         "क्\u200dष",                           // and the Indic one
		"a\x07b\x7f\u0085c":                 "ab\nc",                               // control characters
		"x \u0301y":                         "x \u0301y",                           // a mark of its own stays valid
		"e\u200b\u0301":                     "é",                                   // what is stripped does not keep letters apart
		"a\u3000\u2003b":                    "a b",                                 // spaces of any width
		"ab\xffcd this is long enough here": "ab\ufffdcd this is long enough here", // a broken byte
	} {
		if got := text(t, "a.txt", in).Body; got != want {
			t.Errorf("%+q became %+q, want %+q", in, got, want)
		}
	}
}

func TestPlainTable(t *testing.T) {
	got := text(t, "a.txt", "Danh mục\n| TT | Việc |\n|---|:--:|\n| 1 | Lập  kế hoạch |\n| 2 | a \\| b |\n|  |  |\nHết\n| chú thích ảnh |\n")
	wantShape(t, got, "p  Danh mục", "r1* | TT | Việc |", "r1  | 1 | Lập kế hoạch |", "r1  | 2 | a ¦ b |", "p  Hết", "p  chú thích ảnh")
	if c := got.Blocks[2].Cells[1]; got.Body[c.Start:c.End] != "Lập kế hoạch" {
		t.Errorf("cell %q", got.Body[c.Start:c.End])
	}
}

func TestEncodings(t *testing.T) {
	ru := "Правительство утвердило план до 31 марта 2026 года, сообщает газета."
	// windows-1258 writes a tone as a mark behind its vowel.
	vi := "Quy\u00ea\u0301t \u0111i\u0323nh v\u00ea\u0300 chuy\u00ea\u0309n \u0111\u00f4\u0309i s\u00f4\u0301, \u0111\u01b0\u01a1\u0323c ban h\u00e0nh n\u0103m 2025."
	const viRead = "Quyết định về chuyển đổi số, được ban hành năm 2025."
	utf16 := textunicode.UTF16(textunicode.BigEndian, textunicode.UseBOM)
	for _, c := range []struct {
		name     string
		encode   func(string) (string, error)
		in, want string
		warns    bool
	}{
		{"windows-1251", charmap.Windows1251.NewEncoder().String, ru, ru, true},
		{"windows-1258", charmap.Windows1258.NewEncoder().String, vi, viRead, true},
		{"UTF-16", utf16.NewEncoder().String, vi, viRead, false},
	} {
		data, err := c.encode(c.in)
		if err != nil {
			t.Fatal(err)
		}
		got := text(t, "a.txt", data)
		if got.Body != c.want {
			t.Errorf("%s: %q, want %q", c.name, got.Body, c.want)
		}
		if warned := len(got.Warnings) > 0; warned != c.warns {
			t.Errorf("%s: warnings %q", c.name, got.Warnings)
		}
	}
	// Norwegian in windows-1252 is neither: its letters are replaced, and said.
	got := text(t, "a.txt", "M\xf8tet p\xe5 tirsdag ble ledet av statsministeren og samlet alle departementene.")
	if !strings.Contains(got.Body, "M\ufffdtet") || len(got.Warnings) != 1 {
		t.Errorf("got %q, warnings %q", got.Body, got.Warnings)
	}
}

func TestFrontMatter(t *testing.T) {
	got := text(t, "a.txt", "---\ntitle: Nghị quyết\nnumber: 57-NQ/TW\nissued: 2024-12-22\nkind: document\nvisibility: [lan, minh]\nother: {a: 1}\n---\nNội dung")
	if got.Body != "Nội dung" || got.Meta.Title != "Nghị quyết" || got.Meta.Number != "57-NQ/TW" || got.Meta.Issued != "2024-12-22" {
		t.Errorf("got %q, %+v", got.Body, got.Meta)
	}
	if got.Meta.Visibility == nil || len(got.Meta.Visibility.Terms()) != 2 {
		t.Errorf("visibility %+v", got.Meta.Visibility)
	}
	for front, want := range map[string]string{"date: 2026-01-12T08:00:00+07:00": "2026-01-12", "issued: 2026-01-12\ndate: 2026-02-01": "2026-01-12", "date: hôm qua": "", "date: [2026-01-12]": ""} {
		if got := text(t, "a.md", "---\n"+front+"\n---\nx").Meta.Issued; got != want {
			t.Errorf("%s: issued %q, want %q", front, got, want)
		}
	}
	for _, prose := range []string{"---\nMột dòng\n---\nHai", "---\nkhông đóng", "--- \n\na: b c: d\n---\nx"} {
		if got := text(t, "a.md", prose); got.Meta.Title != "" || got.Body == "" {
			t.Errorf("%q: %+v", prose, got)
		}
	}
	for front, key := range map[string]string{
		"title: [a, b]":           "title",
		"issued: 22/12/2024":      "issued",
		"standing: maybe":         "standing",
		"kind: law":               "kind",
		"visibility: 3":           "visibility",
		"visibility: []":          "visibility",
		"title: a: b\nnumber: 'x": "front matter",
	} {
		e := wantReason(t, newReader(), "a.md", []byte("---\n"+front+"\n---\nx"), format.BadFront)
		if !strings.Contains(e.Detail, key) {
			t.Errorf("%s: %q does not name %q", front, e.Detail, key)
		}
	}
}

func TestNoiseBehindTheText(t *testing.T) {
	long := strings.Repeat("Đoạn văn của bài báo nói về nhiệm vụ. ", 12)
	for _, c := range []struct{ name, in, want string }{
		{"comments end it", long + "\nNguồn: https://a.vn/b\n\nBình luận (0)\nMenu", strings.TrimSpace(long) + "\nNguồn: https://a.vn/b"},
		{"no number", long + "\nSame author:\nOne\nTwo", strings.TrimSpace(long)},
		{"filler goes, the rest stays", long + "\nno data\nEnd", strings.TrimSpace(long) + "\nEnd"},
		{"a text about comments stays", long + "\nBình luận\n" + long, strings.TrimSpace(long) + "\nBình luận\n" + strings.TrimSpace(long)},
		{"only behind the text", "Bình luận (0)\nA\n" + long, "Bình luận (0)\nA\n" + strings.TrimSpace(long)},
	} {
		if got := text(t, "a.txt", c.in).Body; got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestRecords(t *testing.T) {
	file := `{"id":"a","title":"Một","text":"Điều 1\n| x | y |\n| 1 | 2 |","meta":{"fee":"5"},"issued":"2024-12-22","visibility":"agency"}

{"id":"a","text":"lặp"}
{"text":"không có"}
{"id":"b","text":5}
[1]
{"id":"c"
{"id":"d","text":""}
{"id":"e","issued":"hôm qua","text":"x"}
{"id":"f","text":"cuối"}`
	recs, err := read(t, newReader(), "r.jsonl", []byte(file))
	if err != nil {
		t.Fatal(err)
	}
	want := []struct {
		line   int
		id     string
		reason format.Reason
		says   string
	}{
		{1, "a", "", ""}, {3, "a", format.BadRecord, "line 3 repeats"}, {4, "", format.BadRecord, "line 4 has no id"},
		{5, "", format.BadRecord, `"text"`}, {6, "", format.BadRecord, "line 6 is a JSON array"}, {7, "", format.BadRecord, "line 7"},
		{8, "d", format.Empty, "line 8"}, {9, "e", format.BadRecord, `"issued"`}, {10, "f", "", ""},
	}
	if len(recs) != len(want) {
		t.Fatalf("%d records, want %d", len(recs), len(want))
	}
	for i, w := range want {
		g := recs[i]
		if g.Line != w.line || g.ID != w.id || (g.Err != nil) != (w.reason != "") || g.Err != nil && (format.ReasonOf(g.Err) != w.reason || !strings.Contains(g.Err.Error(), w.says)) {
			t.Errorf("record %d: line %d, id %q, error %v; want %+v", i, g.Line, g.ID, g.Err, w)
		}
	}
	if m := recs[0].Text.Meta; m.ID != "a" || m.Title != "Một" || m.Issued != "2024-12-22" || m.Visibility.Terms()[0] != "agency" {
		t.Errorf("meta %+v", m)
	}
	wantShape(t, recs[0].Text, "p  Điều 1", "r1  | x | y |", "r1  | 1 | 2 |")
}

func TestRecordsStop(t *testing.T) {
	file := []byte("{\"id\":\"a\",\"text\":\"x\"}\n{\"id\":\"b\",\"text\":\"y\"}\n")
	stop := errors.New("enough")
	calls := 0
	err := newReader().Read(context.Background(), "r.jsonl", file, func(format.Record) error { calls++; return stop })
	if err != stop || calls != 1 {
		t.Errorf("error %v after %d calls", err, calls)
	}
	ctx, cancel := context.WithCancel(context.Background())
	err = newReader().Read(ctx, "r.jsonl", file, func(format.Record) error { cancel(); return nil })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want the context's", err)
	}
	r := newReader()
	r.Limits.Records = 1
	err = r.Read(context.Background(), "r.jsonl", file, func(format.Record) error { return nil })
	if format.ReasonOf(err) != format.TooLarge {
		t.Errorf("error %v, want too large", err)
	}
}

// People save Markdown as .txt.
func TestPlainTextWithMarksOfMarkdown(t *testing.T) {
	wantShape(t, text(t, "a.txt", "# KẾ HOẠCH\n**Số: 12/KH-UBND**\n## 2. Sở Tài chính ##\nGiao **Sở** báo cáo.\n#chuyendoiso\n2 ** 3 ** 4\n*Huế, 12/1*\n* a\n| **TT** | Tên |\n|---|---|\n| 1 | a |\n"),
		"h1 KẾ HOẠCH", "p  Số: 12/KH-UBND", "h2 2. Sở Tài chính", "p  Giao Sở báo cáo.", "p  #chuyendoiso", "p  2 ** 3 ** 4", "p  Huế, 12/1", "p  * a",
		"r1* | TT | Tên |", "r1  | 1 | a |")
}
