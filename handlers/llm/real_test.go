//go:build realmodel

package llm_test

import (
	"os"
	"testing"
	"time"

	"vanthu/corpus"
	"vanthu/handlers/answer"
	"vanthu/handlers/grounding"
	"vanthu/handlers/llm"
)

// A real model, whatever its worth: its words come, are read, and none is shown
// that the passages do not say. It is built for make test-llm alone, which sets
// VANTHU_TEST_LLM_URL and _MODEL.
func TestRealModel(t *testing.T) {
	url := os.Getenv("VANTHU_TEST_LLM_URL")
	if url == "" {
		t.Fatal("VANTHU_TEST_LLM_URL is not set")
	}
	r := newRig(t, with{}, nil)
	client := llm.NewClient(llm.Endpoint{URL: url, Model: os.Getenv("VANTHU_TEST_LLM_MODEL")}, llm.Times{First: time.Minute, Gap: 10 * time.Second, Total: 2 * time.Minute})
	t.Cleanup(client.Close)
	r.Client = client
	if models, err := client.Models(t.Context()); err != nil || len(models) == 0 {
		t.Fatalf("models %v, %v", models, err)
	}
	for tag, about := range base {
		a := answer.Answer{Question: about[0], Language: tag, Answered: true, Citations: []answer.Citation{quoted(t, "one", tag, about[1], corpus.Visibility{})}}
		s, err := r.Summarize(t.Context(), a, tag, answer.Asker{}, func(answer.Summary) {})
		for _, x := range s.Sentences {
			passage := grounding.Passage{ID: "S1", Text: about[1], Language: tag, Title: a.Citations[0].Document.Title}
			if why := checker().Check(grounding.Sentence{Text: x.Text, Cites: []string{"S1"}}, tag, []grounding.Passage{passage}); why != "" {
				t.Errorf("%s: shown, and yet %s: %s", tag, why, x.Text)
			}
		}
		if err != nil {
			t.Logf("%s: no summary: %s", tag, llm.Why(err))
		} else {
			t.Logf("%s: %s", tag, s.Text())
		}
	}
	n := r.Counts()
	if n.Calls != len(base) || n.Tokens == 0 {
		t.Errorf("%d calls, %d tokens: %v", n.Calls, n.Tokens, n.Failed)
	}
	t.Logf("%d sentences, dropped %v, none %v", n.Sentences, n.Dropped, n.Failed)
	for _, u := range n.Usages {
		t.Logf("first word after %v, last after %v, %d tokens", u.First.Round(time.Millisecond), u.Last.Round(time.Millisecond), u.Tokens)
	}
}
