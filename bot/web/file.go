package web

import (
	"crypto/rand"
	"encoding/base64"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"sync"

	"vanthu/bot/wording"
	"vanthu/handlers"
	"vanthu/handlers/i18n"
)

// Bounds of the files that are kept to be downloaded.
const (
	keptFiles     = 64
	keptFileBytes = 32 << 20
	fileBytes     = 12 // of a file's random name
)

// files keeps the files that replies brought, the last ones, each for the
// session it was made in. They are gone when the program ends.
type files struct {
	mu    sync.Mutex
	named map[string]offered
	order []string // the oldest first
	bytes int
}

type offered struct {
	session string
	file    handlers.File
}

func newFiles() *files { return &files{named: map[string]offered{}} }

// put keeps a file for a session and gives its name here.
func (f *files) put(session string, file handlers.File) string {
	var b [fileBytes]byte
	rand.Read(b[:]) // never fails: crypto/rand
	name := base64.RawURLEncoding.EncodeToString(b[:])
	f.mu.Lock()
	defer f.mu.Unlock()
	f.named[name] = offered{session, file}
	f.order = append(f.order, name)
	f.bytes += len(file.Data)
	for len(f.order) > 1 && (len(f.order) > keptFiles || f.bytes > keptFileBytes) {
		f.bytes -= len(f.named[f.order[0]].file.Data)
		delete(f.named, f.order[0])
		f.order = f.order[1:]
	}
	return name
}

// of gives a file to the session it was made in.
func (f *files) of(session, name string) (handlers.File, bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	o, ok := f.named[name]
	return o.file, ok && session != "" && o.session == session
}

// filePath opens the addresses of files.
const filePath = "/file?name="

// withFile puts a link to a reply's file behind its text.
func (p *Page) withFile(session string, r handlers.Reply) handlers.Reply {
	if r.File == nil {
		return r
	}
	size := strconv.Itoa((len(r.File.Data)+1023)/1024) + " KB"
	text := p.Catalog.Say(r.Language, "file_download", i18n.Args{"Name": wording.Printable(r.File.Name), "Size": size})
	r.Blocks = append(r.Blocks[:len(r.Blocks):len(r.Blocks)], handlers.Block{Kind: handlers.Para, Text: text, Link: filePath + url.QueryEscape(p.files.put(session, *r.File))})
	return r
}

// file sends a file to be saved, never to be shown.
func (p *Page) file(w http.ResponseWriter, r *http.Request, v visit) {
	f, ok := p.files.of(sessionOf(r), r.URL.Query().Get("name"))
	if !ok {
		p.errorPage(w, v, http.StatusNotFound, "web_error_page", nil)
		return
	}
	h := w.Header()
	h.Set("Content-Type", f.Type)
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": f.Name}))
	h.Set("Content-Length", strconv.Itoa(len(f.Data)))
	h.Set("Cache-Control", "private, no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	if _, err := w.Write(f.Data); err != nil {
		p.Log.Debug("send a file", "error", err) // the browser left
	}
}
