package llmtest

import (
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
