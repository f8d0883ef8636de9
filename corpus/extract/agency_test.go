package extract_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"

	"vanthu/corpus/extract"
	"vanthu/corpus/lang"
	"vanthu/corpus/sharedtest"
)

// The bodies named in the sentences of testdata/agencies.
func TestMentions(t *testing.T) {
	lx := load(t)
	x := extract.New(lx)
	for _, tag := range lang.Tags() {
		data, err := os.ReadFile(filepath.Join("testdata", "agencies", tag+".yaml"))
		if err != nil {
			t.Fatal(err)
		}
		var cases []struct {
			Text   string
			Bodies []string
		}
		if err := yaml.Unmarshal(data, &cases); err != nil {
			t.Fatalf("%s: %v", tag, err)
		}
		if len(cases) < 40 {
			t.Errorf("%s has %d sentences", tag, len(cases))
		}
		for _, c := range cases {
			var got []string
			for _, m := range x.Mentions(c.Text, tag, lang.Words(c.Text)) {
				id := m.ID
				if id == "" {
					id = "?"
				} else if a, ok := lx.Agency(id); !ok || m.Collective != (len(a.Members) > 0) {
					t.Errorf("%s: %q names %q, which the lexicon has otherwise", tag, c.Text, id)
				}
				if m.Generic {
					id += " *"
				}
				got = append(got, c.Text[m.Start:m.End]+" => "+id)
			}
			if strings.Join(got, "\n") != strings.Join(c.Bodies, "\n") {
				t.Errorf("%s: %s\n got  %s\n want %s", tag, c.Text, strings.Join(got, "\n      "), strings.Join(c.Bodies, "\n      "))
			}
		}
	}
}

// Every name of a body is found as that body in a text of its language, but
// for the words of collectives that their parts make up.
func TestMentionsOfEveryName(t *testing.T) {
	lx := load(t)
	x := extract.New(lx)
	for _, a := range lx.Agencies {
		for tag, names := range a.Names {
			for _, n := range names {
				ms := x.Mentions(n, tag, lang.Words(n))
				if len(ms) != 1 || ms[0].ID != a.ID || ms[0].Start != 0 || ms[0].End < len(strings.TrimRight(n, ")\"'")) {
					t.Errorf("%s: %q gives %+v, want %s", tag, n, ms, a.ID)
				}
			}
		}
	}
}

// A body that has ended is to be found under its own name and that of the
// body that followed it; a local body under its place.
func TestNamedAgencies(t *testing.T) {
	d := extract.NewDescriber(extract.New(load(t)))
	for text, want := range map[string]string{
		"giao Bộ Thông tin và Truyền thông":            "agency:mic agency:most",
		"giao Bộ Khoa học và Công nghệ":                "agency:most",
		"UBND tỉnh Lâm Đồng":                           "agency:vn-68.pc agency:vn-68",
		"Đắk Nông":                                     "agency:vn-dak-nong agency:vn-68",
		"Đảng ủy Khối Doanh nghiệp Trung ương báo cáo": "agency:party-bloc-enterprises agency:party-central-agencies",
	} {
		var keys []string
		for _, n := range d.Named(text, "vi") {
			keys = append(keys, n.Key)
		}
		if got := strings.Join(keys, " "); got != want {
			t.Errorf("%q has the keys %s, want %s", text, got, want)
		}
	}
}

// The bodies of the shared table of duties are known: of the cells that name
// bodies of the State, at least 97 in 100 consist of known ones.
func TestMentionsOfDutyTable(t *testing.T) {
	data, err := os.ReadFile(filepath.Join(sharedtest.Folder(t), "data", "nq57", "duties.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	x := extract.New(load(t))
	cells, known := 0, 0
	for _, line := range strings.Split(strings.TrimSpace(string(data)), "\n") {
		var row struct{ Lead, Coordinate string }
		if err := json.Unmarshal([]byte(line), &row); err != nil {
			t.Fatal(err)
		}
		for _, cell := range []string{row.Lead, row.Coordinate} {
			if cell == "" {
				continue
			}
			cells++
			ms := x.Mentions(cell, "vi", lang.Words(cell))
			all := len(ms) > 0
			for _, m := range ms {
				all = all && (m.ID != "" || m.Generic)
			}
			if all {
				known++
			} else {
				t.Logf("not known: %s", cell)
			}
		}
	}
	t.Logf("%d of %d cells are known", known, cells)
	if known*100 < cells*97 {
		t.Errorf("%d of %d cells are known", known, cells)
	}
}

// Mentions lie in the text in order, cut no letter and name what is there.
func FuzzMentions(f *testing.F) {
	lx := load(f)
	x := extract.New(lx)
	for i, seed := range []string{"Bộ trưởng Bộ Công an, UBND các tỉnh", "the Lam Dong Department of Finance and agencies", "Министерством финансов и ведомствами",
		"ולוועדת המפלגה", "وللجنة التوجيهية", "folkekomiteen i Lam Dong", "Het Departement van", "Ban Chỉ đạo về - , &", "Sở X, Y và Z", ""} {
		f.Add(seed, uint8(i))
	}
	f.Fuzz(func(t *testing.T, text string, n uint8) {
		tags := lang.Tags()
		tag := tags[int(n)%len(tags)]
		words := lang.Words(text)
		starts, ends := map[int]bool{}, map[int]bool{}
		for _, w := range words {
			starts[w.Start], ends[w.End] = true, true
		}
		end := 0
		for _, m := range x.Mentions(text, tag, words) {
			if m.Start < end || m.End <= m.Start || m.End > len(text) || !starts[m.Start] || !ends[len(strings.TrimRight(text[:m.End], "»”“\""))] { // a mark that closes a name belongs to it
				t.Fatalf("%q: %+v", text, m)
			}
			if _, ok := lx.Agency(m.ID); m.ID != "" && !ok {
				t.Fatalf("%q: no agency %q", text, m.ID)
			}
			end = m.End
		}
	})
}
