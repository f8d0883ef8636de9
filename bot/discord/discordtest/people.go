package discordtest

import (
	"bytes"
	"crypto/ed25519"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// epoch is when the counting of IDs begins.
const epoch = 1420070400000 // ms

// next gives an ID, which tells its time. The caller holds the lock.
func (s *Server) next() string {
	s.number++
	return fmt.Sprint(uint64(s.began.Add(s.now).UnixMilli()-epoch)<<22 + uint64(s.number))
}

// Next gives the ID that the next message or interaction will have, if no
// other comes before it.
func (s *Server) Next() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	id := s.next()
	s.number--
	return id
}

// write keeps and delivers what a person wrote. In a server, a bot without
// the intent for contents reads what calls it by name and nothing else.
func (s *Server) write(channel, place, person, text, more string) (id string) {
	var data string
	if place != "" && !strings.Contains(more, BotID) {
		text = ""
	}
	s.change(func() {
		id = s.next()
		data = fmt.Sprintf(`{"id":%q,"channel_id":%q,"type":0,"content":%s,"author":{"id":%q,"bot":false},"timestamp":%q%s`,
			id, channel, quote(text), person, s.began.Add(s.now).Format(time.RFC3339Nano), more)
		s.written = append(s.written, written{id, channel, data + "}"})
	})
	s.Dispatch("MESSAGE_CREATE", data+place+"}")
	return id
}

// Say delivers a direct message and gives its ID. Where no session is up, it
// can be fetched.
func (s *Server) Say(person, text string) string { return s.write("dm"+person, "", person, text, "") }

// Post delivers a message in a server and gives its ID; more is further
// fields: `,"mentions":[…]`.
func (s *Server) Post(channel, person, text, more string) string {
	return s.write(channel, `,"guild_id":"g1"`, person, text, more)
}

// Change delivers a changed direct message.
func (s *Server) Change(id, person, text string) {
	s.mu.Lock()
	now := s.began.Add(s.now)
	s.mu.Unlock()
	n, err := strconv.ParseInt(id, 10, 64)
	if err != nil {
		panic(err) // every ID here is a number
	}
	s.Dispatch("MESSAGE_UPDATE", fmt.Sprintf(`{"id":%q,"channel_id":"dm%s","type":0,"content":%s,"author":{"id":%q},"timestamp":%q,"edited_timestamp":%q}`,
		id, person, quote(text), person, time.UnixMilli(n>>22+epoch).Format(time.RFC3339Nano), now.Format(time.RFC3339Nano)))
}

// Command delivers a slash command in a server and gives its token.
func (s *Server) Command(channel, person, locale, name, words string) string {
	return s.interact(channel, 2, inServer(person, locale)+fmt.Sprintf(`,"data":{"id":"1","name":%q,"type":1%s}`, name, options(words, false)))
}

// Direct delivers a slash command in direct messages and gives its token.
func (s *Server) Direct(person, locale, name, words string) string {
	return s.interact("dm"+person, 2, inDirect(person, locale)+fmt.Sprintf(`,"data":{"id":"1","name":%q,"type":1%s}`, name, options(words, false)))
}

// Type delivers what a person typed of the option of a command in a server,
// and gives the token.
func (s *Server) Type(channel, person, locale, name, words string) string {
	return s.interact(channel, 4, inServer(person, locale)+fmt.Sprintf(`,"data":{"id":"1","name":%q,"type":1%s}`, name, options(words, true)))
}

func options(words string, focused bool) string {
	if words == "" && !focused {
		return ""
	}
	return fmt.Sprintf(`,"options":[{"name":"q","type":3,"value":%s,"focused":%v}]`, quote(words), focused)
}

func inServer(person, locale string) string {
	return fmt.Sprintf(`"guild_id":"g1","context":0,"locale":%q,"member":{"user":{"id":%q}}`, locale, person)
}

func inDirect(person, locale string) string {
	return fmt.Sprintf(`"context":1,"locale":%q,"user":{"id":%q}`, locale, person)
}

// Press delivers a press of a button in direct messages and gives its token.
func (s *Server) Press(channel, person, custom string) string {
	return s.interact(channel, 3, inDirect(person, "vi")+fmt.Sprintf(`,"message":{"id":"1","components":[{"type":99}]},"data":{"component_type":2,"custom_id":%s}`, quote(custom)))
}

