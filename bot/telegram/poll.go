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

	"vanthu/handlers/delivery"
	"vanthu/handlers/intake"
	"vanthu/handlers/speech"
)

// How the bot polls.
const (
	pollWait     = 50 * time.Second // how long Telegram holds an empty answer back
	pollSlack    = 15 * time.Second // on top of it, before a poll is given up
	callTimeout  = 30 * time.Second // of every other call
	clickTimeout = 10 * time.Second // of acknowledging a pressed button
	pollBatch    = 100              // updates a poll, the most that Telegram gives

	conflictRetry = 30 * time.Second // somebody else polls: a quarrel at full speed helps nobody
	fullRetry     = time.Second      // the intake is full
	emptyPause    = 500 * time.Millisecond
	patience      = 3 // tries of calls that bring nobody a message: menus, pressed buttons
	clicksAtOnce  = 8
	maxAlert      = 200 // characters that answer a pressed button (https://core.telegram.org/bots/api#answercallbackquery)
)

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
	defer b.finish()
	var beside sync.WaitGroup
	defer beside.Wait()
	menus, cancel := context.WithCancel(ctx)
	defer cancel()
	beside.Go(func() { b.menus(menus) })
	p := poller{Bot: b, in: in}
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
	d := delivery.Backoff(failures, b.Rand())
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
	offset int64 // of the first update that is not acknowledged
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
		Allowed: p.allowed(),
	}, &updates)
	if err != nil {
		return err
	}
	if len(updates) == 0 && p.Now().Sub(start) < emptyPause {
		return ended(ctx, p.Wait(ctx, emptyPause)) // a server that does not hold polls back
	}
	for _, raw := range updates {
		id, ok := updateID(raw)
		if !ok {
			p.Log.Error("an update without an ID is passed over")
			continue
		}
		if err := p.take(ctx, p.in, id, raw); err != nil {
			return err
		}
		p.offset = id + 1
	}
	return nil
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

// patiently calls a method that is no message, and waits where Telegram asks
// to or stumbles.
func (b *Bot) patiently(ctx context.Context, method string, params, result any) error {
	return b.again(ctx, func() error { return b.client.call(ctx, callTimeout, method, params, result) })
}

// again tries what may pass again, and waits where Telegram asks to.
func (b *Bot) again(ctx context.Context, call func() error) error {
	for try := 1; ; try++ {
		err := call()
		var api *Error
		lasting := errors.Is(err, speech.ErrLarge) || errors.Is(err, speech.ErrGone) ||
			errors.As(err, &api) && api.Status < http.StatusInternalServerError && api.Status != http.StatusTooManyRequests
		if err == nil || lasting || try == patience || ctx.Err() != nil {
			return err
		}
		pause := delivery.Backoff(try, b.Rand())
		if api != nil && api.RetryAfter > 0 {
			pause = api.RetryAfter
		}
		if b.Wait(ctx, pause) != nil {
			return err
		}
	}
}
