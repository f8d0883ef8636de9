package discord

import (
	"strings"

	"vanthu/bot/wording"
)

// Limits of forms, https://discord.com/developers/docs/components/reference.
const (
	maxTitle = 45   // characters of a form's title and of a field's label
	maxInput = 4000 // characters that a field takes
)

const inputID = "words"

// A form asks for words: one field, since the library's newer kinds of fields
// are not known to all clients.
type (
	formData struct {
		ID         string      `json:"custom_id"`
		Title      string      `json:"title"`
		Components []container `json:"components"`
	}
	textInput struct {
		Type     int    `json:"type"`
		ID       string `json:"custom_id"`
		Style    int    `json:"style"`
		Label    string `json:"label"`
		Min      int    `json:"min_length"`
		Max      int    `json:"max_length"`
		Required bool   `json:"required"`
	}
)

// Styles of a field: one line, or several.
const (
	inputShort = 1
	inputLong  = 2
	shortInput = 100 // characters that one line is enough for
)

// form gives the form that a button opens, nil where it opens none. What is
// filled in comes back with the button's data.
func (b *Bot) form(action, data, language string) *answer {
	if b.Asks == nil {
		return nil
	}
	ask, ok := b.Asks(action, language)
	if !ok || wording.Clean(ask.Title) == "" || wording.Clean(ask.Label) == "" {
		return nil
	}
	limit := ask.Limit
	if limit <= 0 || limit > maxInput {
		limit = maxInput
	}
	input := textInput{Type: typeInput, ID: inputID, Style: inputShort, Label: shorten(wording.Clean(ask.Label), maxTitle), Min: 1, Max: limit, Required: true}
	if limit > shortInput {
		input.Style = inputLong
	}
	return &answer{answerForm, formData{data, shorten(wording.Clean(ask.Title), maxTitle), []container{{typeRow, []any{input}}}}}
}

// written gives the words that a form was filled in with.
func (i *interaction) written() string {
	for _, row := range i.Data.Rows {
		for _, c := range row.Components {
			if text := strings.TrimSpace(c.Value); text != "" {
				return text
			}
		}
	}
	return ""
}
