package ingest

import (
	"context"
	"errors"
	"fmt"

	"golang.org/x/sync/errgroup"

	"vanthu/corpus"
	"vanthu/index"
)

// CatchUp brings an index that is behind the state up to date: after a kill
// between the two, or when the index had to be replaced by an empty one. An
// index that is ahead of the state, which was restored from an older backup,
// and one that was made with other words are built anew. It reports whether there was anything to do.
func (g *Ingester) CatchUp(ctx context.Context, progress func(Progress)) (bool, error) {
	if err := g.take(ctx); err != nil {
		return false, err
	}
	defer g.leave()
	return g.catchUp(ctx, progress)
}

func (g *Ingester) catchUp(ctx context.Context, progress func(Progress)) (bool, error) {
	stats, err := g.engine.Stats(ctx)
	if err != nil {
		return false, err
	}
	now, err := g.deps.State.Generation(ctx)
	if err != nil || stats.Generation == now && !stats.Outdated {
		return false, err
	}
	if stats.Generation > now || stats.Outdated {
		return true, g.rebuild(ctx, progress)
	}
	// An index marked 0 may hold documents of a run that was killed early.
	if err := g.fill(ctx, g.engine, stats.Generation, now, stats.Windows > 0, progress); err != nil {
		return true, fmt.Errorf("bring the index up to date: %w", err)
	}
	return true, nil
}

// Rebuild builds the index from the state beside the live one, and puts it in
// its place. Until then, and where it fails, the live one stays in use.
func (g *Ingester) Rebuild(ctx context.Context, progress func(Progress)) error {
	if err := g.take(ctx); err != nil {
		return err
	}
	defer g.leave()
	return g.rebuild(ctx, progress)
}

func (g *Ingester) rebuild(ctx context.Context, progress func(Progress)) error {
	now, err := g.deps.State.Generation(ctx)
	if err != nil {
		return err
	}
	if g.deps.Child != nil {
		return g.deps.Child.rebuild(ctx, now, progress)
	}
	c, err := g.deps.Store.Begin(ctx)
	if err != nil {
		return fmt.Errorf("begin a new index: %w", err)
	}
	if err := g.fill(ctx, c, 0, now, false, progress); err != nil {
		return errors.Join(fmt.Errorf("build a new index: %w", err), c.Discard())
	}
	if err := c.Publish(ctx); err != nil {
		return errors.Join(fmt.Errorf("publish the new index: %w", err), c.Discard())
	}
	return nil
}

// fill puts what the state has after a generation into an engine, and with
// drop takes out what was dropped since.
func (g *Ingester) fill(ctx context.Context, e index.Engine, after, now int64, drop bool, progress func(Progress)) error {
	total, err := g.deps.State.Count(ctx)
	if err != nil {
		return err
	}
	p := Progress{Phase: Indexing, Of: total}
	err = g.deps.State.Since(ctx, after, func(stored []*corpus.Document, dropped []string) error {
		entries := make([]index.Entry, len(stored))
		var group errgroup.Group
		group.SetLimit(workers())
		for i, d := range stored {
			group.Go(func() error {
				entries[i] = g.Entry(d)
				return nil
			})
		}
		if err := group.Wait(); err != nil {
			return err
		}
		if err := e.Put(ctx, entries); err != nil {
			return err
		}
		if drop && len(dropped) > 0 {
			if err := e.Delete(ctx, dropped); err != nil {
				return err
			}
		}
		p.Documents += len(stored)
		if progress != nil {
			progress(p)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return e.Mark(ctx, now)
}
