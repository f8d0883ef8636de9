package discord

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"

	"github.com/bwmarrin/discordgo"

	"vanthu/handlers"
	"vanthu/handlers/delivery"
)

// Codes of Discord's REST API,
// https://discord.com/developers/docs/topics/opcodes-and-status-codes#json.
const (
	codeUnknownChannel     = 10003
	codeUnknownMessage     = 10008
	codeUnknownWebhook     = 10015
	codeAcknowledged       = 40060
	codeMissingAccess      = 50001
	codeCannotSendToUser   = 50007
	codeMissingPermissions = 50013
	codeInvalidToken       = 50027 // of an interaction older than 15 minutes
)

// ErrEmpty says that a reply has no text to be shown.
var ErrEmpty = errors.New("the reply has no text")

// outgoing is the body of a message that is sent or edited.
type outgoing struct {
	Content    string                       `json:"content"`
	Components []discordgo.MessageComponent `json:"components"`
	Flags      discordgo.MessageFlags       `json:"flags,omitempty"`
	Mentions   mentions                     `json:"allowed_mentions"`
	Answers    *answers                     `json:"message_reference,omitempty"`
}

// mentions says whom a message may call; nobody.
type mentions struct {
	Parse []string `json:"parse"`
}

type answers struct {
	Message string `json:"message_id"`
	Must    bool   `json:"fail_if_not_exists"`
}

type callback struct {
	Type discordgo.InteractionResponseType `json:"type"`
}

// Send implements handlers.Sender. An error that is an delivery.ErrGone will
// not pass: the person does not take messages, or the channel is gone.
func (b *Bot) Send(ctx context.Context, to handlers.Conversation, r handlers.Reply) (handlers.MessageID, error) {
	return b.send(r, func(i int, m outgoing) (string, error) { return b.post(ctx, to, m) })
}

// send renders a reply and delivers each of its messages.
func (b *Bot) send(r handlers.Reply, deliver func(i int, m outgoing) (id string, err error)) (handlers.MessageID, error) {
	contents := b.contents(r)
	if len(contents) == 0 {
		return "", fmt.Errorf("send to Discord: %w", ErrEmpty)
	}
	var last handlers.MessageID
	for i, text := range contents {
		m := outgoing{Content: text, Components: []discordgo.MessageComponent{}, Flags: discordgo.MessageFlagsSuppressEmbeds, Mentions: mentions{[]string{}}}
		if i == len(contents)-1 {
			m.Components = b.components(r)
		}
		id, err := deliver(i, m)
		if err != nil {
			return last, gone(err)
		}
		last = handlers.MessageID(id)
	}
	return last, nil
}

// gone marks errors that no retry will mend.
func gone(err error) error {
	if isCode(err, codeUnknownChannel, codeMissingAccess, codeCannotSendToUser, codeMissingPermissions) {
		return fmt.Errorf("%w: %w", delivery.ErrGone, err)
	}
	return err
}

// post sends a message to a channel.
func (b *Bot) post(ctx context.Context, to handlers.Conversation, m outgoing) (string, error) {
	return b.deliver(ctx, http.MethodPost, "/channels/"+url.PathEscape(to.ID)+"/messages", m)
}

func (b *Bot) deliver(ctx context.Context, method, path string, m outgoing) (string, error) {
	var sent struct {
		ID string `json:"id"`
	}
	err := b.client.call(ctx, method, path, m, &sent)
	return sent.ID, err
}

// Edit implements handlers.Sender. What does not fit the edited message
// follows it in new ones.
func (b *Bot) Edit(ctx context.Context, to handlers.Conversation, id handlers.MessageID, r handlers.Reply) error {
	_, err := b.send(r, func(i int, m outgoing) (string, error) {
		if i > 0 {
			return b.post(ctx, to, m)
		}
		return b.deliver(ctx, http.MethodPatch, "/channels/"+url.PathEscape(to.ID)+"/messages/"+url.PathEscape(string(id)), m)
	})
	return err
}

