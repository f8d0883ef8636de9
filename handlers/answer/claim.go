package answer

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"vanthu/corpus"
	"vanthu/corpus/lang"
	"vanthu/corpus/lexicon"
	"vanthu/index"
)

// Claim is a fact that a question states, to hear whether it is so, beside
// what the quote that answers says of the same kind.
type Claim struct {
	Said  string   // as the question has it
	Holds bool     // the quote says the same
	Found []string // what it says, in its words; more than one where it tells several cases apart
	In    string   // language of Found
}

// factKind is what a stated fact is a measure of.
type factKind string

const (
	periodFact factKind = "period" // a length of time
	moneyFact  factKind = "money"
	dayFact    factKind = "day"
	shareFact  factKind = "share" // so many of a hundred
	countFact  factKind = "count" // so many of something
)

// fact is a measure that a text names.
type fact struct {
	corpus.Span
	kind    factKind
	value   string   // of one kind, the same value is the same measure
	working bool     // of a period: in working days
	yearly  bool     // of a day: without its year
	of      []string // of a count: the stem and the concepts of what is counted
}

// checkWords is how questions state facts in one language.
type checkWords struct{ checks, opens, states, vague *lexicon.Phrases }

func newCheckWords(l *lexicon.Language) checkWords {
	w := checkWords{lexicon.NewPhrases(), lexicon.NewPhrases(), lexicon.NewPhrases(), lexicon.NewPhrases()}
	addAll(w.checks, l.Asking.Checks, "check")
	addAll(w.opens, l.Asking.ChecksOpen, "open")
	addAll(w.states, l.Asking.States, "state")
	addAll(w.vague, l.Asking.Vague, "vague")
	return w
}

// Stated is a question that states a fact, read.
type Stated struct {
	Question Question // the same without the fact
	Said     string
	fact     fact
	language string
}

// Stated reads the fact that a question states to hear whether it is so; ok
// is false where it states none, or more than one.
func (a *Answerer) Stated(q Question) (s Stated, ok bool) {
	u := a.Understand(q)
	w := a.checks[u.Language]
	if w.checks == nil || u.Intent == Smalltalk || len(q.Text) > QuestionRunes || !strings.ContainsFunc(u.Text, unicode.IsDigit) && !unicodeNumber(u) {
		return s, false
	}
	facts := a.facts(u.Text, u.Language, corpus.DayOf(q.Now))
	facts = slices.DeleteFunc(facts, func(f fact) bool {
		return f.kind == countFact && slices.ContainsFunc(facts, func(o fact) bool { return o.kind != countFact })
	})
	if len(facts) != 1 {
		return s, false
	}
	f := facts[0]
	words := lang.Words(u.Text)
	checks, opens, states := w.checks.Find(words), w.opens.Find(words), w.states.Find(words)
	vague := w.vague.Find(words)
	first, last := wordsWithin(words, f.Span)
	if f.kind != dayFact && slices.ContainsFunc(vague, func(m lexicon.Match) bool { return m.First+m.Len == first || m.First == last+1 }) {
		return s, false
	}
	stated := slices.ContainsFunc(states, func(m lexicon.Match) bool { return m.First+m.Len == first })
	opened := len(opens) > 0 && opens[0].First == 0 && len(a.quantities[u.Language].Find(words)) == 0
	if len(checks) == 0 && !opened && !stated {
		return s, false
	}
	drop := make([]bool, len(words))
	mark(drop, checks)
	if opened {
		mark(drop, opens[:1])
	}
	for i := first; i <= last; i++ {
		drop[i] = true
	}
	var kept []string
	for i, word := range words {
		if !drop[i] {
			kept = append(kept, u.Text[word.Start:word.End])
		}
	}
	s = Stated{Question: q, Said: u.Text[f.Start:f.End], fact: f, language: u.Language}
	s.Question.Text, s.Question.Prior = strings.Join(kept, " "), u.Language
	rest := a.Understand(s.Question)
	if len(rest.content) == 0 {
		return s, false
	}
	l := a.lexicon.Language(u.Language)
	more := func(list []string) {
		if len(list) > 0 {
			s.Question.Text += " " + list[0]
		}
	}
	switch {
	case f.kind == periodFact && rest.Field != "time_limit":
		more(l.Fields["time_limit"].Asked)
	case f.kind == moneyFact && rest.Field != "fee":
		more(l.Fields["fee"].Asked)
	case f.kind == dayFact && rest.Intent != Deadline:
		more(l.Intents["deadline"])
	}
	return s, true
}

// unicodeNumber reports a question that names a number in words: only lengths
// of time do.
func unicodeNumber(u Understood) bool { return len(u.tokens) > 2 }

// wordsWithin gives the first and last word that lie between two bytes.
func wordsWithin(words []lang.Word, s corpus.Span) (first, last int) {
	first, last = len(words), -1
	for i, w := range words {
		if w.Start < s.End && w.End > s.Start {
			first, last = min(first, i), i
		}
	}
	return first, last
}

