package discordtest

import (
	"bytes"
	"encoding/json"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"slices"
	"strings"
	"unicode/utf8"
)

// Limits that the real server enforces.
const (
	maxContent    = 2000
	maxText       = 4000
	maxEmbed      = 4096
	maxComponents = 40
	maxUpload     = 10 << 20
	ephemeral     = 1 << 6
	components    = 1 << 15
)

// component is any component.
type component struct {
	Type       int         `json:"type"`
	Components []component `json:"components"`
	Label      string      `json:"label"`
	ID         string      `json:"custom_id"`
	Text       string      `json:"content"`
	Style      int         `json:"style"`
	Min        int         `json:"min_length"`
	Max        int         `json:"max_length"`
	Options    []struct {
		Label string `json:"label"`
		Value string `json:"value"`
	} `json:"options"`
	File struct {
		URL string `json:"url"`
	} `json:"file"`
}

type body struct {
	Content *string `json:"content"`
	Embeds  []struct {
		Text string `json:"description"`
	} `json:"embeds"`
	Flags      int         `json:"flags"`
	Components []component `json:"components"`
	Mentions   *struct {
		Parse []string `json:"parse"`
	} `json:"allowed_mentions"`
	Reference *struct {
		Message string `json:"message_id"`
		Must    *bool  `json:"fail_if_not_exists"`
	} `json:"message_reference"`
	Nonce       string `json:"nonce"`
	Enforce     bool   `json:"enforce_nonce"`
	Attachments []struct {
		ID   int    `json:"id"`
		Name string `json:"filename"`
	} `json:"attachments"`
}

// content reads and checks a message.
func (s *Server) content(c call) (Message, *refusal) {
	payload, file, refused := unpack(c)
	if refused != nil {
		return Message{}, refused
	}
	var in body
	if json.Unmarshal(payload, &in) != nil || utf8.RuneCountInString(in.Nonce) > 25 {
		return Message{}, invalidForm
	}
	m := Message{File: file, Nonce: in.Nonce, Rich: in.Flags&components != 0, Ephemeral: in.Flags&ephemeral != 0,
		Quiet: (in.Flags&4 != 0 || in.Flags&components != 0) && in.Mentions != nil && in.Mentions.Parse != nil && len(in.Mentions.Parse) == 0}
	if file != nil && (len(in.Attachments) != 1 || in.Attachments[0].Name != file.Name) {
		return Message{}, invalidForm
	}
	s.mu.Lock()
	flat, bare := s.flat, s.bare
	s.mu.Unlock()
	ok := false
	switch {
	case !m.Rich:
		if in.Content != nil {
			m.Content = *in.Content
		}
		for _, e := range in.Embeds {
			if bare || in.Flags&4 != 0 || !between(e.Text, maxEmbed) {
				return Message{}, invalidForm
			}
			m.Embedded, m.Quiet = true, in.Mentions != nil && in.Mentions.Parse != nil && len(in.Mentions.Parse) == 0
			m.Content += e.Text
		}
		if strings.TrimSpace(m.Content) == "" {
			return Message{}, &refusal{400, 50006, "Cannot send an empty message"}
		}
		ok = (m.Embedded || utf8.RuneCountInString(m.Content) <= maxContent) && len(in.Components) <= 5
		for _, r := range in.Components {
			ok = ok && r.Type == 1 && m.row(r)
		}
	case !flat && in.Content == nil && in.Embeds == nil:
		ok = m.rich(in.Components)
	}
	seen := map[string]bool{}
	for _, b := range m.Buttons {
		ok = ok && !seen[b.ID]
		seen[b.ID] = true
	}
	if !ok {
		return Message{}, invalidForm
	}
	if in.Reference != nil {
		m.AnswerTo = in.Reference.Message
	}
	if !in.Enforce {
		m.Nonce = ""
	}
	return m, nil
}

// rich reads the components that a message is made of.
func (m *Message) rich(top []component) bool {
	total, count := 0, 0
	var texts []string
	files := 0
	var read func(list []component, within int) bool
	read = func(list []component, within int) bool {
		for _, c := range list {
			count++
			switch {
			case c.Type == 1:
				count += len(c.Components)
				if !m.row(c) {
					return false
				}
			case c.Type == 10 && c.Text != "":
				total += utf8.RuneCountInString(c.Text)
				texts = append(texts, c.Text)
			case c.Type == 13 && m.File != nil && c.File.URL == "attachment://"+m.File.Name:
				files++
			case c.Type == 14:
			case c.Type == 17 && within == 0 && len(c.Components) > 0:
				m.Boxes++
				if !read(c.Components, 17) {
					return false
				}
			default:
				return false
			}
		}
		return true
	}
	ok := len(top) > 0 && read(top, 0) && count <= maxComponents && total <= maxText && (files == 1) == (m.File != nil)
	m.Content = strings.Join(texts, "\n\n")
	return ok && len(texts) > 0
}

