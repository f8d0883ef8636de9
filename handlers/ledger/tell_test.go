package ledger_test

import (
	"reflect"
	"strings"
	"testing"

	"vanthu/corpus"
	"vanthu/handlers/ledger"
)

// span gives where words stand in a text.
func span(t *testing.T, text, words string) corpus.Span {
	t.Helper()
	i := strings.Index(text, words)
	if i < 0 {
		t.Fatalf("%q is not in the text", words)
	}
	return corpus.Span{Start: i, End: i + len(words)}
}

func TestTell(t *testing.T) {
	text := "Kế hoạch\n\nBộ Tài chính, Sở Khoa học phối hợp với Bộ Y tế trình đề án (Nghị định) về bán dẫn trước ngày 30/6/2026.\n"
	of := func(words string) corpus.Span { return span(t, text, words) }
	d := &corpus.Document{ID: "doc", Path: "kh.md", Number: "57-NQ/TW", Title: "Kế hoạch", Issued: "2026-01-05", Language: "vi", Standing: corpus.Official, URL: "https://example.org/", Visibility: corpus.AgencyOnly(), Text: text,
		Passages: []corpus.Passage{{ID: "p1", Section: "Kế hoạch"}},
		Duties: []corpus.Duty{{ID: "k1", Passage: "p1", Quote: of(strings.TrimSpace(text[strings.Index(text, "Bộ Tài"):])), Action: of("trình đề án (Nghị định) về bán dẫn trước ngày 30/6/2026"), Product: of("Nghị định"),
			Leads: []corpus.Agency{{Name: of("Bộ Tài chính"), ID: "mof"}, {Name: of("Sở Khoa học")}}, Cooperating: []corpus.Agency{{Name: of("Bộ Y tế"), ID: "moh"}},
			Deadline: &corpus.Deadline{Text: of("trước ngày 30/6/2026"), Due: "2026-06-30", Relation: corpus.Before, Precision: corpus.DayPrecision}, Force: corpus.Ordered, Amends: []string{"3|nq|cp"}, Review: []corpus.Doubt{corpus.SeveralDates}},
			{ID: "broken", Quote: corpus.Span{Start: 5, End: 1 << 20}, Action: corpus.Span{Start: -1, End: 3}}}}
	recorded := at(t, "2026-01-06")
	got := ledger.Tell(d, recorded, concepts(t))
	if len(got) != 2 || got[1].Quote != "" || got[1].Action != "" || got[1].Deadline != nil {
		t.Fatalf("%+v", got)
	}
	quote := strings.TrimSpace(text[strings.Index(text, "Bộ Tài"):])
	want := ledger.Telling{Key: "doc#k1", Document: "doc", Path: "kh.md", Number: "57-NQ/TW", NumberKey: "57|nq|tw", Title: "Kế hoạch", Issued: "2026-01-05", Language: "vi", Standing: corpus.Official, URL: "https://example.org/",
		Visibility: corpus.AgencyOnly(), Section: "Kế hoạch", Quote: quote, Start: strings.Index(text, quote), End: strings.Index(text, quote) + len(quote), Action: "trình đề án (Nghị định) về bán dẫn trước ngày 30/6/2026", Product: "Nghị định",
		Leads: []ledger.Agency{{ID: "mof", Text: "Bộ Tài chính"}, {Text: "Sở Khoa học"}}, LeadText: "Bộ Tài chính, Sở Khoa học", Cooperating: []ledger.Agency{{ID: "moh", Text: "Bộ Y tế"}},
		Deadline: d.Duties[0].Deadline, DeadlineText: "trước ngày 30/6/2026", Force: corpus.Ordered, Amends: []string{"3|nq|cp"}, Review: []corpus.Doubt{corpus.SeveralDates},
		Concepts: []string{"act.submit", "field.semiconductor", "object.arrangement", "object.decree", "object.scheme"}, Recorded: recorded}
	if !reflect.DeepEqual(got[0], want) {
		t.Errorf("got\n%+v\nwant\n%+v", got[0], want)
	}
	if strings.Contains(got[0].Subject(), "2026") {
		t.Errorf("the subject %q holds the deadline", got[0].Subject())
	}
}
