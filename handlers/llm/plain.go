package llm

import (
	"context"

	"vanthu/handlers/answer"
)

// templates name the prompts of summaries, and of their like.
type templates struct{ system, user string }

var (
	ofSummary = templates{"summary", "question"}
	ofPlain   = templates{"plain", "procedure"}
)

// Plain implements answer.Plain: it says in plain words what the quotes of a
// procedure say, under the rules of a summary.
func (s *Summarizer) Plain(ctx context.Context, a answer.Answer, tag string, who answer.Asker) (answer.Summary, error) {
	sum, err := s.summarize(ctx, a, tag, who, ofPlain, func(answer.Summary) {})
	s.count(sum, err)
	return sum, err
}
