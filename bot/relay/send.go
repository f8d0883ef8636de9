package relay

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"vanthu/bot/split"
	"vanthu/corpus/lang"
	"vanthu/handlers"
	"vanthu/handlers/delivery"
)

// maxText is how many characters the text of one message has; messengers take
// 2,000 and more.
const maxText = 2000

// maxAnswer bounds the body of a relay's answer, in bytes.
const maxAnswer = 64 << 10

// Reply is one message to a person, as it is posted to a relay.
type Reply struct {
	Key          string   `json:"key"`               // the same in every attempt at this message: one that was taken is answered alike again
	Conversation string   `json:"conversation"`      // as the relay named it
	Answers      string   `json:"answers"`           // ID of the message that it answers
	Edits        string   `json:"edits,omitempty"`   // ID, as the relay gave it, of the message that it replaces
	Final        bool     `json:"final"`             // false: progress, which will be replaced
	Language     string   `json:"language"`          // of the words around quotations
	Direction    string   `json:"direction"`         // ltr, rtl
	Text         string   `json:"text"`              // the whole message as plain text, at most 2,000 characters
	Blocks       []Block  `json:"blocks"`            // the same for messengers with markup
	Buttons      []Button `json:"buttons,omitempty"` //
	File         *File    `json:"file,omitempty"`    //
}

// Block is a piece of a message.
type Block struct {
	Kind     string   `json:"kind"` // lead, text, quote, list, notice, code
	Text     string   `json:"text,omitempty"`
	Language string   `json:"language,omitempty"` // where it is not the message's
	Items    []string `json:"items,omitempty"`
	Source   string   `json:"source,omitempty"` // the line that says whose words a quotation is
	URL      string   `json:"url,omitempty"`    // of the source
}

// Button is a next step: its action comes back in Message.Action.
type Button struct {
	Label  string `json:"label"`
	Action string `json:"action"`
}

// File is a file that goes with a message; its data is in base64.
type File struct {
	Name string `json:"name"`
	Type string `json:"type"`
	Data []byte `json:"data"`
}

var kinds = map[handlers.BlockKind]string{handlers.Lead: "lead", handlers.Para: "text", handlers.Quote: "quote",
	handlers.List: "list", handlers.Notice: "notice", handlers.Code: "code"}

// style of a stretch of text is the block that it is from.
type style struct{ from handlers.Block }

// Render implements delivery.Platform: a message is a Reply without what
// depends on the attempt.
func (c *Channel) Render(_ handlers.Conversation, r handlers.Reply) ([]json.RawMessage, error) {
	var blocks []split.Block[style]
	for _, b := range r.Blocks {
		text := b.Text
		if b.Kind == handlers.List {
			text = strings.TrimPrefix(text+"\n• "+strings.Join(b.Items, "\n• "), "\n")
		}
		to := split.Block[style]{Main: split.Part[style]{Text: text, Style: style{b}}}
		if b.Kind == handlers.Quote {
			to.Main.Overhead = len("“”")
			if b.Source != nil {
				to.Tail = append(to.Tail, split.Part[style]{Text: strings.TrimSpace("\n" + b.Source.Line + "\n" + b.Source.URL), Overhead: 1})
			}
		}
		blocks = append(blocks, to)
	}
	var out []Reply
	for _, pieces := range split.Messages(blocks, split.Measure{Limit: maxText, Rune: func(rune) int { return 1 }, Gap: len("\n\n")}) {
		m := Reply{Language: r.Language, Direction: "ltr", Final: r.Final}
		if lang.RightToLeft(r.Language) {
			m.Direction = "rtl"
		}
		var texts []string
		for _, p := range pieces {
			b, text := block(p)
			m.Blocks = append(m.Blocks, b)
			texts = append(texts, text)
		}
		m.Text = strings.Join(texts, "\n\n")
		out = append(out, m)
	}
	if len(out) == 0 && r.File != nil {
		out = append(out, Reply{Language: r.Language, Direction: "ltr", Text: r.File.Name, Final: r.Final})
	}
	messages := make([]json.RawMessage, len(out))
	for i, m := range out {
		if i == len(out)-1 {
			m.Buttons = c.buttons(r)
			if r.File != nil {
				m.File = &File{r.File.Name, r.File.Type, r.File.Data}
			}
		}
		var err error
		if messages[i], err = json.Marshal(m); err != nil {
			return nil, fmt.Errorf("render for the relay: %w", err)
		}
	}
	return messages, nil
}

