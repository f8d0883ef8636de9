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
