package discord

import (
	"strings"
	"unicode/utf8"

	"vanthu/handlers"
)

// Limits of messages made of components,
// https://discord.com/developers/docs/components/reference.
const (
	maxText        = 4000    // characters of all text of a message; ours have at most maxContent, so that they can be sent either way
	maxComponents  = 40      // of a message, those within others included
	maxOptions     = 25      // of a list to choose from
	maxOption      = 100     // characters of the label and of the value of an option
	flagComponents = 1 << 15 // of a message made of components
)

// Types of components.
const (
	typeRow       = 1
	typeButton    = 2
	typeSelect    = 3
	typeInput     = 4
	typeText      = 10
	typeFile      = 13
	typeSeparator = 14
	typeContainer = 17
)

// selectID is the ID of a list to choose from: what was chosen tells the rest.
const selectID = "choose"

// rendered is one message, as Bot.Render gives it: neutral of the shape that it
// is sent in.
type rendered struct {
	Parts   []stretch      `json:"parts"`
	More    *choice        `json:"more,omitempty"`    // the button for the rest, alone in a row
	Buttons []choice       `json:"buttons,omitempty"` // more than rowButtons become a list to choose from
	File    *handlers.File `json:"file,omitempty"`
	Thread  string         `json:"thread,omitempty"` // the name of the thread that this message belongs in, where the conversation has threads
}

// stretch is text with markup.
type stretch struct {
	Text  string `json:"text"`
	Quote bool   `json:"quote,omitempty"` // words of a document, with their source
	Note  bool   `json:"note,omitempty"`  // a remark on what stands before
}

// choice is a next step; its ID is signed.
type choice struct {
	Label string `json:"label"`
	ID    string `json:"id"`
}

type (
	textDisplay struct {
		Type int    `json:"type"`
		Text string `json:"content"`
	}
	container struct {
		Type       int   `json:"type"`
		Components []any `json:"components"`
	}
	separator struct {
		Type    int  `json:"type"`
		Divider bool `json:"divider"`
	}
	button struct {
		Type  int    `json:"type"`
		Style int    `json:"style"`
		Label string `json:"label"`
		ID    string `json:"custom_id"`
	}
	selection struct {
		Type    int      `json:"type"`
		ID      string   `json:"custom_id"`
		Options []option `json:"options"`
	}
	option struct {
		Label string `json:"label"`
		Value string `json:"value"`
	}
	fileDisplay struct {
		Type int `json:"type"`
		File struct {
			URL string `json:"url"`
		} `json:"file"`
	}
)

const secondary = 2 // the style of a button that does not press anybody

// layout gives the text and the file of a message as components: a quotation
// stands in a box of its own, a remark below a line.
func (m rendered) layout() []any {
	room := maxComponents - countComponents(m.rows()) - 1 // the file
	var out []any
	for i, p := range m.Parts {
		if room < 5 { // what is left, in one
			out = append(out, textDisplay{typeText, rendered{Parts: m.Parts[i:]}.content()})
			break
		}
		text := textDisplay{typeText, p.Text}
		switch {
		case p.Quote:
			out = append(out, container{typeContainer, []any{text}})
			room -= 2
		case p.Note && i > 0:
			out = append(out, separator{typeSeparator, true}, text)
			room -= 2
		default:
			out = append(out, text)
			room--
		}
	}
	if m.File != nil {
		f := fileDisplay{Type: typeFile}
		f.File.URL = "attachment://" + m.File.Name
		out = append(out, f)
	}
	return out
}

// countComponents counts rows and what is in them.
func countComponents(rows []any) int {
	n := 0
	for _, r := range rows {
		n += 1 + len(r.(container).Components)
	}
	return n
}

// rows lays out what can be pressed; never nil, so that an edit removes what
// was there.
func (m rendered) rows() []any {
	rows := []any{}
	row := func(c ...any) { rows = append(rows, container{typeRow, c}) }
	press := func(c choice) any { return button{typeButton, secondary, c.Label, c.ID} }
	if len(m.Buttons) > rowButtons {
		if m.More != nil {
			row(press(*m.More))
		}
		list := selection{Type: typeSelect, ID: selectID}
		for _, c := range m.Buttons {
			list.Options = append(list.Options, option{c.Label, c.ID})
		}
		row(list)
		return rows
	}
	var all []any
	if m.More != nil {
		all = append(all, press(*m.More))
	}
	for _, c := range m.Buttons {
		all = append(all, press(c))
	}
	for len(all) > 0 {
		n := min(len(all), rowButtons)
		row(all[:n]...)
		all = all[n:]
	}
	return rows
}

// shorten cuts a text to so many characters.
func shorten(s string, limit int) string {
	if utf8.RuneCountInString(s) <= limit {
		return s
	}
	return strings.TrimSpace(string([]rune(s)[:limit-1])) + "…"
}
