package telegram_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"

	"vanthu/bot/telegram"
	"vanthu/bot/telegram/telegramtest"
	"vanthu/handlers"
)

// TestMessagesAtOnceAndAStop: 300 messages come at once, the bot is stopped
// among them and starts again: each is answered once, in the order of its
// chat.
func TestMessagesAtOnceAndAStop(t *testing.T) {
	const n, chats = 300, 5
	half := make(chan struct{})
	var handled atomic.Int64
	h := handlers.HandlerFunc(func(ctx context.Context, r handlers.Request, out handlers.Sender) error {
		at := handled.Add(1)
		if at == n/3 {
			close(half)
		}
		if at >= n/3 {
			<-ctx.Done()
			return ctx.Err()
		}
		return echo(ctx, r, out)
	})
	b := newBench(t, h, nil)
	for i := range n {
		b.server.Say(int64(7+i%chats), "vi", fmt.Sprintf("%03d", i))
	}
	b.run()
	<-half
	b.BreakOff()
	if err := b.Desk.Close(t.Context()); err != nil {
		t.Error(err)
	}
	b.open(echo)
	b.run()
	b.sent(n)
	b.end()
	last := map[int64]string{}
	for _, m := range b.server.Sent() {
		if m.Text <= last[m.Chat] {
			t.Errorf("chat %d: %q after %q", m.Chat, m.Text, last[m.Chat])
		}
		last[m.Chat] = m.Text
	}
	if got := len(b.server.Sent()); got != n {
		t.Errorf("%d answers to %d messages", got, n)
	}
}

// TestStoppingFinishesAnswers: a signal ends the polling, and not an answer
// that is under way.
func TestStoppingFinishesAnswers(t *testing.T) {
	begun, polled := make(chan struct{}), make(chan struct{})
	b := newBench(t, handlers.HandlerFunc(func(ctx context.Context, r handlers.Request, out handlers.Sender) error {
		close(begun)
		<-polled
		return errors.Join(ctx.Err(), echo(ctx, r, out))
	}), nil)
	b.run()
	b.server.Say(7, "vi", "asked just before")
	<-begun
	b.Stop()
	close(polled)
	b.Close()
	if m := b.server.Sent(); len(m) != 1 || !strings.HasPrefix(m[0].Text, "asked just before|") {
		t.Errorf("sent %+v", m)
	}
}

// TestAForeignWebhookIsLeftAlone: whoever set it is at work.
func TestAForeignWebhookIsLeftAlone(t *testing.T) {
	b := newBench(t, echo, nil)
	b.server.SetWebhook("https://rival.example.vn/")
	b.run()
	b.until(func(s telegramtest.State) bool { return s.Calls("getUpdates") >= 3 })
	b.end()
	if len(b.server.Calls("deleteWebhook"))+len(b.server.Calls("setWebhook")) != 0 || b.server.Hook().URL != "https://rival.example.vn/" {
		t.Error("the webhook was changed")
	}
}

// TestTextArrivesAsItIs: nothing in a text is markup.
func TestTextArrivesAsItIs(t *testing.T) {
	for _, text := range []string{`C:\_tmp\*x*`, "_a_ *b* `c` [d](e) ~f~", "<b>x</b> & &lt; &amp;", "1 < 2 > 0", `"quoted" 'so'`, "57-NQ/TW", "</blockquote>", "👍🏽 e\u0301"} {
		b := newBench(t, answerWith(handlers.Reply{Final: true, Blocks: []handlers.Block{{Kind: handlers.Para, Text: text}}}), nil)
		b.server.Say(7, "vi", "q")
		b.run()
		if got := b.sent(1)[0].Text; got != text {
			t.Errorf("%q arrives as %q", text, got)
		}
		b.end()
	}
}

// TestProgress: in a chat with one person it is a draft, in a group a message
// that changes; what remains is the answer.
func TestProgress(t *testing.T) {
	b := newBench(t, handlers.HandlerFunc(func(ctx context.Context, r handlers.Request, out handlers.Sender) error {
		id, err := out.Send(ctx, r.Conversation, progress("0 %"))
		for _, text := range []string{"50 %", "50 %"} {
			err = errors.Join(err, out.Edit(ctx, r.Conversation, id, progress(text)))
		}
		return errors.Join(err, out.Edit(ctx, r.Conversation, id, textReply(strings.Repeat("done. ", 1000))))
	}), func(s *telegram.Settings) { s.Commands = []string{"reindex"} })
	b.run()
	b.server.Say(7, "vi", "/reindex")
	b.server.Group(-100, 7, "/reindex", "")
	b.until(func(s telegramtest.State) bool { return s.Sent() >= 4 })
	b.end()
	by := map[int64][]telegramtest.Message{}
	for _, m := range b.server.Sent() {
		by[m.Chat] = append(by[m.Chat], m)
	}
	for chat, sent := range by {
		if len(sent) != 2 || !strings.HasPrefix(sent[0].Text, "done. done.") || len(sent[0].Text)+len(sent[1].Text) < 5990 {
			t.Errorf("chat %d was sent %+v", chat, sent)
		}
	}
	if len(b.server.Calls("sendMessageDraft")) == 0 || len(b.server.Drafts()) != 0 || by[7][0].Edits != 0 || by[-100][0].Edits == 0 {
		t.Errorf("%d drafts, edits: %d and %d", len(b.server.Calls("sendMessageDraft")), by[7][0].Edits, by[-100][0].Edits)
	}
}
