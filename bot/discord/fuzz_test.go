package discord_test

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"vanthu/bot/discord"
	"vanthu/bot/discord/discordtest"
	"vanthu/handlers"
	"vanthu/handlers/delivery"
)

// without calls a server without a network.
type without struct{ http.Handler }

func (w without) RoundTrip(r *http.Request) (*http.Response, error) {
	out := httptest.NewRecorder()
	w.ServeHTTP(out, r)
	return out.Result(), nil
}

// FuzzRender has a strict Discord take whatever a reply renders to, made of
// components and as text.
func FuzzRender(f *testing.F) {
	f.Add("Lead", "Một [câu].\nHai câu!", "57-NQ/TW", "more", "a.ics", uint8(3), false)
	f.Add("", "", "", "", "", uint8(0), true)
	f.Add("**", strings.Repeat("_x ", 1500), strings.Repeat("s", 700), strings.Repeat("ệ", 130), "../\x00\".exe", uint8(30), false)
	f.Add("```", strings.Repeat("a\n\n", 700), "\u200f", "\u202e", "", uint8(6), true)
	f.Add(" ", "@everyone <@5>", "https://example.vn/a)b", "👍", "Lịch", uint8(25), true)
	var bots []*discord.Bot
	var servers []*discordtest.Server
	for _, flat := range []bool{false, true} {
		server := discordtest.New(token)
		f.Cleanup(server.Close)
		if flat {
			server.Flat()
		}
		bot, err := discord.New(discord.Settings{Token: token, Key: key, API: server.URL, Web: "https://vanthu.example.vn"}, discord.Deps{
			HTTP: &http.Client{Transport: without{server.Config.Handler}}, Log: slog.New(slog.DiscardHandler), Rand: func() float64 { return 0 }})
		if err != nil {
			f.Fatal(err)
		}
		bots, servers = append(bots, bot), append(servers, server)
	}
	f.Fuzz(func(t *testing.T, lead, text, source, label, file string, many uint8, reader bool) {
		reply := handlers.Reply{Language: []string{"vi", "he", "ar"}[int(many)%3], Reader: reader, Final: true, Blocks: []handlers.Block{
			{Kind: handlers.Lead, Text: lead, Link: source}, {Kind: handlers.Para, Text: text},
			{Kind: handlers.Quote, Text: text, Lang: "he", Source: &handlers.Source{Line: source, Title: lead, URL: source, Link: "/document?" + label}},
			{Kind: handlers.List, Text: source, Items: []string{lead, text}}, {Kind: handlers.Notice, Text: lead}, {Kind: handlers.Code, Text: text},
		}, More: label}
		for i := range min(many, 40) {
			reply.Buttons = append(reply.Buttons, handlers.Button{Label: label, Action: fmt.Sprint(lead, i)})
		}
		if file != "" {
			reply.File = &handlers.File{Name: file, Type: "text/calendar", Data: []byte(text)}
		}
		to := handlers.Conversation{Platform: discord.Platform, ID: "c1"}
		for i, bot := range bots {
			messages, err := bot.Render(to, reply)
			if errors.Is(err, discord.ErrEmpty) {
				continue
			}
			if err != nil {
				t.Fatal(err)
			}
			again, err := bot.Render(to, reply)
			if err != nil || len(again) != len(messages) {
				t.Fatalf("rendered a second time: %d messages instead of %d, %v", len(again), len(messages), err)
			}
			for n, m := range messages {
				if !bytes.Equal(m, again[n]) {
					t.Errorf("message %d is another when rendered a second time", n)
				}
				id, err := bot.Deliver(t.Context(), delivery.Parcel{To: to, Follows: n > 0, Final: true, Message: m})
				if err != nil {
					t.Fatalf("message %d of %d is not taken: %v\n%s", n, len(messages), err, m)
				}
				sent, _, _ := strings.Cut(id, "/")
				servers[i].Take(sent)
			}
		}
	})
}
