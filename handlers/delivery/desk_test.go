package delivery_test

import (
	"context"
	"encoding/json"
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
	"vanthu/handlers/delivery"
	"vanthu/handlers/outbox"
	"vanthu/handlers/outbox/outboxtest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestOutboxInMemory(t *testing.T) {
	outboxtest.Run(t, func() outbox.Outbox { return outboxtest.New() })
}

// platform is one in memory: a message is a JSON string, one a block.
type platform struct {
	rates delivery.Rates

	mu    sync.Mutex
	sent  []string                           // "conversation text", "conversation ~id text" for edits
	at    []time.Duration                    // when, since begin
	begin time.Time                          //
	fails map[string][]error                 // by text: what the next attempts answer
	stop  func(p delivery.Parcel) (end bool) // called at each attempt; true: never answers
}

func (p *platform) Render(_ handlers.Conversation, r handlers.Reply) ([]json.RawMessage, error) {
	var out []json.RawMessage
	for _, b := range r.Blocks {
		if b.Text == "bad" {
			return nil, errors.New("cannot be rendered")
		}
		data, err := json.Marshal(b.Text)
		if err != nil {
			return nil, err
		}
		out = append(out, data)
	}
	return out, nil
}

func (p *platform) Deliver(ctx context.Context, m delivery.Parcel) (string, error) {
	if p.stop != nil && p.stop(m) {
		<-ctx.Done()
		return "", ctx.Err()
	}
	var text string
	if err := json.Unmarshal(m.Message, &text); err != nil {
		return "", err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if f := p.fails[text]; len(f) > 0 {
		p.fails[text] = f[1:]
		if f[0] == errPanic {
			panic(text)
		}
		return "", f[0]
	}
	line := m.To.ID + " " + text
	if m.Edits != "" {
		line = m.To.ID + " ~" + m.Edits + " " + text
	}
	p.sent = append(p.sent, line)
	p.at = append(p.at, time.Since(p.begin))
	return fmt.Sprint(len(p.sent)), nil
}

func (p *platform) Rates() delivery.Rates { return p.rates }

func (p *platform) all() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.sent)
}

var errPanic = errors.New("panic")

func newPlatform() *platform { return &platform{fails: map[string][]error{}, begin: time.Now()} }

type bench struct {
	*delivery.Desk
	t   *testing.T
	box *outboxtest.Outbox
	log *strings.Builder
}

func open(t *testing.T, box *outboxtest.Outbox, p *platform, set delivery.Settings) bench {
	t.Helper()
	b := bench{t: t, box: box, log: &strings.Builder{}}
	d, err := delivery.Open(t.Context(), delivery.Deps{Outbox: box, Platforms: map[string]delivery.Platform{"test": p},
		Log: slog.New(slog.NewTextHandler(b.log, nil)), Now: time.Now, Rand: func() float64 { return 0.5 }}, set)
	if err != nil {
		t.Fatal(err)
	}
	b.Desk = d
	return b
}

func chat(id string) handlers.Conversation { return handlers.Conversation{Platform: "test", ID: id} }

func reply(texts ...string) handlers.Reply {
	r := handlers.Reply{Final: true}
	for _, t := range texts {
		r.Blocks = append(r.Blocks, handlers.Block{Text: t})
	}
	return r
}

func (b bench) send(request, conversation string, texts ...string) handlers.MessageID {
	b.t.Helper()
	id, err := b.To(request, "").Send(b.t.Context(), chat(conversation), reply(texts...))
	if err != nil {
		b.t.Fatalf("send %s: %v", request, err)
	}
	return id
}

// drain sends what waits, and checks what is left.
func (b bench) drain(left ...string) {
	b.t.Helper()
	err := b.Close(context.Background())
	if (err != nil) != (len(left) > 0) {
		b.t.Errorf("Close: %v", err)
	}
	messages, err := b.box.Pending(context.Background())
	var ids []string
	for _, m := range messages {
		ids = append(ids, m.ID)
	}
	if err != nil || !slices.Equal(ids, left) {
		b.t.Errorf("left in the outbox: %v, %v; want %v", ids, err, left)
	}
}

