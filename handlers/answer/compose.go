package answer

import (
	"context"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"vanthu/corpus"
	"vanthu/corpus/calendar"
	"vanthu/corpus/extract"
	"vanthu/corpus/lang"
	"vanthu/index"
)

// citations is how many quotes an answer has at most.
const citations = 3

// fieldCitations is how many lines of a procedure's field an answer quotes at
// most.
const fieldCitations = 12

// suggested is how many near documents an abstention names at most.
const suggested = 2

// leastConfidence is the confidence below which no answer is given: so much
// of what the question is about, weighed by rarity, must stand together in
// one window of a document.
const leastConfidence = 0.5

// leastTitle is the share of what a question for a public service is about
// that a procedure's title has to hold, where the answer is one of its
// sentences.
const leastTitle = 0.15

// compose chooses the quotes, and abstains where they do not answer.
func (a *Answerer) compose(u Understood, units index.Units, hits []index.Hit, q Question, out *Answer) error {
	out.Intent, out.Field = u.Intent, u.Field
	all := a.sentences(u, units, hits)
	if len(all) == 0 {
		out.Reason = NotFound
		return nil
	}
	best := all[0]
	out.Confidence = a.confidence(u, units, best)
	if out.Confidence < leastConfidence {
		out.Reason = NotFound
		return nil
	}
	if d := best.hit.Document; d.Procedure != nil && d.Language == u.Language && (u.Field != "" || u.Intent == Procedure) &&
		units.Cover(index.Tokens(d.Title, d.Language), nil).Share() < leastTitle {
		out.Reason = NotFound // it is about another service
		return nil
	}
	quotes, err := a.quotes(u, all)
	if err != nil {
		return err
	}
	for _, c := range quotes {
		out.Citations = append(out.Citations, a.citation(u, units, c, best.score))
	}
	out.Answered = true
	if d := best.hit.Document; d.Procedure != nil {
		out.Procedure = &ProcedureView{Document: d, Procedure: d.Procedure}
		if u.Intent == General {
			out.Intent = Procedure
		}
	}
	return nil
}

// suggest names, beside an abstention, the documents that come nearest.
func (a *Answerer) suggest(ctx context.Context, units index.Units, res index.Result, out *Answer) error {
	if out.Reason != NotFound {
		return nil
	}
	seen := map[string]bool{}
	for h, err := range a.ranker.Hits(ctx, units, res) {
		if err != nil {
			return err
		}
		if !seen[h.Document.ID] && h.Cover.Share() > 0.25 {
			seen[h.Document.ID] = true
			out.Suggestions = append(out.Suggestions, h.Document.Title)
		}
		if len(out.Suggestions) == suggested {
			break
		}
	}
	return nil
}

