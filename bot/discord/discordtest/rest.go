package discordtest

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
	"unicode/utf8"
)

// refusal is an error answer.
type refusal struct {
	status, code int
	text         string
}

var (
	unauthorized   = &refusal{401, 0, "401: Unauthorized"}
	invalidForm    = &refusal{400, 50035, "Invalid Form Body"}
	unknownMessage = &refusal{404, 10008, "Unknown Message"}
)

// call is one REST call.
type call struct {
	*http.Request
	body json.RawMessage
}

func (s *Server) routes(mux *http.ServeMux) {
	handle := func(pattern string, authorized bool, f func(call) (string, *refusal)) {
		method, path, _ := strings.Cut(pattern, " ")
		mux.HandleFunc(method+" /api/v9"+path, func(w http.ResponseWriter, r *http.Request) {
			if fault, ok := s.fault(r.Method + " " + strings.TrimPrefix(r.URL.Path, "/api/v9")); ok {
				if fault.Drop {
					panic(http.ErrAbortHandler)
				}
				answerFault(w, fault)
				return
			}
			body, err := io.ReadAll(io.LimitReader(r.Body, 1<<20))
			if err != nil {
				return
			}
			var result string
			refused := unauthorized
			if !authorized || r.Header.Get("Authorization") == "Bot "+s.token {
				result, refused = f(call{r, body})
			}
			w.Header().Set("Content-Type", "application/json")
			switch {
			case refused != nil:
				w.WriteHeader(refused.status)
				fmt.Fprintf(w, `{"message":%s,"code":%d}`, quote(refused.text), refused.code)
			case result == "":
				w.WriteHeader(http.StatusNoContent)
			default:
				fmt.Fprint(w, result)
			}
		})
	}
	handle("GET /gateway", false, func(call) (string, *refusal) { return fmt.Sprintf(`{"url":%q}`, s.gateway()), nil })
	handle("GET /gateway/bot", true, func(call) (string, *refusal) {
		return fmt.Sprintf(`{"url":%q,"shards":1,"session_start_limit":{"total":1000,"remaining":999,"reset_after":0,"max_concurrency":1}}`, s.gateway()), nil
	})
	handle("GET /applications/{app}/commands", true, func(call) (string, *refusal) {
		s.mu.Lock()
		defer s.mu.Unlock()
		return string(s.commands), nil
	})
	handle("PUT /applications/{app}/commands", true, s.putCommands)
	handle("POST /channels/{channel}/messages", true, s.postMessage)
	handle("PATCH /channels/{channel}/messages/{id}", true, func(c call) (string, *refusal) {
		return s.edit(c, c.PathValue("id"))
	})
	handle("POST /channels/{channel}/typing", true, func(call) (string, *refusal) { return "", nil })
	handle("POST /interactions/{id}/{token}/callback", false, s.callback)
	handle("POST /webhooks/{app}/{token}", false, s.followUp)
	handle("PATCH /webhooks/{app}/{token}/messages/{id}", false, s.editAnswer)
}

func answerFault(w http.ResponseWriter, f Fault) {
	w.Header().Set("Content-Type", "application/json")
	if f.RetryAfter > 0 {
		w.Header().Set("Retry-After", fmt.Sprint(f.RetryAfter))
		w.Header().Set("X-RateLimit-Scope", "user")
	}
	w.WriteHeader(f.Status)
	fmt.Fprintf(w, `{"message":%s,"code":%d,"retry_after":%g,"global":false}`, quote(f.Message), f.Code, f.RetryAfter)
}

func (s *Server) putCommands(c call) (string, *refusal) {
	var commands []struct {
		Name        string `json:"name"`
		Description string `json:"description"`
	}
	if json.Unmarshal(c.body, &commands) != nil || len(commands) > 100 {
		return "", invalidForm
	}
	for _, command := range commands {
		if n := utf8.RuneCountInString(command.Name); n < 1 || n > 32 || command.Name != strings.ToLower(command.Name) ||
			command.Description == "" || utf8.RuneCountInString(command.Description) > 100 {
			return "", invalidForm
		}
	}
	s.change(func() { s.commands = c.body; s.puts++ })
	return string(c.body), nil
}

