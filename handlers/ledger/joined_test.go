package ledger_test

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"vanthu/corpus"
	"vanthu/corpus/extract"
	"vanthu/corpus/format"
	"vanthu/corpus/lexicon"
	"vanthu/handlers/ledger"
)

// sets are the folders of documents whose duties careful people have read.
const sets = "../../corpus/extract/testdata/duties/"

// oneLine brings the white space of a text to single blanks, as the keys of the
// sets have it.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// tellingsOf gives what the documents of a folder tell.
func tellingsOf(t *testing.T, dir string, d *extract.Describer, c ledger.Concepts) []ledger.Telling {
	t.Helper()
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var out []ledger.Telling
	for _, f := range files {
		if ext := filepath.Ext(f.Name()); ext != ".txt" && ext != ".md" {
			continue
		}
		data, err := os.ReadFile(filepath.Join(dir, f.Name()))
		if err != nil {
			t.Fatal(err)
		}
		err = (&format.Reader{Limits: format.DefaultLimits()}).Read(context.Background(), f.Name(), data, func(r format.Record) error {
			document := d.Describe(r.Text)
			document.ID, document.Path = f.Name(), f.Name()
			out = append(out, ledger.Tell(document, now, c)...)
			return r.Err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// What several documents of a set tell in several languages is one duty, and no
// duty holds two that people keep apart. The numbers are how many at least of
// those that several documents tell.
func TestDutiesOfDocumentSets(t *testing.T) {
	var least map[string]int
	read(t, "testdata/joined.yaml", &least)
	lx, err := lexicon.Load(nil)
	if err != nil {
		t.Fatal(err)
	}
	d, c := extract.NewDescriber(extract.New(lx)), lx.Concepts()
	for name, want := range least {
		data, err := os.ReadFile(filepath.Join(sets, name, "gold.json"))
		if err != nil {
			t.Fatal(err)
		}
		var gold struct {
			Duties []struct {
				Doc, Key, Same string
				Due            corpus.Day
			}
		}
		if err := json.Unmarshal(data, &gold); err != nil {
			t.Fatal(err)
		}
		duties := ledger.Build(tellingsOf(t, filepath.Join(sets, name), d, c), nil, now, lx).Duties(ledger.Filter{})
		told, joined := map[string]int{}, map[string]bool{}
		for _, g := range gold.Duties {
			if g.Same != "" {
				told[g.Same]++
			}
		}
		for _, duty := range duties {
			if duty.Deadline == nil {
				continue
			}
			tellings, found := 0, map[string]int{} // name → tellings that may be meant; a quote may hold two duties
			keys := map[string]int{}               // name → the keys that its tellings hold
			for _, s := range duty.Tellings {
				names := map[string]bool{}
				for _, g := range gold.Duties {
					if g.Same != "" && s.Document == g.Doc && duty.Deadline.Due == g.Due && strings.Contains(oneLine(s.Quote), g.Key) {
						names[g.Same] = true
						keys[g.Same]++
					}
				}
				for n := range names {
					found[n]++
				}
				if len(names) > 0 {
					tellings++
				}
			}
			one := tellings == 0
			for n := range found {
				one = one || found[n] == tellings
				joined[n] = joined[n] || keys[n] == told[n]
			}
			if !one {
				t.Errorf("%s: duty %s holds %v", name, duty.ID, found)
			}
		}
		whole := 0
		for _, all := range joined {
			if all {
				whole++
			}
		}
		if whole < want {
			t.Errorf("%s: %d of %d duties that several documents tell are one, want %d", name, whole, len(told), want)
		}
	}
}
