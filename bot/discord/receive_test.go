package discord_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"vanthu/bot/discord/discordtest"
	"vanthu/handlers"
)

// listen is a bench that keeps what it is asked, and answers.
func listen(t *testing.T) (*bench, chan handlers.Request) {
	asked := make(chan handlers.Request, 100)
	return newBench(t, handlers.HandlerFunc(func(ctx context.Context, r handlers.Request, out handlers.Sender) error {
		asked <- r
		return echo(ctx, r, out)
	}), nil), asked
}

func TestRequests(t *testing.T) {
	b, asked := listen(t)
	b.run()
	server := b.server
	picture := `,"attachments":[{"id":"5","filename":"a.png","flags":{"odd":1}}]`
	for name, test := range map[string]struct {
		ask                    func() string // gives the ID, or nothing
		text                   string
		group, wordless, reply bool
	}{
		"direct message":      {ask: func() string { return server.Say("7", " xin chào ") }, text: "xin chào"},
		"mention":             {ask: func() string { return server.Post("c1", "7", "<@"+discordtest.BotID+"> a", mentioned) }, text: "a", group: true},
		"mention in a thread": {ask: func() string { return server.Post("t9", "7", "b <@!"+discordtest.BotID+">", mentioned) }, text: "b", group: true},
		"a picture for the bot": {ask: func() string { return server.Post("c1", "7", "<@"+discordtest.BotID+">", mentioned+picture) }, group: true,
			wordless: true},
		"a picture with words": {ask: func() string { return server.Post("c1", "7", "<@"+discordtest.BotID+"> c", mentioned+picture) }, text: "c", group: true},
		"a sticker": {ask: func() string {
			server.Dispatch("MESSAGE_CREATE", `{"id":"81","channel_id":"dm7","content":"","author":{"id":"7"},"sticker_items":[{"id":"1"}]}`)
			return ""
		}, wordless: true},
		"with components nobody knows": {ask: func() string {
			server.Dispatch("MESSAGE_CREATE", `{"id":"82","channel_id":"dm7","content":"d","author":{"id":"7"},"components":[{"type":"x"}],"embeds":5,"poll":[]}`)
			return ""
		}, text: "d"},
	} {
		id := test.ask()
		r := <-asked
		if r.Text != test.text || r.Group != test.group || r.Wordless != test.wordless || r.Edited || r.Person != "discord:7" {
			t.Errorf("%s: asked %+v", name, r)
		}
		if id != "" && (r.Sent.IsZero() || server.Now().Sub(r.Sent).Abs() > time.Minute) {
			t.Errorf("%s: sent at %v, it is %v", name, r.Sent, server.Now())
		}
	}
}

// What a person changes shortly after is asked anew, once a change; what only
// Discord adds to a message is no change.
func TestEditedMessages(t *testing.T) {
	b, asked := listen(t)
	b.run()
	id := b.server.Say("7", "firts")
	if r := <-asked; r.Edited {
		t.Errorf("asked %+v", r)
	}
	b.server.Advance(time.Minute)
	b.server.Change(id, "7", "first")
	b.server.Repeat()
	if r := <-asked; !r.Edited || r.Text != "first" || r.Sent.Sub(b.server.Now()).Abs() > time.Second {
		t.Errorf("asked %+v, it is %v", r, b.server.Now())
	}
	b.server.Dispatch("MESSAGE_UPDATE", fmt.Sprintf(`{"id":%q,"channel_id":"dm7","content":"first","author":{"id":"7"},"edited_timestamp":null,"embeds":[{}]}`, id))
	b.server.Dispatch("MESSAGE_UPDATE", fmt.Sprintf(`{"id":%q,"channel_id":"dm7","embeds":[{}]}`, id))
	b.server.Advance(2 * time.Hour)
	b.server.Change(id, "7", "much later")
	b.server.Say("7", "end")
	if r := <-asked; r.Text != "end" || r.Edited {
		t.Errorf("asked %+v", r)
	}
}

// Bots, the bot itself among them, and what Discord says are not answered.
func TestNobodyAsks(t *testing.T) {
	b, asked := listen(t)
	b.run()
	for _, e := range []string{
		`"author":{"id":"` + discordtest.BotID + `","bot":true}`,
		`"author":{"id":"` + discordtest.BotID + `"}`,
		`"author":{"id":"8","bot":true}`,
		`"author":{"id":"8"},"webhook_id":"3"`,
		`"author":{"id":"8"},"type":7`,
		`"author":{"id":""}`,
		`"author":{"id":"8"},"guild_id":"g1"`,
		`"author":{"id":"8"},"guild_id":"g1","mention_everyone":true,"mentions":[]`,
		`"author":{"id":"8"},"guild_id":"g1","type":19,"referenced_message":{"author":{"id":"5"}}`,
		`"author":{"id":"8"},"guild_id":"g1","type":19,"referenced_message":null`,
	} {
		b.server.Dispatch("MESSAGE_CREATE", `{"id":"5","channel_id":"c5","content":"x",`+e+`}`)
	}
	b.server.Say("7", "end")
	if r := <-asked; r.Text != "end" {
		t.Errorf("asked %+v", r)
	}
}
