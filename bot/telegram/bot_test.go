package telegram_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"vanthu/bot/doubles"
	"vanthu/bot/telegram"
	"vanthu/bot/telegram/telegramtest"
	"vanthu/handlers"
	"vanthu/handlers/delivery"
	"vanthu/handlers/inbox/inboxtest"
	"vanthu/handlers/intake"
	"vanthu/handlers/outbox/outboxtest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const token = "12345:TEST-token"

var testKey = []byte("0123456789abcdef0123456789abcdef")

// bench is a bot, its intake and the server that it talks to.
type bench struct {
	t      *testing.T
	server *telegramtest.Server
	inbox  *inboxtest.Inbox
	outbox *outboxtest.Outbox
	bot    *telegram.Bot
	desk   *delivery.Desk
	pool   *intake.Pool
	http   *http.Client
	stop   context.CancelFunc
	ended  chan error
	log    doubles.Log
	timer  doubles.Timer
}

// untilLogged waits until the log holds something so often.
func (b *bench) untilLogged(text string, times int) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.t.Context(), 30*time.Second)
	defer cancel()
	if err := b.log.Until(ctx, text, times); err != nil {
		b.t.Fatalf("not logged in time: %q; log:\n%s", text, b.log.String())
	}
}

// newBench makes a bot that is not running yet.
func newBench(t *testing.T, h handlers.Handler, change func(*telegram.Settings)) *bench {
	t.Helper()
	return newBenchWith(t, h, change, nil)
}

// newBenchWith makes one with other dependencies.
func newBenchWith(t *testing.T, h handlers.Handler, change func(*telegram.Settings), give func(*telegram.Deps)) *bench {
	t.Helper()
	b := &bench{t: t, server: telegramtest.New(token), inbox: inboxtest.New(), outbox: outboxtest.New(), http: &http.Client{Transport: &http.Transport{}}}
	t.Cleanup(b.server.Close)
	t.Cleanup(b.http.CloseIdleConnections)
	set := telegram.Settings{Token: token, API: b.server.URL, Admins: []string{"42", "@Person43"}, Commands: []string{"help"}, Key: testKey}
	if change != nil {
		change(&set)
	}
	log := slog.New(slog.NewTextHandler(&b.log, nil))
	deps := telegram.Deps{
		HTTP: b.http, Log: log, Now: time.Now, Rand: func() float64 { return 0.5 },
		Wait:  b.timer.Wait,
		More:  func(string) string { return "more" },
		Stale: func(language string) string { return "not valid (" + language + ")" },
	}
	if give != nil {
		give(&deps)
	}
	bot, err := telegram.New(set, deps)
	if err != nil {
		t.Fatal(err)
	}
	b.bot = bot
	b.open(h)
	return b
}

// unhurried is a bot whose messages wait for no pace.
type unhurried struct{ *telegram.Bot }

func (unhurried) Rates() delivery.Rates { return delivery.Rates{} }

// open makes a pool and a desk on the bench's inbox and outbox.
func (b *bench) open(h handlers.Handler) {
	b.t.Helper()
	log := slog.New(slog.NewTextHandler(&b.log, nil))
	var err error
	if b.desk, err = delivery.Open(b.t.Context(), delivery.Deps{Outbox: b.outbox, Log: log, Now: time.Now, Rand: func() float64 { return 0 },
		Platforms: map[string]delivery.Platform{telegram.Platform: unhurried{b.bot}}}, delivery.Settings{}); err != nil {
		b.t.Fatal(err)
	}
	apology := func(text string) func(handlers.Request) handlers.Reply {
		return func(handlers.Request) handlers.Reply { return textReply(text) }
	}
	pool, err := intake.Open(b.t.Context(), intake.Deps{
		Inbox: b.inbox, Handler: h, Replies: b.desk,
		TooMany: apology("too many"), Apology: apology("sorry"),
		Log: log, Now: time.Now,
	}, intake.Settings{PerConversation: 5000, Total: 5000})
	if err != nil {
		b.t.Fatal(err)
	}
	b.pool = pool
}

