// Package walk knows where a person stands on the way through a procedure:
// which way to apply and which case was chosen, which papers are at hand,
// which step comes next, and what its document said when it was last looked
// at. It does no I/O; what it knows goes on where it was left, for months.
package walk

import (
	"crypto/sha256"
	"encoding/base32"
	"slices"
	"strings"

	"vanthu/corpus"
	"vanthu/corpus/lang"
)

// Stage is a part of the way.
type Stage string

// The stages, in their order.
const (
	Channel Stage = "channel" // which way to apply
	Case    Stage = "case"    // which of the cases that the papers are listed by
	Papers  Stage = "papers"  // the checklist
	Cost    Stage = "cost"    // fee and time limit of the chosen way
	Where   Stage = "where"   // where to go
	Steps   Stage = "steps"   // one by one
	Handed  Stage = "handed"  // handed in: when the answer is due
)

// Walk is where one person stands in one procedure.
type Walk struct {
	Document string            `json:"document"`          // ID
	Channel  string            `json:"channel,omitempty"` // the chosen way to apply, in the document's words
	Case     string            `json:"case,omitempty"`    // the chosen case, in the document's words
	Ticked   []string          `json:"ticked,omitempty"`  // keys of the papers at hand
	Stage    Stage             `json:"stage"`
	Step     int               `json:"step,omitempty"`      // of the steps, from 0
	HandedIn corpus.Day        `json:"handed_in,omitempty"` // when the dossier was handed in
	Read     map[string]string `json:"read,omitempty"`      // field → digest of what the document said of it when last looked at
}

// Begin begins the way through a procedure.
func Begin(d *corpus.Document) Walk {
	w := Walk{Document: d.ID, Read: digests(d)}
	w.Stage = Stages(d)[0]
	return w
}

// Stages gives the stages that a procedure has: nothing is asked that its
// document does not tell apart.
func Stages(d *corpus.Document) []Stage {
	p := d.Procedure
	var out []Stage
	if len(Channels(d)) > 1 {
		out = append(out, Channel)
	}
	if len(Cases(d)) > 1 {
		out = append(out, Case)
	}
	if len(p.Papers) > 0 {
		out = append(out, Papers)
	}
	out = append(out, Cost)
	if !p.Office.Empty() || !p.Address.Empty() {
		out = append(out, Where)
	}
	if len(p.Steps) > 0 {
		out = append(out, Steps)
	}
	return append(out, Handed)
}

// Next gives the stage behind one, and Before the one in front; "" at the
// ends.
func Next(d *corpus.Document, s Stage) Stage { return beside(d, s, 1) }

// Before gives the stage in front of one; "" for the first.
func Before(d *corpus.Document, s Stage) Stage { return beside(d, s, -1) }

func beside(d *corpus.Document, s Stage, by int) Stage {
	all := Stages(d)
	i := slices.Index(all, s) + by
	if i < 0 || i >= len(all) {
		return ""
	}
	return all[i]
}

// Channels gives the names of the ways to apply, each once, in the order of
// the document.
func Channels(d *corpus.Document) []string {
	var out []string
	for _, c := range d.Procedure.Channels {
		if name := words(c.Name.In(d.Text)); name != "" && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}

// Cases gives the cases that papers are listed by, each once.
func Cases(d *corpus.Document) []string {
	var out []string
	for _, p := range d.Procedure.Papers {
		if c := words(p.Case.In(d.Text)); c != "" && !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	return out
}

// ChannelsOf gives the lines of the document about the chosen way to apply;
// about all ways where none is chosen.
func (w Walk) ChannelsOf(d *corpus.Document) []corpus.Channel {
	var out []corpus.Channel
	for _, c := range d.Procedure.Channels {
		if w.Channel == "" || words(c.Name.In(d.Text)) == w.Channel {
			out = append(out, c)
		}
	}
	return out
}

// Item is a paper of the checklist.
type Item struct {
	corpus.Paper
	Key    string // stays while the paper's name does
	Ticked bool
}

// Checklist gives the papers of the chosen case, with those of every case.
func (w Walk) Checklist(d *corpus.Document) []Item {
	var out []Item
	for _, p := range d.Procedure.Papers {
		if c := words(p.Case.In(d.Text)); c != "" && w.Case != "" && c != w.Case {
			continue
		}
		key := Key(p.Name.In(d.Text))
		out = append(out, Item{p, key, slices.Contains(w.Ticked, key)})
	}
	return out
}

// Tick marks a paper as at hand, or takes the mark away.
func (w *Walk) Tick(key string) {
	if i := slices.Index(w.Ticked, key); i >= 0 {
		w.Ticked = slices.Delete(w.Ticked, i, i+1)
		return
	}
	w.Ticked = append(w.Ticked, key)
}

// Key names a paper, or another piece of text, in a few letters: the same
// words have the same key, however they are spaced and marked.
func Key(text string) string {
	var b strings.Builder
	for _, w := range lang.Words(text) {
		b.WriteString(w.Folded)
		b.WriteByte(' ')
	}
	sum := sha256.Sum256([]byte(b.String()))
	return strings.ToLower(base32.StdEncoding.EncodeToString(sum[:5]))
}

// fields are what is compared between two readings of a document, in the
// order in which changes are told.
var fields = [...]string{"papers", "channels", "time_limit", "fee", "office", "steps", "conditions", "who", "result"}

// digests gives the digest of each field as the document has it now.
func digests(d *corpus.Document) map[string]string {
	p := d.Procedure
	out := map[string]string{}
	add := func(field string, spans ...corpus.Span) {
		var b strings.Builder
		for _, s := range spans {
			b.WriteString(s.In(d.Text))
			b.WriteByte('\n')
		}
		if b.Len() > len(spans) {
			out[field] = Key(b.String())
		}
	}
	papers := make([]corpus.Span, len(p.Papers))
	for i, paper := range p.Papers {
		papers[i] = paper.Span
	}
	add("papers", papers...)
	var ways, limits, fees []corpus.Span
	for _, c := range p.Channels {
		ways, limits, fees = append(ways, c.Name), append(limits, c.TimeLimit, c.Note), append(fees, c.Fee)
	}
	add("channels", ways...)
	add("time_limit", append(limits, p.TimeLimit)...)
	add("fee", append(fees, p.Fee)...)
	add("office", p.Office, p.Address)
	add("steps", p.Steps...)
	add("conditions", p.Conditions)
	add("who", p.Who)
	add("result", p.Result)
	return out
}

// CatchUp takes in what the document says now, and gives the fields that say
// something else than when it was last looked at. Choices that the document
// no longer offers are taken back; papers keep their ticks while they keep
// their names.
func (w *Walk) CatchUp(d *corpus.Document) (changed []string) {
	now := digests(d)
	if w.Read != nil {
		for _, f := range fields {
			if w.Read[f] != now[f] {
				changed = append(changed, f)
			}
		}
	}
	w.Read = now
	if w.Channel != "" && !slices.Contains(Channels(d), w.Channel) {
		w.Channel = ""
	}
	if w.Case != "" && !slices.Contains(Cases(d), w.Case) {
		w.Case = ""
	}
	if n := len(d.Procedure.Steps); w.Step >= n {
		w.Step = max(0, n-1)
	}
	if stages := Stages(d); !slices.Contains(stages, w.Stage) {
		w.Stage = stages[0]
	}
	return changed
}

// words gives a text with single spaces.
func words(s string) string { return strings.Join(strings.Fields(s), " ") }
