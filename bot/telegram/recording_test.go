package telegram_test

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"

	"vanthu/bot/doubles"
	"vanthu/bot/telegram/telegramtest"
	"vanthu/handlers"
	"vanthu/handlers/intake"
	"vanthu/handlers/speech"
)

func TestRecordingsAreFetched(t *testing.T) {
	sound := bytes.Repeat([]byte("OggS"), 1000)
	for name, c := range map[string]struct {
		method string
		faults []telegramtest.Fault
		most   int64
		before func(s *telegramtest.Server)
		want   error // nil: the file
		calls  int   // of the download
	}{
		"at once":              {most: 4000, calls: 1},
		"larger than asked":    {most: 3999, want: speech.ErrLarge},
		"busy server":          {method: "download", faults: []telegramtest.Fault{{Status: 429, RetryAfter: 3}, {Status: 502, Body: "<html>"}}, most: 5000, calls: 3},
		"dies on the way":      {method: "download", faults: []telegramtest.Fault{{DropAfter: true}, {Drop: true}}, most: 5000, calls: 3},
		"dies again and again": {method: "download", faults: []telegramtest.Fault{{DropAfter: true}, {DropAfter: true}, {DropAfter: true}}, most: 5000, want: doubles.ErrAny, calls: 3},
		"gone":                 {method: "download", faults: []telegramtest.Fault{{Status: 404, Description: "Not Found"}}, most: 5000, want: speech.ErrGone, calls: 1},
		"getFile stumbles":     {method: "getFile", faults: []telegramtest.Fault{{Status: 500, Body: "<html>"}}, most: 5000, calls: 1},
		"unknown to getFile":   {method: "getFile", faults: []telegramtest.Fault{{Status: 400, Description: "Bad Request: invalid file_id"}}, most: 5000, want: speech.ErrGone},
		"too big for getFile":  {method: "getFile", faults: []telegramtest.Fault{{Status: 400, Description: "Bad Request: file is too big"}}, most: 5000, want: speech.ErrLarge},
		"an answer that leads elsewhere": {method: "getFile", faults: []telegramtest.Fault{{Status: 200, Body: `{"ok":true,"result":{"file_id":"f","file_path":"../../other/f"}}`}},
			most: 5000, want: doubles.ErrAny},
		"a path on the server's disk": {method: "getFile", faults: []telegramtest.Fault{{Status: 200, Body: `{"ok":true,"result":{"file_id":"f","file_path":"/var/lib/f.oga"}}`}},
			most: 5000, want: doubles.ErrAny},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, echo, nil)
			t.Cleanup(b.Close)
			b.server.AddFile("f", sound)
			if c.method != "" {
				b.server.Fail(c.method, c.faults...)
			}
			data, err := b.bot.Fetch(t.Context(), "f", c.most)
			doubles.WantFetched(t, data, err, sound, c.want)
			if n := len(b.server.Calls("download")); n != c.calls {
				t.Errorf("downloaded %d times, want %d", n, c.calls)
			}
			if err != nil && strings.Contains(err.Error(), token) {
				t.Errorf("the error holds the token: %v", err)
			}
		})
	}
}

// What is fetched comes from the server that was set, and from nowhere that it
// points to: the address holds the token.
func TestDownloadsFollowNowhere(t *testing.T) {
	b := newBench(t, echo, nil)
	t.Cleanup(b.Close)
	b.server.AddFile("f", []byte("OggS"))
	b.http.Transport = redirecting{b.http.Transport}
	if data, err := b.bot.Fetch(t.Context(), "f", 100); err == nil {
		t.Errorf("%q", data)
	}
}

// redirecting answers downloads with another address.
type redirecting struct{ http.RoundTripper }

func (r redirecting) RoundTrip(req *http.Request) (*http.Response, error) {
	if strings.Contains(req.URL.Path, "/file/bot") {
		return &http.Response{StatusCode: http.StatusFound, Header: http.Header{"Location": {"https://example.com/f"}}, Body: http.NoBody, Request: req}, nil
	}
	if req.URL.Host == "example.com" {
		panic("followed")
	}
	return r.RoundTripper.RoundTrip(req)
}

// A hanging server is given up when the caller's patience ends.
func TestHangingDownload(t *testing.T) {
	b := newBench(t, echo, nil)
	t.Cleanup(b.Close)
	b.server.AddFile("f", []byte("OggS"))
	b.server.Fail("download", telegramtest.Fault{Hang: true})
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { _, err := b.bot.Fetch(ctx, "f", 100); done <- err }()
	b.until(func(s telegramtest.State) bool { return s.Calls("download") == 1 })
	cancel()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

// A voice message that was taken and not answered is fetched at the next
// start, though the address of its file has changed meanwhile.
func TestRecordingAcrossARestart(t *testing.T) {
	hold, held := doubles.Held()
	b := newBench(t, hold, nil)
	b.Run(func(ctx context.Context, in *intake.Pool) error { return b.bot.Run(ctx, in) })
	b.server.Speak(7, "vi", []byte("OggS said"), 3)
	b.server.Say(7, "vi", "typed")
	<-held
	b.until(func(s telegramtest.State) bool { return s.Unacknowledged() == 0 })
	b.BreakOff()
	b.server.Expire()
	b.open(handlers.HandlerFunc(func(ctx context.Context, r handlers.Request, out handlers.Sender) error {
		if r.Recording != nil {
			data, err := b.bot.Fetch(ctx, r.Recording.Ref, 100)
			if err != nil {
				return err
			}
			r.Text = string(data)
		}
		return echo(ctx, r, out)
	}))
	b.run()
	got := b.sent(2)
	if !strings.HasPrefix(got[0].Text, "OggS said|") || !strings.HasPrefix(got[1].Text, "typed|") {
		t.Errorf("sent %+v", got)
	}
}
