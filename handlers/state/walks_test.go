package state_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"vanthu/corpus"
	"vanthu/handlers/state"
	"vanthu/handlers/walk"
)

// A document that is a procedure is told as one while it is.
func TestProcedures(t *testing.T) {
	s := open(t, t.TempDir())
	service := document("service", "Trình tự thực hiện")
	service.Document.Kind, service.Document.Procedure = corpus.KindProcedure, &corpus.Procedure{Title: "Cấp thẻ", Steps: []corpus.Span{{Start: 0, End: 5}}}
	other := document("plan", "Kế hoạch")
	other.Document.Kind, other.Document.Procedure = corpus.KindDocument, nil
	save(t, s, service, other)
	told := func(generation int64) string {
		t.Helper()
		stored, gone, err := s.Procedures(t.Context(), generation)
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, d := range stored {
			out = append(out, "+"+d.ID)
		}
		for _, id := range gone {
			out = append(out, "-"+id)
		}
		return strings.Join(out, " ")
	}
	if got := told(0); got != "+service" {
		t.Errorf("all: %s", got)
	}
	first, err := s.Generation(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if got := told(first); got != "" {
		t.Errorf("nothing changed: %s", got)
	}
	plain := service
	d := *service.Document
	d.Kind, d.Procedure, d.Text = corpus.KindDocument, nil, "Trình tự thực hiện nay là tin"
	d.Passages = nil
	plain.Document, plain.Hash = &d, d.Text
	save(t, s, plain)
	if got := told(first); got != "-service" {
		t.Errorf("a procedure that is none any more: %s", got)
	}
	if got := told(0); got != "" {
		t.Errorf("all afterwards: %s", got)
	}
	save(t, s, service)
	if got := told(0); got != "+service" {
		t.Errorf("it is one again: %s", got)
	}
	save(t, s, state.Change{ID: "service", Deleted: true})
	if got := told(0) + told(first); got != "-service" {
		t.Errorf("dropped: %s", got)
	}
}

// A walk is kept for months, is that of one conversation, and is forgotten
// with it.
func TestWalks(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	ctx := t.Context()
	if _, err := s.Walk(ctx, "web:an", "a"); !errors.Is(err, state.ErrNotFound) {
		t.Errorf("a walk that was not begun: %v", err)
	}
	w := walk.Walk{Document: "a", Channel: "Trực tiếp", Ticked: []string{"k1"}, Stage: walk.Papers, HandedIn: "2026-01-02", Read: map[string]string{"fee": "x"}}
	if err := errors.Join(s.SaveWalk(ctx, "web:an", w, now), s.SaveWalk(ctx, "web:an", walk.Walk{Document: "b", Stage: walk.Cost}, now.Add(time.Second)), s.SaveWalk(ctx, "web:binh", walk.Walk{Document: "a", Stage: walk.Steps}, now)); err != nil {
		t.Fatal(err)
	}
	c := state.Conversation{Language: "vi", Facts: &state.Facts{Kept: true, Channel: "Trực tiếp"}}
	if err := s.SaveConversation(ctx, "web:an", c, now); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = open(t, dir)
	got, err := s.Walk(ctx, "web:an", "a")
	if err != nil || got.Channel != w.Channel || len(got.Ticked) != 1 || got.Stage != walk.Papers || got.HandedIn != w.HandedIn || got.Read["fee"] != "x" {
		t.Errorf("the walk came back as %+v, %v", got, err)
	}
	list, err := s.Walks(ctx, "web:an")
	if err != nil || len(list) != 2 || list[0].Document != "b" {
		t.Errorf("walks %+v, %v", list, err)
	}
	month := now.Add(40 * 24 * time.Hour)
	if c, err := s.Conversation(ctx, "web:an", month); err != nil || c.Facts == nil || !c.Facts.Kept || c.Facts.Channel != "Trực tiếp" {
		t.Errorf("after a month %+v, %v", c.Facts, err)
	}
	if err := s.Forget(ctx, "web:an", "an"); err != nil {
		t.Fatal(err)
	}
	if list, err := s.Walks(ctx, "web:an"); err != nil || len(list) > 0 {
		t.Errorf("what was forgotten is there: %+v, %v", list, err)
	}
	if c, err := s.Conversation(ctx, "web:an", now); err != nil || c.Facts != nil || c.Language != "" {
		t.Errorf("what was forgotten is there: %+v, %v", c, err)
	}
	if list, err := s.Walks(ctx, "web:binh"); err != nil || len(list) != 1 {
		t.Errorf("another one's is gone: %+v, %v", list, err)
	}
	// One that nobody goes on with is dropped after a year.
	if err := s.SaveWalk(ctx, "web:chi", walk.Walk{Document: "c", Stage: walk.Cost}, now.Add(366*24*time.Hour)); err != nil {
		t.Fatal(err)
	}
	if list, err := s.Walks(ctx, "web:binh"); err != nil || len(list) != 0 {
		t.Errorf("after a year: %+v, %v", list, err)
	}
}
