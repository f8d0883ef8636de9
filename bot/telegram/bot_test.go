package telegram_test

import (
	"context"
	"errors"
	"fmt"
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
	"vanthu/handlers/intake"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const token = "12345:TEST-token"

var testKey = []byte("0123456789abcdef0123456789abcdef")

// bench is a bot, its intake and the server that it talks to.
type bench struct {
	*doubles.Office
	t      *testing.T
	server *telegramtest.Server
	bot    *telegram.Bot
	http   *http.Client
	timer  doubles.Timer
}

// untilLogged waits until the log holds something so often.
func (b *bench) untilLogged(text string, times int) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.t.Context(), 30*time.Second)
	defer cancel()
	if err := b.Log.Until(ctx, text, times); err != nil {
		b.t.Fatalf("not logged in time: %q; log:\n%s", text, b.Log.String())
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
	b := &bench{t: t, server: telegramtest.New(token), Office: doubles.NewOffice(t), http: &http.Client{Transport: &http.Transport{}}}
	t.Cleanup(b.server.Close)
	t.Cleanup(b.http.CloseIdleConnections)
	set := telegram.Settings{Token: token, API: b.server.URL, Admins: []string{"42", "@Person43"}, Commands: []string{"help"}, Key: testKey}
	if change != nil {
		change(&set)
	}
	deps := telegram.Deps{
		HTTP: b.http, Log: b.Logger(), Now: time.Now, Rand: func() float64 { return 0.5 },
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

// open makes a pool and a desk on the bench's inbox and outbox.
func (b *bench) open(h handlers.Handler) {
	b.t.Helper()
	b.Open(telegram.Platform, b.bot, h, intake.Settings{PerConversation: 5000, Total: 5000})
}

// run starts polling; the test's end stops it and everything else.
func (b *bench) run() {
	b.Run(func(ctx context.Context, in *intake.Pool) error { return b.bot.Run(ctx, in) })
	b.t.Cleanup(b.end)
}

// end stops polling and the pool, once.
func (b *bench) end() {
	if b.Stop() {
		b.Close()
	}
}

// until waits for the server to see something.
func (b *bench) until(ok func(telegramtest.State) bool) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.t.Context(), 30*time.Second)
	defer cancel()
	if err := b.server.Until(ctx, ok); err != nil {
		b.t.Fatalf("%v; sent so far: %+v; log:\n%s", err, b.server.Sent(), b.Log.String())
	}
}

// sent waits for n messages and gives them.
func (b *bench) sent(n int) []telegramtest.Message {
	b.t.Helper()
	b.until(func(s telegramtest.State) bool { return s.Sent() >= n })
	return b.server.Sent()
}

func textReply(s string) handlers.Reply { return doubles.Reply(s) }

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
	if items, err := b.Inbox.Pending(t.Context()); err != nil || len(items) != 0 {
		t.Errorf("left in the inbox: %v, %v", items, err)
	}
	if log := b.Log.String(); strings.Contains(log, "hộ chiếu") || strings.Contains(log, token) {
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
		err := b.bot.Run(t.Context(), b.Pool)
		if !errors.Is(err, telegram.ErrRefused) {
			t.Errorf("token %q: %v", wrong, err)
		}
		if err != nil && strings.Contains(err.Error(), wrong) {
			t.Errorf("the error holds the token: %v", err)
		}
		b.Close()
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
