package answer_test

import (
	"strings"
	"testing"

	"vanthu/corpus/lang"
	"vanthu/handlers/answer"
)

// TestSmallTalk: what testdata calls small talk is that, in its language, and
// no question is swallowed.
func TestSmallTalk(t *testing.T) {
	u := understander(t)
	kinds := map[string]map[string]bool{}
	for _, line := range caseLines(t, "talk.txt") {
		head, text, _ := strings.Cut(line, ": ")
		tag, kind, ok := strings.Cut(head, " ")
		if !ok {
			t.Fatalf("%q", line)
		}
		if kinds[tag] == nil {
			kinds[tag] = map[string]bool{}
		}
		kinds[tag][kind] = true
		got := u.Understand(answer.Question{Text: text, Prior: tag})
		switch {
		case kind == "-" && got.Intent == answer.Smalltalk:
			t.Errorf("%s: %q is taken for small talk (%s)", tag, text, got.Field)
		case kind != "-" && (got.Intent != answer.Smalltalk || got.Field != kind || got.Language != tag):
			t.Errorf("%s: %q is %s %s in %s, not %s", tag, text, got.Intent, got.Field, got.Language, kind)
		}
	}
	for _, tag := range lang.Tags() {
		if len(kinds[tag]) < 11 {
			t.Errorf("%s: only %d kinds", tag, len(kinds[tag]))
		}
	}
	for _, face := range []string{"👍", "❤️", "🙏🙏", "👨‍👩‍👧", ":)", ";-)", "👍🏽"} {
		if got := u.Understand(answer.Question{Text: face}); got.Intent != answer.Smalltalk || got.Field != "emoji" {
			t.Errorf("%q is %s %s", face, got.Intent, got.Field)
		}
	}
	for _, other := range []string{"?", "...", "!!!", "-", "57", "№ 5"} {
		if got := u.Understand(answer.Question{Text: other}); got.Intent == answer.Smalltalk {
			t.Errorf("%q is small talk: %s", other, got.Field)
		}
	}
}

// TestCourtesy: thanks and greetings in front of a question are not part of
// it, where a sign parts them from it.
func TestCourtesy(t *testing.T) {
	u := understander(t)
	for text, want := range map[string]string{
		"cảm ơn, còn lệ phí?": "còn lệ phí?", "Xin chào bạn! Đăng ký khai sinh cần giấy tờ gì?": "Đăng ký khai sinh cần giấy tờ gì?", "thanks. and the fee?": "and the fee?",
		"chào bán chứng khoán ra công chúng": "chào bán chứng khoán ra công chúng", "hello": "hello", "thank you letter, which form?": "thank you letter, which form?", "lệ phí, cảm ơn": "lệ phí, cảm ơn",
	} {
		if got := u.Understand(answer.Question{Text: text, Prior: "vi"}); got.Text != want || got.Whole != text {
			t.Errorf("%q is asked as %q", text, got.Text)
		}
	}
}
