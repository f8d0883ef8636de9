package telegram

import (
	"strconv"
	"strings"

	"github.com/go-telegram/bot/models"

	"vanthu/corpus"
	"vanthu/handlers"
	"vanthu/handlers/intake"
)

// receive turns an update into a request; false: it is not for us. Edited
// messages, messages without text and those of other bots are left alone.
func (b *Bot) receive(u *models.Update) (intake.Incoming, bool) {
	var in intake.Incoming
	var ok bool
	switch {
	case u.Message != nil:
		in, ok = b.receiveMessage(u.Message)
	case u.CallbackQuery != nil:
		in, ok = b.receiveClick(u.CallbackQuery)
	}
	in.ID = Platform + ":" + strconv.FormatInt(u.ID, 10)
	return in, ok
}

func (b *Bot) receiveMessage(m *models.Message) (intake.Incoming, bool) {
	if m.From == nil || m.From.IsBot {
		return intake.Incoming{}, false
	}
	text, entities := m.Text, m.Entities
	if text == "" {
		text, entities = m.Caption, m.CaptionEntities
	}
	me := b.self()
	private := m.Chat.Type == models.ChatTypePrivate
	text, addressed := withoutMention(text, entities, me)
	if m.ReplyToMessage != nil && m.ReplyToMessage.From != nil && m.ReplyToMessage.From.ID == me.ID {
		addressed = true
	}
	c, isCommand := parseCommand(text)
	if !isCommand && text == m.Text { // entities count in the text as it was
		c, isCommand = innerCommand(text, entities, b.set.Commands)
	}
	if isCommand {
		if c.bot != "" && !strings.EqualFold(c.bot, me.Username) {
			return intake.Incoming{}, false
		}
		addressed = addressed || c.bot != ""
		text = c.String()
	}
	text = strings.TrimSpace(text)
	// A location shared in a group is for its people; a live one tells the
	// way somebody goes, of which the beginning is enough.
	located := m.Location != nil && private
	if text == "" && !located || !private && !addressed {
		return intake.Incoming{}, false
	}
	in := b.incoming(m.Chat, topic(m), *m.From)
	if located {
		in.Request.Point = &handlers.SharedPoint{Lat: m.Location.Latitude, Lon: m.Location.Longitude}
	}
	in.Request.Text = text
	if !private {
		in.Address = strconv.Itoa(m.ID)
	}
	return in, true
}

func (b *Bot) receiveClick(q *models.CallbackQuery) (intake.Incoming, bool) {
	var in intake.Incoming
	switch {
	case q.Message.Message != nil:
		in = b.incoming(q.Message.Message.Chat, topic(q.Message.Message), q.From)
	case q.Message.InaccessibleMessage != nil:
		in = b.incoming(q.Message.InaccessibleMessage.Chat, 0, q.From)
	default:
		return intake.Incoming{}, false
	}
	at, err := parsePlace(in.Request.Conversation.ID)
	if err != nil {
		return intake.Incoming{}, false
	}
	in.Request.Action, _ = b.signer.Open(at.signed(), q.Data)
	return in, in.Request.Action != ""
}

// topic gives the topic of a forum that a message stands in; 0: none.
func topic(m *models.Message) int {
	if m.IsTopicMessage {
		return m.MessageThreadID
	}
	return 0
}

// incoming fills in where a request came from and who asks. In a group the
// viewer stays the zero one: whatever a person may see alone, the group would
// read the answer too.
func (b *Bot) incoming(chat models.Chat, topic int, from models.User) intake.Incoming {
	r := handlers.Request{
		Conversation: handlers.Conversation{Platform: Platform, ID: place{chat.ID, topic}.String()},
		Person:       Platform + ":" + strconv.FormatInt(from.ID, 10),
		Role:         b.role(from),
		Hint:         language(from.LanguageCode),
	}
	if chat.Type == models.ChatTypePrivate {
		r.Viewer = corpus.Viewer{Person: r.Person, Agency: r.Role == handlers.Admin}
	}
	return intake.Incoming{Request: r}
}

// place is a chat, or a topic of one: the ID of a conversation.
type place struct {
	chat  int64
	topic int
}

// String gives "chat" or "chat/topic".
func (p place) String() string {
	s := strconv.FormatInt(p.chat, 10)
	if p.topic != 0 {
		s += "/" + strconv.Itoa(p.topic)
	}
	return s
}

// private reports whether the chat is one person's: their chats have the
// person's ID, which is positive; groups have negative ones.
func (p place) private() bool { return p.chat > 0 }

// signed names the chat for the signatures of buttons. Topics are left out: a
// press of a button under an old message does not tell its topic.
func (p place) signed() string { return strconv.FormatInt(p.chat, 10) }

func parsePlace(s string) (place, error) {
	chat, topic, found := strings.Cut(s, "/")
	var p place
	var err error
	if p.chat, err = strconv.ParseInt(chat, 10, 64); err != nil {
		return place{}, err
	}
	if found {
		p.topic, err = strconv.Atoi(topic)
	}
	return p, err
}
