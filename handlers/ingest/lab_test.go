package ingest_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"vanthu/corpus"
	"vanthu/corpus/extract"
	"vanthu/corpus/format"
	"vanthu/corpus/lexicon"
	"vanthu/corpus/source"
	"vanthu/handlers/ingest"
	"vanthu/handlers/state"
	"vanthu/index"
	"vanthu/index/bleveindex"
)

func TestMain(m *testing.M) {
	if os.Getenv(killedEnv) != "" {
		runToBeKilled()
		return
	}
	if os.Getenv(builtEnv) != "" {
		runToBuild()
		return
	}
	goleak.VerifyTestMain(m, goleak.IgnoreAnyFunction("github.com/blevesearch/bleve_index_api.AnalysisWorker"))
}

// words gives the extraction that all tests share; it only reads.
var words = sync.OnceValues(func() (*extract.Extractor, error) {
	lx, err := lexicon.Load(nil)
	if err != nil {
		return nil, err
	}
	return extract.New(lx), nil
})

// lab is an installation of state and index, and a folder of documents.
type lab struct {
	t        *testing.T
	data     string
	docs     string
	state    *state.State
	store    index.Store
	engine   index.Engine
	ingester *ingest.Ingester
	opened   *opener
}

// opener opens paths, counts what is read and can be told to fail.
type opener struct {
	mu     sync.Mutex
	reads  []string
	fail   map[string]error // by path: of reading
	skip   []string         // paths that the walk can't look at
	before func(path string)
}

type countedTree struct {
	*source.Tree
	o *opener
}

func (o *opener) open(path string) (ingest.Tree, error) {
	tree, err := source.Open(path)
	if err != nil {
		return nil, err
	}
	return countedTree{tree, o}, nil
}

func (c countedTree) Walk(ctx context.Context, each func(source.File, error) error) error {
	for _, s := range c.o.skip {
		if err := each(source.File{Path: s}, &source.Skip{Path: s, Reason: "permission denied"}); err != nil {
			return err
		}
	}
	return c.Tree.Walk(ctx, func(f source.File, err error) error {
		for _, s := range c.o.skip {
			if f.Path == s || strings.HasPrefix(f.Path, s+"/") {
				return nil
			}
		}
		return each(f, err)
	})
}

func (c countedTree) Read(ctx context.Context, f source.File, max int64) ([]byte, source.Hash, error) {
	c.o.mu.Lock()
	c.o.reads = append(c.o.reads, f.Path)
	err, before := c.o.fail[f.Path], c.o.before
	c.o.mu.Unlock()
	if before != nil {
		before(f.Path)
	}
	if err != nil {
		return nil, "", err
	}
	return c.Tree.Read(ctx, f, max)
}

// read gives the paths read since the last call.
func (o *opener) read() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	out := strings.Join(o.reads, " ")
	o.reads = nil
	return out
}

func newLab(t *testing.T) *lab {
	t.Helper()
	l := &lab{t: t, data: t.TempDir(), docs: filepath.Join(t.TempDir(), "docs"), opened: &opener{fail: map[string]error{}}}
	if err := os.Mkdir(l.docs, 0o700); err != nil {
		t.Fatal(err)
	}
	l.start(nil)
	t.Cleanup(l.stop)
	return l
}

// start opens the installation; change may alter what the ingester gets.
func (l *lab) start(change func(*ingest.Deps)) {
	l.t.Helper()
	var err error
	if l.state, err = state.Open(l.t.Context(), l.data); err != nil {
		l.t.Fatal(err)
	}
	if l.store, err = bleveindex.New(filepath.Join(l.data, "index"), bleveindex.Options{}); err != nil {
		l.t.Fatal(err)
	}
	if l.engine, err = l.store.Open(l.t.Context()); err != nil {
		l.t.Fatal(err)
	}
	l.rewire(change)
}

// rewire makes a new ingester.
func (l *lab) rewire(change func(*ingest.Deps)) {
	l.t.Helper()
	x, err := words()
	if err != nil {
		l.t.Fatal(err)
	}
	deps := ingest.Deps{State: l.state, Store: l.store, Reader: &format.Reader{Limits: format.DefaultLimits()}, Extractor: x, Describer: extract.NewDescriber(x),
		Open: l.opened.open, Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Now: func() time.Time { return time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC) }}
	if change != nil {
		change(&deps)
	}
	if l.ingester, err = ingest.New(l.t.Context(), deps); err != nil {
		l.t.Fatal(err)
	}
}

