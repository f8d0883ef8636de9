package telegram

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"time"
)

// TakeForTest gives one update to a bot that reaches no server.
func TakeForTest(ctx context.Context, in Intake, raw json.RawMessage) error {
	b, err := New(Settings{Token: "1:x", API: "http://127.0.0.1:9", Commands: []string{"help"}}, Deps{
		HTTP: &http.Client{Transport: nowhere{}}, Log: slog.New(slog.DiscardHandler), Now: time.Now, Rand: func() float64 { return 0 },
		Wait: func(context.Context, time.Duration) error { return context.Canceled },
	})
	if err != nil {
		return err
	}
	b.me.ID, b.me.Username = 1, "x"
	defer b.finish()
	id, ok := updateID(raw)
	if !ok {
		return nil
	}
	return b.take(ctx, in, id, raw)
}

// nowhere answers no request.
type nowhere struct{}

func (nowhere) RoundTrip(*http.Request) (*http.Response, error) { return nil, http.ErrServerClosed }
