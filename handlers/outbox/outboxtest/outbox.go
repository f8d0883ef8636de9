// Package outboxtest holds an outbox in memory for tests and the suite that
// every outbox passes.
package outboxtest

import (
	"context"
	"errors"
	"slices"
	"sync"

	"vanthu/handlers/outbox"
)

// Outbox is an outbox.Outbox in memory. It outlives the desks that use it, as
// a database outlives a crash.
type Outbox struct {
	mu      sync.Mutex
	sent    map[string]string // of every known message
	waiting []outbox.Message
	fail    error
}

// New gives an empty outbox.
func New() *Outbox { return &Outbox{sent: map[string]string{}} }

// Fail makes every later Add fail with err, until Fail(nil).
func (b *Outbox) Fail(err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.fail = err
}

// Add implements outbox.Outbox.
func (b *Outbox) Add(ctx context.Context, messages ...outbox.Message) (bool, error) {
	if err := ctx.Err(); err != nil {
		return false, err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.fail != nil {
		return false, b.fail
	}
	for i, m := range messages {
		if m.ID == "" {
			return false, errors.New("a message needs an ID")
		}
		if _, known := b.sent[m.ID]; known {
			if i == 0 {
				return false, nil
			}
			continue
		}
		b.sent[m.ID] = ""
		m.Payload = slices.Clone(m.Payload)
		b.waiting = append(b.waiting, m)
	}
	return len(messages) > 0, nil
}

// Pending implements outbox.Outbox.
func (b *Outbox) Pending(ctx context.Context) ([]outbox.Message, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Clone(b.waiting), nil
}

// Done implements outbox.Outbox.
func (b *Outbox) Done(ctx context.Context, id, sent string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	i := slices.IndexFunc(b.waiting, func(m outbox.Message) bool { return m.ID == id })
	if i >= 0 {
		b.waiting = slices.Delete(b.waiting, i, i+1)
		b.sent[id] = sent
	}
	return nil
}

// Sent implements outbox.Outbox.
func (b *Outbox) Sent(ctx context.Context, id string) (string, error) {
	if err := ctx.Err(); err != nil {
		return "", err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.sent[id], nil
}
