package lexicon_test

import (
	"slices"
	"strings"
	"testing"
)

// A ministry's name speaks of the ministry, not of its field; compounds speak of
// their parts.
func TestConceptsOfNamesAndCompounds(t *testing.T) {
	c := load(t).Concepts()
	for _, test := range []struct{ tag, text, want, not string }{
		{"en", "send the list to the Ministry of Agriculture and Environment", "named.mae object.list", "field.agriculture field.environment"},
		{"vi", "trình Bộ Khoa học và Công nghệ đề án về rừng", "named.most field.forest object.scheme", "theme.science"},
		{"vi", "trong chẩn đoán", "field.diagnosis", "act.plant"},
		{"en", "open the office in Hanoi", "place.vn-01 act.open", ""},
		{"he", "הוא ישלח את התוכנית", "object.plan", "place.vn-46"},
		{"nl", "de landdatabase bijwerken", "field.land object.database", ""},
		{"nl", "het chipontwerpcentrum", "field.semiconductor", ""},
		{"nl", "durfkapitaalfonds", "field.start-up-fund object.fund", ""},
		{"no", "gjennomføringsplanene sendes", "object.plan act.submit", ""},
		{"no", "skogdatabasen", "field.forest object.database", ""},
		{"en", "landdatabase", "", "field.land object.database"},
	} {
		got := c.ConceptsIn(test.text, test.tag)
		for _, id := range strings.Fields(test.want) {
			if !slices.Contains(got, id) {
				t.Errorf("%s %q gives %v, without %s", test.tag, test.text, got, id)
			}
		}
		for _, id := range strings.Fields(test.not) {
			if slices.Contains(got, id) {
				t.Errorf("%s %q gives %v, with %s", test.tag, test.text, got, id)
			}
		}
	}
}

func TestMeets(t *testing.T) {
	lx := load(t)
	for _, test := range []struct {
		a, b string
		want bool
	}{
		{"localities", "provincial-pcs", true}, {"ministries-localities", "all-bodies", true}, {"ministries-localities", "localities", true},
		{"people-committees", "communes", true}, {"people-committees", "provincial-pcs", true}, {"ministries", "localities", false}, {"most", "all-bodies", false}, {"most", "mof", false}, {"", "all-bodies", false},
	} {
		if got := lx.Meets(test.a, test.b); got != test.want {
			t.Errorf("%s meets %s: %v", test.a, test.b, got)
		}
		if got := lx.Meets(test.b, test.a); got != test.want {
			t.Errorf("%s meets %s: %v", test.b, test.a, got)
		}
	}
}
