// Package bleveindex is the embedded engine: an index.Store that keeps each
// generation of the index in a bleve index of its own, in a folder
// gen-<number> beside the file "live", which names the one in use. It is the
// only importer of bleve.
//
// bleve keeps which windows hold a word, as written, and the order of each
// window's words; it makes changes durable, merges its segments and tells
// which windows are deleted. Searching goes over copies of its segments in
// memory (copy.go), made when they are first asked for and never changed; a
// change is a small segment of its own, copied within milliseconds. Nothing
// on disk depends on the copies. Questions wait for a copy that is being
// made: about half a second for 80,000 windows of 190 words on two cores. The
// copy of a large segment is also kept in a file, which the next process maps
// into memory instead (sidecar.go); so is that of an index which one process
// builds for another (apart.go).
//
// A window's score is BM25 over its words, folded, with its pairs of
// neighbouring syllables, and words in the marks they were typed with, on
// top (plan.go). Bounds of the scores choose candidates, the order of their
// words gives these exact scores (score.go); a test holds them against a slow
// reference.
//
// Memory: some 0.8 KB for a window of 100 words, 0.8 GB for a million, and
// 1.1 KB for one of 190.
package bleveindex

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"

	"vanthu/index"
)

// ErrLocked is returned where another process has the index open.
var ErrLocked = errors.New("another program has the index open")

// Store keeps the generations of an index in a folder.
type Store struct {
	dir      string
	readOnly bool
	handOver bool
	lock     *os.File

	mu       sync.RWMutex // held for reading by every call on the live engine
	live     *engine      // nil once closed
	next     int
	building bool // a candidate is under way
	words    string
	outdated bool // live was made with other words
}

// Options change how a store is opened.
type Options struct {
	ReadOnly bool   // several processes may then read side by side, and nobody write
	HandOver bool   // another process takes over what is built here (BeginApart): all copies are kept for it
	Words    string // tells the words apart that entries are made with; an index found here that was made with others is Outdated
}

// New opens the store in a folder. An index that is not there, cannot be
// opened or is of another schema is replaced by an empty one, whose
// Stats.Generation is 0: its caller then fills it from the state. With
// ReadOnly, nothing is replaced and New gives the error. Where another process
// has the index open, nothing is replaced either: New gives ErrLocked.
func New(dir string, o Options) (_ *Store, err error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("make index folder: %w", err)
	}
	s := &Store{dir: dir, readOnly: o.ReadOnly, handOver: o.HandOver, words: o.Words}
	if s.lock, err = lockStore(dir, o.ReadOnly); err != nil {
		return nil, err
	}
	if err := s.start(); err != nil {
		return nil, errors.Join(err, s.lock.Close())
	}
	return s, nil
}

// start opens the live generation, or replaces it.
func (s *Store) start() error {
	there, err := s.generations()
	if err != nil {
		return err
	}
	for _, n := range there {
		s.next = max(s.next, n+1)
	}
	if s.live, err = s.openLive(); err != nil {
		if isLocked(err) {
			return fmt.Errorf("%w (%w)", ErrLocked, err)
		}
		if s.readOnly {
			return err
		}
	}
	if s.live == nil {
		if s.live, err = create(s.folder(s.number()), s.words); err != nil {
			return err
		}
		if err := s.point(s.live); err != nil {
			return errors.Join(err, s.live.close())
		}
	}
	words, err := s.live.words()
	if err != nil {
		return errors.Join(err, s.live.close())
	}
	s.outdated = words != s.words
	if s.handOver {
		s.live.copies.from = 0
	}
	if !s.readOnly {
		s.sweep()
	}
	return nil
}

// openLive opens the generation that the file "live" names.
func (s *Store) openLive() (*engine, error) {
	dir, err := liveFolder(s.dir)
	if err != nil {
		return nil, err
	}
	return open(dir, s.readOnly)
}

// liveFolder gives the folder of the live generation of a store.
func liveFolder(store string) (string, error) {
	b, err := os.ReadFile(filepath.Join(store, "live"))
	if err != nil {
		return "", fmt.Errorf("read which index is live: %w", err)
	}
	name := strings.TrimSpace(string(b))
	n, ok := generation(name)
	if !ok || folderName(n) != name {
		return "", fmt.Errorf("read which index is live: %q names none", name)
	}
	return filepath.Join(store, name), nil
}

func (s *Store) folder(n int) string { return filepath.Join(s.dir, folderName(n)) }

func folderName(n int) string { return fmt.Sprintf("%s%06d", folderPrefix, n) }

const folderPrefix = "gen-"

// generation reads the number out of the name of a generation's folder.
func generation(name string) (n int, ok bool) {
	digits, ok := strings.CutPrefix(name, folderPrefix)
	if !ok {
		return 0, false
	}
	n, err := strconv.Atoi(digits)
	return n, err == nil && n >= 0
}

func (s *Store) number() int {
	n := s.next
	s.next++
	return n
}

// generations gives the numbers of the generations' folders.
func (s *Store) generations() ([]int, error) {
	entries, err := os.ReadDir(s.dir)
	if err != nil {
		return nil, fmt.Errorf("list index folder: %w", err)
	}
	var out []int
	for _, e := range entries {
		if n, ok := generation(e.Name()); ok {
			out = append(out, n)
		}
	}
	return out, nil
}

// point makes a generation the one that is opened next time.
func (s *Store) point(e *engine) error {
	tmp := filepath.Join(s.dir, "live.new")
	if err := os.WriteFile(tmp, []byte(filepath.Base(e.dir)+"\n"), 0o600); err != nil {
		return fmt.Errorf("name the live index: %w", err)
	}
	if err := os.Rename(tmp, filepath.Join(s.dir, "live")); err != nil {
		return fmt.Errorf("name the live index: %w", err)
	}
	return nil
}

