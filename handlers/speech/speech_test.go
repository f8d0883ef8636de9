package speech_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"vanthu/handlers"
	"vanthu/handlers/llm"
	"vanthu/handlers/llm/llmtest"
	"vanthu/handlers/speech"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// shelf is a platform with one recording on it.
type shelf struct {
	data []byte
	err  error
	hang bool
	asks int
}

func (s *shelf) Fetch(ctx context.Context, ref string, most int64) ([]byte, error) {
	s.asks++
	if s.hang {
		<-ctx.Done()
		return nil, fmt.Errorf("fetch: %w", ctx.Err())
	}
	if s.err == nil && int64(len(s.data)) > most {
		return nil, fmt.Errorf("fetch: %w", speech.ErrLarge)
	}
	return s.data, s.err
}

// writer is a speech.Transcriber.
type writer struct {
	said llm.Transcript
	err  error
	got  []llm.Audio
	who  []string
}

func (w *writer) Transcribe(_ context.Context, a llm.Audio, person string) (llm.Transcript, error) {
	w.got, w.who = append(w.got, a), append(w.who, person)
	return w.said, w.err
}

type heard struct {
	request handlers.Request
	times   int
}

func (h *heard) Handle(_ context.Context, r handlers.Request, _ handlers.Sender) error {
	h.request, h.times = r, h.times+1
	return nil
}

// rig is a listener with all that it works with.
type rig struct {
	shelf  shelf
	writer writer
	next   heard
	log    bytes.Buffer
}

func newRig() *rig {
	return &rig{shelf: shelf{data: llmtest.Opus(3, "sound")}, writer: writer{said: llm.Transcript{Text: spoken}}}
}

func (g *rig) listener(l speech.Limits, off bool) *speech.Listener {
	d := speech.Deps{Next: &g.next, Log: slog.New(slog.NewTextHandler(&g.log, nil)),
		Fetcher: func(platform string) (speech.Fetcher, bool) { return &g.shelf, platform == "telegram" },
		Tag: func(name string) string {
			if strings.EqualFold(name, "Vietnamese") {
				return "vi"
			}
			return ""
		}}
	if !off {
		d.Transcriber = &g.writer
	}
	return speech.New(d, l)
}

const spoken = "Lệ phí cấp hộ chiếu là bao nhiêu?"

func request(rec handlers.Recording) handlers.Request {
	return handlers.Request{Conversation: handlers.Conversation{Platform: "telegram", ID: "7"}, Person: "telegram:7", Hint: "en", Recording: &rec}
}

func TestSpokenQuestionIsPassedOnAsText(t *testing.T) {
	g := newRig()
	g.writer.said = llm.Transcript{Text: "\n  Lệ phí  cấp hộ chiếu\tlà bao nhiêu? ", Language: "vietnamese"}
	if err := g.listener(speech.Limits{}, false).Handle(t.Context(), request(handlers.Recording{Ref: "f", Length: time.Second}), nil); err != nil {
		t.Fatal(err)
	}
	r := g.next.request
	if r.Text != spoken || !r.Spoken || r.Unheard != nil || r.Hint != "vi" || r.Person != "telegram:7" {
		t.Errorf("passed on %+v", r)
	}
	a := g.writer.got[0]
	if a.Name != "recording.ogg" || a.Type != "audio/ogg" || a.Length != 3*time.Second || !bytes.Equal(a.Data, g.shelf.data) || g.writer.who[0] != "telegram:7" {
		t.Errorf("given to the endpoint: %s %s %v of %s", a.Name, a.Type, a.Length, g.writer.who[0])
	}
}

// A recording that came with its request is not fetched.
func TestRecordingAtHand(t *testing.T) {
	g := newRig()
	l := g.listener(speech.Limits{Bytes: 1000}, false)
	r := request(handlers.Recording{Sound: llmtest.Opus(2, "at hand")})
	r.Conversation.Platform = "web"
	if err := l.Handle(t.Context(), r, nil); err != nil || g.next.request.Text != spoken || g.shelf.asks != 0 || !bytes.Equal(g.writer.got[0].Data, r.Recording.Sound) {
		t.Errorf("passed on %+v, %v", g.next.request, err)
	}
	r.Recording = &handlers.Recording{Sound: make([]byte, 1001)}
	if err := l.Handle(t.Context(), r, nil); err != nil || g.next.request.Unheard == nil || g.next.request.Unheard.Why != handlers.UnheardLarge {
		t.Errorf("passed on %+v, %v", g.next.request, err)
	}
	body, err := json.Marshal(r)
	if err != nil || len(body) > 1000 {
		t.Errorf("stored with its sound: %d bytes, %v", len(body), err)
	}
}

