package calendar_test

import (
	"bufio"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"vanthu/corpus"
	"vanthu/corpus/sharedtest"
)

var (
	fourDigits = regexp.MustCompile(`(?:19|20)\d\d`)
	dayDigits  = regexp.MustCompile(`(?:^|\D)\d{1,2}(?:\D|$)`)
)

// lastOf gives the last day of a row's span.
func lastOf(start, grain string) corpus.Day {
	t, err := time.Parse(time.DateOnly, start)
	if err != nil {
		return ""
	}
	switch grain {
	case "Month":
		t = t.AddDate(0, 1, -1)
	case "Quarter":
		t = t.AddDate(0, 3, -1)
	}
	return corpus.DayOf(t)
}

// The shared table of time expressions: days, months and quarters of which
// the numbers and the year are written.
func TestFindSharedTable(t *testing.T) {
	f, err := os.Open(filepath.Join(sharedtest.Folder(t), "data", "dates.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	all := finders(t)
	right, total, rows := map[string]int{}, map[string]int{}, 0
	for s := bufio.NewScanner(f); s.Scan(); {
		c := strings.Split(s.Text(), "\t")
		if c[0] == "lang" {
			continue
		}
		rows++
		tag, ref, text, kind, grain, start := c[0], c[2], c[3], c[4], c[5], c[6]
		if tag == "nb" {
			tag = "no"
		}
		if kind != "instant" || grain != "Day" && grain != "Month" && grain != "Quarter" || len(start) < 10 {
			continue
		}
		group := tag + " in words or without a year"
		if fourDigits.MatchString(text) && (grain != "Day" || dayDigits.MatchString(text)) {
			group = tag + " with a year"
		}
		total[group]++
		ok := false
		for _, d := range all[tag].Find(text, corpus.Day(ref[:10])) {
			ok = ok || string(d.First) == start[:10] && d.Last == lastOf(start[:10], grain)
		}
		if ok {
			right[group]++
		} else if strings.HasSuffix(group, "with a year") {
			t.Logf("%s: %q is %s (%s)", tag, text, start[:10], grain)
		}
	}
	sumRight, sumTotal := 0, 0
	for group, n := range total {
		t.Logf("%s: %d of %d", group, right[group], n)
		if strings.HasSuffix(group, "with a year") {
			sumRight, sumTotal = sumRight+right[group], sumTotal+n
		}
	}
	t.Logf("%d rows; with a year %d of %d", rows, sumRight, sumTotal)
	if 10*sumRight < 9*sumTotal {
		t.Errorf("%d of %d expressions with a year are right", sumRight, sumTotal)
	}
}

// Days found in the shared news pages are real days near their time.
func TestFindInSeeds(t *testing.T) {
	dir := sharedtest.Folder(t)
	all := finders(t)
	for name, tag := range map[string]string{"000_4f5fcd0972eeb6fc.txt": "he", "001_2c541b89d2bf5764.txt": "ru", "002_9e07b85fb041f0ce.txt": "nl", "003_d8a4f3da4854751e.txt": "ar", "004_0094552032c39347.txt": "no"} {
		data, err := os.ReadFile(filepath.Join(dir, "seeds", name))
		if err != nil {
			t.Fatal(err)
		}
		text := string(data)
		found := all[tag].Find(text, "2025-10-15")
		t.Logf("%s: %s", tag, show(text, found))
		if len(found) == 0 {
			t.Errorf("%s: no date", tag)
		}
		for _, d := range found {
			if d.First < "2020-01-01" || d.Last > "2046-01-01" {
				t.Errorf("%s: %s", tag, text[d.Start:d.End])
			}
		}
	}
}

// The shared table as a whole, as it is said at each row's own time: those
// with a year in digits, and all.
func TestSaidSharedTable(t *testing.T) {
	data, err := os.ReadFile(filepath.Join(sharedtest.Folder(t), "data", "dates.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	all := finders(t)
	monthFirst := regexp.MustCompile(`^\d+/\d+(/\d+)?$`) // Hebrew rows written as in the United States
	right, total := map[string]int{}, map[string]int{}
	for _, line := range strings.Split(strings.TrimSpace(string(data)), "\n")[1:] {
		c := strings.Split(line, "\t")
		tag, text, kind := c[0], c[3], c[4]
		if tag == "nb" {
			tag = "no"
		}
		if tag == "he" && monthFirst.MatchString(text) || strings.HasPrefix(kind, "open") {
			continue
		}
		now, err := time.Parse(time.RFC3339, c[2])
		if err != nil {
			t.Fatal(err)
		}
		first, err := time.Parse("2006-01-02T15:04:05", c[6])
		if err != nil {
			t.Fatal(err)
		}
		last := lastOf(c[6][:10], c[5])
		switch {
		case kind == "interval":
			end, err := time.Parse("2006-01-02T15:04:05", c[7])
			if err != nil {
				t.Fatal(err)
			}
			last = corpus.DayOf(end.AddDate(0, 0, -1))
		case c[5] == "Week":
			last = corpus.DayOf(first.AddDate(0, 0, 6))
		case c[5] == "Year":
			last = corpus.DayOf(first.AddDate(1, 0, -1))
		}
		ok := false
		for _, d := range all[tag].Said(text, now) {
			ok = ok || d.First == corpus.DayOf(first) && d.Last == last
		}
		for _, group := range []string{"all", tag, map[bool]string{true: "with a year", false: "without"}[regexp.MustCompile(`\d{4}`).MatchString(text)]} {
			total[group]++
			if ok {
				right[group]++
			}
		}
	}
	for group, n := range total {
		t.Logf("%s: %d of %d", group, right[group], n)
	}
	for group, least := range map[string]int{"all": 93, "with a year": 97, "vi": 95, "en": 83, "ru": 95, "nl": 95, "no": 95, "he": 95, "ar": 95} {
		if 100*right[group] < least*total[group] {
			t.Errorf("%s: %d of %d are right, want %d %%", group, right[group], total[group], least)
		}
	}
}
