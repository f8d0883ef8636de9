package extract

import "testing"

// A number is told from others by its digits, however its size is written.
func TestFigure(t *testing.T) {
	for word, want := range map[string]string{"113": "113", "113.000": "113", "113,000": "113", "2900": "29", "6.000": "", "7": "", "2026": "", "2.026": "2026", "0,35": "35", "500kv": ""} {
		if got := figure(word); got != want {
			t.Errorf("figure(%q) = %q, want %q", word, got, want)
		}
	}
}
