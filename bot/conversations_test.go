package main

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode"

	"github.com/rogpeppe/go-internal/txtar"
	"golang.org/x/net/html"

	"vanthu/bot/discord/discordtest"
	"vanthu/bot/relay"
	"vanthu/bot/telegram/telegramtest"
)

var update = flag.Bool("update", false, "write the conversations as they are now")

// TestConversations holds the conversations of testdata/conversations on every
// front end of one running program, over the sample documents: the terminal,
// the web page without scripts, Telegram, Discord and a relay. What people
// read must be the same everywhere, word for word, with the same buttons.
//
// In a conversation "say" is what a person writes, or "[Label]" for a pressed
// button, and "reply" what comes back, its buttons in the last line.
func TestConversations(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/conversations/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no conversations", err)
	}
	h := openHouse(t)
	for i, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) { h.hold(t, file, i+1) })
	}
}

const conversationsDay = "2026-11-20T09:00:00+07:00"

// house is a running program with all its front ends.
type house struct {
	data, address string
	telegram      *telegramtest.Server
	discord       *discordtest.Server
	relay         *relayDouble
}

func openHouse(t *testing.T) *house {
	t.Helper()
	const token = "123456:conversations"
	h := &house{data: t.TempDir(), telegram: telegramtest.New(token), discord: discordtest.New(token), relay: newRelayDouble(t)}
	t.Cleanup(h.telegram.Close)
	t.Cleanup(h.discord.Close)
	ctx, stop := context.WithCancel(context.Background())
	var out, log output
	status := make(chan int, 1)
	go func() {
		status <- run(ctx, []string{"--data", h.data, "--now", conversationsDay, "--listen", "127.0.0.1:0", "--telegram-token", token, "--telegram-api", h.telegram.URL,
			"--discord-token", token, "--discord-api", h.discord.URL, "--relay-url", h.relay.URL, "--relay-secret", relaySecret, "serve"}, strings.NewReader(""), &out, &log)
	}()
	t.Cleanup(func() {
		stop()
		if s := <-status; s != 0 {
			t.Errorf("serve: status %d: %s", s, log.String())
		}
	})
	until(t, "the address", func() bool { return strings.Contains(out.String(), "\n") })
	h.address = strings.TrimSpace(out.String())
	h.relay.hook = h.address + relayHook
	until(t, "Discord's session", func() bool { return discordReady(t, h.discord) })
	return h
}

// shown is one reply as a front end shows it.
type shown struct {
	text    string
	buttons []string
	press   map[string]string // by label: what pressing it takes
}

// add adds a button, without what orders directions.
func (s *shown) add(label, press string) {
	label = strings.Map(visible, label)
	s.buttons = append(s.buttons, label)
	s.press[label] = press
}

// front is a person at one front end.
type front interface {
	// say writes, or presses the button whose label stands in brackets, and
	// gives the reply.
	say(t *testing.T, text string, last shown) shown
}

func label(text string) (string, bool) {
	s, ok := strings.CutPrefix(text, "[")
	if !ok {
		return "", false
	}
	return strings.CutSuffix(s, "]")
}

// hold holds one conversation everywhere, as person n.
func (h *house) hold(t *testing.T, file string, n int) {
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	talk := txtar.Parse(data)
	person := strconv.Itoa(1000 + n)
	fronts := map[string]front{
		"Telegram": &onTelegram{h.telegram, int64(1000 + n)},
		"Discord":  &onDiscord{h.discord, person},
		"web":      newOnWeb(t, h.address),
	}
	reference := &onRelay{double: h.relay, person: person}
	last := map[string]shown{}
	var told shown
	var typed, words []string // in the terminal
	for i := range talk.Files {
		turn := &talk.Files[i]
		if turn.Name != "say" {
			continue
		}
		text := strings.TrimSpace(string(turn.Data))
		line := text
		if name, ok := label(text); ok {
			line = strconv.Itoa(1 + slices.Index(told.buttons, name))
		}
		typed = append(typed, line)
		told = reference.say(t, text, told)
		wanted := wordsOf(told.text, nil)
		words = append(words, wordsOf(told.text, reference.sources))
		for name, f := range fronts {
			got := f.say(t, text, last[name])
			last[name] = got
			if name == "web" {
				wanted := wordsOf(told.text, reference.sources)
				if w := wordsOf(got.text, nil); w != wanted {
					t.Errorf("%s, %q:\n%s\nelsewhere:\n%s", name, text, w, wanted)
				}
			} else if w := wordsOf(got.text, nil); w != wanted {
				t.Errorf("%s, %q:\n%s\nelsewhere:\n%s", name, text, w, wanted)
			}
			if !slices.Equal(got.buttons, told.buttons) {
				t.Errorf("%s, %q: the buttons are %q, elsewhere %q", name, text, got.buttons, told.buttons)
			}
		}
		reply := told.text + "\n"
		if len(told.buttons) > 0 {
			reply += "\n[" + strings.Join(told.buttons, "] [") + "]\n"
		}
		if i+1 >= len(talk.Files) || talk.Files[i+1].Name != "reply" {
			t.Fatalf("%s: no reply behind %q", file, text)
		}
		if *update {
			talk.Files[i+1].Data = []byte(reply)
		} else if want := string(talk.Files[i+1].Data); reply != want {
			t.Errorf("%q is answered\n%s\nwant\n%s", text, reply, want)
		}
	}
	if got, want := h.terminal(t, typed, reference.allSources), strings.Join(words, " "); got != want {
		t.Errorf("the terminal:\n%s\nelsewhere:\n%s", got, want)
	}
	if *update {
		if err := os.WriteFile(file, txtar.Format(talk), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

var (
	webAddress   = regexp.MustCompile(`\(<?https?://[^\s)]*\)|https?://\S+`)
	buttonLine   = regexp.MustCompile(`(?m)^\[\d+\] .*$`)
	fenceOrQuote = regexp.MustCompile("(?m)^> ?")
)

// wordsOf gives the words of a text, without addresses and without the lines
// that say where quotations are from.
func wordsOf(text string, sources []string) string {
	text = strings.Map(visible, text) // what orders directions parts no words
	text = webAddress.ReplaceAllString(fenceOrQuote.ReplaceAllString(text, ""), " ")
	split := func(s string) string {
		return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r) }), " ")
	}
	out := split(text)
	for _, s := range sources {
		if s = split(webAddress.ReplaceAllString(s, " ")); s != "" {
			out = strings.Join(strings.Fields(strings.ReplaceAll(out, s, " ")), " ")
		}
	}
	return out
}

