package ledger

import (
	"slices"
	"strings"
)

// Count is how many duties an agency leads, by status.
type Count struct {
	Agency     string // ID; empty for those of unknown leads
	Open       int
	Overdue    int
	Done       int
	Proposed   int
	Superseded int
}

// Counts gives the figures of each agency that leads a duty the filter
// chooses, by ID; a duty with several leads counts for each.
func (l *Ledger) Counts(f Filter) []Count {
	by := map[string]*Count{}
	for _, d := range l.Duties(f) {
		ids := map[string]bool{}
		for _, a := range d.Leads {
			if a.ID != "" {
				ids[l.agencies.Holder(a.ID, l.today)] = true
			}
		}
		if len(ids) == 0 {
			ids[""] = true
		}
		for id := range ids {
			c := by[id]
			if c == nil {
				c = &Count{Agency: id}
				by[id] = c
			}
			switch d.Status {
			case Open:
				c.Open++
			case Overdue:
				c.Overdue++
			case Done:
				c.Done++
			case Proposed:
				c.Proposed++
			case Superseded:
				c.Superseded++
			}
		}
	}
	out := make([]Count, 0, len(by))
	for _, c := range by {
		out = append(out, *c)
	}
	slices.SortFunc(out, func(x, y Count) int { return strings.Compare(x.Agency, y.Agency) })
	return out
}
