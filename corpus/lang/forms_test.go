package lang_test

import (
	"slices"
	"testing"

	"vanthu/corpus/lang"
)

func TestUnprefixed(t *testing.T) {
	for word, want := range map[string][]string{
		"ובבחירות": {"ובבחיר", "בבחיר", "בחיר", "חיר"},
		"המחיר":    {"המחיר", "מחיר", "חיר"},
		"גדול":     {"גדול"},
		"2026":     nil,
		"":         nil,
	} {
		if got := lang.Unprefixed("he", word); !slices.Equal(got, want) {
			t.Errorf("%s gives %q, want %q", word, got, want)
		}
	}
	if got := lang.Unprefixed("ru", "слово"); got != nil {
		t.Errorf("Russian has no written prefixes: %q", got)
	}
}

func TestParticiple(t *testing.T) {
	for word, want := range map[string][]string{"gebouwd": {"bouwen"}, "gebouwde": {"bouwen"}, "opgericht": {"oprichen", "oprichten"}, "gemaakt": {"maaken", "maakten"}, "gebed": nil, "plan": nil, "gegeven": nil} {
		if got := lang.Participle("nl", word); !slices.Equal(got, want) {
			t.Errorf("%s gives %q, want %q", word, got, want)
		}
	}
	if got := lang.Participle("en", "gebouwd"); got != nil {
		t.Errorf("English gives %q", got)
	}
}

func FuzzForms(f *testing.F) {
	for _, w := range []string{"ובבחירות", "opgericht", "ge", "gedt", "\xff", "ש"} {
		f.Add(w)
	}
	f.Fuzz(func(t *testing.T, word string) {
		if all := lang.Unprefixed("he", word); all != nil && len(all[0]) > len(word)+1 {
			t.Errorf("%q gives %q", word, all)
		}
		for _, p := range lang.Participle("nl", word) {
			if len(p) > len(word)+3 {
				t.Errorf("%q gives %q", word, p)
			}
		}
	})
}