// block gives a piece of a reply, and as plain text.
func block(p split.Block[style]) (Block, string) {
	from := p.Main.Style.from
	b := Block{Kind: kinds[from.Kind], Text: p.Main.Text, Language: from.Lang}
	text := p.Main.Text
	switch from.Kind {
	case handlers.List:
		b.Text, b.Items = "", nil
		for line := range strings.Lines(p.Main.Text) {
			line = strings.TrimSpace(line)
			if item, ok := strings.CutPrefix(line, "• "); ok {
				b.Items = append(b.Items, item)
			} else if b.Text == "" {
				b.Text = line
			}
		}
	case handlers.Quote:
		text = "“" + text + "”"
		if len(p.Tail) > 0 {
			text += "\n" + p.Tail[0].Text
			b.Source, b.URL = from.Source.Line, from.Source.URL
		}
	}
	return b, text
}

func (c *Channel) buttons(r handlers.Reply) []Button {
	var out []Button
	if r.More != "" {
		label := "…"
		if c.More != nil {
			label = c.More(r.Language)
		}
		out = append(out, Button{label, r.More})
	}
	for _, b := range r.Buttons {
		if b.Label == "" || b.Action == "" || len(b.Action) > handlers.MaxAction || !utf8.ValidString(b.Label) {
			c.Log.Error("a button is left out: it has no label, or its action is not 1 to 54 bytes", "bytes", len(b.Action))
			continue
		}
		out = append(out, Button{b.Label, b.Action})
	}
	return out
}

// Deliver implements delivery.Platform. The relay answers 200 with
// {"id": "…"}, its ID of the message; 410 where the conversation is gone; 429
// with Retry-After in seconds; another 4xx where it will never take the
// message. Everything else is tried again.
func (c *Channel) Deliver(ctx context.Context, p delivery.Parcel) (string, error) {
	var m Reply
	if err := json.Unmarshal(p.Message, &m); err != nil {
		return "", fmt.Errorf("%w: read the stored message: %w", delivery.ErrRefused, err)
	}
	m.Key, m.Conversation, m.Answers, m.Edits, m.Final = p.Key, p.To.ID, p.Address, p.Edits, p.Final
	body, err := json.Marshal(m)
	if err != nil {
		return "", fmt.Errorf("%w: %w", delivery.ErrRefused, err)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.set.URL, bytes.NewReader(body))
	if err != nil {
		return "", errors.New("call the relay: its address cannot be used")
	}
	now := strconv.FormatInt(c.Now().Unix(), 10)
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set(TimeHeader, now)
	req.Header.Set(SignatureHeader, Sign(c.set.Secret, now, body))
	resp, err := c.HTTP.Do(req)
	if err != nil {
		var u *url.Error
		if errors.As(err, &u) {
			err = u.Err // without the address, which may hold a secret
		}
		return "", fmt.Errorf("call the relay: %w", err)
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	if err != nil {
		return "", fmt.Errorf("read the relay's answer: %w", err)
	}
	refused := fmt.Errorf("the relay answers %d", resp.StatusCode)
	switch {
	case resp.StatusCode < http.StatusMultipleChoices:
		var answer struct {
			ID string `json:"id"`
		}
		if json.Unmarshal(data, &answer) != nil || answer.ID == "" {
			answer.ID = p.Key // a messenger without IDs; edits come as new messages
		}
		return answer.ID, nil
	case resp.StatusCode == http.StatusGone:
		return "", fmt.Errorf("%w: %w", delivery.ErrGone, refused)
	case resp.StatusCode == http.StatusTooManyRequests:
		seconds, err := strconv.Atoi(resp.Header.Get("Retry-After"))
		if err != nil || seconds < 1 {
			seconds = 1
		}
		return "", &delivery.Retry{After: time.Duration(seconds) * time.Second, Everybody: true, Err: refused}
	case resp.StatusCode == http.StatusUnauthorized, resp.StatusCode == http.StatusForbidden, resp.StatusCode == http.StatusRequestTimeout:
		return "", refused // the secret is being changed, or a proxy is in the way: that passes
	case resp.StatusCode >= http.StatusBadRequest && resp.StatusCode < http.StatusInternalServerError:
		return "", fmt.Errorf("%w: %w", delivery.ErrRefused, refused)
	}
	return "", refused
}

// Rates implements delivery.Platform: the relay knows its messenger's limits
// and answers 429.
func (c *Channel) Rates() delivery.Rates { return delivery.Rates{} }
