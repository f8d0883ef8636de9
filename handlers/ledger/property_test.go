package ledger_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"vanthu/corpus"
	"vanthu/handlers/ledger"
)

// draw makes tellings that often resemble each other, some of them amending.
func draw(t *rapid.T, c ledger.Concepts) []ledger.Telling {
	actions := [][2]string{{"vi", "ban hành kế hoạch phát triển bán dẫn"}, {"en", "issue the plan on semiconductors"}, {"ru", "издать план развития полупроводников"}, {"vi", "trình nghị định về trí tuệ nhân tạo"},
		{"en", "submit the decree on artificial intelligence"}, {"nl", "het decreet over kunstmatige intelligentie indienen"}, {"vi", "báo cáo kết quả giải ngân đầu tư công 90%"}, {"en", "report on public investment, 90% disbursed"}}
	leads := []string{"most", "mic", "mof", "localities", "lam-dong", "dak-lak", ""}
	days := []corpus.Day{"", "2025-12-31", "2025-11-30", "2026-01-01"}
	var out []ledger.Telling
	for i := range rapid.IntRange(0, 24).Draw(t, "n") {
		a := rapid.SampledFrom(actions).Draw(t, "action")
		s := ledger.Telling{Key: fmt.Sprintf("k%02d", i), Document: fmt.Sprintf("d%d", rapid.IntRange(0, 7).Draw(t, "document")), Language: a[0], Action: a[1], Quote: a[1],
			Standing: rapid.SampledFrom([]corpus.Standing{corpus.Official, corpus.Translation, corpus.Report}).Draw(t, "standing"),
			Issued:   corpus.Day(fmt.Sprintf("2025-0%d-01", rapid.IntRange(1, 9).Draw(t, "issued"))),
			Recorded: now.Add(-time.Duration(rapid.IntRange(0, 3).Draw(t, "recorded")) * time.Hour),
			Force:    rapid.SampledFrom([]corpus.Force{corpus.Ordered, corpus.Ordered, corpus.Ordered, corpus.Superseded, corpus.Ended}).Draw(t, "force")}
		s.NumberKey = s.Document[1:] + "|kh|ubnd"
		if lead := rapid.SampledFrom(leads).Draw(t, "lead"); lead != "" {
			s.Leads = []ledger.Agency{{ID: lead, Text: lead}}
		}
		if day := rapid.SampledFrom(days).Draw(t, "due"); day != "" {
			s.Deadline = &corpus.Deadline{Due: day, Relation: rapid.SampledFrom([]corpus.Relation{corpus.Before, corpus.By}).Draw(t, "relation"), Precision: rapid.SampledFrom([]corpus.Precision{corpus.DayPrecision, corpus.MonthPrecision, corpus.YearPrecision}).Draw(t, "precision")}
		}
		s.Amends = rapid.SampledFrom([][]string{nil, nil, nil, {"*"}, {"#3"}}).Draw(t, "amends")
		s.Compare(c)
		out = append(out, s)
	}
	return out
}

func drawActs(t *rapid.T, tellings []ledger.Telling) []ledger.Act {
	var out []ledger.Act
	if len(tellings) == 0 {
		return nil
	}
	for range rapid.IntRange(0, 6).Draw(t, "acts") {
		key := rapid.SampledFrom(tellings).Draw(t, "on").Key
		if rapid.Bool().Draw(t, "by ID") {
			key = ledger.ID(key)
		}
		out = append(out, ledger.Act{At: now.Add(-time.Duration(rapid.IntRange(-1, 5).Draw(t, "ago")) * time.Minute), Duty: key, Role: "official", Percent: rapid.IntRange(0, 100).Draw(t, "percent"),
			Kind: rapid.SampledFrom([]ledger.ActKind{ledger.Report, ledger.Finish, ledger.Reopen, ledger.Confirm}).Draw(t, "kind")})
	}
	return out
}

func written(l *ledger.Ledger) string {
	s := ""
	for _, d := range l.Duties(ledger.Filter{}) {
		s += fmt.Sprintf("%s %s %s %q %v", d.ID, keys(d), d.Status, d.SupersededBy, d.Conflicts)
		if d.Progress != nil {
			s += fmt.Sprintf(" %+v", *d.Progress)
		}
		s += "\n"
	}
	return s
}

// In whatever order tellings and acts come, and however often, the ledger is
// the same; every telling is in one duty; no duty supersedes itself, over
// whatever others; those that contradict each other both say so.
func TestLedgerHolds(t *testing.T) {
	c := concepts(t)
	rapid.Check(t, func(t *rapid.T) {
		tellings := draw(t, c)
		acts := drawActs(t, tellings)
		l := ledger.Build(tellings, acts, now, world())
		want := written(l)
		mixed := rapid.Permutation(tellings).Draw(t, "order")
		if got := written(ledger.Build(mixed, rapid.Permutation(acts).Draw(t, "order of acts"), now, world())); got != want {
			t.Fatalf("in another order\n%s\ninstead of\n%s", got, want)
		}
		if got := written(ledger.Build(append(mixed, tellings...), acts, now, world())); got != want {
			t.Fatalf("told twice\n%s\ninstead of\n%s", got, want)
		}
		var told []string
		next := map[string]string{}
		conflicts := map[string][]string{}
		for _, d := range l.Duties(ledger.Filter{}) {
			for _, s := range d.Tellings {
				told = append(told, s.Key)
				if again, ok := l.Duty(ledger.ID(s.Key), corpus.Viewer{}); !ok || again.ID != d.ID {
					t.Fatalf("%s is found in %s, not in %s", s.Key, again.ID, d.ID)
				}
			}
			next[d.ID], conflicts[d.ID] = d.SupersededBy, d.Conflicts
		}
		slices.Sort(told)
		if len(told) != len(tellings) || len(slices.Compact(told)) != len(tellings) {
			t.Fatalf("%d tellings, in duties: %v", len(tellings), told)
		}
		for id := range next {
			steps := 0
			for at := next[id]; at != ""; at = next[at] {
				if steps++; at == id || steps > len(next) {
					t.Fatalf("%s supersedes itself", id)
				}
			}
			for _, other := range conflicts[id] {
				if !slices.Contains(conflicts[other], id) {
					t.Fatalf("%s contradicts %s, which does not say so", id, other)
				}
			}
		}
	})
}

// A duty keeps its ID when further documents come later, or is found by it.
func TestIDsLast(t *testing.T) {
	tellings, _ := families(t)
	for n := 1; n < len(tellings); n += 3 {
		before := ledger.Build(tellings[:n], nil, now, world())
		after := ledger.Build(tellings, nil, now, world())
		for _, d := range before.Duties(ledger.Filter{}) {
			again, ok := after.Duty(d.ID, corpus.Viewer{})
			if !ok || !slices.ContainsFunc(again.Tellings, func(s ledger.Telling) bool { return s.Key == d.Tellings[0].Key }) {
				t.Fatalf("%s of %s is gone", d.ID, keys(d))
			}
			if len(d.ID) < 12 || len(d.ID) > 16 {
				t.Fatalf("the ID %q", d.ID)
			}
		}
	}
}