// Typing shows that an answer is on its way.
func (b *Bot) Typing(ctx context.Context, to handlers.Conversation) error {
	return b.client.once(ctx, http.MethodPost, "/channels/"+url.PathEscape(to.ID)+"/typing", nil, nil)
}

// The kinds of addresses.
const (
	addressMessage = "message" // a message in a server
	addressCommand = "command"
	addressButton  = "button"
)

// address is what a reply answers.
type address struct{ kind, id, application, token string }

func (a address) String() string {
	return strings.Join([]string{a.kind, a.id, a.application, a.token}, " ")
}

// ReplyTo implements intake.Platform.
func (b *Bot) ReplyTo(text string) handlers.Sender {
	fields := strings.Split(text, " ")
	if len(fields) != 4 {
		return b
	}
	a := address{fields[0], fields[1], fields[2], fields[3]}
	switch a.kind {
	case addressMessage:
		return &messageReply{Bot: b, answers: a.id}
	case addressCommand, addressButton:
		return &interactionReply{Bot: b, address: a, original: a.kind == addressCommand}
	}
	return b
}

// messageReply sends replies to one message.
type messageReply struct {
	*Bot
	answers string
}

// Send sends a reply that points at the message it answers.
func (s *messageReply) Send(ctx context.Context, to handlers.Conversation, r handlers.Reply) (handlers.MessageID, error) {
	return s.send(r, func(i int, m outgoing) (string, error) {
		if i == 0 {
			m.Answers = &answers{Message: s.answers}
		}
		return s.post(ctx, to, m)
	})
}

// interactionReply sends replies to one interaction. The first reply to a
// command takes the place of "thinking…"; when Discord no longer takes
// answers to the interaction, they come as ordinary messages.
type interactionReply struct {
	*Bot
	address address

	mu       sync.Mutex
	original bool // "thinking…" still stands
	expired  bool
}

// Typing does nothing: Discord already shows that an answer will come.
func (s *interactionReply) Typing(context.Context, handlers.Conversation) error { return nil }

// Send sends a reply to the interaction.
func (s *interactionReply) Send(ctx context.Context, to handlers.Conversation, r handlers.Reply) (handlers.MessageID, error) {
	if err := s.acknowledged(ctx, s.address.id); err != nil {
		return "", err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.send(r, func(_ int, m outgoing) (string, error) { return s.follow(ctx, to, m) })
}

// follow sends one message. The caller holds the lock.
func (s *interactionReply) follow(ctx context.Context, to handlers.Conversation, m outgoing) (string, error) {
	if !s.expired {
		method, path := http.MethodPost, s.path("?wait=true")
		if s.original {
			method, path = http.MethodPatch, s.path("/messages/@original")
		}
		id, err := s.deliver(ctx, method, path, m)
		if err == nil {
			s.original = false
			return id, nil
		}
		if !isExpired(err) {
			return "", err
		}
		s.expired = true
	}
	return s.post(ctx, to, m)
}

// Edit replaces a message sent before.
func (s *interactionReply) Edit(ctx context.Context, to handlers.Conversation, id handlers.MessageID, r handlers.Reply) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	_, err := s.send(r, func(i int, m outgoing) (string, error) {
		if i > 0 {
			return s.follow(ctx, to, m)
		}
		if !s.expired {
			sent, err := s.deliver(ctx, http.MethodPatch, s.path("/messages/"+url.PathEscape(string(id))), m)
			if !isExpired(err) {
				return sent, err
			}
			s.expired = true
		}
		return s.deliver(ctx, http.MethodPatch, "/channels/"+url.PathEscape(to.ID)+"/messages/"+url.PathEscape(string(id)), m)
	})
	return err
}

func (s *interactionReply) path(rest string) string {
	return "/webhooks/" + url.PathEscape(s.address.application) + "/" + url.PathEscape(s.address.token) + rest
}

func isExpired(err error) bool {
	return isCode(err, codeUnknownWebhook, codeUnknownMessage, codeInvalidToken)
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
