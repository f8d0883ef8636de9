package discordtest

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// refusal is an error answer.
type refusal struct {
	status, code int
	text         string
}

var (
	unauthorized       = &refusal{401, 0, "401: Unauthorized"}
	invalidForm        = &refusal{400, 50035, "Invalid Form Body"}
	unknownMessage     = &refusal{404, 10008, "Unknown Message"}
	unknownChannel     = &refusal{404, 10003, "Unknown Channel"}
	unknownInteraction = &refusal{404, 10062, "Unknown interaction"}
)

// call is one REST call.
type call struct {
	*http.Request
	body json.RawMessage
}

func (s *Server) routes(mux *http.ServeMux) {
	handle := func(pattern string, authorized bool, f func(call) (string, *refusal)) {
		method, path, _ := strings.Cut(pattern, " ")
		mux.HandleFunc(method+" /api/v9"+path, func(w http.ResponseWriter, r *http.Request) { s.serveCall(w, r, authorized, f) })
	}
	handle("GET /gateway", false, func(call) (string, *refusal) { return fmt.Sprintf(`{"url":%q}`, s.gateway(socketPath)), nil })
	handle("GET /gateway/bot", true, func(call) (string, *refusal) {
		return fmt.Sprintf(`{"url":%q,"shards":1,"session_start_limit":{"total":1000,"remaining":999,"reset_after":0,"max_concurrency":1}}`, s.gateway(socketPath)), nil
	})
	handle("GET /users/@me", true, func(call) (string, *refusal) {
		return fmt.Sprintf(`{"id":%q,"username":"vanthu","bot":true}`, BotID), nil
	})
	handle("GET /applications/@me", true, func(call) (string, *refusal) { return fmt.Sprintf(`{"id":%q}`, ApplicationID), nil })
	handle("GET /applications/{app}/commands", true, func(call) (string, *refusal) {
		s.mu.Lock()
		defer s.mu.Unlock()
		return string(s.commands), nil
	})
	handle("PUT /applications/{app}/commands", true, s.putCommands)
	handle("PUT /applications/{app}/guilds/{guild}/commands", true, s.putCommands)
	handle("GET /channels/{channel}", true, s.channel)
	handle("GET /channels/{channel}/messages", true, s.history)
	handle("GET /channels/{channel}/messages/{id}", true, s.message)
	handle("POST /channels/{channel}/messages", true, s.postMessage)
	handle("PATCH /channels/{channel}/messages/{id}", true, func(c call) (string, *refusal) {
		return s.edit(c, c.PathValue("id"), false)
	})
	handle("POST /channels/{channel}/messages/{id}/threads", true, s.beginThread)
	handle("POST /channels/{channel}/typing", true, func(call) (string, *refusal) { return "", nil })
	handle("POST /users/@me/channels", true, s.directChannel)
	handle("POST /interactions/{id}/{token}/callback", false, s.callback)
	handle("POST /webhooks/{app}/{token}", false, s.followUp)
	handle("PATCH /webhooks/{app}/{token}/messages/{id}", false, s.editAnswer)
	handle("GET /webhooks/{app}/{token}/messages/@original", false, s.original)
	handle("DELETE /webhooks/{app}/{token}/messages/@original", false, s.original)
}

func (s *Server) serveCall(w http.ResponseWriter, r *http.Request, authorized bool, f func(call) (string, *refusal)) {
	name := r.Method + " " + strings.TrimPrefix(r.URL.Path, "/api/v9")
	fault, failed := s.fault(name)
	switch {
	case failed && fault.Drop:
		panic(http.ErrAbortHandler)
	case failed && !fault.Late:
		answerFault(w, fault)
		return
	}
	if s.draw(w, name) {
		return
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, 2*maxUpload))
	if err != nil {
		return
	}
	var result string
	refused := unauthorized
	if !authorized || r.Header.Get("Authorization") == "Bot "+s.token {
		result, refused = f(call{r, body})
	}
	if fault.Late {
		panic(http.ErrAbortHandler)
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
}

