package discord

import (
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

// maxHeld is how many used up limits are remembered before those that were
// lifted are dropped.
const maxHeld = 256

// pace remembers which limits are used up, from the headers of answers,
// https://discord.com/developers/docs/topics/rate-limits. Which calls share a
// limit, Discord tells only then; a limit holds for each channel and each
// interaction by itself.
type pace struct {
	now func() time.Time

	mu      sync.Mutex
	buckets map[string]string    // kind of call: the bucket that it draws on
	held    map[string]time.Time // bucket and what it belongs to: empty until then
}

func newPace(now func() time.Time) *pace {
	return &pace{now: now, buckets: map[string]string{}, held: map[string]time.Time{}}
}

// left gives how long no call of this kind is taken; 0: it may be made.
func (p *pace) left(method, path string) time.Duration {
	kind, owner := callKind(method, path)
	p.mu.Lock()
	defer p.mu.Unlock()
	until, ok := p.held[p.buckets[kind]+" "+owner]
	if !ok {
		return 0
	}
	return max(until.Sub(p.now()), 0)
}

// note reads the headers of an answer.
func (p *pace) note(method, path string, h http.Header) {
	bucket := h.Get("X-RateLimit-Bucket")
	if bucket == "" {
		return
	}
	kind, owner := callKind(method, path)
	key := bucket + " " + owner
	seconds, err := strconv.ParseFloat(h.Get("X-RateLimit-Reset-After"), 64)
	now := p.now()
	p.mu.Lock()
	defer p.mu.Unlock()
	p.buckets[kind] = bucket
	if h.Get("X-RateLimit-Remaining") != "0" || err != nil || !(seconds > 0) {
		delete(p.held, key)
		return
	}
	if len(p.held) >= maxHeld {
		for k, until := range p.held {
			if !until.After(now) {
				delete(p.held, k)
			}
		}
	}
	p.held[key] = now.Add(time.Duration(min(seconds, maxRetry.Seconds()) * float64(time.Second)))
}

// callKind names the kind of a call and whose limit it draws on: the channel's
// or the interaction's.
func callKind(method, path string) (kind, owner string) {
	path, _, _ = strings.Cut(path, "?")
	fields := strings.Split(strings.Trim(path, "/"), "/")
	whose := 1
	if fields[0] == "webhooks" && len(fields) > 2 {
		whose = 2
	}
	if len(fields) > whose {
		owner = strings.Join(fields[:whose+1], "/")
	}
	return callName(method, path), owner
}
