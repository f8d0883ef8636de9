package bleveindex_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/blevesearch/bleve/v2"

	"vanthu/index"
	"vanthu/index/bleveindex"
	"vanthu/index/indextest"
)

func open(t *testing.T, dir string, o bleveindex.Options) (*bleveindex.Store, index.Engine) {
	t.Helper()
	s, err := bleveindex.New(dir, o)
	if err != nil {
		t.Fatalf("New: %v", err)
	}
	t.Cleanup(func() { s.Close() })
	e, err := s.Open(t.Context())
	if err != nil {
		t.Fatalf("Open: %v", err)
	}
	return s, e
}

// filled makes an index of one document, marked 7, and closes it.
func filled(t *testing.T) (dir string) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "a timeout [1] % #", "index") // a name must not matter
	s, e := open(t, dir, bleveindex.Options{})
	if err := e.Put(t.Context(), []index.Entry{{Document: indextest.Document("a", "en", "anchor")}}); err != nil {
		t.Fatal(err)
	}
	if err := e.Mark(t.Context(), 7); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return dir
}

// content tells what an index holds: its mark and how many windows are found.
func content(t *testing.T, e index.Engine) (generation int64, found int) {
	t.Helper()
	st, err := e.Stats(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	r, err := e.Search(t.Context(), index.Query{Text: "anchor", Language: "en", Limit: 10})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Found) != st.Windows {
		t.Errorf("%d of %d windows found", len(r.Found), st.Windows)
	}
	return st.Generation, len(r.Found)
}

func wantWhole(t *testing.T, e index.Engine) {
	t.Helper()
	if g, n := content(t, e); g != 7 || n != 1 {
		t.Errorf("generation %d with %d windows, want 7 with 1", g, n)
	}
}

func wantEmpty(t *testing.T, e index.Engine) {
	t.Helper()
	if g, n := content(t, e); g != 0 || n != 0 {
		t.Errorf("generation %d with %d windows, want an empty index", g, n)
	}
}

