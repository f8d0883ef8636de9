package answer

import (
	"slices"
	"strings"

	"vanthu/corpus"
	"vanthu/corpus/lang"
	"vanthu/corpus/lexicon"
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
	for _, m := range a.goings[u.Language].whole.Find(words) { // in the forms that names of fields have behind "and"
		if value, ok := strings.CutPrefix(m.Value, "field "); ok && value == "fee" && len(a.quantities[u.Language].Find(words[m.First:m.First+m.Len])) == 0 {
			add(value)
		}
	}
	asking := lexicon.NewPhrases()
	addAll(asking, a.lexicon.Language(u.Language).Asking.Who, "who")
	who, when := len(asking.Find(words)) > 0, u.Intent == Deadline
	for _, s := range a.duties[u.Language].find(words, make([]bool, len(words))) {
		who, when = who || s.value == "who", when || s.value == "when"
	}
	if who && when {
		add(AskedDeadline)
		add(AskedLead)
	}
	return parts
}

// OnlyFor gives a question for several things as one for one of them, a field.
func (a *Answerer) OnlyFor(part string, q Question) Question {
	u := a.Understand(q)
	words := lang.Words(u.Text)
	drop := make([]bool, len(words))
	for _, m := range a.fields[u.Language].Find(words) {
		if m.Value != part {
			mark(drop, []lexicon.Match{m})
		}
	}
	if k := a.kinds[u.Language]; k.wordings != nil {
		for _, m := range append(k.wordings.Find(words), k.amounts.Find(words)...) {
			if m.Value != part && slices.Contains(partFields[:], m.Value) {
				mark(drop, []lexicon.Match{m})
			}
		}
	}
	for _, m := range a.goings[u.Language].whole.Find(words) {
		if value, ok := strings.CutPrefix(m.Value, "field "); ok && value != part && slices.Contains(partFields[:], value) && !(value == "fee" && len(a.quantities[u.Language].Find(words[m.First:m.First+m.Len])) > 0) {
			mark(drop, []lexicon.Match{m})
		}
	}
	var kept []string
	for i, w := range words {
		if !drop[i] {
			kept = append(kept, u.Text[w.Start:w.End])
		}
	}
	q.Text, q.Prior = strings.Join(kept, " "), u.Language
	return q
}

// Tells reports whether a quote tells a thing that was asked for. Who leads is
// taken to be told: not every body is known by its name.
func (a *Answerer) Tells(part string, c corpus.Citation) bool {
	quote, d := c.Quote(), c.Document
	switch part {
	case "time_limit", AskedDeadline:
		if len(a.describer.Dates(quote, d.Language, d.Issued)) > 0 {
			return true
		}
		_, _, ok := a.describer.Period(quote, d.Language, "")
		return ok
	case "fee":
		if slices.ContainsFunc(a.facts(quote, d.Language, d.Issued), func(f fact) bool { return f.kind == moneyFact }) {
			return true
		}
		fee := a.news(Understood{Going: GoingField, Field: part, Language: d.Language}, Understood{})
		return a.tellsNews(Understood{Language: d.Language, news: fee}, quote, d.Language) > 0
	}
	return true
}
