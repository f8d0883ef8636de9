package telegram

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
)

// The webhook, https://core.telegram.org/bots/api#setwebhook.
const (
	maxUpdate       = 1 << 20 // bytes of one update; a message of 4096 characters with all its marks is far below
	hookConnections = 40      // deliveries at a time, Telegram's own default
	secretHeader    = "X-Telegram-Bot-Api-Secret-Token"
	tryAgainSeconds = "5"
	maxSecret       = 256 // characters
)

// secret is what Telegram proves itself with at the webhook: the one that was
// set, else one derived from the key, so that all processes of an installation
// have the same.
func (b *Bot) secret() string {
	if b.set.Secret != "" {
		return b.set.Secret
	}
	h := hmac.New(sha256.New, b.signer.Key)
	h.Write([]byte("telegram webhook\x00" + b.set.Token))
	return hex.EncodeToString(h.Sum(nil))
}

// RunWebhook has Telegram deliver updates to address, a public https address
// at which Webhook's handler answers, until ctx ends, which is no error. What
// the handler is asked before and after is put off. The webhook stays set, for
// the next start and for other processes: Telegram keeps updates meanwhile.
func (b *Bot) RunWebhook(ctx context.Context, address string) error {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return errors.New("the address of Telegram's webhook is not of the form https://host/path")
	}
	if err := b.login(ctx); err != nil {
		return ended(ctx, err)
	}
	params := struct {
		URL     string   `json:"url"`
		Secret  string   `json:"secret_token"`
		Allowed []string `json:"allowed_updates"`
		AtOnce  int      `json:"max_connections"`
	}{address, b.secret(), b.allowed(), hookConnections}
	b.hooked.Store(true)
	defer b.finish()
	defer b.hooked.Store(false)
	for failures := 0; ; failures++ {
		err := b.client.call(ctx, callTimeout, "setWebhook", params, nil)
		if err == nil {
			break
		}
		switch status(err) {
		case http.StatusUnauthorized:
			return fmt.Errorf("%w: %w", ErrRefused, err)
		case http.StatusBadRequest:
			return fmt.Errorf("set the webhook at %s: %w", u.Host, err)
		}
		if err := b.Wait(ctx, b.pause(ctx, err, failures)); err != nil {
			return ended(ctx, err)
		}
	}
	b.Log.Info("Telegram delivers to the webhook", "host", u.Host)
	b.menus(ctx)
	<-ctx.Done()
	return nil
}

// Webhook gives the handler of Telegram's deliveries. An update is answered
// with 200 after the intake stored it; with anything else, Telegram delivers
// it again.
func (b *Bot) Webhook(in Intake) http.Handler {
	want := sha256.Sum256([]byte(b.secret()))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got := sha256.Sum256([]byte(r.Header.Get(secretHeader)))
		kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
		switch {
		case r.Method != http.MethodPost:
			w.Header().Set("Allow", http.MethodPost)
			w.WriteHeader(http.StatusMethodNotAllowed)
		case subtle.ConstantTimeCompare(got[:], want[:]) != 1:
			w.WriteHeader(http.StatusUnauthorized)
		case err != nil || kind != "application/json":
			w.WriteHeader(http.StatusUnsupportedMediaType)
		case !b.hooked.Load():
			w.Header().Set("Retry-After", tryAgainSeconds)
			w.WriteHeader(http.StatusServiceUnavailable)
		default:
			w.WriteHeader(b.receiveHook(w, r, in))
		}
	})
}

// receiveHook takes the update in a delivery and gives the status that answers
// it.
func (b *Bot) receiveHook(w http.ResponseWriter, r *http.Request, in Intake) int {
	raw, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxUpdate))
	var long *http.MaxBytesError
	switch {
	case errors.As(err, &long):
		return http.StatusRequestEntityTooLarge
	case err != nil:
		return http.StatusBadRequest
	}
	id, ok := updateID(json.RawMessage(raw))
	if !ok {
		return http.StatusBadRequest
	}
	if err := b.take(r.Context(), in, id, raw); err != nil {
		b.Log.Warn("an update is not taken; Telegram delivers it again", "error", err)
		w.Header().Set("Retry-After", tryAgainSeconds)
		return http.StatusServiceUnavailable
	}
	return http.StatusOK
}
