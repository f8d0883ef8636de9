package ingest

import (
	"context"
	"fmt"
	"slices"

	"vanthu/handlers/state"
)

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
	if _, err := g.catchUp(ctx, nil); err != nil {
		return false, err
	}
	if own, err := g.ownDocuments(ctx); own || err != nil {
		return false, err
	}
	if err := g.begin(ctx); err != nil {
		return false, err
	}
	c, err := g.deps.State.AddCollection(ctx, SamplesRoot, "samples", g.deps.Now())
	if err != nil {
		return false, err
	}
	var report Report
	if err := g.collection(ctx, c, g.deps.Samples, Options{}, &report); err != nil {
		return false, fmt.Errorf("read the samples: %w", err)
	}
	for _, p := range report.Problems {
		g.deps.Log.Warn("a sample can't be read", "path", p.Path, "reason", p.Reason, "detail", p.Detail)
	}
	return true, nil
}

// ownDocuments reports whether there are documents that are no samples.
func (g *Ingester) ownDocuments(ctx context.Context) (bool, error) {
	cs, err := g.deps.State.Collections(ctx)
	if err != nil {
		return false, err
	}
	for _, c := range cs {
		if c.Root == SamplesRoot {
			continue
		}
		if n, err := g.deps.State.CountIn(ctx, c.Name); n > 0 || err != nil {
			return true, err
		}
	}
	return false, nil
}

// dropSamples removes the samples once people have documents of their own.
func (g *Ingester) dropSamples(ctx context.Context, report *Report) error {
	cs, err := g.deps.State.Collections(ctx)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(cs, func(c state.Collection) bool { return c.Root == SamplesRoot })
	if i < 0 {
		return nil
	}
	if own, err := g.ownDocuments(ctx); !own || err != nil {
		return err
	}
	files, err := g.deps.State.Files(ctx, cs[i].Name)
	if err != nil {
		return err
	}
	for path := range files {
		if err := g.dropFile(ctx, cs[i], path, report); err != nil {
			return err
		}
	}
	return g.deps.State.RemoveCollection(ctx, cs[i].Name)
}
