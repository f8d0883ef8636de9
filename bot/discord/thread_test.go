package discord_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"vanthu/bot/discord/discordtest"
	"vanthu/handlers"
)

func TestThreads(t *testing.T) {
	long := handlers.Reply{Final: true, Blocks: []handlers.Block{{Kind: handlers.Lead, Text: "A long answer"}, {Kind: handlers.Para, Text: strings.Repeat("Điều này rất dài. ", 400)}}}
	mention := `,"mentions":[{"id":"` + discordtest.BotID + `"}]`
	open := func(t *testing.T, reply handlers.Reply) *bench {
		b := newBench(t, handle(func(handlers.Request) handlers.Reply { return reply }), nil)
		b.run()
		return b
	}
	channels := func(b *bench) (out []string) {
		b.end()
		for _, m := range b.server.Sent() {
			out = append(out, m.Channel)
		}
		return out
	}
	all := func(list []string, want string) bool {
		for _, c := range list {
			if c != want {
				return false
			}
		}
		return len(list) > 2
	}
	t.Run("begun", func(t *testing.T) {
		b := open(t, long)
		id := b.server.Post("c1", "7", "q", mention)
		b.sent(3)
		if got := channels(b); !all(got, id) || b.server.Thread(id) != "A long answer" {
			t.Errorf("sent to %v, the thread is %q", got, b.server.Thread(id))
		}
	})
	t.Run("short", func(t *testing.T) {
		b := open(t, say("short"))
		b.server.Post("c1", "7", "q", mention)
		if m := b.sent(1)[0]; m.Channel != "c1" {
			t.Errorf("sent %+v", m)
		}
	})
	for name, fault := range map[string][]discordtest.Fault{
		"not allowed":              {{Status: 403, Code: 50013, Message: "Missing Permissions"}},
		"in a thread":              {{Status: 400, Code: 50024, Message: "Cannot execute action on this channel type"}},
		"the question is gone":     {{Status: 404, Code: 10008, Message: "Unknown Message"}},
		"Discord has a bad moment": {{Status: 500, Message: "?"}, {Status: 403, Code: 50001, Message: "Missing Access"}},
	} {
		t.Run(name, func(t *testing.T) {
			fault = append(fault, slices.Repeat(fault[len(fault)-1:], 10)...) // the messages that follow try, too
			b := open(t, long)
			next := fmt.Sprint(b.server.Next())
			b.server.Fail("POST /channels/c1/messages/"+next+"/threads", fault...)
			if id := b.server.Post("c1", "7", "q", mention); id != next {
				t.Fatalf("the message is %s, not %s", id, next)
			}
			b.sent(3)
			if got := channels(b); !all(got, "c1") {
				t.Errorf("sent to %v, want the channel", got)
			}
		})
	}
	t.Run("not to be written to", func(t *testing.T) {
		b := open(t, long)
		next := fmt.Sprint(b.server.Next())
		b.server.Fail("POST /channels/"+next+"/messages", slices.Repeat([]discordtest.Fault{{Status: 403, Code: 50013, Message: "Missing Permissions"}}, 10)...)
		b.server.Post("c1", "7", "q", mention)
		b.sent(3)
		if got := channels(b); !all(got, "c1") {
			t.Errorf("sent to %v, want the channel", got)
		}
	})
	t.Run("alone with the bot", func(t *testing.T) {
		b := open(t, long)
		b.server.Say("7", "q")
		b.sent(3)
		if got := channels(b); !all(got, "dm7") {
			t.Errorf("sent to %v", got)
		}
	})
	t.Run("after progress was shown", func(t *testing.T) {
		b := newBench(t, handlers.HandlerFunc(func(ctx context.Context, r handlers.Request, out handlers.Sender) error {
			reading := say("reading")
			reading.Final = false
			id, err := out.Send(ctx, r.Conversation, reading)
			return errors.Join(err, out.Edit(ctx, r.Conversation, id, long))
		}), nil)
		b.run()
		id := b.server.Post("c1", "7", "q", mention)
		b.sent(3)
		if got := channels(b); got[0] != "c1" || !all(got[1:], id) {
			t.Errorf("sent to %v, want the first to the channel and the others to %s", got, id)
		}
	})
	t.Run("there already", func(t *testing.T) {
		b := open(t, long)
		id := b.server.Post("c1", "7", "q", mention)
		b.server.Fail("POST /channels/"+id+"/messages", discordtest.Fault{Late: true})
		b.sent(3)
		if got := channels(b); !all(got, id) || b.server.Count("POST /channels/c1/messages/"+id+"/threads") < 1 {
			t.Errorf("sent to %v", got)
		}
	})
}