func (s *Server) putCommands(c call) (string, *refusal) {
	type named struct {
		Name         string            `json:"name"`
		Names        map[string]string `json:"name_localizations"`
		Description  string            `json:"description"`
		Descriptions map[string]string `json:"description_localizations"`
	}
	var commands []struct {
		named
		Options []struct {
			named
			Type     int  `json:"type"`
			Required bool `json:"required"`
			Complete bool `json:"autocomplete"`
			Choices  []struct {
				Name  string `json:"name"`
				Value string `json:"value"`
			} `json:"choices"`
		} `json:"options"`
	}
	if json.Unmarshal(c.body, &commands) != nil || len(commands) > 100 {
		return "", invalidForm
	}
	legal := func(n named) bool {
		ok := n.Description != ""
		n.Names, n.Descriptions = with(n.Names, n.Name), with(n.Descriptions, n.Description)
		for _, name := range n.Names {
			ok = ok && between(name, 32) && name == strings.ToLower(name) && !strings.ContainsAny(name, " /@.,")
		}
		for _, text := range n.Descriptions {
			ok = ok && between(text, 100)
		}
		return ok
	}
	seen := map[string]bool{}
	for _, command := range commands {
		ok := legal(command.named) && !seen[command.Name] && len(command.Options) <= 25
		seen[command.Name] = true
		for _, o := range command.Options {
			ok = ok && legal(o.named) && len(o.Choices) <= 25 && (!o.Complete || len(o.Choices) == 0)
			for _, choice := range o.Choices {
				ok = ok && between(choice.Name, 100) && between(choice.Value, 100)
			}
		}
		if !ok {
			return "", invalidForm
		}
	}
	s.change(func() { s.commands = c.body; s.puts++ })
	return string(c.body), nil
}

func with(m map[string]string, def string) map[string]string {
	out := map[string]string{"": def}
	for k, v := range m {
		out[k] = v
	}
	return out
}

// keep stores a sent message. The caller holds the lock.
func (s *Server) keep(m *Message) string {
	m.ID = s.next()
	s.sent = append(s.sent, m)
	return fmt.Sprintf(`{"id":%q,"channel_id":%q,"content":%s}`, m.ID, m.Channel, quote(m.Content))
}

func (s *Server) postMessage(c call) (result string, refused *refusal) {
	m, refused := s.content(c)
	if refused != nil {
		return "", refused
	}
	m.Channel, m.Via, m.Ephemeral = c.PathValue("channel"), "channel", false
	s.change(func() {
		if s.isMessage(m.Channel) && s.threads[m.Channel] == "" {
			refused = unknownChannel
			return
		}
		key := m.Channel + " " + m.Nonce
		if old := s.nonces[key]; m.Nonce != "" && old != nil { // the last few minutes'
			result = fmt.Sprintf(`{"id":%q,"channel_id":%q}`, old.ID, old.Channel)
			return
		}
		if m.Nonce != "" {
			s.nonces[key] = &m
		}
		result = s.keep(&m)
	})
	return result, refused
}

// isMessage reports whether an ID is a message's. The caller holds the lock.
func (s *Server) isMessage(id string) bool {
	for _, w := range s.written {
		if w.id == id {
			return true
		}
	}
	return false
}

// edit replaces a message; what only one person sees, through its interaction
// alone.
func (s *Server) edit(c call, id string, answer bool) (result string, refused *refusal) {
	edited, refused := s.content(c)
	if refused != nil {
		return "", refused
	}
	refused = unknownMessage
	s.change(func() {
		for _, m := range s.sent {
			if m.ID == id && (answer || !m.Ephemeral) {
				result, refused = s.replace(m, edited)
			}
		}
	})
	return result, refused
}

// replace changes a message; what is made of components stays so.
func (s *Server) replace(m *Message, edited Message) (string, *refusal) {
	if m.Rich && !edited.Rich {
		return "", invalidForm
	}
	m.Content, m.Buttons, m.Rich, m.Embedded, m.Boxes, m.File = edited.Content, edited.Buttons, edited.Rich, edited.Embedded, edited.Boxes, edited.File
	m.Edits++
	return fmt.Sprintf(`{"id":%q,"content":%s}`, m.ID, quote(m.Content)), nil
}

