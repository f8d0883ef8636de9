package handlers_test

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"vanthu/corpus"
	"vanthu/handlers"
	"vanthu/handlers/answer"
	"vanthu/handlers/state"
)

// desk is where people say what they think of one procedure.
type desk struct {
	t     *testing.T
	state *state.State
	core  *handlers.Core
	now   time.Time
}

// numbered gives IDs to answers and does nothing else.
type numbered struct{ handlers.Answerer }

func (numbered) NewID() string { return "a1" }

func newDesk(t *testing.T) *desk {
	t.Helper()
	s, catalog := kept(t, t.TempDir())
	c := &desk{t: t, state: s, now: time.Date(2026, 1, 5, 2, 0, 0, 0, time.UTC)}
	c.core = handlers.New(handlers.Deps{Answerer: numbered{}, Library: s, Memory: s, Opinions: s, Catalog: catalog, Zone: time.FixedZone("", 7*3600),
		Now: func() time.Time { return c.now }, Log: slog.New(slog.NewTextHandler(io.Discard, nil))})
	c.store("p1", "Cấp thẻ", corpus.Visibility{})
	c.store("p2", "Nội bộ", corpus.AgencyOnly())
	return c
}

func (c *desk) store(id, title string, v corpus.Visibility) {
	c.t.Helper()
	d := &corpus.Document{ID: id, Path: id + ".md", Collection: "c", Kind: corpus.KindProcedure, Title: title, Language: "vi", Text: title, Visibility: v, Procedure: &corpus.Procedure{Title: title}}
	if _, err := c.state.SaveDocuments(c.t.Context(), []state.Change{{ID: id, Collection: "c", File: d.Path, Hash: title, Document: d}}, c.now); err != nil {
		c.t.Fatal(err)
	}
}

// tell passes a message, or after "!" a pressed button, on and gives what
// is said to it and the actions of its buttons.
func (c *desk) tell(room string, role handlers.Role, message string) (words string, actions []string) {
	c.t.Helper()
	var out said
	r := handlers.Request{Conversation: handlers.Conversation{Platform: "telegram", ID: room}, Person: "telegram:" + room, Role: role, Language: "en"}
	if action, pressed := strings.CutPrefix(message, "!"); pressed {
		r.Action = action
	} else {
		r.Text = message
	}
	if err := c.core.Handle(c.t.Context(), r, &out); err != nil || len(out.replies) != 1 {
		c.t.Fatalf("%s: %d replies, %v", message, len(out.replies), err)
	}
	for _, b := range out.replies[0].Buttons {
		if len(b.Action) > 64 {
			c.t.Errorf("the action %q is too long", b.Action)
		}
		actions = append(actions, b.Action)
	}
	return handlers.Plain(out.replies[0]), actions
}

// heard gives all that is kept, the newest first.
func (c *desk) heard() []state.Feedback {
	c.t.Helper()
	all, err := c.state.Feedback(c.t.Context(), "", 1000)
	if err != nil {
		c.t.Fatal(err)
	}
	return all
}

func contains(t *testing.T, said, want string) {
	t.Helper()
	if !strings.Contains(said, want) {
		t.Errorf("said %q, want %q", said, want)
	}
}

func TestRating(t *testing.T) {
	c := newDesk(t)
	past := state.Conversation{Language: "en", Last: &answer.Turn{Question: "Phí? Gọi 0912345678", Documents: []string{"p1"}}}
	if err := c.state.SaveConversation(t.Context(), "telegram:7", past, c.now); err != nil {
		t.Fatal(err)
	}
	words, actions := c.tell("7", handlers.Citizen, "!rate:p1")
	contains(t, words, "How much did this answer help you")
	if got := strings.Join(actions, " "); got != "rate:answer:1:p1 rate:answer:2:p1 rate:answer:3:p1 rate:answer:4:p1 rate:answer:5:p1 mistake:p1" {
		t.Errorf("buttons: %s", got)
	}
	words, actions = c.tell("7", handlers.Citizen, "!"+actions[1])
	contains(t, words, "And the office")
	if len(actions) != 6 {
		t.Fatalf("buttons: %q", actions)
	}
	c.tell("8", handlers.Citizen, "!"+actions[0]) // somebody else cannot rate for them
	words, _ = c.tell("7", handlers.Citizen, "!"+actions[4])
	contains(t, words, "next message")
	words, _ = c.tell("7", handlers.Citizen, "Chờ lâu\u200b.\nlan@mail.vn")
	contains(t, words, "without your name")
	all := c.heard()
	if len(all) != 1 {
		t.Fatalf("%d are kept", len(all))
	}
	if f := all[0]; f.Answer != 2 || f.Service != 5 || f.Words != "Chờ lâu. […]" || f.Question != "Phí? Gọi […]" || f.Document != "p1" || f.Version.Hash != "Cấp thẻ" || f.Day != "2026-01-05" || f.Language != "en" || f.Kind != state.Rating {
		t.Errorf("kept %+v", f)
	}
	_, actions = c.tell("7", handlers.Citizen, "!rate:answer:4:p1")
	words, actions = c.tell("7", handlers.Citizen, "!"+actions[5])
	contains(t, words, "next message")
	words, _ = c.tell("7", handlers.Citizen, "!"+actions[0])
	contains(t, words, "Thank you")
	if f := c.heard()[0]; f.Answer != 2 && f.Answer != 4 {
		t.Errorf("kept %+v", f)
	}
}

