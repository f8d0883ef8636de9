package intake_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"vanthu/handlers"
	box "vanthu/handlers/inbox"
	"vanthu/handlers/inbox/inboxtest"
	"vanthu/handlers/intake"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestInboxInMemory(t *testing.T) {
	inboxtest.Run(t, func() box.Inbox { return inboxtest.New() })
}

// chat is a platform in memory.
type chat struct {
	mu     sync.Mutex
	sent   []string // "conversation: text"
	typing int
	fail   error // of every Send
}

func (c *chat) Send(ctx context.Context, to handlers.Conversation, r handlers.Reply) (handlers.MessageID, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if ctx.Err() != nil {
		return "", ctx.Err()
	}
	if c.fail != nil {
		return "", c.fail
	}
	c.sent = append(c.sent, to.ID+": "+r.Blocks[0].Text)
	return "1", nil
}

func (c *chat) Edit(ctx context.Context, to handlers.Conversation, _ handlers.MessageID, r handlers.Reply) error {
	_, err := c.Send(ctx, to, r)
	return err
}

func (c *chat) Takes(platform string) bool { return platform == "test" }

func (c *chat) To(string, string) handlers.Sender { return c }

func (c *chat) Typing(context.Context, handlers.Conversation) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.typing++
	return nil
}

func (c *chat) all() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.sent)
}

func say(text string) handlers.Reply {
	return handlers.Reply{Blocks: []handlers.Block{{Text: text}}, Final: true}
}

type logBuffer struct {
	mu sync.Mutex
	b  strings.Builder
}

