package discord_test

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"go.uber.org/goleak"

	"vanthu/bot/callback"
	"vanthu/bot/discord"
	"vanthu/bot/discord/discordtest"
	"vanthu/corpus"
	"vanthu/handlers"
	"vanthu/handlers/inbox/inboxtest"
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
	t      *testing.T
	server *discordtest.Server
	inbox  *inboxtest.Inbox
	bot    *discord.Bot
	pool   *intake.Pool
	stop   context.CancelFunc
	ended  chan error

	mu    sync.Mutex
	log   strings.Builder
	waits []time.Duration
}

func (b *bench) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.log.Write(p)
}

func (b *bench) logged() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.log.String()
}

func (b *bench) waited(d time.Duration) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Contains(b.waits, d)
}

var commands = []discord.Command{
	{Name: "ask", Description: "Ask a question", Descriptions: map[string]string{"vi": "Đặt câu hỏi"}, Question: true,
		Option: &discord.Option{Name: "q", Description: "The question", Required: true}},
	{Name: "reindex", Description: "Read the documents again"},
}

func newBench(t *testing.T, h handlers.Handler, change func(*discord.Settings)) *bench {
	t.Helper()
	client := &http.Client{Transport: &http.Transport{}}
	b := &bench{t: t, server: discordtest.New(token), inbox: inboxtest.New()}
	t.Cleanup(b.server.Close)
	t.Cleanup(client.CloseIdleConnections)
	set := discord.Settings{Token: token, Key: key, API: b.server.URL, Admins: []string{"42"}, Commands: commands, Web: "https://vanthu.example.vn"}
	if change != nil {
		change(&set)
	}
	bot, err := discord.New(set, discord.Deps{
		HTTP: client, Log: slog.New(slog.NewTextHandler(b, nil)), Rand: func() float64 { return 0.5 },
		Wait: func(ctx context.Context, d time.Duration) error {
			b.mu.Lock()
			b.waits = append(b.waits, d)
			b.mu.Unlock()
			return ctx.Err()
		},
		More: func(string) string { return "more" },
	})
	if err != nil {
		t.Fatal(err)
	}
	b.bot = bot
	b.open(h)
	return b
}

func (b *bench) open(h handlers.Handler) {
	b.t.Helper()
	pool, err := intake.Open(b.t.Context(), intake.Deps{
		Inbox: b.inbox, Handler: h, Platforms: map[string]intake.Platform{discord.Platform: b.bot},
		TooMany: func(handlers.Request) handlers.Reply { return say("too many") },
		Apology: func(handlers.Request) handlers.Reply { return say("sorry") },
		Log:     slog.New(slog.NewTextHandler(b, nil)), Now: time.Now,
	}, intake.Settings{PerConversation: 1000})
	if err != nil {
		b.t.Fatal(err)
	}
	b.pool = pool
}

func (b *bench) run() {
	ctx, cancel := context.WithCancel(context.Background())
	b.stop, b.ended = cancel, make(chan error, 1)
	go func() { b.ended <- b.bot.Run(ctx, b.pool) }()
	b.t.Cleanup(b.end)
	b.until(func(s discordtest.State) bool { return s.Ready() })
}

func (b *bench) end() {
	if b.stop == nil {
		return
	}
	b.stop()
	b.stop = nil
	if err := <-b.ended; err != nil {
		b.t.Errorf("Run: %v", err)
	}
	b.close()
}

func (b *bench) close() {
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	if err := b.pool.Close(ctx); err != nil {
		b.t.Errorf("Close: %v", err)
	}
}

func (b *bench) until(ok func(discordtest.State) bool) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.t.Context(), 20*time.Second)
	defer cancel()
	if err := b.server.Until(ctx, ok); err != nil {
		b.t.Fatalf("%v; sent so far: %+v; log:\n%s", err, b.server.Sent(), b.logged())
	}
}

func (b *bench) sent(n int) []discordtest.Message {
	b.t.Helper()
	b.until(func(s discordtest.State) bool { return s.Sent() >= n })
	return b.server.Sent()
}

func say(s string) handlers.Reply {
	return handlers.Reply{Blocks: []handlers.Block{{Kind: handlers.Para, Text: s}}, Final: true}
}

// echo answers with what it was asked: text / action / role / language.
var echo = handlers.HandlerFunc(func(ctx context.Context, r handlers.Request, out handlers.Sender) error {
	words := []string{r.Text, r.Action, string(r.Role), r.Hint}
	for i, w := range words {
		words[i] = cmp.Or(w, "none")
	}
	_, err := out.Send(ctx, r.Conversation, say(strings.Join(words, " / ")))
	return err
})

