package extract_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"vanthu/corpus/extract"
	"vanthu/corpus/format"
	"vanthu/corpus/lang"
	"vanthu/corpus/sharedtest"
)

// Whatever a document says, its duties lie inside it, cut no letter, and have
// IDs of their own.
func FuzzDuties(f *testing.F) {
	for _, file := range glob(f, "testdata/duties/*.yaml") {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		for i, c := range strings.Split(string(data), "\n- name:") {
			if _, text, ok := strings.Cut(c, "text: |"); ok && i%5 == 0 {
				f.Add(text, strings.TrimSuffix(filepath.Base(file), ".yaml"))
			}
		}
	}
	f.Add("| | | |\n|---|---|---|\n| 1 | 31/2/2026; 30/3/2026 | Bộ A |", "vi")
	f.Add("Ông A bị tạm giữ 03 ngày, từ 10 giờ 00 phút ngày 01/3/2018 đến 10 giờ 00 phút ngày 04/3/2018, sau đó bị ra lệnh tạm giam 02 tháng.", "vi")
	f.Add("1.\n2. :\n- ; (", "en")
	f.Fuzz(func(t *testing.T, text, tag string) {
		if _, ok := lang.Tag(tag); !ok {
			tag = "vi"
		}
		for _, name := range []string{"a.txt", "a.md"} {
			_ = (&format.Reader{Limits: format.DefaultLimits()}).Read(context.Background(), name, []byte("---\nlanguage: "+tag+"\n---\n"+text), func(r format.Record) error {
				if r.Err != nil {
					return nil
				}
				doc := describer(t).Describe(r.Text)
				seen := map[string]bool{}
				for _, d := range doc.Duties {
					if seen[d.ID] {
						t.Fatalf("two duties have the ID %s", d.ID)
					}
					seen[d.ID] = true
					spans := [][2]int{{d.Quote.Start, d.Quote.End}, {d.Action.Start, d.Action.End}, {d.Product.Start, d.Product.End}}
					if d.Deadline != nil {
						spans = append(spans, [2]int{d.Deadline.Text.Start, d.Deadline.Text.End})
					}
					for _, a := range append(d.Leads, d.Cooperating...) {
						spans = append(spans, [2]int{a.Name.Start, a.Name.End})
					}
					for _, s := range spans {
						if s[0] < 0 || s[1] < s[0] || s[1] > len(doc.Text) || !utf8.ValidString(doc.Text[s[0]:s[1]]) {
							t.Fatalf("%q: bytes %d to %d of %d", text, s[0], s[1], len(doc.Text))
						}
					}
					if d.Quote.End == d.Quote.Start || utf8.RuneCountInString(d.Quote.In(doc.Text)) > 700 {
						t.Fatalf("%q: a quote of %d bytes", text, d.Quote.End-d.Quote.Start)
					}
				}
				return nil
			})
		}
	})
}

// BenchmarkDuties reads the duties of a resolution beside all else that is
// read of it.
func BenchmarkDuties(b *testing.B) {
	lx := load(b)
	x := extract.New(lx)
	d := extract.NewDescriber(x)
	for _, name := range []string{"03-NQ-CP.md", "03-NQ-CP-phu-luc-II.md"} {
		data, err := os.ReadFile(filepath.Join(sharedtest.Folder(b), "data", "nq57", name))
		if err != nil {
			b.Fatal(err)
		}
		text := readText(b, lx, name, data)
		doc := d.Describe(text)
		b.Run(name+"/duties", func(b *testing.B) {
			b.SetBytes(int64(len(text.Body)))
			for b.Loop() {
				x.Duties(doc, text.Blocks)
			}
		})
		b.Run(name+"/all", func(b *testing.B) {
			b.SetBytes(int64(len(text.Body)))
			for b.Loop() {
				d.Describe(text)
			}
		})
	}
}
