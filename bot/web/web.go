// Package web joins the product to the browser: a page on which people ask,
// and pages that show a cited passage in its document.
//
// The page is rendered here and works without JavaScript: a question is a
// form that is posted, and the page comes back with the conversation. With
// JavaScript the same request brings the replies one after another, as
// fragments of HTML in one response, while the handler sends them. Every page
// is one request: style and script stand in it, nothing is loaded from
// elsewhere.
//
// A conversation belongs to a random cookie; its last turns are kept in
// memory, so that a page that is loaded again shows them.
package web

import (
	"context"
	"errors"
	"fmt"
	"html/template"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"strings"
	"time"

	"vanthu/corpus"
	"vanthu/corpus/lang"
	"vanthu/handlers"
	"vanthu/handlers/i18n"
)

// Platform is the name of this platform in conversations.
const Platform = "web"

// Limits of the page.
const (
	maxBody     = 64 << 10        // bytes of a posted form
	maxAction   = 64              // bytes of a button's action
	answerTime  = 2 * time.Minute // for one request to the handler
	maxSessions = 1000            // conversations kept in memory
	maxKept     = 16 << 20        // bytes of HTML kept of all conversations
	maxTurns    = 10              // questions with their answers, kept of a conversation
	sessionIdle = 2 * time.Hour   // after which a conversation is dropped from memory
	maxOwn      = 4               // questions under way in one conversation
	maxAll      = 64              // questions under way in all
	maxVoices   = 4               // of them spoken ones, whose recordings are held in memory
	retryAfter  = "5"             // seconds, told to whom maxAll turns away
)

// Library gives documents.
type Library interface {
	// Document gives the document with this path. It is an index.ErrGone
	// where there is none that the viewer may see.
	Document(ctx context.Context, viewer corpus.Viewer, path string) (*corpus.Document, error)
}

// Leaflets gives what a page says of a procedure; handlers.Core does.
type Leaflets interface {
	// Leaflet gives the procedure with this path. It is an index.ErrGone
	// where there is none that the viewer may see.
	Leaflet(ctx context.Context, path string, viewer corpus.Viewer, tag string) (handlers.Leaflet, error)
	// ProcedurePath gives the path of the procedure with an ID or a code;
	// else likewise.
	ProcedurePath(ctx context.Context, name string, viewer corpus.Viewer, tag string) (string, error)
}

// Deps is what the page works with.
type Deps struct {
	Handler  handlers.Handler
	Library  Library
	Leaflets Leaflets
	Catalog  *i18n.Catalog
	Examples func(tag string) []string                                  // questions offered at the start; nil: none
	Masked   func(text string) string                                   // takes out of a question what the page must not keep; nil: it keeps all but numbers of files
	Hosts    []string                                                   // names under which the page is reached, besides those of the loopback
	Opens    func(kind handlers.ChoiceKind, id string) (address string) // of a document, a procedure or an agency's duties in a chat; "": of none; nil: of none
	Hooks    map[string]http.Handler                                    // by path: what other programs call, under whatever name
	Listens  int64                                                      // bytes of a recording that the handler listens to, at most; 0: it listens to none
	Log      *slog.Logger
	Now      func() time.Time
}

// Page is the web page. It is an http.Handler and is safe for concurrent use.
type Page struct {
	Deps
	hosts         map[string]bool
	templates     *template.Template
	look          look
	conversations *conversations
	pictures      *pictures
	files         *files
	voices        chan struct{} // recordings held at a time
}

// New makes the page.
func New(d Deps) (*Page, error) {
	if d.Handler == nil || d.Library == nil || d.Leaflets == nil || d.Catalog == nil || d.Log == nil || d.Now == nil {
		return nil, errors.New("web page: a handler, a library, leaflets, a catalog, a log and a clock are needed")
	}
	p := &Page{Deps: d, hosts: map[string]bool{}, conversations: newConversations(d.Now), pictures: newPictures(), files: newFiles(), voices: make(chan struct{}, maxVoices)}
	for _, h := range d.Hosts {
		p.hosts[hostName(h)] = true
	}
	var err error
	if p.look, err = newLook(); err != nil {
		return nil, err
	}
	if p.templates, err = p.parse(); err != nil {
		return nil, fmt.Errorf("web page: %w", err)
	}
	return p, nil
}

