package discord

import (
	"context"
	"encoding/json"
	"errors"
	"strings"

	"github.com/bwmarrin/discordgo"

	"vanthu/handlers"
	"vanthu/handlers/intake"
)

// interaction is what we read of a slash command, a pressed button, a choice
// from a list, a filled in form or the words typed so far.
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
	Place *struct {
		Parent string `json:"parent_id"` // of a thread: its channel
	} `json:"channel"`
	Data struct {
		Name    string        `json:"name"`
		Custom  string        `json:"custom_id"`
		Values  []string      `json:"values"` // of a list to choose from
		Options []givenOption `json:"options"`
		Rows    []struct {
			Components []struct {
				Value string `json:"value"`
			} `json:"components"`
		} `json:"components"` // of a form
	} `json:"data"`
}

type givenOption struct {
	Name    string          `json:"name"`
	Value   json.RawMessage `json:"value"`
	Focused bool            `json:"focused"` // being typed
}

// words gives the option's words; false where it has something else.
func (o givenOption) words() (text string, ok bool) {
	return text, json.Unmarshal(o.Value, &text) == nil
}

// contextPrivateChannel is the context of an interaction in a conversation of
// people among themselves, who have the bot as an app of their own.
const contextPrivateChannel = 2

// who gives the person's ID; empty where it is not told.
func (i *interaction) who() string {
	switch {
	case i.Member != nil && i.Member.User != nil:
		return i.Member.User.ID
	case i.User != nil:
		return i.User.ID
	}
	return ""
}

// hidden reports whether others are there, who do not see the answer.
func (i *interaction) hidden() bool { return i.Guild != "" || i.Context == contextPrivateChannel }

// whole reports whether all is there that an answer needs.
func (i *interaction) whole() bool {
	return i.ID != "" && i.Token != "" && i.Channel != "" && i.who() != "" && !strings.ContainsAny(i.ID+i.Application+i.Token+i.who(), " ")
}

// Types of first answers,
// https://discord.com/developers/docs/interactions/receiving-and-responding.
const (
	answerPong     = 1
	answerMessage  = 4
	answerThinking = 5 // "thinking…", which the reply takes the place of
	answerSilent   = 6 // nothing visible; the reply follows
	answerChoices  = 8
	answerForm     = 9
)

// answer is the first answer to an interaction.
type answer struct {
	Type int `json:"type"`
	Data any `json:"data,omitempty"`
}

type answerFlags struct {
	Flags discordgo.MessageFlags `json:"flags"`
}

type answerText struct {
	Content  string                 `json:"content"`
	Flags    discordgo.MessageFlags `json:"flags"`
	Mentions mentions               `json:"allowed_mentions"`
}

// told says something to one person alone; nothing where there are no words
// for it.
func told(words func(language string) string, i *interaction) *answer {
	if words == nil {
		if i.Type == discordgo.InteractionApplicationCommand {
			return nil
		}
		return &answer{Type: answerSilent}
	}
	return &answer{answerMessage, answerText{shorten(words(language(i.Locale)), maxContent), discordgo.MessageFlagsEphemeral, mentions{[]string{}}}}
}

// interact handles an interaction and gives its first answer, nil where it
// has none. What takes longer is with the intake by then, and the reply waits
// until kept is called. An error says that the interaction was not taken.
func (b *Bot) interact(ctx context.Context, to Intake, i *interaction, posted bool) (*answer, error) {
	if !i.whole() {
		return nil, nil
	}
	if i.Type == discordgo.InteractionApplicationCommandAutocomplete {
		return b.complete(ctx, i), nil
	}
	in, first := b.receiveInteraction(i, posted)
	if in.ID == "" {
		return first, nil
	}
	b.promise(i.ID)
	if err := to.Accept(ctx, in); err != nil {
		b.kept(i.ID)
		if errors.Is(err, intake.ErrFull) && b.Busy != nil {
			return told(b.Busy, i), nil
		}
		return nil, err
	}
	return first, nil
}

// receiveInteraction turns an interaction into a request and gives its first
// answer. Without an ID there is no request.
func (b *Bot) receiveInteraction(i *interaction, posted bool) (intake.Incoming, *answer) {
	who := i.who()
	a := address{id: i.ID, application: i.Application, token: i.Token, person: who, hidden: i.hidden(), posted: posted}
	in := b.incoming("i:"+i.ID, conversation(i.Channel, who, i.hidden()), who, i.Locale, !i.hidden())
	r := &in.Request
	r.Sent = made(i.ID)
	first := &answer{Type: answerSilent}
	switch i.Type {
	case discordgo.InteractionApplicationCommand:
		if r.Text = b.commandText(i); r.Text == "" {
			return intake.Incoming{}, nil
		}
		a.kind = addressCommand
		if first.Type = answerThinking; a.hidden {
			first.Data = answerFlags{discordgo.MessageFlagsEphemeral}
		}
	case discordgo.InteractionMessageComponent, discordgo.InteractionModalSubmit:
		a.kind = addressButton
		data := i.Data.Custom
		if len(i.Data.Values) > 0 {
			data = i.Data.Values[0]
		}
		action, where, ok := b.opened(i, data)
		if !ok {
			return intake.Incoming{}, told(b.Stale, i)
		}
		r.Conversation, r.Action = where, action
		if i.Type == discordgo.InteractionModalSubmit {
			r.Text = i.written()
		} else if form := b.form(action, data, language(i.Locale)); form != nil {
			return intake.Incoming{}, form
		}
	default:
		return intake.Incoming{}, nil
	}
	r.Group = i.hidden() && !personal(r.Conversation)
	in.Address = a.String()
	return in, first
}

// opened gives the action of a button and the conversation that it belongs to:
// the channel's, what the person alone sees of it, or of a thread's channel
// where a long answer went into the thread.
func (b *Bot) opened(i *interaction, data string) (action string, in handlers.Conversation, ok bool) {
	places := []handlers.Conversation{conversation(i.Channel, "", false), conversation(i.Channel, i.who(), true)}
	if i.Place != nil && i.Place.Parent != "" && i.Guild != "" {
		places = append(places, conversation(i.Place.Parent, "", false))
	}
	for _, in := range places {
		if action, ok := b.signer.Open(in.ID, data); ok && len(action) <= handlers.MaxAction {
			return action, in, true
		}
	}
	return "", handlers.Conversation{}, false
}

// commandText gives a slash command as the product reads it: "/name words",
// or the words alone where they are the request.
func (b *Bot) commandText(i *interaction) string {
	if i.Data.Name == "" {
		return ""
	}
	var words string
	for _, o := range i.Data.Options {
		if text, ok := o.words(); ok {
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
