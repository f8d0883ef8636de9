package answer

import (
	"slices"
	"strings"
	"unicode"

	"vanthu/corpus"
	"vanthu/corpus/lang"
	"vanthu/corpus/lexicon"
	"vanthu/index"
)

// weighAcross scores a sentence as weighing.weigh does, by topics in place of
// words; with is what it holds together with the headings above it.
func (a *Answerer) weighAcross(q *quoted, u Understood, topics []topic, bare, with float64) {
	d, p := q.hit.Document, q.passage
	text := d.Text[q.start:q.end]
	q.tokens = index.Tokens(text, d.Language)
	if len(q.tokens) == 0 {
		return
	}
	q.score = 0.4*bare + 0.25*q.own + 0.25*with + 0.3*q.window + 0.2*q.hit.Score + nearWeight*q.ahead
	switch {
	case p.Kind == corpus.Heading:
		q.score -= 0.35
	}
	if a.onlyNames(d, text) {
		q.score -= 0.3
	}
	q.score += newsWeight * a.tellsNews(u, text, d.Language)
	if d.Language == u.Language {
		q.score += ownLead
	}
	if isTitle(d, text) {
		q.score -= 0.3
	}
	switch {
	case u.Intent == Deadline:
		if len(a.describer.Dates(text, d.Language, d.Issued)) > 0 {
			q.score += 0.25
		}
	case a.asksWho(u):
		q.score += a.tellsWho(text, d.Language)
	case u.number:
		if strings.ContainsFunc(text, unicode.IsDigit) {
			q.score += 0.12
		}
		if a.countsAny(text, d.Language, topics) {
			q.score += countedWeight
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
	return min(1, 0.5*q.window+0.5*max(q.own, 0.7*q.window)+nearSure*q.near)
}

// asksWho reports a question for somebody.
func (a *Answerer) asksWho(u Understood) bool { return worded(u, a.whos[u.Language]) }

// worded reports a question in which one of the phrases stands.
func worded(u Understood, p *lexicon.Phrases) bool {
	if p == nil {
		return false
	}
	words := make([]lang.Word, len(u.tokens))
	for i, t := range u.tokens {
		words[i] = t.Word
	}
	return len(p.Find(words)) > 0
}

// leastOwn is how much of what a question is about its own language's best
// sentence holds at least, where words alone make it an answer with less
// confidence than surelyOwn: words that many texts share are no subject.
const (
	leastOwn  = 0.21
	surelyOwn = 0.7
)

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
	if u.least(topics) >= leastOfFew { // then the sentence itself has to hold them
		for i := range found {
			found[i].window = min(found[i].window, found[i].own)
		}
	}
	lead := foreignLead
	if foreign >= 0 && own >= 0 && found[foreign].title > ofProcedure && found[own].title == 0 && found[own].own < wholeOwn { // that very procedure comes before what speaks of it
		lead = -lead
	}
	if foreign >= 0 && sureAcross(found[foreign]) > max(sure, out.Confidence)+lead {
		sure = sureAcross(found[foreign])
		found = slices.DeleteFunc(slices.Clone(found), func(q quoted) bool { return q.hit.Document.Language == u.Language })
	} else if out.Answered {
		if sure < leastOwn && out.Procedure == nil && out.Confidence < surelyOwn {
			out.Answered, out.Citations, out.Reason = false, nil, NotFound
		}
		return nil
	}
	need := u.least(topics)
	if t := heaviest(topics); t != nil && len(found) > 0 && found[0].holds.holds(*t) < 0.5 {
		need += besideMore
	}
	if sure < need {
		return nil
	}
	all := complementing(found, topics)
	cited, err := a.quotes(u, all)
	if err != nil {
		return err
	}
	var quotes []Citation
	for i, c := range cited {
		s := all[min(i, len(all)-1)]
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

// complementing orders sentences so that behind the best one those come first
// that hold what the ones before do not.
func complementing(found []quoted, topics []topic) []sentence {
	left := slices.Clone(found[:min(len(found), 40)])
	if found[0].own >= wholeOwn { // all is said: what says little of it adds nothing
		left = slices.DeleteFunc(left, func(q quoted) bool { return q.own < found[0].own/2 })
	}
	held := evidence{}
	var out []sentence
	for len(left) > 0 && len(out) < 3*citations {
		best, most := 0, -1.0
		for i, q := range left {
			gain := 0.0
			if len(out) > 0 {
				gain = newShare * (evidence{}.add(held).add(q.holds).share(topics) - held.share(topics))
			}
			if score := q.score + gain; score > most {
				best, most = i, score
			}
		}
		held.add(left[best].holds)
		out = append(out, left[best].sentence)
		left = slices.Delete(left, best, best+1)
	}
	return out
}

// wholeOwn is the share of a question from which a sentence holds all of it.
const wholeOwn = 0.9
