package answer_test

import (
	"testing"

	"vanthu/corpus"
)

func TestNumbered(t *testing.T) {
	law := func(number, title, more string) string {
		return "---\nnumber: " + number + "\ntitle: " + title + "\nlanguage: vi\n" + more + "---\n# " + title + "\n\nCăn cứ Luật Hộ tịch, " + title + " số " + number + " quy định về đăng ký khai sinh.\n"
	}
	a := newAnswerer(t, map[string]string{
		"123.md":    law("123/2015/NĐ-CP", "Nghị định hộ tịch", "standing: official\n"),
		"23.md":     law("23/2015/NĐ-CP", "Nghị định chứng thực", "standing: official\n"),
		"news.md":   law("60/2014/QH13", "Luật Hộ tịch", "standing: report\n"),
		"secret.md": law("7/2025/QĐ-BTP", "Quyết định nội bộ", "standing: official\nvisibility: agency\n"),
	})
	for _, c := range []struct {
		words string
		who   corpus.Viewer
		want  string
	}{
		{"- Nghị định số 123/2015/NĐ-CP", corpus.Viewer{}, "123.md"}, {"nghị định 23/2015/ND-CP ngày 16/2/2015", corpus.Viewer{}, "23.md"},
		{"Luật Hộ tịch số 60/2014/QH13", corpus.Viewer{}, ""}, // a report is not the law
		{"7/2025/QĐ-BTP", corpus.Viewer{}, ""}, {"7/2025/QĐ-BTP", corpus.Viewer{Agency: true}, "secret.md"},
		{"3/2015/NĐ-CP", corpus.Viewer{}, ""}, {"Nghị định 123", corpus.Viewer{}, ""}, {"Luật Hộ tịch", corpus.Viewer{}, ""}, {"", corpus.Viewer{}, ""},
	} {
		d, err := a.Numbered(t.Context(), c.words, "vi", c.who)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if d != nil {
			got = d.Path
		}
		if got != c.want {
			t.Errorf("%q: %q, want %q", c.words, got, c.want)
		}
	}
}