// row reads a row of buttons or a list to choose from.
func (m *Message) row(r component) bool {
	if len(r.Components) < 1 || len(r.Components) > 5 {
		return false
	}
	for _, c := range r.Components {
		switch {
		case c.Type == 2 && between(c.ID, 100) && between(c.Label, 80) && c.Style >= 1 && c.Style <= 4:
			m.Buttons = append(m.Buttons, Button{Label: c.Label, ID: c.ID})
		case c.Type == 3 && len(r.Components) == 1 && between(c.ID, 100) && len(c.Options) >= 1 && len(c.Options) <= 25:
			for _, o := range c.Options {
				if !between(o.Label, 100) || !between(o.Value, 100) {
					return false
				}
				m.Buttons = append(m.Buttons, Button{Label: o.Label, ID: o.Value, Listed: true})
			}
		default:
			return false
		}
	}
	return true
}

// between reports whether a text has 1 to limit characters.
func between(s string, limit int) bool {
	return strings.TrimSpace(s) != "" && utf8.RuneCountInString(s) <= limit
}

// unpack gives the JSON of a call and the file that came with it.
func unpack(c call) (json.RawMessage, *File, *refusal) {
	kind, params, err := mime.ParseMediaType(c.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/form-data" {
		return c.body, nil, nil
	}
	var payload json.RawMessage
	var file *File
	for parts := multipart.NewReader(bytes.NewReader(c.body), params["boundary"]); ; {
		part, err := parts.NextPart()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, nil, invalidForm
		}
		data, err := io.ReadAll(part)
		switch {
		case err != nil:
			return nil, nil, invalidForm
		case part.FormName() == "payload_json":
			payload = data
		case part.FormName() == "files[0]" && part.FileName() != "":
			file = &File{part.FileName(), part.Header.Get("Content-Type"), data}
		}
	}
	switch {
	case payload == nil || file == nil:
		return nil, nil, invalidForm
	case len(file.Data) > maxUpload:
		return nil, nil, &refusal{http.StatusRequestEntityTooLarge, 40005, "Request entity too large"}
	}
	return payload, file, nil
}

// readAnswer reads the first answer to an interaction of a kind: 2 a command,
// 3 a button, 4 words being typed, 5 a form.
func readAnswer(data json.RawMessage, kind int) (Answer, bool) {
	var in struct {
		Type int `json:"type"`
		Data struct {
			Content    string      `json:"content"`
			Flags      int         `json:"flags"`
			ID         string      `json:"custom_id"`
			Title      string      `json:"title"`
			Components []component `json:"components"`
			Choices    *[]struct {
				Name  string `json:"name"`
				Value string `json:"value"`
			} `json:"choices"`
		} `json:"data"`
	}
	if json.Unmarshal(data, &in) != nil {
		return Answer{}, false
	}
	a := Answer{Type: in.Type, Content: in.Data.Content, Ephemeral: in.Data.Flags&ephemeral != 0}
	fits := map[int][]int{4: {2, 3, 5}, 5: {2, 3, 5}, 6: {3, 5}, 8: {4}, 9: {2, 3}}
	if !slices.Contains(fits[in.Type], kind) {
		return Answer{}, false
	}
	switch in.Type {
	case 4:
		return a, between(a.Content, maxContent)
	case 8:
		if in.Data.Choices == nil || len(*in.Data.Choices) > 25 {
			return Answer{}, false
		}
		for _, c := range *in.Data.Choices {
			if !between(c.Name, 100) || !between(c.Value, 100) {
				return Answer{}, false
			}
			a.Choices = append(a.Choices, [2]string{c.Name, c.Value})
		}
	case 9:
		rows := in.Data.Components
		if !between(in.Data.ID, 100) || !between(in.Data.Title, 45) || len(rows) < 1 || len(rows) > 5 {
			return Answer{}, false
		}
		for _, r := range rows {
			if r.Type != 1 || len(r.Components) != 1 {
				return Answer{}, false
			}
			f := r.Components[0]
			if f.Type != 4 || !between(f.ID, 100) || !between(f.Label, 45) || f.Style < 1 || f.Style > 2 || f.Max < 1 || f.Max > 4000 || f.Min > f.Max {
				return Answer{}, false
			}
			a.Form = Form{in.Data.ID, in.Data.Title, f.Label, f.Max}
		}
	}
	return a, true
}
