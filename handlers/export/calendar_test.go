package export_test

import (
	"bytes"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	ics "github.com/arran4/golang-ical"

	"vanthu/corpus"
	"vanthu/handlers/export"
	"vanthu/handlers/i18n"
	"vanthu/handlers/ledger"
)

var now = time.Date(2026, 1, 5, 8, 30, 0, 0, time.FixedZone("", 7*3600))

func calendar(t testing.TB, tag string) export.Calendar {
	t.Helper()
	c, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	return export.Calendar{Catalog: c, Language: tag, Now: now, Alarms: []int{7, 1}}
}

// duty makes one of the Ministry of Finance.
func duty(id string, status ledger.Status, l *corpus.Deadline) ledger.Duty {
	return ledger.Duty{ID: id, Status: status, Deadline: l, Action: "hoàn thành báo cáo", Leads: []ledger.Agency{{ID: "mof", Text: "Bộ Tài chính"}},
		Tellings: []ledger.Telling{{Quote: "Bộ Tài chính hoàn thành báo cáo.", Title: "Kế hoạch", Number: "12/KH-UBND", Issued: "2026-01-02", URL: "https://x.example/a?b=1,2"}}}
}

// write writes duties, checks the form of every line, and reads them with
// another program's reader.
func write(t testing.TB, c export.Calendar, duties ...ledger.Duty) *ics.Calendar {
	t.Helper()
	var b bytes.Buffer
	if err := c.Write(&b, duties); err != nil {
		t.Fatal(err)
	}
	for line := range strings.SplitAfterSeq(strings.TrimSuffix(b.String(), "\r\n"), "\r\n") {
		line = strings.TrimSuffix(line, "\r\n")
		if len(line) > 75 || !utf8.ValidString(line) || strings.ContainsAny(line, "\r\n") {
			t.Errorf("a line of %d bytes: %q", len(line), line)
		}
	}
	cal, err := ics.ParseCalendar(&b)
	if err != nil {
		t.Fatalf("read it back: %v", err)
	}
	return cal
}

// property gives the value of a property, unescaped; "" where it is not there.
func property(c *ics.ComponentBase, name string) string {
	p := c.GetProperty(ics.ComponentProperty(name))
	if p == nil {
		return ""
	}
	return p.Value
}

