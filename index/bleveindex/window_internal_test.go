package bleveindex

import "testing"

func FuzzParseWindowID(f *testing.F) {
	for _, id := range []string{"a/0", "a/1/12", "/0", "", "/", "a", "a/", "a/-1", "a/+1", "a/01", "a/1 ", "a/99999999999999999999", "a/٣", "\xff/7"} {
		f.Add(id)
	}
	f.Fuzz(func(t *testing.T, id string) {
		document, n, err := parseWindowID(id)
		if err == nil && (n < 0 || windowID(document, n) != id) {
			t.Errorf("%q is read as window %d of %q", id, n, document)
		}
		if d, n, err := parseWindowID(windowID(id, 12)); err != nil || d != id || n != 12 {
			t.Errorf("window 12 of %q is read as %d of %q, %v", id, n, d, err)
		}
	})
}
