package web

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"sync"

	"vanthu/bot/web/poster"
	"vanthu/corpus"
	"vanthu/corpus/lang"
	"vanthu/index"
)

// Bounds of the pictures that are kept.
const (
	keptPictures = 200
	pictureAge   = "3600" // seconds for which others may keep one
)

// pictures draws the pictures of links, and keeps those drawn last.
type pictures struct {
	painter poster.Painter
	turn    chan struct{} // held by who draws

	mu    sync.Mutex
	drawn map[poster.Words][]byte
	order []poster.Words // the oldest first
}

func newPictures() *pictures {
	return &pictures{turn: make(chan struct{}, 1), drawn: map[poster.Words][]byte{}}
}

// of gives the picture with these words.
func (p *pictures) of(ctx context.Context, w poster.Words) ([]byte, error) {
	if body := p.kept(w); body != nil {
		return body, nil
	}
	select {
	case p.turn <- struct{}{}:
		defer func() { <-p.turn }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if body := p.kept(w); body != nil { // drawn while this one waited
		return body, nil
	}
	body, err := p.painter.Draw(w)
	if err != nil {
		return nil, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.drawn[w] = body
	p.order = append(p.order, w)
	if len(p.order) > keptPictures {
		delete(p.drawn, p.order[0])
		p.order = append(p.order[:0:0], p.order[1:]...)
	}
	return body, nil
}

func (p *pictures) kept(w poster.Words) []byte {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.drawn[w]
}

// Sizes of a picture's words, in characters; what is more does not fit.
const (
	pictureTitle  = 300
	pictureOffice = 120
)

// picture sends what other sites show of a link to a document or a
// procedure: /picture?path=…
func (p *Page) picture(w http.ResponseWriter, r *http.Request, v visit) {
	viewer := corpus.Viewer{} // nobody is known here: what is public
	d, err := p.Library.Document(r.Context(), viewer, r.URL.Query().Get("path"))
	if err == nil && !viewer.Sees(d.Visibility) {
		err = index.ErrGone
	}
	if p.missing(w, v, "draw a picture", err) {
		return
	}
	body, err := p.pictures.of(r.Context(), p.pictureWords(d))
	switch {
	case errors.Is(err, context.Canceled):
		return // who asked has left
	case err != nil:
		p.missing(w, v, "draw a picture", err)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "image/png")
	h.Set("Content-Length", strconv.Itoa(len(body)))
	h.Set("Cache-Control", "public, max-age="+pictureAge)
	h.Set("Cross-Origin-Resource-Policy", "cross-origin") // it is made to be shown elsewhere
	if _, err := w.Write(body); err != nil {
		p.Log.Debug("send a picture", "error", err)
	}
}

// pictureWords tells of a document in its own language.
func (p *Page) pictureWords(d *corpus.Document) poster.Words {
	w := poster.Words{Title: d.Title, Office: d.Issuer, Number: d.Number, RTL: lang.RightToLeft(d.Language), Language: d.Language}
	if w.Title == "" {
		w.Title = d.Path
	}
	if proc := d.Procedure; proc != nil {
		w.Number = proc.Code
		if !proc.Office.Empty() {
			w.Office = proc.Office.In(d.Text)
		}
	}
	w.Title, w.Office, w.Number = shorten(oneLine(w.Title), pictureTitle), shorten(oneLine(w.Office), pictureOffice), shorten(oneLine(w.Number), pictureOffice)
	return w
}
