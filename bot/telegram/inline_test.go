package telegram_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"

	"vanthu/bot/telegram"
	"vanthu/bot/telegram/telegramtest"
	"vanthu/corpus"
	"vanthu/handlers"
)

type finder func(ctx context.Context, words, language string, v corpus.Viewer) ([]telegram.Found, error)

func inlineBench(t *testing.T, find finder) *bench {
	t.Helper()
	return newBenchWith(t, echo, nil, func(d *telegram.Deps) { d.Inline = find })
}

func found(id, label, text string) telegram.Found {
	return telegram.Found{Choice: handlers.Choice{ID: id, Label: label, Detail: "of " + label},
		Reply: handlers.Reply{Language: "vi", Final: true, Blocks: []handlers.Block{{Kind: handlers.Lead, Text: text}},
			Buttons: []handlers.Button{{Label: "x", Action: "y"}}}}
}

func TestInline(t *testing.T) {
	long := strings.Repeat("Một câu dài & rõ. ", 400)
	b := inlineBench(t, func(_ context.Context, words, language string, v corpus.Viewer) ([]telegram.Found, error) {
		if v != (corpus.Viewer{}) {
			t.Errorf("searched as %+v", v)
		}
		return []telegram.Found{
			found("doc-1", words+" <1> "+language, "a < b"), found("doc-1", "the same ID", "x"), found(strings.Repeat("i", 65), "a long ID", "x"),
			found("", strings.Repeat("long ", 100), long), found("e", "nothing to post", " "), found("f", " ", "no title"),
		}, nil
	})
	b.run()
	b.until(func(s telegramtest.State) bool { return s.Calls("getUpdates") > 0 })
	if allowed := b.server.Calls("getUpdates")[0].Params.Text("allowed_updates"); !strings.Contains(allowed, "inline_query") {
		t.Errorf("asked for %s", allowed)
	}
	query := b.server.Ask(7, "en", "hộ chiếu")
	b.until(func(s telegramtest.State) bool { return s.Inline(query) == 1 })
	got := b.server.Asked(query)
	if len(got.Results) != 4 || !got.Personal || got.Cache < 1 {
		t.Fatalf("answered %+v", got)
	}
	if r := got.Results[0]; r.ID != "doc-1" || r.Title != "hộ chiếu <1> en" || r.Description != "of hộ chiếu <1> en" || r.Text != "a < b" {
		t.Errorf("first: %+v", r)
	}
	if n := len(utf16.Encode([]rune(got.Results[3].Text))); n > 4096 || n < 3000 {
		t.Errorf("a long reply is posted with %d units", n)
	}
	if items, err := b.Inbox.Pending(t.Context()); err != nil || len(items) != 0 || len(b.server.Sent()) != 0 {
		t.Errorf("an inline query went through the inbox: %v, %v", items, err)
	}
	empty := b.server.Ask(7, "en", "  ")
	b.until(func(s telegramtest.State) bool { return s.Inline(empty) == 1 })
	if r := b.server.Asked(empty).Results; len(r) != 0 {
		t.Errorf("nothing typed gives %+v", r)
	}
}

func TestInlineThatFails(t *testing.T) {
	b := inlineBench(t, func(_ context.Context, words, _ string, _ corpus.Viewer) ([]telegram.Found, error) {
		if words == "panic" {
			panic(words)
		}
		return nil, errors.New("the index is away")
	})
	b.run()
	b.server.Ask(7, "en", "panic")
	failed := b.server.Ask(8, "en", "secret words")
	b.until(func(s telegramtest.State) bool { return s.Inline(failed) == 1 })
	b.server.Say(7, "vi", "still there")
	b.sent(1)
	b.end()
	if log := b.Log.String(); !strings.Contains(log, "the index is away") || !strings.Contains(log, "panicked") || strings.Contains(log, "secret words") {
		t.Errorf("log:\n%s", log)
	}
}

func TestNewestInlineQueryWins(t *testing.T) {
	begun := make(chan string)
	b := inlineBench(t, func(ctx context.Context, words, _ string, _ corpus.Viewer) ([]telegram.Found, error) {
		if words != "hộ chiếu" {
			begun <- words
			<-ctx.Done() // until a newer one comes
			return nil, ctx.Err()
		}
		return []telegram.Found{found("1", words, words)}, nil
	})
	b.run()
	first := b.server.Ask(7, "en", "h")
	<-begun
	second := b.server.Ask(7, "en", "hộ")
	<-begun
	other := b.server.Ask(8, "en", "q")
	<-begun
	last := b.server.Ask(7, "en", "hộ chiếu")
	b.until(func(s telegramtest.State) bool { return s.Inline(last) == 1 })
	b.end() // breaks off what still searches
	for _, query := range []string{first, second, other} {
		if q := b.server.Asked(query); q.Answers != 0 {
			t.Errorf("%s was answered: %+v", query, q)
		}
	}
}

func TestInlineIsBounded(t *testing.T) {
	begun, release := make(chan struct{}, 100), make(chan struct{})
	b := inlineBench(t, func(ctx context.Context, words, _ string, _ corpus.Viewer) ([]telegram.Found, error) {
		begun <- struct{}{}
		select {
		case <-release:
		case <-ctx.Done():
		}
		return nil, nil
	})
	for person := range 50 {
		b.server.Ask(int64(person+1), "en", fmt.Sprint("q", person))
	}
	b.server.Say(99, "vi", "end")
	b.run()
	b.sent(1) // questions are not held up
	b.until(func(s telegramtest.State) bool { return s.Unacknowledged() == 0 })
	if n := len(begun); n > 8 {
		t.Errorf("%d searches at once", n)
	}
	close(release)
}

func TestInlineIsOff(t *testing.T) {
	b := newBench(t, echo, nil)
	b.run()
	b.server.Say(7, "vi", "x")
	b.sent(1)
	if allowed := b.server.Calls("getUpdates")[0].Params.Text("allowed_updates"); strings.Contains(allowed, "inline") {
		t.Errorf("asked for %s", allowed)
	}
}
