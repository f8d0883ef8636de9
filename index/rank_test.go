package index_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"vanthu/corpus"
	"vanthu/index"
	"vanthu/index/indextest"
)

// shelf is documents by ID.
type shelf map[string]*corpus.Document

func (s shelf) Document(_ context.Context, id string) (*corpus.Document, error) {
	if id == "broken" {
		return nil, errors.New("disk error")
	}
	if d := s[id]; d != nil {
		return d, nil
	}
	return nil, fmt.Errorf("document %s: %w", id, index.ErrGone)
}

func rank(t *testing.T, s shelf, u index.Units, viewer corpus.Viewer, found ...index.Found) string {
	t.Helper()
	r := &index.Ranker{Texts: s}
	hits, err := r.Rank(t.Context(), u, index.Result{Found: found, Viewer: viewer}, 100)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, h := range hits {
		out = append(out, fmt.Sprintf("%s/%d", h.Document.ID, h.Window.First))
	}
	return strings.Join(out, " ")
}

func TestRank(t *testing.T) {
	doc := func(id string, change func(*corpus.Document), paragraphs ...string) *corpus.Document {
		d := indextest.Document(id, "en", paragraphs...)
		if change != nil {
			change(d)
		}
		return d
	}
	standing := func(s corpus.Standing) func(*corpus.Document) {
		return func(d *corpus.Document) { d.Standing = s }
	}
	far := strings.Repeat("word ", 400)
	s := shelf{
		"a":      doc("a", nil, "ship permit"),
		"b":      doc("b", nil, "ship permit"),
		"ship":   doc("ship", nil, "ship only"),
		"far":    doc("far", nil, "ship "+far+" permit"),
		"two":    doc("two", nil, "ship permit "+far, "ship permit "+far),
		"report": doc("report", standing(corpus.Report), "ship permit"),
		"copy":   doc("copy", standing(corpus.Translation), "ship permit"),
		"secret": doc("secret", func(d *corpus.Document) { d.Visibility = corpus.AgencyOnly() }, "ship permit"),
		"an":     doc("an", func(d *corpus.Document) { d.Visibility = corpus.Named("an") }, "ship permit"),
	}
	u := index.Units{Tag: "en", List: []index.Unit{unit("ship", 1), unit("permit", 1)}}
	found := func(list string) []index.Found {
		var out []index.Found
		for _, f := range strings.Fields(list) {
			var h index.Found
			if _, err := fmt.Sscanf(strings.ReplaceAll(f, ":", " "), "%s %d %g", &h.Document, &h.Window, &h.Score); err != nil {
				t.Fatal(err)
			}
			out = append(out, h)
		}
		return out
	}
	for _, c := range []struct {
		name, found, want string
		viewer            corpus.Viewer
	}{
		{"nothing", "", "", corpus.Viewer{}},
		{"the engine's order leads", "b:0:9 a:0:3", "b/0 a/0", corpus.Viewer{}},
		{"alike: by ID", "b:0:5 a:0:5", "a/0 b/0", corpus.Viewer{}},
		{"alike: by place", "two:1:5 two:0:5", "two/0 two/1", corpus.Viewer{}},
		{"who covers more comes first among near ones", "ship:0:5 a:0:4.8", "a/0 ship/0", corpus.Viewer{}},
		{"together before far apart", "far:0:5 a:0:4.8", "a/0 far/0", corpus.Viewer{}},
		{"official before translation before report", "report:0:5 copy:0:5 b:0:5", "b/0 copy/0 report/0", corpus.Viewer{}},
		{"gone documents are passed over", "gone:0:9 a:0:5 gone:1:3", "a/0", corpus.Viewer{}},
		{"windows that are no more are passed over", "a:1:9 a:-1:9 a:0:5", "a/0", corpus.Viewer{}},
		{"a score of nothing", "b:0:0 a:0:0", "a/0 b/0", corpus.Viewer{}},
		{"not public any more", "secret:0:9 an:0:9 a:0:5", "a/0", corpus.Viewer{}},
		{"for the agency", "secret:0:9 an:0:9 a:0:5", "secret/0 a/0", corpus.Viewer{Agency: true}},
		{"for the person", "secret:0:9 an:0:9 a:0:5", "an/0 a/0", corpus.Viewer{Person: "an"}},
	} {
		for range 5 {
			if got := rank(t, s, u, c.viewer, found(c.found)...); got != c.want {
				t.Errorf("%s: %q, want %q", c.name, got, c.want)
			}
		}
	}
	if _, err := (&index.Ranker{Texts: s}).Rank(t.Context(), u, index.Result{Found: found("a:0:5 broken:0:4")}, 100); err == nil {
		t.Error("a text that can't be read: no error")
	}
}

func TestRankAsksForKeysOnlyWhereTheQuestionHasSome(t *testing.T) {
	asked := 0
	r := &index.Ranker{Texts: shelf{"a": indextest.Document("a", "en", "ship")}, Keys: func(string, string) map[string]bool {
		asked++
		return map[string]bool{"day:2026-03-31": true}
	}}
	res := index.Result{Found: []index.Found{{Document: "a", Score: 1}}}
	for _, c := range []struct {
		unit  index.Unit
		asked int
		held  bool
	}{
		{index.Unit{Words: []string{"boat"}, Weight: 1}, 0, false},
		{index.Unit{Words: []string{"boat"}, Key: "day:2026-03-31", Weight: 1}, 1, true},
	} {
		asked = 0
		hits, err := r.Rank(t.Context(), index.Units{Tag: "en", List: []index.Unit{c.unit}}, res, 100)
		if err != nil || len(hits) != 1 || hits[0].Cover.Held[0] != c.held || asked != c.asked {
			t.Errorf("%+v: %+v, %v, asked %d times", c.unit, hits, err, asked)
		}
	}
}

func BenchmarkRank(b *testing.B) {
	s := shelf{}
	res := index.Result{Asked: []string{"giay", "khai", "sinh", "dat", "dai"}}
	u := index.Units{Tag: "vi", Pairs: map[string]float64{}}
	for i, w := range res.Asked {
		u.List = append(u.List, unit(w, float64(i+1)))
		if i > 0 {
			u.Pairs[index.Pair(res.Asked[i-1], w)] = 3
		}
	}
	for i := range 30 {
		id := fmt.Sprintf("d%d", i)
		s[id] = indextest.Document(id, "vi", strings.Repeat("giấy khai sinh ", 50))
		f := index.Found{Document: id, Score: float64(30 - i), Seen: true, Standing: corpus.Official}
		for j := range int32(60) {
			f.Places = append(f.Places, index.Place{At: 3 * j, Word: (j + int32(i)) % 5})
		}
		res.Found = append(res.Found, f)
	}
	r := &index.Ranker{Texts: s}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := r.Rank(b.Context(), u, res, 10); err != nil {
			b.Fatal(err)
		}
	}
}
