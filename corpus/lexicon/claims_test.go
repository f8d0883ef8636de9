package lexicon_test

import (
	"reflect"
	"testing"
	"testing/fstest"

	"vanthu/corpus/lang"
	"vanthu/corpus/lexicon"
)

// Every language has every list of claims, but for those that its grammar or
// script does without.
func TestClaimsAreFilled(t *testing.T) {
	without := map[string]map[string]bool{
		"NegationBehind": {"vi": true, "en": true, "ru": true, "he": true, "ar": true}, // it stands in front
		"Prefixes":       {"vi": true, "en": true, "ru": true, "nl": true, "no": true}, // words stand apart
		"Names":          {"he": true, "ar": true},                                     // no capital letters
		"Perfect":        {"vi": true, "ru": true, "he": true, "ar": true},             // one word tells what is done
		"Participles":    {"vi": true, "ru": true, "he": true, "ar": true},
		"Forms":          {"vi": true, "he": true, "ar": true}, // letters between the roots do it, or nothing
		"VerbFirst":      {"vi": true, "en": true, "nl": true, "no": true, "he": true},
		"NounFirst":      {"en": true, "ru": true, "nl": true, "no": true},
		"UpTo":           {"vi": true, "en": true, "nl": true, "no": true, "he": true, "ar": true}, // a phrase of its own
		"Under":          {"vi": true, "en": true, "ru": true, "nl": true, "no": true, "he": true}, // likewise
		"But":            {"vi": true, "en": true, "ru": true, "nl": true, "no": true},             // "only" is a word
	}
	c, err := load(t).Claims()
	if err != nil {
		t.Fatal(err)
	}
	axes := c.Words["en"].Poles
	for _, tag := range lang.Tags() {
		w := reflect.ValueOf(*c.Words[tag])
		for i := range w.NumField() {
			if name := w.Type().Field(i).Name; w.Field(i).IsZero() && !without[name][tag] {
				t.Errorf("%s has no %s", tag, name)
			}
		}
		for axis := range axes {
			if len(c.Words[tag].Poles[axis]) == 0 {
				t.Errorf("%s has no words of the axis %s", tag, axis)
			}
		}
	}
}

// An installation adds words of its own.
func TestClaimsOfAnInstallation(t *testing.T) {
	lx, err := lexicon.Load(fstest.MapFS{
		"claims/en.yaml":     {Data: []byte("orders: [open sesame]")},
		"claims/glosses.csv": {Data: []byte("id,vi,en\nplain.flycam,flycam,drone\n")},
	})
	if err != nil {
		t.Fatal(err)
	}
	c, err := lx.Claims()
	if err != nil {
		t.Fatal(err)
	}
	orders := c.Words["en"].Orders
	if orders[len(orders)-1] != "open sesame" || len(orders) < 10 {
		t.Errorf("orders %q", orders)
	}
	spans := c.Concepts.Spans("Giấy phép bay flycam", "vi")
	if len(spans) == 0 || spans[len(spans)-1].IDs[0] != "plain.flycam" {
		t.Errorf("spans %+v", spans)
	}
	lx, err = lexicon.Load(fstest.MapFS{"claims/xx.yaml": {Data: []byte("orders: [a]")}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := lx.Claims(); err == nil {
		t.Error("a language that is none is taken")
	}
}
