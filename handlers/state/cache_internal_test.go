package state

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"vanthu/corpus"
)

func TestCacheIsBounded(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		const limit = 20_000
		c := newTextCache(limit)
		newest := map[string]*corpus.Document{}
		for range rapid.IntRange(1, 60).Draw(r, "steps") {
			id := fmt.Sprint(rapid.IntRange(0, 9).Draw(r, "document"))
			d, seen := c.take(id)
			if d != nil && d != newest[id] {
				r.Fatalf("an old version of %s is kept", id)
			}
			switch rapid.IntRange(0, 3).Draw(r, "step") {
			case 0: // it changes
				newest[id] = nil
				c.drop(id)
			case 1: // it changes between reading and keeping
				old := &corpus.Document{Text: "old"}
				c.drop(id)
				newest[id] = nil
				c.put(id, old, seen)
			default:
				if newest[id] == nil {
					newest[id] = &corpus.Document{Text: strings.Repeat("x", rapid.IntRange(0, 9_000).Draw(r, "size"))}
				}
				c.put(id, newest[id], seen)
			}
			size := 0
			for e := c.order.Front(); e != nil; e = e.Next() {
				size += cost(e.Value.(cachedText).doc)
			}
			if size > limit || size != c.bytes || len(c.byID) != c.order.Len() {
				r.Fatalf("%d bytes in %d documents, counted as %d in %d, limit %d", size, c.order.Len(), c.bytes, len(c.byID), limit)
			}
		}
	})
}

func TestCacheForgetsWhatWasUsedLongestAgo(t *testing.T) {
	c := newTextCache(10_000)
	d := &corpus.Document{Text: strings.Repeat("x", 2_000)}
	for _, id := range []string{"a", "b", "c"} {
		c.put(id, d, 0)
	}
	c.take("a")
	c.put("d", d, 0)
	c.put("e", d, 0)
	for id, want := range map[string]bool{"a": true, "b": false, "d": true, "e": true} {
		if got, _ := c.take(id); (got != nil) != want {
			t.Errorf("%s is kept: %v, want %v", id, got != nil, want)
		}
	}
	c.put("huge", &corpus.Document{Text: strings.Repeat("x", 5_000)}, 0)
	if got, _ := c.take("huge"); got != nil {
		t.Error("a document of half the cache is kept")
	}
}
