// Package outbox says how messages to people are kept from before a platform
// is told of them until it took them. The state keeps them; the delivery's
// desk works through them.
package outbox

import (
	"context"
	"time"
)

// Message is one stored message.
type Message struct {
	ID           string    // the idempotency key, unique over all platforms: "telegram:81234567/0.1"
	Conversation string    // handlers.Conversation.Key of where it goes
	Made         time.Time // when the installation made it
	Payload      []byte    // what is sent and where to, written and read by the desk alone
	Sent         string    // the platform's ID of the delivered message; empty until then
}

// Outbox keeps messages. The suite in outboxtest says exactly what is
// expected.
type Outbox interface {
	// Add stores messages for good before it returns, all or none. It reports
	// false and stores none where the first ID is known, also of a message done
	// within the last 48 hours.
	Add(ctx context.Context, messages ...Message) (fresh bool, err error)
	// Pending gives the messages that are not done, in the order of adding.
	Pending(ctx context.Context) ([]Message, error)
	// Done removes a message's payload and remembers its ID and the platform's
	// for at least 48 hours. An unknown ID is no error.
	Done(ctx context.Context, id, sent string) error
	// Sent gives the platform's ID of a delivered message; "" where none is
	// known.
	Sent(ctx context.Context, id string) (string, error)
}
