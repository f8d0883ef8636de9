package extract_test

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"vanthu/corpus"
	"vanthu/corpus/format"
	"vanthu/corpus/sharedtest"
)

// goldDuties is what a careful official reads in whole documents.
type goldDuties struct {
	Duties []struct {
		Doc      string          `json:"doc"`
		Key      string          `json:"key"`
		Due      *corpus.Day     `json:"due"`
		Agency   []string        `json:"agency"`
		Optional bool            `json:"agency_optional"`
		Relation corpus.Relation `json:"relation"`
		OrDue    json.RawMessage `json:"or_due"`
		May      bool            `json:"optional"`
	} `json:"duties"`
	Traps   []goldPlace `json:"traps"`
	Allowed []goldPlace `json:"allowed"`
}

type goldPlace struct {
	Doc  string     `json:"doc"`
	Due  corpus.Day `json:"due"`
	Near string     `json:"near"`
}

// plainDigits makes Arabic-Indic digits ASCII, as the gold counts them the same.
func plainDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '٠' && r <= '٩' {
			return '0' + r - '٠'
		}
		return r
	}, clean(s))
}

func judgeDocuments(t *testing.T, dir string, gold goldDuties) (sum tally) {
	docs := map[string]*corpus.Document{}
	load := func(name string) *corpus.Document {
		if d := docs[name]; d != nil {
			return d
		}
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if err := (&format.Reader{Limits: format.DefaultLimits()}).Read(context.Background(), name, data, func(r format.Record) error {
			docs[name] = describer(t).Describe(r.Text)
			return r.Err
		}); err != nil {
			t.Fatal(err)
		}
		return docs[name]
	}
	due := func(d corpus.Duty) corpus.Day {
		if d.Deadline == nil {
			return ""
		}
		return d.Deadline.Due
	}
	used := map[string]map[int]bool{}
	c := dutyCase{}
	for _, g := range gold.Duties {
		d := load(g.Doc)
		if used[g.Doc] == nil {
			used[g.Doc] = map[int]bool{}
		}
		c.Name = g.Doc
		var hits []int
		for i, duty := range d.Duties {
			if strings.Contains(plainDigits(duty.Quote.In(d.Text)), plainDigits(g.Key)) {
				hits = append(hits, i)
			}
		}
		if g.Due == nil {
			sum.undated++
			var any string
			var list []string
			_ = json.Unmarshal(g.OrDue, &any)
			_ = json.Unmarshal(g.OrDue, &list)
			ok := false
			for _, i := range hits {
				if x := due(d.Duties[i]); x == "" || any == "*" || any == string(x) || slices.Contains(list, string(x)) {
					used[g.Doc][i] = true
					ok = true
				}
			}
			if ok {
				sum.undatedFound++
			} else {
				sum.miss(c, "UNDATED %q", g.Key)
			}
			continue
		}
		sum.dated++
		found, named := false, g.Optional
		var names []string
		for _, i := range hits {
			if due(d.Duties[i]) != *g.Due {
				continue
			}
			found = true
			used[g.Doc][i] = true
			for _, a := range d.Duties[i].Leads {
				names = append(names, strings.ToLower(a.Name.In(d.Text)))
			}
			if l := d.Duties[i].Leads; len(l) > 0 && l[len(l)-1].Name.End > l[0].Name.Start {
				names = append(names, strings.ToLower(clean(d.Text[l[0].Name.Start:l[len(l)-1].Name.End])))
			}
		}
		for _, a := range g.Agency {
			named = named || strings.Contains(strings.Join(names, " | "), strings.ToLower(a))
		}
		if !found {
			var have []string
			for _, i := range hits {
				have = append(have, string(due(d.Duties[i])))
			}
			sum.miss(c, "MISSING %s %q got %q", *g.Due, g.Key, have)
			continue
		}
		sum.found++
		if named {
			sum.agency++
		} else {
			sum.miss(c, "AGENCY %q of %q, got %q", g.Agency, g.Key, names)
		}
	}
	for name, d := range docs {
		c.Name = name
		for i, duty := range d.Duties {
			quote := plainDigits(duty.Quote.In(d.Text))
			if due(duty) == "" || used[name][i] {
				continue
			}
			at := func(p goldPlace) bool {
				return p.Doc == name && p.Due == due(duty) && strings.Contains(quote, plainDigits(p.Near))
			}
			if slices.ContainsFunc(gold.Allowed, at) {
				continue
			}
			sum.extra++
			sum.miss(c, "EXTRA %s %q", due(duty), firstWords(quote))
			if slices.ContainsFunc(gold.Traps, at) {
				sum.traps++
				sum.miss(c, "TRAP %s", due(duty))
			}
		}
	}
	return sum
}

func readGold(t *testing.T, file string) goldDuties {
	t.Helper()
	var gold goldDuties
	data, err := os.ReadFile(file)
	if err == nil {
		err = json.Unmarshal(data, &gold)
	}
	if err != nil {
		t.Fatal(err)
	}
	return gold
}

// Duties of press reports.
func TestDutySeeds(t *testing.T) {
	dir := sharedtest.Folder(t)
	gold := filepath.Join(dir, "eval", "duties_dev.json")
	if _, err := os.Stat(gold); errors.Is(err, fs.ErrNotExist) {
		t.Skip("the shared duties are not here")
	}
	sum := judgeDocuments(t, filepath.Join(dir, "seeds"), readGold(t, gold))
	if sum.found != sum.dated || sum.agency != sum.dated || sum.extra != 0 || sum.undatedFound != sum.undated {
		t.Errorf("%s\n%s", sum.figures(), strings.Join(sum.misses, "\n"))
	}
}