// Check sets what a stated fact is beside an answer to the question without
// it; it reports whether the quote that answers tells a fact of the same kind.
func (a *Answerer) Check(s Stated, out *Answer) bool {
	if !out.Answered || len(out.Citations) == 0 {
		return false
	}
	if out.Whole {
		return len(out.Choices) == 0 && a.checkQuote(s, out, 0)
	}
	for i, c := range out.Citations { // of one section, the quote that tells such a fact answers
		if first := out.Citations[0]; c.Document.ID == first.Document.ID && c.Passage.Section == first.Passage.Section && a.checkQuote(s, out, i) {
			out.Citations = slices.Insert(slices.Delete(slices.Clone(out.Citations), i, i+1), 0, c)
			return true
		}
	}
	return false
}

// checkQuote sets what a stated fact is beside one of the quotes.
func (a *Answerer) checkQuote(s Stated, out *Answer, i int) bool {
	c := out.Citations[i]
	d := c.Document
	texts := []string{c.Quote()}
	if out.Whole && d.Procedure != nil {
		texts = a.fieldValues(d, s.fact.kind)
	}
	claim := Claim{Said: s.Said, In: d.Language}
	if s.fact.kind == countFact {
		claim.Said = s.fact.value
	}
	seen := map[string]bool{}
	for _, text := range texts {
		found := a.facts(text, d.Language, d.Issued)
		if s.fact.kind == dayFact {
			found = deadlinesOf(a, found, text, d)
		}
		for _, f := range found {
			if f.kind != s.fact.kind || f.unit() != s.fact.unit() || f.kind == countFact && !slices.ContainsFunc(f.of, func(x string) bool { return slices.Contains(s.fact.of, x) }) {
				continue
			}
			claim.Holds = claim.Holds || s.fact.same(f)
			words := text[f.Start:f.End]
			if f.kind == countFact { // what is counted may go on: the number tells
				words = f.value
			}
			key := f.value
			if f.working {
				key += " working"
			}
			if !seen[key] {
				seen[key] = true
				claim.Found = append(claim.Found, words)
			}
		}
	}
	if len(claim.Found) == 0 || (s.fact.kind == countFact || s.fact.kind == shareFact) && len(claim.Found) > 1 {
		return false
	}
	out.Claim = &claim
	return true
}

// same reports whether a text says what a question states: who asks about so
// many days may mean working days, who asks about working days means those.
func (f fact) same(o fact) bool {
	if f.yearly && len(o.value) > 5 {
		return strings.HasSuffix(o.value, f.value[4:])
	}
	return f.value == o.value && (o.working || !f.working)
}

// unit gives what a length of time is told in, D for days, TH for hours; "" for
// all other measures.
func (f fact) unit() string {
	if f.kind != periodFact {
		return ""
	}
	return strings.Trim(f.value, "P0123456789")
}

// fieldValues gives what a procedure says of the time limit or the fee: way by
// way to apply, else as a whole.
func (a *Answerer) fieldValues(d *corpus.Document, kind factKind) []string {
	var out []string
	of := func(c corpus.Channel) corpus.Span { return c.TimeLimit }
	whole := d.Procedure.TimeLimit
	switch kind {
	case periodFact:
	case moneyFact:
		of, whole = func(c corpus.Channel) corpus.Span { return c.Fee }, d.Procedure.Fee
	default:
		return nil
	}
	for _, c := range d.Procedure.Channels {
		if s := of(c); !s.Empty() {
			out = append(out, s.In(d.Text))
		}
	}
	if len(out) == 0 && !whole.Empty() {
		out = append(out, whole.In(d.Text))
	}
	return out
}

// deadlinesOf keeps the day by which a quote says that something is due; all
// where no word tells and there is only one.
func deadlinesOf(a *Answerer, found []fact, text string, d *corpus.Document) []fact {
	days := slices.DeleteFunc(slices.Clone(found), func(f fact) bool { return f.kind != dayFact })
	var due []fact
	for _, date := range a.describer.Dates(text, d.Language, d.Issued) {
		if date.Relation != corpus.Before && date.Relation != corpus.By {
			continue
		}
		for _, f := range days {
			if f.Start == date.Start {
				due = append(due, f)
			}
		}
	}
	if len(due) > 0 {
		return due
	}
	if len(days) == 1 {
		return days
	}
	return nil
}

// written is a number in digits, whole or in groups of three.
var written = regexp.MustCompile(`\d{1,3}(?:[.,  \x{a0}\x{202f}]\d{3})+|\d+`)

// dashed is what stands before the second number of a range.
var dashed = regexp.MustCompile(`\d\s*[-–—]\s*$`)

