package handlers

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
	keptAnswers     = 1000
	keptAnswerBytes = 24 << 20
)

// Revised is content that answers are made of: state.State with its documents
// and acts, and the index. Its revision is another one after every change.
type Revised interface {
	Revision(ctx context.Context) (int64, error)
}

// Answers keeps whole answers, so that a question that many ask is worked out
// once. All are dropped when any of the contents changes and when a day
// begins. An answer is kept for those who see the same, call the same bodies
// their own and ask in the same words and languages; one that goes on from a
// conversation is not kept. Nothing is written to disk. It is safe for
// concurrent use.
type Answers struct {
	contents []Revised
	entries  int
	limit    int

	mu    sync.Mutex
	at    moment
	bytes int
	order *list.List // of keptAnswer, the last used first
	by    map[asking]*list.Element
	count AnswerCount
}

// AnswerCount tells how much is kept, and what it was good for.
type AnswerCount struct {
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

// NewAnswers keeps at most so many answers, and bytes, made of the documents
// and the index.
func NewAnswers(documents, index Revised, entries, bytes int) *Answers {
	return &Answers{contents: []Revised{documents, index}, entries: entries, limit: bytes, order: list.New(), by: map[asking]*list.Element{}}
}

// DefaultAnswers keeps up to 1000 answers, in 24 MB.
func DefaultAnswers(documents, index Revised) *Answers {
	return NewAnswers(documents, index, keptAnswers, keptAnswerBytes)
}

// Count tells how much is kept.
func (k *Answers) Count() AnswerCount {
	k.mu.Lock()
	defer k.mu.Unlock()
	c := k.count
	c.Answers, c.Bytes, c.Limit = len(k.by), k.bytes, k.limit
	return c
}

// now gives the moment, whose day is told.
func (k *Answers) now(ctx context.Context, day corpus.Day) (moment, error) {
	m := moment{day: day}
	for i, c := range k.contents {
		var err error
		if m.revisions[i], err = c.Revision(ctx); err != nil {
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
func (k *Answers) take(m moment, a asking) (answer.Answer, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.count.Asked++
	if k.at != m {
		k.at, k.bytes = m, 0
		k.order.Init()
		clear(k.by)
	}
	e := k.by[a]
	if e == nil {
		return answer.Answer{}, false
	}
	k.order.MoveToFront(e)
	k.count.Again++
	return apartFrom(e.Value.(keptAnswer).answer), true
}

// put keeps an answer that was worked out from the moment on. Where that has
// passed, it is not kept.
func (k *Answers) put(m moment, a asking, made answer.Answer) {
	kept := keptAnswer{a, apartFrom(made), weight(a, &made)}
	if kept.bytes > k.limit/4 {
		return
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.at != m {
		return
	}
	if e := k.by[a]; e != nil {
		k.remove(e)
	}
	k.by[a] = k.order.PushFront(kept)
	k.bytes += kept.bytes
	for k.bytes > k.limit || len(k.by) > k.entries {
		k.remove(k.order.Back())
	}
}

func (k *Answers) remove(e *list.Element) {
	kept := k.order.Remove(e).(keptAnswer)
	k.bytes -= kept.bytes
	delete(k.by, kept.asking)
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