func TestAnswers(t *testing.T) {
	b := newBench(t, echo, nil)
	b.run()
	b.server.Say("7", "Lệ phí bao nhiêu?")
	if m := b.sent(1)[0]; m.Content != "Lệ phí bao nhiêu? / none / citizen / none" || m.Channel != "dm7" || m.Via != "channel" || !m.Quiet || m.AnswerTo != "" {
		t.Errorf("direct message: %+v", m)
	}
	mention := `,"mentions":[{"id":"` + discordtest.BotID + `"}]`
	b.server.Post("c1", "7", "not for the bot", "")
	b.server.Post("c1", "7", "for another", `,"mentions":[{"id":"5"}]`)
	b.server.Post("c1", "7", "<@"+discordtest.BotID+">", mention)
	id := b.server.Post("c1", "42", "<@!"+discordtest.BotID+"> còn lệ phí?", mention)
	if m := b.sent(2)[1]; m.Content != "còn lệ phí? / none / admin / none" || m.Channel != "c1" || m.AnswerTo != id {
		t.Errorf("mention: %+v", m)
	}
	b.server.Post("c1", "7", "reply", `,"type":19,"referenced_message":{"author":{"id":"`+discordtest.BotID+`"}}`)
	if m := b.sent(3)[2]; m.Content != "reply / none / citizen / none" {
		t.Errorf("reply to the bot: %+v", m)
	}
	ask := b.server.Command("c1", "7", "vi", "ask", "hộ chiếu *mất*?")
	if m := b.sent(4)[3]; m.Content != `hộ chiếu \*mất\*? / none / citizen / vi` || m.Via != "original" {
		t.Errorf("/ask: %+v", m)
	}
	b.until(func(s discordtest.State) bool { return s.Acknowledged(ask) == 5 })
	b.server.Command("c1", "42", "en-US", "reindex", "")
	if m := b.sent(5)[4]; m.Content != "/reindex / none / admin / en" {
		t.Errorf("/reindex: %+v", m)
	}
	b.server.Say("42", "/Reindex  now")
	if m := b.sent(6)[5]; m.Content != "/reindex now / none / admin / none" {
		t.Errorf("typed /reindex: %+v", m)
	}
	press := b.server.Press("dm7", "7", button("dm7", "more:1"))
	if m := b.sent(7)[6]; m.Content != "none / more:1 / citizen / vi" || m.Via != "followup" {
		t.Errorf("button: %+v", m)
	}
	b.until(func(s discordtest.State) bool { return s.Acknowledged(press) == 6 })
	b.end()
	if log := b.logged(); strings.Contains(log, token) || strings.Contains(log, ask) || strings.Contains(log, press) || strings.Contains(log, "chiếu") {
		t.Errorf("the log holds a question or a token:\n%s", log)
	}
	if items, err := b.inbox.Pending(t.Context()); err != nil || len(items) != 0 {
		t.Errorf("left in the inbox: %v, %v", items, err)
	}
}

func TestOrderInAChannel(t *testing.T) {
	b := newBench(t, echo, nil)
	b.run()
	for i := range 100 {
		b.server.Say(fmt.Sprint(i%2), fmt.Sprintf("%03d", i))
		if i%10 == 0 {
			b.server.Repeat()
		}
	}
	last := map[string]string{}
	for _, m := range b.sent(100) {
		if m.Content <= last[m.Channel] {
			t.Errorf("%s: %q after %q", m.Channel, m.Content, last[m.Channel])
		}
		last[m.Channel] = m.Content
	}
	b.end()
	if n := len(b.server.Sent()); n != 100 {
		t.Errorf("%d answers to 100 messages, some delivered twice", n)
	}
}

