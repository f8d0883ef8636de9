package terminal_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
	"go.uber.org/goleak"
	"gopkg.in/yaml.v3"

	"vanthu/bot/terminal"
	"vanthu/corpus"
	"vanthu/handlers"
	"vanthu/handlers/i18n"
)

// visible shows the characters of the layout that a reader of a test can't see.
var visible = strings.NewReplacer("\x1b", "ESC", "\u2066", "<LTR ", "\u2067", "<RTL ", "\u2069", ">")

// step is one thing the scripted handler does.
type step struct {
	Send, Edit *reply
	Fail       string
}

type reply struct {
	Language string
	Progress bool
	Blocks   []struct {
		Lead, Para, Quote, Notice, Code string
		Lang                            string
		List                            []string
		Source, URL                     string
	}
	Buttons []struct{ Label, Action string }
	More    string
}

func (r reply) neutral() handlers.Reply {
	out := handlers.Reply{Language: r.Language, Final: !r.Progress, More: r.More}
	for _, b := range r.Blocks {
		to := handlers.Block{Lang: b.Lang}
		switch {
		case b.List != nil:
			to.Kind, to.Items = handlers.List, b.List
		case b.Quote != "":
			to.Kind, to.Text = handlers.Quote, b.Quote
		case b.Notice != "":
			to.Kind, to.Text = handlers.Notice, b.Notice
		case b.Code != "":
			to.Kind, to.Text = handlers.Code, b.Code
		case b.Para != "":
			to.Kind, to.Text = handlers.Para, b.Para
		default:
			to.Kind, to.Text = handlers.Lead, b.Lead
		}
		if b.Source != "" || b.URL != "" {
			to.Source = &handlers.Source{Line: b.Source, URL: b.URL}
		}
		out.Blocks = append(out.Blocks, to)
	}
	for _, b := range r.Buttons {
		out.Buttons = append(out.Buttons, handlers.Button{Label: b.Label, Action: b.Action})
	}
	return out
}

// script answers requests as the sections of a conversation say; what none
// speaks of is answered with the request itself.
func script(t *testing.T, sections map[string]string) handlers.HandlerFunc {
	return func(ctx context.Context, r handlers.Request, out handlers.Sender) error {
		said := r.Text
		if r.Action != "" {
			said = "[" + r.Action + "]"
		}
		body, ok := sections["on "+said]
		if !ok {
			_, err := out.Send(ctx, r.Conversation, handlers.Reply{Final: true, Blocks: []handlers.Block{{
				Text: fmt.Sprintf("%s %s %s: %q", r.Person, r.Role, r.Language, said)}}})
			return err
		}
		var steps []step
		if err := yaml.Unmarshal([]byte(body), &steps); err != nil {
			t.Fatalf("on %s: %v", said, err)
		}
		var id handlers.MessageID
		for _, s := range steps {
			var err error
			switch {
			case s.Send != nil:
				id, err = out.Send(ctx, r.Conversation, s.Send.neutral())
			case s.Edit != nil:
				err = out.Edit(ctx, r.Conversation, id, s.Edit.neutral())
			default:
				err = errors.New(s.Fail)
			}
			if err != nil {
				return err
			}
		}
		return nil
	}
}

func catalog(t testing.TB) *i18n.Catalog {
	t.Helper()
	c, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestConversations(t *testing.T) {
	defer goleak.VerifyNone(t)
	t.Setenv("COLUMNS", "60")
	t.Setenv("NO_COLOR", "")
	t.Setenv("TERM", "xterm")
	files, err := filepath.Glob("testdata/conversations/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no conversations", err)
	}
	for _, name := range files {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			sections := map[string]string{}
			for _, f := range archive.Files {
				sections[f.Name] = string(f.Data)
			}
			in, err := strconv.Unquote(`"` + strings.ReplaceAll(strings.ReplaceAll(sections["in"], `"`, `\"`), "\n", `\n`) + `"`)
			if err != nil {
				t.Fatal("in:", err)
			}
			var out bytes.Buffer
			d := terminal.Deps{Handler: script(t, sections), Catalog: catalog(t), In: strings.NewReader(in), Out: &out,
				Person: "terminal:lan", Role: handlers.Citizen, Viewer: corpus.Viewer{Person: "lan"}}
			for _, set := range strings.Fields(sections["settings"]) {
				key, value, _ := strings.Cut(set, "=")
				switch key {
				case "terminal":
					d.Terminal = true
				case "language":
					d.Language = value
				case "width":
					d.Width, _ = strconv.Atoi(value)
				}
			}
			if err := terminal.Chat(t.Context(), d); err != nil {
				t.Fatal(err)
			}
			got := visible.Replace(out.String())
			if os.Getenv("UPDATE") != "" {
				for i := range archive.Files {
					if archive.Files[i].Name == "out" {
						archive.Files[i].Data = []byte(strings.TrimRight(got, "\n") + "\n")
					}
				}
				if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if strings.TrimRight(got, "\n") != strings.TrimRight(sections["out"], "\n") {
				t.Errorf("got:\n%s\nwant:\n%s", got, sections["out"])
			}
		})
	}
}

// echo answers with what was said.
var echo = handlers.HandlerFunc(func(ctx context.Context, r handlers.Request, out handlers.Sender) error {
	_, err := out.Send(ctx, r.Conversation, handlers.Reply{Final: true, Blocks: []handlers.Block{{Text: r.Text + r.Action}}})
	return err
})

