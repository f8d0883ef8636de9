package ingest

import (
	"context"

	"vanthu/handlers/ledger"
	"vanthu/handlers/state"
	"vanthu/index"
)

// The writer stores documents in batches of at most so many, and so many
// bytes of text.
const (
	batchDocuments = 400
	batchBytes     = 4 << 20
	marksEvery     = 8 // batches between two marks of the index
)

// write stores documents in batches, state first, and tells the index.
func (r *run) write(ctx context.Context, done <-chan made) error {
	var changes []state.Change
	var entries []index.Entry
	var size, batches int
	var generation int64
	flush := func() error {
		if len(changes) == 0 {
			return nil
		}
		if err := r.carry(ctx, changes); err != nil {
			return err
		}
		saved, err := r.g.deps.State.SaveDocuments(ctx, changes, r.g.deps.Now())
		if err != nil {
			return err
		}
		put := entries[:0]
		for i, changed := range saved.Changed {
			if changed {
				put = append(put, entries[i])
			}
		}
		r.report.Read += len(put)
		r.same += len(changes) - len(put)
		changes, entries, size = changes[:0], entries[:0], 0
		if len(put) == 0 {
			return nil
		}
		generation = saved.Generation
		if err := r.g.engine.Put(ctx, put); err != nil {
			return err
		}
		if batches++; batches%marksEvery == 0 {
			if err := r.g.engine.Mark(ctx, generation); err != nil {
				return err
			}
		}
		return nil
	}
	for m := range done {
		if m.problem != nil {
			r.panicked[m.change.File] = *m.problem
			r.progress.Bytes += m.bytes
			continue
		}
		changes, entries = append(changes, m.change), append(entries, m.entry)
		size += len(m.change.Document.Text)
		r.progress.Bytes += m.bytes
		r.progress.Documents++
		if len(changes) >= batchDocuments || size >= batchBytes {
			if err := flush(); err != nil {
				return err
			}
			r.tell()
		}
	}
	if err := flush(); err != nil {
		return err
	}
	r.tell()
	if generation == 0 {
		return nil
	}
	return r.g.engine.Mark(ctx, generation)
}

func (r *run) tell() {
	if r.options.Progress != nil {
		p := r.progress
		p.Bytes = min(p.Bytes, p.Total)
		r.options.Progress(p)
	}
}

// carry joins what documents tell now with what is stored of them, so that
// keys and the times of the first telling stay, and what an older version
// told otherwise stays visible.
func (r *run) carry(ctx context.Context, changes []state.Change) error {
	ids := make([]string, len(changes))
	for i, c := range changes {
		ids[i] = c.ID
	}
	before, err := r.g.deps.State.TellingsOf(ctx, ids)
	if err != nil {
		return err
	}
	for i, c := range changes {
		changes[i].Tellings = ledger.Carry(before[c.ID], c.Tellings)
	}
	return nil
}
