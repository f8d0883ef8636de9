package personal_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"vanthu/handlers/personal"
)

func TestMasked(t *testing.T) {
	for text, want := range map[string]string{
		// taken out
		"gọi 0912345678 nhé":                         "gọi […] nhé",
		"gọi 0912.345.678 hoặc 091 234 56 78":        "gọi […] hoặc […]",
		"(024) 3825-1234":                            "[…]",
		"+84 912 345 678, +47 912 34 567":            "[…], […]",
		"טלפון 050-123-4567":                         "טלפון […]",
		"٠١٢٣٤٥٦٧٨٩":                                 "[…]",
		"CCCD 001099012345":                          "CCCD […]",
		"CCCD 001 099 012 345.":                      "CCCD […].",
		"CMND 123456789":                             "CMND […]",
		"hộ chiếu C1234567":                          "hộ chiếu […]",
		"passport AB1234567":                         "passport […]",
		"thẻ 4111 1111 1111 1111":                    "thẻ […]",
		"lan.nguyen+1@mail.example.vn sai":           "[…] sai",
		"nhắn @nguyenlan nhé":                        "nhắn […] nhé",
		"пишите на почту@пример.рф":                  "пишите на […]",
		"a@b.vn 0912345678 001099012345 và C1234567": "[…] […] và […]",
		// kept
		"Nghị định 123/2015/NĐ-CP, 57-NQ/TW":      "Nghị định 123/2015/NĐ-CP, 57-NQ/TW",
		"từ 01/07/2025 đến 31/12/2025":            "từ 01/07/2025 đến 31/12/2025",
		"2025-07-01, 15 giờ 30":                   "2025-07-01, 15 giờ 30",
		"mã 1.004002 lệ phí 1.500.000.000 đồng":   "mã 1.004002 lệ phí 1.500.000.000 đồng",
		"vốn 1.500.000.000.000 đồng":              "vốn 1.500.000.000.000 đồng",
		"phí 10.000 đồng, không phải 15.000":      "phí 10.000 đồng, không phải 15.000",
		"Trang ghi 5 ngày, văn phòng nói 10 ngày": "Trang ghi 5 ngày, văn phòng nói 10 ngày",
		"Điều 12, khoản 3, điểm a":                "Điều 12, khoản 3, điểm a",
		"":                                        "",
	} {
		if got := personal.Masked(text); got != want {
			t.Errorf("%q\n got  %q\n want %q", text, got, want)
		}
	}
}

func FuzzMasked(f *testing.F) {
	f.Add("gọi 0912.345.678, a@b.vn")
	f.Add("+84 (0) 912")
	f.Add("٠١٢٣٤٥٦٧٨٩\xff")
	f.Fuzz(func(t *testing.T, text string) {
		got := personal.Masked(text)
		if utf8.ValidString(text) && !utf8.ValidString(got) {
			t.Errorf("%q: %q is no text", text, got)
		}
		run := 0
		for _, r := range got {
			if r >= '0' && r <= '9' {
				run++
			} else {
				run = 0
			}
			if run >= 9 {
				t.Errorf("%q: %q has nine digits in a row", text, got)
			}
		}
		if strings.Count(got, "@") > strings.Count(text, "@") {
			t.Errorf("%q: %q", text, got)
		}
	})
}
