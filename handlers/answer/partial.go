package answer

import (
	"slices"

	"vanthu/corpus"
	"vanthu/corpus/lang"
)

// What a question for several things may ask for, beside the fields of
// procedures.
const (
	AskedDeadline = "deadline"
	AskedLead     = "lead"
)

// partFields are the fields whose wordings ask for nothing else, so that it
// can be said that one is not told.
var partFields = [...]string{"time_limit", "fee", "papers", "office", "legal_basis"}

// Parts gives the things that a question asks for: fields of procedures, the
// deadline, the lead. For an answer from a procedure these are the fields asked
// for outside of its name.
func (a *Answerer) Parts(q Question, out *Answer) []string {
	var parts []string
	add := func(part string) {
		if !slices.Contains(parts, part) {
			parts = append(parts, part)
		}
	}
	if out.Whole {
		for _, f := range append([]string{out.Field}, out.Besides...) {
			if slices.Contains(partFields[:], f) {
				add(f)
			}
		}
		return parts
	}
	u := a.Understand(q)
	if u.Follows || u.Intent == Smalltalk {
		return nil
	}
	words := lang.Words(u.Text)
	for _, m := range a.fields[u.Language].Find(words) {
		if m.Value == "fee" || m.Value == "time_limit" && u.Intent != Deadline {
			add(m.Value)
		}
	}
	who, when := false, false
	for _, s := range a.duties[u.Language].find(words, make([]bool, len(words))) {
		who, when = who || s.value == "who", when || s.value == "when"
	}
	if who && when {
		add(AskedDeadline)
		add(AskedLead)
	}
	return parts
}

// Tells reports whether a quote tells a thing that was asked for.
func (a *Answerer) Tells(part string, c corpus.Citation) bool {
	quote, d := c.Quote(), c.Document
	switch part {
	case "time_limit", AskedDeadline:
		if len(a.describer.Dates(quote, d.Language, d.Issued)) > 0 {
			return true
		}
		_, _, ok := a.describer.Period(quote, d.Language, "")
		return ok
	case AskedLead:
		return len(a.describer.Mentions(quote, d.Language, lang.Words(quote))) > 0
	case "fee":
		if slices.ContainsFunc(a.facts(quote, d.Language, d.Issued), func(f fact) bool { return f.kind == moneyFact }) {
			return true
		}
		fee := a.news(Understood{Going: GoingField, Field: part, Language: d.Language}, Understood{})
		return a.tellsNews(Understood{Language: d.Language, news: fee}, quote, d.Language) > 0
	}
	return true
}
