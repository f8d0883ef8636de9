package ingest_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"vanthu/handlers/ingest"
	"vanthu/handlers/state"
	"vanthu/index"
)

// failing is a store whose live engine fails where it is told to.
type failing struct {
	index.Store
	fail atomic.Pointer[string] // the name of the call that fails
}

type failingEngine struct {
	index.Engine
	s *failing
}

var errEngine = errors.New("the engine is out of order")

func (s *failing) Open(ctx context.Context) (index.Engine, error) {
	e, err := s.Store.Open(ctx)
	return failingEngine{e, s}, err
}

func (s *failing) at(call string) error {
	if p := s.fail.Load(); p != nil && *p == call {
		return errEngine
	}
	return nil
}

func (e failingEngine) Put(ctx context.Context, entries []index.Entry) error {
	if err := e.s.at("put"); err != nil {
		return err
	}
	return e.Engine.Put(ctx, entries)
}

func (e failingEngine) Delete(ctx context.Context, ids []string) error {
	if err := e.s.at("delete"); err != nil {
		return err
	}
	return e.Engine.Delete(ctx, ids)
}

func (e failingEngine) Mark(ctx context.Context, n int64) error {
	if err := e.s.at("mark"); err != nil {
		return err
	}
	return e.Engine.Mark(ctx, n)
}

// TestIndexFailsAfterTheStateCommitted breaks a run between state and index,
// at each call. Whatever comes next, a catch-up or another run in the same
// process or the next, ends with both alike.
func TestIndexFailsAfterTheStateCommitted(t *testing.T) {
	texts := []string{"a.txt=A lighthouse.", "c.txt=A canal."}
	for _, call := range []string{"put", "delete", "mark"} {
		for _, marked := range []bool{true, false} {
			for _, next := range []string{"catch up", "index", "restart and catch up", "restart and index", "rebuild"} {
				t.Run(fmt.Sprintf("%s, marked before %v, then %s", call, marked, next), func(t *testing.T) {
					l := newLab(t)
					broken := &failing{Store: l.store}
					l.rewire(func(d *ingest.Deps) { d.Store = broken })
					l.write("a.txt", "An anchor.")
					l.write("b.txt", "A bridge.")
					if !marked { // the first run is killed before its mark
						mark := "mark"
						broken.fail.Store(&mark)
						if _, err := l.ingester.Index(t.Context(), []string{l.docs}, ingest.Options{}); !errors.Is(err, errEngine) {
							t.Fatalf("the first run: %v", err)
						}
						broken.fail.Store(nil)
					} else {
						l.index(ingest.Options{})
					}
					l.write("a.txt", "A lighthouse.")
					l.write("c.txt", "A canal.")
					l.remove("b.txt")
					broken.fail.Store(&call)
					if _, err := l.ingester.Index(t.Context(), []string{l.docs}, ingest.Options{}); !errors.Is(err, errEngine) {
						t.Fatalf("the broken run: %v", err)
					}
					broken.fail.Store(nil)
					catchUp := func() {
						if worked, err := l.ingester.CatchUp(t.Context(), nil); !worked || err != nil {
							t.Fatalf("catch up: %v, %v", worked, err)
						}
						consistent(t, l.state, l.engine)
						if worked, err := l.ingester.CatchUp(t.Context(), nil); worked || err != nil {
							t.Errorf("catch up once more: %v, %v", worked, err)
						}
					}
					switch next {
					case "catch up":
						catchUp()
					case "restart and catch up":
						l.restart(nil)
						catchUp()
					case "restart and index":
						l.restart(nil)
					case "rebuild":
						if err := l.ingester.Rebuild(t.Context(), nil); err != nil {
							t.Fatal(err)
						}
						consistent(t, l.state, l.engine)
					}
					l.index(ingest.Options{})
					l.want(texts...)
				})
			}
		}
	}
}

func TestReplacedIndexIsFilledAgain(t *testing.T) {
	l := newLab(t)
	l.write("a.txt", "An anchor.")
	l.write("b.txt", "A bridge.")
	l.index(ingest.Options{})
	l.remove("b.txt")
	l.index(ingest.Options{})
	l.stop()
	if err := os.WriteFile(filepath.Join(l.data, "index", "live"), []byte("garbage"), 0o600); err != nil {
		t.Fatal(err)
	}
	l.start(nil)
	if l.finds("anchor") {
		t.Fatal("the index was not replaced")
	}
	if worked, err := l.ingester.CatchUp(t.Context(), nil); !worked || err != nil {
		t.Fatalf("catch up: %v, %v", worked, err)
	}
	l.want("a.txt=An anchor.")
}

