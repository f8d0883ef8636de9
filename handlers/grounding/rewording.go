package grounding

import (
	"strings"
	"unicode/utf8"
)

// Rewording bounds.
const (
	rewordedRunes = 300
	leastReworded = 0.9 // share of its words that the question has too: what else it says only narrows the search
	slipRunes     = 4   // from so many letters on, one wrong letter is a slip; in what is right, one less
)

// Rewording says why other words for a question are not to be searched with.
// They name no number, day, document, body or name that the question does not,
// they turn nothing, they speak of all that the question speaks of, and of
// little else: by the same words, their stems, a slip of one letter put right,
// or concepts across languages. What is left out may be just what no document
// answers.
func (c *Checker) Rewording(text, question, asked string) (tag string, why Reason) {
	if n := utf8.RuneCountInString(text); n == 0 || n > rewordedRunes || strings.ContainsAny(text, "\n\r\t") || markup.MatchString(text) {
		return "", BadForm
	}
	tag = c.detector.Detect(text, asked)
	if strings.ContainsFunc(text, hidden) || address.MatchString(text) || c.Suspicious(text, tag) {
		return tag, Poisoned
	}
	there := c.evidence([]Passage{{ID: "Q", Text: question, Language: asked}}, tag)
	said := c.read(text, tag, "")
	for _, check := range []func(*reading, *evidence) Reason{c.documents, c.dates, c.numbers, c.bodies, c.negation, c.turns, c.names} {
		if why := check(said, there); why != "" {
			return tag, why
		}
	}
	back := c.evidence([]Passage{{ID: "R", Text: text, Language: tag}}, asked)
	for _, pair := range []struct {
		said  *reading
		there *evidence
		least float64
	}{{said, there, leastReworded}, {there.texts[0], back, 1}} {
		for _, check := range []func(*reading, *evidence) Reason{c.documents, c.dates, c.numbers, c.bodies} { // nothing of the kind is left out
			if why := check(pair.said, pair.there); why != "" {
				return tag, why
			}
		}
		if c.shared(pair.said, pair.there) < pair.least {
			return tag, Unsupported
		}
	}
	return tag, ""
}

// shared gives the share of a reading's words that claim something and that
// the evidence holds.
func (c *Checker) shared(r *reading, e *evidence) float64 {
	held, all := 0, 0
	for i := range r.words {
		if !c.content(r, i) && (r.words[i].Marked == "" || r.taken[i]) { // with its marks chó is no common word, as cho is
			continue
		}
		all++
		if e.held(r, i) || e.slipped(r, i) {
			held++
		}
	}
	if all == 0 {
		return 0
	}
	return float64(held) / float64(all)
}

// slipped reports whether a word stands in the evidence with one letter
// another one, left out or too many, or with other marks.
func (e *evidence) slipped(r *reading, i int) bool {
	if r.name(i) && i > 0 {
		return false
	}
	for _, x := range e.texts {
		if x.tongue.tag != r.tongue.tag {
			continue
		}
		for _, w := range x.words {
			word, other := []rune(r.words[i].Folded), []rune(w.Folded)
			marks := string(word) == string(other) && r.words[i].Marked != "" && w.Marked != ""
			if marks || max(len(word), len(other)) >= slipRunes && min(len(word), len(other)) >= slipRunes-1 && oneApart(word, other) && string(word) != string(other) {
				return true
			}
		}
	}
	return false
}

// oneApart reports whether two words differ by at most one letter.
func oneApart(a, b []rune) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	rest := a[i:]
	if len(a) == len(b) && i < len(a) {
		rest = a[i+1:]
	}
	return string(rest) == string(b[len(b)-len(rest):]) && len(b)-len(rest)-i <= 1
}
