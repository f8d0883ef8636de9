package telegram

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
)

// aside runs small tasks beside the receiving, a fixed number at a time.
type aside struct {
	log   *slog.Logger
	slots chan struct{}

	mu   sync.Mutex
	idle sync.Cond // running became 0
	n    int       // running
}

func newAside(log *slog.Logger, atOnce int) *aside {
	a := &aside{log: log, slots: make(chan struct{}, atOnce)}
	a.idle.L = &a.mu
	return a
}

// run starts a task once there is room for it; false: ctx ended before.
func (a *aside) run(ctx context.Context, task func()) bool {
	select {
	case a.slots <- struct{}{}:
	case <-ctx.Done():
		return false
	}
	a.start(task)
	return true
}

// try starts a task if there is room for it.
func (a *aside) try(task func()) bool {
	select {
	case a.slots <- struct{}{}:
		a.start(task)
		return true
	default:
		return false
	}
}

func (a *aside) start(task func()) {
	a.mu.Lock()
	a.n++
	a.mu.Unlock()
	go func() {
		defer func() {
			if v := recover(); v != nil {
				a.log.Error("a task beside the receiving panicked", "panic", fmt.Sprintf("%T", v))
			}
			<-a.slots
			a.mu.Lock()
			defer a.mu.Unlock()
			if a.n--; a.n == 0 {
				a.idle.Broadcast()
			}
		}()
		task()
	}()
}

// wait waits until no task runs.
func (a *aside) wait() {
	a.mu.Lock()
	defer a.mu.Unlock()
	for a.n > 0 {
		a.idle.Wait()
	}
}
