package inboxtest

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"vanthu/handlers/inbox"
)

// Run checks an implementation of inbox.Inbox; open gives a new, empty one.
func Run(t *testing.T, open func() inbox.Inbox) {
	t.Helper()
	received := time.Date(2025, 10, 20, 8, 30, 15, 123_000_000, time.UTC)
	item := func(id string) inbox.Item {
		return inbox.Item{ID: id, Conversation: "telegram:-100", Received: received, Payload: []byte(`{"text":"Lệ phí «là gì»? עברית"}`)}
	}
	add := func(t *testing.T, b inbox.Inbox, it inbox.Item, want bool) {
		t.Helper()
		fresh, err := b.Add(t.Context(), it)
		if err != nil {
			t.Fatalf("Add(%s): %v", it.ID, err)
		}
		if fresh != want {
			t.Errorf("Add(%s): fresh %v, want %v", it.ID, fresh, want)
		}
	}
	done := func(t *testing.T, b inbox.Inbox, id string) {
		t.Helper()
		if err := b.Done(t.Context(), id); err != nil {
			t.Errorf("Done(%s): %v", id, err)
		}
	}
	pending := func(t *testing.T, b inbox.Inbox) []inbox.Item {
		t.Helper()
		items, err := b.Pending(t.Context())
		if err != nil {
			t.Fatalf("Pending: %v", err)
		}
		return items
	}
	ids := func(items []inbox.Item) []string {
		out := make([]string, len(items))
		for i, it := range items {
			out[i] = it.ID
		}
		return out
	}

	t.Run("a new inbox is empty", func(t *testing.T) {
		if got := pending(t, open()); len(got) != 0 {
			t.Errorf("Pending: %v", got)
		}
	})
	t.Run("an item comes back as it was", func(t *testing.T) {
		b := open()
		want := item("telegram:1")
		add(t, b, want, true)
		got := pending(t, b)
		if len(got) != 1 {
			t.Fatalf("%d items are pending, want 1", len(got))
		}
		if got[0].ID != want.ID || got[0].Conversation != want.Conversation || string(got[0].Payload) != string(want.Payload) {
			t.Errorf("got %+v, want %+v", got[0], want)
		}
		if !got[0].Received.Equal(want.Received) {
			t.Errorf("received at %v, want %v", got[0].Received, want.Received)
		}
	})
	t.Run("a known ID is not fresh", func(t *testing.T) {
		b := open()
		add(t, b, item("telegram:1"), true)
		add(t, b, item("telegram:1"), false)
		if got := ids(pending(t, b)); !slices.Equal(got, []string{"telegram:1"}) {
			t.Errorf("pending: %v", got)
		}
	})
	t.Run("the ID of a done item is not fresh", func(t *testing.T) {
		b := open()
		add(t, b, item("telegram:1"), true)
		done(t, b, "telegram:1")
		add(t, b, item("telegram:1"), false)
		if got := pending(t, b); len(got) != 0 {
			t.Errorf("pending: %v", ids(got))
		}
	})
	t.Run("pending items keep the order of adding", func(t *testing.T) {
		b := open()
		for _, id := range []string{"telegram:9", "discord:10", "telegram:1", "telegram:2"} {
			add(t, b, item(id), true)
		}
		done(t, b, "telegram:1")
		if got, want := ids(pending(t, b)), []string{"telegram:9", "discord:10", "telegram:2"}; !slices.Equal(got, want) {
			t.Errorf("pending: %v, want %v", got, want)
		}
	})
	t.Run("Done of an unknown or done ID is no error", func(t *testing.T) {
		b := open()
		done(t, b, "telegram:404")
		add(t, b, item("telegram:1"), true)
		done(t, b, "telegram:1")
		done(t, b, "telegram:1")
	})
	t.Run("a cancelled Add stores nothing", func(t *testing.T) {
		b := open()
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := b.Add(ctx, item("telegram:1")); err == nil {
			t.Error("no error")
		}
		add(t, b, item("telegram:1"), true)
	})
	t.Run("of many adding one ID at a time, one is fresh", func(t *testing.T) {
		b := open()
		var wg sync.WaitGroup
		var mu sync.Mutex
		fresh := map[string]int{}
		for i := range 40 {
			id := fmt.Sprintf("telegram:%d", i%4)
			wg.Go(func() {
				ok, err := b.Add(t.Context(), item(id))
				mu.Lock()
				defer mu.Unlock()
				if err != nil {
					t.Errorf("Add(%s): %v", id, err)
				}
				if ok {
					fresh[id]++
				}
			})
		}
		wg.Wait()
		for i := range 4 {
			if id := fmt.Sprintf("telegram:%d", i); fresh[id] != 1 {
				t.Errorf("%s was fresh %d times", id, fresh[id])
			}
		}
		if got := pending(t, b); len(got) != 4 {
			t.Errorf("%d items are pending, want 4", len(got))
		}
	})
}
