// Package delivery brings replies to people: each once, in order, at the pace
// that a platform takes.
//
// A Desk stores the messages of a reply in the outbox before a handler goes
// on, and sends them beside it: one after the other in a conversation, several
// conversations at a time. What was stored and not delivered when the program
// ended is delivered at the next start. A platform that asks to wait is left
// alone for as long as it says; a failure that may pass is tried again, with
// pauses that grow; a conversation that is gone costs nobody else anything.
package delivery

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"vanthu/handlers"
)

// Platform renders replies and makes single attempts to deliver them: waiting,
// trying again and remembering are the desk's.
type Platform interface {
	// Render gives the messages that a reply takes, in the platform's own form,
	// in the order of sending. The same reply renders the same.
	Render(to handlers.Conversation, r handlers.Reply) ([]json.RawMessage, error)
	// Deliver makes one attempt at one message and gives the platform's ID of
	// it. Its errors are told apart by Retry, ErrGone and ErrRefused; any other
	// one is of the way there, and passes.
	Deliver(ctx context.Context, p Parcel) (id string, err error)
	// Rates are the platform's limits.
	Rates() Rates
}

// Parcel is one message on its way.
type Parcel struct {
	Key     string // idempotency key of the message, the same in every attempt
	To      handlers.Conversation
	Address string          // what it answers, as in intake.Incoming; empty: the conversation is enough
	Edits   string          // the platform's ID of the message that it replaces; empty: it is a new one
	Follows bool            // it is not the first message that answers Address
	Final   bool            // the reply is whole: handlers.Reply.Final
	Message json.RawMessage // as Render gave it
}

// Rate is how many messages a platform takes: a token bucket.
type Rate struct {
	Every time.Duration // one message in so much time; 0: without limit
	Burst int           // so many at once
}

// Rates are the limits of a platform. They keep below what it refuses; what it
// refuses all the same says how long to wait.
type Rates struct {
	All          Rate                                // over all conversations
	Conversation func(to handlers.Conversation) Rate // in one; nil: without limit
}

// Retry says that a platform wants to be left alone for a while.
type Retry struct {
	After     time.Duration
	Everybody bool // in all conversations, not only in this one
	Err       error
}

func (e *Retry) Error() string { return fmt.Sprintf("wait %v: %v", e.After, e.Err) }

// Unwrap gives the platform's answer.
func (e *Retry) Unwrap() error { return e.Err }

// Failures that no retry mends. Adapters wrap them.
var (
	// ErrGone says that the person blocked the bot, or that the conversation is
	// no more: whatever else waits for it is dropped too.
	ErrGone = errors.New("the conversation cannot be reached")
	// ErrRefused says that the platform will never take this one message.
	ErrRefused = errors.New("the platform refuses the message")
)
