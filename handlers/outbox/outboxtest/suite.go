package outboxtest

import (
	"context"
	"slices"
	"testing"
	"time"

	"vanthu/handlers/outbox"
)

// Run checks an implementation of outbox.Outbox; open gives a new, empty one.
func Run(t *testing.T, open func() outbox.Outbox) {
	t.Helper()
	made := time.Date(2025, 10, 20, 8, 30, 15, 123_000_000, time.UTC)
	message := func(id string) outbox.Message {
		return outbox.Message{ID: id, Conversation: "telegram:-100", Made: made, Payload: []byte(`{"text":"Lệ phí «là gì»? עברית"}`)}
	}
	add := func(t *testing.T, b outbox.Outbox, want bool, ids ...string) {
		t.Helper()
		var all []outbox.Message
		for _, id := range ids {
			all = append(all, message(id))
		}
		fresh, err := b.Add(t.Context(), all...)
		if err != nil {
			t.Fatalf("Add(%s): %v", ids, err)
		}
		if fresh != want {
			t.Errorf("Add(%s): fresh %v, want %v", ids, fresh, want)
		}
	}
	done := func(t *testing.T, b outbox.Outbox, id, sent string) {
		t.Helper()
		if err := b.Done(t.Context(), id, sent); err != nil {
			t.Errorf("Done(%s): %v", id, err)
		}
	}
	pending := func(t *testing.T, b outbox.Outbox, want ...string) []outbox.Message {
		t.Helper()
		messages, err := b.Pending(t.Context())
		if err != nil {
			t.Fatalf("Pending: %v", err)
		}
		var ids []string
		for _, m := range messages {
			ids = append(ids, m.ID)
		}
		if !slices.Equal(ids, want) {
			t.Errorf("pending: %v, want %v", ids, want)
		}
		return messages
	}
	sent := func(t *testing.T, b outbox.Outbox, id, want string) {
		t.Helper()
		if got, err := b.Sent(t.Context(), id); err != nil || got != want {
			t.Errorf("Sent(%s): %q, %v; want %q", id, got, err, want)
		}
	}

	t.Run("a message comes back as it was", func(t *testing.T) {
		b := open()
		pending(t, b)
		add(t, b, true, "a/0.0")
		got, want := pending(t, b, "a/0.0")[0], message("a/0.0")
		if got.Conversation != want.Conversation || string(got.Payload) != string(want.Payload) || !got.Made.Equal(made) {
			t.Errorf("got %+v, want %+v", got, want)
		}
		sent(t, b, "a/0.0", "")
	})
	t.Run("messages keep the order of adding", func(t *testing.T) {
		b := open()
		add(t, b, true, "b/0.0", "b/0.1")
		add(t, b, true, "a/0.0", "a/0.1")
		done(t, b, "b/0.1", "7")
		pending(t, b, "b/0.0", "a/0.0", "a/0.1")
	})
	t.Run("known messages are not fresh", func(t *testing.T) {
		b := open()
		add(t, b, true, "a/0.0", "a/0.1")
		add(t, b, false, "a/0.0", "a/0.1", "a/0.2")
		pending(t, b, "a/0.0", "a/0.1")
		done(t, b, "a/0.0", "7")
		add(t, b, false, "a/0.0")
		pending(t, b, "a/0.1")
	})
	t.Run("the platform's ID of a delivered message is known", func(t *testing.T) {
		b := open()
		add(t, b, true, "a/0.0", "a/0.1")
		done(t, b, "a/0.0", "7")
		done(t, b, "a/0.1", "")
		done(t, b, "a/0.0", "8") // it is done already
		sent(t, b, "a/0.0", "7")
		sent(t, b, "a/0.1", "")
		sent(t, b, "unknown", "")
		done(t, b, "unknown", "9")
		pending(t, b)
	})
	t.Run("a cancelled Add stores nothing", func(t *testing.T) {
		b := open()
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := b.Add(ctx, message("a/0.0"), message("a/0.1")); err == nil {
			t.Error("no error")
		}
		pending(t, b)
		add(t, b, true, "a/0.0")
	})
}
