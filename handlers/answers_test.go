package handlers_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"

	"vanthu/corpus"
	"vanthu/handlers/answer"
	"vanthu/handlers/answercache"
	"vanthu/handlers/ledger"
)

// edition is a revision that a test sets.
type edition struct{ n int64 }

func (e *edition) Revision(context.Context) (int64, error) { return e.n, nil }

// keeping makes a ministry that keeps answers, with an index to be revised.
func keeping(t *testing.T, entries, bytes int) (*ministry, *edition) {
	t.Helper()
	m, e := newMinistry(t), &edition{}
	m.core.Answers = answercache.New(m.state, e, entries, bytes)
	m.store("1", corpus.Visibility{}, task{"Bộ Tài chính công bố báo cáo nợ", "mof", "2026-03-11", corpus.DayPrecision})
	return m, e
}

// again asks a question and reports whether it was answered from what is kept.
func (m *ministry) again(q answer.Question) (answer.Answer, bool) {
	m.t.Helper()
	before := m.core.Answers.Count()
	a, err := m.core.Ask(m.t.Context(), q)
	if err != nil {
		m.t.Fatal(err)
	}
	return a, m.core.Answers.Count().Again > before.Again
}

const finance = "nhiệm vụ của Bộ Tài chính"

// TestAnswersAreKept: the same question has the same answer, with an ID of
// its own; what else a question says makes it another one.
func TestAnswersAreKept(t *testing.T) {
	m, _ := keeping(t, 100, 1<<20)
	first, again := m.again(answer.Question{Text: finance})
	if again || len(first.Duties) != 1 {
		t.Fatalf("first: %d duties, from what is kept: %v", len(first.Duties), again)
	}
	first.Duties[0].ID = "changed by the one who asked"
	second, again := m.again(answer.Question{Text: " " + finance + "\n"})
	if !again || len(second.Duties) != 1 || second.Duties[0].ID == first.Duties[0].ID || second.ID == first.ID || second.ID == "" {
		t.Errorf("second: from what is kept: %v; %+v", again, second)
	}
	if second.Question != first.Question || second.Citations[0].Quote() != first.Citations[0].Quote() {
		t.Errorf("%q is answered otherwise the second time", second.Question)
	}
	for name, q := range map[string]answer.Question{
		"language":   {Text: finance, Language: "en"},
		"prior":      {Text: finance, Prior: "en"},
		"own bodies": {Text: finance, Agencies: []string{"moh"}},
		"agency":     {Text: finance, Viewer: corpus.Viewer{Agency: true}},
		"person":     {Text: finance, Viewer: corpus.Viewer{Person: "p1"}},
		"follows":    {Text: finance, Follows: &answer.Turn{Question: "nhiệm vụ của Bộ Y tế", Language: "vi"}},
		"another":    {Text: "nhiệm vụ của Bộ Y tế"},
		"now":        {Text: finance, Now: m.now},
	} {
		if _, again := m.again(q); again {
			t.Errorf("%s: answered from another question's answer", name)
		}
	}
	if _, again := m.again(answer.Question{Text: finance, Follows: &answer.Turn{}}); again {
		t.Error("what goes on from a conversation is kept")
	}
}

// TestAnswersAreDropped: a change of documents, acts, the index or the day.
func TestAnswersAreDropped(t *testing.T) {
	m, e := keeping(t, 100, 1<<20)
	q := answer.Question{Text: finance}
	fresh := func(after string) answer.Answer {
		t.Helper()
		a, again := m.again(q)
		if again {
			t.Errorf("after %s: an old answer", after)
		}
		if _, again := m.again(q); !again {
			t.Errorf("after %s: the new answer is not kept", after)
		}
		return a
	}
	a := fresh("nothing")
	m.store("2", corpus.Visibility{}, task{"Bộ Tài chính rà soát tài sản công", "mof", "2026-04-20", corpus.DayPrecision})
	if a = fresh("a new document"); len(a.Duties) != 2 {
		t.Errorf("%d duties with the new document", len(a.Duties))
	}
	if err := m.state.AddActs(t.Context(), ledger.Act{At: m.now, Person: "p", Role: "editor", Kind: ledger.Finish, Duty: a.Duties[1].ID}); err != nil {
		t.Fatal(err)
	}
	fresh("an act")
	e.n++
	fresh("a change of the index")
	m.now = m.now.AddDate(0, 0, 2)
	if a = fresh("two days"); a.Duties[0].Status != ledger.Overdue {
		t.Errorf("two days later the duty is %s", a.Duties[0].Status)
	}
	m.now = m.now.AddDate(0, 0, -2)
	if a = fresh("the clock was put back"); a.Duties[0].Status != ledger.Open {
		t.Errorf("before its day the duty is %s", a.Duties[0].Status)
	}
}