// terminal holds the conversation in a terminal and gives all words of the
// replies.
func (h *house) terminal(t *testing.T, lines, sources []string) string {
	t.Helper()
	c := exec.Command("vanthu", "--data", h.data, "--now", conversationsDay, "chat", "--user", "u"+strconv.Itoa(len(lines))+lines[0])
	c.Stdin = strings.NewReader(strings.Join(lines, "\n") + "\n")
	var errs bytes.Buffer
	c.Stderr = &errs
	out, err := c.Output()
	if err != nil {
		t.Fatalf("chat: %v: %s", err, errs.String())
	}
	return wordsOf(buttonLine.ReplaceAllString(strings.ReplaceAll(string(out), "│", ""), ""), sources)
}

// onTelegram is a person on Telegram.
type onTelegram struct {
	server *telegramtest.Server
	id     int64
}

func (f *onTelegram) all() (out []telegramtest.Message) {
	for _, m := range f.server.Sent() {
		if m.Chat == f.id {
			out = append(out, m)
		}
	}
	return out
}

func (f *onTelegram) say(t *testing.T, text string, last shown) shown {
	t.Helper()
	before := f.all()
	if name, ok := label(text); ok {
		f.server.Press(f.id, before[len(before)-1], last.press[name])
	} else {
		f.server.Say(f.id, "vi", text)
	}
	until(t, fmt.Sprintf("a reply to %q on Telegram", text), func() bool { return len(f.all()) > len(before) })
	m := f.all()[len(before)]
	out := shown{text: m.Text, press: map[string]string{}}
	for _, b := range m.Buttons {
		out.add(b.Text, b.Data)
	}
	return out
}

// onDiscord is a person on Discord, alone with the bot.
type onDiscord struct {
	server *discordtest.Server
	id     string
}

func (f *onDiscord) all() (out []discordtest.Message) {
	for _, m := range f.server.Sent() {
		if m.Channel == "dm"+f.id {
			out = append(out, m)
		}
	}
	return out
}

var discordEscapes = regexp.MustCompile(`\\(\W)`)

func (f *onDiscord) say(t *testing.T, text string, last shown) shown {
	t.Helper()
	before := len(f.all())
	if name, ok := label(text); ok {
		if id, listed := strings.CutPrefix(last.press[name], "list:"); listed {
			f.server.Choose("dm"+f.id, f.id, id)
		} else {
			f.server.Press("dm"+f.id, f.id, id)
		}
	} else {
		f.server.Say(f.id, text)
	}
	until(t, fmt.Sprintf("a reply to %q on Discord", text), func() bool { return len(f.all()) > before })
	m := f.all()[before]
	out := shown{text: discordEscapes.ReplaceAllString(m.Content, "$1"), press: map[string]string{}}
	for _, b := range m.Buttons {
		if b.Listed {
			b.ID = "list:" + b.ID
		}
		out.add(b.Label, b.ID)
	}
	return out
}

// onWeb is a person at the web page, in a browser without scripts.
type onWeb struct {
	client  *http.Client
	address string
}

