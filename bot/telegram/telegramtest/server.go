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
	"sync"
	"time"
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

	mu       sync.Mutex
	now      func() time.Time
	changed  chan struct{} // closed and replaced at every change
	next     int64         // update ID
	number   int64         // message ID
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
	s := &Server{token: token, hooks: &http.Client{Transport: &http.Transport{}}, now: time.Now, next: 1000, changed: make(chan struct{}),
		faults: map[string][]Fault{}, without: map[string]bool{}, chats: map[int64]bool{}, migrated: map[int64]int64{}, queries: map[string]*Query{}, inline: map[string]*Inline{},
		menus: map[string][]Command{}, abouts: map[string]string{}, files: map[string][]byte{}}
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
func (s *Server) change(f func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f()
	close(s.changed)
	s.changed = make(chan struct{})
}

// Until waits until ok holds or ctx ends; ok may call no method of s but
// those of the State it is given.
func (s *Server) Until(ctx context.Context, ok func(State) bool) error {
	for {
		s.mu.Lock()
		holds, changed := ok(State{s}), s.changed
		s.mu.Unlock()
		if holds {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return fmt.Errorf("wait for the bot: %w", ctx.Err())
		}
	}
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

// Fail makes the next calls of a method fail, one fault a call.
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

// Say delivers a private text message from a person, whose chat has the
// person's ID.
func (s *Server) Say(person int64, language, text string) int64 {
	return s.Push(s.Private(person, language, text))
}

// Private gives the update of a private text message, for Push and Repeat.
func (s *Server) Private(person int64, language, text string) string {
	var id int64
	s.change(func() {
		s.number++
		id = s.number
		if _, known := s.chats[person]; !known {
			s.chats[person] = true
		}
	})
	return fmt.Sprintf(`"message":{"message_id":%d,"date":%d,"chat":{"id":%d,"type":"private"},"from":{"id":%d,"is_bot":false,"first_name":"P","username":"person%d","language_code":%q},"text":%s}`,
		id, s.time(), person, person, person, language, quote(text))
}

// Share delivers a person's location: a private message without text.
func (s *Server) Share(person int64, language string, lat, lon float64) int64 {
	raw := s.Private(person, language, "")
	return s.Push(strings.Replace(raw, `"text":""`, fmt.Sprintf(`"location":{"latitude":%v,"longitude":%v}`, lat, lon), 1))
}

// Group delivers a message in a group; more is further fields of the message:
// `,"entities":[…]`.
func (s *Server) Group(chat, person int64, text, more string) int64 {
	var id int64
	s.change(func() { s.number++; id = s.number; s.chats[chat] = true })
	return s.Push(fmt.Sprintf(`"message":{"message_id":%d,"date":%d,"chat":{"id":%d,"type":"supergroup","title":"G"},"from":{"id":%d,"is_bot":false,"first_name":"P","language_code":"vi"},"text":%s%s}`,
		id, s.time(), chat, person, quote(text), more))
}

// Query is a pressed button.
type Query struct {
	Answers int    // how often the bot answered it
	Refused int    // how often an answer was refused
	Text    string // what the person was told
	Alert   bool   // in a window, not in passing
}

// Query gives what became of a pressed button.
func (s *Server) Query(id string) Query {
	s.mu.Lock()
	defer s.mu.Unlock()
	if q := s.queries[id]; q != nil {
		return *q
	}
	return Query{}
}

// Press delivers a press of a button under a message of the bot and gives the
// query's ID.
func (s *Server) Press(person int64, m Message, data string) string {
	kind := "private"
	if m.Chat < 0 {
		kind = "supergroup"
	}
	topic := ""
	if m.Topic != 0 {
		topic = fmt.Sprintf(`"is_topic_message":true,"message_thread_id":%d,`, m.Topic)
	}
	return s.press(person, data, fmt.Sprintf(`"message":{"message_id":%d,"date":%d,%s"chat":{"id":%d,"type":%q},"from":{"id":%d,"is_bot":true,"first_name":"V"},"text":"x"}`,
		m.ID, s.time(), topic, m.Chat, kind, ID))
}

// PressOld delivers a press of a button under a message that is too old for
// Telegram to tell of.
func (s *Server) PressOld(person int64, m Message, data string) string {
	kind := "private"
	if m.Chat < 0 {
		kind = "supergroup"
	}
	return s.press(person, data, fmt.Sprintf(`"message":{"message_id":%d,"date":0,"chat":{"id":%d,"type":%q}}`, m.ID, m.Chat, kind))
}

func (s *Server) press(person int64, data, message string) string {
	var query string
	s.change(func() {
		s.number++
		query = fmt.Sprintf("query-%d", s.number)
		s.queries[query] = &Query{}
	})
	s.Push(fmt.Sprintf(`"callback_query":{"id":%q,"from":{"id":%d,"is_bot":false,"first_name":"P","language_code":"vi"},"chat_instance":"1","data":%s,%s}`,
		query, person, quote(data), message))
	return query
}

// time gives the server's clock in seconds since 1970.
func (s *Server) time() int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now().Unix()
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
	if download {
		s.download(w, method)
		return
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
