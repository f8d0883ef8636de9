package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"time"

	"vanthu/corpus/extract"
	"vanthu/handlers/ingest"
	"vanthu/handlers/state"
	"vanthu/index/bleveindex"
)

// buildCommand builds a new index for the serve that started it
// (ingest.Child). People don't call it.
type buildCommand struct {
	Folder string `arg:"" help:"Folder of the new index."`
}

func (buildCommand) needs() access { return beside }

func (b *buildCommand) run(ctx context.Context, c *call) error {
	go func() { // for as long as the process is there
		_, _ = io.Copy(io.Discard, c.in)
		os.Exit(statusFailed) // the serve is gone; the next one sweeps what is left here
	}()
	defer collectLess()()
	return ingest.Tell(c.out, func(progress func(ingest.Progress)) error { return b.build(ctx, c, progress) })
}

func (b *buildCommand) build(ctx context.Context, c *call, progress func(ingest.Progress)) (err error) {
	lx, x, err := extraction(c.installation.dir)
	if err != nil {
		return err
	}
	s, err := state.OpenReadOnly(ctx, c.installation.dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	store, err := bleveindex.New(c.path(b.Folder), bleveindex.Options{HandOver: true, Words: lx.Digest()})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	g, err := ingest.New(ctx, ingest.Deps{State: s, Store: store, Extractor: x, Describer: extract.NewDescriber(x), Topics: lx.SearchConcepts(), Now: time.Now})
	if err != nil {
		return err
	}
	_, err = g.CatchUp(ctx, progress)
	return err
}

// buildingIn gives this program as the process that builds an index in a
// folder. What it says goes to where this one logs.
func (in *installation) buildingIn(folder string) (*exec.Cmd, error) {
	self := "/proc/self/exe" // on Linux this very program, even where another version has taken its place
	if _, err := os.Stat(self); err != nil {
		if self, err = os.Executable(); err != nil {
			return nil, fmt.Errorf("find this program: %w", err)
		}
	}
	cmd := exec.Command(self, "--data", in.dir, "build-beside", folder)
	cmd.Args[0], cmd.Stderr = "vanthu", in.stderr
	return cmd, nil
}
