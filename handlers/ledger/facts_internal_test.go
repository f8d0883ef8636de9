package ledger

import "testing"

// A number is the same whatever thousands are written or said.
func TestFigure(t *testing.T) {
	for digits, want := range map[string]string{"3900": "3.9", "3.9": "3.9", "4000": "4.", "4": "4.", "1850": "1.85", "1.85": "1.85", "150000": "150.", "150": "150.", "15": "15.", "1500": "1.5", "0.35": "350.", "0.035": "35.", "0": ".", "12500000": "12.5"} {
		if got := figure(digits); got != want {
			t.Errorf("figure(%q) = %q, want %q", digits, got, want)
		}
	}
}
