package relay_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"go.uber.org/goleak"

	"vanthu/bot/doubles"
	"vanthu/bot/relay"
	"vanthu/handlers"
	"vanthu/handlers/intake"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const secret = "0123456789abcdef-shared"

// messenger is a relay and the messenger behind it.
type messenger struct {
	t      *testing.T
	server *httptest.Server
	hook   http.Handler
	called chan struct{} // a token a call

	mu     sync.Mutex
	shown  []relay.Reply
	answer []func(w http.ResponseWriter) // what the next calls are answered
	office *doubles.Office
}

func (m *messenger) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		m.t.Error(err)
	}
	defer func() { m.called <- struct{}{} }()
	m.mu.Lock()
	defer m.mu.Unlock()
	if r.Header.Get(relay.SignatureHeader) != relay.Sign(secret, r.Header.Get(relay.TimeHeader), body) {
		m.t.Error("a reply is not signed")
	}
	if len(m.answer) > 0 {
		f := m.answer[0]
		m.answer = m.answer[1:]
		f(w)
		return
	}
	var reply relay.Reply
	if err := json.Unmarshal(body, &reply); err != nil {
		m.t.Error(err)
	}
	m.shown = append(m.shown, reply)
	fmt.Fprintf(w, `{"id": "out-%d"}`, len(m.shown))
}

// open joins a relay to a handler; the function it gives ends both.
func open(t *testing.T, h handlers.HandlerFunc) (m *messenger, end func() []relay.Reply) {
	t.Helper()
	m = &messenger{t: t, called: make(chan struct{}, 1000), office: doubles.NewOffice(t)}
	m.server = httptest.NewServer(m)
	t.Cleanup(m.server.Close)
	client := &http.Client{Transport: &http.Transport{}}
	t.Cleanup(client.CloseIdleConnections)
	c, err := relay.New(relay.Settings{URL: m.server.URL, Secret: secret, Admins: []string{"boss"}},
		relay.Deps{HTTP: client, Log: m.office.Logger(), Now: time.Now, More: func(string) string { return "more" }})
	if err != nil {
		t.Fatal(err)
	}
	m.office.Open(relay.Platform, c, h, intake.Settings{})
	m.hook = c.Messages(m.office.Pool)
	return m, func() []relay.Reply {
		t.Helper()
		m.office.Close()
		return m.shown
	}
}

func reply(texts ...string) handlers.Reply {
	r := handlers.Reply{Language: "vi", Final: true}
	for _, s := range texts {
		r.Blocks = append(r.Blocks, handlers.Block{Kind: handlers.Para, Text: s})
	}
	return r
}

// post sends a call as a relay does, changed by change, and gives its status.
func (m *messenger) post(body string, change func(*http.Request)) int {
	r := httptest.NewRequest(http.MethodPost, "/hooks/relay", strings.NewReader(body))
	now := strconv.FormatInt(time.Now().Unix(), 10)
	r.Header.Set(relay.TimeHeader, now)
	r.Header.Set(relay.SignatureHeader, relay.Sign(secret, now, []byte(body)))
	if change != nil {
		change(r)
	}
	w := httptest.NewRecorder()
	m.hook.ServeHTTP(w, r)
	return w.Code
}

func message(id, text string) string {
	data, err := json.Marshal(map[string]any{"id": id, "conversation": "c1", "person": "p1", "text": text, "language": "vi-VN"})
	if err != nil {
		panic(err)
	}
	return string(data)
}