// run starts polling; the test's end stops it and everything else.
func (b *bench) run() {
	ctx, cancel := context.WithCancel(context.Background())
	b.stop, b.ended = cancel, make(chan error, 1)
	go func() { b.ended <- b.bot.Run(ctx, b.pool) }()
	b.t.Cleanup(b.end)
}

// end stops polling and the pool, once.
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

// close answers and sends what waits.
func (b *bench) close() {
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	if err := b.pool.Close(ctx); err != nil {
		b.t.Errorf("Close the pool: %v", err)
	}
	if err := b.desk.Close(ctx); err != nil {
		b.t.Errorf("Close the desk: %v", err)
	}
}

// until waits for the server to see something.
func (b *bench) until(ok func(telegramtest.State) bool) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.t.Context(), 30*time.Second)
	defer cancel()
	if err := b.server.Until(ctx, ok); err != nil {
		b.t.Fatalf("%v; sent so far: %+v; log:\n%s", err, b.server.Sent(), b.log.String())
	}
}

// sent waits for n messages and gives them.
func (b *bench) sent(n int) []telegramtest.Message {
	b.t.Helper()
	b.until(func(s telegramtest.State) bool { return s.Sent() >= n })
	return b.server.Sent()
}

func textReply(s string) handlers.Reply {
	return handlers.Reply{Blocks: []handlers.Block{{Kind: handlers.Para, Text: s}}, Final: true}
}

// echo answers with what it was asked.
var echo = handlers.HandlerFunc(func(ctx context.Context, r handlers.Request, out handlers.Sender) error {
	_, err := out.Send(ctx, r.Conversation, textReply(fmt.Sprintf("%s|%s|%s|%s", r.Text, r.Action, r.Role, r.Hint)))
	return err
})

func TestAnswersText(t *testing.T) {
	b := newBench(t, echo, nil)
	b.run()
	b.server.Say(7, "vi", "Lệ phí cấp hộ chiếu <là> bao nhiêu & ở đâu?")
	m := b.sent(1)[0]
	if want := "Lệ phí cấp hộ chiếu <là> bao nhiêu & ở đâu?||citizen|vi"; m.Text != want {
		t.Errorf("answer %q, want %q", m.Text, want)
	}
	if m.Chat != 7 || !m.HTML || m.Preview || m.AnswerTo != 0 {
		t.Errorf("sent as %+v", m)
	}
	b.end()
	if items, err := b.inbox.Pending(t.Context()); err != nil || len(items) != 0 {
		t.Errorf("left in the inbox: %v, %v", items, err)
	}
	if log := b.log.String(); strings.Contains(log, "hộ chiếu") || strings.Contains(log, token) {
		t.Errorf("the log holds a question or the token:\n%s", log)
	}
}

func TestKeepsOrderInAChat(t *testing.T) {
	const n = 300
	b := newBench(t, echo, nil)
	for i := range n {
		b.server.Say(int64(7+i%3), "vi", fmt.Sprintf("%03d", i))
	}
	b.run()
	last := map[int64]string{}
	for _, m := range b.sent(n) {
		if m.Text <= last[m.Chat] {
			t.Errorf("chat %d: %q after %q", m.Chat, m.Text, last[m.Chat])
		}
		last[m.Chat] = m.Text
	}
}

func TestRefusedToken(t *testing.T) {
	for _, wrong := range []string{"12345:WRONG", "nonsense"} {
		b := newBench(t, echo, func(s *telegram.Settings) { s.Token = wrong })
		err := b.bot.Run(t.Context(), b.pool)
		if !errors.Is(err, telegram.ErrRefused) {
			t.Errorf("token %q: %v", wrong, err)
		}
		if err != nil && strings.Contains(err.Error(), wrong) {
			t.Errorf("the error holds the token: %v", err)
		}
		b.close()
	}
}

// contextUntil gives a context that ends once the server was called.
func contextUntil(t *testing.T, b *bench, method string) (context.Context, context.CancelFunc) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	wg.Go(func() {
		if err := b.server.Until(ctx, func(s telegramtest.State) bool { return s.Calls(method) > 0 }); err != nil {
			t.Error(err)
		}
		cancel()
	})
	return ctx, func() { cancel(); wg.Wait() }
}