// What is typed goes past it.
func TestTypedRequestsAreLeftAlone(t *testing.T) {
	g := newRig()
	l := g.listener(speech.Limits{}, false)
	for _, r := range []handlers.Request{{Text: "typed"}, {Action: "more:1"}, {Wordless: true}, {Text: "a caption", Recording: &handlers.Recording{}}} {
		if err := l.Handle(t.Context(), r, nil); err != nil || g.next.request.Spoken || g.next.request.Text != r.Text || g.shelf.asks != 0 {
			t.Errorf("%+v became %+v, %v", r, g.next.request, err)
		}
	}
	if l.Slow(handlers.Request{Text: "x"}) || !l.Slow(request(handlers.Recording{})) || g.listener(speech.Limits{}, true).Slow(request(handlers.Recording{})) {
		t.Error("what takes long is not told apart")
	}
}

func TestLanguageIsAHint(t *testing.T) {
	for name, want := range map[string]string{"vietnamese": "vi", "nb": "no", "ru-RU": "ru", "": "en", "klingon": "en"} {
		g := newRig()
		g.writer.said.Language = name
		if err := g.listener(speech.Limits{}, false).Handle(t.Context(), request(handlers.Recording{}), nil); err != nil || g.next.request.Hint != want || g.next.request.Language != "" {
			t.Errorf("%q: %+v, %v", name, g.next.request, err)
		}
	}
}

func TestWhatIsNotHeard(t *testing.T) {
	limits := speech.Limits{Bytes: 2_000_000, Length: 30 * time.Second}
	for name, c := range map[string]struct {
		rec     handlers.Recording
		change  func(g *rig)
		off     bool
		other   bool // a platform that has no recordings
		why     string
		limit   int
		fetched bool
		asked   bool // the endpoint was
	}{
		"no endpoint":                {off: true, why: handlers.UnheardOff},
		"no way to fetch it":         {other: true, why: handlers.UnheardOff},
		"too long, as told":          {rec: handlers.Recording{Length: 31 * time.Second}, why: handlers.UnheardLong, limit: 30},
		"too long, as it shows":      {rec: handlers.Recording{Length: time.Second}, change: func(g *rig) { g.shelf.data = llmtest.Opus(31, "x") }, why: handlers.UnheardLong, limit: 30, fetched: true},
		"too large, as told":         {rec: handlers.Recording{Bytes: 2_000_001}, why: handlers.UnheardLarge, limit: 2},
		"too large, as it shows":     {change: func(g *rig) { g.shelf.data = make([]byte, 2_000_001) }, why: handlers.UnheardLarge, limit: 2, fetched: true},
		"no recording":               {change: func(g *rig) { g.shelf.data = []byte("<html>sign in</html>") }, why: handlers.UnheardFormat, fetched: true},
		"taken back":                 {change: func(g *rig) { g.shelf.err = fmt.Errorf("fetch: %w", speech.ErrGone) }, why: handlers.UnheardGone, fetched: true},
		"the platform is in trouble": {change: func(g *rig) { g.shelf.err = errors.New("status 500") }, why: handlers.UnheardFailed, fetched: true},
		"the endpoint fails":         {change: func(g *rig) { g.writer.err = errors.New("status 500") }, why: handlers.UnheardFailed, fetched: true, asked: true},
		"it is left alone":           {change: func(g *rig) { g.writer.err = llm.ErrBreaker }, why: handlers.UnheardFailed, fetched: true, asked: true},
		"it cannot read it":          {change: func(g *rig) { g.writer.err = llm.ErrUnreadable }, why: handlers.UnheardFormat, fetched: true, asked: true},
		"the day's budget is used":   {change: func(g *rig) { g.writer.err = llm.ErrBudget }, why: handlers.UnheardBudget, fetched: true, asked: true},
		"silence":                    {change: func(g *rig) { g.writer.err = llm.ErrSilent }, why: handlers.UnheardSilent, fetched: true, asked: true},
		"no words":                   {change: func(g *rig) { g.writer.said.Text = " \n" }, why: handlers.UnheardSilent, fetched: true, asked: true},
		"remarks alone":              {change: func(g *rig) { g.writer.said.Text = "[BLANK_AUDIO] (music) ♪ *sighs* ..." }, why: handlers.UnheardSilent, fetched: true, asked: true},
	} {
		t.Run(name, func(t *testing.T) {
			g := newRig()
			if c.change != nil {
				c.change(g)
			}
			r := request(c.rec)
			if c.other {
				r.Conversation.Platform = "relay"
			}
			if err := g.listener(limits, c.off).Handle(t.Context(), r, nil); err != nil {
				t.Fatal(err)
			}
			got := g.next.request
			if got.Text != "" || got.Spoken || got.Unheard == nil || got.Unheard.Why != c.why || got.Unheard.Limit != c.limit || g.next.times != 1 {
				t.Errorf("passed on %+v with %+v", got, got.Unheard)
			}
			if (g.shelf.asks > 0) != c.fetched || (len(g.writer.got) > 0) != c.asked {
				t.Errorf("fetched %d times, %d times given to the endpoint", g.shelf.asks, len(g.writer.got))
			}
		})
	}
}

