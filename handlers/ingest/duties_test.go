package ingest_test

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"vanthu/corpus"
	"vanthu/corpus/extract"
	"vanthu/corpus/format"
	"vanthu/handlers/ingest"
)

// dutiful is a describer that finds duties written "A must B by 2026-03-31.",
// or behind another word than "must".
type dutiful struct {
	*extract.Describer
	must string
}

func (d dutiful) Describe(t format.Text) *corpus.Document {
	doc := d.Describer.Describe(t)
	doc.Duties = nil
	span := func(m []int, group int) corpus.Span { return corpus.Span{Start: m[2*group], End: m[2*group+1]} }
	for i, m := range regexp.MustCompile(`(\w+) `+d.must+` (.*?) by (\S+)\.`).FindAllStringSubmatchIndex(doc.Text, -1) {
		doc.Duties = append(doc.Duties, corpus.Duty{ID: fmt.Sprintf("d_%d", i), Quote: span(m, 0), Action: span(m, 2), Leads: []corpus.Agency{{Name: span(m, 1), ID: strings.ToLower(span(m, 1).In(doc.Text))}},
			Force: corpus.Ordered, Deadline: &corpus.Deadline{Text: span(m, 3), Due: corpus.Day(span(m, 3).In(doc.Text)), Relation: corpus.By, Precision: corpus.DayPrecision}})
	}
	return doc
}

// office gives a change of a lab's ingester: its describer's rules and clock.
func office(t *testing.T, must string, rules int64, now *time.Time) func(*ingest.Deps) {
	t.Helper()
	x, err := words()
	if err != nil {
		t.Fatal(err)
	}
	return func(d *ingest.Deps) {
		d.Describer, d.Rules, d.Now = dutiful{extract.NewDescriber(x), must}, rules, func() time.Time { return *now }
	}
}

// told gives what the documents tell, as "action due recorded", sorted, and
// the keys by action and day; what older versions told stands in brackets.
func (l *lab) told() (said string, keys map[string]string) {
	l.t.Helper()
	m, err := l.state.Tellings(l.t.Context(), 0)
	if err != nil {
		l.t.Fatal(err)
	}
	keys = map[string]string{}
	var out []string
	for _, list := range m {
		for _, t := range list {
			s := fmt.Sprintf("%s %s", t.Action, t.Deadline.Due)
			if t.Former {
				s = "(" + s + ")"
			}
			keys[s] = t.Key
			out = append(out, s+" "+t.Recorded.UTC().Format(time.DateOnly))
		}
	}
	slices.Sort(out)
	return strings.Join(out, ", "), keys
}

func (l *lab) wantTold(want string) map[string]string {
	l.t.Helper()
	got, keys := l.told()
	if got != want {
		l.t.Errorf("told: %s, want %s", got, want)
	}
	return keys
}

func day(d int) time.Time { return time.Date(2026, 11, d, 8, 0, 0, 0, time.UTC) }

func TestDutiesFollowTheirDocument(t *testing.T) {
	l := newLab(t)
	now := day(1)
	l.rewire(office(t, "must", 1, &now))
	l.write("a.txt", "Finance must report the annual budget by 2026-03-31. Health must vaccinate all children by 2026-04-30.")
	l.index(ingest.Options{})
	keys := l.wantTold("report the annual budget 2026-03-31 2026-11-01, vaccinate all children 2026-04-30 2026-11-01")
	// Read again from nothing, the times of the first telling stay.
	now = day(2)
	wantCounts(t, l.index(ingest.Options{Rebuild: true}), "0 1 0 1 0")
	l.wantTold("report the annual budget 2026-03-31 2026-11-01, vaccinate all children 2026-04-30 2026-11-01")
	// A deadline that moves leaves the old one visible under the same key.
	now = day(3)
	l.write("a.txt", "A new heading. Finance must report the annual budget by 2026-06-30. Health must vaccinate all children by 2026-04-30.")
	l.index(ingest.Options{})
	const moved = "(report the annual budget 2026-03-31) 2026-11-01, report the annual budget 2026-06-30 2026-11-03, vaccinate all children 2026-04-30 2026-11-01"
	after := l.wantTold(moved)
	for _, action := range []string{"report the annual budget 2026-06-30", "(report the annual budget 2026-03-31)"} {
		if after[action] != keys["report the annual budget 2026-03-31"] {
			t.Errorf("the key of %s is %s, not %s", action, after[action], keys["report the annual budget 2026-03-31"])
		}
	}
	if after["vaccinate all children 2026-04-30"] != keys["vaccinate all children 2026-04-30"] {
		t.Error("the key of what did not change did")
	}
	now = day(4)
	l.index(ingest.Options{Rebuild: true})
	l.wantTold(moved)
	// It moves back: what it was in between stays visible, once.
	now = day(5)
	l.write("a.txt", "Finance must report the annual budget by 2026-03-31.")
	l.index(ingest.Options{})
	l.wantTold("(report the annual budget 2026-06-30) 2026-11-03, report the annual budget 2026-03-31 2026-11-05")
	// Without the document nothing is told; when it comes back, all is.
	l.remove("a.txt")
	l.index(ingest.Options{})
	l.wantTold("")
	now = day(6)
	l.write("a.txt", "Finance must report the annual budget by 2026-03-31.")
	l.index(ingest.Options{})
	l.wantTold("(report the annual budget 2026-06-30) 2026-11-03, report the annual budget 2026-03-31 2026-11-05")
}

