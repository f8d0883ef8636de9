package answer

import "context"

// Rewrite is a question in other words.
type Rewrite struct {
	Text     string `json:"text"`
	Language string `json:"language"`
}

// Rewriter words questions anew that nothing was found for; nil where no
// language model is set for it.
type Rewriter interface {
	// Rewrites gives a few other wordings of a question in the language tag.
	// An error says why there are none: it is for counting, nobody is told.
	Rewrites(ctx context.Context, question, tag string, who Asker) ([]Rewrite, error)
}
