package discord

import (
	"context"
	"fmt"
	"strings"
	"time"

	"vanthu/bot/wording"
	"vanthu/corpus"
	"vanthu/handlers"
)

// While a person types, Discord takes an answer within 3 seconds; a person
// waits for less.
const (
	findTime     = 300 * time.Millisecond
	completeTime = 1500 * time.Millisecond // with the way there
)

type choicesData struct {
	Choices []offered `json:"choices"`
}

type offered struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// complete offers what the words typed so far may mean; nothing where that
// takes too long or goes wrong.
func (b *Bot) complete(ctx context.Context, i *interaction) *answer {
	data := choicesData{Choices: []offered{}}
	kind, words, ok := b.typed(i)
	if !ok || b.Find == nil {
		return &answer{answerChoices, data}
	}
	ctx, cancel := context.WithTimeout(ctx, findTime)
	defer cancel()
	viewer := b.viewer(i.who())
	if i.hidden() {
		viewer = corpus.Viewer{}
	}
	found, err := b.found(ctx, kind, words, language(i.Locale), viewer)
	if err != nil {
		b.Log.Warn("nothing can be offered while a person types", "error", err)
	}
	for _, f := range found[:min(len(found), maxChoices)] {
		name, value := wording.Clean(f.Label), wording.Clean(f.Words)
		if name == "" || value == "" {
			continue
		}
		if detail := wording.Clean(f.Detail); detail != "" {
			name += " · " + detail
		}
		data.Choices = append(data.Choices, offered{shorten(strings.Join(strings.Fields(name), " "), maxChoice), first(value, maxChoice)})
	}
	return &answer{answerChoices, data}
}

// found asks for choices beside the answer, which does not wait for a search
// that heeds no deadline. A panic
// costs the person the choices and nothing else.
func (b *Bot) found(ctx context.Context, kind handlers.ChoiceKind, words, language string, v corpus.Viewer) ([]handlers.Choice, error) {
	type result struct {
		found []handlers.Choice
		err   error
	}
	done := make(chan result, 1)
	b.finds.Go(func() {
		var r result
		defer func() {
			if v := recover(); v != nil {
				r = result{err: fmt.Errorf("find choices: panic: a value of type %T", v)}
			}
			done <- r
		}()
		r.found, r.err = b.Find(ctx, kind, words, language, v, maxChoices)
	})
	select {
	case r := <-done:
		return r.found, r.err
	case <-ctx.Done():
		return nil, fmt.Errorf("find choices: %w", ctx.Err())
	}
}

// typed gives the option that is being filled in.
func (b *Bot) typed(i *interaction) (kind handlers.ChoiceKind, words string, ok bool) {
	for _, c := range b.set.Commands {
		if c.Name != i.Data.Name || c.Option == nil || !c.Option.Finds {
			continue
		}
		for _, o := range i.Data.Options {
			if o.Focused && o.Name == c.Option.Name {
				words, ok = o.words()
				return c.Option.Kind, words, ok
			}
		}
	}
	return "", "", false
}

// first gives so many characters of a text at most.
func first(s string, limit int) string {
	if r := []rune(s); len(r) > limit {
		return strings.TrimSpace(string(r[:limit]))
	}
	return s
}
