package ledger

import (
	"crypto/sha256"
	"encoding/base32"
	"strings"
	"time"

	"vanthu/corpus"
)

// Ledger is the duties as they stand at one time. It does not change and is
// safe for concurrent use.
type Ledger struct {
	now      time.Time
	until    time.Time
	today    corpus.Day
	agencies Agencies
	entries  []*entry  // by urgency
	at       directory // ID of a duty or of what any of its tellings founds, key of a telling → entry
	led      map[string][]int
	leaders  []string // the keys of led, sorted
	dated    []int    // entries with a day, by day
	hidden   int      // entries that not everybody may see in full
	unplaced []Act
	subjects subjects
}

// entry is one duty with what is needed to show it to those who may see only
// a part of its tellings. It does not change once a ledger has it, and later
// ledgers have it too where nothing about it is new.
type entry struct {
	Duty
	tellings   []Telling // all, best first
	superseded bool
	proposed   bool
	acts       []Act   // on it, in order
	open       bool    // everybody may see all tellings
	search     string  // folded words, with spaces around
	bodies     []int32 // that lead or cooperate today, by the numbers of Builder.bodies
	order      order
	group      *group // for the Builder alone
	place      int32  // in the entries of its segment; for the Builder alone
	segment    *segment
}

// Build makes the ledger of what is told and done until now. A telling counts
// when its document was issued by now's day or was recorded by now.
func Build(tellings []Telling, acts []Act, now time.Time, agencies Agencies) *Ledger {
	b := NewBuilder(agencies)
	byDocument := map[string][]Telling{}
	var documents []string
	for _, t := range tellings {
		if byDocument[t.Document] == nil {
			documents = append(documents, t.Document)
		}
		byDocument[t.Document] = append(byDocument[t.Document], t)
	}
	for _, d := range documents {
		b.Put(d, byDocument[d])
	}
	return b.Ledger(acts, now)
}

// official reports whether a person may decide what is a duty.
func (a *Act) official() bool { return a.Role != "" && a.Role != "citizen" }

// head gives the number itself of a document's key.
func head(key string) string {
	h, _, _ := strings.Cut(key, "|")
	return strings.TrimPrefix(h, "#")
}

// formerKey founds the ID of a former telling: its deadline belongs to it.
func formerKey(t *Telling) string {
	if d := t.Deadline; d != nil {
		return strings.Join([]string{t.Key, string(d.Start), string(d.Due), d.Within, d.Recurrence}, "\x00")
	}
	return t.Key + "\x00"
}

// ID gives the ID of the duty that a telling's key founds: 13 letters and
// digits.
func ID(key string) string {
	sum := sha256.Sum256([]byte(key))
	return strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(sum[:8]))
}
