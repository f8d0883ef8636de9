package ledger_test

import (
	"testing"

	"vanthu/corpus"
	"vanthu/handlers/ledger"
)

// Of two duties of one sentence the one is meant whose part of it says what is asked for.
func TestMatchInOneSentence(t *testing.T) {
	text := "Tỉnh Vĩnh Long đấu nối nước sạch cho các hộ dân trước ngày 30/6/2026, còn tỉnh An Giang hoàn thành cống Cái Lớn trước ngày 30/9/2026.\n"
	whole := corpus.Span{End: len(text) - 1}
	duty := func(id, lead, action, limit string, due corpus.Day) corpus.Duty {
		return corpus.Duty{ID: id, Passage: "p", Quote: whole, Action: span(t, text, action), Leads: []corpus.Agency{{Name: span(t, text, lead), ID: id}}, Force: corpus.Ordered,
			Deadline: &corpus.Deadline{Text: span(t, text, limit), Due: due, Relation: corpus.Before, Precision: corpus.DayPrecision}}
	}
	d := &corpus.Document{ID: "doc", Path: "kl.md", Title: "Kết luận", Issued: "2026-01-05", Language: "vi", Standing: corpus.Official, Text: text, Passages: []corpus.Passage{{ID: "p"}},
		Duties: []corpus.Duty{
			duty("vinh-long", "Tỉnh Vĩnh Long", "đấu nối nước sạch cho các hộ dân", "trước ngày 30/6/2026", "2026-06-30"),
			duty("an-giang", "tỉnh An Giang", "hoàn thành cống Cái Lớn", "trước ngày 30/9/2026", "2026-09-30"),
		}}
	now := at(t, "2026-01-06")
	l := ledger.Build(ledger.Tell(d, now, nil), nil, now, world())
	for subject, want := range map[string]corpus.Day{"đấu nối nước sạch cho hộ dân": "2026-06-30", "hoàn thành cống Cái Lớn": "2026-09-30"} {
		found := l.Match(ledger.Wanted{Subject: subject, Language: "vi"}, ledger.Filter{}, 2)
		if len(found) == 0 || found[0].Deadline.Due != want {
			t.Errorf("%q: %+v, want the duty due on %s", subject, found, want)
		}
	}
}
