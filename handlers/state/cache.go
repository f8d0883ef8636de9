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
	drops int64      // so far
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

// take gives a document, or nil where it is not here. seen is for put.
func (c *textCache) take(id string) (d *corpus.Document, seen int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e := c.byID[id]
	if e == nil {
		return nil, c.drops
	}
	c.order.MoveToFront(e)
	return e.Value.(cachedText).doc, c.drops
}

// put keeps a document that was read after take gave seen. Where anything was
// dropped since, it may be this document's older version, and is not kept.
func (c *textCache) put(id string, d *corpus.Document, seen int64) {
	size := cost(d)
	if size > c.limit/4 {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if seen != c.drops {
		return
	}
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
	c.drops++
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
