package discord_test

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"time"

	"vanthu/bot/discord/discordtest"
	"vanthu/bot/doubles"
	"vanthu/handlers"
	"vanthu/handlers/intake"
	"vanthu/handlers/speech"
)

func TestRecordings(t *testing.T) {
	b, asked := listen(t)
	b.run()
	voice := func() string { return b.server.Attach("voice-message.ogg", "audio/ogg", []byte("OggS"), 2.5) }
	music := func() string { return b.server.Attach("memo.m4a", "audio/mp4", []byte("ftyp"), 0) }
	for name, c := range map[string]struct {
		ask    func()
		length time.Duration
		text   string
		group  bool
	}{
		"a voice message":                    {ask: func() { b.server.Send("7", "", voice()) }, length: 2500 * time.Millisecond},
		"a sound file":                       {ask: func() { b.server.Send("7", "", music()) }},
		"a sound file for the bot":           {ask: func() { b.server.Post("c1", "7", "<@"+discordtest.BotID+">", mentioned+music()) }, group: true},
		"a sound file with words that count": {ask: func() { b.server.Send("7", "listen", music()) }, text: "listen"},
	} {
		c.ask()
		r := <-asked
		if r.Text != c.text || r.Wordless || r.Group != c.group || (r.Recording != nil) != (c.text == "") {
			t.Errorf("%s: asked %+v", name, r)
		}
		if r.Recording != nil && (r.Recording.Length != c.length || r.Recording.Bytes != 4) {
			t.Errorf("%s: %+v", name, r.Recording)
		}
	}
	b.server.Send("7", "", b.server.Attach("a.png", "image/png", []byte("x"), 0))
	if r := <-asked; !r.Wordless || r.Recording != nil {
		t.Errorf("a picture: asked %+v", r)
	}
}

func TestRecordingsAreFetched(t *testing.T) {
	sound := bytes.Repeat([]byte("OggS"), 1000)
	drop, late := discordtest.Fault{Drop: true}, discordtest.Fault{Late: true}
	busy, cloudy := discordtest.Fault{Status: 429, RetryAfter: 2}, discordtest.Fault{Status: 503, HTML: true}
	for name, c := range map[string]struct {
		faults []discordtest.Fault // of the file
		before func(s *discordtest.Server, id string)
		ref    string // instead of the message's own
		most   int64
		want   error
	}{
		"at once":                        {most: 4000},
		"larger than asked":              {most: 3999, want: speech.ErrLarge},
		"a server in trouble":            {most: 5000, faults: []discordtest.Fault{busy, cloudy}},
		"dies on the way":                {most: 5000, faults: []discordtest.Fault{late, drop}},
		"dies again and again":           {most: 5000, faults: []discordtest.Fault{late, late, late}, want: doubles.ErrAny},
		"its address is a day old":       {most: 5000, before: func(s *discordtest.Server, _ string) { s.Expire() }},
		"its person took it back":        {most: 5000, before: func(s *discordtest.Server, id string) { s.Withdraw(id) }, want: speech.ErrGone},
		"an address of somebody else":    {most: 5000, ref: "1 2 3 https://example.com/attachments/1/2/voice.ogg", want: doubles.ErrAny},
		"an address without encryption":  {most: 5000, ref: "1 2 3 http://cdn.discordapp.com/attachments/1/2/voice.ogg", want: doubles.ErrAny},
		"an address in the own machine":  {most: 5000, ref: "1 2 3 file:///etc/passwd", want: doubles.ErrAny},
		"a name that is none":            {most: 5000, ref: "x", want: doubles.ErrAny},
		"an address with a foreign user": {most: 5000, ref: "1 2 3 https://cdn.discordapp.com@example.com/x", want: doubles.ErrAny},
	} {
		t.Run(name, func(t *testing.T) {
			b, asked := listen(t)
			b.run()
			id := b.server.Send("7", "", b.server.Attach("voice-message.ogg", "audio/ogg", sound, 2))
			r := <-asked
			if c.before != nil {
				c.before(b.server, id)
			}
			b.server.Fail("GET /attachments", c.faults...)
			ref := r.Recording.Ref
			if c.ref != "" {
				ref = c.ref
			}
			data, err := b.bot.Fetch(t.Context(), ref, c.most)
			doubles.WantFetched(t, data, err, sound, c.want)
			if err != nil && (strings.Contains(err.Error(), token) || strings.Contains(err.Error(), "/attachments/")) {
				t.Errorf("the error holds the token or the address: %v", err)
			}
		})
	}
}

// A voice message that was taken and not answered is fetched at the next
// start, though its address has changed meanwhile.
func TestRecordingAcrossARestart(t *testing.T) {
	hold, held := doubles.Held()
	b := newBench(t, hold, nil)
	b.Run(func(ctx context.Context, in *intake.Pool) error { return b.bot.Run(ctx, in) })
	b.until(func(s discordtest.State) bool { return s.Ready() })
	b.server.Send("7", "", b.server.Attach("voice-message.ogg", "audio/ogg", []byte("OggS said"), 3))
	<-held
	b.BreakOff()
	b.server.Expire()
	b.open(handlers.HandlerFunc(func(ctx context.Context, r handlers.Request, out handlers.Sender) error {
		data, err := b.bot.Fetch(ctx, r.Recording.Ref, 100)
		if err != nil {
			return err
		}
		r.Text = string(data)
		return echo(ctx, r, out)
	}))
	b.run()
	b.until(func(s discordtest.State) bool { return s.Sent() == 1 })
	if got := b.server.Sent()[0]; !strings.Contains(got.Content, "OggS said") {
		t.Errorf("sent %+v", got)
	}
}
