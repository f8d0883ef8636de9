package ledger_test

import (
	"slices"
	"strings"
	"testing"

	"vanthu/corpus"
	"vanthu/handlers/ledger"
)

// office is a ledger with one duty of each kind.
func office(t *testing.T) *ledger.Ledger {
	c := concepts(t)
	day := func(d corpus.Day) *corpus.Day { return &d }
	var tellings []ledger.Telling
	for _, s := range []scene{
		{Key: "late", Lead: "most", Action: "trình đề án phát triển bán dẫn", Due: day("2025-10-01"), Document: "A", Number: "3|nq|cp"},
		{Key: "later", Lead: "localities", Action: "gửi kế hoạch về Ban Chỉ đạo", Due: day("2025-09-01")},
		{Key: "day", Lead: "lam-dong", Action: "ban hành kế hoạch chuyển đổi số", Due: day("2025-12-30")},
		{Key: "last", Lead: "dak-lak", Action: "rà soát các thông tư", Due: day("2025-12-31")},
		{Key: "year", Lead: "mic", Action: "phủ sóng mạng 5G", Due: day("2025-12-31"), Precision: corpus.YearPrecision, Relation: corpus.In},
		{Key: "round", Lead: "mof", Action: "báo cáo kết quả giải ngân", Recurrence: "RRULE:FREQ=MONTHLY"},
		{Key: "ever", Lead: "moh", Action: "tuyên truyền về hồ sơ sức khỏe", Continuous: true},
		{Key: "none", Lead: "?Sở Nội vụ", Action: "đào tạo công chức"},
		{Key: "done", Lead: "moh", Action: "triển khai bệnh án điện tử", Due: day("2025-11-01")},
		{Key: "old", Lead: "mof", Action: "phân bổ vốn đầu tư công", Due: day("2025-08-01"), Force: corpus.Superseded},
		{Key: "secret", Lead: "lam-dong", Action: "kiểm tra phòng cháy tại các kho lưu trữ", Due: day("2025-11-20"), Agency: true},
		{Key: "open", Lead: "hue", Action: "xây dựng bản đồ số về du lịch", Due: day("2026-02-28"), Precision: corpus.MonthPrecision},
		{Key: "open too", Lead: "hue", In: "en", Action: "build a digital map of tourism", Due: day("2026-02-28"), Precision: corpus.MonthPrecision, Agency: true, Standing: corpus.Official},
	} {
		tellings = append(tellings, s.telling(t, c))
	}
	tellings[0].Cooperating = []ledger.Agency{{ID: "hue", Text: "Huế"}}
	acts := []ledger.Act{{At: at(t, "2025-10-17"), Kind: ledger.Finish, Duty: "done"},
		{At: at(t, "2025-10-17"), Kind: ledger.Propose, Proposal: &ledger.Telling{Key: "wish", Document: "A", Language: "vi", Action: "số hóa tài liệu", Quote: "số hóa tài liệu", Leads: []ledger.Agency{{ID: "hue", Text: "Huế"}}}},
		{At: at(t, "2025-10-17"), Kind: ledger.Finish, Duty: "nowhere"}}
	return ledger.Build(tellings, acts, now, world())
}

