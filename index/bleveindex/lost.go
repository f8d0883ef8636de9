package bleveindex

import (
	"maps"

	"github.com/RoaringBitmap/roaring/v2"
)

// lost is what a segment's deleted windows took along: it makes counts those
// of the windows that are left.
type lost struct {
	windows *roaring.Bitmap
	length  uint64
	volumes []lostVolume
}

// lostVolume counts the deleted windows that held a word or a pair.
type lostVolume struct {
	forms, pairs map[uint32]int // by number, and by hash
	folds, stems map[string]int
}

// without counts what the deleted windows took along. bleve only ever deletes
// more, so what was counted before is gone on from.
func (c *copying) without(deleted *roaring.Bitmap) *lost {
	c.mu.Lock()
	defer c.mu.Unlock()
	before := c.lost
	if before != nil && before.windows.Equals(deleted) {
		return before
	}
	now := &lost{windows: deleted, volumes: make([]lostVolume, len(c.copy.volumes))}
	more := deleted
	if before != nil && before.windows.AndCardinality(deleted) == before.windows.GetCardinality() {
		more = roaring.AndNot(deleted, before.windows)
		now.length = before.length
		for i, v := range before.volumes {
			now.volumes[i] = lostVolume{forms: maps.Clone(v.forms), pairs: maps.Clone(v.pairs), folds: maps.Clone(v.folds), stems: maps.Clone(v.stems)}
		}
	} else {
		for i := range now.volumes {
			now.volumes[i] = lostVolume{forms: map[uint32]int{}, pairs: map[uint32]int{}, folds: map[string]int{}, stems: map[string]int{}}
		}
	}
	names := newNames(c.copy)
	eachBit(more, 0, func(window uint32) {
		now.length += uint64(c.copy.length[window])
		if len(now.volumes) > 0 {
			v := c.copy.volumeOf[window]
			now.volumes[v].count(c.copy, names[v], window)
		}
	})
	if before == nil || before.windows.GetCardinality() < deleted.GetCardinality() {
		c.lost = now // an older question does not take back what a newer one counted
	}
	return now
}

// names gives the groups of a word back by its number.
type names struct{ folds, stems []string }

func newNames(c *segmentCopy) []names {
	out := make([]names, len(c.volumes))
	for i, v := range c.volumes {
		of := func(groups map[string]group) []string {
			if groups == nil {
				return nil
			}
			list := make([]string, len(v.forms))
			for name, g := range groups {
				for _, f := range g.forms {
					list[f] = name
				}
			}
			return list
		}
		out[i] = names{of(v.folds), of(v.stems)}
	}
	return out
}

func (l *lostVolume) count(c *segmentCopy, n names, window uint32) {
	forms, pairs := map[uint32]bool{}, map[uint32]bool{}
	folds, stems := map[string]bool{}, map[string]bool{}
	hash := c.volumes[c.volumeOf[window]].pairs
	last, first := uint32(0), true
	c.block(window).eachWord(window, func(word uint32) {
		forms[word] = true
		folds[n.folds[word]] = true
		if n.stems != nil {
			stems[n.stems[word]] = true
		}
		if hash != nil {
			if !first {
				pairs[pairKey(last, hash[word])] = true
			}
			last, first = hash[word], false
		}
	})
	for f := range forms {
		l.forms[f]++
	}
	for p := range pairs {
		l.pairs[p]++
	}
	for f := range folds {
		l.folds[f]++
	}
	for s := range stems {
		l.stems[s]++
	}
}
