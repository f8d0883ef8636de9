package format_test

import (
	"strings"
	"testing"

	"vanthu/corpus/format"
)

func TestMarkdown(t *testing.T) {
	got := text(t, "a.md", `# Nghị *quyết* số 57\-NQ/TW

**II- MỤC TIÊU**

1\. Phát triển [khoa học](http://x "t"), ![ảnh](y.png)công nghệ \- xong
và nối dòng.

Dòng một  
Dòng hai

3. Khoản ba
5. Khoản năm
   - điểm a
   - điểm b

     vẫn điểm b

<!-- ẩn -->

| TT | Tên | Hạn |
|---|---|---|
|  **I.** | Mục `+"`lớn`"+` |  |
| 1. | a\|b<br>c | 6/2025 |

| A | B | C |
| 1 | 2 | 3 |

    mã  nguồn

R&amp;D và R\&D < 5
`)
	wantShape(t, got,
		"h1 Nghị quyết số 57-NQ/TW",
		"p  II- MỤC TIÊU",
		"p  1. Phát triển khoa học, công nghệ - xong và nối dòng.",
		"p  Dòng một", "p  Dòng hai",
		"i1 3. Khoản ba", "i1 5. Khoản năm", "i2 - điểm a", "i2 - điểm b", "i2 vẫn điểm b",
		"r1* | TT | Tên | Hạn |", "r1  | I. | Mục lớn |  |", "r1  | 1. | a¦b c | 6/2025 |",
		"r2  | A | B | C |", "r2  | 1 | 2 | 3 |",
		"p  mã nguồn",
		"p  R&D và R&D < 5",
	)
}

func TestMarkdownWithHTML(t *testing.T) {
	got := text(t, "a.md", "Trước\n\n<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table>\n\nSau")
	wantShape(t, got, "p  Trước", "r1* | A | B |", "r1  | 1 | 2 |", "p  Sau")
}

func TestMarkdownTooDeep(t *testing.T) {
	wide := strings.Repeat("|a", 2000) + "|\n" + strings.Repeat("|-", 2000) + "|\n|x|"
	for _, s := range []string{wide, strings.Repeat("[a](", 100_000), strings.Repeat(">", 10_000) + " x", strings.Repeat("[", 100_000), strings.Repeat("- ", 5_000) + "x"} {
		wantReason(t, newReader(), "a.md", []byte(s), format.TooDeep)
	}
}

func TestMarkdownKeepsNotes(t *testing.T) {
	wantShape(t, text(t, "a.md", "Xem [1].\n\n[1]: Nghị quyết số 57-NQ/TW"), "p  Xem [1].", "p  [1]: Nghị quyết số 57-NQ/TW")
}

// Official papers are typed without blank lines between their items; a line
// that merely breaks stays one.
func TestMarkdownItemsWithoutBlankLines(t *testing.T) {
	wantShape(t, text(t, "a.md", "1. Sở Tài chính\na) Bố trí kinh phí\ntrong quý I.\nđ) Báo cáo.\n2.1. Điểm một\n– gạch\n\nFristen er\n5. januar 2026.\nDeretter:\n7) rapporten."),
		"i1 1. Sở Tài chính", "i1 a) Bố trí kinh phí trong quý I.", "i1 đ) Báo cáo.", "i1 2.1. Điểm một", "i1 – gạch",
		"p  Fristen er 5. januar 2026. Deretter:", "p  7) rapporten.")
}
