package llm_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"vanthu/handlers/llm"
	"vanthu/handlers/llm/llmtest"
)

// lengths gives every text a vector that tells how long it is.
func lengths(c llmtest.EmbedCall) llmtest.EmbedAnswer {
	var a llmtest.EmbedAnswer
	for _, t := range c.Texts {
		a.Vectors = append(a.Vectors, []float32{float32(len(t)), 1, 0})
	}
	return a
}

func newEmbedder(t *testing.T, model string, now func() time.Time, script func(llmtest.EmbedCall) llmtest.EmbedAnswer) (*llm.Embedder, *llmtest.Embeddings) {
	t.Helper()
	server := llmtest.NewEmbeddings(t, script)
	e := llm.NewEmbedder(llm.Endpoint{URL: server.URL, Key: "secret", Model: model}, llm.EmbedTimes{Call: 10 * time.Second, Pause: time.Millisecond}, now, slog.New(slog.NewTextHandler(io.Discard, nil)))
	t.Cleanup(e.Close)
	return e, server
}

func TestPassagesAreEmbeddedInBatches(t *testing.T) {
	e, server := newEmbedder(t, "m", time.Now, lengths)
	var texts []string
	for i := range 70 {
		texts = append(texts, strings.Repeat("a", i+1))
	}
	vectors, err := e.Passages(t.Context(), texts)
	if err != nil {
		t.Fatal(err)
	}
	var sizes []int
	for _, c := range server.Calls() {
		sizes = append(sizes, len(c.Texts))
		if c.Header.Get("Authorization") != "Bearer secret" {
			t.Errorf("the key came as %q", c.Header.Get("Authorization"))
		}
	}
	if !slices.Equal(sizes, []int{32, 32, 6}) {
		t.Errorf("batches of %v", sizes)
	}
	for i, v := range vectors {
		if got := v[0] / v[1]; got < float32(i)+0.99 || got > float32(i)+1.01 {
			t.Errorf("text %d has the vector of one of length %g", i, got)
		}
		if sum := v[0]*v[0] + v[1]*v[1]; sum < 0.999 || sum > 1.001 {
			t.Errorf("text %d: a vector of squared length %g", i, sum)
		}
	}
}

// What a text is, is told as the model and its server want it.
func TestQuestionsAndPassagesAreToldApart(t *testing.T) {
	typed := func(c llmtest.EmbedCall) llmtest.EmbedAnswer { // a server that obeys input_type
		a := lengths(c)
		for i := range a.Vectors {
			a.Vectors[i][2] = float32(len(c.Type))
		}
		return a
	}
	strict := func(c llmtest.EmbedCall) llmtest.EmbedAnswer {
		if c.Type != "" {
			return llmtest.EmbedAnswer{Status: http.StatusBadRequest, Raw: `{"error":{"message":"Unrecognized request argument supplied: input_type"}}`}
		}
		return lengths(c)
	}
	for _, c := range []struct {
		model             string
		server            func(llmtest.EmbedCall) llmtest.EmbedAnswer
		question, passage string // of the last call: model, type, text
	}{
		{"e5-query", lengths, "e5-query||x", "e5-passage||x"},
		{"e5-passage", lengths, "e5-query||x", "e5-passage||x"},
		{"multilingual-e5-small", typed, "multilingual-e5-small|query|x", "multilingual-e5-small|passage|x"},
		{"multilingual-e5-small", lengths, "multilingual-e5-small||query: x", "multilingual-e5-small||passage: x"},
		{"multilingual-e5-small", strict, "multilingual-e5-small||query: x", "multilingual-e5-small||passage: x"},
		{"bge-m3", lengths, "bge-m3|query|x", "bge-m3|passage|x"},
		{"text-embedding-3-small", strict, "text-embedding-3-small||x", "text-embedding-3-small||x"},
	} {
		e, server := newEmbedder(t, c.model, time.Now, c.server)
		last := func() string {
			calls := server.Calls()
			l := calls[len(calls)-1]
			return l.Model + "|" + l.Type + "|" + strings.Join(l.Texts, "")
		}
		if _, err := e.Questions(t.Context(), []string{"x"}); err != nil || last() != c.question {
			t.Errorf("%s: a question came as %s, %v, want %s", c.model, last(), err, c.question)
		}
		if _, err := e.Passages(t.Context(), []string{"x"}); err != nil || last() != c.passage {
			t.Errorf("%s: a passage came as %s, %v, want %s", c.model, last(), err, c.passage)
		}
	}
}

func TestTextsAreSentInOneForm(t *testing.T) {
	e, server := newEmbedder(t, "m", time.Now, lengths)
	if _, err := e.Questions(t.Context(), []string{"tha\u0302\u0300y", strings.Repeat("ệ", 5000)}); err != nil {
		t.Fatal(err)
	}
	sent := server.Calls()[0].Texts
	if sent[0] != "th\u1ea7y" || len(sent[1]) > 2000 || strings.Trim(sent[1], "ệ") != "" {
		t.Errorf("sent %q and %d bytes", sent[0], len(sent[1]))
	}
}

