package calendar_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"vanthu/corpus"
	"vanthu/corpus/calendar"
	"vanthu/corpus/lang"
	"vanthu/corpus/lexicon"
)

func finders(t testing.TB) map[string]*calendar.Finder {
	t.Helper()
	lx, err := lexicon.Load(nil)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]*calendar.Finder{}
	for _, tag := range lang.Tags() {
		out[tag] = calendar.NewFinder(lx.Language(tag))
	}
	return out
}

// show writes what was found: the words, the first and last day, the relation.
func show(text string, found []calendar.Date) string {
	var out []string
	for _, d := range found {
		s := fmt.Sprintf("%s=%s", text[d.Start:d.End], d.First)
		if d.Last != d.First {
			s += ".." + string(d.Last)
		}
		if d.Relation != "" {
			s += " " + string(d.Relation)
		}
		if d.Basis == corpus.YearInferred {
			s += " ?"
		}
		out = append(out, s)
	}
	return strings.Join(out, " | ")
}

// Days, months and quarters as documents name them; the reference day is
// 15 October 2025.
func TestFind(t *testing.T) {
	f := finders(t)
	for tag, cases := range map[string][][2]string{
		"vi": {
			{"trước ngày 31/3/2026.", "ngày 31/3/2026=2026-03-31 before"},
			{"Hà Nội, ngày 09 tháng 6 năm 2025", "ngày 09 tháng 6 năm 2025=2025-06-09"},
			{"gửi trước ngày 18/10", "ngày 18/10=2025-10-18 before ?"},
			{"trước ngày 18 tháng 10", "ngày 18 tháng 10=2025-10-18 before ?"},
			{"chậm nhất là ngày 20.7.2020", "ngày 20.7.2020=2020-07-20 by"},
			{"chậm nhất ngày 20-7-2020", "ngày 20-7-2020=2020-07-20 by"},
			{"đến hết ngày 31/12/2026", "ngày 31/12/2026=2026-12-31 by"},
			{"từ ngày 01/7/2025 đến hết ngày 31/12/2026", "ngày 01/7/2025=2025-07-01 from | ngày 31/12/2026=2026-12-31 by"},
			{"kể từ ngày 1 tháng 1 năm 2026", "ngày 1 tháng 1 năm 2026=2026-01-01 from"},
			{"trong tháng 11 năm 2025", "tháng 11 năm 2025=2025-11-01..2025-11-30 in"},
			{"tháng 11/2025", "tháng 11/2025=2025-11-01..2025-11-30"},
			{"Thời gian: 6/2025", "6/2025=2025-06-01..2025-06-30"},
			{"quý III năm 2027", "quý III năm 2027=2027-07-01..2027-09-30"},
			{"trong quý 2/2025", "quý 2/2025=2025-04-01..2025-06-30 in"},
			{"Quý IV/2026", "Quý IV/2026=2026-10-01..2026-12-31"},
			{"quý I-2026", "quý I-2026=2026-01-01..2026-03-31"},
			{"sáng 15/10/2025, tại Hà Nội", "15/10/2025=2025-10-15"},
			{"Ngày 29/2/2024 là ngày nhuận", "Ngày 29/2/2024=2024-02-29"},
			{"2026-03-31", "2026-03-31=2026-03-31"},
			{"NGÀY 22 THÁNG 12 NĂM 2024", "NGÀY 22 THÁNG 12 NĂM 2024=2024-12-22"},
			{"Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị", "ngày 22/12/2024=2024-12-22"},
			{"ngày 9 tháng 1 năm 2025 và ngày 1 tháng 4 năm 2025", "ngày 9 tháng 1 năm 2025=2025-01-09 | ngày 1 tháng 4 năm 2025=2025-04-01"},
			{"truoc ngay 31 thang 3 nam 2026", "ngay 31 thang 3 nam 2026=2026-03-31 before"},
		},
		"en": {
			{"before 31 March 2026", "31 March 2026=2026-03-31 before"},
			{"by March 31, 2026,", "March 31, 2026=2026-03-31 by"},
			{"no later than the 31st of March 2026", "31st of March 2026=2026-03-31 by"},
			{"on June 9th, 2025", "June 9th, 2025=2025-06-09"},
			{"in October 2025", "October 2025=2025-10-01..2025-10-31 in"},
			{"the fourth quarter of 2025", "fourth quarter of 2025=2025-10-01..2025-12-31"},
			{"in Q4 2025", "Q4 2025=2025-10-01..2025-12-31 in"},
			{"from January 1, 2026", "January 1, 2026=2026-01-01 from"},
			{"before 18 October", "18 October=2025-10-18 before ?"},
			{"on 15 Oct 2025", "15 Oct 2025=2025-10-15"},
			{"dated 2024-12-22", "2024-12-22=2024-12-22"},
			{"on 10/31/1974", "10/31/1974=1974-10-31"},
			{"2015-3-3", "2015-3-3=2015-03-03"},
			{"from 12 to 14 March 2026", "14 March 2026=2026-03-14"},
			{"22/12/2024", "22/12/2024=2024-12-22"},
			{"until May 2026", "May 2026=2026-05-01..2026-05-31 by"},
			{"on Friday, 21 November 2025.", "21 November 2025=2025-11-21"},
			{"1 April 2025 and 2 April 2025", "1 April 2025=2025-04-01 | 2 April 2025=2025-04-02"},
		},
		"ru": {
			{"до 31 марта 2026 года", "31 марта 2026 года=2026-03-31 before"},
			{"31-го октября 2025 года", "31-го октября 2025 года=2025-10-31"},
			{"до 18 октября", "18 октября=2025-10-18 before ?"},
			{"не позднее 5 мая 2025 г.", "5 мая 2025=2025-05-05 by"},
			{"в октябре 2025 года", "октябре 2025 года=2025-10-01..2025-10-31 in"},
			{"в третьем квартале 2025 года", "третьем квартале 2025 года=2025-07-01..2025-09-30 in"},
			{"в III квартале 2025 года", "III квартале 2025 года=2025-07-01..2025-09-30 in"},
			{"от 22.12.2024", "22.12.2024=2024-12-22"},
			{"с 1 января 2026 года", "1 января 2026 года=2026-01-01 from"},
			{"к 15 мая 2025 года", "15 мая 2025 года=2025-05-15 by"},
			{"22 декабря 2024 года и 9 января 2025 года", "22 декабря 2024 года=2024-12-22 | 9 января 2025 года=2025-01-09"},
		},
		"nl": {
			{"vóór 31 maart 2026", "31 maart 2026=2026-03-31 before"},
			{"uiterlijk 1 mei 2025", "1 mei 2025=2025-05-01 by"},
			{"op 15 oktober", "15 oktober=2025-10-15 ?"},
			{"in oktober 2025", "oktober 2025=2025-10-01..2025-10-31 in"},
			{"het vierde kwartaal van 2025", "vierde kwartaal van 2025=2025-10-01..2025-12-31"},
			{"in het vierde kwartaal 2025", "vierde kwartaal 2025=2025-10-01..2025-12-31 in"},
			{"van 22-12-2024", "22-12-2024=2024-12-22"},
			{"vanaf 1 januari 2026", "1 januari 2026=2026-01-01 from"},
		},
		"no": {
			{"før 15. mai 2025", "15. mai 2025=2025-05-15 before"},
			{"innen 31. mars 2026", "31. mars 2026=2026-03-31 by"},
			{"datert 9. januar 2025 og 1. april 2025", "9. januar 2025=2025-01-09 | 1. april 2025=2025-04-01"},
			{"i mai 2025", "mai 2025=2025-05-01..2025-05-31 in"},
			{"i 2. kvartal 2025", "2. kvartal 2025=2025-04-01..2025-06-30 in"},
			{"i andre kvartal 2025", "andre kvartal 2025=2025-04-01..2025-06-30 in"},
			{"24. februar 2025", "24. februar 2025=2025-02-24"},
			{"den 18. oktober", "18. oktober=2025-10-18 ?"},
			{"22.12.2024", "22.12.2024=2024-12-22"},
		},
		"he": {
			{"לפני 31 במרץ 2026", "31 במרץ 2026=2026-03-31 before"},
			{"לפני 18 באוקטובר.", "18 באוקטובר=2025-10-18 before ?"},
			{"עד 5 במאי 2025", "5 במאי 2025=2025-05-05 by"},
			{"באוקטובר 2025", "אוקטובר 2025=2025-10-01..2025-10-31 in"},
			{"ברבעון הרביעי של 2025", "רבעון הרביעי של 2025=2025-10-01..2025-12-31 in"},
			{"ב-22 בדצמבר 2024", "22 בדצמבר 2024=2024-12-22 in"},
			{"מיום 22.12.2024", "22.12.2024=2024-12-22 from"},
		},
		"ar": {
			{"قبل 31 مارس 2026", "31 مارس 2026=2026-03-31 before"},
			{"قبل ٣١ مارس ٢٠٢٦", "٣١ مارس ٢٠٢٦=2026-03-31 before"},
			{"بعد الظهر من يوم 4 مارس", "4 مارس=2025-03-04 ?"},
			{"يوم 4 مارس،", "4 مارس=2025-03-04 ?"},
			{"في أبريل 2025", "أبريل 2025=2025-04-01..2025-04-30 in"},
			{"في الربع الثاني من عام 2025", "الربع الثاني من عام 2025=2025-04-01..2025-06-30 in"},
			{"في 20 يناير 2025", "20 يناير 2025=2025-01-20 in"},
			{"بحلول 5 مايو 2025", "5 مايو 2025=2025-05-05 by"},
			{"5 كانون الثاني 2026", "5 كانون الثاني 2026=2026-01-05"},
			{"22/12/2024", "22/12/2024=2024-12-22"},
		},
	} {
		for _, c := range cases {
			if got := show(c[0], f[tag].Find(c[0], "2025-10-15")); got != c[1] {
				t.Errorf("%s: %q\n got %s\nwant %s", tag, c[0], got, c[1])
			}
		}
	}
}

