// Package terminal is the conversation in a terminal or a pipe: the same
// requests and replies as on a chat platform, one message a line.
//
// Chat reads lines, Render lays a reply out in display cells. What a document
// says is stripped of control characters on the way, so that no document can
// drive the terminal that shows it.
package terminal

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strconv"
	"strings"
	"unicode"

	"vanthu/corpus"
	"vanthu/handlers"
	"vanthu/handlers/i18n"
)

// maxLine bounds one message, in bytes without the line's end.
const maxLine = 64 << 10

// prompt asks for the next message, on a terminal only.
const prompt = "> "

// Deps is what a conversation needs.
type Deps struct {
	Handler  handlers.Handler
	Catalog  *i18n.Catalog
	In       io.Reader
	Out      io.Writer
	Terminal bool // Out is a terminal: prompt, greeting and colour
	Language string
	Person   string
	Role     handlers.Role
	Viewer   corpus.Viewer
	Width    int          // display cells of a line; 0: the terminal's own width, 80 in a pipe
	Log      *slog.Logger // gets the errors of the handler; nil: they are dropped
}

// Chat answers the lines of In until it ends, "/quit" is written or ctx is
// done. It fails when In can't be read or Out can't be written; an error of
// the handler, which has said so to the person, does not end it.
//
// A Read of In that is under way when ctx is done is broken off where In has
// deadlines; elsewhere it ends with In, after Chat has returned.
func Chat(ctx context.Context, d Deps) error {
	s := &screen{deps: d}
	lines := newLines(d.In)
	defer lines.stop()
	if d.Terminal {
		s.print(handlers.Reply{Language: s.speaks(), Final: true, Blocks: []handlers.Block{
			{Kind: handlers.Para, Text: d.Catalog.Say(s.speaks(), "terminal_hello", nil)}}})
	}
	for ctx.Err() == nil {
		s.ask()
		line, err := lines.next(ctx)
		switch {
		case err == io.EOF || ctx.Err() != nil:
			s.close()
			return s.failed()
		case errors.Is(err, errTooLong):
			s.print(handlers.Reply{Language: s.speaks(), Final: true, Blocks: []handlers.Block{{Kind: handlers.Notice,
				Text: d.Catalog.Say(s.speaks(), "terminal_too_long", i18n.Args{"Limit": strconv.Itoa(maxLine >> 10)})}}})
		case err != nil:
			return fmt.Errorf("read the next message: %w", err)
		default:
			text := message(line)
			if text == "" {
				continue
			}
			if strings.EqualFold(text, "/quit") {
				return s.failed()
			}
			s.handle(ctx, text)
		}
		if err := s.failed(); err != nil {
			return err
		}
	}
	return s.failed()
}

// message gives what was written in a line: valid UTF-8 without space around
// it, empty where nothing visible was.
func message(line []byte) string {
	return strings.TrimFunc(strings.ToValidUTF8(string(line), "\ufffd"), func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r) || r == '\ufeff'
	})
}

// pressed gives the number that a line is, in the digits of any script.
func pressed(text string) (n int, ok bool) {
	for i, r := range text {
		if !unicode.Is(unicode.Nd, r) || i > 16 {
			return 0, false
		}
		zero := r // the digits of a script stand in a row
		for r-zero < 9 && unicode.Is(unicode.Nd, zero-1) {
			zero--
		}
		n = n*10 + int(r-zero)
	}
	return n, text != ""
}

// handle passes one message on and waits until it is answered.
func (s *screen) handle(ctx context.Context, text string) {
	r := handlers.Request{Conversation: s.conversation(), Person: s.deps.Person, Role: s.deps.Role,
		Language: s.deps.Language, Viewer: s.deps.Viewer, Text: text}
	if n, ok := pressed(text); ok {
		if action := s.action(n); action != "" {
			r.Text, r.Action = "", action
		}
	}
	if err := s.deps.Handler.Handle(ctx, r, s); err != nil && s.deps.Log != nil && ctx.Err() == nil {
		s.deps.Log.Error("handle a message of the terminal", "error", err)
	}
	s.flush()
}

func (s *screen) conversation() handlers.Conversation {
	return handlers.Conversation{Platform: "terminal", ID: s.deps.Person}
}
