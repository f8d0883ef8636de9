package llm

import (
	"sync"
	"time"
)

// Times and counts of the breakers.
const (
	failuresToOpen = 5
	firstPause     = 30 * time.Second // doubles with every failure after it, up to
	longestPause   = 5 * time.Minute
	judged         = 50  // sentences that a model is judged by
	mostDropped    = 0.6 // share of them that may be dropped
)

// breaker leaves an endpoint alone for a while that fails again and again, and
// a model most of whose sentences say what no document says. It is safe for
// concurrent use.
type breaker struct {
	now func() time.Time

	mu       sync.Mutex
	failures int       // in a row
	until    time.Time // closed again from then on, for one attempt
	pause    time.Duration
	trying   bool // the one attempt is under way
	verdicts []bool
	badUntil time.Time
}

// enter reports whether the endpoint may be asked.
func (b *breaker) enter() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	now := b.now()
	if now.Before(b.badUntil) || now.Before(b.until) || b.trying {
		return false
	}
	b.trying = b.failures >= failuresToOpen
	return true
}

// leave notes how an attempt went, and reports whether the endpoint is left
// alone from now on.
func (b *breaker) leave(ok bool) (opened bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.trying = false
	if ok {
		b.failures, b.pause = 0, 0
		return false
	}
	if b.failures++; b.failures < failuresToOpen {
		return false
	}
	b.pause = min(max(2*b.pause, firstPause), longestPause)
	b.until = b.now().Add(b.pause)
	return true
}

// judge notes whether a sentence was kept, and reports whether the model was
// found to be bad by it.
func (b *breaker) judge(kept bool) (bad bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.verdicts = append(b.verdicts, kept)
	if len(b.verdicts) < judged {
		return false
	}
	dropped := 0
	for _, kept := range b.verdicts {
		if !kept {
			dropped++
		}
	}
	b.verdicts = b.verdicts[:0]
	if float64(dropped) <= mostDropped*judged {
		return false
	}
	b.badUntil = b.now().Add(longestPause)
	return true
}

// open reports whether the endpoint is left alone.
func (b *breaker) open() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.now().Before(b.until) || b.now().Before(b.badUntil)
}
