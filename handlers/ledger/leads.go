package ledger

import (
	"slices"
	"strings"

	"vanthu/corpus/lang"
)

// agreement of the leads of two tellings.
type agreement uint8

const (
	excluded   agreement = iota // different bodies
	unknown                     // at least one is not known, or none is named
	collective                  // one is a collective to which the other belongs, or collectives that share members
	same
)

// lead is who leads a duty, as it is compared.
type lead struct {
	holders []string // IDs of the bodies as they are called today, sorted; none where the lexicon knows none
	words   []string // of the names, folded stems
	tag     string   // language of the words
	nowhere bool     // all are kinds of local bodies whose place is not told: the Department of Health
	bodies  []uint64 // hashes of the holders; where there are none, one of the key
}

// lead gives the number of the leads of a telling.
func (b *Builder) lead(t *Telling) int32 {
	written := t.Language
	for _, a := range t.Leads {
		written += "\x00" + a.ID + "\x00" + a.Text
	}
	n, ok := b.leads.written[written]
	if !ok {
		n = b.leads.add(b.leadOf(t))
		b.leads.written[written] = n
	}
	return n
}

func (b *Builder) leadOf(t *Telling) lead {
	l := lead{tag: t.Language, nowhere: len(t.Leads) > 0}
	for _, a := range t.Leads {
		l.nowhere = l.nowhere && a.ID != "" && b.agencies.LocalKind(a.ID) != ""
		if a.ID != "" {
			l.holders = append(l.holders, b.holds(a.ID))
		}
		for _, w := range lang.Words(a.Text) {
			l.words = append(l.words, lang.Stem(t.Language, w.Folded))
		}
	}
	l.holders, l.words = sorted(l.holders), sorted(l.words)
	for _, h := range l.holders {
		if place, kind, _ := strings.Cut(h, "."); kind != "" && b.agencies.Covers(h, place) { // the committee that acts for it
			h = place
		}
		l.bodies = append(l.bodies, fnvString(fnvOffset, "body "+h))
	}
	if len(l.bodies) == 0 {
		l.bodies = []uint64{fnvString(fnvOffset, "lead "+l.key())}
	}
	return l
}

// key is the same for leads that are compared alike.
func (l lead) key() string {
	return l.tag + "\x00" + strings.Join(l.holders, " ") + "\x00" + strings.Join(l.words, " ")
}

// leads holds all leads and how they agree, each reckoned once.
type leads struct {
	agencies Agencies
	all      []lead
	byKey    map[string]int32
	written  map[string]int32 // by language and leads as a document names them
	known    map[uint64]agreement
	earlier  map[uint64]agreement // of a fork: what was known before
}

func newLeads(agencies Agencies) *leads {
	return &leads{agencies: agencies, byKey: map[string]int32{}, written: map[string]int32{}, known: map[uint64]agreement{}}
}

func (ls *leads) add(l lead) int32 {
	key := l.key()
	if l.nowhere {
		key += "\x00nowhere"
	}
	n, ok := ls.byKey[key]
	if !ok {
		n = int32(len(ls.all))
		ls.all, ls.byKey[key] = append(ls.all, l), n
	}
	return n
}

func (ls *leads) agree(a, b int32) agreement {
	if a == b {
		if len(ls.all[a].holders) == 0 && len(ls.all[a].words) == 0 {
			return unknown
		}
		return same
	}
	if a > b {
		a, b = b, a
	}
	pair := uint64(a)<<32 | uint64(b)
	how, ok := ls.earlier[pair]
	if ok {
		return how
	}
	if how, ok = ls.known[pair]; !ok {
		how = ls.compare(ls.all[a], ls.all[b])
		ls.known[pair] = how
	}
	return how
}

// part reports whether a body is the part of a collective that is in one
// place: the localities of Hanoi, of the localities.
func (ls *leads) part(id, whole string) bool {
	_, kind, in := strings.Cut(id, ".")
	return in && kind == whole && ls.agencies.LocalKind(whole) == ""
}

func (ls *leads) compare(a, b lead) agreement {
	if len(a.holders) > 0 && len(b.holders) > 0 {
		how := excluded
		for _, x := range a.holders {
			for _, y := range b.holders {
				switch {
				case x == y || ls.agencies.Same(x, y):
					return same
				case ls.agencies.Covers(x, y) && ls.agencies.Covers(y, x): // a province and the committee that acts for it
					return same
				case ls.agencies.Covers(x, y) || ls.agencies.Covers(y, x) || ls.agencies.Meets(x, y) || ls.part(x, y) || ls.part(y, x):
					how = collective
				}
			}
		}
		return how
	}
	if a.tag != b.tag || len(a.words) == 0 || len(b.words) == 0 {
		return unknown
	}
	if slices.Equal(a.words, b.words) {
		return same
	}
	// Names in one language that share few words name different bodies.
	shared := 0
	for _, w := range a.words {
		if slices.Contains(b.words, w) {
			shared++
		}
	}
	if 2*shared >= max(len(a.words), len(b.words)) && shared == min(len(a.words), len(b.words)) {
		return unknown
	}
	return excluded
}
