package intake_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"vanthu/handlers"
	"vanthu/handlers/inbox/inboxtest"
	"vanthu/handlers/intake"
)

func isSlow(r handlers.Request) bool { return strings.HasPrefix(r.Text, "slow") }

// Recordings of many people at once keep nobody else waiting, and in each
// conversation the order holds.
func TestSlowRequestsKeepNobodyElseWaiting(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		let := make(chan struct{})
		b := openWith(t, inboxtest.New(), func(ctx context.Context, r handlers.Request, out handlers.Sender) error {
			if isSlow(r) {
				<-let
			}
			return echo(ctx, r, out)
		}, intake.Settings{Workers: 2, SlowWorkers: 1}, isSlow)
		for c := range 5 {
			b.accept(t, request(fmt.Sprint(c, "s"), fmt.Sprint(c), "slow"))
			b.accept(t, request(fmt.Sprint(c, "q"), fmt.Sprint(c), "quick"))
		}
		b.accept(t, request("x", "x", "quick"))
		synctest.Wait()
		want(t, "sent while all recordings wait", b.chat.all(), []string{"x: quick"})
		close(let)
		b.drain(t)
		by := map[string][]string{}
		for _, s := range b.chat.all() {
			c, text, _ := strings.Cut(s, ": ")
			by[c] = append(by[c], text)
		}
		for c := range 5 {
			want(t, "chat "+fmt.Sprint(c), by[fmt.Sprint(c)], []string{"slow", "quick"})
		}
		want(t, "pending", b.pending(t), []string{})
	})
}

// A conversation with both kinds is answered to its end while the pool closes,
// and one that is broken off goes on in order at the next start.
func TestSlowAndQuickRequestsAcrossAStop(t *testing.T) {
	inbox := inboxtest.New()
	b := openWith(t, inbox, func(ctx context.Context, r handlers.Request, out handlers.Sender) error {
		if isSlow(r) {
			<-ctx.Done()
			return ctx.Err()
		}
		return echo(ctx, r, out)
	}, intake.Settings{Workers: 1, SlowWorkers: 1}, isSlow)
	texts := []string{"quick 0", "slow 1", "quick 2", "quick 3", "slow 4", "slow 5", "quick 6"}
	for i, text := range texts {
		b.accept(t, request(fmt.Sprint(i), "a", text))
	}
	over, cancel := context.WithCancel(context.Background())
	cancel()
	if err := b.Close(over); err == nil {
		t.Error("nothing was left unanswered")
	}
	again := openWith(t, inbox, echo, intake.Settings{Workers: 1, SlowWorkers: 1}, isSlow)
	again.drain(t)
	if got := slices.Concat(b.chat.all(), again.chat.all()); len(got) != len(texts) {
		t.Errorf("sent %q", got)
	} else {
		for i := range texts {
			if got[i] != "a: "+texts[i] {
				t.Errorf("sent %q", got)
				break
			}
		}
	}
	want(t, "pending", again.pending(t), []string{})
}
