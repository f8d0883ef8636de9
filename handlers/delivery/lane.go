package delivery

import (
	"context"
	"errors"
	"fmt"
	"time"

	"golang.org/x/time/rate"
)

// lane is a conversation's queue. One goroutine works on it while it holds
// anything.
type lane struct {
	office  *office
	key     string
	waiting []parcel
	running bool // the first of waiting may be on its way
	limiter *rate.Limiter
}

// work sends what waits in a lane until nothing does, or the desk ends.
func (d *Desk) work(l *lane) {
	failures := 0
	for {
		d.mu.Lock()
		if len(l.waiting) == 0 || d.base.Err() != nil {
			l.running = false
			d.sweep()
			d.mu.Unlock()
			return
		}
		p := l.waiting[0]
		d.mu.Unlock()

		err := d.attempt(l, p)
		if err == nil {
			failures = 0
			continue
		}
		if !d.pause(d.after(l, p, err, failures)) {
			d.mu.Lock()
			l.running = false
			d.mu.Unlock()
			return
		}
		failures++
	}
}

// attempt tries once to deliver the first message of a lane, at the pace of
// its platform. What no retry mends is dropped and is no error.
func (d *Desk) attempt(l *lane, p parcel) error {
	if d.Now().Sub(p.made) > d.set.MaxAge {
		d.Log.Warn("a message could not be delivered for too long and is dropped", "id", p.id, "age", d.set.MaxAge)
		d.drop(l, "")
		return nil
	}
	edits, err := d.edited(p)
	if err != nil {
		return err
	}
	if err := d.turn(l); err != nil {
		return err
	}
	leave, err := d.slot(l.office)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(d.base, attemptTimeout)
	sent, err := l.office.deliver(ctx, Parcel{Key: p.id, To: p.To, Address: p.Address, Edits: edits, Follows: p.Follows, Final: p.Final, Message: p.Message})
	cancel()
	if err == nil {
		d.drop(l, sent)
	}
	leave()
	switch {
	case errors.Is(err, ErrGone):
		d.Log.Info("a conversation is gone; what waits for it is dropped", "platform", p.To.Platform, "error", err)
		d.abandon(l)
		return nil
	case errors.Is(err, ErrRefused):
		d.Log.Error("a message is refused and dropped", "id", p.id, "error", err)
		d.drop(l, "")
		return nil
	}
	return err
}

// slot waits until one more message may be on its way; leave ends that. While
// a platform is quick there is one at a time, so that a program that is killed
// sends at most one message twice: the one that arrived and was not yet noted.
func (d *Desk) slot(o *office) (leave func(), err error) {
	select {
	case o.single <- struct{}{}:
		return func() { <-o.single }, nil
	default:
	}
	timer := time.NewTimer(d.set.Patience)
	defer timer.Stop()
	var beside chan struct{} // nil: not yet
	for {
		select {
		case o.single <- struct{}{}:
			return func() { <-o.single }, nil
		case beside <- struct{}{}:
			return func() { <-d.beside }, nil
		case <-timer.C:
			beside = d.beside
		case <-d.base.Done():
			return nil, d.base.Err()
		}
	}
}

// deliver calls the platform; a panic is a message that it will never take.
func (o *office) deliver(ctx context.Context, p Parcel) (sent string, err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("%w: panic of type %T", ErrRefused, v)
		}
	}()
	return o.Deliver(ctx, p)
}

// turn waits until the platform takes another message in this conversation.
func (d *Desk) turn(l *lane) error {
	for {
		d.mu.Lock()
		left := time.Until(l.office.closed)
		d.mu.Unlock()
		if left <= 0 {
			break
		}
		if !d.pause(left) {
			return context.Canceled
		}
	}
	if l.limiter != nil {
		if err := l.limiter.Wait(d.base); err != nil {
			return err
		}
	}
	return l.office.all.Wait(d.base)
}

// edited gives the platform's ID of the message that p replaces; "" where it
// replaces none, or one that never arrived.
func (d *Desk) edited(p parcel) (string, error) {
	if p.Edits == "" {
		return "", nil
	}
	ctx, cancel := context.WithTimeout(d.base, storeTimeout)
	defer cancel()
	return d.Outbox.Sent(ctx, p.Edits)
}

// after says how long to wait before the next attempt.
func (d *Desk) after(l *lane, p parcel, err error, failures int) time.Duration {
	var asked *Retry
	if errors.As(err, &asked) {
		wait := min(max(asked.After, 0), longestRetry)
		if asked.Everybody {
			d.mu.Lock()
			if until := time.Now().Add(wait); until.After(l.office.closed) {
				l.office.closed = until
			}
			d.mu.Unlock()
		}
		d.Log.Warn("a platform asks to wait", "platform", p.To.Platform, "for", wait, "everybody", asked.Everybody)
		return wait
	}
	wait := Backoff(failures, d.Rand())
	if d.base.Err() == nil {
		d.Log.Warn("a message could not be delivered; trying again", "id", p.id, "error", err, "in", wait)
	}
	return wait
}

// pause waits before another attempt; false: the desk is stopping, and the
// next start goes on.
func (d *Desk) pause(wait time.Duration) bool {
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
		return d.base.Err() == nil
	case <-d.stopping:
	case <-d.base.Done():
	}
	return false
}

// drop takes the first message out of a lane, after it was delivered as sent
// or given up.
func (d *Desk) drop(l *lane, sent string) {
	d.mu.Lock()
	p := l.waiting[0]
	l.waiting = l.waiting[1:]
	d.mu.Unlock()
	d.done(p.id, sent)
}

// abandon drops all that waits in a lane.
func (d *Desk) abandon(l *lane) {
	d.mu.Lock()
	waiting := l.waiting
	l.waiting = nil
	d.mu.Unlock()
	for _, p := range waiting {
		d.done(p.id, "")
	}
}

// done closes a message in the outbox.
func (d *Desk) done(id, sent string) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(d.base), storeTimeout)
	defer cancel()
	if err := d.Outbox.Done(ctx, id, sent); err != nil {
		d.Log.Error("a delivered message stays in the outbox and may be sent again", "id", id, "error", err)
	}
}
