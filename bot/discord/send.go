package discord

import (
	"context"
	"net/http"
	"strings"

	"github.com/bwmarrin/discordgo"
)

// Codes of Discord's REST API,
// https://discord.com/developers/docs/topics/opcodes-and-status-codes#json.
const (
	codeUnknownChannel     = 10003
	codeUnknownGuild       = 10004
	codeUnknownMessage     = 10008
	codeUnknownUser        = 10013
	codeUnknownWebhook     = 10015
	codeUnknownInteraction = 10062
	codeAcknowledged       = 40060
	codeMissingAccess      = 50001
	codeCannotSendToUser   = 50007
	codeMissingPermissions = 50013
	codeInvalidToken       = 50027 // of an interaction older than 15 minutes
	codeNoMutualServers    = 50278 // with the person: no direct message is possible
	codeHasThread          = 160004
)

// outgoing is the body of a message that is sent or edited.
type outgoing struct {
	Content     *string                `json:"content,omitempty"`
	Components  []any                  `json:"components"`
	Embeds      *[]embed               `json:"embeds,omitempty"`
	Flags       discordgo.MessageFlags `json:"flags"`
	Mentions    mentions               `json:"allowed_mentions"`
	Answers     *answers               `json:"message_reference,omitempty"`
	Nonce       string                 `json:"nonce,omitempty"`
	Once        bool                   `json:"enforce_nonce,omitempty"`
	Attachments []attachment           `json:"attachments,omitempty"`
}

// embed is a box with text in it.
type embed struct {
	Text string `json:"description"`
}

// mentions says whom a message may call; nobody.
type mentions struct {
	Parse []string `json:"parse"`
}

type answers struct {
	Message string `json:"message_id"`
	Must    bool   `json:"fail_if_not_exists"`
}

type attachment struct {
	ID   int    `json:"id"` // of the part of the upload
	Name string `json:"filename"`
}

// options are what a message has beside its text.
type options struct {
	answers string // ID of the message that it points at
	nonce   string
	hidden  bool // only the person who began the interaction sees it
	edits   bool // the message is there already
	rich    bool // it must be made of components
	plain   bool // it must not be made of components
}

// shape is what a message is made of, from the best.
type shape int32

const (
	asComponents shape = iota
	asEmbed            // one box with all of the text
	asText
)

// shapeTries is how often in a row Discord may refuse a shape, and take a
// lesser one, before it is no longer asked for the better.
const shapeTries = 3

// write sends or edits a message: made of components where Discord takes
// that, else as a box, else as text with markup.
func (b *Bot) write(ctx context.Context, method, path string, m rendered, o options) (sentID, error) {
	best := shape(b.shape.Load())
	switch {
	case o.rich:
		best = asComponents
	case o.plain:
		best = max(best, asEmbed)
	}
	var cause error
	for s := best; ; s++ {
		sent, err := b.put(ctx, method, path, m, m.outgoing(s, o))
		if err == nil {
			if !o.rich && !o.plain {
				b.took(s, best, cause)
			}
			return sentID{message: sent, rich: s == asComponents}, nil
		}
		if s == asText || o.rich || !isStatus(err, http.StatusBadRequest) || isCode(err, codeAcknowledged) {
			return sentID{}, err
		}
		cause = err
	}
}

// took notes which shape Discord took of a message, and why not the best.
func (b *Bot) took(s, best shape, cause error) {
	if s == best {
		b.refusals.Store(0)
		return
	}
	if b.refusals.Add(1) < shapeTries {
		b.Log.Warn("Discord takes a message in a plainer shape alone", "cause", cause)
		return
	}
	b.refusals.Store(0)
	b.shape.Store(int32(s))
	b.Log.Warn("Discord takes no messages of the better shapes; they are plainer from now on", "cause", cause)
}

func (b *Bot) put(ctx context.Context, method, path string, m rendered, body outgoing) (id string, err error) {
	var sent struct {
		ID string `json:"id"`
	}
	var payload any = body
	if m.File != nil {
		payload = upload{body, *m.File}
	}
	err = b.client.once(ctx, method, path, payload, &sent)
	return sent.ID, err
}

// outgoing gives the body of a message in one of its shapes.
func (m rendered) outgoing(as shape, o options) outgoing {
	out := outgoing{Components: m.rows(), Mentions: mentions{[]string{}}, Nonce: o.nonce, Once: o.nonce != ""}
	text, none := m.content(), ""
	switch as {
	case asComponents:
		out.Components = append(m.layout(), out.Components...)
		out.Flags = flagComponents
	case asEmbed:
		out.Content, out.Embeds = &none, &[]embed{{text}}
	default:
		out.Content = &text
		out.Flags = discordgo.MessageFlagsSuppressEmbeds
		if o.edits {
			out.Embeds = &[]embed{} // a box that was there goes
		}
	}
	if o.hidden && !o.edits {
		out.Flags |= discordgo.MessageFlagsEphemeral
	}
	if o.answers != "" {
		out.Answers = &answers{Message: o.answers}
	}
	if m.File != nil {
		out.Attachments = []attachment{{Name: m.File.Name}}
	}
	return out
}

// content gives a message as one text.
func (m rendered) content() string {
	texts := make([]string, len(m.Parts))
	for i, p := range m.Parts {
		texts[i] = p.Text
	}
	return strings.Join(texts, blockGap)
}
