package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/go-telegram/bot/models"

	"vanthu/handlers/intake"
)

// How the bot polls.
const (
	pollWait     = 50 * time.Second // how long Telegram holds an empty answer back
	pollSlack    = 15 * time.Second // on top of it, before a poll is given up
	callTimeout  = 30 * time.Second // of every other call
	clickTimeout = 10 * time.Second // of acknowledging a pressed button
	pollBatch    = 100              // updates a poll, the most that Telegram gives

	firstRetry    = 500 * time.Millisecond
	lastRetry     = time.Minute
	conflictRetry = 30 * time.Second // somebody else polls: a quarrel at full speed helps nobody
	fullRetry     = time.Second      // the intake is full
	emptyPause    = 500 * time.Millisecond
	clicksAtOnce  = 8
)

// backoff gives the pause before retry n (from 0), half of it by chance.
func backoff(n int, random float64) time.Duration {
	d := lastRetry
	if n < 7 {
		d = min(lastRetry, firstRetry<<n)
	}
	return d/2 + time.Duration(random*float64(d/2))
}

// Run receives updates until ctx ends, which is no error. It returns an
// ErrRefused when Telegram does not know the token; it waits for everything
// else to pass.
func (b *Bot) Run(ctx context.Context, in Intake) error {
	if err := b.login(ctx); err != nil {
		if ctx.Err() != nil {
			return nil
		}
		return err
	}
	p := poller{Bot: b, in: in, slots: make(chan struct{}, clicksAtOnce)}
	defer p.clicks.Wait()
	for failures := 0; ctx.Err() == nil; {
		err := p.poll(ctx)
		if err == nil {
			failures = 0
			continue
		}
		if ctx.Err() != nil {
			break
		}
		if status(err) == http.StatusUnauthorized {
			return fmt.Errorf("%w: %w", ErrRefused, err)
		}
		if b.Wait(ctx, b.pause(ctx, err, failures)) != nil {
			break
		}
		failures++
	}
	return nil
}

// login learns the bot's own account, however long the network takes.
func (b *Bot) login(ctx context.Context) error {
	for failures := 0; ; failures++ {
		var me models.User
		err := b.client.call(ctx, callTimeout, "getMe", struct{}{}, &me)
		switch status(err) {
		case http.StatusUnauthorized, http.StatusNotFound:
			return fmt.Errorf("%w: %w", ErrRefused, err)
		}
		if err == nil {
			b.mu.Lock()
			b.me = me
			b.mu.Unlock()
			b.Log.Info("Telegram is connected", "bot", me.Username)
			return nil
		}
		if err := b.Wait(ctx, b.pause(ctx, err, failures)); err != nil {
			return err
		}
	}
}

// Check asks Telegram once whether it takes the token, and gives the bot's
// name.
func (b *Bot) Check(ctx context.Context) (string, error) {
	var me models.User
	err := b.client.call(ctx, callTimeout, "getMe", struct{}{}, &me)
	switch status(err) {
	case http.StatusUnauthorized, http.StatusNotFound:
		return "", fmt.Errorf("%w: %w", ErrRefused, err)
	}
	return "@" + me.Username, err
}

// pause logs a failure and says how long to wait.
func (b *Bot) pause(ctx context.Context, err error, failures int) time.Duration {
	var api *Error
	switch {
	case errors.Is(err, intake.ErrFull):
		b.Log.Warn("the intake is full; Telegram keeps its messages meanwhile")
		return fullRetry
	case errors.As(err, &api) && api.RetryAfter > 0:
		b.Log.Warn("Telegram asks to wait", "seconds", api.RetryAfter.Seconds())
		return api.RetryAfter
	case status(err) == http.StatusConflict:
		b.Log.Error("another program receives this bot's messages; stop it, or use another token", "rival", b.rival(ctx))
		return conflictRetry
	}
	d := backoff(failures, b.Rand())
	b.Log.Warn("receiving from Telegram failed; trying again", "error", err, "in", d)
	return d
}

