package handlers

import (
	"testing"
	"time"

	"vanthu/corpus/lexicon"
	"vanthu/handlers/i18n"
	"vanthu/handlers/ledger"
)

// A body that is not known by name is called as the documents of the reader's
// language call it, unless a person said who leads.
func TestLeadsInTheReadersLanguage(t *testing.T) {
	catalog, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	lx, err := lexicon.Load(nil)
	if err != nil {
		t.Fatal(err)
	}
	c := New(Deps{Catalog: catalog, Agencies: lx, Zone: time.UTC, Now: func() time.Time { return time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC) }})
	named := func(text string) []ledger.Agency { return []ledger.Agency{{Text: text}} }
	d := ledger.Duty{Leads: named("Vụ Bến phà"), Tellings: []ledger.Telling{
		{Language: "vi", Leads: named("Vụ Bến phà")}, {Language: "en", Leads: named("Ferry Office"), Former: true}, {Language: "no", Leads: named("Fergekontoret")},
	}}
	corrected := d
	corrected.Correction = &ledger.Act{}
	known := d
	known.Leads = []ledger.Agency{{Text: "Bộ Tài chính", ID: "mof"}}
	for _, x := range []struct {
		duty      ledger.Duty
		tag, want string
	}{
		{d, "vi", "Vụ Bến phà"}, {d, "no", "Fergekontoret"}, {d, "en", "Vụ Bến phà"}, {corrected, "no", "Vụ Bến phà"}, {known, "no", "Finansdepartementet"},
	} {
		if got := c.leads(x.duty, x.tag); got != x.want {
			t.Errorf("in %s the lead is %q, want %q", x.tag, got, x.want)
		}
	}
}
