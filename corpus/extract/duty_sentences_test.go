package extract_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"vanthu/corpus"
)

// sentencesIssued is the day of the documents that the sentences are of.
const sentencesIssued corpus.Day = "2025-11-05"

// sentence is a line of testdata/sentences: what a press report or a paper says,
// and who has to do what by when.
type sentence struct {
	file, tag string
	number    int // of the line, from 0
	text      string
	want      string // "due agency & due agency"
	open      bool   // not read rightly yet
}

// readSentences reads the lines of testdata/sentences, "text => due agency & due
// agency". A due day is "-" where there is none and "every" where a duty recurs;
// "0" says that nothing has a deadline. "\n" begins another paragraph. A line that
// begins with "?" is not read rightly yet.
func readSentences(t testing.TB) (all []sentence) {
	t.Helper()
	for _, file := range glob(t, "testdata/sentences/*.txt") {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		tag := strings.TrimSuffix(filepath.Base(file), ".txt")
		for n, line := range strings.Split(string(data), "\n") {
			line, open := strings.CutPrefix(line, "?")
			text, want, ok := strings.Cut(line, " => ")
			if ok && !strings.HasPrefix(text, "#") {
				all = append(all, sentence{file, tag, n, strings.ReplaceAll(text, `\n`, "\n\n"), want, open})
			}
		}
	}
	return all
}

// The sentences of testdata are read as they are to be.
func TestDutySentences(t *testing.T) {
	for _, s := range readSentences(t) {
		wrong := misread(t, s.tag, s.text, s.want)
		switch {
		case wrong != "" && !s.open:
			t.Errorf("%s:%d: %s\n\t%s", s.file, s.number+1, s.text, wrong)
		case wrong == "" && s.open:
			t.Errorf("%s:%d is read rightly now: take its question mark away", s.file, s.number+1)
		}
	}
}

// misread tells what is wrong in the duties of a text; it is empty where
// nothing is. Duties without a deadline that are not wanted do not count.
func misread(t *testing.T, tag, text, want string) string {
	t.Helper()
	doc := dutyCase{Name: text, Issued: sentencesIssued, Text: text}.read(t, tag)
	var got []string
	for _, d := range doc.Duties {
		due := "-"
		switch {
		case d.Deadline == nil:
		case d.Deadline.Recurrence != "":
			due = "every"
		case d.Deadline.Due != "":
			due = string(d.Deadline.Due)
		}
		var names []string
		for _, a := range d.Leads {
			names = append(names, a.Name.In(doc.Text))
		}
		got = append(got, due+" "+strings.Join(names, "; "))
	}
	left := slices.Clone(got)
	for _, w := range strings.Split(want, " & ") {
		due, agency, _ := strings.Cut(strings.TrimSpace(w), " ")
		at := slices.IndexFunc(left, func(g string) bool {
			return strings.HasPrefix(g, due+" ") && strings.Contains(strings.ToLower(g), strings.ToLower(agency))
		})
		switch {
		case due == "0":
		case at < 0:
			return fmt.Sprintf("misses %s, got %q", w, got)
		default:
			left = slices.Delete(left, at, at+1)
		}
	}
	for _, g := range left {
		if !strings.HasPrefix(g, "- ") {
			return fmt.Sprintf("has too much: %s", g)
		}
	}
	return ""
}

// TestFormer reads the sentences of testdata/former.txt: what is former is a
// place or a body, and the deadline beside it holds, or it is the deadline.
func TestFormer(t *testing.T) {
	data, err := os.ReadFile("testdata/former.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(strings.TrimSpace(string(data)), "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		tag, rest, _ := strings.Cut(line, " ")
		kind, text, _ := strings.Cut(rest, " ")
		dated, former := 0, 0
		for _, d := range (dutyCase{Name: text, Issued: sentencesIssued, Text: text}).read(t, tag).Duties {
			if d.Deadline == nil || d.Deadline.Due == "" {
				continue
			}
			dated++
			if d.Force == corpus.Superseded || d.Force == corpus.Ended {
				former++
			}
		}
		want := 0
		if kind == "old" {
			want = 1
		}
		if dated == 0 || former != want {
			t.Errorf("%s: %s: %d of %d deadlines do not hold, want %d", tag, text, former, dated, want)
		}
	}
}
