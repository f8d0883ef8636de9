package ledger_test

import (
	"testing"

	"vanthu/corpus"
	"vanthu/handlers/ledger"
)

func TestNext(t *testing.T) {
	for _, c := range []struct {
		rule              string
		start, from, want corpus.Day
	}{
		{"RRULE:FREQ=DAILY", "", "2025-10-20", "2025-10-20"},
		{"FREQ=DAILY;INTERVAL=10", "2025-10-15", "2025-10-20", "2025-10-25"},
		{"RRULE:FREQ=WEEKLY", "", "2025-10-20", "2025-10-26"}, // the week's last day
		{"RRULE:FREQ=WEEKLY;BYDAY=FR", "", "2025-10-20", "2025-10-24"},
		{"RRULE:FREQ=WEEKLY;BYDAY=MO,TH", "", "2025-10-21", "2025-10-23"},
		{"RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "2025-10-06", "2025-10-07", "2025-10-20"},
		{"RRULE:FREQ=WEEKLY", "2025-10-08", "2025-10-09", "2025-10-15"},
		{"RRULE:FREQ=MONTHLY", "", "2025-10-20", "2025-10-31"},
		{"RRULE:FREQ=MONTHLY", "", "2024-02-01", "2024-02-29"},
		{"RRULE:FREQ=MONTHLY;BYMONTHDAY=25", "", "2025-10-26", "2025-11-25"},
		{"RRULE:FREQ=MONTHLY;BYMONTHDAY=-1", "", "2025-02-28", "2025-02-28"},
		{"RRULE:FREQ=MONTHLY;BYMONTHDAY=31", "", "2025-09-01", "2025-10-31"}, // September has none
		{"RRULE:FREQ=MONTHLY;BYMONTHDAY=10,20", "", "2025-10-11", "2025-10-20"},
		{"RRULE:FREQ=MONTHLY;INTERVAL=3", "", "2025-10-20", "2025-12-31"},
		{"RRULE:FREQ=MONTHLY;INTERVAL=6", "", "2025-01-01", "2025-06-30"},
		{"RRULE:FREQ=MONTHLY;INTERVAL=6", "", "2025-07-01", "2025-12-31"},
		{"RRULE:FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=15", "2025-03-15", "2025-03-16", "2025-09-15"},
		{"RRULE:FREQ=MONTHLY;BYDAY=1MO", "", "2025-10-20", "2025-11-03"},
		{"RRULE:FREQ=MONTHLY;BYDAY=-1FR", "", "2025-10-20", "2025-10-31"},
		{"RRULE:FREQ=YEARLY", "", "2025-10-20", "2025-12-31"},
		{"RRULE:FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=30", "", "2025-01-31", "2026-01-30"},
		{"RRULE:FREQ=YEARLY;BYMONTH=6,12", "", "2025-10-20", "2025-12-31"},
		{"RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "", "2025-01-01", "2028-02-29"},
		{"RRULE:FREQ=YEARLY;INTERVAL=5;BYMONTH=11;BYMONTHDAY=20", "2025-11-20", "2025-11-21", "2030-11-20"},
		{"rrule:freq=monthly;wkst=mo", "", "2025-10-20", "2025-10-31"},
		{"RRULE:FREQ=MONTHLY;UNTIL=20251130", "", "2025-10-20", "2025-10-31"},
		{"RRULE:FREQ=MONTHLY;UNTIL=20251130T000000Z", "", "2025-12-01", ""},
		{"RRULE:FREQ=MONTHLY", "2027-03-01", "2025-10-20", "2027-03-31"},
		{"RRULE:FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30", "", "2025-01-01", ""}, // never
		{"RRULE:FREQ=MONTHLY", "", "", ""},
	} {
		rule, err := ledger.ParseRule(c.rule)
		if err != nil {
			t.Errorf("%s: %v", c.rule, err)
			continue
		}
		if got, ok := rule.Next(c.from, c.start); got != c.want || ok != (c.want != "") {
			t.Errorf("%s from %s on, since %q: %q, want %q", c.rule, c.from, c.start, got, c.want)
		}
	}
}

func TestRulesThatAreNone(t *testing.T) {
	for _, s := range []string{"", "RRULE:", "FREQ", "FREQ=", "FREQ=HOURLY", "INTERVAL=2", "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;INTERVAL=-1", "FREQ=DAILY;INTERVAL=x", "FREQ=YEARLY;BYMONTH=13",
		"FREQ=YEARLY;BYMONTH=0", "FREQ=MONTHLY;BYMONTHDAY=32", "FREQ=MONTHLY;BYMONTHDAY=0", "FREQ=WEEKLY;BYDAY=XX", "FREQ=WEEKLY;BYDAY=M", "FREQ=WEEKLY;BYDAY=9MO", "FREQ=DAILY;UNTIL=soon", "FREQ=DAILY;COUNT=3", "FREQ=DAILY;;"} {
		if r, err := ledger.ParseRule(s); err == nil {
			t.Errorf("%q is %+v", s, r)
		}
	}
}

func TestNextOfDuties(t *testing.T) {
	for _, c := range []struct {
		deadline *corpus.Deadline
		want     corpus.Day
	}{
		{nil, ""},
		{&corpus.Deadline{Due: "2025-12-31"}, ""},
		{&corpus.Deadline{Continuous: true}, ""},
		{&corpus.Deadline{Recurrence: "every now and then"}, ""},
		{&corpus.Deadline{Recurrence: "RRULE:FREQ=MONTHLY;INTERVAL=3"}, "2025-12-31"},
		{&corpus.Deadline{Recurrence: "RRULE:FREQ=YEARLY", Start: "2026-05-01"}, "2026-12-31"},
	} {
		if got, ok := ledger.Next(ledger.Duty{Deadline: c.deadline}, now); got != c.want || ok != (c.want != "") {
			t.Errorf("%+v: %q %v, want %q", c.deadline, got, ok, c.want)
		}
	}
}

// Whatever is read as a rule gives a day that is not before the one asked
// for, and the same day when asked from there.
func FuzzRule(f *testing.F) {
	for _, s := range []string{"RRULE:FREQ=MONTHLY;INTERVAL=6", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1", "FREQ=WEEKLY;BYDAY=1MO,-1FR", "FREQ=DAILY;UNTIL=20300101"} {
		f.Add(s, "2025-10-20", "")
	}
	f.Fuzz(func(t *testing.T, s, from, start string) {
		rule, err := ledger.ParseRule(s)
		if err != nil {
			return
		}
		day, ok := rule.Next(corpus.Day(from), corpus.Day(start))
		if !ok {
			return
		}
		if day < corpus.Day(from) {
			t.Errorf("%s from %s on: %s", s, from, day)
		}
		if again, _ := rule.Next(day, corpus.Day(start)); again != day {
			t.Errorf("%s from %s on: %s", s, day, again)
		}
	})
}
