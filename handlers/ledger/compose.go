package ledger

import (
	"cmp"
	"slices"
	"strings"

	"vanthu/corpus"
	"vanthu/corpus/lang"
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
		if g := b.slots[i].group; g.members[0] == i && (g.entry == nil || c.zone || c.stale(g, before)) {
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

// passes reports whether what a person did about a duty counts for the one that
// supersedes it, with the given tellings. The work is the same: what was
// reported of it stands. But a document that sets a new day for work that was
// marked done before holds that it is not done; only who marks the old duty
// done once the new day is told has done the new one.
func (b *Builder) passes(a *Act, later []int32) bool {
	switch a.Kind {
	case Report:
		return true
	case Finish, Reopen:
		moved := told(b.tellings[later[0]])
		for _, i := range later {
			moved = min(moved, told(b.tellings[i]))
		}
		return corpus.DayOf(a.At) >= moved
	}
	return false
}

// founded gives the ID of a group, from the telling that was recorded first.
func (b *Builder) founded(members []int32) string {
	first, key := members[0], ""
	for _, i := range members {
		t, have := b.tellings[i], b.tellings[first]
		if key == "" || have.Former && !t.Former || have.Former == t.Former && cmp.Or(t.Recorded.Compare(have.Recorded), cmp.Compare(t.Key, have.Key)) < 0 {
			first, key = i, t.Key
		}
	}
	if t := b.tellings[first]; t.Former {
		key = formerKey(t)
	}
	return ID(key)
}

// better orders tellings: the text as issued before a translation before a
// report; the original language before others; then the older, which others
// may have copied.
func better(x, y Telling) int {
	return cmp.Or(cmp.Compare(rank(x.Standing), rank(y.Standing)), cmp.Compare(original(x), original(y)), -cmp.Compare(boolean(x.Deadline != nil), boolean(y.Deadline != nil)),
		cmp.Compare(told(&x), told(&y)), x.Recorded.Compare(y.Recorded), cmp.Compare(x.Key, y.Key), cmp.Compare(boolean(x.Former), boolean(y.Former)))
}

func rank(s corpus.Standing) int {
	switch s {
	case corpus.Official:
		return 0
	case corpus.Translation:
		return 1
	}
	return 2
}

func original(t Telling) int { return boolean(t.Language != "vi") }

func boolean(b bool) int {
	if b {
		return 1
	}
	return 0
}

// compose makes the duty that an entry is for those who see the given ones of
// its tellings, best first.
func (l *Ledger) compose(e *entry, tellings []Telling) Duty {
	d := Duty{ID: e.ID, Tellings: tellings, SupersededBy: e.SupersededBy, Conflicts: e.Conflicts}
	best := &tellings[0]
	d.Action, d.Product = best.Action, best.Product
	if d.Action == "" {
		d.Action = best.Quote
	}
	dated := (*Telling)(nil)
	for i := range tellings {
		t := &tellings[i]
		if len(d.Leads) == 0 {
			d.Leads = slices.Clone(t.Leads)
		}
		if d.Product == "" && t.Language == best.Language {
			d.Product = t.Product
		}
		for _, c := range t.Cooperating {
			if i == 0 || c.ID != "" && !slices.ContainsFunc(d.Cooperating, func(have Agency) bool { return have.ID == c.ID }) {
				d.Cooperating = append(d.Cooperating, c)
			}
		}
		if t.Deadline != nil && (dated == nil || decides(t, dated)) {
			dated = t
		}
		for _, r := range t.Review {
			if !slices.Contains(d.Review, r) {
				d.Review = append(d.Review, r)
			}
		}
	}
	if len(d.Leads) == 1 && d.Leads[0].ID == "" { // another source may name a body that the lexicon knows
		for _, t := range tellings {
			if len(t.Leads) == 1 && t.Leads[0].ID != "" {
				d.Leads[0].ID = t.Leads[0].ID
				break
			}
		}
	}
	if dated != nil {
		deadline := *dated.Deadline
		d.Deadline, d.DeadlineText = &deadline, dated.DeadlineText
	}
	l.apply(&d, e)
	return d
}

// decides reports whether t's deadline is shown rather than that of have,
// which is the better telling: of two of one standing, the finer one.
func decides(t, have *Telling) bool {
	if rank(t.Standing) != rank(have.Standing) {
		return false
	}
	x, y := termOf(t.Deadline), termOf(have.Deadline)
	return x.kind == dated && (y.kind != dated || x.coarse < y.coarse)
}

// searchable gives the folded words of a duty with spaces around. Texts that
// many duties have are looked up in folded, where there is one.
func searchable(d *Duty, folded map[string]string) string {
	var b strings.Builder
	var words []lang.Word
	b.WriteByte(' ')
	add := func(s string) {
		words = lang.AppendWords(words[:0], s)
		for _, w := range words {
			b.WriteString(w.Folded)
			b.WriteByte(' ')
		}
	}
	again := func(s string) {
		have, ok := folded[s]
		if !ok {
			from := b.Len()
			if add(s); folded != nil {
				folded[s] = strings.Clone(b.String()[from:])
			}
			return
		}
		b.WriteString(have)
	}
	for _, t := range d.Tellings {
		add(t.Quote)
		add(t.Product)
		again(t.LeadText)
		again(t.Number)
		again(t.Title)
		if t.LeadText == "" {
			for _, a := range t.Leads {
				again(a.Text)
			}
		}
	}
	return b.String()
}
