package handlers

import "testing"

// FuzzPayload: what is made is read as what it was made of, and what is read
// is what would be made.
func FuzzPayload(f *testing.F) {
	for _, s := range []string{"abc", "a_b", "_", "__", "_5f", "_5F", "ha-noi@pc", "đ", "_41", "", "a_b_c_9"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if got, ok := unescapePayload(escapePayload(s)); !ok || got != s {
			t.Errorf("%q came back as %q, %v", s, got, ok)
		}
		if id, ok := unescapePayload(s); ok && escapePayload(id) != s {
			t.Errorf("%q is read as %q, whose payload is %q", s, id, escapePayload(id))
		}
	})
}

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
		once := Isolated(s)
		if depth == 0 && Isolated(once) != once {
			t.Errorf("%q is isolated again in %q", once, Isolated(once))
		}
	})
}
