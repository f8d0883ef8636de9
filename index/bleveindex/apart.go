package bleveindex

import (
	"context"
	"errors"
	"fmt"
	"os"

	"vanthu/index"
)

// apart is a candidate that another process builds: in its folder, that
// process opens a store of its own with Options.HandOver, fills it and closes
// it. Publishing moves the live generation of that store into this one. As its
// copies are kept with it, they are mapped into memory and not made anew,
// which would take both cores from those who ask.
//
// The folder is named as a generation's: what a killed process leaves there is
// swept with the candidates.
type apart struct {
	candidate
	folder string
}

// BeginApart starts a generation that another process builds beside the live
// one. While any is under way, it is an error.
func (s *Store) BeginApart(context.Context) (index.Apart, error) {
	dir, err := s.begin()
	if err != nil {
		return nil, err
	}
	a := &apart{candidate: candidate{store: s}, folder: dir}
	if err := os.Mkdir(dir, 0o700); err != nil {
		return nil, errors.Join(fmt.Errorf("begin an index generation: %w", err), a.Discard())
	}
	return a, nil
}

// Folder implements index.Apart.
func (a *apart) Folder() string { return a.folder }

// Publish implements index.Apart.
func (a *apart) Publish(ctx context.Context, generation int64) error {
	if a.engine == nil {
		if err := a.takeOver(ctx, generation); err != nil {
			return fmt.Errorf("take over the index that another process built: %w", err)
		}
	}
	return a.candidate.Publish(ctx)
}

// takeOver moves what was built to a folder beside the live generation's and
// opens it.
func (a *apart) takeOver(ctx context.Context, generation int64) error {
	from, err := liveFolder(a.folder)
	if err != nil {
		return err
	}
	a.store.mu.Lock()
	to := a.store.folder(a.store.number())
	a.store.mu.Unlock()
	if err := os.Rename(from, to); err != nil {
		return err
	}
	e, err := open(to, false)
	if err != nil {
		return errors.Join(err, os.RemoveAll(to))
	}
	st, err := e.Stats(ctx)
	if err == nil && st.Generation != generation {
		err = fmt.Errorf("it has caught up to generation %d, not %d", st.Generation, generation)
	}
	if err != nil {
		return errors.Join(err, e.remove())
	}
	a.engine = e
	return os.RemoveAll(a.folder)
}

// Discard implements index.Apart.
func (a *apart) Discard() error {
	return errors.Join(a.candidate.Discard(), os.RemoveAll(a.folder))
}
