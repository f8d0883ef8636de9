package answer_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"vanthu/corpus"
	"vanthu/handlers/answer"
)

// TestHostileQuestions: whatever is typed, the work is bounded: a question is
// answered with a few quotes, not answered, or too long to be read.
func TestHostileQuestions(t *testing.T) {
	docs := map[string]string{}
	for i := range 60 { // one syllable in all, each with words of its own
		docs[fmt.Sprintf("%03d.md", i)] = fmt.Sprintf("# Kế hoạch %d\n%s thực hiện việc số%d tại nơi%d.\n", i, strings.Repeat("của các ", 1+i%40), i, i%50)
	}
	a := newAnswerer(t, docs)
	short := make([]string, 500)
	long := make([]string, 500)
	for i := range short {
		short[i], long[i] = string(rune('a'+i%26)), fmt.Sprintf("nơi%d", i)
	}
	for name, c := range map[string]struct {
		text   string
		reason answer.Reason // "": an answer or none
		found  bool
	}{
		"500 short words":         {strings.Join(short, " "), "", false},
		"500 words":               {strings.Join(long, " "), answer.TooLong, true},
		"one frequent syllable":   {"của", "", true},
		"the same, many times":    {strings.Repeat("của ", 480), "", true},
		"10000 wildcards, quotes": {strings.Repeat(`*?"'`, 2500) + " số7", answer.TooLong, true},
		"wildcards alone":         {strings.Repeat(`*?"`, 600), answer.Empty, false},
		"a wildcard and a word":   {`số7* OR "nơi7`, "", true},
		"operators":               {strings.Repeat(`_id:1 AND NOT (v:public)~9^9 `, 60), "", false},
		"numbers of documents":    {strings.Repeat("12/2020/NĐ-CP ", 140), "", false},
		"days":                    {strings.Repeat("ngày 1/2/2026 ", 130), "", false},
		"one long word":           {strings.Repeat("ậ", answer.QuestionRunes), "", false},
		"marks alone":             {strings.Repeat("\u0301", answer.QuestionRunes), "", false},
		"a megabyte":              {strings.Repeat("của các ", 100_000), answer.TooLong, true},
	} {
		q := answer.Question{Text: c.text, Language: "vi"}
		got, err := a.Ask(t.Context(), q)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if c.reason != "" && got.Reason != c.reason {
			t.Errorf("%s: the reason is %q, want %q", name, got.Reason, c.reason)
		}
		if len(got.Citations) > 3 || slices.ContainsFunc(got.Citations, func(ct answer.Citation) bool { return utf8.RuneCountInString(ct.Quote()) > 700 }) {
			t.Errorf("%s: the answer is too long", name)
		}
		if n := utf8.RuneCountInString(got.Question); n > 2*answer.QuestionRunes {
			t.Errorf("%s: %d characters of the question are given back", name, n)
		}
		found, _, err := a.Search(t.Context(), q, 10)
		if err != nil || len(found) > 10 || c.found && len(found) == 0 {
			t.Errorf("%s: %d found, %v", name, len(found), err)
		}
		if _, ok := a.DutyQuestion(q); ok && c.reason == answer.TooLong {
			t.Errorf("%s: is read as a question about duties", name)
		}
		for _, f := range found {
			if !(corpus.Viewer{}).Sees(f.Document.Visibility) {
				t.Errorf("%s: %s is shown to nobody", name, f.Document.Path)
			}
		}
	}
}