func (s *Server) beginThread(c call) (result string, refused *refusal) {
	var in struct {
		Name  string `json:"name"`
		Sleep int    `json:"auto_archive_duration"`
	}
	channel, id := c.PathValue("channel"), c.PathValue("id")
	if json.Unmarshal(c.body, &in) != nil || !between(in.Name, 100) {
		return "", invalidForm
	}
	s.change(func() {
		switch {
		case strings.HasPrefix(channel, "dm") || s.threads[channel] != "":
			refused = &refusal{400, 50024, "Cannot execute action on this channel type"}
		case s.threads[id] != "":
			refused = &refusal{400, 160004, "A thread has already been created for this message"}
		case !s.isMessage(id):
			refused = unknownMessage
		default:
			s.threads[id] = in.Name
			result = fmt.Sprintf(`{"id":%q,"type":11,"parent_id":%q}`, id, channel)
		}
	})
	return result, refused
}

func (s *Server) directChannel(c call) (string, *refusal) {
	var in struct {
		Person string `json:"recipient_id"`
	}
	if json.Unmarshal(c.body, &in) != nil || in.Person == "" {
		return "", invalidForm
	}
	return fmt.Sprintf(`{"id":"dm%s","type":1}`, in.Person), nil
}

// channel tells about a channel: direct messages begin "dm".
func (s *Server) channel(c call) (string, *refusal) {
	id := c.PathValue("channel")
	last := ""
	s.mu.Lock()
	for _, w := range s.written {
		if w.channel == id {
			last = w.id
		}
	}
	s.mu.Unlock()
	if strings.HasPrefix(id, "dm") {
		return fmt.Sprintf(`{"id":%q,"type":1,"last_message_id":%q}`, id, last), nil
	}
	return fmt.Sprintf(`{"id":%q,"type":0,"guild_id":"g1","last_message_id":%q}`, id, last), nil
}

// history gives the first messages after one, the latest of them first.
func (s *Server) history(c call) (string, *refusal) {
	after, err := strconv.ParseUint(c.URL.Query().Get("after"), 10, 64)
	limit, bad := strconv.Atoi(c.URL.Query().Get("limit"))
	if err != nil || bad != nil || limit < 1 || limit > 100 {
		return "", invalidForm
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	var page []string
	for _, w := range s.written {
		id, _ := strconv.ParseUint(w.id, 10, 64) // every ID here is a number
		if w.channel == c.PathValue("channel") && id > after && len(page) < limit {
			page = append([]string{s.renewed(w.data)}, page...)
		}
	}
	return "[" + strings.Join(page, ",") + "]", nil
}

// callback takes the first answer to an interaction.
func (s *Server) callback(c call) (_ string, refused *refusal) {
	s.change(func() {
		i := s.interactions[c.PathValue("token")]
		if i == nil || i.id != c.PathValue("id") {
			refused = unknownInteraction
			return
		}
		refused = s.first(i, c.body)
	})
	return "", refused
}

// interaction gives the interaction of a token that still works. The caller
// holds the lock.
func (s *Server) interaction(token string) (*interaction, *refusal) {
	i := s.interactions[token]
	switch {
	case i == nil || i.answer.Type == 0:
		return nil, &refusal{404, 10015, "Unknown Webhook"}
	case s.now-i.at > 15*time.Minute:
		return nil, &refusal{401, 50027, "Invalid Webhook Token"}
	}
	return i, nil
}

func (s *Server) followUp(c call) (result string, refused *refusal) {
	m, refused := s.content(c)
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

// original gives or takes away the answer that took the place of "thinking…".
func (s *Server) original(c call) (result string, refused *refusal) {
	s.change(func() {
		var i *interaction
		i, refused = s.interaction(c.PathValue("token"))
		switch {
		case refused != nil:
		case i.original == nil:
			refused = unknownMessage
		case c.Method == http.MethodDelete:
			s.sent = slices.DeleteFunc(s.sent, func(m *Message) bool { return m == i.original })
			i.original = nil
		default:
			result = fmt.Sprintf(`{"id":%q,"content":%s}`, i.original.ID, quote(i.original.Content))
		}
	})
	return result, refused
}

func (s *Server) editAnswer(c call) (result string, refused *refusal) {
	m, refused := s.content(c)
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
			result, refused = s.replace(i.original, m)
		case i.answer.Type == 5:
			m.Channel, m.Via, m.Ephemeral = i.channel, "original", i.answer.Ephemeral
			i.original = &m
			result = s.keep(&m)
		default:
			refused = unknownMessage
		}
	})
	if refused != nil || original {
		return result, refused
	}
	return s.edit(c, c.PathValue("id"), true)
}