func TestCalendar(t *testing.T) {
	day := corpus.Deadline{Due: "2026-03-31", Precision: corpus.DayPrecision, Relation: corpus.Before}
	by := day
	by.Relation = corpus.By
	of := func(p corpus.Precision, due corpus.Day) *corpus.Deadline {
		return &corpus.Deadline{Due: due, Precision: p, Relation: corpus.In}
	}
	every := func(rule string, due corpus.Day) *corpus.Deadline {
		return &corpus.Deadline{Recurrence: "RRULE:" + rule, Relation: corpus.Every, Due: due, Precision: corpus.DayPrecision}
	}
	const plain = "hoàn thành báo cáo · Bộ Tài chính"
	for name, x := range map[string]struct {
		status ledger.Status
		l      *corpus.Deadline
		want   string // kind, day, rule, status, alarms, summary
	}{
		"a day, before it":          {ledger.Open, &day, "VEVENT 20260331 - CONFIRMED 2 " + plain + " (Trước 31/3/2026)"},
		"a day":                     {ledger.Overdue, &by, "VEVENT 20260331 - CONFIRMED 2 " + plain},
		"done":                      {ledger.Done, &by, "VEVENT 20260331 - CONFIRMED 0 đã xong: " + plain},
		"superseded":                {ledger.Superseded, &by, "VEVENT 20260331 - CANCELLED 0 đã thay thế: " + plain},
		"proposed":                  {ledger.Proposed, &by, "VEVENT 20260331 - TENTATIVE 0 đề xuất: " + plain},
		"a month":                   {ledger.Open, of(corpus.MonthPrecision, "2026-04-30"), "VEVENT 20260430 - CONFIRMED 2 " + plain + " (Trong tháng 4/2026; ngày cuối của kỳ)"},
		"a quarter":                 {ledger.Open, of(corpus.QuarterPrecision, "2026-06-30"), "VEVENT 20260630 - CONFIRMED 2 " + plain + " (Trong quý 2/2026; ngày cuối của kỳ)"},
		"a half":                    {ledger.Open, of(corpus.HalfPrecision, "2026-06-30"), "VEVENT 20260630 - CONFIRMED 2 " + plain + " (Trong nửa đầu năm 2026; ngày cuối của kỳ)"},
		"a year":                    {ledger.Open, of(corpus.YearPrecision, "2026-12-31"), "VTODO - - NEEDS-ACTION 0 " + plain + " (Trong năm 2026, không ghi ngày)"},
		"a year, done":              {ledger.Done, of(corpus.YearPrecision, "2026-12-31"), "VTODO - - COMPLETED 0 đã xong: " + plain + " (Trong năm 2026, không ghi ngày)"},
		"no deadline":               {ledger.Open, nil, "VTODO - - NEEDS-ACTION 0 " + plain},
		"all the time":              {ledger.Open, &corpus.Deadline{Continuous: true}, "VTODO - - NEEDS-ACTION 0 " + plain + " (thường xuyên, không ghi ngày)"},
		"an impossible day":         {ledger.Open, &corpus.Deadline{Due: "2026-02-31", Precision: corpus.DayPrecision}, "VTODO - - NEEDS-ACTION 0 " + plain},
		"every month on a day":      {ledger.Open, every("FREQ=MONTHLY;BYMONTHDAY=25", ""), "VEVENT 20260125 FREQ=MONTHLY;BYMONTHDAY=25 CONFIRMED 2 " + plain},
		"every year on a day":       {ledger.Open, every("FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1", ""), "VEVENT 20270101 FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1 CONFIRMED 2 " + plain},
		"every last day of June":    {ledger.Open, every("FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=-1", ""), "VEVENT 20260630 FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=-1 CONFIRMED 2 " + plain},
		"every Friday":              {ledger.Open, every("FREQ=WEEKLY;BYDAY=FR", ""), "VEVENT 20260102 FREQ=WEEKLY;BYDAY=FR CONFIRMED 2 " + plain},
		"every six months":          {ledger.Open, every("FREQ=MONTHLY;INTERVAL=6", ""), "VEVENT 20260630 FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=-1 CONFIRMED 2 " + plain},
		"every six months, from":    {ledger.Open, every("FREQ=MONTHLY;INTERVAL=6", "2026-06-15"), "VEVENT 20260615 FREQ=MONTHLY;INTERVAL=6 CONFIRMED 2 " + plain},
		"every year":                {ledger.Open, every("FREQ=YEARLY", ""), "VTODO - - NEEDS-ACTION 0 " + plain},
		"every June":                {ledger.Open, every("FREQ=YEARLY;BYMONTH=6", ""), "VEVENT 20260630 FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=-1 CONFIRMED 2 " + plain},
		"every week":                {ledger.Open, every("FREQ=WEEKLY", ""), "VTODO - - NEEDS-ACTION 0 " + plain},
		"every day":                 {ledger.Open, every("FREQ=DAILY", ""), "VEVENT 20260102 FREQ=DAILY CONFIRMED 2 " + plain},
		"a rule that is no rule":    {ledger.Open, every("sometimes", ""), "VTODO - - NEEDS-ACTION 0 " + plain},
		"a rule that comes never":   {ledger.Open, every("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", ""), "VTODO - - NEEDS-ACTION 0 " + plain},
		"within a time of an event": {ledger.Open, &corpus.Deadline{Within: "P10D", Relation: corpus.Within}, "VTODO - - NEEDS-ACTION 0 " + plain},
	} {
		t.Run(name, func(t *testing.T) {
			cal := write(t, calendar(t, "vi"), duty("d1", x.status, x.l))
			if len(cal.Components) != 1 {
				t.Fatalf("%d components", len(cal.Components))
			}
			var kind string
			var base *ics.ComponentBase
			alarms := 0
			switch v := cal.Components[0].(type) {
			case *ics.VEvent:
				kind, base, alarms = "VEVENT", &v.ComponentBase, len(v.Alarms())
			case *ics.VTodo:
				kind, base = "VTODO", &v.ComponentBase
			default:
				t.Fatalf("a component of type %T", v)
			}
			or := func(s string) string {
				if s == "" {
					return "-"
				}
				return s
			}
			got := strings.Join([]string{kind, or(property(base, "DTSTART")), or(property(base, "RRULE")), property(base, "STATUS"), string(rune('0' + alarms)), property(base, "SUMMARY")}, " ")
			if got != x.want {
				t.Errorf("got  %s\nwant %s", got, x.want)
			}
			if uid, stamp := property(base, "UID"), property(base, "DTSTAMP"); uid != "d1@vanthu" || stamp != "20260105T013000Z" {
				t.Errorf("UID %s, DTSTAMP %s", uid, stamp)
			}
			if d := property(base, "DESCRIPTION"); !strings.Contains(d, "Bộ Tài chính hoàn thành báo cáo.\nNguồn: 12/KH-UBND · Kế hoạch · 2/1/2026") {
				t.Errorf("description: %q", d)
			}
		})
	}
}

