package answer_test

import (
	"io/fs"
	"strings"
	"testing"
	"time"

	"vanthu/corpus/lang"
	"vanthu/corpus/samples"
	"vanthu/handlers/answer"
)

// sampleDocuments gives the sample documents whose names hold one of the words.
func sampleDocuments(t *testing.T, words ...string) map[string]string {
	t.Helper()
	out := map[string]string{}
	names, err := fs.Glob(samples.Documents(), "*.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		for _, w := range words {
			if strings.Contains(name, w) {
				data, err := fs.ReadFile(samples.Documents(), name)
				if err != nil {
					t.Fatal(err)
				}
				out[name] = string(data)
			}
		}
	}
	return out
}

// claimOf gives what is said of the fact that a question states.
func claimOf(t *testing.T, a *answer.Answerer, q answer.Question) string {
	t.Helper()
	s, ok := a.Stated(q)
	if !ok {
		return "-"
	}
	out, err := a.Ask(t.Context(), s.Question)
	if err != nil {
		t.Fatal(err)
	}
	if !a.Check(s, &out) {
		return "-"
	}
	if out.Claim.Holds {
		return "holds " + strings.Join(out.Claim.Found, "; ")
	}
	return "differs " + strings.Join(out.Claim.Found, "; ")
}

// TestStatedFacts: what a question states is told to hold or to differ where
// the quote that answers tells the same measure, and nowhere else.
func TestStatedFacts(t *testing.T) {
	a := newAnswerer(t, sampleDocuments(t, "gia-han-tam-tru", "nguoi-nuoc-ngoai-", "nq57", "phien-hop"))
	now := time.Date(2026, 11, 20, 9, 0, 0, 0, time.FixedZone("", 7*3600))
	cases, silent := map[string]int{}, map[string]int{}
	for _, line := range caseLines(t, "claims.txt") {
		tag, rest, _ := strings.Cut(line, " ")
		want, q, ok := strings.Cut(rest, ": ")
		if !ok {
			t.Fatalf("%q", line)
		}
		if cases[tag]++; want == "-" {
			silent[tag]++
		}
		if got := claimOf(t, a, answer.Question{Text: q, Prior: tag, Now: now}); got != want {
			t.Errorf("%s: %s: %q, want %q", tag, q, got, want)
		}
	}
	for _, tag := range lang.Tags() {
		if cases[tag] < 8 || silent[tag] < 3 {
			t.Errorf("%s: %d cases, %d of them silent", tag, cases[tag], silent[tag])
		}
	}
}
