package telegramtest

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf16"
)

// refusal is an error answer.
type refusal struct {
	status int
	text   string
}

func bad(text string) *refusal { return &refusal{400, "Bad Request: " + text} }

// method carries out one call and gives the JSON of its result.
func (s *Server) method(ctx context.Context, name string, p Params) (string, *refusal) {
	switch name {
	case "getMe":
		return fmt.Sprintf(`{"id":%d,"is_bot":true,"first_name":"Vanthu","username":%q}`, ID, Username), nil
	case "getUpdates":
		return s.getUpdates(ctx, p)
	case "getWebhookInfo":
		s.mu.Lock()
		defer s.mu.Unlock()
		return fmt.Sprintf(`{"url":%q,"has_custom_certificate":false,"pending_update_count":%d}`, s.webhook, len(s.updates)), nil
	case "deleteWebhook":
		s.SetWebhook("")
		return "true", nil
	case "sendMessage":
		return s.sendMessage(p)
	case "editMessageText":
		return s.editMessageText(p)
	case "answerCallbackQuery":
		return s.answerCallbackQuery(p)
	case "sendChatAction":
		if !slices.Contains([]string{"typing", "upload_document"}, p.Text("action")) {
			return "", bad("wrong parameter action in request")
		}
		if _, r := s.chat(p); r != nil {
			return "", r
		}
		return "true", nil
	}
	return "", &refusal{404, "Not Found: method not found"}
}

