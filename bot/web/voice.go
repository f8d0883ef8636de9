package web

import (
	"errors"
	"io"
	"mime"
	"net/http"
	"strings"
)

// isUpload reports whether a form comes in parts, as one with a file does.
func isUpload(r *http.Request) bool {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	return err == nil && kind == "multipart/form-data"
}

// readSpoken reads a form with a recording: where there are words as well,
// these count. The parts are read one by one into memory, since the library's
// own reading keeps large ones on the disk.
func readSpoken(r *http.Request) (in posted, err error) {
	parts, err := r.MultipartReader()
	if err != nil {
		return in, err
	}
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return in, err
		}
		data, err := io.ReadAll(part) // the body is bounded
		if err != nil {
			return in, err
		}
		switch part.FormName() {
		case "voice":
			in.sound = data
		case "text":
			in.text = typed(string(data))
		case "action":
			in.action = string(data)
		}
	}
	if strings.TrimSpace(in.text) != "" || in.action != "" || len(in.sound) == 0 {
		in.sound = nil
	}
	return in, nil
}