func TestPartialEvents(t *testing.T) {
	b := newBench(t, echo, nil)
	b.run()
	for _, e := range []string{`{}`, `null`, `[]`, `{"id":5}`, `{"id":"1","channel_id":"c","content":"x","author":null}`,
		`{"id":"1","channel_id":"c","content":"x","author":{"id":"9","bot":true}}`,
		`{"id":"1","channel_id":"c","content":"x","webhook_id":"3","author":{"id":"9"}}`,
		`{"id":"1","channel_id":"c","type":7,"content":"joined","author":{"id":"9"}}`} {
		b.server.Dispatch("MESSAGE_CREATE", e)
	}
	for _, e := range []string{`{}`, `null`, `{"id":"1","token":"t","type":2,"channel_id":"c"}`, `{"id":"1","token":"t","type":0,"channel_id":"c","user":{"id":"7"},"data":null}`,
		`{"id":"1","token":"t","type":2,"channel_id":"c","user":{"id":"7"},"data":{"options":[{"value":5}]}}`,
		`{"id":"1","token":"t","type":3,"channel_id":"c","user":{"id":"7"},"data":{"custom_id":"` + strings.Repeat("x", 65) + `"}}`} {
		b.server.Dispatch("INTERACTION_CREATE", e)
	}
	b.server.Dispatch("NEVER_HEARD_OF", `"x"`)
	b.server.Say("7", "still here")
	b.sent(1)
	b.end()
	if sent := b.server.Sent(); len(sent) != 1 || !strings.HasPrefix(sent[0].Content, "still here") {
		t.Errorf("sent %+v", sent)
	}
}

func TestPanic(t *testing.T) {
	b := newBench(t, handlers.HandlerFunc(func(ctx context.Context, r handlers.Request, out handlers.Sender) error {
		if r.Text == "bad" {
			panic(r.Text)
		}
		return echo(ctx, r, out)
	}), nil)
	b.run()
	b.server.Say("7", "bad")
	b.server.Say("7", "good")
	if got := b.sent(2); got[0].Content != "sorry" || !strings.HasPrefix(got[1].Content, "good") {
		t.Errorf("sent %+v", got)
	}
}

func TestRefused(t *testing.T) {
	for name, test := range map[string]struct {
		token  string
		script discordtest.Connection
		want   error
	}{
		"wrong token":             {"wrong", discordtest.Connection{}, discord.ErrRefused},
		"the gateway says so":     {token, discordtest.Connection{Close: 4004}, discord.ErrRefused},
		"intents not switched on": {token, discordtest.Connection{Close: 4014}, discord.ErrFatal},
		"must be sharded":         {token, discordtest.Connection{Close: 4011}, discord.ErrFatal},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, echo, func(s *discord.Settings) { s.Token = test.token })
			b.server.Script(test.script)
			err := b.bot.Run(t.Context(), b.pool)
			if !errors.Is(err, test.want) || strings.Contains(err.Error(), test.token) {
				t.Errorf("Run: %v, want %v", err, test.want)
			}
			b.close()
		})
	}
}

func TestBadConnections(t *testing.T) {
	for name, test := range map[string]struct {
		script []discordtest.Connection
		wait   time.Duration // one of the pauses
	}{
		"reconnect as the first packet":       {[]discordtest.Connection{{First: 7}}, 5 * time.Second},
		"no greeting":                         {[]discordtest.Connection{{NoHello: true}}, 5 * time.Second},
		"a greeting and nothing more":         {[]discordtest.Connection{{NoReady: true}}, 5 * time.Second},
		"invalid session":                     {[]discordtest.Connection{{First: 9}}, 5 * time.Second},
		"invalid session, may resume":         {[]discordtest.Connection{{First: 9, Resume: true}}, 5 * time.Second},
		"closed for an unknown reason":        {[]discordtest.Connection{{Close: 4000}, {Close: 1001}}, 5 * time.Second},
		"session timed out":                   {[]discordtest.Connection{{Close: 4009}}, 5 * time.Second},
		"heartbeats that nobody acknowledges": {[]discordtest.Connection{{NoAcks: true, NoReady: true, Interval: 1}}, 5 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, echo, func(s *discord.Settings) { s.Patience = 300 * time.Millisecond })
			b.server.Script(test.script...)
			b.run()
			b.server.Say("7", "q")
			b.sent(1)
			if !b.waited(test.wait) {
				t.Errorf("waited %v, want %v among them", b.waits, test.wait)
			}
		})
	}
}

