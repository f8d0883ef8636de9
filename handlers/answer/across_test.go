package answer_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"vanthu/handlers/answer"
)

// abroad is a town's documents, each in one language.
var abroad = map[string]string{
	"ru.md": "---\ntitle: Решения совещания\nlanguage: ru\nnumber: 12-KH/TU\n---\n# Решения совещания\n\nГенеральный секретарь То Лам поручил завершить строительство библиотеки в Далате.\n\n" +
		"Больницы получают новое оборудование до 1 мая 2026 года.\n\nПремьер-министр создал три рабочие группы.\n",
	"he.md": "---\ntitle: סיכום הישיבה\nlanguage: he\n---\n# סיכום הישיבה\n\nהישיבה חוברה באינטרנט ל-34 מחוזות וערים.\n\nיש לטפל בצבר המסמכים.\n",
	"no.md": "---\ntitle: Plan for Lam Dong\nlanguage: \"no\"\n---\n# Plan for Lam Dong\n\nLam Dong-provinsen gjennomfører plan nr. 151-KH/TU datert 24. februar 2025.\n\nMålet er en økonomisk vekst på 8 %.\n",
	"nl.md": "---\ntitle: Plannen van een provincie\nlanguage: nl\n---\n# Plannen van een provincie\n\nHet Provinciaal Partijcomité van Lao Cai maakt een lijst van grond.\n",
	"vi.md": "---\ntitle: Thư viện xã\nlanguage: vi\n---\n# Thư viện xã\n\nThư viện xã mở cửa từ ngày 3 tháng 6 năm 2026.\n",
}

// quotesFirst checks the first quote of an answer; "": there is no answer.
func quotesFirst(t *testing.T, got answer.Answer, quote string) {
	t.Helper()
	switch {
	case quote == "" && got.Answered:
		t.Errorf("%s is answered with %q", got.Question, got.Citations[0].Quote())
	case quote != "" && !got.Answered:
		t.Errorf("%s is not answered, confidence %.2f, unknown %q", got.Question, got.Confidence, got.Unknown)
	case quote != "" && got.Citations[0].Quote() != quote:
		t.Errorf("%s is answered with %q", got.Question, got.Citations[0].Quote())
	}
}

