package answer

import (
	"testing"

	"vanthu/corpus/lexicon"
)

func TestMistypedWords(t *testing.T) {
	lx, err := lexicon.Load(nil)
	if err != nil {
		t.Fatal(err)
	}
	a := &Answerer{concepts: lx.SearchConcepts()}
	a.spelling = newSpelling(a.concepts)
	for _, c := range []struct{ tag, word, want string }{
		{"en", "developmnt", "development"},
		{"en", "develpoment", "development"},
		{"en", "developnent", "development"}, // another letter inside a long word
		{"ru", "руководяший", "руководящий"},
		{"en", "development", ""},
		{"nl", "stoelen", ""}, // too short to tell
		{"en", "deadlines", ""},
		{"vi", "developmnt", ""}, // syllables are not spelled so
	} {
		if got := a.spelling.meant(c.tag, c.word); got != c.want {
			t.Errorf("%s %q is taken for %q, not %q", c.tag, c.word, got, c.want)
		}
	}
	for word, want := range map[string]bool{"digitalisering": true, "forsvarsminster": false, "qwxyz": false} {
		if got := a.isWord(word, "no"); got != want {
			t.Errorf("%q is a word: %v", word, got)
		}
	}
}
