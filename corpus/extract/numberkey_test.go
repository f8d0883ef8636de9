package extract_test

import (
	"testing"

	"vanthu/corpus/extract"
)

func TestNumberKey(t *testing.T) {
	for number, want := range map[string]string{"57-NQ/TW": "57|nq|tw", "Số: 118/2025/NĐ-CP": "118|2025|nd|cp", "03/NQ-CP": "3|nq|cp", "": "", "57": "", "Kế hoạch": ""} {
		if got := extract.NumberKey(number); got != want {
			t.Errorf("%q has the key %q, want %q", number, got, want)
		}
	}
}
