package main

import (
	"bytes"
	"compress/gzip"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"vanthu/bot/judge"
	"vanthu/corpus"
)

// built makes the program that is compared.
func built(t *testing.T) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "vanthu")
	if out, err := exec.CommandContext(t.Context(), "go", "build", "-o", name, "vanthu/bot").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return name
}

// TestCompare asks both sides about a folder of three documents, and about a
// packed file of records.
func TestCompare(t *testing.T) {
	binary := built(t)
	packed := filepath.Join(t.TempDir(), "records.jsonl.gz")
	pack(t, packed, "testdata/records.jsonl")
	for _, c := range []struct {
		comparison
		want []string // of each line: the name and some figures
	}{
		{comparison{docs: "testdata/documents", questions: "testdata/questions.jsonl", now: "2026-01-15"}, []string{
			`3 documents, 5 questions +all +cross +none +R@1 +R@10 +MRR +p50 ms +p99 ms`,
			`plain bleve by passage +3/5 +0/1 +0/1 +0\.750 +0\.750 +0\.750 .*`,
			`plain bleve by window +3/5 +0/1 +0/1 +0\.750 +0\.750 +0\.750 .*`,
			`Vanthu +5/5 +1/1 +1/1 +1\.000 +1\.000 +1\.000 .*`,
		}},
		{comparison{docs: packed, questions: "testdata/gold.jsonl", sample: 2}, []string{
			`4 documents, 2 questions .*`,
			`plain bleve by passage +- +- +- +1\.000 +1\.000 +1\.000 .*`,
			`plain bleve by window +- +- +- +1\.000 +1\.000 +1\.000 .*`,
			`Vanthu +- +- +- +1\.000 +1\.000 +1\.000 .*`,
		}},
	} {
		c.binary = binary
		var out bytes.Buffer
		if err := c.compare(t.Context(), &out); err != nil {
			t.Fatal(err)
		}
		want := regexp.MustCompile(`^` + strings.Join(c.want, `\n`) + `\n$`)
		if !want.MatchString(out.String()) {
			t.Errorf("%s:\n%swant\n%s", c.questions, &out, want)
		}
	}
}

func pack(t *testing.T, to, from string) {
	t.Helper()
	data, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestReadAsked reads both kinds of files.
func TestReadAsked(t *testing.T) {
	read := []*corpus.Document{{Path: "l.jsonl#1/2020@3", Text: "a"}, {Path: "l.jsonl#4/2021@1", Text: "a"}, {Path: "l.jsonl#5", Text: "b"}}
	gold, err := readAsked("testdata/gold.jsonl", 0, nil)
	if err != nil || len(gold) != 3 || gold[0].judged != nil {
		t.Fatalf("%d questions, %v", len(gold), err)
	}
	right := recorded([]string{"1/2020@3"}, read)
	for i, want := range []bool{true, true, false} { // the second has the same text
		if right(read[i].Path) != want {
			t.Errorf("%s: %v", read[i].Path, !want)
		}
	}
	judged, err := readAsked("testdata/questions.jsonl", 2, nil)
	if err != nil || len(judged) != 2 || judged[0].judged == nil || judged[0].judged.ID != "1" || judged[1].judged.ID != "3" {
		t.Fatalf("%+v, %v", judged, err)
	}
	if _, err := readAsked("testdata/none.jsonl", 0, nil); err == nil {
		t.Error("a file that is not there was read")
	}
}

// TestWithheld lets an answer without any text count as withheld.
func TestWithheld(t *testing.T) {
	p, err := newPeer(filepath.Join(t.TempDir(), "index"), nil, byWindow)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := p.close(); err != nil {
			t.Error(err)
		}
	}()
	answers, err := p.answers(t.Context(), []string{"hunting"})
	if err != nil || len(answers) != 1 {
		t.Fatal(answers, err)
	}
	if wrong := judge.New(nil).Wrong(judge.Question{Kind: "none"}, answers[0]); wrong != "" {
		t.Error(wrong)
	}
}
