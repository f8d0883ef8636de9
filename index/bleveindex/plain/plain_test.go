package plain_test

import (
	"path/filepath"
	"slices"
	"testing"

	"vanthu/index/bleveindex/plain"
)

func TestMatch(t *testing.T) {
	x, err := plain.New(filepath.Join(t.TempDir(), "index"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := x.Close(); err != nil {
			t.Error(err)
		}
	}()
	if err := x.Put([]plain.Text{
		{ID: "fee", Title: "Marriage", Text: "The fee is waived."},
		{ID: "term", Title: "Marriage", Text: "It takes one working day."},
		{ID: "pass", Title: "Passport", Text: "It takes eight days."},
	}); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		question string
		limit    int
		want     []string
	}{
		{"Marriage fee?", 2, []string{"fee", "term"}}, // titles count; one word of two is enough
		{"marriage FEE", 1, []string{"fee"}},
		{"hunting", 2, []string{}},
		{"", 2, []string{}},
	} {
		got, err := x.Match(t.Context(), c.question, c.limit)
		if err != nil || !slices.Equal(got, c.want) {
			t.Errorf("%q: %v %v, want %v", c.question, got, err, c.want)
		}
	}
}
