package discord_test

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"vanthu/bot/discord"
	"vanthu/bot/discord/discordtest"
	"vanthu/bot/doubles"
	"vanthu/corpus"
	"vanthu/handlers"
)

// echo answers with what it was asked: text / action / role / language.
var echo = handlers.HandlerFunc(func(ctx context.Context, r handlers.Request, out handlers.Sender) error {
	words := []string{r.Text, r.Action, string(r.Role), r.Hint}
	for i, w := range words {
		words[i] = cmp.Or(w, "none")
	}
	_, err := out.Send(ctx, r.Conversation, say(strings.Join(words, " / ")))
	return err
})

func TestAnswers(t *testing.T) {
	b := newBench(t, echo, nil)
	b.run()
	b.server.Say("7", "Lệ phí bao nhiêu?")
	if m := b.sent(1)[0]; m.Content != "Lệ phí bao nhiêu? / none / citizen / none" || m.Channel != "dm7" || m.Via != "channel" || !m.Quiet || m.AnswerTo != "" {
		t.Errorf("direct message: %+v", m)
	}
	mention := `,"mentions":[{"id":"` + discordtest.BotID + `"}]`
	b.server.Post("c1", "7", "not for the bot", "")
	b.server.Post("c1", "7", "for another", `,"mentions":[{"id":"5"}]`)
	b.server.Post("c1", "7", "<@"+discordtest.BotID+">", mention)
	id := b.server.Post("c1", "42", "<@!"+discordtest.BotID+"> còn lệ phí?", mention)
	if m := b.sent(2)[1]; m.Content != "còn lệ phí? / none / admin / none" || m.Channel != "c1" || m.AnswerTo != id {
		t.Errorf("mention: %+v", m)
	}
	b.server.Post("c1", "7", "reply", `,"type":19,"referenced_message":{"author":{"id":"`+discordtest.BotID+`"}}`)
	if m := b.sent(3)[2]; m.Content != "reply / none / citizen / none" {
		t.Errorf("reply to the bot: %+v", m)
	}
	ask := b.server.Command("c1", "7", "vi", "ask", "hộ chiếu *mất*?")
	if m := b.sent(4)[3]; m.Content != `hộ chiếu \*mất\*? / none / citizen / vi` || m.Via != "original" {
		t.Errorf("/ask: %+v", m)
	}
	b.until(func(s discordtest.State) bool { return s.Acknowledged(ask) == 5 })
	b.server.Command("c1", "42", "en-US", "reindex", "")
	if m := b.sent(5)[4]; m.Content != "/reindex / none / admin / en" {
		t.Errorf("/reindex: %+v", m)
	}
	b.server.Say("42", "/Reindex  now")
	if m := b.sent(6)[5]; m.Content != "/reindex now / none / admin / none" {
		t.Errorf("typed /reindex: %+v", m)
	}
	press := b.server.Press("dm7", "7", button("dm7", "more:1"))
	if m := b.sent(7)[6]; m.Content != "none / more:1 / citizen / vi" || m.Via != "followup" {
		t.Errorf("button: %+v", m)
	}
	b.until(func(s discordtest.State) bool { return s.Acknowledged(press) == 6 })
	b.end()
	if log := b.Log.String(); strings.Contains(log, token) || strings.Contains(log, ask) || strings.Contains(log, press) || strings.Contains(log, "chiếu") {
		t.Errorf("the log holds a question or a token:\n%s", log)
	}
	if items, err := b.Inbox.Pending(t.Context()); err != nil || len(items) != 0 {
		t.Errorf("left in the inbox: %v, %v", items, err)
	}
}

func TestOrderInAChannel(t *testing.T) {
	b := newBench(t, echo, nil)
	b.run()
	for i := range 100 {
		b.server.Say(fmt.Sprint(i%2), fmt.Sprintf("%03d", i))
		if i%10 == 0 {
			b.server.Repeat()
		}
	}
	last := map[string]string{}
	for _, m := range b.sent(100) {
		if m.Content <= last[m.Channel] {
			t.Errorf("%s: %q after %q", m.Channel, m.Content, last[m.Channel])
		}
		last[m.Channel] = m.Content
	}
	b.end()
	if n := len(b.server.Sent()); n != 100 {
		t.Errorf("%d answers to 100 messages, some delivered twice", n)
	}
}

