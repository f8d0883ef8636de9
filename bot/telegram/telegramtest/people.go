package telegramtest

import (
	"fmt"
	"strings"
)

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

// Speak delivers a voice message of so many seconds; its file can be fetched.
// It gives the file's ID.
func (s *Server) Speak(person int64, language string, sound []byte, seconds int) string {
	raw := s.Private(person, language, "")
	var id string
	s.change(func() { s.number++; id = fmt.Sprintf("voice-%d", s.number); s.files[id] = sound })
	s.Push(strings.Replace(raw, `"text":""`, Voice(id, len(sound), seconds), 1))
	return id
}

// Voice gives the field of a voice message, for Push and Group.
func Voice(id string, size, seconds int) string {
	return fmt.Sprintf(`"voice":{"file_id":%s,"file_unique_id":%s,"duration":%d,"mime_type":"audio/ogg","file_size":%d}`, quote(id), quote("u"+id), seconds, size)
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
	Answered
	Text  string // what the person was told
	Alert bool   // in a window, not in passing
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
