package handlers_test

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"testing"
	"time"

	"vanthu/corpus"
	"vanthu/corpus/extract"
	"vanthu/corpus/lexicon"
	"vanthu/handlers"
	"vanthu/handlers/answer"
	"vanthu/handlers/ledger"
	"vanthu/handlers/state"
	"vanthu/index"
)

// ministry is an installation with the lexicon's own bodies and an index
// without any document, so that only the ledger can answer.
type ministry struct {
	t     testing.TB
	state *state.State
	core  *handlers.Core
	now   time.Time
}

func newMinistry(t testing.TB) *ministry {
	t.Helper()
	s, catalog := kept(t, t.TempDir())
	lx, err := lexicon.Load(nil)
	if err != nil {
		t.Fatal(err)
	}
	zone := time.FixedZone("", 7*3600)
	m := &ministry{t: t, state: s, now: time.Date(2026, 3, 10, 9, 0, 0, 0, zone)}
	d := extract.NewDescriber(extract.New(lx))
	m.core = handlers.New(handlers.Deps{Library: s, Memory: s, Acts: s, Agencies: lx, Book: handlers.NewBook(s, lx), Catalog: catalog, Zone: zone, Concepts: lx.Concepts(),
		Answerer: answer.New(answer.Deps{Lexicon: lx, Describer: d, Engine: noHits{}, Texts: s}),
		Now:      func() time.Time { return m.now }, Log: slog.New(slog.NewTextHandler(io.Discard, nil))})
	return m
}

// noHits is an engine that finds nothing.
type noHits struct{ index.Engine }

func (noHits) Search(context.Context, index.Query) (index.Result, error) {
	return index.Result{Windows: 1}, nil
}

// task is a duty as it is stored: its sentence, lead, last day.
type task struct {
	words, lead, due string
	precision        corpus.Precision
}

// store stores a document that says these sentences.
func (m *ministry) store(id string, v corpus.Visibility, list ...task) {
	m.t.Helper()
	d := &corpus.Document{ID: id, Path: id + ".txt", Collection: "c", Title: "Kế hoạch " + id, Number: id + "/KH-UBND", Issued: "2026-01-02", Language: "vi", Standing: corpus.Official, Visibility: v}
	for i, k := range list {
		start := len(d.Text)
		d.Text += k.words + "\n"
		span := corpus.Span{Start: start, End: start + len(k.words)}
		p := fmt.Sprintf("p_%d", i)
		duty := corpus.Duty{ID: fmt.Sprintf("d_%d", i), Passage: p, Quote: span, Action: span, Force: corpus.Ordered, Leads: []corpus.Agency{{Name: span, ID: k.lead}}}
		if k.due != "" {
			duty.Deadline = &corpus.Deadline{Text: span, Due: corpus.Day(k.due), Relation: corpus.Before, Precision: k.precision, Basis: corpus.Explicit}
			if k.precision != corpus.DayPrecision {
				duty.Deadline.Relation = corpus.In
			}
		}
		d.Duties = append(d.Duties, duty)
		d.Passages = append(d.Passages, corpus.Passage{ID: p, Kind: corpus.Paragraph, Start: start, End: span.End})
	}
	c := state.Change{ID: id, Collection: "c", File: d.Path, Hash: d.Text, Document: d, Tellings: ledger.Tell(d, m.now, nil)}
	if _, err := m.state.SaveDocuments(m.t.Context(), []state.Change{c}, m.now); err != nil {
		m.t.Fatal(err)
	}
}

func (m *ministry) ask(q string, v corpus.Viewer) answer.Answer {
	m.t.Helper()
	a, err := m.core.Ask(m.t.Context(), answer.Question{Text: q, Prior: "vi", Viewer: v})
	if err != nil {
		m.t.Fatal(err)
	}
	return a
}

