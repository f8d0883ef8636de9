package llm

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"math"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	openai "github.com/sashabaranov/go-openai"

	"vanthu/corpus"
)

// Audio is a recording to be written down.
type Audio struct {
	Name   string // with its ending, by which some endpoints tell kinds apart
	Type   string // MIME
	Data   []byte
	Length time.Duration // 0: unknown
}

// Transcript is what was written down of a recording.
type Transcript struct {
	Text     string
	Language string        // as the endpoint names it: "vi", "vietnamese"; empty: it does not tell
	Length   time.Duration // likewise; 0: it does not tell
}

// Errors of recordings.
var (
	ErrUnreadable = errors.New("the endpoint cannot read the recording")
	ErrSilent     = errors.New("nobody speaks in the recording")
)

// ListenLimits bound the use of an endpoint that listens; a zero field takes
// its default.
type ListenLimits struct {
	PerPerson int // recordings of one person a day; 20
	PerDay    int // of the installation; 500
	Seconds   int // of sound, of the installation a day; 5 hours
}

func (l ListenLimits) withDefaults() ListenLimits {
	l.PerPerson, l.PerDay, l.Seconds = cmp.Or(l.PerPerson, 20), cmp.Or(l.PerDay, 500), cmp.Or(l.Seconds, 5*60*60)
	return l
}

// ListenDeps is what a Transcriber needs.
type ListenDeps struct {
	Endpoint Endpoint
	Budget   Budget // in seconds of sound; nil: without limit
	Secret   []byte // by which people are made numbers, other ones every day
	Now      func() time.Time
	Zone     *time.Location
	Log      *slog.Logger
}

// Transcriber has recordings written down by an endpoint, under the rules of
// summaries: within a budget, and not while the endpoint is left alone. It is
// safe for concurrent use.
type Transcriber struct {
	ListenDeps
	limits  ListenLimits
	api     *openai.Client
	idle    func()
	breaker *breaker
	terse   atomic.Bool // the endpoint tells the text and nothing else

	mu     sync.Mutex
	counts ListenCounts
}

// ListenCounts is what was listened to since the start, for admins: numbers
// alone.
type ListenCounts struct {
	Heard   int
	Seconds int            // of sound
	Failed  map[string]int // by Why
}

// NewTranscriber makes a transcriber.
func NewTranscriber(d ListenDeps, l ListenLimits) *Transcriber {
	api, idle := dial(d.Endpoint, Times{}.withDefaults(), mostBody)
	return &Transcriber{ListenDeps: d, limits: l.withDefaults(), api: api, idle: idle, breaker: &breaker{now: d.Now}}
}

// Close drops idle connections.
func (t *Transcriber) Close() { t.idle() }

// Open reports whether the endpoint is left alone for now.
func (t *Transcriber) Open() bool { return t.breaker.open() }

// Counts gives what was done so far.
func (t *Transcriber) Counts() ListenCounts {
	t.mu.Lock()
	defer t.mu.Unlock()
	c := t.counts
	c.Failed = maps.Clone(c.Failed)
	return c
}

// Check asks the endpoint whether it is there and takes the key. Some that
// listen list no models, and answer that there is no such page.
func (t *Transcriber) Check(ctx context.Context) error {
	if _, err := t.api.ListModels(ctx); err != nil && status(err) != http.StatusNotFound && status(err) != http.StatusMethodNotAllowed {
		return fmt.Errorf("ask %s for its models: %w", t.Endpoint.URL, err)
	}
	return nil
}

// Transcribe gives the words of a recording; ctx says for how long it may take.
// person names who speaks, for the budget alone; nothing of it is sent.
func (t *Transcriber) Transcribe(ctx context.Context, a Audio, person string) (Transcript, error) {
	out, err := t.transcribe(ctx, a, person)
	t.mu.Lock()
	defer t.mu.Unlock()
	if err == nil {
		t.counts.Heard++
		t.counts.Seconds += seconds(cmp.Or(out.Length, a.Length))
		return out, nil
	}
	if t.counts.Failed == nil {
		t.counts.Failed = map[string]int{}
	}
	t.counts.Failed[Why(err)]++
	return out, err
}

