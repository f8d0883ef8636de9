package ledger

import (
	"cmp"
	"reflect"
	"slices"

	"vanthu/corpus"
)

// source is a telling as a document or a person gave it.
type source struct {
	telling         *Telling
	concepts, words uint64
	version         string // founds the telling among those of one key; empty for one that is not former
	counted         bool
	replaced        bool
	slot            int32 // -1 where it is not the one of its key and version that counts
}

// keyed is all tellings of one key.
type keyed struct{ sources, chosen []*source }

func newSource(t *Telling) *source {
	s := &source{telling: t, concepts: fnvOffset, words: fnvString(fnvOffset, t.Language+t.Subject()), slot: -1}
	for _, c := range t.Concepts {
		s.concepts = fnvString(s.concepts, c)
	}
	if t.Former {
		s.version = "former " + formerKey(t)
	}
	return s
}

// compare puts like tellings together.
func (s *source) compare(o *source) int {
	return cmp.Or(cmp.Compare(s.concepts, o.concepts), cmp.Compare(s.words, o.words), cmp.Compare(s.telling.Key, o.telling.Key), cmp.Compare(s.version, o.version))
}

// counts reports whether a telling was known by now, as far as can be told: a
// document that bears no day may be of any.
func (b *Builder) counts(t *Telling) bool {
	return t.Issued <= b.today || !t.Recorded.After(b.now)
}

// take chooses the tellings that count, each once: what was put is new, and
// what the time changes.
func (c *change) take() {
	b := c.builder
	touched := map[string]bool{}
	replace := func(before []*source, tellings []Telling) []*source {
		for _, s := range before {
			k := b.byKey[s.telling.Key]
			k.sources = slices.DeleteFunc(k.sources, func(o *source) bool { return o == s })
			s.replaced = true
			touched[s.telling.Key] = true
		}
		after := make([]*source, len(tellings))
		inParallel(len(tellings), func(i int) { after[i] = newSource(&tellings[i]) })
		for _, s := range after {
			k := b.byKey[s.telling.Key]
			if k == nil {
				k = &keyed{}
				b.byKey[s.telling.Key] = k
			}
			k.sources = append(k.sources, s)
			b.early = append(b.early, s)
		}
		return after
	}
	for _, d := range b.waiting {
		tellings := b.pending[d]
		if after := replace(b.given[d], tellings); len(after) > 0 {
			b.given[d] = after
		} else {
			delete(b.given, d)
		}
	}
	b.waiting, b.pending = nil, map[string][]Telling{}
	var proposed []Telling
	for _, a := range b.acts {
		if a.Kind == Propose && a.Proposal != nil {
			t := *a.Proposal
			t.Key, t.Recorded = a.proposalKey(), a.At
			proposed = append(proposed, t)
		}
	}
	if !reflect.DeepEqual(proposed, b.proposed) {
		b.proposed, b.proposals = proposed, replace(b.proposals, proposed)
	}
	later := b.early[:0]
	for _, s := range b.early {
		if s.replaced {
			continue
		}
		counts := b.counts(s.telling)
		if counts != s.counted {
			s.counted = counts
			touched[s.telling.Key] = true
		}
		if !counts {
			later = append(later, s)
		}
	}
	clear(b.early[len(later):])
	b.early = later
	keys := make([]string, 0, len(touched))
	for key := range touched {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	for _, key := range keys {
		c.choose(b.byKey[key])
		if len(b.byKey[key].sources) == 0 {
			delete(b.byKey, key)
		}
	}
}

// proposalKey gives the key of the telling that a person proposes.
func (a *Act) proposalKey() string {
	if a.Proposal.Key != "" {
		return a.Proposal.Key
	}
	return a.Proposal.Document + "#" + ID(a.Proposal.Quote)
}

// choose gives slots to the newest telling of a key and, of former ones, of
// each deadline. A former telling that is gone, or told the same deadline, is
// no duty.
func (c *change) choose(k *keyed) {
	b := c.builder
	var list []*source
	for _, s := range k.sources {
		if s.counted {
			list = append(list, s)
		}
	}
	slices.SortStableFunc(list, func(x, y *source) int {
		return cmp.Or(cmp.Compare(x.version, y.version), y.telling.Recorded.Compare(x.telling.Recorded), cmp.Compare(x.telling.Quote, y.telling.Quote), cmp.Compare(x.words, y.words))
	})
	list = slices.CompactFunc(list, func(x, y *source) bool { return x.version == y.version })
	if len(list) > 0 && list[0].version != "" {
		list = nil
	}
	list = slices.DeleteFunc(list, func(s *source) bool {
		return s.telling.Former && termOf(list[0].telling.Deadline).like(termOf(s.telling.Deadline)) == equal
	})
	before := k.chosen
	k.chosen = list
	for _, s := range list {
		at := slices.IndexFunc(before, func(o *source) bool { return o != nil && o.version == s.version })
		if at >= 0 {
			o := before[at]
			if o == s {
				before[at] = nil
				continue
			}
			if comparedAlike(o.telling, s.telling) {
				s.slot, o.slot, before[at] = o.slot, -1, nil
				b.tellings[s.slot], b.slots[s.slot].source = s.telling, s
				c.retold.add(s.slot)
				continue
			}
		}
		c.added = append(c.added, b.newSlot(s))
	}
	for _, o := range before {
		if o != nil {
			c.gone = append(c.gone, o.slot)
			o.slot = -1
		}
	}
}

// newSlot gives a slot to a telling.
func (b *Builder) newSlot(s *source) int32 {
	if n := len(b.free); n > 0 {
		s.slot = b.free[n-1]
		b.free = b.free[:n-1]
	} else {
		s.slot = int32(len(b.slots))
		b.slots, b.tellings, b.facts, b.rejected, b.rank = append(b.slots, slot{}), append(b.tellings, nil), append(b.facts, facts{}), append(b.rejected, false), append(b.rank, 0)
	}
	b.slots[s.slot] = slot{source: s, id: ID(s.telling.Key)}
	b.tellings[s.slot], b.rejected[s.slot] = s.telling, false
	return s.slot
}

// comparedAlike reports whether two tellings differ at most in what is shown
// of them and never compared, as those of a document do that was changed in
// another place.
func comparedAlike(x, y *Telling) bool {
	return reflect.DeepEqual(compared(*x), compared(*y))
}

func compared(t Telling) Telling {
	t.Path, t.Title, t.Section, t.URL, t.Visibility, t.Start, t.End, t.Review = "", "", "", "", corpus.Visibility{}, 0, 0, nil
	if t.Deadline != nil {
		d := *t.Deadline
		d.Text = corpus.Span{}
		t.Deadline = &d
	}
	return t
}
