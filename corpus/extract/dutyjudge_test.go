package extract_test

import (
	"bytes"
	"cmp"
	"context"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"vanthu/corpus"
	"vanthu/corpus/boost"
	"vanthu/corpus/extract"
	"vanthu/corpus/format"
)

var (
	learn   = flag.Bool("learn", false, "teach the trees that judge dates anew, with all of testdata")
	without = flag.String("without", "", "judge the folders of this pattern by trees that were taught with the others")
)

// treesFile is what the trees have learnt.
const treesFile = "deadlines.trees"

// teaching is how the trees are taught.
var teaching = boost.Options{Trees: 400, Leaves: 16, Rate: 0.05, MinLeaf: 8, Ridge: 1, Sample: 0.3, Seed: 57}

// lesson is a date with what a careful official says of it.
type lesson struct {
	extract.Seen
	from string // file
	due  bool   // something has to be done by it
}

// sampled is of how many lessons one is gone through where nothing is to be learnt.
const sampled = 8

// besideKey is how many characters a date and the words of its duty may stand apart.
const besideKey = 350

// lessons reads the dates of sentences, short texts and documents of testdata of
// which it is told what binds: of all of them, or of every part-th.
func lessons(t *testing.T, part int) (all []lesson, names []string) {
	t.Helper()
	var seen []extract.Seen
	x := extractor(t)
	names = x.SeenNames()
	d := extract.NewDescriber(x.Observed(func(s extract.Seen) { seen = append(seen, s) }))
	read := func(name, text string) {
		seen = nil
		err := (&format.Reader{Limits: format.DefaultLimits()}).Read(context.Background(), filepath.Base(name), []byte(text), func(r format.Record) error {
			if r.Err == nil {
				d.Describe(r.Text)
			}
			return r.Err
		})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	short := func(file, tag string, issued corpus.Day, text string, dues []string) {
		read("case.txt", "---\nlanguage: "+tag+"\nissued: "+string(issued)+"\n---\n\n"+text)
		for _, s := range seen {
			all = append(all, lesson{s, file, s.Last != "" && slices.Contains(dues, string(s.Last)) || s.Counted && slices.Contains(dues, "counted") || s.Recurs && slices.Contains(dues, "every")})
		}
	}
	for _, line := range readSentences(t) {
		if line.number%part != 0 {
			continue
		}
		var dues []string
		for _, w := range strings.Split(line.want, " & ") {
			due, _, _ := strings.Cut(strings.TrimSpace(w), " ")
			dues = append(dues, due)
		}
		short(line.file, line.tag, sentencesIssued, line.text, dues)
	}
	for _, file := range glob(t, "testdata/duties/*.yaml") {
		for _, c := range readCases(t, file) {
			var dues []string
			for _, d := range c.Duties {
				dues = append(dues, string(d.Due))
				if d.Within != "" {
					dues = append(dues, "counted")
				}
				if d.Recurring {
					dues = append(dues, "every")
				}
			}
			short(file, strings.TrimSuffix(filepath.Base(file), ".yaml"), cmp.Or(c.Issued, sentencesIssued), c.Text, dues)
		}
	}
	for n, file := range glob(t, "testdata/duties/docs*/gold.json") {
		if n%part != 0 {
			continue
		}
		gold := readGold(t, file)
		for _, file := range glob(t, filepath.Dir(file)+"/*.*") {
			if filepath.Base(file) == "gold.json" {
				continue
			}
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			read(file, string(data))
			for _, s := range seen {
				if due, told := gold.binds(filepath.Base(file), s); told {
					all = append(all, lesson{s, file, due})
				}
			}
		}
	}
	return all, names
}

// binds tells whether something has to be done by a date of a document, and
// whether it is told.
func (g goldDuties) binds(doc string, s extract.Seen) (due, told bool) {
	text, sentence := plainDigits(s.Text), plainDigits(s.Sentence.In(s.Text))
	for _, d := range g.Duties {
		if d.Doc != doc {
			continue
		}
		key := plainDigits(d.Key)
		in := strings.Contains(sentence, key)
		at, begin := strings.Index(text, key), strings.Index(text, sentence)
		near := in || at >= 0 && begin >= 0 && at > begin-besideKey && at < begin+len(sentence)+besideKey
		switch {
		case in && (s.Counted || s.Recurs && (d.Due == nil || s.Last == "")):
			return true, true
		case d.Due == nil && in && strings.Contains(string(d.OrDue), string(s.Last)):
			return false, false // it may be told so
		case d.Due != nil && near && *d.Due == s.Last:
			return true, true
		}
	}
	return false, !slices.ContainsFunc(g.Allowed, func(p goldPlace) bool {
		return p.Doc == doc && p.Due == s.Last && strings.Contains(sentence, plainDigits(p.Near))
	})
}

// teach makes trees of lessons.
func teach(t *testing.T, names []string, lessons []lesson) *boost.Model {
	t.Helper()
	var cases [][]float64
	var due []bool
	for _, l := range lessons {
		cases, due = append(cases, l.Values), append(due, l.due)
	}
	m, err := boost.Train(names, cases, due, teaching)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// The trees that judge dates know what they were taught. With -learn they are
// taught anew, as is to be done when the words or what is seen of a date have
// changed; with -without 'docs3?' they are asked about folders that they were
// not taught with.
func TestDeadlineTrees(t *testing.T) {
	part := 1
	if !*learn && *without == "" {
		part = sampled
	}
	all, names := lessons(t, part)
	if *without != "" {
		var known, unknown []lesson
		for _, l := range all {
			if is, _ := filepath.Match(*without, filepath.Base(filepath.Dir(l.from))); is {
				unknown = append(unknown, l)
			} else {
				known = append(known, l)
			}
		}
		measure(t, teach(t, names, known), unknown)
		return
	}
	if *learn {
		var file bytes.Buffer
		if err := teach(t, names, all).Write(&file); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(treesFile, file.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	data, err := os.ReadFile(treesFile)
	if err != nil {
		t.Fatal(err)
	}
	m, err := boost.Read(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(m.Features, names) {
		t.Fatalf("the trees ask about other things than are seen: go test ./corpus/extract -run DeadlineTrees -learn")
	}
	if right := measure(t, m, all); right < 0.97 {
		t.Errorf("of %d dates the trees judge a share of %.3f rightly: go test ./corpus/extract -run DeadlineTrees -learn", len(all), right)
	}
}

// measure tells how the trees judge dates, beside the rules.
func measure(t *testing.T, m *boost.Model, lessons []lesson) float64 {
	var right, rules, wrongRemoved, rightRemoved, wrongAdded, rightAdded int
	for _, l := range lessons {
		p := m.Probability(l.Values)
		if (p > 0.5) == l.due {
			right++
		}
		if l.Rules == l.due {
			rules++
		}
		switch {
		case l.Rules && p < extract.IdleBelow && l.due:
			wrongRemoved++
			t.Logf("removed wrongly: %s %s %.3f %s", l.from, l.Last, p, l.Sentence.In(l.Text))
		case l.Rules && p < extract.IdleBelow:
			rightRemoved++
		case !l.Rules && p > extract.DueAbove && !l.due:
			wrongAdded++
			t.Logf("added wrongly: %s %s %.3f %s", l.from, l.Last, p, l.Sentence.In(l.Text))
		case !l.Rules && p > extract.DueAbove:
			rightAdded++
		}
	}
	t.Logf("%d dates: rules right %d, trees right %d; sure trees remove %d rightly and %d wrongly, add %d rightly and %d wrongly",
		len(lessons), rules, right, rightRemoved, wrongRemoved, rightAdded, wrongAdded)
	return float64(right) / float64(len(lessons))
}