// content reads and checks a message.
func content(c call) (Message, *refusal) {
	var body struct {
		Content    string `json:"content"`
		Flags      int    `json:"flags"`
		Components []struct {
			Type       int `json:"type"`
			Components []struct {
				Type  int    `json:"type"`
				Label string `json:"label"`
				ID    string `json:"custom_id"`
			} `json:"components"`
		} `json:"components"`
		Mentions *struct {
			Parse []string `json:"parse"`
		} `json:"allowed_mentions"`
		Reference *struct {
			Message string `json:"message_id"`
		} `json:"message_reference"`
	}
	if json.Unmarshal(c.body, &body) != nil || utf8.RuneCountInString(body.Content) > 2000 || len(body.Components) > 5 {
		return Message{}, invalidForm
	}
	if strings.TrimSpace(body.Content) == "" {
		return Message{}, &refusal{400, 50006, "Cannot send an empty message"}
	}
	m := Message{Content: body.Content, Quiet: body.Flags&4 != 0 && body.Mentions != nil && body.Mentions.Parse != nil && len(body.Mentions.Parse) == 0}
	seen := map[string]bool{}
	for _, row := range body.Components {
		if row.Type != 1 || len(row.Components) < 1 || len(row.Components) > 5 {
			return Message{}, invalidForm
		}
		for _, b := range row.Components {
			if b.Type != 2 || b.ID == "" || utf8.RuneCountInString(b.ID) > 100 || utf8.RuneCountInString(b.Label) > 80 || b.Label == "" || seen[b.ID] {
				return Message{}, invalidForm
			}
			seen[b.ID] = true
			m.Buttons = append(m.Buttons, Button{b.Label, b.ID})
		}
	}
	if body.Reference != nil {
		m.AnswerTo = body.Reference.Message
	}
	return m, nil
}

// keep stores a sent message. The caller holds the lock.
func (s *Server) keep(m *Message) string {
	s.number++
	m.ID = fmt.Sprint(s.number)
	s.sent = append(s.sent, m)
	return fmt.Sprintf(`{"id":%q,"channel_id":%q,"content":%s}`, m.ID, m.Channel, quote(m.Content))
}

func (s *Server) postMessage(c call) (result string, refused *refusal) {
	m, refused := content(c)
	if refused != nil {
		return "", refused
	}
	m.Channel, m.Via = c.PathValue("channel"), "channel"
	s.change(func() { result = s.keep(&m) })
	return result, nil
}

func (s *Server) edit(c call, id string) (result string, refused *refusal) {
	edited, refused := content(c)
	if refused != nil {
		return "", refused
	}
	refused = unknownMessage
	s.change(func() {
		for _, m := range s.sent {
			if m.ID == id {
				m.Content, m.Buttons = edited.Content, edited.Buttons
				m.Edits++
				result, refused = fmt.Sprintf(`{"id":%q,"content":%s}`, id, quote(m.Content)), nil
			}
		}
	})
	return result, refused
}

// callback takes the first answer to an interaction: once, within 3 seconds.
func (s *Server) callback(c call) (_ string, refused *refusal) {
	var body struct {
		Type int `json:"type"`
	}
	if json.Unmarshal(c.body, &body) != nil || body.Type != 5 && body.Type != 6 {
		return "", invalidForm
	}
	s.change(func() {
		i := s.interactions[c.PathValue("token")]
		switch {
		case i == nil || i.id != c.PathValue("id") || s.now-i.at > 3*time.Second:
			refused = &refusal{404, 10062, "Unknown interaction"}
		case i.acknowledged:
			refused = &refusal{400, 40060, "Interaction has already been acknowledged."}
		default:
			i.acknowledged, i.deferred = true, body.Type
		}
	})
	return "", refused
}

// interaction gives the interaction of a token that still works. The caller
// holds the lock.
func (s *Server) interaction(token string) (*interaction, *refusal) {
	i := s.interactions[token]
	switch {
	case i == nil || !i.acknowledged:
		return nil, &refusal{404, 10015, "Unknown Webhook"}
	case s.now-i.at > 15*time.Minute:
		return nil, &refusal{401, 50027, "Invalid Webhook Token"}
	}
	return i, nil
}

func (s *Server) followUp(c call) (result string, refused *refusal) {
	m, refused := content(c)
	if refused != nil {
		return "", refused
	}
	s.change(func() {
		var i *interaction
		if i, refused = s.interaction(c.PathValue("token")); refused == nil {
			m.Channel, m.Via = i.channel, "followup"
			result = s.keep(&m)
		}
	})
	return result, refused
}

func (s *Server) editAnswer(c call) (result string, refused *refusal) {
	m, refused := content(c)
	if refused != nil {
		return "", refused
	}
	original := false
	s.change(func() {
		var i *interaction
		if i, refused = s.interaction(c.PathValue("token")); refused != nil || c.PathValue("id") != "@original" {
			return
		}
		original = true
		switch {
		case i.original != nil:
			i.original.Content, i.original.Buttons = m.Content, m.Buttons
			i.original.Edits++
			result = fmt.Sprintf(`{"id":%q}`, i.original.ID)
		case i.deferred == 5:
			m.Channel, m.Via = i.channel, "original"
			i.original = &m
			result = s.keep(&m)
		default:
			refused = unknownMessage
		}
	})
	if refused != nil || original {
		return result, refused
	}
	return s.edit(c, c.PathValue("id"))
}
