package intake

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"vanthu/handlers"
	"vanthu/handlers/inbox"
)

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

// stored is the form of Item.Payload.
type stored struct {
	Address string           `json:"address,omitempty"`
	Request handlers.Request `json:"request"`
}

func (in Incoming) item(now time.Time) (inbox.Item, error) {
	payload, err := json.Marshal(stored{in.Address, in.Request})
	if err != nil {
		return inbox.Item{}, fmt.Errorf("store request %s: %w", in.ID, err)
	}
	return inbox.Item{ID: in.ID, Conversation: in.Request.Conversation.Key(), Received: now, Payload: payload}, nil
}

func readItem(i inbox.Item) (Incoming, error) {
	var s stored
	if err := json.Unmarshal(i.Payload, &s); err != nil {
		return Incoming{}, fmt.Errorf("read stored request %s: %w", i.ID, err)
	}
	return Incoming{ID: i.ID, Address: s.Address, Request: s.Request}, nil
}
