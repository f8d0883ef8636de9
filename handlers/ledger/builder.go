package ledger

import (
	"cmp"
	"slices"
	"time"

	"vanthu/corpus"
)

// Builder makes ledgers one after the other, and does again only what a
// change of documents, acts or the time asks for. What it gives is what Build
// gives of the same tellings, acts and time. It is for one goroutine at a time;
// the ledgers are not tied to it.
//
// Each telling that counts has a slot, whose number says nothing: where an
// order matters it is that of rank. A change spreads step by step, and each step
// knows whom it concerns: the tellings whose blocks have changed (block.go), the
// pairs to weigh anew (decide.go), the components in which tellings have to be
// joined anew (component.go) and the duties to show anew (show.go). How rare
// a word is changes with every document; rarity has steps, so that few
// comparisons notice (rarity.go).
type Builder struct {
	agencies Agencies
	now      time.Time
	today    corpus.Day
	holder   map[string]string // ID of a body → of the one that holds today, of all that were asked
	acts     []Act             // until now, in order
	decided  map[string]judgement
	judged   bool // some telling was decided on or proposed, the last time

	given     map[string][]*source // by document
	pending   map[string][]Telling // by document, to take in
	waiting   []string             // the keys of pending, in the order of Put
	proposed  []Telling
	proposals []*source
	byKey     map[string]*keyed
	early     []*source // that do not count yet

	slots    []slot
	tellings []*Telling // of each slot; nil where it is free
	facts    []facts
	rejected []bool
	rank     []int32 // of slots; free ones have any
	order    []int32 // slots by rank
	free     []int32

	terms      terms
	df         []int32 // of terms: tellings that have it as a word or concept
	rarity     rarity
	leads      *leads
	documents  map[string]int32
	ofDocument map[int32][]int32 // slots by rank
	kinship    *kin
	blocks     blocks
	amending   amending

	relations  map[uint64]relation // by pairKey
	components scratch
	linked     []*group // that are superseded or contradicted
	acted      []*group // with acts

	names     map[string]*group
	entries   []*entry
	directory directory
	bodies    map[string]int32
	bodyNames []string
	segments  []*segment // of the last ledger
}

// slot is what is known of a telling that counts.
type slot struct {
	source    *source
	id        string // that its key founds
	keys      []uint64
	tried     []int32   // slots it is compared with, ascending
	outcomes  []outcome // of all that it was compared with
	dropped   bool      // its weak pairs are not certain
	component []int32   // the slots that are joined together, among them this one
	group     *group
}

// NewBuilder makes a builder that knows of no telling.
func NewBuilder(a Agencies) *Builder {
	b := &Builder{agencies: a, given: map[string][]*source{}, pending: map[string][]Telling{}}
	b.clear()
	return b
}

// clear forgets all but what was put.
func (b *Builder) clear() {
	*b = Builder{agencies: b.agencies, given: map[string][]*source{}, pending: b.pending, waiting: b.waiting,
		holder: map[string]string{}, byKey: map[string]*keyed{}, terms: newTerms(), leads: newLeads(b.agencies), documents: map[string]int32{}, ofDocument: map[int32][]int32{},
		kinship: newKin(), blocks: newBlocks(), amending: newAmending(), relations: map[uint64]relation{}, names: map[string]*group{}, bodies: map[string]int32{}}
}

// Put says what a document tells, instead of what it told before. The
// tellings must not be changed after.
func (b *Builder) Put(document string, tellings []Telling) {
	if _, ok := b.pending[document]; !ok {
		b.waiting = append(b.waiting, document)
	}
	b.pending[document] = tellings
}

// Ledger gives the ledger of what was put and of what is done until now. A
// telling counts when its document was issued by now's day or was recorded by
// now.
func (b *Builder) Ledger(acts []Act, now time.Time) *Ledger {
	before := b.today
	again := b.set(now)
	b.takeActs(acts)
	c := &change{builder: b, anew: again}
	c.take()
	c.read()
	c.judge()
	c.rarities()
	c.place()
	c.kin()
	c.pairs()
	c.rivals()
	c.join()
	b.related()
	l := c.ledger(before)
	l.until = b.until(acts)
	return l
}