// faults of endpoints, by what they do with the n-th call of a test.
var faults = map[string]func(c llmtest.EmbedCall) llmtest.EmbedAnswer{
	"busy": func(llmtest.EmbedCall) llmtest.EmbedAnswer {
		return llmtest.EmbedAnswer{Status: 429, Header: http.Header{"Retry-After": {"0"}}}
	},
	"broken":  func(llmtest.EmbedCall) llmtest.EmbedAnswer { return llmtest.EmbedAnswer{Status: 500, Raw: "<html>"} },
	"html":    func(llmtest.EmbedCall) llmtest.EmbedAnswer { return llmtest.EmbedAnswer{Raw: "<html>sign in</html>"} },
	"too few": func(c llmtest.EmbedCall) llmtest.EmbedAnswer { a := lengths(c); a.Vectors = a.Vectors[1:]; return a },
	"none":    func(llmtest.EmbedCall) llmtest.EmbedAnswer { return llmtest.EmbedAnswer{} },
	"empty": func(c llmtest.EmbedCall) llmtest.EmbedAnswer {
		return llmtest.EmbedAnswer{Vectors: make([][]float32, len(c.Texts))}
	},
	"zero": func(c llmtest.EmbedCall) llmtest.EmbedAnswer {
		return llmtest.EmbedAnswer{Vectors: slices.Repeat([][]float32{{0, 0, 0}}, len(c.Texts))}
	},
	"dies": func(c llmtest.EmbedCall) llmtest.EmbedAnswer { a := lengths(c); a.Die = true; return a },
	"redirected": func(llmtest.EmbedCall) llmtest.EmbedAnswer {
		return llmtest.EmbedAnswer{Status: 302, Header: http.Header{"Location": {"http://127.0.0.1:1/"}}}
	},
}

func TestAFaultThatPassesCostsNothing(t *testing.T) {
	for name, fault := range faults {
		e, _ := newEmbedder(t, "m", time.Now, func(c llmtest.EmbedCall) llmtest.EmbedAnswer {
			if c.Number < 3 {
				return fault(c)
			}
			return lengths(c)
		})
		vectors, err := e.Passages(t.Context(), []string{"one", "two"})
		if err != nil || len(vectors) != 2 {
			t.Errorf("%s: %d vectors, %v", name, len(vectors), err)
		}
	}
}

// A fault that stays is told, and after some calls the endpoint is left alone
// until its time.
func TestAFaultThatStaysOpensTheBreaker(t *testing.T) {
	for name, fault := range faults {
		clock := time.Unix(1e9, 0)
		well := false
		e, server := newEmbedder(t, "m", func() time.Time { return clock }, func(c llmtest.EmbedCall) llmtest.EmbedAnswer {
			if well {
				return lengths(c)
			}
			return fault(c)
		})
		for range 5 {
			if _, err := e.Questions(t.Context(), []string{"one", "two"}); err == nil {
				t.Errorf("%s: no error", name)
			}
		}
		asked := len(server.Calls())
		if _, err := e.Questions(t.Context(), []string{"x"}); !errors.Is(err, llm.ErrBreaker) || len(server.Calls()) != asked || !e.Open() {
			t.Errorf("%s: after 5 failures %v, %d calls more", name, err, len(server.Calls())-asked)
		}
		well, clock = true, clock.Add(time.Minute)
		if _, err := e.Questions(t.Context(), []string{"x"}); err != nil || e.Open() {
			t.Errorf("%s: once it is well again: %v", name, err)
		}
	}
}

func TestASlowEndpointIsGivenUp(t *testing.T) {
	e, _ := newEmbedder(t, "m", time.Now, func(llmtest.EmbedCall) llmtest.EmbedAnswer { return llmtest.EmbedAnswer{Hang: true} })
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if _, err := e.Questions(ctx, []string{"x"}); !errors.Is(err, llm.ErrSlow) {
		t.Errorf("got %v", err)
	}
}

// Who gives up asking says nothing of the endpoint.
func TestCancellingLeavesTheBreakerClosed(t *testing.T) {
	asked := make(chan context.CancelFunc, 1)
	e, _ := newEmbedder(t, "m", time.Now, func(llmtest.EmbedCall) llmtest.EmbedAnswer {
		(<-asked)()
		return llmtest.EmbedAnswer{Hang: true}
	})
	for range 6 {
		ctx, cancel := context.WithCancel(t.Context())
		asked <- cancel
		if _, err := e.Questions(ctx, []string{"x"}); !errors.Is(err, context.Canceled) {
			t.Fatalf("got %v", err)
		}
	}
	if e.Open() {
		t.Error("the endpoint is left alone")
	}
}

func TestVectorsOfAnotherSizeAreRefused(t *testing.T) {
	e, _ := newEmbedder(t, "m", time.Now, func(c llmtest.EmbedCall) llmtest.EmbedAnswer {
		return llmtest.EmbedAnswer{Raw: fmt.Sprintf(`{"data":[{"index":0,"embedding":[1%s]}]}`, strings.Repeat(",1", c.Number))}
	})
	if _, err := e.Questions(t.Context(), []string{"x"}); err != nil {
		t.Fatal(err)
	}
	if _, err := e.Questions(t.Context(), []string{"x"}); !errors.Is(err, llm.ErrDimensions) {
		t.Errorf("got %v", err)
	}
}
