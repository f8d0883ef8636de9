package lang_test

import (
	"testing"

	"vanthu/corpus/lang"
)

func TestShorten(t *testing.T) {
	for _, c := range []struct {
		text  string
		runes int
		want  string
	}{
		{"", 0, ""}, {"đường bộ", 8, "đường bộ"}, {"đường bộ", 7, "đường…"}, {"đường bộ", 5, "đường…"}, {"đườngbộ", 5, "đường…"},
		{"לִשְׁכָּה", 3, "לִש…"}, {"a b c", 4, "a b…"}, {"abc", 0, "…"},
	} {
		if got := lang.Shorten(c.text, c.runes); got != c.want {
			t.Errorf("%q, %d characters: %q, want %q", c.text, c.runes, got, c.want)
		}
	}
}