func TestResumes(t *testing.T) {
	for name, breakIt := range map[string]func(*discordtest.Server){
		"told to connect again": func(s *discordtest.Server) { s.Order(7, "null") },
		"the line breaks":       func(s *discordtest.Server) { s.Drop() },
		"may resume":            func(s *discordtest.Server) { s.Order(9, "true") },
		"told to connect again as the first packet": func(s *discordtest.Server) {
			s.Script(discordtest.Connection{First: 7})
			s.Order(7, "null")
		},
		"no greeting when it comes back": func(s *discordtest.Server) {
			s.Script(discordtest.Connection{NoHello: true})
			s.Drop()
		},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, echo, func(s *discord.Settings) { s.Patience = 300 * time.Millisecond })
			b.run()
			b.server.Say("7", "first")
			b.sent(1)
			breakIt(b.server)
			b.until(func(s discordtest.State) bool { return s.Resumed() == 1 && s.Identified() == 1 })
			b.server.Say("7", "second")
			b.sent(2)
		})
	}
	t.Run("after heartbeats that nobody acknowledges", func(t *testing.T) {
		b := newBench(t, echo, nil)
		b.server.Script(discordtest.Connection{NoAcks: true, Interval: 1})
		b.run()
		b.until(func(s discordtest.State) bool { return s.Connections() >= 2 && s.Ready() })
		b.server.Say("7", "q")
		b.sent(1)
		b.end()
		if !strings.Contains(b.logged(), "does not acknowledge heartbeats") {
			t.Errorf("the log does not say why:\n%s", b.logged())
		}
	})
	t.Run("nothing is lost in between", func(t *testing.T) {
		b := newBench(t, echo, nil)
		b.run()
		b.inbox.Fail(errors.New("disk full"))
		b.server.Say("7", "kept")
		b.until(func(s discordtest.State) bool { return s.Resumed() >= 2 })
		b.inbox.Fail(nil)
		if m := b.sent(1)[0]; !strings.HasPrefix(m.Content, "kept") {
			t.Errorf("sent %+v", m)
		}
	})
	t.Run("a forgotten session begins anew", func(t *testing.T) {
		b := newBench(t, echo, nil)
		b.run()
		b.server.Forget()
		b.server.Order(7, "null")
		b.until(func(s discordtest.State) bool { return s.Identified() == 2 })
		b.server.Say("7", "q")
		b.sent(1)
		if !b.waited(3 * time.Second) {
			t.Errorf("waited %v, want 3 s, between 1 and 5 by chance", b.waits)
		}
	})
}

func TestCommandsAreRegisteredOnceChanged(t *testing.T) {
	b := newBench(t, echo, nil)
	b.run()
	b.until(func(s discordtest.State) bool { return s.Commands() == 1 })
	b.end()
	b.open(echo)
	b.run()
	b.until(func(s discordtest.State) bool {
		return s.Calls("GET /applications/"+discordtest.ApplicationID+"/commands") == 2
	})
	b.end()
	b.until(func(s discordtest.State) bool { return s.Commands() == 1 })
}

func TestInteractionsThatExpire(t *testing.T) {
	t.Run("answered after 15 minutes", func(t *testing.T) {
		release := make(chan struct{})
		b := newBench(t, handlers.HandlerFunc(func(ctx context.Context, r handlers.Request, out handlers.Sender) error {
			<-release
			return echo(ctx, r, out)
		}), nil)
		b.run()
		token := b.server.Command("c1", "7", "vi", "ask", "q")
		b.until(func(s discordtest.State) bool { return s.Acknowledged(token) == 5 })
		b.server.Advance(16 * time.Minute)
		close(release)
		if m := b.sent(1)[0]; m.Via != "channel" || m.Channel != "c1" {
			t.Errorf("sent %+v", m)
		}
	})
	t.Run("acknowledged too late", func(t *testing.T) {
		b := newBench(t, echo, nil)
		b.run()
		b.server.Fail("POST /interactions/", discordtest.Fault{Status: 404, Code: 10062, Message: "Unknown interaction"})
		b.server.Command("c1", "7", "vi", "ask", "q")
		if m := b.sent(1)[0]; m.Via != "channel" {
			t.Errorf("sent %+v", m)
		}
	})
	t.Run("delivered twice", func(t *testing.T) {
		b := newBench(t, echo, nil)
		b.run()
		b.server.Command("c1", "7", "vi", "ask", "q")
		b.server.Repeat()
		b.server.Command("c1", "7", "vi", "ask", "after")
		got := b.sent(2)
		if got[0].Via != "original" || !strings.HasPrefix(got[1].Content, "after") {
			t.Errorf("sent %+v", got)
		}
	})
}

