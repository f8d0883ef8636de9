// Package telegramtest is a Bot API server in memory, for tests. It is as
// strict as Telegram where a bot could go wrong: it holds polls back and
// counts offsets, answers 409 to a second poller and to a poller beside a
// webhook, refuses unknown tokens, missing parameters, broken HTML, entities
// outside a text, long messages, long button data, unchanged edits, second
// answers to a pressed button and menus beyond the limits in Telegram's
// words, lets drafts fade by its clock, and fails on demand.
package telegramtest

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"time"

	"vanthu/bot/doubles"
)

// Username is the bot's name on this server, ID its account.
const (
	Username       = "vanthu_test_bot"
	ID       int64 = 777000777
)

// Message is one message that the bot sent.
type Message struct {
	Chat     int64
	Topic    int64
	ID       int64
	Text     string // as people read it
	Raw      string // as it was sent
	HTML     bool
	AnswerTo int64 // the message that it answers; 0: none
	Buttons  []Button
	Edits    int
	Preview  bool  // the server would have made a link preview
	Rich     bool  // sent by sendRichMessage
	Document *File // instead of a text
}

// Button is one button under a message.
type Button struct{ Text, Data string }

// Fault is one failure of a method.
type Fault struct {
	Status      int    // with Description; 0: none
	Description string //
	RetryAfter  int    // seconds
	Body        string // a body that is no answer of the Bot API, with Status
	Drop        bool   // the connection breaks before the call has an effect
	DropAfter   bool   // the connection breaks after the call had its effect
	Hang        bool   // nothing is answered until the bot gives up
	MigrateTo   int64  // with Status: the group is a supergroup of this ID now
}

// Call is one call of a method.
type Call struct {
	Method string
	Params Params
	Files  map[string]File
}

// Server is a Bot API server. Its methods may be called from any goroutine.
type Server struct {
	*httptest.Server
	token string

	hooks *http.Client // delivers to webhooks

	mu       doubles.Watched
	now      func() time.Time
	next     int64 // update ID
	number   int64 // message ID
	updates  []update
	polls    []*poll
	webhook  Webhook
	faults   map[string][]Fault
	without  map[string]bool // methods that the server does not know
	chats    map[int64]bool  // chats that may be written to; false: blocked
	migrated map[int64]int64 // groups that are supergroups now
	sent     []*Message
	drafts   []Draft
	queries  map[string]*Query // pressed buttons
	inline   map[string]*Inline
	menus    map[string][]Command // by scope and language
	abouts   map[string]string    // by method and language
	files    map[string][]byte    // by ID, to be downloaded
	paths    map[string]string    // where to: the ID of a file
	calls    []Call
	finished bool
}

type update struct {
	id  int64
	raw json.RawMessage
}

type poll struct{ conflict chan struct{} }

// New starts a server that knows one token. Close ends it.
func New(token string) *Server {
	s := &Server{token: token, hooks: &http.Client{Transport: &http.Transport{}}, now: time.Now, next: 1000,
		faults: map[string][]Fault{}, without: map[string]bool{}, chats: map[int64]bool{}, migrated: map[int64]int64{}, queries: map[string]*Query{}, inline: map[string]*Inline{},
		menus: map[string][]Command{}, abouts: map[string]string{}, files: map[string][]byte{}, paths: map[string]string{}}
	s.Server = httptest.NewServer(http.HandlerFunc(s.serve))
	return s
}

// Close ends the server; calls that hang are broken off.
func (s *Server) Close() {
	s.change(func() { s.finished = true })
	s.Server.CloseClientConnections()
	s.Server.Close()
	s.hooks.CloseIdleConnections()
}

// SetClock sets the clock by which drafts fade and messages are dated.
func (s *Server) SetClock(now func() time.Time) { s.change(func() { s.now = now }) }

// Without makes methods unknown, as on a server of an older version.
func (s *Server) Without(methods ...string) {
	s.change(func() {
		for _, m := range methods {
			s.without[m] = true
		}
	})
}

// change runs f and wakes those who wait.
func (s *Server) change(f func()) { s.mu.Change(f) }

// Until waits until ok holds or ctx ends; ok may call no method of s but
// those of the State it is given.
func (s *Server) Until(ctx context.Context, ok func(State) bool) error {
	return s.mu.Until(ctx, func() bool { return ok(State{s}) })
}

// State is the server as Until sees it.
type State struct{ s *Server }

// Sent gives how many messages the bot sent.
func (s State) Sent() int { return len(s.s.sent) }

// Unacknowledged gives how many updates the bot has not acknowledged.
func (s State) Unacknowledged() int { return len(s.s.updates) }

// Calls gives how often a method was called.
func (s State) Calls(method string) int { return count(s.s.calls, method) }

// Answered reports whether a callback query was answered.
func (s State) Answered(query string) bool { q := s.s.queries[query]; return q != nil && q.Answers > 0 }

