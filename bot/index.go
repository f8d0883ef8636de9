package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"runtime/debug"
	"time"

	"github.com/schollz/progressbar/v3"

	"vanthu/handlers/ingest"
	"vanthu/handlers/wire"
)

// indexCommand reads documents.
type indexCommand struct {
	Paths   []string `arg:"" name:"path" help:"Folders and files of documents."`
	Rebuild bool     `help:"Read everything again and build the index from nothing, beside the one in use."`
	Strict  bool     `help:"Fail if any document can't be read."`
}

func (indexCommand) needs() access { return writes }

func (i *indexCommand) run(ctx context.Context, c *call) error {
	if _, err := c.ingester.CatchUp(ctx, nil); err != nil {
		return err
	}
	paths := make([]string, len(i.Paths))
	for n, p := range i.Paths {
		paths[n] = c.path(p)
	}
	defer collectLess()()
	bar := c.progress()
	begun := time.Now()
	report, err := c.ingester.Index(ctx, paths, ingest.Options{Rebuild: i.Rebuild, Progress: bar.tell})
	bar.end()
	if err != nil {
		return err
	}
	report.Took = time.Since(begun)
	if err := c.embed(ctx, i.Rebuild); err != nil {
		return err
	}
	if err := i.print(c, report); err != nil {
		return err
	}
	switch n := len(report.Problems); {
	case n > 0 && i.Strict:
		return fmt.Errorf("%d documents could not be read (listed above)", n)
	case n > 0 && report.Read+report.Unchanged == 0:
		return fmt.Errorf("nothing could be read (the reasons are listed above)")
	}
	return nil
}

// indexingGC is how far the heap may grow while a large run indexes, in
// percent of what is in use: reading documents makes much that is soon dropped.
const indexingGC = 300

// collectLess makes the collector of garbage work less, until the function it
// gives is called. GOGC and GOMEMLIMIT, where they are set, are obeyed.
func collectLess() (back func()) {
	if os.Getenv("GOGC") != "" {
		return func() {}
	}
	before := debug.SetGCPercent(indexingGC)
	return func() { debug.SetGCPercent(before) }
}

// printedProblems is how many problems a person is shown; --json has all.
const printedProblems = 25

func (i *indexCommand) print(c *call, r ingest.Report) error {
	if c.settings.JSON {
		out := wire.Report{Read: r.Read, Unchanged: r.Unchanged, Dropped: r.Dropped, Documents: r.Documents, TookMS: millis(r.Took), Problems: []wire.Problem{}}
		for _, p := range r.Problems {
			out.Problems = append(out.Problems, wire.Problem{Path: p.Path, Reason: string(p.Reason), Detail: p.Detail})
		}
		return json.NewEncoder(c.out).Encode(out)
	}
	for n, p := range r.Problems {
		if n == printedProblems {
			if _, err := fmt.Fprintf(c.err, "not read: %d more; vanthu documents lists the files, index --json everything\n", len(r.Problems)-n); err != nil {
				return err
			}
			break
		}
		if _, err := fmt.Fprintf(c.err, "not read: %s: %s (%s)\n", p.Path, p.Detail, p.Reason); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintf(c.out, "%d documents: %d new or changed, %d unchanged, %d dropped, %d problems, %.1f s\n",
		r.Documents, r.Read, r.Unchanged, r.Dropped, len(r.Problems), r.Took.Seconds())
	return err
}

// bar is a progress bar; it is silent where standard error is no terminal.
type bar struct {
	shown *progressbar.ProgressBar
	phase ingest.Phase
	call  *call
}

func (c *call) progress() *bar {
	if !c.terminal || c.settings.JSON {
		return &bar{}
	}
	return &bar{call: c}
}

func (b *bar) tell(p ingest.Progress) {
	if b.call == nil {
		return
	}
	if b.shown == nil || b.phase != p.Phase {
		b.end()
		b.phase = p.Phase
		total, unit := p.Total, progressbar.OptionShowBytes(true)
		if p.Phase == ingest.Indexing {
			total, unit = int64(p.Of), progressbar.OptionShowBytes(false)
		}
		b.shown = progressbar.NewOptions64(max(total, 1), progressbar.OptionSetWriter(b.call.err), unit,
			progressbar.OptionSetDescription(string(p.Phase)), progressbar.OptionSetPredictTime(true), progressbar.OptionClearOnFinish(), progressbar.OptionThrottle(100*time.Millisecond))
	}
	at := p.Bytes
	if p.Phase == ingest.Indexing {
		at = int64(p.Documents)
	}
	_ = b.shown.Set64(at) // a bar that can't be drawn stops nothing
}

func (b *bar) end() {
	if b.shown != nil {
		_ = b.shown.Finish()
	}
}

func millis(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
