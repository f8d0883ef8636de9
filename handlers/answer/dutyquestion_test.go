package answer_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"vanthu/corpus/extract"
	"vanthu/corpus/lexicon"
	"vanthu/handlers/answer"
)

func understander(t testing.TB) *answer.Understander {
	t.Helper()
	lx, err := lexicon.Load(nil)
	if err != nil {
		t.Fatal(err)
	}
	return answer.NewUnderstander(lx, extract.NewDescriber(extract.New(lx)))
}

// caseLines gives the lines of a file of cases in testdata, without empty ones
// and remarks.
func caseLines(t *testing.T, file string) []string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", file))
	if err != nil {
		t.Fatal(err)
	}
	return slices.DeleteFunc(strings.Split(string(data), "\n"), func(line string) bool { return line == "" || strings.HasPrefix(line, "#") })
}

// asked writes what a question was taken to mean in the form of the data.
func asked(d answer.DutyQuestion, ok bool) string {
	if !ok {
		return "none"
	}
	parts := []string{string(d.Want)}
	if len(d.Agencies) > 0 {
		parts = append(parts, "agencies="+strings.Join(d.Agencies, ","))
	}
	if p := d.Period; p != nil {
		parts = append(parts, "due="+string(p.From)+".."+string(p.To))
	}
	if d.Status != "" {
		parts = append(parts, "status="+d.Status)
	}
	if d.Mine {
		parts = append(parts, "mine")
	}
	if d.Cooperating {
		parts = append(parts, "cooperating")
	}
	if d.Number != "" {
		parts = append(parts, "document="+d.Number)
	}
	if d.Subject != "" {
		parts = append(parts, "| "+d.Subject)
	}
	return strings.Join(parts, " ")
}

// TestDutyQuestions reads the questions of testdata/duty_questions.txt.
func TestDutyQuestions(t *testing.T) {
	u := understander(t)
	now := time.Date(2026, 3, 10, 9, 0, 0, 0, time.FixedZone("", 7*3600))
	tag, count := "", map[string]int{}
	for _, line := range caseLines(t, "duty_questions.txt") {
		if strings.HasPrefix(line, "-- ") {
			tag = strings.Trim(line, "- ")
			continue
		}
		question, want, ok := strings.Cut(line, " => ")
		if !ok {
			t.Fatalf("no => in %q", line)
		}
		count[tag]++
		if got := asked(u.DutyQuestion(answer.Question{Text: question, Prior: tag, Now: now})); got != want {
			t.Errorf("%s: %s\n got %s\nwant %s", tag, question, got, want)
		}
	}
	for tag, least := range map[string]int{"vi": 40, "en": 15, "ru": 15, "nl": 15, "he": 15, "ar": 15, "no": 15} {
		if count[tag] < least {
			t.Errorf("%d questions in %s", count[tag], tag)
		}
	}
}