func (s *Server) getUpdates(ctx context.Context, p Params) (string, *refusal) {
	offset, limit, timeout := p.Int("offset"), p.Int("limit"), time.Duration(p.Int("timeout"))*time.Second
	if limit <= 0 || limit > 100 {
		limit = 100
	}
	var allowed []string
	if raw := p.Text("allowed_updates"); raw != "" {
		if json.Unmarshal([]byte(raw), &allowed) != nil {
			return "", bad("can't parse allowed_updates")
		}
	}
	me := &poll{make(chan struct{})}
	conflict := false
	s.change(func() {
		if s.webhook != "" {
			conflict = true
			return
		}
		for _, other := range s.polls { // the newest poll wins
			close(other.conflict)
		}
		s.polls = []*poll{me}
		s.updates = slices.DeleteFunc(s.updates, func(u update) bool { return u.id < offset })
	})
	if conflict {
		return "", &refusal{409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"}
	}
	defer s.change(func() { s.polls = slices.DeleteFunc(s.polls, func(o *poll) bool { return o == me }) })

	timer := time.NewTimer(min(timeout, maxPoll))
	defer timer.Stop()
	for {
		s.mu.Lock()
		var batch []json.RawMessage
		for _, u := range s.updates {
			if len(batch) < int(limit) && isAllowed(u.raw, allowed) {
				batch = append(batch, u.raw)
			}
		}
		changed := s.changed
		s.mu.Unlock()
		if len(batch) > 0 || timeout == 0 {
			out, err := json.Marshal(append([]json.RawMessage{}, batch...))
			if err != nil {
				return "", bad("the test pushed an update that is not JSON: " + err.Error())
			}
			return string(out), nil
		}
		select {
		case <-changed:
		case <-me.conflict:
			return "", &refusal{409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"}
		case <-timer.C:
			return "[]", nil
		case <-ctx.Done():
			return "[]", nil
		}
	}
}

func isAllowed(raw json.RawMessage, allowed []string) bool {
	if len(allowed) == 0 {
		return true
	}
	var fields map[string]json.RawMessage
	if json.Unmarshal(raw, &fields) != nil {
		return true // broken on purpose
	}
	for _, kind := range allowed {
		if fields[kind] != nil {
			return true
		}
	}
	return false
}

// chat gives the chat of a call, if the bot may write to it.
func (s *Server) chat(p Params) (int64, *refusal) {
	id := p.Int("chat_id")
	if p.Text("chat_id") == "" {
		return 0, bad("chat_id is empty")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	open, known := s.chats[id]
	switch {
	case !known:
		return 0, bad("chat not found")
	case !open:
		return 0, &refusal{403, "Forbidden: bot was blocked by the user"}
	}
	return id, nil
}

// content reads text and buttons of a message as Telegram would.
func content(p Params) (Message, *refusal) {
	m := Message{Raw: p.Text("text")}
	text := m.Raw
	switch mode := p.Text("parse_mode"); mode {
	case "":
	case "HTML":
		m.HTML = true
		var err error
		if text, err = ParseHTML(m.Raw); err != nil {
			return m, bad("can't parse entities: " + err.Error())
		}
	default:
		return m, bad("unsupported parse_mode")
	}
	m.Text = strings.TrimSpace(text)
	switch n := len(utf16.Encode([]rune(m.Text))); {
	case n == 0:
		return m, bad("message text is empty")
	case n > 4096:
		return m, bad("message is too long")
	}
	var preview struct {
		Disabled bool `json:"is_disabled"`
	}
	_ = json.Unmarshal([]byte(p.Text("link_preview_options")), &preview) // absent: previews are on
	m.Preview = !preview.Disabled
	if raw := p.Text("reply_markup"); raw != "" {
		var markup struct {
			Rows [][]struct {
				Text string  `json:"text"`
				Data *string `json:"callback_data"`
			} `json:"inline_keyboard"`
		}
		if json.Unmarshal([]byte(raw), &markup) != nil {
			return m, bad("can't parse reply keyboard markup JSON object")
		}
		for _, row := range markup.Rows {
			for _, b := range row {
				switch {
				case b.Text == "":
					return m, bad("can't parse inline keyboard button: Field \"text\" must be non-empty")
				case b.Data == nil:
					return m, bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
				case len(*b.Data) < 1 || len(*b.Data) > 64:
					return m, bad("BUTTON_DATA_INVALID")
				}
				m.Buttons = append(m.Buttons, Button{b.Text, *b.Data})
			}
		}
	}
	return m, nil
}

func (s *Server) sendMessage(p Params) (string, *refusal) {
	chat, refused := s.chat(p)
	if refused != nil {
		return "", refused
	}
	m, refused := content(p)
	if refused != nil {
		return "", refused
	}
	var answers struct {
		Message int64 `json:"message_id"`
	}
	_ = json.Unmarshal([]byte(p.Text("reply_parameters")), &answers) // absent: answers nothing
	m.Chat, m.Topic, m.AnswerTo = chat, p.Int("message_thread_id"), answers.Message
	s.change(func() {
		s.number++
		m.ID = s.number
		s.sent = append(s.sent, &m)
	})
	return m.json(), nil
}

func (m Message) json() string {
	return fmt.Sprintf(`{"message_id":%d,"date":1760000000,"chat":{"id":%d,"type":"private"},"from":{"id":%d,"is_bot":true,"first_name":"V"},"text":%s}`, m.ID, m.Chat, ID, quote(m.Text))
}

func (s *Server) editMessageText(p Params) (string, *refusal) {
	chat, refused := s.chat(p)
	if refused != nil {
		return "", refused
	}
	edited, refused := content(p)
	if refused != nil {
		return "", refused
	}
	result, id := "", p.Int("message_id")
	refused = bad("message to edit not found")
	s.change(func() {
		for _, m := range s.sent {
			if m.Chat != chat || m.ID != id {
				continue
			}
			if m.Text == edited.Text && m.Raw == edited.Raw && slices.Equal(m.Buttons, edited.Buttons) {
				refused = bad("message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message")
				return
			}
			m.Text, m.Raw, m.HTML, m.Buttons = edited.Text, edited.Raw, edited.HTML, edited.Buttons
			m.Edits++
			result, refused = m.json(), nil
			return
		}
	})
	return result, refused
}

func (s *Server) answerCallbackQuery(p Params) (string, *refusal) {
	var refused *refusal
	s.change(func() {
		id := p.Text("callback_query_id")
		if answered, known := s.queries[id]; !known || answered {
			refused = bad("query is too old and response timeout expired or query ID is invalid")
			return
		}
		s.queries[id] = true
	})
	return "true", refused
}