func want(t *testing.T, what string, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: %q, want %q", what, got, want)
	}
}

func TestOrderInAConversation(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPlatform()
		p.fails["a3"] = []error{errors.New("connection reset"), errors.New("connection reset")}
		b := open(t, outboxtest.New(), p, delivery.Settings{AtOnce: 3})
		for i := range 10 {
			for _, c := range []string{"a", "b", "c", "d"} {
				b.send(fmt.Sprint(c, i), c, fmt.Sprint(c, i), "and more")
			}
		}
		time.Sleep(time.Minute) // the failing conversation needs its pauses
		b.drain()
		for _, c := range []string{"a", "b", "c", "d"} {
			var got, wanted []string
			for _, s := range p.all() {
				if strings.HasPrefix(s, c+" ") {
					got = append(got, s)
				}
			}
			for i := range 10 {
				wanted = append(wanted, fmt.Sprintf("%s %s%d", c, c, i), c+" and more")
			}
			want(t, c, got, wanted)
		}
	})
}

func TestTheSameRequestIsSentOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPlatform()
		box := outboxtest.New()
		b := open(t, box, p, delivery.Settings{})
		first := b.send("1", "a", "answer", "rest")
		synctest.Wait()
		if again := b.send("1", "a", "answer", "rest"); again != first {
			t.Errorf("the second time it is %q, not %q", again, first)
		}
		b.drain()
		b = open(t, box, p, delivery.Settings{})
		b.send("1", "a", "answer", "rest")
		b.drain()
		want(t, "sent", p.all(), []string{"a answer", "a rest"})
	})
}

// TestProgressBeforeACrash: a request whose progress was told is answered
// after a crash, also when its answer comes without progress then.
func TestProgressBeforeACrash(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPlatform()
		box := outboxtest.New()
		b := open(t, box, p, delivery.Settings{})
		progress := reply("reading")
		progress.Final = false
		if _, err := b.To("1", "").Send(t.Context(), chat("a"), progress); err != nil {
			t.Fatal(err)
		}
		b.drain()
		b = open(t, box, p, delivery.Settings{})
		b.send("1", "a", "done")
		b.drain()
		want(t, "sent", p.all(), []string{"a reading", "a done"})
	})
}

func TestEdits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPlatform()
		hold := make(chan struct{})
		p.stop = func(m delivery.Parcel) bool {
			<-hold
			return false
		}
		b := open(t, outboxtest.New(), p, delivery.Settings{})
		to := b.To("1", "")
		id, err := to.Send(t.Context(), chat("a"), reply("0 %"))
		if err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		for _, text := range []string{"20 %", "40 %", "100 %"} { // those between wait in vain
			if err := to.Edit(t.Context(), chat("a"), id, reply(text)); err != nil {
				t.Fatal(err)
			}
		}
		close(hold)
		b.drain()
		want(t, "sent", p.all(), []string{"a 0 %", "a ~1 100 %"})
	})
}

func TestEditOfWhatNeverArrived(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPlatform()
		p.fails["bad markup"] = []error{fmt.Errorf("%w: 400", delivery.ErrRefused)}
		b := open(t, outboxtest.New(), p, delivery.Settings{})
		to := b.To("1", "")
		id, err := to.Send(t.Context(), chat("a"), reply("bad markup"))
		if err != nil {
			t.Fatal(err)
		}
		if err := to.Edit(t.Context(), chat("a"), id, reply("whole")); err != nil {
			t.Fatal(err)
		}
		b.drain()
		want(t, "sent", p.all(), []string{"a whole"})
	})
}

