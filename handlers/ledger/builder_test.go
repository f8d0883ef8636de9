package ledger_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"vanthu/corpus"
	"vanthu/handlers/ledger"
)

// shown writes down all that a ledger shows.
func shown(l *ledger.Ledger, c ledger.Concepts, names []string) string {
	var s strings.Builder
	list := func(what string, f ledger.Filter) {
		fmt.Fprintln(&s, what)
		for _, d := range l.Duties(f) {
			fmt.Fprintf(&s, "%s %s %s %s %s %s %q %v %v %v %v", d.ID, d.Status, d.Action, d.Product, d.DeadlineText, d.SupersededBy, d.Conflicts, d.Leads, d.Cooperating, d.Review, d.Deadline)
			if d.Progress != nil {
				fmt.Fprintf(&s, " %+v", *d.Progress)
			}
			if d.Correction != nil {
				fmt.Fprintf(&s, " corrected %+v", *d.Correction.Deadline)
			}
			for _, t := range d.Tellings {
				fmt.Fprintf(&s, "\n   %s %d-%d %s %v %v", t.Key, t.Start, t.End, t.Title, t.Former, t.Recorded)
			}
			fmt.Fprintln(&s)
		}
	}
	list("all", ledger.Filter{})
	list("for the agency", ledger.Filter{Viewer: corpus.Viewer{Agency: true}})
	list("of most", ledger.Filter{Agency: []string{"most"}, Cooperating: true})
	list("of lam-dong", ledger.Filter{Agency: []string{"lam-dong"}})
	list("due", ledger.Filter{From: "2025-11-01", To: "2025-12-31", Dated: true})
	list("by words", ledger.Filter{Text: "kế hoạch"})
	list("open", ledger.Filter{Status: []ledger.Status{ledger.Open, ledger.Proposed}, Limit: 3})
	for _, name := range names {
		d, ok := l.Duty(name, corpus.Viewer{})
		fmt.Fprintf(&s, "%s is %s %v\n", name, d.ID, ok)
	}
	fmt.Fprintf(&s, "%+v\n%v\n", l.Counts(ledger.Filter{}), l.Unplaced())
	for _, subject := range [...]string{"kế hoạch phát triển bán dẫn", "báo cáo kết quả đầu tư công"} {
		w := ledger.Wanted{Subject: subject, Language: "vi", Places: []ledger.Place{{Document: "d1", Start: 0, End: 100}}}
		w.Concepts, _ = c.Read(subject, "vi")
		for _, m := range l.Match(w, ledger.Filter{}, 5) {
			fmt.Fprintf(&s, "%s %v %v %d %d\n", m.ID, m.Score, m.Words, m.Terms, m.Place)
		}
	}
	return s.String()
}

// drawMoreActs gives acts of all kinds on what is told.
func drawMoreActs(t *rapid.T, tellings []ledger.Telling, number int64) []ledger.Act {
	out := drawActs(t, tellings)
	for range rapid.IntRange(0, 2).Draw(t, "further acts") {
		if len(tellings) == 0 {
			break
		}
		on := rapid.SampledFrom(tellings).Draw(t, "on")
		a := ledger.Act{At: now.Add(time.Duration(rapid.IntRange(-5, 60).Draw(t, "after")) * time.Hour), Duty: rapid.SampledFrom([]string{on.Key, ledger.ID(on.Key), "nothing"}).Draw(t, "duty"), Role: rapid.SampledFrom([]string{"citizen", "head"}).Draw(t, "role"),
			Kind: rapid.SampledFrom([]ledger.ActKind{ledger.Reject, ledger.Correct, ledger.Propose, ledger.Confirm}).Draw(t, "kind")}
		switch a.Kind {
		case ledger.Correct:
			a.Deadline = &corpus.Deadline{Due: "2026-03-31", Precision: corpus.DayPrecision}
		case ledger.Propose:
			p := on
			p.Key, p.Action, p.Quote = "", on.Action+" này", on.Quote+" này"
			a.Proposal = &p
			out = append(out, a)
			a.Kind, a.Proposal, a.Duty = ledger.Confirm, nil, p.Document+"#"+ledger.ID(p.Quote)
		}
		out = append(out, a)
	}
	for i := range out {
		out[i].Number = number + int64(i)
	}
	return out
}

