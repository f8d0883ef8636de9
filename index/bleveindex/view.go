package bleveindex

import (
	"context"
	"fmt"
	"os"
	"slices"
	"sync"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	index_api "github.com/blevesearch/bleve_index_api"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// copies keeps the copies of the segments that are in use.
type copies struct {
	context context.Context // ends with the engine
	keeps   bool            // files beside bleve's may be written
	from    int             // the least segment, in windows, whose copy is kept in one
	cancel  context.CancelFunc
	work    sync.WaitGroup

	mu    sync.Mutex
	ended bool
	all   map[uint64]*copying // by bleve's number of the segment
}

func newCopies(keeps bool) *copies {
	ctx, cancel := context.WithCancel(context.Background())
	return &copies{context: ctx, cancel: cancel, keeps: keeps, from: sidecarFrom, all: map[uint64]*copying{}}
}

// copying is a copy, once ready is closed.
type copying struct {
	ready chan struct{}
	copy  *segmentCopy
	err   error

	mu   sync.Mutex
	lost *lost // what the deleted windows took along, as last asked for
}

// view is the index as one question sees it: nothing in it changes any more.
type view struct {
	reader  index_api.IndexReader
	parts   []viewPart
	windows int
	length  uint64 // of all windows, in words
}

// viewPart is one segment of a view.
type viewPart struct {
	*segmentCopy
	segment segment.Segment
	deleted *roaring.Bitmap // nil where nothing is
	lost    *lost
}

// view gives the index as it is now, once the copies it needs are there.
// Close its reader.
func (e *engine) view(ctx context.Context) (v *view, err error) {
	adv, err := e.bleve.Advanced()
	if err != nil {
		return nil, err
	}
	reader, err := adv.Reader()
	if err != nil {
		return nil, err
	}
	v = &view{reader: reader}
	defer func() {
		if err != nil {
			_ = reader.Close()
		}
	}()
	snapshot, ok := reader.(*scorch.IndexSnapshot)
	if !ok {
		return nil, fmt.Errorf("bleve reads with a %T", reader)
	}
	segments := snapshot.Segments()
	waiting, err := e.copies.of(segments)
	if err != nil {
		return nil, err
	}
	v.parts = make([]viewPart, 0, len(segments))
	for i, s := range segments {
		select {
		case <-waiting[i].ready:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
		c := waiting[i]
		if c.err != nil {
			return nil, c.err
		}
		part := viewPart{segmentCopy: c.copy, segment: s.Segment(), deleted: s.Deleted()}
		v.windows += c.copy.windows
		v.length += c.copy.words
		if part.deleted != nil && !part.deleted.IsEmpty() {
			part.lost = c.without(part.deleted)
			v.windows -= int(part.lost.windows.GetCardinality())
			v.length -= part.lost.length
		} else {
			part.deleted = nil
		}
		v.parts = append(v.parts, part)
	}
	slices.SortStableFunc(v.parts, func(a, b viewPart) int { return b.segmentCopy.windows - a.segmentCopy.windows })
	return v, nil
}

// of gives the copies of segments, and begins to make those that are not
// there.
func (c *copies) of(segments []*scorch.SegmentSnapshot) ([]*copying, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.ended {
		return nil, errClosed
	}
	out := make([]*copying, len(segments))
	for i, s := range segments {
		one := c.all[s.Id()]
		if one == nil {
			one = &copying{ready: make(chan struct{})}
			c.all[s.Id()] = one
			c.make(one, s.Id(), s.Segment())
		}
		out[i] = one
	}
	if len(c.all) > 2*len(segments)+8 {
		c.drop(segments)
	}
	return out, nil
}

// make copies a segment in the background.
func (c *copies) make(one *copying, id uint64, s segment.Segment) {
	s.AddRef()
	c.work.Go(func() {
		one.copy, one.err = loadKept(s)
		kept := one.err == nil
		if !kept {
			one.copy, one.err = guardedLoad(c.context, s)
		}
		close(one.ready)
		switch {
		case one.err != nil:
			c.forget(id)
		case kept && !sound(s): // nobody was told anything that is not there but a wrong order
			_ = os.Remove(sidecarOf(s))
			c.forget(id)
		case !kept && c.keeps && int(s.Count()) >= c.from:
			_ = one.copy.keep(s)
		}
		_ = s.DecRef()
	})
}

// forget drops a copy, for the next question to make it anew.
func (c *copies) forget(id uint64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.all, id)
}

func guardedLoad(ctx context.Context, s segment.Segment) (c *segmentCopy, err error) {
	defer guard(&err)()
	return load(ctx, s)
}

// drop forgets copies of segments that were merged away.
func (c *copies) drop(segments []*scorch.SegmentSnapshot) {
	used := make(map[uint64]bool, len(segments))
	for _, s := range segments {
		used[s.Id()] = true
	}
	for id := range c.all {
		if !used[id] {
			delete(c.all, id)
		}
	}
}

// end stops what is under way and waits for it.
func (c *copies) end() {
	c.mu.Lock()
	c.ended = true
	c.mu.Unlock()
	c.cancel()
	c.work.Wait()
}
