package telegram

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"

	"vanthu/handlers"
	"vanthu/handlers/delivery"
)

// sendTries is how often a call is tried before it has failed; the context
// may end it sooner.
const sendTries = 6

// ErrEmpty says that a reply has no text to be shown.
var ErrEmpty = errors.New("the reply has no text")

type outgoing struct {
	Chat     int64        `json:"chat_id"`
	Topic    int          `json:"message_thread_id,omitempty"`
	Message  int          `json:"message_id,omitempty"` // when editing
	Text     string       `json:"text"`
	Mode     string       `json:"parse_mode,omitempty"`
	Preview  *linkPreview `json:"link_preview_options,omitempty"`
	Answers  *answersTo   `json:"reply_parameters,omitempty"`
	Keyboard *keyboard    `json:"reply_markup,omitempty"`
}

type linkPreview struct {
	Disabled bool `json:"is_disabled"`
}

type answersTo struct {
	Message int  `json:"message_id"`
	Anyway  bool `json:"allow_sending_without_reply"`
}

// Send implements handlers.Sender. An error that is an delivery.ErrGone will
// not pass: the person blocked the bot, or the chat is gone.
func (b *Bot) Send(ctx context.Context, to handlers.Conversation, r handlers.Reply) (handlers.MessageID, error) {
	return b.send(ctx, to, r, 0)
}

func (b *Bot) send(ctx context.Context, to handlers.Conversation, r handlers.Reply, answers int) (handlers.MessageID, error) {
	at, err := parsePlace(to.ID)
	if err != nil {
		return "", fmt.Errorf("send to Telegram: the conversation's ID is not of the form chat/topic: %w", err)
	}
	messages := b.messages(r)
	if len(messages) == 0 {
		return "", fmt.Errorf("send to Telegram: %w", ErrEmpty)
	}
	return b.sendAll(ctx, at, messages, b.keyboard(r), answers)
}

// messages renders a reply as the messages that it takes.
func (b *Bot) messages(r handlers.Reply) []message {
	prefix := ""
	if isRTL(r.Language) {
		prefix = rtlMark
	}
	return pack(b.blocks(r), maxMessage, prefix)
}

// sendAll sends messages one after the other; the buttons go with the last.
func (b *Bot) sendAll(ctx context.Context, at place, messages []message, buttons *keyboard, answers int) (handlers.MessageID, error) {
	var last handlers.MessageID
	for i, m := range messages {
		out := outgoing{Chat: at.chat, Topic: at.topic}
		if answers != 0 && i == 0 {
			out.Answers = &answersTo{Message: answers, Anyway: true}
		}
		if i == len(messages)-1 {
			out.Keyboard = buttons
		}
		var sent struct {
			ID int `json:"message_id"`
		}
		if err := b.deliver(ctx, "sendMessage", out, m, &sent); err != nil {
			return last, err
		}
		last = handlers.MessageID(strconv.Itoa(sent.ID))
	}
	return last, nil
}

// Edit implements handlers.Sender. What does not fit the edited message
// follows it in new ones.
func (b *Bot) Edit(ctx context.Context, to handlers.Conversation, id handlers.MessageID, r handlers.Reply) error {
	at, err := parsePlace(to.ID)
	if err != nil {
		return fmt.Errorf("edit in Telegram: the conversation's ID is not of the form chat/topic: %w", err)
	}
	number, err := strconv.Atoi(string(id))
	if err != nil {
		return fmt.Errorf("edit in Telegram: the message's ID is not a number: %w", err)
	}
	messages := b.messages(r)
	if len(messages) == 0 {
		return fmt.Errorf("edit in Telegram: %w", ErrEmpty)
	}
	buttons := b.keyboard(r)
	out := outgoing{Chat: at.chat, Message: number}
	if len(messages) == 1 {
		out.Keyboard = buttons
	}
	err = b.deliver(ctx, "editMessageText", out, messages[0], nil)
	if err != nil && !isDescribed(err, "message is not modified") {
		return err
	}
	if len(messages) > 1 {
		_, err = b.sendAll(ctx, at, messages[1:], buttons, 0)
		return err
	}
	return nil
}

// deliver sends one message as HTML, or as plain text where Telegram cannot
// read the markup.
func (b *Bot) deliver(ctx context.Context, method string, out outgoing, m message, result any) error {
	out.Preview = &linkPreview{Disabled: true}
	out.Text, out.Mode = m.html, "HTML"
	err := b.retry(ctx, method, &out, result)
	if isDescribed(err, "can't parse entities") {
		b.Log.Error("Telegram cannot read the markup of a reply; it is sent as plain text", "error", err)
		out.Text, out.Mode = m.plain, ""
		err = b.retry(ctx, method, &out, result)
	}
	return err
}

// retry calls a method until it works, cannot work, or was tried enough.
func (b *Bot) retry(ctx context.Context, method string, out *outgoing, result any) error {
	for try := 0; ; try++ {
		err := b.client.call(ctx, callTimeout, method, out, result)
		if err == nil {
			return nil
		}
		pause := backoff(try, b.Rand())
		var api *Error
		if errors.As(err, &api) {
			switch {
			case api.RetryAfter > 0:
				pause = api.RetryAfter
			case api.MigratedTo != 0 && api.MigratedTo != out.Chat:
				out.Chat, out.Topic = api.MigratedTo, 0
				pause = 0
			case api.Status == http.StatusForbidden, isDescribed(err, "chat not found", "user is deactivated"):
				return fmt.Errorf("%w: %w", delivery.ErrGone, err)
			case api.Status < http.StatusInternalServerError && api.Status != http.StatusTooManyRequests:
				return err
			}
		}
		if try+1 == sendTries || ctx.Err() != nil {
			return err
		}
		b.Log.Warn("sending to Telegram failed; trying again", "error", err, "in", pause)
		if werr := b.Wait(ctx, pause); werr != nil {
			return err
		}
	}
}

// Typing shows that an answer is on its way.
func (b *Bot) Typing(ctx context.Context, to handlers.Conversation) error {
	at, err := parsePlace(to.ID)
	if err != nil {
		return fmt.Errorf("show typing in Telegram: %w", err)
	}
	params := struct {
		Chat   int64  `json:"chat_id"`
		Topic  int    `json:"message_thread_id,omitempty"`
		Action string `json:"action"`
	}{at.chat, at.topic, "typing"}
	return b.client.call(ctx, callTimeout, "sendChatAction", params, nil)
}

// ReplyTo implements intake.Platform; an address is the ID of the message
// that is answered.
func (b *Bot) ReplyTo(address string) handlers.Sender {
	number, err := strconv.Atoi(address)
	if err != nil {
		return b
	}
	return &reply{Bot: b, answers: number}
}

// reply sends replies to one message.
type reply struct {
	*Bot
	answers int
}

// Send sends a reply that points at the message it answers.
func (r *reply) Send(ctx context.Context, to handlers.Conversation, m handlers.Reply) (handlers.MessageID, error) {
	return r.send(ctx, to, m, r.answers)
}
