// Package speech has questions answered that were spoken.
//
// A Listener stands in front of a handler. It fetches a recording from the
// platform on which somebody sent it, has it written down by an endpoint that
// the installation's admin has set, and passes the words on as if they had been
// typed. The request says that they were heard, so that the reply begins with
// them: a person has to see what was misheard.
//
// A recording is somebody's voice. It is held in memory for as long as that
// takes, goes to nobody but the endpoint, and is neither stored nor logged; nor
// are the words, beyond what is kept of typed ones. What is stored of a request
// that waits is where its recording can be fetched: after a crash it is fetched
// and listened to then.
package speech

import (
	"context"
	"errors"
	"log/slog"
	"regexp"
	"strings"
	"time"
	"unicode"

	"vanthu/corpus/lang"
	"vanthu/handlers"
	"vanthu/handlers/llm"
)

// Errors of fetching a recording.
var (
	ErrLarge = errors.New("the recording is too large")
	ErrGone  = errors.New("the recording cannot be fetched any more")
)

// Fetcher fetches recordings from a platform; the adapters that have some are
// ones.
type Fetcher interface {
	// Fetch gives the bytes of a recording by its Ref: at most so many, else
	// it fails with ErrLarge.
	Fetch(ctx context.Context, ref string, most int64) ([]byte, error)
}

// Transcriber writes recordings down; *llm.Transcriber is one.
type Transcriber interface {
	Transcribe(ctx context.Context, a llm.Audio, person string) (llm.Transcript, error)
}

// Limits bound what is listened to; a zero field takes its default.
type Limits struct {
	Bytes    int64         // of a recording; 10 MB
	Length   time.Duration // of a recording; 2 minutes
	Patience time.Duration // for fetching and listening; 1 minute
}

func (l Limits) withDefaults() Limits {
	if l.Bytes <= 0 {
		l.Bytes = 10_000_000
	}
	if l.Length <= 0 {
		l.Length = 2 * time.Minute
	}
	if l.Patience <= 0 {
		l.Patience = time.Minute
	}
	return l
}

// Deps is what a Listener works with.
type Deps struct {
	Next        handlers.Handler
	Fetcher     func(platform string) (Fetcher, bool)
	Transcriber Transcriber // nil: nothing is listened to
	// Tag gives the tag of a language by how an endpoint names it, "vi" or
	// "Vietnamese"; "" where it has none.
	Tag func(name string) string
	Log *slog.Logger
}

// Listener is a handlers.Handler that answers spoken requests as well. It is
// safe for concurrent use.
type Listener struct {
	Deps
	limits Limits
}

// New makes a listener.
func New(d Deps, l Limits) *Listener { return &Listener{d, l.withDefaults()} }

// Slow reports whether a request has to be listened to, which takes long.
func (l *Listener) Slow(r handlers.Request) bool {
	return r.Recording != nil && l.Transcriber != nil
}

// Patience is how long a request may take before its words are known.
func (l *Listener) Patience(r handlers.Request) time.Duration {
	if l.Slow(r) {
		return l.limits.Patience
	}
	return 0
}

// Handle implements handlers.Handler.
func (l *Listener) Handle(ctx context.Context, r handlers.Request, out handlers.Sender) error {
	if r.Recording == nil || r.Text != "" || r.Action != "" {
		return l.Next.Handle(ctx, r, out)
	}
	heard, err := l.listen(ctx, r)
	if ctx.Err() != nil {
		return ctx.Err() // the program stops: the next start listens to it
	}
	if err == nil {
		r.Text, r.Spoken = words(heard.Text), true
		if tag := l.tag(heard.Language); tag != "" {
			r.Hint = tag
		}
		if r.Text == "" {
			err = llm.ErrSilent
		}
	}
	if err != nil {
		why := reason(err)
		r.Text, r.Spoken, r.Unheard = "", false, &handlers.Unheard{Why: why}
		switch why {
		case handlers.UnheardLong:
			r.Unheard.Limit = int(l.limits.Length / time.Second)
		case handlers.UnheardLarge:
			r.Unheard.Limit = int(max(l.limits.Bytes/1_000_000, 1))
		case handlers.UnheardOff:
		default:
			l.Log.Warn("a recording was not listened to", "platform", r.Conversation.Platform, "why", why, "cause", cause(err))
		}
	}
	return l.Next.Handle(ctx, r, out)
}

