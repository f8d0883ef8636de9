package answer

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"vanthu/corpus/lang"
	"vanthu/corpus/lexicon"
)

// absentOrdinal gives the words of a numbered thing, such as a fifth meeting,
// that no sentence found has with its number; "" where there is none.
func (a *Answerer) absentOrdinal(u Understood, topics []topic, found []quoted) string {
	for i := range topics {
		n := &topics[i]
		if len(n.concepts) == 0 || slices.ContainsFunc(n.concepts, func(id string) bool { return !strings.HasPrefix(id, numberPrefix) }) || !a.isOrdinal(u, *n) {
			continue
		}
		of := numbered(u, topics, i)
		if of == nil || slices.ContainsFunc(found, func(q quoted) bool { return q.holds.holds(*n) > 0 && q.holds.holds(*of) > 0 }) {
			continue
		}
		return u.Text[min(n.Start, of.Start):max(n.End, of.End)]
	}
	return ""
}

// isOrdinal reports a number that tells which of several: fifth, 5th.
func (a *Answerer) isOrdinal(u Understood, t topic) bool {
	written := u.Text[t.Start:t.End]
	if strings.ContainsFunc(written, unicode.IsDigit) {
		return strings.ContainsFunc(written, unicode.IsLetter)
	}
	return a.ordinal(u, t)
}

// numbered gives what a number of a question is the number of: what stands
// right beside it, behind it first; nil where nothing does.
func numbered(u Understood, topics []topic, number int) *topic {
	n := topics[number]
	var of *topic
	for i := range topics {
		t := &topics[i]
		if i == number || t.soft || len(t.concepts) == 0 {
			continue
		}
		if t.Start >= n.End && strings.TrimSpace(u.Text[n.End:t.Start]) == "" {
			return t
		}
		if t.End <= n.Start && strings.TrimSpace(u.Text[t.End:n.Start]) == "" {
			of = t
		}
	}
	return of
}

// prefixLetters is how many letters are written onto the front of a word at
// most: an article, or a preposition and one.
const prefixLetters = 2

// ordinal reports a topic that is an ordinal in words. What a language writes
// onto the front of words may stand there.
func (a *Answerer) ordinal(u Understood, t topic) bool {
	word := lang.Fold(u.Text[t.Start:t.End])
	for n, forms := range a.lexicon.Language(u.Language).Times.Ordinals {
		id := strconv.Itoa(n)
		if !slices.Contains(t.concepts, numberPrefix+id) {
			continue
		}
		for _, form := range forms {
			if slices.ContainsFunc(lexicon.Forms(form), func(f string) bool {
				front, ok := strings.CutSuffix(word, lang.Fold(f))
				return ok && utf8.RuneCountInString(front) <= prefixLetters
			}) {
				return true
			}
		}
	}
	return false
}