// Inline gives how often an inline query was answered.
func (s State) Inline(query string) int {
	if q := s.s.inline[query]; q != nil {
		return q.Answers
	}
	return 0
}

// Polling gives how many polls wait.
func (s State) Polling() int { return len(s.s.polls) }

func count(calls []Call, method string) int {
	n := 0
	for _, c := range calls {
		if c.Method == method {
			n++
		}
	}
	return n
}

// SentSince gives the messages that the bot sent after the first n.
func (s *Server) SentSince(n int) []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []Message
	for _, m := range s.sent[min(n, len(s.sent)):] {
		out = append(out, *m)
	}
	return out
}

// Sent gives the messages that the bot sent, edited ones as they are now.
func (s *Server) Sent() []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := make([]Message, len(s.sent))
	for i, m := range s.sent {
		out[i] = *m
	}
	return out
}

// Calls gives the calls of a method.
func (s *Server) Calls(method string) []Call {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []Call
	for _, c := range s.calls {
		if c.Method == method {
			out = append(out, c)
		}
	}
	return out
}

// Fail makes the next calls of a method fail, one fault a call; "download" is
// the fetching of a file.
func (s *Server) Fail(method string, faults ...Fault) {
	s.change(func() { s.faults[method] = append(s.faults[method], faults...) })
}

// Block makes a person block the bot.
func (s *Server) Block(chat int64) { s.change(func() { s.chats[chat] = false }) }

// Push delivers an update; raw lacks update_id and the braces around it:
// `"message":{…}`. It gives the update's ID.
func (s *Server) Push(raw string) int64 {
	var id int64
	s.change(func() {
		s.next++
		id = s.next
		s.updates = append(s.updates, update{id, json.RawMessage(fmt.Sprintf(`{"update_id":%d,%s}`, id, raw))})
	})
	return id
}

// Repeat delivers an update under an ID used before, as to a bot that lost its
// offset.
func (s *Server) Repeat(id int64, raw string) {
	s.change(func() {
		s.updates = append(s.updates, update{id, json.RawMessage(fmt.Sprintf(`{"update_id":%d,%s}`, id, raw))})
	})
}

func quote(s string) string {
	b, err := json.Marshal(s)
	if err != nil {
		panic(err) // a string always has a JSON form
	}
	return string(b)
}

func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	path, download := r.URL.Path, false
	if rest, ok := strings.CutPrefix(path, "/file"); ok {
		path, download = rest, true
	}
	rest, ok := strings.CutPrefix(path, "/bot")
	token, method, found := strings.Cut(rest, "/")
	if !ok || !found || !strings.Contains(token, ":") {
		refuse(w, &refusal{status: 404, text: "Not Found"})
		return
	}
	if token != s.token {
		refuse(w, &refusal{status: 401, text: "Unauthorized"})
		return
	}
	path = method
	if download {
		method = "download"
	}
	params, files, err := parseParams(r)
	if err != nil {
		refuse(w, bad("can't parse the request: "+err.Error()))
		return
	}
	var fault Fault
	unknown := false
	s.change(func() {
		s.calls = append(s.calls, Call{method, params, files})
		if f := s.faults[method]; len(f) > 0 {
			fault, s.faults[method] = f[0], f[1:]
		}
		unknown = s.without[method]
	})
	switch {
	case fault.Drop:
		panic(http.ErrAbortHandler)
	case fault.Hang:
		<-r.Context().Done()
		panic(http.ErrAbortHandler)
	case fault.Body != "":
		w.WriteHeader(fault.Status)
		fmt.Fprint(w, fault.Body)
		return
	case fault.Status != 0:
		refuse(w, &refusal{fault.Status, fault.Description, fault.RetryAfter, fault.MigrateTo})
		return
	case unknown:
		refuse(w, unknownMethod)
		return
	}
	if download {
		s.download(w, r, path, fault.DropAfter)
		return
	}
	result, refused := s.method(r.Context(), method, params, files)
	if fault.DropAfter || r.Context().Err() != nil {
		panic(http.ErrAbortHandler)
	}
	if refused != nil {
		refuse(w, refused)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	fmt.Fprintf(w, `{"ok":true,"result":%s}`, result)
}

func refuse(w http.ResponseWriter, r *refusal) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(r.status)
	parameters := ""
	switch {
	case r.wait > 0:
		parameters = fmt.Sprintf(`,"parameters":{"retry_after":%d}`, r.wait)
	case r.migrate != 0:
		parameters = fmt.Sprintf(`,"parameters":{"migrate_to_chat_id":%d}`, r.migrate)
	}
	fmt.Fprintf(w, `{"ok":false,"error_code":%d,"description":%s%s}`, r.status, quote(r.text), parameters)
}

// maxPoll bounds how long a poll is held back, whatever the bot asks for.
const maxPoll = 50 * time.Second
