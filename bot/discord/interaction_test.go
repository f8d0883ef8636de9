package discord_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"vanthu/bot/discord/discordtest"
	"vanthu/handlers"
	"vanthu/handlers/delivery"
)

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
		if m := b.sent(1)[0]; m.Via != "channel" || m.Channel != "dm7" {
			t.Errorf("sent %+v, want it where only the person reads it", m)
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

// progress sends a first word, and after release the reply in its place.
func progress(release chan struct{}, reply handlers.Reply) handlers.Handler {
	return handlers.HandlerFunc(func(ctx context.Context, r handlers.Request, out handlers.Sender) error {
		reading := say("reading")
		reading.Final = false
		id, err := out.Send(ctx, r.Conversation, reading)
		<-release
		return errors.Join(err, out.Edit(ctx, r.Conversation, id, reply))
	})
}

// What only one person was to see stays so, whatever happens to it meanwhile.
func TestAnswersForOnePersonStaySo(t *testing.T) {
	reply := say("the answer")
	reply.More = "more:1"
	for name, test := range map[string]struct {
		ask    func(*discordtest.Server)
		before func(*discordtest.Server) // the reply
		want   func(discordtest.Message) bool
	}{
		"edited": {func(s *discordtest.Server) { s.Command("c1", "7", "vi", "ask", "q") }, func(*discordtest.Server) {},
			func(m discordtest.Message) bool {
				return m.Via == "original" && m.Ephemeral && m.Edits == 1 && len(m.Buttons) == 1
			}},
		"dismissed by the person": {func(s *discordtest.Server) { s.Command("c1", "7", "vi", "ask", "q") }, func(s *discordtest.Server) { s.Take(s.Sent()[0].ID) },
			func(m discordtest.Message) bool { return m.Via == "followup" && m.Ephemeral && len(m.Buttons) == 1 }},
		"too late": {func(s *discordtest.Server) { s.Command("c1", "7", "vi", "ask", "q") }, func(s *discordtest.Server) { s.Advance(16 * time.Minute) },
			func(m discordtest.Message) bool {
				return m.Via == "channel" && m.Channel == "dm7" && len(m.Buttons) == 0
			}},
		"too late, after a button": {func(s *discordtest.Server) { s.PressIn("c1", "", "7", button("c1", "more:1")) }, func(s *discordtest.Server) { s.Advance(16 * time.Minute) },
			func(m discordtest.Message) bool { return m.Channel == "dm7" && len(m.Buttons) == 0 }},
		"too late, alone with the bot": {func(s *discordtest.Server) { s.Direct("7", "vi", "ask", "q") }, func(s *discordtest.Server) { s.Advance(16 * time.Minute) },
			func(m discordtest.Message) bool { return m.Channel == "dm7" && m.Edits == 1 && len(m.Buttons) == 1 }},
	} {
		t.Run(name, func(t *testing.T) {
			release := make(chan struct{})
			b := newBench(t, progress(release, reply), nil)
			b.run()
			test.ask(b.server)
			b.sent(1)
			test.before(b.server)
			close(release)
			b.end()
			sent := b.server.Sent()
			if last := sent[len(sent)-1]; last.Content != "the answer" || !test.want(last) {
				t.Errorf("sent %+v", sent)
			}
		})
	}
}

// A person who takes no direct messages loses the late answer, and no one else
// anything.
func TestLateAnswerThatCannotArrive(t *testing.T) {
	release := make(chan struct{}, 2)
	b := newBench(t, handlers.HandlerFunc(func(ctx context.Context, r handlers.Request, out handlers.Sender) error {
		<-release
		return echo(ctx, r, out)
	}), nil)
	b.run()
	b.server.Fail("POST /channels/dm7/messages", discordtest.Fault{Status: 403, Code: 50007, Message: "Cannot send messages to this user"})
	token := b.server.Command("c1", "7", "vi", "ask", "late")
	b.until(func(s discordtest.State) bool { return s.Acknowledged(token) == 5 })
	b.server.Advance(16 * time.Minute)
	release <- struct{}{}
	b.until(func(s discordtest.State) bool { return s.Calls("POST /channels/dm7/messages") == 1 })
	b.server.Command("c1", "7", "vi", "ask", "next")
	release <- struct{}{}
	if m := b.sent(1)[0]; !strings.HasPrefix(m.Content, "next") || !m.Ephemeral {
		t.Errorf("sent %+v", m)
	}
}

// Calls heed the time that they are given: they neither sleep through it nor
// try again by themselves.
func TestAttemptsEnd(t *testing.T) {
	b := newBench(t, echo, nil)
	defer b.Close()
	b.server.Fail("POST /channels/c1/messages", discordtest.Fault{Status: 429, Message: "slow down", RetryAfter: 3600})
	p := b.parcels("c1", say("hello"))[0]
	var wait *delivery.Retry
	if _, err := b.bot.Deliver(t.Context(), p); !errors.As(err, &wait) || wait.After != time.Hour {
		t.Errorf("Deliver: %v, want a pause of an hour", err)
	}
	over, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := b.bot.Deliver(over, p); !errors.Is(err, context.Canceled) || errors.Is(err, delivery.ErrRefused) || errors.Is(err, delivery.ErrGone) {
		t.Errorf("Deliver after the time is over: %v", err)
	}
	if len(b.timer.Waits()) != 0 || b.server.Count("POST /channels/c1/messages") != 1 {
		t.Errorf("waited %v, %d calls", b.timer.Waits(), b.server.Count("POST /channels/c1/messages"))
	}
}

// 300 interactions at once are all acknowledged and answered, with a bounded
// number of calls under way.
func TestManyAtOnce(t *testing.T) {
	b := newBench(t, echo, nil)
	b.run()
	const many = 300
	tokens := make([]string, many)
	for i := range tokens {
		tokens[i] = b.server.Command(fmt.Sprint("c", i%20), fmt.Sprint(i), "vi", "ask", "q")
	}
	b.sent(many)
	for _, token := range tokens {
		if a := b.server.Answer(token); a.Type != 5 {
			t.Fatalf("an interaction is acknowledged with %+v", a)
		}
	}
	for _, m := range b.server.Sent() {
		if m.Via != "original" {
			t.Fatalf("sent %+v", m)
		}
	}
}
