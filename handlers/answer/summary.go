package answer

import "context"

// Asker is who asks for a summary, as far as limits need to know.
type Asker struct {
	Person string // as Request.Person or the conversation; empty for commands
}

// Summary is what a language model says of an answer's quotes, checked against
// them sentence by sentence.
type Summary struct {
	Sentences  []SummarySentence
	Model      string
	Dropped    int  // sentences that said more than the quotes
	Translated bool // the quotes are in other languages
}

// SummarySentence is one checked sentence.
type SummarySentence struct {
	Text  string
	Cites []int // places in Answer.Citations, from 0
}

// Text gives the sentences in a row.
func (s Summary) Text() string {
	out := ""
	for i, x := range s.Sentences {
		if i > 0 {
			out += " "
		}
		out += x.Text
	}
	return out
}

// Summarizer sums up answers; nil where no language model is set.
type Summarizer interface {
	// Summarize gives the summary of an answer in the language tag; one without
	// sentences where there is none. It calls shown with what may be shown so
	// far, from one goroutine, and not after it has returned; an empty summary
	// takes back what was shown. An error says why there is none: it is for
	// counting, nobody is told.
	Summarize(ctx context.Context, a Answer, tag string, who Asker, shown func(Summary)) (Summary, error)
}

// Plain says procedures in plain words; nil where no language model is set for
// it. A summary without sentences, or an error, says that there are none.
type Plain interface {
	Plain(ctx context.Context, a Answer, tag string, who Asker) (Summary, error)
}
