package lexicon

import (
	"strings"

	"vanthu/corpus/lang"
)

// patternGap is how many words "…" in a pattern may stand for.
const patternGap = 3

// Pattern is a phrase in which "…" stands for up to three words, "*" behind a
// word for its endings, and "(a|b)" for one of several wordings: "my
// (house|flat) … burn*". Like phrases, it is found with its marks and without
// any.
type Pattern struct{ parts []patternPart }

// patternPart is one of several wordings at a place of a pattern.
type patternPart struct {
	forms [][]patternWord
	gap   bool // up to patternGap words may stand in front
}

type patternWord struct {
	folded, exact string
	open          bool // the word may go on
	gap           bool // as in a part
}

// NewPattern reads a pattern.
func NewPattern(s string) Pattern {
	var p Pattern
	gap := false
	for s = strings.TrimSpace(s); s != ""; s = strings.TrimSpace(s) {
		part := ""
		if end := strings.IndexByte(s, ')'); s[0] == '(' && end > 0 {
			part, s = s[1:end], s[end+1:]
		} else {
			part, s, _ = strings.Cut(s, " ")
		}
		if part == "…" {
			gap = true
			continue
		}
		var forms [][]patternWord
		for form := range strings.SplitSeq(part, "|") {
			if words := patternWords(form); len(words) > 0 {
				forms = append(forms, words)
			}
		}
		if len(forms) > 0 {
			p.parts = append(p.parts, patternPart{forms, gap})
			gap = false
		}
	}
	return p
}

func patternWords(s string) []patternWord {
	var words []patternWord
	gap := false
	for field := range strings.FieldsSeq(s) {
		if field == "…" {
			gap = true
			continue
		}
		whole, open := strings.CutSuffix(field, "*")
		list := lang.Words(whole)
		for i, w := range list {
			words = append(words, patternWord{w.Folded, marked(w), open && i == len(list)-1, gap})
			gap = false
		}
	}
	return words
}

// In reports whether words hold the pattern.
func (p Pattern) In(words []lang.Word) bool {
	if len(p.parts) == 0 {
		return false
	}
	for i := range words {
		if partsFollow(p.parts, words[i:], false) {
			return true
		}
	}
	return false
}

// partsFollow reports whether words begin with parts, the first of which may
// stand behind a gap.
func partsFollow(parts []patternPart, words []lang.Word, mayGap bool) bool {
	if len(parts) == 0 {
		return true
	}
	for skip := 0; skip <= gapOf(mayGap && parts[0].gap) && skip < len(words); skip++ {
		for _, form := range parts[0].forms {
			if formFollows(form, parts[1:], words[skip:], false) {
				return true
			}
		}
	}
	return false
}

// formFollows reports whether words begin with a form and then parts.
func formFollows(form []patternWord, rest []patternPart, words []lang.Word, mayGap bool) bool {
	if len(form) == 0 {
		return partsFollow(rest, words, true)
	}
	for skip := 0; skip <= gapOf(mayGap && form[0].gap) && skip < len(words); skip++ {
		if form[0].is(words[skip]) && formFollows(form[1:], rest, words[skip+1:], true) {
			return true
		}
	}
	return false
}

func gapOf(gap bool) int {
	if gap {
		return patternGap
	}
	return 0
}

func (p patternWord) is(w lang.Word) bool {
	if p.open {
		if !strings.HasPrefix(w.Folded, p.folded) {
			return false
		}
		return w.Marked == "" || strings.HasPrefix(w.Marked, p.exact) || !strings.ContainsFunc(w.Marked, isMarkedLatin)
	}
	if w.Folded != p.folded {
		return false
	}
	return w.Marked == "" || w.Marked == p.exact || !strings.ContainsFunc(w.Marked, isMarkedLatin)
}