func TestFailures(t *testing.T) {
	gone := fmt.Errorf("%w: blocked", delivery.ErrGone)
	for name, test := range map[string]struct {
		fails []error
		sent  []string
		took  time.Duration
	}{
		"none":               {nil, []string{"a one", "b other", "a two"}, 0},
		"one that passes":    {[]error{errors.New("connection refused")}, []string{"b other", "a one", "a two"}, 375 * time.Millisecond},
		"several that pass":  {slices.Repeat([]error{errors.New("502")}, 3), []string{"b other", "a one", "a two"}, (375 + 750 + 1500) * time.Millisecond},
		"asked to wait":      {[]error{&delivery.Retry{After: 30 * time.Second, Err: errors.New("429")}}, []string{"b other", "a one", "a two"}, 30 * time.Second},
		"gone":               {[]error{gone}, []string{"b other"}, 0},
		"refused":            {[]error{delivery.ErrRefused}, []string{"b other", "a two"}, 0},
		"a platform's panic": {[]error{errPanic}, []string{"b other", "a two"}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p := newPlatform()
				p.fails["one"] = test.fails
				queued := make(chan struct{})
				p.stop = func(delivery.Parcel) bool { <-queued; return false }
				b := open(t, outboxtest.New(), p, delivery.Settings{AtOnce: 1})
				b.send("1", "a", "one")
				b.send("2", "a", "two")
				b.send("3", "b", "other")
				close(queued) // what fails, fails with the others behind it
				time.Sleep(time.Minute)
				b.drain()
				got := p.all()
				slices.Sort(got)
				wanted := slices.Clone(test.sent)
				slices.Sort(wanted)
				want(t, "sent", got, wanted)
				if len(p.at) > 1 && p.at[len(p.at)-1] != test.took {
					t.Errorf("the last one was sent after %v, want %v", p.at[len(p.at)-1], test.took)
				}
			})
		})
	}
}

func TestEverybodyWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPlatform()
		p.fails["first"] = []error{&delivery.Retry{After: 5 * time.Second, Everybody: true, Err: errors.New("429")}}
		b := open(t, outboxtest.New(), p, delivery.Settings{})
		b.send("1", "a", "first")
		synctest.Wait()
		b.send("2", "b", "second")
		time.Sleep(time.Minute)
		b.drain()
		for i, at := range p.at {
			if at != 5*time.Second {
				t.Errorf("%s was sent after %v", p.sent[i], at)
			}
		}
		if len(p.at) != 2 {
			t.Errorf("sent %q", p.sent)
		}
	})
}

func TestPace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPlatform()
		p.rates = delivery.Rates{All: delivery.Rate{Every: 100 * time.Millisecond, Burst: 10},
			Conversation: func(handlers.Conversation) delivery.Rate { return delivery.Rate{Every: time.Second, Burst: 2} }}
		b := open(t, outboxtest.New(), p, delivery.Settings{})
		for i := range 4 {
			b.send(fmt.Sprint("a", i), "a", "one")
		}
		b.drain()
		if got, wanted := p.at, []time.Duration{0, 0, time.Second, 2 * time.Second}; !slices.Equal(got, wanted) {
			t.Errorf("a conversation is sent at %v, want %v", got, wanted)
		}

		p.at, p.begin = nil, time.Now()
		b = open(t, outboxtest.New(), p, delivery.Settings{})
		for i := range 15 {
			b.send(fmt.Sprint("x", i), fmt.Sprint(i), "one")
		}
		b.drain()
		if got := p.at; got[9] != 0 || got[10] != 100*time.Millisecond || got[14] != 500*time.Millisecond {
			t.Errorf("fifteen conversations are sent at %v", got)
		}
	})
}

