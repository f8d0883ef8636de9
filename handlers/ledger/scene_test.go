package ledger_test

import (
	"cmp"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"gopkg.in/yaml.v3"

	"vanthu/corpus"
	"vanthu/corpus/lexicon"
	"vanthu/handlers/ledger"
)

// bodies is a small world of agencies: successors and collectives.
type bodies struct {
	successor map[string]string
	members   map[string][]string
}

// world has a ministry that was merged into another, and two collectives.
func world() bodies {
	return bodies{map[string]string{"mic": "most"}, map[string][]string{"localities": {"lam-dong", "dak-lak", "hue"}, "ministries": {"most", "mof", "moh"}, "all-bodies": {"lam-dong", "dak-lak", "hue", "most", "mof", "moh"}}}
}

func (b bodies) Holder(id string, _ corpus.Day) string { return cmp.Or(b.successor[id], id) }

func (b bodies) Same(x, y string) bool { return b.Holder(x, "") == b.Holder(y, "") }

func (b bodies) LocalKind(id string) string {
	if strings.HasPrefix(id, "dept-") {
		return "province"
	}
	return ""
}

func (b bodies) Meets(x, y string) bool {
	return slices.ContainsFunc(b.members[x], func(m string) bool { return slices.Contains(b.members[y], m) })
}

func (b bodies) Covers(holder, id string) bool { return slices.Contains(b.members[id], holder) }

// scene is a telling as the test data write it.
type scene struct {
	Key        string
	In         string
	Document   string
	Title      string
	Number     string
	Lead       string
	Action     string
	Quote      string // the action where empty
	Product    string
	Due        *corpus.Day
	Start      corpus.Day
	Relation   corpus.Relation
	Precision  corpus.Precision
	Recurrence string
	Continuous bool
	Standing   corpus.Standing
	Issued     corpus.Day
	Recorded   corpus.Day
	Force      corpus.Force
	Amends     []string
	Former     bool
	Agency     bool     // for the agency's own people only
	Marks      []string // what its document names, as extract gives it
}

// over fills what s leaves open from other.
func (s scene) over(other scene) scene {
	s.In, s.Document, s.Number, s.Lead, s.Action = cmp.Or(s.In, other.In), cmp.Or(s.Document, other.Document), cmp.Or(s.Number, other.Number), cmp.Or(s.Lead, other.Lead), cmp.Or(s.Action, other.Action)
	if s.Due == nil {
		s.Due = other.Due
	}
	s.Relation, s.Precision, s.Recurrence = cmp.Or(s.Relation, other.Relation), cmp.Or(s.Precision, other.Precision), cmp.Or(s.Recurrence, other.Recurrence)
	s.Standing, s.Issued = cmp.Or(s.Standing, other.Standing), cmp.Or(s.Issued, other.Issued)
	return s
}

func at(t testing.TB, d corpus.Day) time.Time {
	t.Helper()
	day, ok := d.Time()
	if !ok {
		t.Fatalf("%q is no day", d)
	}
	return day
}

// telling makes the telling of a scene; every lead that opens with a question
// mark is unknown to the lexicon.
func (s scene) telling(t testing.TB, concepts *lexicon.Concepts) ledger.Telling {
	t.Helper()
	out := ledger.Telling{Key: s.Key, Document: cmp.Or(s.Document, "of "+s.Key), Title: s.Title, Number: s.Number, NumberKey: s.Number, Language: cmp.Or(s.In, "vi"), Standing: cmp.Or(s.Standing, corpus.Report),
		Issued: cmp.Or(s.Issued, "2025-10-15"), Action: s.Action, Product: s.Product, Quote: cmp.Or(s.Quote, s.Action+"."), Force: cmp.Or(s.Force, corpus.Ordered), Amends: s.Amends, Former: s.Former, Recorded: at(t, cmp.Or(s.Recorded, "2025-10-16"))}
	out.Path = out.Document
	if len(s.Marks) > 0 {
		d := corpus.Document{Issued: out.Issued, Marks: s.Marks, Duties: make([]corpus.Duty, 1)}
		told := ledger.Tell(&d, out.Recorded, nil)[0]
		out.Held, out.Marks = told.Held, told.Marks
	}
	for _, lead := range strings.Split(s.Lead, ", ") {
		if name, ok := strings.CutPrefix(lead, "?"); ok {
			out.Leads = append(out.Leads, ledger.Agency{Text: name})
		} else if lead != "" {
			out.Leads = append(out.Leads, ledger.Agency{ID: lead, Text: lead})
		}
	}
	due := corpus.Day("")
	if s.Due != nil {
		due = *s.Due
	}
	if due != "" || s.Recurrence != "" || s.Continuous || s.Start != "" {
		out.Deadline = &corpus.Deadline{Due: due, Start: s.Start, Relation: cmp.Or(s.Relation, corpus.By), Precision: cmp.Or(s.Precision, corpus.DayPrecision), Recurrence: s.Recurrence, Continuous: s.Continuous}
		out.DeadlineText = string(due)
	}
	if s.Agency {
		out.Visibility = corpus.AgencyOnly()
	}
	out.Compare(concepts)
	return out
}

