package discord

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"vanthu/handlers"
	"vanthu/handlers/delivery"
)

// Pauses that Discord does not name.
const (
	unnamedPause  = time.Second            // a limit without a word of how long
	refusedPause  = time.Minute            // the token is refused: too many such calls, and the address is shut out
	unheardPause  = 300 * time.Millisecond // Discord has not yet read our answer to its call
	unheardWithin = 15 * time.Second       // so young is an interaction then
)

// Rates keep below Discord's limits: 50 calls a second over all, and some five
// messages in five seconds in a channel, which is not documented. Headers of
// answers say more, and those are heeded too.
func (b *Bot) Rates() delivery.Rates {
	return delivery.Rates{
		All:          delivery.Rate{Every: time.Second / 40, Burst: 20},
		Conversation: func(handlers.Conversation) delivery.Rate { return delivery.Rate{Every: time.Second, Burst: 5} },
	}
}

// Deliver implements delivery.Platform. What is sent twice under one key
// appears once, but for further answers to an interaction, for which Discord
// has no such means.
func (b *Bot) Deliver(ctx context.Context, p delivery.Parcel) (string, error) {
	var m rendered
	if err := json.Unmarshal(p.Message, &m); err != nil {
		return "", fmt.Errorf("deliver to Discord: %w: the stored message cannot be read: %w", delivery.ErrRefused, err)
	}
	a := readAddress(p.Address)
	if a.interaction() {
		if err := b.acknowledged(ctx, a.id); err != nil {
			return "", err
		}
	}
	sent, err := b.attempt(ctx, p, a, m)
	if err != nil {
		return "", classify(err)
	}
	return sent.String(), nil
}

// attempt finds the way that a message takes.
func (b *Bot) attempt(ctx context.Context, p delivery.Parcel, a address, m rendered) (sentID, error) {
	switch {
	case p.Edits != "":
		return b.edit(ctx, p, a, m)
	case a.interaction():
		return b.respond(ctx, p, a, m)
	case m.Thread != "" && a.kind == addressMessage:
		return b.inThread(ctx, p, a, m)
	}
	return b.post(ctx, channelOf(p.To), p, a, m)
}

// post sends a message to a channel. The first that answers a message points
// at it.
func (b *Bot) post(ctx context.Context, channel string, p delivery.Parcel, a address, m rendered) (sentID, error) {
	o := options{nonce: nonce(p.Key)}
	if a.kind == addressMessage && !p.Follows && channel == channelOf(p.To) {
		o.answers = a.id
	}
	sent, err := b.write(ctx, http.MethodPost, "/channels/"+url.PathEscape(channel)+"/messages", m, o)
	if channel != channelOf(p.To) {
		sent.channel = channel
	}
	return sent, err
}

// respond answers an interaction: the first message that answers a command
// takes the place of "thinking…", all others follow. Some 15 minutes on
// Discord takes no more answers, and they come as messages.
func (b *Bot) respond(ctx context.Context, p delivery.Parcel, a address, m rendered) (sentID, error) {
	method, path, o := http.MethodPost, a.path("?wait=true"), options{hidden: a.hidden}
	if a.kind == addressCommand && !p.Follows {
		method, path = http.MethodPatch, a.path("/messages/@original")
		o.edits = true
	}
	sent, err := b.write(ctx, method, path, m, o)
	sent.hidden = a.hidden
	if !isExpired(err) {
		return sent, err
	}
	if b.unheard(err, a) {
		return sentID{}, &delivery.Retry{After: unheardPause, Err: err}
	}
	return b.afterwards(ctx, p, a, m)
}

// unheard reports whether an interaction is unknown because Discord is still
// reading our answer to its call.
func (b *Bot) unheard(err error, a address) bool {
	return a.posted && isCode(err, codeUnknownWebhook) && b.Now().Sub(made(a.id)) < unheardWithin
}

// afterwards answers an interaction that takes no more answers. What only one
// person was to see does not become public: it goes to that person alone,
// without buttons, which belong to the other conversation.
func (b *Bot) afterwards(ctx context.Context, p delivery.Parcel, a address, m rendered) (sentID, error) {
	if !a.hidden {
		return b.post(ctx, channelOf(p.To), p, a, m)
	}
	if a.person == "" {
		return sentID{}, fmt.Errorf("%w: the interaction is over, and who began it is not known", delivery.ErrRefused)
	}
	var direct struct {
		ID string `json:"id"`
	}
	err := b.client.once(ctx, http.MethodPost, "/users/@me/channels", recipient{a.person}, &direct)
	var sent sentID
	if err == nil {
		m.Buttons, m.More = nil, nil
		sent, err = b.post(ctx, direct.ID, p, a, m)
	}
	if isGone(err) { // the person is; the conversation with the others goes on
		return sentID{}, fmt.Errorf("%w: %w", delivery.ErrRefused, err)
	}
	return sent, err
}

