package handlers

import (
	"context"
	"time"

	"vanthu/handlers/answer"
	"vanthu/handlers/i18n"
)

// rewriteTime bounds how long a question that nothing answers waits for other
// words.
const rewriteTime = 3 * time.Second

// leastReread is the confidence that an answer to other words for a question
// has to have: more than one to its own words.
const leastReread = 0.65

// Ask answers a question. Where no document does, and a language model is set
// for it, other wordings of the question are tried under the same rules; what
// they find is told as found by them. An answer is never replaced.
func (c *Core) Ask(ctx context.Context, q answer.Question) (answer.Answer, error) {
	begun := time.Now()
	a, err := c.askAsIs(ctx, q)
	if err != nil || c.Rewriter == nil || a.Answered || a.Reason != answer.NotFound || a.Asked != nil || a.Office != nil {
		return a, err
	}
	within, cancel := context.WithTimeout(ctx, rewriteTime)
	defer cancel()
	wordings, err := c.Rewriter.Rewrites(within, c.Masked(a.Question), a.Language, q.Who)
	if err != nil {
		c.Log.Debug("a question was not worded anew") // counted by the rewriter; the abstention stands
		return a, nil
	}
	for _, w := range wordings {
		anew := q
		anew.Text, anew.Language, anew.Prior, anew.Follows = w.Text, w.Language, w.Language, nil
		found, err := c.askAsIs(ctx, anew)
		if err != nil {
			return a, err
		}
		if found.Answered && found.Confidence >= leastReread && len(found.Citations) > 0 && found.Asked == nil && found.Office == nil {
			found.ID, found.Question, found.Language, found.ReadAs, found.Took = a.ID, a.Question, a.Language, w.Text, time.Since(begun)
			return found, nil
		}
	}
	a.Took = time.Since(begun)
	return a, nil
}

// readAs says in which words a question was answered.
func (c *Core) readAs(a answer.Answer, tag string, r *Reply) {
	if a.ReadAs != "" {
		r.Blocks = append([]Block{{Kind: Notice, Text: c.say(tag, "read_as", i18n.Args{"Question": shorten(a.ReadAs, 200)})}}, r.Blocks...)
	}
}
