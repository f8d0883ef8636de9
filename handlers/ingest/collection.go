package ingest

import (
	"context"
	"errors"
	"fmt"
	"sort"

	"golang.org/x/sync/errgroup"

	"vanthu/corpus/format"
	"vanthu/corpus/source"
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

// run is one reading of one collection.
type run struct {
	g          *Ingester
	collection state.Collection
	files      Files
	options    Options
	report     *Report
	progress   Progress
	read       []state.SourceFile         // files read in this run, recorded at its end
	seen       map[string]map[string]bool // file → IDs of its documents
}

// job is one record on its way through the workers.
type job struct {
	file  string
	path  string
	hash  string
	bytes int64
	text  format.Text
	known bool // there is a version of it
}

// made is a document ready to be stored and indexed.
type made struct {
	change state.Change
	entry  index.Entry
	bytes  int64
}

// collection brings state and index up to date with a collection's files.
func (g *Ingester) collection(ctx context.Context, c state.Collection, files Files, o Options, report *Report) error {
	before, err := g.deps.State.Files(ctx, c.Name)
	if err != nil {
		return err
	}
	r := &run{g: g, collection: c, files: files, options: o, report: report, seen: map[string]map[string]bool{}, progress: Progress{Phase: Reading}}
	todo, gone, err := r.list(ctx, before)
	if err != nil {
		return err
	}
	if err := r.pipeline(ctx, todo); err != nil {
		return err
	}
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
	err = r.files.Walk(ctx, func(f source.File, err error) error {
		var skip *source.Skip
		if errors.As(err, &skip) {
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
		if !here[path] {
			gone = append(gone, path)
		}
	}
	sort.Strings(gone)
	return todo, gone, nil
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
				m, err := r.make(j)
				if err != nil {
					return err
				}
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

// readFile reads one file and hands on its records that are new or changed.
func (r *run) readFile(ctx context.Context, f source.File, jobs chan<- job) error {
	seen := map[string]bool{}
	record := state.SourceFile{Path: f.Path, Size: f.Size, Modified: f.ModTime}
	data, hash, err := r.files.Read(ctx, f, r.g.deps.Reader.Limits.FileBytes)
	if err == nil {
		record.Hash = string(hash)
		if r.collection.Root != SamplesRoot {
			if err := r.g.deps.State.KeepOriginal(record.Hash, data); err != nil {
				return err
			}
		}
		err = r.records(ctx, f, data, seen, &record, jobs)
		if err != nil && ctx.Err() == nil && errors.Is(err, errStop) {
			return err
		}
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		p := problemOf(f.Path, err)
		record.Reason, record.Detail = string(p.Reason), p.Detail
		r.report.Problems = append(r.report.Problems, p)
	}
	r.seen[f.Path] = seen
	r.read = append(r.read, record)
	return nil
}

// errStop marks errors that end the run, not only one file.
var errStop = errors.New("the run ends")

func (r *run) records(ctx context.Context, f source.File, data []byte, seen map[string]bool, record *state.SourceFile, jobs chan<- job) error {
	known, err := r.g.deps.State.KnownIn(ctx, r.collection.Name, f.Path)
	if err != nil {
		return fmt.Errorf("%w: %w", errStop, err)
	}
	share := int64(len(data))
	bad := 0
	return r.g.deps.Reader.Read(ctx, f.Path, data, func(rec format.Record) error {
		path := f.Path
		if rec.ID != "" {
			path += "#" + rec.ID
		}
		if rec.Err != nil {
			bad++
			if rec.ID == "" {
				path = fmt.Sprintf("%s line %d", f.Path, rec.Line)
			}
			p := problemOf(path, rec.Err)
			r.report.Problems = append(r.report.Problems, p)
			record.Reason, record.Detail = string(p.Reason), fmt.Sprintf("%d of its records could not be read, the last one: %s", bad, p.Detail)
			return nil
		}
		hash, err := contentHash(rec.Text)
		if err != nil {
			return fmt.Errorf("%w: %w", errStop, err)
		}
		id := documentID(r.collection.Name, path)
		seen[id] = true
		record.Records++
		size := int64(len(rec.Text.Body))
		if rec.ID == "" {
			size = share
		}
		old, is := known[id]
		if is && !old.Deleted && old.Hash == hash && !r.options.Rebuild {
			r.report.Unchanged++
			return nil
		}
		select {
		case jobs <- job{file: f.Path, path: path, hash: hash, bytes: size, text: rec.Text, known: is}:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	})
}

// make describes one record.
func (r *run) make(j job) (made, error) {
	d := r.g.deps.Describer.Describe(j.text)
	d.Path, d.Collection = j.path, r.collection.Name
	d.ID = documentID(r.collection.Name, j.path)
	if d.Title == "" {
		d.Title = j.path
	}
	return made{
		change: state.Change{ID: d.ID, Collection: r.collection.Name, File: j.file, Hash: j.hash, Document: d},
		entry:  r.g.Entry(d), bytes: j.bytes,
	}, nil
}

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
		n, err := r.g.deps.State.SaveDocuments(ctx, changes, r.g.deps.Now())
		if err != nil {
			return err
		}
		generation = n
		if err := r.g.engine.Put(ctx, entries); err != nil {
			return err
		}
		if batches++; batches%marksEvery == 0 {
			if err := r.g.engine.Mark(ctx, generation); err != nil {
				return err
			}
		}
		r.report.Read += len(changes)
		changes, entries, size = changes[:0], entries[:0], 0
		return nil
	}
	for m := range done {
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

// finish drops the documents that files read in this run no longer hold, and
// records the files: only now will they be taken as unchanged.
func (r *run) finish(ctx context.Context) error {
	for _, f := range r.read {
		known, err := r.g.deps.State.KnownIn(ctx, r.collection.Name, f.Path)
		if err != nil {
			return err
		}
		var drop []string
		for id, k := range known {
			if !k.Deleted && !r.seen[f.Path][id] {
				drop = append(drop, id)
			}
		}
		if err := r.g.drop(ctx, drop, r.report); err != nil {
			return err
		}
		if err := r.g.deps.State.SaveFile(ctx, r.collection.Name, f); err != nil {
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
	n, err := g.deps.State.SaveDocuments(ctx, changes, g.deps.Now())
	if err != nil {
		return err
	}
	if err := g.engine.Delete(ctx, ids); err != nil {
		return err
	}
	report.Dropped += len(ids)
	return g.engine.Mark(ctx, n)
}
