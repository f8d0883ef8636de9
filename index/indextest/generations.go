package indextest

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"vanthu/corpus"
	"vanthu/index"
)

func order(t *testing.T, open func(t *testing.T) index.Store) {
	f := start(t, open)
	var want []string
	for i := range 40 { // written in a mixed order, over several writes
		id := fmt.Sprintf("d%02d", i*17%40)
		f.put(entries(Document(id, "vi", "Lệ phí cấp giấy khai sinh tại xã", "và thời hạn giải quyết"))...)
		want = append(want, fmt.Sprintf("d%02d", i))
	}
	q := index.Query{Text: "lệ phí giấy khai sinh và thời hạn giải quyết ở xã", Language: "vi"}
	for range 5 {
		if got := f.found(q); !slices.Equal(got, want) {
			t.Fatalf("documents alike are not ordered by ID: %v", got)
		}
	}
	for _, limit := range []int{1, 7, 40, 1000} {
		q.Limit = limit
		if got := f.found(q); !slices.Equal(got, want[:min(limit, 40)]) {
			t.Errorf("limit %d: %v", limit, got)
		}
	}
	for _, limit := range []int{0, -1} {
		q.Limit = limit
		r, err := f.engine.Search(t.Context(), q)
		if err != nil || len(r.Found) != 0 {
			t.Errorf("limit %d: %v, %v, want nothing", limit, r.Found, err)
		}
		if len(r.Words) == 0 || r.Windows != 40 {
			t.Errorf("limit %d: the words are not counted: %+v", limit, r)
		}
	}
	q.Limit = 100
	f.put(entries(Document("best", "vi", "Lệ phí cấp giấy khai sinh"))...)
	r := f.search(q)
	for i := 1; i < len(r.Found); i++ {
		if r.Found[i].Score > r.Found[i-1].Score {
			t.Errorf("hit %d has a higher score than the one before", i)
		}
	}
}

func generations(t *testing.T, open func(t *testing.T) index.Store) {
	q := index.Query{Text: "anchor", Language: "en"}
	t.Run("a candidate is seen once it is published", func(t *testing.T) {
		f := start(t, open)
		f.put(entries(Document("old", "en", "anchor"))...)
		c := f.begin()
		if err := c.Put(t.Context(), entries(Document("new", "en", "anchor"))); err != nil {
			t.Fatal(err)
		}
		if err := c.Mark(t.Context(), 7); err != nil {
			t.Fatal(err)
		}
		f.wantSet(q, "old")
		if got := ids(search(t, c, q)); !slices.Equal(got, []string{"new"}) {
			t.Errorf("the candidate finds %v", got)
		}
		if g := f.stats().Generation; g != 0 {
			t.Errorf("the live generation is marked %d", g)
		}
		if err := c.Publish(t.Context()); err != nil {
			t.Fatal(err)
		}
		f.wantSet(q, "new")
		if g := f.stats().Generation; g != 7 {
			t.Errorf("after publication marked %d, want 7", g)
		}
		f.put(entries(Document("new", "en", "lighthouse"), Document("third", "en", "anchor"))...)
		f.wantSet(q, "third")
		if err := c.Discard(); err != nil {
			t.Errorf("Discard after Publish: %v", err)
		}
		f.wantSet(q, "third")
		if err := c.Publish(t.Context()); err == nil {
			t.Error("a second Publish: no error")
		}
	})
	t.Run("a discarded candidate leaves nothing", func(t *testing.T) {
		f := start(t, open)
		f.put(entries(Document("old", "en", "anchor"))...)
		c := f.begin()
		if err := c.Put(t.Context(), entries(Document("new", "en", "anchor"))); err != nil {
			t.Fatal(err)
		}
		for range 2 {
			if err := c.Discard(); err != nil {
				t.Fatal(err)
			}
		}
		f.wantSet(q, "old")
		if err := c.Publish(t.Context()); err == nil {
			t.Error("Publish after Discard: no error")
		}
		f.wantSet(q, "old")
	})
	t.Run("one candidate at a time", func(t *testing.T) {
		f := start(t, open)
		c := f.begin()
		if _, err := f.store.Begin(t.Context()); err == nil {
			t.Error("a second Begin: no error")
		}
		if err := c.Discard(); err != nil {
			t.Fatal(err)
		}
		c = f.begin()
		if err := c.Publish(t.Context()); err != nil {
			t.Fatal(err)
		}
		if err := f.begin().Discard(); err != nil {
			t.Fatal(err)
		}
	})
}

