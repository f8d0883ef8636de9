package handlers

import (
	"context"
	"slices"
	"strings"
	"time"

	"vanthu/corpus"
	"vanthu/corpus/lang"
	"vanthu/handlers/ledger"
	"vanthu/handlers/wire"
)

// Agencies is what the abilities have to know of bodies.
type Agencies interface {
	ledger.Agencies
	// ResolveAgency gives the IDs of the bodies that a text of a language
	// names: by a name in any language, an abbreviation, an old name, an ID.
	ResolveAgency(text, tag string) []string
	// AgencyName gives the name by which a language calls a body; empty for
	// an unknown ID.
	AgencyName(id, tag string) string
}

// Duties gives the duties that a filter chooses as they stood at a time, the
// most urgent first. The zero time is now.
func (c *Core) Duties(ctx context.Context, f ledger.Filter, now time.Time) ([]ledger.Duty, error) {
	l, err := c.ledgerAt(ctx, now)
	if err != nil {
		return nil, err
	}
	return l.Duties(f), nil
}

// DutiesOf gives, of the duties that a filter chooses, those that bodies with
// these names lead. A name that stands for no known body is looked for in the
// words of the documents; unknown gives those that are not there either.
func (c *Core) DutiesOf(ctx context.Context, f ledger.Filter, names []string, tag string, now time.Time) (duties []ledger.Duty, unknown []string, err error) {
	var strange []string
	for _, n := range names {
		ids := c.Agencies.ResolveAgency(n, tag)
		f.Agency = append(f.Agency, ids...)
		if len(ids) == 0 {
			strange = append(strange, n)
		}
	}
	if len(strange) == 0 {
		duties, err = c.Duties(ctx, f, now)
		return duties, nil, err
	}
	chosen := map[string]bool{}
	if len(f.Agency) > 0 {
		known, err := c.Duties(ctx, f, now)
		if err != nil {
			return nil, nil, err
		}
		for _, d := range known {
			chosen[d.ID] = true
		}
	}
	l, err := c.ledgerAt(ctx, now)
	if err != nil {
		return nil, nil, err
	}
	found := map[string]bool{}
	for _, d := range l.Duties(ledger.Filter{Viewer: f.Viewer}) {
		for _, n := range strange {
			if led(d, n) {
				chosen[d.ID], found[n] = true, true
			}
		}
	}
	f.Agency = nil
	for _, d := range l.Duties(f) {
		if chosen[d.ID] {
			duties = append(duties, d)
		}
	}
	for _, n := range strange {
		if !found[n] {
			unknown = append(unknown, n)
		}
	}
	return duties, unknown, nil
}

// led reports whether a lead of a duty is called by a name: all its words, in
// their order.
func led(d ledger.Duty, name string) bool {
	folded := func(s string) string {
		var b strings.Builder
		b.WriteByte(' ')
		for _, w := range lang.Words(s) {
			b.WriteString(w.Folded + " ")
		}
		return b.String()
	}
	n := folded(name)
	if n == " " {
		return false
	}
	for _, a := range d.Leads {
		if strings.Contains(folded(a.Text), n) {
			return true
		}
	}
	return slices.ContainsFunc(d.Tellings, func(t ledger.Telling) bool { return strings.Contains(folded(t.LeadText), n) })
}

// Duty gives the duty with an ID, or to which a telling with such a key
// belongs, if the viewer may see it.
func (c *Core) Duty(ctx context.Context, id string, v corpus.Viewer) (ledger.Duty, bool, error) {
	l, err := c.ledgerAt(ctx, time.Time{})
	if err != nil {
		return ledger.Duty{}, false, err
	}
	d, ok := l.Duty(id, v)
	return d, ok, nil
}

func (c *Core) ledgerAt(ctx context.Context, now time.Time) (*ledger.Ledger, error) {
	if now.IsZero() {
		now = c.Now()
	}
	return c.Book.At(ctx, now.In(c.Zone))
}

// WireDuty gives a duty in the form other programs rely on.
func (c *Core) WireDuty(d ledger.Duty) wire.Duty {
	w := wire.Duty{ID: d.ID, Leads: c.wireAgencies(d.Leads), Cooperating: c.wireAgencies(d.Cooperating), Action: d.Action, Product: d.Product,
		Status: string(d.Status), SupersededBy: d.SupersededBy, Conflicts: append([]string{}, d.Conflicts...), Review: []string{}, Sources: []wire.Source{}}
	if len(w.Leads) > 0 {
		w.Agency = w.Leads[0]
	}
	for _, r := range d.Review {
		w.Review = append(w.Review, string(r))
	}
	if l := d.Deadline; l != nil {
		w.Deadline = &wire.Deadline{Due: day(l.Due), Start: day(l.Start), Relation: string(l.Relation), Precision: string(l.Precision), Text: d.DeadlineText,
			Within: l.Within, WorkingDays: l.WorkingDays, Recurrence: l.Recurrence, Continuous: l.Continuous, Basis: string(l.Basis)}
	}
	if next, ok := ledger.Next(d, c.Now().In(c.Zone)); ok {
		w.Next = day(next)
	}
	if p := d.Progress; p != nil {
		w.Progress = &wire.Progress{State: p.State, Percent: p.Percent, Note: p.Note, Result: p.Result}
	}
	if a := d.Correction; a != nil {
		w.Correction = &wire.Correction{At: a.At.Format(time.RFC3339), Role: a.Role, Note: a.Note}
	}
	for i, t := range d.Tellings {
		if i == 0 {
			w.Force = string(t.Force)
		}
		w.Sources = append(w.Sources, wire.Source{Path: t.Path, Title: t.Title, Section: t.Section, Quote: t.Quote, Start: t.Start, End: t.End, Former: t.Former,
			Agency: t.LeadText, DeadlineText: t.DeadlineText, Language: t.Language, Number: t.Number, Issued: string(t.Issued), Standing: string(t.Standing), URL: t.URL})
	}
	return w
}

// wireAgencies gives bodies as they are named and by the name that the State
// gives them now, in its own language.
func (c *Core) wireAgencies(list []ledger.Agency) []wire.Agency {
	out := make([]wire.Agency, 0, len(list))
	for _, a := range list {
		w := wire.Agency{Text: a.Text, Name: a.Text, ID: a.ID}
		if a.ID != "" {
			w.Name = first(c.Agencies.AgencyName(a.ID, "vi"), a.Text)
		}
		out = append(out, w)
	}
	return out
}

func day(d corpus.Day) *string {
	if _, ok := d.Time(); !ok {
		return nil
	}
	s := string(d)
	return &s
}
