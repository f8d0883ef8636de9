package bleveindex_test

import (
	"fmt"
	"strings"
	"testing"

	"vanthu/index"
	"vanthu/index/bleveindex"
	"vanthu/index/indextest"
)

// TestHostileQuestions asks what people who mean harm ask: the answer is
// bounded work, whatever is typed.
func TestHostileQuestions(t *testing.T) {
	store, err := bleveindex.New(t.TempDir(), bleveindex.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	e, err := store.Open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var entries []index.Entry
	for i := range 3000 { // one syllable that all have, and as many words as there are windows
		entries = append(entries, index.Entry{Document: indextest.Document(fmt.Sprintf("d%04d", i), "vi", strings.Repeat("của các ", 1+i%40)+fmt.Sprintf("chữ%d nói%d", i, i%500))})
	}
	if err := e.Put(t.Context(), entries); err != nil {
		t.Fatal(err)
	}
	long := make([]string, 500)
	for i := range long {
		long[i] = fmt.Sprintf("chữ%d", i*5)
	}
	for name, c := range map[string]struct {
		text  string
		found int // at least
	}{
		"500 words":            {strings.Join(long, " "), 30},
		"the same word":        {strings.Repeat("của ", 500), 30},
		"a frequent syllable":  {"của", 30},
		"without its mark":     {"cua", 30},
		"wildcards and quotes": {strings.Repeat(`*?"`, 10_000) + " chữ7", 1},
		"fields and operators": {strings.Repeat(`_id:d0001 AND NOT (v:public) ~9 ^1e9 `, 300), 0},
		"one long word":        {strings.Repeat("ậ", 100_000), 0},
		"marks alone":          {strings.Repeat("\u0301", 100_000), 0},
	} {
		r, err := e.Search(t.Context(), index.Query{Text: c.text, Language: "vi", Limit: 30})
		if err != nil || len(r.Found) < c.found {
			t.Errorf("%s: %d found, %v; want %d at least", name, len(r.Found), err, c.found)
		}
		if most := 2 * 48; len(r.Asked) > most {
			t.Errorf("%s: %d words are searched, want %d at most", name, len(r.Asked), most)
		}
		for i := 1; i < len(r.Found); i++ {
			a, b := r.Found[i-1], r.Found[i]
			if a.Score < b.Score || a.Score == b.Score && a.Document >= b.Document {
				t.Fatalf("%s: %s comes before %s", name, a.Document, b.Document)
			}
		}
	}
}

func BenchmarkSearch(b *testing.B) {
	store, err := bleveindex.New(b.TempDir(), bleveindex.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer store.Close()
	e, err := store.Open(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	var entries []index.Entry
	for i := range 20_000 {
		var text strings.Builder
		for j := range 100 {
			fmt.Fprintf(&text, "%s%d ", []string{"thủ", "tục", "đất", "đai", "giấy"}[(i+j)%5], (i*7+j*j)%997)
		}
		entries = append(entries, index.Entry{Document: indextest.Document(fmt.Sprintf("d%05d", i), "vi", text.String())})
	}
	if err := e.Put(b.Context(), entries); err != nil {
		b.Fatal(err)
	}
	q := index.Query{Text: "thủ1 tục5 đất10 đai17 giấy26 thủ37 tục50", Language: "vi", Limit: 30}
	if _, err := e.Search(b.Context(), q); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := e.Search(b.Context(), q); err != nil {
			b.Fatal(err)
		}
	}
}
