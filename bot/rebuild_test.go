package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"vanthu/bot/control"
	"vanthu/index"
)

// TestRebuildBesideServe rebuilds the index beside a running serve: a terminal
// is shown how far it is, and the answers are the same before and after.
func TestRebuildBesideServe(t *testing.T) {
	data, docs := t.TempDir(), t.TempDir()
	writeFile(t, docs, "a.md", "# Lịch trực\nTrạm y tế trực ngày 2 tháng 9 năm 2026.\n")
	var records strings.Builder
	for i := range 600 { // more than the state gives at once
		fmt.Fprintf(&records, `{"id":"r%d","text":"Biên bản số %d."}`+"\n", i, i)
	}
	writeFile(t, docs, "records.jsonl", records.String())
	ctx, stop := context.WithCancel(t.Context())
	var out, log output
	status := make(chan int, 1)
	go func() {
		status <- run(ctx, []string{"--data", data, "--listen", "127.0.0.1:0", "serve"}, strings.NewReader(""), &out, &log)
	}()
	until(t, "the address", func() bool { return strings.Contains(out.String(), "\n") })
	command := func(args ...string) (said, told string) {
		t.Helper()
		var out, errs output
		call := control.Call{Args: append([]string{"--data", data}, args...), Dir: docs, Terminal: true}
		if s, err := control.Run(t.Context(), data, call, strings.NewReader(""), &out, &errs); s != 0 || err != nil {
			t.Fatalf("%v: status %d, %v: %s", args, s, err, errs.String())
		}
		return out.String(), errs.String()
	}
	command("index", docs)
	ask := func() {
		t.Helper()
		if got, _ := command("ask", "Trạm y tế trực ngày nào?"); !strings.Contains(got, "2 tháng 9 năm 2026") {
			t.Errorf("answers %s", got)
		}
	}
	ask()
	before := liveIndex(t, data)
	if _, told := command("index", "--rebuild", docs); !strings.Contains(told, "indexing") {
		t.Errorf("the terminal was shown %q", told)
	}
	if liveIndex(t, data) == before {
		t.Errorf("%s is still in use", before)
	}
	ask()
	var said, told output
	if s, err := control.Run(t.Context(), data, control.Call{Args: []string{"build-beside", docs}, Dir: docs}, strings.NewReader(""), &said, &told); s == 0 || err != nil || told.String() == "" {
		t.Errorf("serve builds by itself: status %d, %v: %s", s, err, told.String())
	}
	stop()
	if s := <-status; s != 0 {
		t.Errorf("status %d: %s", s, log.String())
	}
}

func liveIndex(t *testing.T, data string) string {
	t.Helper()
	name, err := os.ReadFile(filepath.Join(data, "index", "live"))
	if err != nil {
		t.Fatal(err)
	}
	return string(name)
}

// TestNewWordsReachTheIndex adds words to an installation, and then others:
// commands that only read index its documents anew, and so does serve, in a
// process beside it. Where nothing has changed, nothing is indexed.
func TestNewWordsReachTheIndex(t *testing.T) {
	data, docs := t.TempDir(), t.TempDir()
	writeFile(t, docs, "a.md", "# Duty roster\nThe snorkel shed is open on Mondays.\n")
	var out, errs output
	if s := run(t.Context(), []string{"--data", data, "index", docs}, strings.NewReader(""), &out, &errs); s != 0 {
		t.Fatalf("index: status %d: %s", s, errs.String())
	}
	windows := func(how access) int { // that hold the concept
		t.Helper()
		in, err := openInstallation(t.Context(), settings{Data: data, Zone: "Asia/Ho_Chi_Minh"}, how, &errs)
		if err != nil {
			t.Fatal(err)
		}
		defer func() {
			if err := in.close(); err != nil {
				t.Error(err)
			}
		}()
		if _, err := in.ingester.CatchUp(t.Context(), nil); err != nil { // as serve does
			t.Fatal(err)
		}
		r, err := in.engine.Search(t.Context(), index.Query{Text: "shed", Language: "en", Concepts: [][]string{{"object.diving"}}, Limit: 1})
		if err != nil || len(r.Concepts) != 1 || len(r.Found) != 1 {
			t.Fatalf("%+v, %v", r, err)
		}
		return r.Concepts[0]
	}
	if err := os.MkdirAll(filepath.Join(data, "lexicon", "concepts"), 0o700); err != nil {
		t.Fatal(err)
	}
	for i, step := range []struct {
		word string
		how  access
		want int
	}{{"", reads, 0}, {"snorkel", reads, 1}, {"periscope", serves, 0}, {"snorkel", serves, 1}} {
		if step.word != "" {
			writeFile(t, filepath.Join(data, "lexicon", "concepts"), "local.csv", "id,en\nobject.diving,"+step.word+"\n")
		}
		before := liveIndex(t, data)
		if got := windows(step.how); got != step.want {
			t.Errorf("step %d: %d windows, want %d", i, got, step.want)
		}
		after := liveIndex(t, data)
		if (after == before) != (step.word == "") {
			t.Errorf("step %d: the index was %s and is %s", i, before, after)
		}
		if windows(reads); liveIndex(t, data) != after {
			t.Errorf("step %d: indexed again though nothing has changed", i)
		}
	}
}

// TestBuildingEndsWithServe starts the process that builds an index as serve
// does: it tells how far it is, and ends where serve is gone.
func TestBuildingEndsWithServe(t *testing.T) {
	data, docs := t.TempDir(), t.TempDir()
	writeFile(t, docs, "a.md", "# Lịch trực\nTrạm y tế trực ngày 2 tháng 9 năm 2026.\n")
	var out, errs output
	if s := run(t.Context(), []string{"--data", data, "index", docs}, strings.NewReader(""), &out, &errs); s != 0 {
		t.Fatalf("index: status %d: %s", s, errs.String())
	}
	build := func(folder string) (*exec.Cmd, *bytes.Buffer) {
		cmd, err := (&installation{dir: data}).buildingIn(folder)
		if err != nil {
			t.Fatal(err)
		}
		said := &bytes.Buffer{}
		cmd.Stdout = said
		return cmd, said
	}
	folder := filepath.Join(t.TempDir(), "whole")
	cmd, said := build(folder)
	if _, err := cmd.StdinPipe(); err != nil { // serve is there
		t.Fatal(err)
	}
	if err := cmd.Run(); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	var line struct {
		Phase         string
		Documents, Of int
	}
	if err := json.Unmarshal(said.Bytes(), &line); err != nil || line.Phase != "indexing" || line.Documents != 1 || line.Of != 1 {
		t.Errorf("told %s, %v", said, err)
	}
	if _, err := os.Stat(filepath.Join(folder, "live")); err != nil {
		t.Error(err)
	}

	// A file that nobody writes holds the process up until serve is gone.
	if err := syscall.Mkfifo(filepath.Join(data, "holidays.yaml"), 0o600); err != nil {
		t.Fatal(err)
	}
	folder = filepath.Join(t.TempDir(), "part")
	cmd, said = build(folder)
	serve, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if err := serve.Close(); err != nil {
		t.Fatal(err)
	}
	var exit *exec.ExitError
	if err := cmd.Wait(); !errors.As(err, &exit) || said.Len() > 0 {
		t.Errorf("without serve: %v, it told %q", err, said)
	}
	if _, err := os.Stat(folder); err == nil {
		t.Error("there is an index")
	}
}
