package intake

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"vanthu/handlers"
)

// Item is one stored request.
type Item struct {
	ID           string    // unique over all platforms: "telegram:81234567"
	Conversation string    // handlers.Conversation.Key of the request
	Received     time.Time // when this installation took it
	Payload      []byte    // the request and where its reply goes, written and read by Pool alone
}

// Inbox keeps requests from before they are acknowledged until they are
// answered. The suite in intaketest says exactly what is expected.
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

// Incoming is one request as an adapter hands it over.
type Incoming struct {
	ID      string // see Item.ID
	Address string // what a reply answers, in the adapter's own form; empty: the conversation is enough
	Request handlers.Request
}

// What Accept answers when a request was not taken. The adapter does not
// acknowledge it and offers it again.
var (
	// ErrFull says that as many requests wait as there is room for.
	ErrFull = errors.New("too many requests are waiting")
	// ErrStopped says that the pool is stopping.
	ErrStopped = errors.New("the intake is stopping")
)

// ErrGone marks a failed delivery that no retry will mend: the person blocked
// the bot, or the conversation is no more. Adapters wrap it.
var ErrGone = errors.New("the conversation cannot be reached")

// stored is the form of Item.Payload.
type stored struct {
	Address string           `json:"address,omitempty"`
	Request handlers.Request `json:"request"`
}

func (in Incoming) item(now time.Time) (Item, error) {
	payload, err := json.Marshal(stored{in.Address, in.Request})
	if err != nil {
		return Item{}, fmt.Errorf("store request %s: %w", in.ID, err)
	}
	return Item{ID: in.ID, Conversation: in.Request.Conversation.Key(), Received: now, Payload: payload}, nil
}

func (i Item) incoming() (Incoming, error) {
	var s stored
	if err := json.Unmarshal(i.Payload, &s); err != nil {
		return Incoming{}, fmt.Errorf("read stored request %s: %w", i.ID, err)
	}
	return Incoming{ID: i.ID, Address: s.Address, Request: s.Request}, nil
}
