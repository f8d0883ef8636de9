// Package ingest owns the life of a document: a file is read, its text is
// described and cut into passages, the state commits a new version, and the
// index catches up. State commits first: an index that is behind, damaged or
// of an old schema is filled from it.
package ingest

import (
	"context"
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"vanthu/corpus"
	"vanthu/corpus/extract"
	"vanthu/corpus/format"
	"vanthu/corpus/source"
	"vanthu/handlers/state"
	"vanthu/index"
)

// SamplesRoot is the root of the collection of embedded samples.
const SamplesRoot = "embedded:samples"

// Deps is what ingesting needs.
type Deps struct {
	State     *state.State
	Store     index.Store
	Reader    *format.Reader
	Extractor *extract.Extractor
	Describer *extract.Describer
	Samples   Files // the embedded samples; nil: none
	Log       *slog.Logger
	Now       func() time.Time
}

// Files is a set of files to read: a source.Tree, or the samples.
type Files interface {
	Walk(ctx context.Context, each func(source.File, error) error) error
	Read(ctx context.Context, f source.File, max int64) ([]byte, source.Hash, error)
}

// Ingester reads documents into state and index. It is safe for concurrent
// use: runs wait for each other.
type Ingester struct {
	deps   Deps
	engine index.Engine
	turn   chan struct{} // held by the run under way
}

// New makes an ingester.
func New(ctx context.Context, deps Deps) (*Ingester, error) {
	engine, err := deps.Store.Open(ctx)
	if err != nil {
		return nil, fmt.Errorf("open the index: %w", err)
	}
	g := &Ingester{deps: deps, engine: engine, turn: make(chan struct{}, 1)}
	g.turn <- struct{}{}
	return g, nil
}

// Options change a run.
type Options struct {
	Rebuild  bool           // read every file again and build the index from nothing, beside the live one
	Progress func(Progress) // called from one goroutine at a time; may be nil
}

// Progress tells how far a run is.
type Progress struct {
	Phase     Phase
	Bytes     int64 // read so far
	Total     int64 // bytes to read, of files that may have changed
	Documents int   // read or, while rebuilding, indexed so far
	Of        int   // documents to index, while rebuilding; 0 elsewhere
}

// Phase is a part of a run.
type Phase string

// The phases, in order.
const (
	Reading  Phase = "reading"
	Indexing Phase = "indexing"
)

// Report is what a run did.
type Report struct {
	Read      int // documents new or changed
	Unchanged int
	Dropped   int
	Documents int // there are now
	Problems  []Problem
	Took      time.Duration
}

// Problem is a file or record that could not be read. An ingest run goes on
// after it.
type Problem struct {
	Path   string
	Reason format.Reason
	Detail string // in English, for admins: what was found and what to do
}

// Index reads what is new or changed below the paths and drops what has
// vanished there.
func (g *Ingester) Index(ctx context.Context, paths []string, o Options) (Report, error) {
	if err := g.take(ctx); err != nil {
		return Report{}, err
	}
	defer g.leave()
	begun := g.deps.Now()
	var report Report
	for _, p := range paths {
		if err := g.path(ctx, p, o, &report); err != nil {
			return report, fmt.Errorf("index %q: %w", p, err)
		}
	}
	if err := g.dropSamples(ctx, &report); err != nil {
		return report, err
	}
	if o.Rebuild {
		if err := g.rebuild(ctx, o.Progress); err != nil {
			return report, err
		}
	}
	n, err := g.deps.State.Count(ctx)
	if err != nil {
		return report, err
	}
	report.Documents = n
	report.Took = g.deps.Now().Sub(begun)
	return report, nil
}

// Roots gives the paths that have been indexed, for watching and reindexing.
func (g *Ingester) Roots(ctx context.Context) ([]string, error) {
	cs, err := g.deps.State.Collections(ctx)
	if err != nil {
		return nil, err
	}
	var roots []string
	for _, c := range cs {
		if c.Root != SamplesRoot {
			roots = append(roots, c.Root)
		}
	}
	return roots, nil
}

func (g *Ingester) take(ctx context.Context) error {
	select {
	case <-g.turn:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("wait for the indexing under way: %w", ctx.Err())
	}
}

func (g *Ingester) leave() { g.turn <- struct{}{} }

