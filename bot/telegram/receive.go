package telegram

import (
	"strconv"
	"strings"
	"time"

	"github.com/go-telegram/bot/models"

	"vanthu/corpus"
	"vanthu/handlers"
	"vanthu/handlers/intake"
)

// editAge is how long after it was written a message is read again when its
// person changes it; later, the question is over.
const editAge = time.Hour

// receive turns an update into a request; false: it is not for us.
func (b *Bot) receive(u *models.Update) (intake.Incoming, bool) {
	var in intake.Incoming
	var ok bool
	switch {
	case u.Message != nil:
		in, ok = b.receiveMessage(u.Message)
	case u.EditedMessage != nil && b.isRewritten(u.EditedMessage):
		in, ok = b.receiveMessage(u.EditedMessage)
		ok = ok && in.Request.Text != ""
		in.Request.Edited = true
		in.Request.Sent = time.Unix(int64(u.EditedMessage.EditDate), 0)
	case u.CallbackQuery != nil:
		in, ok = b.receiveClick(u.CallbackQuery)
	}
	in.ID = Platform + ":" + strconv.FormatInt(u.ID, 10)
	return in, ok
}

// isRewritten reports whether an edited message says something else than
// before, and says it in time: Telegram also tells of previews that it made,
// and of reactions.
func (b *Bot) isRewritten(m *models.Message) bool {
	edited := time.Unix(int64(m.EditDate), 0)
	return m.EditDate != 0 && edited.Sub(time.Unix(int64(m.Date), 0)) <= editAge && b.Now().Sub(edited) <= editAge &&
		!b.seen.holds(messageKey(m), written(m))
}

// written gives what a person wrote.
func written(m *models.Message) string {
	if m.Text != "" {
		return m.Text
	}
	return m.Caption
}

// Keys of the memory.
func messageKey(m *models.Message) string {
	return "message/" + strconv.FormatInt(m.Chat.ID, 10) + "/" + strconv.Itoa(m.ID)
}

func albumKey(m *models.Message) string {
	return "album/" + strconv.FormatInt(m.Chat.ID, 10) + "/" + m.MediaGroupID
}

// isOthers reports whether a message is of nobody who could be answered: of a
// bot, a channel, a group's anonymous admin, or chosen from our own inline
// results.
func (b *Bot) isOthers(m *models.Message, me models.User) bool {
	return m.From == nil || m.From.IsBot || m.SenderChat != nil || m.IsAutomaticForward || m.ViaBot != nil && m.ViaBot.ID == me.ID
}

// isWordless reports whether a message has something in it that is no text.
// News of the chat (who came, what is pinned) have nothing.
func isWordless(m *models.Message) bool {
	return len(m.Photo) > 0 || m.Sticker != nil || m.Voice != nil || m.Video != nil || m.VideoNote != nil || m.Audio != nil ||
		m.Document != nil || m.Contact != nil || m.Animation != nil || m.Dice != nil || m.Poll != nil || m.Story != nil ||
		m.PaidMedia != nil || m.Venue != nil || m.Checklist != nil
}

func (b *Bot) receiveMessage(m *models.Message) (intake.Incoming, bool) {
	me := b.self()
	private := m.Chat.Type == models.ChatTypePrivate
	if b.isOthers(m, me) || !private && m.Chat.Type != models.ChatTypeGroup && m.Chat.Type != models.ChatTypeSupergroup {
		return intake.Incoming{}, false
	}
	text, entities := m.Text, m.Entities
	if text == "" {
		text, entities = m.Caption, m.CaptionEntities
	}
	text, addressed := withoutMention(text, entities, me)
	if m.ReplyToMessage != nil && m.ReplyToMessage.From != nil && m.ReplyToMessage.From.ID == me.ID {
		addressed = true
	}
	c, isCommand := parseCommand(text)
	if isCommand && c.bot == "" && isKnown(c, b.set.Commands) {
		addressed = true // Telegram itself keeps commands from bots that are not meant
	}
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
	if !private && !addressed {
		return intake.Incoming{}, false
	}
	in := b.incoming(m.Chat, topic(m), *m.From)
	in.Request.Text = text
	in.Request.Sent = time.Unix(int64(m.Date), 0)
	if !private {
		in.Address = strconv.Itoa(m.ID)
	}
	switch {
	case text != "":
	case m.Location != nil && private:
		// A location shared in a group is for its people; a live one tells the
		// way somebody goes, of which the beginning is enough.
		in.Request.Point = &handlers.SharedPoint{Lat: m.Location.Latitude, Lon: m.Location.Longitude}
	case isWordless(m) && !(m.MediaGroupID != "" && b.seen.holds(albumKey(m), "")): // of an album, once
		in.Request.Recording = recording(m)
		in.Request.Wordless = in.Request.Recording == nil
	default:
		return intake.Incoming{}, false
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
	r.Group = chat.Type != models.ChatTypePrivate
	if !r.Group {
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
