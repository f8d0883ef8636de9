// Package llmtest is a scripted endpoint that is compatible with OpenAI's, over
// HTTP, with the faults that real ones have. It runs on loopback in tests.
package llmtest

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"
)

// Call is one request as the server got it.
type Call struct {
	Number   int // from 1
	Body     string
	Header   http.Header
	Schema   bool // JSON of a schema was asked for
	System   string
	User     string
	Nonce    string
	Passages []Passage
	Question string
}

// Passage is a passage of the prompt.
type Passage struct{ ID, Text string }

// Answer is what the server does with a call.
type Answer struct {
	Status  int         // 0: 200
	Header  http.Header // beside the usual ones
	Raw     string      // the whole body, instead of a stream
	Words   []string    // streamed one by one
	Before  func()      // called before the first word, where it is set
	Hang    int         // after so many words nothing comes any more, from 1; 0: never; -1: before the first
	Die     int         // after so many words the connection breaks
	Unended bool        // the stream ends without saying so
	Tokens  int         // usage that is told
}

// Sentence is one sentence of a summary.
type Sentence struct {
	Cites []string `json:"cites"`
	Text  string   `json:"text"`
}

// JSON gives a summary of the schema, in pieces.
func JSON(status string, sentences ...Sentence) Answer {
	if sentences == nil {
		sentences = []Sentence{}
	}
	body, err := json.Marshal(struct {
		Status    string     `json:"status"`
		Sentences []Sentence `json:"sentences"`
	}{status, sentences})
	if err != nil {
		panic(err)
	}
	return Answer{Words: Pieces(string(body)), Tokens: 300}
}

// Pieces cuts a text into pieces of some bytes, in the middle of letters too,
// as far as JSON can carry that: at letters.
func Pieces(text string) []string {
	var out []string
	piece := ""
	for _, r := range text {
		piece += string(r)
		if len(piece) >= 7 {
			out = append(out, piece)
			piece = ""
		}
	}
	if piece != "" {
		out = append(out, piece)
	}
	return out
}

// Server is the endpoint.
type Server struct {
	record[Call]
	URL string // base address, ending in /v1

	script func(Call) Answer
}

// New starts a server that the test ends.
func New(t testing.TB, script func(Call) Answer) *Server {
	s := &Server{script: script}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /v1/chat/completions", s.chat)
	mux.HandleFunc("GET /v1/models", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, `{"object":"list","data":[{"id":"test-model","object":"model"}]}`)
	})
	s.URL = start(t, mux)
	return s
}

var (
	nonceLine    = regexp.MustCompile(`\[\[([A-Z2-7]+)\]\]`)
	questionLine = regexp.MustCompile(`(?m)^Question \(.*?\): "(.*)"$`)
)

func readCall(r *http.Request) (Call, error) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return Call{}, err
	}
	var in struct {
		Messages []struct{ Role, Content string }
		Format   *struct{ Type string } `json:"response_format"`
	}
	if err := json.Unmarshal(body, &in); err != nil {
		return Call{}, err
	}
	c := Call{Body: string(body), Header: r.Header.Clone(), Schema: in.Format != nil && in.Format.Type == "json_schema"}
	for _, m := range in.Messages {
		if m.Role == "system" {
			c.System = m.Content
		} else {
			c.User = m.Content
		}
	}
	if m := nonceLine.FindStringSubmatch(c.User); m != nil {
		c.Nonce = m[1]
	}
	if m := questionLine.FindStringSubmatch(c.User); m != nil {
		c.Question = m[1]
	}
	for _, part := range strings.Split(c.User, "[["+c.Nonce+"]] ")[1:] {
		head, text, ok := strings.Cut(part, "\n")
		if id, _, found := strings.Cut(head, " | "); ok && found {
			c.Passages = append(c.Passages, Passage{id, strings.TrimSpace(text)})
		}
	}
	return c, nil
}

func (s *Server) chat(w http.ResponseWriter, r *http.Request) {
	c, err := readCall(r)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	s.add(&c, &c.Number)
	a := s.script(c)
	if refuse(w, a.Header, a.Status, a.Raw) {
		return
	}
	w.Header().Set("Content-Type", "text/event-stream")
	flush := http.NewResponseController(w).Flush
	_ = flush()
	if a.Hang < 0 {
		<-r.Context().Done()
		return
	}
	if a.Before != nil {
		a.Before()
	}
	for i, word := range a.Words {
		piece, _ := json.Marshal(word)
		fmt.Fprintf(w, "data: {\"id\":\"1\",\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,\"delta\":{\"content\":%s},\"finish_reason\":null}]}\n\n", piece)
		_ = flush()
		switch {
		case a.Die == i+1:
			panic(http.ErrAbortHandler)
		case a.Hang == i+1:
			<-r.Context().Done()
			return
		}
	}
	if a.Unended {
		return
	}
	fmt.Fprint(w, "data: {\"id\":\"1\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n")
	fmt.Fprintf(w, "data: {\"id\":\"1\",\"choices\":[],\"usage\":{\"prompt_tokens\":%d,\"completion_tokens\":0,\"total_tokens\":%d}}\n\ndata: [DONE]\n\n", a.Tokens, a.Tokens)
	_ = flush()
}
