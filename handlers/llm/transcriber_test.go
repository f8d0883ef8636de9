package llm_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"vanthu/corpus"
	"vanthu/handlers/llm"
	"vanthu/handlers/llm/llmtest"
)

const spoken = "Lệ phí cấp hộ chiếu là bao nhiêu?"

var voice = llm.Audio{Name: "recording.ogg", Type: "audio/ogg", Data: llmtest.Opus(3, "sound"), Length: 3 * time.Second}

// budget is an llm.Budget that says yes for a while.
type budget struct {
	mu      sync.Mutex
	calls   int
	seconds int
	people  []string
}

func (b *budget) Spend(_ context.Context, _ corpus.Day, person string, perPerson, perDay, seconds, most int) (bool, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.calls >= perDay || b.seconds+seconds > most {
		return false, nil
	}
	b.calls, b.seconds, b.people = b.calls+1, b.seconds+seconds, append(b.people, person)
	return true, nil
}

func (b *budget) Settle(_ context.Context, _ corpus.Day, seconds int) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.seconds += seconds
	return nil
}

// ears is a transcriber on a scripted server.
type ears struct {
	*llm.Transcriber
	server *llmtest.Ears
	budget budget
	log    bytes.Buffer
	now    time.Time
}

func newEars(t *testing.T, l llm.ListenLimits, script func(llmtest.HearCall) llmtest.HearAnswer) *ears {
	t.Helper()
	e := &ears{server: llmtest.NewEars(t, script), now: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)}
	e.Transcriber = llm.NewTranscriber(llm.ListenDeps{Endpoint: llm.Endpoint{URL: e.server.URL, Key: "secret-key", Model: "test-ears"}, Budget: &e.budget,
		Secret: []byte("0123456789abcdef"), Now: func() time.Time { return e.now }, Zone: time.UTC, Log: slog.New(slog.NewTextHandler(&e.log, &slog.HandlerOptions{Level: slog.LevelDebug}))}, l)
	t.Cleanup(e.Close)
	return e
}

func says(a llmtest.HearAnswer) func(llmtest.HearCall) llmtest.HearAnswer {
	return func(llmtest.HearCall) llmtest.HearAnswer { return a }
}

func TestTranscribe(t *testing.T) {
	e := newEars(t, llm.ListenLimits{}, says(llmtest.HearAnswer{Text: " " + spoken, Language: "vietnamese", Seconds: 2.4}))
	got, err := e.Transcribe(t.Context(), voice, "telegram:7")
	if err != nil || strings.TrimSpace(got.Text) != spoken || got.Language != "vietnamese" || got.Length != 2400*time.Millisecond {
		t.Fatalf("%+v, %v", got, err)
	}
	c := e.server.Calls()[0]
	if c.Model != "test-ears" || c.Name != "recording.ogg" || c.Type != "audio/ogg" || !bytes.Equal(c.Sound, voice.Data) || c.Header.Get("Authorization") != "Bearer secret-key" {
		t.Errorf("sent %+v", c)
	}
	if c.Fields != 2 {
		t.Errorf("%d fields were sent beside the sound, want the model and the form", c.Fields)
	}
	if e.budget.calls != 1 || e.budget.seconds != 3 || len(e.budget.people[0]) != 24 || strings.Contains(e.budget.people[0], "telegram") {
		t.Errorf("counted %d calls, %d seconds, of %q", e.budget.calls, e.budget.seconds, e.budget.people)
	}
	if strings.Contains(e.log.String(), "hộ chiếu") {
		t.Errorf("the log holds what was said: %s", e.log.String())
	}
}

// A model that tells the text alone is asked for that, from the second
// recording on at once.
func TestTerseEars(t *testing.T) {
	e := newEars(t, llm.ListenLimits{}, says(llmtest.HearAnswer{Text: spoken}))
	e.server.Terse()
	for range 2 {
		if got, err := e.Transcribe(t.Context(), voice, ""); err != nil || got.Text != spoken || got.Language != "" {
			t.Fatalf("%+v, %v", got, err)
		}
	}
	var formats []string
	for _, c := range e.server.Calls() {
		formats = append(formats, c.Format)
	}
	if want := []string{"verbose_json", "json", "json"}; !slices.Equal(formats, want) {
		t.Errorf("asked for %q, want %q", formats, want)
	}
}

// So is one that tells more in a form of its own.
func TestEarsOfAnotherForm(t *testing.T) {
	e := newEars(t, llm.ListenLimits{}, func(c llmtest.HearCall) llmtest.HearAnswer {
		if c.Format == "verbose_json" {
			return llmtest.HearAnswer{Raw: `{"text":"x","duration":"00:03","segments":[{"id":"a","seek":0.5}]}`}
		}
		return llmtest.HearAnswer{Text: spoken}
	})
	for range 2 {
		if got, err := e.Transcribe(t.Context(), voice, ""); err != nil || got.Text != spoken {
			t.Fatalf("%+v, %v", got, err)
		}
	}
	if n := len(e.server.Calls()); n != 3 {
		t.Errorf("%d calls, want 3", n)
	}
}

