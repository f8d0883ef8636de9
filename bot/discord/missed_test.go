package discord_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"strings"
	"sync"
	"testing"

	"vanthu/bot/discord"
	"vanthu/bot/discord/discordtest"
)

// lastSeen remembers in memory; it can fail.
type lastSeen struct {
	forgotten chan string // channels

	mu     sync.Mutex
	last   map[string]string
	broken error
}

func (s *lastSeen) LastSeen(context.Context) (map[string]string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return maps.Clone(s.last), s.broken
}

func (s *lastSeen) SetLastSeen(_ context.Context, channel, id string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.last == nil {
		s.last = map[string]string{}
	}
	s.last[channel] = id
	if id == "" {
		delete(s.last, channel)
		s.forgotten <- channel
	}
	return s.broken
}

func (s *lastSeen) of(channel string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.last[channel]
}

// remembers is a bench whose bot remembers what it saw.
func remembers(t *testing.T) (*bench, *lastSeen) {
	seen := &lastSeen{forgotten: make(chan string, 10)}
	return newBench(t, echo, func(_ *discord.Settings, d *discord.Deps) { d.Seen = seen }), seen
}

// again starts the bot once more after it ended.
func (b *bench) again() {
	b.open(echo)
	b.run()
}

// words gives the first words of the answers in a channel.
func (b *bench) words(channel string) (out []string) {
	for _, m := range b.server.Sent() {
		if m.Channel == channel {
			text, _, _ := strings.Cut(m.Content, " / ")
			out = append(out, text)
		}
	}
	return out
}

func same(a []string, b ...string) bool { return strings.Join(a, "|") == strings.Join(b, "|") }

const mentioned = `,"mentions":[{"id":"` + discordtest.BotID + `"}]`

// What people wrote while the program was not running is answered, in order,
// once, and before what they write now.
func TestMissedMessages(t *testing.T) {
	b, seen := remembers(t)
	b.run()
	b.server.Say("7", "one")
	b.server.Post("c1", "7", "eins", mentioned)
	b.sent(2)
	b.end()
	b.server.Say("7", "two")
	b.server.Say("7", "three")
	b.server.Post("c1", "8", "not for the bot", "")
	b.server.Post("c1", "8", "zwei", mentioned)
	b.server.Say("9", "of somebody who never wrote before")
	b.again()
	last := b.server.Say("7", "four")
	b.sent(6)
	b.end()
	if got := b.words("dm7"); !same(got, "one", "two", "three", "four") {
		t.Errorf("answered %q", got)
	}
	if got := b.words("c1"); !same(got, "eins", "zwei") {
		t.Errorf("answered %q in the server", got)
	}
	if seen.of("dm7") != last {
		t.Errorf("remembers %q, want %q", seen.of("dm7"), last)
	}
	b.again()
	b.server.Say("7", "five")
	b.sent(7)
	b.end()
	if got := b.words("dm7"); !same(got, "one", "two", "three", "four", "five") {
		t.Errorf("after another start: answered %q", got)
	}
}

func TestManyMissedMessages(t *testing.T) {
	b, _ := remembers(t)
	b.run()
	b.server.Say("7", "first")
	b.sent(1)
	b.end()
	want := []string{"first"}
	for i := range 230 { // three pages
		want = append(want, fmt.Sprint(i))
		b.server.Say("7", fmt.Sprint(i))
	}
	b.again()
	b.sent(len(want))
	b.end()
	if got := b.words("dm7"); !same(got, want...) {
		t.Errorf("answered %q", got)
	}
}

// A failure on the way is not the end of it: the messages are fetched later,
// and those written meanwhile wait for them.
func TestMissedMessagesFetchedLater(t *testing.T) {
	for name, faults := range map[string]map[string][]discordtest.Fault{
		"the channel":       {"GET /channels/dm7": {{Status: 500, Message: "?"}, {Drop: true}}},
		"its messages":      {"GET /channels/dm7/messages": {{Status: 502, HTML: true}}},
		"too many calls":    {"GET /channels/dm7": {{Status: 429, Message: "slow down", RetryAfter: 0.01}}},
		"a proxy forbids":   {"GET /channels/dm7": {{Status: 403, HTML: true}}},
		"a page of a proxy": {"GET /channels/dm7": {{Status: 200, HTML: true}}},
	} {
		t.Run(name, func(t *testing.T) {
			b, _ := remembers(t)
			b.run()
			b.server.Say("7", "one")
			b.sent(1)
			b.end()
			b.server.Say("7", "two")
			for call, f := range faults {
				b.server.Fail(call, f...)
			}
			b.again()
			b.sent(2)
			b.server.Say("7", "three")
			b.sent(3)
			b.end()
			if got := b.words("dm7"); !same(got, "one", "two", "three") {
				t.Errorf("answered %q", got)
			}
		})
	}
	t.Run("at the next start", func(t *testing.T) {
		b, seen := remembers(t)
		b.run()
		b.server.Say("7", "one")
		b.sent(1)
		b.end()
		before := seen.of("dm7")
		b.server.Say("7", "two")
		for range 20 {
			b.server.Fail("GET /channels/dm7", discordtest.Fault{Status: 500, Message: "?"})
		}
		b.again()
		b.server.Say("7", "three")
		b.sent(2)
		b.end()
		if after := seen.of("dm7"); after != before {
			t.Fatalf("remembers %q instead of %q, although a message is missing", after, before)
		}
		b.server.Heal()
		b.again()
		b.sent(3)
		b.end()
		if got := b.words("dm7"); !same(got, "one", "three", "two") {
			t.Errorf("answered %q", got)
		}
	})
}

// A channel that the bot may not read any more is forgotten.
func TestMissedMessagesOutOfReach(t *testing.T) {
	for name, f := range map[string]discordtest.Fault{
		"forbidden": {Status: 403, Code: 50001, Message: "Missing Access"},
		"gone":      {Status: 404, Code: 10003, Message: "Unknown Channel"},
	} {
		t.Run(name, func(t *testing.T) {
			b, seen := remembers(t)
			b.run()
			b.server.Post("c1", "7", "one", mentioned)
			b.sent(1)
			b.end()
			b.server.Post("c1", "7", "two", mentioned)
			b.server.Fail("GET /channels/c1", f)
			b.again()
			if channel := <-seen.forgotten; channel != "c1" || seen.of("c1") != "" {
				t.Errorf("%q is forgotten, %q remembered", channel, seen.of("c1"))
			}
		})
	}
}

// What cannot be remembered does not keep messages from being answered.
func TestSeenFails(t *testing.T) {
	b, seen := remembers(t)
	seen.broken = errors.New("disk full")
	b.run()
	b.server.Say("7", "one")
	b.server.Say("7", "two")
	b.sent(2)
}

// A session that cannot be resumed is as a new start.
func TestMissedBetweenSessions(t *testing.T) {
	b, _ := remembers(t)
	b.run()
	b.server.Say("7", "one")
	b.sent(1)
	b.server.Script(discordtest.Connection{Close: 4009})
	b.server.Forget()
	b.server.End(4009)
	b.server.Say("7", "two")
	b.until(func(s discordtest.State) bool { return s.Identified() == 2 })
	b.server.Say("7", "three")
	b.sent(3)
	b.end()
	if got := b.words("dm7"); !same(got, "one", "two", "three") {
		t.Errorf("answered %q", got)
	}
}
