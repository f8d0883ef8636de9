package answer

import (
	"context"
	"errors"
	"slices"
	"sort"
	"strings"
	"unicode"

	"vanthu/corpus"
	"vanthu/corpus/lang"
	"vanthu/index"
)

// leastAcross is the confidence below which no text of another language
// answers.
const leastAcross = 0.5

// acrossWindows is how many windows in other languages sentences are taken
// from.
const acrossWindows = 16

// ownWindows is how many windows in the question's own language are read by
// what they speak of.
const ownWindows = 6

// foreignLead is by how much surer a text in another language has to be to
// come before one in the question's own.
const foreignLead = 0.08

// quoted is a sentence in another language, with how much of the question it
// and what stands around it hold.
type quoted struct {
	sentence
	own, window float64
}

// across finds the sentences of other languages that speak of what a question
// is about, best first.
func (a *Answerer) across(ctx context.Context, u Understood, topics []topic, res index.Result) ([]quoted, error) {
	if len(topics) == 0 || len(res.Across)+len(res.Found) == 0 {
		return nil, nil
	}
	windows := res.Across[:min(len(res.Across), acrossWindows)]
	own := res.Found[:min(len(res.Found), ownWindows)]
	keyed := slices.ContainsFunc(topics, func(t topic) bool { return len(t.keys) > 0 })
	var out []quoted
	for i := range len(windows) + len(own) {
		f, best := (*index.Found)(nil), 0.0
		if i < len(windows) {
			f, best = &windows[i], windows[0].Score
		} else {
			f, best = &own[i-len(windows)], own[0].Score
		}
		d, err := a.ranker.Texts.Document(ctx, f.Document)
		if errors.Is(err, index.ErrGone) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if i >= len(windows) && d.Language != u.Language {
			continue // they are among the others
		}
		all := index.Windows(d)
		if f.Window >= len(all) || !res.Viewer.Sees(d.Visibility) {
			continue
		}
		w := all[f.Window]
		h := &index.Hit{Document: d, Window: w, Score: f.Score / best}
		traces := a.traces(d.Text[w.Start:w.End], d.Language, keyed)
		name := d.Title + "\n" + d.Number
		head := evidenceOf(a.traces(name, d.Language, keyed), 0, len(name))
		window := evidenceOf(traces, 0, w.End-w.Start).add(head).share(topics)
		abbreviated := a.lexicon.Language(d.Language).Abbreviated
		var section string
		var inherited evidence
		for _, p := range d.Passages[w.First : w.Last+1] {
			spans := []lang.Sentence{{Start: 0, End: p.End - p.Start}}
			if p.Kind != corpus.Row {
				spans = lang.Sentences(d.PassageText(p), abbreviated)
			}
			for _, s := range spans {
				start, end := fit(d.Text, p.Start+s.Start, p.Start+s.End)
				q := quoted{sentence: sentence{hit: h, rank: i, passage: p, start: start, end: end}, window: window}
				own := evidenceOf(traces, start-w.Start, end-w.Start)
				q.own = own.share(topics)
				with := q.own
				if p.Section != "" {
					if p.Section != section {
						section, inherited = p.Section, evidenceOf(a.traces(p.Section, d.Language, keyed), 0, len(p.Section))
					}
					with = own.add(inherited).share(topics)
				}
				a.weighAcross(&q, u, with)
				if q.own > 0 {
					out = append(out, q)
				}
			}
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].score > out[j].score })
	return out, nil
}

// weighAcross scores a sentence as weighing.weigh does, by topics in place of
// words; with is what it holds together with the headings above it.
func (a *Answerer) weighAcross(q *quoted, u Understood, with float64) {
	d, p := q.hit.Document, q.passage
	text := d.Text[q.start:q.end]
	q.tokens = index.Tokens(text, d.Language)
	if len(q.tokens) == 0 || q.own == 0 {
		return
	}
	q.score = 0.65*q.own + 0.25*with + 0.3*q.window + 0.2*q.hit.Score
	switch {
	case p.Kind == corpus.Heading:
		q.score -= 0.35
	}
	if isTitle(d, text) {
		q.score -= 0.3
	}
	if a.namesSource(d, text) {
		q.score -= 0.8
	}
	switch {
	case u.Intent == Deadline:
		if len(a.describer.Dates(text, d.Language, d.Issued)) > 0 {
			q.score += 0.25
		}
	case a.asksNumber(u):
		if strings.ContainsFunc(text, unicode.IsDigit) {
			q.score += 0.12
		}
	}
	if n := len(q.tokens); n < 4 {
		q.score -= 0.2
	} else if n > 90 {
		q.score -= 0.1
	}
}

// sureAcross tells how sure it is that a sentence of another language answers.
func sureAcross(q quoted) float64 {
	return min(1, 0.5*q.window+0.5*max(q.own, 0.7*q.window))
}

// asksNumber reports a question for how many or how much.
func (a *Answerer) asksNumber(u Understood) bool {
	p := a.quantities[u.Language]
	if p == nil {
		return false
	}
	words := make([]lang.Word, len(u.tokens))
	for i, t := range u.tokens {
		words[i] = t.Word
	}
	return len(p.Find(words)) > 0
}

// composeAcross answers with sentences of other languages, in place of an
// answer of less confidence.
func (a *Answerer) composeAcross(u Understood, topics []topic, found []quoted, out *Answer) error {
	own, foreign := -1, -1 // the best of each
	for i, q := range found {
		if q.hit.Document.Language == u.Language {
			if own < 0 {
				own = i
			}
		} else if foreign < 0 {
			foreign = i
		}
	}
	sure := 0.0
	if own >= 0 {
		sure = sureAcross(found[own])
	}
	if foreign >= 0 && sureAcross(found[foreign]) > max(sure, out.Confidence)+foreignLead {
		sure = sureAcross(found[foreign])
		found = slices.DeleteFunc(slices.Clone(found), func(q quoted) bool { return q.hit.Document.Language == u.Language })
	} else if out.Answered {
		return nil
	}
	if sure < leastAcross {
		return nil
	}
	all := make([]sentence, len(found))
	for i, q := range found {
		all[i] = q.sentence
	}
	var quotes []Citation
	for _, s := range pick(all, citations) {
		c, err := corpus.Cite(s.hit.Document, s.passage, s.start, s.end)
		if err != nil {
			return err
		}
		ct := Citation{Citation: c, Score: s.score, Marks: a.marksAcross(c, topics)}
		a.dates(u, &ct)
		quotes = append(quotes, ct)
	}
	out.Citations, out.Confidence, out.Answered, out.Reason, out.Across = quotes, sure, true, "", true
	out.Intent, out.Procedure = u.Intent, nil
	if d := found[0].hit.Document; d.Procedure != nil {
		out.Procedure = &ProcedureView{Document: d, Procedure: d.Procedure}
	}
	return nil
}

// marksAcross gives the words of a quote that name what was asked about.
func (a *Answerer) marksAcross(c corpus.Citation, topics []topic) []corpus.Span {
	var out []corpus.Span
	for _, s := range a.concepts.Sayings(c.Quote(), c.Document.Language) {
		for _, t := range topics {
			if slices.ContainsFunc(s.Concepts, func(id string) bool { return slices.Contains(t.concepts, id) }) {
				out = append(out, corpus.Span{Start: s.Start, End: s.End})
				break
			}
		}
	}
	return out
}
