// Package discordtest is Discord in memory, for tests: one gateway over a
// websocket and the REST calls that a bot needs. It is strict where a bot
// could go wrong (tokens, lengths, answers to interactions given twice or too
// late) and misbehaves on demand.
package discordtest

import (
	"context"
	"crypto/ed25519"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"time"

	"vanthu/bot/doubles"
)

// The bot's account and application on this server.
const (
	BotID         = "900000000000000001"
	ApplicationID = "900000000000000002"
)

// Message is one message that the bot sent.
type Message struct {
	ID        string
	Channel   string // of an interaction's answer: the interaction's channel
	Via       string // "channel", "original" or "followup"
	Content   string // of a message made of components: its texts, an empty line between
	Rich      bool   // it is made of components
	Embedded  bool   // its text is in a box beside the content
	Boxes     int    // containers among them
	Buttons   []Button
	File      *File
	AnswerTo  string // the message that it answers
	Nonce     string
	Edits     int
	Quiet     bool // it pings nobody and shows no previews
	Ephemeral bool // only who began the interaction sees it
}

// Button is one button under a message, or one option of a list.
type Button struct {
	Label, ID string
	Listed    bool // in a list to choose from
}

// File is a file that came with a message.
type File struct {
	Name, Type string
	Data       []byte
}

// Answer is the first answer to an interaction.
type Answer struct {
	Type      int
	Content   string // of a message
	Ephemeral bool
	Choices   [][2]string // name and value, of what is offered while a person types
	Form      Form
}

// Form is a form that a button opened, with its one field.
type Form struct {
	ID, Title, Label string
	Max              int
}

// Fault is one failure of a REST call.
type Fault struct {
	Status     int
	Code       int
	Message    string
	RetryAfter float64 // seconds
	Scope      string  // of a limit: "user", "global" or "shared"; user
	Drop       bool    // the connection breaks
	Late       bool    // the connection breaks after the call was carried out
	HTML       bool    // the answer is a page of somebody on the way
}

// Connection scripts how one gateway connection behaves. The zero value
// behaves well.
type Connection struct {
	NoHello  bool // says nothing at all
	NoReady  bool // says hello and nothing more
	First    int  // the operation sent instead of READY: 7 or 9
	Resume   bool // with First 9: the session can be resumed
	Close    int  // the code to close with instead of READY
	NoAcks   bool // heartbeats are not acknowledged
	Interval int  // of heartbeats, in ms; 41250
}

// Server is a Discord. Its methods may be called from any goroutine.
type Server struct {
	*httptest.Server
	token string
	serve sync.WaitGroup

	mu           doubles.Watched
	began        time.Time
	now          time.Duration // fake clock, since then
	number       int
	scripts      []Connection
	connections  int
	identified   int
	beats        int
	resumed      int
	active       *peer
	sessions     map[string]int // session ID: events sent when it began
	events       []event
	sent         []*Message
	interactions map[string]*interaction // by token
	faults       map[string][]Fault
	limits       map[string]*limit
	limited      int
	flat         bool // no messages made of components are taken
	bare         bool // nor boxes
	written      []written
	uploads      map[string]upload // by ID
	signed       int               // the signature of addresses that are valid
	threads      map[string]string // ID: name
	nonces       map[string]*Message
	hook         string
	key          ed25519.PrivateKey
	calls        []string
	commands     json.RawMessage
	puts         int
}

type event struct {
	kind string
	data json.RawMessage
}

// written is a message of a person.
type written struct{ id, channel, data string }

// New starts a server that knows one token. Close ends it.
func New(token string) *Server {
	s := &Server{token: token, sessions: map[string]int{}, began: time.Now(), key: ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize)),
		interactions: map[string]*interaction{}, faults: map[string][]Fault{}, limits: map[string]*limit{}, threads: map[string]string{}, nonces: map[string]*Message{}, uploads: map[string]upload{},
		commands: json.RawMessage("[]")}
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+socketPath, s.socket)
	mux.HandleFunc("GET "+resumePath, s.socket)
	s.routes(mux)
	mux.HandleFunc("GET /attachments/{channel}/{id}/{name}", s.file)
	s.Server = httptest.NewServer(mux)
	return s
}

// Close ends the server and its gateway connections.
func (s *Server) Close() {
	s.Drop()
	s.Server.CloseClientConnections()
	s.Server.Close()
	s.serve.Wait()
}

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

// Connections gives how many gateway connections there were.
func (s State) Connections() int { return s.s.connections }

// Identified gives how many new sessions were asked for.
func (s State) Identified() int { return s.s.identified }

// Resumed gives how many sessions were resumed.
func (s State) Resumed() int { return s.s.resumed }

// Beats gives how many heartbeats came.
func (s State) Beats() int { return s.s.beats }

