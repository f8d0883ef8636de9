package discordtest

import (
	"fmt"
	"net/http"
	"strings"
)

// upload is a file of a person's message.
type upload struct {
	path string
	data []byte
}

// Attach keeps a file that a person sends, and gives the field of the message
// that goes with it, for Post and Send. A voice message has a length in
// seconds; other files have 0.
func (s *Server) Attach(name, kind string, data []byte, seconds float64) (more string) {
	s.change(func() {
		id := s.next()
		path := "/attachments/1/" + id + "/" + name
		s.uploads[id] = upload{path, data}
		voice := ""
		if seconds > 0 {
			voice = fmt.Sprintf(`,"duration_secs":%g,"waveform":"AAECAw=="`, seconds)
		}
		more = fmt.Sprintf(`,"attachments":[{"id":%q,"filename":%q,"content_type":%q,"size":%d,"url":%q%s}]`, id, name, kind, len(data), s.URL+path+s.signature(), voice)
	})
	return more
}

// Send delivers a direct message with further fields.
func (s *Server) Send(person, text, more string) string {
	return s.write("dm"+person, "", person, text, more)
}

// Expire makes the addresses of files that were told so far lead nowhere, as
// after a day. Whoever asks for the message gets new ones.
func (s *Server) Expire() { s.change(func() { s.signed++ }) }

// signature ends the addresses of files. The caller holds the lock.
func (s *Server) signature() string { return fmt.Sprintf("?ex=ffff&is=0&hm=%08x", s.signed) }

// renewed gives a message with valid addresses. The caller holds the lock.
func (s *Server) renewed(data string) string {
	for old := range s.signed {
		data = strings.ReplaceAll(data, fmt.Sprintf("&hm=%08x", old), fmt.Sprintf("&hm=%08x", s.signed))
	}
	return data
}

// file gives a file to whoever has a valid address. A bot that shows its token
// here gives it away, and is refused.
func (s *Server) file(w http.ResponseWriter, r *http.Request) {
	fault, failed := s.fault("GET " + r.URL.Path)
	switch {
	case failed && fault.Drop:
		panic(http.ErrAbortHandler)
	case failed && !fault.Late:
		answerFault(w, fault)
		return
	}
	s.mu.Lock()
	u, known := s.uploads[r.PathValue("id")]
	valid := known && u.path == r.URL.Path && "?"+r.URL.RawQuery == s.signature()
	s.mu.Unlock()
	switch {
	case r.Header.Get("Authorization") != "":
		http.Error(w, "no token is wanted here", http.StatusBadRequest)
	case !valid:
		http.Error(w, "This content is no longer available.", http.StatusNotFound)
	default:
		w.Header().Set("Content-Length", fmt.Sprint(len(u.data)))
		if fault.Late {
			_, _ = w.Write(u.data[:len(u.data)/2])
			_ = http.NewResponseController(w).Flush()
			panic(http.ErrAbortHandler)
		}
		_, _ = w.Write(u.data) // who asked is gone
	}
}

// message gives one message of a person.
func (s *Server) message(c call) (string, *refusal) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, w := range s.written {
		if w.id == c.PathValue("id") && w.channel == c.PathValue("channel") {
			return s.renewed(w.data), nil
		}
	}
	return "", unknownMessage
}

// Withdraw deletes a message of a person, and its files.
func (s *Server) Withdraw(id string) {
	s.change(func() {
		for i, w := range s.written {
			if w.id != id {
				continue
			}
			for file, u := range s.uploads {
				if strings.Contains(w.data, u.path) {
					delete(s.uploads, file)
				}
			}
			s.written = append(s.written[:i], s.written[i+1:]...)
			return
		}
	})
}
