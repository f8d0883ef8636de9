package i18n_test

import (
	"testing"

	"vanthu/corpus"
)

func TestDeadline(t *testing.T) {
	c := load(t)
	day := corpus.Deadline{Due: "2026-03-31", Precision: corpus.DayPrecision, Relation: corpus.Before}
	of := func(p corpus.Precision, r corpus.Relation, start, due corpus.Day) corpus.Deadline {
		return corpus.Deadline{Start: start, Due: due, Precision: p, Relation: r}
	}
	for _, x := range []struct {
		d            corpus.Deadline
		en, vi, want string // want: in Russian
	}{
		{day, "Before 31 March 2026", "Trước 31/3/2026", "До 31 марта 2026"},
		{of(corpus.DayPrecision, corpus.By, "", "2026-03-31"), "By 31 March 2026", "Chậm nhất 31/3/2026", "Не позднее 31 марта 2026"},
		{of(corpus.DayPrecision, "", "", "2026-03-31"), "31 March 2026", "31/3/2026", "31 марта 2026"},
		{of(corpus.MonthPrecision, corpus.In, "2025-04-01", "2025-04-30"), "In April 2025", "Trong tháng 4/2025", "В течение апреля 2025"},
		{of(corpus.QuarterPrecision, corpus.In, "", "2025-06-30"), "In quarter 2 of 2025", "Trong quý 2/2025", "В 2 квартале 2025 года"},
		{of(corpus.QuarterPrecision, corpus.Before, "", "2025-06-30"), "", "", ""},
		{of(corpus.QuarterPrecision, corpus.By, "", "2025-06-30"), "By the end of quarter 2 of 2025", "Chậm nhất đến hết quý 2/2025", "До конца 2 квартала 2025 года"},
		{of(corpus.HalfPrecision, corpus.In, "", "2025-06-30"), "In the first half of 2025", "Trong nửa đầu năm 2025", "В первом полугодии 2025 года"},
		{of(corpus.HalfPrecision, corpus.In, "", "2025-12-31"), "In the second half of 2025", "Trong nửa cuối năm 2025", "Во втором полугодии 2025 года"},
		{of(corpus.YearPrecision, corpus.In, "", "2025-12-31"), "In 2025", "Trong năm 2025", "В 2025 году"},
		{of(corpus.YearPrecision, corpus.In, "2025-01-01", "2026-12-31"), "2025 – 2026", "2025 – 2026", "2025 – 2026"},
		{of(corpus.YearPrecision, corpus.From, "2025-01-01", ""), "From 2025 on", "Từ năm 2025", "С 2025 года"},
		{of(corpus.DayPrecision, corpus.From, "2026-01-01", ""), "From 1 January 2026", "Từ 1/1/2026", "С 1 января 2026"},
		{of(corpus.RangePrecision, corpus.In, "2025-11-01", "2025-12-31"), "1 November 2025 – 31 December 2025", "1/11/2025 – 31/12/2025", "1 ноября 2025 – 31 декабря 2025"},
		{corpus.Deadline{Continuous: true}, "all the time", "thường xuyên", "постоянно"},
		{corpus.Deadline{Within: "P10D", Relation: corpus.Within}, "", "", ""},
		{corpus.Deadline{Recurrence: "RRULE:FREQ=MONTHLY", Relation: corpus.Every, Due: "2026-01-31"}, "", "", ""},
		{corpus.Deadline{}, "", "", ""},
	} {
		if en, vi, ru := c.Deadline("en", x.d), c.Deadline("vi", x.d), c.Deadline("ru", x.d); en != x.en || vi != x.vi || ru != x.want {
			t.Errorf("%+v: %q, %q, %q, want %q, %q, %q", x.d, en, vi, ru, x.en, x.vi, x.want)
		}
	}
}
