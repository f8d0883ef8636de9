package web_test

import (
	"bytes"
	"context"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"vanthu/bot/web"
	"vanthu/handlers"
)

// speak posts a form with a recording, as a browser does without scripts;
// fields come in pairs.
func (p *person) speak(sound string, fields []string, headers ...string) page {
	p.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for i := 0; i < len(fields); i += 2 {
		if err := w.WriteField(fields[i], fields[i+1]); err != nil {
			p.t.Fatal(err)
		}
	}
	part, err := w.CreateFormFile("voice", "memo.m4a")
	if err != nil {
		p.t.Fatal(err)
	}
	if _, err := part.Write([]byte(sound)); err != nil {
		p.t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		p.t.Fatal(err)
	}
	return p.do(p.request(http.MethodPost, "/", &body, append([]string{"Content-Type", w.FormDataContentType()}, headers...)))
}

// heard answers a recording with its bytes, and text with the text.
var heard = handler(func(ctx context.Context, r handlers.Request, out handlers.Sender) error {
	text := "typed: " + r.Text
	if r.Recording != nil {
		text = "heard: " + string(r.Recording.Sound)
	}
	_, err := out.Send(ctx, r.Conversation, para(text))
	return err
})

func listens(bytes int64) func(*web.Deps) {
	return func(d *web.Deps) { d.Listens = bytes }
}

func TestSpokenQuestions(t *testing.T) {
	p := newPerson(t, newSite(t, heard, listens(1000)))
	has(t, p.get("/?lang=en"), `enctype="multipart/form-data"`, `accept="audio/*"`, "Ask by speaking", "the recording is not kept here")
	has(t, p.speak("sound", nil), "heard: sound", "Voice message")
	has(t, p.speak("sound", []string{"text", ""}), "heard: sound")
	has(t, p.speak("sound", []string{"text", "words"}), "typed: words")
	has(t, p.speak("", []string{"text", ""}), "typed: ")
	has(t, p.post(url.Values{"text": {"as ever"}}), "typed: as ever")
	has(t, p.get("/"), "heard: sound")
}

func TestRecordingsThatAreRefused(t *testing.T) {
	p := newPerson(t, newSite(t, heard, listens(1000)))
	if got := p.speak(strings.Repeat("x", 70_000), nil); got.status != http.StatusRequestEntityTooLarge {
		t.Errorf("a large one: status %d", got.status)
	}
	loud := newPerson(t, newSite(t, heard, listens(2_000_000)))
	if got := loud.speak(strings.Repeat("x", 2_100_000), nil, "Accept-Language", "en"); got.status != http.StatusRequestEntityTooLarge || !strings.Contains(got.body, "larger than 2 MB") {
		t.Errorf("a recording that is too large: status %d: it is not said how large one may be", got.status)
	}
	if got := p.speak("sound", nil, "Sec-Fetch-Site", "cross-site"); got.status != http.StatusForbidden {
		t.Errorf("from another site: status %d", got.status)
	}
	broken := p.do(p.request(http.MethodPost, "/", strings.NewReader("--x\r\nbroken"), []string{"Content-Type", "multipart/form-data; boundary=x"}))
	if broken.status != http.StatusBadRequest {
		t.Errorf("a broken form: status %d", broken.status)
	}
	deaf := newPerson(t, newSite(t, heard))
	hasNot(t, deaf.get("/?lang=en"), "multipart", "Ask by speaking")
	hasNot(t, deaf.speak("sound", nil), "heard:")
}

// Recordings are held in memory, only so many at a time.
func TestRecordingsAtATime(t *testing.T) {
	const most = 4
	inside, let := make(chan struct{}, most), make(chan struct{})
	site := newSite(t, handler(func(ctx context.Context, r handlers.Request, out handlers.Sender) error {
		if r.Recording != nil {
			inside <- struct{}{}
			<-let
		}
		return heard(ctx, r, out)
	}), listens(1000))
	done := make(chan page, most)
	for range most {
		p := newPerson(t, site)
		go func() { done <- p.speak("sound", nil) }()
	}
	for range most {
		<-inside
	}
	if got := newPerson(t, site).speak("sound", nil); got.status != http.StatusServiceUnavailable || got.header.Get("Retry-After") == "" {
		t.Errorf("one more: status %d", got.status)
	}
	has(t, newPerson(t, site).post(url.Values{"text": {"typed meanwhile"}}), "typed: typed meanwhile")
	close(let)
	for range most {
		has(t, <-done, "heard: sound")
	}
	has(t, newPerson(t, site).speak("sound", nil), "heard: sound")
}
