// Package llm speaks to language models at any endpoint that is compatible
// with OpenAI's, and lets nothing of what they write through unchecked.
//
// A Summarizer sums up an answer's quotes: it takes the passages that may be
// sent, without addresses and personal data (prompt.go); asks the model, in
// the form that the endpoint knows (client.go); reads the sentences while they
// are written (parse.go); and has each checked against the passages it cites
// (package grounding). Before it asks, a breaker says whether the endpoint is
// worth asking (breaker.go), a line how many are asking, and the budget of the
// person and of the installation whether another one is left (budget in the
// state). Whatever goes wrong costs the summary and nothing else.
//
// Only numbers are logged and counted: no word of a question, passage or
// summary.
package llm

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"time"

	openai "github.com/sashabaranov/go-openai"
)

// Endpoint names a model and where it answers.
type Endpoint struct {
	URL   string // base address, "http://127.0.0.1:18082/v1"
	Key   string
	Model string
}

// Times bound one call; a zero field takes its default.
type Times struct {
	Dial  time.Duration // 2 s
	First time.Duration // to the first word; 5 s
	Gap   time.Duration // between words; 3 s
	Total time.Duration // 12 s
}

func (t Times) withDefaults() Times {
	for _, f := range []struct {
		v   *time.Duration
		def time.Duration
	}{{&t.Dial, 2 * time.Second}, {&t.First, 5 * time.Second}, {&t.Gap, 3 * time.Second}, {&t.Total, 12 * time.Second}} {
		if *f.v <= 0 {
			*f.v = f.def
		}
	}
	return t
}

// temperature makes answers repeatable. Zero is not sent by the client
// library, and the smallest float gives garbage on some servers.
const temperature = 0.01

// seed is sent, for servers that know it.
const seed = 7

// longestRetryAfter is how long a server that is busy is waited for.
const longestRetryAfter = 2 * time.Second

// mostBody bounds what is read of one answer, in bytes.
const mostBody = 1 << 20

// Client asks one endpoint. It is safe for concurrent use.
type Client struct {
	endpoint Endpoint
	times    Times
	api      *openai.Client
	idle     func()
	dialect  atomic.Int32 // of dialects: the first that was not refused
}

// dialects are the forms of a request, from the one that tells most to the one
// that every server knows.
var dialects = [...]struct{ schema, oldLimit, usage bool }{
	{schema: true, usage: true},
	{schema: true, oldLimit: true, usage: true},
	{usage: true},
	{oldLimit: true},
}

// NewClient makes a client.
func NewClient(e Endpoint, t Times) *Client {
	t = t.withDefaults()
	api, idle := dial(e, t, mostBody)
	return &Client{endpoint: e, times: t, api: api, idle: idle}
}

