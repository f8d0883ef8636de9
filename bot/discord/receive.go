package discord

import (
	"encoding/json"
	"strings"

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
	Referenced *struct {
		Author *user `json:"author"`
	} `json:"referenced_message"`
}

type user struct {
	ID  string `json:"id"`
	Bot bool   `json:"bot"`
}

// interaction is what we read of a slash command or a pressed button.
type interaction struct {
	ID          string                    `json:"id"`
	Application string                    `json:"application_id"`
	Type        discordgo.InteractionType `json:"type"`
	Token       string                    `json:"token"`
	Channel     string                    `json:"channel_id"`
	Guild       string                    `json:"guild_id"`
	Context     int                       `json:"context"`
	Locale      string                    `json:"locale"`
	User        *user                     `json:"user"` // in direct messages
	Member      *struct {
		User *user `json:"user"`
	} `json:"member"` // in servers
	Data struct {
		Name    string `json:"name"`
		Custom  string `json:"custom_id"`
		Options []struct {
			Name  string          `json:"name"`
			Value json.RawMessage `json:"value"`
		} `json:"options"`
	} `json:"data"`
}

// deferred gives the type of the first answer: "thinking…" for a command,
// nothing visible for a button.
func (i *interaction) deferred() discordgo.InteractionResponseType {
	if i.Type == discordgo.InteractionMessageComponent {
		return discordgo.InteractionResponseDeferredMessageUpdate
	}
	return discordgo.InteractionResponseDeferredChannelMessageWithSource
}

// receiveMessage turns a message into a request; false: it is not for us.
func (b *Bot) receiveMessage(m *message) (intake.Incoming, bool) {
	if m.ID == "" || m.Channel == "" || m.Author == nil || m.Author.ID == "" || m.Author.Bot || m.Webhook != "" {
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
	text := strings.TrimSpace(strings.NewReplacer("<@"+me+">", " ", "<@!"+me+">", " ").Replace(m.Content))
	if !addressed || text == "" {
		return intake.Incoming{}, false
	}
	in := b.incoming("m:"+m.ID, m.Channel, m.Author.ID, "", m.Guild == "")
	in.Request.Text = normal(text)
	if m.Guild != "" {
		in.Address = address{kind: addressMessage, id: m.ID}.String()
	}
	return in, true
}

// receiveInteraction turns a command or a pressed button into a request.
func (b *Bot) receiveInteraction(i *interaction) (intake.Incoming, bool) {
	who := i.User
	if i.Member != nil && i.Member.User != nil {
		who = i.Member.User
	}
	if i.ID == "" || i.Token == "" || i.Channel == "" || who == nil || who.ID == "" {
		return intake.Incoming{}, false
	}
	in := b.incoming("i:"+i.ID, i.Channel, who.ID, i.Locale, i.Guild == "" && i.Context != contextPrivateChannel)
	a := address{id: i.ID, application: i.Application, token: i.Token}
	switch i.Type {
	case discordgo.InteractionApplicationCommand:
		a.kind = addressCommand
		in.Request.Text = b.commandText(i)
	case discordgo.InteractionMessageComponent:
		a.kind = addressButton
		if len(i.Data.Custom) <= maxAction {
			in.Request.Action = i.Data.Custom
		}
	}
	in.Address = a.String()
	return in, in.Request.Text != "" || in.Request.Action != ""
}

// commandText gives a slash command as the product reads it: "/name words",
// or the words alone where they are the request.
func (b *Bot) commandText(i *interaction) string {
	if i.Data.Name == "" {
		return ""
	}
	var words string
	for _, o := range i.Data.Options {
		var text string
		if json.Unmarshal(o.Value, &text) == nil {
			words = strings.TrimSpace(text)
			break
		}
	}
	for _, c := range b.set.Commands {
		if c.Name == i.Data.Name && c.Question && words != "" {
			return words
		}
	}
	return strings.TrimSpace("/" + i.Data.Name + " " + words)
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

// contextPrivateChannel is the context of an interaction in a conversation of
// people among themselves, who have the bot as an app of their own.
const contextPrivateChannel = 2

// incoming fills in where a request came from and who asks. Only a person who
// is alone with the bot is a viewer: whatever they may see, everybody else in
// a channel would read in the answer.
func (b *Bot) incoming(id, channel, person, locale string, alone bool) intake.Incoming {
	r := handlers.Request{
		Conversation: handlers.Conversation{Platform: Platform, ID: channel},
		Person:       Platform + ":" + person,
		Role:         b.role(person),
		Hint:         language(locale),
	}
	if alone {
		r.Viewer = corpus.Viewer{Person: r.Person, Agency: r.Role == handlers.Admin}
	}
	return intake.Incoming{ID: Platform + ":" + id, Request: r}
}
