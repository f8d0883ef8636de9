package discord

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"vanthu/corpus"
	"vanthu/handlers"
	"vanthu/handlers/intake"
)

// message is what we read of a message. discordgo's type refuses a whole
// message for one component that it does not know.
type message struct {
	ID         string                `json:"id"`
	Channel    string                `json:"channel_id"`
	Guild      string                `json:"guild_id"` // empty in direct messages
	Webhook    string                `json:"webhook_id"`
	Type       discordgo.MessageType `json:"type"`
	Content    string                `json:"content"`
	Author     *user                 `json:"author"`
	Mentions   []user                `json:"mentions"`
	Sent       time.Time             `json:"timestamp"`
	Edited     *time.Time            `json:"edited_timestamp"`
	Files      []json.RawMessage     `json:"attachments"`
	Stickers   []json.RawMessage     `json:"sticker_items"`
	Referenced *struct {
		Author *user `json:"author"`
	} `json:"referenced_message"`
}

type user struct {
	ID  string `json:"id"`
	Bot bool   `json:"bot"`
}

// maxEdit is how long after a message what its writer changes in it counts.
// Later Discord sends changes that nobody made, of links and threads.
const maxEdit = time.Hour

// receiveMessage turns a message into a request: any in direct messages; in
// servers those that call the bot by name or answer it, in threads too, since
// of others Discord does not tell the words.
func (b *Bot) receiveMessage(m *message) (intake.Incoming, bool) {
	if m.ID == "" || m.Channel == "" || m.Webhook != "" || m.Author == nil || m.Author.ID == "" || m.Author.Bot {
		return intake.Incoming{}, false
	}
	if m.Type != discordgo.MessageTypeDefault && m.Type != discordgo.MessageTypeReply {
		return intake.Incoming{}, false
	}
	me := b.self()
	addressed := m.Guild == "" || m.Referenced != nil && m.Referenced.Author != nil && m.Referenced.Author.ID == me
	for _, u := range m.Mentions {
		addressed = addressed || u.ID == me
	}
	if m.Author.ID == me || !addressed {
		return intake.Incoming{}, false
	}
	in := b.incoming("m:"+m.ID, conversation(m.Channel, m.Author.ID, false), m.Author.ID, "", m.Guild == "")
	r := &in.Request
	text := strings.TrimSpace(strings.NewReplacer("<@"+me+">", " ", "<@!"+me+">", " ").Replace(m.Content))
	switch {
	case text != "":
		r.Text = normal(text)
	case len(m.Files) > 0 || len(m.Stickers) > 0:
		r.Recording = m.recording()
		r.Wordless = r.Recording == nil
	default:
		return intake.Incoming{}, false
	}
	r.Group = m.Guild != ""
	if r.Sent = m.Sent; r.Sent.IsZero() {
		r.Sent = made(m.ID)
	}
	if m.Guild != "" {
		in.Address = address{kind: addressMessage, id: m.ID, person: m.Author.ID}.String()
	}
	return in, true
}

// receiveEdit turns a changed message into a request. Each change is a request
// of its own; the same change told twice is the same.
func (b *Bot) receiveEdit(m *message) (intake.Incoming, bool) {
	if m.Edited == nil {
		return intake.Incoming{}, false
	}
	in, ok := b.receiveMessage(m)
	if !ok || in.Request.Recording != nil || m.Edited.Sub(in.Request.Sent) > maxEdit {
		return intake.Incoming{}, false
	}
	in.ID = fmt.Sprintf("%s:%d", in.ID, m.Edited.UnixMilli())
	in.Request.Edited, in.Request.Sent = true, *m.Edited
	return in, true
}

// normal gives a typed "/Name  words" the form of a slash command.
func normal(text string) string {
	if !strings.HasPrefix(text, "/") {
		return text
	}
	name, words, _ := strings.Cut(text[1:], " ")
	if name == "" || strings.Trim(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-") != "" || strings.ContainsAny(name[:1], "0123456789") {
		return text
	}
	return strings.TrimSpace("/" + strings.ToLower(name) + " " + strings.TrimSpace(words))
}

// incoming fills in where a request came from and who asks. Only a person who
// is alone with the bot is a viewer: whatever they may see, everybody else in
// a channel would read in the answer.
func (b *Bot) incoming(id string, in handlers.Conversation, person, locale string, alone bool) intake.Incoming {
	r := handlers.Request{
		Conversation: in,
		Person:       Platform + ":" + person,
		Role:         b.role(person),
		Hint:         language(locale),
	}
	if alone {
		r.Viewer = b.viewer(person)
	}
	return intake.Incoming{ID: Platform + ":" + id, Request: r}
}

// viewer is a person who is alone with the bot.
func (b *Bot) viewer(person string) corpus.Viewer {
	return corpus.Viewer{Person: Platform + ":" + person, Agency: b.role(person) == handlers.Admin}
}