// A builder that has seen documents, acts and days come and go gives the
// ledger that is built of the last ones alone.
func TestBuilderGivesWhatBuildGives(t *testing.T) {
	c := concepts(t)
	rapid.Check(t, func(t *rapid.T) {
		b := ledger.NewBuilder(aging{world()})
		told := map[string][]ledger.Telling{}
		var acts []ledger.Act
		var names []string
		for step := range rapid.IntRange(1, 6).Draw(t, "steps") {
			var all []ledger.Telling
			for _, s := range draw(t, c) {
				// Versions of a document: what is drawn again replaces it.
				s.Key = fmt.Sprintf("%s#%d", s.Document, rapid.IntRange(0, 5).Draw(t, "place"))
				s.Start, s.End, s.Title = step*10, step*10+5, fmt.Sprint("title ", rapid.IntRange(0, 1).Draw(t, "title"))
				if rapid.IntRange(0, 5).Draw(t, "hidden") == 0 {
					s.Visibility = corpus.AgencyOnly()
				}
				s.Former = rapid.IntRange(0, 5).Draw(t, "former") == 0
				all = append(all, s)
				names = append(names, s.Key, ledger.ID(s.Key))
			}
			changed := map[string][]ledger.Telling{}
			for i := range 8 {
				if d := fmt.Sprintf("d%d", i); rapid.IntRange(0, 2).Draw(t, "changed") == 0 {
					changed[d] = nil
				}
			}
			for _, s := range all {
				if _, ok := changed[s.Document]; ok {
					changed[s.Document] = append(changed[s.Document], s)
				}
			}
			for d, list := range changed {
				if rapid.Bool().Draw(t, "keeps some") { // a document of which a part was changed
					list = append(slices.Clone(told[d][:len(told[d])/2]), list...)
				}
				told[d] = list
				b.Put(d, list)
			}
			var tellings []ledger.Telling
			for _, list := range told {
				tellings = append(tellings, list...)
			}
			acts = append(acts, drawMoreActs(t, tellings, int64(len(acts)+1))...)
			at := now.Add(time.Duration(rapid.IntRange(-40, 120).Draw(t, "at")) * 24 * time.Hour)
			got, want := shown(b.Ledger(acts, at), c, names), shown(ledger.Build(tellings, acts, at, aging{world()}), c, names)
			if got != want {
				t.Fatalf("step %d: the builder has\n%s\ninstead of\n%s", step, got, want)
			}
		}
	})
}

// aging is a world in which one body follows another only from a day on.
type aging struct{ bodies }

func (a aging) Holder(id string, at corpus.Day) string {
	if id == "mof" && at > "2025-12-20" {
		return "moh"
	}
	return a.bodies.Holder(id, at)
}

// The same with many tellings, so that blocks are long and words are counted in
// steps: one document after the other changes, comes and goes.
func TestBuilderOfManyTellings(t *testing.T) {
	c := concepts(t)
	all := many(t, 6000)
	byDocument := map[string][]ledger.Telling{}
	var documents []string
	for _, s := range all {
		s.Document = "doc-" + s.Document[len(s.Document)-2:]
		if byDocument[s.Document] == nil {
			documents = append(documents, s.Document)
		}
		byDocument[s.Document] = append(byDocument[s.Document], s)
	}
	w := country()
	b := ledger.NewBuilder(w)
	told := map[string][]ledger.Telling{}
	put := func(d string, list []ledger.Telling) {
		told[d] = list
		b.Put(d, list)
	}
	for _, d := range documents[:len(documents)-12] {
		put(d, byDocument[d])
	}
	var acts []ledger.Act
	for step, d := range documents[len(documents)-12:] {
		switch step % 4 {
		case 0:
			put(d, byDocument[d])
		case 1:
			put(d, byDocument[d][:len(byDocument[d])/2])
		case 2:
			put(documents[step], nil)
		case 3:
			acts = append(acts, ledger.Act{Number: int64(step), At: now, Duty: all[step].Key, Kind: ledger.Finish, Role: "head"})
		}
		var tellings []ledger.Telling
		for _, list := range told {
			tellings = append(tellings, list...)
		}
		at := now.Add(time.Duration(step) * 10 * 24 * time.Hour)
		names := []string{all[0].Key, all[1].Key, ledger.ID(all[2].Key)}
		if got, want := shown(b.Ledger(acts, at), c, names), shown(ledger.Build(tellings, acts, at, w), c, names); got != want {
			t.Fatalf("step %d: another ledger than Build gives: %s", step, firstDifference(got, want))
		}
	}
}

func firstDifference(got, want string) string {
	for i := range min(len(got), len(want)) {
		if got[i] != want[i] {
			return fmt.Sprintf("%.600q instead of %.600q", got[max(0, i-300):], want[max(0, i-300):])
		}
	}
	return "one is longer"
}
