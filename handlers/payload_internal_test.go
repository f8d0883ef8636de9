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
