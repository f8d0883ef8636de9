package handlers_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"vanthu/corpus"
	"vanthu/handlers"
	"vanthu/handlers/i18n"
	"vanthu/handlers/ledger"
	"vanthu/handlers/state"
)

// office is an installation without an index, its clock to be set.
type office struct {
	t      testing.TB
	state  *state.State
	core   *handlers.Core
	now    time.Time
	issued corpus.Day // of documents
	reads  int        // of what documents tell
}

// bodies are two ministries; the first is known by two names.
type bodies struct{}

func (bodies) Holder(id string, _ corpus.Day) string { return id }
func (bodies) Same(a, b string) bool                 { return a == b }
func (bodies) Covers(holder, id string) bool         { return holder == id }
func (bodies) Meets(string, string) bool             { return false }
func (bodies) LocalKind(string) string               { return "" }
func (bodies) AgencyName(id, _ string) string {
	return map[string]string{"mof": "Bộ Tài chính", "moh": "Bộ Y tế"}[id]
}
func (bodies) ResolveAgency(text, _ string) []string {
	if id, ok := map[string]string{"Bộ Tài chính": "mof", "Ministry of Finance": "mof", "Bộ Y tế": "moh"}[text]; ok {
		return []string{id}
	}
	return nil
}

// counted counts how often the tellings are read.
type counted struct {
	*state.State
	o *office
}

func (c counted) Tellings(ctx context.Context, generation int64) (map[string][]ledger.Telling, error) {
	c.o.reads++
	return c.State.Tellings(ctx, generation)
}

// kept opens a state, until the test ends, and reads the messages.
func kept(t testing.TB, dir string) (*state.State, *i18n.Catalog) {
	t.Helper()
	s, err := state.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	catalog, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	return s, catalog
}

func newOffice(t testing.TB) *office {
	t.Helper()
	s, catalog := kept(t, t.TempDir())
	zone := time.FixedZone("", 7*3600)
	o := &office{t: t, state: s, issued: "2026-01-02", now: time.Date(2026, 1, 5, 9, 0, 0, 0, zone)}
	o.core = handlers.New(handlers.Deps{Library: s, Memory: s, Acts: s, Agencies: bodies{}, Book: handlers.NewBook(counted{s, o}, bodies{}), Catalog: catalog, Zone: zone,
		Now: func() time.Time { return o.now }, Log: slog.New(slog.NewTextHandler(io.Discard, nil))})
	return o
}

// sentence is a duty as a document says it.
type sentence struct{ agency, id, action, deadline, due string }

var report = sentence{"Bộ Tài chính", "mof", "hoàn thành báo cáo tài chính", "trước ngày 31/3/2026", "2026-03-31"}
var vaccine = sentence{"Bộ Y tế", "moh", "trình kế hoạch tiêm chủng", "chậm nhất ngày 15/1/2026", "2026-01-15"}

func (s sentence) text() string { return s.agency + " " + s.action + " " + s.deadline + "." }

// index stores a document that says these sentences.
func (o *office) index(id string, v corpus.Visibility, list ...sentence) {
	o.t.Helper()
	d := &corpus.Document{ID: id, Path: id + ".txt", Collection: "c", Title: "Kế hoạch " + id, Number: "12/KH-UBND", Issued: o.issued, Language: "vi", Standing: corpus.Official, Visibility: v}
	for i, s := range list {
		start := len(d.Text)
		span := func(words string) corpus.Span {
			at := start + strings.Index(s.text(), words)
			return corpus.Span{Start: at, End: at + len(words)}
		}
		d.Duties = append(d.Duties, corpus.Duty{ID: fmt.Sprintf("d_%d", i), Passage: "p_1", Quote: span(s.text()), Action: span(s.action), Force: corpus.Ordered,
			Leads:    []corpus.Agency{{Name: span(s.agency), ID: s.id}},
			Deadline: &corpus.Deadline{Text: span(s.deadline), Due: corpus.Day(s.due), Relation: corpus.Before, Precision: corpus.DayPrecision, Basis: corpus.Explicit}})
		d.Text += s.text() + "\n"
	}
	d.Text += "Các  cơ quan báo cáo\nđịnh kỳ hằng tháng.\n"
	d.Passages = []corpus.Passage{{ID: "p_1", Kind: corpus.Paragraph, Section: "Điều 1", End: len(d.Text)}}
	c := state.Change{ID: id, Collection: "c", File: d.Path, Hash: d.Text, Document: d, Tellings: ledger.Tell(d, o.now, nil)}
	if _, err := o.state.SaveDocuments(o.t.Context(), []state.Change{c}, o.now); err != nil {
		o.t.Fatal(err)
	}
}

