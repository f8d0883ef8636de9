package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"
	"time"

	"vanthu/corpus"
	"vanthu/handlers/answer"
	"vanthu/handlers/ingest"
)

// BenchmarkLargeCorpus measures the whole product on the large corpus of
// laws: indexing, size, memory, opening, searching and answering, cold (each
// question once) and warm (again).
func BenchmarkLargeCorpus(b *testing.B) {
	docs := largeCorpus(b)
	questions := benchQuestions(b)
	ctx := context.Background()
	dir := b.TempDir()
	s := settings{Data: dir, Zone: "Asia/Ho_Chi_Minh"}
	for b.Loop() {
		if err := os.RemoveAll(dir); err != nil {
			b.Fatal(err)
		}
		in, err := openInstallation(ctx, s, writes, io.Discard)
		if err != nil {
			b.Fatal(err)
		}
		begun := time.Now()
		r, err := in.ingester.Index(ctx, []string{docs}, ingest.Options{})
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(r.Read)/time.Since(begun).Seconds(), "records/s")
		text := 0
		if err := in.state.Since(ctx, 0, func(d []*corpus.Document, _ []string) error {
			for _, doc := range d {
				text += len(doc.Text)
			}
			return nil
		}); err != nil {
			b.Fatal(err)
		}
		st, err := in.engine.Stats(ctx)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(st.Bytes)/float64(text), "index-bytes/text-byte")
		if err := in.close(); err != nil {
			b.Fatal(err)
		}
		begun = time.Now()
		if in, err = openInstallation(ctx, s, reads, io.Discard); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(millis(time.Since(begun)), "open-ms")
		for _, round := range []string{"cold", "warm"} {
			search := times(b, questions, func(q string) error {
				_, _, err := in.answerer.Search(ctx, answer.Question{Text: q}, 10)
				return err
			})
			ask := times(b, questions, func(q string) error {
				_, err := in.answerer.Ask(ctx, answer.Question{Text: q})
				return err
			})
			report := func(name string, t []time.Duration) {
				b.ReportMetric(millis(t[len(t)/2]), fmt.Sprintf("%s-p50-ms-%s", name, round))
				b.ReportMetric(millis(t[len(t)*99/100]), fmt.Sprintf("%s-p99-ms-%s", name, round))
			}
			report("search", search)
			report("ask", ask)
		}
		b.ReportMetric(resident(b), "resident-MB")
		if err := in.close(); err != nil {
			b.Fatal(err)
		}
	}
}

// benchedQuestions is how many questions are timed.
const benchedQuestions = 100

func times(b *testing.B, questions []string, f func(string) error) []time.Duration {
	out := make([]time.Duration, 0, len(questions))
	for _, q := range questions {
		begun := time.Now()
		if err := f(q); err != nil {
			b.Fatal(err)
		}
		out = append(out, time.Since(begun))
	}
	sort.Slice(out, func(i, j int) bool { return out[i] < out[j] })
	return out
}

// sharedLaw finds the corpus beside the project.
func sharedLaw(b *testing.B, name string) *os.File {
	f, err := os.Open(filepath.Join("..", "..", "shared", "data", "law", name))
	if err != nil {
		b.Skipf("no ../shared: the large corpus is not here (%v)", err)
	}
	b.Cleanup(func() { f.Close() })
	return f
}

func largeCorpus(b *testing.B) string {
	z, err := gzip.NewReader(sharedLaw(b, "large.jsonl.gz"))
	if err != nil {
		b.Fatal(err)
	}
	path := filepath.Join(b.TempDir(), "docs.jsonl")
	out, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	if _, err := io.Copy(out, z); err != nil {
		b.Fatal(err)
	}
	if err := out.Close(); err != nil {
		b.Fatal(err)
	}
	return path
}

func benchQuestions(b *testing.B) []string {
	s := bufio.NewScanner(sharedLaw(b, "questions_large.jsonl"))
	s.Buffer(nil, 1<<20)
	var out []string
	for s.Scan() {
		var q struct{ Question string }
		if err := json.Unmarshal(s.Bytes(), &q); err != nil {
			b.Fatal(err)
		}
		out = append(out, q.Question)
	}
	step := max(1, len(out)/benchedQuestions)
	var picked []string
	for i := 0; i < len(out) && len(picked) < benchedQuestions; i += step {
		picked = append(picked, out[i])
	}
	return picked
}

// resident gives the process's resident memory in megabytes.
func resident(b *testing.B) float64 { return residentIn(b, "/proc/self/status") }

func residentIn(b *testing.B, status string) float64 {
	data, err := os.ReadFile(status)
	if err != nil {
		b.Logf("no resident memory: %v", err)
		return 0
	}
	for line := range bytes.Lines(data) {
		var kb float64
		if _, err := fmt.Sscanf(strings.TrimSpace(string(line)), "VmRSS: %f kB", &kb); err == nil {
			return kb / 1024
		}
	}
	return 0
}
