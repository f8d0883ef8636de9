package doubles

import (
	"context"
	"errors"
	"log/slog"
	"testing"
	"time"

	"vanthu/handlers"
	"vanthu/handlers/delivery"
	"vanthu/handlers/inbox/inboxtest"
	"vanthu/handlers/intake"
	"vanthu/handlers/outbox/outboxtest"
)

// Office is what a bot hands messages to and sends replies through, without
// the pace of a platform. It may be closed and opened again, as at a restart.
type Office struct {
	Inbox  *inboxtest.Inbox
	Outbox *outboxtest.Outbox
	Pool   *intake.Pool
	Desk   *delivery.Desk
	Log    Log

	t     *testing.T
	stop  context.CancelFunc // nil: nothing is received
	ended chan error
}

// NewOffice makes an office that is not open yet.
func NewOffice(t *testing.T) *Office {
	return &Office{t: t, Inbox: inboxtest.New(), Outbox: outboxtest.New()}
}

// Logger writes to the office's log.
func (o *Office) Logger() *slog.Logger { return slog.New(slog.NewTextHandler(&o.Log, nil)) }

// Open opens the office: messages are answered by h, and replies go to p, the
// platform of that name.
func (o *Office) Open(name string, p delivery.Platform, h handlers.Handler, set intake.Settings) {
	o.t.Helper()
	says := func(text string) func(handlers.Request) handlers.Reply {
		return func(handlers.Request) handlers.Reply { return Reply(text) }
	}
	var err error
	if o.Desk, err = delivery.Open(o.t.Context(), delivery.Deps{Outbox: o.Outbox, Platforms: map[string]delivery.Platform{name: unhurried{p}},
		Log: o.Logger(), Now: time.Now, Rand: func() float64 { return 0 }}, delivery.Settings{}); err != nil {
		o.t.Fatal(err)
	}
	if o.Pool, err = intake.Open(o.t.Context(), intake.Deps{Inbox: o.Inbox, Handler: h, Replies: o.Desk,
		TooMany: says("too many"), Apology: says("sorry"), Log: o.Logger(), Now: time.Now}, set); err != nil {
		o.t.Fatal(err)
	}
}

// Reply is a reply of one paragraph.
func Reply(text string) handlers.Reply {
	return handlers.Reply{Blocks: []handlers.Block{{Kind: handlers.Para, Text: text}}, Final: true}
}

type unhurried struct{ delivery.Platform }

func (unhurried) Rates() delivery.Rates { return delivery.Rates{} }

// Typing implements delivery.Typist where the platform does.
func (u unhurried) Typing(ctx context.Context, to handlers.Conversation, address string) error {
	if t, ok := u.Platform.(delivery.Typist); ok {
		return t.Typing(ctx, to, address)
	}
	return nil
}

// Run receives until Stop.
func (o *Office) Run(receive func(context.Context, *intake.Pool) error) {
	ctx, cancel := context.WithCancel(context.Background())
	o.stop, o.ended = cancel, make(chan error, 1)
	go func(in *intake.Pool) { o.ended <- receive(ctx, in) }(o.Pool)
}

// Stop ends receiving; false: it had ended before.
func (o *Office) Stop() bool {
	if o.stop == nil {
		return false
	}
	o.stop()
	o.stop = nil
	if err := <-o.ended; err != nil {
		o.t.Errorf("Run: %v", err)
	}
	return true
}

// Close answers and sends what waits.
func (o *Office) Close() {
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	if err := errors.Join(o.Pool.Close(ctx), o.Desk.Close(ctx)); err != nil {
		o.t.Errorf("Close: %v", err)
	}
}

// BreakOff ends receiving and leaves what is being answered to the next start.
func (o *Office) BreakOff() {
	o.t.Helper()
	o.Stop()
	over, cancel := context.WithCancel(context.Background())
	cancel()
	if err := o.Pool.Close(over); err == nil {
		o.t.Error("nothing was left unanswered")
	}
}
