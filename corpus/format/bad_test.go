package format_test

import (
	"context"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf16"

	"vanthu/corpus/format"
)

// ole gives the start of an OLE compound file with a stream of this name.
func ole(stream string) string {
	var name strings.Builder
	for _, u := range utf16.Encode([]rune(stream + "\x00")) {
		name.WriteByte(byte(u))
		name.WriteByte(byte(u >> 8))
	}
	return "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 1024-8) + name.String() + strings.Repeat("\x00", 512)
}

func TestRefused(t *testing.T) {
	noise := make([]byte, 50_000)
	seed := rand.NewChaCha8([32]byte{1})
	_, _ = seed.Read(noise)
	control := strings.Repeat("ab\x01\x02", 1000)
	for name, c := range map[string]struct {
		file, data string
		want       format.Reason
	}{
		"no bytes":          {"a.txt", "", format.Empty},
		"white space":       {"a.docx", " \r\n\t\n", format.Empty},
		"only invisible":    {"a.txt", "\u200b\u200e\ufeff\n", format.Empty},
		"mark alone":        {"a.txt", "\ufeff", format.Empty},
		"no text in page":   {"a.html", "<html><body><img src=x></body></html>", format.Empty},
		"no text in md":     {"a.md", "<!-- x -->\n\n![a](b)\n", format.Empty},
		"random":            {"a.txt", string(noise), format.Binary},
		"random pdf":        {"a.pdf", string(noise), format.Binary},
		"random md":         {"a.md", string(noise), format.Binary},
		"random html":       {"a.html", string(noise), format.Binary},
		"random jsonl":      {"a.jsonl", string(noise), format.Binary},
		"control":           {"a.txt", control, format.Binary},
		"not UTF-8 at all":  {"a.txt", strings.Repeat("\xff\xfe\xfd\x81 ", 500)[2:], format.Binary},
		"UTF-16 of nothing": {"a.txt", "\xff\xfe" + strings.Repeat("\x00\xd8", 500), format.Binary},
		"encrypted":         {"a.docx", ole("EncryptedPackage"), format.Encrypted},
		"doc":               {"a.docx", ole("WordDocument"), format.Unsupported},
		"xls":               {"a.xls", ole("Workbook"), format.Unsupported},
		"ppt":               {"a.ppt", ole("PowerPoint Document"), format.Unsupported},
		"msg":               {"a.msg", ole("__nameid_version1.0"), format.Unsupported},
		"ole":               {"a.txt", ole("Other"), format.Unsupported},
		"rtf":               {"a.doc", `{\rtf1\ansi x}`, format.Unsupported},
		"png":               {"a.pdf", "\x89PNG\r\n\x1a\n" + control, format.Unsupported},
		"jpeg":              {"a.txt", "\xff\xd8\xff\xe0", format.Unsupported},
		"gzip":              {"a.jsonl", "\x1f\x8b\x08\x00", format.Unsupported},
		"webp":              {"a", "RIFF\x00\x00\x00\x00WEBPVP8 ", format.Unsupported},
		"mail":              {"a.txt", "Received: from x\r\nMIME-Version: 1.0\r\nSubject: y\r\n\r\nz", format.Unsupported},
		"xml":               {"a.txt", `<?xml version="1.0"?><akn/>`, format.Unsupported},
		"json":              {"a.json", ` [{"id": 1}]`, format.Unsupported},
		"half a zip":        {"a.txt", "PK\x03\x04\x14\x00", format.Damaged},
	} {
		t.Run(name, func(t *testing.T) { wantReason(t, newReader(), c.file, []byte(c.data), c.want) })
	}
}

func TestTooLarge(t *testing.T) {
	r := newReader()
	r.Limits.FileBytes, r.Limits.TextBytes = 1000, 500
	wantReason(t, r, "a.txt", []byte(strings.Repeat("x", 1001)), format.TooLarge)
	for _, name := range []string{"a.txt", "a.md"} {
		wantReason(t, r, name, []byte(strings.Repeat("x ", 400)), format.TooLarge)
	}
	wantReason(t, r, "a.html", []byte("<html><p>"+strings.Repeat("x ", 400)), format.TooLarge)
	// A file of many documents may be larger than one document.
	line := `{"id": "a", "text": "` + strings.Repeat("x", 400) + "\"}\n"
	many := []byte(strings.Repeat(line, 5))
	r.Limits.RecordsBytes = int64(len(many))
	if r.Limits.Bytes("a.jsonl") != r.Limits.RecordsBytes || r.Limits.Bytes("a.txt") != 1000 {
		t.Error("which limit a file has")
	}
	n := 0
	if err := r.Read(t.Context(), "a.jsonl", many, func(format.Record) error { n++; return nil }); err != nil || n != 5 {
		t.Errorf("%d records, %v", n, err)
	}
	r.Limits.RecordsBytes--
	wantReason(t, r, "a.jsonl", many, format.TooLarge)
}

// Ten megabytes of one line, of many lines and of many rows are read whole.
func TestLargeText(t *testing.T) {
	for name, s := range map[string]string{
		"one line": strings.Repeat("quyết định ", 800_000),
		"lines":    strings.Repeat("Điều 1. Phạm vi điều chỉnh của văn bản này\n", 180_000),
		"rows":     strings.Repeat("| 1 | Nhiệm vụ được giao |\n", 300_000),
	} {
		for _, file := range []string{"a.txt", "a.md"} {
			got := text(t, file, s)
			if want := len(strings.TrimSpace(s)); len(got.Body) < want-want/20 {
				t.Errorf("%s, %s: %d bytes of %d", name, file, len(got.Body), want)
			}
		}
	}
}

func TestNamesDoNotDecide(t *testing.T) {
	if got := text(t, "a.pdf", "Chỉ là chữ."); got.Body != "Chỉ là chữ." {
		t.Errorf("text named .pdf: %q", got.Body)
	}
	if got := text(t, "a.txt", string(docx(t, par("Trong Word")))); got.Body != "Trong Word" {
		t.Errorf("DOCX named .txt: %q", got.Body)
	}
	if got := text(t, "a.txt", page); got.Meta.Title != "Kế hoạch 12" {
		t.Errorf("HTML named .txt: %+v", got.Meta)
	}
}

func TestReasonOfForeignError(t *testing.T) {
	if got := format.ReasonOf(context.Canceled); got != format.Unreadable {
		t.Errorf("reason %q", got)
	}
}