func TestConversation(t *testing.T) {
	m, end := open(t, func(ctx context.Context, r handlers.Request, out handlers.Sender) error {
		if r.Text == "work" {
			id, err := out.Send(ctx, r.Conversation, handlers.Reply{Blocks: []handlers.Block{{Text: "1 / 2"}}})
			if err != nil {
				return err
			}
			return out.Edit(ctx, r.Conversation, id, reply("2 / 2"))
		}
		_, err := out.Send(ctx, r.Conversation, reply(fmt.Sprintf("%s|%s|%s|%s|%s|%v|%v", r.Text, r.Action, r.Person, r.Role, r.Hint, r.Group, r.Viewer.Person)))
		return err
	})
	for _, body := range []string{
		message("1", "Lệ phí?"), message("1", "Lệ phí?"), // delivered twice
		`{"id":"2","conversation":"c1","person":"boss","action":"more:x","group":true}`,
		message("3", "work"),
	} {
		if status := m.post(body, nil); status != http.StatusAccepted {
			t.Errorf("%s: %d", body, status)
		}
	}
	got := end()
	var texts []string
	for _, r := range got {
		texts = append(texts, r.Answers+": "+r.Edits+" "+r.Text)
		if r.Conversation != "c1" || r.Key == "" {
			t.Errorf("shown: %+v", r)
		}
	}
	wanted := []string{"1:  Lệ phí?||relay:p1|citizen|vi|false|relay:p1", "2:  |more:x|relay:boss|admin||true|", "3:  1 / 2", "3: out-3 2 / 2"}
	if len(texts) == 3 { // the progress waited long enough for its end
		wanted = []string{wanted[0], wanted[1], "3:  2 / 2"}
	}
	if !slices.Equal(texts, wanted) {
		t.Errorf("shown: %q\nwant   %q", texts, wanted)
	}
}

func TestReplyHasAllParts(t *testing.T) {
	m, end := open(t, func(ctx context.Context, r handlers.Request, out handlers.Sender) error {
		_, err := out.Send(ctx, r.Conversation, handlers.Reply{Language: "he", Final: true, More: "more:1", Blocks: []handlers.Block{
			{Kind: handlers.Lead, Text: "20 ימים"},
			{Kind: handlers.Quote, Text: "20 ngày làm việc", Lang: "vi", Source: &handlers.Source{Line: "57-NQ/TW", URL: "https://example.vn/a"}},
			{Kind: handlers.List, Items: []string{"one", "two"}},
		}, Buttons: []handlers.Button{{Label: "Hồ sơ", Action: "field:papers:1"}, {Label: "too long", Action: strings.Repeat("x", 55)}},
			File: &handlers.File{Name: "duties.ics", Type: "text/calendar", Data: []byte("BEGIN")}})
		return err
	})
	m.post(message("1", "q"), nil)
	got := end()
	if len(got) != 1 {
		t.Fatalf("shown: %+v", got)
	}
	r := got[0]
	if r.Direction != "rtl" || r.Language != "he" || !r.Final || r.Text != "20 ימים\n\n“20 ngày làm việc”\n57-NQ/TW\nhttps://example.vn/a\n\n• one\n• two" {
		t.Errorf("shown: %+v", r)
	}
	if len(r.Blocks) != 3 || r.Blocks[1].Source != "57-NQ/TW" || r.Blocks[1].Language != "vi" || r.Blocks[1].Kind != "quote" || !slices.Equal(r.Blocks[2].Items, []string{"one", "two"}) {
		t.Errorf("blocks: %+v", r.Blocks)
	}
	if want := []relay.Button{{Label: "more", Action: "more:1"}, {Label: "Hồ sơ", Action: "field:papers:1"}}; !slices.Equal(r.Buttons, want) {
		t.Errorf("buttons: %+v", r.Buttons)
	}
	if r.File == nil || r.File.Name != "duties.ics" || string(r.File.Data) != "BEGIN" {
		t.Errorf("file: %+v", r.File)
	}
}

func TestLongReplies(t *testing.T) {
	text := strings.TrimSpace(strings.Repeat("Điều này nói rõ ràng. ", 400))
	m, end := open(t, func(ctx context.Context, r handlers.Request, out handlers.Sender) error {
		_, err := out.Send(ctx, r.Conversation, handlers.Reply{Final: true, Blocks: []handlers.Block{
			{Kind: handlers.Quote, Text: text, Source: &handlers.Source{Line: "source"}}}, Buttons: []handlers.Button{{Label: "b", Action: "b"}}})
		return err
	})
	m.post(message("1", "q"), nil)
	got := end()
	var all []string
	for i, r := range got {
		if n := utf8.RuneCountInString(r.Text); n > 2000 {
			t.Errorf("message %d has %d characters", i, n)
		}
		if (len(r.Buttons) > 0) != (i == len(got)-1) || strings.Contains(r.Text, "source") != (i == len(got)-1) {
			t.Errorf("message %d: %+v", i, r)
		}
		all = append(all, r.Blocks[0].Text)
	}
	if strings.Join(all, " ") != text {
		t.Errorf("%d messages do not make up the text", len(got))
	}
}

