package grounding

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"vanthu/corpus"
	"vanthu/corpus/calendar"
	"vanthu/corpus/lang"
)

// Duty is a duty that a model proposes.
type Duty struct {
	Quote  string `json:"quote"`
	Action string `json:"action"`
	Agency string `json:"agency"`
	Due    string `json:"due"` // 2026-03-31, 2026-03, 2026-Q1, 2026 or empty
}

// Checked duties carry what the rules for documents read in their quotes.
type CheckedDuty struct {
	Duty
	Relation     corpus.Relation // of Due
	DeadlineText string          // words of Quote
}

// Bounds of the quote of a duty.
const (
	dutyWords = 4
	dutyRunes = 700
)

// Duty says why a proposed duty is not to be taken: its quote does not stand
// in the passage word by word, or leaves out what turns its sentence; its
// deadline is not the only one that is read in the quote; its body is not
// named there or in the headings as one that leads; or what is to be done says
// more than the quote.
func (c *Checker) Duty(d Duty, p Passage) (CheckedDuty, Reason) {
	out := CheckedDuty{Duty: d}
	quote := spaced(d.Quote)
	switch words := len(strings.Fields(quote)); {
	case words < dutyWords || utf8.RuneCountInString(quote) > dutyRunes || !utf8.ValidString(quote):
		return out, BadForm
	case c.Suspicious(quote, p.Language) || strings.Contains(quote, Token):
		return out, Poisoned
	}
	sentence, ok := c.around(quote, p)
	if !ok {
		return out, NotCited
	}
	said := c.read(quote, p.Language, p.Issued)
	whole := c.read(sentence, p.Language, p.Issued)
	if whole.has("not", "") && !said.has("not", "") {
		return out, Negated
	}
	if why := out.deadline(said, whole); why != "" {
		return out, why
	}
	if !c.leads(d.Agency, said, c.read(p.Section, p.Language, p.Issued)) {
		return out, NoName
	}
	if d.Due == "" && len(c.tongue(p.Language).must.find(append(slices.Clone(said.words), lang.Words(p.Section)...))) == 0 {
		return out, Unsupported // nothing tells that it has to be done
	}
	at := p
	at.Text = quote
	return out, c.Check(Sentence{Text: d.Action, Cites: []string{p.ID}}, p.Language, []Passage{at})
}

// spaced is text in NFC with one space for all white space.
func spaced(text string) string { return strings.Join(strings.Fields(norm.NFC.String(text)), " ") }

// around gives the sentences of a passage in which a quote stands, whole words
// of it.
func (c *Checker) around(quote string, p Passage) (string, bool) {
	text := spaced(p.Text)
	at := strings.Index(text, quote)
	if at < 0 {
		return "", false
	}
	end := at + len(quote)
	first, last := false, false // it begins and ends with a word
	for _, w := range lang.Words(text) {
		first, last = first || w.Start >= at && w.Start < end, last || w.End > at && w.End <= end
		if w.Start < at && at < w.End || w.Start < end && end < w.End {
			return "", false
		}
	}
	from, to := at, end
	for _, s := range lang.Sentences(text, c.tongue(p.Language).words.Abbreviated) {
		if s.Start < end && s.End > at {
			from, to = min(from, s.Start), max(to, s.End)
		}
	}
	return text[from:to], first && last
}

// deadline compares the day proposed with the one that is read. Where none is
// proposed, the whole sentence has none.
func (d *CheckedDuty) deadline(said, whole *reading) Reason {
	have := said.due()
	if d.Due == "" {
		if len(have) > 0 || len(whole.due()) > 0 {
			return NoDate
		}
		return ""
	}
	if len(have) != 1 || writtenDue(have[0].Date) != d.Due {
		return NoDate
	}
	d.Relation, d.DeadlineText = have[0].Relation, said.text[have[0].Start:have[0].End]
	return ""
}

// due gives the different deadlines of a reading: what has a word such as
// before or by in front, and what names a month, quarter or year in which.
func (r *reading) due() (out []day) {
	for _, d := range r.days {
		due := d.deadline() || d.Relation == corpus.In || d.Relation == corpus.Within || d.Recurrence != "" || d.Continuous ||
			d.Relation == "" && slices.Contains([]corpus.Precision{corpus.MonthPrecision, corpus.QuarterPrecision, corpus.HalfPrecision, corpus.RangePrecision}, d.Precision)
		if due && !slices.ContainsFunc(out, func(o day) bool { return writtenDue(o.Date) != "" && writtenDue(o.Date) == writtenDue(d.Date) }) {
			out = append(out, d)
		}
	}
	return out
}

// writtenDue writes a deadline as models are asked to; empty for what that
// form cannot tell.
func writtenDue(d calendar.Date) string {
	t, ok := d.Last.Time()
	if !ok || d.Problem != "" || d.Recurrence != "" || d.Continuous {
		return ""
	}
	switch d.Precision {
	case corpus.DayPrecision:
		return string(d.Last)
	case corpus.MonthPrecision:
		return t.Format("2006-01")
	case corpus.QuarterPrecision:
		return fmt.Sprintf("%d-Q%d", t.Year(), (int(t.Month())+2)/3)
	case corpus.YearPrecision:
		return t.Format("2006")
	}
	return ""
}

// leads reports whether a name is that of a body in the quote, or in the
// headings, and the quote does not tell that the body only helps.
func (c *Checker) leads(name string, quote, section *reading) bool {
	words := written(lang.Words(name))
	if words == "" {
		return false
	}
	id := ""
	if m := c.extractor.Mentions(name, quote.tongue.tag, lang.Words(name)); len(m) == 1 && !m[0].Generic && !m[0].Collective && written(lang.Words(name[m[0].Start:m[0].End])) == words {
		id = m[0].ID
	}
	found := false
	for _, r := range []*reading{quote, section} {
		for _, m := range r.bodies {
			if written(lang.Words(r.text[m.Start:m.End])) != words && (id == "" || m.ID != id) {
				continue
			}
			if r.role(m) == "help" {
				return false
			}
			found = true
		}
	}
	return found
}
