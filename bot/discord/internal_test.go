package discord

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/hex"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"vanthu/bot/wording"
	"vanthu/handlers"
	"vanthu/handlers/intake"
)

// reads takes the escapes out of a text, as Discord does when it shows it, and
// reports markup that stands without one.
func reads(s string) (text, bare string) {
	var out, loose strings.Builder
	escaped := false
	for _, r := range s {
		switch {
		case escaped || !strings.ContainsRune("\\*_~`|[]<>", r):
			out.WriteRune(r)
			escaped = false
		case r == '\\':
			escaped = true
		default:
			loose.WriteRune(r)
		}
	}
	return out.String(), loose.String()
}

func FuzzEscape(f *testing.F) {
	for _, s := range []string{"*a* _b_ __c__ ~~d~~ `e` ||f|| [g](h) <@5> @everyone", "# one\n  ## two\n- three\n+ four\n-# five", `\*`, "> q", "57-NQ/TW", "\\", "https://a.vn/b_c*d*"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		s = wording.Clean(s)
		got := escape(s)
		if webAddress.MatchString(s) { // stands as it is
			return
		}
		if limit := mostCharacters(s); utf8.RuneCountInString(got) > limit {
			t.Errorf("%q has more than the %d characters that it may take", got, limit)
		}
		text, bare := reads(got)
		if bare != "" {
			t.Errorf("%q has markup %q", got, bare)
		}
		for _, line := range strings.Split(got, "\n") {
			if line = strings.TrimSpace(line); line != "" && strings.ContainsRune("#-+", rune(line[0])) {
				t.Errorf("the line %q opens with markup", line)
			}
		}
		if text = strings.ReplaceAll(text, "@\u200b", "@"); text != strings.ReplaceAll(s, "@\u200b", "@") {
			t.Errorf("reads %q, was %q", text, s)
		}
	})
}

// mostCharacters gives the length that the cutting of long texts reckons with.
func mostCharacters(s string) int {
	n := lineOverhead
	for _, r := range s {
		n += runeLength(r)
	}
	return n
}

func FuzzPack(f *testing.F) {
	f.Add("Lead", "Một [câu]. Hai câu!\nBa <câu> & bốn 😀😀😀", "Nguồn: 57-NQ/TW", "a```b", 60, true)
	f.Add("", strings.Repeat("_", 200), strings.Repeat("s", 60), strings.Repeat("`", 50), 64, false)
	f.Add("- a\n- b", strings.Repeat("x\n", 50), "@everyone", "\xff\x00", 100, true)
	f.Fuzz(func(t *testing.T, lead, quote, source, words string, limit int, rtl bool) {
		if limit < 64 || limit > maxContent {
			limit = 64 + max(limit, -limit, 0)%(maxContent-64)
		}
		language, prefix := "vi", ""
		if rtl {
			language, prefix = "he", wording.RightToLeft
		}
		b := &Bot{Deps: Deps{Log: slog.New(slog.DiscardHandler)}}
		blocks := b.blocks(handlers.Reply{Language: language, Blocks: []handlers.Block{
			{Kind: handlers.Lead, Text: lead},
			{Kind: handlers.Quote, Text: quote, Source: &handlers.Source{Line: source, URL: "https://example.vn/"}},
			{Kind: handlers.List, Items: []string{source, lead}},
			{Kind: handlers.Code, Text: words},
		}})
		letters := func(s string) string {
			return strings.Map(func(r rune) rune {
				if unicode.IsLetter(r) || unicode.IsDigit(r) {
					return r
				}
				return -1
			}, s)
		}
		var got, want strings.Builder
		for _, block := range blocks {
			for _, p := range append([]part{block.Main}, block.Tail...) {
				want.WriteString(letters(p.Text))
			}
		}
		for _, message := range pack(blocks, limit, prefix) {
			m := message.content()
			if n := utf8.RuneCountInString(m); n > limit {
				t.Errorf("%d characters, limit %d: %q", n, limit, m)
			}
			if !utf8.ValidString(m) || !strings.HasPrefix(m, prefix) {
				t.Errorf("a message is %q", m)
			}
			if strings.Count(m, "```")%2 != 0 {
				t.Errorf("a fence stays open in %q", m)
			}
			got.WriteString(letters(strings.ReplaceAll(m, "(<https://example.vn/>)", "")))
		}
		if got.String() != want.String() {
			t.Errorf("text changed: %q, want %q", got.String(), want.String())
		}
	})
}

// taker is an intake that remembers nothing.
type taker func(intake.Incoming) error

func (f taker) Accept(_ context.Context, in intake.Incoming) error { return f(in) }

// nobody answers no call.
var nobody = &http.Client{Transport: refuser{}}

type refuser struct{}