type recipient struct {
	ID string `json:"recipient_id"`
}

// edit replaces a message. One that somebody took away is sent anew.
func (b *Bot) edit(ctx context.Context, p delivery.Parcel, a address, m rendered) (sentID, error) {
	old := readSentID(p.Edits)
	o := options{edits: true, rich: old.rich, plain: !old.rich}
	fresh := p
	fresh.Edits, fresh.Follows = "", true
	if a.interaction() && old.channel == "" {
		sent, err := b.write(ctx, http.MethodPatch, a.path("/messages/"+url.PathEscape(old.message)), m, o)
		sent.hidden = old.hidden
		switch {
		case !isExpired(err):
			return sent, err
		case isCode(err, codeUnknownMessage):
			return b.respond(ctx, fresh, a, m)
		case old.hidden:
			return b.afterwards(ctx, fresh, a, m)
		}
	}
	channel := old.channel
	if channel == "" {
		channel = channelOf(p.To)
	}
	sent, err := b.write(ctx, http.MethodPatch, "/channels/"+url.PathEscape(channel)+"/messages/"+url.PathEscape(old.message), m, o)
	sent.channel = old.channel
	if isCode(err, codeUnknownMessage) {
		return b.post(ctx, channel, fresh, a, m)
	}
	return sent, err
}

// path is where answers to an interaction go.
func (a address) path(rest string) string {
	return "/webhooks/" + url.PathEscape(a.application) + "/" + url.PathEscape(a.token) + rest
}

func isExpired(err error) bool {
	return isCode(err, codeUnknownWebhook, codeUnknownMessage, codeUnknownInteraction, codeInvalidToken)
}

// classify says what may become of a message that was not delivered.
func classify(err error) error {
	var api *Error
	var wait *delivery.Retry
	switch {
	case errors.As(err, &wait), errors.Is(err, delivery.ErrRefused), !errors.As(err, &api):
		return err
	case api.Status == http.StatusTooManyRequests:
		after := api.Retry
		if after <= 0 {
			after = unnamedPause
		}
		return &delivery.Retry{After: after, Everybody: api.Global, Err: err}
	case api.Status == http.StatusUnauthorized:
		return &delivery.Retry{After: refusedPause, Everybody: true, Err: err}
	case api.Foreign, api.Status >= http.StatusInternalServerError, api.Status == http.StatusRequestTimeout:
		return err
	case isGone(err):
		return fmt.Errorf("%w: %w", delivery.ErrGone, err)
	}
	return fmt.Errorf("%w: %w", delivery.ErrRefused, err)
}

// isGone reports whether nothing reaches a conversation any more.
func isGone(err error) bool {
	return isCode(err, codeUnknownChannel, codeUnknownGuild, codeUnknownUser, codeMissingAccess, codeCannotSendToUser, codeMissingPermissions, codeNoMutualServers)
}

// nonce gives the at most 25 characters by which Discord knows a message that
// it was sent before.
func nonce(key string) string {
	if key == "" {
		return ""
	}
	sum := sha256.Sum256([]byte(key))
	return base64.RawURLEncoding.EncodeToString(sum[:18])
}

// acknowledged waits until an interaction's first answer arrived.
func (b *Bot) acknowledged(ctx context.Context, id string) error {
	b.mu.Lock()
	done := b.acks[id]
	b.mu.Unlock()
	if done == nil { // long ago, or before a restart
		return nil
	}
	select {
	case <-done:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Typing implements delivery.Typist. Where a command is answered, or one person
// alone, Discord shows by itself that an answer is on its way.
func (b *Bot) Typing(ctx context.Context, to handlers.Conversation, answers string) error {
	if a := readAddress(answers); a.hidden || a.kind == addressCommand || personal(to) {
		return nil
	}
	return b.client.once(ctx, http.MethodPost, "/channels/"+url.PathEscape(channelOf(to))+"/typing", nil, nil)
}