// Times of the server.
const (
	headerTime = 10 * time.Second
	readTime   = 30 * time.Second
	writeTime  = answerTime + time.Minute
	idleTime   = 2 * time.Minute
	drainTime  = 10 * time.Second // for answers under way at the end
)

// Serve answers at l until ctx ends; then it lets answers under way finish
// for a while, and gives nil.
func (p *Page) Serve(ctx context.Context, l net.Listener) error {
	base, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	server := &http.Server{
		Handler:           http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { p.serve(base, w, r) }),
		ReadHeaderTimeout: headerTime, ReadTimeout: readTime, WriteTimeout: writeTime, IdleTimeout: idleTime,
		MaxHeaderBytes: 32 << 10,
		ErrorLog:       slog.NewLogLogger(p.Log.Handler(), slog.LevelDebug),
	}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(l) }()
	select {
	case err := <-ended:
		return fmt.Errorf("serve the web page at %s: %w", l.Addr(), err)
	case <-ctx.Done():
	}
	last, stop := context.WithTimeout(base, drainTime)
	defer stop()
	if err := server.Shutdown(last); err != nil {
		cancel() // tells the handler to stop, so that the rest ends at once
		if err := server.Close(); err != nil {
			p.Log.Warn("close the web page", "error", err)
		}
	}
	<-ended
	return nil
}

// ServeHTTP implements http.Handler.
func (p *Page) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p.serve(context.Background(), w, r)
}

// serve answers a request; base ends what goes on after the browser left.
func (p *Page) serve(base context.Context, w http.ResponseWriter, r *http.Request) {
	p.look.headers(w.Header())
	if r.URL.Path == "/healthz" {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		if _, err := w.Write([]byte("ok\n")); err != nil {
			p.Log.Debug("answer a health check", "error", err)
		}
		return
	}
	if hook := p.Hooks[r.URL.Path]; hook != nil {
		hook.ServeHTTP(w, r)
		return
	}
	v := p.visit(r)
	if !p.knownHost(r.Host) {
		p.errorPage(w, v, http.StatusMisdirectedRequest, "web_error_host", i18n.Args{"Host": shorten(hostName(r.Host), 100)})
		return
	}
	reads := r.Method == http.MethodGet || r.Method == http.MethodHead
	switch {
	case r.URL.Path == "/" && reads:
		p.show(w, r, v)
	case r.URL.Path == "/" && r.Method == http.MethodPost:
		p.ask(base, w, r, v)
	case r.URL.Path == "/document" && reads:
		p.document(w, r, v)
	case r.URL.Path == "/procedure" && reads:
		p.procedure(w, r, v)
	case strings.HasPrefix(r.URL.Path, "/p/") && reads:
		p.short(w, r, v)
	case r.URL.Path == "/picture" && reads:
		p.picture(w, r, v)
	case r.URL.Path == "/file" && reads:
		p.file(w, r, v)
	case slices.Contains([]string{"/", "/document", "/procedure", "/picture", "/file"}, r.URL.Path):
		allow := "GET, HEAD"
		if r.URL.Path == "/" {
			allow += ", POST"
		}
		w.Header().Set("Allow", allow)
		p.errorPage(w, v, http.StatusMethodNotAllowed, "web_error_method", nil)
	default:
		p.errorPage(w, v, http.StatusNotFound, "web_error_page", nil)
	}
}

// opened gives the address that opens something in a chat.
func (p *Page) opened(kind handlers.ChoiceKind, id string) string {
	if p.Opens == nil {
		return ""
	}
	return p.Opens(kind, id)
}

func (p *Page) say(tag, key string) string { return p.Catalog.Say(tag, key, nil) }

// direction gives the direction in which a language is written.
func direction(tag string) string {
	if lang.RightToLeft(tag) {
		return "rtl"
	}
	return "ltr"
}

// shorten cuts text to so many characters.
func shorten(s string, runes int) string {
	n := 0
	for i := range s {
		if n == runes {
			return strings.TrimSpace(s[:i]) + "…"
		}
		n++
	}
	return s
}
