package answer

import (
	"context"
	"slices"
	"strings"

	"vanthu/corpus"
	"vanthu/handlers/procedures"
	"vanthu/index"
)

// leastHeld is the share of what a message names beside the last question,
// that a quote has to hold to answer it.
const leastHeld = 0.5

// within answers a question that goes on from the last one, with the last
// question's words beside its own: among the documents cited there, or among
// all where these are none.
func (a *Answerer) within(ctx context.Context, q Question, u Understood, documents []string, out *Answer) (bool, error) {
	last := q.Follows
	root := a.Understand(Question{Text: last.Question, Prior: last.Language})
	own := a.Understand(Question{Text: u.behind(), Prior: u.Language})
	joined := root
	if root.Language == u.Language {
		joined = a.Understand(Question{Text: last.Question + " " + u.behind(), Prior: u.Language})
		joined.Language = u.Language
	}
	for _, part := range []*Understood{&root, &own, &joined} {
		var err error
		if part.heard, err = a.hear(ctx, q, *part); err != nil {
			return false, err
		}
	}
	if root.Language != u.Language {
		joined.heard = slices.Concat(joined.heard, own.heard)
	}
	joined.Follows = true
	joined.kinds = u.kinds
	if joined.Field = u.Field; u.Field != "" {
		joined.Intent = Procedure
	}
	if u.Intent != General {
		joined.Intent = u.Intent
	}
	if u.Going != "" {
		own.content = nil
	}
	news := a.news(u, own)
	joined.news = news
	topics := a.topics(root)
	for _, t := range news {
		if !slices.ContainsFunc(topics, func(have topic) bool { return slices.Equal(have.concepts, t.concepts) && have.word == t.word }) {
			topics = append(topics, t)
		}
	}
	words := root.Language == u.Language || !u.adds()
	if ok, err := a.among(ctx, q, joined, topics, documents, words, out); ok || err != nil {
		return ok, err
	}
	if !u.adds() || documents == nil && len(q.In) == 0 {
		return false, nil
	}
	own.Field, own.Intent, own.news = u.Field, u.Intent, news
	return a.among(ctx, q, own, a.topics(own), documents, true, out)
}

// among answers a question from some documents by its words, where words is
// set, and by what it speaks of. The best quote has to hold what is new.
func (a *Answerer) among(ctx context.Context, q Question, u Understood, topics []topic, documents []string, words bool, out *Answer) (bool, error) {
	query := a.query(q, u)
	query.Filter.Documents = documents
	query.Concepts = a.conceptLists(topics)
	res, err := a.engine.Search(ctx, query)
	if err != nil || len(res.Found)+len(res.Across) == 0 {
		return false, err
	}
	tried := *out
	if words {
		units := u.units(res)
		hits, err := a.ranker.Rank(ctx, units, res, chosenWindows)
		if err != nil {
			return false, err
		}
		if err := a.compose(u, units, hits, q, &tried); err != nil {
			return false, err
		}
		if tried.Answered && a.held(u, &tried) {
			*out = tried
			return true, nil
		}
	}
	tried = *out
	topics = a.weighTopics(topics, res)
	found, err := a.across(ctx, u, topics, res, nil)
	if err != nil || len(found) == 0 {
		return false, err
	}
	if err := a.composeAcross(u, topics, found, &tried); err != nil {
		return false, err
	}
	if tried.Answered && a.held(u, &tried) {
		*out = tried
		return true, nil
	}
	return false, nil
}

// news gives what a message names beside the last question; for a field of a
// procedure, whatever its names speak of.
func (a *Answerer) news(u, own Understood) []topic {
	if a.concepts == nil {
		return nil
	}
	var out []topic
	if u.Going == GoingField {
		t := topic{weight: 1}
		for _, name := range a.lexicon.Language(u.Language).Follows.Fields[u.Field] {
			for _, s := range a.concepts.Sayings(name, u.Language) {
				if s.Start == 0 && s.End == len(name) { // "mất bao nhiêu tiền" speaks of more than a fee
					t.concepts = append(t.concepts, s.Concepts...)
				}
			}
		}
		t.concepts = slices.DeleteFunc(sortedUnique(t.concepts), func(id string) bool { return strings.HasPrefix(id, "plain.") })
		if len(t.concepts) > 0 {
			out = append(out, t)
		}
		return out
	}
	if own.content == nil {
		return nil
	}
	for _, t := range a.topics(own) {
		if !t.plain() && !t.soft {
			t.weight = 1
			out = append(out, t)
		}
	}
	return out
}

