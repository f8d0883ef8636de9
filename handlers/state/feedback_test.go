package state_test

import (
	"errors"
	"testing"
	"time"

	"vanthu/corpus"
	"vanthu/handlers/state"
)

// thank is a document with its hash.
func thank(t *testing.T, s *state.State, hash string) {
	t.Helper()
	d := &corpus.Document{ID: "d1", Path: "a.md", Collection: "c", Title: "Cấp thẻ", Language: "vi", Text: "Cấp thẻ " + hash}
	if _, err := s.SaveDocuments(t.Context(), []state.Change{{ID: "d1", Collection: "c", File: "a.md", Hash: hash, Document: d}}, time.Unix(1000, 0)); err != nil {
		t.Fatal(err)
	}
}

func TestFeedback(t *testing.T) {
	s := open(t, t.TempDir())
	ctx := t.Context()
	thank(t, s, "one")
	version, err := s.Version(ctx, "d1")
	if err != nil || version.Hash != "one" || version.Read.Unix() != 1000 {
		t.Fatalf("%+v %v", version, err)
	}
	if _, err := s.Version(ctx, "none"); !errors.Is(err, state.ErrNotFound) {
		t.Errorf("the version of nothing: %v", err)
	}
	f := state.Feedback{Kind: state.Rating, Day: "2026-01-05", Document: "d1", Title: "Cấp thẻ", Path: "a.md", Version: version, Language: "vi", Question: "phí?", Answer: 4}
	id, err := s.AddFeedback(ctx, "web:a", f, 3, time.Unix(2000, 0))
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(s.RateService(ctx, "web:a", id, 2), s.SayFeedback(ctx, "web:a", id, "chậm")); err != nil {
		t.Fatal(err)
	}
	for name, err := range map[string]error{
		"of another conversation": s.RateService(ctx, "web:b", id, 5), "that is not there": s.SayFeedback(ctx, "web:a", "none", "x")} {
		if !errors.Is(err, state.ErrNotFound) {
			t.Errorf("feedback %s was changed: %v", name, err)
		}
	}
	f.Kind, f.Answer, f.Words = state.Mistake, 0, "phí cũ"
	for range 2 {
		if _, err := s.AddFeedback(ctx, "web:a", f, 3, time.Unix(3000, 0)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.AddFeedback(ctx, "web:a", f, 3, time.Unix(3000, 0)); !errors.Is(err, state.ErrOften) {
		t.Errorf("the fourth of three: %v", err)
	}
	if _, err := s.AddFeedback(ctx, "web:b", f, 3, time.Unix(3500, 0)); err != nil {
		t.Errorf("another conversation: %v", err)
	}
	all, err := s.Feedback(ctx, "2026-01-05", 100)
	if err != nil || len(all) != 4 {
		t.Fatalf("%d, %v", len(all), err)
	}
	version.Read = time.Time{}
	if got := all[3]; got != (state.Feedback{ID: id, Kind: state.Rating, Day: "2026-01-05", Document: "d1", Title: "Cấp thẻ", Path: "a.md", Version: version, Language: "vi", Question: "phí?", Answer: 4, Service: 2, Words: "chậm"}) {
		t.Errorf("%+v", got)
	}
	if later, err := s.Feedback(ctx, "2026-01-06", 100); err != nil || len(later) != 0 {
		t.Errorf("later: %d, %v", len(later), err)
	}
	if two, err := s.Feedback(ctx, "", 2); err != nil || len(two) != 2 {
		t.Errorf("two: %d, %v", len(two), err)
	}
	if n, err := s.Mistakes(ctx); err != nil || n["d1"] != 3 {
		t.Errorf("mistakes: %v, %v", n, err)
	}
	thank(t, s, "two") // what was said was about another text
	if n, err := s.Mistakes(ctx); err != nil || len(n) != 0 {
		t.Errorf("mistakes in a new text: %v, %v", n, err)
	}
	if all, err = s.Feedback(ctx, "", 100); err != nil || !all[0].Changed {
		t.Errorf("%+v, %v", all[0], err)
	}
	if err := errors.Join(s.ForgetFeedback(ctx, "web:a"), s.ForgetFeedback(ctx, "web:none")); err != nil {
		t.Fatal(err)
	}
	if all, err = s.Feedback(ctx, "", 100); err != nil || len(all) != 1 || all[0].Words != "phí cũ" {
		t.Errorf("after forgetting: %+v, %v", all, err)
	}
	if _, err := s.AddFeedback(ctx, "web:a", f, 3, time.Unix(4000, 0)); err != nil {
		t.Errorf("after forgetting: %v", err)
	}
}
