package corpus_test

import (
	"encoding/json"
	"reflect"
	"testing"
	"time"

	"gopkg.in/yaml.v3"

	"vanthu/corpus"
)

func TestCite(t *testing.T) {
	d := &corpus.Document{Path: "a.txt", Text: "Điều 1. Hạn là thứ Ba. Hết."}
	p := corpus.Passage{ID: "art_1", Start: 2, End: 20}
	for _, c := range []struct {
		name       string
		start, end int
		ok         bool
	}{
		{"whole passage", 2, 20, true}, {"inside", 6, 9, true},
		{"before it", 1, 9, false}, {"behind it", 6, 21, false}, {"empty", 5, 5, false}, {"turned round", 9, 5, false}, {"negative", -1, 5, false}, {"far behind", 30, 40, false},
	} {
		got, err := corpus.Cite(d, p, c.start, c.end)
		if (err == nil) != c.ok {
			t.Errorf("%s: error %v", c.name, err)
		}
		if c.ok && (got.Quote() != d.Text[c.start:c.end] || got.Start() != c.start || got.End() != c.end) {
			t.Errorf("%s: %q at %d to %d", c.name, got.Quote(), got.Start(), got.End())
		}
	}
	if _, err := corpus.Cite(d, corpus.Passage{ID: "x", Start: 0, End: 1000}, 0, 900); err == nil {
		t.Error("a quote behind the text was accepted")
	}
	if _, err := corpus.Cite(d, corpus.Passage{ID: "x", Start: -3, End: 10}, -3, 5); err == nil {
		t.Error("a quote before the text was accepted")
	}
	// A quote never cuts a letter: Đ has two bytes.
	if _, err := corpus.Cite(d, corpus.Passage{ID: "x", Start: 0, End: 20}, 1, 9); err == nil {
		t.Error("a quote that starts inside a letter was accepted")
	}
	if _, err := corpus.Cite(d, corpus.Passage{ID: "x", Start: 0, End: 20}, 0, 1); err == nil {
		t.Error("a quote that ends inside a letter was accepted")
	}
}

func TestSpan(t *testing.T) {
	if s := (corpus.Span{}); !s.Empty() || s.In("abc") != "" {
		t.Error("the zero span is not empty")
	}
	if s := (corpus.Span{Start: 1, End: 3}); s.Empty() || s.In("abc") != "bc" {
		t.Errorf("1 to 3 of abc is %q", s.In("abc"))
	}
	if s := (corpus.Span{Start: 3, End: 1}); !s.Empty() || s.In("abc") != "" {
		t.Error("a span turned round is not empty")
	}
}

func TestDay(t *testing.T) {
	hanoi := time.FixedZone("", 7*3600)
	if d := corpus.DayOf(time.Date(2026, 3, 31, 23, 30, 0, 0, hanoi)); d != "2026-03-31" {
		t.Errorf("the evening in Hanoi is %s", d)
	}
	for d, want := range map[corpus.Day]bool{"2024-02-29": true, "2025-02-29": false, "": false, "31/3/2026": false, "2026-3-1": false} {
		if _, ok := d.Time(); ok != want {
			t.Errorf("%q is a day: %v", d, ok)
		}
	}
}