// What looks like a date and is none.
func TestFindTraps(t *testing.T) {
	f := finders(t)
	for tag, texts := range map[string][]string{
		"vi": {
			"57-NQ/TW", "66.7/2025/NQ-CP", "118/2025/NĐ-CP", "12/2025/TT-BTC", "Nghị định 30/2020/NĐ-CP", "193/2025/QH15", "5/2026/QH16", "12/2025/NQ-HĐND", "1.003583", "1.003583.000.00.00.H37", "lúc 8:30", "8h30", "135.000 đồng", "1.5.000", "0912.345.678",
			"024.3825.1234", "1/3 số xã", "đạt 3/4", "99/99/2025", "31/2/2025", "32 tháng 1 năm 2025", "ngày 31 tháng 13 năm 2025", "24/7", "2021-2025", "13/2025", "Điều 3 khoản 2", "tháng 13 năm 2025", "quý V/2025", "5-10", "192.168.1.2025",
			"số 12.3.2025.45", "trong 3 tháng 2 ngày", "mức 2/3/4", "QCVN 01-1:2018", "12 tháng", "6 tháng đầu", "ngày 5 công",
		},
		"en": {"No. 12/2025/ND-CP", "1/3", "24/7", "March of progress", "30 March on foot?", "57-NQ/TW", "at 8.30", "version 1.2.2025.3", "sections 3 and 4", "the 2025 plan", "quarter 2025"},
		"ru": {"13-й созыв", "57-NQ/TW", "март", "1/3", "в 2025 году"},
		"nl": {"57-NQ/TW", "mei", "1/3", "in 2025"},
		"no": {"8 % nå til 1/3", "57-NQ/TW", "i 2025", "mai", "prosjekt 06 i mai", "nr. 12/2025/ND-CP"},
		"he": {"ב-34 מחוזות", "ה-13", "57-NQ/TW", "ב-2025", "מאי"},
		"ar": {"34 مقاطعة", "57-NQ/TW", "عام 2025", "مايو", "57،"},
	} {
		for _, text := range texts {
			if got := f[tag].Find(text, ""); len(got) > 0 {
				t.Errorf("%s: %q gives %s", tag, text, show(text, got))
			}
		}
	}
}