func TestPartialEvents(t *testing.T) {
	b := newBench(t, echo, nil)
	b.run()
	for _, e := range []string{`{}`, `null`, `[]`, `{"id":5}`, `{"id":"1","channel_id":"c","content":"x","author":null}`,
		`{"id":"1","channel_id":"c","content":"x","author":{"id":"9","bot":true}}`,
		`{"id":"1","channel_id":"c","content":"x","webhook_id":"3","author":{"id":"9"}}`,
		`{"id":"1","channel_id":"c","type":7,"content":"joined","author":{"id":"9"}}`} {
		b.server.Dispatch("MESSAGE_CREATE", e)
	}
	for _, e := range []string{`{}`, `null`, `{"id":"1","token":"t","type":2,"channel_id":"c"}`, `{"id":"1","token":"t","type":0,"channel_id":"c","user":{"id":"7"},"data":null}`,
		`{"id":"1","token":"t","type":2,"channel_id":"c","user":{"id":"7"},"data":{"options":[{"value":5}]}}`,
		`{"id":"1","token":"t","type":3,"channel_id":"c","user":{"id":"7"},"data":{"custom_id":"` + strings.Repeat("x", 65) + `"}}`} {
		b.server.Dispatch("INTERACTION_CREATE", e)
	}
	b.server.Dispatch("NEVER_HEARD_OF", `"x"`)
	b.server.Say("7", "still here")
	b.sent(1)
	b.end()
	if sent := b.server.Sent(); len(sent) != 1 || !strings.HasPrefix(sent[0].Content, "still here") {
		t.Errorf("sent %+v", sent)
	}
}

func TestPanic(t *testing.T) {
	b := newBench(t, doubles.Panics("bad", echo), nil)
	b.run()
	b.server.Say("7", "bad")
	b.server.Say("7", "good")
	if got := b.sent(2); got[0].Content != "sorry" || !strings.HasPrefix(got[1].Content, "good") {
		t.Errorf("sent %+v", got)
	}
}

func TestRefused(t *testing.T) {
	for name, test := range map[string]struct {
		token  string
		script discordtest.Connection
		want   error
	}{
		"wrong token":             {"wrong", discordtest.Connection{}, discord.ErrRefused},
		"the gateway says so":     {token, discordtest.Connection{Close: 4004}, discord.ErrRefused},
		"intents not switched on": {token, discordtest.Connection{Close: 4014}, discord.ErrFatal},
		"must be sharded":         {token, discordtest.Connection{Close: 4011}, discord.ErrFatal},
		"not a shard":             {token, discordtest.Connection{Close: 4010}, discord.ErrFatal},
		"the API is too old":      {token, discordtest.Connection{Close: 4012}, discord.ErrFatal},
		"intents of no kind":      {token, discordtest.Connection{Close: 4013}, discord.ErrFatal},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, echo, func(s *discord.Settings, _ *discord.Deps) { s.Token = test.token })
			b.server.Script(test.script)
			err := b.bot.Run(t.Context(), b.Pool)
			if !errors.Is(err, test.want) || strings.Contains(err.Error(), test.token) {
				t.Errorf("Run: %v, want %v", err, test.want)
			}
			b.until(func(s discordtest.State) bool {
				if s.Connections() > 1 {
					t.Errorf("%d connections; the platform counts them", s.Connections())
				}
				return true
			})
			b.Close()
		})
	}
}

func TestBadConnections(t *testing.T) {
	for name, test := range map[string]struct {
		script []discordtest.Connection
		wait   time.Duration // one of the pauses
	}{
		"reconnect as the first packet":       {[]discordtest.Connection{{First: 7}}, 5 * time.Second},
		"no greeting":                         {[]discordtest.Connection{{NoHello: true}}, 5 * time.Second},
		"a greeting and nothing more":         {[]discordtest.Connection{{NoReady: true}}, 5 * time.Second},
		"invalid session":                     {[]discordtest.Connection{{First: 9}}, 5 * time.Second},
		"invalid session, may resume":         {[]discordtest.Connection{{First: 9, Resume: true}}, 5 * time.Second},
		"closed for an unknown reason":        {[]discordtest.Connection{{Close: 4000}, {Close: 1001}}, 5 * time.Second},
		"session timed out":                   {[]discordtest.Connection{{Close: 4009}}, 5 * time.Second},
		"heartbeats that nobody acknowledges": {[]discordtest.Connection{{NoAcks: true, NoReady: true, Interval: 1}}, 5 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, echo, func(s *discord.Settings, _ *discord.Deps) { s.Patience = 300 * time.Millisecond })
			b.server.Script(test.script...)
			b.run()
			b.server.Say("7", "q")
			b.sent(1)
			if !slices.Contains(b.timer.Waits(), test.wait) {
				t.Errorf("waited %v, want %v among them", b.timer.Waits(), test.wait)
			}
		})
	}
}

