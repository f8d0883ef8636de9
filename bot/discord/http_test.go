package discord_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"vanthu/bot/discord"
	"vanthu/bot/discord/discordtest"
	"vanthu/handlers"
	"vanthu/handlers/intake"
)

// intakeFunc is a function that takes requests.
type intakeFunc func(intake.Incoming) error

func (f intakeFunc) Accept(_ context.Context, in intake.Incoming) error { return f(in) }

func full(intake.Incoming) error { return intake.ErrFull }

// asked is a command as Discord posts it.
const asked = `{"id":"1","application_id":"2","token":"t","channel_id":"c1","guild_id":"g1","type":2,"locale":"vi","member":{"user":{"id":"7"}},"data":{"name":"ask","options":[{"name":"q","value":"q"}]}}`

func TestCallsByHTTP(t *testing.T) {
	b := newBench(t, echo, nil)
	defer b.Close()
	taken := 0
	address := b.hook(intakeFunc(func(in intake.Incoming) error {
		taken++
		switch in.Request.Text {
		case "panic":
			panic("bad")
		case "full":
			return intake.ErrFull
		case "broken":
			return errors.New("disk full")
		}
		return nil
	}))
	now := b.server.Now()
	for name, test := range map[string]struct {
		method, body string
		header       http.Header // nil: signed now
		status       int
		answer       string // a part of it
	}{
		"a question whether somebody is there": {body: `{"type":1}`, status: 200, answer: `{"type":1}`},
		"a command":                            {body: asked, status: 200, answer: `{"type":5,"data":{"flags":64}}`},
		"nothing more can be taken":            {body: strings.Replace(asked, `"value":"q"`, `"value":"full"`, 1), status: 200, answer: "busy (vi)"},
		"not stored":                           {body: strings.Replace(asked, `"value":"q"`, `"value":"broken"`, 1), status: 503},
		"a panic":                              {body: strings.Replace(asked, `"value":"q"`, `"value":"panic"`, 1), status: 500},
		"not JSON":                             {body: `{"type":`, status: 400},
		"half of an interaction":               {body: `{"type":2,"id":"1"}`, status: 400},
		"of a kind that is not known":          {body: strings.Replace(asked, `"type":2`, `"type":77`, 1), status: 400},
		"without a signature":                  {body: `{"type":1}`, header: http.Header{}, status: 401},
		"signed long ago":                      {body: `{"type":1}`, header: b.server.Sign(now.Add(-6*time.Minute), `{"type":1}`), status: 401},
		"signed in the future":                 {body: `{"type":1}`, header: b.server.Sign(now.Add(6*time.Minute), `{"type":1}`), status: 401},
		"signed in 1970":                       {body: `{"type":1}`, header: b.server.Sign(time.Unix(1, 0), `{"type":1}`), status: 401},
		"signed for other words":               {body: `{"type":1} `, header: b.server.Sign(now, `{"type":1}`), status: 401},
		"signed with half a signature":         {body: `{"type":1}`, header: http.Header{"X-Signature-Timestamp": {"1"}, "X-Signature-Ed25519": {"00ff"}}, status: 401},
		"too large":                            {body: `{"type":1,"x":"` + strings.Repeat("x", 1<<20) + `"}`, status: 413},
		"not posted":                           {method: http.MethodGet, status: 405},
	} {
		t.Run(name, func(t *testing.T) {
			if test.method == "" {
				test.method = http.MethodPost
			}
			req, err := http.NewRequestWithContext(t.Context(), test.method, address, strings.NewReader(test.body))
			if err != nil {
				t.Fatal(err)
			}
			if req.Header = test.header; req.Header == nil {
				req.Header = b.server.Sign(now, test.body)
			}
			before := taken
			resp, err := b.server.Client().Do(req)
			if err != nil {
				t.Fatal(err)
			}
			defer resp.Body.Close()
			data, err := io.ReadAll(resp.Body)
			if err != nil || resp.StatusCode != test.status || !strings.Contains(string(data), test.answer) {
				t.Errorf("%d %s (%v), want %d with %q", resp.StatusCode, data, err, test.status, test.answer)
			}
			if test.status >= 400 && test.status < 500 && taken != before {
				t.Error("it was taken all the same")
			}
		})
	}
}

