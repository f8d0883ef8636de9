package delivery

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"vanthu/handlers"
	"vanthu/handlers/outbox"
)

// Settings are the limits of a Desk; a zero field takes its default.
type Settings struct {
	AtOnce   int           // messages on their way at a time, over all platforms, beside the one that each may have; 16
	Patience time.Duration // a message that waits so long for the one before it goes beside it; 150 ms
	MaxAge   time.Duration // messages that could not be delivered for so long are dropped; 24 hours
}

func (s Settings) withDefaults() Settings {
	if s.AtOnce <= 0 {
		s.AtOnce = 16
	}
	if s.Patience <= 0 {
		s.Patience = 150 * time.Millisecond
	}
	if s.MaxAge <= 0 {
		s.MaxAge = 24 * time.Hour
	}
	return s
}

// Time limits that nobody sets.
const (
	attemptTimeout = 45 * time.Second // of one attempt at a message, a file included
	storeTimeout   = 10 * time.Second // for one write to the outbox
	longestRetry   = 24 * time.Hour   // that a platform can ask for
	stopGrace      = 5 * time.Second
)

// sweepAfter is after how many emptied lanes those that have nothing to
// remember are dropped.
const sweepAfter = 1024

// Deps is what a Desk works with.
type Deps struct {
	Outbox    outbox.Outbox
	Platforms map[string]Platform // by handlers.Conversation.Platform
	Log       *slog.Logger
	Now       func() time.Time
	Rand      func() float64 // in [0,1), for the jitter of retries
}

// Desk brings replies to people. Open makes one, Close ends it.
type Desk struct {
	Deps
	set    Settings
	base   context.Context // of attempts; ends when Close gives up waiting
	cancel context.CancelFunc
	beside chan struct{} // attempts under way beside the one of an office
	wg     sync.WaitGroup

	mu       sync.Mutex
	lanes    map[string]*lane   // by conversation
	offices  map[string]*office // by platform
	stopped  bool               // nothing new is taken
	stopping chan struct{}      // closed with stopped
	emptied  int                // lanes since the last sweep
}

// office is what all conversations of a platform share.
type office struct {
	Platform
	rates  Rates
	all    *rate.Limiter
	single chan struct{} // the attempt under way
	closed time.Time     // until when the platform wants to be left alone
}

// lane is a conversation's queue. One goroutine works on it while it holds
// anything.
type lane struct {
	office  *office
	key     string
	waiting []parcel
	running bool // the first of waiting may be on its way
	limiter *rate.Limiter
}

// parcel is a message of the outbox.
type parcel struct {
	id   string
	made time.Time
	stored
}

// stored is the form of outbox.Message.Payload.
type stored struct {
	To      handlers.Conversation `json:"to"`
	Address string                `json:"address,omitempty"`
	Edits   string                `json:"edits,omitempty"` // outbox ID of the message that it replaces
	Follows bool                  `json:"follows,omitempty"`
	Final   bool                  `json:"final,omitempty"`
	Message json.RawMessage       `json:"message"`
}

// Open makes a desk and sends what is left in the outbox. ctx bounds the
// reading of the outbox alone.
func Open(ctx context.Context, deps Deps, set Settings) (*Desk, error) {
	d := &Desk{Deps: deps, set: set.withDefaults(), lanes: map[string]*lane{}, offices: map[string]*office{}, stopping: make(chan struct{})}
	d.beside = make(chan struct{}, d.set.AtOnce)
	d.base, d.cancel = context.WithCancel(context.WithoutCancel(ctx))
	for name, p := range deps.Platforms {
		rates := p.Rates()
		d.offices[name] = &office{Platform: p, rates: rates, all: limiter(rates.All), single: make(chan struct{}, 1)}
	}
	if err := d.restore(ctx); err != nil {
		d.cancel()
		return nil, err
	}
	return d, nil
}

func limiter(r Rate) *rate.Limiter {
	if r.Every <= 0 {
		return rate.NewLimiter(rate.Inf, 1)
	}
	return rate.NewLimiter(rate.Every(r.Every), max(r.Burst, 1))
}

// restore queues what an earlier run left in the outbox.
func (d *Desk) restore(ctx context.Context) error {
	messages, err := d.Outbox.Pending(ctx)
	if err != nil {
		return fmt.Errorf("read the outbox: %w", err)
	}
	foreign := 0
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, m := range messages {
		var s stored
		switch err := json.Unmarshal(m.Payload, &s); {
		case err != nil:
			d.Log.Error("a stored message is unreadable and dropped", "id", m.ID, "error", err)
			d.done(m.ID, "")
		case d.offices[s.To.Platform] == nil:
			foreign++
		default:
			if id := d.queue(parcel{id: m.ID, made: m.Made, stored: s}); id != "" {
				d.done(id, "")
			}
		}
	}
	if foreign > 0 {
		d.Log.Warn("undelivered messages wait for a platform that is switched off", "messages", foreign)
	}
	return nil
}

