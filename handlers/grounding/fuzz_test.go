package grounding_test

import (
	"testing"

	"vanthu/handlers/grounding"
)

// Whatever a model writes, checking it ends and takes the same view twice.
func FuzzCheck(f *testing.F) {
	c := newChecker(f)
	for _, s := range readTold(f, "true.txt") {
		f.Add(s.text, s.tag, s.evidence().Text, s.evidence().Language)
	}
	f.Add("١٢٪ من", "ar", "5G 40 - 50 %", "xx")
	f.Fuzz(func(t *testing.T, text, tag, evidence, language string) {
		passages := []grounding.Passage{{ID: "S1", Text: evidence, Language: language, Title: evidence, Number: "57-NQ/TW", Issued: "2024-12-22"}}
		s := grounding.Sentence{Text: text, Cites: []string{"S1"}}
		if a, b := c.Check(s, tag, passages), c.Check(s, tag, passages); a != b {
			t.Errorf("%q: once %q, once %q", text, a, b)
		}
		grounding.Leaks(text, evidence)
		c.Suspicious(text, tag)
	})
}
