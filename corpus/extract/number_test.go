package extract_test

import (
	"bufio"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"vanthu/corpus/extract"
	"vanthu/corpus/lang"
	"vanthu/corpus/lexicon"
	"vanthu/corpus/sharedtest"
)

func load(t testing.TB) *lexicon.Lexicon {
	t.Helper()
	lx, err := lexicon.Load(nil)
	if err != nil {
		t.Fatal(err)
	}
	return lx
}

// Every number of the list is recognised with its form, alone and inside
// sentences of every language.
func TestNumbersOfTheList(t *testing.T) {
	f, err := os.Open(filepath.Join(sharedtest.Folder(t), "facts", "docnum_cases.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	x := extract.New(load(t))
	frames := map[string]string{
		"vi": "Căn cứ Nghị quyết số %s ngày 22/12/2024, giao (theo %s; và %s).",
		"en": "Under No. %s dated 22 December 2024 (see %s, also %s).",
		"ru": "Согласно № %s от 22.12.2024 («%s»), а также %s.",
		"ar": "وفقا للقرار رقم %s، وكذلك (%s) و %s.",
		"he": "לפי החלטה מס' %s, וגם (%s) ו-%s.",
		"nl": "Volgens nr. %s van 22 december 2024 (zie %s en %s).",
		"no": "I henhold til nr. %s datert 22. desember (se %s og %s).",
	}
	cases := 0
	for s := bufio.NewScanner(f); s.Scan(); {
		number, form, _ := strings.Cut(s.Text(), "\t")
		if number == "number" || number == "" {
			continue
		}
		cases++
		key := ""
		if ns := x.Numbers(number, "vi"); len(ns) != 1 || ns[0].Form != form || ns[0].Start != 0 || ns[0].End != len(number) {
			t.Errorf("%s alone is %+v, want one of form %s", number, ns, form)
			continue
		} else {
			key = ns[0].Key
		}
		for tag, frame := range frames {
			text := strings.ReplaceAll(frame, "%s", number)
			found := 0
			for _, n := range x.Numbers(text, tag) {
				if n.Form == form && n.Key == key && text[n.Start:n.End] == number {
					found++
				} else {
					t.Errorf("%s: %q also gives %+v (%s)", tag, text, n, text[n.Start:n.End])
				}
			}
			if found != 3 {
				t.Errorf("%s: %s is found %d times in %q", tag, number, found, text)
			}
		}
	}
	if cases < 55 {
		t.Errorf("only %d cases", cases)
	}
}

func TestNumberForms(t *testing.T) {
	x := extract.New(load(t))
	for _, c := range []struct{ text, key, written, form string }{
		{"57-NQ/TW", "57|nq|tw", "57-NQ/TW", "F5"},
		{"08-QC/TW", "8|qc|tw", "08-QC/TW", "F5"},
		{"118/2025/NĐ-CP", "118|2025|nd|cp", "118/2025/NĐ-CP", "F1"},
		{"66.7/2025/NQ-CP", "66.7|2025|nq|cp", "66.7/2025/NQ-CP", "F1"},
		{"30c/NQ-CP", "30c|nq|cp", "30c/NQ-CP", "F3"},
		{"2074a/QĐ-TTTT", "2074a|qd|tttt", "2074a/QĐ-TTTT", "F3"},
		{"585/QĐ-UBND-HC", "585|qd|ubnd|hc", "585/QĐ-UBND-HC", "F3"},
		{"64/2025/QH15", "64|2025|qh15", "64/2025/QH15", "F2"},
		{"83/BKHCN-BTTTT-VP", "83|bkhcn|btttt|vp", "83/BKHCN-BTTTT-VP", "F4"},
		{"3260-KH/ĐĐQH15", "3260|kh|ddqh15", "3260-KH/ĐĐQH15", "F5"},
		{"01/HNVB-VPCP", "1|hnvb|vpcp", "01/HNVB-VPCP", "F3"},
		{"04/TTr-BKHCN-BTTTT", "4|ttr|bkhcn|btttt", "04/TTr-BKHCN-BTTTT", "F3"},
	} {
		ns := x.Numbers(c.text, "vi")
		if len(ns) != 1 || ns[0].Key != c.key || ns[0].Written != c.written || ns[0].Form != c.form {
			t.Errorf("%s is %+v, want %s %s %s", c.text, ns, c.key, c.written, c.form)
		}
	}
}

// All spellings of a number give one key and one customary writing.
func TestNumberSpellings(t *testing.T) {
	x := extract.New(load(t))
	for want, spellings := range map[string][]string{
		"57-NQ/TW":         {"57-NQ/TW", "57-NQ/T.Ư", "57-NQ/TƯ", "57\u2011NQ/TW", "57–NQ/TW", "57—NQ/TW", "57 - NQ/TW", "57-NQ / TW", "57/NQ-TW", "57-nq/tw"},
		"204-QĐ/TW":        {"204-QĐ/TW", "204-QD/TW", "204-Qđ/TW", "204-QÐ/TW"},
		"48-KL/TW":         {"48-KL/TW", "48-КЛ/ТВ", "48-КL/TВ"},
		"03/NQ-CP":         {"03/NQ-CP", "03-NQ/CP", "3/NQ-CP", "03/NQ\u2011CP", "03/ NQ-CP", "03 /NQ-CP", "03/NQ–CP", "03/nq-cp"},
		"193/2025/QH15":    {"193/2025/QH15", "193/2025/NQ-QH15", "193/2025/qh15"},
		"118/2025/NĐ-CP":   {"118/2025/NĐ-CP", "118/2025/ND-CP", "118/2025/NĐ‐CP", "118/2025/NÐ-CP", "118 / 2025 / NĐ-CP", "118/2025/nđ-cp"},
		"127/CĐ-TTg":       {"127/CĐ-TTg", "127/CD-TTg", "127/CĐ-TTG", "127/cđ-ttg"},
		"02-QC/BCĐTW":      {"02-QC/BCĐTW", "02-QC/BCDTW", "2-QC/BCĐTW", "02-QC/BCĐT.Ư"},
		"71/NQ-CP":         {"71/NQ-CP", "71-NQ/CP"},
		"128/QĐ-UBND":      {"128/QĐ-UBND", "128/QD-UBND", "128-QĐ/UBND"},
		"16/2022/TT-NHNN":  {"16/2022/TT-NHNN", "016/2022/TT-NHNN", "16/2022/TT- NHNN"},
		"42/2014/QĐ-TTg":   {"42/2014/QĐ-TTg", "42/2014/QD-TTg"},
		"12729/VPCP-KGVX":  {"12729/VPCP-KGVX", "12729/VPCP–KGVX"},
		"562/BKHCN-VCL":    {"562/BKHCN-VCL", "562/BKHCN\u2011VCL"},
		"76/2025/UBTVQH15": {"76/2025/UBTVQH15"},
	} {
		base := x.Numbers(want, "vi")
		if len(base) != 1 {
			t.Errorf("%s is %+v", want, base)
			continue
		}
		for _, s := range spellings {
			for _, text := range []string{s, "theo Nghị quyết số " + s + " về"} {
				ns := x.Numbers(text, "vi")
				if len(ns) != 1 || ns[0].Key != base[0].Key {
					t.Errorf("%q is %+v, want the key %s", text, ns, base[0].Key)
				}
			}
		}
	}
	// the customary writing of what is often printed otherwise
	for in, want := range map[string]string{
		"03-NQ/CP": "03/NQ-CP", "48-КЛ/ТВ": "48-KL/TW", "234-TB/T.Ư": "234-TB/TW", "204-QD/TW": "204-QĐ/TW", "127/CD-TTg": "127/CĐ-TTg", "57/NQ-TW": "57-NQ/TW",
		"193/2025/NQ-QH15": "193/2025/QH15", "57\u2011NQ/TW": "57-NQ/TW", "118 / 2025 / ND-CP": "118/2025/NĐ-CP", "57-nq/tw": "57-NQ/TW", "127/cđ-ttg": "127/CĐ-TTg", "128-QĐ/UBND": "128/QĐ-UBND",
	} {
		if ns := x.Numbers(in, "vi"); len(ns) != 1 || ns[0].Written != want {
			t.Errorf("%s is written %+v, want %s", in, ns, want)
		}
	}
}

// Numbers with a kind of document and no symbol, in the ways seven languages
// put them.
func TestBareNumbers(t *testing.T) {
	x := extract.New(load(t))
	for tag, texts := range map[string][]string{
		"vi": {"Nghị quyết 57", "Nghị quyết số 57", "nghị quyết số: 57 của Bộ Chính trị", "nghi quyet 57", "nghi quyet so 57 noi gi", "nghi quyet 57 noi gi", "Nghị quyết 57 Bộ Chính trị", "Nghị quyết 57 năm 2024", "NQ 57", "NQ57", "NQ-57", "Nghị quyết số 57?", "quyết định 57.", "chỉ thị số 57,"},
		"en": {"Resolution 57", "Resolution No. 57", "resolution no 57 says", "Resolution number 57", "Resolution #57", "Directive No.57", "Decision 57."},
		"ru": {"резолюция № 57", "Постановление № 57", "Резолюции №57", "постановлению 57", "Резолюцию номер 57"},
		"he": {"החלטה מס' 57", "החלטה 57", "ההחלטה מספר 57", "בהחלטה מס׳ 57", "החלטת 57"},
		"ar": {"القرار رقم 57", "قرار 57", "بالقرار رقم 57", "القرار رقم ٥٧", "للقرار 57"},
		"nl": {"resolutie nr. 57", "Resolutie 57", "resoluties nr 57", "besluit nummer 57"},
		"no": {"resolusjon nr. 57", "Resolusjon 57", "resolusjonen nr. 57", "vedtak nr 57"},
	} {
		for _, text := range texts {
			ns := x.Numbers(text, tag)
			if len(ns) != 1 || ns[0].Key != "#57" || ns[0].Form != "" {
				t.Errorf("%s: %q is %+v, want #57", tag, text, ns)
			} else if w := text[ns[0].Start:ns[0].End]; lang.Fold(w) != "57" {
				t.Errorf("%s: the number of %q is %q", tag, text, w)
			}
		}
	}
	if ns := x.Numbers("Nghị quyết số 07 và Nghị quyết 57-NQ/TW", "vi"); len(ns) != 2 || ns[0].Key != "#7" || ns[1].Key != "57|nq|tw" {
		t.Errorf("a bare and a full number are %+v", ns)
	}
}

// What looks like a number of a document and is none.
func TestNumberTraps(t *testing.T) {
	x := extract.New(load(t))
	for tag, texts := range map[string][]string{
		"vi": {
			"ngày 22/12/2024", "22-12-2024", "giai đoạn 2021-2025", "giai đoạn 2021–2025", "24/7", "điện thoại 024-3825 1234", "gọi 0912-345-678", "(84-24) 3936-7788",
			"tăng 16-18%/năm", "10%/năm", "KT3", "đạt 1/3 số xã", "1/2 mặt giấy", "tỷ lệ 3/4", "ISO 9001:2015", "ISO/IEC 27001", "mẫu CT01", "biển số 30A-123.45", "29-LD/12345",
			"mã 1.003583", "1.003583.000.00.00.H37", "135.000 đồng/lần", "50.000đ/ha", "2/9", "thứ 2-6", "8:30-11:30", "Nghị quyết Đại hội XIV", "Nghị quyết năm 2025",
			"Quyết định ngày 22/12/2024", "Kế hoạch 5 năm", "kế hoạch 2025-2030", "báo cáo 6 tháng", "Chương trình 100 ngày", "5G/6G", "60-70 km/h", "12 giờ/ngày", "000.00.00.H37-251122-0001", "PAKN.20200812.0012",
			"Thông báo 3 ngày trước", "giấy phép 10 năm", "COVID-19", "G7/G20", "TCVN 9411:2012", "báo cáo 100%", "Nghị quyết về 57 nhiệm vụ",
		},
		"en": {"22/12/2024", "2021-2025", "24/7", "COVID-19", "one third (1/3)", "ISO 9001", "Decision of 2025", "a plan 2025", "the 13-day plan", "18-25/year", "a report 30 pages long", "F-16/B-52"},
		"ru": {"13-й созыв", "22.12.2024", "2021–2025 гг.", "1/3 задач", "в 2025 году", "5-6 дней/год", "ИСО 9001", "план на 2025 год", "XIV съезд"},
		"he": {"ב-34 מחוזות", "22/12/2024", "ה-13", "2025-2030"},
		"ar": {"في عام 2025", "22/12/2024", "34 مقاطعة", "2021-2025"},
		"nl": {"de 13-jarige", "22-12-2024", "1/3 van de taken", "plan 2025", "24/7"},
		"no": {"8 % nå til 1/3", "22.12.2024", "plan for 2025-2030", "24/7"},
	} {
		for _, text := range texts {
			if ns := x.Numbers(text, tag); len(ns) > 0 {
				t.Errorf("%s: %q gives %+v", tag, text, ns)
			}
		}
	}
}

func TestKeys(t *testing.T) {
	x := extract.New(load(t))
	got := strings.Join(extract.Keys(x.Numbers("Nghị quyết 57, Nghị quyết 57-NQ/TW, 57-NQ/T.Ư và Luật 64/2025/QH15", "vi")), " ")
	if want := "#57 57|nq|tw 64|2025|qh15 #64"; got != want {
		t.Errorf("keys are %q, want %q", got, want)
	}
	if k := extract.Keys(nil); len(k) != 0 {
		t.Errorf("no numbers have the keys %q", k)
	}
}

func FuzzNumbers(f *testing.F) {
	for _, s := range []string{"57-NQ/TW", "66.7/2025/NQ-CP", "48-КЛ/ТВ", "Nghị quyết số 57", "القرار رقم ٥٧", "22/12/2024", "0/A-B", "\xff1/NQ-CP", "00000/NQ-CP", "NQ٥٧"} {
		f.Add(s)
	}
	x := extract.New(load(f))
	f.Fuzz(func(t *testing.T, s string) {
		for _, tag := range []string{"vi", "ru", "ar", "xx"} {
			last := 0
			for _, n := range x.Numbers(s, tag) {
				if n.Start < last || n.End <= n.Start || n.End > len(s) || n.Key == "" || (n.Form == "") != strings.HasPrefix(n.Key, "#") {
					t.Fatalf("%q gives %+v behind %d", s, n, last)
				}
				if utf8.ValidString(s) && !utf8.ValidString(s[n.Start:n.End]) {
					t.Fatalf("%q of %q cuts a letter", s[n.Start:n.End], s)
				}
				last = n.End
				if n.Form == "" {
					continue
				}
				// What is written customarily is the same number.
				if again := x.Numbers(n.Written, tag); len(again) != 1 || again[0].Key != n.Key || again[0].Written != n.Written {
					t.Fatalf("%q is written %q, which is %+v", s[n.Start:n.End], n.Written, again)
				}
			}
		}
	})
}