func TestLinesThatAreTooLong(t *testing.T) {
	defer goleak.VerifyNone(t)
	const limit = 64 << 10
	c := catalog(t)
	refusal := c.Say("en", "terminal_too_long", i18n.Args{"Limit": "64"})
	for _, end := range []string{"\n", ""} {
		for n, refused := range map[int]bool{limit - 1: false, limit: false, limit + 1: true, 3 * limit: true} {
			heard := 0
			var out bytes.Buffer
			err := terminal.Chat(t.Context(), terminal.Deps{Catalog: c, Language: "en", Out: &out, Width: 200,
				In: strings.NewReader("first\n" + strings.Repeat("x", n) + end),
				Handler: handlers.HandlerFunc(func(_ context.Context, r handlers.Request, _ handlers.Sender) error {
					heard = max(heard, len(r.Text))
					return nil
				})})
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Contains(out.String(), refusal); got != refused || heard > limit {
				t.Errorf("a line of %d bytes: refused %t, want %t; heard %d bytes", n, got, refused, heard)
			}
		}
	}
}

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, errors.New("nobody reads") }

type brokenReader struct{}

func (brokenReader) Read([]byte) (int, error) { return 0, errors.New("the line is cut") }

func TestBrokenPipes(t *testing.T) {
	defer goleak.VerifyNone(t)
	d := terminal.Deps{Handler: echo, Catalog: catalog(t), In: strings.NewReader("a\nb\n"), Out: brokenWriter{}}
	if err := terminal.Chat(t.Context(), d); err == nil || !strings.Contains(err.Error(), "nobody reads") {
		t.Errorf("printing fails: %v", err)
	}
	d.In, d.Out = brokenReader{}, io.Discard
	if err := terminal.Chat(t.Context(), d); err == nil || !strings.Contains(err.Error(), "the line is cut") {
		t.Errorf("reading fails: %v", err)
	}
}

// TestEndWhileWaiting ends a conversation that waits for a message.
func TestEndWhileWaiting(t *testing.T) {
	defer goleak.VerifyNone(t)
	file, written, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	defer written.Close()
	piped, typed := io.Pipe()
	for name, in := range map[string]io.Reader{"with deadlines": file, "without": piped} {
		ctx, cancel := context.WithCancel(t.Context())
		out := &onWrite{at: "> ", then: cancel}
		if err := terminal.Chat(ctx, terminal.Deps{Handler: echo, Catalog: catalog(t), In: in, Out: out, Terminal: true}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		cancel()
	}
	typed.Close() // the read that could not be broken off ends with its input
}

// onWrite calls then when it is written at.
type onWrite struct {
	at   string
	then func()
}

func (w *onWrite) Write(b []byte) (int, error) {
	if string(b) == w.at {
		w.then()
	}
	return len(b), nil
}

// TestEditWhatIsNotThere: a message of another conversation, or none at all.
func TestEditWhatIsNotThere(t *testing.T) {
	defer goleak.VerifyNone(t)
	var out bytes.Buffer
	asked := false
	err := terminal.Chat(t.Context(), terminal.Deps{Catalog: catalog(t), In: strings.NewReader("x\n"), Out: &out, Person: "lan",
		Handler: handlers.HandlerFunc(func(ctx context.Context, r handlers.Request, s handlers.Sender) error {
			asked = true
			text := handlers.Reply{Final: true, Blocks: []handlers.Block{{Text: "text"}}}
			if _, err := s.Send(ctx, handlers.Conversation{Platform: "terminal", ID: "minh"}, text); err == nil {
				t.Error("sent to another person")
			}
			for _, id := range []handlers.MessageID{"", "0", "1", "x"} {
				if err := s.Edit(ctx, r.Conversation, id, text); err == nil {
					t.Errorf("edited message %q", id)
				}
			}
			return nil
		})})
	if err != nil || out.Len() > 0 || !asked {
		t.Errorf("%v, printed %q, asked %t", err, out.String(), asked)
	}
}

// FuzzChat: whatever comes in, requests are valid text of bounded length, in
// the order of the lines, and "/quit" ends them.
func FuzzChat(f *testing.F) {
	for _, in := range []string{"", "\n\n", "a\nb", "1\n2\n", "/quit\nnever\n", "\ufeff\xff\r\n\x00\n", strings.Repeat("x", 70_000) + "\nafter\n"} {
		f.Add([]byte(in))
	}
	c := catalog(f)
	f.Fuzz(func(t *testing.T, in []byte) {
		rest := strings.ToValidUTF8(string(in), "\ufffd")
		err := terminal.Chat(t.Context(), terminal.Deps{Catalog: c, In: bytes.NewReader(in), Out: io.Discard, Person: "lan",
			Handler: handlers.HandlerFunc(func(_ context.Context, r handlers.Request, _ handlers.Sender) error {
				if r.Text == "" || r.Action != "" || strings.ContainsRune(r.Text, '\n') || len(r.Text) > 3*64<<10 {
					t.Errorf("asked %q, pressed %q", r.Text, r.Action)
				}
				if strings.EqualFold(r.Text, "/quit") {
					t.Error("/quit was passed on")
				}
				var found bool
				if _, rest, found = strings.Cut(rest, r.Text); !found {
					t.Errorf("asked %q, which does not follow", r.Text)
				}
				return nil
			})})
		if err != nil {
			t.Error(err)
		}
	})
}