func TestResumes(t *testing.T) {
	for name, breakIt := range map[string]func(*discordtest.Server){
		"told to connect again": func(s *discordtest.Server) { s.Order(7, "null") },
		"the line breaks":       func(s *discordtest.Server) { s.Drop() },
		"may resume":            func(s *discordtest.Server) { s.Order(9, "true") },
		"told to connect again as the first packet": func(s *discordtest.Server) {
			s.Script(discordtest.Connection{First: 7})
			s.Order(7, "null")
		},
		"no greeting when it comes back": func(s *discordtest.Server) {
			s.Script(discordtest.Connection{NoHello: true})
			s.Drop()
		},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, echo, func(s *discord.Settings, _ *discord.Deps) { s.Patience = 300 * time.Millisecond })
			b.run()
			b.server.Say("7", "first")
			b.sent(1)
			breakIt(b.server)
			b.until(func(s discordtest.State) bool { return s.Resumed() == 1 && s.Identified() == 1 })
			b.server.Say("7", "second")
			b.sent(2)
		})
	}
	t.Run("after heartbeats that nobody acknowledges", func(t *testing.T) {
		b := newBench(t, echo, nil)
		silent := discordtest.Connection{NoAcks: true, Interval: 200}
		b.server.Script(silent, silent)
		b.run()
		b.until(func(s discordtest.State) bool { return s.Resumed() > 0 }) // it was not closed for good
		b.server.Say("7", "q")
		b.sent(1)
		b.end()
		if !strings.Contains(b.Log.String(), "does not acknowledge heartbeats") {
			t.Errorf("the log does not say why:\n%s", b.Log.String())
		}
	})
	t.Run("nothing is lost in between", func(t *testing.T) {
		b := newBench(t, echo, nil)
		b.run()
		b.Inbox.Fail(errors.New("disk full"))
		b.server.Say("7", "kept")
		b.until(func(s discordtest.State) bool { return s.Resumed() >= 2 })
		b.Inbox.Fail(nil)
		if m := b.sent(1)[0]; !strings.HasPrefix(m.Content, "kept") {
			t.Errorf("sent %+v", m)
		}
	})
	t.Run("a forgotten session begins anew", func(t *testing.T) {
		b := newBench(t, echo, nil)
		b.run()
		b.server.Forget()
		b.server.Order(7, "null")
		b.until(func(s discordtest.State) bool { return s.Identified() == 2 })
		b.server.Say("7", "q")
		b.sent(1)
		if !slices.Contains(b.timer.Waits(), 3*time.Second) {
			t.Errorf("waited %v, want 3 s, between 1 and 5 by chance", b.timer.Waits())
		}
	})
}

// Whatever only some may see is never looked for where others read along.
func TestViewer(t *testing.T) {
	seen := make(chan handlers.Request, 1)
	b := newBench(t, handlers.HandlerFunc(func(ctx context.Context, r handlers.Request, out handlers.Sender) error {
		seen <- r
		return echo(ctx, r, out)
	}), nil)
	b.run()
	mention := `,"mentions":[{"id":"` + discordtest.BotID + `"}]`
	for name, test := range map[string]struct {
		ask    func()
		person string
		want   corpus.Viewer
	}{
		"direct message":          {func() { b.server.Say("7", "q") }, "discord:7", corpus.Viewer{Person: "discord:7"}},
		"direct message of admin": {func() { b.server.Say("42", "q") }, "discord:42", corpus.Viewer{Person: "discord:42", Agency: true}},
		"mention by an admin":     {func() { b.server.Post("c1", "42", "q", mention) }, "discord:42", corpus.Viewer{}},
		"command in a server":     {func() { b.server.Command("c1", "42", "vi", "ask", "q") }, "discord:42", corpus.Viewer{}},
		"button in direct chat":   {func() { b.server.Press("dm42", "42", button("dm42", "a")) }, "discord:42", corpus.Viewer{Person: "discord:42", Agency: true}},
		"people among themselves": {func() {
			b.server.Dispatch("INTERACTION_CREATE", `{"id":"77","application_id":"1","token":"unknown","type":2,"context":2,"channel_id":"c2","user":{"id":"42"},"data":{"name":"reindex"}}`)
		}, "discord:42", corpus.Viewer{}},
	} {
		test.ask()
		if r := <-seen; r.Viewer != test.want || r.Person != test.person {
			t.Errorf("%s: person %q, viewer %+v, want %+v", name, r.Person, r.Viewer, test.want)
		}
	}
}

func TestRestartAnswersWhatWasLeft(t *testing.T) {
	hold, begun := doubles.Held()
	b := newBench(t, hold, nil)
	b.run()
	token := b.server.Command("c1", "7", "vi", "ask", "asked before")
	<-begun
	b.until(func(s discordtest.State) bool { return s.Acknowledged(token) == 5 })
	b.BreakOff()
	b.open(echo)
	b.run()
	if m := b.sent(1)[0]; m.Via != "original" || !strings.HasPrefix(m.Content, "asked before") {
		t.Errorf("sent %+v", m)
	}
}
