// Package intake takes requests from the platforms and sees each of them
// answered once, in order.
//
// An adapter offers what it received to Pool.Accept, which stores it in the
// Inbox before it returns: only then may the adapter tell the platform that
// the message arrived. Each conversation has a queue of its own, answered one
// request at a time; a fixed number of workers serves all queues in turn. What
// takes long, such as listening to a recording, has workers of its own, so that
// other conversations do not wait for it. A request stays in the inbox until its answer is kept for delivery, so that
// after a crash Open starts with what was left. A handler that panics costs its
// own request an apology and nothing else.
package intake

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"vanthu/handlers"
	"vanthu/handlers/inbox"
)

// Settings are the limits of a Pool; a zero field takes its default.
type Settings struct {
	Workers         int           // requests answered at a time, over all platforms; 8
	SlowWorkers     int           // beside them, of those that Deps.Slow names; 4
	PerConversation int           // requests waiting in one conversation; 100
	Total           int           // requests waiting or being answered; 1000
	Timeout         time.Duration // for one request; 2 minutes
	MaxAge          time.Duration // requests older than this are dropped at a restart; 24 hours
	TypingAfter     time.Duration // a request that takes longer shows that the bot is typing; 700 ms
	TypingEvery     time.Duration // while it takes, it is shown again; 4.5 seconds, since platforms show it for five to ten
}

func (s Settings) withDefaults() Settings {
	number := func(v *int, def int) {
		if *v <= 0 {
			*v = def
		}
	}
	span := func(v *time.Duration, def time.Duration) {
		if *v <= 0 {
			*v = def
		}
	}
	number(&s.Workers, 8)
	number(&s.SlowWorkers, 4)
	number(&s.PerConversation, 100)
	number(&s.Total, 1000)
	span(&s.Timeout, 2*time.Minute)
	span(&s.MaxAge, 24*time.Hour)
	span(&s.TypingAfter, 700*time.Millisecond)
	span(&s.TypingEvery, 4500*time.Millisecond)
	return s
}

// Time limits that nobody sets.
const (
	apologyTimeout = 30 * time.Second // for delivering an apology
	storeTimeout   = 10 * time.Second // for one write to the inbox after the answer
	stopGrace      = 5 * time.Second  // for handlers to notice that they were cancelled
)

// Replies brings replies to people; delivery.Desk is one.
type Replies interface {
	// Takes reports whether a platform is switched on.
	Takes(platform string) bool
	// To gives the Sender of the replies to one request: what it was sent is
	// kept when Send returns, and is not sent twice where the same request is
	// answered again.
	To(request, address string) handlers.Sender
}

// Typist is a Sender that can show that an answer is on its way.
type Typist interface {
	Typing(ctx context.Context, to handlers.Conversation) error
}

// Deps is what a Pool works with.
type Deps struct {
	Inbox     inbox.Inbox
	Handler   handlers.Handler
	Replies   Replies
	TooMany   func(handlers.Request) handlers.Reply        // said once when a conversation has PerConversation requests waiting
	Apology   func(handlers.Request) handlers.Reply        // said when a request could not be answered
	TimeLimit func(handlers.Request) (limit time.Duration) // for one request; nil or 0: Settings.Timeout
	Slow      func(handlers.Request) bool                  // takes so long that others must not wait for it; nil: none does
	Log       *slog.Logger
	Now       func() time.Time
}

// Pool answers requests. Open makes one, Close ends it.
type Pool struct {
	Deps
	set    Settings
	base   context.Context // of the handlers; ends when Close gives up waiting
	cancel context.CancelFunc
	wg     sync.WaitGroup

	mu      sync.Mutex
	queues  map[string]*queue
	quick   lane
	slow    lane
	held    int  // tasks waiting, running or being stored
	stopped bool // nothing new is taken
	abandon bool // workers leave what waits
}

// lane holds the queues whose first task is for the workers of one kind.
type lane struct {
	wake  sync.Cond // ready, stopped or abandon changed
	ready []*queue  // with tasks, and no worker on them
}

// queue holds what waits in one conversation.
type queue struct {
	key    string
	tasks  []task
	busy   bool // a worker is on it
	warned bool // was told that there are too many requests
}

// task is a request to be answered or, with tooMany, to be turned away.
type task struct {
	Incoming
	tooMany bool
}

// Open makes a pool, takes what is left in the inbox and starts the workers.
// ctx bounds the reading of the inbox alone.
func Open(ctx context.Context, deps Deps, set Settings) (*Pool, error) {
	p := &Pool{Deps: deps, set: set.withDefaults(), queues: map[string]*queue{}}
	p.quick.wake.L, p.slow.wake.L = &p.mu, &p.mu
	p.base, p.cancel = context.WithCancel(context.WithoutCancel(ctx))
	if err := p.restore(ctx); err != nil {
		p.cancel()
		return nil, err
	}
	for range p.set.Workers {
		p.wg.Go(func() { p.work(&p.quick, &p.slow) })
	}
	if p.Slow != nil {
		for range p.set.SlowWorkers {
			p.wg.Go(func() { p.work(&p.slow, &p.quick) })
		}
	}
	return p, nil
}

// restore queues what an earlier run left in the inbox.
func (p *Pool) restore(ctx context.Context) error {
	items, err := p.Inbox.Pending(ctx)
	if err != nil {
		return fmt.Errorf("read the inbox: %w", err)
	}
	var old, foreign int
	for _, item := range items {
		in, err := readItem(item)
		switch {
		case err != nil:
			p.Log.Error("a stored request is unreadable and dropped", "id", item.ID, "error", err)
			p.done(item.ID)
		case p.Now().Sub(item.Received) > p.set.MaxAge:
			old++
			p.done(item.ID)
		case !p.Replies.Takes(in.Request.Conversation.Platform):
			foreign++
		default:
			p.restored(in)
		}
	}
	if old > 0 {
		p.Log.Warn("dropped unanswered requests that are too old", "requests", old, "age", p.set.MaxAge)
	}
	if foreign > 0 {
		p.Log.Warn("unanswered requests wait for a platform that is switched off", "requests", foreign)
	}
	return nil
}

