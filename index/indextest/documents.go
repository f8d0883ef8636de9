package indextest

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"vanthu/corpus"
	"vanthu/index"
)

// long gives n paragraphs, each about a window long, that hold a word and
// their number.
func long(word string, n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = fmt.Sprintf("%s%d %s", word, i, strings.Repeat(word+" ", 1700/len(word)))
	}
	return out
}

func documents(t *testing.T, open func(t *testing.T) index.Store) {
	en := func(s string) index.Query { return index.Query{Text: s, Language: "en"} }
	t.Run("an empty index finds nothing", func(t *testing.T) {
		f := start(t, open)
		f.wantSet(en("anything"))
		if s := f.stats(); s.Documents != 0 || s.Windows != 0 || s.Generation != 0 {
			t.Errorf("stats of an empty index: %+v", s)
		}
	})
	t.Run("put, replace, delete", func(t *testing.T) {
		f := start(t, open)
		f.put(entries(Document("a", "en", "A permit for dogs"), Document("b", "en", "A permit for cats"))...)
		f.wantSet(en("permit"), "a", "b")
		f.put(entries(Document("a", "en", "A licence for dogs"))...)
		f.wantSet(en("permit"), "b")
		f.wantSet(en("dogs"), "a")
		f.remove("b", "unknown")
		f.wantSet(en("permit"))
		if s := f.stats(); s.Documents != 1 || s.Windows != 1 || s.Bytes <= 0 {
			t.Errorf("stats: %+v", s)
		}
	})
	t.Run("a document that becomes shorter leaves no window behind", func(t *testing.T) {
		f := start(t, open)
		for _, n := range []int{7, 3, 12, 1} {
			d := Document("a", "en", long("harbour", n)...)
			f.put(entries(d)...)
			if s := f.stats(); s.Windows != n || s.Documents != 1 {
				t.Errorf("with %d windows: %+v", n, s)
			}
			f.wantSet(en(fmt.Sprintf("harbour%d", n-1)), "a")
			if n < 12 {
				f.wantSet(en("harbour11"))
			}
		}
		f.put(entries(Document("a", "en"))...) // without any passage
		if s := f.stats(); s.Windows != 0 || s.Documents != 0 {
			t.Errorf("without passages: %+v", s)
		}
		f.put(entries(Document("a", "en", long("harbour", 3)...))...)
		f.remove("a")
		if s := f.stats(); s.Windows != 0 {
			t.Errorf("after deletion: %+v", s)
		}
	})
	t.Run("of several entries of a document the last one counts", func(t *testing.T) {
		f := start(t, open)
		f.put(entries(Document("a", "en", long("harbour", 6)...), Document("b", "en", "bridge"), Document("a", "en", "lighthouse"))...)
		f.wantSet(en("harbour"))
		f.wantSet(en("lighthouse"), "a")
		if s := f.stats(); s.Windows != 2 || s.Documents != 2 {
			t.Errorf("stats: %+v", s)
		}
	})
	t.Run("a document ID may hold what separates parts elsewhere", func(t *testing.T) {
		f := start(t, open)
		f.put(entries(Document("a/1", "en", "anchor"), Document("a", "en", "anchor"), Document("a/1/0", "en", "anchor"))...)
		f.wantSet(en("anchor"), "a", "a/1", "a/1/0")
		f.remove("a")
		f.wantSet(en("anchor"), "a/1", "a/1/0")
	})
	t.Run("more than one write's worth", func(t *testing.T) {
		f := start(t, open)
		var docs []*corpus.Document
		for i := range 900 {
			docs = append(docs, Document(fmt.Sprintf("d%03d", i), "en", fmt.Sprintf("ferry number%d", i), strings.Repeat("quay ", 400)))
		}
		f.put(entries(docs...)...)
		if s := f.stats(); s.Documents != 900 {
			t.Errorf("stats: %+v", s)
		}
		f.wantSet(en("number777"), "d777")
	})
	t.Run("a cancelled write is an error", func(t *testing.T) {
		f := start(t, open)
		if err := f.engine.Put(cancelled(), entries(Document("a", "en", "anchor"))); err == nil {
			t.Error("Put: no error")
		}
		f.put(entries(Document("a", "en", "anchor"))...)
		if err := f.engine.Delete(cancelled(), []string{"a"}); err == nil {
			t.Error("Delete: no error")
		}
		if _, err := f.engine.Search(cancelled(), index.Query{Text: "anchor", Language: "en", Limit: 1}); err == nil {
			t.Error("Search: no error")
		}
		f.wantSet(en("anchor"), "a")
	})
	t.Run("any run of puts and deletes ends as the last of each says", func(t *testing.T) {
		f := start(t, open)
		model := map[string]int{} // windows
		rapid.Check(t, func(r *rapid.T) {
			for range rapid.IntRange(1, 4).Draw(r, "steps") {
				id := rapid.SampledFrom([]string{"a", "b", "c"}).Draw(r, "document")
				if n := rapid.IntRange(-1, 4).Draw(r, "windows"); n < 0 {
					f.remove(id)
					delete(model, id)
				} else {
					f.put(entries(Document(id, "en", long("w"+id, n)...))...)
					model[id] = n
				}
			}
			for _, id := range []string{"a", "b", "c"} {
				if got := len(f.search(en("w" + id)).Found); got != model[id] {
					r.Fatalf("%s: %d windows, want %d", id, got, model[id])
				}
			}
		})
	})
	t.Run("mark", func(t *testing.T) {
		f := start(t, open)
		for range 3 {
			n := rand.Int64N(1 << 60)
			if err := f.engine.Mark(t.Context(), n); err != nil {
				t.Fatal(err)
			}
			if s := f.stats(); s.Generation != n {
				t.Errorf("generation %d, want %d", s.Generation, n)
			}
		}
	})
}
