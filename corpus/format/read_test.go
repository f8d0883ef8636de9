package format_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"vanthu/corpus/format"
)

// noise stands in for the lexicon's words of site furniture.
var noise = format.Noise{
	Comments: []string{"comments", "bình luận", "kommentar"},
	Related:  []string{"same author", "cùng tác giả"},
	Filler:   []string{"no data", "share"},
}

func newReader() *format.Reader {
	return &format.Reader{Limits: format.DefaultLimits(), Noise: noise}
}

// read gives the records of a file and fails the test on what is broken in
// any of them.
func read(t testing.TB, r *format.Reader, name string, data []byte) ([]format.Record, error) {
	t.Helper()
	var all []format.Record
	err := r.Read(context.Background(), name, data, func(rec format.Record) error {
		check(t, rec)
		all = append(all, rec)
		return nil
	})
	return all, err
}

// text gives the only record's text.
func text(t testing.TB, name, data string) format.Text {
	t.Helper()
	recs, err := read(t, newReader(), name, []byte(data))
	if err != nil {
		t.Fatalf("read %s: %v", name, err)
	}
	if len(recs) != 1 || recs[0].Err != nil {
		t.Fatalf("read %s: got %d records, first %+v, want one", name, len(recs), recs[0])
	}
	return recs[0].Text
}

// check holds what is true of every record: a body in NFC without characters
// that hide, and blocks that are its lines.
func check(t testing.TB, rec format.Record) {
	t.Helper()
	body := rec.Text.Body
	if rec.Err != nil {
		if body != "" || len(rec.Text.Blocks) > 0 {
			t.Fatalf("a record with error %v has text %q", rec.Err, body)
		}
		return
	}
	if !utf8.ValidString(body) {
		t.Fatalf("body is no UTF-8: %q", body)
	}
	if !norm.NFC.IsNormalString(body) {
		t.Fatalf("body is not NFC: %+q", body)
	}
	if i := strings.IndexFunc(body, func(r rune) bool {
		return r < ' ' && r != '\n' || r >= 0x7f && r <= 0xa0 || r == '\u200b' || r >= '\u202a' && r <= '\u202e' || r == '\ufeff' || r == '\u00ad'
	}); i >= 0 {
		t.Fatalf("body has a hidden character at byte %d: %+q", i, body[i:min(len(body), i+8)])
	}
	end := 0
	for i, b := range rec.Text.Blocks {
		if b.Start < end || b.End <= b.Start || b.End > len(body) {
			t.Fatalf("block %d (%d to %d) is out of order or outside the body of %d bytes", i, b.Start, b.End, len(body))
		}
		if strings.TrimSpace(body[end:b.Start]) != "" {
			t.Fatalf("no block covers %q", body[end:b.Start])
		}
		if line := body[b.Start:b.End]; strings.Contains(line, "\n") || strings.TrimSpace(line) != line {
			t.Fatalf("block %d is no line: %q", i, line)
		}
		if (b.Kind == format.RowBlock) != (b.Table > 0) {
			t.Fatalf("block %d: kind %d in table %d", i, b.Kind, b.Table)
		}
		at := b.Start
		for _, c := range b.Cells {
			if c.Start < at || c.End < c.Start || c.End > b.End || strings.ContainsAny(body[c.Start:c.End], "|\n") {
				t.Fatalf("block %d: cell %d to %d (%q) is out of place", i, c.Start, c.End, body[c.Start:c.End])
			}
			at = c.End
		}
		end = b.End
	}
	if strings.TrimSpace(body[end:]) != "" {
		t.Fatalf("no block covers %q", body[end:])
	}
}

// shape writes blocks one a line, with their kinds, to compare at a glance.
func shape(t format.Text) string {
	var b strings.Builder
	for _, block := range t.Blocks {
		switch block.Kind {
		case format.HeadingBlock:
			fmt.Fprintf(&b, "h%d ", block.Level)
		case format.ItemBlock:
			fmt.Fprintf(&b, "i%d ", block.Level)
		case format.RowBlock:
			fmt.Fprintf(&b, "r%d", block.Table)
			if block.Header {
				b.WriteString("* ")
			} else {
				b.WriteString("  ")
			}
		default:
			b.WriteString("p  ")
		}
		b.WriteString(t.Body[block.Start:block.End] + "\n")
	}
	return b.String()
}

// wantShape compares the blocks of a text.
func wantShape(t testing.TB, got format.Text, want ...string) {
	t.Helper()
	if g, w := shape(got), strings.Join(want, "\n")+"\n"; g != w {
		t.Errorf("blocks:\n%s\nwant:\n%s", g, w)
	}
}

// wantReason reads a file that must be refused.
func wantReason(t testing.TB, r *format.Reader, name string, data []byte, want format.Reason) *format.Error {
	t.Helper()
	recs, err := read(t, r, name, data)
	e, ok := err.(*format.Error)
	if !ok || e.Reason != want || len(recs) > 0 {
		t.Fatalf("read %s: %d records, error %v; want it refused as %s", name, len(recs), err, want)
	}
	if e.Detail == "" || e.Mend == "" {
		t.Errorf("read %s: the error says not what is wrong and what to do: %+v", name, e)
	}
	return e
}