func (l *lab) stop() {
	if err := errors.Join(l.store.Close(), l.state.Close()); err != nil {
		l.t.Errorf("close: %v", err)
	}
}

func (l *lab) restart(change func(*ingest.Deps)) {
	l.t.Helper()
	l.stop()
	l.start(change)
}

// clock makes every written file newer than all before it.
var clock struct {
	sync.Mutex
	n int
}

func (l *lab) write(name, text string) {
	l.t.Helper()
	full := filepath.Join(l.docs, name)
	clock.Lock()
	clock.n++
	at := time.Date(2026, 1, 1, 0, 0, clock.n, 0, time.UTC)
	clock.Unlock()
	if err := errors.Join(os.MkdirAll(filepath.Dir(full), 0o700), os.WriteFile(full, []byte(text), 0o600), os.Chtimes(full, at, at)); err != nil {
		l.t.Fatal(err)
	}
}

func (l *lab) remove(name string) {
	l.t.Helper()
	if err := os.RemoveAll(filepath.Join(l.docs, name)); err != nil {
		l.t.Fatal(err)
	}
}

func (l *lab) index(o ingest.Options) ingest.Report {
	l.t.Helper()
	r, err := l.ingester.Index(l.t.Context(), []string{l.docs}, o)
	if err != nil {
		l.t.Fatalf("Index: %v", err)
	}
	return r
}

// counts writes a report's figures: read, unchanged, dropped, documents,
// problems.
func counts(r ingest.Report) string {
	return fmt.Sprintf("%d %d %d %d %d", r.Read, r.Unchanged, r.Dropped, r.Documents, len(r.Problems))
}

// documents gives all documents of a state, by path.
func documents(t *testing.T, s *state.State) map[string]*corpus.Document {
	t.Helper()
	out := map[string]*corpus.Document{}
	err := s.Since(t.Context(), 0, func(stored []*corpus.Document, _ []string) error {
		for _, d := range stored {
			out[d.Collection+"/"+d.Path] = d
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// want checks the texts that there are, written "path=text", and that the
// index holds just these.
func (l *lab) want(texts ...string) {
	l.t.Helper()
	docs := documents(l.t, l.state)
	var got []string
	for path, d := range docs {
		got = append(got, strings.TrimPrefix(path, "docs/")+"="+strings.TrimSpace(d.Text))
	}
	slices.Sort(got)
	slices.Sort(texts)
	if !slices.Equal(got, texts) {
		l.t.Errorf("the documents are %q, want %q", got, texts)
	}
	consistent(l.t, l.state, l.engine)
}

// consistent checks that an index holds what the state holds.
func consistent(t *testing.T, s *state.State, e index.Engine) {
	t.Helper()
	ctx := t.Context()
	stats, err := e.Stats(ctx)
	if err != nil {
		t.Fatal(err)
	}
	generation, err := s.Generation(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if stats.Generation != generation {
		t.Errorf("the index is at generation %d, the state at %d", stats.Generation, generation)
	}
	docs := documents(t, s)
	windows := 0
	for path, d := range docs {
		n := len(index.Windows(d))
		windows += n
		r, err := e.Search(ctx, index.Query{Text: d.Text[:min(200, len(d.Text))], Language: d.Language, Limit: n + 1,
			Filter: index.Filter{Documents: []string{d.ID}, Languages: []string{d.Language}}})
		if err != nil {
			t.Fatal(err)
		}
		if len(r.Found) == 0 {
			t.Errorf("%s is not found by its own words", path)
		}
	}
	if stats.Windows != windows || stats.Documents != len(docs) {
		t.Errorf("the index has %d windows of %d documents, the state %d of %d", stats.Windows, stats.Documents, windows, len(docs))
	}
}

// finds reports whether a public search for the words finds anything.
func (l *lab) finds(text string) bool {
	l.t.Helper()
	r, err := l.engine.Search(l.t.Context(), index.Query{Text: text, Language: "en", Limit: 5})
	if err != nil {
		l.t.Fatal(err)
	}
	return len(r.Found) > 0
}
