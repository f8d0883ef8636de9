package telegram

import (
	"context"
	"errors"
	"fmt"

	"vanthu/handlers"
	"vanthu/handlers/delivery"
)

// sendTries is how often a call is tried before it has failed; the context
// may end it sooner.
const sendTries = 6

// Send implements handlers.Sender. An error that is an delivery.ErrGone will
// not pass: the person blocked the bot, or the chat is gone.
func (b *Bot) Send(ctx context.Context, to handlers.Conversation, r handlers.Reply) (handlers.MessageID, error) {
	return b.send(ctx, delivery.Parcel{To: to}, r)
}

// Edit implements handlers.Sender. What does not fit the edited message
// follows it in new ones.
func (b *Bot) Edit(ctx context.Context, to handlers.Conversation, id handlers.MessageID, r handlers.Reply) error {
	_, err := b.send(ctx, delivery.Parcel{To: to, Edits: string(id)}, r)
	return err
}

func (b *Bot) send(ctx context.Context, p delivery.Parcel, r handlers.Reply) (handlers.MessageID, error) {
	messages, err := b.Render(p.To, r)
	if err != nil {
		return "", err
	}
	var last string
	for i, m := range messages {
		next := p
		next.Key, next.Message, next.Final = fmt.Sprintf("%s/%d", p.To.ID, i), m, r.Final
		if i > 0 {
			next.Follows, next.Edits = true, ""
		}
		if last, err = b.retry(ctx, next); err != nil {
			return handlers.MessageID(last), err
		}
	}
	return handlers.MessageID(last), nil
}

// retry delivers until it works, cannot work, or was tried enough.
func (b *Bot) retry(ctx context.Context, p delivery.Parcel) (string, error) {
	for try := 0; ; try++ {
		id, err := b.Deliver(ctx, p)
		var wait *delivery.Retry
		pause := backoff(try, b.Rand())
		switch {
		case err == nil, errors.Is(err, delivery.ErrRefused):
			return id, err
		case errors.Is(err, delivery.ErrGone):
			return id, fmt.Errorf("%w: %w", delivery.ErrGone, err)
		case errors.As(err, &wait):
			pause = wait.After
		}
		if try+1 == sendTries || ctx.Err() != nil {
			return id, err
		}
		b.Log.Warn("sending to Telegram failed; trying again", "error", err, "in", pause)
		if werr := b.Wait(ctx, pause); werr != nil {
			return id, err
		}
	}
}

// ReplyTo implements intake.Platform; an address is the ID of the message
// that is answered.
func (b *Bot) ReplyTo(address string) handlers.Sender { return &reply{b, address} }

// reply sends replies to one message.
type reply struct {
	*Bot
	address string
}

// Send sends a reply that points at the message it answers.
func (r *reply) Send(ctx context.Context, to handlers.Conversation, m handlers.Reply) (handlers.MessageID, error) {
	return r.send(ctx, delivery.Parcel{To: to, Address: r.address}, m)
}
