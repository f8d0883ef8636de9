// Package source lists and reads the files below a path, and tells when they
// change.
//
// Open gives a Tree, which reads through os.Root: no link can lead it out of
// the path it was opened on, not even one made while it is read. Tree.Walk
// lists the files in a stable order, Tree.Read gives one file's bytes with
// their hash, Tree.Hash the hash alone without keeping the bytes. Watch calls
// back when files below some paths have changed and then been left alone for
// a while.
package source

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// File is a file below a tree's path.
type File struct {
	Path    string    // as cited: relative, with "/", in NFC
	Size    int64     // bytes
	ModTime time.Time // when it was last written
	name    string    // as the file system has it, relative to the root
}

// Unchanged reports whether the file has the size and time of an earlier
// reading: a quick check that misses a change which keeps both.
func (f File) Unchanged(size int64, modTime time.Time) bool {
	return f.Size == size && f.ModTime.Equal(modTime)
}

// Hash is the SHA-256 of a file's content, in hexadecimal.
type Hash string

// HashOf gives the hash of bytes.
func HashOf(data []byte) Hash {
	sum := sha256.Sum256(data)
	return Hash(hex.EncodeToString(sum[:]))
}

// ErrTooLarge says that a file has more bytes than the caller takes.
var ErrTooLarge = errors.New("the file is larger than the limit")

// Tree is a folder, or one file, opened for reading. Close it.
type Tree struct {
	root   *os.Root
	single string // the only file's name on disk; empty for a folder
	shown  string // and its name as the path gives it
}

// Open opens the folder or the file at path. A path that is a link is
// followed; the name of a file is then the link's.
func Open(path string) (*Tree, error) {
	real, err := filepath.EvalSymlinks(path)
	if err != nil {
		return nil, fmt.Errorf("open %q: %w", path, err)
	}
	info, err := os.Stat(real)
	if err != nil {
		return nil, fmt.Errorf("open %q: %w", path, err)
	}
	t := &Tree{}
	folder := real
	switch {
	case info.IsDir():
	case info.Mode().IsRegular():
		folder, t.single = filepath.Split(real)
		if folder == "" {
			folder = "."
		}
		t.shown = filepath.Base(path)
	default:
		return nil, fmt.Errorf("open %q: %s is neither a file nor a folder", path, kindOf(info.Mode()))
	}
	if t.root, err = os.OpenRoot(folder); err != nil {
		return nil, fmt.Errorf("open %q: %w", path, err)
	}
	return t, nil
}

// Close frees the tree.
func (t *Tree) Close() error { return t.root.Close() }

// Read gives the bytes of a file and their hash. A file of more than max bytes
// is ErrTooLarge and is not read; one that grows while it is read is cut off
// there with the same error.
func (t *Tree) Read(ctx context.Context, f File, max int64) ([]byte, Hash, error) {
	in, size, err := t.open(f)
	if err != nil {
		return nil, "", err
	}
	defer in.Close()
	if size > max {
		return nil, "", fmt.Errorf("read %q: it has %d bytes, the limit is %d: %w", f.Path, size, max, ErrTooLarge)
	}
	data := make([]byte, 0, size+1)
	for {
		if err := ctx.Err(); err != nil {
			return nil, "", err
		}
		if len(data) == cap(data) {
			data = append(data, 0)[:len(data)]
		}
		n, err := in.Read(data[len(data):min(cap(data), len(data)+chunk)])
		data = data[:len(data)+n]
		if int64(len(data)) > max {
			return nil, "", fmt.Errorf("read %q: it grew beyond %d bytes: %w", f.Path, max, ErrTooLarge)
		}
		if errors.Is(err, io.EOF) {
			return data, HashOf(data), nil
		}
		if err != nil {
			return nil, "", fmt.Errorf("read %q: %w", f.Path, err)
		}
	}
}

// chunk is how many bytes are read between two looks at the context.
const chunk = 1 << 20

// Hash gives the hash of a file, of any size, without keeping its bytes.
func (t *Tree) Hash(ctx context.Context, f File) (Hash, error) {
	in, _, err := t.open(f)
	if err != nil {
		return "", err
	}
	defer in.Close()
	sum, buf := sha256.New(), make([]byte, 64<<10)
	for {
		if err := ctx.Err(); err != nil {
			return "", err
		}
		n, err := in.Read(buf)
		sum.Write(buf[:n])
		if errors.Is(err, io.EOF) {
			return Hash(hex.EncodeToString(sum.Sum(nil))), nil
		}
		if err != nil {
			return "", fmt.Errorf("hash %q: %w", f.Path, err)
		}
	}
}

// open opens a file, which must still be a regular one: opening a pipe would
// wait for its writer.
func (t *Tree) open(f File) (*os.File, int64, error) {
	name := f.name
	if name == "" {
		name = filepath.FromSlash(f.Path)
	}
	info, err := t.root.Stat(name)
	if err != nil {
		return nil, 0, fmt.Errorf("open %q: %w", f.Path, err)
	}
	if !info.Mode().IsRegular() {
		return nil, 0, fmt.Errorf("open %q: it is %s, not a file", f.Path, kindOf(info.Mode()))
	}
	in, err := t.root.Open(name)
	if err != nil {
		return nil, 0, fmt.Errorf("open %q: %w", f.Path, err)
	}
	return in, info.Size(), nil
}

// kindOf names what is no file, in English for admins.
func kindOf(mode fs.FileMode) string {
	switch {
	case mode.IsDir():
		return "a folder"
	case mode&fs.ModeNamedPipe != 0:
		return "a named pipe"
	case mode&fs.ModeSocket != 0:
		return "a socket"
	case mode&fs.ModeDevice != 0:
		return "a device"
	}
	return "a special file"
}
