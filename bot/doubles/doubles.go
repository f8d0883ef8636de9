// Package doubles holds what stands in for the world around an adapter in its
// tests, and what the servers that stand in for platforms are made of. A test
// waits for what it expects to happen, never for time to pass.
package doubles

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"
)

// Watched guards what goroutines share and a test waits for. Its zero value is
// ready for use.
type Watched struct {
	sync.Mutex
	changed chan struct{} // closed at the next change; nil: nobody waits
}

// Change runs f, and wakes those who wait.
func (w *Watched) Change(f func()) {
	w.Lock()
	defer w.Unlock()
	f()
	if w.changed != nil {
		close(w.changed)
		w.changed = nil
	}
}

// Changed gives what is closed at the next change. The caller has locked w.
func (w *Watched) Changed() <-chan struct{} {
	if w.changed == nil {
		w.changed = make(chan struct{})
	}
	return w.changed
}

// Until waits until ok holds or ctx ends. ok is called while w is locked.
func (w *Watched) Until(ctx context.Context, ok func() bool) error {
	for {
		w.Lock()
		holds, changed := ok(), w.Changed()
		w.Unlock()
		if holds {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return fmt.Errorf("wait for the bot: %w", ctx.Err())
		}
	}
}

// Log is what was logged.
type Log struct {
	mu   Watched
	text strings.Builder
}

// Write implements io.Writer.
func (l *Log) Write(p []byte) (int, error) {
	l.mu.Change(func() { l.text.Write(p) })
	return len(p), nil
}

// String gives the log so far.
func (l *Log) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// Until waits until the log holds a text so often, or ctx ends.
func (l *Log) Until(ctx context.Context, text string, times int) error {
	return l.mu.Until(ctx, func() bool { return strings.Count(l.text.String(), text) >= times })
}

// Timer is one that is up at once, and remembers how long it was set to.
type Timer struct {
	mu    sync.Mutex
	waits []time.Duration
}

// Wait is delivery.Wait without the waiting.
func (t *Timer) Wait(ctx context.Context, d time.Duration) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.waits = append(t.waits, d)
	return ctx.Err()
}

// Waits gives how long was waited, one time after another.
func (t *Timer) Waits() []time.Duration {
	t.mu.Lock()
	defer t.mu.Unlock()
	return slices.Clone(t.waits)
}
