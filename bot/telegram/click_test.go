package telegram_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"vanthu/bot/callback"
	"vanthu/bot/telegram/telegramtest"
	"vanthu/handlers"
)

// sign gives the data of a button as the benches' bots sign it.
func sign(chat, action string) string {
	data, ok := callback.Signer{Key: testKey}.Sign(chat, action)
	if !ok {
		panic("the test's action cannot be signed")
	}
	return data
}

// at gives a clock that stands still.
func at(unix int64) func() time.Time { return func() time.Time { return time.Unix(unix, 0) } }

func TestButtons(t *testing.T) {
	mine := telegramtest.Message{Chat: 7, ID: 50}
	group := telegramtest.Message{Chat: -100, ID: 51, Topic: 5}
	for name, test := range map[string]struct {
		press  func(*telegramtest.Server) string
		answer string // empty: the button is not valid here
		chat   int64
		topic  int64
	}{
		"signed":                    {func(s *telegramtest.Server) string { return s.Press(7, mine, sign("7", "more:1")) }, "|more:1|citizen|vi", 7, 0},
		"under an old message":      {func(s *telegramtest.Server) string { return s.PressOld(7, mine, sign("7", "more:1")) }, "|more:1|citizen|vi", 7, 0},
		"in a group's topic":        {func(s *telegramtest.Server) string { return s.Press(42, group, sign("-100", "more:1")) }, "|more:1|admin|vi", -100, 5},
		"old, in a group":           {func(s *telegramtest.Server) string { return s.PressOld(42, group, sign("-100", "more:1")) }, "|more:1|admin|vi", -100, 0},
		"of another chat":           {func(s *telegramtest.Server) string { return s.Press(7, mine, sign("8", "forget:yes")) }, "", 0, 0},
		"unsigned":                  {func(s *telegramtest.Server) string { return s.Press(7, mine, "forget:yes") }, "", 0, 0},
		"made up":                   {func(s *telegramtest.Server) string { return s.Press(7, mine, "forget:yes.AAAAAAAAA") }, "", 0, 0},
		"65 bytes":                  {func(s *telegramtest.Server) string { return s.Press(7, mine, string(make([]byte, 65))) }, "", 0, 0},
		"empty":                     {func(s *telegramtest.Server) string { return s.Press(7, mine, "") }, "", 0, 0},
		"signed with something odd": {func(s *telegramtest.Server) string { return s.Press(7, mine, sign("7", "\n\"")) }, "|\n\"|citizen|vi", 7, 0},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, echo, nil)
			b.server.Private(7, "vi", "")
			b.server.Group(-100, 7, "not for the bot", "")
			query := test.press(b.server)
			b.server.Say(99, "", "end")
			b.run()
			want := 1
			if test.answer != "" {
				want = 2
			}
			b.sent(want)
			b.until(func(s telegramtest.State) bool { return s.Answered(query) })
			b.end()
			var got *telegramtest.Message
			for _, m := range b.server.Sent() {
				if m.Chat != 99 {
					got = &m
				}
			}
			q := b.server.Query(query)
			if q.Answers != 1 || q.Refused != 0 {
				t.Errorf("the press was answered %d times, and %d times too often", q.Answers, q.Refused)
			}
			if test.answer == "" {
				if got != nil || !q.Alert || q.Text != "not valid (vi)" {
					t.Errorf("told %+v and sent %+v", q, got)
				}
				return
			}
			if got == nil || got.Text != test.answer || got.Chat != test.chat || got.Topic != test.topic || q.Text != "" || q.Alert {
				t.Errorf("told %+v and sent %+v", q, got)
			}
		})
	}
}

// TestPressIsAnsweredOnce: Telegram brings an update again that it thinks was
// not taken.
func TestPressIsAnsweredOnce(t *testing.T) {
	b := newBench(t, echo, nil)
	first := telegramtest.Message{Chat: 7, ID: 50}
	b.server.Private(7, "vi", "")
	query := b.server.Press(7, first, sign("7", "more:1"))
	in := &fullOnce{Intake: b.Pool}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- b.bot.Run(ctx, in) }()
	b.sent(1)
	b.until(func(s telegramtest.State) bool { return s.Answered(query) })
	b.server.Repeat(1001, `"callback_query":{"id":"`+query+`","from":{"id":7,"first_name":"P","language_code":"vi"},"chat_instance":"1","data":"`+sign("7", "more:1")+
		`","message":{"message_id":50,"date":1,"chat":{"id":7,"type":"private"}}}`)
	b.until(func(s telegramtest.State) bool { return s.Unacknowledged() == 0 })
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	b.Close()
	if q := b.server.Query(query); q.Answers != 1 || q.Refused != 0 || len(b.server.Sent()) != 1 {
		t.Errorf("answered %+v, %d messages", q, len(b.server.Sent()))
	}
}

// TestAnswerToAPressIsTriedAgain: the person sees a waiting sign until then.
func TestAnswerToAPressIsTriedAgain(t *testing.T) {
	b := newBench(t, echo, nil)
	b.server.Private(7, "vi", "")
	b.server.Fail("answerCallbackQuery", telegramtest.Fault{Status: 429, Description: "Too Many Requests", RetryAfter: 2}, telegramtest.Fault{Drop: true})
	query := b.server.Press(7, telegramtest.Message{Chat: 7, ID: 50}, sign("7", "more:1"))
	b.run()
	b.until(func(s telegramtest.State) bool { return s.Answered(query) })
	if !slices.Contains(b.timer.Waits(), 2*time.Second) {
		t.Errorf("waited %v", b.timer.Waits())
	}
}

// TestForgedAction: what a person may not do is not done because its action
// was typed into a button's data.
func TestForgedAction(t *testing.T) {
	done := make(chan string, 10)
	b := newBench(t, handlers.HandlerFunc(func(ctx context.Context, r handlers.Request, out handlers.Sender) error {
		done <- r.Action
		return echo(ctx, r, out)
	}), nil)
	b.run()
	query := b.server.Press(7, telegramtest.Message{Chat: 7, ID: 1}, "reindex")
	b.until(func(s telegramtest.State) bool { return s.Answered(query) })
	b.end()
	if len(done) != 0 {
		t.Errorf("carried out: %q", <-done)
	}
}