func TestRestFaults(t *testing.T) {
	b := newBench(t, echo, nil)
	b.run()
	b.server.Fail("POST /channels/dm7/messages", discordtest.Fault{Status: 429, Message: "You are being rate limited.", RetryAfter: 1.5},
		discordtest.Fault{Drop: true}, discordtest.Fault{Status: 502, Message: "bad gateway"})
	b.server.Say("7", "q")
	b.sent(1)
	if !b.waited(1500 * time.Millisecond) {
		t.Errorf("waited %v, want 1.5 s among them", b.waits)
	}
	b.server.Fail("POST /channels/dm8/messages", discordtest.Fault{Status: 403, Code: 50007, Message: "Cannot send messages to this user"})
	b.server.Say("8", "q")
	b.server.Say("9", "q")
	b.sent(2)
	b.end()
	if items, err := b.inbox.Pending(t.Context()); err != nil || len(items) != 0 {
		t.Errorf("left in the inbox: %v, %v", items, err)
	}
}

// A pause that Discord asks for ends with the context.
func TestStopsWaitingWithItsContext(t *testing.T) {
	server := discordtest.New(token)
	defer server.Close()
	client := &http.Client{Transport: &http.Transport{}}
	defer client.CloseIdleConnections()
	bot, err := discord.New(discord.Settings{Token: "Bot " + token, API: server.URL}, discord.Deps{
		HTTP: client, Log: slog.New(slog.DiscardHandler), Rand: func() float64 { return 0.5 }})
	if err != nil {
		t.Fatal(err)
	}
	server.Fail("POST /channels/c1/messages", discordtest.Fault{Status: 429, Message: "slow down", RetryAfter: 86400})
	ctx, cancel := context.WithCancel(t.Context())
	failed := make(chan error)
	go func() {
		_, err := bot.Send(ctx, handlers.Conversation{Platform: discord.Platform, ID: "c1"}, say("hello"))
		failed <- err
	}()
	if err := server.Until(t.Context(), func(s discordtest.State) bool { return s.Calls("POST /channels/c1/messages") == 1 }); err != nil {
		t.Fatal(err)
	}
	cancel()
	if err := <-failed; err == nil {
		t.Error("sent")
	}
	if n := len(server.Sent()); n != 0 {
		t.Errorf("%d messages arrived", n)
	}
}

// Whatever only some may see is never looked for where others read along.
func TestViewer(t *testing.T) {
	seen := make(chan handlers.Request, 1)
	b := newBench(t, handlers.HandlerFunc(func(ctx context.Context, r handlers.Request, out handlers.Sender) error {
		seen <- r
		return echo(ctx, r, out)
	}), nil)
	b.run()
	mention := `,"mentions":[{"id":"` + discordtest.BotID + `"}]`
	for name, test := range map[string]struct {
		ask    func()
		person string
		want   corpus.Viewer
	}{
		"direct message":          {func() { b.server.Say("7", "q") }, "discord:7", corpus.Viewer{Person: "discord:7"}},
		"direct message of admin": {func() { b.server.Say("42", "q") }, "discord:42", corpus.Viewer{Person: "discord:42", Agency: true}},
		"mention by an admin":     {func() { b.server.Post("c1", "42", "q", mention) }, "discord:42", corpus.Viewer{}},
		"command in a server":     {func() { b.server.Command("c1", "42", "vi", "ask", "q") }, "discord:42", corpus.Viewer{}},
		"button in direct chat":   {func() { b.server.Press("dm42", "42", button("dm42", "a")) }, "discord:42", corpus.Viewer{Person: "discord:42", Agency: true}},
		"people among themselves": {func() {
			b.server.Dispatch("INTERACTION_CREATE", `{"id":"77","application_id":"1","token":"unknown","type":2,"context":2,"channel_id":"c2","user":{"id":"42"},"data":{"name":"reindex"}}`)
		}, "discord:42", corpus.Viewer{}},
	} {
		test.ask()
		if r := <-seen; r.Viewer != test.want || r.Person != test.person {
			t.Errorf("%s: person %q, viewer %+v, want %+v", name, r.Person, r.Viewer, test.want)
		}
	}
}

func TestRestartAnswersWhatWasLeft(t *testing.T) {
	begun := make(chan struct{})
	b := newBench(t, handlers.HandlerFunc(func(ctx context.Context, r handlers.Request, out handlers.Sender) error {
		close(begun)
		<-ctx.Done()
		return ctx.Err()
	}), nil)
	b.run()
	token := b.server.Command("c1", "7", "vi", "ask", "asked before")
	<-begun
	b.until(func(s discordtest.State) bool { return s.Acknowledged(token) == 5 })
	b.stop()
	b.stop = nil
	if err := <-b.ended; err != nil {
		t.Error(err)
	}
	over, cancel := context.WithCancel(t.Context())
	cancel()
	if err := b.pool.Close(over); err == nil {
		t.Error("Close reports nothing left")
	}
	b.open(echo)
	b.run()
	if m := b.sent(1)[0]; m.Via != "original" || !strings.HasPrefix(m.Content, "asked before") {
		t.Errorf("sent %+v", m)
	}
}