// duties lists what a filter chooses, as "agency due status" a line.
func (o *office) duties(f ledger.Filter) (ids []string, said string) {
	o.t.Helper()
	list, err := o.core.Duties(o.t.Context(), f, time.Time{})
	if err != nil {
		o.t.Fatal(err)
	}
	var lines []string
	for _, d := range list {
		w := o.core.WireDuty(d)
		due := "-"
		if w.Deadline != nil && w.Deadline.Due != nil {
			due = *w.Deadline.Due
		}
		ids, lines = append(ids, d.ID), append(lines, strings.Join([]string{w.Agency.ID, due, w.Status}, " "))
	}
	return ids, strings.Join(lines, ", ")
}

func (o *office) want(f ledger.Filter, want string) []string {
	o.t.Helper()
	ids, got := o.duties(f)
	if got != want {
		o.t.Errorf("%+v: %s, want %s", f, got, want)
	}
	return ids
}

var admin = handlers.Person{ID: "p1", Role: handlers.Admin, Viewer: corpus.Viewer{Agency: true}}

func TestDutiesAreListedAndDone(t *testing.T) {
	o := newOffice(t)
	o.want(ledger.Filter{}, "")
	o.index("a", corpus.Visibility{}, report, vaccine)
	ids := o.want(ledger.Filter{}, "moh 2026-01-15 open, mof 2026-03-31 open")
	o.want(ledger.Filter{Agency: []string{"mof"}}, "mof 2026-03-31 open")
	o.want(ledger.Filter{To: "2026-01-31"}, "moh 2026-01-15 open")
	if o.reads != 1 {
		t.Errorf("the tellings were read %d times for one state", o.reads)
	}
	o.now = time.Date(2026, 1, 15, 23, 0, 0, 0, o.now.Location())
	o.want(ledger.Filter{Status: []ledger.Status{ledger.Overdue}}, "")
	o.now = o.now.Add(2 * time.Hour) // the next day
	o.want(ledger.Filter{}, "moh 2026-01-15 overdue, mof 2026-03-31 open")
	d, err := o.core.Act(t.Context(), admin, ledger.Act{Kind: ledger.Finish, Duty: ids[0], Note: "đã trình"})
	if err != nil || d.Status != ledger.Done {
		t.Errorf("done: %+v, %v", d, err)
	}
	o.want(ledger.Filter{}, "mof 2026-03-31 open, moh 2026-01-15 done")
	if _, err := o.core.Act(t.Context(), admin, ledger.Act{Kind: ledger.Reopen, Duty: ids[0]}); err != nil {
		t.Error(err)
	}
	due := corpus.Deadline{Due: "2026-02-28", Precision: corpus.DayPrecision, Relation: corpus.By}
	if _, err := o.core.Act(t.Context(), admin, ledger.Act{Kind: ledger.Correct, Duty: ids[0], Deadline: &due}); err != nil {
		t.Error(err)
	}
	o.want(ledger.Filter{}, "moh 2026-02-28 open, mof 2026-03-31 open")
	// What was so before stays so for who asks about then.
	list, err := o.core.Duties(t.Context(), ledger.Filter{Status: []ledger.Status{ledger.Overdue}}, o.now.Add(-time.Second))
	if err != nil || len(list) != 1 || list[0].ID != ids[0] {
		t.Errorf("a second before: %+v, %v", list, err)
	}
	// The same document indexed again, a document more, and one gone.
	o.index("a", corpus.Visibility{}, report, vaccine)
	if again := o.want(ledger.Filter{}, "moh 2026-02-28 open, mof 2026-03-31 open"); again[0] != ids[0] || again[1] != ids[1] {
		t.Errorf("the IDs %v became %v", ids, again)
	}
	if _, err := o.state.SaveDocuments(t.Context(), []state.Change{{ID: "a", Deleted: true}}, o.now); err != nil {
		t.Fatal(err)
	}
	o.want(ledger.Filter{}, "")
}

// TestDutiesAsOfADay: what was issued later is not there yet; what bears no day
// is, whenever it was read.
func TestDutiesAsOfADay(t *testing.T) {
	o := newOffice(t)
	o.index("a", corpus.Visibility{}, report)
	o.issued = ""
	o.index("b", corpus.Visibility{}, vaccine)
	for day, want := range map[int]int{1: 1, 2: 2} {
		list, err := o.core.Duties(t.Context(), ledger.Filter{}, time.Date(2026, 1, day, 12, 0, 0, 0, o.now.Location()))
		if err != nil || len(list) != want {
			t.Errorf("on day %d there are %d duties (%v), want %d", day, len(list), err, want)
		}
	}
}

