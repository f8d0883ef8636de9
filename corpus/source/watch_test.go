package source_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"go.uber.org/goleak"

	"vanthu/corpus/source"
)

// watching runs Watch on paths and gives the changes it tells, and its end.
func watching(t *testing.T, paths ...string) (changes <-chan []string, stop func(), ended <-chan error) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	told, end := make(chan []string, 100), make(chan error, 1)
	go func() {
		end <- source.Watch(ctx, paths, 5*time.Millisecond, nil, func(changed []string) error { told <- changed; return nil })
	}()
	t.Cleanup(cancel)
	return told, cancel, end
}

// poke writes files anew until a change is told: a watch takes effect a moment
// after Watch was called.
func poke(t *testing.T, changes <-chan []string, write func()) []string {
	t.Helper()
	again := time.NewTicker(20 * time.Millisecond)
	defer again.Stop()
	for {
		write()
		select {
		case c := <-changes:
			return c
		case <-again.C:
		case <-t.Context().Done():
			t.Fatal("no change was told")
		}
	}
}

func TestWatch(t *testing.T) {
	defer goleak.VerifyNone(t)
	dir, other := t.TempDir(), t.TempDir()
	write(t, other, "one.txt", "", "two.txt", "")
	one := filepath.Join(other, "one.txt")
	changes, stop, ended := watching(t, dir, one)

	n := 0
	next := func() string { n++; return string(rune('a' + n%26)) }
	if got := poke(t, changes, func() { write(t, dir, "a.txt", next()) }); !slices.Equal(got, []string{dir}) {
		t.Errorf("a file in the folder: %q", got)
	}
	// A new folder is watched, at whatever depth.
	if err := os.MkdirAll(filepath.Join(dir, "new", "deep"), 0o755); err != nil {
		t.Fatal(err)
	}
	<-changes
	if got := poke(t, changes, func() { write(t, dir, "new/deep/b.txt", next()) }); !slices.Equal(got, []string{dir}) {
		t.Errorf("a file in a new folder: %q", got)
	}
	// Of a file's folder, only the file counts; hidden files never do.
	got := poke(t, changes, func() {
		write(t, other, "two.txt", next())
		write(t, other, ".one.swp", next())
		write(t, other, "one.txt", next())
	})
	for slices.Equal(got, []string{dir}) {
		got = <-changes // an earlier write to the folder, told late
	}
	if !slices.Equal(got, []string{one}) {
		t.Errorf("the file: %q", got)
	}
	stop()
	if err := <-ended; err != nil {
		t.Errorf("ended with %v", err)
	}
}

func TestWatchGone(t *testing.T) {
	defer goleak.VerifyNone(t)
	dir := filepath.Join(t.TempDir(), "folder")
	write(t, dir, "a.txt", "")
	changes, _, ended := watching(t, dir)
	poke(t, changes, func() { write(t, dir, "a.txt", "x") })
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	if err := <-ended; !errors.Is(err, source.ErrGone) {
		t.Errorf("ended with %v", err)
	}
}

func TestWatchEndsWithTheCallersError(t *testing.T) {
	defer goleak.VerifyNone(t)
	dir := t.TempDir()
	full := errors.New("no room")
	ended := make(chan error, 1)
	go func() {
		ended <- source.Watch(context.Background(), []string{dir}, time.Millisecond, nil, func([]string) error { return full })
	}()
	again := time.NewTicker(10 * time.Millisecond)
	defer again.Stop()
	for {
		write(t, dir, "a.txt", "x")
		select {
		case err := <-ended:
			if !errors.Is(err, full) {
				t.Errorf("ended with %v", err)
			}
			return
		case <-again.C:
		}
	}
}

func TestWatchNothing(t *testing.T) {
	err := source.Watch(context.Background(), []string{filepath.Join(t.TempDir(), "none")}, time.Second, nil, nil)
	if !errors.Is(err, os.ErrNotExist) {
		t.Errorf("error %v", err)
	}
}
