package bleveindex_test

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"vanthu/corpus"
	"vanthu/corpus/lang"
	"vanthu/index"
	"vanthu/index/bleveindex"
	"vanthu/index/indextest"
)

// reference scores windows as the package says it does, slowly and with
// nothing of its code: BM25 over all windows that there are, words and pairs
// of folded syllables, and marks where they were typed.
type reference struct {
	docs   []*corpus.Document
	tokens [][]lang.Word
}

func (r *reference) search(question string, limit int) []index.Found {
	var all float64
	for _, t := range r.tokens {
		all += float64(len(t))
	}
	n := len(r.docs)
	mean := max(1, all/float64(max(1, n)))
	asked := lang.Words(question)
	marked := slices.ContainsFunc(asked, func(w lang.Word) bool { return w.Marked != "" })
	count := func(has func(words []lang.Word) bool) (windows int) {
		for _, t := range r.tokens {
			if has(t) {
				windows++
			}
		}
		return windows
	}
	written := func(w lang.Word) string { return cmp.Or(w.Marked, w.Folded) }
	rarity := func(windows int) float64 {
		return math.Log(1 + (float64(n-windows)+0.5)/(float64(windows)+0.5))
	}
	score := func(words []lang.Word, loose bool) float64 {
		damp := 1.2 * (1 - 0.75 + 0.75*float64(len(words))/mean)
		share := func(f float64) float64 { return f * 2.2 / (f + damp) }
		sum := 0.0
		seen := map[string]bool{}
		for _, q := range asked {
			if seen[q.Folded] {
				continue
			}
			seen[q.Folded] = true
			typed := map[string]bool{}
			for _, other := range asked {
				if other.Folded == q.Folded {
					typed[written(other)] = true
				}
			}
			fold, exact := 0.0, 0.0
			for _, w := range words {
				if w.Folded != q.Folded {
					continue
				}
				if !marked || loose || typed[written(w)] || w.Marked == "" {
					fold++
				}
				if marked && typed[written(w)] {
					exact++
				}
			}
			if fold > 0 {
				sum += rarity(count(func(t []lang.Word) bool {
					return slices.ContainsFunc(t, func(w lang.Word) bool { return w.Folded == q.Folded })
				})) * share(fold)
			}
			if exact > 0 {
				holding := 0 // of each way it was typed
				for form := range typed {
					holding += count(func(t []lang.Word) bool {
						return slices.ContainsFunc(t, func(w lang.Word) bool { return written(w) == form })
					})
				}
				sum += 0.35 * rarity(min(holding, n)) * share(exact)
			}
		}
		pairs := map[[2]string]bool{}
		for i := 0; i+1 < len(asked); i++ {
			p := [2]string{asked[i].Folded, asked[i+1].Folded}
			has := func(t []lang.Word) bool {
				for j := 0; j+1 < len(t); j++ {
					if t[j].Folded == p[0] && t[j+1].Folded == p[1] {
						return true
					}
				}
				return false
			}
			if !pairs[p] && has(words) {
				sum += 0.85 * rarity(count(has)) * share(1)
			}
			pairs[p] = true
		}
		return sum
	}
	for _, loose := range []bool{false, true} {
		var out []index.Found
		for i, d := range r.docs {
			if s := score(r.tokens[i], loose); s > 0 {
				out = append(out, index.Found{Document: d.ID, Score: s})
			}
		}
		slices.SortFunc(out, func(a, b index.Found) int {
			return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Document, b.Document))
		})
		if len(out) >= limit || loose || !marked {
			return out[:min(limit, len(out))]
		}
	}
	return nil
}

// syllables are few, so that words and pairs are shared, and differ by their
// marks.
var syllables = strings.Fields("thủ thu thư tục túc tuc đất dat đai dai giấy khai khái sinh xã xa phường 57 8.000")

func drawText(r *rapid.T, most int) string {
	return strings.Join(rapid.SliceOfN(rapid.SampledFrom(syllables), 1, most).Draw(r, "text"), " ")
}

// TestScoresAreThoseOfTheReference puts, replaces and deletes documents at
// random, and compares what is found, and its scores, with the reference.
func TestScoresAreThoseOfTheReference(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		store, err := bleveindex.New(t.TempDir(), bleveindex.Options{})
		if err != nil {
			r.Fatal(err)
		}
		defer store.Close()
		e, err := store.Open(t.Context())
		if err != nil {
			r.Fatal(err)
		}
		kept := map[string]string{}
		for range rapid.IntRange(1, 12).Draw(r, "changes") {
			var entries []index.Entry
			for range rapid.IntRange(0, 20).Draw(r, "documents") {
				id := fmt.Sprintf("d%02d", rapid.IntRange(0, 40).Draw(r, "document"))
				kept[id] = drawText(r, 60)
				entries = append(entries, index.Entry{Document: indextest.Document(id, "vi", kept[id])})
			}
			if err := e.Put(t.Context(), entries); err != nil {
				r.Fatal(err)
			}
			if rapid.Bool().Draw(r, "delete") {
				id := fmt.Sprintf("d%02d", rapid.IntRange(0, 40).Draw(r, "document"))
				delete(kept, id)
				if err := e.Delete(t.Context(), []string{id}); err != nil {
					r.Fatal(err)
				}
			}
			ref := &reference{}
			for id, text := range kept {
				ref.docs = append(ref.docs, &corpus.Document{ID: id})
				ref.tokens = append(ref.tokens, lang.Words(text))
			}
			question, limit := drawText(r, 8), rapid.IntRange(1, 12).Draw(r, "limit")
			if !wellTyped(question) {
				question = lang.Fold(question)
			}
			got, err := e.Search(t.Context(), index.Query{Text: question, Language: "vi", Limit: limit})
			if err != nil {
				r.Fatal(err)
			}
			want := ref.search(question, limit)
			if len(got.Found) != len(want) {
				r.Fatalf("%q: %d found, want %d", question, len(got.Found), len(want))
			}
			for i, w := range want {
				g := got.Found[i]
				if math.Abs(g.Score-w.Score) > 1e-9*w.Score {
					r.Fatalf("%q: number %d is %s with %v, want %s with %v", question, i, g.Document, g.Score, w.Document, w.Score)
				}
				again := slices.IndexFunc(ref.docs, func(d *corpus.Document) bool { return d.ID == g.Document })
				if again < 0 {
					r.Fatalf("%q: found %s, which is not there", question, g.Document)
				}
			}
		}
	})
}

// wellTyped reports a question with marks on half of its words, or none.
func wellTyped(question string) bool {
	marked, words := 0, 0
	for _, w := range lang.Words(question) {
		if w.Marked != "" {
			marked++
		}
		if w.Folded[0] > '9' {
			words++
		}
	}
	return marked == 0 || 2*marked >= words
}
