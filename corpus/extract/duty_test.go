package extract_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"gopkg.in/yaml.v3"

	"vanthu/corpus"
	"vanthu/corpus/calendar"
	"vanthu/corpus/extract"
	"vanthu/corpus/format"
	"vanthu/corpus/lexicon"
)

// dutyCase is a short text with the duties that a careful official would read
// in it.
type dutyCase struct {
	Name   string     `yaml:"name"`
	Issued corpus.Day `yaml:"issued"`
	Text   string     `yaml:"text"`
	Duties []struct {
		Quote       string           `yaml:"quote"`
		Agency      string           `yaml:"agency"`
		Cooperating []string         `yaml:"cooperating"`
		Due         corpus.Day       `yaml:"due"`
		Start       corpus.Day       `yaml:"start"`
		Relation    corpus.Relation  `yaml:"relation"`
		Precision   corpus.Precision `yaml:"precision"`
		Recurring   bool             `yaml:"recurring"`
		Within      string           `yaml:"within"`
		Force       corpus.Force     `yaml:"force"`
		Review      bool             `yaml:"review"`
		Note        string           `yaml:"note"`
	} `yaml:"duties"`
	NotDue []corpus.Day `yaml:"not_due"`
	Note   string       `yaml:"note"`
}

// tally counts what was read rightly.
type tally struct {
	dated, found, agency, relation, extra, traps, undated, undatedFound, force, cooperating, cooperatingFound int
	misses                                                                                                    []string
}

func (t *tally) miss(c dutyCase, format string, args ...any) {
	t.misses = append(t.misses, c.Name+": "+fmt.Sprintf(format, args...))
}

func readCases(t *testing.T, file string) []dutyCase {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var cases []dutyCase
	if err := yaml.Unmarshal(data, &cases); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	return cases
}

// read makes the document of a case.
func (c dutyCase) read(t *testing.T, tag string) *corpus.Document {
	t.Helper()
	var doc *corpus.Document
	front := "---\nlanguage: " + tag + "\n"
	if c.Issued != "" {
		front += "issued: " + string(c.Issued) + "\n"
	}
	name := "case.txt"
	if strings.Contains(c.Text, "|") {
		name = "case.md"
	}
	err := (&format.Reader{Limits: format.DefaultLimits()}).Read(context.Background(), name, []byte(front+"---\n\n"+c.Text), func(r format.Record) error {
		if r.Err != nil {
			return r.Err
		}
		doc = describer(t).Describe(r.Text)
		return nil
	})
	if err != nil {
		t.Fatalf("%s: %v", c.Name, err)
	}
	return doc
}

// judge compares the duties read with those of the case.
func (c dutyCase) judge(doc *corpus.Document, t *tally) {
	used := map[int]bool{}
	quote := func(d corpus.Duty) string { return clean(d.Quote.In(doc.Text)) }
	for _, want := range c.Duties {
		at := -1
		for i, d := range doc.Duties {
			if used[i] || !strings.Contains(quote(d), clean(want.Quote)) {
				continue
			}
			due := corpus.Day("")
			if d.Deadline != nil {
				due = d.Deadline.Due
			}
			if due == want.Due && (at < 0) {
				at = i
			}
		}
		if want.Due == "" {
			t.undated++
		} else {
			t.dated++
		}
		if at < 0 {
			var got []string
			for _, d := range doc.Duties {
				s := "-"
				if d.Deadline != nil {
					s = string(d.Deadline.Due)
				}
				got = append(got, s)
			}
			t.miss(c, "MISSING %s %q, got %v", want.Due, firstWords(want.Quote), got)
			continue
		}
		used[at] = true
		d := doc.Duties[at]
		if want.Due == "" {
			t.undatedFound++
		} else {
			t.found++
			var names []string
			for _, a := range d.Leads {
				names = append(names, a.Name.In(doc.Text))
			}
			named := clean(strings.Join(names, "; "))
			if want.Agency == "" || strings.Contains(strings.ToLower(named), strings.ToLower(clean(want.Agency))) || named != "" && len(d.Leads) > 0 && strings.Contains(strings.ToLower(clean(doc.Text[d.Leads[0].Name.Start:d.Leads[len(d.Leads)-1].Name.End])), strings.ToLower(clean(want.Agency))) {
				t.agency++
			} else {
				t.miss(c, "AGENCY %q, got %q", want.Agency, named)
			}
			if d.Deadline.Relation == want.Relation && d.Deadline.Precision == want.Precision {
				t.relation++
			} else {
				t.miss(c, "RELATION %s %s, got %s %s", want.Relation, want.Precision, d.Deadline.Relation, d.Deadline.Precision)
			}
		}
		force := want.Force
		if force == "" {
			force = corpus.Ordered
		}
		if d.Force == force {
			t.force++
		} else {
			t.miss(c, "FORCE %s, got %s", force, d.Force)
		}
		for _, name := range want.Cooperating {
			t.cooperating++
			if slices.ContainsFunc(d.Cooperating, func(a corpus.Agency) bool {
				return strings.Contains(clean(a.Name.In(doc.Text)), clean(name)) || strings.Contains(clean(name), clean(a.Name.In(doc.Text)))
			}) {
				t.cooperatingFound++
			} else {
				t.miss(c, "COOPERATING %q", name)
			}
		}
		recurs := d.Deadline != nil && (d.Deadline.Recurrence != "" || d.Deadline.Continuous)
		if want.Recurring != recurs {
			t.miss(c, "RECURRING %v", recurs)
		}
		if within := ""; want.Within != "" {
			if d.Deadline != nil {
				within = d.Deadline.Within
			}
			if within != want.Within {
				t.miss(c, "WITHIN %q, got %q", want.Within, within)
			}
		}
		if want.Review && len(d.Review) == 0 {
			t.miss(c, "REVIEW missing")
		}
	}
	for i, d := range doc.Duties {
		if used[i] || d.Deadline == nil || d.Deadline.Due == "" {
			continue
		}
		t.extra++
		t.miss(c, "EXTRA %s %q", d.Deadline.Due, firstWords(quote(d)))
		if slices.Contains(c.NotDue, d.Deadline.Due) {
			t.traps++
			t.miss(c, "TRAP %s", d.Deadline.Due)
		}
	}
}