func TestDutiesOfHiddenDocuments(t *testing.T) {
	o := newOffice(t)
	o.index("a", corpus.AgencyOnly(), report)
	o.want(ledger.Filter{}, "")
	ids := o.want(ledger.Filter{Viewer: corpus.Viewer{Agency: true}}, "mof 2026-03-31 open")
	stranger := handlers.Person{ID: "p2", Role: handlers.Admin}
	if _, err := o.core.Act(t.Context(), stranger, ledger.Act{Kind: ledger.Finish, Duty: ids[0]}); !handlers.IsRefused(err) {
		t.Errorf("somebody who may not see it: %v", err)
	}
	for _, p := range []handlers.Proposal{{Path: "a.txt", Quote: report.text()}, {Number: "12/KH-UBND", Quote: report.text()}} {
		if _, err := o.core.Propose(t.Context(), stranger, p); !handlers.IsRefused(err) || strings.Contains(err.Error(), "hoàn thành") {
			t.Errorf("a proposal by somebody who may not see it: %v", err)
		}
	}
}

func TestActsThatAreRefused(t *testing.T) {
	o := newOffice(t)
	o.index("a", corpus.Visibility{}, report)
	ids := o.want(ledger.Filter{}, "mof 2026-03-31 open")
	for _, x := range []struct {
		role handlers.Role
		act  ledger.Act
		want string
	}{
		{handlers.Citizen, ledger.Act{Kind: ledger.Finish, Duty: ids[0]}, `the role "citizen" may not finish a duty`},
		{handlers.Official, ledger.Act{Kind: ledger.Correct, Duty: ids[0]}, "may not correct"},
		{handlers.Admin, ledger.Act{Kind: ledger.Finish, Duty: "unknown"}, `no duty has the ID "unknown"`},
		{handlers.Admin, ledger.Act{Kind: ledger.Reopen, Duty: ids[0]}, "is not done"},
		{handlers.Admin, ledger.Act{Kind: ledger.Confirm, Duty: ids[0]}, "nothing to confirm"},
		{handlers.Admin, ledger.Act{Kind: ledger.Correct, Duty: ids[0]}, "what is right"},
		{handlers.Admin, ledger.Act{Kind: "burn", Duty: ids[0]}, "may not burn"},
	} {
		by := admin
		by.Role = x.role
		if _, err := o.core.Act(t.Context(), by, x.act); !handlers.IsRefused(err) || !strings.Contains(err.Error(), x.want) {
			t.Errorf("%+v: %v, want %s", x.act, err, x.want)
		}
	}
	if acts, _, err := o.state.Acts(t.Context(), 0); len(acts) != 0 || err != nil {
		t.Errorf("kept: %+v, %v", acts, err)
	}
	if _, err := o.core.Act(t.Context(), admin, ledger.Act{Kind: ledger.Finish, Duty: ids[0]}); err != nil {
		t.Fatal(err)
	}
	if _, err := o.core.Act(t.Context(), admin, ledger.Act{Kind: ledger.Finish, Duty: ids[0]}); !handlers.IsRefused(err) {
		t.Errorf("done twice: %v", err)
	}
}

