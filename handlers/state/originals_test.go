package state_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"vanthu/handlers/state"
)

func hashOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// originals gives the files kept in a data folder.
func originals(t *testing.T, dir string) (names []string) {
	t.Helper()
	err := filepath.WalkDir(filepath.Join(dir, "originals"), func(name string, f fs.DirEntry, err error) error {
		if err == nil && !f.IsDir() {
			names = append(names, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func TestOriginals(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	for _, data := range [][]byte{[]byte("một"), nil, bytes.Repeat([]byte{0, 1, 0xff}, 1<<20)} {
		var wg sync.WaitGroup
		for range 4 { // the same bytes at a time
			wg.Go(func() {
				if err := s.KeepOriginal(hashOf(data), data); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if got, err := s.Original(hashOf(data)); err != nil || !bytes.Equal(got, data) {
			t.Errorf("%d bytes came back as %d, %v", len(data), len(got), err)
		}
	}
	if names := originals(t, dir); len(names) != 3 {
		t.Errorf("files: %v", names)
	}
	if _, err := s.Original(hashOf([]byte("unknown"))); !errors.Is(err, state.ErrNotFound) {
		t.Errorf("unknown: %v", err)
	}
	for _, hash := range []string{"", "a", "zz", "../../state.db", strings.Repeat("g", 64), strings.Repeat("ab", 31)} {
		if _, err := s.Original(hash); err == nil {
			t.Errorf("%q is taken for a hash", hash)
		}
		if err := s.KeepOriginal(hash, nil); err == nil {
			t.Errorf("%q is taken for a hash", hash)
		}
	}
}

func TestDamagedOriginalIsAnError(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	data := []byte(strings.Repeat("văn bản ", 1000))
	if err := s.KeepOriginal(hashOf(data), data); err != nil {
		t.Fatal(err)
	}
	name := originals(t, dir)[0]
	whole, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	other := []byte("another text")
	if err := s.KeepOriginal(hashOf(other), other); err != nil {
		t.Fatal(err)
	}
	exchanged, err := os.ReadFile(filepath.Join(dir, "originals", hashOf(other)[:2], hashOf(other)+".gz"))
	if err != nil {
		t.Fatal(err)
	}
	flipped := bytes.Clone(whole)
	flipped[len(flipped)/2] ^= 1
	for what, b := range map[string][]byte{"empty": {}, "cut": whole[:len(whole)-3], "half": whole[:len(whole)/2], "flipped": flipped, "exchanged": exchanged, "text": data} {
		if err := os.WriteFile(name, b, 0o600); err != nil {
			t.Fatal(err)
		}
		if got, err := s.Original(hashOf(data)); err == nil {
			t.Errorf("%s: %d bytes without an error", what, len(got))
		}
	}
}

func TestUnfinishedOriginalsAreSwept(t *testing.T) {
	dir := t.TempDir()
	first, err := state.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	data := []byte("một")
	hash := hashOf(data)
	folder := filepath.Join(dir, "originals", hash[:2])
	if err := errors.Join(first.Close(), os.MkdirAll(folder, 0o700), os.WriteFile(filepath.Join(folder, "new-123"), []byte("half"), 0o600)); err != nil {
		t.Fatal(err)
	}
	s := open(t, dir)
	if names := originals(t, dir); len(names) != 0 {
		t.Errorf("left: %v", names)
	}
	if _, err := s.Original(hash); !errors.Is(err, state.ErrNotFound) {
		t.Errorf("an unfinished original is taken for one: %v", err)
	}
	if err := s.KeepOriginal(hash, data); err != nil {
		t.Fatal(err)
	}
	if got, err := s.Original(hash); err != nil || string(got) != "một" {
		t.Errorf("%q, %v", got, err)
	}
}