// Who sees what.
func TestSees(t *testing.T) {
	public, agency, named := corpus.Visibility{}, corpus.AgencyOnly(), corpus.Named("an", "binh")
	for _, c := range []struct {
		name   string
		viewer corpus.Viewer
		want   [3]bool // public, agency, named
	}{
		{"nobody", corpus.Viewer{}, [3]bool{true, false, false}},
		{"a citizen", corpus.Viewer{Person: "chi"}, [3]bool{true, false, false}},
		{"an official", corpus.Viewer{Person: "dung", Agency: true}, [3]bool{true, true, false}},
		{"a named citizen", corpus.Viewer{Person: "an"}, [3]bool{true, false, true}},
		{"a named official", corpus.Viewer{Person: "binh", Agency: true}, [3]bool{true, true, true}},
		{"somebody who calls himself agency", corpus.Viewer{Person: "agency"}, [3]bool{true, false, false}},
		{"somebody who calls himself public", corpus.Viewer{Person: "public"}, [3]bool{true, false, false}},
		{"somebody who calls himself person:an", corpus.Viewer{Person: "person:an"}, [3]bool{true, false, false}},
	} {
		got := [3]bool{c.viewer.Sees(public), c.viewer.Sees(agency), c.viewer.Sees(named)}
		if got != c.want {
			t.Errorf("%s sees %v, want %v", c.name, got, c.want)
		}
		// Terms say the same as Sees.
		for i, v := range []corpus.Visibility{public, agency, named} {
			if shared := overlap(v.Terms(), c.viewer.Terms()); shared != got[i] {
				t.Errorf("%s: terms %v and %v", c.name, v.Terms(), c.viewer.Terms())
			}
		}
	}
	for _, w := range []corpus.Viewer{{}, {Agency: true}, {Person: "nobody", Agency: true}, {Person: "an", Agency: true}} {
		if w.Sees(corpus.Named()) {
			t.Errorf("%+v sees what is for nobody", w)
		}
	}
}

func overlap(a, b []string) bool {
	for _, x := range a {
		for _, y := range b {
			if x == y {
				return true
			}
		}
	}
	return false
}

// The list of people is the caller's no longer.
func TestNamedKeepsItsOwnList(t *testing.T) {
	people := []string{"an", "binh"}
	v := corpus.Named(people...)
	people[0] = "mallory"
	if (corpus.Viewer{Person: "mallory"}).Sees(v) {
		t.Error("changing the list let somebody in")
	}
}

func TestVisibilityForms(t *testing.T) {
	for _, c := range []struct {
		json, yaml string
		terms      []string
	}{
		{`"public"`, "public", []string{"public"}}, {`""`, `""`, []string{"public"}}, {`null`, "null", []string{"public"}},
		{`"agency"`, "agency", []string{"agency"}}, {`"nobody"`, "nobody", []string{"nobody"}}, {`["an","binh"]`, "[an, binh]", []string{"person:an", "person:binh"}},
	} {
		var j, y corpus.Visibility
		if err := json.Unmarshal([]byte(c.json), &j); err != nil || !reflect.DeepEqual(j.Terms(), c.terms) {
			t.Errorf("JSON %s is %v, %v", c.json, j.Terms(), err)
		}
		if err := yaml.Unmarshal([]byte(c.yaml), &y); err != nil || !reflect.DeepEqual(y.Terms(), c.terms) {
			t.Errorf("YAML %s is %v, %v", c.yaml, y.Terms(), err)
		}
		b, err := json.Marshal(j)
		var again corpus.Visibility
		if err != nil || json.Unmarshal(b, &again) != nil || !reflect.DeepEqual(again.Terms(), c.terms) {
			t.Errorf("%s is written %s", c.json, b)
		}
	}
	// What is not understood is refused, never shown to everybody.
	for _, bad := range []string{`"Agency "`, `"secret"`, `[]`, `[1]`, `[""]`, `true`, `{"people":["an"]}`, `7`} {
		v := corpus.AgencyOnly()
		if err := json.Unmarshal([]byte(bad), &v); err == nil {
			t.Errorf("JSON %s is %v", bad, v.Terms())
		} else if !reflect.DeepEqual(v.Terms(), []string{"agency"}) {
			t.Errorf("JSON %s was refused and changed the visibility to %v", bad, v.Terms())
		}
		v = corpus.AgencyOnly()
		if err := yaml.Unmarshal([]byte(bad), &v); err == nil {
			t.Errorf("YAML %s is %v", bad, v.Terms())
		}
	}
}

func TestLastHeading(t *testing.T) {
	for section, want := range map[string]string{"": "", "II. Tasks": "II. Tasks", "Plan › II. Tasks › No. | Task": "No. | Task"} {
		if got := corpus.LastHeading(section); got != want {
			t.Errorf("%q: %q, want %q", section, got, want)
		}
	}
}
