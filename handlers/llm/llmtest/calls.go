package llmtest

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"
)

// record keeps what an endpoint was asked, in order.
type record[C any] struct {
	mu    sync.Mutex
	calls []C
}

// Calls gives what was asked so far.
func (r *record[C]) Calls() []C {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.calls)
}

// add keeps a call, once it has told it its number, from 1.
func (r *record[C]) add(c *C, number *int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	*number = len(r.calls) + 1
	r.calls = append(r.calls, *c)
}

// start serves until the test ends and gives the base address, ending in /v1.
func start(t testing.TB, mux *http.ServeMux) string {
	h := httptest.NewServer(mux)
	t.Cleanup(func() {
		h.CloseClientConnections()
		h.Close()
	})
	return h.URL + "/v1"
}

// refuse answers with these headers and, where the script says so, with a
// status or a body of its own; false: the answer is still to be told.
func refuse(w http.ResponseWriter, header http.Header, status int, raw string) bool {
	for k, v := range header {
		w.Header()[k] = v
	}
	if status == 0 && raw == "" {
		return false
	}
	if w.Header().Get("Content-Type") == "" {
		w.Header().Set("Content-Type", "text/html")
	}
	if status != 0 {
		w.WriteHeader(status)
	}
	_, _ = io.WriteString(w, raw)
	return true
}

// tell answers in JSON, half of it where the connection dies.
func tell(w http.ResponseWriter, answer any, die bool) {
	body, err := json.Marshal(answer)
	if err != nil {
		panic(err)
	}
	w.Header().Set("Content-Type", "application/json")
	if die {
		_, _ = w.Write(body[:len(body)/2])
		_ = http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler)
	}
	_, _ = w.Write(body)
}