// TestIndexAheadOfTheState restores an older state under a newer index.
func TestIndexAheadOfTheState(t *testing.T) {
	l := newLab(t)
	l.write("a.txt", "An anchor.")
	l.index(ingest.Options{})
	l.stop()
	backup := t.TempDir()
	if err := os.CopyFS(filepath.Join(backup, "state"), os.DirFS(l.data)); err != nil {
		t.Fatal(err)
	}
	l.start(nil)
	l.write("a.txt", "A lighthouse.")
	l.write("b.txt", "A bridge.")
	l.index(ingest.Options{})
	l.index(ingest.Options{})
	l.stop()
	for _, name := range []string{"state.db", "state.db-wal", "state.db-shm"} {
		if err := os.RemoveAll(filepath.Join(l.data, name)); err != nil {
			t.Fatal(err)
		}
	}
	b, err := os.ReadFile(filepath.Join(backup, "state", "state.db"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(l.data, "state.db"), b, 0o600); err != nil {
		t.Fatal(err)
	}
	l.start(nil)
	if worked, err := l.ingester.CatchUp(t.Context(), nil); !worked || err != nil {
		t.Fatalf("catch up: %v, %v", worked, err)
	}
	l.want("a.txt=An anchor.")
	l.index(ingest.Options{})
	l.want("a.txt=A lighthouse.", "b.txt=A bridge.")
}

// TestRebuild reads all again and builds beside, while people search.
func TestRebuild(t *testing.T) {
	l := newLab(t)
	const files = 120
	for i := range files {
		l.write(fmt.Sprintf("%03d.txt", i), fmt.Sprintf("An anchor number%d.\n\n%s", i, strings.Repeat("Harbour dues are paid at the quay. ", 40)))
	}
	l.index(ingest.Options{})
	before, err := l.state.Generation(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	l.opened.read()
	ctx, cancel := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			for n := 0; ctx.Err() == nil; n++ {
				r, err := l.engine.Search(t.Context(), index.Query{Text: fmt.Sprintf("anchor number%d", n%files), Language: "en", Limit: 2 * files})
				if err != nil || len(r.Found) != files {
					t.Errorf("a search during the rebuild: %d found, %v", len(r.Found), err)
					return
				}
			}
		})
	}
	for range 3 {
		wantCounts(t, l.index(ingest.Options{Rebuild: true}), fmt.Sprintf("0 %d 0 %d 0", files, files))
		if got := len(strings.Fields(l.opened.read())); got != files {
			t.Errorf("%d files were read, want %d", got, files)
		}
	}
	cancel()
	wg.Wait()
	if after, err := l.state.Generation(t.Context()); after != before || err != nil {
		t.Errorf("generation %d became %d though nothing changed, %v", before, after, err)
	}
	consistent(t, l.state, l.engine)
	l.write("000.txt", "An anchor, changed.")
	l.remove("001.txt")
	wantCounts(t, l.index(ingest.Options{Rebuild: true}), fmt.Sprintf("1 %d 1 %d 0", files-2, files-1))
	consistent(t, l.state, l.engine)
}

// TestCancelledRunIsCompletedByTheNext ends runs after more and more files.
func TestCancelledRunIsCompletedByTheNext(t *testing.T) {
	l := newLab(t)
	const files = 60
	var want []string
	for i := range files {
		text := fmt.Sprintf("Document number %d.", i)
		l.write(fmt.Sprintf("%02d.txt", i), text)
		want = append(want, fmt.Sprintf("%02d.txt=%s", i, text))
	}
	for _, rebuild := range []bool{false, true} {
		for _, after := range []int{1, 2, 7, 30, 59} {
			ctx, cancel := context.WithCancel(t.Context())
			n := 0
			l.opened.before = func(string) {
				if n++; n == after {
					cancel()
				}
			}
			_, err := l.ingester.Index(ctx, []string{l.docs}, ingest.Options{Rebuild: rebuild})
			cancel()
			if n >= after && !errors.Is(err, context.Canceled) {
				t.Errorf("cancelled after %d files: %v", after, err)
			}
		}
	}
	l.opened.before = nil
	l.index(ingest.Options{})
	l.want(want...)
}

// TestUnmarkedIndexForgetsWhatWasDropped has an index that holds documents and
// was never marked, under a state that has dropped one of them since.
func TestUnmarkedIndexForgetsWhatWasDropped(t *testing.T) {
	l := newLab(t)
	broken := &failing{Store: l.store}
	l.rewire(func(d *ingest.Deps) { d.Store = broken })
	l.write("a.txt", "An anchor.")
	l.write("b.txt", "A bridge.")
	mark := "mark"
	broken.fail.Store(&mark)
	if _, err := l.ingester.Index(t.Context(), []string{l.docs}, ingest.Options{}); !errors.Is(err, errEngine) {
		t.Fatal(err)
	}
	broken.fail.Store(nil)
	d := documents(t, l.state)["docs/b.txt"]
	if _, err := l.state.SaveDocuments(t.Context(), []state.Change{{ID: d.ID, Deleted: true}}, time.Now()); err != nil {
		t.Fatal(err)
	}
	if worked, err := l.ingester.CatchUp(t.Context(), nil); !worked || err != nil {
		t.Fatalf("catch up: %v, %v", worked, err)
	}
	l.want("a.txt=An anchor.")
}
