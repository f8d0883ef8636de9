package ingest_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"vanthu/corpus/extract"
	"vanthu/corpus/format"
	"vanthu/corpus/source"
	"vanthu/handlers/ingest"
)

func wantCounts(t *testing.T, r ingest.Report, want string) {
	t.Helper()
	if got := counts(r); got != want {
		t.Errorf("read, unchanged, dropped, documents, problems: %s, want %s (%+v)", got, want, r.Problems)
	}
}

func TestFilesNewUnchangedChangedVanished(t *testing.T) {
	l := newLab(t)
	wantCounts(t, l.index(ingest.Options{}), "0 0 0 0 0")
	l.write("a.txt", "An anchor.")
	l.write("sub/b.md", "A bridge.")
	wantCounts(t, l.index(ingest.Options{}), "2 0 0 2 0")
	l.want("a.txt=An anchor.", "sub/b.md=A bridge.")
	if got := l.opened.read(); got != "a.txt sub/b.md" {
		t.Errorf("read: %s", got)
	}
	wantCounts(t, l.index(ingest.Options{}), "0 2 0 2 0")
	if got := l.opened.read(); got != "" {
		t.Errorf("unchanged files were read: %s", got)
	}
	l.write("a.txt", "A lighthouse.")
	l.write("c.txt", "A canal.")
	wantCounts(t, l.index(ingest.Options{}), "2 1 0 3 0")
	if got := l.opened.read(); got != "a.txt c.txt" {
		t.Errorf("read: %s", got)
	}
	l.want("a.txt=A lighthouse.", "c.txt=A canal.", "sub/b.md=A bridge.")
	l.write("c.txt", "A canal.") // written anew with the same words
	wantCounts(t, l.index(ingest.Options{}), "0 3 0 3 0")
	l.remove("sub")
	wantCounts(t, l.index(ingest.Options{}), "0 2 1 2 0")
	l.want("a.txt=A lighthouse.", "c.txt=A canal.")
	l.write("sub/b.md", "A bridge.") // it comes back
	wantCounts(t, l.index(ingest.Options{}), "1 2 0 3 0")
	l.want("a.txt=A lighthouse.", "c.txt=A canal.", "sub/b.md=A bridge.")
	if l.finds("anchor") || !l.finds("lighthouse") {
		t.Error("the index has not followed")
	}
}

func TestStructureAloneMakesANewVersion(t *testing.T) {
	l := newLab(t)
	l.write("a.md", "# One\n\nText of one.\n\n# Two\n\nText of two.\n")
	l.index(ingest.Options{})
	before := documents(t, l.state)["docs/a.md"]
	l.write("a.md", "# One\n\nText of one.\n\n## Two\n\nText of two.\n")
	wantCounts(t, l.index(ingest.Options{}), "1 0 0 1 0")
	after := documents(t, l.state)["docs/a.md"]
	if before.Text != after.Text || fmt.Sprint(before.Passages) == fmt.Sprint(after.Passages) {
		t.Errorf("passages %v became %v", before.Passages, after.Passages)
	}
}

func TestRecordsOneByOne(t *testing.T) {
	l := newLab(t)
	line := func(id, text string) string { return fmt.Sprintf(`{"id":%q,"title":"T","text":%q}`+"\n", id, text) }
	l.write("f.jsonl", line("a", "An anchor.")+line("b", "A bridge.")+line("c", "A canal."))
	wantCounts(t, l.index(ingest.Options{}), "3 0 0 3 0")
	l.write("f.jsonl", line("a", "An anchor.")+line("b", "A harbour.")+line("d", "A dock."))
	wantCounts(t, l.index(ingest.Options{}), "2 1 1 3 0")
	l.want("f.jsonl#a=An anchor.", "f.jsonl#b=A harbour.", "f.jsonl#d=A dock.")
	// Bad records are listed with their line, the others are read. A bad
	// record that can still be told keeps its last good version; where the ID
	// is lost too, the record is one that is no more.
	l.write("f.jsonl", line("a", "An anchor, mended.")+"{broken\n"+line("b", "")+"\n"+line("a", "Twice.")+`["list"]`+"\n"+line("new", ""))
	r := l.index(ingest.Options{})
	wantCounts(t, r, "1 0 1 2 5")
	var at []string
	for _, p := range r.Problems {
		at = append(at, p.Path)
	}
	if got := strings.Join(at, ", "); got != "f.jsonl line 2, f.jsonl#b, f.jsonl#a, f.jsonl line 6, f.jsonl#new" {
		t.Errorf("problems: %s", got)
	}
	l.want("f.jsonl#a=An anchor, mended.", "f.jsonl#b=A harbour.")
	r = l.index(ingest.Options{}) // not read again, yet still told
	wantCounts(t, r, "0 2 0 2 1")
	if p := r.Problems[0]; p.Path != "f.jsonl" || !strings.HasPrefix(p.Detail, "5 of its records") {
		t.Errorf("problem: %+v", p)
	}
	l.write("f.jsonl", line("b", "A bridge again."))
	wantCounts(t, l.index(ingest.Options{}), "1 0 1 1 0")
	l.want("f.jsonl#b=A bridge again.")
}