func TestProposals(t *testing.T) {
	o := newOffice(t)
	o.index("a", corpus.Visibility{}, report)
	const quote = "Các cơ quan báo cáo định kỳ hằng tháng."
	for name, x := range map[string]struct {
		p    handlers.Proposal
		want string // part of why it is refused
	}{
		"no quote":                   {handlers.Proposal{Path: "a.txt", Quote: " \n"}, "a quote is missing"},
		"one word":                   {handlers.Proposal{Path: "a.txt", Quote: "báo"}, "too short"},
		"a whole page":               {handlers.Proposal{Path: "a.txt", Quote: strings.Repeat("báo cáo ", 100)}, "longer than 700 characters"},
		"other words":                {handlers.Proposal{Path: "a.txt", Quote: "Các cơ quan báo cáo hằng năm."}, "a.txt does not say: Các cơ quan báo cáo hằng năm."},
		"other capitals":             {handlers.Proposal{Path: "a.txt", Quote: "các cơ quan báo cáo định kỳ"}, "does not say"},
		"no marks":                   {handlers.Proposal{Path: "a.txt", Quote: "Cac co quan bao cao"}, "does not say"},
		"no document":                {handlers.Proposal{Quote: quote}, "it names no document"},
		"an unknown path":            {handlers.Proposal{Path: "b.txt", Quote: quote}, `no document has the path "b.txt"`},
		"an unknown number":          {handlers.Proposal{Number: "13/KH-UBND", Quote: quote}, `no document has the number "13/KH-UBND"`},
		"a bad day":                  {handlers.Proposal{Path: "a.txt", Quote: quote, Due: "31/2/2026"}, "is no deadline such as"},
		"a deadline it does not say": {handlers.Proposal{Path: "a.txt", Quote: quote, Due: "2026-06-30", DeadlineText: "30/6"}, "the quote does not have the deadline's words"},
		"a bad relation":             {handlers.Proposal{Path: "a.txt", Quote: quote, Due: "2026-06-30", Relation: "around"}, "is none of before"},
		"a bad rule":                 {handlers.Proposal{Path: "a.txt", Quote: quote, Recurrence: "sometimes"}, "is no rule"},
	} {
		if d, err := o.core.Propose(t.Context(), admin, x.p); !handlers.IsRefused(err) || !strings.Contains(err.Error(), x.want) {
			t.Errorf("%s: %+v, %v, want %s", name, d, err, x.want)
		}
	}
	proposal := handlers.Proposal{Number: "12/KH-UBND", Quote: quote, Action: "báo cáo định kỳ", Agency: "Bộ Y tế", Due: "2026-06"}
	d, err := o.core.Propose(t.Context(), admin, proposal)
	if err != nil || d.Status != ledger.Proposed || d.Tellings[0].Quote != "Các  cơ quan báo cáo\nđịnh kỳ hằng tháng." || d.Tellings[0].Section != "Điều 1" {
		t.Fatalf("%+v, %v", d, err)
	}
	doc, err := o.state.DocumentAt(t.Context(), "a.txt")
	if told := d.Tellings[0]; err != nil || doc.Text[told.Start:told.End] != told.Quote {
		t.Errorf("the quote does not stand at %d to %d (%v)", told.Start, told.End, err)
	}
	o.want(ledger.Filter{}, "mof 2026-03-31 open, moh 2026-06-30 proposed")
	if _, err := o.core.Propose(t.Context(), admin, proposal); !handlers.IsRefused(err) || !strings.Contains(err.Error(), d.ID) {
		t.Errorf("proposed twice: %v", err)
	}
	if _, err := o.core.Act(t.Context(), admin, ledger.Act{Kind: ledger.Finish, Duty: d.ID}); !handlers.IsRefused(err) {
		t.Errorf("done before it is confirmed: %v", err)
	}
	if _, err := o.core.Act(t.Context(), admin, ledger.Act{Kind: ledger.Confirm, Duty: d.ID}); err != nil {
		t.Error(err)
	}
	o.want(ledger.Filter{}, "mof 2026-03-31 open, moh 2026-06-30 open")
	if _, err := o.core.Act(t.Context(), admin, ledger.Act{Kind: ledger.Reject, Duty: d.ID}); err != nil {
		t.Error(err)
	}
	o.want(ledger.Filter{}, "mof 2026-03-31 open")
}

// TestWireDuty: the shape of the contract, with null where nothing is told.
func TestWireDuty(t *testing.T) {
	o := newOffice(t)
	d := ledger.Duty{ID: "x", Status: ledger.Open, Action: "báo cáo", Leads: []ledger.Agency{{ID: "mof", Text: "Ministry of Finance"}, {Text: "Sở X"}},
		Deadline: &corpus.Deadline{Start: "2025-01-01", Relation: corpus.From, Precision: corpus.YearPrecision}, DeadlineText: "2025 and the following years",
		Tellings: []ledger.Telling{{Path: "a.txt", Quote: "q", Start: 3, End: 4, LeadText: "Ministry of Finance", DeadlineText: "2025 and the following years", Language: "en", Force: corpus.Expected}}}
	got, err := json.Marshal(o.core.WireDuty(d))
	if err != nil {
		t.Fatal(err)
	}
	const want = `{"id":"x","agency":{"text":"Ministry of Finance","name":"Bộ Tài chính","id":"mof"},` +
		`"leads":[{"text":"Ministry of Finance","name":"Bộ Tài chính","id":"mof"},{"text":"Sở X","name":"Sở X","id":""}],"cooperating":[],"action":"báo cáo","product":"",` +
		`"deadline":{"due":null,"start":"2025-01-01","relation":"from","precision":"year","text":"2025 and the following years","within":"","working_days":false,"recurrence":"","continuous":false,"basis":""},` +
		`"status":"open","force":"expected","superseded_by":"","conflicts":[],"review":[],"correction":null,"progress":null,"next":null,` +
		`"sources":[{"path":"a.txt","title":"","section":"","quote":"q","start":3,"end":4,"former":false,"agency":"Ministry of Finance","deadline_text":"2025 and the following years",` +
		`"language":"en","number":"","issued":"","standing":"","url":""}]}`
	if string(got) != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got, err := json.Marshal(o.core.WireDuty(ledger.Duty{})); err != nil || !strings.Contains(string(got), `"deadline":null`) || !strings.Contains(string(got), `"sources":[]`) {
		t.Errorf("an empty duty: %s, %v", got, err)
	}
}