// TestAnswersAreForThoseWhoSee: what the agency's own people were answered is
// not told to others.
func TestAnswersAreForThoseWhoSee(t *testing.T) {
	m, _ := keeping(t, 100, 1<<20)
	m.store("2", corpus.AgencyOnly(), task{"Bộ Tài chính rà soát tài sản mật", "mof", "2026-04-20", corpus.DayPrecision})
	for range 2 {
		for v, want := range map[corpus.Viewer]int{{Agency: true}: 2, {}: 1, {Person: "p1"}: 1} {
			if a, _ := m.again(answer.Question{Text: finance, Viewer: v}); len(a.Duties) != want {
				t.Errorf("%+v is told of %d duties, want %d", v, len(a.Duties), want)
			}
		}
	}
}

// TestKeptAnswersAreBounded: by number, by bytes, and none that is too long.
func TestKeptAnswersAreBounded(t *testing.T) {
	m, _ := keeping(t, 5, 1<<20)
	ask := func(m *ministry, i int) bool {
		_, again := m.again(answer.Question{Text: fmt.Sprintf("%s trong tháng %d/2026", finance, i)})
		return again
	}
	for i := range 12 {
		ask(m, i+1)
	}
	if n := m.core.Answers.Count().Answers; n != 5 {
		t.Errorf("%d are kept, want 5", n)
	}
	if ask(m, 1) || !ask(m, 12) {
		t.Error("not those used last are kept")
	}
	small, _ := keeping(t, 100, 8000)
	for i := range 12 {
		ask(small, i+1)
	}
	if c := small.core.Answers.Count(); c.Bytes > 8000 || c.Answers == 0 || c.Answers == 12 {
		t.Errorf("%d answers, %d bytes are kept of 8000", c.Answers, c.Bytes)
	}
	before := small.core.Answers.Count()
	small.again(answer.Question{Text: strings.Repeat(finance+" ", 1000)})
	if c := small.core.Answers.Count(); c.Asked != before.Asked {
		t.Error("a question too long to be answered is kept")
	}
}

// TestAnswersBesideChanges asks while documents come: an answer that is older
// than a document is never given once the document is stored.
func TestAnswersBesideChanges(t *testing.T) {
	m, _ := keeping(t, 100, 1<<20)
	var askers sync.WaitGroup
	done := make(chan struct{})
	for range 3 {
		askers.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
				}
				if _, err := m.core.Ask(t.Context(), answer.Question{Text: finance}); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	for i := range 20 {
		m.store(fmt.Sprint("n", i), corpus.Visibility{}, task{fmt.Sprintf("Bộ Tài chính công bố số liệu thu chi mục %d", i), "mof", fmt.Sprintf("2026-%02d-%02d", 4+i%8, 1+i), corpus.DayPrecision})
		if a := m.ask(finance, corpus.Viewer{}); len(a.Duties) != 2+i {
			t.Errorf("%d duties after %d documents", len(a.Duties), 2+i)
		}
		a, err := m.core.Ask(t.Context(), answer.Question{Text: finance})
		if err != nil || len(a.Duties) != 2+i {
			t.Errorf("%d duties after %d documents: %v", len(a.Duties), 2+i, err)
		}
	}
	close(done)
	askers.Wait()
}
