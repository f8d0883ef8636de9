package calendar_test

import (
	"testing"
	"time"
	"unicode/utf8"

	"vanthu/corpus"
	"vanthu/corpus/calendar"
	"vanthu/corpus/lang"
)

// sound reports what is wrong with dates found in a text.
func sound(t *testing.T, tag, text string, found []calendar.Date) {
	t.Helper()
	end := 0
	for _, d := range found {
		switch {
		case d.Lead < 0 || d.Lead > d.Start || d.Start >= d.End || d.End > len(text):
			t.Fatalf("%s: %q: bytes %d, %d to %d", tag, text, d.Lead, d.Start, d.End)
		case d.Start < end:
			t.Fatalf("%s: %q: an overlap at %d", tag, text, d.Start)
		case utf8.ValidString(text) && !utf8.ValidString(text[d.Lead:d.End]):
			t.Fatalf("%s: %q is cut within a letter: %q", tag, text, text[d.Lead:d.End])
		case d.First != "" && d.Last != "" && d.Last < d.First:
			t.Fatalf("%s: %q: from %s to %s", tag, text, d.First, d.Last)
		case d.Problem != "" && d.First+d.Last != "":
			t.Fatalf("%s: %q: %s and yet %s", tag, text, d.Problem, d.First)
		case d.First+d.Last == "" && d.Problem == "" && d.Within == "" && d.Recurrence == "" && !d.Continuous:
			t.Fatalf("%s: %q: %q says nothing", tag, text, text[d.Start:d.End])
		}
		for _, day := range []corpus.Day{d.First, d.Last} {
			if _, ok := day.Time(); day != "" && !ok {
				t.Fatalf("%s: %q: %q is no day", tag, text, day)
			}
		}
		end = d.End
	}
}

func addSeeds(f *testing.F, folder string) {
	for _, tag := range lang.Tags() {
		for _, c := range readExpressions(f, "testdata/"+folder+"/"+tag+".yaml").Cases {
			f.Add(c.Text)
		}
	}
	for _, s := range []string{"\xff1/1/2025", "İ March 2025", "thứ", "ngày", "I", "Q4", "31-", "ו-", "وال", "1 (một", "ten (10", "kể từ", "999 năm nữa", "400 tháng tới", "31/12/9999 - 1/1/2025", "ngày 1 tháng 1 năm 1000 đến 9999"} {
		f.Add(s)
	}
}

func FuzzDeadlines(f *testing.F) {
	addSeeds(f, "deadlines")
	all := finders(f)
	h := holidays(f, nil)
	for tag := range all {
		all[tag] = all[tag].WithHolidays(h)
	}
	f.Fuzz(func(t *testing.T, text string) {
		words := lang.Words(text)
		for tag, finder := range all {
			for _, ref := range []corpus.Day{"2025-10-15", ""} {
				sound(t, tag, text, finder.Deadlines(text, words, ref))
			}
		}
	})
}

func FuzzSaid(f *testing.F) {
	addSeeds(f, "said")
	all := finders(f)
	h := holidays(f, nil)
	now := time.Date(2024, 2, 29, 23, 30, 0, 0, time.FixedZone("", 7*3600))
	f.Fuzz(func(t *testing.T, text string) {
		for tag, finder := range all {
			sound(t, tag, text, finder.WithHolidays(h).Said(text, now))
		}
	})
}
