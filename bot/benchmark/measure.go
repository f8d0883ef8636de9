package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"vanthu/corpus"
	"vanthu/index"
	"vanthu/index/bleveindex"
)

// growth is how the engine does with a number of passages.
type growth struct {
	passages        int
	build, buildCPU time.Duration
	diskMB          float64
	asking
}

// asking is what a process of its own measured: nothing of the building is
// in its memory.
type asking struct {
	Open, First, Change time.Duration // Change: one passage put, and found
	P50, P99            time.Duration
	ResidentMB, PeakMB  float64
}

func (g growth) String() string {
	ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
	return fmt.Sprintf("%8d passages: built in %.1f s (CPU %.1f s), %.0f MB; opened in %.0f ms, first answer %.0f ms; p50 %.2f ms, p99 %.2f ms; a change %.1f ms; resident %.0f MB, at most %.0f MB",
		g.passages, g.build.Seconds(), g.buildCPU.Seconds(), g.diskMB, ms(g.Open), ms(g.First), ms(g.P50), ms(g.P99), ms(g.Change), g.ResidentMB, g.PeakMB)
}

// together is how many passages are put at a time.
const together = 4000

// found is how many windows a question asks for.
const found = 30

// measure builds an index of n passages, and asks it the questions in another
// process.
func measure(ctx context.Context, s *set, n int, seed uint64, shared string) (g growth, err error) {
	dir, err := os.MkdirTemp("", "benchmark-*")
	if err != nil {
		return g, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	g.passages = n
	begun, cpu := time.Now(), processTime()
	if err := build(ctx, dir, s, n, seed); err != nil {
		return g, err
	}
	g.build, g.buildCPU = time.Since(begun), processTime()-cpu
	if g.diskMB, err = size(dir); err != nil {
		return g, err
	}
	self, err := os.Executable()
	if err != nil {
		return g, err
	}
	c := exec.CommandContext(ctx, self, "-shared", shared, "-ask", dir)
	c.Stderr = os.Stderr
	out, err := c.Output()
	if err != nil {
		return g, fmt.Errorf("ask: %w", err)
	}
	return g, json.Unmarshal(out, &g.asking)
}

// measureAsking asks an index the questions, twice: the second time counts.
func measureAsking(ctx context.Context, dir string, questions []string) (a asking, err error) {
	begun := time.Now()
	store, err := bleveindex.New(dir, bleveindex.Options{})
	if err != nil {
		return a, err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	engine, err := store.Open(ctx)
	if err != nil {
		return a, err
	}
	a.Open = time.Since(begun)
	ask := func(q string) (time.Duration, error) {
		begun := time.Now()
		_, err := engine.Search(ctx, index.Query{Text: q, Language: "vi", Limit: found})
		return time.Since(begun), err
	}
	if a.First, err = ask(questions[0]); err != nil {
		return a, err
	}
	var took []time.Duration
	for range 2 {
		took = took[:0]
		for _, q := range questions {
			t, err := ask(q)
			if err != nil {
				return a, err
			}
			took = append(took, t)
		}
	}
	slices.Sort(took)
	a.P50, a.P99 = took[len(took)/2], took[len(took)*99/100]
	begun = time.Now()
	if err := engine.Put(ctx, []index.Entry{entry(passage{ID: "changed", Text: "giấy chứng nhận qwxyz"})}); err != nil {
		return a, err
	}
	r, err := engine.Search(ctx, index.Query{Text: "qwxyz", Language: "vi", Limit: 1})
	if err != nil || len(r.Found) == 0 {
		return a, errors.Join(err, errors.New("a change is not seen"))
	}
	a.Change = time.Since(begun)
	a.ResidentMB, a.PeakMB = status("VmRSS"), status("VmHWM")
	return a, nil
}

func build(ctx context.Context, dir string, s *set, n int, seed uint64) (err error) {
	store, err := bleveindex.New(dir, bleveindex.Options{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	engine, err := store.Open(ctx)
	if err != nil {
		return err
	}
	var entries []index.Entry
	for p := range s.passages(n, seed) {
		if entries = append(entries, entry(p)); len(entries) == together {
			if err := engine.Put(ctx, entries); err != nil {
				return err
			}
			entries = entries[:0]
		}
	}
	return engine.Put(ctx, entries)
}

func entry(p passage) index.Entry {
	return index.Entry{Document: &corpus.Document{ID: p.ID, Path: p.ID, Title: p.Title, Language: "vi", Kind: corpus.KindDocument, Standing: corpus.Official, Text: p.Text,
		Passages: []corpus.Passage{{ID: "p_1", Kind: corpus.Paragraph, End: len(p.Text)}}}}
}

// processTime is the processor time this process has used.
func processTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// status is a figure of this process's memory, in megabytes.
func status(name string) float64 {
	lines, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for line := range bytes.Lines(lines) {
		var kb float64
		if _, err := fmt.Sscanf(strings.TrimSpace(string(line)), name+": %f kB", &kb); err == nil {
			return kb * 1024 / 1e6
		}
	}
	return 0
}

func size(dir string) (mb float64, err error) {
	err = filepath.WalkDir(dir, func(_ string, f fs.DirEntry, err error) error {
		if err != nil || f.IsDir() {
			return err
		}
		info, err := f.Info()
		if err == nil {
			mb += float64(info.Size()) / 1e6
		}
		return err
	})
	return mb, err
}
