package ledger

import (
	"cmp"
	"slices"
	"strings"

	"vanthu/corpus"
	"vanthu/corpus/lang"
)

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
		cmp.Compare(told(&x), told(&y)), cmp.Compare(x.Key, y.Key), cmp.Compare(boolean(x.Former), boolean(y.Former)))
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
