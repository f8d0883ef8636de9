package discord

import (
	"context"
	"crypto/ed25519"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"

	"github.com/bwmarrin/discordgo"
)

// Limits of calls by HTTP.
const (
	maxCall   = 1 << 20         // bytes of a call; Discord's have some 10 KB
	freshness = 5 * time.Minute // how far the time that was signed may be from ours
)

// Interactions takes commands, buttons and forms by HTTP, as an alternative to
// the gateway that needs no connection: the address of the handler is entered
// in Discord's developer portal. A call is answered once the intake stored it,
// with the first answer itself; one that comes again is answered alike and
// handled once. What people write as messages comes by the gateway alone.
// https://discord.com/developers/docs/interactions/overview
func (b *Bot) Interactions(in Intake) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			if v := recover(); v != nil {
				if v == http.ErrAbortHandler {
					panic(v)
				}
				b.Log.Error("an interaction made the bot panic and is refused", "panic", fmt.Sprintf("%T", v))
				http.Error(w, "internal error", http.StatusInternalServerError)
			}
		}()
		b.serveInteraction(w, r, in)
	})
}

func (b *Bot) serveInteraction(w http.ResponseWriter, r *http.Request, in Intake) {
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", http.MethodPost)
		http.Error(w, "only POST is taken", http.StatusMethodNotAllowed)
		return
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxCall))
	if err != nil {
		var large *http.MaxBytesError
		if errors.As(err, &large) {
			http.Error(w, "the call is too large", http.StatusRequestEntityTooLarge)
		} else {
			http.Error(w, "the call cannot be read", http.StatusBadRequest)
		}
		return
	}
	if !b.signed(r.Header, body) {
		http.Error(w, "invalid request signature", http.StatusUnauthorized)
		return
	}
	var i interaction
	if err := json.Unmarshal(body, &i); err != nil {
		http.Error(w, "the call is not an interaction", http.StatusBadRequest)
		return
	}
	if i.Type == discordgo.InteractionPing {
		b.reply(w, &answer{Type: answerPong})
		return
	}
	defer b.kept(i.ID)
	// The person who hangs up has asked all the same.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(r.Context()), ackTimeout)
	defer cancel()
	first, err := b.interact(ctx, in, &i, true)
	switch {
	case err != nil:
		b.Log.Error("an interaction could not be taken", "error", err)
		http.Error(w, "try again", http.StatusServiceUnavailable)
	case first == nil:
		http.Error(w, "not an interaction that can be answered", http.StatusBadRequest)
	default:
		b.reply(w, first)
	}
}

// reply writes an answer, out of our hands before the reply that follows it
// may go.
func (b *Bot) reply(w http.ResponseWriter, a *answer) {
	data, err := json.Marshal(a)
	if err != nil {
		http.Error(w, "internal error", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", strconv.Itoa(len(data)))
	if _, err := w.Write(data); err != nil {
		b.Log.Warn("the answer to an interaction did not arrive", "error", err)
		return
	}
	_ = http.NewResponseController(w).Flush() // else it goes when the handler returns
}

// signed reports whether Discord signed a call, and not long ago: a signature
// alone holds for ever.
func (b *Bot) signed(h http.Header, body []byte) bool {
	stamp := h.Get("X-Signature-Timestamp")
	signature, err := hex.DecodeString(h.Get("X-Signature-Ed25519"))
	if err != nil || len(signature) != ed25519.SignatureSize || len(b.public) != ed25519.PublicKeySize {
		return false
	}
	seconds, err := strconv.ParseInt(stamp, 10, 64)
	if err != nil {
		return false
	}
	if age := b.Now().Sub(time.Unix(seconds, 0)); age > freshness || age < -freshness {
		return false
	}
	return ed25519.Verify(b.public, append([]byte(stamp), body...), signature)
}
