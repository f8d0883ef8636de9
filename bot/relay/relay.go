// Package relay joins any other messenger to the product: a small program
// beside it, the relay, brings what people write as signed JSON and takes the
// replies as signed JSON.
//
// What people write arrives at Channel.Messages and counts as received only
// after the intake stored it; replies go to the relay's address, one message a
// call. The form of both, and of the signature, stands in Message, Reply and
// Sign. Channel is a delivery.Platform.
package relay

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"vanthu/handlers/intake"
)

// Platform is the name of this platform in conversations and IDs.
const Platform = "relay"

// The headers of a signed call.
const (
	TimeHeader      = "Vanthu-Time"      // seconds since 1970
	SignatureHeader = "Vanthu-Signature" // as Sign gives it
)

// Limits of calls.
const (
	maxMessage = 64 << 10        // bytes of a call that arrives
	freshness  = 5 * time.Minute // between the time in a call and our clock, either way
	minSecret  = 16              // characters of the secret
)

// Settings say which relay this is.
type Settings struct {
	URL    string   // where replies are posted
	Secret string   // shared with the relay
	Admins []string // people, as Message.Person names them, who get the role Admin
}

// Deps is what the channel works with.
type Deps struct {
	HTTP *http.Client
	Log  *slog.Logger
	Now  func() time.Time
	More func(language string) (label string) // label of the button that brings the rest of a reply
}

// Intake takes requests; *intake.Pool is one.
type Intake interface {
	Accept(ctx context.Context, in intake.Incoming) error
}

// Channel is one relay.
type Channel struct {
	Deps
	set    Settings
	admins map[string]bool
}

// New makes a channel; it talks to nobody before a reply is delivered.
func New(set Settings, deps Deps) (*Channel, error) {
	u, err := url.Parse(set.URL)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil, errors.New("the relay's address is not an http or https address")
	}
	if len(set.Secret) < minSecret {
		return nil, errors.New("the secret shared with the relay has fewer than " + strconv.Itoa(minSecret) + " characters")
	}
	c := &Channel{Deps: deps, set: set, admins: map[string]bool{}}
	for _, a := range set.Admins {
		if a = strings.TrimSpace(a); a != "" {
			c.admins[a] = true
		}
	}
	return c, nil
}

// Sign gives the signature of a call: "sha256=" and the HMAC-SHA256
// (RFC 2104), in hexadecimal, of the time, a full stop and the body.
func Sign(secret, time string, body []byte) string {
	h := hmac.New(sha256.New, []byte(secret))
	h.Write([]byte(time + "."))
	h.Write(body)
	return "sha256=" + hex.EncodeToString(h.Sum(nil))
}

// signed reports whether a call is the relay's, and of now.
func (c *Channel) signed(h http.Header, body []byte) bool {
	at := h.Get(TimeHeader)
	seconds, err := strconv.ParseInt(at, 10, 64)
	if err != nil {
		return false
	}
	age := c.Now().Sub(time.Unix(seconds, 0))
	return age <= freshness && age >= -freshness && hmac.Equal([]byte(h.Get(SignatureHeader)), []byte(Sign(c.set.Secret, at, body)))
}
