package ledger

import (
	"cmp"
	"slices"
)

// blocks lists the slots of the tellings that share each blocking key, by
// rank. Most keys are of one telling.
type blocks struct {
	at    map[uint64]int32 // key → slot, or, below zero, the list whose number is its complement
	lists [][]int32
	spare []int32 // numbers of lists not in use
}

func newBlocks() blocks { return blocks{at: map[uint64]int32{}} }

// of gives the slots that share a key, where there are several.
func (k *blocks) of(key uint64) []int32 {
	if n, ok := k.at[key]; ok && n < 0 {
		return k.lists[^n]
	}
	return nil
}

// add puts a slot in; it gives the list with it, and its place there.
func (k *blocks) add(key uint64, slot int32, rank []int32) (list []int32, at int) {
	n, ok := k.at[key]
	switch {
	case !ok:
		k.at[key] = slot
		return nil, 0
	case n >= 0:
		number := int32(len(k.lists))
		if last := len(k.spare); last > 0 {
			number, k.spare = k.spare[last-1], k.spare[:last-1]
		} else {
			k.lists = append(k.lists, nil)
		}
		k.lists[number], k.at[key] = append(k.lists[number][:0], n), ^number
		n = ^number
	}
	list = k.lists[^n]
	at = placeOf(list, slot, rank)
	list = slices.Insert(list, at, slot)
	k.lists[^n] = list
	return list, at
}

// remove takes a slot out; it gives the list without it, and the place where
// it was.
func (k *blocks) remove(key uint64, slot int32, rank []int32) (list []int32, at int) {
	n, ok := k.at[key]
	switch {
	case !ok:
		return nil, 0
	case n >= 0:
		delete(k.at, key)
		return nil, 0
	}
	list = k.lists[^n]
	at = placeOf(list, slot, rank)
	list = slices.Delete(list, at, at+1)
	k.lists[^n] = list
	if len(list) == 1 {
		k.at[key] = list[0]
		k.spare = append(k.spare, ^n)
	}
	return list, at
}

// placeOf gives the place of a slot in a list by rank.
func placeOf(list []int32, slot int32, rank []int32) int {
	if last := len(list) - 1; rank[list[last]] < rank[slot] {
		return last + 1
	}
	at, _ := slices.BinarySearchFunc(list, rank[slot], func(i, r int32) int { return cmp.Compare(rank[i], r) })
	return at
}

// place puts what came and went, and tellings with other keys, where like ones
// stand, and finds those that may be compared with others now: c.moved.
func (c *change) place() {
	b := c.builder
	for _, i := range c.gone {
		for _, key := range b.slots[i].keys {
			c.leaves(key, i)
		}
		b.slots[i].keys = nil
	}
	c.moved.remove(c.gone) // near counts those that are left
	c.ranks()
	for _, i := range c.added {
		c.rekeyed.add(i)
		c.renewed.add(i)
		c.moved.add(i)
	}
	list := slices.DeleteFunc(c.rekeyed.list, func(i int32) bool { return b.tellings[i] == nil })
	after := make([][]uint64, len(list))
	inParallel(len(list), func(n int) { after[n] = sorted(b.keys(nil, list[n])) })
	for n, i := range list {
		before := b.slots[i].keys
		b.slots[i].keys = after[n]
		eachOther(before, after[n], func(key uint64) { c.leaves(key, i) })
		eachOther(after[n], before, func(key uint64) { c.enters(key, i) })
	}
	c.amending()
}

// ranks gives every telling that counts its place among all.
func (c *change) ranks() {
	b := c.builder
	slices.SortFunc(c.added, func(x, y int32) int { return b.slots[x].source.compare(b.slots[y].source) })
	kept := make([]int32, 0, len(b.order)+len(c.added))
	for _, i := range b.order {
		if b.tellings[i] != nil {
			kept = append(kept, i)
		}
	}
	b.order = merged(kept, c.added, func(x, y int32) int { return b.slots[x].source.compare(b.slots[y].source) })
	for n, i := range b.order {
		b.rank[i] = int32(n)
	}
}

// merged gives the entries of two sorted lists together; few are in the second
// one.
func merged[T any](list, few []T, compare func(x, y T) int) []T {
	if len(few) == 0 {
		return list
	}
	out := make([]T, 0, len(list)+len(few))
	for _, x := range few {
		at, _ := slices.BinarySearchFunc(list, x, compare)
		out = append(append(out, list[:at]...), x)
		list = list[at:]
	}
	return append(out, list...)
}

// eachOther calls do for the entries of a sorted list that another lacks.
func eachOther[T cmp.Ordered](list, other []T, do func(T)) {
	for _, x := range list {
		for len(other) > 0 && other[0] < x {
			other = other[1:]
		}
		if len(other) == 0 || other[0] != x {
			do(x)
		}
	}
}

// leaves takes a telling out of a block.
func (c *change) leaves(key uint64, i int32) {
	list, at := c.builder.blocks.remove(key, i, c.builder.rank)
	c.near(list, at, len(list)+1)
}

// enters puts a telling in a block.
func (c *change) enters(key uint64, i int32) {
	list, at := c.builder.blocks.add(key, i, c.builder.rank)
	c.near(list, at, len(list)-1)
}

// near marks those of a list for whom it is new what stands at a place of it:
// all where it was or is short.
func (c *change) near(list []int32, at, before int) {
	if len(c.moved.list) == len(c.builder.order) {
		return // it is new for everybody
	}
	if min(len(list), before) > comparisons {
		list = list[max(0, at-nearby-1):min(len(list), at+nearby+2)]
	}
	for _, i := range list {
		c.moved.add(i)
	}
}

// amending knows the tellings that move deadlines of documents with a number.
type amending struct {
	told  map[string][]int32 // the number's head → tellings of documents with it, by rank
	names map[string][]int32 // the number's head → tellings that amend it, in any order
}

func newAmending() amending {
	return amending{map[string][]int32{}, map[string][]int32{}}
}

// amending takes in what tellings came and went that amend others or are
// amended.
func (c *change) amending() {
	b := c.builder
	a := &b.amending
	touched := map[string]bool{}
	for _, i := range c.gone {
		t := b.slots[i].source.telling
		if t.NumberKey != "" {
			touched[head(t.NumberKey)] = true
		}
		for _, k := range t.Amends {
			a.names[head(k)] = slices.DeleteFunc(a.names[head(k)], func(j int32) bool { return j == i })
		}
	}
	for _, i := range c.added {
		t := b.tellings[i]
		if t.NumberKey != "" {
			h := head(t.NumberKey)
			a.told[h] = append(a.told[h], i)
			touched[h] = true
		}
		for _, k := range t.Amends {
			if !slices.Contains(a.names[head(k)], i) {
				a.names[head(k)] = append(a.names[head(k)], i)
			}
		}
	}
	gone := map[int32]bool{}
	for _, i := range c.gone {
		gone[i] = true
	}
	for h := range touched {
		a.told[h] = slices.DeleteFunc(a.told[h], func(i int32) bool { return gone[i] })
		slices.SortFunc(a.told[h], func(x, y int32) int { return cmp.Compare(b.rank[x], b.rank[y]) })
		for _, i := range a.names[h] {
			c.moved.add(i)
		}
	}
}
