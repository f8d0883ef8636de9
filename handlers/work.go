package handlers

import (
	"context"
	"time"

	"vanthu/handlers/answer"
)

// askAsIs answers one question in its own words: from a procedure's
// fields where it names one, from the ledger where it is about duties, else
// from the documents. An answer to a question of now may be one that was kept.
func (c *Core) askAsIs(ctx context.Context, q answer.Question) (answer.Answer, error) {
	begun := time.Now()
	if a, ok, err := c.askOffice(ctx, q, begun); ok || err != nil {
		return a, err
	}
	kept := q.Now.IsZero() && c.Answers != nil
	if q.Now.IsZero() {
		q.Now = c.Now()
	}
	q.Now = q.Now.In(c.Zone)
	work := func() (answer.Answer, error) { return c.workWhole(ctx, q, begun) }
	if !kept {
		return work()
	}
	a, again, err := c.Answers.Answer(ctx, q, work)
	if again {
		a.ID, a.Took = c.Answerer.NewID(), time.Since(begun)
	}
	return a, err
}

// work works out the answer to a question that came in at a time.
func (c *Core) work(ctx context.Context, q answer.Question, begun time.Time) (a answer.Answer, err error) {
	defer c.Courtesy.Answering()()
	if a, ok, err := c.goOn(ctx, q, begun); ok || err != nil {
		return a, err
	}
	if a, ok, err := c.check(ctx, q, begun); ok || err != nil {
		return a, err
	}
	service, ok, err := c.Answerer.Procedure(ctx, q)
	if ok || err != nil {
		service.Took = time.Since(begun)
		return service, err
	}
	defer func() {
		if err == nil && !a.Answered && a.Reason == answer.NotFound {
			a.Choices = service.Choices
		}
	}()
	asked, ok := answer.DutyQuestion{}, false
	if c.Book != nil {
		asked, ok = c.Answerer.DutyQuestion(q)
	}
	if outside, beyond, err := c.Answerer.Outside(ctx, q, ok); beyond || err != nil {
		if ok && asked.Subject == "" && outside.Reason == answer.Unknown { // a list that is empty
			outside.Asked = &asked
		}
		outside.Took = time.Since(begun)
		return outside, err
	}
	switch {
	case !ok:
		a, err = c.Answerer.Ask(ctx, q)
	case asked.Subject == "":
		a, err = c.askList(ctx, q, asked)
	default:
		a, err = c.askOne(ctx, q, asked)
	}
	if ok && q.Follows != nil && c.Answerer.GoesOn(q) {
		a.On = q.Follows
	}
	a.Took = time.Since(begun)
	return a, err
}