// dial makes the library's client of an endpoint: one that gives up, follows
// nowhere and reads no more than so many bytes of a reply; idle drops its idle
// connections.
func dial(e Endpoint, t Times, most int64) (api *openai.Client, idle func()) {
	transport := &http.Transport{
		Proxy:               http.ProxyFromEnvironment,
		DialContext:         (&net.Dialer{Timeout: t.Dial}).DialContext,
		TLSHandshakeTimeout: t.First,
		MaxIdleConnsPerHost: 4,
		IdleConnTimeout:     3 * time.Second, // some servers close theirs sooner than Go expects
	}
	config := openai.DefaultConfig(e.Key)
	config.BaseURL = strings.TrimRight(e.URL, "/")
	config.HTTPClient = &http.Client{Transport: bounded{transport, most}, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	return openai.NewClientWithConfig(config), transport.CloseIdleConnections
}

// Close drops idle connections.
func (c *Client) Close() { c.idle() }

// bounded is a transport that bounds what is read, and tells how long a busy
// server wants to be left alone.
type bounded struct {
	http.RoundTripper
	most int64 // bytes of a reply
}

// retryAfter is where an attempt keeps what the server asks for.
type retryAfter struct{ wait time.Duration }

type retryKey struct{}

func (b bounded) RoundTrip(r *http.Request) (*http.Response, error) {
	res, err := b.RoundTripper.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	if keep, ok := r.Context().Value(retryKey{}).(*retryAfter); ok {
		keep.wait = -1
		if s, err := strconv.Atoi(strings.TrimSpace(res.Header.Get("Retry-After"))); err == nil && s >= 0 {
			keep.wait = time.Duration(s) * time.Second
		} else if at, err := http.ParseTime(res.Header.Get("Retry-After")); err == nil {
			keep.wait = max(time.Until(at), 0)
		}
	}
	res.Body = struct {
		io.Reader
		io.Closer
	}{io.LimitReader(res.Body, b.most), res.Body}
	return res, nil
}

// Usage is what a call took.
type Usage struct {
	Tokens      int // of prompt and answer, by the server; 0 where it does not say
	First, Last time.Duration
}

// Errors of a call.
var (
	ErrSlow = errors.New("the model takes too long")
	ErrCut  = errors.New("the model's answer broke off")
)

// stream asks the model and gives its words as they come. write makes the
// messages in one of two forms.
func (c *Client) stream(ctx context.Context, user string, ask func(lines bool) (openai.ChatCompletionRequest, error), words func(string) error) (u Usage, err error) {
	begun := time.Now()
	ctx, cancel := context.WithTimeoutCause(ctx, c.times.Total, ErrSlow)
	defer cancel()
	retried := false
	for {
		dialect := int(c.dialect.Load())
		any := false
		keep := &retryAfter{}
		u, err = c.once(context.WithValue(ctx, retryKey{}, keep), begun, dialect, user, ask, func(s string) error {
			any = true
			return words(s)
		})
		switch {
		case err == nil || any || ctx.Err() != nil:
			return u, err
		case refused(err) && dialect+1 < len(dialects):
			c.dialect.CompareAndSwap(int32(dialect), int32(dialect+1))
			continue
		case retried || !passing(err, keep.wait):
			return u, err
		}
		retried = true
		if keep.wait > 0 {
			timer := time.NewTimer(keep.wait)
			select {
			case <-timer.C:
			case <-ctx.Done():
				timer.Stop()
				return u, err
			}
		}
	}
}

// status gives the HTTP status of a failure; 0 where there is none.
func status(err error) int {
	var api *openai.APIError
	var request *openai.RequestError
	switch {
	case errors.As(err, &api):
		return api.HTTPStatusCode
	case errors.As(err, &request):
		return request.HTTPStatusCode
	}
	return 0
}

// refused reports whether the server does not understand a request.
func refused(err error) bool {
	s := status(err)
	return s == http.StatusBadRequest || s == http.StatusUnprocessableEntity || s == http.StatusNotImplemented
}

// passing reports whether one more attempt is worth it: before any word came,
// where the connection broke or the server is busy for a short while.
func passing(err error, wait time.Duration) bool {
	switch status(err) {
	case http.StatusTooManyRequests:
		return wait >= 0 && wait <= longestRetryAfter
	case http.StatusInternalServerError, http.StatusBadGateway, http.StatusServiceUnavailable:
		return wait <= longestRetryAfter
	case 0:
		return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, syscall.ECONNRESET) || errors.Is(err, syscall.EPIPE)
	}
	return false
}

// once makes one call.
func (c *Client) once(ctx context.Context, begun time.Time, dialect int, user string, ask func(lines bool) (openai.ChatCompletionRequest, error), words func(string) error) (u Usage, err error) {
	form := dialects[dialect]
	r, err := ask(!form.schema)
	if err != nil {
		return u, err
	}
	r.Model, r.Temperature, r.Stream, r.User = c.endpoint.Model, temperature, true, user
	r.Seed = new(int)
	*r.Seed = seed
	limit := cmp.Or(r.MaxCompletionTokens, mostTokens)
	r.MaxCompletionTokens = 0
	if form.oldLimit {
		r.MaxTokens = limit //lint:ignore SA1019 older servers know no other limit
	} else {
		r.MaxCompletionTokens = limit
	}
	if form.usage {
		r.StreamOptions = &openai.StreamOptions{IncludeUsage: true}
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	patience := time.AfterFunc(c.times.First, func() { cancel(ErrSlow) })
	defer patience.Stop()
	defer func() {
		if err != nil && errors.Is(context.Cause(ctx), ErrSlow) {
			err = ErrSlow
		}
		if err != nil {
			err = fmt.Errorf("ask the model: %w", err)
		}
	}()
	s, err := c.api.CreateChatCompletionStream(ctx, r)
	if err != nil {
		return u, err
	}
	defer s.Close()
	finished := false
	for {
		part, err := s.Recv()
		if errors.Is(err, io.EOF) && finished {
			u.Last = time.Since(begun)
			return u, nil
		}
		if errors.Is(err, io.EOF) {
			return u, fmt.Errorf("%w: %w", ErrCut, io.ErrUnexpectedEOF)
		}
		if err != nil {
			return u, err
		}
		if part.Usage != nil {
			u.Tokens = part.Usage.TotalTokens
		}
		for _, choice := range part.Choices {
			if choice.FinishReason != "" {
				finished = true
			}
			if choice.Delta.Content == "" {
				continue
			}
			if u.First == 0 {
				u.First = time.Since(begun)
			}
			if err := words(choice.Delta.Content); err != nil {
				return u, err
			}
		}
		patience.Reset(c.times.Gap)
	}
}

// Models gives the names of the models that the endpoint serves: a check that
// it is there and takes the key.
func (c *Client) Models(ctx context.Context) ([]string, error) {
	list, err := c.api.ListModels(ctx)
	if err != nil {
		return nil, fmt.Errorf("ask %s for its models: %w", c.endpoint.URL, err)
	}
	var out []string
	for _, m := range list.Models {
		out = append(out, m.ID)
	}
	return out, nil
}
