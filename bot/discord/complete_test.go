package discord_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"vanthu/bot/discord"
	"vanthu/bot/discord/discordtest"
	"vanthu/corpus"
	"vanthu/handlers"
)

// finds has the option of /ask found while a person types.
func finds(find func(ctx context.Context, kind handlers.ChoiceKind, words, language string, v corpus.Viewer, limit int) ([]handlers.Choice, error)) func(*discord.Settings, *discord.Deps) {
	return func(s *discord.Settings, d *discord.Deps) {
		s.Commands = []discord.Command{{Name: "ask", Description: "Ask", Question: true,
			Option: &discord.Option{Name: "q", Description: "The question", Finds: true, Kind: handlers.ProcedureChoice}}}
		d.Find = find
	}
}

func TestChoicesWhileAPersonTypes(t *testing.T) {
	var asked []string
	b := newBench(t, echo, finds(func(_ context.Context, kind handlers.ChoiceKind, words, language string, v corpus.Viewer, limit int) ([]handlers.Choice, error) {
		asked = append(asked, fmt.Sprint(kind, " ", words, " ", language, " ", v, " ", limit))
		out := []handlers.Choice{{Label: "Cấp hộ chiếu", Detail: "Công an", Words: "1.000123"}, {Label: "no words"}, {Words: "no label"},
			{Label: strings.Repeat("ệ", 99), Detail: "cut", Words: strings.Repeat("ộ", 150)}}
		for i := range 40 {
			out = append(out, handlers.Choice{Label: fmt.Sprint(i), Words: fmt.Sprint(i)})
		}
		return out, nil
	}))
	for _, posted := range []bool{false, true} {
		asked = nil
		if posted {
			b.hook(b.Pool)
		} else {
			b.run()
		}
		token := b.server.Type("c1", "42", "vi", "ask", "hộ ch")
		b.until(func(s discordtest.State) bool { return s.Acknowledged(token) == 8 })
		if want := fmt.Sprint("procedure hộ ch vi ", corpus.Viewer{}, " 25"); len(asked) != 1 || asked[0] != want {
			t.Errorf("asked for %q, want %q", asked, want)
		}
		got := b.server.Answer(token).Choices
		if len(got) < 20 || len(got) > 25 || got[0] != [2]string{"Cấp hộ chiếu · Công an", "1.000123"} {
			t.Fatalf("offered %q", got)
		}
		if long := got[1]; utf8.RuneCountInString(long[0]) != 100 || !strings.HasSuffix(long[0], "…") || long[1] != strings.Repeat("ộ", 100) {
			t.Errorf("a long one is offered as %q", long)
		}
	}
	b.end()
	if len(b.server.Sent()) != 0 {
		t.Errorf("sent %+v", b.server.Sent())
	}
}

// Whatever goes wrong with the search, a person who types is offered nothing,
// and goes on typing.
func TestNoChoices(t *testing.T) {
	type find = func(context.Context, handlers.ChoiceKind, string, string, corpus.Viewer, int) ([]handlers.Choice, error)
	for name, f := range map[string]find{
		"off": nil,
		"an error": func(context.Context, handlers.ChoiceKind, string, string, corpus.Viewer, int) ([]handlers.Choice, error) {
			return nil, errors.New("no index")
		},
		"a panic": func(context.Context, handlers.ChoiceKind, string, string, corpus.Viewer, int) ([]handlers.Choice, error) {
			panic("bad")
		},
		"too slow": func(ctx context.Context, _ handlers.ChoiceKind, _, _ string, _ corpus.Viewer, _ int) ([]handlers.Choice, error) {
			<-ctx.Done()
			return []handlers.Choice{{Label: "late", Words: "late"}}, ctx.Err()
		},
		"nothing found": func(context.Context, handlers.ChoiceKind, string, string, corpus.Viewer, int) ([]handlers.Choice, error) {
			return nil, nil
		},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, echo, finds(f))
			b.run()
			token := b.server.Type("c1", "7", "vi", "ask", "q")
			b.until(func(s discordtest.State) bool { return s.Acknowledged(token) == 8 })
			if got := b.server.Answer(token).Choices; len(got) != 0 {
				t.Errorf("offered %q", got)
			}
			b.server.Command("c1", "7", "vi", "ask", "q")
			b.sent(1)
		})
	}
}
