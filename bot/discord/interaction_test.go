package discord_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"vanthu/bot/discord/discordtest"
	"vanthu/handlers"
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
