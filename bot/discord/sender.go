package discord

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"vanthu/handlers"
	"vanthu/handlers/delivery"
	"vanthu/handlers/intake"
)

// Send implements handlers.Sender without a desk: it waits and tries again by
// itself.
func (b *Bot) Send(ctx context.Context, to handlers.Conversation, r handlers.Reply) (handlers.MessageID, error) {
	return (&direct{Bot: b}).Send(ctx, to, r)
}

// Edit implements handlers.Sender.
func (b *Bot) Edit(ctx context.Context, to handlers.Conversation, id handlers.MessageID, r handlers.Reply) error {
	return (&direct{Bot: b}).Edit(ctx, to, id, r)
}

// ReplyTo implements intake.Platform.
func (b *Bot) ReplyTo(address string) handlers.Sender { return &direct{Bot: b, address: address} }

// direct sends the replies to one request.
type direct struct {
	*Bot
	address string
	sent    bool
}

// Send sends a reply.
func (d *direct) Send(ctx context.Context, to handlers.Conversation, r handlers.Reply) (handlers.MessageID, error) {
	return d.send(ctx, to, "", r)
}

// Edit replaces a message.
func (d *direct) Edit(ctx context.Context, to handlers.Conversation, id handlers.MessageID, r handlers.Reply) error {
	_, err := d.send(ctx, to, string(id), r)
	return err
}

func (d *direct) send(ctx context.Context, to handlers.Conversation, edits string, r handlers.Reply) (handlers.MessageID, error) {
	messages, err := d.Render(to, r)
	if err != nil {
		return "", err
	}
	last := ""
	for i, m := range messages {
		p := delivery.Parcel{Key: strconv.FormatInt(d.Now().UnixNano(), 10) + "/" + strconv.Itoa(i), To: to, Address: d.address, Follows: d.sent, Final: r.Final, Message: m}
		if i == 0 {
			p.Edits = edits
		}
		if last, err = d.try(ctx, p); err != nil {
			return "", err
		}
		d.sent = true
	}
	return handlers.MessageID(last), nil
}

// try delivers one message.
func (d *direct) try(ctx context.Context, p delivery.Parcel) (id string, err error) {
	for try := range callTries {
		if id, err = d.Deliver(ctx, p); err == nil {
			return id, nil
		}
		var later *delivery.Retry
		pause := backoff(try, d.Rand())
		switch {
		case errors.Is(err, delivery.ErrGone):
			return "", fmt.Errorf("%w: %w", intake.ErrGone, err)
		case errors.Is(err, delivery.ErrRefused):
			return "", err
		case errors.As(err, &later):
			pause = later.After
		}
		if d.Wait(ctx, pause) != nil {
			break
		}
	}
	return "", err
}
