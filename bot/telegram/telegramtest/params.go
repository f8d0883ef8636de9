package telegramtest

import (
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"strconv"
)

// Params are the parameters of a call: strings as they are, everything else
// as JSON.
type Params map[string]string

// Text gives a parameter; empty where it is absent.
func (p Params) Text(name string) string { return p[name] }

// Int gives a number; 0 where it is absent or none.
func (p Params) Int(name string) int64 {
	n, err := strconv.ParseInt(p[name], 10, 64)
	if err != nil {
		return 0
	}
	return n
}

const maxBody = 60 << 20 // bytes

// File is a file that came with a call.
type File struct {
	Name string
	Type string
	Data []byte
}

// parseParams reads the parameters of a call from JSON, a form or multipart
// parts, and from the query. Parameters that are empty count as absent, as
// clients send them that always name all.
func parseParams(r *http.Request) (Params, map[string]File, error) {
	files := map[string]File{}
	p, err := readParams(r, files)
	return p, files, err
}

func readParams(r *http.Request, files map[string]File) (Params, error) {
	p := Params{}
	for name, values := range r.URL.Query() {
		p[name] = values[0]
	}
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil { // a call without body has no type
		return p, nil
	}
	switch kind {
	case "application/json":
		body, err := io.ReadAll(io.LimitReader(r.Body, maxBody))
		if err != nil {
			return nil, err
		}
		var fields map[string]json.RawMessage
		if err := json.Unmarshal(body, &fields); err != nil {
			return nil, errors.New("the body is not a JSON object")
		}
		for name, raw := range fields {
			var text string
			if json.Unmarshal(raw, &text) != nil {
				text = string(raw)
			}
			p[name] = text
		}
	case "multipart/form-data":
		if err := r.ParseMultipartForm(maxBody); err != nil {
			return nil, err
		}
		defer func() { _ = r.MultipartForm.RemoveAll() }() // temporary files, which the system drops otherwise
		for name, values := range r.MultipartForm.Value {
			p[name] = values[0]
		}
		for name, parts := range r.MultipartForm.File {
			f, err := parts[0].Open()
			if err != nil {
				return nil, err
			}
			data, err := io.ReadAll(f)
			if err = errors.Join(err, f.Close()); err != nil {
				return nil, err
			}
			files[name] = File{parts[0].Filename, parts[0].Header.Get("Content-Type"), data}
		}
	case "application/x-www-form-urlencoded":
		if err := r.ParseForm(); err != nil {
			return nil, err
		}
		for name, values := range r.PostForm {
			p[name] = values[0]
		}
	}
	return p, nil
}