// TestPeriodInItsWords: a recurrence on the last day of its period says so.
func TestPeriodInItsWords(t *testing.T) {
	d := duty("d1", ledger.Open, &corpus.Deadline{Recurrence: "RRULE:FREQ=MONTHLY;INTERVAL=6", Relation: corpus.Every})
	d.DeadlineText = "định kỳ 6 tháng"
	got := property(&write(t, calendar(t, "en"), d).Events()[0].ComponentBase, "SUMMARY")
	if want := "hoàn thành báo cáo · Bộ Tài chính (định kỳ 6 tháng; last day of the period)"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestAlarms(t *testing.T) {
	c := calendar(t, "en")
	c.Alarms = []int{14, 0}
	cal := write(t, c, duty("d1", ledger.Open, &corpus.Deadline{Due: "2026-03-31", Precision: corpus.DayPrecision}))
	var triggers []string
	for _, a := range cal.Events()[0].Alarms() {
		triggers = append(triggers, property(&a.ComponentBase, "TRIGGER"))
	}
	if got := strings.Join(triggers, " "); got != "-P14D -P0D" {
		t.Errorf("triggers: %s", got)
	}
}

// FuzzCalendar: whatever a document says, each line has its form and another
// program reads the same words.
func FuzzCalendar(f *testing.F) {
	for _, s := range []string{"a; b, c\\ d\nBEGIN:VEVENT", strings.Repeat("Bộ Tài chính ", 40), "до 31 марта", "לפני 31 במרץ", "قبل", "\r\nEND:VCALENDAR\r\n", "\xff\x00", "👩‍👩‍👧‍👧" + strings.Repeat("x", 80), "\\n", ""} {
		f.Add(s, s)
	}
	c := calendar(f, "vi")
	f.Fuzz(func(t *testing.T, action, quote string) {
		d := duty("d1", ledger.Open, &corpus.Deadline{Due: "2026-03-31", Precision: corpus.DayPrecision})
		d.Action, d.Tellings[0].Quote, d.Tellings[0].URL = "x"+action, quote, ""
		events := write(t, c, d).Events()
		if len(events) != 1 {
			t.Fatalf("%d events", len(events))
		}
		words := func(s string) string {
			s = strings.Map(func(r rune) rune {
				if r < ' ' && r != '\n' || r == 0x7f {
					return -1
				}
				return r
			}, strings.ToValidUTF8(s, "\ufffd"))
			return s
		}
		want := words(strings.Join(strings.Fields("x"+action), " ")) + " · Bộ Tài chính"
		if got := property(&events[0].ComponentBase, "SUMMARY"); got != want {
			t.Errorf("the summary came back as %q, not %q", got, want)
		}
	})
}
