package format_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"vanthu/corpus/format"
	"vanthu/corpus/lexicon"
	"vanthu/corpus/sharedtest"
)

func TestRealFiles(t *testing.T) {
	dir := filepath.Join(sharedtest.Folder(t), "data", "fixtures")
	r := withPoppler(t)
	for name, want := range map[string]struct {
		reason format.Reason
		says   string
		text   []string
		pages  int
	}{
		"text.pdf":           {text: []string{"Luật số: 55/2024/QH15\n", "\nĐiều 1. Phạm vi điều chỉnh\nLuật này quy định về phòng cháy, chữa cháy, cứu nạn, cứu hộ; lực lượng, phương tiện,"}, pages: 43},
		"signed-letter.pdf":  {text: []string{"Số: /PCCC&CNCH-P6", "Hà Nội trước ngày 03/7/2026 để hoàn thiện dự thảo"}, pages: 1},
		"scan.pdf":           {reason: format.Scan, says: "4 pages"},
		"html-404-named.pdf": {reason: format.Misnamed, says: "download it again"},
		"letter.doc":         {reason: format.Unsupported, says: "Word 97-2003"},
		"ole-named.docx":     {reason: format.Unsupported, says: "Word 97-2003"},
	} {
		t.Run(name, func(t *testing.T) {
			data, err := os.ReadFile(filepath.Join(dir, name))
			if err != nil {
				t.Fatal(err)
			}
			if want.reason != "" {
				if e := wantReason(t, r, name, data, want.reason); !strings.Contains(e.Error(), want.says) {
					t.Errorf("%q does not say %q", e, want.says)
				}
				return
			}
			recs, err := read(t, r, name, data)
			if err != nil {
				t.Fatal(err)
			}
			got := recs[0].Text
			for _, words := range want.text {
				if !strings.Contains(got.Body, words) {
					t.Errorf("no %q in the text, which begins %q", words, got.Body[:min(len(got.Body), 600)])
				}
			}
			if got.Pages != want.pages || strings.Contains(got.Body, "CÔNG BÁO/Số") {
				t.Errorf("%d pages; running heads left: %v", got.Pages, strings.Contains(got.Body, "CÔNG BÁO/Số"))
			}
		})
	}
}

func TestRealNoise(t *testing.T) {
	dir := filepath.Join(sharedtest.Folder(t), "seeds")
	r := newReader()
	lx, err := lexicon.Load(nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Noise = format.Noise{Comments: lx.NoiseWords().Comments, Related: lx.NoiseWords().Related, Filler: lx.NoiseWords().Filler}
	files, err := filepath.Glob(filepath.Join(dir, "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no seeds in %s: %v", dir, err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		recs, err := read(t, r, filepath.Base(file), data)
		if err != nil {
			t.Fatal(err)
		}
		blocks := recs[0].Text.Blocks
		last := blocks[len(blocks)-1]
		if line := recs[0].Text.Body[last.Start:last.End]; !strings.Contains(line, ": https://") {
			t.Errorf("%s ends with %q, not with its source", filepath.Base(file), line)
		}
	}
}

func TestRealMarkdown(t *testing.T) {
	dir := filepath.Join(sharedtest.Folder(t), "data", "nq57")
	data, err := os.ReadFile(filepath.Join(dir, "03-NQ-CP-phu-luc-II.md"))
	if err != nil {
		t.Fatal(err)
	}
	recs, err := read(t, newReader(), "a.md", data)
	if err != nil {
		t.Fatal(err)
	}
	rows, headers := 0, 0
	for _, b := range recs[0].Text.Blocks {
		if b.Kind == format.RowBlock {
			rows++
			if len(b.Cells) != 6 {
				t.Errorf("a row of %d cells: %s", len(b.Cells), recs[0].Text.Body[b.Start:b.End])
			}
			if b.Header {
				headers++
			}
		}
	}
	if rows < 140 || headers != 1 {
		t.Errorf("%d rows, %d of them headers; want the annex's 140 duties and one header", rows, headers)
	}
}