// quotes gives what is cited: the whole field of a procedure where one was
// asked for, else the best sentences.
func (a *Answerer) quotes(u Understood, all []sentence) ([]corpus.Citation, error) {
	best := all[0]
	if d := best.hit.Document; a.inField(u, d, best.start, best.end) {
		field, err := a.Field(d, u.Field)
		if err != nil {
			return nil, err
		}
		for i, c := range field { // the line that says it best comes first, if it would stand far down
			if i >= citations && c.Start() <= best.start && best.end <= c.End() {
				field = slices.Insert(slices.Delete(field, i, i+1), 0, c)
			}
		}
		return field[:min(len(field), fieldCitations)], nil
	}
	if best.hit.Document.Procedure != nil { // what two procedures say is never mixed
		all = slices.DeleteFunc(slices.Clone(all), func(s sentence) bool { return s.hit.Document != best.hit.Document })
	}
	var out []corpus.Citation
	for i, s := range pick(all, citations) {
		if i == 0 {
			s.end = a.goesOn(u, s)
		}
		c, err := corpus.Cite(s.hit.Document, s.passage, s.start, s.end)
		if err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	return out, nil
}

// togetherRunes is how long a sentence and the one behind it are at most, in
// characters, to be quoted together.
const togetherRunes = 560

// goesOn gives where a quote ends whose sentence is the best: behind the next
// one of its paragraph, where what a body has to do or what something is goes
// on there. A day or an amount is told by one sentence.
func (a *Answerer) goesOn(u Understood, s sentence) int {
	d := s.hit.Document
	if u.Intent != Duty && u.Intent != General || len(u.kinds) > 0 || u.number || d.Procedure != nil || s.passage.Kind != corpus.Paragraph {
		return s.end
	}
	text := d.Text[s.end:max(s.end, s.passage.End)]
	for _, next := range lang.Sentences(text, a.lexicon.Language(d.Language).Abbreviated) {
		if strings.TrimSpace(text[next.Start:next.End]) == "" {
			continue
		}
		if end := s.end + next.End; utf8.RuneCountInString(d.Text[s.start:end]) <= togetherRunes {
			return end
		}
		break
	}
	return s.end
}

// confidence tells how sure it is that the best sentence answers: by how much
// of what the question is about stands in its window, the sentence itself
// counting for more.
func (a *Answerer) confidence(u Understood, units index.Units, best sentence) float64 {
	if len(units.List) == 0 {
		return 0
	}
	window := u.held(units, best.hit.Cover)
	own := u.held(units, best.cover)
	if a.inField(u, best.hit.Document, best.start, best.end) {
		own = window
	}
	c := 0.6*window + 0.4*max(own, window*0.75)
	return min(max(c, 0), 1)
}

// held tells how much of what the question is about is covered, its mere
// wording left aside. In a language of pairs all words count: a syllable of
// the wording is one of many words.
func (o Understood) held(units index.Units, cover index.Coverage) float64 {
	if index.Pairs(o.Language) || len(cover.Held) != len(units.List) {
		return cover.Share()
	}
	says := map[string]float64{}
	numbered := slices.ContainsFunc(o.Named, func(n extract.Named) bool { return !strings.HasPrefix(n.Key, bodyPrefix) })
	for _, w := range o.content {
		said := w.says
		if said == 0 && numbered { // a document's number is held by all its windows, whatever of it is asked
			said = 1
		}
		says[w.Stem] = max(says[w.Stem], said)
	}
	var sum, all float64
	for i, unit := range units.List {
		weight := unit.Weight
		if unit.Key == "" && len(unit.Words) == 1 {
			weight *= says[unit.Words[0]]
		}
		all += weight
		if cover.Held[i] {
			sum += weight
		}
	}
	if all == 0 {
		return cover.Share()
	}
	return max(cover.Share(), min(1, sum/all))
}

func (a *Answerer) citation(u Understood, units index.Units, c corpus.Citation, score float64) Citation {
	out := Citation{Citation: c, Score: score}
	quote := c.Quote()
	tokens := index.Tokens(quote, u.Language)
	for _, i := range units.Matches(tokens) {
		out.Marks = append(out.Marks, corpus.Span{Start: tokens[i].Start, End: tokens[i].End})
	}
	a.dates(u, &out)
	return out
}

// dates reads the days that a quote names, where the question is about such.
func (a *Answerer) dates(u Understood, c *Citation) {
	if u.Intent != Deadline && u.Intent != Duty {
		return
	}
	quote := c.Quote()
	words := lang.Words(quote)
	named := a.describer.Named(quote, c.Document.Language)
	of := a.ofDay(c.Document)
	passing := func(d calendar.Date) bool { // the day of the report, or of a document that the quote names
		return u.Intent == Deadline && (longPast(d, of) || thatDay(d, of)) || extract.OpensReport(quote, words, d) || slices.ContainsFunc(named, func(n extract.Named) bool { return issued(n, d.Start) && !asksOf(u, n) })
	}
	for _, d := range a.describer.Dates(quote, c.Document.Language, c.Document.Issued) {
		if passing(d) {
			continue
		}
		c.Dates = append(c.Dates, NamedDate{Words: quote[d.Start:d.End], First: d.First, Last: d.Last, Precision: string(d.Precision), Relation: string(d.Relation)})
	}
	c.More = slices.ContainsFunc(a.describer.Deadlines(quote, c.Document.Language, c.Document.Issued), func(d calendar.Date) bool {
		return d.Last != "" && !passing(d) && d.Precision != corpus.YearPrecision && !slices.ContainsFunc(c.Dates, func(have NamedDate) bool {
			return strings.Contains(quote[d.Start:d.End], have.Words) || have.Last == d.Last
		})
	})
}

// historyDays is how many days before a document comes out a day is at most that may
// be when something is due.
const historyDays = 366

// datelineBytes is within how many bytes of the beginning a report tells its day.
const datelineBytes = 600

// ofDay gives the day that a document is of: of its issue, or the first one that it
// opens with.
func (a *Answerer) ofDay(d *corpus.Document) corpus.Day {
	if d.Issued != "" {
		return d.Issued
	}
	for _, day := range a.describer.Dates(strings.ToValidUTF8(d.Text[:min(len(d.Text), datelineBytes)], ""), d.Language, "") {
		if day.Precision == corpus.DayPrecision && day.Last != "" {
			return day.Last
		}
	}
	return ""
}

// thatDay reports a day that no more than tells when a report came out, or what it tells
// of was.
func thatDay(d calendar.Date, of corpus.Day) bool {
	last, ok := d.Last.Time()
	out, told := of.Time()
	return ok && told && d.Precision == corpus.DayPrecision && (d.Relation == "" || d.Relation == corpus.In) && !last.After(out) && !last.AddDate(0, 0, 1).Before(out)
}

// longPast reports a time that lay far back when a document came out.
func longPast(d calendar.Date, issued corpus.Day) bool {
	last, ok := d.Last.Time()
	out, told := issued.Time()
	return ok && told && out.Sub(last) > historyDays*24*time.Hour
}

// issuedBytes is how far behind the end of a document's number the first byte of
// its day stands at most: "57-NQ/TW dated 22 December".
const issuedBytes = 24

// issued reports whether a day that begins at start is the day of a document
// that a quote names in front of it.
func issued(n extract.Named, start int) bool {
	return !strings.HasPrefix(n.Key, bodyPrefix) && n.End <= start && start-n.End <= issuedBytes
}

// asksOf reports whether a question names a document.
func asksOf(u Understood, n extract.Named) bool {
	return slices.ContainsFunc(u.Named, func(have extract.Named) bool { return have.Key == n.Key })
}

func firstRunes(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i] + "…"
		}
		n--
	}
	return s
}
