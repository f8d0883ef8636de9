package lang_test

import (
	"slices"
	"testing"

	"vanthu/corpus/lang"
)

// The forms of a word meet in its root; words that are made from it have
// their own.
func TestRoots(t *testing.T) {
	for _, c := range []struct {
		tag, name string
		forms     []string
		others    []string
	}{
		{"en", "government", []string{"governments"}, []string{"govern", "governing"}},
		{"en", "ministry", []string{"ministries"}, []string{"minister"}},
		{"ru", "министерство", []string{"министерства", "министерству", "министерством", "министерств", "министерствами"}, []string{"министр"}},
		{"ru", "правительственный", []string{"правительственному", "правительственного"}, []string{"правительство"}},
		{"ru", "комиссия", []string{"комиссии", "комиссию", "комиссией", "комиссий", "комиссиям"}, []string{"комиссар"}},
		{"nl", "agentschap", []string{"agentschappen"}, []string{"agent"}},
		{"nl", "centraal", []string{"centrale"}, []string{"centrum"}},
		{"nl", "comite", []string{"comites"}, nil},
		{"nl", "regering", []string{"regeringen", "regerings"}, []string{"regeren"}},
		{"no", "departement", []string{"departementet", "departementer", "departementene", "departementets"}, nil},
		{"no", "komite", []string{"komiteen", "komiteer", "komiteens"}, nil},
		{"no", "regjeringen", []string{"regjering", "regjeringens"}, []string{"regjerte"}},
		{"he", "הממשלה", []string{"לממשלה", "והממשלה", "שבממשלה", "ממשלה"}, []string{"משלה", "ממשלתית"}},
		{"ar", "اللجنه", []string{"للجنه", "واللجنه", "باللجنه", "لجنه", "وللجنه"}, []string{"لجان"}},
		{"vi", "bo", nil, []string{"ban"}},
	} {
		root := lang.Root(c.tag, c.name)
		for _, f := range append(c.forms, c.name) {
			if !slices.Contains(lang.Roots(nil, c.tag, f), root) {
				t.Errorf("%s: %s has the roots %v, not %s of %s", c.tag, f, lang.Roots(nil, c.tag, f), root, c.name)
			}
		}
		for _, f := range c.others {
			if slices.Contains(lang.Roots(nil, c.tag, f), root) {
				t.Errorf("%s: %s has the root of %s", c.tag, f, c.name)
			}
		}
	}
	if got := lang.Roots([]string{"x"}, "ar", "57"); !slices.Equal(got, []string{"x", "57"}) {
		t.Errorf("a number has the roots %v", got)
	}
}