func TestUnreadableFileKeepsItsLastGoodVersion(t *testing.T) {
	binary := strings.Repeat("\x00\xff\x01", 500)
	record := `{"id":"x","text":"A ferry."}` + "\n" + `{"id":"y","text":"A quay."}` + "\n"
	l := newLab(t)
	l.write("a.txt", "An anchor.")
	l.write("b.txt", "A bridge.")
	l.write("f.jsonl", record)
	l.write("never.txt", binary)
	r := l.index(ingest.Options{})
	wantCounts(t, r, "4 0 0 4 1")
	if p := r.Problems[0]; p.Path != "never.txt" || p.Reason != format.Binary || p.Detail == "" {
		t.Errorf("problem: %+v", p)
	}
	all := []string{"a.txt=An anchor.", "b.txt=A bridge.", "f.jsonl#x=A ferry.", "f.jsonl#y=A quay."}
	l.want(all...)

	l.write("a.txt", binary)
	l.write("f.jsonl", binary)
	l.opened.fail["b.txt"] = errors.New("input/output error")
	l.write("b.txt", "A bridge of stone.")
	wantCounts(t, l.index(ingest.Options{}), "0 0 0 4 4")
	l.want(all...)
	wantCounts(t, l.index(ingest.Options{}), "0 3 0 4 4") // still kept, still told
	l.want(all...)
	wantCounts(t, l.index(ingest.Options{Rebuild: true}), "0 0 0 4 4")
	l.want(all...)
	l.opened.read()
	// What the system refused is tried again, though the file has not changed.
	delete(l.opened.fail, "b.txt")
	wantCounts(t, l.index(ingest.Options{}), "1 3 0 4 3")
	if got := l.opened.read(); got != "b.txt" {
		t.Errorf("read: %s", got)
	}
	l.write("a.txt", "An anchor again.")
	l.remove("f.jsonl")
	wantCounts(t, l.index(ingest.Options{}), "1 1 2 2 1")
	l.want("a.txt=An anchor again.", "b.txt=A bridge of stone.")
}

func TestFolderThatCannotBeListedKeepsItsDocuments(t *testing.T) {
	l := newLab(t)
	l.write("a.txt", "An anchor.")
	l.write("sub/b.txt", "A bridge.")
	l.write("sub/deep/c.txt", "A canal.")
	l.write("subway.txt", "A tunnel.")
	l.index(ingest.Options{})
	l.opened.skip = []string{"sub"}
	l.remove("subway.txt") // this one is really gone
	r := l.index(ingest.Options{})
	wantCounts(t, r, "0 1 1 3 1")
	l.want("a.txt=An anchor.", "sub/b.txt=A bridge.", "sub/deep/c.txt=A canal.")
	l.opened.skip = nil
	l.remove("sub/deep")
	wantCounts(t, l.index(ingest.Options{}), "0 2 1 2 0")
}

// TestFaultInOneDocument gives the ingester a describer that fails on every
// document, as a fault of the program would on one.
func TestFaultInOneDocument(t *testing.T) {
	l := newLab(t)
	l.write("a.txt", "An anchor.")
	l.index(ingest.Options{})
	l.write("a.txt", "A lighthouse.")
	l.write("b.txt", "A bridge.")
	l.rewire(func(d *ingest.Deps) { d.Describer = &extract.Describer{} })
	r := l.index(ingest.Options{})
	wantCounts(t, r, "0 0 0 1 2")
	if p := r.Problems[0]; p.Path != "a.txt" || p.Reason != format.Damaged || !strings.Contains(p.Detail, "report this fault") {
		t.Errorf("problem: %+v", p)
	}
	l.want("a.txt=An anchor.")
	l.rewire(nil)
	wantCounts(t, l.index(ingest.Options{}), "0 1 0 1 2")
	wantCounts(t, l.index(ingest.Options{Rebuild: true}), "2 0 0 2 0")
	l.want("a.txt=A lighthouse.", "b.txt=A bridge.")
}

func TestPaths(t *testing.T) {
	l := newLab(t)
	l.write("a.txt", "An anchor.")
	other := filepath.Join(t.TempDir(), "docs")
	if err := errors.Join(os.Mkdir(other, 0o700), os.WriteFile(filepath.Join(other, "a.txt"), []byte("A bridge."), 0o600)); err != nil {
		t.Fatal(err)
	}
	single := filepath.Join(l.docs, "a.txt")
	r, err := l.ingester.Index(t.Context(), []string{l.docs, filepath.Join(l.docs, "missing"), other, other + "/", single}, ingest.Options{})
	if err == nil || !strings.Contains(err.Error(), "missing") {
		t.Errorf("a path that is not there: %v", err)
	}
	wantCounts(t, r, "3 0 0 3 0") // the others are read all the same, and once
	l.want("a.txt=An anchor.", "docs-2/a.txt=A bridge.", "a.txt/a.txt=An anchor.")
	roots, err := l.ingester.Roots(t.Context())
	if err != nil || len(roots) != 3 {
		t.Errorf("roots: %v, %v", roots, err)
	}
}

