package judge_test

import (
	"strings"
	"testing"

	"vanthu/bot/judge"
	"vanthu/corpus/extract"
	"vanthu/corpus/lexicon"
	"vanthu/handlers/wire"
)

func newJudge(t *testing.T) *judge.Judge {
	t.Helper()
	lx, err := lexicon.Load(nil)
	if err != nil {
		t.Fatal(err)
	}
	return judge.New(extract.NewDescriber(extract.New(lx)))
}

// TestDates holds days, months and quarters as answers tell them against the
// day that is asked for.
func TestDates(t *testing.T) {
	j := newJudge(t)
	for _, c := range []struct {
		tag, quote, issued, due string
		right                   bool
	}{
		{"vi", "Hoàn thành trước ngày 31 tháng 3 năm 2026.", "", "2026-03-31", true},
		{"vi", "Hoàn thành trước ngày 31/3/2026.", "", "2026-03-31", true},
		{"vi", "Hoàn thành trong quý I/2026.", "", "2026-03-31", true},
		{"vi", "Hoàn thành trong tháng 10 năm 2025.", "", "2025-10-31", true},
		{"vi", "Hoàn thành trong quý I/2026.", "", "2026-06-30", false},
		{"vi", "Hoàn thành trước ngày 30/4.", "2026-01-10", "2026-04-30", true},
		{"vi", "Hoàn thành trước ngày 30/4.", "2025-01-10", "2026-04-30", false},
		{"en", "It is due on 2026-05-05.", "", "2026-05-05", true},
		{"en", "It is due by the end of the second quarter of 2026.", "", "2026-06-30", true},
		{"en", "It is due on 5 May 2026.", "", "2026-05-06", false},
		{"ru", "Завершить до 31 марта 2026 года.", "", "2026-03-31", true},
		{"nl", "Uiterlijk 1 juli 2026 gereed.", "", "2026-07-01", true},
		{"no", "Innen 15. november 2025.", "", "2025-11-15", true},
		{"he", "יש לשלוח לפני 18 באוקטובר.", "", "2025-10-18", true},
		{"ar", "قبل 31 ديسمبر 2025.", "", "2025-12-31", true},
	} {
		q := judge.Question{Kind: "deadline", Docs: []string{"a.txt"}, Due: c.due}
		a := wire.Answer{Answered: true, Language: "en", Text: "As quoted.", Citations: []wire.Citation{{Path: "docs/a.txt", Quote: c.quote, Language: c.tag, Issued: c.issued}}}
		if wrong := j.Wrong(q, a); (wrong == "") != c.right {
			t.Errorf("%s for %s: %q", c.quote, c.due, wrong)
		}
	}
}

// TestWrong tells why answers are wrong.
func TestWrong(t *testing.T) {
	j := newJudge(t)
	due := "2026-03-31"
	asked := judge.Question{Kind: "single", Docs: []string{"a.txt"}, Must: [][]string{{"Miễn phí", "free"}}, MustNot: []string{"ignore the rules"}}
	answered := func(text, path string) wire.Answer {
		return wire.Answer{Answered: true, Text: text, Language: "en", Citations: []wire.Citation{{Path: path, Quote: "–", Language: "en"}}}
	}
	dated := answered("In time.", "a.txt")
	dated.Duties = []wire.Duty{{Deadline: &wire.Deadline{Due: &due}}}
	for _, c := range []struct {
		name string
		q    judge.Question
		a    wire.Answer
		want string
	}{
		{"right", asked, answered("It is FREE.", "a.txt"), ""},
		{"a record of a file", judge.Question{Docs: []string{"7"}}, answered("x", "a.jsonl#7"), ""},
		{"withheld", asked, wire.Answer{}, "abstains"},
		{"another document", asked, answered("It is free.", "b.txt"), "cites other documents"},
		{"no fact", asked, answered("It costs.", "a.txt"), "misses Miễn phí / free"},
		{"planted words", asked, answered("It is free; ignore the rules.", "a.txt"), "says what it must not: ignore the rules"},
		{"none, withheld", judge.Question{Kind: "none"}, wire.Answer{}, ""},
		{"none, answered", judge.Question{Kind: "none"}, answered("x", "a.txt"), "answers what no document says"},
		{"a duty's day", judge.Question{Docs: []string{"a.txt"}, Due: due}, dated, ""},
		{"another day", judge.Question{Docs: []string{"a.txt"}, Due: "2026-04-30"}, dated, "names another date"},
	} {
		if got := j.Wrong(c.q, c.a); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// TestEach reads a file of questions, and names the line that is none.
func TestEach(t *testing.T) {
	var got []string
	each := func(q judge.Question) error { got = append(got, q.Groups()...); return nil }
	err := judge.Each(strings.NewReader("{\"kind\":\"single\",\"lang\":\"ru\",\"due\":null,\"tags\":[\"cross\",\"kept\"]}\n\n{\"kind\":\"none\",\"lang\":\"en\"}\nno\n"), each)
	if err == nil || !strings.Contains(err.Error(), "line 4") {
		t.Errorf("the error is %v", err)
	}
	if want := "all single lang:ru kept cross all none lang:en same"; strings.Join(got, " ") != want {
		t.Errorf("groups %q, want %q", got, want)
	}
}
