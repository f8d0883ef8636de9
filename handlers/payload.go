package handlers

import (
	"strings"
)

// maxPayload is how long the payload of a link to a bot may be, in characters
// (https://core.telegram.org/bots/features#deep-linking).
const maxPayload = 64

// payloadKinds are the prefixes of payloads.
var payloadKinds = [...]struct {
	prefix string
	kind   ChoiceKind
}{{"d_", DocumentChoice}, {"p_", ProcedureChoice}, {"a_", AgencyChoice}}

// StartPayload gives the payload of a link that opens something, for
// "/start payload": letters, digits, "_" and "-", at most 64. ok is false where
// the ID does not fit.
func (c *Core) StartPayload(kind ChoiceKind, id string) (payload string, ok bool) {
	for _, k := range payloadKinds {
		if k.kind == kind && id != "" {
			payload = k.prefix + escapePayload(id)
			return payload, len(payload) <= maxPayload
		}
	}
	return "", false
}

// started reads a payload; ok is false for anything that StartPayload does
// not make.
func (c *Core) started(payload string) (kind ChoiceKind, id string, ok bool) {
	if len(payload) > maxPayload {
		return "", "", false
	}
	for _, k := range payloadKinds {
		if rest, has := strings.CutPrefix(payload, k.prefix); has {
			id, ok = unescapePayload(rest)
			return k.kind, id, ok && id != ""
		}
	}
	return "", "", false
}

const hexDigits = "0123456789abcdef"

// escapePayload writes letters, digits and "-" as they are, and any other byte
// as "_" and two hexadecimal digits.
func escapePayload(s string) string {
	var b strings.Builder
	for i := range len(s) {
		if isPayload(s[i]) {
			b.WriteByte(s[i])
		} else {
			b.Write([]byte{'_', hexDigits[s[i]>>4], hexDigits[s[i]&15]})
		}
	}
	return b.String()
}

// unescapePayload reads what escapePayload writes, and nothing else.
func unescapePayload(s string) (string, bool) {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch {
		case isPayload(s[i]):
			b.WriteByte(s[i])
		case s[i] == '_' && i+2 < len(s):
			high, low := strings.IndexByte(hexDigits, s[i+1]), strings.IndexByte(hexDigits, s[i+2])
			if high < 0 || low < 0 || isPayload(byte(high<<4|low)) {
				return "", false
			}
			b.WriteByte(byte(high<<4 | low))
			i += 2
		default:
			return "", false
		}
	}
	return b.String(), true
}

func isPayload(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-'
}