func TestOriginalsAreKeptOfWhatWasRead(t *testing.T) {
	l := newLab(t)
	l.write("a.txt", "An anchor.")
	l.write("big.bin", strings.Repeat("\x00\x01", 1<<20))
	l.index(ingest.Options{})
	if b, err := l.state.Original(string(source.HashOf([]byte("An anchor.")))); err != nil || string(b) != "An anchor." {
		t.Errorf("%q, %v", b, err)
	}
	kept, err := filepath.Glob(filepath.Join(l.data, "originals", "*", "*"))
	if err != nil || len(kept) != 1 {
		t.Errorf("originals: %v, %v", kept, err)
	}
}

func TestSamples(t *testing.T) {
	l := newLab(t)
	files := fstest.MapFS{"vi/one.md": {Data: []byte("Một tài liệu mẫu.")}, "en/two.md": {Data: []byte("A sample document.")}}
	l.rewire(func(d *ingest.Deps) { d.Samples = source.Embedded{FS: files} })
	samples := func(want bool) {
		t.Helper()
		if got, err := l.ingester.Samples(t.Context()); got != want || err != nil {
			t.Errorf("samples in use: %v, %v, want %v", got, err, want)
		}
	}
	texts := []string{"samples/en/two.md=A sample document.", "samples/vi/one.md=Một tài liệu mẫu."}
	samples(true)
	l.want(texts...)
	samples(true) // again: nothing changes
	if roots, err := l.ingester.Roots(t.Context()); err != nil || len(roots) != 0 {
		t.Errorf("roots: %v, %v", roots, err)
	}
	l.index(ingest.Options{}) // a folder without documents
	samples(true)
	l.want(texts...)
	l.write("a.txt", "\x00\x01binary\x00")
	l.index(ingest.Options{})
	l.want(texts...)
	l.write("a.txt", "An anchor.")
	wantCounts(t, l.index(ingest.Options{}), "1 0 2 1 0")
	l.want("a.txt=An anchor.")
	samples(false)
	l.want("a.txt=An anchor.")

	t.Run("none", func(t *testing.T) {
		l := newLab(t)
		if got, err := l.ingester.Samples(t.Context()); got || err != nil {
			t.Errorf("%v, %v", got, err)
		}
	})
}

func TestProgress(t *testing.T) {
	l := newLab(t)
	total := int64(0)
	for i := range 50 {
		text := fmt.Sprintf("Document number %d.", i)
		total += int64(len(text))
		l.write(fmt.Sprintf("%02d.txt", i), text)
	}
	var last ingest.Progress
	check := func(p ingest.Progress) {
		if p.Phase == last.Phase && (p.Bytes < last.Bytes || p.Documents < last.Documents) || p.Bytes > p.Total {
			t.Errorf("after %+v came %+v", last, p)
		}
		last = p
	}
	l.index(ingest.Options{Progress: check})
	if want := (ingest.Progress{Phase: ingest.Reading, Bytes: total, Total: total, Documents: 50}); last != want {
		t.Errorf("at the end %+v, want %+v", last, want)
	}
	l.index(ingest.Options{Rebuild: true, Progress: check})
	if want := (ingest.Progress{Phase: ingest.Indexing, Documents: 50, Of: 50}); last != want {
		t.Errorf("at the end %+v, want %+v", last, want)
	}
}

func TestRunsWaitForEachOther(t *testing.T) {
	l := newLab(t)
	for i := range 20 {
		l.write(fmt.Sprintf("%02d.txt", i), fmt.Sprintf("Document number %d.", i))
	}
	// The first run stops inside of its first file until the second one, told
	// to end while it waits, has ended.
	inside, ended := make(chan struct{}), make(chan struct{})
	var once sync.Once
	l.opened.before = func(string) { once.Do(func() { close(inside); <-ended }) }
	var wg sync.WaitGroup
	wg.Go(func() {
		if _, err := l.ingester.Index(t.Context(), []string{l.docs}, ingest.Options{}); err != nil {
			t.Errorf("the first run: %v", err)
		}
	})
	<-inside
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := l.ingester.Index(ctx, []string{l.docs}, ingest.Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("a run that is told to end while it waits: %v", err)
	}
	close(ended)
	wg.Wait()
	for range 4 {
		wg.Go(func() {
			if _, err := l.ingester.Index(t.Context(), []string{l.docs}, ingest.Options{}); err != nil {
				t.Errorf("a run beside others: %v", err)
			}
		})
		wg.Go(func() {
			if err := l.ingester.Rebuild(t.Context(), nil); err != nil {
				t.Errorf("a rebuild beside others: %v", err)
			}
		})
	}
	wg.Wait()
	if got := len(strings.Fields(l.opened.read())); got != 20 {
		t.Errorf("%d reads of 20 files", got)
	}
	consistent(t, l.state, l.engine)
}
