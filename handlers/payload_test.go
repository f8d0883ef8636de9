package handlers_test

import (
	"regexp"
	"strings"
	"testing"

	"vanthu/corpus/lexicon"
	"vanthu/handlers"
)

var payloads = regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)

// TestStartPayload: every body of the lexicon has a link, and links keep to
// what messengers take.
func TestStartPayload(t *testing.T) {
	lx, err := lexicon.Load(nil)
	if err != nil {
		t.Fatal(err)
	}
	c := handlers.New(handlers.Deps{})
	seen := map[string]bool{}
	for _, a := range lx.Agencies {
		p, ok := c.StartPayload(handlers.AgencyChoice, a.ID)
		if !ok || !payloads.MatchString(p) || seen[p] {
			t.Errorf("%s: %q, %v", a.ID, p, ok)
		}
		seen[p] = true
	}
	for id, want := range map[string]string{"abc-9": "d_abc-9", "a_b": "d_a_5fb", "ha-noi@pc": "d_ha-noi_40pc", "đ": "d__c4_91"} {
		if p, ok := c.StartPayload(handlers.DocumentChoice, id); !ok || p != want {
			t.Errorf("%s: %q, want %q", id, p, want)
		}
	}
	for _, bad := range []struct {
		kind handlers.ChoiceKind
		id   string
	}{{handlers.DocumentChoice, ""}, {"", "x"}, {"zoo", "x"}, {handlers.AgencyChoice, strings.Repeat("x", 63)}, {handlers.AgencyChoice, strings.Repeat("_", 21)}} {
		if p, ok := c.StartPayload(bad.kind, bad.id); ok {
			t.Errorf("%+v has the payload %q", bad, p)
		}
	}
}
