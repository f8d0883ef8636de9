// Package inboxtest holds an inbox in memory for tests and the suite that
// every inbox passes.
package inboxtest

import (
	"context"
	"errors"
	"slices"
	"sync"

	"vanthu/handlers/inbox"
)

// Inbox is an inbox.Inbox in memory. It outlives the pools that use it, as a
// database outlives a crash.
type Inbox struct {
	mu    sync.Mutex
	known map[string]bool
	items []inbox.Item
	fail  error
}

// New gives an empty inbox.
func New() *Inbox { return &Inbox{known: map[string]bool{}} }

// Fail makes every later Add fail with err, until Fail(nil).
func (b *Inbox) Fail(err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.fail = err
}

// Add implements inbox.Inbox.
func (b *Inbox) Add(ctx context.Context, item inbox.Item) (bool, error) {
	if err := ctx.Err(); err != nil {
		return false, err
	}
	if item.ID == "" {
		return false, errors.New("an item needs an ID")
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.fail != nil {
		return false, b.fail
	}
	if b.known[item.ID] {
		return false, nil
	}
	b.known[item.ID] = true
	item.Payload = slices.Clone(item.Payload)
	b.items = append(b.items, item)
	return true, nil
}

// Pending implements inbox.Inbox.
func (b *Inbox) Pending(ctx context.Context) ([]inbox.Item, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	items := slices.Clone(b.items)
	for i := range items {
		items[i].Payload = slices.Clone(items[i].Payload)
	}
	return items, nil
}

// Done implements inbox.Inbox.
func (b *Inbox) Done(ctx context.Context, id string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.items = slices.DeleteFunc(b.items, func(i inbox.Item) bool { return i.ID == id })
	return nil
}
