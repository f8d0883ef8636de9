package telegramtest

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf16"
)

// Limits of Telegram, in the units that it counts in.
const (
	maxText    = 4096 // UTF-16 units after entities are read
	maxCaption = 1024 // the same
	maxRich    = 32768
	maxData    = 64 // bytes of a button's data
	maxUpload  = 50 << 20
	draftLife  = 30 * time.Second
)

// Draft is what a person sees of a message that is being written.
type Draft struct {
	Chat, Topic, ID int64
	Text            string // as people read it
	Edits           int
	shown           time.Time
}

// Drafts gives the drafts that are shown now.
func (s *Server) Drafts() []Draft {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fade()
	return slices.Clone(s.drafts)
}

// fade drops drafts whose time is over. The caller holds the lock.
func (s *Server) fade() {
	s.drafts = slices.DeleteFunc(s.drafts, func(d Draft) bool { return s.now().Sub(d.shown) >= draftLife })
}

// Migrate makes a group a supergroup with another ID.
func (s *Server) Migrate(from, to int64) {
	s.change(func() { s.chats[to], s.migrated[from] = true, to })
}

// chat gives the chat of a call, if the bot may write to it.
func (s *Server) chat(p Params) (int64, *refusal) {
	id := p.Int("chat_id")
	if id == 0 {
		return 0, bad("chat_id is empty")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	open, known := s.chats[id]
	switch {
	case s.migrated[id] != 0:
		return 0, &refusal{status: 400, text: "Bad Request: group chat was upgraded to a supergroup chat", migrate: s.migrated[id]}
	case !known:
		return 0, bad("chat not found")
	case !open && id < 0:
		return 0, &refusal{status: 403, text: "Forbidden: bot was kicked from the supergroup chat"}
	case !open:
		return 0, &refusal{status: 403, text: "Forbidden: bot was blocked by the user"}
	}
	return id, nil
}

// content reads the text of a message as Telegram would.
func content(p Params, name string) (Message, *refusal) {
	m := Message{Raw: p.Text(name)}
	text := m.Raw
	switch mode := p.Text("parse_mode"); mode {
	case "":
		if r := entities(p.Text("entities"), text); r != nil {
			return m, r
		}
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
	return m, nil
}

// text reads the text and the buttons of a message.
func text(p Params) (Message, *refusal) {
	m, r := content(p, "text")
	if r != nil {
		return m, r
	}
	switch n := units(m.Text); {
	case n == 0:
		return m, bad("message text is empty")
	case n > maxText:
		return m, bad("message is too long")
	}
	var preview struct {
		Disabled bool `json:"is_disabled"`
	}
	if raw := p.Text("link_preview_options"); raw != "" && json.Unmarshal([]byte(raw), &preview) != nil {
		return m, bad("can't parse link preview options JSON object")
	}
	m.Preview = !preview.Disabled
	m.Buttons, r = buttons(p.Text("reply_markup"))
	return m, r
}

// units gives the length of a text as Telegram counts it.
func units(s string) int { return len(utf16.Encode([]rune(s))) }

// entities checks marks of a text, whose offsets count UTF-16 units.
func entities(raw, text string) *refusal {
	if raw == "" {
		return nil
	}
	var marks []struct {
		Type           string
		Offset, Length int
	}
	if json.Unmarshal([]byte(raw), &marks) != nil {
		return bad("can't parse entities JSON object")
	}
	n := units(text)
	for _, e := range marks {
		if e.Type == "" || e.Offset < 0 || e.Length <= 0 || e.Offset > n || e.Length > n-e.Offset {
			return bad("ENTITY_BOUNDS_INVALID")
		}
	}
	return nil
}

// buttons reads an inline keyboard. A copy_text without text is what some
// clients send with every button.
func buttons(raw string) ([]Button, *refusal) {
	if raw == "" {
		return nil, nil
	}
	var markup struct {
		Rows [][]struct {
			Text string  `json:"text"`
			Data *string `json:"callback_data"`
			URL  string  `json:"url"`
		} `json:"inline_keyboard"`
	}
	if json.Unmarshal([]byte(raw), &markup) != nil {
		return nil, bad("can't parse reply keyboard markup JSON object")
	}
	if markup.Rows == nil {
		return nil, bad("Field \"inline_keyboard\" must be of type Array")
	}
	var out []Button
	for _, row := range markup.Rows {
		for _, b := range row {
			switch {
			case b.Text == "":
				return nil, bad("can't parse inline keyboard button: Field \"text\" must be non-empty")
			case b.Data == nil && b.URL == "":
				return nil, bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
			case b.Data == nil:
				out = append(out, Button{Text: b.Text})
			case len(*b.Data) < 1 || len(*b.Data) > maxData:
				return nil, bad("BUTTON_DATA_INVALID")
			default:
				out = append(out, Button{b.Text, *b.Data})
			}
		}
	}
	return out, nil
}

func (s *Server) sendMessage(p Params) (string, *refusal) {
	chat, refused := s.chat(p)
	if refused != nil {
		return "", refused
	}
	m, refused := text(p)
	if refused != nil {
		return "", refused
	}
	return s.keep(chat, m, p)
}

// keep stores a message that the bot sent.
func (s *Server) keep(chat int64, m Message, p Params) (string, *refusal) {
	var answers struct {
		Message int64 `json:"message_id"`
		Anyway  bool  `json:"allow_sending_without_reply"`
	}
	if raw := p.Text("reply_parameters"); raw != "" && json.Unmarshal([]byte(raw), &answers) != nil {
		return "", bad("can't parse reply parameters JSON object")
	}
	m.Chat, m.Topic, m.AnswerTo = chat, p.Int("message_thread_id"), answers.Message
	var refused *refusal
	s.change(func() {
		if answers.Message > s.number && !answers.Anyway {
			refused = bad("message to be replied not found")
			return
		}
		s.number++
		m.ID = s.number
		s.sent = append(s.sent, &m)
		s.drafts = slices.DeleteFunc(s.drafts, func(d Draft) bool { return d.Chat == chat && d.Topic == m.Topic })
	})
	return m.json(), refused
}

func (s *Server) sendDraft(p Params) (string, *refusal) {
	chat, refused := s.chat(p)
	if refused != nil {
		return "", refused
	}
	id := p.Int("draft_id")
	switch {
	case chat < 0:
		return "", bad("method is available only for private chats")
	case id == 0:
		return "", bad("draft_id must be non-zero")
	}
	m, refused := content(p, "text")
	if refused != nil {
		return "", refused
	}
	if units(m.Text) > maxText {
		return "", bad("message is too long")
	}
	topic := p.Int("message_thread_id")
	s.change(func() {
		s.fade()
		for i := range s.drafts {
			if d := &s.drafts[i]; d.Chat == chat && d.Topic == topic && d.ID == id {
				d.Text, d.shown = m.Text, s.now()
				d.Edits++
				return
			}
		}
		s.drafts = append(s.drafts, Draft{Chat: chat, Topic: topic, ID: id, Text: m.Text, shown: s.now()})
	})
	return "true", nil
}

func (s *Server) sendDocument(p Params, files map[string]File) (string, *refusal) {
	chat, refused := s.chat(p)
	if refused != nil {
		return "", refused
	}
	f, ok := files["document"]
	switch {
	case !ok:
		return "", bad("there is no document in the request")
	case len(f.Data) == 0:
		return "", bad("file must be non-empty")
	case len(f.Data) > maxUpload:
		return "", &refusal{status: 413, text: "Request Entity Too Large"}
	}
	m, refused := content(p, "caption")
	if refused != nil {
		return "", refused
	}
	if units(m.Text) > maxCaption {
		return "", bad("message caption is too long")
	}
	if m.Buttons, refused = buttons(p.Text("reply_markup")); refused != nil {
		return "", refused
	}
	m.Document = &f
	return s.keep(chat, m, p)
}

func (s *Server) sendRich(p Params) (string, *refusal) {
	chat, refused := s.chat(p)
	if refused != nil {
		return "", refused
	}
	var rich struct {
		HTML     *string         `json:"html"`
		Markdown *string         `json:"markdown"`
		Blocks   json.RawMessage `json:"blocks"`
	}
	if json.Unmarshal([]byte(p.Text("rich_message")), &rich) != nil || rich.HTML == nil || rich.Markdown != nil || rich.Blocks != nil {
		return "", bad("can't parse rich message JSON object")
	}
	m := Message{Raw: *rich.HTML, HTML: true, Rich: true}
	text, err := ParseRichHTML(m.Raw)
	if err != nil {
		return "", bad("can't parse rich message: " + err.Error())
	}
	m.Text = strings.TrimSpace(text)
	switch n := units(m.Text); {
	case n == 0:
		return "", bad("message text is empty")
	case n > maxRich:
		return "", bad("message is too long")
	}
	if m.Buttons, refused = buttons(p.Text("reply_markup")); refused != nil {
		return "", refused
	}
	return s.keep(chat, m, p)
}

func (m Message) json() string {
	return fmt.Sprintf(`{"message_id":%d,"date":1760000000,"chat":{"id":%d,"type":"private"},"from":{"id":%d,"is_bot":true,"first_name":"V"},"text":%s}`, m.ID, m.Chat, ID, quote(m.Text))
}

func (s *Server) editMessageText(p Params) (string, *refusal) {
	chat, refused := s.chat(p)
	if refused != nil {
		return "", refused
	}
	edited, refused := text(p)
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
			if m.Document != nil {
				refused = bad("there is no text in the message to edit")
				return
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
	if units(p.Text("text")) > 200 {
		return "", bad("MESSAGE_TOO_LONG")
	}
	var refused *refusal
	s.change(func() {
		q, ok := s.queries[p.Text("callback_query_id")]
		if !ok {
			refused = bad(tooLate)
			return
		}
		if refused = q.answer(); refused == nil {
			q.Text, q.Alert = p.Text("text"), p.Text("show_alert") == "true"
		}
	})
	return "true", refused
}
