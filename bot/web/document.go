package web

import (
	"errors"
	"html/template"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"vanthu/corpus"
	"vanthu/index"
)

// documentView is a document's page as the template takes it.
type documentView struct {
	visit
	look
	preview
	Doc       *corpus.Document
	Report    bool
	Facts     []factView
	Publisher string
	Quoted    bool // the quote stands on this page
	Part      bool // the document is longer than the page
	Before    string
	After     string
	Body      template.HTML
}

type factView struct{ Name, Value, Lang string }

// document shows a document around a quote:
//
//	/document?path=…&start=…&end=…           the part with the quote
//	/document?path=…                         the beginning
//	/document?path=…&from=… (or &to=…)       the part that begins (or ends) there
//
// All places are bytes of Document.Text.
func (p *Page) document(w http.ResponseWriter, r *http.Request, v visit) {
	query := r.URL.Query()
	path := query.Get("path")
	if path == "" {
		p.errorPage(w, v, http.StatusBadRequest, "web_error_link", nil)
		return
	}
	viewer := corpus.Viewer{} // nobody is known here: what is public
	d, err := p.Library.Document(r.Context(), viewer, path)
	if err == nil && !viewer.Sees(d.Visibility) {
		err = index.ErrGone
	}
	switch {
	case errors.Is(err, index.ErrGone):
		p.errorPage(w, v, http.StatusNotFound, "web_error_document", nil)
		return
	case err != nil:
		p.Log.Error("web: open a document", "error", err)
		p.errorPage(w, v, http.StatusInternalServerError, "web_error_read", nil)
		return
	}
	quote, shown, ok := partOf(d, query)
	if !ok {
		p.badLink(w, v, path)
		return
	}
	view := documentView{visit: v, look: p.look, Doc: d, Report: d.Standing == corpus.Report, Publisher: webAddress(d.URL)}
	view.preview = p.previewOf(d, site(r)+"/document?"+url.Values{"path": {path}}.Encode())
	view.Facts = p.facts(d, v.Tag)
	view.Quoted = strings.Contains(shown.html, "<mark>")
	view.Body = shown.finish(p.say(v.Tag, "web_table"), p.say(v.Tag, "web_quote_begins"), p.say(v.Tag, "web_quote_ends"))
	if shown.start > 0 {
		view.Before = partLink(path, quote, "to", shown.start)
	}
	if shown.end < len(d.Text) {
		view.After = partLink(path, quote, "from", shown.end)
	}
	view.Part = view.Before != "" || view.After != ""
	p.write(w, http.StatusOK, "document", view)
}

// partOf reads the places of a link; ok is false where one is not in the
// document.
func partOf(d *corpus.Document, query url.Values) (quote span, shown shownPart, ok bool) {
	ok = true
	place := func(name string) int {
		n, err := strconv.Atoi(query.Get(name))
		if err != nil || n < 0 || n > len(d.Text) || !onRune(d.Text, n) {
			ok = false
		}
		return n
	}
	if query.Has("start") || query.Has("end") {
		quote = span{place("start"), place("end")}
		ok = ok && quote.start < quote.end
	}
	switch {
	case !ok:
	case query.Has("from"):
		if n := place("from"); ok {
			shown = from(d, n, quote)
		}
	case query.Has("to"):
		if n := place("to"); ok {
			shown = upTo(d, n, quote)
		}
	default:
		shown = around(d, quote)
	}
	return quote, shown, ok
}

func partLink(path string, quote span, name string, at int) string {
	v := url.Values{"path": {path}, name: {strconv.Itoa(at)}}
	if quote.end > 0 {
		v.Set("start", strconv.Itoa(quote.start))
		v.Set("end", strconv.Itoa(quote.end))
	}
	return "/document?" + v.Encode()
}

func (p *Page) badLink(w http.ResponseWriter, v visit, path string) {
	p.write(w, http.StatusBadRequest, "error", errorView{visit: v, look: p.look, Heading: p.say(v.Tag, "web_error_link"), Help: p.say(v.Tag, "web_error_link_help"),
		Whole: "/document?" + url.Values{"path": {path}}.Encode()})
}

// facts tells what is known of a document.
func (p *Page) facts(d *corpus.Document, tag string) []factView {
	var out []factView
	add := func(key, value, lang string) {
		if value != "" {
			out = append(out, factView{p.say(tag, key), value, lang})
		}
	}
	add("web_number", d.Number, "")
	add("web_issued", p.Catalog.Day(tag, d.Issued), "")
	add("web_issuer", d.Issuer, d.Language)
	if d.Standing != "" && d.Standing != corpus.Report { // a report has a remark of its own
		add("web_kind", p.say(tag, "standing_"+string(d.Standing)), "")
	}
	if d.Language != "" && d.Language != tag {
		add("web_written_in", p.say(tag, "language_"+d.Language), "")
	}
	return out
}
