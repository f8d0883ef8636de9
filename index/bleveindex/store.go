// Package bleveindex is the embedded engine: an index.Store that keeps each
// generation of the index in a bleve index of its own, in a folder
// gen-<number> beside the file "live", which names the one in use. It is the
// only importer of bleve.
package bleveindex

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sort"
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
	mu       sync.RWMutex // held for reading by every call on the live engine
	live     *engine
	next     int
}

// Options change how a store is opened.
type Options struct {
	ReadOnly bool // several processes may then read side by side, and nobody write
}

// New opens the store in a folder. An index that is not there, cannot be
// opened or is of another schema is replaced by an empty one, whose
// Stats.Generation is 0: its caller then fills it from the state. With
// ReadOnly, nothing is replaced and Open gives the error.
func New(dir string, o Options) (*Store, error) {
	s := &Store{dir: dir, readOnly: o.ReadOnly}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("make index folder: %w", err)
	}
	name, err := os.ReadFile(filepath.Join(dir, "live"))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("read which index is live: %w", err)
	}
	live := strings.TrimSpace(string(name))
	for _, g := range s.generations() {
		s.next = max(s.next, g+1)
	}
	if live != "" {
		e, err := open(filepath.Join(dir, live), o.ReadOnly)
		if err == nil {
			s.live = e
		} else if isTimeout(err) {
			return nil, fmt.Errorf("%w (%v)", ErrLocked, err)
		} else if o.ReadOnly {
			return nil, err
		}
	}
	if s.live == nil {
		if o.ReadOnly {
			return nil, fmt.Errorf("open index %s: %w", dir, os.ErrNotExist)
		}
		e, err := create(s.folder(s.number()))
		if err != nil {
			return nil, err
		}
		s.live = e
		if err := s.point(e); err != nil {
			return nil, errors.Join(err, e.close())
		}
	}
	if !o.ReadOnly {
		s.sweep()
	}
	return s, nil
}

func isTimeout(err error) bool { return strings.Contains(err.Error(), "timeout") }

func (s *Store) folder(n int) string { return filepath.Join(s.dir, fmt.Sprintf("gen-%06d", n)) }

func (s *Store) number() int {
	n := s.next
	s.next++
	return n
}

func (s *Store) generations() []int {
	names, err := filepath.Glob(filepath.Join(s.dir, "gen-*"))
	if err != nil {
		return nil
	}
	var out []int
	for _, name := range names {
		if n, err := strconv.Atoi(strings.TrimPrefix(filepath.Base(name), "gen-")); err == nil {
			out = append(out, n)
		}
	}
	sort.Ints(out)
	return out
}

// point makes a generation the one that is opened next time.
func (s *Store) point(e *engine) error {
	tmp := filepath.Join(s.dir, "live.new")
	if err := os.WriteFile(tmp, []byte(filepath.Base(e.dir)+"\n"), 0o600); err != nil {
		return fmt.Errorf("publish index: %w", err)
	}
	if err := os.Rename(tmp, filepath.Join(s.dir, "live")); err != nil {
		return fmt.Errorf("publish index: %w", err)
	}
	return nil
}

// sweep removes generations that are not live: candidates of a killed process.
func (s *Store) sweep() {
	for _, n := range s.generations() {
		if dir := s.folder(n); dir != s.live.dir {
			_ = os.RemoveAll(dir) // what stays is swept next time
		}
	}
}

// Open implements index.Store.
func (s *Store) Open(context.Context) (index.Engine, error) { return liveEngine{s}, nil }

// Begin implements index.Store.
func (s *Store) Begin(context.Context) (index.Candidate, error) {
	if s.readOnly {
		return nil, errors.New("begin an index generation: the store is open for reading only")
	}
	s.mu.Lock()
	n := s.number()
	s.mu.Unlock()
	e, err := create(s.folder(n))
	if err != nil {
		return nil, err
	}
	return &candidate{engine: e, store: s}, nil
}

// Close closes the live generation.
func (s *Store) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.live == nil {
		return nil
	}
	err := s.live.close()
	s.live = nil
	return err
}

var errClosed = errors.New("the index is closed")

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
		return errors.New("write to the index: it is open for reading only")
	}
	return l.with(f)
}

// Stats implements index.Engine.
func (l liveEngine) Stats(ctx context.Context) (st index.Stats, err error) {
	err = l.with(func(e *engine) error { st, err = e.Stats(ctx); return err })
	return st, err
}

// candidate is a generation that is being built.
type candidate struct {
	*engine
	store *Store
	ended bool
}

// Publish implements index.Candidate.
func (c *candidate) Publish(context.Context) error {
	if c.ended {
		return errors.New("publish index: the candidate has ended")
	}
	if err := c.store.point(c.engine); err != nil {
		return err
	}
	c.ended = true
	c.store.mu.Lock() // waits for the searches under way
	old := c.store.live
	c.store.live = c.engine
	c.engine.mu.Lock()
	c.engine.fresh, c.engine.known = false, nil
	c.engine.mu.Unlock()
	c.store.mu.Unlock()
	if old == nil {
		return nil
	}
	if err := old.close(); err != nil {
		return err
	}
	return os.RemoveAll(old.dir)
}

// Discard implements index.Candidate.
func (c *candidate) Discard() error {
	if c.ended {
		return nil
	}
	c.ended = true
	err := c.engine.close()
	return errors.Join(err, os.RemoveAll(c.engine.dir))
}
