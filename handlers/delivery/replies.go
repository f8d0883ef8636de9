package delivery

import (
	"context"
	"fmt"
	"sync"

	"vanthu/handlers"
)

// Typist is a Platform that can show that an answer is on its way.
type Typist interface {
	Typing(ctx context.Context, to handlers.Conversation, address string) error
}

// replies is the Sender of the replies to one request. Its messages are
// numbered in the order of the calls; progress and whole replies apart, so that
// a request that is answered again after a crash, and then without progress, is
// answered.
type replies struct {
	desk             *Desk
	request, address string

	mu   sync.Mutex
	next int
}

func (r *replies) id(reply handlers.Reply) (id string, first bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	n := r.next
	r.next++
	if reply.Final {
		return fmt.Sprintf("%s/%d", r.request, n), n == 0
	}
	return fmt.Sprintf("%s/%dp", r.request, n), n == 0
}

// Send implements handlers.Sender: it stores the reply, and the desk sends it.
func (r *replies) Send(ctx context.Context, to handlers.Conversation, reply handlers.Reply) (handlers.MessageID, error) {
	id, first := r.id(reply)
	return r.desk.store(ctx, id, stored{To: to, Address: r.address, Follows: !first}, reply)
}

// Edit implements handlers.Sender.
func (r *replies) Edit(ctx context.Context, to handlers.Conversation, message handlers.MessageID, reply handlers.Reply) error {
	id, _ := r.id(reply)
	_, err := r.desk.store(ctx, id, stored{To: to, Address: r.address, Edits: string(message), Follows: true}, reply)
	return err
}

// Typing shows that an answer is on its way, where the platform can.
func (r *replies) Typing(ctx context.Context, to handlers.Conversation) error {
	o := r.desk.offices[to.Platform]
	if o == nil {
		return nil
	}
	if t, ok := o.Platform.(Typist); ok {
		return t.Typing(ctx, to, r.address)
	}
	return nil
}
