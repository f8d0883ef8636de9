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
type Pattern struct{ forms [][]patternWord }

type patternWord struct {
	folded, exact string
	open          bool // the word may go on
	gap           bool // up to patternGap words may stand in front
}

// NewPattern reads a pattern.
func NewPattern(s string) Pattern {
	var p Pattern
	for _, form := range alternatives(s) {
		var words []patternWord
		gap := false
		for field := range strings.FieldsSeq(form) {
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
		if len(words) > 0 {
			p.forms = append(p.forms, words)
		}
	}
	return p
}

// alternatives writes every "(a|b)" of a pattern out.
func alternatives(s string) []string {
	open := strings.IndexByte(s, '(')
	if open < 0 {
		return []string{s}
	}
	end := strings.IndexByte(s[open:], ')')
	if end < 0 {
		return []string{s}
	}
	end += open
	var out []string
	for one := range strings.SplitSeq(s[open+1:end], "|") {
		out = append(out, alternatives(s[:open]+one+s[end+1:])...)
	}
	return out
}

// In reports whether words hold the pattern.
func (p Pattern) In(words []lang.Word) bool {
	for _, form := range p.forms {
		for i := range words {
			if follows(form, words[i:], false) {
				return true
			}
		}
	}
	return false
}

// follows reports whether words begin with a form, whose first word may stand
// behind a gap.
func follows(form []patternWord, words []lang.Word, mayGap bool) bool {
	if len(form) == 0 {
		return true
	}
	last := 0
	if mayGap && form[0].gap {
		last = patternGap
	}
	for skip := 0; skip <= last && skip < len(words); skip++ {
		if form[0].is(words[skip]) && follows(form[1:], words[skip+1:], true) {
			return true
		}
	}
	return false
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
