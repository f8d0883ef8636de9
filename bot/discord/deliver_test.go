package discord_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"vanthu/bot/discord"
	"vanthu/bot/discord/discordtest"
	"vanthu/handlers"
	"vanthu/handlers/delivery"
)

var _ delivery.Platform = (*discord.Bot)(nil)
var _ delivery.Typist = (*discord.Bot)(nil)

// parcels gives the messages of a reply on their way to a channel.
func (b *bench) parcels(channel string, r handlers.Reply) []delivery.Parcel {
	b.t.Helper()
	to := handlers.Conversation{Platform: discord.Platform, ID: channel}
	messages, err := b.bot.Render(to, r)
	if err != nil {
		b.t.Fatal(err)
	}
	var out []delivery.Parcel
	for i, m := range messages {
		out = append(out, delivery.Parcel{Key: fmt.Sprintf("%s.%d", channel, i), To: to, Follows: i > 0, Final: r.Final, Message: m})
	}
	return out
}

// always is a fault that every shape of a message meets: made of components, in
// a box, and as text.
func always(f discordtest.Fault) []discordtest.Fault { return []discordtest.Fault{f, f, f} }

func TestFailuresToldApart(t *testing.T) {
	type kind struct {
		gone, refused, passes bool
		after                 time.Duration
		everybody             bool
	}
	for name, test := range map[string]struct {
		faults []discordtest.Fault
		want   kind
	}{
		"unknown channel":          {[]discordtest.Fault{{Status: 404, Code: 10003}}, kind{gone: true}},
		"unknown user":             {[]discordtest.Fault{{Status: 404, Code: 10013}}, kind{gone: true}},
		"missing access":           {[]discordtest.Fault{{Status: 403, Code: 50001}}, kind{gone: true}},
		"closed to the bot":        {[]discordtest.Fault{{Status: 403, Code: 50007}}, kind{gone: true}},
		"missing permissions":      {[]discordtest.Fault{{Status: 403, Code: 50013}}, kind{gone: true}},
		"invalid form":             {always(discordtest.Fault{Status: 400, Code: 50035, Message: "Invalid Form Body"}), kind{refused: true}},
		"another bad request":      {always(discordtest.Fault{Status: 400, Code: 99999, Message: "?"}), kind{refused: true}},
		"forbidden words":          {[]discordtest.Fault{{Status: 403, Code: 200000, Message: "blocked"}}, kind{refused: true}},
		"too many in this channel": {[]discordtest.Fault{{Status: 429, Message: "slow down", RetryAfter: 1.5}}, kind{after: 1500 * time.Millisecond}},
		"too many in all":          {[]discordtest.Fault{{Status: 429, Message: "slow down", RetryAfter: 2, Scope: "global"}}, kind{after: 2 * time.Second, everybody: true}},
		"too many, with a page":    {[]discordtest.Fault{{Status: 429, HTML: true}}, kind{after: time.Second}},
		"the token is refused":     {[]discordtest.Fault{{Status: 401, Message: "401: Unauthorized"}}, kind{after: time.Minute, everybody: true}},
		"internal error":           {[]discordtest.Fault{{Status: 500, Message: "?"}}, kind{passes: true}},
		"bad gateway, with a page": {[]discordtest.Fault{{Status: 502, HTML: true}}, kind{passes: true}},
		"a proxy forbids":          {[]discordtest.Fault{{Status: 403, HTML: true}}, kind{passes: true}},
		"success, with a page":     {[]discordtest.Fault{{Status: 200, HTML: true}}, kind{passes: true}},
		"no answer":                {[]discordtest.Fault{{Drop: true}}, kind{passes: true}},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, echo, nil)
			defer b.Close()
			p := b.parcels("c1", say("hello"))[0]
			b.server.Fail("POST /channels/c1/messages", test.faults...)
			_, err := b.bot.Deliver(t.Context(), p)
			if err == nil {
				t.Fatal("delivered")
			}
			var got kind
			var wait *delivery.Retry
			got.gone, got.refused = errors.Is(err, delivery.ErrGone), errors.Is(err, delivery.ErrRefused)
			if errors.As(err, &wait) {
				got.after, got.everybody = wait.After, wait.Everybody
			}
			got.passes = got == kind{}
			if got != test.want {
				t.Errorf("%v: %+v, want %+v", err, got, test.want)
			}
			if n := b.server.Count("POST /channels/c1/messages"); n != len(test.faults) {
				t.Errorf("%d calls for one attempt, want %d", n, len(test.faults))
			}
			if _, err := b.bot.Deliver(t.Context(), p); err != nil || len(b.server.Sent()) != 1 {
				t.Errorf("the next attempt: %v; sent %+v", err, b.server.Sent())
			}
		})
	}
}