// until gives until when the ledger of now holds.
func (b *Builder) until(acts []Act) time.Time {
	year, month, day := b.now.Date()
	until := time.Date(year, month, day+1, 0, 0, 0, 0, b.now.Location())
	sooner := func(t time.Time) {
		if t.After(b.now) && t.Before(until) {
			until = t
		}
	}
	for _, a := range acts {
		sooner(a.At)
	}
	for _, s := range b.early {
		sooner(s.telling.Recorded)
	}
	return until
}

// change is the work of one call of Ledger.
type change struct {
	builder *Builder
	anew    bool // all duties have to be shown anew
	added   []int32
	gone    []int32
	retold  set // slots whose tellings are to be shown otherwise
	renewed set // slots of which every pair has to be weighed anew
	rekeyed set // slots whose blocking keys may be others
	moved   set // slots in whose blocks something has changed
	altered set // slots of which a pair has another outcome
	fresh   []*group
	dead    []*group
	asked   []decision // comparisons to make
}

// set sets the time; it reports whether all duties have to be shown anew. Where
// another body holds now what one held before, nothing is kept.
func (b *Builder) set(now time.Time) bool {
	again := b.now.Location() != now.Location()
	back := now.Before(b.now) || again
	b.now = now
	if today := corpus.DayOf(now); today != b.today {
		b.today = today
		for id, held := range b.holder {
			if b.agencies.Holder(id, today) != held {
				b.restart()
				return true
			}
		}
	}
	if back {
		b.early = b.early[:0]
		for _, list := range b.given {
			b.early = append(b.early, list...)
		}
	}
	return again
}

// restart forgets all but what was put and the time.
func (b *Builder) restart() {
	now, given := b.now, b.given
	for document, list := range given {
		if _, ok := b.pending[document]; ok {
			continue
		}
		tellings := make([]Telling, len(list))
		for i, s := range list {
			tellings[i] = *s.telling
		}
		b.Put(document, tellings)
	}
	b.clear()
	b.now, b.today = now, corpus.DayOf(now)
}

// holds gives the body that holds today what another held.
func (b *Builder) holds(id string) string {
	h, ok := b.holder[id]
	if !ok {
		h = b.agencies.Holder(id, b.today)
		b.holder[id] = h
	}
	return h
}

// takeActs keeps the acts until now in their order.
func (b *Builder) takeActs(acts []Act) {
	b.acts = nil
	for _, a := range acts {
		if !a.At.After(b.now) {
			b.acts = append(b.acts, a)
		}
	}
	slices.SortStableFunc(b.acts, func(x, y Act) int {
		return cmp.Or(x.At.Compare(y.At), cmp.Compare(x.Number, y.Number), cmp.Compare(x.Duty, y.Duty), cmp.Compare(x.Kind, y.Kind), cmp.Compare(x.Person, y.Person), cmp.Compare(x.Percent, y.Percent), cmp.Compare(x.Note, y.Note), cmp.Compare(x.State, y.State))
	})
	b.decided = map[string]judgement{}
	for n := range b.acts {
		if a := &b.acts[n]; (a.Kind == Confirm || a.Kind == Reject) && a.official() {
			b.decided[a.Duty] = judgement{a.Kind, n + 1}
		}
	}
}

// judgement is what an official decided last about a duty or telling.
type judgement struct {
	kind  ActKind // Confirm or Reject; empty where nobody decided
	order int     // among all acts
}

// latest gives the later of two judgements.
func latest(x, y judgement) judgement {
	if x.order > y.order {
		return x
	}
	return y
}

// set is a set of slots.
type set struct {
	in   []bool
	list []int32
}

func (s *set) has(i int32) bool { return int(i) < len(s.in) && s.in[i] }

// remove takes slots out.
func (s *set) remove(list []int32) {
	any := false
	for _, i := range list {
		if s.has(i) {
			s.in[i], any = false, true
		}
	}
	if any {
		s.list = slices.DeleteFunc(s.list, func(i int32) bool { return !s.in[i] })
	}
}

func (s *set) add(i int32) {
	for int(i) >= len(s.in) {
		s.in = append(s.in, make([]bool, int(i)+1-len(s.in))...)
	}
	if !s.in[i] {
		s.in[i] = true
		s.list = append(s.list, i)
	}
}
