package extract

import (
	"slices"
	"strings"

	"vanthu/corpus"
)

// ruleBytes is how much of a text is looked at for the words by which it names
// itself.
const ruleBytes = 8000

// generalRules reports a document that makes rules for everybody: a law, a
// decree or a circular, as its number or its words for itself tell, or an
// article of one. What it asks
// of an office for each dossier, or from time to time, is no duty given once.
func (x *Extractor) generalRules(d *corpus.Document) bool {
	w := x.of(d.Language)
	if articleTitle(d.Title, w) {
		return true
	}
	opening := strings.ToLower(d.Text[:min(len(d.Text), ruleBytes)])
	if slices.ContainsFunc(w.ownRules, func(own string) bool { return strings.Contains(opening, own) }) {
		return true
	}
	for _, part := range strings.Split(NumberKey(d.Number), "|") {
		if w.rules[strings.TrimRight(part, "0123456789")] {
			return true
		}
	}
	return false
}

// givenOnce reports that a duty of a document of general rules is one that a
// body has to have done by a day, month or year that the text names.
func (r *dutyReader) givenOnce(d corpus.Duty) bool {
	return d.Deadline != nil && d.Deadline.Basis == corpus.Explicit && d.Deadline.Within == "" && d.Deadline.Recurrence == "" && !d.Deadline.Continuous &&
		d.Deadline.Due != "" && r.since != "" && d.Deadline.Due >= r.since && len(d.Leads) > 0 && d.Leads[0].ID != ""
}

// hasYear reports a text that holds four digits of a year of our time.
func hasYear(text string) bool {
	for i := 0; i+4 <= len(text); i++ {
		if at := strings.Index(text[i:], "20"); at < 0 {
			return false
		} else if i += at; i+4 <= len(text) && isDigit(text[i+2]) && isDigit(text[i+3]) && (i == 0 || !isDigit(text[i-1])) && (i+4 == len(text) || !isDigit(text[i+4])) {
			return true
		}
	}
	return false
}