func TestUnreadableParcel(t *testing.T) {
	b := newBench(t, echo, nil)
	defer b.Close()
	to := handlers.Conversation{Platform: discord.Platform, ID: "c1"}
	if _, err := b.bot.Deliver(t.Context(), delivery.Parcel{To: to, Message: []byte("{")}); !errors.Is(err, delivery.ErrRefused) {
		t.Errorf("Deliver: %v, want a refusal", err)
	}
	if _, err := b.bot.Render(to, handlers.Reply{}); !errors.Is(err, discord.ErrEmpty) {
		t.Errorf("Render: %v, want %v", err, discord.ErrEmpty)
	}
}

// A call too many is not made: Discord shuts out who goes on.
func TestLimitsThatHeadersTell(t *testing.T) {
	b := newBench(t, echo, nil)
	defer b.Close()
	b.server.Limit("POST /channels/c1/", 2, 5*time.Second)
	for i := range 2 {
		p := b.parcels("c1", say("hello"))[0]
		p.Key = fmt.Sprint(i)
		if _, err := b.bot.Deliver(t.Context(), p); err != nil {
			t.Fatal(err)
		}
	}
	var wait *delivery.Retry
	if _, err := b.bot.Deliver(t.Context(), b.parcels("c1", say("third"))[0]); !errors.As(err, &wait) || wait.After != 5*time.Second || wait.Everybody {
		t.Errorf("the third message: %v, want a pause of 5 s in this channel", err)
	}
	if _, err := b.bot.Deliver(t.Context(), b.parcels("c2", say("elsewhere"))[0]); err != nil {
		t.Errorf("another channel: %v", err)
	}
	b.server.Advance(5 * time.Second)
	if _, err := b.bot.Deliver(t.Context(), b.parcels("c1", say("third"))[0]); err != nil {
		t.Errorf("after the pause: %v", err)
	}
	if err := b.server.Until(t.Context(), func(s discordtest.State) bool { return s.Limited() == 0 && s.Sent() == 4 }); err != nil {
		t.Error(err)
	}
}

// What arrived although the answer was lost appears once.
func TestSentTwiceAppearsOnce(t *testing.T) {
	b := newBench(t, echo, nil)
	defer b.Close()
	b.server.Fail("POST /channels/c1/messages", discordtest.Fault{Late: true})
	p := b.parcels("c1", say("hello"))[0]
	if _, err := b.bot.Deliver(t.Context(), p); err == nil || errors.Is(err, delivery.ErrRefused) || errors.Is(err, delivery.ErrGone) {
		t.Errorf("Deliver: %v, want an error that passes", err)
	}
	id, err := b.bot.Deliver(t.Context(), p)
	if sent := b.server.Sent(); err != nil || len(sent) != 1 || !strings.HasPrefix(id, sent[0].ID) {
		t.Errorf("delivered as %q, %v; sent %+v", id, err, sent)
	}
	other := b.parcels("c1", say("hello"))[0]
	other.Key = "another"
	if _, err := b.bot.Deliver(t.Context(), other); err != nil || len(b.server.Sent()) != 2 {
		t.Errorf("the same words in another message: %v; sent %+v", err, b.server.Sent())
	}
}

func TestEdits(t *testing.T) {
	b := newBench(t, echo, nil)
	defer b.Close()
	p := b.parcels("c1", say("first"))[0]
	id, err := b.bot.Deliver(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	edit := b.parcels("c1", say("second"))[0]
	edit.Key, edit.Edits = "edit", id
	if id, err = b.bot.Deliver(t.Context(), edit); err != nil {
		t.Fatal(err)
	}
	sent := b.server.Sent()
	if len(sent) != 1 || sent[0].Content != "second" || sent[0].Edits != 1 {
		t.Errorf("after an edit: %+v", sent)
	}
	b.server.Take(sent[0].ID)
	edit.Key, edit.Edits = "again", id
	if _, err := b.bot.Deliver(t.Context(), edit); err != nil {
		t.Fatal(err)
	}
	if sent := b.server.Sent(); len(sent) != 1 || sent[0].Content != "second" || sent[0].Edits != 0 {
		t.Errorf("after somebody took the message away: %+v", sent)
	}
}

// A Discord that takes no messages made of components gets boxes, and one that
// takes none of those gets text: within the same attempt, and after some
// refusals without asking again.
func TestPlainerShapes(t *testing.T) {
	reply := handlers.Reply{Final: true, Blocks: []handlers.Block{{Kind: handlers.Lead, Text: "lead"}, {Kind: handlers.Quote, Text: "words"}}, Buttons: []handlers.Button{{Label: "next", Action: "n"}}}
	const want = "**lead**\n\n> words"
	for name, test := range map[string]struct {
		refuse   func(*discordtest.Server)
		embedded bool
		calls    []int // for each message
	}{
		"a box": {(*discordtest.Server).Flat, true, []int{2, 2, 2, 1, 1}},
		"text":  {(*discordtest.Server).Bare, false, []int{3, 3, 3, 1, 1}},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, echo, nil)
			defer b.Close()
			deliver := func(channel string, r handlers.Reply, edits string) (string, error) {
				p := b.parcels(channel, r)[0]
				p.Edits = edits
				return b.bot.Deliver(t.Context(), p)
			}
			rich, err := deliver("rich", reply, "")
			if m := b.server.Sent()[0]; err != nil || !m.Rich || m.Boxes != 1 || len(m.Buttons) != 1 || m.Content != want {
				t.Errorf("as components: %+v, %v", m, err)
			}
			test.refuse(b.server)
			id := ""
			for i, calls := range test.calls {
				channel := fmt.Sprint("c", i)
				if id, err = deliver(channel, reply, ""); err != nil {
					t.Fatal(err)
				}
				if n := b.server.Count("POST /channels/" + channel + "/messages"); n != calls {
					t.Errorf("message %d took %d calls, want %d", i, n, calls)
				}
			}
			for _, m := range b.server.Sent()[1:] {
				if m.Rich || m.Embedded != test.embedded || len(m.Buttons) != 1 || m.Content != want || !m.Quiet {
					t.Errorf("sent %+v", m)
				}
			}
			last := len(test.calls)
			if _, err := deliver("c4", say("edited"), id); err != nil || b.server.Sent()[last].Content != "edited" {
				t.Errorf("an edit: %v, %+v", err, b.server.Sent()[last])
			}
			// What is made of components cannot become anything else: Discord says
			// what is wrong.
			if _, err := deliver("rich", say("edited"), rich); !errors.Is(err, delivery.ErrRefused) {
				t.Errorf("an edit of components: %v", err)
			}
		})
	}
}

