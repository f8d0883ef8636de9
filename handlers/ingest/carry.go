package ingest

import (
	"context"

	"vanthu/corpus"
	"vanthu/handlers/ledger"
	"vanthu/handlers/state"
)

// carry joins what documents tell now with what is stored of them: keys and
// the times of the first telling stay, and a deadline that an earlier version
// told otherwise stays visible as a former telling. Documents read again with
// other rules only, their words being the same, have moved no deadline.
func (r *run) carry(ctx context.Context, changes []state.Change, reread map[string]bool) error {
	ids := make([]string, len(changes))
	for i, c := range changes {
		ids[i] = c.ID
	}
	stored, err := r.g.deps.State.TellingsOf(ctx, ids)
	if err != nil {
		return err
	}
	for i, c := range changes {
		changes[i].Tellings = carried(stored[c.ID], c.Tellings, reread[c.ID])
	}
	return nil
}

// formerTellings bounds the former deadlines kept of one duty, the newest.
const formerTellings = 20

// term is by when a telling says, without its words and their place.
type term struct {
	key string
	corpus.Deadline
}

func termOf(t ledger.Telling) term {
	out := term{key: t.Key}
	if t.Deadline != nil {
		out.Deadline = *t.Deadline
		out.Text, out.Basis = corpus.Span{}, ""
	}
	return out
}

// carried gives the tellings to store of a document: those of its new
// version, and behind them the former ones.
func carried(stored, now []ledger.Telling, reread bool) []ledger.Telling {
	var before, former []ledger.Telling
	for _, t := range stored {
		if t.Former {
			former = append(former, t)
		} else {
			before = append(before, t)
		}
	}
	out := ledger.Carry(before, now)
	seen := map[term]bool{}
	current := map[string]bool{}
	for _, t := range out {
		seen[termOf(t)], current[t.Key] = true, true
	}
	if !reread {
		former = append(before, former...) // the newest first
	}
	kept := map[string]int{}
	for _, t := range former {
		at := termOf(t)
		if t.Deadline == nil || seen[at] || !current[t.Key] || kept[t.Key] == formerTellings {
			continue
		}
		seen[at] = true
		kept[t.Key]++
		t.Former = true
		out = append(out, t)
	}
	return out
}
