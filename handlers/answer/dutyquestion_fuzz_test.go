package answer_test

import (
	"os"
	"reflect"
	"strings"
	"testing"
	"time"

	"vanthu/corpus/lang"
	"vanthu/handlers/answer"
)

// FuzzDutyQuestion reads anything as a question about duties: the subject's
// words are the question's, a period does not end before it begins, and the
// same question means the same again.
func FuzzDutyQuestion(f *testing.F) {
	data, err := os.ReadFile("testdata/duty_questions.txt")
	if err != nil {
		f.Fatal(err)
	}
	for line := range strings.SplitSeq(string(data), "\n") {
		if q, _, ok := strings.Cut(line, " => "); ok {
			f.Add(q, "vi")
		}
	}
	f.Add("trong P999999D ngày 99/99/9999 đến 0/0/0 \u202e 57-NQ/TW", "he")
	u := understander(f)
	now := time.Date(2026, 3, 10, 9, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, text, tag string) {
		q := answer.Question{Text: text, Prior: tag, Now: now, Follows: &answer.Turn{Duties: &answer.DutyQuestion{Want: answer.WantList, Agencies: []string{"mof"}}}}
		d, ok := u.DutyQuestion(q)
		again, ok2 := u.DutyQuestion(q)
		if ok != ok2 || !reflect.DeepEqual(d, again) {
			t.Fatalf("%q means %+v and %+v", text, d, again)
		}
		if !ok {
			return
		}
		if d.Want == "" {
			t.Errorf("%q wants nothing: %+v", text, d)
		}
		if p := d.Period; p != nil && p.From != "" && p.To != "" && p.To < p.From {
			t.Errorf("%q: the period ends before it begins: %+v", text, *p)
		}
		for _, w := range strings.Fields(d.Subject) {
			if !strings.Contains(lang.Clean(text), w) {
				t.Errorf("%q does not have %q", text, w)
			}
		}
		u.Time(text, tag, now)
	})
}
