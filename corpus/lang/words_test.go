package lang_test

import (
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"vanthu/corpus/lang"
)

func TestWords(t *testing.T) {
	for _, c := range []struct {
		in   string
		want []string // folded
	}{
		{"Nghị quyết số 57-NQ/TW", []string{"nghi", "quyet", "so", "57", "nq", "tw"}},
		{"lệ phí 8.000 đồng, 1,5 lần.", []string{"le", "phi", "8.000", "dong", "1,5", "lan"}},
		{"66.7/2025/NQ-CP", []string{"66.7", "2025", "nq", "cp"}},
		{"ends 57. Next", []string{"ends", "57", "next"}},
		{"don't l'office", []string{"don", "t", "l", "office"}},
		{"القرار رقم ٥٧", []string{"القرار", "رقم", "57"}},
		{"תש\"ף", []string{"תש", "ף"}},
		{"😀 👍", nil},
		{"", nil},
		{"...,,,", nil},
	} {
		var got []string
		for _, w := range lang.Words(c.in) {
			got = append(got, w.Folded)
		}
		if !reflect.DeepEqual(got, c.want) {
			t.Errorf("Words(%q) are %q, want %q", c.in, got, c.want)
		}
	}
}

func TestWordsKeepTheirPlace(t *testing.T) {
	text := "Thủ tướng (Chính phủ) — ký 03/NQ-CP; אוקטובר، القرار"
	words := []string{"Thủ", "tướng", "Chính", "phủ", "ký", "03", "NQ", "CP", "אוקטובר", "القرار"}
	got := lang.Words(text)
	if len(got) != len(words) {
		t.Fatalf("%d words, want %d", len(got), len(words))
	}
	for i, w := range got {
		if text[w.Start:w.End] != words[i] {
			t.Errorf("word %d is %q, want %q", i, text[w.Start:w.End], words[i])
		}
	}
}

// The two customary places of a tone mark are one word, and words that
// differ in more than the place stay apart.
func TestTonePlacement(t *testing.T) {
	one := func(s string) lang.Word {
		words := lang.Words(s)
		if len(words) != 1 {
			t.Fatalf("%q is %d words", s, len(words))
		}
		return words[0]
	}
	for _, pair := range [][2]string{{"hòa", "hoà"}, {"Hóa", "hoá"}, {"THỎA", "thoả"}, {"khỏe", "khoẻ"}, {"ủy", "uỷ"}, {"thúy", "thuý"}, {"lũy", "luỹ"}, {"tọa", "toạ"}, {"xõa", "xoã"}, {"hòe", "hoè"}} {
		if a, b := one(pair[0]), one(pair[1]); a.Marked != b.Marked || a.Folded != b.Folded || a.Marked == "" {
			t.Errorf("%s is %q/%q, %s is %q/%q", pair[0], a.Folded, a.Marked, pair[1], b.Folded, b.Marked)
		}
	}
	for _, pair := range [][2]string{{"hòa", "hóa"}, {"quý", "quỳ"}, {"hoa", "hòa"}, {"ký", "kỳ"}} {
		if a, b := one(pair[0]), one(pair[1]); a.Marked == b.Marked {
			t.Errorf("%s and %s are both %q", pair[0], pair[1], a.Marked)
		}
	}
	// "quý" has its mark on y in both customs.
	if m := one("quý").Marked; m != "quý" {
		t.Errorf("quý is %q", m)
	}
}

func FuzzWords(f *testing.F) {
	for _, s := range []string{"Nghị quyết số 57-NQ/TW", "1.2.3,4", "\xff\xc3", "הַחְלָטָה", "قَرَار", "a\u0301b", "😀"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) {
			s = strings.ToValidUTF8(s, "")
		}
		last := 0
		for _, w := range lang.Words(s) {
			if w.Start < last || w.End <= w.Start || w.End > len(s) {
				t.Fatalf("word %d to %d behind %d in %q", w.Start, w.End, last, s)
			}
			if !utf8.ValidString(s[w.Start:w.End]) {
				t.Fatalf("word %q cuts a letter of %q", s[w.Start:w.End], s)
			}
			if w.Folded == "" || w.Marked == w.Folded {
				t.Fatalf("word %q of %q is folded %q, marked %q", s[w.Start:w.End], s, w.Folded, w.Marked)
			}
			if again := lang.Fold(w.Folded); again != w.Folded {
				t.Fatalf("%q folds to %q and then to %q", s[w.Start:w.End], w.Folded, again)
			}
			last = w.End
		}
	})
}

func FuzzNextWord(f *testing.F) {
	for _, text := range []string{"", "Nghị quyết số 57-NQ/TW", "8.000 đồng, 1,5.", "\u0301 \u0301a", "\xff٥٧", "don't"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		at := 0
		for _, w := range lang.Words(text) {
			start, end, ok := lang.NextWord(text, at)
			if !ok || start != w.Start || end != w.End {
				t.Fatalf("%q: the word behind byte %d is %d to %d, %v; want %d to %d", text, at, start, end, ok, w.Start, w.End)
			}
			at = end
		}
		if start, end, ok := lang.NextWord(text, at); ok {
			t.Fatalf("%q: one word too many: %d to %d", text, start, end)
		}
	})
}

func BenchmarkWords(b *testing.B) {
	text := strings.Repeat("Điều 57. Ủy ban nhân dân cấp tỉnh có trách nhiệm tổ chức thực hiện Nghị quyết số 57-NQ/TW trước ngày 31/3/2026. ", 20)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	words := lang.Words(text)
	for b.Loop() {
		words = lang.AppendWords(words[:0], text)
	}
}

// A word reads the same whatever stands behind it: one of Latin letters is
// read in one pass, one that goes on in another script or for long is not.
func TestWordsOfEveryLatinLetter(t *testing.T) {
	long := strings.Repeat("y", 80)
	for r := rune('0'); r <= 0x1EFF; r++ {
		if r == 0x0250 {
			r = 0x1E00
		}
		short, rest := lang.Words(string(r)), lang.Words(string(r)+long)
		if len(short) == 0 {
			if len(rest) != 1 || rest[0].Folded != long {
				t.Errorf("%q is no word, but %q is %v", r, string(r)+long, rest)
			}
			continue
		}
		if len(rest) != 1 || short[0].Folded != lang.Fold(string(r)) || rest[0].Folded != short[0].Folded+long {
			t.Errorf("%q folds to %v, before more letters to %v", r, short, rest)
			continue
		}
		mark := func(w lang.Word) string {
			if w.Marked == "" {
				return w.Folded
			}
			return w.Marked
		}
		if mark(rest[0]) != mark(short[0])+long {
			t.Errorf("%q is written %q, before more letters %q", r, mark(short[0]), mark(rest[0]))
		}
	}
}
