package telegram

import (
	"encoding/json"
	"fmt"

	"vanthu/bot/wording"
	"vanthu/corpus/lang"
	"vanthu/handlers"
	"vanthu/handlers/delivery"
)

// message is one message as Render gives it and Deliver takes it. Buttons hold
// their plain actions: they are signed when they are sent, for the chat that
// they are sent to.
type message struct {
	HTML  string         `json:"html,omitempty"`
	Plain string         `json:"plain,omitempty"` // the same without markup
	Rows  [][]button     `json:"rows,omitempty"`
	File  *handlers.File `json:"file,omitempty"`  // instead of a text
	Draft bool           `json:"draft,omitempty"` // will be replaced soon, by this or another text
	Rich  string         `json:"rich,omitempty"`  // a rich message, instead of a text
	RTL   bool           `json:"rtl,omitempty"`   // the rich message runs from right to left
	Parts []message      `json:"parts,omitempty"` // the ordinary messages that stand for it
}

type button struct {
	Label  string `json:"label"`
	Action string `json:"action"`
}

// Render implements delivery.Platform: texts split at blocks, of which the
// last has the buttons, and then the file.
func (b *Bot) Render(to handlers.Conversation, r handlers.Reply) ([]json.RawMessage, error) {
	at, err := parsePlace(to.ID)
	if err != nil {
		return nil, fmt.Errorf("render for Telegram: the conversation's ID is not of the form chat/topic: %w", err)
	}
	messages := b.messages(r)
	if b.isRich(r, messages) {
		if html, ok := b.richHTML(r); ok {
			messages = []message{{Rich: html, RTL: lang.RightToLeft(r.Language), Parts: messages}}
		}
	}
	if r.File != nil && len(r.File.Data) > 0 {
		messages = append(messages, message{File: r.File})
	}
	if len(messages) == 0 {
		return nil, fmt.Errorf("render for Telegram: %w", ErrEmpty)
	}
	last := &messages[len(messages)-1]
	if last.File != nil && len(messages) > 1 {
		last = &messages[len(messages)-2]
	}
	last.Rows = b.rows(r)
	messages[0].Draft = !r.Final && len(messages) == 1 && at.private() && last.Rows == nil && last.File == nil
	out := make([]json.RawMessage, len(messages))
	for i, m := range messages {
		if out[i], err = json.Marshal(m); err != nil {
			return nil, fmt.Errorf("render for Telegram: %w", err)
		}
	}
	return out, nil
}

// messages renders the text of a reply as the messages that it takes.
func (b *Bot) messages(r handlers.Reply) []message {
	return pack(b.blocks(r), maxMessage, wording.Opening(r.Language))
}

// read gives a message as Render wrote it.
func read(p delivery.Parcel) (m message, at place, err error) {
	if at, err = parsePlace(p.To.ID); err != nil {
		return m, at, fmt.Errorf("the conversation's ID is not of the form chat/topic: %w", err)
	}
	if err = json.Unmarshal(p.Message, &m); err != nil {
		return m, at, fmt.Errorf("the stored message is unreadable: %w", err)
	}
	if m.File == nil && m.HTML == "" && len(m.Parts) == 0 {
		return m, at, ErrEmpty
	}
	return m, at, nil
}