func concepts(t testing.TB) *lexicon.Concepts {
	t.Helper()
	lx, err := lexicon.Load(nil)
	if err != nil {
		t.Fatal(err)
	}
	return lx.Concepts()
}

func read(t testing.TB, file string, to any) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(data, to); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
}

// everyone sees what the agency's own people see.
func everyone() corpus.Viewer { return corpus.Viewer{Agency: true} }

// groups gives the keys of the tellings of each duty, sorted, joined by "+".
func groups(l *ledger.Ledger) []string {
	var out []string
	for _, d := range l.Duties(ledger.Filter{Viewer: everyone()}) {
		var keys []string
		for _, t := range d.Tellings {
			keys = append(keys, t.Key)
		}
		slices.Sort(keys)
		out = append(out, strings.Join(keys, "+"))
	}
	slices.Sort(out)
	return out
}

// family is one duty of same.yaml.
type family struct {
	Duty  string
	Tell  []scene
	scene `yaml:",inline"`
}

func families(t testing.TB) (tellings []ledger.Telling, want []string) {
	var list []family
	read(t, "testdata/same.yaml", &list)
	c := concepts(t)
	for i, f := range list {
		var keys []string
		for j, s := range f.Tell {
			s.Key = fmt.Sprintf("%02d%c", i, 'a'+j)
			keys = append(keys, s.Key)
			tellings = append(tellings, s.over(f.scene).telling(t, c))
		}
		want = append(want, strings.Join(keys, "+"))
	}
	return tellings, want
}

var now = time.Date(2025, 10, 20, 9, 0, 0, 0, time.UTC)

func TestOneDutyToldInManyLanguages(t *testing.T) {
	tellings, want := families(t)
	if got := groups(ledger.Build(tellings, nil, now, world())); !slices.Equal(got, want) {
		for _, g := range want {
			if !slices.Contains(got, g) {
				t.Errorf("%s is not one duty", g)
			}
		}
		for _, g := range got {
			if !slices.Contains(want, g) {
				t.Errorf("%s is one duty", g)
			}
		}
	}
}

func TestDutiesThatOnlyLookAlike(t *testing.T) {
	var list []struct {
		Why  string
		A, B scene
	}
	read(t, "testdata/apart.yaml", &list)
	c := concepts(t)
	for _, p := range list {
		p.A.Key, p.B.Key = "a", "b"
		b := p.B.over(p.A)
		b.Document = p.B.Document
		l := ledger.Build([]ledger.Telling{p.A.telling(t, c), b.telling(t, c)}, nil, now, world())
		if n := len(l.Duties(ledger.Filter{})); n != 2 {
			t.Errorf("%s: %d duties, want 2", p.Why, n)
		}
	}
}

// Which of a document's duties another one tells is decided among them.
func TestDutiesOfSeveralAccounts(t *testing.T) {
	var list []struct {
		Name     string
		Marks    map[string][]string // by document
		Tellings []scene
	}
	read(t, "testdata/accounts.yaml", &list)
	c := concepts(t)
	for _, test := range list {
		var tellings []ledger.Telling
		same := map[byte][]string{}
		for _, s := range test.Tellings {
			s.Marks = test.Marks[s.Document]
			tellings = append(tellings, s.telling(t, c))
			same[s.Key[0]] = append(same[s.Key[0]], s.Key)
		}
		var want []string
		for _, keys := range same {
			slices.Sort(keys)
			want = append(want, strings.Join(keys, "+"))
		}
		slices.Sort(want)
		if got := groups(ledger.Build(tellings, nil, now, world())); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", test.Name, got, want)
		}
		slices.Reverse(tellings)
		if got := groups(ledger.Build(tellings, nil, now, world())); !slices.Equal(got, want) {
			t.Errorf("%s: %v in another order, want %v", test.Name, got, want)
		}
	}
}

// Among thousands of other duties with the same leads and days, the tellings
// of one duty still find each other, and no two duties become one.
func TestOneDutyAmongMany(t *testing.T) {
	tellings, want := families(t)
	leads := []string{"most", "mof", "moh", "moha", "mps", "moet", "lam-dong", "localities", "government-party", "na-party"}
	others := many(t, 6000)
	for i := range others {
		others[i].Key, others[i].Leads = "other "+others[i].Key, []ledger.Agency{{ID: leads[i/3%len(leads)], Text: "x"}}
	}
	l := ledger.Build(append(tellings, others...), nil, now, world())
	seen := map[string]string{}
	for _, family := range want {
		list := strings.Split(family, "+")
		d, _ := l.Duty(list[0], everyone())
		for _, key := range list[1:] {
			if e, _ := l.Duty(key, everyone()); e.ID != d.ID {
				t.Errorf("%s and %s are two duties", list[0], key)
			}
		}
		if other := seen[d.ID]; other != "" {
			t.Errorf("%s and %s are one duty", other, family)
		}
		seen[d.ID] = family
	}
}
