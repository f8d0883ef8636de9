// Package inbox says how requests are kept from before a platform's message
// is acknowledged until it is answered. The state keeps them; the intake's
// pool works through them.
package inbox

import (
	"context"
	"time"
)

// Item is one stored request.
type Item struct {
	ID           string    // unique over all platforms: "telegram:81234567"
	Conversation string    // handlers.Conversation.Key of the request
	Received     time.Time // when this installation took it
	Payload      []byte    // the request and where its reply goes, written and read by the intake alone
}

// Inbox keeps requests. The suite in inboxtest says exactly what is
// expected.
type Inbox interface {
	// Add stores an item for good before it returns. It reports false for an
	// ID that it knows, also of an item done within the last 48 hours.
	Add(ctx context.Context, item Item) (fresh bool, err error)
	// Pending gives the items that are not done, in the order of adding.
	Pending(ctx context.Context) ([]Item, error)
	// Done removes an item's payload and remembers its ID for at least 48
	// hours. An unknown ID is no error.
	Done(ctx context.Context, id string) error
}
