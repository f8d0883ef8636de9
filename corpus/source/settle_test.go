package source

import (
	"context"
	"errors"
	"os"
	"slices"
	"syscall"
	"testing"
	"testing/synctest"
	"time"
)

// The waiting is tested on fake time, which real notifications would not
// keep to.
func TestSettle(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		events, done := make(chan []string), make(chan error)
		start := time.Now()
		type told struct {
			paths []string
			after time.Duration
		}
		var all []told
		go func() {
			done <- settle(ctx, events, time.Second, 10*time.Second, func(paths []string) error {
				all = append(all, told{paths, time.Since(start)})
				return nil
			})
		}()
		// A burst is told once, a second after its last event.
		for range 3 {
			events <- []string{"b"}
			time.Sleep(500 * time.Millisecond)
			events <- []string{"a", "b"}
		}
		time.Sleep(5 * time.Second)
		// One that never ends is told every ten seconds.
		for range 30 {
			events <- []string{"c"}
			time.Sleep(500 * time.Millisecond)
		}
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
		want := []told{{[]string{"a", "b"}, 2500 * time.Millisecond}, {[]string{"c"}, 16500 * time.Millisecond}}
		if !slices.EqualFunc(all, want, func(a, b told) bool { return slices.Equal(a.paths, b.paths) && a.after == b.after }) {
			t.Errorf("told %v, want %v", all, want)
		}
	})
}

func TestSettleTellsTheRest(t *testing.T) {
	events := make(chan []string, 1)
	events <- []string{"a"}
	close(events)
	var got []string
	if err := settle(context.Background(), events, time.Hour, time.Hour, func(p []string) error { got = p; return nil }); err != nil || !slices.Equal(got, []string{"a"}) {
		t.Errorf("told %q, error %v", got, err)
	}
}

func TestTooManyWatches(t *testing.T) {
	for _, cause := range []error{syscall.ENOSPC, syscall.EMFILE} {
		if err := watchCause(os.NewSyscallError("inotify_add_watch", cause)); !errors.Is(err, ErrTooManyWatches) || !errors.Is(err, cause) {
			t.Errorf("%v became %v", cause, err)
		}
	}
	if err := watchCause(syscall.EIO); errors.Is(err, ErrTooManyWatches) {
		t.Errorf("%v is no lack of watches", err)
	}
}
