package llm

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	openai "github.com/sashabaranov/go-openai"
	"golang.org/x/text/unicode/norm"
)

// Bounds of a call for vectors.
const (
	embedBatch    = 32      // texts a call
	embedAttempts = 4       // of a batch of passages
	embedBytes    = 2000    // of one text; what is longer is cut
	mostVectors   = 8 << 20 // bytes read of one reply
	mostDims      = 8192
)

// EmbedTimes bound calls for vectors; a zero field takes its default.
type EmbedTimes struct {
	Call  time.Duration // one call; 60 s
	Pause time.Duration // before a failed batch of passages is sent again, doubling; 1 s
}

// Errors of vectors.
var (
	ErrDimensions = errors.New("the endpoint gives vectors of another size than before")
	ErrVectors    = errors.New("the endpoint gives no vectors")
)

// Embedder asks an endpoint for vectors. It is an index.Embedder.
type Embedder struct {
	endpoint Endpoint
	times    EmbedTimes
	api      *openai.Client
	idle     func()
	breaker  *breaker
	log      *slog.Logger
	dims     atomic.Int32 // 0: not known yet
	untyped  atomic.Bool  // the server knows no input_type

	probing sync.Mutex
	prefix  *bool // whether questions and passages are told apart by words in front of them; nil: not known yet
}

// NewEmbedder makes an embedder.
func NewEmbedder(e Endpoint, t EmbedTimes, now func() time.Time, log *slog.Logger) *Embedder {
	for _, f := range []struct {
		v   *time.Duration
		def time.Duration
	}{{&t.Call, time.Minute}, {&t.Pause, time.Second}} {
		if *f.v <= 0 {
			*f.v = f.def
		}
	}
	api, idle := dial(e, Times{}.withDefaults(), mostVectors)
	return &Embedder{endpoint: e, times: t, api: api, idle: idle, breaker: &breaker{now: now}, log: log}
}

// Close drops idle connections.
func (e *Embedder) Close() { e.idle() }

// Model names what the vectors are made by.
func (e *Embedder) Model() string { return e.endpoint.Model }

// Open reports whether the endpoint is left alone for now.
func (e *Embedder) Open() bool { return e.breaker.open() }

// Questions gives the vectors of questions, at the first attempt or not at
// all: a person waits.
func (e *Embedder) Questions(ctx context.Context, texts []string) ([][]float32, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, e.times.Call, ErrSlow)
	defer cancel()
	return e.guarded(ctx, asQuestion, texts)
}

// Passages gives the vectors of passages, some at a time. A batch that fails is
// sent again some times, later.
func (e *Embedder) Passages(ctx context.Context, texts []string) ([][]float32, error) {
	var out [][]float32
	for batch := range slices.Chunk(texts, embedBatch) {
		vectors, err := e.patient(ctx, batch)
		if err != nil {
			return nil, err
		}
		out = append(out, vectors...)
	}
	return out, nil
}

func (e *Embedder) patient(ctx context.Context, batch []string) ([][]float32, error) {
	pause := e.times.Pause
	for attempt := 1; ; attempt++ {
		keep := &retryAfter{}
		once, cancel := context.WithTimeoutCause(context.WithValue(ctx, retryKey{}, keep), e.times.Call, ErrSlow)
		vectors, err := e.guarded(once, asPassage, batch)
		cancel()
		s := status(err)
		final := s >= 400 && s < 500 && s != 429 && s != 408 || errors.Is(err, ErrBreaker) || errors.Is(err, ErrDimensions) || ctx.Err() != nil
		if err == nil || final || attempt == embedAttempts {
			return vectors, err
		}
		wait := time.NewTimer(max(pause, min(keep.wait, time.Minute)))
		pause *= 2
		select {
		case <-wait.C:
		case <-ctx.Done():
			wait.Stop()
			return nil, context.Cause(ctx)
		}
	}
}

// side is what a text is: some models are trained on pairs of them.
type side int

const (
	asQuestion side = iota
	asPassage
)

// sideWords name the sides in the names of models and in requests.
var sideWords = [...]string{asQuestion: "query", asPassage: "passage"}

