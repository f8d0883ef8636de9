package extract_test

import "testing"

func TestExactPrice(t *testing.T) {
	d := describer(t)
	for _, c := range []struct{ tag, text, amount, currency string }{
		{"vi", "500,000 Việt Nam Đồng", "500000", "VND"}, {"vi", "10.000 đồng.", "10000", "VND"}, {"vi", "8.000đ", "8000", "VND"}, {"vi", "200000 VNĐ", "200000", "VND"},
		{"vi", "10 USD", "10", "USD"}, {"vi", "USD 25", "25", "USD"}, {"vi", "Miễn phí", "0", ""}, {"vi", "0 đồng", "0", "VND"},
		{"en", "Free of charge.", "0", ""}, {"en", "1,500,000 VND", "1500000", "VND"}, {"ru", "1 200 рублей", "1200", "RUB"}, {"nl", "12 euro", "12", "EUR"},
		{"no", "300 kroner", "300", "NOK"}, {"he", "50 שקלים", "50", "ILS"}, {"ar", "10 دولارات أمريكية", "10", "USD"},
		{"vi", "50.000 đồng/lần", "", ""}, {"vi", "từ 10.000 đồng", "", ""}, {"vi", "10.000 đồng đến 20.000 đồng", "", ""}, {"vi", "Miễn phí (trong 3 tháng)", "", ""},
		{"vi", "200,000 Việt Nam Đồng (200.000 VNĐ/giấy phép)", "", ""}, {"vi", "10.000", "", ""}, {"vi", "", "", ""}, {"vi", "5 Ngày", "", ""}, {"en", "10.50 USD", "", ""},
		{"vi", "Theo quy định", "", ""},
	} {
		p, ok := d.Price(c.text, c.tag)
		if ok != (c.amount != "") || ok && (p.Amount != c.amount || p.Currency != c.currency) {
			t.Errorf("%s %q: %+v %v, want %s %s", c.tag, c.text, p, ok, c.amount, c.currency)
		}
	}
}

func TestExactLength(t *testing.T) {
	d := describer(t)
	for _, c := range []struct{ tag, text, want string }{
		{"vi", "5 Ngày", "P5D"}, {"vi", "05 ngày.", "P5D"}, {"vi", "3 tháng", "P3M"}, {"vi", "2 giờ", "PT2H"}, {"en", "10 days", "P10D"}, {"ru", "15 дней", "P15D"},
		{"vi", "5 Ngày làm việc", ""}, {"vi", "không quá 5 ngày", ""}, {"vi", "5 ngày kể từ ngày nhận đủ hồ sơ", ""}, {"vi", "5 ngày hoặc 10 ngày", ""}, {"vi", "Trong ngày", ""}, {"vi", "", ""},
	} {
		if got, ok := d.Length(c.text, c.tag); got != c.want || ok != (c.want != "") {
			t.Errorf("%s %q: %q %v, want %q", c.tag, c.text, got, ok, c.want)
		}
	}
}

func FuzzPrice(f *testing.F) {
	d := describer(f)
	for _, s := range []string{"10.000 đồng", "USD 5", "Miễn phí", "1 000 000 ₫", ""} {
		f.Add(s, "vi")
	}
	f.Fuzz(func(t *testing.T, text, tag string) {
		if p, ok := d.Price(text, tag); ok && (p.Amount == "" || p.Amount != "0" && (p.Amount[0] == '0' || p.Currency == "")) {
			t.Errorf("%q: %+v", text, p)
		}
		if iso, ok := d.Length(text, tag); ok && (len(iso) < 3 || iso[0] != 'P') {
			t.Errorf("%q: %q", text, iso)
		}
	})
}
