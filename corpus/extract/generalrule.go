package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"vanthu/corpus"
)

// ruleBytes is how much of a text is looked at for the words by which it names
// itself.
const ruleBytes = 8000

// generalRules reports a document that makes rules for everybody: a law, a
// decree or a circular, as its number tells, or an article of one that stands
// alone, without number and day, as its title tells, or its words for itself:
// where it has clauses alone, its name for itself is enough.
// What it asks of an office for each dossier, or from time to time, is no duty
// given once.
func (x *Extractor) generalRules(d *corpus.Document) bool {
	w := x.of(d.Language)
	if articleTitle(d.Title, w) {
		return true
	}
	for _, part := range strings.Split(NumberKey(d.Number), "|") {
		if w.rules[strings.TrimRight(part, "0123456789")] {
			return true
		}
	}
	if d.Number != "" || d.Issued != "" {
		return false
	}
	opening := d.Text[:min(len(d.Text), ruleBytes)]
	return w.ownRules.in(opening) || (len(d.Passages) == 1 || numberMark.MatchString(d.Text) || letterMark.MatchString(d.Text)) && w.ownNames.in(opening)
}

// lowerPhrases are phrases in small letters that are looked for in a text
// whatever its case, by the bytes with which one of them may begin. In a phrase
// # stands for a digit.
type lowerPhrases [256][]string

func newLowerPhrases(phrases []string) *lowerPhrases {
	p := &lowerPhrases{}
	for _, s := range phrases {
		if s == "" {
			continue
		}
		if s[0] == '#' {
			for digit := '0'; digit <= '9'; digit++ {
				p[digit] = append(p[digit], s)
			}
			continue
		}
		p[s[0]] = append(p[s[0]], s)
		if c := strings.ToUpper(s)[0]; c != s[0] {
			p[c] = append(p[c], s)
		}
	}
	return p
}

// in reports that one of the phrases stands in a text.
func (p *lowerPhrases) in(text string) bool {
	for i := 0; i < len(text); i++ {
		for _, s := range p[text[i]] {
			if opensLower(text[i:], s) {
				return true
			}
		}
	}
	return false
}

// opensLower reports a text that begins with a phrase in small letters,
// whatever its case.
func opensLower(text, phrase string) bool {
	i := 0
	for _, want := range phrase {
		if i >= len(text) {
			return false
		}
		if c := rune(text[i]); c < utf8.RuneSelf {
			if 'A' <= c && c <= 'Z' {
				c += 'a' - 'A'
			}
			if c != want && !(want == '#' && isDigit(text[i])) {
				return false
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		if r != want && unicode.ToLower(r) != want {
			return false
		}
		i += size
	}
	return true
}

// givenOnce reports that a duty of a document of general rules is one that a
// body has to have done by a day, month or year that the text names.
func (r *dutyReader) givenOnce(d corpus.Duty) bool {
	r.own()
	return d.Deadline != nil && d.Deadline.Basis == corpus.Explicit && d.Deadline.Within == "" && d.Deadline.Recurrence == "" && !d.Deadline.Continuous &&
		d.Deadline.Due != "" && r.since != "" && d.Deadline.Due >= r.since && len(d.Leads) > 0 && d.Leads[0].ID != ""
}

// hasYear reports a text that holds four digits of a year of our time.
func hasYear(text string) bool { return yearAt(text, 0) >= 0 }

// hasYearFrom reports a text that holds such a year, that one or a later one,
// which does not stand inside a document's number, between a slash and one
// with a letter behind: 73/2021/QH14.
func hasYearFrom(text, least string) bool {
	for i := yearAt(text, 0); i >= 0; i = yearAt(text, i+4) {
		if text[i:i+4] >= least && !inSymbol(text, i) {
			return true
		}
	}
	return false
}

// yearAt gives the byte where the first year at or behind a byte of a text
// begins, or -1.
func yearAt(text string, from int) int {
	for i := from; i+4 <= len(text); i++ {
		at := strings.Index(text[i:], "20")
		if at < 0 {
			return -1
		}
		if i += at; i+4 <= len(text) && isDigit(text[i+2]) && isDigit(text[i+3]) && (i == 0 || !isDigit(text[i-1])) && (i+4 == len(text) || !isDigit(text[i+4])) {
			return i
		}
	}
	return -1
}

// inSymbol reports a year at byte i of a text that is part of a document's
// number.
func inSymbol(text string, i int) bool {
	if i == 0 || text[i-1] != '/' || !strings.HasPrefix(text[i+4:], "/") {
		return false
	}
	r, _ := utf8.DecodeRuneInString(text[i+5:])
	return unicode.IsLetter(r)
}