func TestMistake(t *testing.T) {
	c := newDesk(t)
	words, actions := c.tell("7", handlers.Citizen, "!mistake:p1")
	contains(t, words, "What is wrong or out of date in “Cấp thẻ”?")
	words, _ = c.tell("7", handlers.Citizen, strings.Repeat("Phí là 20.000 đồng chứ? ", 60))
	contains(t, words, "look after the documents")
	contains(t, words, "first 1000 characters")
	f := c.heard()[0]
	if n := utf8.RuneCountInString(f.Words); f.Kind != state.Mistake || n > 1000 || n < 990 || !strings.HasPrefix(f.Words, "Phí là 20.000 đồng chứ?") {
		t.Errorf("kept %d characters: %+v", n, f)
	}
	c.tell("7", handlers.Citizen, "!mistake:p1")
	words, _ = c.tell("7", handlers.Citizen, "!"+actions[0])
	contains(t, words, "Cancelled")
	for _, action := range []string{"!mistake:none", "!mistake:p2", "!rate:none", "!rate:p2", "!rate:answer:3:p2", "!rate:answer:3:none"} {
		words, _ = c.tell("7", handlers.Citizen, action)
		contains(t, words, "no longer among the documents")
	}
	for _, action := range []string{"!rate:answer:0:p1", "!rate:answer:6:p1", "!rate:answer:x:p1", "!rate:else:3:p1", "!rate:answer:skip:p1"} {
		words, _ = c.tell("7", handlers.Citizen, action)
		if strings.Contains(words, "Noted") {
			t.Errorf("%s: %s", action, words)
		}
	}
	words, _ = c.tell("7", handlers.Citizen, "!rate:service:3:none")
	contains(t, words, "no longer here")
	if n := len(c.heard()); n != 1 {
		t.Errorf("%d are kept", n)
	}
}

func TestFeedbackADay(t *testing.T) {
	c := newDesk(t)
	for range 20 {
		words, _ := c.tell("7", handlers.Citizen, "!rate:answer:3:p1")
		contains(t, words, "Noted")
	}
	words, _ := c.tell("7", handlers.Citizen, "!rate:answer:3:p1")
	contains(t, words, "20 notes today")
	c.tell("7", handlers.Citizen, "!mistake:p1")
	words, _ = c.tell("7", handlers.Citizen, "phí cũ")
	contains(t, words, "20 notes today")
	words, _ = c.tell("8", handlers.Citizen, "!rate:answer:3:p1")
	contains(t, words, "Noted")
	c.now = c.now.Add(24 * time.Hour)
	words, _ = c.tell("7", handlers.Citizen, "!rate:answer:3:p1")
	contains(t, words, "Noted")
}

// What is kept does not tell who said it, and can be forgotten.
func TestFeedbackIsNobodys(t *testing.T) {
	c := newDesk(t)
	c.tell("4242", handlers.Citizen, "!rate:answer:3:p1")
	if got := fmt.Sprintf("%+v", c.heard()); strings.Contains(got, "4242") {
		t.Errorf("it tells who: %s", got)
	}
	c.tell("4343", handlers.Citizen, "!rate:answer:5:p1")
	c.tell("4242", handlers.Citizen, "/forget")
	if all := c.heard(); len(all) != 2 {
		t.Errorf("deleted before anybody agreed: %+v", all)
	}
	c.tell("4242", handlers.Citizen, "!forget:yes")
	if all := c.heard(); len(all) != 1 || all[0].Answer != 5 {
		t.Errorf("after one has forgotten: %+v", all)
	}
	if err := c.state.ForgetFeedback(context.Background(), "telegram:4343"); err != nil {
		t.Fatal(err)
	}
	if n := len(c.heard()); n != 0 {
		t.Errorf("%d are kept after forgetting", n)
	}
}

func TestHeard(t *testing.T) {
	c := newDesk(t)
	words, _ := c.tell("1", handlers.Editor, "/feedback")
	contains(t, words, "Since 7 December 2025 nobody has rated")
	c.store("p3", "Đổi thẻ", corpus.Visibility{})
	for i, action := range []string{"!rate:answer:2:p1", "!rate:answer:5:p1", "!rate:answer:3:p3"} {
		_, actions := c.tell(fmt.Sprint(i), handlers.Citizen, action)
		c.tell(fmt.Sprint(i), handlers.Citizen, "!"+actions[1])
	}
	c.tell("9", handlers.Citizen, "!mistake:p3")
	c.tell("9", handlers.Citizen, "Lệ phí đã đổi")
	for _, role := range []handlers.Role{handlers.Editor, handlers.Admin} {
		words, _ = c.tell("1", role, "/feedback")
		contains(t, words, "3 ratings · answers 3.3 of 5 · offices 2.0 of 5 · 1 report of a mistake\n\n• Đổi thẻ: 1 rating · answers 3.0 of 5 · offices 2.0 of 5 · 1 report of a mistake\n• Cấp thẻ: 2 ratings · answers 3.5 of 5")
	}
	for _, role := range []handlers.Role{handlers.Citizen, handlers.Official, handlers.Head} {
		words, _ = c.tell("1", role, "/feedback")
		contains(t, words, "for editors and admins")
	}
	h, err := c.core.Heard(t.Context(), 1)
	if err != nil || len(h.Said) != 4 || h.Of[0].Open != 1 {
		t.Fatalf("%+v, %v", h, err)
	}
	contains(t, handlers.Plain(c.core.HeardReply(h, "en")), "“Lệ phí đã đổi”")
	c.now = c.now.Add(48 * time.Hour)
	if h, err = c.core.Heard(t.Context(), 2); err != nil || len(h.Said) != 0 {
		t.Errorf("two days later: %+v, %v", h, err)
	}
	if w := handlers.WireFeedback(h); w.All.Answer != nil || w.Feedback == nil || w.Procedures == nil {
		t.Errorf("%+v", w)
	}
}