func (t *Transcriber) transcribe(ctx context.Context, a Audio, person string) (out Transcript, err error) {
	if !t.breaker.enter() {
		return out, fmt.Errorf("listen to a recording: %w", ErrBreaker)
	}
	day := corpus.DayOf(t.Now().In(t.Zone))
	cost := seconds(cmp.Or(a.Length, guess(len(a.Data))))
	if t.Budget != nil {
		ok, err := t.Budget.Spend(ctx, day, numbered(t.Secret, day, person), t.limits.PerPerson, t.limits.PerDay, cost, t.limits.Seconds)
		if err != nil || !ok {
			t.breaker.leave(true) // the endpoint was not asked
			return out, errors.Join(ErrBudget, err)
		}
	}
	reply, err := t.patient(ctx, a)
	if err != nil && errors.Is(ctx.Err(), context.DeadlineExceeded) {
		err = ErrSlow
	}
	left := errors.Is(ctx.Err(), context.Canceled) // who asked: that says nothing of the endpoint
	if t.breaker.leave(err == nil || left || errors.Is(err, ErrUnreadable)) {
		t.Log.Warn("the endpoint that listens to recordings fails and is left alone for a while", "why", Why(err))
	}
	if err != nil {
		return out, fmt.Errorf("listen to a recording: %w", err)
	}
	out = Transcript{Text: reply.Text, Language: reply.Language, Length: span(reply.Duration)}
	if took := seconds(out.Length); took > 0 && took != cost && t.Budget != nil {
		if err := t.Budget.Settle(context.WithoutCancel(ctx), day, took-cost); err != nil {
			t.Log.Warn("the length of a recording could not be counted", "error", err)
		}
	}
	if silent(reply) {
		return out, ErrSilent
	}
	return out, nil
}

// patient asks, and once more where the server is busy for a moment or the
// connection broke.
func (t *Transcriber) patient(ctx context.Context, a Audio) (openai.AudioResponse, error) {
	for retried := false; ; retried = true {
		keep := &retryAfter{}
		reply, err := t.ask(context.WithValue(ctx, retryKey{}, keep), a)
		if err == nil || retried || ctx.Err() != nil || !passing(err, keep.wait) {
			return reply, err
		}
		wait := time.NewTimer(max(keep.wait, 0))
		select {
		case <-wait.C:
		case <-ctx.Done():
			wait.Stop()
			return reply, err
		}
	}
}

// ask makes one call, or two where the server does not know the form that
// tells the language and the length as well, or has one of its own: some models
// have the text alone.
func (t *Transcriber) ask(ctx context.Context, a Audio) (openai.AudioResponse, error) {
	format := openai.AudioResponseFormatVerboseJSON
	terse := t.terse.Load()
	if terse {
		format = openai.AudioResponseFormatJSON
	}
	call := func() (openai.AudioResponse, error) {
		return t.api.CreateTranscription(ctx, openai.AudioRequest{Model: t.Endpoint.Model, FilePath: a.Name, Reader: typed{bytes.NewReader(a.Data), a.Type}, Format: format})
	}
	reply, err := call()
	var other *json.UnmarshalTypeError
	if !terse && (refused(err) || errors.As(err, &other)) {
		format = openai.AudioResponseFormatJSON
		if reply, err = call(); err == nil {
			t.terse.Store(true)
		}
	}
	if refused(err) || status(err) == http.StatusRequestEntityTooLarge || status(err) == http.StatusUnsupportedMediaType {
		err = fmt.Errorf("%w: %w", ErrUnreadable, err)
	}
	return reply, err
}

// typed is a file's content that tells its type.
type typed struct {
	*bytes.Reader
	kind string
}

// ContentType tells the client library the type of the file's part.
func (t typed) ContentType() string { return t.kind }

// Bounds by which Whisper itself takes a piece for silence, or for a loop of
// the same words (https://github.com/openai/whisper, transcribe.py).
const (
	silentAbove = 0.6
	unsureBelow = -1.0
	loopedAbove = 2.4
)

// silent reports whether nobody speaks in any piece of a recording: models
// write something all the same, such as thanks for watching.
func silent(reply openai.AudioResponse) bool {
	for _, s := range reply.Segments {
		if !(s.NoSpeechProb > silentAbove && s.AvgLogprob < unsureBelow) && !(s.CompressionRatio > loopedAbove) {
			return false
		}
	}
	return len(reply.Segments) > 0
}

// guess gives how long a recording of unknown length may be, by what voice
// messages take, 4,000 bytes a second.
func guess(bytes int) time.Duration { return time.Duration(bytes/4000+1) * time.Second }

// span reads a number of seconds.
func span(s float64) time.Duration {
	if !(s > 0) {
		return 0
	}
	return time.Duration(min(s, 24*60*60) * float64(time.Second))
}

// seconds gives whole seconds, rounded up.
func seconds(d time.Duration) int { return int(math.Ceil(d.Seconds())) }
