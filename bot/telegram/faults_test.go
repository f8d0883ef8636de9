package telegram_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"vanthu/bot/doubles"
	"vanthu/bot/telegram"
	"vanthu/bot/telegram/telegramtest"
	"vanthu/handlers/intake"
)

func TestDuplicateIsAnsweredOnce(t *testing.T) {
	b := newBench(t, echo, nil)
	raw := b.server.Private(7, "vi", "once")
	id := b.server.Push(raw)
	b.run()
	b.sent(1)
	b.end()

	b.server.Repeat(id, raw) // the bot starts again and does not know how far it was
	b.server.Say(7, "vi", "after")
	b.open(echo)
	b.run()
	got := b.sent(2)
	if !strings.HasPrefix(got[1].Text, "after|") {
		t.Errorf("second answer: %q", got[1].Text)
	}
}

func TestPanicIsApologisedFor(t *testing.T) {
	b := newBench(t, doubles.Panics("bad", echo), nil)
	b.run()
	b.server.Say(7, "vi", "bad")
	b.server.Say(7, "vi", "good")
	got := b.sent(2)
	if got[0].Text != "sorry" || !strings.HasPrefix(got[1].Text, "good|") {
		t.Errorf("sent %q, %q", got[0].Text, got[1].Text)
	}
}

func TestNothingIsAcknowledgedBeforeItIsStored(t *testing.T) {
	b := newBench(t, echo, nil)
	b.Inbox.Fail(errors.New("disk full"))
	b.server.Say(7, "vi", "kept")
	b.run()
	b.until(func(s telegramtest.State) bool { return s.Calls("getUpdates") >= 3 })
	if n := len(b.server.Sent()); n != 0 {
		t.Errorf("%d answers although nothing was stored", n)
	}
	b.until(func(s telegramtest.State) bool { return s.Unacknowledged() == 1 })
	b.Inbox.Fail(nil)
	b.sent(1)
	b.until(func(s telegramtest.State) bool { return s.Unacknowledged() == 0 })
}

// fullOnce refuses the first request as a full intake does.
type fullOnce struct {
	telegram.Intake
	refused atomic.Bool
}

func (f *fullOnce) Accept(ctx context.Context, in intake.Incoming) error {
	if f.refused.CompareAndSwap(false, true) {
		return intake.ErrFull
	}
	return f.Intake.Accept(ctx, in)
}

func TestFullIntakeLeavesMessagesWithTelegram(t *testing.T) {
	b := newBench(t, echo, nil)
	b.server.Say(7, "vi", "first")
	b.server.Say(7, "vi", "second")
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- b.bot.Run(ctx, &fullOnce{Intake: b.Pool}) }()
	got := b.sent(2)
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	b.Close()
	if !strings.HasPrefix(got[0].Text, "first|") || !strings.HasPrefix(got[1].Text, "second|") {
		t.Errorf("sent %q, %q", got[0].Text, got[1].Text)
	}
	if !slices.Contains(b.timer.Waits(), time.Second) {
		t.Errorf("waited %v, want a second after the refusal", b.timer.Waits())
	}
}

func TestPollingFaults(t *testing.T) {
	for name, test := range map[string]struct {
		faults []telegramtest.Fault
		wait   time.Duration // one of the pauses
		log    string
	}{
		"429 tells how long":  {[]telegramtest.Fault{{Status: 429, Description: "Too Many Requests: retry after 17", RetryAfter: 17}}, 17 * time.Second, "asks to wait"},
		"500, then a drop":    {[]telegramtest.Fault{{Status: 500, Description: "Internal Server Error"}, {Drop: true}}, 750 * time.Millisecond, "trying again"},
		"a proxy's page":      {[]telegramtest.Fault{{Status: 200, Body: "<html>maintenance</html>"}}, 375 * time.Millisecond, "not an answer of the Bot API"},
		"a page with 502":     {[]telegramtest.Fault{{Status: 502, Body: "<html>bad gateway</html>"}}, 375 * time.Millisecond, "502"},
		"an answer cut short": {[]telegramtest.Fault{{DropAfter: true}}, 375 * time.Millisecond, "trying again"},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, echo, nil)
			b.server.Fail("getUpdates", test.faults...)
			b.server.Say(7, "vi", "q")
			b.run()
			b.sent(1)
			if !slices.Contains(b.timer.Waits(), test.wait) {
				t.Errorf("waited %v, want %v among them", b.timer.Waits(), test.wait)
			}
			if !strings.Contains(b.Log.String(), test.log) {
				t.Errorf("the log does not say %q:\n%s", test.log, b.Log.String())
			}
			if strings.Contains(b.Log.String(), token) {
				t.Errorf("the log holds the token:\n%s", b.Log.String())
			}
		})
	}
}

func TestConflictNamesTheRival(t *testing.T) {
	t.Run("webhook", func(t *testing.T) {
		b := newBench(t, echo, nil)
		b.server.SetWebhook("https://rival.example.vn/secret-path")
		b.server.Say(7, "vi", "q")
		b.run()
		b.until(func(s telegramtest.State) bool { return s.Calls("getWebhookInfo") > 0 })
		b.server.SetWebhook("")
		b.sent(1)
		if log := b.Log.String(); !strings.Contains(log, "rival.example.vn") || strings.Contains(log, "secret-path") {
			t.Errorf("log:\n%s", log)
		}
		if !slices.Contains(b.timer.Waits(), 30*time.Second) {
			t.Errorf("waited %v, want 30 s", b.timer.Waits())
		}
	})
	t.Run("poller", func(t *testing.T) {
		b := newBench(t, echo, nil)
		b.server.Fail("getUpdates", telegramtest.Fault{Status: 409, Description: "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"})
		b.server.Say(7, "vi", "q")
		b.run()
		b.sent(1)
		if log := b.Log.String(); !strings.Contains(log, "a second process that polls") {
			t.Errorf("log:\n%s", log)
		}
	})
}

