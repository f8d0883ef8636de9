package relay

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"vanthu/corpus"
	"vanthu/corpus/lang"
	"vanthu/handlers"
	"vanthu/handlers/intake"
)

// Message is what a person wrote or pressed, as a relay posts it.
type Message struct {
	ID           string    `json:"id"`           // of the message or press, unique at the relay: what comes twice is answered once
	Conversation string    `json:"conversation"` // where the replies go
	Person       string    `json:"person"`       // who wrote; lasting
	Text         string    `json:"text"`         // what was written, or
	Action       string    `json:"action"`       // the action of the pressed button, or
	Location     *Location `json:"location"`     // a location that was shared, or
	Wordless     bool      `json:"wordless"`     // that it was a picture, a voice message or the like
	Language     string    `json:"language"`     // that the messenger says the person uses; may be empty
	Group        bool      `json:"group"`        // others read the conversation too; the relay passes on what is addressed to the bot
	Edited       bool      `json:"edited"`       // the person changed an earlier message
	Sent         time.Time `json:"sent"`         // when it was written; may be missing
}

// Location is in degrees of WGS 84.
type Location struct {
	Lat float64 `json:"lat"`
	Lon float64 `json:"lon"`
}

// maxID is how many characters an ID may have.
const maxID = 200

// Messages takes what people write. It answers 202 when a message is stored,
// once or again; 400, 401, 405 and 413 where it will never be; 503 where it is
// to be sent again.
func (c *Channel) Messages(in Intake) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		status, err := c.take(in, w, r)
		if err != nil {
			c.Log.Warn("a call of the relay is refused", "status", status, "error", err)
			http.Error(w, err.Error(), status)
			return
		}
		w.WriteHeader(status)
	})
}

func (c *Channel) take(in Intake, w http.ResponseWriter, r *http.Request) (status int, err error) {
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", http.MethodPost)
		return http.StatusMethodNotAllowed, errors.New("messages are posted")
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxMessage))
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return http.StatusRequestEntityTooLarge, fmt.Errorf("the message is longer than %d bytes", maxMessage)
	case err != nil:
		return http.StatusBadRequest, errors.New("the message did not arrive whole")
	case !c.signed(r.Header, body):
		return http.StatusUnauthorized, fmt.Errorf("the signature is wrong, or its time is more than %v off", freshness)
	}
	var m Message
	if err := json.Unmarshal(body, &m); err != nil {
		return http.StatusBadRequest, errors.New("the message is not JSON of the form that is asked for")
	}
	incoming, err := c.incoming(m)
	if err != nil {
		return http.StatusBadRequest, err
	}
	switch err := in.Accept(r.Context(), incoming); {
	case errors.Is(err, intake.ErrFull), errors.Is(err, intake.ErrStopped):
		w.Header().Set("Retry-After", "1")
		return http.StatusServiceUnavailable, err
	case err != nil:
		c.Log.Error("a message of the relay could not be stored", "error", err)
		return http.StatusServiceUnavailable, errors.New("the message could not be stored; send it again")
	}
	return http.StatusAccepted, nil
}

// incoming turns a message into a request.
func (c *Channel) incoming(m Message) (intake.Incoming, error) {
	for name, id := range map[string]string{"id": m.ID, "conversation": m.Conversation, "person": m.Person} {
		if id == "" || utf8.RuneCountInString(id) > maxID || strings.ContainsFunc(id, unicode.IsControl) || !utf8.ValidString(id) {
			return intake.Incoming{}, fmt.Errorf("%q is not 1 to %d printable characters", name, maxID)
		}
	}
	m.Text = strings.TrimSpace(m.Text)
	if len(m.Action) > handlers.MaxAction {
		return intake.Incoming{}, fmt.Errorf(`"action" is longer than %d bytes`, handlers.MaxAction)
	}
	if m.Text == "" && m.Action == "" && m.Location == nil && !m.Wordless {
		return intake.Incoming{}, errors.New(`one of "text", "action", "location" and "wordless" is needed`)
	}
	hint, _ := lang.Tag(m.Language)
	r := handlers.Request{
		Conversation: handlers.Conversation{Platform: Platform, ID: m.Conversation},
		Person:       Platform + ":" + m.Person, Role: handlers.Citizen, Hint: hint,
		Text: m.Text, Action: m.Action, Group: m.Group, Edited: m.Edited, Sent: m.Sent, Wordless: m.Wordless,
	}
	if c.admins[m.Person] {
		r.Role = handlers.Admin
	}
	if m.Location != nil && !m.Group {
		if !(m.Location.Lat >= -90 && m.Location.Lat <= 90 && m.Location.Lon >= -180 && m.Location.Lon <= 180) {
			return intake.Incoming{}, errors.New(`"location" is on no map`)
		}
		r.Point = &handlers.SharedPoint{Lat: m.Location.Lat, Lon: m.Location.Lon}
	}
	if !m.Group { // whatever a person may see alone, a group would read too
		r.Viewer = corpus.Viewer{Person: r.Person, Agency: r.Role == handlers.Admin}
	}
	return intake.Incoming{ID: Platform + ":" + m.ID, Address: m.ID, Request: r}, nil
}
