package main

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"vanthu/corpus/lang"
	"vanthu/handlers"
	"vanthu/handlers/ingest"
)

// hall is an installation with the sample documents, whose replies are kept.
type hall struct {
	t       testing.TB
	in      *installation
	core    *handlers.Core
	replies []handlers.Reply
}

func (h *hall) Send(_ context.Context, _ handlers.Conversation, r handlers.Reply) (handlers.MessageID, error) {
	h.replies = append(h.replies, r)
	return handlers.MessageID(strconv.Itoa(len(h.replies))), nil
}

func (h *hall) Edit(ctx context.Context, to handlers.Conversation, _ handlers.MessageID, r handlers.Reply) error {
	_, err := h.Send(ctx, to, r)
	return err
}

func newHall(t testing.TB, paths ...string) *hall {
	t.Helper()
	in, err := openInstallation(t.Context(), settings{Data: t.TempDir(), Zone: "Asia/Ho_Chi_Minh"}, writes, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := in.close(); err != nil {
			t.Error(err)
		}
	})
	if _, err := in.ingester.Index(t.Context(), paths, ingest.Options{}); err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 2, 12, 9, 0, 0, 0, in.zone)
	return &hall{t: t, in: in, core: in.newCore(func() time.Time { return now }, true, false)}
}

// tell passes a request on and gives the replies to it.
func (h *hall) tell(r handlers.Request) []handlers.Reply {
	h.t.Helper()
	h.replies = nil
	if err := h.core.Handle(h.t.Context(), r, h); err != nil {
		h.t.Fatalf("%q %q: %v", r.Text, r.Action, err)
	}
	if len(h.replies) == 0 {
		h.t.Fatalf("%q %q: no reply", r.Text, r.Action)
	}
	return h.replies
}

// sampleQuestions gives questions that the samples answer, by language.
func sampleQuestions(t testing.TB) map[string][]string {
	t.Helper()
	f, err := os.Open("../handlers/testdata/samples_questions.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	out := map[string][]string{}
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var q struct{ Question, Language string }
		if err := json.Unmarshal(lines.Bytes(), &q); err != nil {
			t.Fatal(err)
		}
		out[q.Language] = append(out[q.Language], q.Question)
	}
	return out
}

// mostShown is how many characters the first screen has at most.
const mostShown = 600

// TestFirstScreen holds conversations in every language: no reply fills more
// than a screen, but for one quote that alone is longer; and what runs from
// left to right stands apart in those that do not.
func TestFirstScreen(t *testing.T) {
	h := newHall(t, "../corpus/samples/documents")
	questions := sampleQuestions(t)
	checked := 0
	for _, tag := range lang.Tags() {
		room := handlers.Conversation{Platform: "telegram", ID: tag}
		ask := func(role handlers.Role, text, action string) []handlers.Reply {
			replies := h.tell(handlers.Request{Conversation: room, Person: "telegram:" + tag, Role: role, Language: tag, Text: text, Action: action})
			for _, r := range replies {
				checked++
				name := tag + " " + text + action
				if !strings.HasPrefix(action, "more:") {
					checkScreen(t, name, r)
				}
				checkDirection(t, name, r)
			}
			return replies
		}
		pressed := map[string]bool{}
		var press func(r handlers.Reply, depth int)
		press = func(r handlers.Reply, depth int) {
			buttons := r.Buttons
			if r.More != "" {
				buttons = append(buttons, handlers.Button{Action: r.More})
			}
			for _, b := range buttons {
				kind := strings.Join(strings.Split(b.Action, ":")[:1], ":") + " " + b.Label
				if b.Action == "" || pressed[kind] || depth == 0 || strings.HasPrefix(b.Action, "forget:yes") || strings.HasPrefix(b.Action, "language:") {
					continue
				}
				if len(b.Action) > handlers.MaxAction {
					t.Errorf("%s: action %q has %d bytes", tag, b.Action, len(b.Action))
				}
				pressed[kind] = true
				for _, next := range ask(handlers.Admin, "", b.Action) {
					press(next, depth-1)
				}
			}
		}
		for _, text := range []string{"/start", "/help", "/settings", "/language", "/forget", "/documents", "/agency", "/duties", "/feedback", "/walk", "/office", "/document 57", "/document 2025", "/document khai sinh",
			"/procedure khai sinh", "/procedure tạm trú", "/document", "/procedure", "/language xx", "/agency xx", "/nothing", "?", "👍", "ok", "012345678901"} {
			for _, r := range ask(handlers.Admin, text, "") {
				press(r, 2)
			}
		}
		for i, q := range questions[tag] {
			if testing.Short() && i > 10 {
				break
			}
			for _, r := range ask(handlers.Official, q, "") {
				if i < 12 {
					press(r, 1)
				}
			}
		}
	}
	if checked < 500 {
		t.Errorf("only %d replies", checked)
	}
}

