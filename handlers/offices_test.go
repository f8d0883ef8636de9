package handlers_test

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"vanthu/corpus"
	"vanthu/corpus/extract"
	"vanthu/corpus/format"
	"vanthu/corpus/lexicon"
	"vanthu/handlers"
	"vanthu/handlers/answer"
	"vanthu/handlers/offices"
	"vanthu/handlers/state"
)

// counter is an installation that has registers of offices and an index in
// which nothing is found.
type counter struct {
	t     *testing.T
	dir   string
	state *state.State
	core  *handlers.Core
	lx    *lexicon.Lexicon
	now   time.Time
	log   bytes.Buffer
}

func newCounter(t *testing.T) *counter {
	t.Helper()
	dir := t.TempDir()
	s, catalog := kept(t, dir)
	lx, err := lexicon.Load(nil)
	if err != nil {
		t.Fatal(err)
	}
	zone := time.FixedZone("", 7*3600)
	c := &counter{t: t, dir: dir, state: s, lx: lx, now: time.Date(2026, 3, 10, 9, 0, 0, 0, zone)}
	d := extract.NewDescriber(extract.New(lx))
	c.core = handlers.New(handlers.Deps{Library: s, Memory: s, Acts: s, Agencies: lx, Book: handlers.NewBook(s, lx), Catalog: catalog, Zone: zone, Concepts: lx.Concepts(),
		OfficeBook: offices.NewBook(s, lx.OfficeColumns(), offices.NewWords(lx)),
		Answerer:   answer.New(answer.Deps{Lexicon: lx, Describer: d, Engine: noHits{}, Texts: s}),
		Now:        func() time.Time { return c.now }, Log: slog.New(slog.NewTextHandler(&c.log, nil))})
	return c
}

// store stores a register, or drops it where it is empty.
func (c *counter) store(path, text string) {
	c.t.Helper()
	change := state.Change{ID: "id" + path, Collection: "c", File: path, Hash: text, Deleted: text == ""}
	if text != "" {
		r := format.Reader{Limits: format.DefaultLimits(), Column: c.lx.OfficeColumns().Column}
		if err := r.Read(c.t.Context(), path, []byte(text), func(rec format.Record) error {
			change.Document = extract.NewDescriber(extract.New(c.lx)).Describe(rec.Text)
			return rec.Err
		}); err != nil {
			c.t.Fatal(err)
		}
		change.Document.ID, change.Document.Path, change.Document.Collection, change.Document.Title = change.ID, path, "c", path
	}
	if _, err := c.state.SaveDocuments(c.t.Context(), []state.Change{change}, c.now); err != nil {
		c.t.Fatal(err)
	}
}

func (c *counter) storeSample() {
	c.t.Helper()
	data, err := os.ReadFile("offices/testdata/register.csv")
	if err != nil {
		c.t.Fatal(err)
	}
	c.store("danh-ba.csv", string(data))
}

// screen keeps what was sent.
type screen struct{ replies []handlers.Reply }

func (s *screen) Send(_ context.Context, _ handlers.Conversation, r handlers.Reply) (handlers.MessageID, error) {
	s.replies = append(s.replies, r)
	return "1", nil
}

func (s *screen) Edit(context.Context, handlers.Conversation, handlers.MessageID, handlers.Reply) error {
	return nil
}

// shown gives a reply as it is read, with its buttons.
func shown(r handlers.Reply) string {
	s := handlers.Plain(r)
	for i, b := range r.Buttons {
		s += fmt.Sprintf("\n[%d %s]", i+1, b.Label)
	}
	return s
}

// talk sends messages of one conversation and gives the replies. "#2" presses
// the second button of the last reply, "@21.03,105.85" shares a location.
func (c *counter) talk(id, tag string, viewer corpus.Viewer, messages ...string) []handlers.Reply {
	c.t.Helper()
	var out screen
	for _, m := range messages {
		r := handlers.Request{Conversation: handlers.Conversation{Platform: "test", ID: id}, Person: "test:" + id, Role: handlers.Citizen, Language: tag, Text: m, Viewer: viewer}
		if n, err := strconv.Atoi(strings.TrimPrefix(m, "#")); err == nil && m[0] == '#' {
			r.Text, r.Action = "", out.replies[len(out.replies)-1].Buttons[n-1].Action
		}
		if m != "" && m[0] == '@' {
			lat, lon, _ := strings.Cut(m[1:], ",")
			r.Text, r.Point = "", &handlers.SharedPoint{}
			r.Point.Lat, _ = strconv.ParseFloat(lat, 64)
			r.Point.Lon, _ = strconv.ParseFloat(lon, 64)
		}
		if err := c.core.Handle(c.t.Context(), r, &out); err != nil {
			c.t.Fatalf("%s: %v", m, err)
		}
	}
	return out.replies
}

// TestOfficeTalks holds the conversations of testdata/offices.txtar: the
// messages of each file "name.ask", a line each, and the replies below.
func TestOfficeTalks(t *testing.T) {
	const file = "testdata/offices.txtar"
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	c := newCounter(t)
	c.storeSample()
	for i := 0; i+1 < len(archive.Files); i += 2 {
		name, ok := strings.CutSuffix(archive.Files[i].Name, ".ask")
		if !ok || archive.Files[i+1].Name != "reply" {
			t.Fatalf("%s is followed by %s", archive.Files[i].Name, archive.Files[i+1].Name)
		}
		tag, _, _ := strings.Cut(name, "/")
		if tag == "any" {
			tag = ""
		}
		var got []string
		for _, r := range c.talk(name, tag, corpus.Viewer{}, strings.Split(strings.TrimSpace(string(archive.Files[i].Data)), "\n")...) {
			got = append(got, shown(r))
		}
		text := strings.Join(got, "\n\n———\n\n") + "\n"
		if text != string(archive.Files[i+1].Data) && os.Getenv("UPDATE") == "" {
			t.Errorf("%s:\n%s\nwant\n%s", name, text, archive.Files[i+1].Data)
		}
		archive.Files[i+1].Data = []byte(text)
	}
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