func generations(t *testing.T, dir string) []string {
	t.Helper()
	names, err := fs.Glob(os.DirFS(dir), "gen-*")
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func TestReopenedIndexIsWhole(t *testing.T) {
	dir := filled(t)
	for range 3 {
		s, e := open(t, dir, bleveindex.Options{})
		wantWhole(t, e)
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if got := generations(t, dir); !slices.Equal(got, []string{"gen-000000"}) {
		t.Errorf("generations: %v", got)
	}
}

func TestPublishedGenerationIsReopened(t *testing.T) {
	dir := filled(t)
	s, _ := open(t, dir, bleveindex.Options{})
	c, err := s.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"b", "c"} {
		if err := c.Put(t.Context(), []index.Entry{{Document: indextest.Document(id, "en", "anchor")}}); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(c.Mark(t.Context(), 9), c.Publish(t.Context()), s.Close()); err != nil {
		t.Fatal(err)
	}
	_, e := open(t, dir, bleveindex.Options{})
	if g, n := content(t, e); g != 9 || n != 2 {
		t.Errorf("generation %d with %d windows, want 9 with 2", g, n)
	}
	if got := generations(t, dir); !slices.Equal(got, []string{"gen-000001"}) {
		t.Errorf("generations: %v", got)
	}
}

// storeFiles gives the files of the live generation, relative to the index.
func storeFiles(t *testing.T, dir string) []string {
	t.Helper()
	var out []string
	err := filepath.WalkDir(dir, func(name string, f fs.DirEntry, err error) error {
		if err == nil && !f.IsDir() && strings.Contains(name, "gen-") {
			rel, _ := filepath.Rel(dir, name)
			out = append(out, rel)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestDamage does to every file of an index what a broken disk or a person
// can do to it. Whatever is done, the store opens: with an empty index, or, if
// the damage does not matter, with all that was in it.
func TestDamage(t *testing.T) {
	damages := map[string]func(name string, size int64) error{
		"removed":   func(name string, _ int64) error { return os.Remove(name) },
		"emptied":   func(name string, _ int64) error { return os.Truncate(name, 0) },
		"one byte":  func(name string, _ int64) error { return os.Truncate(name, 1) },
		"30 bytes":  func(name string, size int64) error { return os.Truncate(name, min(30, size)) },
		"half":      func(name string, size int64) error { return os.Truncate(name, size/2) },
		"a page":    func(name string, size int64) error { return os.Truncate(name, min(4096, size/2)) },
		"two pages": func(name string, size int64) error { return os.Truncate(name, min(8192, size/2)) },
		"cut":       func(name string, size int64) error { return os.Truncate(name, size-1) },
		"garbage": func(name string, size int64) error {
			return os.WriteFile(name, []byte(strings.Repeat("garbage ", int(size/8)+1)), 0o600)
		},
		"a folder": func(name string, _ int64) error { return errors.Join(os.Remove(name), os.Mkdir(name, 0o700)) },
	}
	for what, damage := range damages {
		t.Run(what, func(t *testing.T) {
			for _, name := range storeFiles(t, filled(t)) {
				dir := filled(t)
				full := filepath.Join(dir, name)
				info, err := os.Stat(full)
				if err != nil {
					t.Fatal(err)
				}
				if err := damage(full, info.Size()); err != nil {
					t.Fatal(err)
				}
				// A reader replaces nothing; the writer after it does.
				if s, err := bleveindex.New(dir, bleveindex.Options{ReadOnly: true}); err == nil {
					if err := s.Close(); err != nil {
						t.Errorf("%s: close of a reader: %v", name, err)
					}
				}
				s, err := bleveindex.New(dir, bleveindex.Options{})
				if err != nil {
					t.Errorf("%s: %v", name, err)
					continue
				}
				e, _ := s.Open(t.Context())
				if g, _ := content(t, e); g == 7 {
					wantWhole(t, e)
					t.Logf("%s is not missed", name)
				} else {
					wantEmpty(t, e)
				}
				if err := e.Put(t.Context(), []index.Entry{{Document: indextest.Document("a", "en", "anchor")}}); err != nil {
					t.Errorf("%s: write after it: %v", name, err)
				}
				if err := s.Close(); err != nil {
					t.Errorf("%s: close: %v", name, err)
				}
				if n := len(generations(t, dir)); n != 1 {
					t.Errorf("%s: %d generations are left", name, n)
				}
			}
		})
	}
}

func TestLiveFile(t *testing.T) {
	for name, live := range map[string]string{
		"empty": "", "spaces": " \n", "garbage": "\x00\xff\n\n", "a generation that is not there": "gen-000099\n",
		"the folder itself": ".", "the parent": "..", "a way out": "gen-000000/../..", "another spelling": "gen-0", "a sign": "gen--00000", "huge": "gen-99999999999999999999",
	} {
		t.Run(name, func(t *testing.T) {
			dir := filled(t)
			keep := filepath.Join(filepath.Dir(dir), "keep")
			if err := errors.Join(os.WriteFile(filepath.Join(dir, "live"), []byte(live), 0o600), os.WriteFile(keep, nil, 0o600)); err != nil {
				t.Fatal(err)
			}
			if _, err := bleveindex.New(dir, bleveindex.Options{ReadOnly: true}); err == nil {
				t.Error("a reader took it")
			}
			s, e := open(t, dir, bleveindex.Options{})
			wantEmpty(t, e)
			c, err := s.Begin(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if err := c.Publish(t.Context()); err != nil {
				t.Fatal(err)
			}
			if got := generations(t, dir); len(got) != 1 {
				t.Errorf("generations: %v", got)
			}
			if _, err := os.Stat(keep); err != nil {
				t.Errorf("files outside of the index: %v", err)
			}
		})
	}
	t.Run("missing", func(t *testing.T) {
		dir := filled(t)
		if err := os.Remove(filepath.Join(dir, "live")); err != nil {
			t.Fatal(err)
		}
		_, e := open(t, dir, bleveindex.Options{})
		wantEmpty(t, e)
	})
}

func TestAnotherSchemaIsReplaced(t *testing.T) {
	dir := filled(t)
	ix, err := bleve.Open(filepath.Join(dir, "gen-000000"))
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(ix.SetInternal([]byte("vanthu.schema"), []byte("0")), ix.Close()); err != nil {
		t.Fatal(err)
	}
	if _, err := bleveindex.New(dir, bleveindex.Options{ReadOnly: true}); err == nil || !strings.Contains(err.Error(), "schema") {
		t.Errorf("a reader: %v, want an error about the schema", err)
	}
	_, e := open(t, dir, bleveindex.Options{})
	wantEmpty(t, e)
}

// An index that was made with other words answers as before, says so, and is
// up to date once another one has taken its place, whoever built that.
func TestAnotherWordsIndexIsOutdated(t *testing.T) {
	dir := filled(t)
	want := func(e index.Engine, outdated bool) {
		t.Helper()
		wantWhole(t, e)
		if st, err := e.Stats(t.Context()); err != nil || st.Outdated != outdated {
			t.Errorf("outdated %v, %v, want %v", st.Outdated, err, outdated)
		}
	}
	for _, words := range []string{"these", "those"} {
		for _, readOnly := range []bool{true, false} {
			s, e := open(t, dir, bleveindex.Options{ReadOnly: readOnly, Words: words})
			want(e, true)
			if !readOnly {
				c, err := s.Begin(t.Context())
				if err != nil {
					t.Fatal(err)
				}
				err = errors.Join(c.Put(t.Context(), []index.Entry{{Document: indextest.Document("a", "en", "anchor")}}), c.Mark(t.Context(), 7))
				if err := errors.Join(err, c.Publish(t.Context())); err != nil {
					t.Fatal(err)
				}
				want(e, false)
			}
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
		}
		s, e := open(t, dir, bleveindex.Options{Words: words})
		want(e, false)
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	s, e := open(t, dir, bleveindex.Options{Words: "new"})
	a, err := s.BeginApart(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	buildApart(t, a.Folder(), 7, "anchor")
	if err := a.Publish(t.Context(), 7); err != nil {
		t.Fatal(err)
	}
	want(e, false)
}

func TestLocked(t *testing.T) {
	dir := filled(t)
	s, e := open(t, dir, bleveindex.Options{})
	for _, readOnly := range []bool{false, true} {
		if _, err := bleveindex.New(dir, bleveindex.Options{ReadOnly: readOnly}); !errors.Is(err, bleveindex.ErrLocked) {
			t.Errorf("beside a writer, read-only %v: %v, want ErrLocked", readOnly, err)
		}
	}
	wantWhole(t, e)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	t.Run("by readers", func(t *testing.T) {
		_, reader := open(t, dir, bleveindex.Options{ReadOnly: true})
		if _, err := bleveindex.New(dir, bleveindex.Options{}); !errors.Is(err, bleveindex.ErrLocked) {
			t.Errorf("a writer: %v, want ErrLocked", err)
		}
		wantWhole(t, reader)
	})
	t.Run("by a program that knows bleve only", func(t *testing.T) {
		ix, err := bleve.Open(filepath.Join(dir, "gen-000000"))
		if err != nil {
			t.Fatal(err)
		}
		defer ix.Close()
		if _, err := bleveindex.New(dir, bleveindex.Options{}); !errors.Is(err, bleveindex.ErrLocked) {
			t.Errorf("%v, want ErrLocked", err)
		}
		if got := generations(t, dir); !slices.Equal(got, []string{"gen-000000"}) {
			t.Errorf("generations: %v", got)
		}
	})
	_, e = open(t, dir, bleveindex.Options{})
	wantWhole(t, e)
}

func TestReadOnly(t *testing.T) {
	dir := filled(t)
	s, one := open(t, dir, bleveindex.Options{ReadOnly: true})
	_, two := open(t, dir, bleveindex.Options{ReadOnly: true})
	wantWhole(t, one)
	wantWhole(t, two)
	ctx := t.Context()
	for name, err := range map[string]error{
		"Put":    one.Put(ctx, []index.Entry{{Document: indextest.Document("b", "en", "anchor")}}),
		"Delete": one.Delete(ctx, []string{"a"}),
		"Mark":   one.Mark(ctx, 8),
		"Begin":  func() error { _, err := s.Begin(ctx); return err }(),
	} {
		if err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	wantWhole(t, two)
	if _, err := bleveindex.New(t.TempDir(), bleveindex.Options{ReadOnly: true}); err == nil {
		t.Error("an index that is not there was opened for reading")
	}
}

func TestLeftoversAreSwept(t *testing.T) {
	dir := filled(t)
	for _, name := range []string{"gen-000003", "gen-000008"} {
		if err := os.CopyFS(filepath.Join(dir, name), os.DirFS(filepath.Join(dir, "gen-000000"))); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "live.new"), []byte("gen-0000"), 0o600); err != nil {
		t.Fatal(err)
	}
	s, e := open(t, dir, bleveindex.Options{ReadOnly: true})
	wantWhole(t, e)
	if got := generations(t, dir); len(got) != 3 {
		t.Errorf("a reader swept: %v", got)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s, e = open(t, dir, bleveindex.Options{})
	wantWhole(t, e)
	if got := generations(t, dir); !slices.Equal(got, []string{"gen-000000"}) {
		t.Errorf("generations: %v", got)
	}
	c, err := s.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Publish(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// TestKilledCandidate leaves a candidate as a killed process does.
func TestKilledCandidate(t *testing.T) {
	dir := filled(t)
	s, _ := open(t, dir, bleveindex.Options{})
	c, err := s.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Put(t.Context(), []index.Entry{{Document: indextest.Document("b", "en", "anchor")}}); err != nil {
		t.Fatal(err)
	}
	copied := filepath.Join(t.TempDir(), "index")
	if err := os.CopyFS(copied, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	if err := c.Discard(); err != nil {
		t.Fatal(err)
	}
	_, e := open(t, copied, bleveindex.Options{})
	wantWhole(t, e)
	if got := generations(t, copied); !slices.Equal(got, []string{"gen-000000"}) {
		t.Errorf("generations: %v", got)
	}
}
