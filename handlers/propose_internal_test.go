package handlers

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// FuzzQuoted: a place found holds the quote's letters and nothing else, and
// what stands in a text is found there.
func FuzzQuoted(f *testing.F) {
	for _, s := range [][2]string{{"Bộ Tài chính\n báo cáo.", "Bộ Tài chính báo cáo."}, {"a b c", "b"}, {"a\u00a0b", "a b"}, {" a ", "a"}, {"x", ""}, {"Bộ", "Bộ"}, {"\xff", "\xff"}, {"ab", "a b"}} {
		f.Add(s[0], s[1], 0, 5)
	}
	plain := func(s string) string { return strings.Join(strings.Fields(norm.NFC.String(s)), " ") }
	f.Fuzz(func(t *testing.T, text, quote string, from, to int) {
		text = norm.NFC.String(strings.ToValidUTF8(text, "")) // as documents are
		if start, end, ok := quoted(text, quote); ok {
			if plain(text[start:end]) != plain(quote) || !utf8.ValidString(text[start:end]) {
				t.Errorf("%q is found in %q as %q", quote, text, text[start:end])
			}
		}
		if from < 0 || from >= to || to > len(text) || !utf8.RuneStart(text[from]) || to < len(text) && !utf8.RuneStart(text[to]) {
			return
		}
		part := text[from:to]
		if norm.NFC.String(part) != part { // it opens with a mark of the letter before
			return
		}
		if _, _, ok := quoted(text, part); !ok && plain(part) != "" {
			t.Errorf("%q stands in %q and is not found", part, text)
		}
	})
}
