package bleveindex

import (
	"slices"

	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// denseShare is the share of a block's windows that hold a word, one in so
// many, from which it has a byte for every window.
const denseShare = 2

// block copies the windows of one block.
func (l *loading) block(i int) (err error) {
	defer guard(&err)()
	b := &l.copy.blocks[i]
	b.first = i * int(l.copy.size)
	b.n = min(l.copy.windows-b.first, int(l.copy.size))
	b.class = make([]uint8, b.n)
	b.parts = make([]part, len(l.fields))
	filling := make([]partLoading, len(l.fields))
	for v := range l.fields {
		if err := l.lists(i, v, &filling[v]); err != nil {
			return err
		}
	}
	if err := l.orders(i, filling); err != nil {
		return err
	}
	for v := range l.fields {
		if l.copy.volumes[v].pairs != nil {
			b.pairs(l.copy, v)
		}
	}
	return nil
}

// partLoading is a part under way.
type partLoading struct {
	place    []uint32 // of each window, counted from the block's first: where its words begin in distinct
	distinct []uint32 // the windows' words, each in the order of bleve's terms
	next     []uint32 // where the next window of each word is written
}

// lists reads which windows of a block hold each word of a volume, turns that
// round, and makes room for the lists.
func (l *loading) lists(i, volume int, filling *partLoading) error {
	f, b := &l.fields[volume], &l.copy.blocks[i]
	dict, err := l.segment.Dictionary(f.name)
	if err != nil {
		return err
	}
	var list segment.PostingsList
	var it segment.PostingsIterator
	windows := make([]uint16, 0, 1<<16)
	ends := make([]uint32, len(f.terms)) // of each term's windows
	for t, term := range f.terms {
		if list, err = dict.PostingsList([]byte(term), nil, list); err != nil {
			return err
		}
		it = inBlock(list, it, uint32(b.first), b.n, func(low uint16) { windows = append(windows, low) })
		ends[t] = uint32(len(windows))
	}
	filling.place = make([]uint32, b.n+1)
	for _, w := range windows {
		filling.place[int(w)+1]++
		l.copy.volumeOf[b.first+int(w)] = uint8(volume)
	}
	for w := range b.n {
		filling.place[w+1] += filling.place[w]
	}
	at := slices.Clone(filling.place)
	filling.distinct = make([]uint32, len(windows))
	p := &b.parts[volume]
	p.start = make([]uint32, len(f.terms)+1)
	from := uint32(0)
	for t, end := range ends {
		for _, w := range windows[from:end] {
			filling.distinct[at[w]] = f.number[t]
			at[w]++
		}
		p.start[f.number[t]+1] = end - from
		from = end
	}
	for len(p.dense) < len(f.terms) && int(p.start[len(p.dense)+1])*denseShare >= b.n {
		p.start[len(p.dense)+1] = 0
		p.dense = append(p.dense, make([]uint8, b.n))
	}
	for t := range f.terms {
		p.start[t+1] += p.start[t]
	}
	filling.next = slices.Clone(p.start)
	p.low = make([]uint16, p.start[len(f.terms)])
	p.code = make([]uint8, len(p.low))
	f.counts[i].folds = countGroups(filling, f.group, len(f.folds))
	f.counts[i].stems = countGroups(filling, f.stem, len(f.stems))
	return nil
}

// inBlock calls f with the windows of a list that are in a block, counted
// from its first.
func inBlock(list segment.PostingsList, spare segment.PostingsIterator, first uint32, n int, f func(low uint16)) segment.PostingsIterator {
	it := list.Iterator(false, false, false, spare)
	direct, ok := it.(segment.OptimizablePostingsIterator)
	if !ok {
		for p, err := it.Next(); p != nil && err == nil; p, err = it.Next() {
			if w := uint32(p.Number()); w >= first && w-first < uint32(n) {
				f(uint16(w - first))
			}
		}
		return it
	}
	if w, ok := direct.DocNum1Hit(); ok {
		if w := uint32(w); w >= first && w-first < uint32(n) {
			f(uint16(w - first))
		}
		return it
	}
	windows := direct.ActualBitmap()
	if windows == nil {
		return it
	}
	bits := windows.Iterator()
	bits.AdvanceIfNeeded(first)
	for bits.HasNext() {
		w := bits.Next()
		if w-first >= uint32(n) {
			break
		}
		f(uint16(w - first))
	}
	return it
}

// countGroups counts the windows that hold any word of each group.
func countGroups(filling *partLoading, group []uint32, n int) []uint32 {
	if group == nil {
		return nil
	}
	counts, last := make([]uint32, n), make([]uint32, n) // last window seen, counted from 1
	for w := range uint32(len(filling.place) - 1) {
		for _, word := range filling.distinct[filling.place[w]:filling.place[w+1]] {
			if g := group[word]; last[g] != w+1 {
				last[g] = w + 1
				counts[g]++
			}
		}
	}
	return counts
}

// orders reads the order of the windows' words, and writes the lists.
func (l *loading) orders(i int, filling []partLoading) error {
	c := l.copy
	b := &c.blocks[i]
	b.start = make([]uint32, b.n+1)
	b.order = make([]uint16, 0, 64*b.n)
	var failed error
	var frequency []int
	for low := range b.n {
		window := b.first + low
		err := l.segment.VisitStoredFields(uint64(window), func(field string, _ byte, value []byte, _ []uint64) bool {
			if field == fieldID {
				l.ids[i] = append(l.ids[i], value...)
				c.idEnd[window] = uint32(len(l.ids[i]))
				return true
			}
			v := c.volumeOf[window]
			if len(l.fields) == 0 || field != l.fields[v].name {
				return true
			}
			distinct := filling[v].distinct[filling[v].place[low]:filling[v].place[low+1]]
			frequency = append(frequency[:0], make([]int, len(distinct))...)
			length := 0
			failed = eachPlace(value, len(distinct), func(place int) {
				frequency[place]++
				length++
				word := distinct[place]
				if word < farWord {
					b.order = append(b.order, uint16(word))
				} else {
					b.order = append(b.order, farWord, uint16(word>>16), uint16(word))
				}
			})
			c.length[window] = uint32(length)
			class := classOf(length)
			b.class[low] = class
			p, next := &b.parts[v], filling[v].next
			for place, word := range distinct {
				how := occurrence(frequency[place], class)
				if int(word) < len(p.dense) {
					p.dense[word][low] = how
					continue
				}
				p.low[next[word]], p.code[next[word]] = uint16(low), how
				next[word]++
			}
			return true
		})
		if err == nil {
			err = failed
		}
		if err != nil {
			return err
		}
		b.start[low+1] = uint32(len(b.order))
	}
	b.order = slices.Clip(b.order)
	return nil
}

// pairs makes the lists of a volume's pairs of neighbouring words.
func (b *block) pairs(c *segmentCopy, volume int) {
	p, hash := &b.parts[volume], c.volumes[volume].pairs
	each := func(f func(key uint32, low int)) {
		for low := range b.n {
			if int(c.volumeOf[b.first+low]) != volume {
				continue
			}
			var last uint32
			first := true
			b.eachWord(uint32(b.first+low), func(word uint32) {
				h := hash[word]
				if !first {
					f(pairKey(last, h), low)
				}
				last, first = h, false
			})
		}
	}
	if len(b.order) < 1<<pairBits/8 { // too few to go through all keys
		list := make([]uint64, 0, len(b.order))
		each(func(key uint32, low int) { list = append(list, uint64(key)<<16|uint64(low)) })
		slices.Sort(list)
		list = slices.Compact(list)
		p.pairLow = make([]uint16, len(list))
		for i, x := range list {
			if key := uint32(x >> 16); i == 0 || key != uint32(list[i-1]>>16) {
				p.pairKeys = append(p.pairKeys, key)
				p.pairStart = append(p.pairStart, uint32(i))
			}
			p.pairLow[i] = uint16(x)
		}
		p.pairStart = append(p.pairStart, uint32(len(list)))
		return
	}
	// Side by side, because every step takes both from far memory.
	type place struct{ last, next uint32 } // the last window seen, counted from 1; how many, then where the next is written
	places := make([]place, 1<<pairBits)
	each(func(key uint32, low int) {
		if x := &places[key]; x.last != uint32(low)+1 {
			x.last = uint32(low) + 1
			x.next++
		}
	})
	total, distinct := uint32(0), 0
	for i := range places {
		if places[i].next > 0 {
			distinct++
		}
	}
	p.pairKeys, p.pairStart = make([]uint32, 0, distinct), make([]uint32, 0, distinct+1)
	for key := range places {
		n := places[key].next
		if n > 0 {
			p.pairKeys, p.pairStart = append(p.pairKeys, uint32(key)), append(p.pairStart, total)
		}
		places[key] = place{next: total}
		total += n
	}
	p.pairStart = append(p.pairStart, total)
	p.pairLow = make([]uint16, total)
	low16 := p.pairLow
	each(func(key uint32, low int) {
		if x := &places[key]; x.last != uint32(low)+1 {
			x.last = uint32(low) + 1
			low16[x.next] = uint16(low)
			x.next++
		}
	})
}

// pair gives the windows that hold a pair of words.
func (p *part) pair(key uint32) []uint16 {
	i, ok := slices.BinarySearch(p.pairKeys, key)
	if !ok {
		return nil
	}
	return p.pairLow[p.pairStart[i]:p.pairStart[i+1]]
}