func TestEarsWithFaults(t *testing.T) {
	again := func(first llmtest.HearAnswer) func(llmtest.HearCall) llmtest.HearAnswer {
		return func(c llmtest.HearCall) llmtest.HearAnswer {
			if c.Number == 1 {
				return first
			}
			return llmtest.HearAnswer{Text: spoken}
		}
	}
	retry := func(s string) http.Header { return http.Header{"Retry-After": {s}} }
	for name, c := range map[string]struct {
		script func(llmtest.HearCall) llmtest.HearAnswer
		why    string // "": it is heard
		calls  int
	}{
		"busy for a moment":   {again(llmtest.HearAnswer{Status: 429, Header: retry("0"), Raw: "{}"}), "", 2},
		"busy for long":       {again(llmtest.HearAnswer{Status: 429, Header: retry("60"), Raw: "{}"}), "status 429", 1},
		"in trouble once":     {again(llmtest.HearAnswer{Status: 503, Header: retry("0"), Raw: "<html>later</html>"}), "", 2},
		"in trouble":          {says(llmtest.HearAnswer{Status: 502, Raw: "<html>bad gateway</html>"}), "status 502", 2},
		"a page in its place": {says(llmtest.HearAnswer{Raw: "<html>sign in</html>"}), "unreachable", 1},
		"dies once":           {again(llmtest.HearAnswer{Text: spoken, Die: true}), "", 2},
		"dies":                {says(llmtest.HearAnswer{Text: spoken, Die: true}), "unreachable", 2},
		"refuses the key":     {says(llmtest.HearAnswer{Status: 401, Raw: `{"error":{"message":"no"}}`}), "status 401", 1},
		"refuses the file":    {says(llmtest.HearAnswer{Status: 415, Raw: "no"}), "unreadable", 1},
		"too large for it":    {says(llmtest.HearAnswer{Status: 413, Raw: "no"}), "unreadable", 1},
		"silence":             {says(llmtest.HearAnswer{Text: "Thank you for watching!", Silent: true, Seconds: 3}), "silent", 1},
		"a loop":              {says(llmtest.HearAnswer{Text: "the the the the", Looped: true}), "silent", 1},
		"far more than fits":  {says(llmtest.HearAnswer{Text: strings.Repeat("la ", 1<<20)}), "unreachable", 2},
		"hours that are none": {says(llmtest.HearAnswer{Text: spoken, Seconds: -1e300}), "", 1},
	} {
		t.Run(name, func(t *testing.T) {
			e := newEars(t, llm.ListenLimits{}, c.script)
			got, err := e.Transcribe(t.Context(), voice, "p")
			why := ""
			if err != nil {
				why = llm.Why(err)
			}
			if why != c.why || c.why == "" && strings.TrimSpace(got.Text) != spoken {
				t.Errorf("%q, %v", got.Text, err)
			}
			if n := len(e.server.Calls()); n != c.calls {
				t.Errorf("%d calls, want %d", n, c.calls)
			}
			n := e.Counts()
			if (n.Heard == 1) != (why == "") || (n.Failed[why] == 1) != (why != "") {
				t.Errorf("counted %+v", n)
			}
		})
	}
}

func TestSlowEars(t *testing.T) {
	e := newEars(t, llm.ListenLimits{}, says(llmtest.HearAnswer{Hang: true}))
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := e.Transcribe(ctx, voice, "p"); !errors.Is(err, llm.ErrSlow) {
		t.Errorf("error %v", err)
	}
}

// An endpoint that fails again and again is left alone, and tried once after a
// while; files that it cannot read, and people who leave, say nothing of it.
func TestBrokenEarsAreLeftAlone(t *testing.T) {
	var fault llmtest.HearAnswer
	e := newEars(t, llm.ListenLimits{}, func(llmtest.HearCall) llmtest.HearAnswer { return fault })
	ask := func() string {
		_, err := e.Transcribe(t.Context(), voice, "p")
		if err == nil {
			return ""
		}
		return llm.Why(err)
	}
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	for range 6 {
		fault = llmtest.HearAnswer{Status: 400, Raw: "{}"}
		if why := ask(); why != "unreadable" {
			t.Fatalf("a file that cannot be read: %s", why)
		}
		if _, err := e.Transcribe(gone, voice, "p"); err == nil {
			t.Fatal("heard for somebody who left")
		}
	}
	if e.Open() {
		t.Fatal("left alone for what is not its fault")
	}
	fault = llmtest.HearAnswer{Status: 401, Raw: "{}"}
	for range 5 {
		ask()
	}
	n := len(e.server.Calls())
	if why := ask(); why != "left alone" || !e.Open() || len(e.server.Calls()) != n {
		t.Errorf("asked again: %s", why)
	}
	e.now = e.now.Add(time.Minute)
	fault = llmtest.HearAnswer{Text: spoken}
	if why := ask(); why != "" || e.Open() {
		t.Errorf("healed, and yet: %s", why)
	}
}

func TestBudgetOfEars(t *testing.T) {
	said := llmtest.HearAnswer{Text: spoken, Seconds: 3}
	for name, l := range map[string]llm.ListenLimits{"calls": {PerDay: 2}, "seconds": {Seconds: 8}} {
		t.Run(name, func(t *testing.T) {
			e := newEars(t, l, says(said))
			for i := range 3 {
				_, err := e.Transcribe(t.Context(), voice, "p")
				if (err == nil) != (i < 2) || i == 2 && !errors.Is(err, llm.ErrBudget) {
					t.Errorf("recording %d: %v", i, err)
				}
			}
			if n := len(e.server.Calls()); n != 2 || e.Open() {
				t.Errorf("%d calls, left alone: %v", n, e.Open())
			}
		})
	}
	// What the sound does not tell is reckoned, and put right by what the
	// endpoint tells.
	e := newEars(t, llm.ListenLimits{}, says(said))
	unknown := llm.Audio{Name: "recording.mp3", Type: "audio/mpeg", Data: make([]byte, 400_000)}
	if _, err := e.Transcribe(t.Context(), unknown, ""); err != nil || e.budget.seconds != 3 || e.budget.people[0] != "" {
		t.Errorf("counted %d seconds, of %q, %v", e.budget.seconds, e.budget.people, err)
	}
}
