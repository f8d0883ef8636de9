package telegram_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"vanthu/bot/doubles"
	"vanthu/bot/telegram/telegramtest"
	"vanthu/handlers"
)

// TestSharedLocation: a location comes with the request, and is written down
// nowhere: neither in the inbox nor in the log.
func TestSharedLocation(t *testing.T) {
	var b *bench
	b = newBench(t, handlers.HandlerFunc(func(ctx context.Context, r handlers.Request, out handlers.Sender) error {
		items, err := b.Inbox.Pending(ctx)
		if err != nil || len(items) != 1 {
			return fmt.Errorf("%d requests in the inbox: %w", len(items), err)
		}
		if payload := string(items[0].Payload); strings.Contains(payload, "16.07") || strings.Contains(payload, "108.22") {
			t.Errorf("the inbox holds %s", payload)
		}
		if r.Point == nil || r.Text != "" || r.Point.Lost {
			return fmt.Errorf("no location")
		}
		if _, err := out.Send(ctx, r.Conversation, textReply(fmt.Sprintf("%.4f %.4f %v", r.Point.Lat, r.Point.Lon, r.Point))); err != nil {
			return err
		}
		return fmt.Errorf("failed with %v and %+v", r.Point, r)
	}), nil)
	b.run()
	b.server.Share(7, "vi", 16.0712, 108.2213)
	if m := b.sent(1)[0]; m.Text != "16.0712 108.2213 a shared location" {
		t.Errorf("answer %q", m.Text)
	}
	b.end()
	if log := b.Log.String(); !strings.Contains(log, "failed with") || strings.Contains(log, "16.07") || strings.Contains(log, "108.22") {
		t.Errorf("the log holds\n%s", log)
	}
}

// TestLostLocation: a location that waited for an answer when the program
// ended is not there at the next start; the person is told.
func TestLostLocation(t *testing.T) {
	hold, held := doubles.Held()
	b := newBench(t, hold, nil)
	b.run()
	b.server.Share(7, "vi", 16.0712, 108.2213)
	<-held
	b.BreakOff()
	b.open(handlers.HandlerFunc(func(ctx context.Context, r handlers.Request, out handlers.Sender) error {
		_, err := out.Send(ctx, r.Conversation, textReply(fmt.Sprintf("%v %v", r.Point != nil && r.Point.Lost, r.Point != nil && r.Point.Lat == 0)))
		return err
	}))
	if m := b.sent(1)[0]; m.Text != "true true" {
		t.Errorf("after the restart: %q", m.Text)
	}
	b.Close()
}

// TestLocationInAGroup: what is shared with a group is not for the bot.
func TestLocationInAGroup(t *testing.T) {
	b := newBench(t, echo, nil)
	b.run()
	b.server.Push(`"message":{"message_id":9,"date":1760000000,"chat":{"id":-100,"type":"supergroup","title":"G"},"from":{"id":7,"is_bot":false,"first_name":"P","language_code":"vi"},"location":{"latitude":16.07,"longitude":108.22}}`)
	b.server.Say(7, "vi", "xong")
	b.until(func(s telegramtest.State) bool { return s.Sent() >= 1 && s.Unacknowledged() == 0 })
	if sent := b.server.Sent(); len(sent) != 1 || sent[0].Text != "xong||citizen|vi" {
		t.Errorf("sent %+v", sent)
	}
}