func TestCrashBeforeDelivery(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		box := outboxtest.New()
		p := newPlatform()
		p.stop = func(m delivery.Parcel) bool { return m.Key == "2/0.0" }
		b := open(t, box, p, delivery.Settings{})
		b.send("1", "a", "one")
		synctest.Wait()
		b.send("2", "a", "two", "and more")
		b.send("3", "a", "three")
		over, cancel := context.WithCancel(context.Background())
		cancel()
		if err := b.Close(over); err == nil || !strings.Contains(err.Error(), "3 messages undelivered") {
			t.Errorf("Close: %v", err)
		}
		b.send("4", "a", "while it stops")
		want(t, "sent before", p.all(), []string{"a one"})
		p.stop = nil
		b = open(t, box, p, delivery.Settings{})
		b.drain()
		want(t, "sent", p.all(), []string{"a one", "a two", "a and more", "a three", "a while it stops"})
	})
}

func TestStopDoesNotWaitForRetries(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPlatform()
		p.fails["one"] = slices.Repeat([]error{errors.New("connection refused")}, 1000)
		b := open(t, outboxtest.New(), p, delivery.Settings{})
		b.send("1", "a", "one")
		time.Sleep(10 * time.Minute)
		begin := time.Now()
		b.drain("1/0.0")
		if took := time.Since(begin); took > time.Second {
			t.Errorf("Close took %v", took)
		}
	})
}

func TestOldMessagesAreDropped(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPlatform()
		p.fails["one"] = slices.Repeat([]error{errors.New("connection refused")}, 100)
		b := open(t, outboxtest.New(), p, delivery.Settings{MaxAge: 10 * time.Minute})
		b.send("1", "a", "one")
		time.Sleep(11 * time.Minute)
		b.send("2", "a", "two")
		time.Sleep(2 * time.Minute)
		b.drain()
		want(t, "sent", p.all(), []string{"a two"})
		if !strings.Contains(b.log.String(), "dropped") {
			t.Errorf("the log does not tell:\n%s", b.log)
		}
	})
}

func TestNothingIsPromisedThatIsNotKept(t *testing.T) {
	p := newPlatform()
	box := outboxtest.New()
	b := open(t, box, p, delivery.Settings{})
	full := errors.New("disk full")
	box.Fail(full)
	if _, err := b.To("1", "").Send(t.Context(), chat("a"), reply("one")); !errors.Is(err, full) {
		t.Errorf("Send: %v", err)
	}
	box.Fail(nil)
	for name, r := range map[string]handlers.Reply{"empty": reply(), "cannot be rendered": reply("bad")} {
		if _, err := b.To(name, "").Send(t.Context(), chat("a"), r); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if _, err := b.To("2", "").Send(t.Context(), handlers.Conversation{Platform: "elsewhere", ID: "a"}, reply("one")); err == nil || b.Takes("elsewhere") || !b.Takes("test") {
		t.Errorf("an unknown platform: %v", err)
	}
	b.drain()
	want(t, "sent", p.all(), nil)
}

func TestForeignAndBrokenMessagesAtRestart(t *testing.T) {
	box := outboxtest.New()
	for _, m := range []outbox.Message{
		{ID: "broken", Made: time.Now(), Payload: []byte("{")},
		{ID: "foreign", Made: time.Now(), Payload: []byte(`{"to":{"Platform":"elsewhere","ID":"a"},"message":"x"}`)},
		{ID: "good", Made: time.Now(), Payload: []byte(`{"to":{"Platform":"test","ID":"a"},"message":"x"}`)},
	} {
		if _, err := box.Add(t.Context(), m); err != nil {
			t.Fatal(err)
		}
	}
	p := newPlatform()
	b := open(t, box, p, delivery.Settings{})
	if err := b.Close(t.Context()); err != nil {
		t.Error(err)
	}
	want(t, "sent", p.all(), []string{"a x"})
	left, err := box.Pending(t.Context())
	if err != nil || len(left) != 1 || left[0].ID != "foreign" {
		t.Errorf("left: %+v, %v", left, err)
	}
	for _, word := range []string{"unreadable", "switched off"} {
		if !strings.Contains(b.log.String(), word) {
			t.Errorf("the log does not say %q:\n%s", word, b.log)
		}
	}
}