// Takes reports whether a platform is switched on.
func (d *Desk) Takes(platform string) bool { return d.offices[platform] != nil }

// To gives the Sender of the replies to one request, whose ID it is; address
// is intake.Incoming.Address. The same request may be answered again after a
// crash: what it sends then in the same place is not sent twice.
func (d *Desk) To(request, address string) handlers.Sender {
	return &replies{desk: d, request: request, address: address}
}

// store keeps the messages of a reply and queues them. It gives the outbox ID
// of the last one.
func (d *Desk) store(ctx context.Context, id string, s stored, r handlers.Reply) (handlers.MessageID, error) {
	o := d.offices[s.To.Platform]
	if o == nil {
		return "", fmt.Errorf("send %s: no platform %q", id, s.To.Platform)
	}
	bodies, err := o.Render(s.To, r.SourcesOnce())
	if err != nil {
		return "", fmt.Errorf("send %s: render: %w", id, err)
	}
	if len(bodies) == 0 {
		return "", fmt.Errorf("send %s: the reply has no text", id)
	}
	now := d.Now()
	parcels := make([]parcel, len(bodies))
	rows := make([]outbox.Message, len(bodies))
	for i, body := range bodies {
		p := parcel{id: fmt.Sprintf("%s.%d", id, i), made: now, stored: s}
		p.Message, p.Final = body, r.Final
		if i > 0 {
			p.Edits, p.Follows = "", true
		}
		payload, err := json.Marshal(p.stored)
		if err != nil {
			return "", fmt.Errorf("send %s: %w", id, err)
		}
		parcels[i] = p
		rows[i] = outbox.Message{ID: p.id, Conversation: s.To.Key(), Made: now, Payload: payload}
	}
	last := handlers.MessageID(parcels[len(parcels)-1].id)
	fresh, err := d.Outbox.Add(ctx, rows...)
	if err != nil {
		return "", fmt.Errorf("send %s: %w", id, err)
	}
	if !fresh {
		return last, nil
	}
	var replaced []string
	d.mu.Lock()
	if !d.stopped { // else what is stored is sent at the next start
		for _, p := range parcels {
			if id := d.queue(p); id != "" {
				replaced = append(replaced, id)
			}
		}
	}
	d.mu.Unlock()
	for _, id := range replaced {
		d.done(id, "")
	}
	return last, nil
}

// queue puts a message behind those of its conversation. An edit takes the
// place of one of the same message that still waits, whose ID it gives. The
// caller holds the lock.
func (d *Desk) queue(p parcel) (replaced string) {
	key := p.To.Key()
	l := d.lanes[key]
	if l == nil {
		o := d.offices[p.To.Platform]
		l = &lane{office: o, key: key}
		if o.rates.Conversation != nil {
			l.limiter = limiter(o.rates.Conversation(p.To))
		}
		d.lanes[key] = l
	}
	if n := len(l.waiting); p.Edits != "" && n > 0 {
		first := 0
		if l.running {
			first = 1
		}
		if last := l.waiting[n-1]; n > first && last.Edits == p.Edits {
			l.waiting = l.waiting[:n-1]
			replaced = last.id
		}
	}
	l.waiting = append(l.waiting, p)
	if !l.running {
		l.running = true
		d.wg.Go(func() { d.work(l) })
	}
	return replaced
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

// sweep drops lanes that have nothing to remember. The caller holds the lock.
func (d *Desk) sweep() {
	if d.emptied++; d.emptied < sweepAfter {
		return
	}
	d.emptied = 0
	for key, l := range d.lanes {
		if !l.running && (l.limiter == nil || l.limiter.Tokens() >= float64(l.limiter.Burst())) {
			delete(d.lanes, key)
		}
	}
}

// Close sends what waits until ctx ends. What would have to be tried again, or
// is not sent by then, stays in the outbox and is counted in the error.
func (d *Desk) Close(ctx context.Context) error {
	d.mu.Lock()
	if !d.stopped {
		d.stopped = true
		close(d.stopping)
	}
	d.mu.Unlock()
	ended := make(chan struct{})
	go func() {
		d.wg.Wait()
		close(ended)
	}()
	select {
	case <-ended:
	case <-ctx.Done():
		d.cancel()
		grace := time.NewTimer(stopGrace)
		defer grace.Stop()
		select {
		case <-ended:
		case <-grace.C:
			return errors.New("a message on its way does not end although it was cancelled")
		}
	}
	d.cancel()
	d.mu.Lock()
	defer d.mu.Unlock()
	left := 0
	for _, l := range d.lanes {
		left += len(l.waiting)
	}
	if left > 0 {
		return fmt.Errorf("stopped with %d messages undelivered; they are stored and are sent at the next start", left)
	}
	return nil
}