func clean(s string) string { return strings.Join(strings.Fields(s), " ") }

func firstWords(s string) string {
	f := strings.Fields(s)
	return strings.Join(f[:min(len(f), 14)], " ")
}

// figures says what was read rightly, in one line; extra are the dated duties
// that are none, traps those of them that a careless reader would take.
func (t *tally) figures() string {
	return fmt.Sprintf("dated %d/%d, extra %d, traps %d, agency %d, relation %d, undated %d/%d, force %d, cooperating %d/%d",
		t.found, t.dated, t.extra, t.traps, t.agency, t.relation, t.undatedFound, t.undated, t.force, t.cooperatingFound, t.cooperating)
}

// figuresFile holds what is read rightly today: every change of the rules
// shows there, and in the list of misses behind it.
const figuresFile = "testdata/duties/figures.txt"

// racedFolders is how many folders of documents are read under the race detector.
const racedFolders = 3

// Duties of short texts by language, and of whole documents.
func TestDutyFigures(t *testing.T) {
	var got strings.Builder
	add := func(name string, sum *tally) {
		fmt.Fprintf(&got, "%s: %s\n", name, sum.figures())
		slices.Sort(sum.misses)
		for _, m := range sum.misses {
			fmt.Fprintf(&got, "\t%s\n", m)
		}
	}
	for _, file := range glob(t, "testdata/duties/*.yaml") {
		tag := strings.TrimSuffix(filepath.Base(file), ".yaml")
		var sum tally
		for _, c := range readCases(t, file) {
			c.judge(c.read(t, tag), &sum)
		}
		add(tag, &sum)
	}
	folders := glob(t, "testdata/duties/docs*/gold.json")
	if raced {
		folders = folders[:racedFolders]
	}
	for _, file := range folders {
		sum := judgeDocuments(t, filepath.Dir(file), readGold(t, file))
		add(filepath.Base(filepath.Dir(file)), &sum)
	}
	if *update {
		if err := os.WriteFile(figuresFile, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(figuresFile)
	if err != nil {
		t.Fatal(err)
	}
	if raced { // of what was not read nothing is said
		for _, line := range strings.Split(got.String(), "\n") {
			if !strings.Contains(string(want), line) {
				t.Errorf("read otherwise: %s", line)
			}
		}
		return
	}
	if got.String() != string(want) {
		t.Errorf("the duties read have changed; look at what did (-update writes %s):\n%s", figuresFile, changed(string(want), got.String()))
	}
}

// changed gives the lines of two texts that are not in both.
func changed(want, got string) string {
	var out strings.Builder
	for _, side := range [][3]string{{"-", want, got}, {"+", got, want}} {
		other := strings.Split(side[2], "\n")
		for _, line := range strings.Split(side[1], "\n") {
			if !slices.Contains(other, line) {
				fmt.Fprintf(&out, "%s%s\n", side[0], line)
			}
		}
	}
	return out.String()
}

var theExtractor = sync.OnceValues(func() (*extract.Extractor, error) {
	lx, err := lexicon.Load(nil)
	if err != nil {
		return nil, err
	}
	holidays, err := calendar.LoadHolidays(nil)
	if err != nil {
		return nil, err
	}
	return extract.New(lx).WithHolidays(holidays), nil
})

// extractor gives the extractor that the tests share.
func extractor(t testing.TB) *extract.Extractor {
	t.Helper()
	x, err := theExtractor()
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func describer(t testing.TB) *extract.Describer { return extract.NewDescriber(extractor(t)) }

// glob gives the files of a pattern, one at least.
func glob(t testing.TB, pattern string) []string {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatalf("no files like %s: %v", pattern, err)
	}
	return files
}
