package extract_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"vanthu/corpus"
	"vanthu/corpus/extract"
	"vanthu/corpus/format"
	"vanthu/corpus/sharedtest"
)

var update = flag.Bool("update", false, "write the golden files anew")

// Golden files: ID, kind, section and words of every passage, a line each.
func TestPassagesGolden(t *testing.T) {
	lx := load(t)
	d := extract.NewDescriber(extract.New(lx))
	files, err := filepath.Glob(filepath.Join("testdata", "passages", "*"))
	if err != nil || len(files) < 6 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, f := range files {
		if strings.HasSuffix(f, ".golden") {
			continue
		}
		t.Run(filepath.Base(f), func(t *testing.T) {
			doc := describeFile(t, lx, d, f)
			var b strings.Builder
			for _, p := range doc.Passages {
				fmt.Fprintf(&b, "%s\t%s\t%s\t%s\n", p.ID, p.Kind, p.Section, doc.PassageText(p))
			}
			golden := f + ".golden"
			if *update {
				if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			got := strings.Split(b.String(), "\n")
			for i, line := range strings.Split(string(want), "\n") {
				if i >= len(got) || got[i] != line {
					t.Fatalf("passage %d is\n%s\nwant\n%s", i+1, at(got, i), line)
				}
			}
			if len(got) != len(strings.Split(string(want), "\n")) {
				t.Errorf("%d passages more than in %s", len(got)-len(strings.Split(string(want), "\n")), golden)
			}
		})
	}
}

func at(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return "missing"
}

// IDs stay when the words of a paragraph, or the number of paragraphs in
// another article, change.
func TestPassageIDsStay(t *testing.T) {
	lx := load(t)
	d := extract.NewDescriber(extract.New(lx))
	data, err := os.ReadFile(filepath.Join("testdata", "passages", "decree.txt"))
	if err != nil {
		t.Fatal(err)
	}
	ids := func(text string) map[string]string { // words → ID
		out := map[string]string{}
		doc := d.Describe(readText(t, lx, "a.txt", []byte(text)))
		for _, p := range doc.Passages {
			out[doc.PassageText(p)] = p.ID
		}
		return out
	}
	before := ids(string(data))
	changed := strings.Replace(string(data), "Trạm y tế;", "Trạm y tế xã hoặc phòng khám;", 1)
	changed = strings.Replace(changed, "Điều 2. Giải thích từ ngữ\n", "Một đoạn mới ở Điều 1.\nMột đoạn mới nữa.\nĐiều 2. Giải thích từ ngữ\n", 1)
	after := ids(changed)
	same := 0
	for words, id := range before {
		if now, ok := after[words]; ok {
			same++
			if now != id {
				t.Errorf("%q was %s and is %s", words, id, now)
			}
		}
	}
	if same < len(before)-2 {
		t.Errorf("only %d of %d passages stayed", same, len(before))
	}
}

// The whole visible text lies in passages, each inside the text, in order,
// under an ID of its own.
func checkPassages(t testing.TB, doc *corpus.Document, blocks []format.Block) {
	t.Helper()
	seen := map[string]bool{}
	last := 0
	for _, p := range doc.Passages {
		if p.Start < last || p.End <= p.Start || p.End > len(doc.Text) {
			t.Fatalf("passage %s is %d to %d behind %d of %d", p.ID, p.Start, p.End, last, len(doc.Text))
		}
		if strings.TrimSpace(doc.Text[last:p.Start]) != "" {
			t.Fatalf("%q is in no passage", doc.Text[last:p.Start])
		}
		if p.ID == "" || seen[p.ID] || strings.ContainsFunc(p.ID, unicode.IsSpace) {
			t.Fatalf("ID %q is empty, twice there or holds a space", p.ID)
		}
		if !utf8.ValidString(doc.Text[p.Start:p.End]) || !utf8.ValidString(p.Section) {
			t.Fatalf("passage %s cuts a letter", p.ID)
		}
		seen[p.ID] = true
		last = p.End
	}
	if strings.TrimSpace(doc.Text[last:]) != "" {
		t.Fatalf("%q is in no passage", doc.Text[last:])
	}
}

func FuzzPassages(f *testing.F) {
	files, _ := filepath.Glob(filepath.Join("testdata", "passages", "*.txt"))
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data), true)
	}
	f.Add("Điều 1.\n1.\n1.\na)\nI-\nĐiều 1.", false)
	f.Add("| a | b |\n|--|--|\n| c | d |\nx", true)
	f.Add("Chương I\nÀ\nphần", false)
	lx := load(f)
	x := extract.New(lx)
	d := extract.NewDescriber(x)
	f.Fuzz(func(t *testing.T, s string, markdown bool) {
		name := "a.txt"
		if markdown {
			name = "a.md"
		}
		r := format.Reader{Limits: format.DefaultLimits()}
		_ = r.Read(t.Context(), name, []byte(s), func(rec format.Record) error {
			if rec.Err == nil {
				doc := d.Describe(rec.Text)
				checkPassages(t, doc, rec.Text.Blocks)
				doc.Procedure = x.Procedure(doc, rec.Text.Blocks)
				checkProcedure(t, doc)
			}
			return nil
		})
	})
}

// Real texts keep the rules too.
func TestPassagesOfRealTexts(t *testing.T) {
	dir := sharedtest.Folder(t)
	lx := load(t)
	d := extract.NewDescriber(extract.New(lx))
	files, _ := filepath.Glob(filepath.Join(dir, "data", "nq57", "*.md"))
	seeds, _ := filepath.Glob(filepath.Join(dir, "seeds", "*.txt"))
	for _, f := range append(files, seeds...) {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		text := readText(t, lx, filepath.Base(f), data)
		doc := d.Describe(text)
		checkPassages(t, doc, text.Blocks)
		kinds := map[corpus.PassageKind]int{}
		for _, p := range doc.Passages {
			kinds[p.Kind]++
		}
		t.Logf("%s: %d passages %v", filepath.Base(f), len(doc.Passages), kinds)
	}
}
