package ingest_test

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"vanthu/corpus"
	"vanthu/corpus/extract"
	"vanthu/corpus/format"
	"vanthu/handlers/ingest"
	"vanthu/handlers/state"
	"vanthu/index"
	"vanthu/index/bleveindex"
)

// A child of the test indexes one folder into another, until it is killed.
const (
	killedEnv = "VANTHU_TEST_KILLED"      // data folder:documents folder
	pauseEnv  = "VANTHU_TEST_KILLED_AT"   // it tells of its n-th step, a call on the index or a file read; with every third n it rebuilds
	proveEnv  = "VANTHU_PROVE"            // set: many more rounds
	seedEnv   = "VANTHU_TEST_KILLED_SEED" // of a run to be repeated
)

// TestKilled kills a process that indexes, at moments all over its work, and
// changes documents between. In the end, a run that is left alone must give
// what a run that was never killed gives.
func TestKilled(t *testing.T) {
	rounds, files := 10, 300
	if os.Getenv(proveEnv) != "" {
		rounds, files = 120, 1200
	}
	if testing.Short() {
		rounds = 3
	}
	seed := uint64(time.Now().UnixNano())
	if s, err := strconv.ParseUint(os.Getenv(seedEnv), 10, 64); err == nil {
		seed = s
	}
	t.Logf("%s=%d", seedEnv, seed)
	r := rand.New(rand.NewPCG(seed, 1))

	l := newLab(t)
	l.stop()
	text := func(i, version int) string {
		return fmt.Sprintf("Document number%d in version%d.\n\n%s", i, version, strings.Repeat("The harbour master decides within five days. ", 1+i%40))
	}
	for i := range files {
		l.write(fmt.Sprintf("%d/%04d.txt", i%7, i), text(i, 0))
	}
	l.write("records.jsonl", records(r, files))
	killed := 0
	for round := range rounds {
		// Some documents change, vanish and come.
		for range files / 20 {
			i := r.IntN(files)
			name := fmt.Sprintf("%d/%04d.txt", i%7, i)
			if r.IntN(4) == 0 {
				l.remove(name)
			} else {
				l.write(name, text(i, round+1))
			}
		}
		l.write("records.jsonl", records(r, files))
		if indexAndKill(t, l, r, files) {
			killed++
		}
	}
	t.Logf("%d of %d runs were killed", killed, rounds)
	if killed == 0 {
		t.Error("no run was killed: the test shows nothing")
	}
	l.start(nil)
	report := l.index(ingest.Options{})
	if len(report.Problems) > 0 {
		t.Errorf("problems: %+v", report.Problems)
	}
	consistent(t, l.state, l.engine)

	// The same documents, by a process that nobody kills.
	clean := newLab(t)
	clean.docs = l.docs
	clean.index(ingest.Options{})
	got, want := documents(t, l.state), documents(t, clean.state)
	same := func(a, b *corpus.Document) bool {
		return a.ID == b.ID && a.Text == b.Text && a.Title == b.Title && fmt.Sprint(a.Passages) == fmt.Sprint(b.Passages)
	}
	if !maps.EqualFunc(got, want, same) {
		t.Errorf("%d documents after the kills are not the %d of a clean run", len(got), len(want))
	}
	for range 20 {
		q := index.Query{Text: fmt.Sprintf("harbour number%d version%d", r.IntN(files), r.IntN(rounds)), Language: "en", Limit: 20}
		a, err := l.engine.Search(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		b, err := clean.engine.Search(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		if fmt.Sprint(ids(a)) != fmt.Sprint(ids(b)) || a.Windows != b.Windows {
			t.Errorf("%q finds %v of %d windows, in a clean run %v of %d", q.Text, ids(a), a.Windows, ids(b), b.Windows)
		}
	}
	// Nothing half-made is left.
	for _, pattern := range []string{"originals/*/new-*", "index/live.new"} {
		if left, err := filepath.Glob(filepath.Join(l.data, pattern)); err != nil || len(left) > 0 {
			t.Errorf("left behind: %v, %v", left, err)
		}
	}
	if gens, err := filepath.Glob(filepath.Join(l.data, "index", "gen-*")); err != nil || len(gens) != 1 {
		t.Errorf("generations: %v, %v", gens, err)
	}
}

func ids(r index.Result) (out []string) {
	for _, f := range r.Found {
		out = append(out, fmt.Sprintf("%s/%d", f.Document, f.Window))
	}
	return out
}

// records gives a file of some of n records.
func records(r *rand.Rand, n int) string {
	var b strings.Builder
	for i := range n {
		if r.IntN(5) > 0 {
			fmt.Fprintf(&b, `{"id":"r%d","title":"Record %d","text":"A record about pilots, draft %d."}`+"\n", i, i, r.IntN(3))
		}
	}
	return b.String()
}

// indexAndKill starts a process that indexes, and kills it at its n-th step
// or a little later; it reports whether the process had not ended before.
func indexAndKill(t *testing.T, l *lab, r *rand.Rand, files int) bool {
	t.Helper()
	at := 1 + r.IntN(files/20) // of few steps, as few files have changed
	if r.IntN(3) == 0 {
		at = 3 * (1 + r.IntN(files/15)) // of the many steps of a rebuild
	}
	child := exec.Command(os.Args[0], "-test.run=^$")
	child.Env = append(os.Environ(), killedEnv+"="+l.data+":"+l.docs, fmt.Sprintf("%s=%d", pauseEnv, at))
	child.Stderr = os.Stderr
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	word := make([]byte, 16)
	n, _ := io.ReadAtLeast(out, word, 5)
	reached := string(word[:n])
	if strings.HasPrefix(reached, "step ") { // it goes on; the kill meets it wherever it is by then
		busy(r.IntN(2_000_000))
		if err := child.Process.Kill(); err != nil {
			t.Fatal(err)
		}
	}
	err = child.Wait()
	if err == nil {
		return false
	}
	if !strings.HasPrefix(reached, "step ") {
		t.Fatalf("the child ended by itself: %v", err)
	}
	return true
}

// busy lets a random and short time go by without sleeping.
func busy(n int) {
	x := uint32(n)
	for range n {
		x = x*1664525 + 1013904223
	}
	sink = x
}

var sink uint32

// runToBeKilled is the child.
func runToBeKilled() {
	if err := indexToBeKilled(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println("ended")
}

func indexToBeKilled() error {
	ctx := context.Background()
	data, docs, _ := strings.Cut(os.Getenv(killedEnv), ":")
	at, err := strconv.Atoi(os.Getenv(pauseEnv))
	if err != nil {
		return err
	}
	s, err := state.Open(ctx, data)
	if err != nil {
		return err
	}
	store, err := bleveindex.New(filepath.Join(data, "index"), bleveindex.Options{})
	if err != nil {
		return err
	}
	x, err := words()
	if err != nil {
		return err
	}
	steps := make(chan int, 1)
	steps <- 0
	step := func() {
		n := <-steps + 1
		if n == at {
			fmt.Println("step", n, "reached")
		}
		steps <- n
	}
	o := &opener{before: func(path string) {
		if strings.HasSuffix(path, "7.txt") || strings.HasSuffix(path, "jsonl") {
			step()
		}
	}}
	g, err := ingest.New(ctx, ingest.Deps{State: s, Store: stepping{store, step}, Reader: &format.Reader{Limits: format.DefaultLimits()}, Extractor: x,
		Describer: extract.NewDescriber(x), Open: o.open, Log: slog.New(slog.DiscardHandler), Now: time.Now})
	if err != nil {
		return err
	}
	_, err = g.Index(ctx, []string{docs}, ingest.Options{Rebuild: at%3 == 0})
	return err
}

// stepping is a store that tells of every call that changes it.
type stepping struct {
	index.Store
	step func()
}

type steppingEngine struct {
	index.Engine
	step func()
}

func (s stepping) Open(ctx context.Context) (index.Engine, error) {
	e, err := s.Store.Open(ctx)
	return steppingEngine{e, s.step}, err
}

func (s stepping) Begin(ctx context.Context) (index.Candidate, error) {
	s.step()
	c, err := s.Store.Begin(ctx)
	return steppingCandidate{c, s.step}, err
}

func (e steppingEngine) Put(ctx context.Context, entries []index.Entry) error {
	e.step()
	return e.Engine.Put(ctx, entries)
}

func (e steppingEngine) Delete(ctx context.Context, ids []string) error {
	e.step()
	return e.Engine.Delete(ctx, ids)
}

func (e steppingEngine) Mark(ctx context.Context, n int64) error {
	e.step()
	return e.Engine.Mark(ctx, n)
}

type steppingCandidate struct {
	index.Candidate
	step func()
}

func (c steppingCandidate) Put(ctx context.Context, entries []index.Entry) error {
	c.step()
	return c.Candidate.Put(ctx, entries)
}

func (c steppingCandidate) Publish(ctx context.Context) error {
	c.step()
	return c.Candidate.Publish(ctx)
}
