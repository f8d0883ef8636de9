package i18n_test

import (
	"testing"

	"vanthu/handlers/i18n"
)

// FuzzIsolated: isolates are closed, nothing else changes, and doing it twice
// is doing it once.
func FuzzIsolated(f *testing.F) {
	for _, s := range []string{"מסמך 57-NQ/TW, 12:30", "/help: כל", "a", "\u2068a\u2069 b", "31 במרץ 2026", "60%", "\u2068", "\u2069x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		depth := 0
		for _, r := range s { // of our own making: well formed
			if r >= 0x2066 && r <= 0x2068 {
				depth++
			} else if r == 0x2069 {
				depth--
			}
			if depth < 0 {
				return
			}
		}
		once := i18n.Isolated(s)
		if depth == 0 && i18n.Isolated(once) != once {
			t.Errorf("%q is isolated again in %q", once, i18n.Isolated(once))
		}
	})
}
