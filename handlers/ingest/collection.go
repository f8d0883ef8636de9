package ingest

import (
	"context"
	"errors"
	"sort"
	"strings"

	"golang.org/x/sync/errgroup"

	"vanthu/corpus/format"
	"vanthu/corpus/source"
	"vanthu/handlers/state"
)

// run is one reading of one collection.
type run struct {
	g          *Ingester
	collection state.Collection
	files      Files
	options    Options
	report     *Report
	progress   Progress
	read       []fileRead
	same       int                // documents made again that were as before; the writer's
	panicked   map[string]Problem // file → what describing one of its documents ended in; the writer's
}

// collection brings state and index up to date with a collection's files.
func (g *Ingester) collection(ctx context.Context, c state.Collection, files Files, o Options, report *Report) error {
	before, err := g.deps.State.Files(ctx, c.Name)
	if err != nil {
		return err
	}
	r := &run{g: g, collection: c, files: files, options: o, report: report, panicked: map[string]Problem{}, progress: Progress{Phase: Reading}}
	todo, gone, err := r.list(ctx, before)
	if err != nil {
		return err
	}
	if err := r.pipeline(ctx, todo); err != nil {
		return err
	}
	report.Unchanged += r.same
	for _, path := range gone {
		if err := g.dropFile(ctx, c, path, report); err != nil {
			return err
		}
	}
	return r.finish(ctx)
}

// list gives the files to read and the paths of those that have vanished.
func (r *run) list(ctx context.Context, before map[string]state.SourceFile) (todo []source.File, gone []string, err error) {
	here := map[string]bool{}
	var skipped []string
	err = r.files.Walk(ctx, func(f source.File, err error) error {
		var skip *source.Skip
		if errors.As(err, &skip) {
			skipped = append(skipped, skip.Path)
			r.report.Problems = append(r.report.Problems, Problem{Path: skip.Path, Reason: format.Unreadable, Detail: skip.Reason})
			return nil
		}
		if err != nil {
			return err
		}
		here[f.Path] = true
		old, known := before[f.Path]
		if known && !r.options.Rebuild && f.Unchanged(old.Size, old.Modified) && !isRetried(old.Reason) {
			r.report.Unchanged += old.Records
			if old.Reason != "" {
				r.report.Problems = append(r.report.Problems, Problem{Path: f.Path, Reason: format.Reason(old.Reason), Detail: old.Detail})
			}
			return nil
		}
		todo = append(todo, f)
		r.progress.Total += f.Size
		return nil
	})
	if err != nil {
		return nil, nil, err
	}
	for path := range before {
		if !here[path] && !isBelow(path, skipped) {
			gone = append(gone, path)
		}
	}
	sort.Strings(gone)
	return todo, gone, nil
}

// isBelow reports paths that are among those skipped, or in a folder that is:
// what can't be seen is not gone.
func isBelow(path string, skipped []string) bool {
	for _, s := range skipped {
		if rest, ok := strings.CutPrefix(path, s); ok && (rest == "" || rest[0] == '/') {
			return true
		}
	}
	return false
}

// pipeline reads the files, describes their records on all cores and stores
// them, with a bound on what is under way.
func (r *run) pipeline(ctx context.Context, todo []source.File) error {
	group, ctx := errgroup.WithContext(ctx)
	jobs := make(chan job, 2*workers())
	done := make(chan made, 2*workers())
	group.Go(func() error {
		defer close(jobs)
		for _, f := range todo {
			if err := r.readFile(ctx, f, jobs); err != nil {
				return err
			}
		}
		return nil
	})
	describing, dctx := errgroup.WithContext(ctx)
	for range workers() {
		describing.Go(func() error {
			for j := range jobs {
				turn := r.g.deps.Courtesy.Take(dctx)
				m := r.make(j)
				turn()
				select {
				case done <- m:
				case <-dctx.Done():
					return dctx.Err()
				}
			}
			return nil
		})
	}
	group.Go(func() error {
		defer close(done)
		return describing.Wait()
	})
	group.Go(func() error { return r.write(ctx, done) })
	return group.Wait()
}

// finish drops the documents that files read in this run no longer hold, and
// records the files: only now will they be taken as unchanged.
func (r *run) finish(ctx context.Context) error {
	for _, f := range r.read {
		if p, ok := r.panicked[f.record.Path]; ok {
			f.fail(p, r.report)
		}
		known, err := r.g.deps.State.KnownIn(ctx, r.collection.Name, f.record.Path)
		if err != nil {
			return err
		}
		var unseen []string
		there := 0
		for id, k := range known {
			if k.Deleted {
				continue
			}
			there++
			if !f.seen[id] {
				unseen = append(unseen, id)
			}
		}
		if f.failed {
			f.record.Records = there
		} else if err := r.g.drop(ctx, unseen, r.report); err != nil {
			return err
		}
		if err := r.g.deps.State.SaveFile(ctx, r.collection.Name, f.record); err != nil {
			return err
		}
	}
	return nil
}

// dropFile drops a vanished file with its documents.
func (g *Ingester) dropFile(ctx context.Context, c state.Collection, path string, report *Report) error {
	known, err := g.deps.State.KnownIn(ctx, c.Name, path)
	if err != nil {
		return err
	}
	var ids []string
	for id, k := range known {
		if !k.Deleted {
			ids = append(ids, id)
		}
	}
	if err := g.drop(ctx, ids, report); err != nil {
		return err
	}
	return g.deps.State.DropFile(ctx, c.Name, path)
}

// drop removes documents from state and index.
func (g *Ingester) drop(ctx context.Context, ids []string, report *Report) error {
	if len(ids) == 0 {
		return nil
	}
	sort.Strings(ids)
	changes := make([]state.Change, len(ids))
	for i, id := range ids {
		changes[i] = state.Change{ID: id, Deleted: true}
	}
	saved, err := g.deps.State.SaveDocuments(ctx, changes, g.deps.Now())
	if err != nil {
		return err
	}
	if err := g.engine.Delete(ctx, ids); err != nil {
		return err
	}
	report.Dropped += len(ids)
	return g.engine.Mark(ctx, saved.Generation)
}