// guarded asks unless the endpoint is left alone.
func (e *Embedder) guarded(ctx context.Context, as side, texts []string) (_ [][]float32, err error) {
	if !e.breaker.enter() {
		return nil, fmt.Errorf("ask for vectors: %w", ErrBreaker)
	}
	defer func() {
		if err != nil && (errors.Is(context.Cause(ctx), ErrSlow) || errors.Is(err, context.DeadlineExceeded)) {
			err = ErrSlow
		}
		given := err != nil && errors.Is(err, context.Canceled) // by who asked: that says nothing of the endpoint
		if e.breaker.leave(err == nil || given) {
			e.log.Warn("the endpoint for vectors fails and is left alone for a while", "why", Why(err))
		}
		if err != nil {
			err = fmt.Errorf("ask for vectors: %w", err)
		}
	}()
	model, typed := e.modelFor(as)
	prefix := ""
	if typed {
		told, err := e.prefixed(ctx)
		if err != nil {
			return nil, err
		}
		if told {
			prefix, typed = sideWords[as]+": ", false
		}
	}
	return e.call(ctx, model, as, typed, prefix, texts)
}

// modelFor gives the model to ask for a use: a name that holds the use has one
// name for each. typed: the name does not tell, so the request does.
func (e *Embedder) modelFor(as side) (name string, typed bool) {
	name = e.endpoint.Model
	for _, w := range sideWords {
		if strings.Contains(name, w) {
			return strings.Replace(name, w, sideWords[as], 1), false
		}
	}
	return name, true
}

// prefixed reports whether the texts themselves have to say what they are:
// models of the E5 family are trained on "query: " and "passage: " in front.
// Some servers write them, being told the use; that shows by their vectors.
func (e *Embedder) prefixed(ctx context.Context) (bool, error) {
	if !strings.Contains(strings.ToLower(e.endpoint.Model), "e5") {
		return false, nil
	}
	e.probing.Lock()
	defer e.probing.Unlock()
	if e.prefix != nil {
		return *e.prefix, nil
	}
	var told [2][][]float32
	for as := range sideWords {
		var err error
		if told[as], err = e.call(ctx, e.endpoint.Model, side(as), true, "", []string{e.endpoint.Model}); err != nil {
			return false, err
		}
	}
	e.prefix = new(bool)
	*e.prefix = dot(told[asQuestion][0], told[asPassage][0]) > 0.99999
	return *e.prefix, nil
}

func dot(a, b []float32) (sum float32) {
	for i := range min(len(a), len(b)) {
		sum += a[i] * b[i]
	}
	return sum
}

// call makes one call, or two where the server does not know the first form.
func (e *Embedder) call(ctx context.Context, model string, as side, typed bool, prefix string, texts []string) ([][]float32, error) {
	in := make([]string, len(texts))
	for i, t := range texts {
		in[i] = prefix + cut(norm.NFC.String(t), embedBytes)
	}
	r := openai.EmbeddingRequestStrings{Input: in, Model: openai.EmbeddingModel(model), EncodingFormat: openai.EmbeddingEncodingFormatFloat}
	if typed && !e.untyped.Load() {
		r.ExtraBody = map[string]any{"input_type": sideWords[as]}
	}
	reply, err := e.api.CreateEmbeddings(ctx, r)
	if err != nil && refused(err) && r.ExtraBody != nil {
		r.ExtraBody = nil
		if reply, err = e.api.CreateEmbeddings(ctx, r); err == nil {
			e.untyped.Store(true)
		}
	}
	if err != nil {
		return nil, err
	}
	return e.read(reply.Data, len(texts))
}

// read checks the vectors of a reply, puts them in order and gives them length 1.
func (e *Embedder) read(data []openai.Embedding, n int) ([][]float32, error) {
	out := make([][]float32, n)
	for _, d := range data {
		if d.Index < 0 || d.Index >= n || out[d.Index] != nil {
			return nil, fmt.Errorf("%w: number %d of %d texts", ErrVectors, d.Index, n)
		}
		sum := 0.0
		for _, x := range d.Embedding {
			sum += float64(x) * float64(x)
		}
		if len(d.Embedding) > mostDims || !(sum > 0) || math.IsInf(sum, 0) {
			return nil, fmt.Errorf("%w: one of %d dimensions and length %g", ErrVectors, len(d.Embedding), math.Sqrt(sum))
		}
		length := float32(math.Sqrt(sum))
		v := make([]float32, len(d.Embedding))
		for i, x := range d.Embedding {
			v[i] = x / length
		}
		out[d.Index] = v
	}
	for _, v := range out {
		if v == nil {
			return nil, fmt.Errorf("%w: %d for %d texts", ErrVectors, len(data), n)
		}
		if !e.dims.CompareAndSwap(0, int32(len(v))) && int(e.dims.Load()) != len(v) {
			return nil, fmt.Errorf("%w: %d in place of %d", ErrDimensions, len(v), e.dims.Load())
		}
	}
	return out, nil
}

// cut gives the beginning of a text, whole letters.
func cut(text string, bytes int) string {
	if len(text) <= bytes {
		return text
	}
	return strings.ToValidUTF8(text[:bytes], "")
}