// One message that is refused for itself does not make the others plainer.
func TestPlainerOnce(t *testing.T) {
	b := newBench(t, echo, nil)
	defer b.Close()
	for i := range 5 {
		channel := fmt.Sprint("c", i)
		if i%2 == 0 {
			b.server.Fail("POST /channels/"+channel+"/messages", discordtest.Fault{Status: 400, Code: 50035, Message: "Invalid Form Body"})
		}
		if _, err := b.bot.Deliver(t.Context(), b.parcels(channel, say("hello"))[0]); err != nil {
			t.Fatal(err)
		}
		if m := b.server.Sent()[i]; m.Rich != (i%2 != 0) || m.Content != "hello" {
			t.Errorf("message %d: %+v", i, m)
		}
	}
}

func TestFiles(t *testing.T) {
	reply := say("the calendar")
	reply.File = &handlers.File{Name: "Lịch 2026.ics", Type: "text/calendar", Data: []byte("BEGIN:VCALENDAR")}
	for _, flat := range []bool{false, true} {
		b := newBench(t, handle(func(handlers.Request) handlers.Reply { return reply }), nil)
		if flat {
			b.server.Flat()
		}
		b.run()
		b.server.Say("7", "q")
		b.server.Command("c1", "7", "vi", "ask", "q")
		for _, m := range b.sent(2) {
			if m.File == nil || m.File.Name != "lich_2026.ics" || m.File.Type != "text/calendar" || string(m.File.Data) != "BEGIN:VCALENDAR" || m.Content != "the calendar" || m.Rich == flat {
				t.Errorf("flat %v: sent %+v with %+v", flat, m, m.File)
			}
		}
	}
}

func TestTyping(t *testing.T) {
	begun, release := make(chan struct{}), make(chan struct{})
	b := newBench(t, handlers.HandlerFunc(func(ctx context.Context, r handlers.Request, out handlers.Sender) error {
		begun <- struct{}{}
		<-release
		return echo(ctx, r, out)
	}), nil)
	b.run()
	b.server.Command("c1", "7", "vi", "ask", "q")
	b.server.Direct("7", "vi", "ask", "q")
	b.server.Say("8", "q")
	for range 3 {
		<-begun
	}
	b.until(func(s discordtest.State) bool { return s.Calls("POST /channels/dm8/typing") > 0 })
	close(release)
	b.sent(3)
	b.end()
	if one, two := b.server.Count("POST /channels/c1/typing"), b.server.Count("POST /channels/dm7/typing"); one != 0 || two != 0 {
		t.Errorf("shown %d and %d times where Discord shows it by itself", one, two)
	}
}

// Through the desk: what may pass is tried again, and who cannot be reached
// costs nobody else anything.
func TestFaultsPass(t *testing.T) {
	b := newBench(t, echo, nil)
	b.run()
	b.server.Fail("POST /channels/dm7/messages", discordtest.Fault{Status: 429, Message: "You are being rate limited.", RetryAfter: 0.01},
		discordtest.Fault{Drop: true}, discordtest.Fault{Status: 502, HTML: true})
	b.server.Say("7", "q")
	b.sent(1)
	b.server.Fail("POST /channels/dm8/messages", discordtest.Fault{Status: 403, Code: 50007, Message: "Cannot send messages to this user"})
	b.server.Say("8", "q")
	b.server.Say("9", "q")
	b.sent(2)
	b.end()
	if items, err := b.Inbox.Pending(t.Context()); err != nil || len(items) != 0 {
		t.Errorf("left in the inbox: %v, %v", items, err)
	}
	if left, err := b.Outbox.Pending(t.Context()); err != nil || len(left) != 0 {
		t.Errorf("left in the outbox: %v, %v", left, err)
	}
}
