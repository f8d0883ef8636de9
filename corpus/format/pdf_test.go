package format_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"vanthu/corpus/format"
)

// pdfOf writes a PDF of pages of lines, in ASCII, and a picture if more is
// scanned; more goes into the trailer.
func pdfOf(more string, pages ...[]string) []byte {
	var b bytes.Buffer
	var offsets []int
	object := func(body string) {
		offsets = append(offsets, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", len(offsets), body)
	}
	picture := "Form"
	if more == scanned {
		picture = "Image"
	}
	b.WriteString("%PDF-1.4\n")
	object("<</Type/Catalog/Pages 2 0 R>>")
	var kids strings.Builder
	for i := range pages {
		fmt.Fprintf(&kids, "%d 0 R ", 5+2*i)
	}
	object(fmt.Sprintf("<</Type/Pages/Kids[%s]/Count %d>>", kids.String(), len(pages)))
	object("<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>")
	object("<</Type/XObject/Subtype/" + picture + "/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/Length 1>>stream\nx\nendstream")
	for _, lines := range pages {
		var s strings.Builder
		s.WriteString("BT /F 11 Tf 50 780 Td 14 TL ")
		for _, line := range lines {
			fmt.Fprintf(&s, "(%s) Tj T* ", strings.NewReplacer("(", `\(`, ")", `\)`).Replace(line))
		}
		s.WriteString("ET")
		object(fmt.Sprintf("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<</F 3 0 R>>/XObject<</I 4 0 R>>>>>>", len(offsets)+2))
		object(fmt.Sprintf("<</Length %d>>stream\n%s\nendstream", s.Len(), s.String()))
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, at := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&b, "trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n", len(offsets)+1, more, start)
	return b.Bytes()
}

// scanned, put into the trailer, makes pdfOf add a picture.
const scanned = "/Scanned true"

// withPoppler gives a reader that runs pdftotext, and skips where there is none.
func withPoppler(t *testing.T) *format.Reader {
	t.Helper()
	r := newReader()
	path, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("pdftotext is not installed")
	}
	r.Tools.PDFToText = path
	return r
}

var pdfPages = [][]string{
	{"OFFICIAL GAZETTE No. 7", "Article 1. Scope", "The ministry shall submit the plan for the digital transfor-", "mation of all services to the government, as resolution 57-", "NQ/TW requires, before 31 March 2026.",
		"1. Ministries report each quarter, and the provinces report", "every half year to the office of the govern-", "ment.", "a) by post;", "b) online, through the well-known portal and its well-", "known forms."},
	{"OFFICIAL GAZETTE No. 7", "Article 2. Duties", "The office keeps the list of duties and sends a reminder to", "2"},
	{"OFFICIAL GAZETTE No. 7", "the agencies ten days before a deadline ends.", "3"},
}

func TestPDF(t *testing.T) {
	recs, err := read(t, withPoppler(t), "a.txt", pdfOf("", pdfPages...))
	if err != nil {
		t.Fatal(err)
	}
	got := recs[0].Text
	wantShape(t, got,
		"p  Article 1. Scope",
		"p  The ministry shall submit the plan for the digital transformation of all services to the government, as resolution 57-NQ/TW requires, before 31 March 2026.",
		"p  1. Ministries report each quarter, and the provinces report every half year to the office of the government.",
		"p  a) by post;",
		"p  b) online, through the well-known portal and its well-known forms.",
		"p  Article 2. Duties",
		"p  The office keeps the list of duties and sends a reminder to the agencies ten days before a deadline ends.",
	)
	if got.Pages != 3 || got.Blocks[0].Page != 1 || got.Blocks[6].Page != 2 {
		t.Errorf("pages %d, first block on %d, last on %d", got.Pages, got.Blocks[0].Page, got.Blocks[6].Page)
	}
}

func TestPDFScanned(t *testing.T) {
	r := withPoppler(t)
	e := wantReason(t, r, "a.pdf", pdfOf(scanned, []string{"Signed by the office"}, nil, nil), format.Scan)
	if !strings.Contains(e.Detail, "3 pages") {
		t.Errorf("%q does not say how many pages", e.Detail)
	}
	recs, err := read(t, r, "a.pdf", pdfOf(scanned, nil, pdfPages[0], pdfPages[0], pdfPages[0]))
	if err != nil {
		t.Fatal(err)
	}
	if w := recs[0].Text.Warnings; len(w) != 1 || !strings.Contains(w[0], "1 page without text") || !strings.HasSuffix(w[0], ": 1") {
		t.Errorf("warnings %q", w)
	}
}

// locked is the encryption dictionary of a file whose passwords are unknown.
var locked = "/ID[(0123456789abcdef)(0123456789abcdef)]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O(" + strings.Repeat("o", 32) + ")/U(" + strings.Repeat("u", 32) + ")>>"

