package telegramtest

import (
	"fmt"
	"net/http"
	"strings"
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
	return fmt.Sprintf(`{"file_id":%s,"file_unique_id":%s,"file_size":%d,"file_path":%s}`, quote(id), quote(id), len(data), quote("documents/"+id)), nil
}

func (s *Server) download(w http.ResponseWriter, path string) {
	id, ok := strings.CutPrefix(path, "documents/")
	s.mu.Lock()
	data, known := s.files[id]
	s.mu.Unlock()
	if !ok || !known {
		refuse(w, &refusal{status: 404, text: "Not Found"})
		return
	}
	_, _ = w.Write(data) // who asked is gone
}