// PressIn delivers a press of a button in a server; parent is the channel of
// a thread, else empty.
func (s *Server) PressIn(channel, parent, person, custom string) string {
	place := ""
	if parent != "" {
		place = fmt.Sprintf(`,"channel":{"id":%q,"type":11,"parent_id":%q}`, channel, parent)
	}
	return s.interact(channel, 3, inServer(person, "vi")+place+fmt.Sprintf(`,"message":{"id":"1"},"data":{"component_type":2,"custom_id":%s}`, quote(custom)))
}

// Choose delivers a choice from a list in direct messages.
func (s *Server) Choose(channel, person, value string) string {
	return s.interact(channel, 3, inDirect(person, "vi")+fmt.Sprintf(`,"message":{"id":"1"},"data":{"component_type":3,"custom_id":"choose","values":[%s]}`, quote(value)))
}

// Fill delivers a filled in form in direct messages.
func (s *Server) Fill(channel, person, custom, words string) string {
	return s.interact(channel, 5, inDirect(person, "vi")+fmt.Sprintf(`,"data":{"custom_id":%s,"components":[{"type":1,"components":[{"type":4,"custom_id":"words","value":%s}]}]}`, quote(custom), quote(words)))
}

// interact delivers an interaction and gives its token.
func (s *Server) interact(channel string, kind int, fields string) string {
	var id, token string
	s.change(func() {
		id = s.next()
		token = "token-" + id
		s.interactions[token] = &interaction{id: id, channel: channel, kind: kind, at: s.now}
	})
	data := fmt.Sprintf(`{"id":%q,"application_id":%q,"token":%q,"channel_id":%q,"version":1,"type":%d,%s}`, id, ApplicationID, token, channel, kind, fields)
	s.mu.Lock()
	hook := s.hook
	s.mu.Unlock()
	if hook == "" {
		s.Dispatch("INTERACTION_CREATE", data)
	} else {
		s.call(hook, token, data)
	}
	return token
}

// Hook has interactions delivered to an address by HTTP instead of the
// gateway.
func (s *Server) Hook(address string) { s.change(func() { s.hook = address }) }

// PublicKey is what calls to the hook are checked with, in hex.
func (s *Server) PublicKey() string {
	return hex.EncodeToString(s.key.Public().(ed25519.PublicKey))
}

// Sign gives the headers of a call to the hook.
func (s *Server) Sign(at time.Time, body string) http.Header {
	stamp := strconv.FormatInt(at.Unix(), 10)
	h := http.Header{}
	h.Set("X-Signature-Timestamp", stamp)
	h.Set("X-Signature-Ed25519", hex.EncodeToString(ed25519.Sign(s.key, []byte(stamp+body))))
	return h
}

// call delivers an interaction by HTTP and takes its first answer.
func (s *Server) call(hook, token, data string) {
	req, err := http.NewRequest(http.MethodPost, hook, strings.NewReader(data))
	if err != nil {
		panic(err) // the test gave the address
	}
	req.Header = s.Sign(s.Now(), data)
	resp, err := s.Client().Do(req)
	if err != nil {
		return
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK {
		return
	}
	s.change(func() {
		if i := s.interactions[token]; i != nil {
			_ = s.first(i, bytes.TrimSpace(body)) // a refused answer is none, as people see it
		}
	})
}

// Answer gives the first answer to an interaction.
func (s *Server) Answer(token string) Answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	if i := s.interactions[token]; i != nil {
		return i.answer
	}
	return Answer{}
}

type interaction struct {
	id, channel string
	kind        int
	at          time.Duration
	answer      Answer // type 0: none yet
	original    *Message
}

// first takes the first answer to an interaction: once, within 3 seconds, of a
// type that fits it. The caller holds the lock.
func (s *Server) first(i *interaction, body json.RawMessage) *refusal {
	switch {
	case s.now-i.at > 3*time.Second:
		return unknownInteraction
	case i.answer.Type != 0:
		return &refusal{400, 40060, "Interaction has already been acknowledged."}
	}
	a, ok := readAnswer(body, i.kind)
	if !ok {
		return invalidForm
	}
	i.answer = a
	return nil
}
