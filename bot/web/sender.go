package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"sync"

	"vanthu/handlers"
)

// separator ends every fragment of a streamed answer. It cannot stand inside
// one, since "<" is escaped there.
const separator = "<!--part-->"

// errOver says that a reply came after its request was done.
var errOver = errors.New("the answer is over")

// sender brings replies into a turn and, where the browser takes the answer
// piece by piece, to the browser. It is a handlers.Sender.
type sender struct {
	page *Page
	turn *turn
	v    visit

	mu     sync.Mutex
	stream http.ResponseWriter // nil: the answer is shown when it is whole
	left   bool                // the browser did not take what was sent
	sent   int                 // replies
	over   bool
}

// Send implements handlers.Sender.
func (s *sender) Send(_ context.Context, _ handlers.Conversation, r handlers.Reply) (handlers.MessageID, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	id := "t" + strconv.Itoa(s.turn.number) + "-" + strconv.Itoa(s.sent+1)
	if err := s.bring(id, r); err != nil {
		return "", err
	}
	s.sent++
	return handlers.MessageID(id), nil
}

// Edit implements handlers.Sender.
func (s *sender) Edit(_ context.Context, _ handlers.Conversation, id handlers.MessageID, r handlers.Reply) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i := 1; i <= s.sent; i++ {
		if string(id) == "t"+strconv.Itoa(s.turn.number)+"-"+strconv.Itoa(i) {
			return s.bring(string(id), r)
		}
	}
	return fmt.Errorf("edit message %q: it is none of this answer", id)
}

func (s *sender) bring(id string, r handlers.Reply) error {
	if s.over {
		return errOver
	}
	p, err := s.page.reply(id, s.page.withFile(s.turn.session, r), s.v)
	if err != nil {
		return err
	}
	return s.show(p)
}

// show puts a part into the turn and sends it on. That the browser is gone is
// no error: the answer is there when the page is loaded again.
func (s *sender) show(p part) error {
	if err := s.page.conversations.put(s.turn, p); err != nil {
		return err
	}
	if s.stream == nil || s.left {
		return nil
	}
	_, err := s.stream.Write([]byte(p.html + separator))
	if err == nil {
		err = http.NewResponseController(s.stream).Flush()
	}
	if err != nil && !errors.Is(err, http.ErrNotSupported) {
		s.left = true
	}
	return nil
}

// replies tells how many replies were sent.
func (s *sender) replies() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.sent
}

// close ends the answer; later replies are refused.
func (s *sender) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.over = true
}
