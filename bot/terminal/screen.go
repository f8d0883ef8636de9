package terminal

import (
	"context"
	"fmt"
	"io"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/term"

	"vanthu/handlers"
	"vanthu/handlers/i18n"
)

// screen is the Sender of a conversation: it prints replies and knows which
// buttons the last one had.
type screen struct {
	deps Deps

	mu      sync.Mutex
	sent    int               // replies sent; the ID of each is its number
	last    string            // the last reply as printed
	tag     string            // language of the last reply
	buttons []handlers.Button // of the last reply, as numbered
	held    *handlers.Reply   // a progress message that no final one has followed; pipes only
	err     error             // the first failure to print
}

// Send prints a reply. In a pipe, a reply that is not final waits for the
// final one.
func (s *screen) Send(_ context.Context, to handlers.Conversation, r handlers.Reply) (handlers.MessageID, error) {
	if err := s.mine(to); err != nil {
		return "", err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sent++
	return handlers.MessageID(strconv.Itoa(s.sent)), s.show(r, false)
}

// Edit prints a reply again as it is now: what is printed stays printed.
func (s *screen) Edit(_ context.Context, to handlers.Conversation, id handlers.MessageID, r handlers.Reply) error {
	if err := s.mine(to); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if n, err := strconv.Atoi(string(id)); err != nil || n < 1 || n > s.sent {
		return fmt.Errorf("edit message %q: there is no such message in this terminal", id)
	}
	return s.show(r, true)
}

func (s *screen) mine(to handlers.Conversation) error {
	if to != s.conversation() {
		return fmt.Errorf("send to %s: this terminal talks with %s only", to.Key(), s.conversation().Key())
	}
	return nil
}

// show prints a reply, or holds it back. An edited one that reads as before is
// not printed twice. The lock is held.
func (s *screen) show(r handlers.Reply, edited bool) error {
	if !r.Final && !s.deps.Terminal {
		s.held = &r
		return s.err
	}
	s.held = nil
	if r.File != nil {
		r.Blocks = append(slices.Clone(r.Blocks), handlers.Block{Kind: handlers.Notice, Text: s.file(*r.File, r.Language)})
	}
	s.tag = r.Language
	s.buttons = numbered(r, s.more(r.Language))
	text := Render(r, Options{Width: s.width(), Color: s.colour(), More: s.more(r.Language)})
	if text == "" || edited && text == s.last {
		return s.err
	}
	s.last = text
	return s.write(text + "\n\n")
}

// file says what file came with a reply, and which command writes it.
func (s *screen) file(f handlers.File, tag string) string {
	args := i18n.Args{"Name": clean(f.Name), "Size": strconv.Itoa((len(f.Data)+1023)/1024) + " KB"}
	key := "file_terminal_here"
	if form := strings.TrimPrefix(path.Ext(f.Name), "."); form == "ics" || form == "csv" {
		key, args["Command"] = "file_terminal", "vanthu duties --format "+form
	}
	return s.deps.Catalog.Say(tag, key, args)
}

func (s *screen) more(tag string) string { return s.deps.Catalog.Say(tag, "more", nil) }

// write prints until printing fails once.
func (s *screen) write(text string) error {
	if s.err == nil {
		if _, err := io.WriteString(s.deps.Out, text); err != nil {
			s.err = fmt.Errorf("print a reply: %w", err)
		}
	}
	return s.err
}

// print shows a message of the terminal itself. It leaves the numbered
// buttons as they are.
func (s *screen) print(r handlers.Reply) {
	s.mu.Lock()
	defer s.mu.Unlock()
	_ = s.write(Render(r, Options{Width: s.width(), Color: s.colour()}) + "\n\n")
}

// flush prints a progress message that nothing followed, so that no request
// stays without a reply.
func (s *screen) flush() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if r := s.held; r != nil {
		r.Final = true
		_ = s.show(*r, false)
	}
}

// ask shows the prompt.
func (s *screen) ask() {
	if s.deps.Terminal {
		s.mu.Lock()
		defer s.mu.Unlock()
		_ = s.write(prompt)
	}
}

// close ends the line of the prompt.
func (s *screen) close() {
	if s.deps.Terminal {
		s.mu.Lock()
		defer s.mu.Unlock()
		_ = s.write("\n")
	}
}

func (s *screen) failed() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.err
}

// action gives what the n-th button of the last reply does; empty where there
// is none.
func (s *screen) action(n int) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if n < 1 || n > len(s.buttons) {
		return ""
	}
	return s.buttons[n-1].Action
}

// speaks gives the language of the terminal's own messages: the one that was
// chosen, else that of the last reply.
func (s *screen) speaks() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, tag := range []string{s.deps.Language, s.tag} {
		if tag != "" {
			return tag
		}
	}
	return "vi"
}

// Widths of a terminal's lines, in display cells. Wider ones are hard to read.
const (
	minWidth     = 20
	maxWidth     = 120
	defaultWidth = 80
)

// width gives the display cells of a line: the given ones, else on a terminal
// those of $COLUMNS or of the terminal as it is now, else 80.
func (s *screen) width() int {
	if s.deps.Width > 0 || !s.deps.Terminal {
		return s.deps.Width
	}
	if n, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && n > 0 {
		return min(n, maxWidth)
	}
	if f, ok := s.deps.Out.(interface{ Fd() uintptr }); ok {
		if n, _, err := term.GetSize(int(f.Fd())); err == nil && n > 0 {
			return min(n, maxWidth)
		}
	}
	return 0
}

// colour tells whether to use colour: on a terminal that has it, unless the
// person asks for none (https://no-color.org).
func (s *screen) colour() bool {
	return s.deps.Terminal && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
}
