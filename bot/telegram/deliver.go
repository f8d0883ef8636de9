package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"net/http"
	"strconv"
	"strings"
	"time"

	"vanthu/bot/split"
	"vanthu/handlers"
	"vanthu/handlers/delivery"
)

// ErrEmpty says that a reply has no text to be shown.
var ErrEmpty = errors.New("the reply has no text")

const (
	uploadTimeout = 2 * time.Minute // of sending a file
	plainLimit    = maxMessage / 2  // UTF-16 units of a part, where Telegram counts a text to be longer than we do
	draftMark     = "draft:"        // before the number of a draft, in the ID of a message
)

type outgoing struct {
	Chat     int64        `json:"chat_id"`
	Topic    int          `json:"message_thread_id,omitempty"`
	Message  int          `json:"message_id,omitempty"` // when editing
	Draft    int64        `json:"draft_id,omitempty"`
	Text     string       `json:"text"`
	Mode     string       `json:"parse_mode,omitempty"`
	Preview  *linkPreview `json:"link_preview_options,omitempty"`
	Answers  *answersTo   `json:"reply_parameters,omitempty"`
	Keyboard *keyboard    `json:"reply_markup,omitempty"`
}

type linkPreview struct {
	Disabled bool `json:"is_disabled"`
}

type answersTo struct {
	Message int  `json:"message_id"`
	Anyway  bool `json:"allow_sending_without_reply"`
}

// Deliver implements delivery.Platform.
func (b *Bot) Deliver(ctx context.Context, p delivery.Parcel) (string, error) {
	m, at, err := read(p)
	if err != nil {
		return "", fmt.Errorf("send to Telegram: %w: %w", delivery.ErrRefused, err)
	}
	a := attempt{Bot: b, Parcel: p, message: m, at: at}
	if !p.Follows {
		a.answers, _ = strconv.Atoi(p.Address) // an address of another form answers nothing
	}
	if p.Edits != "" && !strings.HasPrefix(p.Edits, draftMark) {
		if a.edits, err = strconv.Atoi(p.Edits); err != nil {
			return "", fmt.Errorf("edit in Telegram: %w: the message's ID is not a number", delivery.ErrRefused)
		}
	}
	id, err := a.make(ctx)
	var api *Error
	if errors.As(err, &api) && api.MigratedTo != 0 && api.MigratedTo != at.chat {
		// The group became a supergroup: its messages have other numbers there.
		a.at, a.answers, a.edits = place{chat: api.MigratedTo}, 0, 0
		id, err = a.make(ctx)
	}
	return id, b.classify(a.at, err)
}

// attempt is one attempt at one message.
type attempt struct {
	*Bot
	delivery.Parcel
	message
	at      place
	edits   int // the message that is replaced; 0: a new one
	answers int // the message that is answered; 0: none
}

func (a *attempt) make(ctx context.Context) (string, error) {
	switch {
	case a.File != nil:
		return a.document(ctx)
	case a.Rich != "":
		return a.rich(ctx)
	case a.Draft && !a.Final && a.edits == 0 && !a.draftless.Load():
		if id, err := a.draft(ctx); err == nil || isLasting(err) {
			return id, err
		}
	case a.edits != 0:
		id, err := a.edit(ctx)
		if a.Final && isDescribed(err, "message to edit not found", "message can't be edited", "message_id_invalid") {
			break // the answer counts, not where it stands
		}
		return id, err
	}
	return a.send(ctx)
}

func (a *attempt) outgoing() outgoing {
	out := outgoing{Chat: a.at.chat, Topic: a.at.topic, Preview: &linkPreview{Disabled: true}, Keyboard: a.sign(a.at, a.Rows)}
	if a.answers != 0 {
		out.Answers = &answersTo{Message: a.answers, Anyway: true}
	}
	return out
}

// send sends a new message.
func (a *attempt) send(ctx context.Context) (string, error) {
	var sent sent
	err := a.text(ctx, "sendMessage", a.outgoing(), &sent)
	if isDescribed(err, tooLong...) {
		return a.parts(ctx)
	}
	return sent.id(), err
}

// sent is as much of an answer as is needed.
type sent struct {
	ID int `json:"message_id"`
}

func (s sent) id() string {
	if s.ID == 0 {
		return ""
	}
	return strconv.Itoa(s.ID)
}

// edit replaces a message.
func (a *attempt) edit(ctx context.Context) (string, error) {
	out := a.outgoing()
	out.Message, out.Topic, out.Answers = a.edits, 0, nil
	err := a.text(ctx, "editMessageText", out, nil)
	switch {
	case isDescribed(err, tooLong...):
		return a.parts(ctx)
	case isDescribed(err, "message is not modified"):
		err = nil
	}
	return a.Edits, err
}

