package discord_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"go.uber.org/goleak"

	"vanthu/bot/callback"
	"vanthu/bot/discord"
	"vanthu/bot/discord/discordtest"
	"vanthu/bot/doubles"
	"vanthu/handlers"
	"vanthu/handlers/intake"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const token = "secret.discord.token"

var key = []byte("0123456789abcdef")

// button gives the data of a button of a conversation.
func button(conversation, action string) string {
	data, ok := callback.Signer{Key: key}.Sign(conversation, action)
	if !ok {
		panic("the action is too long")
	}
	return data
}

// bench is a bot, its intake and the Discord that it talks to.
type bench struct {
	*doubles.Office
	t      *testing.T
	server *discordtest.Server
	bot    *discord.Bot
	timer  doubles.Timer
}

var commands = []discord.Command{
	{Name: "ask", Description: "Ask a question", Descriptions: map[string]string{"vi": "Đặt câu hỏi"}, Question: true,
		Option: &discord.Option{Name: "q", Description: "The question", Required: true}},
	{Name: "reindex", Description: "Read the documents again"},
}

func newBench(t *testing.T, h handlers.Handler, change func(*discord.Settings, *discord.Deps)) *bench {
	t.Helper()
	client := &http.Client{Transport: &http.Transport{}}
	b := &bench{t: t, server: discordtest.New(token), Office: doubles.NewOffice(t)}
	t.Cleanup(b.server.Close)
	t.Cleanup(client.CloseIdleConnections)
	set := discord.Settings{Token: token, Key: key, API: b.server.URL, PublicKey: b.server.PublicKey(), Admins: []string{"42"}, Commands: commands, Web: "https://vanthu.example.vn"}
	deps := discord.Deps{
		HTTP: client, Log: b.Logger(), Rand: func() float64 { return 0.5 },
		Wait:  b.timer.Wait,
		Now:   b.server.Now,
		More:  func(string) string { return "more" },
		Stale: func(language string) string { return "not valid here any more (" + language + ")" },
		Busy:  func(language string) string { return "busy (" + language + ")" },
	}
	if change != nil {
		change(&set, &deps)
	}
	bot, err := discord.New(set, deps)
	if err != nil {
		t.Fatal(err)
	}
	b.bot = bot
	b.open(h)
	return b
}

func (b *bench) open(h handlers.Handler) {
	b.t.Helper()
	b.Open(discord.Platform, b.bot, h, intake.Settings{PerConversation: 1000})
}

func (b *bench) run() {
	b.Run(func(ctx context.Context, in *intake.Pool) error { return b.bot.Run(ctx, in) })
	b.t.Cleanup(b.end)
	b.until(func(s discordtest.State) bool { return s.Ready() })
}

// hook has interactions come by HTTP, to an intake.
func (b *bench) hook(in discord.Intake) (address string) {
	to := httptest.NewServer(b.bot.Interactions(in))
	b.t.Cleanup(to.Close)
	b.server.Hook(to.URL)
	return to.URL
}

func (b *bench) end() {
	if b.Stop() {
		b.until(func(s discordtest.State) bool { return !s.Ready() })
		b.Close()
	}
}

func (b *bench) until(ok func(discordtest.State) bool) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(b.t.Context()), 20*time.Second)
	defer cancel()
	if err := b.server.Until(ctx, ok); err != nil {
		b.t.Fatalf("%v; sent so far: %+v; log:\n%s", err, b.server.Sent(), b.Log.String())
	}
}

func (b *bench) sent(n int) []discordtest.Message {
	b.t.Helper()
	b.until(func(s discordtest.State) bool { return s.Sent() >= n })
	return b.server.Sent()
}

// handle is a handler that sends one reply.
func handle(reply func(handlers.Request) handlers.Reply) handlers.Handler {
	return handlers.HandlerFunc(func(ctx context.Context, r handlers.Request, out handlers.Sender) error {
		_, err := out.Send(ctx, r.Conversation, reply(r))
		return err
	})
}

func say(s string) handlers.Reply { return doubles.Reply(s) }
