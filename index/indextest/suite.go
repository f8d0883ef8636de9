// Package indextest holds the suite that every engine passes, and the small
// documents it is run on. The texts are the suite's own words.
package indextest

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"vanthu/corpus"
	"vanthu/index"
)

// Run checks an implementation of index.Store; open gives a new, empty store,
// which the suite closes.
func Run(t *testing.T, open func(t *testing.T) index.Store) {
	t.Run("documents", func(t *testing.T) { documents(t, open) })
	t.Run("languages", func(t *testing.T) { languages(t, open) })
	t.Run("keys", func(t *testing.T) { keys(t, open) })
	t.Run("filters", func(t *testing.T) { filters(t, open) })
	t.Run("visibility", func(t *testing.T) { visibility(t, open) })
	t.Run("order", func(t *testing.T) { order(t, open) })
	t.Run("generations", func(t *testing.T) { generations(t, open) })
	t.Run("revisions", func(t *testing.T) { revisions(t, open) })
	t.Run("publications under searches", func(t *testing.T) { publications(t, open) })
	t.Run("close", func(t *testing.T) { closing(t, open) })
}

// Document makes a document whose passages are these paragraphs.
func Document(id, tag string, paragraphs ...string) *corpus.Document {
	d := &corpus.Document{ID: id, Path: id + ".txt", Collection: "test", Kind: corpus.KindDocument, Language: tag, Standing: corpus.Official}
	var b strings.Builder
	for i, p := range paragraphs {
		start := b.Len()
		b.WriteString(p)
		d.Passages = append(d.Passages, corpus.Passage{ID: fmt.Sprintf("p_%d", i+1), Kind: corpus.Paragraph, Start: start, End: b.Len()})
		b.WriteByte('\n')
	}
	d.Text = b.String()
	return d
}

// fixture is a store with its live engine.
type fixture struct {
	t      *testing.T
	store  index.Store
	engine index.Engine
}

func start(t *testing.T, open func(t *testing.T) index.Store) *fixture {
	t.Helper()
	f := &fixture{t: t, store: open(t)}
	t.Cleanup(func() {
		if err := f.store.Close(); err != nil {
			t.Errorf("Close: %v", err)
		}
	})
	var err error
	if f.engine, err = f.store.Open(t.Context()); err != nil {
		t.Fatalf("Open: %v", err)
	}
	return f
}

func entries(docs ...*corpus.Document) []index.Entry {
	out := make([]index.Entry, len(docs))
	for i, d := range docs {
		out[i] = index.Entry{Document: d}
	}
	return out
}

func (f *fixture) put(e ...index.Entry) {
	f.t.Helper()
	if err := f.engine.Put(f.t.Context(), e); err != nil {
		f.t.Fatalf("Put: %v", err)
	}
}

func (f *fixture) remove(ids ...string) {
	f.t.Helper()
	if err := f.engine.Delete(f.t.Context(), ids); err != nil {
		f.t.Fatalf("Delete: %v", err)
	}
}

func (f *fixture) search(q index.Query) index.Result {
	f.t.Helper()
	return search(f.t, f.engine, q)
}

func search(t *testing.T, e index.Engine, q index.Query) index.Result {
	t.Helper()
	if q.Limit == 0 {
		q.Limit = 100
	}
	r, err := e.Search(t.Context(), q)
	if err != nil {
		t.Fatalf("Search(%q): %v", q.Text, err)
	}
	return r
}

// found gives the documents found, best first, each once.
func (f *fixture) found(q index.Query) []string {
	f.t.Helper()
	return ids(f.search(q))
}

func ids(r index.Result) []string {
	out := []string{}
	for _, h := range r.Found {
		if !slices.Contains(out, h.Document) {
			out = append(out, h.Document)
		}
	}
	return out
}

// wantSet checks which documents are found, in any order.
func (f *fixture) wantSet(q index.Query, want ...string) {
	f.t.Helper()
	got := f.found(q)
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		f.t.Errorf("%s %q %+v: found %v, want %v", q.Language, q.Text, q.Filter, got, want)
	}
}

func (f *fixture) stats() index.Stats {
	f.t.Helper()
	s, err := f.engine.Stats(f.t.Context())
	if err != nil {
		f.t.Fatalf("Stats: %v", err)
	}
	return s
}

func (f *fixture) begin() index.Candidate {
	f.t.Helper()
	c, err := f.store.Begin(f.t.Context())
	if err != nil {
		f.t.Fatalf("Begin: %v", err)
	}
	return c
}

// cancelled gives a context that has ended.
func cancelled() context.Context {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	return ctx
}
