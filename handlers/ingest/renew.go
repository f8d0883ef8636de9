package ingest

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"vanthu/corpus/source"
	"vanthu/handlers/state"
)

// Renew reads all documents anew, from the originals kept in the state, where
// they were read with older rules than the program's. What documents tell of
// duties follows the rules that way, without their folders being there. It
// reports whether there was anything to do.
func (g *Ingester) Renew(ctx context.Context, progress func(Progress)) (bool, error) {
	if err := g.take(ctx); err != nil {
		return false, err
	}
	defer g.leave()
	return g.renew(ctx, progress)
}

// Outdated reports whether the documents were read with older rules.
func (g *Ingester) Outdated(ctx context.Context) (bool, error) {
	n, err := g.deps.State.Rules(ctx)
	return n < g.deps.Rules, err
}

// begin notes the rules where nothing has been read yet.
func (g *Ingester) begin(ctx context.Context) error {
	collections, err := g.deps.State.Collections(ctx)
	if err != nil || len(collections) > 0 {
		return err
	}
	return g.deps.State.SaveRules(ctx, g.deps.Rules)
}

func (g *Ingester) renew(ctx context.Context, progress func(Progress)) (bool, error) {
	old, err := g.Outdated(ctx)
	if err != nil || !old {
		return false, err
	}
	collections, err := g.deps.State.Collections(ctx)
	if err != nil {
		return false, err
	}
	for _, c := range collections {
		kept, err := g.deps.State.Files(ctx, c.Name)
		if err != nil {
			return true, err
		}
		var files Files = keptFiles{g.deps.State, kept}
		if c.Root == SamplesRoot {
			if files = g.deps.Samples; files == nil {
				continue
			}
		}
		// The problems of these files are known already.
		if err := g.collection(ctx, c, files, Options{Rebuild: true, Progress: progress}, &Report{}); err != nil {
			return true, fmt.Errorf("read the documents of %s with the new rules: %w", c.Name, err)
		}
	}
	return len(collections) > 0, g.deps.State.SaveRules(ctx, g.deps.Rules)
}

// keptFiles is the originals of a collection's files.
type keptFiles struct {
	state *state.State
	files map[string]state.SourceFile // by path
}

// Walk gives the files as they were last read. Those whose original is not
// kept, because nothing could be read in it, are passed over.
func (k keptFiles) Walk(_ context.Context, each func(source.File, error) error) error {
	for _, path := range slices.Sorted(maps.Keys(k.files)) {
		f := k.files[path]
		var skip error
		if f.Hash == "" || !k.state.HasOriginal(f.Hash) {
			skip = &source.Skip{Path: path, Reason: "its original is not kept"}
		}
		if err := each(source.File{Path: path, Size: f.Size, ModTime: f.Modified}, skip); err != nil {
			return err
		}
	}
	return nil
}

// Read gives a file's original.
func (k keptFiles) Read(_ context.Context, f source.File, _ int64) ([]byte, source.Hash, error) {
	hash := k.files[f.Path].Hash
	data, err := k.state.Original(hash)
	return data, source.Hash(hash), err
}
