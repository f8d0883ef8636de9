package index_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"vanthu/index"
)

func unit(words string, weight float64) index.Unit {
	return index.Unit{Words: strings.Fields(words), Weight: weight}
}

func TestCover(t *testing.T) {
	units := index.Units{Tag: "vi", List: []index.Unit{
		unit("khai sinh", 3),
		{Words: []string{"ubnd"}, Or: [][]string{{"uy", "ban", "nhan", "dan"}}, Weight: 2},
		{Words: []string{"31", "3", "2026"}, Key: "day:2026-03-31", Weight: 5},
	}}
	paired := units
	paired.Pairs = map[string]float64{"khai sinh": 4, "sinh o": 1}
	for _, c := range []struct {
		units       index.Units
		text        string
		keys        string
		words, pair float64
		held        string
	}{
		{units, "", "", 0, 0, "[false false false]"},
		{units, "Giấy khai sinh", "", 0.3, 0.3, "[true false false]"},
		{units, "khai báo", "", 0, 0, "[false false false]"},
		{units, "sinh con rồi khai", "", 0.3, 0.3, "[true false false]"},
		{units, "UBND", "", 0.2, 0.2, "[false true false]"},
		{units, "Ủy ban nhân dân", "", 0.2, 0.2, "[false true false]"},
		{units, "Ủy ban", "", 0, 0, "[false false false]"},
		{units, "cuối quý I", "day:2026-03-31", 0.5, 0.5, "[false false true]"},
		{units, "ngày 31/3/2026", "", 0, 0, "[false false false]"}, // a name counts by its key, not by its words
		{units, "ngày 31/3/2026", "day:2026-03-31", 0.5, 0.5, "[false false true]"},
		{units, "khai sinh tại UBND", "day:2026-03-31", 1, 1, "[true true true]"},
		{paired, "sinh con rồi khai", "", 0.3, 0, "[true false false]"},
		{paired, "khai sinh", "", 0.3, 0.8, "[true false false]"},
		{paired, "khai sinh ở đâu, khai sinh", "", 0.3, 1, "[true false false]"},
		{index.Units{}, "khai sinh", "", 0, 0, "[]"},
		{index.Units{List: []index.Unit{unit("", 1)}}, "khai", "", 0, 0, "[false]"},
		{index.Units{List: []index.Unit{unit("khai", 0)}, Pairs: map[string]float64{"a b": 0}}, "khai", "", 0, 0, "[true]"},
	} {
		keys := map[string]bool{}
		for _, k := range strings.Fields(c.keys) {
			keys[k] = true
		}
		got := c.units.Cover(index.Tokens(c.text, "vi"), keys)
		if math.Abs(got.Words-c.words) > 1e-9 || math.Abs(got.Pairs-c.pair) > 1e-9 || fmt.Sprint(got.Held) != c.held {
			t.Errorf("%q: %+v, want words %v, pairs %v, held %s", c.text, got, c.words, c.pair, c.held)
		}
		if n := strings.Count(c.held, "true"); got.Count != n {
			t.Errorf("%q: count %d, want %d", c.text, got.Count, n)
		}
	}
}

func TestNear(t *testing.T) {
	units := index.Units{Tag: "en", List: []index.Unit{unit("ship", 1), unit("permit", 2), unit("harbour", 1)}}
	for _, c := range []struct {
		text string
		span int
		want float64
	}{
		{"", 5, 0},
		{"nothing here", 5, 0},
		{"ship permit harbour", 3, 1},
		{"ship permit harbour", 2, 0.75},
		{"ship permit harbour", 1, 0.5},
		{"ship a b c permit", 5, 0.75},
		{"ship a b c permit", 4, 0.5},
		{"ship ship ship", 2, 0.25},
		{"ship a permit a a a a harbour permit", 3, 0.75},
	} {
		if got := units.Near(index.Tokens(c.text, ""), c.span); math.Abs(got-c.want) > 1e-9 {
			t.Errorf("%q within %d: %v, want %v", c.text, c.span, got, c.want)
		}
	}
	if got := (index.Units{}).Near(index.Tokens("ship", "en"), 3); got != 0 {
		t.Errorf("of no units: %v", got)
	}
}

func TestMatches(t *testing.T) {
	units := index.Units{List: []index.Unit{{Words: []string{"ubnd"}, Or: [][]string{{"uy", "ban"}}}, unit("phi", 1)}}
	got := fmt.Sprint(units.Matches(index.Tokens("Ủy ban thu phí, UBND", "vi")))
	if got != "[0 1 3 4]" {
		t.Errorf("places %s, want 0, 1, 3 and 4", got)
	}
}

func TestSharesStayWithinBounds(t *testing.T) {
	words := []string{"a", "b", "c", "d", "e"}
	rapid.Check(t, func(r *rapid.T) {
		u := index.Units{Pairs: map[string]float64{}}
		weight := rapid.Float64Range(0, 12)
		for range rapid.IntRange(0, 6).Draw(r, "units") {
			u.List = append(u.List, index.Unit{Words: rapid.SliceOfN(rapid.SampledFrom(words), 0, 3).Draw(r, "words"), Weight: weight.Draw(r, "weight")})
		}
		for range rapid.IntRange(0, 6).Draw(r, "pairs") {
			u.Pairs[index.Pair(rapid.SampledFrom(words).Draw(r, "one"), rapid.SampledFrom(words).Draw(r, "two"))] = weight.Draw(r, "weight")
		}
		tokens := index.Tokens(strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 0, 40).Draw(r, "text"), " "), "vi")
		c := u.Cover(tokens, nil)
		for name, v := range map[string]float64{"words": c.Words, "pairs": c.Pairs, "share": c.Share(), "near": u.Near(tokens, 5)} {
			if !(v >= 0 && v <= 1) {
				r.Fatalf("%s: %v is no share", name, v)
			}
		}
		for range 10 { // to the last digit, whatever order a map is in
			if again := u.Cover(tokens, nil); again.Share() != c.Share() {
				r.Fatalf("coverage differs from call to call: %v, %v", c, again)
			}
		}
	})
}

func TestRarity(t *testing.T) {
	last := math.Inf(1)
	for _, n := range []int{0, 1, 2, 10, 100, 1000} {
		w := index.Rarity(n, 1000)
		if w <= 0 || w >= last {
			t.Errorf("in %d of 1000: %v, want less than %v and more than 0", n, w, last)
		}
		last = w
	}
}

func TestMarkedAlike(t *testing.T) {
	for _, c := range []struct {
		question, text string
		want           float64
	}{
		{"thu tuc", "thủ tục", 1}, // nothing marked was typed
		{"thủ tục", "thủ tục", 1},
		{"thủ tục", "thu tuc", 0},
		{"thủ tục", "thủ tuc", 0.5},
	} {
		if got := index.MarkedAlike(index.Tokens(c.question, "vi"), index.Tokens(c.text, "vi")); got != c.want {
			t.Errorf("%q in %q: %v, want %v", c.question, c.text, got, c.want)
		}
	}
}
