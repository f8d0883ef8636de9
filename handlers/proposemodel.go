package handlers

import (
	"context"
	"maps"
	"slices"

	"vanthu/corpus"
	"vanthu/handlers/grounding"
	"vanthu/handlers/ledger"
)

// DutyReader proposes the duties of a passage, checked against it: a language
// model.
type DutyReader interface {
	ProposeDuties(ctx context.Context, d *corpus.Document, p corpus.Passage) (kept []grounding.CheckedDuty, dropped map[grounding.Reason]int, err error)
}

// Proposing counts what became of the duties that a model proposed.
type Proposing struct {
	Passages int // that were read
	Failed   int // that the model gave no answer on, or that may not be sent
	Dropped  map[grounding.Reason]int
	Known    int // that the documents' own rules had found, or that were proposed before
}

// ProposeFrom has a model read a document, and proposes the duties that it
// finds there and that hold: for a person to confirm.
func (c *Core) ProposeFrom(ctx context.Context, by Person, reader DutyReader, d *corpus.Document, note string) (kept []ledger.Duty, n Proposing, err error) {
	n.Dropped = map[grounding.Reason]int{}
	if !by.Viewer.Sees(d.Visibility) {
		return nil, n, refused("no document has the path %q", d.Path)
	}
	known, err := c.Duties(ctx, ledger.Filter{Viewer: by.Viewer}, c.Now())
	if err != nil {
		return nil, n, err
	}
	known = slices.DeleteFunc(known, func(duty ledger.Duty) bool {
		return !slices.ContainsFunc(duty.Tellings, func(t ledger.Telling) bool { return t.Document == d.ID })
	})
	for _, p := range d.Passages {
		if err := ctx.Err(); err != nil {
			return kept, n, err
		}
		found, dropped, err := reader.ProposeDuties(ctx, d, p)
		if err != nil {
			n.Failed++ // counted where the model is asked
			continue
		}
		n.Passages++
		for _, why := range slices.Sorted(maps.Keys(dropped)) {
			n.Dropped[why] += dropped[why]
		}
		for _, f := range found {
			proposal := Proposal{Path: d.Path, Quote: f.Quote, Action: f.Action, Agency: f.Agency, Due: f.Due, Relation: string(f.Relation), DeadlineText: f.DeadlineText, Note: note}
			start, end, ok := quoted(d.Text, f.Quote)
			if ok && slices.ContainsFunc(known, func(duty ledger.Duty) bool {
				return tellsAlready(duty, d.ID, start, end, f.Due != "", c.agency(f.Agency, d.Language))
			}) {
				n.Known++
				continue
			}
			duty, err := c.Propose(ctx, by, proposal)
			switch {
			case IsRefused(err):
				n.Known++
			case err != nil:
				return kept, n, err
			default:
				kept = append(kept, duty)
			}
		}
	}
	return kept, n, nil
}

// tellsAlready reports whether a duty is told in a stretch of a document
// already, of the same body, and with a deadline where one is told there.
func tellsAlready(d ledger.Duty, document string, start, end int, dated bool, lead ledger.Agency) bool {
	return slices.ContainsFunc(d.Tellings, func(t ledger.Telling) bool {
		return t.Document == document && t.Start < end && t.End > start && (!dated || t.Deadline != nil) &&
			slices.ContainsFunc(t.Leads, func(a ledger.Agency) bool { return a.ID != "" && a.ID == lead.ID || a.Text == lead.Text })
	})
}
