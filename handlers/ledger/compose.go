package ledger

import (
	"cmp"
	"slices"
	"strings"

	"vanthu/corpus"
	"vanthu/corpus/lang"
)

// ledger makes the duties of the groups.
func (b *builder) ledger(groups [][]int32) *Ledger {
	l := &Ledger{now: b.now, today: b.today, agencies: b.agencies, at: map[string]int{}, led: map[string][]int{}}
	ids := make([]string, len(groups))
	byName := map[string]int{}
	for g, members := range groups {
		ids[g] = b.founded(members)
		for _, i := range members {
			if t := &b.tellings[i]; !t.Former {
				byName[t.Key], byName[ID(t.Key)] = g, g
			}
		}
	}
	for g := range groups {
		byName[ids[g]] = g
	}
	acts := make([][]Act, len(groups))
	for _, a := range b.acts {
		if a.Kind == Propose {
			continue
		}
		if g, ok := byName[a.Duty]; ok {
			acts[g] = append(acts[g], a)
			for h := b.supersededBy[g]; h >= 0 && b.passes(&a, groups[h]); h = b.supersededBy[h] {
				acts[h] = append(acts[h], a)
			}
		} else {
			l.unplaced = append(l.unplaced, a)
		}
	}
	decided := b.decided()
	vanished := make([]bool, len(groups))
	for g, members := range groups {
		last := decided[ids[g]]
		for _, i := range members {
			if own := decided[b.tellings[i].Key]; own.kind == Confirm {
				last = latest(last, own)
			}
		}
		vanished[g] = last.kind == Reject
		e := &entry{group: int32(g), supersededBy: b.supersededBy[g], acts: acts[g], open: true}
		for _, i := range members {
			if !b.rejected[i] {
				e.tellings = append(e.tellings, b.tellings[i])
				e.proposed = e.proposed || b.facts[i].proposed
				e.open = e.open && corpus.Viewer{}.Sees(b.tellings[i].Visibility)
			}
		}
		if len(e.tellings) == 0 {
			vanished[g] = true
		}
		if vanished[g] {
			continue
		}
		slices.SortFunc(e.tellings, better)
		e.ID = ids[g]
		l.entries = append(l.entries, e)
	}
	for i := range l.entries {
		e := l.entries[i]
		if s := e.supersededBy; s >= 0 && !vanished[s] {
			e.SupersededBy = ids[s]
		}
		for _, c := range b.conflicts[e.group] {
			if !vanished[c] {
				e.Conflicts = append(e.Conflicts, ids[c])
			}
		}
		slices.Sort(e.Conflicts)
		e.Duty = l.compose(e, e.tellings)
		e.search = searchable(&e.Duty)
	}
	slices.SortFunc(l.entries, func(x, y *entry) int { return urgency(&x.Duty, &y.Duty) })
	at := make(map[int32]int, len(l.entries))
	for i := range l.entries {
		at[l.entries[i].group] = i
	}
	for name, g := range byName {
		if i, ok := at[int32(g)]; ok {
			l.at[name] = i
		}
	}
	l.index()
	return l
}

// passes reports whether what a person did about a duty counts for the one that
// supersedes it, with the given tellings. The work is the same: what was
// reported of it stands. But a document that sets a new day for work that was
// marked done before holds that it is not done; only who marks the old duty
// done once the new day is told has done the new one.
func (b *builder) passes(a *Act, later []int32) bool {
	switch a.Kind {
	case Report:
		return true
	case Finish, Reopen:
		moved := told(&b.tellings[later[0]])
		for _, i := range later {
			moved = min(moved, told(&b.tellings[i]))
		}
		return corpus.DayOf(a.At) >= moved
	}
	return false
}

// founded gives the ID of a group, from the telling that was recorded first.
func (b *builder) founded(members []int32) string {
	first, key := members[0], ""
	for _, i := range members {
		t, have := &b.tellings[i], &b.tellings[first]
		if key == "" || have.Former && !t.Former || have.Former == t.Former && cmp.Or(t.Recorded.Compare(have.Recorded), cmp.Compare(t.Key, have.Key)) < 0 {
			first, key = i, t.Key
		}
	}
	if t := &b.tellings[first]; t.Former {
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

// searchable gives the folded words of a duty with spaces around.
func searchable(d *Duty) string {
	var b strings.Builder
	b.WriteByte(' ')
	add := func(s string) {
		for _, w := range lang.Words(s) {
			b.WriteString(w.Folded)
			b.WriteByte(' ')
		}
	}
	for _, t := range d.Tellings {
		for _, s := range [...]string{t.Quote, t.Product, t.LeadText, t.Number, t.Title} {
			add(s)
		}
		if t.LeadText == "" {
			for _, a := range t.Leads {
				add(a.Text)
			}
		}
	}
	return b.String()
}
