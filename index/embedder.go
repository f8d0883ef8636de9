package index

import "context"

// Embedder turns texts into vectors that lie near each other where the texts
// mean the same, in whatever language. They have length 1, and as many
// dimensions as the model has. Questions and passages are told apart, because
// some models are trained on pairs of them. An implementation is safe for
// concurrent use; where there is none, texts are found by their words alone.
type Embedder interface {
	Model() string // vectors of different models say nothing to each other
	Questions(ctx context.Context, texts []string) ([][]float32, error)
	Passages(ctx context.Context, texts []string) ([][]float32, error)
}

// Near is a run of passages of a document whose meaning lies near a question's.
type Near struct {
	Document    string  // ID
	First, Last int     // passages of the document, inclusive
	Score       float64 // cosine after the vectors of each language were centred, -1 to 1
	Sure        float64 // 0: no nearer than to what no document speaks of; 1: as near as an answer lies
}