// publicationRounds is how many generations are published while people search.
const publicationRounds = 50

func publications(t *testing.T, open func(t *testing.T) index.Store) {
	f := start(t, open)
	// Every generation n holds five documents named after it.
	docs := func(n int) []index.Entry {
		var out []*corpus.Document
		for i := range 5 {
			out = append(out, Document(fmt.Sprintf("%d-%d", n, i), "en", "anchor"))
		}
		return entries(out...)
	}
	f.put(docs(0)...)
	ctx, cancel := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	var searches atomic.Int64
	for range 4 {
		wg.Go(func() {
			for ctx.Err() == nil {
				r, err := f.engine.Search(t.Context(), index.Query{Text: "anchor", Language: "en", Limit: 20})
				searches.Add(1)
				if err != nil {
					t.Errorf("search during publications: %v", err)
					return
				}
				if len(r.Found) != 5 {
					t.Errorf("found %d windows, want 5", len(r.Found))
					return
				}
				n := r.Found[0].Document[:len(r.Found[0].Document)-2]
				for i, h := range r.Found {
					if h.Document != fmt.Sprintf("%s-%d", n, i) {
						t.Errorf("mixed generations: %+v", r.Found)
						return
					}
				}
			}
		})
	}
	wg.Go(func() {
		for ctx.Err() == nil {
			if _, err := f.engine.Stats(t.Context()); err != nil {
				t.Errorf("stats during publications: %v", err)
				return
			}
		}
	})
	for n := 1; n <= publicationRounds && !t.Failed(); n++ {
		c := f.begin()
		if err := c.Put(t.Context(), docs(n)); err != nil {
			t.Fatal(err)
		}
		if err := c.Publish(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	cancel()
	wg.Wait()
	f.wantSet(index.Query{Text: "anchor", Language: "en", Filter: index.Filter{Documents: []string{"50-0"}}}, "50-0")
	t.Logf("%d searches during %d publications", searches.Load(), publicationRounds)
}

func closing(t *testing.T, open func(t *testing.T) index.Store) {
	store := open(t)
	e, err := store.Open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	c, err := store.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := store.Close(); err != nil {
			t.Fatalf("Close: %v", err)
		}
	}
	ctx := t.Context()
	for name, call := range map[string]func() error{
		"Search": func() error {
			_, err := e.Search(ctx, index.Query{Text: "anchor", Language: "en", Limit: 1})
			return err
		},
		"Put":     func() error { return e.Put(ctx, entries(Document("a", "en", "anchor"))) },
		"Delete":  func() error { return e.Delete(ctx, []string{"a"}) },
		"Mark":    func() error { return e.Mark(ctx, 1) },
		"Stats":   func() error { _, err := e.Stats(ctx); return err },
		"Begin":   func() error { _, err := store.Begin(ctx); return err },
		"Publish": func() error { return c.Publish(ctx) },
	} {
		if err := call(); err == nil {
			t.Errorf("%s after Close: no error", name)
		}
	}
	if err := c.Discard(); err != nil {
		t.Errorf("Discard after Close: %v", err)
	}
}

// revisions checks that answers made of what was found can be kept until a
// change has ended.
func revisions(t *testing.T, open func(t *testing.T) index.Store) {
	f := start(t, open)
	revision := func() int64 {
		t.Helper()
		n, err := f.engine.Revision(t.Context())
		if err != nil {
			t.Fatalf("Revision: %v", err)
		}
		return n
	}
	last := revision()
	seen := map[int64]bool{last: true}
	after := func(what string) {
		t.Helper()
		n := revision()
		if seen[n] {
			t.Errorf("after %s the revision %d is one that was", what, n)
		}
		seen[n], last = true, n
	}
	f.put(entries(Document("a", "en", "anchor"))...)
	after("a put")
	f.remove("a")
	after("a delete")
	for range 2 {
		c := f.begin()
		for range 3 {
			if err := c.Put(t.Context(), entries(Document("b", "en", "anchor"))); err != nil {
				t.Fatal(err)
			}
		}
		if n := revision(); n != last {
			t.Errorf("a candidate that is not published changes the revision from %d to %d", last, n)
		}
		if err := c.Publish(t.Context()); err != nil {
			t.Fatal(err)
		}
		after("a publication")
	}
	f.search(index.Query{Text: "anchor", Language: "en"})
	if n := revision(); n != last {
		t.Errorf("a search changes the revision from %d to %d", last, n)
	}
}
