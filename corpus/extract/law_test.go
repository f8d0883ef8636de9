package extract_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"vanthu/corpus"
	"vanthu/corpus/extract"
	"vanthu/corpus/format"
	"vanthu/corpus/sharedtest"
)

// Real articles of laws are official texts, no procedures, and keep the rules
// of passages; numbers in them look like numbers.
func TestDescribeLaws(t *testing.T) {
	data, err := os.ReadFile(filepath.Join(sharedtest.Folder(t), "data", "law", "small.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	d := extract.NewDescriber(extract.New(load(t)))
	r := format.Reader{Limits: format.DefaultLimits()}
	kinds, standings, languages, all := map[corpus.Kind]int{}, map[corpus.Standing]int{}, map[string]int{}, 0
	if err := r.Read(context.Background(), "small.jsonl", data, func(rec format.Record) error {
		if rec.Err != nil {
			return nil
		}
		doc := d.Describe(rec.Text)
		checkPassages(t, doc, rec.Text.Blocks)
		all++
		kinds[doc.Kind]++
		standings[doc.Standing]++
		languages[doc.Language]++
		if doc.Standing == corpus.Report && standings[corpus.Report] < 6 || doc.Language != "vi" {
			t.Logf("%s is a %s in %s: %.80s", rec.ID, doc.Standing, doc.Language, doc.Title)
		}
		if doc.Number != "" && all%50 == 0 {
			t.Logf("%s has the number %s", rec.ID, doc.Number)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d records: %v %v %v", all, kinds, standings, languages)
	if kinds[corpus.KindProcedure] > 0 || languages["vi"] < all*99/100 || standings[corpus.Official] < all*95/100 {
		t.Errorf("%d records: %v %v %v", all, kinds, standings, languages)
	}
}
