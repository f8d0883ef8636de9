package ledger

import (
	"runtime"
	"slices"
	"sync"
)

// atOnce is from how many tellings on it is worth to share work among
// goroutines.
const atOnce = 64

// inParallel calls do for all numbers below n, which must not depend on each
// other.
func inParallel(n int, do func(i int)) {
	shared(n, func(from, to int) {
		for i := from; i < to; i++ {
			do(i)
		}
	})
}

// shared calls do for stretches of the numbers below n that together are all,
// one for each processor.
func shared(n int, do func(from, to int)) {
	workers := min(runtime.GOMAXPROCS(0), n/atOnce)
	if workers < 2 {
		do(0, n)
		return
	}
	var wait sync.WaitGroup
	for w := range workers {
		wait.Go(func() { do(w*n/workers, (w+1)*n/workers) })
	}
	wait.Wait()
}

// read makes the facts of new tellings.
func (c *change) read() {
	b := c.builder
	var lock sync.Mutex
	shared(len(c.added), func(from, to int) {
		r := newReader()
		for _, i := range c.added[from:to] {
			b.facts[i] = facts{}
			r.read(b.tellings[i], &b.facts[i])
		}
		// The numbers of this reader's terms become those of the builder's.
		lock.Lock()
		numbers := make([]int32, len(r.terms.hashes))
		for n, h := range r.terms.hashes {
			numbers[n] = b.terms.number(h)
		}
		lock.Unlock()
		for _, i := range c.added[from:to] {
			f := &b.facts[i]
			f.language = numbers[f.language]
			for _, list := range f.lists() {
				for n, t := range *list {
					(*list)[n] = numbers[t]
				}
				slices.Sort(*list)
			}
		}
	})
	b.df = append(b.df, make([]int32, len(b.terms.hashes)-len(b.df))...)
	for _, i := range c.added {
		t, f := b.tellings[i], &b.facts[i]
		n, ok := b.documents[t.Document]
		if !ok {
			n = int32(len(b.documents))
			b.documents[t.Document] = n
		}
		f.document, f.leads = n, b.lead(t)
	}
}

// judge takes in what officials decided of tellings.
func (c *change) judge() {
	b := c.builder
	proposals := map[string]bool{}
	for i := range b.proposed {
		proposals[b.proposed[i].Key] = true
	}
	judge := func(i int32) {
		key, proposed := b.tellings[i].Key, false
		last := b.decided[key]
		if proposals[key] {
			last = latest(last, b.decided[b.slots[i].id])
			proposed = last.kind != Confirm
		}
		if rejected := last.kind == Reject; rejected != b.rejected[i] {
			b.rejected[i] = rejected
			c.retold.add(i)
		}
		if f := &b.facts[i]; proposed != f.proposed {
			f.proposed = proposed
			c.renewed.add(i)
			c.retold.add(i)
		}
	}
	if len(proposals) == 0 && len(b.decided) == 0 && !b.judged {
		return
	}
	b.judged = len(proposals) > 0 || len(b.decided) > 0
	for i, t := range b.tellings {
		if t != nil {
			judge(int32(i))
		}
	}
}
