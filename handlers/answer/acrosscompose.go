package answer

import (
	"slices"

	"vanthu/corpus"
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

// newShare is how much more a further sentence counts by what it adds.
const newShare = 0.8

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
