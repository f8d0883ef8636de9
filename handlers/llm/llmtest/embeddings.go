package llmtest

import (
	"encoding/json"
	"net/http"
	"testing"
)

// EmbedCall is one request for vectors as the server got it.
type EmbedCall struct {
	Number int // from 1
	Header http.Header
	Model  string   `json:"model"`
	Type   string   `json:"input_type"`
	Texts  []string `json:"input"`
}

// EmbedAnswer is what the server does with a request for vectors.
type EmbedAnswer struct {
	Status  int // 0: 200
	Header  http.Header
	Raw     string      // the whole body, instead of vectors
	Vectors [][]float32 // of the texts, told in the opposite order, as servers may
	Hang    bool        // nothing comes until the client gives up
	Die     bool        // the connection breaks in the middle of the body
}

// Embeddings is an endpoint for vectors.
type Embeddings struct {
	record[EmbedCall]
	URL string // base address, ending in /v1

	script func(EmbedCall) EmbedAnswer
}

// NewEmbeddings starts a server that the test ends.
func NewEmbeddings(t testing.TB, script func(EmbedCall) EmbedAnswer) *Embeddings {
	s := &Embeddings{script: script}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /v1/embeddings", s.embed)
	s.URL = start(t, mux)
	return s
}

func (s *Embeddings) embed(w http.ResponseWriter, r *http.Request) {
	var c EmbedCall
	if err := json.NewDecoder(r.Body).Decode(&c); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	c.Header = r.Header.Clone()
	s.add(&c, &c.Number)
	a := s.script(c)
	if a.Hang {
		<-r.Context().Done()
		return
	}
	if refuse(w, a.Header, a.Status, a.Raw) {
		return
	}
	type row struct {
		Object    string    `json:"object"`
		Index     int       `json:"index"`
		Embedding []float32 `json:"embedding"`
	}
	rows := []row{}
	for i := len(a.Vectors) - 1; i >= 0; i-- {
		rows = append(rows, row{"embedding", i, a.Vectors[i]})
	}
	tell(w, map[string]any{"object": "list", "model": c.Model, "data": rows}, a.Die)
}
