package discord_test

import (
	"context"
	"strings"
	"testing"

	"vanthu/bot/discord"
	"vanthu/bot/discord/discordtest"
	"vanthu/handlers"
)

// In a server the answer to a command is for the person who gave it; alone
// with the bot there is nobody to hide it from.
func TestWhoSeesAnAnswer(t *testing.T) {
	mention := `,"mentions":[{"id":"` + discordtest.BotID + `"}]`
	for name, test := range map[string]struct {
		ask          func(*discordtest.Server)
		conversation string
		hidden       bool
		group        bool
	}{
		"command in a server": {func(s *discordtest.Server) { s.Command("c1", "7", "vi", "ask", "q") }, "c1.7", true, false},
		"command in direct":   {func(s *discordtest.Server) { s.Direct("7", "vi", "ask", "q") }, "dm7", false, false},
		"mention in a server": {func(s *discordtest.Server) { s.Post("c1", "7", "q", mention) }, "c1", false, true},
		"direct message":      {func(s *discordtest.Server) { s.Say("7", "q") }, "dm7", false, false},
		"button of an answer for all": {func(s *discordtest.Server) { s.PressIn("c1", "", "8", button("c1", "more:1")) }, "c1", true,
			true},
		"button of an answer for one": {func(s *discordtest.Server) { s.PressIn("c1", "", "7", button("c1.7", "more:1")) }, "c1.7", true, false},
		"button in a thread":          {func(s *discordtest.Server) { s.PressIn("t1", "c1", "7", button("c1", "more:1")) }, "c1", true, true},
	} {
		t.Run(name, func(t *testing.T) {
			var asked handlers.Request
			b := newBench(t, handlers.HandlerFunc(func(ctx context.Context, r handlers.Request, out handlers.Sender) error {
				asked = r
				return echo(ctx, r, out)
			}), nil)
			b.run()
			test.ask(b.server)
			m := b.sent(1)[0]
			b.end()
			if asked.Conversation.ID != test.conversation || asked.Group != test.group || m.Ephemeral != test.hidden {
				t.Errorf("asked in %q, of a group %v; answered %+v; want %q, %v and only for one %v", asked.Conversation.ID, asked.Group, m, test.conversation, test.group, test.hidden)
			}
		})
	}
}

// A conversation that one person sees of a channel goes on in it: more of an
// answer comes to that person alone, by the button under the first.
func TestMoreForOnePerson(t *testing.T) {
	b := newBench(t, handle(func(r handlers.Request) handlers.Reply {
		reply := say(r.Text + r.Action)
		reply.More = "more:2"
		return reply
	}), nil)
	b.run()
	b.server.Command("c1", "7", "vi", "ask", "q")
	first := b.sent(1)[0]
	b.server.PressIn("c1", "", "7", first.Buttons[0].ID)
	if m := b.sent(2)[1]; !m.Ephemeral || m.Content != "more:2" || m.Via != "followup" {
		t.Errorf("sent %+v", m)
	}
}

// A button that is not the bot's own, or belongs somewhere else, is told so
// and never handled.
func TestButtonsThatAreNotValid(t *testing.T) {
	good := button("dm7", "a")
	for name, data := range map[string]string{
		"unsigned":                "a",
		"empty":                   "",
		"changed":                 "b" + good[1:],
		"of another conversation": button("dm8", "a"),
		"of a channel":            button("c1", "a"),
		"100 characters":          strings.Repeat("x", 100),
		"not UTF-8 as text":       "a.\u0000\u2028",
	} {
		t.Run(name, func(t *testing.T) {
			for _, posted := range []bool{false, true} {
				b := newBench(t, echo, nil)
				if posted {
					b.hook(b.Pool)
				} else {
					b.run()
				}
				tokens := []string{b.server.Press("dm7", "7", data), b.server.Choose("dm7", "7", data), b.server.Fill("dm7", "7", data, "words")}
				b.until(func(s discordtest.State) bool {
					return s.Acknowledged(tokens[0]) != 0 && s.Acknowledged(tokens[1]) != 0 && s.Acknowledged(tokens[2]) != 0
				})
				for _, token := range tokens {
					if a := b.server.Answer(token); a.Type != 4 || !a.Ephemeral || a.Content != "not valid here any more (vi)" {
						t.Errorf("answered %+v", a)
					}
				}
				b.server.Press("dm7", "7", good)
				if m := b.sent(1)[0]; m.Content != "none / a / citizen / vi" {
					t.Errorf("the good one: sent %+v", m)
				}
				if posted {
					b.Close()
				}
				b.end()
				if n := len(b.server.Sent()); n != 1 {
					t.Errorf("%d messages", n)
				}
			}
		})
	}
}

// Buttons last as long as their key.
func TestButtonsOfAnEarlierStart(t *testing.T) {
	for name, test := range map[string]struct {
		key   []byte
		valid bool
	}{
		"the same key": {key, true},
		"another key":  {[]byte("fedcba9876543210"), false},
		"a new key":    {nil, false},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, echo, func(s *discord.Settings, _ *discord.Deps) { s.Key = test.key })
			b.run()
			token := b.server.Press("dm7", "7", button("dm7", "a"))
			b.until(func(s discordtest.State) bool { return s.Acknowledged(token) != 0 })
			if a := b.server.Answer(token); (a.Type == 6) != test.valid {
				t.Errorf("answered %+v", a)
			}
		})
	}
}

// Where nothing more can be taken, the person is told, and the rest goes on.
func TestFullIntake(t *testing.T) {
	b := newBench(t, echo, nil)
	defer b.Close()
	server := b.server
	b.hook(intakeFunc(full))
	token := server.Command("c1", "7", "vi", "ask", "q")
	if a := server.Answer(token); a.Type != 4 || !a.Ephemeral || a.Content != "busy (vi)" {
		t.Errorf("answered %+v", a)
	}
	b.server.Hook("")
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- b.bot.Run(ctx, intakeFunc(full)) }()
	b.until(func(s discordtest.State) bool { return s.Ready() })
	token = server.Command("c1", "7", "vi", "ask", "q")
	b.until(func(s discordtest.State) bool { return s.Acknowledged(token) == 4 && s.Connections() == 1 })
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}
