package handlers

import (
	"context"
	"strings"
	"time"

	"vanthu/handlers/answer"
	"vanthu/handlers/i18n"
)

// Checking reads facts that questions state and holds them against answers.
type Checking interface {
	Stated(q answer.Question) (s answer.Stated, ok bool)
	Check(s answer.Stated, a *answer.Answer) bool
}

// check answers a question that states a fact, to hear whether it is so: as
// one that does not, with what the document says of it. ok is false where the
// question states none, or the quote that answers tells nothing of that kind.
func (c *Core) check(ctx context.Context, q answer.Question, begun time.Time) (a answer.Answer, ok bool, err error) {
	s, ok := c.Answerer.Stated(q)
	if !ok {
		return a, false, nil
	}
	if a, err = c.work(ctx, s.Question, begun); err != nil {
		return a, true, err
	}
	if !c.Answerer.Check(s, &a) && !(a.Answered && a.Whole && a.Field != "") {
		return answer.Answer{}, false, nil
	}
	a.Question = c.Answerer.Blank(q).Question
	return a, true, nil
}

// claimFirst says in front what the question states and what the document
// says.
func (c *Core) claimFirst(claim answer.Claim, blocks []Block, tag string) []Block {
	found := make([]string, len(claim.Found))
	for i, f := range claim.Found {
		found[i] = c.foreign(strings.TrimSpace(f), claim.In, tag)
	}
	key := "claim_differs"
	switch {
	case claim.Holds && len(found) == 1:
		key = "claim_holds"
	case claim.Holds:
		key = "claim_among"
	}
	if len(blocks) > 0 && blocks[0].Kind == Lead {
		blocks[0].Kind = Para
	}
	lead := Block{Kind: Lead, Text: c.say(tag, key, i18n.Args{"Said": claim.Said, "Found": strings.Join(found, c.semicolon(tag))})}
	return append([]Block{lead}, blocks...)
}
