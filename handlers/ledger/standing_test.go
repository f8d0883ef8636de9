package ledger_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	"vanthu/corpus"
	"vanthu/handlers/ledger"
)

// deed is an act as the test data write it.
type deed struct {
	At       corpus.Day
	Kind     ledger.ActKind
	Duty     string
	Role     string
	Due      corpus.Day
	Lead     string
	Action   string
	Percent  int
	State    string
	Proposal *scene
}

// standing is a duty as the test data expect it.
type standing struct {
	Tell      string
	Status    ledger.Status
	Due       corpus.Day
	Relation  corpus.Relation
	Lead      string
	Action    string
	By        string
	Conflicts []string
	Percent   int
	State     string
}

func (s standing) String() string {
	return fmt.Sprintf("%s %s due %q %s lead %q %q by %q conflicts %v %d%% %s", s.Tell, s.Status, s.Due, s.Relation, s.Lead, s.Action, s.By, s.Conflicts, s.Percent, s.State)
}

func keys(d ledger.Duty) string {
	var out []string
	for _, t := range d.Tellings {
		out = append(out, t.Key)
	}
	slices.Sort(out)
	return strings.Join(out, "+")
}

func TestHowDutiesStand(t *testing.T) {
	var list []struct {
		Name     string
		Now      corpus.Day
		Tellings []scene
		Acts     []deed
		Want     []standing
	}
	read(t, "testdata/standing.yaml", &list)
	c := concepts(t)
	for _, test := range list {
		t.Run(test.Name, func(t *testing.T) {
			var tellings []ledger.Telling
			for _, s := range test.Tellings {
				tellings = append(tellings, s.telling(t, c))
			}
			var acts []ledger.Act
			for _, a := range test.Acts {
				if key, ok := strings.CutPrefix(a.Duty, "id of "); ok {
					a.Duty = ledger.ID(key)
				}
				act := ledger.Act{At: at(t, a.At), Kind: a.Kind, Duty: a.Duty, Role: a.Role, Percent: a.Percent, State: a.State, Action: a.Action}
				if a.Due != "" {
					act.Deadline = &corpus.Deadline{Due: a.Due, Relation: corpus.By, Precision: corpus.DayPrecision}
				}
				if a.Lead != "" {
					act.Lead = &ledger.Agency{ID: a.Lead, Text: a.Lead}
				}
				if a.Proposal != nil {
					p := a.Proposal.telling(t, c)
					act.Proposal = &p
				}
				acts = append(acts, act)
			}
			l := ledger.Build(tellings, acts, at(t, cmp.Or(test.Now, "2025-10-20")), world())
			var got, want []string
			names := map[string]string{}
			duties := l.Duties(ledger.Filter{})
			for _, d := range duties {
				names[d.ID] = keys(d)
			}
			for i, w := range test.Want {
				if w.Conflicts == nil {
					test.Want[i].Conflicts = []string{}
				}
				want = append(want, test.Want[i].String())
			}
			for _, d := range duties {
				s := standing{Tell: keys(d), Status: d.Status, By: names[d.SupersededBy], Conflicts: []string{}}
				for _, c := range d.Conflicts {
					s.Conflicts = append(s.Conflicts, names[c])
				}
				if d.Deadline != nil {
					s.Due = d.Deadline.Due
				}
				if d.Progress != nil {
					s.Percent, s.State = d.Progress.Percent, d.Progress.State
				}
				for _, w := range test.Want {
					if w.Tell == s.Tell && w.Relation != "" && d.Deadline != nil {
						s.Relation = d.Deadline.Relation
					}
					if w.Tell == s.Tell && w.Action != "" {
						s.Action = d.Action
						if d.Correction == nil || d.Correction.Action != d.Action {
							t.Errorf("%s does not name its correction", s.Tell)
						}
					}
					if w.Tell == s.Tell && w.Lead != "" {
						s.Lead = d.Leads[0].ID
					}
				}
				got = append(got, s.String())
			}
			slices.Sort(got)
			slices.Sort(want)
			if !slices.Equal(got, want) {
				t.Errorf("got\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(want, "\n  "))
			}
		})
	}
}
