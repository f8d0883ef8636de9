package ingest

import (
	"context"

	"vanthu/handlers/state"
	"vanthu/index"
)

// The writer stores documents in batches of at most so many, and so many
// bytes of text.
const (
	batchDocuments = 1000
	batchBytes     = 4 << 20
	marksEvery     = 4 // batches between two marks of the index
	politeShare    = 8 // of a batch, one in so many is stored at once while questions are asked
)

// write stores documents in batches, state first, and tells the index.
func (r *run) write(ctx context.Context, done <-chan made) error {
	var changes []state.Change
	var entries []index.Entry
	reread := map[string]bool{} // IDs of documents of which only the rules are new
	var size, batches int
	var generation int64
	flush := func() error {
		if len(changes) == 0 {
			return nil
		}
		defer r.g.deps.Courtesy.Take(ctx)()
		if err := r.carry(ctx, changes, reread); err != nil {
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
		clear(reread)
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
		if m.same {
			reread[m.change.ID] = true
		}
		size += len(m.change.Document.Text)
		r.progress.Bytes += m.bytes
		r.progress.Documents++
		part := 1
		if r.g.deps.Courtesy.Attended() {
			part = politeShare
		}
		if len(changes) >= batchDocuments/part || size >= batchBytes/part {
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
