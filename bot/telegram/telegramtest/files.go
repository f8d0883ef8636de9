package telegramtest

import (
	"fmt"
	"net/http"
)

// maxDownload is the largest file that bots can fetch, in bytes.
const maxDownload = 20 << 20

// AddFile gives a file that people sent an ID for getFile.
func (s *Server) AddFile(id string, data []byte) { s.change(func() { s.files[id] = data }) }

func (s *Server) getFile(p Params) (string, *refusal) {
	s.mu.Lock()
	defer s.mu.Unlock()
	id := p.Text("file_id")
	data, ok := s.files[id]
	switch {
	case !ok:
		return "", bad("invalid file_id")
	case len(data) > maxDownload:
		return "", bad("file is too big")
	}
	s.number++
	path := fmt.Sprintf("voice/file_%d.oga", s.number)
	s.paths[path] = id
	return fmt.Sprintf(`{"file_id":%s,"file_unique_id":%s,"file_size":%d,"file_path":%s}`, quote(id), quote(id), len(data), quote(path)), nil
}

// download gives a file by a path that getFile gave before; with broken, half
// of it.
func (s *Server) download(w http.ResponseWriter, r *http.Request, path string, broken bool) {
	s.mu.Lock()
	data, known := s.files[s.paths[path]]
	s.mu.Unlock()
	if r.Method != http.MethodGet || !known {
		refuse(w, &refusal{status: 404, text: "Not Found"})
		return
	}
	w.Header().Set("Content-Type", "application/octet-stream")
	w.Header().Set("Content-Length", fmt.Sprint(len(data)))
	if broken {
		_, _ = w.Write(data[:len(data)/2])
		_ = http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler)
	}
	_, _ = w.Write(data) // who asked is gone
}

// Expire makes the paths that getFile gave so far lead nowhere, as after an
// hour.
func (s *Server) Expire() { s.change(func() { clear(s.paths) }) }
