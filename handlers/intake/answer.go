package intake

import (
	"context"
	"fmt"
	"runtime"
	"runtime/debug"
	"sync"
	"time"

	"vanthu/handlers"
)

// answer has one task handled and takes it out of the inbox once a whole reply
// is kept for delivery.
func (p *Pool) answer(t task) {
	limit := p.set.Timeout
	if p.TimeLimit != nil {
		if l := p.TimeLimit(t.Request); l > 0 {
			limit = l
		}
	}
	ctx, cancel := context.WithTimeout(p.base, limit)
	defer cancel()
	out := &outlet{to: p.Replies.To(t.ID, t.Address)}

	var err error
	if t.tooMany {
		_, err = out.Send(ctx, t.Request.Conversation, p.TooMany(t.Request))
	} else {
		err = p.handle(ctx, t.Request, out)
	}
	if err != nil {
		p.Log.Error("a request failed", "id", t.ID, "error", err)
	}
	if p.base.Err() != nil && !out.final() {
		return // stopping cut it short; the next start answers it
	}
	if !out.final() && (err != nil || !out.any()) && !t.tooMany {
		p.apologise(t, out)
	}
	if !out.any() && !t.tooMany {
		p.Log.Warn("a reply could not be kept; the next start tries again", "id", t.ID)
		return
	}
	p.done(t.ID)
}

// handle calls the handler, and shows typing while a slow one works. This is
// the one place where a panic of the product is caught.
func (p *Pool) handle(ctx context.Context, r handlers.Request, out *outlet) (err error) {
	stop := p.showTyping(ctx, r.Conversation, out)
	defer stop()
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("panic: %s\n%s", describe(v), debug.Stack())
		}
	}()
	return p.Handler.Handle(ctx, r, out)
}

// describe names a panic without the words of people that its value may hold.
func describe(v any) string {
	if err, ok := v.(runtime.Error); ok {
		return err.Error()
	}
	return fmt.Sprintf("a value of type %T", v)
}

// showTyping shows that the bot is typing while the answer takes a while. The
// function it gives ends that and waits for it.
func (p *Pool) showTyping(ctx context.Context, to handlers.Conversation, out *outlet) (stop func()) {
	typist, ok := out.to.(Typist)
	if !ok {
		return func() {}
	}
	ctx, cancel := context.WithCancel(ctx)
	var wg sync.WaitGroup
	wg.Go(func() {
		timer := time.NewTimer(p.set.TypingAfter)
		defer timer.Stop()
		for {
			select {
			case <-timer.C:
			case <-ctx.Done():
				return
			}
			if out.any() {
				return
			}
			if err := typist.Typing(ctx, to); err != nil && ctx.Err() == nil {
				p.Log.Debug("typing could not be shown", "error", err)
			}
			timer.Reset(p.set.TypingEvery)
		}
	})
	return func() {
		cancel()
		wg.Wait()
	}
}

// apologise tells a person whose request failed without a final reply.
func (p *Pool) apologise(t task, out *outlet) {
	ctx, cancel := context.WithTimeout(p.base, apologyTimeout)
	defer cancel()
	if _, err := out.Send(ctx, t.Request.Conversation, p.Apology(t.Request)); err != nil {
		p.Log.Error("an apology could not be kept", "id", t.ID, "error", err)
	}
}

// outlet is a Sender that remembers whether there were replies.
type outlet struct {
	to handlers.Sender

	mu     sync.Mutex
	sent   bool // a reply was sent
	closed bool // a whole one was
}

// Send passes a reply on.
func (o *outlet) Send(ctx context.Context, to handlers.Conversation, r handlers.Reply) (handlers.MessageID, error) {
	id, err := o.to.Send(ctx, to, r)
	o.note(r, err)
	return id, err
}

// Edit passes a reply on.
func (o *outlet) Edit(ctx context.Context, to handlers.Conversation, id handlers.MessageID, r handlers.Reply) error {
	err := o.to.Edit(ctx, to, id, r)
	o.note(r, err)
	return err
}

func (o *outlet) note(r handlers.Reply, err error) {
	if err != nil {
		return
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	o.sent, o.closed = true, o.closed || r.Final
}

func (o *outlet) any() bool   { o.mu.Lock(); defer o.mu.Unlock(); return o.sent }
func (o *outlet) final() bool { o.mu.Lock(); defer o.mu.Unlock(); return o.closed }
