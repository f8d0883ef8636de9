package calendar_test

import "testing"

func TestPeriod(t *testing.T) {
	f := finders(t)
	for _, c := range []struct{ tag, text, want, words string }{
		{"vi", "10 Ngày làm việc", "P10D working", "10 Ngày làm việc"},
		{"vi", "Trong thời hạn 05 ngày làm việc, kể từ ngày nhận đủ hồ sơ", "P5D working", "05 ngày làm việc"},
		{"vi", "60 Ngày", "P60D", "60 Ngày"},
		{"vi", "3 Giờ", "PT3H", "3 Giờ"},
		{"vi", "6 tháng", "P6M", "6 tháng"},
		{"vi", "Ngay trong ngày", "", ""},
		{"en", "20 working days", "P20D working", "20 working days"},
		{"en", "no more than two months", "P2M", "two months"},
		{"ru", "15 рабочих дней", "P15D working", "15 рабочих дней"},
		{"nl", "8 werkdagen", "P8D working", "8 werkdagen"},
		{"no", "10 virkedager", "P10D working", "10 virkedager"},
		{"he", "14 ימי עבודה", "P14D working", "14 ימי עבודה"},
		{"ar", "7 أيام عمل", "P7D working", "7 أيام عمل"},
	} {
		p, ok := f[c.tag].Period(c.text)
		got := p.ISO
		if p.Working {
			got += " working"
		}
		if got != c.want || ok != (c.want != "") || p.Words.In(c.text) != c.words {
			t.Errorf("%q: got %q %q, want %q %q", c.text, got, p.Words.In(c.text), c.want, c.words)
		}
	}
}
