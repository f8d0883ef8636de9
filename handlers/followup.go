package handlers

import (
	"context"
	"strings"
	"time"

	"vanthu/corpus"
	"vanthu/handlers/answer"
	"vanthu/handlers/i18n"
)

// GoingOn reads and answers messages that go on from the last answer.
type GoingOn interface {
	GoesOn(q answer.Question) bool
	Following(q answer.Question) (kind answer.Going, speak, language string)
	GoOn(ctx context.Context, q answer.Question) (a answer.Answer, ok bool, err error)
	Again(ctx context.Context, q answer.Question) ([]answer.Citation, error)
}

// goOn answers a message that goes on from the last answer and says nothing on
// its own: "which document says so?", "who else?", "and in Dutch?". ok is
// false for any other.
func (c *Core) goOn(ctx context.Context, q answer.Question, begun time.Time) (a answer.Answer, ok bool, err error) {
	kind, speak, tag := c.Answerer.Following(q)
	if kind == "" {
		return a, false, nil
	}
	last := q.Follows
	switch {
	case kind == answer.GoingLanguage:
		a, ok, err = c.inLanguage(ctx, q, speak, tag, begun)
	case kind == answer.GoingWho && last.Duties != nil:
		asked := *last.Duties
		a = answer.Answer{ID: c.Answerer.NewID(), Question: q.Text, Language: tag, Intent: answer.Duty, On: last, Going: kind}
		if asked.Subject == "" { // which other bodies have such duties
			asked.Agencies, asked.Own, asked.Mine, asked.Want = nil, false, false, answer.WantMost
			all, err := c.scope(ctx, asked, q.Viewer, q.Now)
			if err == nil {
				err = c.fillList(ctx, &a, asked, all, q.Viewer, q.Now)
			}
			return a, true, err
		}
		asked.Want = answer.WantWho
		again, err := c.askOne(ctx, c.asLast(q), asked)
		again.Question, again.Language, again.On, again.Going = a.Question, a.Language, last, kind
		return again, true, err
	default:
		a, ok, err = c.Answerer.GoOn(ctx, q)
	}
	a.Took = time.Since(begun)
	return a, ok, err
}

// asLast gives the question that the last answer was to.
func (c *Core) asLast(q answer.Question) answer.Question {
	last := q.Follows
	q.Text, q.Prior, q.Follows = last.Question, last.Language, nil
	return q
}

// inLanguage gives the last answer in another language: from texts in that
// language where they say it, else the same quotes, told about in it.
func (c *Core) inLanguage(ctx context.Context, q answer.Question, speak, tag string, begun time.Time) (a answer.Answer, ok bool, err error) {
	last := q.Follows
	again := c.asLast(q)
	switch {
	case last.Duties != nil && last.Duties.Subject == "":
		a = c.Answerer.Blank(again)
		all, err := c.scope(ctx, *last.Duties, q.Viewer, q.Now)
		if err == nil {
			a.Intent = answer.Duty
			err = c.fillList(ctx, &a, *last.Duties, all, q.Viewer, q.Now)
		}
		if err != nil {
			return a, true, err
		}
	case last.Duties != nil || last.Question == "":
		if a, err = c.work(ctx, again, begun); err != nil {
			return a, true, err
		}
	default:
		if a, err = c.lastAnswer(ctx, q, again, speak, begun); err != nil {
			return a, true, err
		}
	}
	a.Question, a.Language, a.On, a.Going, a.Speak = q.Text, tag, last, answer.GoingLanguage, speak
	return a, true, nil
}

// lastAnswer works out the last answer again, preferring texts in a language.
func (c *Core) lastAnswer(ctx context.Context, q, again answer.Question, speak string, begun time.Time) (answer.Answer, error) {
	quotes, err := c.Answerer.Again(ctx, q)
	if err != nil {
		return answer.Answer{}, err
	}
	if len(quotes) > 0 && quotes[0].Document.Procedure != nil && (q.Follows.Field != "" || quotes[0].Document.Language == speak) {
		return c.Answerer.ProcedureField(quotes[0].Document, q.Follows.Field)
	}
	within := again
	within.In = []string{speak}
	if last := *q.Follows; last.Then != "" { // the same question of all documents
		last.Documents = nil
		within.Text, within.Prior, within.Follows = last.Then, last.ThenIn, &last
	}
	a, err := c.Answerer.Ask(ctx, within)
	if err != nil || a.Answered {
		return a, err
	}
	if len(quotes) == 0 {
		return c.work(ctx, again, begun)
	}
	a = c.Answerer.Blank(again)
	a.Answered, a.Confidence, a.Citations = true, 1, quotes
	return a, nil
}

// sourceReply says which document the last answer rests on, with its words.
func (c *Core) sourceReply(a answer.Answer, tag string) Reply {
	r := Reply{Language: tag, Final: true}
	d := a.Citations[0].Document
	key := "follow_source"
	if a.Going == answer.GoingWhy {
		key = "follow_why"
	}
	r.Blocks = []Block{{Kind: Lead, Text: c.say(tag, key, i18n.Args{"Document": c.documentName(d, tag)}), Link: c.page(d)}}
	for _, ct := range a.Citations {
		if ct.Document.ID == d.ID || len(r.Blocks) < 3 {
			r.Blocks = append(r.Blocks, c.quote(ct, tag))
		}
	}
	return r
}

// documentName names a document by its number, where the title does not have
// it, and its title.
func (c *Core) documentName(d *corpus.Document, tag string) string {
	name := d.Title
	if d.Number != "" && d.Standing != corpus.Report && !strings.Contains(name, d.Number) {
		name = d.Number + " " + name
	}
	return c.foreign(name, d.Language, tag)
}