func TestRendering(t *testing.T) {
	long := strings.TrimSpace(strings.Repeat("Điều [này] nói rõ_ràng 😀. ", 200))
	for name, test := range map[string]struct {
		reply handlers.Reply
		want  string
	}{
		"all blocks": {handlers.Reply{Language: "en", Blocks: []handlers.Block{
			{Kind: handlers.Lead, Text: "20 *days*"},
			{Kind: handlers.Quote, Text: "Trực tuyến:\n# 20 Ngày", Source: &handlers.Source{Line: "57-NQ/TW [1]", Link: "/document?p=1"}},
			{Kind: handlers.List, Text: "Papers:", Items: []string{"one", "", "- two"}},
			{Kind: handlers.Para, Text: "- see https://example.vn/a_b_c and @everyone <@5>\n# no heading"},
			{Kind: handlers.Notice, Text: "A report."},
			{Kind: handlers.Code, Text: "a*b```c"},
		}}, "**20 \\*days\\***\n\n> Trực tuyến:\n> \\# 20 Ngày\n[57-NQ/TW \\[1\\]](<https://vanthu.example.vn/document?p=1>)\n\n" +
			"Papers:\n• one\n• - two\n\n\\- see https://example.vn/a_b_c and @\u200beveryone \\<@\u200b5\\>\n\\# no heading\n\n*A report.*\n\n```\na*b`\u200b``c\n```"},
		"a procedure's page": {handlers.Reply{Blocks: []handlers.Block{{Kind: handlers.Lead, Text: "Cấp [thẻ]", Link: "/procedure?path=a"}, {Kind: handlers.Para, Text: "p", Link: "javascript:alert(1)"}}},
			"**[Cấp \\[thẻ\\]](<https://vanthu.example.vn/procedure?path=a>)**\n\np"},
		"Hebrew": {handlers.Reply{Language: "he", Blocks: []handlers.Block{{Kind: handlers.Lead, Text: "57: עד"}, {Kind: handlers.Quote, Text: "q"}}},
			"\u200f**\u200f57: עד**\n\n> q"},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, handlers.HandlerFunc(func(ctx context.Context, r handlers.Request, out handlers.Sender) error {
				_, err := out.Send(ctx, r.Conversation, test.reply)
				return err
			}), nil)
			b.run()
			b.server.Say("7", "q")
			if got := b.sent(1)[0].Content; got != test.want {
				t.Errorf("sent\n%q\nwant\n%q", got, test.want)
			}
		})
	}
	t.Run("long", func(t *testing.T) {
		buttons := []handlers.Button{{Label: "too long", Action: strings.Repeat("x", 65)}}
		for i := range 7 {
			buttons = append(buttons, handlers.Button{Label: strings.Repeat("ệ", 90), Action: fmt.Sprint(i)})
		}
		b := newBench(t, handlers.HandlerFunc(func(ctx context.Context, r handlers.Request, out handlers.Sender) error {
			first := say("reading")
			first.Final = false
			id, err := out.Send(ctx, r.Conversation, first)
			return errors.Join(err, out.Edit(ctx, r.Conversation, id, handlers.Reply{Final: true, More: "more:1", Buttons: buttons,
				Blocks: []handlers.Block{{Kind: handlers.Quote, Text: long, Source: &handlers.Source{Line: "Nguồn"}}}}))
		}), nil)
		b.run()
		b.server.Command("c1", "7", "vi", "ask", "q")
		b.sent(1)
		b.end() // the handler has returned
		sent := b.server.Sent()
		if len(sent) != 3 {
			t.Errorf("%d messages for 5,200 characters, 5,800 with markup; want 3", len(sent))
		}
		for i, m := range sent {
			if n := utf8.RuneCountInString(m.Content); n > 2000 || !strings.HasPrefix(m.Content, "> ") {
				t.Errorf("message %d has %d characters and starts %.10q", i, n, m.Content)
			}
		}
		last := sent[len(sent)-1]
		if sent[0].Edits != 1 || !strings.HasSuffix(last.Content, "\nNguồn") || len(last.Buttons) != 8 || last.Buttons[0].ID != "more:1" {
			t.Errorf("after %d edits the last message ends %q with %v", sent[0].Edits, last.Content[len(last.Content)-20:], last.Buttons)
		}
	})
}