// checkScreen checks that a reply fits the first screen.
func checkScreen(t *testing.T, name string, r handlers.Reply) {
	t.Helper()
	bare := r
	bare.Blocks = nil
	longest := 0
	for _, b := range r.Blocks {
		if b.Source != nil {
			s := *b.Source
			s.URL = "" // chats hide it behind the line
			b.Source = &s
		}
		if b.Kind == handlers.Quote {
			longest = max(longest, utf8.RuneCountInString(handlers.Plain(handlers.Reply{Language: r.Language, Blocks: []handlers.Block{b}})))
		}
		bare.Blocks = append(bare.Blocks, b)
	}
	text := handlers.Plain(bare)
	if n := utf8.RuneCountInString(text); n > mostShown && longest <= mostShown {
		t.Errorf("%s: %d characters:\n%s", name, n, text)
	}
}

// checkDirection checks that in words that run from right to left no run of
// other letters, and no number with signs in it, stands outside of isolates.
func checkDirection(t *testing.T, name string, r handlers.Reply) {
	t.Helper()
	if !lang.RightToLeft(r.Language) {
		return
	}
	check := func(text string) {
		depth := 0
		runes := []rune(text)
		for i, c := range runes {
			switch {
			case c >= 0x2066 && c <= 0x2068:
				depth++
			case c == 0x2069:
				depth--
			case depth == 0 && unicode.IsLetter(c) && !unicode.Is(unicode.Hebrew, c) && !unicode.Is(unicode.Arabic, c),
				depth == 0 && strings.ContainsRune("/-:.", c) && i > 0 && i+1 < len(runes) && unicode.IsDigit(runes[i-1]) && unicode.IsDigit(runes[i+1]):
				t.Errorf("%s: %q is not isolated in %q", name, c, text)
				return
			}
			if depth < 0 {
				t.Errorf("%s: an isolate is closed twice in %q", name, text)
				return
			}
		}
		if depth != 0 {
			t.Errorf("%s: an isolate stays open in %q", name, text)
		}
	}
	for _, b := range r.Blocks {
		if b.Kind != handlers.Quote && b.Kind != handlers.Code && (b.Lang == "" || lang.RightToLeft(b.Lang)) {
			check(b.Text)
			for _, item := range b.Items {
				check(item)
			}
		}
		if b.Source != nil {
			check(b.Source.Line)
		}
	}
	for _, b := range r.Buttons {
		check(b.Label)
	}
}

// TestRestBehindMore: what a first screen leaves out stands behind "more",
// once and in order.
func TestRestBehindMore(t *testing.T) {
	h := newHall(t, "../corpus/samples/documents")
	to := handlers.Conversation{Platform: "telegram", ID: "1"}
	first := h.tell(handlers.Request{Conversation: to, Language: "en", Text: "/documents"})[0]
	if first.More == "" {
		t.Fatalf("all on one screen: %+v", first)
	}
	rest := h.tell(handlers.Request{Conversation: to, Language: "en", Action: first.More})[0]
	seen := map[string]bool{}
	for _, r := range []handlers.Reply{first, rest} {
		for _, b := range r.Blocks {
			for _, item := range b.Items {
				if seen[item] {
					t.Errorf("%q is told twice", item)
				}
				seen[item] = true
			}
		}
	}
	if len(seen) != 16 || rest.More != "" {
		t.Errorf("%d lines", len(seen))
	}
}
