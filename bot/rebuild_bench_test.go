package main

import (
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"vanthu/bot/control"
)

// BenchmarkAskWhileRebuilding measures how long people wait for answers of a
// running serve on the large corpus of laws, one after the other, while nothing
// else goes on (quiet) and while all documents are read again and the index is
// built anew (rebuild).
func BenchmarkAskWhileRebuilding(b *testing.B) {
	docs := largeCorpus(b)
	questions := benchQuestions(b)
	data := b.TempDir()
	if s := run(b.Context(), []string{"--data", data, "index", docs}, strings.NewReader(""), io.Discard, os.Stderr); s != 0 {
		b.Fatalf("index: status %d", s)
	}
	serve := exec.Command("vanthu", "--data", data, "--listen", "127.0.0.1:0", "serve")
	serve.Stderr = os.Stderr
	if err := serve.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		_ = serve.Process.Signal(syscall.SIGTERM)
		if err := serve.Wait(); err != nil {
			b.Error(err)
		}
	})
	for {
		if _, err := os.Stat(filepath.Join(data, "control.sock")); err == nil {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	command := func(args ...string) {
		call := control.Call{Args: append([]string{"--data", data}, args...), Dir: data}
		if s, err := control.Run(b.Context(), data, call, strings.NewReader(""), io.Discard, os.Stderr); s != 0 || err != nil {
			b.Errorf("%v: status %d, %v", args, s, err)
		}
	}
	asked := 0
	askUntil := func(end <-chan time.Time, or <-chan struct{}) (took []time.Duration) {
		for {
			select {
			case <-end:
			case <-or:
			default:
				begun := time.Now()
				// With a clock of its own, no question is answered from kept answers.
				command("--json", "--now", begun.Format(time.RFC3339), "ask", questions[asked%len(questions)])
				took = append(took, time.Since(begun))
				asked++
				continue
			}
			slices.Sort(took)
			return took
		}
	}
	askUntil(time.After(quietTime), nil) // what is made ready once is no matter here
	report := func(name string, t []time.Duration) {
		b.ReportMetric(millis(t[len(t)/2]), name+"-p50-ms")
		b.ReportMetric(millis(t[len(t)*99/100]), name+"-p99-ms")
	}
	for b.Loop() {
		report("quiet", askUntil(time.After(quietTime), nil))
		rebuilt := make(chan struct{})
		begun := time.Now()
		go func() {
			defer close(rebuilt)
			command("index", "--rebuild", docs)
		}()
		report("rebuild", askUntil(nil, rebuilt))
		b.ReportMetric(time.Since(begun).Seconds(), "rebuild-s")
	}
}

// quietTime is how long answers are measured while nothing else goes on.
const quietTime = 8 * time.Second
