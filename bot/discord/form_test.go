package discord_test

import (
	"fmt"
	"strings"
	"testing"

	"vanthu/bot/discord"
	"vanthu/bot/discord/discordtest"
	"vanthu/handlers"
)

// asks has buttons of "note" ask for words.
func asks(ask handlers.Ask) func(*discord.Settings, *discord.Deps) {
	return func(_ *discord.Settings, d *discord.Deps) {
		d.Asks = func(action, language string) (handlers.Ask, bool) {
			a := ask
			a.Title = strings.ReplaceAll(a.Title, "{}", language)
			return a, action == "note"
		}
	}
}

// A button that wants words opens a form, and is handled once that is filled
// in.
func TestForms(t *testing.T) {
	for _, posted := range []bool{false, true} {
		b := newBench(t, echo, asks(handlers.Ask{Title: "Góp ý ({})", Label: "Nội dung", Limit: 500}))
		if posted {
			b.hook(b.Pool)
		} else {
			b.run()
		}
		note := button("dm7", "note")
		for _, token := range []string{b.server.Press("dm7", "7", note), b.server.Choose("dm7", "7", note)} {
			b.until(func(s discordtest.State) bool { return s.Acknowledged(token) != 0 })
			if a := b.server.Answer(token); a.Type != 9 || a.Form != (discordtest.Form{ID: note, Title: "Góp ý (vi)", Label: "Nội dung", Max: 500}) {
				t.Errorf("answered %+v", a)
			}
		}
		b.server.Fill("dm7", "7", note, "hai\nba")
		if m := b.sent(1)[0]; m.Content != "hai\nba / note / citizen / vi" {
			t.Errorf("sent %+v", m)
		}
		b.server.Press("dm7", "7", button("dm7", "other"))
		if m := b.sent(2)[1]; m.Content != "none / other / citizen / vi" {
			t.Errorf("sent %+v", m)
		}
		if posted {
			b.Close()
		}
		b.end()
		if n := len(b.server.Sent()); n != 2 {
			t.Errorf("%d messages", n)
		}
	}
}

// What Discord would refuse of a form is cut; one without words is none.
func TestFormsKeepLimits(t *testing.T) {
	for name, test := range map[string]struct {
		ask  handlers.Ask
		want discordtest.Form
	}{
		"long":          {handlers.Ask{Title: strings.Repeat("ệ", 50), Label: strings.Repeat("ộ", 50), Limit: 5000}, discordtest.Form{Title: strings.Repeat("ệ", 44) + "…", Label: strings.Repeat("ộ", 44) + "…", Max: 4000}},
		"without limit": {handlers.Ask{Title: "t", Label: "l"}, discordtest.Form{Title: "t", Label: "l", Max: 4000}},
		"without title": {handlers.Ask{Label: "l"}, discordtest.Form{}},
		"without label": {handlers.Ask{Title: "t", Label: " "}, discordtest.Form{}},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, echo, asks(test.ask))
			b.run()
			note := button("dm7", "note")
			token := b.server.Press("dm7", "7", note)
			b.until(func(s discordtest.State) bool { return s.Acknowledged(token) != 0 })
			if test.want.Title != "" {
				test.want.ID = note
			}
			if a := b.server.Answer(token); a.Form != test.want || (a.Type == 9) != (test.want.ID != "") {
				t.Errorf("answered %+v, want %+v", a, test.want)
			}
		})
	}
}

// More than five next steps become a list to choose from, at most 25 long; the
// button for the rest stays one.
func TestManyButtons(t *testing.T) {
	for _, test := range []struct{ given, buttons, listed int }{{0, 1, 0}, {5, 6, 0}, {6, 1, 6}, {25, 1, 25}, {30, 1, 25}} {
		t.Run(fmt.Sprint(test.given), func(t *testing.T) {
			b := newBench(t, handle(func(r handlers.Request) handlers.Reply {
				reply := say(r.Text + r.Action)
				if r.Action == "" {
					reply.More = "more:1"
					for i := range test.given {
						reply.Buttons = append(reply.Buttons, handlers.Button{Label: strings.Repeat("ệ", 120), Action: fmt.Sprint("pick:", i)})
					}
				}
				return reply
			}), nil)
			b.run()
			b.server.Say("7", "q")
			all := b.sent(1)[0].Buttons
			listed := 0
			for _, c := range all {
				if c.Listed {
					listed++
				}
			}
			if len(all)-listed != test.buttons || listed != test.listed {
				t.Fatalf("%d buttons and %d in a list, want %d and %d", len(all)-listed, listed, test.buttons, test.listed)
			}
			last := all[len(all)-1]
			if last.Listed {
				b.server.Choose("dm7", "7", last.ID)
			} else {
				b.server.Press("dm7", "7", last.ID)
			}
			want := "more:1"
			if test.given > 0 {
				want = fmt.Sprint("pick:", min(test.given, 25)-1)
			}
			if m := b.sent(2)[1]; m.Content != want {
				t.Errorf("the last one is %q, want %q", m.Content, want)
			}
		})
	}
}
