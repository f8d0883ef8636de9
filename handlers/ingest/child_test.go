package ingest_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"vanthu/corpus/extract"
	"vanthu/handlers/ingest"
	"vanthu/handlers/state"
	"vanthu/index/bleveindex"
)

// A child of the test builds an index, or ends otherwise.
const (
	builtEnv = "VANTHU_TEST_BUILT"    // data folder:index folder
	wayEnv   = "VANTHU_TEST_BUILT_BY" // way to end
)

// The ways of a child.
const (
	builds = "builds"
	dies   = "dies" // of a signal, in the middle
	fails  = "fails"
	hangs  = "hangs" // until it is ended
	quits  = "quits" // well, without an index
)

// runToBuild is the child.
func runToBuild() {
	data, folder, _ := strings.Cut(os.Getenv(builtEnv), ":")
	ctx := context.Background()
	err := ingest.Tell(os.Stdout, func(progress func(ingest.Progress)) (err error) {
		told := func(p ingest.Progress) {
			progress(p)
			switch os.Getenv(wayEnv) {
			case dies:
				self, err := os.FindProcess(os.Getpid())
				if err == nil {
					err = self.Kill()
				}
				fmt.Fprintln(os.Stderr, "the child goes on:", err)
			case hangs:
				_, _ = io.Copy(io.Discard, os.Stdin)
				os.Exit(1)
			}
		}
		switch os.Getenv(wayEnv) {
		case fails:
			return errors.New("the oak is too tall")
		case quits:
			return nil
		}
		s, err := state.OpenReadOnly(ctx, data)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, s.Close()) }()
		store, err := bleveindex.New(folder, bleveindex.Options{HandOver: true})
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, store.Close()) }()
		x, err := words()
		if err != nil {
			return err
		}
		g, err := ingest.New(ctx, ingest.Deps{State: s, Store: store, Extractor: x, Describer: extract.NewDescriber(x), Now: time.Now})
		if err != nil {
			return err
		}
		_, err = g.CatchUp(ctx, told)
		return err
	})
	if err != nil {
		os.Exit(1)
	}
}

// withChild has the lab build new indexes in child processes. It gives the one
// that was started last.
func (l *lab) withChild(way string) *atomic.Pointer[exec.Cmd] {
	last := &atomic.Pointer[exec.Cmd]{}
	l.rewire(func(d *ingest.Deps) {
		d.Child = &ingest.Child{Begin: l.store.(*bleveindex.Store).BeginApart, Command: func(folder string) (*exec.Cmd, error) {
			cmd := exec.Command(os.Args[0], "-test.run=^$")
			cmd.Env = append(os.Environ(), builtEnv+"="+l.data+":"+folder, wayEnv+"="+way)
			cmd.Stderr = os.Stderr
			last.Store(cmd)
			return cmd, nil
		}}
	})
	return last
}

// TestRebuiltByChild: a new index is built by another process, which tells how
// far it is; it holds what the state holds.
func TestRebuiltByChild(t *testing.T) {
	l := newLab(t)
	l.write("a.txt", "An anchor.")
	l.write("b.txt", "A bridge.")
	l.index(ingest.Options{})
	child := l.withChild(builds)
	var told []ingest.Progress
	if err := l.ingester.Rebuild(t.Context(), func(p ingest.Progress) { told = append(told, p) }); err != nil {
		t.Fatal(err)
	}
	if child.Load() == nil {
		t.Error("no process was started")
	}
	if want := (ingest.Progress{Phase: ingest.Indexing, Documents: 2, Of: 2}); len(told) != 1 || told[0] != want {
		t.Errorf("told %+v, want %+v", told, want)
	}
	l.want("a.txt=An anchor.", "b.txt=A bridge.")
	l.write("c.txt", "A canal.")
	l.remove("a.txt")
	l.index(ingest.Options{Rebuild: true})
	l.want("b.txt=A bridge.", "c.txt=A canal.")
	l.write("d.txt", "A dam.")
	l.index(ingest.Options{})
	l.restart(nil)
	l.want("b.txt=A bridge.", "c.txt=A canal.", "d.txt=A dam.")
	l.wantNothingLeft()
}

// TestChildFails: however the child ends, the index in use stays, the error
// says what happened, and nothing is left.
func TestChildFails(t *testing.T) {
	for way, said := range map[string]string{dies: "killed; the index in use stays", fails: "the oak is too tall", quits: "publish the new index"} {
		t.Run(way, func(t *testing.T) {
			l := newLab(t)
			l.write("a.txt", "An anchor.")
			l.index(ingest.Options{})
			l.withChild(way)
			if err := l.ingester.Rebuild(t.Context(), nil); err == nil || !strings.Contains(err.Error(), said) {
				t.Errorf("%v, want %q", err, said)
			}
			l.want("a.txt=An anchor.")
			l.wantNothingLeft()
			l.withChild(builds)
			if err := l.ingester.Rebuild(t.Context(), nil); err != nil {
				t.Errorf("the next time: %v", err)
			}
			l.want("a.txt=An anchor.")
			l.wantNothingLeft()
		})
	}
}

// TestChildIsCancelled: who gives up waiting ends the child, and the index in
// use stays.
func TestChildIsCancelled(t *testing.T) {
	l := newLab(t)
	l.write("a.txt", "An anchor.")
	l.index(ingest.Options{})
	child := l.withChild(hangs)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	if err := l.ingester.Rebuild(ctx, func(ingest.Progress) { cancel() }); !errors.Is(err, context.Canceled) {
		t.Errorf("%v, want %v", err, context.Canceled)
	}
	if cmd := child.Load(); cmd == nil || cmd.ProcessState == nil {
		t.Error("the process was not waited for")
	}
	l.want("a.txt=An anchor.")
	l.wantNothingLeft()
}

// wantNothingLeft checks that there is one generation of the index.
func (l *lab) wantNothingLeft() {
	l.t.Helper()
	if left, err := filepath.Glob(filepath.Join(l.data, "index", "gen-*")); err != nil || len(left) != 1 {
		l.t.Errorf("generations: %v, %v", left, err)
	}
}
