package lang_test

import (
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"vanthu/corpus/lang"
)

func TestFold(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"stacked marks", "Nghị quyết ẤẦẨẪẬ ỡợ", "nghi quyet aaaaa oo"},
		{"d with stroke", "Đặng đình", "dang dinh"},
		{"norwegian", "Å gjøre Øst æ", "a gjore ost æ"},
		{"dutch", "vóór coördinatie één", "voor coordinatie een"},
		{"io", "Ёлка, ещё", "елка, еще"},
		{"short i stays", "Первый", "первый"},
		{"arabic alefs", "أإآٱا", "ااااا"},
		{"taa marbuta, alef maqsura", "وزارة إلى", "وزاره الي"},
		{"hamza carriers", "مسؤول مسائل", "مسوول مسايل"},
		{"harakat and tatweel", "قَرَارٌ قـــرار", "قرار قرار"},
		{"hebrew points", "הַחְלָטָה", "החלטה"},
		{"hebrew maqaf stays", "בית־ספר", "בית־ספר"},
		{"arabic digits", "٥٧ ۵۷", "57 57"},
		{"devanagari digits", "५७", "57"},
		{"full width", "５７ ＮＱ", "57 nq"},
		{"combining marks", norm.NFD.String("Nghị quyết đã"), "nghi quyet da"},
		{"empty", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := lang.Fold(c.in); got != c.want {
				t.Errorf("Fold(%q) is %q, want %q", c.in, got, c.want)
			}
		})
	}
}

func TestFoldIsTheSameForBothNormalForms(t *testing.T) {
	for _, s := range []string{"Thủ tướng Chính phủ đã ký", "vóór 31 maart coördinatie", "Første kvartal på våren", "Чтобы ещё", "أكتوبر الآن مسؤول", "שָׁלוֹם"} {
		if c, d := lang.Fold(norm.NFC.String(s)), lang.Fold(norm.NFD.String(s)); c != d {
			t.Errorf("%q folds to %q composed and %q decomposed", s, c, d)
		}
	}
}

func TestTag(t *testing.T) {
	for in, want := range map[string]string{
		"vi": "vi", "VI-VN": "vi", "nb": "no", "nn-NO": "no", "no": "no", "iw": "he", "he_IL": "he", "ar-EG": "ar", " en-GB ": "en", "fr": "", "": "", "-": "", "english": "",
	} {
		got, ok := lang.Tag(in)
		if got != want || ok != (want != "") {
			t.Errorf("Tag(%q) is %q, %v; want %q", in, got, ok, want)
		}
	}
}

func TestTagsIsACopy(t *testing.T) {
	lang.Tags()[0] = "xx"
	if lang.Tags()[0] != "vi" {
		t.Error("changing what Tags gave changed the languages")
	}
}

func TestClean(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"spaces and line ends", "  a \t b\r\n\nc  ", "a b c"},
		{"no-break and thin spaces", "57\u00a0NQ\u2009TW\u3000x", "57 NQ TW x"},
		{"bidi controls", "\u202eabc\u202c \u2066x\u2069 \u200fy\u061c", "abc x y"},
		{"zero width", "h\u200bạ\u200cn\ufeff n\u2060ộp", "hạn nộp"},
		{"soft hyphen", "reso\u00adlutie", "resolutie"},
		{"tag characters", "a\U000e0041\U000e007fb", "ab"},
		{"variation selectors", "❤\ufe0f", "❤"},
		{"supplementary variation selectors", "a\U000e0100", "a"},
		{"controls", "a\x00b\x1b[31mc", "a b [31mc"},
		{"invalid utf-8", "hạn\xff\xfenộp \xc3", "hạn nộp"},
		{"decomposed", norm.NFD.String("hạn nộp"), "hạn nộp"},
		{"marks become one letter once invisibles are gone", "a\u200b\u0301", "á"},
		{"hangul and mongolian fillers", "a\u3164b\u115fc\u180ed\uffa0e", "abcde"},
		{"private and unassigned lines", "a\u2028b\u2029c", "a b c"},
		{"only emoji", "😀👍", "😀👍"},
		{"only invisible", "\u200b\u202e \ufeff", ""},
		{"empty", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := lang.Clean(c.in); got != c.want {
				t.Errorf("Clean(%q) is %q, want %q", c.in, got, c.want)
			}
		})
	}
}

func FuzzClean(f *testing.F) {
	for _, s := range []string{"Nghị quyết", "a\u200b\u0301", "\xff\xfe", "\u202e57\u202c", "e\u0301\u0323", "  ", "\U000e0041"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		c := lang.Clean(s)
		if !utf8.ValidString(c) || !norm.NFC.IsNormalString(c) {
			t.Fatalf("Clean(%q) is %q: not valid UTF-8 in NFC", s, c)
		}
		if again := lang.Clean(c); again != c {
			t.Fatalf("Clean(%q) is %q, cleaned again %q", s, c, again)
		}
		for _, r := range c {
			if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
				t.Fatalf("Clean(%q) keeps %U", s, r)
			}
		}
		if f := lang.Fold(c); !utf8.ValidString(f) {
			t.Fatalf("Fold(%q) is no valid UTF-8", c)
		}
	})
}