func TestLoginWaitsForTheNetwork(t *testing.T) {
	b := newBench(t, echo, nil)
	b.server.Fail("getMe", telegramtest.Fault{Drop: true}, telegramtest.Fault{Status: 503, Description: "Service Unavailable"})
	b.server.Say(7, "vi", "q")
	b.run()
	b.sent(1)
}

func TestRevokedTokenEndsRun(t *testing.T) {
	b := newBench(t, echo, nil)
	b.server.Fail("getUpdates", telegramtest.Fault{Status: 401, Description: "Unauthorized"})
	if err := b.bot.Run(t.Context(), b.Pool); !errors.Is(err, telegram.ErrRefused) {
		t.Errorf("Run: %v", err)
	}
	b.Close()
}

func TestOddUpdatesAreSkipped(t *testing.T) {
	b := newBench(t, echo, func(s *telegram.Settings) { s.Commands = []string{"help"} })
	for _, raw := range []string{
		`"message":{"message_id":"not a number"}`,
		`"message":{"message_id":1,"date":1,"chat":{"id":7,"type":"private"},"text":"no sender"}`,
		`"message":{"message_id":1,"date":1,"chat":{"id":7,"type":"private"},"from":{"id":9,"is_bot":true,"first_name":"B"},"text":"a bot"}`,
		`"message":{"message_id":1,"date":1,"chat":{"id":7,"type":"private"},"from":{"id":7,"first_name":"P"}}`,
		`"edited_message":{"message_id":1,"date":1,"edit_date":2,"chat":{"id":7,"type":"private"},"from":{"id":7,"first_name":"P"},"text":"edited"}`,
		`"callback_query":{"id":"q","from":{"id":7,"first_name":"P"},"chat_instance":"1","data":"` + strings.Repeat("x", 65) + `","message":{"message_id":1,"date":1,"chat":{"id":7,"type":"private"}}}`,
		`"callback_query":{"id":"q2","from":{"id":7,"first_name":"P"},"chat_instance":"1","data":"x"}`,
		`"message":{"message_id":2,"date":1,"chat":{"id":7,"type":"private"},"from":{"id":7,"first_name":"P"},"text":"👍 /help","entities":[{"type":"bot_command","offset":90,"length":5},{"type":"mention","offset":-1,"length":5},{"type":"bot_command","offset":1,"length":9},{"type":"bot_command","offset":3,"length":9223372036854775807}]}`,
	} {
		b.server.Push(raw)
	}
	b.server.Say(7, "vi", "good")
	b.run()
	got := b.sent(2)
	if want := "👍 /help||citizen|"; got[0].Text != want {
		t.Errorf("with entities beyond the text: %q, want %q", got[0].Text, want)
	}
	if !strings.HasPrefix(got[1].Text, "good|") {
		t.Errorf("then: %q", got[1].Text)
	}
}

// TestFaultsOnTheWayOut: what a sent message may meet costs no answer, and
// the order stays.
func TestFaultsOnTheWayOut(t *testing.T) {
	for name, fault := range map[string]telegramtest.Fault{
		"429":                   {Status: 429, Description: "Too Many Requests: retry after 1", RetryAfter: 1},
		"the connection breaks": {Drop: true},
		"a page":                {Status: 200, Body: "<html>maintenance</html>"},
		"bad markup":            {Status: 400, Description: "Bad Request: can't parse entities: Unsupported start tag"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t, echo, nil)
			b.server.Fail("sendMessage", fault)
			b.server.Say(7, "vi", "a < b & c")
			b.server.Say(7, "vi", "then")
			b.run()
			m := b.sent(2)
			if !strings.HasPrefix(m[0].Text, "a < b & c|") || !strings.HasPrefix(m[1].Text, "then|") || m[0].HTML == (name == "bad markup") {
				t.Errorf("sent %+v", m)
			}
		})
	}
}

func TestBlockedPersonIsDropped(t *testing.T) {
	b := newBench(t, echo, nil)
	b.server.Say(7, "vi", "q")
	b.server.Block(7)
	b.server.Say(8, "vi", "other")
	b.run()
	if m := b.sent(1)[0]; m.Chat != 8 {
		t.Errorf("sent %+v", m)
	}
	b.end()
	items, err := b.Inbox.Pending(t.Context())
	messages, outErr := b.Outbox.Pending(t.Context())
	if err = errors.Join(err, outErr); err != nil || len(items)+len(messages) != 0 {
		t.Errorf("left in the inbox: %v, in the outbox: %v, %v", items, messages, err)
	}
}

func TestRestartAnswersWhatWasLeft(t *testing.T) {
	hold, begun := doubles.Held()
	b := newBench(t, hold, nil)
	b.run()
	b.server.Say(7, "vi", "asked before")
	<-begun
	b.until(func(s telegramtest.State) bool { return s.Unacknowledged() == 0 })
	b.BreakOff()
	b.open(echo)
	b.run()
	if m := b.sent(1)[0]; !strings.HasPrefix(m.Text, "asked before|") {
		t.Errorf("sent %q", m.Text)
	}
}

func ExampleNew_badAddress() {
	_, err := telegram.New(telegram.Settings{Token: "1:x", API: "api.telegram.org"}, telegram.Deps{})
	fmt.Println(err)
	// Output: the address of the Telegram Bot API is not an http or https address
}