// TestPeriodsOfDuties: a year is due in no month of it, and a month in its
// quarter.
func TestPeriodsOfDuties(t *testing.T) {
	m := newMinistry(t)
	m.store("1", corpus.Visibility{},
		task{"Bộ Tài chính xây dựng cổng dữ liệu thuế", "mof", "2026-12-31", corpus.YearPrecision},
		task{"Bộ Tài chính rà soát tài sản công", "mof", "2026-12-31", corpus.MonthPrecision},
		task{"Bộ Tài chính công bố báo cáo nợ", "mof", "2026-12-31", corpus.DayPrecision},
		task{"Bộ Tài chính hỗ trợ doanh nghiệp nhỏ", "mof", "", ""})
	for q, want := range map[string]int{
		"nhiệm vụ của Bộ Tài chính":                        4,
		"nhiệm vụ của Bộ Tài chính trong tháng 12/2026":    2,
		"nhiệm vụ của Bộ Tài chính trong quý IV/2026":      2,
		"nhiệm vụ của Bộ Tài chính trong năm 2026":         3,
		"nhiệm vụ của Bộ Tài chính trước ngày 31/12/2026":  3,
		"nhiệm vụ của Bộ Tài chính không có thời hạn":      1,
		"nhiệm vụ của Bộ Tài chính trong tháng 11/2026":    0,
		"văn bản 1/KH-UBND giao gì cho Bộ Tài chính?":      4,
		"Bộ Tài chính có việc gì quá hạn?":                 0,
		"các nhiệm vụ đến hạn từ 1/12/2026 đến 31/12/2026": 2,
	} {
		a := m.ask(q, corpus.Viewer{})
		if !a.Answered || len(a.Duties) != want {
			t.Errorf("%s: %d duties (answered %v), want %d", q, len(a.Duties), a.Answered, want)
		}
		for _, ct := range a.Citations {
			if ct.Quote() != ct.Document.Text[ct.Start():ct.End()] {
				t.Errorf("%s: %q is no quote", q, ct.Quote())
			}
		}
	}
	m.now = m.now.AddDate(1, 0, 0)
	shown, _ := m.core.Reply(m.ask("việc nào quá hạn?", corpus.Viewer{}), "vi")
	text := handlers.Plain(shown)
	if !strings.Contains(text, "Trong năm 2026 (quá hạn)") || strings.Contains(text, "Trong năm 2026 (quá hạn 6") {
		t.Errorf("a year that is over is shown as\n%s", text)
	}
}

// TestDutiesAboutAMatter: what a body has to do about something stands in the documents
// about it, whose titles say it, and not in every duty.
func TestDutiesAboutAMatter(t *testing.T) {
	m := newMinistry(t)
	m.store("phòng cháy", corpus.Visibility{},
		task{"Bộ Tài chính rà soát kho hàng", "mof", "2026-04-01", corpus.DayPrecision},
		task{"Bộ Y tế kiểm tra hệ thống điện của các bệnh viện", "moh", "2026-05-01", corpus.DayPrecision},
		task{"Bộ Y tế tổng hợp số liệu", "moh", "", ""})
	m.store("hiến máu", corpus.Visibility{}, task{"Bộ Y tế tổ chức điểm tiếp nhận cố định", "moh", "2026-06-01", corpus.DayPrecision})
	for q, want := range map[string]int{
		"Bộ Y tế phải làm gì về phòng cháy và khi nào xong?":              2,
		"What must the Ministry of Health do about fire?":                 2,
		"What was the Ministry of Finance told to do about fire?":         1,
		"Wat moet het ministerie van Volksgezondheid doen aan bloed?":     1,
		"Bộ Y tế được giao việc gì về hiến máu?":                          1,
		"Bộ Tài chính được giao việc gì về hiến máu?":                     0,
		"What must the Ministry of Health do about the railway stations?": 0,
	} {
		if a := m.ask(q, corpus.Viewer{}); len(a.Duties) != want {
			t.Errorf("%s: %d duties, want %d", q, len(a.Duties), want)
		}
	}
}