func TestRefusedCalls(t *testing.T) {
	m, end := open(t, func(ctx context.Context, r handlers.Request, out handlers.Sender) error {
		_, err := out.Send(ctx, r.Conversation, reply(r.Text))
		return err
	})
	at := func(d time.Duration) func(*http.Request) {
		return func(r *http.Request) {
			when := strconv.FormatInt(time.Now().Add(d).Unix(), 10)
			r.Header.Set(relay.TimeHeader, when)
			r.Header.Set(relay.SignatureHeader, relay.Sign(secret, when, []byte(message("1", "q"))))
		}
	}
	for name, test := range map[string]struct {
		body   string
		change func(*http.Request)
		want   int
	}{
		"no signature": {message("1", "q"), func(r *http.Request) { r.Header.Del(relay.SignatureHeader) }, http.StatusUnauthorized},
		"of another secret": {message("1", "q"), func(r *http.Request) {
			r.Header.Set(relay.SignatureHeader, relay.Sign("another", r.Header.Get(relay.TimeHeader), []byte(message("1", "q"))))
		}, http.StatusUnauthorized},
		"of another body":    {message("1", "changed"), at(0), http.StatusUnauthorized},
		"too old":            {message("1", "q"), at(-6 * time.Minute), http.StatusUnauthorized},
		"of the future":      {message("1", "q"), at(6 * time.Minute), http.StatusUnauthorized},
		"no time":            {message("1", "q"), func(r *http.Request) { r.Header.Set(relay.TimeHeader, "now") }, http.StatusUnauthorized},
		"a little slow":      {message("1", "q"), at(-4 * time.Minute), http.StatusAccepted},
		"not posted":         {message("1", "q"), func(r *http.Request) { r.Method = http.MethodGet }, http.StatusMethodNotAllowed},
		"too large":          {`{"text":"` + strings.Repeat("x", 65<<10) + `"}`, nil, http.StatusRequestEntityTooLarge},
		"no JSON":            {`{"id":`, nil, http.StatusBadRequest},
		"no ID":              {message("", "q"), nil, http.StatusBadRequest},
		"a long ID":          {message(strings.Repeat("x", 201), "q"), nil, http.StatusBadRequest},
		"nothing said":       {message("2", "  "), nil, http.StatusBadRequest},
		"a long action":      {`{"id":"3","conversation":"c","person":"p","action":"` + strings.Repeat("x", 55) + `"}`, nil, http.StatusBadRequest},
		"a place on no map":  {`{"id":"4","conversation":"c","person":"p","location":{"lat":91,"lon":0}}`, nil, http.StatusBadRequest},
		"a place":            {`{"id":"5","conversation":"c","person":"p","location":{"lat":21,"lon":105.8}}`, nil, http.StatusAccepted},
		"nothing to be read": {`{"id":"6","conversation":"c","person":"p","wordless":true}`, nil, http.StatusAccepted},
		"control characters": {`{"id":"7\u0000","conversation":"c","person":"p","text":"q"}`, nil, http.StatusBadRequest},
	} {
		if got := m.post(test.body, test.change); got != test.want {
			t.Errorf("%s: %d, want %d", name, got, test.want)
		}
	}
	end()
	if got := m.post(message("8", "q"), nil); got != http.StatusServiceUnavailable {
		t.Errorf("after the end: %d", got)
	}
}

