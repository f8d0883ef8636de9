package calendar_test

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"gopkg.in/yaml.v3"

	"vanthu/corpus"
	"vanthu/corpus/calendar"
	"vanthu/corpus/lang"
	"vanthu/corpus/lexicon"
)

var update = flag.Bool("update", false, "write what is found into the files of testdata; look at the difference")

// expressions is a file of texts and what is to be found in them.
type expressions struct {
	Ref   string       `yaml:"ref"` // the document's day, or the time it is said
	Cases []expression `yaml:"cases"`
}

type expression struct {
	Text string   `yaml:"text,flow"`
	Want []string `yaml:"want,flow"`
}

func readExpressions(t testing.TB, name string) expressions {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var e expressions
	if err := yaml.Unmarshal(data, &e); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return e
}

func write(t *testing.T, name string, e expressions) {
	t.Helper()
	var b strings.Builder
	quote := func(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }
	b.WriteString("ref: " + quote(e.Ref) + "\ncases:\n")
	for _, c := range e.Cases {
		b.WriteString("  - text: " + quote(c.Text) + "\n")
		if len(c.Want) == 0 {
			b.WriteString("    want: []\n")
			continue
		}
		b.WriteString("    want:\n")
		for _, w := range c.Want {
			b.WriteString("      - " + quote(w) + "\n")
		}
	}
	if err := os.WriteFile(name, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}

// describe writes a date as the files do: [the words of its relation] its
// words = its days and what else is known of it.
func describe(text string, d calendar.Date) string {
	words := text[d.Start:d.End]
	if d.Lead < d.Start {
		words = "[" + strings.TrimSpace(text[d.Lead:d.Start]) + "] " + words
	}
	out := []string{words, "="}
	switch {
	case d.First != "" && d.First == d.Last:
		out = append(out, string(d.First))
	case d.First != "" || d.Last != "":
		out = append(out, string(d.First)+".."+string(d.Last))
	}
	out = append(out, string(d.Relation), string(d.Precision), d.Within, strings.NewReplacer("RRULE:", "", "\n", " + ").Replace(d.Recurrence), string(d.Problem))
	if d.WorkingDays {
		out = append(out, "working")
	}
	if d.Continuous {
		out = append(out, "continuous")
	}
	if d.Basis != corpus.Explicit {
		out = append(out, string(d.Basis))
	}
	return strings.Join(slices.DeleteFunc(out, func(s string) bool { return s == "" }), " ")
}

// golden runs the cases of the files of a folder, a file a language.
func golden(t *testing.T, folder string, least map[string]int, find func(f *calendar.Finder, text, ref string) []calendar.Date) {
	lx, err := lexicon.Load(nil)
	if err != nil {
		t.Fatal(err)
	}
	holidays, err := calendar.LoadHolidays(nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, tag := range lang.Tags() {
		t.Run(tag, func(t *testing.T) {
			f := calendar.NewFinder(lx.Language(tag)).WithHolidays(holidays)
			name := filepath.Join("testdata", folder, tag+".yaml")
			e := readExpressions(t, name)
			if len(e.Cases) < least[tag] {
				t.Errorf("%d cases, want at least %d", len(e.Cases), least[tag])
			}
			for n, c := range e.Cases {
				var got []string
				for _, d := range find(f, c.Text, e.Ref) {
					got = append(got, describe(c.Text, d))
				}
				if *update {
					e.Cases[n].Want = got
				} else if !slices.Equal(got, c.Want) {
					t.Errorf("%q\n got %q\nwant %q", c.Text, got, c.Want)
				}
			}
			if *update {
				write(t, name, e)
			}
		})
	}
}

// What may be a deadline in a document.
func TestDeadlines(t *testing.T) {
	least := map[string]int{"vi": 100}
	for _, tag := range lang.Tags() {
		least[tag] = max(least[tag], 40)
	}
	golden(t, "deadlines", least, func(f *calendar.Finder, text, ref string) []calendar.Date {
		return f.Deadlines(text, lang.Words(text), corpus.Day(ref))
	})
}

// What looks like a time and is none.
func TestDeadlineTraps(t *testing.T) {
	golden(t, "traps", nil, func(f *calendar.Finder, text, ref string) []calendar.Date {
		return f.Deadlines(text, lang.Words(text), corpus.Day(ref))
	})
}

// What people say in a chat.
func TestSaid(t *testing.T) {
	golden(t, "said", nil, func(f *calendar.Finder, text, ref string) []calendar.Date {
		now, err := time.Parse(time.RFC3339, ref)
		if err != nil {
			t.Fatal(err)
		}
		return f.Said(text, now)
	})
}