// A day without a year is left out where nothing tells the year.
func TestFindWithoutReference(t *testing.T) {
	f := finders(t)
	for tag, text := range map[string]string{"vi": "trước ngày 18/10", "en": "before 18 October", "ru": "до 18 октября", "he": "לפני 18 באוקטובר", "ar": "يوم 4 مارس", "nl": "op 15 oktober", "no": "15. mai"} {
		for _, ref := range []corpus.Day{"", "yesterday"} {
			if got := f[tag].Find(text, ref); len(got) > 0 {
				t.Errorf("%s: %q gives %s", tag, text, show(text, got))
			}
		}
	}
}

func FuzzFind(f *testing.F) {
	for _, s := range []string{"trước ngày 31/3/2026", "31 March 2026", "quý III/2025", "٣١ مارس ٢٠٢٦", "ב-22 בדצמבר 2024", "1.1.2025", "0/0/2025", "\xff1/1/2025", "İ March 2025", "ngày 1 tháng 1"} {
		f.Add(s, "2025-10-15")
	}
	all := finders(f)
	f.Fuzz(func(t *testing.T, s, ref string) {
		for tag, finder := range all {
			last := 0
			for _, d := range finder.Find(s, corpus.Day(ref)) {
				if d.Start < last || d.End <= d.Start || d.End > len(s) {
					t.Fatalf("%s: %q gives bytes %d to %d behind %d", tag, s, d.Start, d.End, last)
				}
				if utf8.ValidString(s) && !utf8.ValidString(s[d.Start:d.End]) {
					t.Fatalf("%s: %q cuts a letter of %q", tag, s[d.Start:d.End], s)
				}
				_, ok1 := d.First.Time()
				_, ok2 := d.Last.Time()
				if !ok1 || !ok2 || d.Last < d.First {
					t.Fatalf("%s: %q is %s to %s", tag, s[d.Start:d.End], d.First, d.Last)
				}
				last = d.End
			}
		}
	})
}