// TestHiddenDuties: who may not see a document learns nothing of its duties,
// by list or by words.
func TestHiddenDuties(t *testing.T) {
	m := newMinistry(t)
	m.store("1", corpus.Visibility{}, task{"Bộ Y tế trình kế hoạch tiêm chủng", "moh", "2026-04-01", corpus.DayPrecision})
	m.store("2", corpus.AgencyOnly(), task{"Bộ Y tế kiểm tra kho thuốc dự trữ bí mật", "moh", "2026-05-01", corpus.DayPrecision})
	for _, c := range []struct {
		q               string
		citizen, within int
	}{
		{"Bộ Y tế có nhiệm vụ gì?", 1, 2},
		{"Khi nào phải kiểm tra kho thuốc dự trữ bí mật?", 0, 1},
		{"Khi nào phải trình kế hoạch tiêm chủng?", 1, 1},
	} {
		if a := m.ask(c.q, corpus.Viewer{}); len(a.Duties) != c.citizen {
			t.Errorf("%s: a citizen sees %d duties, want %d", c.q, len(a.Duties), c.citizen)
		}
		if a := m.ask(c.q, corpus.Viewer{Agency: true}); len(a.Duties) != c.within {
			t.Errorf("%s: an official sees %d duties, want %d", c.q, len(a.Duties), c.within)
		}
	}
}