func newOnWeb(t *testing.T, address string) *onWeb {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	f := &onWeb{client: &http.Client{Jar: jar, Transport: &http.Transport{}}, address: address}
	t.Cleanup(f.client.CloseIdleConnections)
	return f
}

// pageOf reads the page that an answer is.
func pageOf(t *testing.T, res *http.Response) *html.Node {
	t.Helper()
	defer res.Body.Close()
	doc, err := html.Parse(res.Body)
	if err != nil || res.StatusCode != http.StatusOK {
		t.Fatalf("the page: %s, %v", res.Status, err)
	}
	return doc
}

func (f *onWeb) say(t *testing.T, text string, last shown) shown {
	t.Helper()
	form := url.Values{"text": {text}}
	if name, ok := label(text); ok {
		form = url.Values{"action": {last.press[name]}}
	}
	res, err := f.client.PostForm(f.address+"/", form)
	if err != nil {
		t.Fatal(err)
	}
	doc := pageOf(t, res)
	var bot *html.Node // the last reply
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode && n.Data == "div" && slices.Contains(strings.Fields(attribute(n, "class")), "bot") {
			bot = n
		}
	}
	if bot == nil {
		t.Fatalf("no reply to %q on the page", text)
	}
	out := shown{press: map[string]string{}}
	for n := range bot.Descendants() {
		if n.Type == html.ElementNode && n.Data == "button" {
			out.add(strings.TrimSpace(textOf(n, nil)), attribute(n, "value"))
		}
	}
	out.text = textOf(bot, []string{"form", "figcaption"})
	return out
}

// visible drops what orders directions.
func visible(r rune) rune {
	if unicode.Is(unicode.Cf, r) {
		return -1
	}
	return r
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// textOf gives the text in a node, without some elements.
func textOf(n *html.Node, without []string) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	if n.Type == html.ElementNode && slices.Contains(without, n.Data) {
		return ""
	}
	var out strings.Builder
	for c := range n.ChildNodes() {
		out.WriteString(textOf(c, without))
	}
	if n.Type == html.ElementNode && !slices.Contains([]string{"a", "span", "b", "i", "q", "bdi"}, n.Data) {
		out.WriteString("\n")
	}
	return out.String()
}

// relayDouble is a relay to another messenger.
type relayDouble struct {
	*httptest.Server
	hook string

	mu    sync.Mutex
	shown []relay.Reply
	calls int
}

const relaySecret = "0123456789abcdef-conversations"

func newRelayDouble(t *testing.T) *relayDouble {
	d := &relayDouble{}
	d.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var reply relay.Reply
		if err := json.NewDecoder(r.Body).Decode(&reply); err != nil {
			t.Error(err)
		}
		d.mu.Lock()
		defer d.mu.Unlock()
		d.shown = append(d.shown, reply)
		fmt.Fprintf(w, `{"id":"r%d"}`, len(d.shown))
	}))
	t.Cleanup(d.Close)
	return d
}

func (d *relayDouble) all(conversation string) (out []relay.Reply) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, r := range d.shown {
		if r.Conversation == conversation {
			out = append(out, r)
		}
	}
	return out
}

// onRelay is a person at another messenger.
type onRelay struct {
	double     *relayDouble
	person     string
	sources    []string // of the last reply
	allSources []string
}

func (f *onRelay) say(t *testing.T, text string, last shown) shown {
	t.Helper()
	before := len(f.double.all(f.person))
	f.double.mu.Lock()
	f.double.calls++
	m := map[string]any{"id": strconv.Itoa(f.double.calls), "conversation": f.person, "person": f.person, "language": "vi"}
	f.double.mu.Unlock()
	if name, ok := label(text); ok {
		m["action"] = last.press[name]
	} else {
		m["text"] = text
	}
	body, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	req, err := http.NewRequest(http.MethodPost, f.double.hook, bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	at, err := time.Parse(time.RFC3339, conversationsDay)
	if err != nil {
		t.Fatal(err)
	}
	now := strconv.FormatInt(at.Unix()+30, 10)
	req.Header.Set(relay.TimeHeader, now)
	req.Header.Set(relay.SignatureHeader, relay.Sign(relaySecret, now, body))
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	told, err := io.ReadAll(res.Body)
	res.Body.Close()
	if err != nil || res.StatusCode != http.StatusAccepted {
		t.Fatalf("%q: %s %s %v", text, res.Status, told, err)
	}
	until(t, fmt.Sprintf("a reply to %q at the relay", text), func() bool { return len(f.double.all(f.person)) > before })
	r := f.double.all(f.person)[before]
	out := shown{text: strings.TrimSpace(r.Text), press: map[string]string{}}
	f.sources = nil
	for _, b := range r.Blocks {
		if b.Source != "" {
			f.sources = append(f.sources, b.Source)
		}
	}
	f.allSources = append(f.allSources, f.sources...)
	for _, b := range r.Buttons {
		out.add(b.Label, b.Action)
	}
	return out
}
