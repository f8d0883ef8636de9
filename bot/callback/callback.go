// Package callback signs the actions that travel with buttons.
//
// What a platform brings back when a button is pressed could be made up by
// anybody who talks to the platform directly, or be taken from another
// conversation. The signature binds an action to the conversation that the
// button was shown in; what does not carry it is not carried out.
package callback

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
)

// Lengths, in bytes. MaxData is what Telegram takes with a button
// (https://core.telegram.org/bots/api#inlinekeyboardbutton), the least of all
// platforms.
const (
	MaxData   = 64
	markLen   = 9           // base64url of 54 bits: a guess is right once in 1.8e16
	suffixLen = 1 + markLen // with the point before it
	maxAction = MaxData - suffixLen
)

// MinKey is how many bytes a key must have.
const MinKey = 16

// Signer signs with a key that the installation keeps to itself.
type Signer struct {
	Key []byte // at least MinKey random bytes
}

// Sign gives the data of a button: the action, a point and the signature;
// false where the data would be longer than MaxData, or there is no key.
func (s Signer) Sign(conversation, action string) (data string, ok bool) {
	if action == "" || len(action) > maxAction || len(s.Key) < MinKey {
		return "", false
	}
	return action + "." + s.mark(conversation, action), true
}

// Open gives the action of data that came back; false where it was not signed
// for this conversation with this key.
func (s Signer) Open(conversation, data string) (action string, ok bool) {
	at := len(data) - suffixLen
	if at < 1 || len(data) > MaxData || data[at] != '.' || len(s.Key) < MinKey {
		return "", false
	}
	action = data[:at]
	want := s.mark(conversation, action)
	if subtle.ConstantTimeCompare([]byte(data[at+1:]), []byte(want)) != 1 {
		return "", false
	}
	return action, true
}

// mark gives the signature: HMAC-SHA256 (RFC 2104) over both texts, with a
// zero byte between them so that none can pass for another pair.
func (s Signer) mark(conversation, action string) string {
	h := hmac.New(sha256.New, s.Key)
	h.Write([]byte("button\x00" + conversation + "\x00" + action))
	return base64.RawURLEncoding.EncodeToString(h.Sum(nil))[:markLen]
}