func TestDuties(t *testing.T) {
	l := office(t)
	agency := corpus.Viewer{Agency: true}
	for _, c := range []struct {
		name   string
		filter ledger.Filter
		want   string
	}{
		{"all, the most urgent first", ledger.Filter{}, "later, late, day, last, year, open, round, none, ever, wish, done, old"},
		{"with what only the agency sees", ledger.Filter{Viewer: agency}, "later, late, secret, day, last, year, open+open too, round, none, ever, wish, done, old"},
		{"a body, with the collectives to which it belongs", ledger.Filter{Agency: []string{"lam-dong"}}, "later, day"},
		{"a body under its old name", ledger.Filter{Agency: []string{"mic"}}, "late, year"},
		{"two bodies", ledger.Filter{Agency: []string{"most", "mof"}}, "late, year, round, old"},
		{"a collective", ledger.Filter{Agency: []string{"localities"}}, "later"},
		{"a body that cooperates", ledger.Filter{Agency: []string{"hue"}, Cooperating: true}, "later, late, open, wish"},
		{"a body that does not count as lead", ledger.Filter{Agency: []string{"hue"}}, "later, open, wish"},
		{"nobody", ledger.Filter{Agency: []string{"mod"}}, ""},
		{"days", ledger.Filter{From: "2025-10-01", To: "2025-12-30"}, "late, day, done"},
		{"days for those who see more", ledger.Filter{From: "2025-11-02", To: "2025-12-31", Viewer: agency}, "secret, day, last, year"},
		{"from a day on", ledger.Filter{From: "2026-01-01"}, "open"},
		{"until a day", ledger.Filter{To: "2025-09-30"}, "later, old"},
		{"days the wrong way round", ledger.Filter{From: "2026-01-01", To: "2025-01-01"}, ""},
		{"dated", ledger.Filter{Dated: true, Status: []ledger.Status{ledger.Open, ledger.Proposed}}, "day, last, year, open"},
		{"status", ledger.Filter{Status: []ledger.Status{ledger.Overdue, ledger.Done}}, "later, late, done"},
		{"a document", ledger.Filter{Document: []string{"A"}}, "late, wish"},
		{"a document by its number", ledger.Filter{Document: []string{"3|nq|cp"}}, "late"},
		{"a document by its number alone", ledger.Filter{Document: []string{"#3"}}, "late"},
		{"another number alone", ledger.Filter{Document: []string{"#33"}}, ""},
		{"words", ledger.Filter{Text: "Kế hoạch"}, "later, day"},
		{"words typed without marks, and openings of words", ledger.Filter{Text: "ban dan trie"}, "late"},
		{"words of hidden sources", ledger.Filter{Text: "tourism"}, ""},
		{"words of sources that are seen", ledger.Filter{Text: "tourism", Viewer: agency}, "open+open too"},
		{"a few", ledger.Filter{Limit: 2}, "later, late"},
	} {
		var got []string
		for _, d := range l.Duties(c.filter) {
			got = append(got, keys(d))
		}
		if s := strings.Join(got, ", "); s != c.want {
			t.Errorf("%s: %s, want %s", c.name, s, c.want)
		}
	}
	if u := l.Unplaced(); len(u) != 1 || u[0].Duty != "nowhere" {
		t.Errorf("unplaced: %+v", u)
	}
}

// A duty is shown by the words of the sources that the viewer may see.
func TestHiddenSourcesShowNothing(t *testing.T) {
	l := office(t)
	d, ok := l.Duty("open", corpus.Viewer{})
	if !ok || len(d.Tellings) != 1 || !strings.Contains(d.Action, "bản đồ") {
		t.Errorf("%v %+v", ok, d)
	}
	d, ok = l.Duty(d.ID, corpus.Viewer{Agency: true})
	if !ok || len(d.Tellings) != 2 || !strings.Contains(d.Action, "tourism") {
		t.Errorf("%v %+v", ok, d)
	}
	if _, ok := l.Duty("secret", corpus.Viewer{}); ok {
		t.Error("a hidden duty is shown")
	}
	if _, ok := l.Duty("unheard of", corpus.Viewer{}); ok {
		t.Error("a duty that is not there is shown")
	}
}

// A duty that people may see does not name one that they may not.
func TestHiddenDutiesAreNotNamed(t *testing.T) {
	c := concepts(t)
	day := func(d corpus.Day) *corpus.Day { return &d }
	a := scene{Key: "a", Document: "A", Number: "3|nq|cp", Issued: "2025-01-01", Lead: "most", Action: "trình đề án phát triển bán dẫn", Due: day("2025-06-30")}
	b := scene{Key: "b", Document: "B", Issued: "2025-05-01", Lead: "most", Action: "trình đề án phát triển bán dẫn", Due: day("2025-12-31"), Amends: []string{"3|nq|cp"}, Agency: true}
	l := ledger.Build([]ledger.Telling{a.telling(t, c), b.telling(t, c)}, nil, now, world())
	if d, _ := l.Duty("a", corpus.Viewer{}); d.Status != ledger.Superseded || d.SupersededBy != "" {
		t.Errorf("%s by %q", d.Status, d.SupersededBy)
	}
	if d, _ := l.Duty("a", corpus.Viewer{Agency: true}); d.SupersededBy != ledger.ID("b") {
		t.Errorf("by %q", d.SupersededBy)
	}
}

func TestCounts(t *testing.T) {
	got := office(t).Counts(ledger.Filter{})
	want := []ledger.Count{{Open: 1}, {Agency: "dak-lak", Open: 1}, {Agency: "hue", Open: 1, Proposed: 1}, {Agency: "lam-dong", Open: 1}, {Agency: "localities", Overdue: 1}, {Agency: "mof", Open: 1, Superseded: 1}, {Agency: "moh", Open: 1, Done: 1}, {Agency: "most", Open: 1, Overdue: 1}}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%+v\nwant\n%+v", got, want)
	}
}
