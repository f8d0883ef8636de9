package lang_test

import (
	"slices"
	"testing"

	"vanthu/corpus/lang"
)

func TestDuals(t *testing.T) {
	for _, c := range []struct {
		tag, noun string
		want      []string
	}{
		{"ar", "جامعة", []string{"جامعتا", "جامعتي"}},
		{"ar", "مستشفى", []string{"مستشفيا", "مستشفيي"}},
		{"ar", "شركة إدارة", []string{"شركتا إدارة", "شركتي إدارة"}},
		{"ar", "مركز", nil},
		{"ar", "الجامعة", nil},
		{"he", "חברה", nil},
	} {
		if got := lang.Duals(c.tag, c.noun); !slices.Equal(got, c.want) {
			t.Errorf("%s gives %q, want %q", c.noun, got, c.want)
		}
	}
}