func (g *Ingester) path(ctx context.Context, p string, o Options, report *Report) error {
	abs, err := filepath.Abs(p)
	if err != nil {
		return err
	}
	tree, err := source.Open(abs)
	if err != nil {
		return err
	}
	defer tree.Close()
	c, err := g.deps.State.AddCollection(ctx, abs, collectionName(abs), g.deps.Now())
	if err != nil {
		return err
	}
	return g.collection(ctx, c, tree, o, report)
}

func collectionName(abs string) string {
	name := filepath.Base(abs)
	if name == "/" || name == "." || name == "samples" {
		name += "-documents"
	}
	return strings.TrimPrefix(name, "/")
}

// Samples reads the embedded samples where there are no other documents. It
// reports whether the samples are what people now ask.
func (g *Ingester) Samples(ctx context.Context) (bool, error) {
	if g.deps.Samples == nil {
		return false, nil
	}
	if err := g.take(ctx); err != nil {
		return false, err
	}
	defer g.leave()
	cs, err := g.deps.State.Collections(ctx)
	if err != nil {
		return false, err
	}
	for _, c := range cs {
		if c.Root != SamplesRoot {
			return false, nil
		}
	}
	c, err := g.deps.State.AddCollection(ctx, SamplesRoot, "samples", g.deps.Now())
	if err != nil {
		return false, err
	}
	var report Report
	if err := g.collection(ctx, c, g.deps.Samples, Options{}, &report); err != nil {
		return false, fmt.Errorf("read the samples: %w", err)
	}
	return true, nil
}

// dropSamples removes the samples once people have documents of their own.
func (g *Ingester) dropSamples(ctx context.Context, report *Report) error {
	cs, err := g.deps.State.Collections(ctx)
	if err != nil {
		return err
	}
	for _, c := range cs {
		if c.Root != SamplesRoot || len(cs) == 1 {
			continue
		}
		files, err := g.deps.State.Files(ctx, c.Name)
		if err != nil {
			return err
		}
		for path := range files {
			if err := g.dropFile(ctx, c, path, report); err != nil {
				return err
			}
		}
		return g.deps.State.RemoveCollection(ctx, c.Name)
	}
	return nil
}

// documentID names a document by its place, so that it stays the same over
// every reindexing.
func documentID(collection, path string) string {
	sum := sha256.Sum256([]byte(collection + "\x00" + path))
	return strings.ToLower(base32.StdEncoding.EncodeToString(sum[:10]))
}

// contentHash tells whether a document has to be made again.
func contentHash(t format.Text) (string, error) {
	meta, err := json.Marshal(t.Meta)
	if err != nil {
		return "", err
	}
	h := sha256.New()
	h.Write([]byte(t.Body))
	h.Write(meta)
	return hex.EncodeToString(h.Sum(nil)[:16]), nil
}

// Entry makes what the index keeps of a document.
func (g *Ingester) Entry(d *corpus.Document) index.Entry {
	e := index.Entry{Document: d}
	if d.Number != "" {
		e.Numbers = extract.Keys(g.deps.Extractor.Numbers(d.Number, d.Language))
	}
	for _, w := range index.Windows(d) {
		e.Keys = append(e.Keys, keys(g.deps.Describer.Named(d.Text[w.Start:w.End], d.Language)))
	}
	return e
}

func keys(named []extract.Named) []string {
	seen := map[string]bool{}
	var out []string
	for _, n := range named {
		if !seen[n.Key] {
			seen[n.Key] = true
			out = append(out, n.Key)
		}
	}
	return out
}

func workers() int { return max(2, runtime.GOMAXPROCS(0)) }

// isRetried reports failures that may be gone without a change of the file.
func isRetried(reason string) bool {
	switch format.Reason(reason) {
	case format.NoTool, format.Unreadable, format.TimedOut:
		return true
	}
	return false
}

func problemOf(path string, err error) Problem {
	var e *format.Error
	if errors.As(err, &e) {
		detail := e.Detail
		if e.Mend != "" {
			detail += "; " + e.Mend
		}
		return Problem{Path: path, Reason: e.Reason, Detail: detail}
	}
	if errors.Is(err, source.ErrTooLarge) {
		return Problem{Path: path, Reason: format.TooLarge, Detail: err.Error()}
	}
	return Problem{Path: path, Reason: format.Unreadable, Detail: err.Error()}
}
