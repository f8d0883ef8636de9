package web

import (
	"errors"
	"sync"
	"time"
)

// Reasons for which a question is turned away.
var (
	errBusy = errors.New("too many questions under way in this conversation")
	errFull = errors.New("too many questions under way")
)

// errTooLong says that an answer is larger than a page will keep.
var errTooLong = errors.New("the answer is too long for the page")

// maxTurnBytes is how much HTML one question may bring, over all its replies.
const maxTurnBytes = 256 << 10

// conversations keeps the last turns of every session, as they were shown.
type conversations struct {
	now func() time.Time

	mu       sync.Mutex
	sessions map[string]*conversation
	running  int // questions under way
	kept     int // bytes of all turns
}

type conversation struct {
	turns   []*turn
	number  int // of the last turn
	running int
	used    time.Time
}

// turn is a question with its replies.
type turn struct {
	session string
	number  int
	parts   []part // the question first
	kept    int    // bytes
}

// part is one fragment of the page, with what its buttons lead to.
type part struct {
	id     string
	html   string
	rest   []string          // pages that "more" brings, each with its own buttons
	labels map[string]string // of buttons, by action
}

func (p part) size() int {
	n := len(p.id) + len(p.html)
	for _, s := range p.rest {
		n += len(s)
	}
	for action, label := range p.labels {
		n += len(action) + len(label)
	}
	return n
}

func newConversations(now func() time.Time) *conversations {
	return &conversations{now: now, sessions: map[string]*conversation{}}
}

// begin opens a turn. It is errBusy or errFull where too many are open.
func (c *conversations) begin(session string) (*turn, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.running >= maxAll {
		return nil, errFull
	}
	s := c.sessions[session]
	if s == nil {
		c.makeRoom(1)
		s = &conversation{}
		c.sessions[session] = s
	}
	if s.running >= maxOwn {
		return nil, errBusy
	}
	s.number++
	s.running++
	c.running++
	s.used = c.now()
	t := &turn{session: session, number: s.number}
	s.turns = append(s.turns, t)
	for len(s.turns) > maxTurns {
		c.kept -= s.turns[0].kept
		s.turns[0].kept = 0
		s.turns = append(s.turns[:0:0], s.turns[1:]...)
	}
	return t, nil
}

// end closes a turn.
func (c *conversations) end(t *turn) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.running--
	s := c.sessions[t.session]
	s.running--
	s.used = c.now()
	c.makeRoom(0)
}

// put shows a part in a turn, in place of the one with its ID if there is one.
func (c *conversations) put(t *turn, p part) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	at := len(t.parts)
	grown := p.size()
	for i, old := range t.parts {
		if old.id == p.id {
			at = i
			grown -= old.size()
		}
	}
	total := grown
	for _, old := range t.parts {
		total += old.size()
	}
	if total > maxTurnBytes {
		return errTooLong
	}
	if at == len(t.parts) {
		t.parts = append(t.parts, part{})
	}
	t.parts[at] = p
	for _, shown := range c.sessions[t.session].turns {
		if shown == t { // not one that newer turns pushed out
			t.kept += grown
			c.kept += grown
		}
	}
	return nil
}

// makeRoom drops conversations that were left long ago, and then the oldest
// ones until the rest and so many new ones are within the limits. Those in
// which a question is under way stay.
func (c *conversations) makeRoom(fresh int) {
	now := c.now()
	for id, s := range c.sessions {
		if s.running == 0 && now.Sub(s.used) > sessionIdle {
			c.drop(id)
		}
	}
	for len(c.sessions)+fresh > maxSessions || c.kept > maxKept {
		oldest := ""
		for id, s := range c.sessions {
			if s.running == 0 && (oldest == "" || s.used.Before(c.sessions[oldest].used)) {
				oldest = id
			}
		}
		if oldest == "" {
			return
		}
		c.drop(oldest)
	}
}

func (c *conversations) drop(session string) {
	for _, t := range c.sessions[session].turns {
		c.kept -= t.kept
	}
	delete(c.sessions, session)
}

// shown gives the fragments of a conversation, a slice a turn.
func (c *conversations) shown(session string) [][]string {
	c.mu.Lock()
	defer c.mu.Unlock()
	s := c.sessions[session]
	if s == nil || s.running == 0 && c.now().Sub(s.used) > sessionIdle {
		return nil
	}
	var out [][]string
	for _, t := range s.turns {
		var parts []string
		for _, p := range t.parts {
			parts = append(parts, p.html)
		}
		out = append(out, parts)
	}
	return out
}

// label gives what stands on the button of a conversation that has this
// action, and "" where no button has.
func (c *conversations) label(session, action string) string {
	c.mu.Lock()
	defer c.mu.Unlock()
	if s := c.sessions[session]; s != nil {
		for i := len(s.turns) - 1; i >= 0; i-- {
			for _, p := range s.turns[i].parts {
				if l := p.labels[action]; l != "" {
					return l
				}
			}
		}
	}
	return ""
}

// part gives a part of a conversation; ok is false where it is not kept.
func (c *conversations) part(session, id string) (p part, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if s := c.sessions[session]; s != nil {
		for _, t := range s.turns {
			for _, p := range t.parts {
				if p.id == id {
					return p, true
				}
			}
		}
	}
	return part{}, false
}
