package grounding

import (
	"strings"

	"vanthu/corpus/lang"
	"vanthu/corpus/lexicon"
)

// This file takes off the words of a sentence by which nobody who is named says the rest.

// leastTold is how many words a sentence has at least without its frame.
const leastTold = 3

// unframed gives what a sentence tells without a frame that no more than tells that
// it is said, and not by whom: it was stressed that, or behind a comma, according to
// the report. A frame says neither more nor less than what it frames. ok is false where
// the sentence has none.
func (c *Checker) unframed(text, tag string) (told string, ok bool) {
	t := c.tongue(tag)
	words := lang.Words(text)
	bare := func(gap string) string { return strings.Trim(gap, " ,،:«»\"'“”„–—-") }
	for n, opens := range [...]*phrases{t.framing, t.frames} {
		from := 0
		for _, m := range t.framePlaces.find(words) {
			if m.First == 0 && m.Len < len(words) && bare(text[words[m.Len-1].End:words[m.Len].Start]) == "" {
				from = m.Len
			}
		}
		for _, at := range [...]int{from, 0} {
			m, found := opening(opens, words[at:])
			if at += m.Len; !found || len(words)-at < leastTold {
				continue
			}
			gap := text[words[at-1].End:words[at].Start]
			if bare(gap) == "" && (n == 0 || strings.ContainsAny(gap, ",،:")) {
				return text[words[at].Start:], true
			}
		}
	}
	for _, m := range t.frames.find(words) {
		last := m.First + m.Len - 1
		if m.First < leastTold || !strings.ContainsAny(text[words[m.First-1].End:words[m.First].Start], ",،") {
			continue
		}
		if rest := words[last+1:]; len(rest) > 0 {
			if in, found := opening(t.framePlaces, rest); !found || in.Len < len(rest) {
				continue
			}
		}
		return text[:words[m.First-1].End] + ".", true
	}
	return "", false
}

// opening gives the phrase with which words open.
func opening(p *phrases, words []lang.Word) (lexicon.Match, bool) {
	if found := p.find(words); len(found) > 0 && found[0].First == 0 {
		return found[0], true
	}
	return lexicon.Match{}, false
}
