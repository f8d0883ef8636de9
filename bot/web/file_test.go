package web_test

import (
	"context"
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"vanthu/bot/web"
	"vanthu/handlers"
)

var fileLink = regexp.MustCompile(`href="(/file\?name=[^"]+)"`)

// TestFile: a reply's file is saved by the one it was made for, and by nobody
// else.
func TestFile(t *testing.T) {
	site := newSite(t, handler(func(ctx context.Context, r handlers.Request, out handlers.Sender) error {
		_, err := out.Send(ctx, r.Conversation, handlers.Reply{Language: "en", Final: true, Blocks: []handlers.Block{{Kind: handlers.Lead, Text: "Here"}},
			File: &handlers.File{Name: `du"ties.ics`, Type: "text/calendar", Data: []byte("BEGIN:VCALENDAR\n<script>")}})
		return err
	}))
	an := newPerson(t, site)
	shown := an.post(url.Values{"text": {"duties"}})
	m := fileLink.FindStringSubmatch(shown.body)
	if m == nil || !strings.Contains(shown.body, "(1 KB)") {
		t.Fatalf("no link to the file in %s", shown.body)
	}
	path := html.UnescapeString(m[1])
	got := an.get(path)
	if got.status != http.StatusOK || got.body != "BEGIN:VCALENDAR\n<script>" || got.header.Get("Content-Type") != "text/calendar" ||
		!strings.HasPrefix(got.header.Get("Content-Disposition"), "attachment") || got.header.Get("X-Content-Type-Options") != "nosniff" {
		t.Errorf("%d %v %q", got.status, got.header, got.body)
	}
	for _, other := range []page{newPerson(t, site).get(path), an.get("/file?name=nothing"), an.get("/file")} {
		if other.status != http.StatusNotFound || strings.Contains(other.body, "VCALENDAR") {
			t.Errorf("given away: %d", other.status)
		}
	}
}

// TestMaskedEcho: what the page keeps of a question is what may be kept.
func TestMaskedEcho(t *testing.T) {
	an := newPerson(t, newSite(t, handler(func(ctx context.Context, r handlers.Request, out handlers.Sender) error {
		_, err := out.Send(ctx, r.Conversation, handlers.Reply{Language: "en", Final: true, Blocks: []handlers.Block{{Kind: handlers.Lead, Text: "Here"}}})
		return err
	}), func(d *web.Deps) {
		d.Masked = func(text string) string { return strings.ReplaceAll(text, "001099012345", "[…]") }
	}))
	if shown := an.post(url.Values{"text": {"my number is 001099012345"}}); strings.Contains(shown.body, "001099012345") || !strings.Contains(shown.body, "my number is […]") {
		t.Errorf("%s", shown.body)
	}
}
