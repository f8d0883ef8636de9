package lang_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"vanthu/corpus/lang"
	"vanthu/corpus/lexicon"
)

func words(t *testing.T) *lexicon.Lexicon {
	t.Helper()
	lx, err := lexicon.Load(nil)
	if err != nil {
		t.Fatal(err)
	}
	return lx
}

// In every case " ¦ " stands where a sentence ends; nowhere else may one.
func TestSentences(t *testing.T) {
	lx := words(t)
	for tag, cases := range map[string][]string{
		"vi": {
			"TS. Trần Văn A phát biểu. ¦ Sau đó họp kín.",
			"PGS.TS. Lê B và GS. Nguyễn C dự họp. ¦ Hết.",
			"1. Phạm vi điều chỉnh của Nghị định. ¦ 2. Đối tượng áp dụng.",
			"Điều 3. Giải thích từ ngữ",
			"Chương II. Quy định cụ thể",
			"Xem Điều 3. ¦ Sau đó xem phụ lục.",
			"Phí là 8.000 đồng/bản. ¦ Nộp tại TP. Hồ Chí Minh.",
			"Gồm giấy tờ, tờ khai, v.v. do cơ quan quy định.",
			"Ông nói: “Phải làm ngay.” ¦ Mọi người đồng ý.",
			"Có được nộp trực tuyến không? ¦ Có!",
			"Hạn là ngày 31.3.2026. ¦ Không gia hạn.",
			"Chờ đã… rồi làm tiếp… ¦ Xong.",
			"Trang dichvucong.gov.vn nhận hồ sơ. ¦ Xem https://example.vn/a.b?c.d để biết.",
			"Mục tiêu (xem tr. 5). ¦ Tiếp theo.",
			"Quyết định này có hiệu lực từ ngày ký./.",
			"Dòng một\n¦ Dòng hai. ¦ Dòng ba",
			"Ngày 2.9 là ngày lễ. ¦ Nghỉ.",
			"Tổng chi là 2,5 tỷ. ¦ Trong đó 1,5 tỷ là vốn vay.",
			"Họp năm 2025. ¦ Năm sau họp tiếp.",
			"a) Tờ khai; b) Giấy chứng sinh.",
		},
		"en": {
			"Resolution No. 57-NQ/TW was signed by Mr. To Lam. ¦ It took effect.",
			"See e.g. Art. 3 and etc. in that order.",
			"It costs 1.5 million. ¦ The rest is free.",
			"He asked: \"When is it due?\" ¦ Nobody knew.",
			"The U.S. delegation left. ¦ Then it rained.",
			"Wait... what? ¦ Done...",
			"1. The applicant files. ¦ 2. The office answers.",
			"Version 2.0.1 is out! ¦ Use it.",
		},
		"no": {
			"Møtet er 15. mai 2025. ¦ Alle skal komme.",
			"Resolusjon nr. 57 gjelder. ¦ Den er ny.",
			"Frist: 1. kvartal, dvs. mars.",
			"Det er f.eks. 20 oppgaver. ¦ Noen er ferdige.",
			"Kl. 08.30 åpner kontoret. ¦ Kom tidlig.",
		},
		"nl": {
			"Resolutie nr. 57 van het Politbureau geldt. ¦ Het is besloten.",
			"Dat is o.a. bedoeld voor drs. Jansen. ¦ Klaar.",
			"Op 15. oktober begon het. ¦ Daarna niets.",
		},
		"ru": {
			"В 2025 г. принято постановление. ¦ Оно действует.",
			"Документы, т.е. заявление и т.д., подаются до 31.03.2026. ¦ Позже нельзя.",
			"Поручено А. Б. Иванову. ¦ Он согласен.",
			"«Надо делать.» ¦ Так он сказал.",
			"Сумма 5 млн. руб. выделена. ¦ Конец.",
		},
		"he": {
			"החלטה מס' 57 פורסמה. ¦ היא בתוקף.",
			"מתי המועד האחרון? ¦ לפני 18 באוקטובר.",
			"הסכום 1.5 מיליון. ¦ זה הכול.",
		},
		"ar": {
			"صدر القرار رقم 57. ¦ وهو نافذ.",
			"متى الموعد النهائي؟ ¦ قبل 18 أكتوبر.",
			"قال د. أحمد ذلك. ¦ ثم غادر.",
		},
	} {
		for _, c := range cases {
			text := strings.ReplaceAll(c, "¦ ", "")
			var got []string
			for _, s := range lang.Sentences(text, lx.Language(tag).Abbreviated) {
				got = append(got, text[s.Start:s.End])
			}
			want := strings.Split(strings.ReplaceAll(c, "\n¦ ", " ¦ "), " ¦ ")
			if strings.Join(got, " ¦ ") != strings.Join(want, " ¦ ") {
				t.Errorf("%s:\n got %s\nwant %s", tag, strings.Join(got, " ¦ "), strings.Join(want, " ¦ "))
			}
		}
	}
}

func FuzzSentences(f *testing.F) {
	for _, s := range []string{"A. b. C", "nr. 57", "...", "?!…", "“a.” b", "1.\n2.", "\xff. A", "。", ".).).)"} {
		f.Add(s)
	}
	abbreviated := []string{"nr", "TS", "e.g"}
	f.Fuzz(func(t *testing.T, s string) {
		last := 0
		for _, x := range lang.Sentences(s, abbreviated) {
			if x.Start < last || x.End <= x.Start || x.End > len(s) {
				t.Fatalf("sentence %d to %d behind %d in %q", x.Start, x.End, last, s)
			}
			if strings.TrimSpace(s[last:x.Start]) != "" {
				t.Fatalf("%q of %q is in no sentence", s[last:x.Start], s)
			}
			if utf8.ValidString(s) && !utf8.ValidString(s[x.Start:x.End]) {
				t.Fatalf("sentence %q cuts a letter of %q", s[x.Start:x.End], s)
			}
			last = x.End
		}
		if strings.TrimSpace(s[last:]) != "" {
			t.Fatalf("%q of %q is in no sentence", s[last:], s)
		}
	})
}
