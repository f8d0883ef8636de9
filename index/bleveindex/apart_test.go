package bleveindex_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"vanthu/index"
	"vanthu/index/bleveindex"
	"vanthu/index/indextest"
)

// buildApart fills a folder as another process does: documents of one window.
func buildApart(t *testing.T, folder string, generation int64, texts ...string) {
	t.Helper()
	s, e := open(t, folder, bleveindex.Options{HandOver: true})
	entries := make([]index.Entry, len(texts))
	for i, text := range texts {
		entries[i] = index.Entry{Document: indextest.Document(fmt.Sprint("d", i), "en", text)}
	}
	if err := errors.Join(e.Put(t.Context(), entries), e.Mark(t.Context(), generation), s.Close()); err != nil {
		t.Fatal(err)
	}
}

// wantOne checks that one generation is left, and nothing else.
func wantOne(t *testing.T, dir string) {
	t.Helper()
	if got := generations(t, dir); len(got) != 1 {
		t.Errorf("generations: %v", got)
	}
}

// TestBuiltApart publishes what another process built: it is used until then,
// and found again afterwards.
func TestBuiltApart(t *testing.T) {
	dir := filled(t)
	s, e := open(t, dir, bleveindex.Options{})
	before, err := e.Revision(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	a, err := s.BeginApart(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Begin(t.Context()); err == nil {
		t.Error("two candidates are under way")
	}
	if _, err := s.BeginApart(t.Context()); err == nil {
		t.Error("two processes build candidates")
	}
	buildApart(t, a.Folder(), 9, "anchor one", "anchor two", "anchor three")
	wantWhole(t, e)
	if err := a.Publish(t.Context(), 9); err != nil {
		t.Fatal(err)
	}
	if g, n := content(t, e); g != 9 || n != 3 {
		t.Errorf("generation %d with %d windows, want 9 with 3", g, n)
	}
	if after, err := e.Revision(t.Context()); err != nil || after == before {
		t.Errorf("the revision stays %d, %v", after, err)
	}
	if err := a.Publish(t.Context(), 9); err == nil {
		t.Error("a candidate is published twice")
	}
	if err := a.Discard(); err != nil {
		t.Error(err)
	}
	// It is changed as any other one.
	if err := errors.Join(e.Put(t.Context(), []index.Entry{{Document: indextest.Document("d0", "en", "anchor four")}}), e.Delete(t.Context(), []string{"d2"})); err != nil {
		t.Fatal(err)
	}
	if _, n := content(t, e); n != 2 {
		t.Errorf("%d windows after a change, want 2", n)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	_, e = open(t, dir, bleveindex.Options{})
	if g, n := content(t, e); g != 9 || n != 2 {
		t.Errorf("opened again: generation %d with %d windows, want 9 with 2", g, n)
	}
	wantOne(t, dir)
}

// TestBuiltApartInVain: what is not whole, or not of the state's generation,
// is never live, and does not stand in the way of the next one.
func TestBuiltApartInVain(t *testing.T) {
	for name, build := range map[string]func(t *testing.T, folder string){
		"nothing":            func(*testing.T, string) {},
		"another generation": func(t *testing.T, folder string) { buildApart(t, folder, 8, "anchor") },
		"cut short": func(t *testing.T, folder string) {
			buildApart(t, folder, 9, "anchor")
			if err := os.Truncate(filepath.Join(folder, "gen-000000", "store", "root.bolt"), 5000); err != nil {
				t.Fatal(err)
			}
		},
		"names a folder elsewhere": func(t *testing.T, folder string) {
			buildApart(t, folder, 9, "anchor")
			if err := os.WriteFile(filepath.Join(folder, "live"), []byte("../gen-000000\n"), 0o600); err != nil {
				t.Fatal(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := filled(t)
			s, e := open(t, dir, bleveindex.Options{})
			a, err := s.BeginApart(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			build(t, a.Folder())
			if err := a.Publish(t.Context(), 9); err == nil {
				t.Error("it is published")
			}
			wantWhole(t, e)
			if err := a.Discard(); err != nil {
				t.Error(err)
			}
			wantOne(t, dir)
			if a, err = s.BeginApart(t.Context()); err != nil {
				t.Fatal(err)
			}
			buildApart(t, a.Folder(), 9, "anchor", "anchor")
			if err := a.Publish(t.Context(), 9); err != nil {
				t.Error(err)
			}
			if g, n := content(t, e); g != 9 || n != 2 {
				t.Errorf("generation %d with %d windows, want 9 with 2", g, n)
			}
		})
	}
}

// TestKilledApart leaves what another process was building, as a killed serve
// does.
func TestKilledApart(t *testing.T) {
	dir := filled(t)
	s, _ := open(t, dir, bleveindex.Options{})
	a, err := s.BeginApart(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	buildApart(t, a.Folder(), 9, "anchor", "anchor")
	copied := filepath.Join(t.TempDir(), "index")
	if err := os.CopyFS(copied, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	_, e := open(t, copied, bleveindex.Options{})
	wantWhole(t, e)
	if got := generations(t, copied); !slices.Equal(got, []string{"gen-000000"}) {
		t.Errorf("generations: %v", got)
	}
	if err := a.Discard(); err != nil {
		t.Fatal(err)
	}
}

// TestCopiesAreHandedOver: an index large enough to be merged comes with its
// copies, and answers as one that this process built.
func TestCopiesAreHandedOver(t *testing.T) {
	texts := make([]string, 10_500)
	for i := range texts {
		texts[i] = fmt.Sprintf("anchor of the harbour, berth %d in basin %d", i%97, i%13)
	}
	dir := filepath.Join(t.TempDir(), "index")
	s, e := open(t, dir, bleveindex.Options{})
	a, err := s.BeginApart(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	buildApart(t, a.Folder(), 1, texts...)
	if err := a.Publish(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	kept, err := filepath.Glob(filepath.Join(dir, "gen-*", "copies", "*"))
	if err != nil || len(kept) != 1 || !strings.HasSuffix(kept[0], ".copy") {
		t.Errorf("kept copies: %v, %v", kept, err)
	}
	own, c := open(t, filepath.Join(t.TempDir(), "index"), bleveindex.Options{})
	entries := make([]index.Entry, len(texts))
	for i, text := range texts {
		entries[i] = index.Entry{Document: indextest.Document(fmt.Sprint("d", i), "en", text)}
	}
	if err := c.Put(t.Context(), entries); err != nil {
		t.Fatal(err)
	}
	for _, q := range []string{"berth 12", "basin 7 berth 90", "harbour"} {
		query := index.Query{Text: q, Language: "en", Limit: 20}
		got, err := e.Search(t.Context(), query)
		if err != nil {
			t.Fatal(err)
		}
		want, err := c.Search(t.Context(), query)
		if err != nil {
			t.Fatal(err)
		}
		if len(want.Found) == 0 || !reflect.DeepEqual(scores(got), scores(want)) || got.Windows != want.Windows {
			t.Errorf("%q: scores %v of %d windows, want %v of %d", q, scores(got), got.Windows, scores(want), want.Windows)
		}
	}
	if err := own.Close(); err != nil {
		t.Fatal(err)
	}
}

func scores(r index.Result) (out []float64) {
	for _, f := range r.Found {
		out = append(out, f.Score)
	}
	return out
}