func TestPDFEncrypted(t *testing.T) {
	t.Run("poppler", func(t *testing.T) {
		wantReason(t, withPoppler(t), "a.pdf", pdfOf(locked, pdfPages...), format.Encrypted)
	})
	t.Run("without", func(t *testing.T) {
		wantReason(t, newReader(), "a.pdf", pdfOf(locked, pdfPages...), format.Encrypted)
	})
}

func TestPDFWithoutPoppler(t *testing.T) {
	recs, err := read(t, newReader(), "a.pdf", pdfOf("", pdfPages...))
	if err != nil {
		t.Fatal(err)
	}
	got := recs[0].Text
	if !strings.Contains(got.Body, "before 31 March 2026") || len(got.Warnings) != 1 || !strings.Contains(got.Warnings[0], "install poppler-utils") {
		t.Errorf("body %q, warnings %q", got.Body, got.Warnings)
	}
}

func TestPDFDamaged(t *testing.T) {
	whole := pdfOf("", pdfPages...)
	for name, data := range map[string][]byte{"head only": whole[:20], "no page": pdfOf(""), "noise": append([]byte("%PDF-1.7\n"), bytes.Repeat([]byte{0, 0xff, '<'}, 3000)...)} {
		for tool, r := range map[string]*format.Reader{"poppler": withPoppler(t), "without": newReader()} {
			recs, err := read(t, r, "a.pdf", data)
			if reason := format.ReasonOf(err); len(recs) > 0 || reason != format.Damaged && reason != format.Scan {
				t.Errorf("%s, %s: %d records, error %v", name, tool, len(recs), err)
			}
		}
	}
}

// script writes a program that stands in for pdftotext.
func script(t *testing.T, lines string) *format.Reader {
	t.Helper()
	path := filepath.Join(t.TempDir(), "pdftotext")
	if err := os.WriteFile(path, []byte("#!/bin/sh\n"+lines+"\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	r := newReader()
	r.Tools.PDFToText = path
	return r
}

func TestPDFChild(t *testing.T) {
	data := pdfOf("", pdfPages...)
	t.Run("too much output", func(t *testing.T) {
		r := script(t, "yes 0123456789")
		r.Limits.TextBytes = 1 << 20
		wantReason(t, r, "a.pdf", data, format.TooLarge)
	})
	t.Run("fails", func(t *testing.T) {
		e := wantReason(t, script(t, "echo 'Syntax Error: bad' >&2; exit 1"), "a.pdf", data, format.Damaged)
		if !strings.Contains(e.Detail, "Syntax Error: bad") {
			t.Errorf("%q does not say why", e.Detail)
		}
	})
	t.Run("not there", func(t *testing.T) {
		r := newReader()
		r.Tools.PDFToText = filepath.Join(t.TempDir(), "none")
		wantReason(t, r, "a.pdf", data, format.NoTool)
	})
	t.Run("stopped with its children", func(t *testing.T) {
		dir := t.TempDir()
		pipe := filepath.Join(dir, "started")
		if out, err := exec.Command("mkfifo", pipe).CombinedOutput(); err != nil {
			t.Skipf("mkfifo: %v: %s", err, out)
		}
		ctx, cancel := context.WithCancel(context.Background())
		defer cancel()
		go func() {
			_, _ = os.ReadFile(pipe) // returns once the child has written
			cancel()
		}()
		err := script(t, "echo x > "+pipe+"; sleep 1000").Read(ctx, "a.pdf", data, func(format.Record) error { return nil })
		if !errors.Is(err, context.Canceled) {
			t.Errorf("error %v", err)
		}
	})
	t.Run("is limited in memory", func(t *testing.T) {
		if runtime.GOOS != "linux" {
			t.Skip("only Linux lets a parent limit a running child")
		}
		// The limits come a moment after the start: the child waits to see them.
		recs, err := read(t, script(t, `until grep -q 'Max address space  *1073741824 ' /proc/self/limits; do :; done; echo limited; printf '\f'`), "a.pdf", pdfOf("", []string{"x"}))
		if err != nil || recs[0].Text.Body != "limited" {
			t.Errorf("records %+v, error %v", recs, err)
		}
	})
	t.Run("gets an absolute file in a private folder and no environment", func(t *testing.T) {
		t.Setenv("VANTHU_SECRET", "s3cret")
		recs, err := read(t, script(t, `for a; do file="$last"; last="$a"; done; echo "$file"; stat -c 'mode %a' "$(dirname "$file")" "$file"; echo "secret: $VANTHU_SECRET."; printf '\f'`), "-x.pdf", data)
		if err != nil {
			t.Fatal(err)
		}
		body := recs[0].Text.Body
		if !strings.HasPrefix(body, "/") || !strings.Contains(body, "/in.pdf") || !strings.Contains(body, "mode 700") || !strings.Contains(body, "mode 600") || !strings.Contains(body, "secret: .") {
			t.Errorf("body %q", body)
		}
	})
}