// facts gives the measures that a text names, in order; ranges are left out.
func (a *Answerer) facts(text, tag string, ref corpus.Day) []fact {
	var out []fact
	taken := func(start, end int) bool {
		return slices.ContainsFunc(out, func(f fact) bool { return f.Start < end && start < f.End })
	}
	var never []corpus.Span // names, ranges
	barred := func(start, end int) bool {
		return taken(start, end) || slices.ContainsFunc(never, func(s corpus.Span) bool { return s.Start < end && start < s.End })
	}
	for _, n := range a.describer.Named(text, tag) {
		if !isDay(n.Key) && !strings.HasPrefix(n.Key, bodyPrefix) {
			never = append(never, corpus.Span{Start: n.Start, End: n.End})
		}
	}
	if ref == "" {
		ref = anyDay
	}
	for _, d := range a.describer.Dates(text, tag, ref) {
		if barred(d.Start, d.End) || d.First == "" || d.Within != "" || d.Recurrence != "" {
			continue
		}
		if d.Precision != corpus.DayPrecision || d.First != d.Last {
			never = append(never, corpus.Span{Start: d.Start, End: d.End})
			continue
		}
		if d.Basis == corpus.Relative {
			continue
		}
		yearly := !strings.Contains(text[d.Start:d.End], string(d.First[:4]))
		out = append(out, fact{Span: corpus.Span{Start: d.Start, End: d.End}, kind: dayFact, value: string(d.First), yearly: yearly})
	}
	words := lang.Words(text)
	ranged := func(start int) bool {
		if dashed.MatchString(text[:start]) {
			return true
		}
		i, _ := wordsWithin(words, corpus.Span{Start: start, End: start + 1})
		return i >= 2 && strings.ContainsFunc(words[i-2].Folded, unicode.IsDigit) && !taken(words[i-2].Start, words[i-2].End)
	}
	for at := 0; at < len(text); {
		p, _, ok := a.describer.Period(text[at:], tag, "")
		if !ok {
			break
		}
		s := corpus.Span{Start: at + p.Words.Start, End: at + p.Words.End}
		at = s.End
		switch {
		case barred(s.Start, s.End):
		case ranged(s.Start):
			never = append(never, s)
		default:
			out = append(out, fact{Span: s, kind: periodFact, value: p.ISO, working: p.Working})
		}
	}
	for _, m := range written.FindAllStringIndex(text, -1) {
		if barred(m[0], m[1]) {
			continue
		}
		if f, ok := a.price(text, tag, words, m[0], m[1]); ok {
			if !ranged(m[0]) {
				out = append(out, f)
			}
			continue
		}
		if behind := strings.TrimLeft(text[m[1]:], " \u00a0\u202f"); strings.HasPrefix(behind, "%") {
			f := fact{kind: shareFact, value: text[m[0]:m[1]], Span: corpus.Span{Start: m[0], End: len(text) - len(behind) + 1}}
			if !ranged(m[0]) {
				out = append(out, f)
			}
			continue
		}
		if f, ok := a.counted(text, tag, words, m[0], m[1]); ok && !ranged(m[0]) {
			out = append(out, f)
		}
	}
	slices.SortFunc(out, func(x, y fact) int { return x.Start - y.Start })
	return out
}

// price reads a sum of money around a number.
func (a *Answerer) price(text, tag string, words []lang.Word, start, end int) (f fact, ok bool) {
	first, last := wordsWithin(words, corpus.Span{Start: start, End: end})
	for n := 3; n >= 1; n-- {
		if last >= 0 && last+n < len(words) {
			if p, ok := a.describer.Price(text[start:words[last+n].End], tag); ok && p.Amount != "0" {
				return fact{Span: corpus.Span{Start: start, End: words[last+n].End}, kind: moneyFact, value: p.Amount + p.Currency}, true
			}
		}
		if first < len(words) && first-n >= 0 && n < 3 {
			if p, ok := a.describer.Price(text[words[first-n].Start:end], tag); ok && p.Amount != "0" {
				return fact{Span: corpus.Span{Start: words[first-n].Start, End: end}, kind: moneyFact, value: p.Amount + p.Currency}, true
			}
		}
	}
	return f, false
}

// counted reads how many of something there are: a number with the word
// behind it.
func (a *Answerer) counted(text, tag string, words []lang.Word, start, end int) (f fact, ok bool) {
	_, last := wordsWithin(words, corpus.Span{Start: start, End: end})
	if last < 0 || last+1 >= len(words) || words[last].End != end || strings.TrimSpace(text[end:words[last+1].Start]) != "" || isYear(text[start:end]) {
		return f, false
	}
	next := words[last+1]
	if strings.ContainsFunc(next.Folded, unicode.IsDigit) || isTrivial(next.Folded) {
		return f, false
	}
	f = fact{kind: countFact, value: strings.TrimLeft(text[start:end], "0"), Span: corpus.Span{Start: start, End: next.End}}
	for _, t := range index.Tokens(text[next.Start:next.End], tag) {
		f.of = append(f.of, tag+" "+t.Stem)
	}
	if a.concepts != nil {
		for _, s := range a.concepts.Sayings(text, tag) {
			if s.Start == next.Start {
				f.of = append(f.of, s.Concepts...)
				f.End = max(f.End, s.End)
			}
		}
	}
	return f, true
}
