package state_test

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"vanthu/corpus"
	"vanthu/handlers/ledger"
	"vanthu/handlers/state"
)

// telling makes one of a document.
func telling(document, key, action string) ledger.Telling {
	return ledger.Telling{Key: key, Document: document, Action: action, Issued: "2026-01-02", Visibility: corpus.Named("an"), Leads: []ledger.Agency{{ID: "mof", Text: "Bộ Tài chính"}},
		Deadline: &corpus.Deadline{Text: corpus.Span{Start: 1, End: 9}, Due: "2026-03-31", Relation: corpus.Before, Precision: corpus.DayPrecision}, Recorded: now}
}

func tells(c state.Change, tellings ...ledger.Telling) state.Change {
	c.Tellings = tellings
	return c
}

// told gives what documents tell, as "document:key=action".
func told(m map[string][]ledger.Telling) string {
	var out []string
	for id, list := range m {
		if len(list) == 0 {
			out = append(out, id)
		}
		for _, t := range list {
			out = append(out, id+":"+t.Key+"="+t.Action)
		}
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

func toldSince(t *testing.T, s *state.State, generation int64) string {
	t.Helper()
	m, err := s.Tellings(t.Context(), generation)
	if err != nil {
		t.Fatal(err)
	}
	return told(m)
}

func TestDutiesAreStoredWithTheirVersion(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	c := document("a", "Bộ Tài chính báo cáo trước ngày 31/3/2026.")
	c.Document.Duties = []corpus.Duty{{ID: "d_1", Passage: "p_1", Quote: corpus.Span{End: 10}, Leads: []corpus.Agency{{Name: corpus.Span{End: 5}, ID: "mof"}},
		Deadline: &corpus.Deadline{Due: "2026-03-31", Relation: corpus.Before}, Force: corpus.Ordered, Amends: []string{"*"}, Review: []corpus.Doubt{corpus.NoYear}}}
	save(t, s, c)
	d, err := s.DocumentAt(t.Context(), "a.txt")
	if err != nil || !reflect.DeepEqual(d.Duties, c.Document.Duties) {
		t.Errorf("the duties came back as %+v, %v", d.Duties, err)
	}
	other := document("a", c.Document.Text)
	other.Document.Duties = []corpus.Duty{{ID: "d_2"}}
	if saved := save(t, s, other); !saved.Changed[0] || versions(t, dir, "a") != 2 {
		t.Error("other duties are no new version")
	}
	none, empty := document("b", "1"), document("b", "1")
	empty.Document.Duties = []corpus.Duty{}
	save(t, s, none)
	if saved := save(t, s, empty); saved.Changed[0] {
		t.Error("no duties and an empty list of them are not the same")
	}
}

func TestTellingsFollowTheirDocument(t *testing.T) {
	s := open(t, t.TempDir())
	one := save(t, s, tells(document("a", "1"), telling("a", "k1", "x"), telling("a", "k2", "y")), tells(document("b", "1"), telling("b", "k3", "z")), document("c", "1"))
	if got := toldSince(t, s, 0); got != "a:k1=x a:k2=y b:k3=z" {
		t.Errorf("told: %s", got)
	}
	m, err := s.TellingsOf(t.Context(), []string{"a", "unknown"})
	if want := telling("a", "k1", "x"); err != nil || told(m) != "a:k1=x a:k2=y" || !reflect.DeepEqual(m["a"][0], want) {
		t.Errorf("of a: %+v, %v, want %+v first", m, err, want)
	}
	// The same again is nothing new; other tellings of the same text are.
	if saved := save(t, s, tells(document("b", "1"), telling("b", "k3", "z"))); saved.Changed[0] || saved.Generation != one.Generation {
		t.Errorf("the same again: %+v", saved)
	}
	two := save(t, s, tells(document("a", "1"), telling("a", "k2", "new")))
	if !two.Changed[0] || two.Generation != one.Generation+1 {
		t.Errorf("other tellings: %+v", two)
	}
	if got := toldSince(t, s, one.Generation); got != "a:k2=new" {
		t.Errorf("told after the first generation: %s", got)
	}
	// A dropped document tells nothing, and what it told is kept for its return.
	save(t, s, dropped("a"), tells(document("b", "2")))
	if got := toldSince(t, s, two.Generation); got != "a b" {
		t.Errorf("told after the second generation: %s", got)
	}
	if got := toldSince(t, s, 0); got != "" {
		t.Errorf("told in the end: %s", got)
	}
	if m, err := s.TellingsOf(t.Context(), []string{"a"}); err != nil || told(m) != "a:k2=new" {
		t.Errorf("of the dropped one: %v, %v", m, err)
	}
	save(t, s, tells(document("a", "1"), telling("a", "k2", "new")))
	if got := toldSince(t, s, 0); got != "a:k2=new" {
		t.Errorf("told after it came back: %s", got)
	}
}

func TestTellingsOfManyDocuments(t *testing.T) {
	s := open(t, t.TempDir())
	var changes []state.Change
	var ids []string
	for i := range 1201 {
		id := fmt.Sprintf("d%04d", i)
		ids = append(ids, id)
		changes = append(changes, tells(document(id, "1"), telling(id, "k"+id, "x")))
	}
	save(t, s, changes...)
	m, err := s.TellingsOf(t.Context(), ids)
	if err != nil || len(m) != len(ids) {
		t.Errorf("%d documents tell something, %v, want %d", len(m), err, len(ids))
	}
}

func TestRules(t *testing.T) {
	s := open(t, t.TempDir())
	for _, want := range []int64{0, 3, 2} {
		if want > 0 {
			if err := s.SaveRules(t.Context(), want); err != nil {
				t.Fatal(err)
			}
		}
		if n, err := s.Rules(t.Context()); n != want || err != nil {
			t.Errorf("rules %d, %v, want %d", n, err, want)
		}
	}
}

func TestActsAreKeptInOrder(t *testing.T) {
	dir := t.TempDir()
	s, err := state.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	proposal := telling("a", "k9", "proposed")
	all := []ledger.Act{
		{At: now, Person: "p1", Role: "admin", Kind: ledger.Propose, Duty: "k9", Proposal: &proposal},
		{At: now.Add(-time.Hour), Person: "p1", Kind: ledger.Confirm, Duty: "k9", Note: "đúng"},
		{At: now, Person: "p2", Kind: ledger.Report, Duty: "d1", Percent: 40, State: "reported", Result: "draft"},
	}
	if acts, last, err := s.Acts(t.Context(), 0); len(acts) != 0 || last != 0 || err != nil {
		t.Errorf("a new state: %v, %d, %v", acts, last, err)
	}
	if err := s.AddActs(t.Context(), all[:2]...); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = open(t, dir)
	if err := s.AddActs(t.Context(), all[2]); err != nil {
		t.Fatal(err)
	}
	kept, _, err := s.Acts(t.Context(), 0)
	if err != nil || len(kept) != len(all) {
		t.Fatalf("%+v, %v", kept, err)
	}
	who := []string{"p1", "p1", "p2"}
	for i := range all { // of who did it, a number is kept
		if kept[i].Person == all[i].Person || kept[i].Person == "" || (kept[i].Person == kept[0].Person) != (who[i] == who[0]) {
			t.Errorf("%s is kept as %s", all[i].Person, kept[i].Person)
		}
		all[i].Number, all[i].Person = int64(i+1), kept[i].Person
	}
	for after, want := range [][]ledger.Act{all, all[1:], all[2:], nil} {
		acts, last, err := s.Acts(t.Context(), int64(after))
		if err != nil || last != 3 || !reflect.DeepEqual(acts, want) {
			t.Errorf("after %d: %+v, %d, %v", after, acts, last, err)
		}
	}
	if acts, err := s.ActsOn(t.Context(), "k9"); err != nil || !reflect.DeepEqual(acts, all[:2]) {
		t.Errorf("on one duty: %+v, %v", acts, err)
	}
	// Who has been forgotten is another one when they come back.
	if err := s.Forget(t.Context(), "web:an", "p1"); err != nil {
		t.Fatal(err)
	}
	if err := s.AddActs(t.Context(), ledger.Act{At: now, Person: "p1", Kind: ledger.Confirm, Duty: "d1"}, ledger.Act{At: now, Person: "p2", Kind: ledger.Confirm, Duty: "d1"}); err != nil {
		t.Fatal(err)
	}
	if acts, _, err := s.Acts(t.Context(), 0); err != nil || acts[0].Person != all[0].Person || acts[3].Person == all[0].Person || acts[4].Person != all[2].Person {
		t.Errorf("after forgetting: %+v, %v", acts, err)
	}
}

// Acts of a state of before are given numbers when it is opened.
func TestActsOfBeforeGetNumbers(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", "file:"+filepath.Join(dir, "state.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, q := range []string{`drop table person`, `drop table feedback`, `drop table feedback_giver`, `drop table outbox`, `drop table secret`, `drop table seen`, `drop table summary_spent`, `drop table summary_kept`, `drop table vector`, `drop table vector_place`, `alter table conversation drop column chosen`, `alter table conversation drop column reader`, `delete from goose_db_version where version_id >= 10`,
		`insert into act (number, made, person, kind, duty, body) values (1, 0, 'telegram:7', 'confirm', 'd', '{"Person":"telegram:7","Kind":"confirm","Duty":"d"}')`} {
		if _, err := db.ExecContext(t.Context(), q); err != nil {
			t.Fatalf("%s: %v", q, err)
		}
	}
	s = open(t, dir)
	if err := s.AddActs(t.Context(), ledger.Act{At: now, Person: "telegram:7", Kind: ledger.Reject, Duty: "d"}); err != nil {
		t.Fatal(err)
	}
	acts, _, err := s.Acts(t.Context(), 0)
	if err != nil || len(acts) != 2 || acts[0].Person == "telegram:7" || acts[0].Person == "" || acts[0].Person != acts[1].Person {
		t.Errorf("%+v, %v", acts, err)
	}
}