// What Telegram says of the parts of a message that it does not take, in lower
// case.
var (
	tooLong     = []string{"message is too long", "message_too_long"}
	badMarkup   = []string{"can't parse entities"}
	badKeyboard = []string{"button_", "inline keyboard", "reply keyboard", "reply_markup"}
)

// text sends a text as HTML or, where Telegram cannot read the markup, plain;
// and without buttons, where it does not take them.
func (a *attempt) text(ctx context.Context, method string, out outgoing, result any) error {
	out.Text, out.Mode = a.HTML, "HTML"
	err := a.client.call(ctx, callTimeout, method, out, result)
	if isDescribed(err, badMarkup...) {
		a.Log.Error("Telegram cannot read the markup of a reply; it is sent as plain text", "error", err)
		out.Text, out.Mode = a.Plain, ""
		err = a.client.call(ctx, callTimeout, method, out, result)
	}
	if out.Keyboard != nil && isDescribed(err, badKeyboard...) {
		a.Log.Error("Telegram does not take the buttons of a reply; it is sent without", "error", err)
		out.Keyboard = nil
		err = a.client.call(ctx, callTimeout, method, out, result)
	}
	return err
}

// parts sends a text that Telegram finds too long as several plain ones.
func (a *attempt) parts(ctx context.Context) (string, error) {
	a.Log.Error("Telegram finds a reply too long; it is sent in parts", "units", units(a.Plain))
	var last sent
	for rest := a.Plain; rest != ""; {
		out := a.outgoing()
		out.Text, rest = split.Text(rest, plainLimit, runeUnits)
		if rest != "" {
			out.Keyboard = nil
		}
		if err := a.client.call(ctx, callTimeout, "sendMessage", out, &last); err != nil {
			return last.id(), err
		}
		a.answers = 0
	}
	return last.id(), nil
}

// draft shows a text that will soon be another, as Telegram shows what is
// being written; it lasts half a minute.
func (a *attempt) draft(ctx context.Context) (string, error) {
	id := a.Edits
	if id == "" {
		id = draftMark + strconv.FormatUint(uint64(draftNumber(a.Key)), 10)
	}
	number, err := strconv.ParseInt(strings.TrimPrefix(id, draftMark), 10, 64)
	if err != nil || number == 0 {
		return "", fmt.Errorf("%w: the draft's ID is not a number", delivery.ErrRefused)
	}
	out := outgoing{Chat: a.at.chat, Topic: a.at.topic, Draft: number}
	err = a.text(ctx, "sendMessageDraft", out, nil)
	if api := (*Error)(nil); err != nil && errors.As(err, &api) && (api.Status == http.StatusNotFound || api.Status == http.StatusBadRequest && !isLasting(err)) {
		if !a.draftless.Swap(true) {
			a.Log.Info("this Bot API shows no drafts; progress is shown by edits", "answer", api.Description)
		}
	}
	return id, err
}

// draftNumber gives a number other than 0, the same for the same key.
func draftNumber(key string) uint32 {
	h := fnv.New32a()
	h.Write([]byte(key))
	return h.Sum32()>>1 | 1
}

// document sends a file, as a message of its own.
func (a *attempt) document(ctx context.Context) (string, error) {
	params := map[string]string{"chat_id": strconv.FormatInt(a.at.chat, 10)}
	if a.at.topic != 0 {
		params["message_thread_id"] = strconv.Itoa(a.at.topic)
	}
	out := a.outgoing()
	for name, value := range map[string]any{"reply_parameters": out.Answers, "reply_markup": out.Keyboard} {
		text, err := json.Marshal(value)
		if err != nil {
			return "", fmt.Errorf("send a file to Telegram: %w", err)
		}
		if string(text) != "null" {
			params[name] = string(text)
		}
	}
	var sent sent
	err := a.client.upload(ctx, uploadTimeout, "sendDocument", "document", *a.File, params, &sent)
	return sent.id(), err
}

// sign gives the keyboard of a message in a chat; nil where there are no
// buttons. A button that Telegram would refuse is left out, since it would
// take the whole message with it.
func (b *Bot) sign(at place, rows [][]button) *keyboard {
	var k keyboard
	for _, row := range rows {
		var keys []key
		for _, press := range row {
			data, ok := b.signer.Sign(at.signed(), press.Action)
			if !ok {
				b.Log.Error("a button is left out: its action cannot be signed", "bytes", len(press.Action), "limit", handlers.MaxAction)
				continue
			}
			keys = append(keys, key{Text: press.Label, Data: data})
		}
		if keys != nil {
			k.Rows = append(k.Rows, keys)
		}
	}
	if k.Rows == nil {
		return nil
	}
	return &k
}

// keyboard is an inline keyboard.
type keyboard struct {
	Rows [][]key `json:"inline_keyboard"`
}

type key struct {
	Text string `json:"text"`
	Data string `json:"callback_data"`
}