// Ready reports whether a session is up.
func (s State) Ready() bool { return s.s.active != nil }

// Commands gives how often slash commands were registered.
func (s State) Commands() int { return s.s.puts }

// Calls gives how often a REST call was made: "POST /channels/1/messages".
func (s State) Calls(call string) int {
	n := 0
	for _, c := range s.s.calls {
		if c == call {
			n++
		}
	}
	return n
}

// Acknowledged gives the type of the first answer to an interaction; 0: none.
func (s State) Acknowledged(token string) int {
	if i := s.s.interactions[token]; i != nil {
		return i.answer.Type
	}
	return 0
}

// Limited gives how many calls were refused for being too many.
func (s State) Limited() int { return s.s.limited }

// Threads gives how many threads the bot began.
func (s State) Threads() int { return len(s.s.threads) }

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

// Count gives how often a REST call was made, as State.Calls.
func (s *Server) Count(call string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return State{s}.Calls(call)
}

// Registered gives the slash commands that were registered last, as JSON.
func (s *Server) Registered() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return string(s.commands)
}

// Script sets how the next connections behave.
func (s *Server) Script(c ...Connection) { s.change(func() { s.scripts = append(s.scripts, c...) }) }

// Fail makes the next calls whose "METHOD /path" begins so fail, one fault a
// call.
func (s *Server) Fail(call string, f ...Fault) {
	s.change(func() { s.faults[call] = append(s.faults[call], f...) })
}

// Heal ends the failures that are still to come.
func (s *Server) Heal() { s.change(func() { clear(s.faults) }) }

// Limit allows so many calls whose "METHOD /path" begins so in that time of the
// fake clock, and says so in headers. A scope of "global" holds for all calls.
func (s *Server) Limit(call string, calls int, per time.Duration) {
	s.change(func() { s.limits[call] = &limit{calls: calls, per: per} })
}

// Flat refuses messages made of components from now on.
func (s *Server) Flat() { s.change(func() { s.flat = true }) }

// Bare refuses boxes, too.
func (s *Server) Bare() { s.change(func() { s.flat, s.bare = true, true }) }

// Now is the fake clock.
func (s *Server) Now() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.began.Add(s.now)
}

// Thread gives the name of a thread.
func (s *Server) Thread(id string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.threads[id]
}

// Advance moves the clock that limits of interactions go by.
func (s *Server) Advance(d time.Duration) { s.change(func() { s.now += d }) }

// Drop breaks the gateway connection without a word.
func (s *Server) Drop() {
	s.mu.Lock()
	p := s.active
	s.mu.Unlock()
	if p != nil {
		p.ws.Close()
	}
}

// Order sends an operation to the bot: 7, or 9 with whether the session can
// be resumed.
func (s *Server) Order(op int, data string) {
	s.mu.Lock()
	p := s.active
	s.mu.Unlock()
	if p != nil {
		p.send(fmt.Sprintf(`{"op":%d,"d":%s}`, op, data))
	}
}

// End closes the gateway connection with a code.
func (s *Server) End(code int) {
	s.mu.Lock()
	p := s.active
	s.mu.Unlock()
	if p != nil {
		p.close(code)
		p.ws.Close()
	}
}

// Take removes a message that the bot sent, as people can.
func (s *Server) Take(id string) {
	s.change(func() { s.sent = slices.DeleteFunc(s.sent, func(m *Message) bool { return m.ID == id }) })
}

// Forget makes all sessions unknown, as when they are too old to be resumed.
func (s *Server) Forget() { s.change(func() { clear(s.sessions) }) }

// Dispatch delivers an event, now or when the bot resumes its session.
func (s *Server) Dispatch(kind, data string) {
	var p *peer
	var seq int
	s.change(func() {
		s.events = append(s.events, event{kind, json.RawMessage(data)})
		p, seq = s.active, len(s.events)
	})
	if p != nil {
		p.event(seq, kind, data)
	}
}

// Repeat delivers the last event once more, under a new number.
func (s *Server) Repeat() {
	s.mu.Lock()
	last := s.events[len(s.events)-1]
	s.mu.Unlock()
	s.Dispatch(last.kind, string(last.data))
}

func quote(s string) string {
	b, err := json.Marshal(s)
	if err != nil {
		panic(err) // a string always has a JSON form
	}
	return string(b)
}

// fault gives the next failure of a call.
func (s *Server) fault(call string) (Fault, bool) {
	var found Fault
	ok := false
	s.change(func() {
		s.calls = append(s.calls, call)
		for prefix, list := range s.faults {
			if strings.HasPrefix(call, prefix) && len(list) > 0 {
				found, ok = list[0], true
				s.faults[prefix] = list[1:]
				return
			}
		}
	})
	return found, ok
}
