package ledger

import (
	"cmp"
	"crypto/sha256"
	"encoding/base32"
	"slices"
	"strings"
	"time"

	"vanthu/corpus"
)

// Ledger is the duties as they stand at one time. It does not change and is
// safe for concurrent use.
type Ledger struct {
	now      time.Time
	today    corpus.Day
	agencies Agencies
	entries  []*entry       // by urgency
	at       map[string]int // ID of a duty or of what any of its tellings founds, key of a telling → entry
	led      map[string][]int
	leaders  []string // the keys of led, sorted
	dated    []int    // entries with a day, by day
	hidden   int      // entries that not everybody may see in full
	unplaced []Act
	subjects subjects
}

// entry is one duty with what is needed to show it to those who may see only
// a part of its tellings.
type entry struct {
	Duty
	tellings     []Telling // all, best first
	supersededBy int32
	proposed     bool
	acts         []Act // on it, in order
	open         bool  // everybody may see all tellings
	group        int32
	search       string // folded words, with spaces around
}

// Build makes the ledger of what is told and done until now. A telling counts
// when its document was issued by now's day or was recorded by now.
func Build(tellings []Telling, acts []Act, now time.Time, agencies Agencies) *Ledger {
	b := &builder{agencies: agencies, now: now, today: corpus.DayOf(now), names: terms{}, leads: newLeads(agencies), twin: map[uint64]bool{}}
	b.takeActs(acts)
	b.takeTellings(tellings)
	b.read()
	b.kinship = b.kin()
	b.candidates(b.weigh)
	b.amended(b.weigh)
	groups := b.joined(append(b.pairs, b.best(b.rivals)...))
	b.groupOf = make([]int32, len(b.tellings))
	for g, members := range groups {
		for _, i := range members {
			b.groupOf[i] = int32(g)
		}
	}
	b.related(groups, b.relations)
	return b.ledger(groups)
}

// builder is the work of one Build.
type builder struct {
	agencies Agencies
	now      time.Time
	today    corpus.Day

	acts      []Act // until now, in order
	tellings  []Telling
	facts     []facts
	rejected  []bool
	leads     *leads
	names     terms
	df        []int32
	rarity    []float64
	documents terms

	kinship   *kin
	pairs     []pair          // to join
	twin      map[uint64]bool // pairs of them that nothing but lead, day and documents tell
	rivals    rivals          // to join where they fit best
	relations []relation

	ofDocument   map[int32][]int32
	groupOf      []int32
	supersededBy []int32
	conflicts    [][]int32
}

// takeActs keeps the acts until now in their order.
func (b *builder) takeActs(acts []Act) {
	for _, a := range acts {
		if !a.At.After(b.now) {
			b.acts = append(b.acts, a)
		}
	}
	slices.SortStableFunc(b.acts, func(x, y Act) int {
		return cmp.Or(x.At.Compare(y.At), cmp.Compare(x.Number, y.Number), cmp.Compare(x.Duty, y.Duty), cmp.Compare(x.Kind, y.Kind), cmp.Compare(x.Person, y.Person), cmp.Compare(x.Percent, y.Percent), cmp.Compare(x.Note, y.Note), cmp.Compare(x.State, y.State))
	})
}

// counts reports whether a telling was known by now, as far as can be told: a
// document that bears no day may be of any.
func (b *builder) counts(t *Telling) bool {
	return t.Issued <= b.today || !t.Recorded.After(b.now)
}

// takeTellings keeps the tellings that count, each once, in an order in which
// like ones stand together.
func (b *builder) takeTellings(tellings []Telling) {
	for _, t := range tellings {
		if b.counts(&t) {
			b.tellings = append(b.tellings, t)
		}
	}
	for _, a := range b.acts {
		if a.Kind == Propose && a.Proposal != nil {
			t := *a.Proposal
			t.Recorded = a.At
			if t.Key == "" {
				t.Key = t.Document + "#" + ID(t.Quote)
			}
			b.tellings = append(b.tellings, t)
		}
	}
	type ordered struct {
		concepts, words uint64
		version         string
		telling         *Telling
	}
	list := make([]*ordered, len(b.tellings))
	for i := range b.tellings {
		t := &b.tellings[i]
		o := &ordered{fnvOffset, fnvString(fnvOffset, t.Language+t.Subject()), "", t}
		for _, c := range t.Concepts {
			o.concepts = fnvString(o.concepts, c)
		}
		if t.Former {
			o.version = "former " + formerKey(t)
		}
		list[i] = o
	}
	// The newest telling of each key; of a former one, of each deadline.
	slices.SortStableFunc(list, func(x, y *ordered) int {
		return cmp.Or(cmp.Compare(x.telling.Key, y.telling.Key), cmp.Compare(x.version, y.version), y.telling.Recorded.Compare(x.telling.Recorded),
			cmp.Compare(x.telling.Quote, y.telling.Quote), cmp.Compare(x.words, y.words))
	})
	list = slices.CompactFunc(list, func(x, y *ordered) bool { return x.telling.Key == y.telling.Key && x.version == y.version })
	current := map[string]term{}
	for _, o := range list {
		if !o.telling.Former {
			current[o.telling.Key] = termOf(o.telling.Deadline)
		}
	}
	// A former telling that is gone, or told the same deadline, is no duty.
	list = slices.DeleteFunc(list, func(o *ordered) bool {
		if !o.telling.Former {
			return false
		}
		t, ok := current[o.telling.Key]
		return !ok || t.like(termOf(o.telling.Deadline)) == equal
	})
	slices.SortFunc(list, func(x, y *ordered) int {
		return cmp.Or(cmp.Compare(x.concepts, y.concepts), cmp.Compare(x.words, y.words), cmp.Compare(x.telling.Key, y.telling.Key), cmp.Compare(x.version, y.version))
	})
	kept := make([]Telling, len(list))
	for i, o := range list {
		kept[i] = *o.telling
	}
	b.tellings = kept
}

