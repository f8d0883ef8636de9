package lexicon_test

import (
	"testing"

	"vanthu/corpus/lang"
	"vanthu/corpus/lexicon"
)

func TestPattern(t *testing.T) {
	for _, c := range []struct {
		pattern, text string
		want          bool
	}{
		{"my house", "is my house here", true}, {"my house", "my big house", false}, {"my … house", "my big old red house", true}, {"my … house", "my very big old red house", false},
		{"my (house|small flat) … burn*", "my small flat is burning", true}, {"my (house|small flat) … burn*", "my small boat is burning", false}, {"burn*", "burn", true}, {"burn*", "urn", false},
		{"cháy nhà", "chay nha", true}, {"cháy nhà", "chạy nhà", false}, {"can't … breathe", "he can't breathe", true}, {"", "anything", false}, {"(a|", "a", true}, {"…", "a", false},
		{"(one … two|three) four", "one or two four", true}, {"one", "", false},
	} {
		if got := lexicon.NewPattern(c.pattern).In(lang.Words(c.text)); got != c.want {
			t.Errorf("%q in %q: %v", c.pattern, c.text, got)
		}
	}
}

func FuzzPattern(f *testing.F) {
	for _, s := range []string{"my (a|b) … c*", "((", ")(", "… …", "*", "(|)", "a … (b … c|d)* e"} {
		f.Add(s, "my a b c")
	}
	f.Fuzz(func(t *testing.T, pattern, text string) {
		p := lexicon.NewPattern(pattern)
		if words := lang.Words(text); p.In(words) && len(words) == 0 {
			t.Errorf("%q is found in nothing", pattern)
		}
	})
}
