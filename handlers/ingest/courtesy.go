package ingest

import (
	"context"
	"sync"
	"time"
)

// Courtesy lets reading documents, and indexing what is read, stand back while
// questions are being answered. Its methods may be called on nil, where nobody asks. It is safe
// for concurrent use.
type Courtesy struct {
	turn chan struct{} // holds one token: who takes it may work

	mu        sync.Mutex
	answering int
	idle      chan struct{} // closed once answering is 0 again
	last      time.Time     // end of the last answer
}

// NewCourtesy makes a courtesy.
func NewCourtesy() *Courtesy {
	c := &Courtesy{turn: make(chan struct{}, 1)}
	c.turn <- struct{}{}
	return c
}

const (
	mostPatience = 50 * time.Millisecond // for which a piece of work waits for answers: under many questions it gets on, too
	attentive    = 2 * time.Second       // after an answer, while more questions are expected
)

// Answering tells that a question is being answered until end is called.
func (c *Courtesy) Answering() (end func()) {
	if c == nil {
		return func() {}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.answering++; c.answering == 1 {
		c.idle = make(chan struct{})
	}
	return func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.last = time.Now()
		if c.answering--; c.answering == 0 {
			close(c.idle)
		}
	}
}

// attended reports whether questions are being asked, and gives what is
// closed once none is being answered; nil where none is.
func (c *Courtesy) attended() (busy <-chan struct{}, yes bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.answering > 0 {
		return c.idle, true
	}
	return nil, !c.last.IsZero() && time.Since(c.last) < attentive
}

// Attended reports whether questions are being asked.
func (c *Courtesy) Attended() bool {
	if c == nil {
		return false
	}
	_, yes := c.attended()
	return yes
}

// Take waits for the turn to do a piece of work, until done is called: while
// a question is being answered for a moment, and while questions are asked at
// all until no other piece is under way. A piece of work must not wait for
// another one.
func (c *Courtesy) Take(ctx context.Context) (done func()) {
	none := func() {}
	if c == nil {
		return none
	}
	if _, yes := c.attended(); !yes {
		return none
	}
	select {
	case <-c.turn:
	case <-ctx.Done():
		return none
	}
	if busy, _ := c.attended(); busy != nil {
		patience := time.NewTimer(mostPatience)
		defer patience.Stop()
		select {
		case <-busy:
		case <-patience.C:
		case <-ctx.Done():
		}
	}
	return func() { c.turn <- struct{}{} }
}