func (refuser) RoundTrip(*http.Request) (*http.Response, error) { return nil, errors.New("no network") }

func FuzzReceive(f *testing.F) {
	for _, s := range []string{
		`{}`, `null`, `[]`, `{"author":null,"content":"x"}`,
		`{"id":"1","channel_id":"c","content":"/Ask  x","author":{"id":"7"}}`,
		`{"id":"1","channel_id":"c","guild_id":"g","type":19,"content":"<@9> x","author":{"id":"7"},"mentions":[{"id":"9"}],"referenced_message":{"author":null}}`,
		`{"id":"1","channel_id":"c","token":"t","type":2,"member":{"user":{"id":"7"}},"data":{"name":"ask","options":[{"value":"x"}]}}`,
		`{"id":"1","channel_id":"c","token":"t","type":3,"user":{"id":"7"},"data":{"custom_id":"a"}}`,
		`{"id":"1","channel_id":"c","token":"t","type":3,"guild_id":"g","channel":{"parent_id":"p"},"user":{"id":"7"},"data":{"values":["a.` + strings.Repeat("x", 9) + `"]}}`,
		`{"id":"1","channel_id":"c","token":"t","type":4,"user":{"id":"7"},"data":{"name":"ask","options":[{"name":"q","focused":true,"value":5}]}}`,
		`{"id":"1","channel_id":"c","token":"t","type":5,"user":{"id":"7"},"data":{"custom_id":"a","components":[{"components":null},{}]}}`,
		`{"id":"4503599627370496","channel_id":"c","author":{"id":"7"},"timestamp":"2026-01-01T00:00:00Z","edited_timestamp":"2026-01-01T00:10:00Z","content":"x","attachments":[{}]}`,
		`{"id":"1","channel_id":"c","author":{"id":"7"},"attachments":[7,{"id":"5","url":"https://cdn.discordapp.com/a b","content_type":"audio/ogg"},{"id":"6","url":"https://cdn.discordapp.com/a","waveform":"x","duration_secs":1e300,"size":-4}]}`,
	} {
		f.Add([]byte(s))
	}
	f.Add([]byte(`{"type":1}`))
	private := ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize))
	public := hex.EncodeToString(private.Public().(ed25519.PublicKey))
	f.Fuzz(func(t *testing.T, data []byte) {
		b, err := New(Settings{Token: "t", PublicKey: public, Key: []byte("0123456789abcdef"), Commands: []Command{{Name: "ask", Question: true, Option: &Option{Name: "q", Finds: true}}}}, Deps{
			Log: slog.New(slog.DiscardHandler), HTTP: nobody, Rand: func() float64 { return 0 }, Wait: func(context.Context, time.Duration) error { return errors.New("no") },
			Asks: func(action, _ string) (handlers.Ask, bool) {
				return handlers.Ask{Title: "t", Label: "l"}, action == "ask"
			}})
		if err != nil {
			t.Fatal(err)
		}
		b.me = "9"
		errFull := errors.New("full")
		r := &receiver{Bot: b, slots: make(chan struct{}, acksAtOnce), in: taker(func(in intake.Incoming) error {
			q := in.Request
			if in.ID == "" || q.Conversation.ID == "" || q.Person == Platform+":" || (q.Text == "" && q.Action == "" && q.Recording == nil && !q.Wordless) || len(q.Action) > handlers.MaxAction {
				t.Errorf("took %+v", in)
			}
			if rec := q.Recording; rec != nil {
				if _, ok := readFileRef(rec.Ref); !ok || rec.Bytes < 0 || rec.Length < 0 {
					t.Errorf("a recording that cannot be fetched: %+v", rec)
				}
			}
			return errFull
		})}
		for _, kind := range []string{"MESSAGE_CREATE", "MESSAGE_UPDATE", "INTERACTION_CREATE", "OTHER"} {
			if err := r.take(t.Context(), kind, json.RawMessage(data)); err != nil && !errors.Is(err, errFull) {
				t.Errorf("%s: %v", kind, err)
			}
		}
		r.beside.Wait()
		call := httptest.NewRequest(http.MethodPost, "/", bytes.NewReader(data))
		stamp := strconv.FormatInt(time.Now().Unix(), 10)
		call.Header.Set("X-Signature-Timestamp", stamp)
		call.Header.Set("X-Signature-Ed25519", hex.EncodeToString(ed25519.Sign(private, append([]byte(stamp), data...))))
		answered := httptest.NewRecorder()
		b.Interactions(r.in).ServeHTTP(answered, call)
		if c := answered.Code; c != http.StatusOK && c != http.StatusBadRequest && c != http.StatusServiceUnavailable {
			t.Errorf("by HTTP: status %d", c)
		}
		if len(b.acks) != 0 {
			t.Error("an interaction that was not taken is still promised an answer")
		}
	})
}
