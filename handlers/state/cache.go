package state

import (
	"container/list"
	"sync"

	"vanthu/corpus"
)

// textCacheBytes bounds the texts kept in memory.
const textCacheBytes = 12 << 20

// textCache keeps the documents used last, up to a number of bytes of text.
type textCache struct {
	mu    sync.Mutex
	limit int
	bytes int
	order *list.List // of cachedText, most recent first
	byID  map[string]*list.Element
}

type cachedText struct {
	id  string
	doc *corpus.Document
}

func newTextCache(limit int) *textCache {
	return &textCache{limit: limit, order: list.New(), byID: map[string]*list.Element{}}
}

func (c *textCache) take(id string) *corpus.Document {
	c.mu.Lock()
	defer c.mu.Unlock()
	e := c.byID[id]
	if e == nil {
		return nil
	}
	c.order.MoveToFront(e)
	return e.Value.(cachedText).doc
}

func (c *textCache) put(id string, d *corpus.Document) {
	size := cost(d)
	if size > c.limit/4 {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.remove(id)
	c.byID[id] = c.order.PushFront(cachedText{id, d})
	c.bytes += size
	for c.bytes > c.limit {
		c.remove(c.order.Back().Value.(cachedText).id)
	}
}

func (c *textCache) drop(id string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.remove(id)
}

func (c *textCache) remove(id string) {
	if e := c.byID[id]; e != nil {
		c.bytes -= cost(e.Value.(cachedText).doc)
		c.order.Remove(e)
		delete(c.byID, id)
	}
}

// cost is the memory of a document, about: its text and 100 bytes a passage.
func cost(d *corpus.Document) int { return len(d.Text) + 100*len(d.Passages) + 500 }
