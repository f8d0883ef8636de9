package handlers

import (
	"context"
	"time"

	"vanthu/corpus"
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
