package extract

import (
	"slices"
	"strings"
	"testing"

	"vanthu/corpus"
	"vanthu/corpus/lang"
	"vanthu/corpus/lexicon"
)

// A number is told from others by its digits, however its size is written.
func TestFigure(t *testing.T) {
	for word, want := range map[string]string{"113": "113", "113.000": "113", "113,000": "113", "2900": "29", "6.000": "", "7": "", "2026": "", "2.026": "2026", "0,35": "35", "500kv": ""} {
		if got := figure(word); got != want {
			t.Errorf("figure(%q) = %q, want %q", word, got, want)
		}
	}
}

// The names of places and persons are the same marks in every script; holders of
// offices, and words that only open a sentence, are none.
func TestNameMarks(t *testing.T) {
	lx, err := lexicon.Load(nil)
	if err != nil {
		t.Fatal(err)
	}
	x := New(lx)
	for _, test := range []struct {
		tag, text, name string
		has             bool
	}{
		{"vi", "Mực nước tại trạm Tân Châu xuống thấp.", "Tân Châu", true},
		{"ru", "Уровень воды на станции Тан Тяу упал.", "Tân Châu", true},
		{"he", "מפלס המים בתחנת טאן צ'או ירד.", "Tân Châu", true},
		{"ar", "انخفض منسوب المياه في محطة تان تشاو.", "Tân Châu", true},
		{"nl", "De proef begint in Cat Lai en Lach Huyen.", "Cát Lái", true},
		{"no", "Forsøket starter i Cat Lai og Lach Huyen.", "Cát Lái", true},
		{"en", "The trial starts at Cat Lai port.", "Cát Lái", true},
		{"en", "The trial starts at the new port.", "Cát Lái", false},
		{"en", "Prime Minister Tan Chau opened it.", "Tân Châu", false},
	} {
		r := &dutyReader{x: x, doc: &corpus.Document{Language: test.tag}}
		var bodies []corpus.Span
		for _, m := range x.Mentions(test.text, test.tag, lang.Words(test.text)) {
			if m.ID != "" {
				bodies = append(bodies, corpus.Span{Start: m.Start, End: m.End})
			}
		}
		got := r.nameMarks(test.text, bodies, nil)
		has := slices.ContainsFunc(lang.ReadName(strings.Fields(test.name)...).Keys(pairConsonants), func(key string) bool { return slices.Contains(got, NameMark+key) })
		if has != test.has {
			t.Errorf("%s: %q has %v of %s: %v", test.tag, test.text, has, test.name, got)
		}
	}
}