// sweep removes generations that are not live: candidates of a killed process.
// What can't be removed is swept next time.
func (s *Store) sweep() {
	there, err := s.generations()
	if err != nil {
		return
	}
	for _, n := range there {
		if dir := s.folder(n); dir != s.live.dir {
			_ = os.RemoveAll(dir)
		}
	}
}

// Open implements index.Store.
func (s *Store) Open(context.Context) (index.Engine, error) { return liveEngine{s}, nil }

// Begin implements index.Store.
func (s *Store) Begin(context.Context) (index.Candidate, error) {
	dir, err := s.begin()
	if err != nil {
		return nil, err
	}
	c := &candidate{store: s}
	if c.engine, err = create(dir, s.words); err != nil {
		return nil, errors.Join(err, c.Discard())
	}
	return c, nil
}

// begin gives the folder of a candidate, the only one until it ends.
func (s *Store) begin() (dir string, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.readOnly:
		err = errReadOnly
	case s.live == nil:
		err = errClosed
	case s.building:
		err = errors.New("another one is being built")
	}
	if err != nil {
		return "", fmt.Errorf("begin an index generation: %w", err)
	}
	s.building = true
	return s.folder(s.number()), nil
}

// Close closes the live generation. A candidate under way has to be discarded
// on its own.
func (s *Store) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.live == nil {
		return nil
	}
	err := errors.Join(s.live.close(), s.lock.Close())
	s.live = nil
	return err
}

var (
	errClosed   = errors.New("the index is closed")
	errReadOnly = errors.New("the index is open for reading only")
)

// liveEngine sends every call to the generation that is live when it begins.
type liveEngine struct{ s *Store }

func (l liveEngine) with(f func(*engine) error) error {
	l.s.mu.RLock()
	defer l.s.mu.RUnlock()
	if l.s.live == nil {
		return errClosed
	}
	return f(l.s.live)
}

// Search implements index.Engine.
func (l liveEngine) Search(ctx context.Context, q index.Query) (r index.Result, err error) {
	err = l.with(func(e *engine) error { r, err = e.Search(ctx, q); return err })
	return r, err
}

// Put implements index.Engine.
func (l liveEngine) Put(ctx context.Context, entries []index.Entry) error {
	return l.write(func(e *engine) error { return e.Put(ctx, entries) })
}

// Delete implements index.Engine.
func (l liveEngine) Delete(ctx context.Context, documents []string) error {
	return l.write(func(e *engine) error { return e.Delete(ctx, documents) })
}

// Mark implements index.Engine.
func (l liveEngine) Mark(ctx context.Context, generation int64) error {
	return l.write(func(e *engine) error { return e.Mark(ctx, generation) })
}

// write refuses what a read-only bleve would wait for without end.
func (l liveEngine) write(f func(*engine) error) error {
	if l.s.readOnly {
		return fmt.Errorf("write to the index: %w", errReadOnly)
	}
	return l.with(f)
}

// Stats implements index.Engine.
func (l liveEngine) Stats(ctx context.Context) (st index.Stats, err error) {
	err = l.with(func(e *engine) error {
		st, err = e.Stats(ctx)
		st.Outdated = l.s.outdated
		return err
	})
	return st, err
}

// Revision implements index.Engine.
func (l liveEngine) Revision(ctx context.Context) (n int64, err error) {
	err = l.with(func(e *engine) error { n, err = e.Revision(ctx); return err })
	return n, err
}

// candidate is a generation that is being built.
type candidate struct {
	*engine // nil where it could not be made, or is not there yet
	store   *Store
	ended   bool // under store.mu
}

// Publish implements index.Candidate.
func (c *candidate) Publish(ctx context.Context) error {
	if err := c.ready(ctx); err != nil {
		return fmt.Errorf("publish index: %w", err)
	}
	old, err := c.swap()
	if err != nil {
		return fmt.Errorf("publish index: %w", err)
	}
	// What can't be removed is swept when the store is opened next.
	return old.remove()
}

// ready merges what was put, and copies it, so that the first question to the
// new generation need not wait.
func (c *candidate) ready(ctx context.Context) error {
	c.store.mu.RLock()
	usable := !c.ended && c.store.live != nil
	c.store.mu.RUnlock()
	if !usable {
		return nil // swap tells
	}
	if _, err := c.engine.gather(ctx); err != nil {
		return err
	}
	v, err := c.engine.view(ctx)
	if err != nil {
		return err
	}
	return v.reader.Close()
}

// swap puts the candidate in the live generation's place, once the calls on
// that have ended.
func (c *candidate) swap() (old *engine, err error) {
	s := c.store
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case c.ended:
		return nil, errors.New("the candidate has ended")
	case s.live == nil:
		return nil, errClosed
	}
	if err := s.point(c.engine); err != nil {
		return nil, err
	}
	c.ended, s.building, s.outdated = true, false, false // words that changed since the start are another process's, whose start will tell
	c.engine.settle()
	old, s.live = s.live, c.engine
	s.live.revision.Store(old.revision.Load() + 1)
	return old, nil
}

// Discard implements index.Candidate.
func (c *candidate) Discard() error {
	c.store.mu.Lock()
	defer c.store.mu.Unlock()
	if c.ended {
		return nil
	}
	c.ended, c.store.building = true, false
	if c.engine == nil {
		return nil
	}
	return c.engine.remove()
}
