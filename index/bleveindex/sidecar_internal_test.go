package bleveindex

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unsafe"

	"vanthu/corpus"
	"vanthu/index"
)

// words are made at random, so that every list has something.
func keptDocuments(n int) []index.Entry {
	r := rand.New(rand.NewPCG(1, 2))
	out := make([]index.Entry, n)
	for i := range out {
		var b strings.Builder
		for range 5 + r.IntN(60) {
			fmt.Fprintf(&b, "tu%d ", int(r.ExpFloat64()*30))
		}
		tag := []string{"vi", "en", "ru"}[i%3]
		d := &corpus.Document{ID: fmt.Sprint("d", i), Path: fmt.Sprint(i), Title: "t", Language: tag, Text: b.String(), Standing: corpus.Official}
		d.Passages = []corpus.Passage{{ID: "p_1", Kind: corpus.Paragraph, End: len(d.Text)}}
		out[i] = index.Entry{Document: d}
	}
	return out
}

func answers(t *testing.T, e *engine) []index.Result {
	t.Helper()
	var out []index.Result
	for _, q := range []string{"tu1 tu2 tu3", "tu40 tu7", "tu90 tu1 tu91 tu5", "tu0"} {
		for _, tag := range []string{"vi", "en"} {
			res, err := e.Search(t.Context(), index.Query{Text: q, Language: tag, Limit: 20})
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, res)
		}
	}
	return out
}

// What is kept of a copy answers as the copy does; what is damaged, of another
// version or of another segment is made anew.
func TestKeptCopies(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "gen")
	e, err := create(dir, "")
	if err != nil {
		t.Fatal(err)
	}
	e.copies.from = 1
	if err := e.Put(t.Context(), keptDocuments(3000)); err != nil {
		t.Fatal(err)
	}
	e.put = gatherFrom
	want := answers(t, e)
	if err := e.close(); err != nil {
		t.Fatal(err)
	}
	if e, err = open(dir, false); err != nil { // what was merged is removed by now
		t.Fatal(err)
	}
	if err := e.close(); err != nil {
		t.Fatal(err)
	}
	segments, _ := filepath.Glob(filepath.Join(dir, "store", "*.zap"))
	files, _ := filepath.Glob(filepath.Join(dir, "copies", "*"+sidecarSuffix))
	if len(files) == 0 || len(files) > len(segments) {
		t.Fatalf("%d copies are kept of %d segments", len(files), len(segments))
	}
	slices.Sort(files)
	files = files[len(files)-1:]
	whole, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	reopen := func() (kept bool, got []index.Result) {
		t.Helper()
		e, err := open(dir, false)
		if err != nil {
			t.Fatal(err)
		}
		e.copies.from = 1
		got = answers(t, e)
		v, err := e.view(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		_, kerr := loadKept(v.parts[0].segment)
		kept = kerr == nil
		if err := v.reader.Close(); err != nil {
			t.Fatal(err)
		}
		if err := e.close(); err != nil {
			t.Fatal(err)
		}
		return kept, got
	}
	same := func(name string, got []index.Result) {
		t.Helper()
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: other answers than the copy gives", name)
		}
	}
	kept, got := reopen()
	if !kept {
		t.Error("the kept copy is not used")
	}
	same("kept", got)
	for name, damage := range map[string]func([]byte) []byte{
		"cut short":       func(b []byte) []byte { return b[:len(b)/2] },
		"empty":           func([]byte) []byte { return nil },
		"another version": func(b []byte) []byte { b[len(b)-80]++; return b },
		"another segment": func(b []byte) []byte { b[len(b)-60]++; return b },
		"damaged table":   func(b []byte) []byte { b[len(b)-100]++; return b },
		"damaged trailer": func(b []byte) []byte { b[len(b)-20]++; return b },
	} {
		if err := os.WriteFile(files[0], damage(append([]byte(nil), whole...)), 0o600); err != nil {
			t.Fatal(err)
		}
		_, got := reopen()
		same(name, got)
		if mended, err := os.ReadFile(files[0]); err != nil || len(mended) != len(whole) {
			t.Errorf("%s: the copy is not kept anew: %d bytes of %d, %v", name, len(mended), len(whole), err)
		}
	}
	damaged := append([]byte(nil), whole...)
	damaged[200]++
	if err := os.WriteFile(files[0], damaged, 0o600); err != nil {
		t.Fatal(err)
	}
	reopen() // found out behind the first answers
	if _, got = reopen(); !reflect.DeepEqual(got, want) {
		t.Error("damaged lists answer a second time")
	}
}

// Nothing that stands in a kept copy's file makes reading it fail otherwise
// than with an error.
func FuzzKeptCopy(f *testing.F) {
	var whole bytes.Buffer
	c := &segmentCopy{windows: 1, size: 1, ids: "d/0", idEnd: []uint32{3}, volumeOf: []uint8{0}, length: []uint32{2}, standing: []uint8{1},
		volumes: []volume{{tag: "vi", forms: map[string]uint32{"a": 0}, held: []uint32{1}, folds: map[string]group{"a": {[]uint32{0}, 1}}, pairs: []uint32{7}}},
		blocks:  []block{{n: 1, class: []uint8{0}, start: []uint32{0, 1}, order: []uint16{0}, parts: []part{{start: []uint32{0, 1}, low: []uint16{0}, code: []uint8{33}}}}}}
	if err := c.write(&whole, [48]byte{}); err != nil {
		f.Fatal(err)
	}
	f.Add(whole.Bytes())
	f.Fuzz(func(t *testing.T, data []byte) {
		var tr trailer
		size := binary.Size(tr)
		if len(data) < size || binary.Read(bytes.NewReader(data[len(data)-size:]), binary.LittleEndian, &tr) != nil {
			return
		}
		if tr.Lists > uint64(len(data)) || tr.Table > uint64(len(data)) || tr.Lists+tr.Table+uint64(size) != uint64(len(data)) {
			return
		}
		tr.TableSum = crc32.Checksum(data[tr.Lists:tr.Lists+tr.Table], castagnoli)
		aligned := make([]uint64, len(data)/8+1) // as a mapped file is
		b := unsafe.Slice((*byte)(unsafe.Pointer(&aligned[0])), len(data))
		copy(b, data)
		_, _ = readCopy(b, tr)
	})
}