// Whoever is slow, the platform or the endpoint, is waited for no longer than
// is set.
func TestPatience(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newRig()
		g.shelf.hang = true
		begun := time.Now()
		if err := g.listener(speech.Limits{Patience: 7 * time.Second}, false).Handle(t.Context(), request(handlers.Recording{}), nil); err != nil {
			t.Fatal(err)
		}
		if u := g.next.request.Unheard; u == nil || u.Why != handlers.UnheardFailed || time.Since(begun) != 7*time.Second {
			t.Errorf("%+v after %v", u, time.Since(begun))
		}
	})
}

// When the program stops nothing is said: the next start listens.
func TestStopWhileListening(t *testing.T) {
	g := newRig()
	g.shelf.hang = true
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := g.listener(speech.Limits{}, false).Handle(ctx, request(handlers.Recording{}), nil); !errors.Is(err, context.Canceled) || g.next.times != 0 {
		t.Errorf("%v, handled %d times", err, g.next.times)
	}
}

func TestWordsAsIfTyped(t *testing.T) {
	long := strings.TrimSpace(strings.Repeat("lời ", 5000))
	for said, want := range map[string]string{
		"/forget everything":            "forget everything",
		"a\u202eb\u2066c\u0000d\ufffde": "abc de",
		"[MUSIC] còn lệ phí?":           "còn lệ phí?",
		"(còn lệ phí?":                  "(còn lệ phí?",
		"57":                            "57",
		long:                            string([]rune(long)[:4096]),
	} {
		g := newRig()
		g.writer.said.Text = said
		if err := g.listener(speech.Limits{}, false).Handle(t.Context(), request(handlers.Recording{}), nil); err != nil {
			t.Fatal(err)
		}
		if got := g.next.request.Text; got != want {
			t.Errorf("%.50q is passed on as %.50q, want %.50q", said, got, want)
		}
	}
}

func TestNothingSaidIsLogged(t *testing.T) {
	g := newRig()
	l := g.listener(speech.Limits{}, false)
	for _, fail := range []error{nil, errors.New("secret words"), llm.ErrSilent} {
		g.shelf.err = fail
		if err := l.Handle(t.Context(), request(handlers.Recording{Ref: "secret-ref"}), nil); err != nil {
			t.Fatal(err)
		}
	}
	if log := g.log.String(); strings.Contains(log, "secret") || strings.Contains(log, "hộ chiếu") || !strings.Contains(log, "why=failed") || strings.Contains(log, "telegram:7") {
		t.Errorf("logged: %s", log)
	}
}
