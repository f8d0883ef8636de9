package shelf_test

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"vanthu/corpus"
	"vanthu/corpus/sharedtest"
	"vanthu/handlers/shelf"
	"vanthu/handlers/state"
)

// BenchmarkShelf measures finding documents while their names are typed, over
// the large collection of laws: reading all names once, then typing.
func BenchmarkShelf(b *testing.B) {
	f, err := os.Open(filepath.Join(sharedtest.Folder(b), "data", "law", "large.jsonl.gz"))
	if err != nil {
		b.Skipf("the shared collection: %v", err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		b.Fatal(err)
	}
	s, err := state.Open(b.Context(), b.TempDir())
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	now := time.Now()
	var changes []state.Change
	save := func() {
		if _, err := s.SaveDocuments(b.Context(), changes, now); err != nil {
			b.Fatal(err)
		}
		changes = nil
	}
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, 16<<20)
	n := 0
	for lines.Scan() {
		var r struct{ ID, Title, Number, Issued string }
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			b.Fatal(err)
		}
		n++
		d := &corpus.Document{ID: fmt.Sprintf("d%05d", n), Path: "l.jsonl#" + r.ID, Collection: "c", Title: r.Title, Number: r.Number, Issued: corpus.Day(r.Issued), Language: "vi", Standing: corpus.Official}
		if changes = append(changes, state.Change{ID: d.ID, Collection: "c", File: "l.jsonl", Hash: r.ID, Document: d}); len(changes) == 500 {
			save()
		}
	}
	save()
	b.Run("first", func(b *testing.B) {
		for b.Loop() {
			if err := shelf.New(s).Ready(b.Context()); err != nil {
				b.Fatal(err)
			}
		}
	})
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	sh := shelf.New(s)
	if err := sh.Ready(b.Context()); err != nil {
		b.Fatal(err)
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	b.Logf("%d documents, %d MB", n, (int64(after.HeapAlloc)-int64(before.HeapAlloc))>>20)
	for _, typed := range []string{"l", "luật", "luật đất", "luat phong chong ma t", "57/20", "kiểm soát hoạt động v"} {
		b.Run(typed, func(b *testing.B) {
			for b.Loop() {
				if list, err := sh.Find(b.Context(), typed, "vi", corpus.Viewer{}, 25); err != nil || len(list) == 0 && typed != "57/20" {
					b.Fatal(list, err)
				}
			}
		})
	}
}
