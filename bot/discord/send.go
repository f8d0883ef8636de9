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
	Flags       discordgo.MessageFlags `json:"flags,omitempty"`
	Mentions    mentions               `json:"allowed_mentions"`
	Answers     *answers               `json:"message_reference,omitempty"`
	Nonce       string                 `json:"nonce,omitempty"`
	Once        bool                   `json:"enforce_nonce,omitempty"`
	Attachments []attachment           `json:"attachments,omitempty"`
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
	plain   bool // it must be plain text
}

// write sends or edits a message: made of components where Discord takes
// that, else as text with markup. A Discord that refused components once, and
// took the same as text, is not asked for them again.
func (b *Bot) write(ctx context.Context, method, path string, m rendered, o options) (sentID, error) {
	rich := o.rich || !o.plain && !b.flat.Load()
	sent, err := b.put(ctx, method, path, m, m.outgoing(rich, o))
	if err == nil || !rich || o.rich || !isStatus(err, http.StatusBadRequest) || isCode(err, codeAcknowledged) {
		return sentID{message: sent, rich: rich}, err
	}
	sent, again := b.put(ctx, method, path, m, m.outgoing(false, o))
	if again != nil {
		return sentID{}, again
	}
	b.flat.Store(true)
	b.Log.Warn("Discord takes no messages made of components; they are sent as text from now on", "cause", err)
	return sentID{message: sent}, nil
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

// outgoing gives the body of a message in either form.
func (m rendered) outgoing(rich bool, o options) outgoing {
	out := outgoing{Components: m.rows(), Mentions: mentions{[]string{}}, Nonce: o.nonce, Once: o.nonce != ""}
	if rich {
		out.Components = append(m.layout(), out.Components...)
		out.Flags = flagComponents
	} else {
		text := m.content()
		out.Content = &text
		out.Flags = discordgo.MessageFlagsSuppressEmbeds
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
