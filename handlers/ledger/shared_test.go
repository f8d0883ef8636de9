package ledger_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"vanthu/corpus"
	"vanthu/corpus/lang"
	"vanthu/corpus/lexicon"
	"vanthu/corpus/sharedtest"
	"vanthu/handlers/ledger"
)

// named gives the bodies named in a text, or the text itself as an unknown
// one.
func named(names *lexicon.Phrases, text string) []ledger.Agency {
	var out []ledger.Agency
	for _, m := range names.Find(lang.Words(text)) {
		out = append(out, ledger.Agency{ID: m.Value, Text: text[m.Start:m.End]})
	}
	if len(out) == 0 && text != "" {
		out = []ledger.Agency{{Text: text}}
	}
	return out
}

// The duties of the shared news texts: those that several texts tell are one,
// the others stay apart.
func TestDutiesOfSharedTexts(t *testing.T) {
	dir := sharedtest.Folder(t)
	data, err := os.ReadFile(filepath.Join(dir, "eval", "duties_dev.json"))
	if err != nil {
		t.Fatal(err)
	}
	var gold struct {
		Duties []struct {
			Doc, Key, Same      string
			Due                 corpus.Day
			Agency              []string
			Precision, Relation string
		}
	}
	if err := json.Unmarshal(data, &gold); err != nil {
		t.Fatal(err)
	}
	lx, err := lexicon.Load(nil)
	if err != nil {
		t.Fatal(err)
	}
	c := lx.Concepts()
	tags := map[string]string{"000": "he", "001": "ru", "002": "nl", "003": "ar", "004": "no"}
	var tellings []ledger.Telling
	same := map[string][]string{}
	for i, g := range gold.Duties {
		text, err := os.ReadFile(filepath.Join(dir, "seeds", g.Doc))
		if err != nil {
			t.Fatal(err)
		}
		quote := ""
		for line := range bytes.Lines(text) {
			for _, s := range lang.Sentences(string(line), nil) {
				if words := string(line[s.Start:s.End]); strings.Contains(words, g.Key) {
					quote = words
				}
			}
		}
		if quote == "" {
			t.Fatalf("%s has no %q", g.Doc, g.Key)
		}
		s := ledger.Telling{Key: fmt.Sprintf("%s#%02d", g.Doc[:3], i), Document: g.Doc, Language: tags[g.Doc[:3]], Standing: corpus.Report, Issued: "2025-10-15", Quote: quote, Action: quote, Force: corpus.Ordered}
		for _, a := range g.Agency {
			if at := strings.Index(strings.ToLower(quote), strings.ToLower(a)); at >= 0 && len(strings.ToLower(quote)) == len(quote) {
				s.Leads = []ledger.Agency{{Text: quote[at : at+len(a)]}}
				break
			}
		}
		if g.Due != "" {
			s.Deadline = &corpus.Deadline{Due: g.Due, Relation: corpus.Relation(g.Relation), Precision: corpus.Precision(g.Precision)}
		}
		s.Compare(c)
		tellings = append(tellings, s)
		if g.Same != "" {
			same[g.Same] = append(same[g.Same], s.Key)
		}
	}
	got := groups(ledger.Build(tellings, nil, now, world()))
	for name, list := range same {
		if !slices.Contains(got, strings.Join(list, "+")) {
			t.Errorf("%s: %v are not one duty", name, list)
		}
	}
	for _, g := range got {
		if strings.Contains(g, "+") {
			t.Log(g)
		}
	}
}

// The annex of 140 duties, as issued and as copied by another document: each
// duty has two sources, and no two rows are one.
func TestAnnexAndItsCopy(t *testing.T) {
	data, err := os.ReadFile(filepath.Join(sharedtest.Folder(t), "data", "nq57", "duties.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	lx, err := lexicon.Load(nil)
	if err != nil {
		t.Fatal(err)
	}
	c, names := lx.Concepts(), lexicon.NewPhrases()
	for _, a := range lx.Agencies {
		for _, n := range lx.Names(a.ID) {
			names.Add(n, a.ID)
		}
	}
	var tellings []ledger.Telling
	lines := bufio.NewScanner(bytes.NewReader(data))
	rows := 0
	for ; lines.Scan(); rows++ {
		var row struct {
			No           int
			Task, Result string
			Lead         string
			DeadlineText string `json:"deadline_text"`
			Deadline     struct {
				Kind  string
				Due   corpus.Day
				Start corpus.Day
			}
		}
		if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
			t.Fatal(err)
		}
		for _, doc := range []string{"annex", "copy"} {
			s := ledger.Telling{Key: fmt.Sprintf("%s#%03d", doc, rows), Document: doc, Language: "vi", Standing: corpus.Official, Issued: "2025-01-09", Action: row.Task, Quote: row.Task, Product: row.Result, Leads: named(names, row.Lead), Force: corpus.Ordered}
			if doc == "copy" {
				s.Standing = corpus.Report
			}
			switch row.Deadline.Kind {
			case "year", "month", "quarter":
				s.Deadline = &corpus.Deadline{Due: row.Deadline.Due, Precision: corpus.Precision(row.Deadline.Kind), Relation: corpus.In}
			case "recurring":
				s.Deadline = &corpus.Deadline{Continuous: true}
			case "year_range":
				s.Deadline = &corpus.Deadline{Start: row.Deadline.Start, Due: row.Deadline.Due, Precision: corpus.RangePrecision}
			case "year_open":
				s.Deadline = &corpus.Deadline{Start: row.Deadline.Start, Relation: corpus.From}
			}
			s.Compare(c)
			tellings = append(tellings, s)
		}
	}
	l := ledger.Build(tellings, nil, now, world())
	duties := l.Duties(ledger.Filter{})
	if len(duties) != rows {
		t.Errorf("%d duties of %d rows", len(duties), rows)
	}
	conflicts := 0
	for _, d := range duties {
		if len(d.Tellings) != 2 || d.Tellings[0].Action != d.Tellings[1].Action {
			t.Errorf("%s", keys(d))
			for _, s := range d.Tellings {
				t.Logf("   %s %s", s.LeadText, s.Action)
			}
		}
		conflicts += len(d.Conflicts)
	}
	if conflicts > 0 {
		t.Errorf("%d conflicts in one document", conflicts)
	}
}
