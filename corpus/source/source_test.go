package source_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"vanthu/corpus/source"
)

// write makes files, given as name and content in turn.
func write(t *testing.T, dir string, files ...string) {
	t.Helper()
	for i := 0; i < len(files); i += 2 {
		name := filepath.Join(dir, files[i])
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(files[i+1]), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func open(t *testing.T, path string) *source.Tree {
	t.Helper()
	tree, err := source.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = tree.Close() })
	return tree
}

// list walks a tree and gives a line for each file or skip.
func list(t *testing.T, tree *source.Tree) (lines []string, files []source.File) {
	t.Helper()
	err := tree.Walk(context.Background(), func(f source.File, err error) error {
		if err != nil {
			var skip *source.Skip
			if !errors.As(err, &skip) {
				t.Errorf("%s: error %v is no Skip", f.Path, err)
			}
			lines = append(lines, "skipped "+err.Error())
			return nil
		}
		lines = append(lines, fmt.Sprintf("%s %d", f.Path, f.Size))
		files = append(files, f)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return lines, files
}

func TestWalk(t *testing.T) {
	outside := t.TempDir()
	write(t, outside, "secret.txt", "s")
	dir := t.TempDir()
	write(t, dir, "b.txt", "bb", "a/z.md", "z", "a/y.md", "yy", "Nghị quyết.txt", "1", "e\u0301.txt", "nfd",
		".git/config", "x", ".hidden", "x", "~$a.docx", "x", "a/b.txt~", "x", "c.swp", "x", "Thumbs.db", "x", ".store/kept.txt", "kept")
	for name, target := range map[string]string{"out.txt": filepath.Join(outside, "secret.txt"), "up": "../..", "same.txt": "b.txt", "a/loop": "..", "stored.txt": ".store/kept.txt", "none": "nowhere"} {
		if err := os.Symlink(target, filepath.Join(dir, name)); err != nil {
			t.Skip(err)
		}
	}
	if err := syscall.Mkfifo(filepath.Join(dir, "pipe"), 0o600); err != nil {
		t.Skip(err)
	}
	lines, files := list(t, open(t, dir))
	want := []string{
		"Nghị quyết.txt 1", "a/y.md 2", "a/z.md 1", "b.txt 2",
		"skipped none: the link leads nowhere",
		"skipped out.txt: the link leads out of the folder; put the file itself there",
		"skipped pipe: it is a named pipe, not a file",
		"stored.txt 4",
		"skipped up: the link leads out of the folder; put the file itself there",
		"é.txt 3",
	}
	if got := strings.Join(lines, "\n"); got != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", got, strings.Join(want, "\n"))
	}
	tree := open(t, dir)
	for _, f := range files {
		if f.Path == "é.txt" { // named otherwise on disk
			if data, _, err := tree.Read(context.Background(), f, 100); err != nil || string(data) != "nfd" {
				t.Errorf("read %q, %v", data, err)
			}
		}
	}
}

func TestSingleFile(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "real/a.txt", "abc", "real/b.txt", "x")
	path := filepath.Join(dir, "named.txt")
	if err := os.Symlink("real/a.txt", path); err != nil {
		t.Skip(err)
	}
	tree := open(t, path)
	lines, files := list(t, tree)
	if len(lines) != 1 || lines[0] != "named.txt 3" {
		t.Fatalf("got %q", lines)
	}
	data, hash, err := tree.Read(context.Background(), files[0], 3)
	if err != nil || string(data) != "abc" {
		t.Fatalf("read %q, %v", data, err)
	}
	// FIPS 180-4's own example.
	if want := source.Hash("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"); hash != want || source.HashOf(data) != want {
		t.Errorf("hash %s", hash)
	}
	if streamed, err := tree.Hash(context.Background(), files[0]); err != nil || streamed != hash {
		t.Errorf("streamed hash %s, %v", streamed, err)
	}
	if _, _, err := tree.Read(context.Background(), files[0], 2); !errors.Is(err, source.ErrTooLarge) {
		t.Errorf("error %v, want too large", err)
	}
	if _, err := source.Open(filepath.Join(dir, "none")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("error %v", err)
	}
}

func TestUnchanged(t *testing.T) {
	at := time.Date(2025, 10, 15, 8, 0, 0, 0, time.UTC)
	f := source.File{Size: 3, ModTime: at}
	for _, c := range []struct {
		size int64
		time time.Time
		want bool
	}{{3, at, true}, {3, at.In(time.FixedZone("", 7*3600)), true}, {4, at, false}, {3, at.Add(1), false}} {
		if got := f.Unchanged(c.size, c.time); got != c.want {
			t.Errorf("size %d, time %v: %v", c.size, c.time, got)
		}
	}
}

// A file that became something else since the walk is not waited for, and a
// link put in its place does not lead out.
func TestChangedBetweenWalkAndRead(t *testing.T) {
	dir, outside := t.TempDir(), t.TempDir()
	write(t, dir, "a.txt", "a", "b.txt", "b")
	write(t, outside, "secret", "s3cret")
	tree := open(t, dir)
	_, files := list(t, tree)
	for _, f := range files {
		if err := os.Remove(filepath.Join(dir, f.Path)); err != nil {
			t.Fatal(err)
		}
	}
	if err := syscall.Mkfifo(filepath.Join(dir, "a.txt"), 0o600); err != nil {
		t.Skip(err)
	}
	if err := os.Symlink(filepath.Join(outside, "secret"), filepath.Join(dir, "b.txt")); err != nil {
		t.Skip(err)
	}
	for _, f := range files {
		if data, _, err := tree.Read(context.Background(), f, 100); err == nil {
			t.Errorf("%s was read: %q", f.Path, data)
		}
	}
}

func TestWalkStops(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "a", "", "b", "", "c/d", "")
	stop := errors.New("enough")
	calls := 0
	err := open(t, dir).Walk(context.Background(), func(source.File, error) error { calls++; return stop })
	if !errors.Is(err, stop) || calls != 1 {
		t.Errorf("error %v after %d calls", err, calls)
	}
	ctx, cancel := context.WithCancel(context.Background())
	err = open(t, dir).Walk(ctx, func(f source.File, _ error) error { cancel(); return nil })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}