// asksFirst asks and checks the first quote of the answer, which it gives.
func asksFirst(t *testing.T, a *answer.Answerer, question, quote string) answer.Answer {
	t.Helper()
	got, err := a.Ask(context.Background(), answer.Question{Text: question, Now: time.Date(2026, 5, 5, 9, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	quotesFirst(t, got, quote)
	return got
}

func TestAskAcrossLanguages(t *testing.T) {
	a := newAnswerer(t, abroad)
	for _, c := range []struct {
		q, quote string // of the first citation; empty: no answer
	}{
		{"Thủ tướng đã lập mấy tổ công tác?", "Премьер-министр создал три рабочие группы."},
		{"Bệnh viện nhận thiết bị mới trước ngày nào?", "Больницы получают новое оборудование до 1 мая 2026 года."},
		{"When do hospitals get new equipment?", "Больницы получают новое оборудование до 1 мая 2026 года."},
		{"Hvor mange provinser og byer var møtet koblet til på nett?", "הישיבה חוברה באינטרנט ל-34 מחוזות וערים."},
		{"ما هو هدف النمو الاقتصادي؟", "Målet er en økonomisk vekst på 8 %."},
		{"Welk plan van Lam Dong is van 24 februari 2025?", "Lam Dong-provinsen gjennomfører plan nr. 151-KH/TU datert 24. februar 2025."},
		{"Thư viện xã mở cửa từ ngày nào?", "Thư viện xã mở cửa từ ngày 3 tháng 6 năm 2026."}, // its own language comes first
		{"Trường học nhận thiết bị mới trước ngày nào?", ""},
		{"How many schools are built?", ""},
		{"Кто выиграл чемпионат по хоккею?", ""},
		{"", ""},
	} {
		asksFirst(t, a, c.q, c.quote)
	}
}

// A numbered thing is not answered with another one.
func TestOrdinals(t *testing.T) {
	a := newAnswerer(t, map[string]string{
		"en.md": "---\ntitle: Sessions of the board\nlanguage: en\n---\n# Sessions of the board\n\nThe second meeting of the hospital board was held in Hue on 4 March 2026.\n\nThree hospitals are built in Hue.\n",
	})
	for _, c := range []struct{ q, quote string }{
		{"Where was the second meeting of the hospital board held?", "The second meeting of the hospital board was held in Hue on 4 March 2026."},
		{"Where was the 2nd meeting of the hospital board held?", "The second meeting of the hospital board was held in Hue on 4 March 2026."},
		{"Where was the fifth meeting of the hospital board held?", ""},
		{"Where was the 5th meeting of the hospital board held?", ""},
		{"Phiên họp thứ năm của bệnh viện ở đâu?", ""},
		{"Are the five hospitals built in Hue?", "Three hospitals are built in Hue."}, // a count may be wrong
	} {
		asksFirst(t, a, c.q, c.quote)
	}
}

// What is to be done goes on in the next sentence of its paragraph; a number is
// told by one.
func TestParagraphsGoOn(t *testing.T) {
	long := strings.Repeat("and so on ", 60)
	a := newAnswerer(t, map[string]string{
		"en.md": "---\ntitle: Hospitals\nlanguage: en\n---\n# Hospitals\n\nHospitals are to register every patient with flu. The list goes to the ministry.\n\nThe lake has 12 islands. Boats sail there.\n\nForests are to be guarded against fire at all times. Rangers " + long + ".\n",
	})
	for _, c := range []struct{ q, quote string }{
		{"What must hospitals do about patients with flu?", "Hospitals are to register every patient with flu. The list goes to the ministry."},
		{"How many islands does the lake have?", "The lake has 12 islands."},
		{"What must be done about forests and fire?", "Forests are to be guarded against fire at all times."}, // both would be too long
	} {
		asksFirst(t, a, c.q, c.quote)
	}
}

// What no document names, and what no document answers, is told apart.
func TestOutside(t *testing.T) {
	a := newAnswerer(t, abroad)
	for _, c := range []struct {
		q       string
		timed   bool
		reason  answer.Reason // empty: some document may answer
		unknown string
	}{
		{q: "Kế hoạch 151-KH/TU nói gì?"},
		{q: "Kế hoạch 251-KH/TU nói gì?", reason: answer.Unknown, unknown: "251-KH/TU"},
		{q: "Which plan of Da Nang is there?", reason: answer.Unknown, unknown: "Da Nang"},
		{q: "What did Macron say about hospitals?", reason: answer.Unknown, unknown: "Macron"},
		{q: "WHICH PLAN IS THERE FOR LAM DONG?"},
		{q: "Lao Cai lijst van grond"}, // named as the place of a body
		{q: "Какие задачи у Министерства здравоохранения?", reason: answer.Unknown, unknown: "Министерства здравоохранения"},
		{q: "Kế hoạch năm 2019 thế nào?", reason: answer.Unknown, unknown: "2019"},
		{q: "Kế hoạch năm 2019 thế nào?", timed: true},
		{q: "What does the Steering Commitee plan?", reason: answer.Unknown, unknown: "Steering committee"}, // mistyped
		{q: "Что сказано о программе «Красные реки»?", reason: answer.Unknown, unknown: "Красные"},
		{q: "Что сказано о программе «Новые больницы»?"},
		{q: "Когда завершат Далатскую библиотеку?"}, // the adjective of a place
		{q: "Что поручено Тхюскому университету?", reason: answer.Unknown, unknown: "Тхюскому"},
		{q: "Theo bạn kế hoạch này có hay không?", reason: answer.Beyond},
		{q: "Hvordan blir været i morgen?", reason: answer.Beyond},
		{q: "xin chào"},
	} {
		got, ok, err := a.Outside(context.Background(), answer.Question{Text: c.q}, c.timed)
		if err != nil {
			t.Fatal(err)
		}
		if ok != (c.reason != "") || ok && got.Reason != c.reason {
			t.Errorf("%s: %v %s %q, want %q", c.q, ok, got.Reason, got.Unknown, c.reason)
		}
		if c.unknown != "" && (len(got.Unknown) != 1 || got.Unknown[0] != c.unknown) {
			t.Errorf("%s: unknown is %q, want %q", c.q, got.Unknown, c.unknown)
		}
	}
}

func TestSearchAcrossLanguages(t *testing.T) {
	a := newAnswerer(t, abroad)
	found, _, err := a.Search(context.Background(), answer.Question{Text: "thiết bị mới cho bệnh viện"}, 3)
	if err != nil {
		t.Fatal(err)
	}
	if len(found) == 0 || found[0].Document.Path != "ru.md" {
		t.Errorf("found %+v", found)
	}
	for _, f := range found {
		if f.Quote() == "" {
			t.Errorf("%s is found without a quote", f.Document.Path)
		}
	}
}

// A quote with a time that its dates do not hold says so, and the day of a dateline is
// none of them.
func TestDatesOfQuotes(t *testing.T) {
	a := newAnswerer(t, map[string]string{
		"a.md": "---\ntitle: Vann\nlanguage: \"no\"\n---\n# Vann\n\nVinh Long skal ha koblet husstandene til vannverket før første halvår 2026 er omme, mens slusene skal stå ferdig i tredje kvartal 2026.\n",
		"b.md": "---\ntitle: Flåter\nlanguage: \"no\"\n---\n# Flåter\n\nNHA TRANG (21. august 2025): Gamle tønner holder hummermerdene flytende.\n",
		"c.md": "---\ntitle: Broer\nlanguage: \"no\"\n---\n# Broer\n\nListen over svake broer skal være klar innen 8. mai 2026.\n",
		"d.md": "---\ntitle: Båter\nlanguage: \"no\"\ndate: 2025-09-12\n---\n# Båter\n\nKontrollen av turistbåtene minner om ulykken 17. februar 2011.\n",
		"e.md": "---\ntitle: Rullestoler\nlanguage: \"no\"\n---\n# Rullestoler\n\nHANOI (21. august 2026): Stasjonene får ramper. Visestatsministeren talte om rullestolene torsdag 20. august 2026 i komiteen.\n",
	})
	for _, c := range []struct {
		q     string
		dates int
		more  bool
	}{
		{"Når skal husstandene være koblet til vannverket?", 1, true},
		{"Når holder tønner hummermerdene flytende?", 0, false},
		{"Når skal listen over svake broer være klar?", 1, false},
		{"Når skal kontrollen av turistbåtene være ferdig?", 0, false},                    // an accident of long ago
		{"Når skal visestatsministeren ha ordnet med rullestolene i komiteen?", 0, false}, // the day of the meeting
	} {
		got, err := a.Ask(context.Background(), answer.Question{Text: c.q, Now: time.Date(2026, 5, 5, 9, 0, 0, 0, time.UTC)})
		if err != nil {
			t.Fatal(err)
		}
		if !got.Answered || len(got.Citations[0].Dates) != c.dates || got.Citations[0].More != c.more {
			t.Errorf("%s: answered %v, %+v", c.q, got.Answered, got.Citations)
		}
	}
}
