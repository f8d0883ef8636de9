package grounding_test

import "testing"

// BenchmarkCheck checks the true sentences, one an operation.
func BenchmarkCheck(b *testing.B) {
	c := newChecker(b)
	all := readTold(b, "true.txt")
	for _, s := range all { // each language's words are taken up when first asked for
		c.Check(s.sentence(), s.tag, s.passages)
	}
	i := 0
	for b.Loop() {
		s := all[i%len(all)]
		c.Check(s.sentence(), s.tag, s.passages)
		i++
	}
}
