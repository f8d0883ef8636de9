// Package answercache keeps whole answers, so that a question that many ask is
// worked out once. All are dropped when any of the contents changes and when a
// day begins. An answer is kept for those who see the same, call the same
// bodies their own and ask in the same words and languages; one that goes on
// from a conversation is not kept. Nothing is written to disk.
package answercache

import (
	"container/list"
	"context"
	"slices"
	"strings"
	"sync"

	"vanthu/corpus"
	"vanthu/corpus/lang"
	"vanthu/handlers/answer"
	"vanthu/handlers/ledger"
)

// Bounds of the answers that are kept.
const (
	defaultAnswers = 1000
	defaultBytes   = 24 << 20
)

// Revised is content that answers are made of: state.State with its documents
// and acts, and the index. Its revision is another one after every change.
type Revised interface {
	Revision(ctx context.Context) (int64, error)
}

// Cache keeps answers. It is safe for concurrent use.
type Cache struct {
	contents []Revised
	entries  int
	limit    int

	mu    sync.Mutex
	at    moment
	bytes int
	order *list.List // of keptAnswer, the last used first
	by    map[asking]*list.Element
	count Count
}

// Count tells how much is kept, and what it was good for.
type Count struct {
	Answers, Bytes, Limit int
	Asked, Again          int64 // questions that could have been kept, and those answered from what was
}

// moment is the time for which answers hold.
type moment struct {
	day       corpus.Day
	revisions [2]int64
}

// asking is what an answer depends on, beside the moment.
type asking struct {
	text, language, prior, agencies string
	viewer                          corpus.Viewer
}

type keptAnswer struct {
	asking asking
	answer answer.Answer
	bytes  int
}

// New keeps at most so many answers, and bytes, made of the documents
// and the index.
func New(documents, index Revised, entries, bytes int) *Cache {
	return &Cache{contents: []Revised{documents, index}, entries: entries, limit: bytes, order: list.New(), by: map[asking]*list.Element{}}
}

// Default keeps up to 1000 answers, in 24 MB.
func Default(documents, index Revised) *Cache {
	return New(documents, index, defaultAnswers, defaultBytes)
}

// Count tells how much is kept.
func (c *Cache) Count() Count {
	c.mu.Lock()
	defer c.mu.Unlock()
	n := c.count
	n.Answers, n.Bytes, n.Limit = len(c.by), c.bytes, c.limit
	return n
}

// Answer gives the answer to a question that was kept, which again tells, or
// has work work it out and keeps that, unless it is a lesser one. q.Now tells
// the day.
func (c *Cache) Answer(ctx context.Context, q answer.Question, work func() (answer.Answer, error)) (a answer.Answer, again bool, err error) {
	asking, ok := askingOf(q)
	if !ok {
		a, err = work()
		return a, false, err
	}
	m, err := c.now(ctx, corpus.DayOf(q.Now))
	if err != nil {
		return a, false, err
	}
	if a, ok := c.take(m, asking); ok {
		return a, true, nil
	}
	if a, err = work(); err == nil && !a.Lesser {
		c.put(m, asking, a)
	}
	return a, false, err
}

// now gives the moment, whose day is told.
func (c *Cache) now(ctx context.Context, day corpus.Day) (moment, error) {
	m := moment{day: day}
	for i, of := range c.contents {
		var err error
		if m.revisions[i], err = of.Revision(ctx); err != nil {
			return m, err
		}
	}
	return m, nil
}

// askingOf gives what the answer to a question depends on; ok is false where
// it is not kept: it goes on from another one, or is too long to be answered.
func askingOf(q answer.Question) (a asking, ok bool) {
	if q.Follows != nil || len(q.Text) > 4*answer.QuestionRunes {
		return a, false
	}
	return asking{text: lang.Clean(q.Text), language: q.Language, prior: q.Prior, agencies: strings.Join(q.Agencies, "\n"), viewer: q.Viewer}, true
}

// take gives an answer that was kept.
func (c *Cache) take(m moment, a asking) (answer.Answer, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.count.Asked++
	if c.at != m {
		c.at, c.bytes = m, 0
		c.order.Init()
		clear(c.by)
	}
	e := c.by[a]
	if e == nil {
		return answer.Answer{}, false
	}
	c.order.MoveToFront(e)
	c.count.Again++
	return apartFrom(e.Value.(keptAnswer).answer), true
}

// put keeps an answer that was worked out from the moment on. Where that has
// passed, it is not kept.
func (c *Cache) put(m moment, a asking, made answer.Answer) {
	kept := keptAnswer{a, apartFrom(made), weight(a, &made)}
	if kept.bytes > c.limit/4 {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.at != m {
		return
	}
	if e := c.by[a]; e != nil {
		c.remove(e)
	}
	c.by[a] = c.order.PushFront(kept)
	c.bytes += kept.bytes
	for c.bytes > c.limit || len(c.by) > c.entries {
		c.remove(c.order.Back())
	}
}

func (c *Cache) remove(e *list.Element) {
	kept := c.order.Remove(e).(keptAnswer)
	c.bytes -= kept.bytes
	delete(c.by, kept.asking)
}

// apartFrom gives an answer whose lists may be changed without changing those
// of the other one.
func apartFrom(a answer.Answer) answer.Answer {
	a.Citations, a.Suggestions = slices.Clone(a.Citations), slices.Clone(a.Suggestions)
	a.Duties, a.Related, a.Counts = slices.Clone(a.Duties), slices.Clone(a.Related), slices.Clone(a.Counts)
	if a.Asked != nil {
		asked := *a.Asked
		a.Asked = &asked
	}
	return a
}

// weight is the memory of a kept answer in bytes, about, with the documents
// that it keeps from being forgotten.
func weight(asked asking, a *answer.Answer) int {
	n := 1000 + len(asked.text) + len(asked.agencies) + len(a.Question)
	seen := map[*corpus.Document]bool{}
	document := func(d *corpus.Document) {
		if d != nil && !seen[d] {
			seen[d] = true
			n += 500 + len(d.Text) + 100*len(d.Passages)
		}
	}
	for _, c := range a.Citations {
		document(c.Document)
		n += 300 + 16*len(c.Marks) + 100*len(c.Dates)
	}
	if a.Procedure != nil {
		document(a.Procedure.Document)
	}
	for _, s := range a.Suggestions {
		n += len(s)
	}
	for _, duties := range [][]ledger.Duty{a.Duties, a.Related} {
		for i := range duties {
			n += 500 + 700*len(duties[i].Tellings)
			for _, t := range duties[i].Tellings {
				n += len(t.Quote)
			}
		}
	}
	return n + 50*len(a.Counts)
}
