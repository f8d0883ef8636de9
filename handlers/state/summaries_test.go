package state_test

import (
	"context"
	"testing"
	"time"

	"vanthu/corpus"
	"vanthu/handlers/state"
)

// Accounts are counted apart.
func TestAccounts(t *testing.T) {
	ctx := context.Background()
	s, err := state.Open(ctx, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	const day = corpus.Day("2026-11-22")
	voices := s.Account("voices")
	if ok, err := s.Spend(ctx, day, "a", 1, 1, 900, 1000); err != nil || !ok {
		t.Fatal(ok, err)
	}
	for i, c := range []struct {
		person  string
		seconds int
		ok      bool
	}{
		{"a", 60, true}, {"a", 10, false}, // one a person
		{"b", 50, false}, {"b", 40, true}, // 100 seconds
		{"", 0, false}, // two calls
	} {
		if ok, err := voices.Spend(ctx, day, c.person, 1, 2, c.seconds, 100); err != nil || ok != c.ok {
			t.Errorf("call %d: %v %v, want %v", i, ok, err, c.ok)
		}
	}
	if err := voices.Settle(ctx, day, -25); err != nil {
		t.Fatal(err)
	}
	if calls, seconds, err := voices.Spent(ctx, day); err != nil || calls != 2 || seconds != 75 {
		t.Errorf("voices: %d calls, %d seconds, %v", calls, seconds, err)
	}
	if calls, tokens, err := s.Spent(ctx, day); err != nil || calls != 1 || tokens != 900 {
		t.Errorf("summaries: %d calls, %d tokens, %v", calls, tokens, err)
	}
}

func TestSummariesAreCounted(t *testing.T) {
	ctx := context.Background()
	s, err := state.Open(ctx, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for i, c := range []struct {
		day    string
		person string
		tokens int
		ok     bool
	}{
		{"2026-11-22", "a", 100, true}, {"2026-11-22", "a", 100, true}, {"2026-11-22", "a", 100, false}, // two a person
		{"2026-11-22", "", 100, true}, {"2026-11-22", "b", 100, false}, // three a day
		{"2026-11-23", "a", 900, true}, {"2026-11-23", "a", 200, false}, // 1000 tokens
		{"2026-11-23", "a", 100, true},
	} {
		ok, err := s.Spend(ctx, corpus.Day(c.day), c.person, 2, 3, c.tokens, 1000)
		if err != nil || ok != c.ok {
			t.Errorf("call %d: %v %v, want %v", i, ok, err, c.ok)
		}
	}
	if err := s.Settle(ctx, "2026-11-23", -600); err != nil {
		t.Fatal(err)
	}
	if calls, tokens, err := s.Spent(ctx, "2026-11-23"); err != nil || calls != 2 || tokens != 400 {
		t.Errorf("spent %d calls and %d tokens, %v", calls, tokens, err)
	}
	if calls, _, err := s.Spent(ctx, "2026-11-22"); err != nil || calls != 0 {
		t.Errorf("the day before still counts %d calls, %v", calls, err)
	}
}

func TestSummariesAreKept(t *testing.T) {
	ctx := context.Background()
	s, err := state.Open(ctx, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	now := time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)
	for _, body := range []string{"old", "new"} {
		if err := s.KeepSummary(ctx, "k", []byte(body), now.Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
	}
	if body, ok, err := s.KeptSummary(ctx, "k", now); err != nil || !ok || string(body) != "new" {
		t.Errorf("%q %v %v", body, ok, err)
	}
	for key, at := range map[string]time.Time{"k": now.Add(2 * time.Hour), "other": now} {
		if _, ok, err := s.KeptSummary(ctx, key, at); err != nil || ok {
			t.Errorf("%s at %v: %v %v", key, at, ok, err)
		}
	}
}
