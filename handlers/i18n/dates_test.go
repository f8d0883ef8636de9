package i18n_test

import (
	"testing"

	"vanthu/corpus"
	"vanthu/corpus/lang"
)

func TestDates(t *testing.T) {
	c := load(t)
	const tuesday, sunday corpus.Day = "2026-03-31", "2026-03-15"
	for _, tt := range []struct{ tag, day, tuesday, sunday, month string }{
		{"vi", "31/3/2026", "thứ Ba, 31/3/2026", "Chủ nhật, 15/3/2026", "tháng 3/2026"},
		{"en", "31 March 2026", "Tuesday, 31 March 2026", "Sunday, 15 March 2026", "March 2026"},
		{"ru", "31 марта 2026", "31 марта 2026 (вторник)", "15 марта 2026 (воскресенье)", "марта 2026"},
		{"nl", "31 maart 2026", "dinsdag 31 maart 2026", "zondag 15 maart 2026", "maart 2026"},
		{"no", "31. mars 2026", "tirsdag 31. mars 2026", "søndag 15. mars 2026", "mars 2026"},
		{"he", "31 במרץ 2026", "יום שלישי, 31 במרץ 2026", "יום ראשון, 15 במרץ 2026", "מרץ 2026"},
		{"ar", "31 مارس 2026", "الثلاثاء، 31 مارس 2026", "الأحد، 15 مارس 2026", "مارس 2026"},
	} {
		if got := c.Day(tt.tag, tuesday); got != tt.day {
			t.Errorf("%s: the day is %q, want %q", tt.tag, got, tt.day)
		}
		if got := c.DayOfWeek(tt.tag, tuesday); got != tt.tuesday {
			t.Errorf("%s: with its weekday %q, want %q", tt.tag, got, tt.tuesday)
		}
		if got := c.DayOfWeek(tt.tag, sunday); got != tt.sunday {
			t.Errorf("%s: with its weekday %q, want %q", tt.tag, got, tt.sunday)
		}
		if got := c.Month(tt.tag, tuesday); got != tt.month {
			t.Errorf("%s: the month is %q, want %q", tt.tag, got, tt.month)
		}
	}
}

func TestDistance(t *testing.T) {
	c := load(t)
	const today corpus.Day = "2026-01-01"
	days := [...]corpus.Day{"2026-01-01", "2026-01-02", "2026-01-03", "2026-01-06", "2026-01-12", "2026-01-22", "2026-04-11", "2025-12-31", "2025-12-29", "2025-12-11"}
	for tag, want := range map[string][len(days)]string{
		"vi": {"hôm nay", "còn 1 ngày", "còn 2 ngày", "còn 5 ngày", "còn 11 ngày", "còn 21 ngày", "còn 100 ngày", "đã qua 1 ngày", "đã qua 3 ngày", "đã qua 21 ngày"},
		"en": {"today", "1 day left", "2 days left", "5 days left", "11 days left", "21 days left", "100 days left", "1 day ago", "3 days ago", "21 days ago"},
		"ru": {"сегодня", "остался 1 день", "осталось 2 дня", "осталось 5 дней", "осталось 11 дней", "остался 21 день", "осталось 100 дней", "1 день назад", "3 дня назад", "21 день назад"},
		"nl": {"vandaag", "nog 1 dag", "nog 2 dagen", "nog 5 dagen", "nog 11 dagen", "nog 21 dagen", "nog 100 dagen", "1 dag geleden", "3 dagen geleden", "21 dagen geleden"},
		"no": {"i dag", "1 dag igjen", "2 dager igjen", "5 dager igjen", "11 dager igjen", "21 dager igjen", "100 dager igjen", "for 1 dag siden", "for 3 dager siden", "for 21 dager siden"},
		"he": {"היום", "נותר יום אחד", "נותרו יומיים", "נותרו 5 ימים", "נותרו 11 ימים", "נותרו 21 ימים", "נותרו 100 ימים", "לפני יום אחד", "לפני 3 ימים", "לפני 21 ימים"},
		"ar": {"اليوم", "بقي يوم واحد", "بقي يومان", "بقيت 5 أيام", "بقي 11 يومًا", "بقي 21 يومًا", "بقي 100 يوم", "قبل يوم واحد", "قبل 3 أيام", "قبل 21 يومًا"},
	} {
		for i, day := range days {
			if got := c.Distance(tag, day, today); got != want[i] {
				t.Errorf("%s: from %s to %s it is %q, want %q", tag, today, day, got, want[i])
			}
		}
	}
}

// TestUnknownDays: a day that is none is not written, in no language.
func TestUnknownDays(t *testing.T) {
	c := load(t)
	for _, tag := range lang.Tags() {
		for _, day := range []corpus.Day{"", "2026", "2026-02-30", "today"} {
			for what, got := range map[string]string{"day": c.Day(tag, day), "weekday": c.DayOfWeek(tag, day), "month": c.Month(tag, day),
				"distance": c.Distance(tag, day, "2026-01-01"), "distance back": c.Distance(tag, "2026-01-01", day)} {
				if got != "" {
					t.Errorf("%s: the %s of %q is %q", tag, what, day, got)
				}
			}
		}
	}
}
