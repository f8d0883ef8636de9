package ingest

import (
	"context"
	"errors"
	"fmt"

	"vanthu/corpus/format"
	"vanthu/corpus/source"
	"vanthu/handlers/ledger"
	"vanthu/handlers/state"
	"vanthu/index"
)

// fileRead is a file read in this run, to be recorded at its end.
type fileRead struct {
	record state.SourceFile
	seen   map[string]bool // IDs of its documents
	failed bool            // some of it could not be reached: what is not seen is not gone
}

// job is one record on its way through the workers.
type job struct {
	file  string
	path  string
	hash  string
	bytes int64
	text  format.Text
	same  bool // as it was last read
}

// made is a document ready to be stored and indexed.
type made struct {
	change  state.Change
	entry   index.Entry
	bytes   int64
	same    bool     // what it was made from is as it was
	problem *Problem // why there is nothing to store
}

// readFile reads one file and hands on its records that are new or changed.
// A file that can't be read keeps the documents of its last good reading.
func (r *run) readFile(ctx context.Context, f source.File, jobs chan<- job) error {
	read := fileRead{seen: map[string]bool{}, record: state.SourceFile{Path: f.Path, Size: f.Size, Modified: f.ModTime}}
	data, hash, err := r.files.Read(ctx, f, r.g.deps.Reader.Limits.Bytes(f.Path))
	if err == nil {
		read.record.Hash = string(hash)
		err = r.records(ctx, f, data, &read, jobs)
		if errors.Is(err, errStop) {
			return err
		}
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		read.fail(problemOf(f.Path, err), r.report)
	}
	if len(read.seen) > 0 && r.collection.Root != SamplesRoot {
		if err := r.g.deps.State.KeepOriginal(read.record.Hash, data); err != nil {
			return fmt.Errorf("%s: %w", f.Path, err)
		}
	}
	r.read = append(r.read, read)
	return nil
}

// fail records why a file, or the rest of it, could not be read.
func (f *fileRead) fail(p Problem, report *Report) {
	f.failed = true
	f.record.Reason, f.record.Detail = string(p.Reason), p.Detail
	report.Problems = append(report.Problems, p)
}

// errStop marks errors that end the run, not only one file.
var errStop = errors.New("the run ends")

func (r *run) records(ctx context.Context, f source.File, data []byte, read *fileRead, jobs chan<- job) (err error) {
	defer recovered(&err)
	record := &read.record
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
			// A bad record that can be told keeps its last good version.
			if id := documentID(r.collection.Name, path); rec.ID != "" && !read.seen[id] {
				if old, is := known[id]; is && !old.Deleted {
					read.seen[id] = true
					record.Records++
				}
			}
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
		read.seen[id] = true
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
		r.g.deps.Courtesy.Take(ctx)()
		select {
		case jobs <- job{file: f.Path, path: path, hash: hash, bytes: size, text: rec.Text, same: is && old.Hash == hash}:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	})
}

// make describes one record.
func (r *run) make(j job) (m made) {
	var err error
	defer func() {
		if err != nil {
			p := problemOf(j.path, err)
			m = made{change: state.Change{File: j.file}, bytes: j.bytes, problem: &p}
		}
	}()
	defer recovered(&err)
	d := r.g.deps.Describer.Describe(j.text)
	d.Path, d.Collection = j.path, r.collection.Name
	d.ID = documentID(r.collection.Name, j.path)
	if d.Title == "" {
		d.Title = j.path
	}
	return made{
		change: state.Change{ID: d.ID, Collection: r.collection.Name, File: j.file, Hash: j.hash, Document: d,
			Tellings: ledger.Tell(d, r.g.deps.Now(), r.g.deps.Concepts)},
		entry: r.g.Entry(d), bytes: j.bytes, same: j.same,
	}
}

// recovered turns a panic over one document into an error about it: a fault
// in reading one must not stop the program, again and again, for all.
func recovered(err *error) {
	if p := recover(); p != nil {
		*err = &format.Error{Reason: format.Damaged, Detail: fmt.Sprintf("reading it failed: %v", p), Mend: "report this fault together with the file"}
	}
}