// rival says who takes the updates: a webhook's host, or another poller.
func (b *Bot) rival(ctx context.Context) string {
	var info models.WebhookInfo
	if err := b.client.call(ctx, callTimeout, "getWebhookInfo", struct{}{}, &info); err != nil {
		return "unknown"
	}
	if info.URL == "" {
		return "a second process that polls"
	}
	if u, err := url.Parse(info.URL); err == nil && u.Host != "" {
		return "a webhook at " + u.Host // without its path, which may be a secret
	}
	return "a webhook"
}

// poller is the state of one Run.
type poller struct {
	*Bot
	in     Intake
	offset int64          // of the first update that is not acknowledged
	slots  chan struct{}  // pressed buttons being acknowledged
	clicks sync.WaitGroup // the same
}

type getUpdates struct {
	Offset  int64    `json:"offset,omitempty"`
	Limit   int      `json:"limit"`
	Timeout int      `json:"timeout"` // seconds
	Allowed []string `json:"allowed_updates"`
}

// poll asks once for updates and offers them to the intake. Asking for the
// next ones acknowledges those before them, so that offset stops at the first
// that was not taken.
func (p *poller) poll(ctx context.Context) error {
	var updates []json.RawMessage
	start := p.Now()
	err := p.client.call(ctx, pollWait+pollSlack, "getUpdates", getUpdates{
		Offset: p.offset, Limit: pollBatch, Timeout: int(pollWait.Seconds()),
		Allowed: []string{models.AllowedUpdateMessage, models.AllowedUpdateCallbackQuery},
	}, &updates)
	if err != nil {
		return err
	}
	if len(updates) == 0 && p.Now().Sub(start) < emptyPause {
		return ignoreEnd(ctx, p.Wait(ctx, emptyPause)) // a server that does not hold polls back
	}
	for _, raw := range updates {
		var head struct {
			ID int64 `json:"update_id"`
		}
		if err := json.Unmarshal(raw, &head); err != nil {
			p.Log.Error("an update without an ID is skipped")
			continue
		}
		if err := p.take(ctx, head.ID, raw); err != nil {
			return err
		}
		p.offset = head.ID + 1
	}
	return nil
}

// take offers one update to the intake.
func (p *poller) take(ctx context.Context, id int64, raw json.RawMessage) (err error) {
	defer func() { // the library's types decode what a server sends
		if v := recover(); v != nil {
			p.Log.Error("an update made the bot panic and is skipped", "update", id, "panic", fmt.Sprintf("%T", v))
			err = nil
		}
	}()
	var u models.Update
	if err := json.Unmarshal(raw, &u); err != nil {
		p.Log.Error("an update cannot be read and is skipped", "update", id)
		return nil
	}
	in, ok := p.receive(&u)
	if ok {
		if err := p.in.Accept(ctx, in); err != nil {
			return fmt.Errorf("take update %d: %w", id, err)
		}
	}
	if u.CallbackQuery != nil {
		p.acknowledge(ctx, u.CallbackQuery.ID)
	}
	return nil
}

// acknowledge ends the waiting sign on a pressed button, beside the polling.
func (p *poller) acknowledge(ctx context.Context, query string) {
	select {
	case p.slots <- struct{}{}:
	case <-ctx.Done():
		return
	}
	p.clicks.Go(func() {
		defer func() { <-p.slots }()
		params := struct {
			ID string `json:"callback_query_id"`
		}{query}
		ctx := context.WithoutCancel(ctx)
		if err := p.client.call(ctx, clickTimeout, "answerCallbackQuery", params, nil); err != nil {
			p.Log.Debug("a pressed button could not be acknowledged", "error", err)
		}
	})
}

// ignoreEnd drops the error of a context that ended.
func ignoreEnd(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return nil
	}
	return err
}

// isDescribed reports whether err is an answer of the Bot API with one of
// these words in it, in lower case.
func isDescribed(err error, words ...string) bool {
	var e *Error
	if !errors.As(err, &e) {
		return false
	}
	text := strings.ToLower(e.Description)
	for _, w := range words {
		if strings.Contains(text, w) {
			return true
		}
	}
	return false
}