// BenchmarkDutyList asks for the duties of a body among 10,000.
func BenchmarkDutyList(b *testing.B) {
	m := newMinistry(b)
	leads := []string{"mof", "moh", "mps", "most", "moit", "moet", "moj", "moc", "mofa", "mnd"}
	words := strings.Fields("thuế đất rừng biển cầu đường trường lớp thuốc bệnh điện nước mạng dữ liệu sách thư viện chợ cảng tàu xe nhà máy kho bãi lúa cá mía chè gỗ than")
	for doc := range 500 {
		var list []task
		for i := range 20 {
			n := doc*20 + i
			day := time.Date(2026, 1, 1+n/10, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
			k := n * 7919
			list = append(list, task{fmt.Sprintf("Hoàn thành đề án %s %s %s %s", words[k%32], words[k/32%32], words[k/1024%32], words[k/32768%32]), leads[n%len(leads)], day, corpus.DayPrecision})
		}
		m.store(fmt.Sprint(doc), corpus.Visibility{}, list...)
	}
	if all, err := m.core.Duties(b.Context(), ledger.Filter{}, m.now); err != nil || len(all) < 9_000 {
		b.Fatal(len(all), " duties ", err)
	}
	ctx := context.Background()
	for _, q := range []string{"Bộ Tài chính có nhiệm vụ gì?", "việc nào quá hạn?", "nhiệm vụ của Bộ Y tế trong tháng 4/2026", "Khi nào phải hoàn thành đề án lúa rừng biển?"} {
		if _, err := m.core.Ask(ctx, answer.Question{Text: q}); err != nil {
			b.Fatal(err)

		}
		b.Run(q, func(b *testing.B) {
			for b.Loop() {
				a, err := m.core.Ask(ctx, answer.Question{Text: q})
				if err != nil {
					b.Fatal(err)
				}
				m.core.Reply(a, "vi")
			}
		})
	}
}

// said collects replies.
type said struct{ replies []handlers.Reply }

func (s *said) Send(_ context.Context, _ handlers.Conversation, r handlers.Reply) (handlers.MessageID, error) {
	s.replies = append(s.replies, r)
	return "", nil
}

func (s *said) Edit(context.Context, handlers.Conversation, handlers.MessageID, handlers.Reply) error {
	return nil
}

// tell passes a message or a pressed button on and gives the reply.
func (m *ministry) tell(role handlers.Role, person, text, action string) handlers.Reply {
	m.t.Helper()
	var out said
	err := m.core.Handle(m.t.Context(), handlers.Request{Conversation: handlers.Conversation{Platform: "test", ID: "room"}, Person: person, Role: role,
		Language: "en", Text: text, Action: action, Viewer: corpus.Viewer{Person: person}}, &out)
	if err != nil || len(out.replies) != 1 {
		m.t.Fatalf("%q %q: %d replies, %v", text, action, len(out.replies), err)
	}
	return out.replies[0]
}

func actions(r handlers.Reply) string {
	var out []string
	for _, b := range r.Buttons {
		name, _, _ := strings.Cut(strings.TrimPrefix(b.Action, "duty:"), ":")
		out = append(out, name)
	}
	return strings.Join(out, " ")
}

// TestRolesAndDuties: who may do what about a duty, by the buttons shown and
// by buttons pressed all the same.
func TestRolesAndDuties(t *testing.T) {
	m := newMinistry(t)
	m.store("1", corpus.Visibility{}, task{"Bộ Y tế trình kế hoạch tiêm chủng", "moh", "2026-04-01", corpus.DayPrecision})
	id := m.ask("Bộ Y tế có nhiệm vụ gì?", corpus.Viewer{}).Duties[0].ID
	status := func() ledger.Duty {
		d, ok, err := m.core.Duty(t.Context(), id, corpus.Viewer{})
		if !ok || err != nil {
			t.Fatal(ok, err)
		}
		return d
	}
	for _, c := range []struct {
		role    handlers.Role
		buttons string
		refused []string
	}{
		{handlers.Citizen, "others", []string{"done", "progress", "wrong", "confirm", "reject", "reopen", "percent"}},
		{handlers.Official, "done progress others", []string{"wrong", "confirm", "reject", "reopen"}},
		{handlers.Head, "done progress others", []string{"wrong"}},
		{handlers.Editor, "done progress wrong", nil},
		{handlers.Admin, "done progress wrong", nil},
	} {
		if got := actions(m.tell(c.role, "p", "", "duty:show:"+id)); got != c.buttons {
			t.Errorf("%s has the buttons %q, want %q", c.role, got, c.buttons)
		}
		for _, act := range c.refused {
			r := m.tell(c.role, "p", "", "duty:"+act+":"+id+":50")
			if text := handlers.Plain(r); !strings.Contains(text, "may not") {
				t.Errorf("%s pressed %s and heard %q", c.role, act, text)
			}
		}
	}
	if d := status(); d.Status != ledger.Open || d.Progress != nil || d.Correction != nil {
		t.Fatalf("a refused act changed the duty: %+v", d)
	}

	// An official's word that it is done waits for a head.
	m.tell(handlers.Official, "o", "", "duty:done:"+id)
	if d := status(); d.Status != ledger.Open || d.Progress == nil || d.Progress.Percent != 100 {
		t.Errorf("reported as done: %s, %+v", d.Status, d.Progress)
	}
	m.tell(handlers.Head, "h", "", "duty:done:"+id)
	if d := status(); d.Status != ledger.Done {
		t.Errorf("said to be done by a head: %s", d.Status)
	}
}

// TestAwaitedWords: what is typed answers for who was asked, and for nobody
// else in the room.
func TestAwaitedWords(t *testing.T) {
	m := newMinistry(t)
	m.store("1", corpus.Visibility{}, task{"Bộ Y tế trình kế hoạch tiêm chủng", "moh", "2026-04-01", corpus.DayPrecision})
	id := m.ask("Bộ Y tế có nhiệm vụ gì?", corpus.Viewer{}).Duties[0].ID
	due := func() corpus.Day {
		d, _, err := m.core.Duty(t.Context(), id, corpus.Viewer{})
		if err != nil {
			t.Fatal(err)
		}
		return d.Deadline.Due
	}
	m.tell(handlers.Admin, "a", "", "duty:wrong:"+id)
	m.tell(handlers.Citizen, "c", "15 June 2026", "")
	if due() != "2026-04-01" {
		t.Fatal("somebody else's words were taken as the correction")
	}
	if r := m.tell(handlers.Admin, "a", "no idea", ""); !strings.Contains(handlers.Plain(r), "nothing was changed") {
		t.Errorf("words without a day: %q", handlers.Plain(r))
	}
	if r := m.tell(handlers.Admin, "a", "before 15 June 2026", ""); !strings.Contains(handlers.Plain(r), "Before 15 June 2026") || !strings.Contains(handlers.Plain(r), "not the document's") {
		t.Errorf("corrected: %q", handlers.Plain(r))
	}
	if due() != "2026-06-15" {
		t.Errorf("due %s after the correction", due())
	}
	m.tell(handlers.Admin, "a", "", "duty:wrong:"+id)
	m.tell(handlers.Admin, "a", "", "duty:cancel:"+id)
	m.tell(handlers.Admin, "a", "1 July 2026", "")
	m.tell(handlers.Admin, "a", "", "duty:wrong:"+id)
	if r := m.tell(handlers.Admin, "a", "Which duties are overdue?", ""); !strings.Contains(handlers.Plain(r), "No duties overdue") {
		t.Errorf("a question instead of a day: %q", handlers.Plain(r))
	}
	if due() != "2026-06-15" {
		t.Errorf("due %s, though the second correction was cancelled", due())
	}
}

// TestOwnAgency: several bodies of one name are asked back, an unknown one
// changes nothing, and the choice stays after an hour.
func TestOwnAgency(t *testing.T) {
	m := newMinistry(t)
	m.store("1", corpus.Visibility{}, task{"Bộ Y tế trình kế hoạch tiêm chủng", "moh", "2026-04-01", corpus.DayPrecision})
	m.tell(handlers.Citizen, "c", "/agency MOH", "")
	m.now = m.now.Add(48 * time.Hour)
	if r := m.tell(handlers.Citizen, "c", "/agency no such body at all", ""); !strings.Contains(handlers.Plain(r), "No agency is known") {
		t.Errorf("unknown: %q", handlers.Plain(r))
	}
	if r := m.tell(handlers.Citizen, "c", "what must we do?", ""); !strings.Contains(handlers.Plain(r), "Ministry of Health: 1 duty") {
		t.Errorf("after two days: %q", handlers.Plain(r))
	}
	for _, b := range m.tell(handlers.Citizen, "c", "/agency", "").Buttons {
		if len(b.Action) > 64 {
			t.Errorf("%q is longer than a button's action may be", b.Action)
		}
	}
	m.tell(handlers.Citizen, "c", "", "agency:none")
	if r := m.tell(handlers.Citizen, "c", "/duties", ""); !strings.Contains(handlers.Plain(r), "not chosen your agency") {
		t.Errorf("none chosen: %q", handlers.Plain(r))
	}
	if r := m.tell(handlers.Citizen, "c", "", "agency:no-such-id"); strings.Contains(handlers.Plain(r), "From now on") {
		t.Errorf("an ID that nobody has was chosen: %q", handlers.Plain(r))
	}
}

// TestOwnAgencyFirst: who has chosen an own body sees what it is late with where nobody is
// named, hears of the others and can have them all.
func TestOwnAgencyFirst(t *testing.T) {
	m := newMinistry(t)
	m.store("1", corpus.Visibility{},
		task{"Bộ Y tế trình kế hoạch tiêm chủng", "moh", "2026-01-20", corpus.DayPrecision},
		task{"Bộ Tài chính công bố báo cáo nợ", "mof", "2026-01-21", corpus.DayPrecision},
		task{"Bộ Tài chính rà soát tài sản công", "mof", "2026-01-22", corpus.DayPrecision},
		task{"Bộ Giáo dục và Đào tạo xây dựng thư viện số", "moet", "2027-01-22", corpus.DayPrecision})
	m.now = m.now.AddDate(0, 1, 0)
	overdue := func() (text string, everybody handlers.Button) {
		r := m.tell(handlers.Citizen, "c", "Which duties are overdue?", "")
		for _, b := range r.Buttons {
			if strings.HasSuffix(b.Action, ":everybody") {
				everybody = b
			}
		}
		return handlers.Plain(r), everybody
	}
	if text, b := overdue(); !strings.Contains(text, "3 duties overdue") || b.Action != "" {
		t.Errorf("without an own body: %q, button %q", text, b.Label)
	}
	m.tell(handlers.Citizen, "c", "/agency MOH", "")
	text, everybody := overdue()
	if !strings.Contains(text, "Ministry of Health: 1 duty") || !strings.Contains(text, "Other agencies have 2 more") || everybody.Label != "All agencies (3)" {
		t.Errorf("own first: %q, button %q", text, everybody.Label)
	}
	if text := handlers.Plain(m.tell(handlers.Citizen, "c", "", everybody.Action)); !strings.Contains(text, "3 duties overdue") || strings.Contains(text, "Other agencies") {
		t.Errorf("everybody's: %q", text)
	}
	if text := handlers.Plain(m.tell(handlers.Citizen, "c", "Which duties of the Ministry of Finance are overdue?", "")); !strings.Contains(text, "Ministry of Finance: 2 duties") || strings.Contains(text, "Other agencies") {
		t.Errorf("another body's: %q", text)
	}
	m.tell(handlers.Citizen, "c", "/agency MOET", "")
	if text, b := overdue(); !strings.Contains(text, "Other agencies have 3 more") || b.Label != "All agencies (3)" {
		t.Errorf("none of the own: %q, button %q", text, b.Label)
	}
}
