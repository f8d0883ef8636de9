package calendar_test

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"vanthu/corpus"
	"vanthu/corpus/calendar"
	"vanthu/corpus/lang"
)

func holidays(t testing.TB, overlay map[string]string) *calendar.Holidays {
	t.Helper()
	files := fstest.MapFS{}
	for name, data := range overlay {
		files[name] = &fstest.MapFile{Data: []byte(data)}
	}
	h, err := calendar.LoadHolidays(files)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

const cultureDay = "years:\n  2026:\n    status: announced\n    holidays:\n      - {name: Culture Day, day: 2026-11-24, status: announced}\n"

// Days that are worked and days that are not.
func TestWorking(t *testing.T) {
	h := holidays(t, nil)
	for day, want := range map[corpus.Day]bool{
		"2025-10-15": true,                       // a Wednesday
		"2025-10-18": false,                      // a Saturday
		"2025-01-27": false, "2025-01-31": false, // Tết
		"2025-04-26": true, "2025-05-02": false, // exchanged
		"2026-01-02": false, "2026-01-10": true, // exchanged
		"2026-04-27": false,                     // 26 April made up
		"2026-08-22": true, "2026-08-31": false, // exchanged
		"2026-11-24": true, // not confirmed
		"2027-05-03": false,
		"2031-01-01": true, // beyond the files only the days of rest are known
		"2031-01-04": false,
		"2026-02-30": false, "": false, // no days
	} {
		if got := h.Working(day); got != want {
			t.Errorf("%s is worked: %v, want %v", day, got, want)
		}
	}
	for day, want := range map[corpus.Day]bool{"2025-06-01": true, "2027-06-01": true, "2024-06-01": false, "2028-06-01": false, "soon": false} {
		if h.Known(day) != want {
			t.Errorf("%s is known: %v, want %v", day, !want, want)
		}
	}
	if !h.Certain("2026-06-01") || h.Certain("2027-06-01") || h.Certain("2031-06-01") {
		t.Error("2026 is announced, 2027 estimated, 2031 unknown")
	}
}

// 250 working days in 2025 and in 2026.
func TestWorkingDaysOfAYear(t *testing.T) {
	h := holidays(t, nil)
	for year, days := range map[string][2]corpus.Day{"2025": {"2024-12-31", "2025-12-31"}, "2026": {"2025-12-31", "2026-12-31"}} {
		if n := h.WorkingDaysBetween(days[0], days[1]); n != 250 {
			t.Errorf("%s has %d working days", year, n)
		}
		if n := h.WorkingDaysBetween(days[1], days[0]); n >= 0 {
			t.Errorf("%s backwards: %d", year, n)
		}
	}
	if n := holidays(t, map[string]string{"holidays.yaml": cultureDay}).WorkingDaysBetween("2025-12-31", "2026-12-31"); n != 249 {
		t.Errorf("with 24 November off 2026 has %d working days", n)
	}
	if n := h.WorkingDaysBetween("2025-01-01", "soon"); n != 0 {
		t.Errorf("up to no day: %d", n)
	}
}

// Periods after an event, Civil Code 2015, art. 145 to 148.
func TestReckon(t *testing.T) {
	plain, culture := holidays(t, nil), holidays(t, map[string]string{"holidays.yaml": cultureDay})
	for _, c := range []struct {
		h       *calendar.Holidays
		event   corpus.Day
		iso     string
		working bool
		want    corpus.Day
	}{
		{plain, "2025-12-31", "P2D", true, "2026-01-06"},
		{plain, "2026-02-13", "P3D", true, "2026-02-25"},
		{plain, "2026-08-20", "P5D", true, "2026-08-26"}, // Saturday 22 is worked
		{plain, "2025-04-25", "P5D", true, "2025-05-06"}, // Saturday 26 is worked
		{plain, "2026-11-20", "P3D", true, "2026-11-25"},
		{culture, "2026-11-20", "P3D", true, "2026-11-26"},
		{plain, "2025-10-15", "P10D", false, "2025-10-27"}, // 25 October is a Saturday
		{plain, "2025-10-15", "P2W", false, "2025-10-29"},
		{plain, "2025-08-29", "P3M", false, "2025-12-01"}, // 29 November is a Saturday
		{plain, "2025-08-31", "P6M", false, "2026-03-02"}, // 28 February is a Saturday
		{plain, "2025-12-31", "P2M", false, "2026-03-02"},
		{plain, "2024-02-29", "P1Y", false, "2025-02-28"}, // no corresponding day
		{plain, "2025-01-31", "P1M", false, "2025-02-28"},
		{plain, "2025-08-20", "P11D", false, "2025-09-03"}, // 31 August is a Sunday, 1 and 2 September are holidays
		{plain, "2025-10-15", "P0D", false, "2025-10-15"},
		{plain, "2030-12-31", "P1D", true, "2031-01-01"}, // unknown holidays
		{nil, "2025-10-15", "P10D", false, "2025-10-25"},
	} {
		got, err := c.h.Reckon(c.event, c.iso, c.working)
		if err != nil || got != c.want {
			t.Errorf("%s after %s, working %v: %s, want %s (%v)", c.iso, c.event, c.working, got, c.want, err)
		}
	}
	for _, c := range [][2]string{{"2025-02-30", "P1D"}, {"", "P1D"}, {"2025-10-15", "10"}, {"2025-10-15", "P1M2D"}, {"2025-10-15", "P-1D"}, {"2025-10-15", "P99999D"}, {"2025-10-15", "P9999Y"}} {
		if got, err := plain.Reckon(corpus.Day(c[0]), c[1], false); err == nil || !strings.Contains(err.Error(), "reckon") {
			t.Errorf("%s after %s gives %s, %v", c[1], c[0], got, err)
		}
	}
	if _, err := plain.Reckon("2025-10-15", "P2W", true); err == nil {
		t.Error("working weeks were reckoned")
	}
}

func TestAddWorkingDays(t *testing.T) {
	h := holidays(t, nil)
	for _, c := range []struct {
		day  corpus.Day
		n    int
		want corpus.Day
	}{{"2025-10-17", 1, "2025-10-20"}, {"2025-10-18", 0, "2025-10-18"}, {"2025-10-20", -1, "2025-10-17"}, {"2026-02-23", -3, "2026-02-11"}, {"soon", 1, ""}, {"2025-10-17", 1 << 20, ""}} {
		if got := h.AddWorkingDays(c.day, c.n); got != c.want {
			t.Errorf("%d working days after %s: %s, want %s", c.n, c.day, got, c.want)
		}
	}
}

// A file laid over corrects days, moves swaps, and may be another country's.
func TestHolidaysOverlay(t *testing.T) {
	h := holidays(t, map[string]string{
		"holidays-1.yaml": "rest: [fri, sat]\nyears:\n  2026:\n    status: announced\n    holidays:\n      - {name: National Day, day: 2026-09-01, status: withdrawn}\n",
		"holidays-2.yaml": "years:\n  2030:\n    status: announced\n    holidays: [{name: Tết, day: 2030-02-04, to: 2030-02-06, status: announced}]\n    swaps: [{off_day: 2030-02-07, worked: 2030-02-09}]\n",
		"other.yaml":      "rest: [",
	})
	for day, want := range map[corpus.Day]bool{"2026-09-01": true, "2026-09-04": false, "2026-09-06": true, "2030-02-04": false, "2030-02-06": false, "2030-02-07": false, "2030-02-09": true} {
		if h.Working(day) != want {
			t.Errorf("%s is worked: %v, want %v", day, !want, want)
		}
	}
	if !h.Known("2030-05-05") {
		t.Error("2030 is not known")
	}
	for name, bad := range map[string]string{
		"misspelt key": "yaers: {}", "no weekday": "rest: [caturday]", "no work": "rest: [mon, tue, wed, thu, fri, sat, sun]", "no status": "years: {2026: {holidays: [{name: A, day: 2026-01-05}]}}",
		"no day": "years: {2026: {holidays: [{name: A, day: 2026-02-30, status: statutory}]}}", "another year": "years: {2026: {holidays: [{name: A, day: 2025-01-05, status: statutory}]}}",
		"backwards": "years: {2026: {holidays: [{name: A, day: 2026-01-05, to: 2026-01-01, status: statutory}]}}", "endless": "years: {2026: {holidays: [{name: A, day: 2026-01-05, to: 2026-12-01, status: statutory}]}}",
		"half a swap": "years: {2026: {swaps: [{off_day: 2026-01-05}]}}", "no YAML": "rest: [",
	} {
		if _, err := calendar.LoadHolidays(fstest.MapFS{"holidays.yaml": {Data: []byte(bad)}}); err == nil || !strings.Contains(err.Error(), "holidays.yaml") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzHolidays(f *testing.F) {
	data, err := os.ReadFile("data/vn.yaml")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Add([]byte(cultureDay))
	f.Add([]byte("rest: [sun]\nyears: {2026: {status: x}}"))
	f.Fuzz(func(t *testing.T, data []byte) {
		h, err := calendar.LoadHolidays(fstest.MapFS{"holidays.yaml": {Data: data}})
		if err != nil {
			return
		}
		last, err := h.Reckon("2026-08-20", "P5D", true)
		if err != nil || last <= "2026-08-20" || !h.Working(last) {
			t.Errorf("5 working days end on %s (%v)", last, err)
		}
	})
}

// What is not known is not reckoned: working days without the calendar, a
// year without the document's day, the document's own day.
func TestDeadlinesWithoutKnowing(t *testing.T) {
	f := finders(t)["vi"]
	for _, c := range []struct {
		text string
		ref  corpus.Day
		want string
	}{
		{"trong thời hạn 5 ngày làm việc kể từ ngày 13/2/2026", "2025-10-15", "trong thời hạn 5 ngày làm việc kể từ ngày 13/2/2026 = within P5D working"},
		{"trong thời hạn 10 ngày kể từ ngày 15/10/2025", "", "trong thời hạn 10 ngày kể từ ngày 15/10/2025 = 2025-10-16..2025-10-25 within day P10D relative"},
		{"trong thời hạn 10 ngày kể từ ngày ký", "", "trong thời hạn 10 ngày kể từ ngày ký = within P10D"},
		{"trước ngày 15/6", "", "[trước] ngày 15/6 = before day no-year"},
		{"trong quý III", "", "[trong] quý III = in quarter no-year"},
		{"trước ngày 15/6", "2025-12-20", "[trước] ngày 15/6 = 2026-06-15 before day year-inferred"},
		{"trước ngày 15/6", "2025-10-20", "[trước] ngày 15/6 = 2025-06-15 before day year-inferred"},
	} {
		var got []string
		for _, d := range f.Deadlines(c.text, lang.Words(c.text), c.ref) {
			got = append(got, describe(c.text, d))
		}
		if len(got) != 1 || got[0] != c.want {
			t.Errorf("%q on %q\n got %q\nwant %q", c.text, c.ref, got, c.want)
		}
	}
}
