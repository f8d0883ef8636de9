package ledger

import (
	"cmp"
	"slices"
)

// group is the tellings of one duty.
type group struct {
	members []int32 // slots, by rank
	id      string
	names   []string // by which acts and people name it

	over      *group // the one that supersedes it
	ended     bool   // it does not hold, and no other holds instead
	conflicts []*group
	acts      []Act
	vanished  bool // nothing of it is shown
	changed   bool // it has to be shown anew
	entry     *entry
}

// superseded reports whether a group does not hold.
func (g *group) superseded() bool { return g.over != nil || g.ended }

// join makes new groups in the components in which something has changed. A
// component is the tellings that are linked by pairs to join, over others too;
// what is joined in one has no bearing on another.
func (c *change) join() {
	b := c.builder
	var loose set // slots that have to be put in components anew
	for _, i := range c.gone {
		for _, j := range b.slots[i].component {
			loose.add(j)
		}
	}
	var round set // the altered ones and those they fit
	for _, i := range c.altered.list {
		if b.tellings[i] == nil {
			continue
		}
		round.add(i)
		for _, o := range b.slots[i].outcomes {
			round.add(o.other)
		}
	}
	for _, i := range round.list {
		b.slots[i].dropped = b.uncertain(i)
	}
	for _, i := range round.list {
		loose.add(i)
		for _, j := range b.slots[i].component {
			loose.add(j)
		}
	}
	var found set
	var stack []int32
	byRank := func(x, y int32) int { return cmp.Compare(b.rank[x], b.rank[y]) }
	for n := 0; n < len(loose.list); n++ {
		i := loose.list[n]
		if b.tellings[i] == nil {
			c.leave(i)
			continue
		}
		if found.has(i) {
			continue
		}
		var members []int32
		stack = append(stack[:0], i)
		found.add(i)
		for len(stack) > 0 {
			j := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			members = append(members, j)
			for k := range b.slots[j].outcomes {
				if o := &b.slots[j].outcomes[k]; !found.has(o.other) && b.kept(j, o) {
					found.add(o.other)
					stack = append(stack, o.other)
				}
			}
		}
		slices.SortFunc(members, byRank)
		for _, j := range members {
			b.slots[j].component = members
		}
		for _, list := range b.joined(members) {
			c.regroup(list)
		}
	}
	for _, i := range c.retold.list {
		if b.tellings[i] != nil {
			b.slots[i].group.changed = true
		}
	}
	for _, g := range c.dead {
		for _, name := range g.names {
			if b.names[name] == g {
				delete(b.names, name)
			}
		}
	}
	for _, g := range c.fresh {
		for _, name := range g.names {
			b.names[name] = g
		}
	}
	for _, i := range c.gone {
		b.slots[i] = slot{}
		b.facts[i] = facts{}
		b.rejected[i] = false
		b.free = append(b.free, i)
	}
}

// leave takes a telling out of its group, which is none any more.
func (c *change) leave(i int32) {
	if g := c.builder.slots[i].group; g != nil {
		for _, j := range g.members {
			if c.builder.slots[j].group == g {
				c.builder.slots[j].group = nil
			}
		}
		c.dead = append(c.dead, g)
	}
}

// regroup makes a group of tellings, unless they are one already.
func (c *change) regroup(members []int32) {
	b := c.builder
	if g := b.slots[members[0]].group; g != nil && slices.Equal(g.members, members) {
		return
	}
	for _, i := range members {
		c.leave(i)
	}
	g := &group{members: members, changed: true, id: b.founded(members)}
	g.names = append(g.names, g.id)
	for _, i := range members {
		b.slots[i].group = g
		if t := b.tellings[i]; !t.Former {
			g.names = append(g.names, t.Key)
			if id := b.slots[i].id; id != g.id {
				g.names = append(g.names, id)
			}
		}
	}
	c.fresh = append(c.fresh, g)
}
