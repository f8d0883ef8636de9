package llm

import (
	"errors"
	"maps"
	"time"

	"vanthu/handlers/answer"
	"vanthu/handlers/grounding"
)

// Counts is what was done since the start, for admins: numbers alone.
type Counts struct {
	Asked     int // answers that a summary was asked for
	Shown     int // of them with one
	Kept      int // taken from what was kept
	Calls     int // of the model
	Tokens    int // as the endpoint tells them
	Sentences int // written
	Dropped   map[grounding.Reason]int
	Failed    map[string]int // why there was none
	First     time.Duration  // the longest time to the first word
	Last      time.Duration  // to the last
	Usages    []Usage        // of the last calls
}

// keptUsages is of how many calls the times are kept.
const keptUsages = 200

func (c *Counts) sentence(why grounding.Reason) {
	c.Sentences++
	if why == "" {
		return
	}
	if c.Dropped == nil {
		c.Dropped = map[grounding.Reason]int{}
	}
	c.Dropped[why]++
}

func (c *Counts) call(u Usage) {
	c.Calls++
	c.Tokens += u.Tokens
	c.First, c.Last = max(c.First, u.First), max(c.Last, u.Last)
	if len(c.Usages) == keptUsages {
		c.Usages = c.Usages[1:]
	}
	c.Usages = append(c.Usages, u)
}

func (s *Summarizer) add(f func(*Counts)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f(&s.counts)
}

// Counts gives what was done so far.
func (s *Summarizer) Counts() Counts {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.counts
	c.Dropped, c.Failed = maps.Clone(c.Dropped), maps.Clone(c.Failed)
	c.Usages = append([]Usage(nil), c.Usages...)
	return c
}

// reasons name failures in counts and in the log.
var reasons = []struct {
	err  error
	name string
}{{ErrOff, "off"}, {ErrNothing, "nothing to send"}, {ErrBreaker, "left alone"}, {ErrBusy, "busy"}, {ErrBudget, "budget"}, {ErrNotFound, "not found"},
	{ErrWithdrawn, "withdrawn"}, {ErrSlow, "slow"}, {ErrCut, "cut"}, {ErrUnreadable, "unreadable"}, {ErrSilent, "silent"}}

// Why names the reason of a failure, without anything that it says.
func Why(err error) string {
	for _, r := range reasons {
		if errors.Is(err, r.err) {
			return r.name
		}
	}
	if s := status(err); s >= 400 {
		return "status " + itoa(s)
	}
	return "unreachable"
}

func itoa(n int) string {
	return string([]byte{byte('0' + n/100%10), byte('0' + n/10%10), byte('0' + n%10)})
}

// count notes how an answer's summary went.
func (s *Summarizer) count(sum answer.Summary, err error) {
	s.add(func(c *Counts) {
		c.Asked++
		if len(sum.Sentences) > 0 {
			c.Shown++
		}
		if err != nil {
			if c.Failed == nil {
				c.Failed = map[string]int{}
			}
			c.Failed[Why(err)]++
		}
	})
	if err != nil && !errors.Is(err, ErrOff) && !errors.Is(err, ErrNothing) {
		s.Log.Debug("no summary", "why", Why(err), "dropped", sum.Dropped)
		return
	}
	s.Log.Debug("summary", "sentences", len(sum.Sentences), "dropped", sum.Dropped)
}

// Open reports whether the endpoint is left alone for now.
func (s *Summarizer) Open() bool { return s.breaker.open() }

// Waiting gives for how many people a summary is under way.
func (s *Summarizer) Waiting() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.asking)
}