// newsWeight is how much a sentence has ahead that holds all of what is new
// in a message that goes on from the last one.
const newsWeight = 0.8

// tellsNews gives the share of what is new in a message that a text holds.
func (a *Answerer) tellsNews(u Understood, text, tag string) float64 {
	if len(u.news) == 0 {
		return 0
	}
	e := evidenceOf(a.traces(text, tag, true, u.heard), 0, len(text))
	if tag == u.Language { // the stems of one language agree where its forms do not
		have := map[string]bool{}
		for _, t := range index.Tokens(text, tag) {
			have[t.Stem] = true
		}
		for _, t := range u.news {
			if t.word != "" && !slices.ContainsFunc(index.Tokens(t.word, tag), func(w index.Token) bool { return !have[w.Stem] }) {
				for _, w := range strings.Fields(t.word) {
					e[heldWord+w] = true
				}
			}
		}
	}
	return e.share(u.news)
}

// held reports whether the best quote of an answer holds what a message names
// beside the last question, and a day or a length of time where one is asked
// for.
func (a *Answerer) held(u Understood, out *Answer) bool {
	c := out.Citations[0]
	d := c.Document
	if u.Intent == Deadline && len(a.describer.Dates(c.Quote(), d.Language, d.Issued)) == 0 {
		if _, _, ok := a.describer.Period(c.Quote(), d.Language, ""); !ok {
			return false
		}
	}
	return len(u.news) == 0 || a.tellsNews(u, c.Quote()+"\n"+c.Passage.Section+"\n"+d.Title, d.Language) >= leastHeld
}

// goOnProcedure answers a message that goes on from an answer about the
// procedure d: with another of its fields, with that of the procedure that the
// message names in its place, or that both name together. ok is false where
// the message is about something else.
func (a *Answerer) goOnProcedure(ctx context.Context, q Question, u Understood, d *corpus.Document, out *Answer) (ok bool, err error) {
	if out.On = q.Follows; !u.adds() {
		if u.Field == "" {
			return false, nil
		}
		return true, a.fillField(d, u.Field, out)
	}
	field := u.Field
	if field == "" {
		field = q.Follows.Field
	}
	catalogue, err := a.procedures.Catalogue(ctx)
	if err != nil {
		return false, err
	}
	find := func(text string) []procedures.Match {
		return catalogue.Find(procedures.Query{Text: text, Language: u.Language, Viewer: q.Viewer}, mostChoices+1)
	}
	own := find(u.behind())
	meant := ""
	if q.Follows.Language == u.Language {
		for _, m := range find(q.Follows.Question + " " + u.behind())[:] {
			if i := slices.IndexFunc(own, func(o procedures.Match) bool { return o.ID == m.ID && o.Share >= fitsField.share }); i >= 0 {
				meant = m.ID // holds what is new, and fits the last question best of those that do
				break
			}
		}
	}
	if len(own) > 0 && own[0].Share >= fitsField.share && own[0].Score >= fitsField.score && own[0].ID != meant {
		if meant == "" || !slices.ContainsFunc(own, func(o procedures.Match) bool { return o.ID == meant && o.Score >= nearScore*own[0].Score }) {
			out.On = nil // another subject
			if u.Field != "" {
				return false, nil
			}
			meant = own[0].ID
		}
	}
	if meant == "" {
		out.On = nil
		return false, nil
	}
	next, err := a.open(ctx, meant, q.Viewer)
	if err != nil || next == nil || next.Procedure == nil {
		out.On = nil
		return false, err
	}
	return true, a.fillField(next, field, out)
}

// goOn answers a question that goes on from the last one; done is also true
// where there is no answer and the words alone, without those of the last
// question, would only find something else.
func (a *Answerer) goOn(ctx context.Context, q Question, u Understood, out *Answer) (done bool, err error) {
	out.On, out.Going = q.Follows, u.Going
	for _, documents := range [][]string{q.Follows.Documents, nil} {
		if done, err := a.within(ctx, q, u, documents, out); done || err != nil {
			return done, err
		}
		if len(q.Follows.Documents) == 0 || !u.adds() {
			break
		}
	}
	own := 0
	for _, w := range u.content {
		if !w.soft {
			own++
		}
	}
	if own > 1 || u.opened == 0 && u.Going == "" {
		out.On, out.Going = nil, ""
		return false, nil
	}
	out.Reason = NotFound
	return true, nil
}