func (l *logBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *logBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

type bench struct {
	*intake.Pool
	inbox *inboxtest.Inbox
	chat  *chat
	log   *logBuffer
}

func open(t *testing.T, inbox *inboxtest.Inbox, h handlers.HandlerFunc, set intake.Settings) bench {
	t.Helper()
	return openWith(t, inbox, h, set, nil)
}

func openWith(t *testing.T, inbox *inboxtest.Inbox, h handlers.HandlerFunc, set intake.Settings, slow func(handlers.Request) bool) bench {
	t.Helper()
	b := bench{inbox: inbox, chat: &chat{}, log: &logBuffer{}}
	pool, err := intake.Open(t.Context(), intake.Deps{
		Inbox: inbox, Handler: h, Replies: b.chat,
		TooMany: func(handlers.Request) handlers.Reply { return say("too many") },
		Apology: func(handlers.Request) handlers.Reply { return say("sorry") },
		Slow:    slow,
		Log:     slog.New(slog.NewTextHandler(b.log, nil)), Now: time.Now,
	}, set)
	if err != nil {
		t.Fatal(err)
	}
	b.Pool = pool
	return b
}

func request(id, conversation, text string) intake.Incoming {
	return intake.Incoming{ID: "test:" + id, Request: handlers.Request{
		Conversation: handlers.Conversation{Platform: "test", ID: conversation}, Text: text}}
}

func (b bench) accept(t *testing.T, in intake.Incoming) {
	t.Helper()
	if err := b.Accept(t.Context(), in); err != nil {
		t.Fatalf("Accept(%s): %v", in.ID, err)
	}
}

func (b bench) drain(t *testing.T) {
	t.Helper()
	if err := b.Close(context.Background()); err != nil {
		t.Error(err)
	}
}

func (b bench) pending(t *testing.T) []string {
	t.Helper()
	items, err := b.inbox.Pending(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	ids := []string{}
	for _, i := range items {
		ids = append(ids, i.ID)
	}
	return ids
}

func want(t *testing.T, what string, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: %q, want %q", what, got, want)
	}
}

func echo(ctx context.Context, r handlers.Request, out handlers.Sender) error {
	_, err := out.Send(ctx, r.Conversation, say(r.Text))
	return err
}

func TestAnswersInOrderAndOnce(t *testing.T) {
	const chats, each = 5, 40
	b := open(t, inboxtest.New(), echo, intake.Settings{PerConversation: each})
	for i := range each {
		for c := range chats {
			in := request(fmt.Sprintf("%d-%d", c, i), fmt.Sprint(c), fmt.Sprintf("%02d", i))
			b.accept(t, in)
			b.accept(t, in) // delivered twice
		}
	}
	b.drain(t)
	by := map[string][]string{}
	for _, s := range b.chat.all() {
		c, text, _ := strings.Cut(s, ": ")
		by[c] = append(by[c], text)
	}
	for c := range chats {
		got := by[fmt.Sprint(c)]
		if len(got) != each || !slices.IsSorted(got) {
			t.Errorf("chat %d was told %q", c, got)
		}
	}
	want(t, "pending", b.pending(t), []string{})
}

func TestPanicCostsOneRequest(t *testing.T) {
	b := open(t, inboxtest.New(), func(ctx context.Context, r handlers.Request, out handlers.Sender) error {
		switch r.Text {
		case "secret words":
			panic("secret words")
		case "index":
			var none []int
			_ = none[len(r.Text)]
		case "after progress":
			if _, err := out.Send(ctx, r.Conversation, handlers.Reply{Blocks: []handlers.Block{{Text: "reading"}}}); err != nil {
				return err
			}
			panic("x")
		}
		return echo(ctx, r, out)
	}, intake.Settings{})
	for i, text := range []string{"secret words", "index", "after progress", "next"} {
		b.accept(t, request(fmt.Sprint(i), "a", text))
	}
	b.drain(t)
	want(t, "sent", b.chat.all(), []string{"a: sorry", "a: sorry", "a: reading", "a: sorry", "a: next"})
	want(t, "pending", b.pending(t), []string{})
	log := b.log.String()
	if strings.Contains(log, "secret words") {
		t.Errorf("the log holds what a person wrote:\n%s", log)
	}
	if !strings.Contains(log, "index out of range") || !strings.Contains(log, "pool_test.go") {
		t.Errorf("the log does not tell where the panic was:\n%s", log)
	}
}

func TestFailedHandlers(t *testing.T) {
	failed := errors.New("the index is away")
	for name, test := range map[string]struct {
		h    handlers.HandlerFunc
		want []string
	}{
		"an error without a reply": {func(context.Context, handlers.Request, handlers.Sender) error { return failed }, []string{"a: sorry"}},
		"nothing at all":           {func(context.Context, handlers.Request, handlers.Sender) error { return nil }, []string{"a: sorry"}},
		"an error after a reply": {func(ctx context.Context, r handlers.Request, out handlers.Sender) error {
			return errors.Join(echo(ctx, r, out), failed)
		}, []string{"a: q"}},
	} {
		t.Run(name, func(t *testing.T) {
			b := open(t, inboxtest.New(), test.h, intake.Settings{})
			b.accept(t, request("1", "a", "q"))
			b.drain(t)
			want(t, "sent", b.chat.all(), test.want)
			want(t, "pending", b.pending(t), []string{})
		})
	}
}

func TestTooManyInOneChat(t *testing.T) {
	begun, release := make(chan struct{}), make(chan struct{})
	b := open(t, inboxtest.New(), func(ctx context.Context, r handlers.Request, out handlers.Sender) error {
		if r.Text == "0" {
			close(begun)
			<-release
		}
		return echo(ctx, r, out)
	}, intake.Settings{PerConversation: 2})
	b.accept(t, request("0", "a", "0"))
	<-begun
	for i := 1; i < 10; i++ { // two wait, the third is told, the others are dropped
		b.accept(t, request(fmt.Sprint(i), "a", fmt.Sprint(i)))
	}
	b.accept(t, request("other", "b", "other chats go on"))
	close(release)
	b.drain(t)
	got := slices.DeleteFunc(b.chat.all(), func(s string) bool { return s == "b: other chats go on" })
	want(t, "sent", got, []string{"a: 0", "a: too many", "a: 1", "a: 2"})
	want(t, "pending", b.pending(t), []string{})
}

func TestFullTellsTheAdapter(t *testing.T) {
	release := make(chan struct{})
	b := open(t, inboxtest.New(), func(ctx context.Context, r handlers.Request, out handlers.Sender) error {
		<-release
		return echo(ctx, r, out)
	}, intake.Settings{Total: 3})
	for i := range 3 {
		b.accept(t, request(fmt.Sprint(i), fmt.Sprint(i), "q"))
	}
	if err := b.Accept(t.Context(), request("3", "3", "q")); !errors.Is(err, intake.ErrFull) {
		t.Errorf("the fourth request: %v", err)
	}
	if n := len(b.pending(t)); n != 3 {
		t.Errorf("%d requests are stored, want 3", n)
	}
	close(release)
	b.drain(t)
	if err := b.Accept(t.Context(), request("4", "4", "q")); !errors.Is(err, intake.ErrStopped) {
		t.Errorf("after Close: %v", err)
	}
}

func TestStoreThatFails(t *testing.T) {
	b := open(t, inboxtest.New(), echo, intake.Settings{Total: 1})
	full := errors.New("disk full")
	b.inbox.Fail(full)
	for range 3 { // the room of a failed request is free again
		if err := b.Accept(t.Context(), request("1", "a", "q")); !errors.Is(err, full) {
			t.Errorf("Accept: %v", err)
		}
	}
	b.inbox.Fail(nil)
	b.accept(t, request("1", "a", "q"))
	b.drain(t)
	want(t, "sent", b.chat.all(), []string{"a: q"})
}

func TestCrashBetweenStoringAndAnswering(t *testing.T) {
	inbox := inboxtest.New()
	begun := make(chan struct{}, 1)
	first := open(t, inbox, func(ctx context.Context, r handlers.Request, out handlers.Sender) error {
		begun <- struct{}{}
		<-ctx.Done()
		return ctx.Err()
	}, intake.Settings{})
	for i := range 3 {
		first.accept(t, request(fmt.Sprint(i), "a", fmt.Sprint(i)))
	}
	<-begun
	over, cancel := context.WithCancel(context.Background())
	cancel()
	if err := first.Close(over); err == nil || !strings.Contains(err.Error(), "3 requests unanswered") {
		t.Errorf("Close: %v", err)
	}
	want(t, "sent before the crash", first.chat.all(), nil)

	second := open(t, inbox, echo, intake.Settings{PerConversation: 1})
	second.accept(t, request("1", "a", "1")) // the platform delivers it again
	second.drain(t)
	want(t, "sent after it", second.chat.all(), []string{"a: 0", "a: 1", "a: 2"})
	want(t, "pending", second.pending(t), []string{})
}

func TestCloseWaitsForRepliesInFlight(t *testing.T) {
	begun, release := make(chan struct{}), make(chan struct{})
	b := open(t, inboxtest.New(), func(ctx context.Context, r handlers.Request, out handlers.Sender) error {
		close(begun)
		<-release
		return echo(ctx, r, out)
	}, intake.Settings{})
	b.accept(t, request("1", "a", "q"))
	<-begun
	closed := make(chan error)
	go func() { closed <- b.Close(context.Background()) }()
	for { // until the pool refuses, it may still be on its way to stop
		err := b.Accept(t.Context(), request("1", "a", "q"))
		if errors.Is(err, intake.ErrStopped) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	close(release)
	if err := <-closed; err != nil {
		t.Error(err)
	}
	want(t, "sent", b.chat.all(), []string{"a: q"})
}

func TestOldAndForeignItemsAtRestart(t *testing.T) {
	inbox := inboxtest.New()
	payload := func(platform string) []byte {
		return []byte(`{"request":{"Conversation":{"Platform":"` + platform + `","ID":"a"},"Text":"q"}}`)
	}
	now := time.Now()
	for id, item := range map[string]box.Item{
		"old":     {Received: now.Add(-25 * time.Hour), Payload: payload("test")},
		"foreign": {Received: now, Payload: payload("elsewhere")},
		"broken":  {Received: now, Payload: []byte("{")},
		"good":    {Received: now.Add(-23 * time.Hour), Payload: payload("test")},
	} {
		item.ID = id
		if _, err := inbox.Add(t.Context(), item); err != nil {
			t.Fatal(err)
		}
	}
	b := open(t, inbox, echo, intake.Settings{})
	b.drain(t)
	want(t, "sent", b.chat.all(), []string{"a: q"})
	want(t, "pending", b.pending(t), []string{"foreign"})
	for _, word := range []string{"too old", "switched off", "unreadable"} {
		if !strings.Contains(b.log.String(), word) {
			t.Errorf("the log does not say %q:\n%s", word, b.log)
		}
	}
}

func TestReplyThatCannotBeKept(t *testing.T) {
	inbox := inboxtest.New()
	b := open(t, inbox, echo, intake.Settings{})
	b.chat.fail = errors.New("disk full")
	b.accept(t, request("1", "a", "q"))
	b.drain(t)
	want(t, "pending", b.pending(t), []string{"test:1"})
	again := open(t, inbox, echo, intake.Settings{})
	again.drain(t)
	want(t, "sent at the next start", again.chat.all(), []string{"a: q"})
	want(t, "pending", again.pending(t), []string{})
}

func TestTimeLimitAndTyping(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := open(t, inboxtest.New(), func(ctx context.Context, r handlers.Request, out handlers.Sender) error {
			if r.Text == "quick" {
				return echo(ctx, r, out)
			}
			<-ctx.Done()
			return ctx.Err()
		}, intake.Settings{Timeout: time.Minute})
		begin := time.Now()
		b.accept(t, request("1", "a", "slow"))
		b.accept(t, request("2", "a", "quick"))
		b.drain(t)
		want(t, "sent", b.chat.all(), []string{"a: sorry", "a: quick"})
		if took := time.Since(begin); took != time.Minute {
			t.Errorf("the slow request took %v", took)
		}
		if want := 1 + int((time.Minute-700*time.Millisecond)/(4500*time.Millisecond)); b.chat.typing != want {
			t.Errorf("typing was shown %d times, want %d, for the slow request", b.chat.typing, want)
		}
	})
}

func TestUnknownPlatformIsRefused(t *testing.T) {
	b := open(t, inboxtest.New(), echo, intake.Settings{})
	in := request("1", "a", "q")
	in.Request.Conversation.Platform = "carrier pigeon"
	if err := b.Accept(t.Context(), in); err == nil {
		t.Error("no error")
	}
	b.drain(t)
}
