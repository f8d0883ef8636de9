package ledger

import (
	"slices"

	"vanthu/corpus"
)

// ledger makes the duties of the groups, those that are new or stand otherwise
// than on the day before.
func (c *change) ledger(before corpus.Day) *Ledger {
	b := c.builder
	l := &Ledger{now: b.now, today: b.today, agencies: b.agencies}
	l.unplaced = b.distribute()
	b.vanish()
	var groups []*group
	for _, i := range b.order {
		if g := b.slots[i].group; g.members[0] == i && (g.entry == nil || c.anew || c.stale(g, before)) {
			groups = append(groups, g)
		}
	}
	made := make([]*entry, len(groups))
	shared(len(groups), func(from, to int) {
		folded := map[string]string{}
		for n := from; n < to; n++ {
			made[n] = b.entry(l, groups[n], folded)
		}
	})
	for n, g := range groups {
		g.entry, g.changed = made[n], false
	}
	made = slices.DeleteFunc(made, func(e *entry) bool { return e == nil })
	for _, e := range made {
		b.number(e)
	}
	for _, g := range c.dead {
		g.entry = nil
	}
	kept := make([]*entry, 0, len(b.entries))
	for _, e := range b.entries {
		if e.group.entry == e {
			kept = append(kept, e)
		}
	}
	byUrgency := func(x, y *entry) int { return x.order.compare(&y.order) }
	slices.SortFunc(made, byUrgency)
	b.entries = merged(kept, made, byUrgency)
	l.entries = b.entries
	b.direct(l, c.dead, groups)
	b.index(l)
	b.subjectsOf(l)
	return l
}

// distribute gives each group the acts on it and on those that it supersedes, and
// tells which acts are on none.
func (b *Builder) distribute() (unplaced []Act) {
	for _, g := range b.acted {
		g.acts = nil
	}
	b.acted = nil
	add := func(g *group, a Act) {
		if g.acts == nil {
			b.acted = append(b.acted, g)
		}
		g.acts = append(g.acts, a)
	}
	for _, a := range b.acts {
		if a.Kind == Propose {
			continue
		}
		g := b.names[a.Duty]
		if g == nil {
			unplaced = append(unplaced, a)
			continue
		}
		add(g, a)
		for h := g.over; h != nil && b.passes(&a, h.members); h = h.over {
			add(h, a)
		}
	}
	return unplaced
}

// vanish notes which groups nothing is shown of.
func (b *Builder) vanish() {
	for _, i := range b.order {
		g := b.slots[i].group
		if g.members[0] != i {
			continue
		}
		all := true
		for _, j := range g.members {
			all = all && b.rejected[j]
		}
		g.vanished = all
		if len(b.decided) == 0 {
			continue
		}
		last := b.decided[g.id]
		for _, j := range g.members {
			if own := b.decided[b.tellings[j].Key]; own.kind == Confirm {
				last = latest(last, own)
			}
		}
		g.vanished = all || last.kind == Reject
	}
}

// stale reports whether what is shown of a group is no longer right.
func (c *change) stale(g *group, before corpus.Day) bool {
	e, b := g.entry, c.builder
	if g.changed || g.vanished || e.superseded != g.superseded() || e.SupersededBy != g.supersededBy() || len(e.acts) != len(g.acts) {
		return true
	}
	if len(e.Conflicts) > 0 || len(g.conflicts) > 0 {
		if !slices.Equal(e.Conflicts, g.conflicting()) {
			return true
		}
	}
	if !slices.Equal(e.acts, g.acts) {
		return true
	}
	if b.today == before {
		return false
	}
	return Late(e.Deadline, b.today) != Late(e.Deadline, before) || e.Deadline != nil && e.Deadline.Recurrence != "" && len(e.acts) > 0
}

// supersededBy gives the ID of the duty that holds instead, if one is shown.
func (g *group) supersededBy() string {
	if g.over == nil || g.over.vanished {
		return ""
	}
	return g.over.id
}

// conflicting gives the IDs of the duties that tell the same with another
// deadline.
func (g *group) conflicting() []string {
	var out []string
	for _, h := range g.conflicts {
		if !h.vanished {
			out = append(out, h.id)
		}
	}
	slices.Sort(out)
	return out
}

// entry makes the duty of a group; nil where nothing of it is shown.
func (b *Builder) entry(l *Ledger, g *group, folded map[string]string) *entry {
	if g.vanished {
		return nil
	}
	e := &entry{group: g, superseded: g.superseded(), acts: g.acts, open: true}
	for _, i := range g.members {
		if !b.rejected[i] {
			e.tellings = append(e.tellings, *b.tellings[i])
			e.proposed = e.proposed || b.facts[i].proposed
			e.open = e.open && corpus.Viewer{}.Sees(b.tellings[i].Visibility)
		}
	}
	slices.SortFunc(e.tellings, better)
	e.ID, e.SupersededBy, e.Conflicts = g.id, g.supersededBy(), g.conflicting()
	e.Duty = l.compose(e, e.tellings)
	e.search = searchable(&e.Duty, folded)
	e.order = orderOf(&e.Duty)
	return e
}

// number gives an entry the numbers of the bodies it concerns.
func (b *Builder) number(e *entry) {
	add := func(list []Agency) {
		for _, a := range list {
			if a.ID == "" {
				continue
			}
			h := b.holds(a.ID)
			n, ok := b.bodies[h]
			if !ok {
				n = int32(len(b.bodyNames))
				b.bodies[h], b.bodyNames = n, append(b.bodyNames, h)
			}
			if !slices.Contains(e.bodies, n) {
				e.bodies = append(e.bodies, n)
			}
		}
	}
	add(e.Leads)
	add(e.Cooperating)
	for i := range e.tellings {
		add(e.tellings[i].Leads)
		add(e.tellings[i].Cooperating)
	}
}

// direct makes the directory of the ledger.
func (b *Builder) direct(l *Ledger, dead, composed []*group) {
	d := b.directory.begin()
	for _, g := range dead {
		for _, name := range g.names {
			if b.names[name] == nil {
				d.set(name, nil)
			}
		}
	}
	for _, g := range composed {
		for _, name := range g.names {
			d.set(name, g.entry)
		}
	}
	b.directory = d.directory
	l.at = b.directory
}