// errors of listening that are answered in a way of their own.
var (
	errOff    = errors.New("no endpoint listens to recordings")
	errLong   = errors.New("the recording is too long")
	errFormat = errors.New("the file is no recording")
)

// listen gives the words of a request's recording.
func (l *Listener) listen(ctx context.Context, r handlers.Request) (heard llm.Transcript, err error) {
	rec := r.Recording
	if l.Transcriber == nil {
		return heard, errOff
	}
	fetcher, ok := l.Fetcher(r.Conversation.Platform)
	switch {
	case !ok && rec.Sound == nil:
		return heard, errOff
	case rec.Length > l.limits.Length:
		return heard, errLong
	case max(rec.Bytes, int64(len(rec.Sound))) > l.limits.Bytes:
		return heard, ErrLarge
	}
	ctx, cancel := context.WithTimeout(ctx, l.limits.Patience)
	defer cancel()
	defer func() {
		if err != nil && errors.Is(ctx.Err(), context.DeadlineExceeded) {
			err = llm.ErrSlow
		}
	}()
	data := rec.Sound
	if data == nil {
		if data, err = fetcher.Fetch(ctx, rec.Ref, l.limits.Bytes); err != nil {
			return heard, err
		}
	}
	sound, ok := Inspect(data)
	length := max(sound.Length, rec.Length)
	switch {
	case !ok:
		return heard, errFormat
	case length > l.limits.Length:
		return heard, errLong
	}
	person := r.Person
	if person == "" {
		person = r.Conversation.Key()
	}
	return l.Transcriber.Transcribe(ctx, llm.Audio{Name: sound.Name, Type: sound.Type, Data: data, Length: length}, person)
}

// reason tells why nothing was heard, in a form for people.
func reason(err error) string {
	for _, r := range []struct {
		err error
		why string
	}{{errOff, handlers.UnheardOff}, {errLong, handlers.UnheardLong}, {ErrLarge, handlers.UnheardLarge}, {errFormat, handlers.UnheardFormat},
		{llm.ErrUnreadable, handlers.UnheardFormat}, {llm.ErrSilent, handlers.UnheardSilent}, {llm.ErrBudget, handlers.UnheardBudget}, {ErrGone, handlers.UnheardGone}} {
		if errors.Is(err, r.err) {
			return r.why
		}
	}
	return handlers.UnheardFailed
}

// cause tells it for the log, without a word of the recording or an address.
func cause(err error) string {
	for _, e := range []error{errLong, errFormat, ErrLarge, ErrGone} {
		if errors.Is(err, e) {
			return e.Error()
		}
	}
	return llm.Why(err)
}

// tag gives the tag of a language that the product speaks.
func (l *Listener) tag(name string) string {
	if name = strings.TrimSpace(name); name == "" {
		return ""
	}
	if tag, ok := lang.Tag(name); ok {
		return tag
	}
	if l.Tag == nil {
		return ""
	}
	return l.Tag(name)
}

// mostRunes bounds the words that are passed on, in characters; it is the
// length of the longest message that can be typed on any platform.
const mostRunes = 4096

// words makes of what was written down what a person could have typed: one
// line, without marks that nobody sees, without remarks such as
// "[BLANK_AUDIO]" or "(music)" where nothing else is said, and without the sign
// of a command in front, which nobody speaks.
func words(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsControl(r), unicode.IsSpace(r):
			return ' '
		case unicode.Is(unicode.Cf, r) && r != '\u200c' && r != '\u200d', r == unicode.ReplacementChar: // those two join letters
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, ""))
	text = strings.Join(strings.Fields(noises.ReplaceAllString(text, " ")), " ")
	text = strings.TrimLeft(text, "/ ")
	if !strings.ContainsFunc(remarks.ReplaceAllString(text, " "), func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }) {
		return ""
	}
	n := 0
	for i := range text {
		if n++; n > mostRunes {
			return text[:i]
		}
	}
	return text
}

// noises are what endpoints write of what is no speech: in square brackets
// nobody speaks; what else stands in brackets or between stars may be meant.
var (
	noises  = regexp.MustCompile(`\[[^\[\]]*\]|【[^【】]*】|♪+`)
	remarks = regexp.MustCompile(`\([^()]*\)|（[^（）]*）|\*[^*]*\*|<[^<>]*>|\{[^{}]*\}`)
)
