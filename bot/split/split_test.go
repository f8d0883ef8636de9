package split_test

import (
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"vanthu/bot/split"
)

type (
	part  = split.Part[string]
	block = split.Block[string]
)

func one(rune) int { return 1 }

// show writes messages as texts: styles before their words, blocks apart.
func show(messages [][]block) []string {
	var out []string
	for _, m := range messages {
		var blocks []string
		for _, b := range m {
			s := b.Main.Style + b.Main.Text
			for _, p := range b.Tail {
				s += "+" + p.Text
			}
			blocks = append(blocks, s)
		}
		out = append(out, strings.Join(blocks, " / "))
	}
	return out
}

func TestMessages(t *testing.T) {
	text := func(s ...string) (out []block) {
		for _, s := range s {
			out = append(out, block{Main: part{Text: s}})
		}
		return out
	}
	family := "👩\u200d👩\u200d👧"
	for name, test := range map[string]struct {
		blocks []block
		want   []string
	}{
		"nothing":                           {nil, nil},
		"blocks without text":               {[]block{{}, {Main: part{Text: "a"}}, {}}, []string{"a"}},
		"blocks that fit together":          {text("123456789", "123456789"), []string{"123456789 / 123456789"}},
		"the gap is counted":                {text("1234567890", "123456789"), []string{"1234567890", "123456789"}},
		"a block that fits is never cut":    {text("one", "two three four five"), []string{"one", "two three four five"}},
		"cut at a line":                     {text("one two three\nfour. five six"), []string{"one two three", "four. five six"}},
		"cut at a sentence":                 {text("One two three. Four five"), []string{"One two three.", "Four five"}},
		"cut at a word":                     {text("one two three four five"), []string{"one two three four", "five"}},
		"cut in a word without end":         {text(strings.Repeat("x", 45)), []string{strings.Repeat("x", 20), strings.Repeat("x", 20), "xxxxx"}},
		"marks stay with their letter":      {text(strings.Repeat("x", 19) + "e\u0301y"), []string{strings.Repeat("x", 19), "e\u0301y"}},
		"joined characters stay together":   {text(strings.Repeat("x", 17) + family), []string{strings.Repeat("x", 17), family}},
		"the source stays with the end":     {[]block{{Main: part{Text: "one two three four five", Style: ">"}, Tail: []part{{Text: "src"}}}}, []string{">one two three four", ">five+src"}},
		"a source alone":                    {[]block{{Tail: []part{{Text: "src"}}}}, []string{"+src"}},
		"a long source is cut by itself":    {[]block{{Main: part{Text: "one"}, Tail: []part{{Text: "\n"}, {Text: "a source of many words"}}}}, []string{"one", "a source of many", "words"}},
		"markup is counted, in every piece": {[]block{{Main: part{Text: strings.Repeat("x", 32), Overhead: 4, Style: "*"}}}, []string{"*" + strings.Repeat("x", 16), "*" + strings.Repeat("x", 16)}},
	} {
		t.Run(name, func(t *testing.T) {
			if got := show(split.Messages(test.blocks, split.Measure{Limit: 20, Rune: one, Gap: 2})); !slices.Equal(got, test.want) {
				t.Errorf("got  %q\nwant %q", got, test.want)
			}
		})
	}
}

func FuzzText(f *testing.F) {
	f.Add("Một câu. Hai câu!\nBa câu", 10)
	f.Add("e\u0301e\u0301e\u0301", 3)
	f.Add("👩\u200d👩\u200d👧\u200d👦", 2)
	f.Add("\xff\xfe x", 1)
	f.Add(" \n ", 1)
	f.Fuzz(func(t *testing.T, s string, limit int) {
		limit = 1 + max(limit, -limit, 0)%100
		head, rest := split.Text(s, limit, one)
		if utf8.RuneCountInString(head) > limit {
			t.Errorf("%q is longer than %d", head, limit)
		}
		if rest != "" && len(rest) >= len(s) {
			t.Errorf("nothing was cut off %q", s)
		}
		bare := func(s string) string { return strings.Join(strings.FieldsFunc(s, unicode.IsSpace), "") }
		if bare(head)+bare(rest) != bare(s) {
			t.Errorf("%q became %q and %q", s, head, rest)
		}
	})
}
