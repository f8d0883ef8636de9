package poster_test

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"vanthu/bot/web/poster"
)

// drawn draws words and reads the picture back.
func drawn(t testing.TB, p *poster.Painter, name string, w poster.Words) image.Image {
	t.Helper()
	body, err := p.Draw(w)
	if err != nil {
		t.Fatal(err)
	}
	if dir := os.Getenv("VANTHU_TEST_PICTURES"); dir != "" && name != "" {
		if err := os.WriteFile(filepath.Join(dir, "poster-"+name+".png"), body, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	m, err := png.Decode(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if m.Bounds().Dx() != 1200 || m.Bounds().Dy() != 630 {
		t.Errorf("%s: %v", name, m.Bounds())
	}
	if len(body) > 200<<10 {
		t.Errorf("%s: %d bytes", name, len(body))
	}
	return m
}

// dark counts the pixels of a part of a picture that hold letters.
func dark(m image.Image, part image.Rectangle) int {
	n := 0
	for y := part.Min.Y; y < part.Max.Y; y++ {
		for x := part.Min.X; x < part.Max.X; x++ {
			if c := color.GrayModel.Convert(m.At(x, y)).(color.Gray); c.Y < 0x80 {
				n++
			}
		}
	}
	return n
}

var (
	title = image.Rect(40, 140, 1160, 450)
	first = image.Rect(40, 140, 600, 450) // left half of the title's room
	last  = image.Rect(600, 140, 1160, 450)
	below = image.Rect(40, 450, 1160, 630)
	edges = []image.Rectangle{image.Rect(30, 0, 60, 630), image.Rect(1140, 0, 1170, 630)}
)

func TestDraw(t *testing.T) {
	p := &poster.Painter{}
	for name, w := range map[string]poster.Words{
		"vi": {Title: "Thủ tục cấp lại Giấy phép lái xe đối với người nước ngoài ở Việt Nam", Office: "Ủy ban nhân dân cấp xã", Number: "mã 1.000134", Language: "vi"},
		"ru": {Title: "Регистрация временного проживания иностранца", Office: "Министерство общественной безопасности", Number: "1.001146", Language: "ru"},
		"he": {Title: "רישום מגורים זמניים של זר לפי 57-NQ/TW בווייטנאם", Office: "משרד לביטחון הציבור", Number: "1.001146", RTL: true, Language: "he"},
		"ar": {Title: "الإقامة المؤقتة للأجنبي في فيتنام: الإبلاغ والتمديد", Office: "وزارة الأمن العام", Number: "1.001146", RTL: true, Language: "ar"},
	} {
		m := drawn(t, p, name, w)
		if n := dark(m, title); n < 2000 {
			t.Errorf("%s: the title has %d dark pixels", name, n)
		}
		if n := dark(m, below); n < 500 {
			t.Errorf("%s: office and number have %d dark pixels", name, n)
		}
		if left, right := dark(m, first), dark(m, last); w.RTL && left > right || !w.RTL && right > left {
			t.Errorf("%s: the title's halves have %d and %d dark pixels: it begins at the wrong side", name, left, right)
		}
		for _, e := range edges {
			if n := dark(m, e); n > 0 {
				t.Errorf("%s: %d dark pixels in the margin %v", name, n, e)
			}
		}
	}
}

// Arabic letters have other shapes where they join: drawn together they take
// less room than each by itself.
func TestArabicJoins(t *testing.T) {
	p := &poster.Painter{}
	width := func(text string) int {
		m := drawn(t, p, "", poster.Words{Title: text, RTL: true, Language: "ar"})
		from := 1160
		for x := 40; x < 1160; x++ {
			if dark(m, image.Rect(x, 140, x+1, 450)) > 0 {
				from = min(from, x)
			}
		}
		return 1160 - from
	}
	joined, apart := width("سسسس"), width("س\u200cس\u200cس\u200cس") // with the sign that parts them
	if joined >= apart {
		t.Errorf("joined %d pixels, apart %d", joined, apart)
	}
}

// Long titles are cut, and stay in their room.
func TestLongTitle(t *testing.T) {
	p := &poster.Painter{}
	m := drawn(t, p, "long", poster.Words{Title: strings.Repeat("Thủ tục mở tài khoản lưu ký giấy tờ có giá ", 20), Office: strings.Repeat("Ngân hàng Nhà nước Việt Nam ", 9), Number: "1.000134", Language: "vi"})
	for _, e := range edges {
		if n := dark(m, e); n > 0 {
			t.Errorf("%d dark pixels in the margin %v", n, e)
		}
	}
	if n := dark(m, image.Rect(40, 446, 1160, 460)); n > 0 {
		t.Errorf("the title runs into what stands below: %d", n)
	}
	drawn(t, p, "unbroken", poster.Words{Title: strings.Repeat("ạ", 5000), Language: "vi"})
	drawn(t, p, "empty", poster.Words{})
}

// A text with letters that the font lacks is not drawn with other ones.
func TestLettersNotThere(t *testing.T) {
	p := &poster.Painter{}
	m := drawn(t, p, "neutral", poster.Words{Title: "Thủ tục 外国人", Office: "Bộ", Number: "1", Language: "vi"})
	if n := dark(m, title) + dark(m, below); n > 0 {
		t.Errorf("%d dark pixels, want a picture with nothing but the name", n)
	}
	if n := dark(m, image.Rect(40, 60, 600, 130)); n < 200 {
		t.Errorf("the name has %d dark pixels", n)
	}
}

func FuzzDraw(f *testing.F) {
	p := &poster.Painter{}
	f.Add("Đăng ký khai sinh", "Bộ Tư pháp", false)
	f.Add("الإقامة المؤقتة 57-NQ/TW", "", true)
	f.Add("\u202e\u2067\x00\n\t", "\u2069", true)
	f.Fuzz(func(t *testing.T, text, office string, rtl bool) {
		drawn(t, p, "", poster.Words{Title: text, Office: office, RTL: rtl})
	})
}
