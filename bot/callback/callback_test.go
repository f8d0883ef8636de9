package callback_test

import (
	"strings"
	"testing"

	"vanthu/bot/callback"
	"vanthu/handlers"
)

var key = []byte("0123456789abcdef0123456789abcdef")

func TestRoundTrip(t *testing.T) {
	s := callback.Signer{Key: key}
	for n := 1; n <= handlers.MaxAction; n++ {
		for _, conversation := range []string{"7", "-1001234567890123", strings.Repeat("c", 300)} {
			action := strings.Repeat("a.", n)[:n]
			data, ok := s.Sign(conversation, action)
			if !ok || len(data) > callback.MaxData {
				t.Fatalf("an action of %d bytes gives %d bytes, %v", n, len(data), ok)
			}
			if got, ok := s.Open(conversation, data); !ok || got != action {
				t.Errorf("%q opens as %q, %v", data, got, ok)
			}
		}
	}
}

func TestWhatIsNotSigned(t *testing.T) {
	s := callback.Signer{Key: key}
	if _, ok := s.Sign("7", ""); ok {
		t.Error("no action is signed")
	}
	if _, ok := s.Sign("7", strings.Repeat("a", handlers.MaxAction+1)); ok {
		t.Error("an action beyond the limit is signed")
	}
	for _, short := range [][]byte{nil, key[:callback.MinKey-1]} {
		weak := callback.Signer{Key: short}
		if data, ok := weak.Sign("7", "more:1"); ok {
			t.Errorf("signed with a key of %d bytes: %q", len(short), data)
		}
	}
}

func TestWhatIsNotOpened(t *testing.T) {
	s := callback.Signer{Key: key}
	data, ok := s.Sign("7", "forget:yes")
	if !ok {
		t.Fatal("not signed")
	}
	action, mark := data[:len("forget:yes")], data[len("forget:yes"):]
	tests := map[string]struct{ conversation, data string }{
		"unsigned":                  {"7", action},
		"another conversation":      {"8", data},
		"a part of a conversation":  {"", data},
		"another action":            {"7", "forget:all" + mark},
		"a longer signature":        {"7", data + "A"},
		"a shorter signature":       {"7", data[:len(data)-1]},
		"no action":                 {"7", mark},
		"no point":                  {"7", action + "A" + mark[1:]},
		"made up":                   {"7", action + ".AAAAAAAAA"},
		"nothing":                   {"7", ""},
		"too long":                  {"7", strings.Repeat("a", 65)},
		"conversation moved inside": {"", "7\x00" + data},
	}
	for i := range mark[1:] {
		changed := []byte(data)
		changed[len(action)+1+i] ^= 1
		tests["changed at "+string(rune('0'+i))] = struct{ conversation, data string }{"7", string(changed)}
	}
	for name, test := range tests {
		if got, ok := s.Open(test.conversation, test.data); ok {
			t.Errorf("%s: opened as %q", name, got)
		}
	}
	other := callback.Signer{Key: []byte(strings.Repeat("k", 32))}
	if _, ok := other.Open("7", data); ok {
		t.Error("opened with another key")
	}
	if _, ok := (callback.Signer{}).Open("7", data); ok {
		t.Error("opened without a key")
	}
}

func FuzzOpen(f *testing.F) {
	f.Add("7", "more:1")
	f.Add("-100", "a.b.AAAAAAAAA")
	f.Add("", "\x00.\xff")
	f.Fuzz(func(t *testing.T, conversation, text string) {
		s := callback.Signer{Key: key}
		if action, ok := s.Open(conversation, text); ok {
			if again, ok := s.Sign(conversation, action); !ok || again != text {
				t.Errorf("%q opened as %q, which signs as %q", text, action, again)
			}
		}
		if data, ok := s.Sign(conversation, text); ok {
			if got, ok := s.Open(conversation, data); !ok || got != text {
				t.Errorf("%q does not open", data)
			}
		}
	})
}
