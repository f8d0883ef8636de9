package lexicon_test

import (
	"slices"
	"testing"

	"vanthu/corpus/lang"
	"vanthu/corpus/lexicon"
)

// A function word that is the stem of a concept's word does not name it.
func TestFunctionWordsNameNothingByTheirStem(t *testing.T) {
	lx, err := lexicon.Load(nil)
	if err != nil {
		t.Fatal(err)
	}
	concepts, n := lx.SearchConcepts(), 0
	for _, c := range concepts.All() {
		for tag, phrases := range c.Words {
			tag, _ := lang.Tag(tag)
			for _, phrase := range phrases {
				words := lang.Words(phrase)
				if len(words) != 1 || !lang.Stems(tag) || len([]rune(words[0].Folded)) <= 3 || words[0].Start > 0 {
					continue
				}
				s := lang.Stem(tag, words[0].Folded)
				if s == words[0].Folded || !lx.Stop(tag, s) {
					continue
				}
				n++
				named := slices.ContainsFunc(c.Words[tag], func(other string) bool { return lang.Fold(other) == s })
				if !named && slices.Contains(concepts.ConceptsIn(s, tag), c.ID) {
					t.Errorf("%s: %q names %s as the stem of %q", tag, s, c.ID, phrase)
				}
			}
		}
	}
	if n < 10 {
		t.Errorf("only %d such words", n)
	}
}