// TestNewRules: documents read with older rules are read anew, without their
// folder; nothing of that is a deadline that moved.
func TestNewRules(t *testing.T) {
	l := newLab(t)
	now := day(1)
	l.rewire(office(t, "must", 1, &now))
	l.write("a.txt", "Finance must report by 2026-03-31. Health shall vaccinate by 2026-04-30.")
	l.write("f.jsonl", `{"id":"x","text":"Health shall hire by 2026-05-31."}`+"\n"+`{"id":"y","text":"Finance must pay by 2026-02-28."}`+"\n")
	l.write("bad.txt", strings.Repeat("\x00\xff\x01", 500))
	l.index(ingest.Options{})
	l.wantTold("pay 2026-02-28 2026-11-01, report 2026-03-31 2026-11-01")
	for round := range 2 {
		if worked, err := l.ingester.Renew(t.Context(), nil); worked || err != nil {
			t.Errorf("round %d: the same rules: %v, %v", round, worked, err)
		}
	}
	gone := l.docs + "-elsewhere"
	if err := os.Rename(l.docs, gone); err != nil {
		t.Fatal(err)
	}
	now = day(2)
	l.restart(office(t, "shall", 2, &now))
	if old, err := l.ingester.Outdated(t.Context()); !old || err != nil {
		t.Errorf("outdated: %v, %v", old, err)
	}
	if worked, err := l.ingester.Renew(t.Context(), nil); !worked || err != nil {
		t.Errorf("new rules: %v, %v", worked, err)
	}
	l.wantTold("hire 2026-05-31 2026-11-02, vaccinate 2026-04-30 2026-11-02")
	consistent(t, l.state, l.engine)
	if worked, err := l.ingester.Renew(t.Context(), nil); worked || err != nil {
		t.Errorf("once more: %v, %v", worked, err)
	}
	if err := os.Rename(gone, l.docs); err != nil {
		t.Fatal(err)
	}
	wantCounts(t, l.index(ingest.Options{}), "0 3 0 3 1")
	// Indexing alone does it too, and an older program leaves all as it is.
	now = day(3)
	l.restart(office(t, "must", 3, &now))
	wantCounts(t, l.index(ingest.Options{}), "0 3 0 3 1")
	l.wantTold("pay 2026-02-28 2026-11-03, report 2026-03-31 2026-11-03")
	l.restart(office(t, "shall", 2, &now))
	wantCounts(t, l.index(ingest.Options{}), "0 3 0 3 1")
	l.wantTold("pay 2026-02-28 2026-11-03, report 2026-03-31 2026-11-03")
	// What the rules read otherwise in the same words has not moved.
	now = day(4)
	l.restart(office(t, "must", 4, &now))
	l.rewire(func(d *ingest.Deps) {
		office(t, "must", 4, &now)(d)
		d.Describer = later{d.Describer.(dutiful)}
	})
	l.index(ingest.Options{})
	l.wantTold("pay 2027-01-01 2026-11-04, report 2027-01-01 2026-11-04")
}

// later reads every deadline as the first day of 2027.
type later struct{ dutiful }

func (d later) Describe(t format.Text) *corpus.Document {
	doc := d.dutiful.Describe(t)
	for i := range doc.Duties {
		doc.Duties[i].Deadline.Due = "2027-01-01"
	}
	return doc
}