func TestAnswersOfTheRelay(t *testing.T) {
	status := func(code int, header ...string) func(http.ResponseWriter) {
		return func(w http.ResponseWriter) {
			for i := 0; i+1 < len(header); i += 2 {
				w.Header().Set(header[i], header[i+1])
			}
			w.WriteHeader(code)
		}
	}
	drop := func(w http.ResponseWriter) {
		c, _, err := w.(http.Hijacker).Hijack()
		if err == nil {
			err = c.Close()
		}
		if err != nil {
			panic(err)
		}
	}
	for name, test := range map[string]struct {
		answers []func(http.ResponseWriter)
		want    []string
	}{
		"gone":            {[]func(http.ResponseWriter){status(http.StatusGone)}, nil},
		"refused":         {[]func(http.ResponseWriter){status(http.StatusUnprocessableEntity)}, []string{"two"}},
		"asked to wait":   {[]func(http.ResponseWriter){status(http.StatusTooManyRequests, "Retry-After", "1")}, []string{"one", "two"}},
		"away":            {[]func(http.ResponseWriter){status(http.StatusBadGateway), drop}, []string{"one", "two"}},
		"not yet allowed": {[]func(http.ResponseWriter){status(http.StatusUnauthorized)}, []string{"one", "two"}},
	} {
		t.Run(name, func(t *testing.T) {
			shown := make(chan struct{})
			m, end := open(t, func(ctx context.Context, r handlers.Request, out handlers.Sender) error {
				_, err := out.Send(ctx, r.Conversation, reply("one"))
				if err == nil {
					_, err = out.Send(ctx, r.Conversation, reply("two"))
				}
				close(shown)
				return err
			})
			first := test.answers[0]
			m.mu.Lock()
			m.answer = slices.Concat([]func(http.ResponseWriter){func(w http.ResponseWriter) {
				<-shown // both wait to be sent
				first(w)
			}}, test.answers[1:])
			m.mu.Unlock()
			m.post(message("1", "q"), nil)
			<-shown
			m.until(func() bool { return len(m.answer) == 0 && len(m.shown) >= len(test.want) })
			var got []string
			for _, r := range end() {
				got = append(got, r.Text)
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("shown: %q, want %q", got, test.want)
			}
			if strings.Contains(m.office.Log.String(), secret) {
				t.Error("the log holds the secret")
			}
		})
	}
}

// until waits for what the messenger sees.
func (m *messenger) until(ok func() bool) {
	m.t.Helper()
	late := time.After(20 * time.Second)
	for {
		m.mu.Lock()
		done := ok()
		m.mu.Unlock()
		if done {
			return
		}
		select {
		case <-m.called:
		case <-late:
			m.t.Fatal("not seen in time")
		}
	}
}

func TestSettings(t *testing.T) {
	for name, set := range map[string]relay.Settings{
		"no address":     {URL: "", Secret: secret},
		"another scheme": {URL: "file:///etc", Secret: secret},
		"a short secret": {URL: "https://relay.example.vn", Secret: "short"},
	} {
		if _, err := relay.New(set, relay.Deps{}); err == nil || strings.Contains(err.Error(), "short\"") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzMessages(f *testing.F) {
	f.Add([]byte(message("1", "Lệ phí?")))
	f.Add([]byte(`{"id":"2","conversation":"c","person":"p","location":{"lat":1e308,"lon":-0}}`))
	f.Add([]byte(`{"sent":"2025-13-01T00:00:00Z"}`))
	f.Add([]byte(`[]`))
	c, err := relay.New(relay.Settings{URL: "http://127.0.0.1:1", Secret: secret}, relay.Deps{Log: slog.New(slog.DiscardHandler), Now: time.Now})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		r := httptest.NewRequest(http.MethodPost, "/", bytes.NewReader(body))
		now := strconv.FormatInt(time.Now().Unix(), 10)
		r.Header.Set(relay.TimeHeader, now)
		r.Header.Set(relay.SignatureHeader, relay.Sign(secret, now, body))
		w := httptest.NewRecorder()
		took := false
		c.Messages(accept(func(in intake.Incoming) {
			took = true
			if in.ID == "relay:" || in.Request.Conversation.ID == "" || in.Request.Person == "relay:" {
				t.Errorf("taken: %+v", in)
			}
		})).ServeHTTP(w, r)
		if took != (w.Code == http.StatusAccepted) || !took && w.Code != http.StatusBadRequest && w.Code != http.StatusRequestEntityTooLarge {
			t.Errorf("taken: %v, status %d", took, w.Code)
		}
	})
}

type accept func(intake.Incoming)

func (a accept) Accept(_ context.Context, in intake.Incoming) error {
	a(in)
	return nil
}
