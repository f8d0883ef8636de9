package intake

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
	"sync"
	"time"

	"vanthu/handlers"
)

// answer has one task handled and takes it out of the inbox, unless its reply
// could not be delivered for a reason that may pass.
func (p *Pool) answer(t task) {
	platform := p.Platforms[t.Request.Conversation.Platform]
	limit := p.set.Timeout
	if p.TimeLimit != nil {
		if l := p.TimeLimit(t.Request); l > 0 {
			limit = l
		}
	}
	ctx, cancel := context.WithTimeout(p.base, limit)
	defer cancel()
	out := &delivery{to: platform.ReplyTo(t.Address)}

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
	if !out.final() && (err != nil || out.sent() == 0) && !out.gone() && !t.tooMany {
		p.apologise(t, out)
	}
	if out.sent() == 0 && !out.gone() && !t.tooMany {
		p.Log.Warn("a reply could not be delivered; the next start tries again", "id", t.ID)
		return
	}
	p.done(t.ID)
}

// handle calls the handler, and shows typing while a slow one works. This is
// the one place where a panic of the product is caught.
func (p *Pool) handle(ctx context.Context, r handlers.Request, out *delivery) (err error) {
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

// showTyping shows that the bot is typing when the answer takes a while. The
// function it gives ends that and waits for it.
func (p *Pool) showTyping(ctx context.Context, to handlers.Conversation, out *delivery) (stop func()) {
	typist, ok := out.to.(Typist)
	if !ok {
		return func() {}
	}
	ctx, cancel := context.WithCancel(ctx)
	var wg sync.WaitGroup
	wg.Go(func() {
		timer := time.NewTimer(p.set.TypingAfter)
		defer timer.Stop()
		select {
		case <-timer.C:
			if out.sent() > 0 {
				return
			}
			if err := typist.Typing(ctx, to); err != nil && ctx.Err() == nil {
				p.Log.Debug("typing could not be shown", "error", err)
			}
		case <-ctx.Done():
		}
	})
	return func() {
		cancel()
		wg.Wait()
	}
}

// apologise tells a person whose request failed without a final reply.
func (p *Pool) apologise(t task, out *delivery) {
	ctx, cancel := context.WithTimeout(p.base, apologyTimeout)
	defer cancel()
	if _, err := out.Send(ctx, t.Request.Conversation, p.Apology(t.Request)); err != nil {
		p.Log.Error("an apology could not be delivered", "id", t.ID, "error", err)
	}
}

// delivery is a Sender that remembers what became of the replies.
type delivery struct {
	to handlers.Sender

	mu        sync.Mutex
	delivered int
	finished  bool // a final reply was delivered
	lost      bool // the conversation cannot be reached
}

// Send passes a reply on.
func (d *delivery) Send(ctx context.Context, to handlers.Conversation, r handlers.Reply) (handlers.MessageID, error) {
	id, err := d.to.Send(ctx, to, r)
	d.note(r, err)
	return id, err
}

// Edit passes a reply on.
func (d *delivery) Edit(ctx context.Context, to handlers.Conversation, id handlers.MessageID, r handlers.Reply) error {
	err := d.to.Edit(ctx, to, id, r)
	d.note(r, err)
	return err
}

func (d *delivery) note(r handlers.Reply, err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	switch {
	case err == nil:
		d.delivered++
		d.finished = d.finished || r.Final
	case errors.Is(err, ErrGone):
		d.lost = true
	}
}

func (d *delivery) sent() int   { d.mu.Lock(); defer d.mu.Unlock(); return d.delivered }
func (d *delivery) final() bool { d.mu.Lock(); defer d.mu.Unlock(); return d.finished }
func (d *delivery) gone() bool  { d.mu.Lock(); defer d.mu.Unlock(); return d.lost }