func TestNoCallsWithoutAKey(t *testing.T) {
	b := newBench(t, echo, func(s *discord.Settings, _ *discord.Deps) { s.PublicKey = "" })
	defer b.Close()
	address := b.hook(b.Pool)
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, address, strings.NewReader(`{"type":1}`))
	if err != nil {
		t.Fatal(err)
	}
	req.Header = b.server.Sign(b.server.Now(), `{"type":1}`)
	resp, err := b.server.Client().Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusUnauthorized {
		t.Errorf("status %d, want 401", resp.StatusCode)
	}
}

// Whichever way an interaction comes, the same is asked, and answered in the
// same place.
func TestBothWaysAreOne(t *testing.T) {
	type outcome struct {
		request handlers.Request
		answer  int
		via     string
		channel string
		hidden  bool
	}
	ways := map[string]func(*discordtest.Server) string{
		"command in a server":       func(s *discordtest.Server) string { return s.Command("c1", "42", "vi", "ask", "q") },
		"command without words":     func(s *discordtest.Server) string { return s.Command("c1", "7", "en-US", "reindex", "") },
		"command in direct message": func(s *discordtest.Server) string { return s.Direct("42", "ru", "ask", "q") },
		"button":                    func(s *discordtest.Server) string { return s.Press("dm7", "7", button("dm7", "more:1")) },
		"button in a server":        func(s *discordtest.Server) string { return s.PressIn("c1", "", "7", button("c1", "more:1")) },
		"choice from a list":        func(s *discordtest.Server) string { return s.Choose("dm7", "7", button("dm7", "pick:1")) },
		"filled in form":            func(s *discordtest.Server) string { return s.Fill("dm7", "7", button("dm7", "note"), " words ") },
	}
	for name, ask := range ways {
		t.Run(name, func(t *testing.T) {
			var got []outcome
			for _, posted := range []bool{false, true} {
				var asked handlers.Request
				b := newBench(t, handlers.HandlerFunc(func(ctx context.Context, r handlers.Request, out handlers.Sender) error {
					asked = r
					return echo(ctx, r, out)
				}), nil)
				if posted {
					b.hook(b.Pool)
				} else {
					b.run()
				}
				token := ask(b.server)
				m := b.sent(1)[0]
				b.until(func(s discordtest.State) bool { return s.Acknowledged(token) != 0 })
				if posted {
					b.Close()
				}
				b.end()
				if asked.Sent.IsZero() || b.server.Now().Sub(asked.Sent).Abs() > time.Minute {
					t.Errorf("sent at %v, it is %v", asked.Sent, b.server.Now())
				}
				asked.Sent = time.Time{}
				got = append(got, outcome{asked, b.server.Answer(token).Type, m.Via, m.Channel, m.Ephemeral})
			}
			if got[0] != got[1] || got[0].request.Text+got[0].request.Action == "" {
				t.Errorf("by the gateway %+v, by HTTP %+v", got[0], got[1])
			}
		})
	}
}

// Discord calls again where it got no answer; what was stored is answered once.
func TestCallsComeAgain(t *testing.T) {
	b := newBench(t, echo, nil)
	defer b.Close()
	address := b.hook(b.Pool)
	call := func(want int) {
		t.Helper()
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, address, strings.NewReader(asked))
		if err != nil {
			t.Fatal(err)
		}
		req.Header = b.server.Sign(b.server.Now(), asked)
		resp, err := b.server.Client().Do(req)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode != want {
			t.Errorf("status %d, want %d", resp.StatusCode, want)
		}
	}
	b.Inbox.Fail(errors.New("disk full"))
	call(503)
	b.Inbox.Fail(nil)
	for range 3 {
		call(200)
	}
	b.server.Command("c1", "7", "vi", "ask", "after")
	if got := b.sent(2); len(got) != 2 || !strings.HasPrefix(got[0].Content, "q /") || !strings.HasPrefix(got[1].Content, "after /") {
		t.Errorf("sent %+v", got)
	}
}

// A handler may be quicker than the way of our answer to Discord's call.
func TestRepliesBeforeDiscordHeardOfThem(t *testing.T) {
	b := newBench(t, echo, nil)
	defer b.Close()
	b.hook(b.Pool)
	b.server.Fail("PATCH /webhooks/", discordtest.Fault{Status: 404, Code: 10015, Message: "Unknown Webhook"})
	b.server.Command("c1", "7", "vi", "ask", "q")
	if m := b.sent(1)[0]; m.Via != "original" || !m.Ephemeral {
		t.Errorf("sent %+v", m)
	}
}