// restored queues a request of an earlier run, whatever the limits say: it was
// accepted then.
func (p *Pool) restored(in Incoming) {
	key := in.Request.Conversation.Key()
	q := p.queues[key]
	if q == nil {
		q = &queue{key: key}
		p.queues[key] = q
	}
	q.tasks = append(q.tasks, task{Incoming: in})
	p.held++
	if len(q.tasks) == 1 {
		p.line(q)
	}
}

// line has the first task of a queue wait for a worker of its kind. The caller
// holds the lock, or is alone.
func (p *Pool) line(q *queue) {
	l := &p.quick
	if t := q.tasks[0]; p.Slow != nil && !t.tooMany && p.Slow(t.Request) {
		l = &p.slow
	}
	l.ready = append(l.ready, q)
	l.wake.Signal()
}

// Accept stores a request and queues it. When it returns nil the platform may
// be told that the request arrived, duplicates included. Otherwise nothing is
// promised and the request is to be offered again, after a pause where the
// error is ErrFull.
func (p *Pool) Accept(ctx context.Context, in Incoming) error {
	if !p.Replies.Takes(in.Request.Conversation.Platform) {
		return fmt.Errorf("accept %s: no platform %q", in.ID, in.Request.Conversation.Platform)
	}
	item, err := in.item(p.Now())
	if err != nil {
		return err
	}
	if err := p.reserve(); err != nil {
		return err
	}
	fresh, err := p.Inbox.Add(ctx, item)
	if err != nil {
		p.release()
		return fmt.Errorf("store request %s: %w", in.ID, err)
	}
	if !fresh {
		p.release()
		return nil
	}
	p.mu.Lock()
	queued := !p.stopped && p.push(task{Incoming: in})
	stopped := p.stopped
	if !queued {
		p.held--
	}
	p.mu.Unlock()
	if !queued && !stopped { // what is stored when the pool stops is answered at the next start
		p.done(in.ID)
	}
	return nil
}

func (p *Pool) reserve() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case p.stopped:
		return ErrStopped
	case p.held >= p.set.Total:
		return ErrFull
	}
	p.held++
	return nil
}

func (p *Pool) release() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.held--
}

// push queues a task behind those of its conversation. Beyond the limit the
// first task is put in front, to be turned away at once, and further ones are
// not queued, which push reports. The caller holds the lock.
func (p *Pool) push(t task) (queued bool) {
	key := t.Request.Conversation.Key()
	q := p.queues[key]
	if q == nil {
		q = &queue{key: key}
		p.queues[key] = q
	}
	switch {
	case len(q.tasks) < p.set.PerConversation:
		q.tasks = append(q.tasks, t)
	case q.warned:
		return false
	default:
		q.warned, t.tooMany = true, true
		q.tasks = append([]task{t}, q.tasks...)
	}
	if !q.busy && len(q.tasks) == 1 {
		p.line(q)
	}
	return true
}

// work answers one task of a lane after the other, taking the conversations in
// turn; when nothing new is taken any more, those of the other lane, too: a
// conversation may hold tasks of both kinds.
func (p *Pool) work(own, other *lane) {
	for {
		p.mu.Lock()
		for len(own.ready) == 0 && !p.stopped {
			own.wake.Wait()
		}
		l := own
		if len(own.ready) == 0 {
			l = other
		}
		if p.abandon || len(l.ready) == 0 {
			p.mu.Unlock()
			return
		}
		q := l.ready[0]
		l.ready = l.ready[1:]
		t := q.tasks[0]
		q.tasks = q.tasks[1:]
		q.busy = true
		p.mu.Unlock()

		p.answer(t)

		p.mu.Lock()
		q.busy = false
		p.held--
		if len(q.tasks) > 0 {
			p.line(q)
		} else {
			delete(p.queues, q.key)
		}
		p.mu.Unlock()
	}
}

// Close takes nothing new and answers what waits until ctx ends; what is not
// answered by then is cancelled, stays in the inbox and is counted in the
// error. Stop the adapters' intake before.
func (p *Pool) Close(ctx context.Context) error {
	p.mu.Lock()
	p.stopped = true
	p.quick.wake.Broadcast()
	p.slow.wake.Broadcast()
	p.mu.Unlock()

	ended := make(chan struct{})
	go func() {
		p.wg.Wait()
		close(ended)
	}()
	select {
	case <-ended:
		p.cancel()
		return nil
	case <-ctx.Done():
	}
	p.mu.Lock()
	p.abandon = true
	left := p.held
	p.quick.wake.Broadcast()
	p.slow.wake.Broadcast()
	p.mu.Unlock()
	p.cancel()
	err := fmt.Errorf("stopped with %d requests unanswered; they are stored and are answered at the next start", left)
	grace := time.NewTimer(stopGrace)
	defer grace.Stop()
	select {
	case <-ended:
		return err
	case <-grace.C:
		return errors.Join(err, errors.New("a handler does not end although it was cancelled"))
	}
}

// done removes an answered request from the inbox.
func (p *Pool) done(id string) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(p.base), storeTimeout)
	defer cancel()
	if err := p.Inbox.Done(ctx, id); err != nil {
		p.Log.Error("an answered request stays in the inbox and may be answered again", "id", id, "error", err)
	}
}
