package doubles

import (
	"bytes"
	"context"
	"errors"
	"testing"

	"vanthu/handlers"
)

// Held gives a handler that answers nothing: it holds each request until its
// process ends. What held gives are the requests that it holds.
func Held() (h handlers.Handler, held <-chan handlers.Request) {
	c := make(chan handlers.Request, 1)
	return handlers.HandlerFunc(func(ctx context.Context, r handlers.Request, _ handlers.Sender) error {
		select {
		case c <- r:
		default: // nobody waits for more
		}
		<-ctx.Done()
		return ctx.Err()
	}), c
}

// Panics gives a handler that panics at a text, and passes all others on.
func Panics(text string, next handlers.Handler) handlers.Handler {
	return handlers.HandlerFunc(func(ctx context.Context, r handlers.Request, out handlers.Sender) error {
		if r.Text == text {
			panic(text)
		}
		return next.Handle(ctx, r, out)
	})
}

// ErrAny stands for any error, where a test wants one.
var ErrAny = errors.New("any error")

// WantFetched checks what came of fetching a file: with want nil, the file,
// else that error.
func WantFetched(t *testing.T, got []byte, err error, file []byte, want error) {
	t.Helper()
	switch {
	case want == nil && (err != nil || !bytes.Equal(got, file)):
		t.Errorf("%d bytes, %v", len(got), err)
	case want == ErrAny && err == nil, want != nil && want != ErrAny && !errors.Is(err, want):
		t.Errorf("error %v, want %v", err, want)
	}
}
