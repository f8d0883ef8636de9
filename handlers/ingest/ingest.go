// Package ingest owns the life of a document: a file is read, its text is
// described and cut into passages, the state commits a new version, and the
// index catches up. What the document tells of duties is committed with it,
// beside what its older versions told otherwise. State commits first: an index that is behind, damaged or
// of an old schema is filled from it, and one that was made with other words is
// built anew beside it.
//
// While people ask, reading stands back for the time of an answer (courtesy.go),
// and a new index is built by a child process of low priority (child.go): the
// engine's own goroutines could not be made to wait.
package ingest

import (
	"context"
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"vanthu/corpus"
	"vanthu/corpus/extract"
	"vanthu/corpus/format"
	"vanthu/corpus/lexicon"
	"vanthu/corpus/source"
	"vanthu/handlers/ledger"
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
	Describer Describer
	Topics    *lexicon.Concepts               // what passages are found by in other languages; nil: not told
	Concepts  ledger.Concepts                 // what duties speak of; nil: not told
	Rules     int64                           // version of the describer's rules; 0: extract.Rules
	Samples   Files                           // the embedded samples; nil: none
	Open      func(path string) (Tree, error) // opens a folder or file; nil: source.Open
	Courtesy  *Courtesy                       // to those who ask; nil: to nobody
	Child     *Child                          // builds a new index in another process; nil: this one builds it
	Log       *slog.Logger
	Now       func() time.Time
}

// Describer makes documents of texts; extract.Describer is one.
type Describer interface {
	Describe(t format.Text) *corpus.Document
	Named(text, tag string) []extract.Named
}

// Files is a set of files to read: a source.Tree, or the samples.
type Files interface {
	Walk(ctx context.Context, each func(source.File, error) error) error
	Read(ctx context.Context, f source.File, max int64) ([]byte, source.Hash, error)
}

// Tree is the files below a path.
type Tree interface {
	Files
	Close() error
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
	if deps.Open == nil {
		deps.Open = func(path string) (Tree, error) { return source.Open(path) }
	}
	if deps.Rules == 0 {
		deps.Rules = extract.Rules
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
// vanished there, after an index that is behind has caught up. A path that
// can't be opened is an error in the end; the others are read all the same.
func (g *Ingester) Index(ctx context.Context, paths []string, o Options) (Report, error) {
	if err := g.take(ctx); err != nil {
		return Report{}, err
	}
	defer g.leave()
	begun := g.deps.Now()
	var report Report
	if _, err := g.catchUp(ctx, o.Progress); err != nil {
		return report, err
	}
	if _, err := g.renew(ctx, o.Progress); err != nil {
		return report, err
	}
	var unopened []error
	done := map[string]bool{}
	for _, p := range paths {
		abs, err := filepath.Abs(p)
		if err != nil {
			return report, fmt.Errorf("index %q: %w", p, err)
		}
		if done[abs] {
			continue
		}
		done[abs] = true
		tree, err := g.deps.Open(abs)
		if err != nil {
			unopened = append(unopened, fmt.Errorf("index %q: %w", p, err))
			continue
		}
		if err := g.tree(ctx, abs, tree, o, &report); err != nil {
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
	return report, errors.Join(unopened...)
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

// tree reads what is below an opened path, and closes it.
func (g *Ingester) tree(ctx context.Context, abs string, tree Tree, o Options, report *Report) (err error) {
	defer func() { err = errors.Join(err, tree.Close()) }()
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

// documentID names a document by its place, so that it stays the same over
// every reindexing.
func documentID(collection, path string) string {
	sum := sha256.Sum256([]byte(collection + "\x00" + path))
	return strings.ToLower(base32.StdEncoding.EncodeToString(sum[:10]))
}

// contentHash tells whether a document has to be made again: it covers all
// that was read, the structure and the file's own words on itself too.
func contentHash(t format.Text) (string, error) {
	h := sha256.New()
	if err := json.NewEncoder(h).Encode(t); err != nil {
		return "", err
	}
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
		if g.deps.Topics != nil {
			e.Concepts = append(e.Concepts, g.deps.Topics.Indexed(index.WindowText(d, w), d.Language))
		}
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
	detail := err.Error()
	if errors.Is(err, fs.ErrPermission) {
		detail = forbidden
	}
	return Problem{Path: path, Reason: format.Unreadable, Detail: detail}
}

// forbidden says what to do about a file that the operating system does not
// let this program read.
const forbidden = "permission denied; let the user who runs this program read it"