func TestReadDeadline(t *testing.T) {
	for s, want := range map[string]string{
		"2026-03-31": " 2026-03-31 day by", "31/3/2026": " 2026-03-31 day by", "1.2.2026": " 2026-02-01 day by", "2026-02": "2026-02-01 2026-02-28 month in",
		"2026-Q2": "2026-04-01 2026-06-30 quarter in", "2028": "2028-01-01 2028-12-31 year in",
	} {
		d, err := handlers.ReadDeadline(s)
		if got := fmt.Sprintf("%s %s %s %s", d.Start, d.Due, d.Precision, d.Relation); err != nil || got != want {
			t.Errorf("%s: %s, %v, want %s", s, got, err, want)
		}
	}
	for _, s := range []string{"", "31/2/2026", "2026-13", "2026-00", "2026-Q5", "tomorrow", "2026-3-1", "26"} {
		if d, err := handlers.ReadDeadline(s); err == nil {
			t.Errorf("%q is read as %+v", s, d)
		}
	}
}

func TestDutiesByName(t *testing.T) {
	o := newOffice(t)
	o.index("a", corpus.Visibility{}, report, vaccine, sentence{"Sở Tài chính tỉnh Hòa An", "", "bố trí kinh phí", "trước ngày 10/1/2026", "2026-01-10"})
	for names, want := range map[string]string{
		"":                     "2026-01-10 2026-01-15 2026-03-31",
		"Ministry of Finance":  "2026-03-31",
		"Bộ Tài chính|Bộ Y tế": "2026-01-15 2026-03-31",
		"so tai chinh":         "2026-01-10",
		"Bộ Y tế|Sở Tài chính tỉnh Hòa An": "2026-01-10 2026-01-15",
		"Bộ Bóng đá":                "unknown Bộ Bóng đá",
		"Tài chính tỉnh|chính Hòa|": " 2026-01-10 unknown chính Hòa|",
	} {
		duties, unknown, err := o.core.DutiesOf(t.Context(), ledger.Filter{}, strings.FieldsFunc(names, func(r rune) bool { return r == '|' }), "vi", time.Time{})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, d := range duties {
			got = append(got, string(d.Deadline.Due))
		}
		if len(unknown) > 0 {
			got = append(got, "unknown", strings.Join(unknown, "|"))
		}
		if g := strings.Join(got, " "); g != strings.Trim(want, " |") {
			t.Errorf("%s: %s, want %s", names, g, want)
		}
	}
}

// TestDutiesAtOnce lists and acts from many goroutines: what was done is seen
// by whoever asks afterwards.
func TestDutiesAtOnce(t *testing.T) {
	o := newOffice(t)
	o.index("a", corpus.Visibility{}, report, vaccine)
	ids := o.want(ledger.Filter{}, "moh 2026-01-15 open, mof 2026-03-31 open")
	var wg sync.WaitGroup
	for _, id := range ids {
		wg.Go(func() {
			for range 10 {
				for _, kind := range []ledger.ActKind{ledger.Finish, ledger.Reopen} {
					d, err := o.core.Act(t.Context(), admin, ledger.Act{Kind: kind, Duty: id})
					if err != nil || d.ID != id || (d.Status == ledger.Done) != (kind == ledger.Finish) {
						t.Errorf("%s: %s is %s, %v", kind, d.ID, d.Status, err)
					}
				}
			}
		})
		wg.Go(func() {
			for i := range 20 {
				list, err := o.core.Duties(t.Context(), ledger.Filter{}, o.now.AddDate(0, 0, i%3))
				if err != nil || len(list) != 2 {
					t.Errorf("%+v, %v", list, err)
				}
			}
		})
	}
	wg.Wait()
	if acts, last, err := o.state.Acts(t.Context(), 0); len(acts) != 40 || last != 40 || err != nil {
		t.Errorf("%d acts, the last is %d (%v)", len(acts), last, err)
	}
}