// formerKey founds the ID of a former telling: its deadline belongs to it.
func formerKey(t *Telling) string {
	if d := t.Deadline; d != nil {
		return strings.Join([]string{t.Key, string(d.Start), string(d.Due), d.Within, d.Recurrence}, "\x00")
	}
	return t.Key + "\x00"
}

// read makes the facts of all tellings.
func (b *builder) read() {
	b.facts = make([]facts, len(b.tellings))
	b.rejected = make([]bool, len(b.tellings))
	b.documents = terms{}
	b.ofDocument = map[int32][]int32{}
	r := newReader()
	decided := b.decided()
	proposals := map[string]bool{}
	for _, a := range b.acts {
		if a.Kind == Propose && a.Proposal != nil {
			key := a.Proposal.Key
			if key == "" {
				key = a.Proposal.Document + "#" + ID(a.Proposal.Quote)
			}
			proposals[key] = true
		}
	}
	for i := range b.tellings {
		t, f := &b.tellings[i], &b.facts[i]
		f.document = b.documents.of(t.Document)
		b.ofDocument[f.document] = append(b.ofDocument[f.document], int32(i))
		f.leads = b.leads.add(leadOf(t, b.agencies, b.today))
		r.read(t, f)
		last := decided[t.Key]
		if proposals[t.Key] {
			last = latest(last, decided[ID(t.Key)])
			f.proposed = last.kind != Confirm
		}
		b.rejected[i] = last.kind == Reject
	}
	b.df = r.df
	for len(b.df) < len(r.terms) {
		b.df = append(b.df, 0)
	}
	b.rarity = rarities(b.df, len(b.tellings))
}

// decision is what an official decided last about a duty or telling.
type decision struct {
	kind  ActKind // Confirm or Reject; empty where nobody decided
	order int     // among all acts
}

// official reports whether a person may decide what is a duty.
func (a *Act) official() bool { return a.Role != "" && a.Role != "citizen" }

// decided gives the decisions by the name that the acts gave.
func (b *builder) decided() map[string]decision {
	out := map[string]decision{}
	for n := range b.acts {
		if a := &b.acts[n]; (a.Kind == Confirm || a.Kind == Reject) && a.official() {
			out[a.Duty] = decision{a.Kind, n + 1}
		}
	}
	return out
}

// latest gives the later of two decisions.
func latest(x, y decision) decision {
	if x.order > y.order {
		return x
	}
	return y
}

// mostAmended is how many duties of the documents that it amends a telling is
// compared with.
const mostAmended = 2000

// amended calls compare for the tellings that name the documents whose
// deadlines they move, and the tellings of those documents.
func (b *builder) amended(compare func(i, j int32)) {
	byHead := map[string][]int32{} // the number's head → tellings of documents with it
	for i := range b.tellings {
		if k := b.tellings[i].NumberKey; k != "" {
			byHead[head(k)] = append(byHead[head(k)], int32(i))
		}
	}
	for i := range b.tellings {
		for _, k := range b.tellings[i].Amends {
			list := byHead[head(k)]
			for _, j := range list[:min(len(list), mostAmended)] {
				compare(int32(i), j)
			}
		}
	}
}

// head gives the number itself of a document's key.
func head(key string) string {
	h, _, _ := strings.Cut(key, "|")
	return strings.TrimPrefix(h, "#")
}

// ID gives the ID of the duty that a telling's key founds: 13 letters and
// digits.
func ID(key string) string {
	sum := sha256.Sum256([]byte(key))
	return strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(sum[:8]))
}
