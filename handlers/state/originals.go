package state

import (
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// KeepOriginal stores the bytes of a source file under their content hash,
// compressed. Keeping the same bytes again does nothing.
func (s *State) KeepOriginal(hash string, data []byte) error {
	dir := filepath.Join(s.originals, hash[:2])
	name := filepath.Join(dir, hash+".gz")
	if _, err := os.Stat(name); err == nil {
		return nil
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("keep original: %w", err)
	}
	f, err := os.CreateTemp(dir, "new-*")
	if err != nil {
		return fmt.Errorf("keep original: %w", err)
	}
	w, err := gzip.NewWriterLevel(f, gzip.BestSpeed)
	if err == nil {
		if _, err = w.Write(data); err == nil {
			err = w.Close()
		}
	}
	if err == nil {
		err = f.Sync()
	}
	err = errors.Join(err, f.Close())
	if err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("keep original: %w", err), os.Remove(f.Name()))
	}
	return nil
}

// Original gives the bytes kept under a content hash.
func (s *State) Original(hash string) ([]byte, error) {
	f, err := os.Open(filepath.Join(s.originals, hash[:2], hash+".gz"))
	if err != nil {
		return nil, fmt.Errorf("read original: %w", err)
	}
	defer f.Close()
	r, err := gzip.NewReader(f)
	if err != nil {
		return nil, fmt.Errorf("read original %s: %w", hash, err)
	}
	return io.ReadAll(r)
}
