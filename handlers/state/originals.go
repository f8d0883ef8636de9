package state

import (
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// An original is kept under the SHA-256 of its bytes, compressed, and stays
// under a name of its own until all of it is on the disk.
const (
	originalSuffix = ".gz"
	partialPrefix  = "new-"
	originalLevel  = 3
)

// KeepOriginal stores the bytes of a source file under their SHA-256 in
// hexadecimal. Keeping the same bytes again does nothing.
func (s *State) KeepOriginal(hash string, data []byte) error {
	name, err := s.original(hash)
	if err != nil {
		return fmt.Errorf("keep original: %w", err)
	}
	if _, err := os.Stat(name); err == nil {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		return fmt.Errorf("keep original: %w", told(err))
	}
	f, err := os.CreateTemp(filepath.Dir(name), partialPrefix+"*")
	if err != nil {
		return fmt.Errorf("keep original: %w", told(err))
	}
	w, err := gzip.NewWriterLevel(f, originalLevel)
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
		return errors.Join(fmt.Errorf("keep original: %w", told(err)), os.Remove(f.Name()))
	}
	return nil
}

// Original gives the bytes kept under a hash. Bytes that are not those of the
// hash any more are an error.
func (s *State) Original(hash string) ([]byte, error) {
	name, err := s.original(hash)
	if err != nil {
		return nil, fmt.Errorf("read original: %w", err)
	}
	f, err := os.Open(name)
	if errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("read original %s: %w", hash, ErrNotFound)
	}
	if err != nil {
		return nil, fmt.Errorf("read original: %w", err)
	}
	defer f.Close()
	r, err := gzip.NewReader(f)
	if err != nil {
		return nil, fmt.Errorf("read original %s: %w", hash, err)
	}
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("read original %s: %w", hash, err)
	}
	if sum := sha256.Sum256(data); hex.EncodeToString(sum[:]) != hash {
		return nil, fmt.Errorf("read original %s: the file is damaged: its bytes are not those that were stored", hash)
	}
	return data, nil
}

// HasOriginal reports whether bytes are kept under a hash.
func (s *State) HasOriginal(hash string) bool {
	name, err := s.original(hash)
	if err == nil {
		_, err = os.Stat(name)
	}
	return err == nil
}

// original gives the file of a hash.
func (s *State) original(hash string) (string, error) {
	if b, err := hex.DecodeString(hash); err != nil || len(b) != sha256.Size {
		return "", fmt.Errorf("%q is no SHA-256 in hexadecimal", hash)
	}
	return filepath.Join(s.originals, hash[:2], hash+originalSuffix), nil
}

// sweepOriginals removes what a killed process had begun to store.
func (s *State) sweepOriginals() error {
	err := filepath.WalkDir(s.originals, func(name string, f fs.DirEntry, err error) error {
		if err != nil || f.IsDir() || !strings.HasPrefix(f.Name(), partialPrefix) {
			return err
		}
		return os.Remove(name)
	})
	if err != nil {
		return fmt.Errorf("remove unfinished originals: %w", err)
	}
	return nil
}
