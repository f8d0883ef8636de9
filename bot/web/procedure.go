package web

import (
	"errors"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"vanthu/corpus"
	"vanthu/handlers"
	"vanthu/handlers/export"
	"vanthu/index"
)

// leafletView is a procedure's page as the template takes it.
type leafletView struct {
	visit
	look
	preview
	Doc       *corpus.Document
	Foreign   bool // the document is in another language than the page
	Languages []languageView
	Summary   []summaryView
	Who       fieldView
	Terms     fieldView // conditions
	Papers    papersView
	Channels  channelsView
	Steps     stepsView
	Result    fieldView
	Basis     basisView
	Complaint fieldView
	Remarks   []string
	Untold    string // names of the fields that the document does not give
	Source    []factView
	Publisher string
	Telegram  string // address that opens the procedure there; empty: none
	Whole     string // link to the document
	Service   template.JS
	Code      template.HTML // QR code of the page's address
}

// summaryView is one line of the box above: the values, each of some ways to
// apply.
type summaryView struct {
	Name   string
	Values []valueView
	Plain  string // in the reader's language, instead of values
}

type valueView struct {
	Text, Href string
	By         []string
}

// fieldView is a field with its place in the document.
type fieldView struct {
	Name, Text, Href string
}

type papersView struct {
	Field fieldView
	Cases []caseView
}

type caseView struct {
	Name   string
	Papers []paperView
}

type paperView struct {
	Name  string
	Count string // in the reader's language
	Form  string
}

type channelsView struct {
	Field fieldView
	Noted bool
	Rows  []channelView
}

type channelView struct{ Name, TimeLimit, Fee, Note string }

type stepsView struct {
	Field    fieldView
	Numbered bool // the words have their numbers
	Steps    []string
}

type basisView struct {
	Field fieldView
	Texts []fieldView
}

// procedure shows a procedure: /procedure?path=…
func (p *Page) procedure(w http.ResponseWriter, r *http.Request, v visit) {
	path := r.URL.Query().Get("path")
	if path == "" {
		p.errorPage(w, v, http.StatusBadRequest, "web_error_link", nil)
		return
	}
	l, err := p.Leaflets.Leaflet(r.Context(), path, corpus.Viewer{}, v.Tag) // nobody is known here: what is public
	if p.missing(w, v, "open a procedure", err) {
		return
	}
	remember(w, r, v)
	address := site(r) + handlers.PagePath(path)
	view, err := p.leaflet(l, v, address)
	if err != nil {
		p.Log.Error("web: show a procedure", "error", err)
		p.errorPage(w, v, http.StatusInternalServerError, "web_error_read", nil)
		return
	}
	p.write(w, http.StatusOK, "procedure", view)
}

// short leads from /p/ID and /p/CODE to the page of a procedure.
func (p *Page) short(w http.ResponseWriter, r *http.Request, v visit) {
	path, err := p.Leaflets.ProcedurePath(r.Context(), strings.TrimPrefix(r.URL.Path, "/p/"), corpus.Viewer{}, v.Tag)
	if p.missing(w, v, "find a procedure", err) {
		return
	}
	http.Redirect(w, r, handlers.PagePath(path), http.StatusFound)
}

// missing answers a request that came to an error; it reports whether there
// was one.
func (p *Page) missing(w http.ResponseWriter, v visit, what string, err error) bool {
	switch {
	case errors.Is(err, index.ErrGone):
		p.errorPage(w, v, http.StatusNotFound, "web_error_document", nil)
	case err != nil:
		p.Log.Error("web: "+what, "error", err)
		p.errorPage(w, v, http.StatusInternalServerError, "web_error_read", nil)
	}
	return err != nil
}

// leaflet turns a procedure into its page; address is the page's own.
func (p *Page) leaflet(l handlers.Leaflet, v visit, address string) (*leafletView, error) {
	d, proc, tag := l.Document, l.Document.Procedure, v.Tag
	view := &leafletView{visit: v, look: p.look, Doc: d, Foreign: d.Language != tag, Remarks: l.Remarks, Publisher: webAddress(d.URL), Telegram: p.opened(handlers.ProcedureChoice, d.ID), Whole: "/document?" + url.Values{"path": {d.Path}}.Encode()}
	view.preview = p.previewOf(d, address)
	view.Languages = p.languages(v)
	for i := range view.Languages {
		view.Languages[i].Href = handlers.PagePath(d.Path) + "&lang=" + view.Languages[i].Tag
	}
	service, err := export.Service(l, address)
	if err != nil {
		return nil, err
	}
	view.Service = template.JS(service) // escaped by export.Service
	if view.Code, err = qrCode(address, p.say(tag, "share_qr")); err != nil {
		p.Log.Debug("web: a procedure's page has no code", "error", err) // its address is too long for one
	}
	view.Summary = p.summary(l, tag)
	var untold []string
	field := func(name string, spans ...corpus.Span) fieldView {
		f := fieldView{Name: p.say(tag, "field_"+name)}
		whole := corpus.Span{}
		for _, s := range spans {
			if s.Empty() {
				continue
			}
			if whole.Empty() {
				whole = s
			}
			whole.Start, whole.End = min(whole.Start, s.Start), max(whole.End, s.End)
		}
		if whole.Empty() {
			untold = append(untold, f.Name)
			return f
		}
		f.Text, f.Href = strings.TrimSpace(whole.In(d.Text)), placeLink(d.Path, whole)
		return f
	}
	view.Who = field("who", proc.Who)
	view.Terms = field("conditions", proc.Conditions)
	var spans []corpus.Span
	for _, paper := range proc.Papers {
		spans = append(spans, paper.Span)
	}
	view.Papers = papersView{field("papers", spans...), p.papers(l, tag)}
	spans = nil
	for _, ch := range proc.Channels {
		spans = append(spans, ch.Name, ch.TimeLimit, ch.Fee, ch.Note)
	}
	view.Channels = channelsOf(field("channels", spans...), d)
	view.Steps = stepsOf(field("steps", proc.Steps...), d)
	view.Result = field("result", proc.Result)
	view.Basis = basisOf(field("legal_basis", proc.LegalBasis...), l)
	view.Complaint = field("complaint", proc.Complaint)
	view.Untold = strings.Join(untold, p.say(tag, "comma")+" ")
	view.Source = p.facts(d, tag)
	if l.Read != "" {
		view.Source = append(view.Source, factView{p.say(tag, "share_read"), p.Catalog.Day(tag, l.Read), ""})
	}
	return view, nil
}

// summary gives the box above: time limit, fee, office, how many papers and
// steps.
func (p *Page) summary(l handlers.Leaflet, tag string) []summaryView {
	d, proc := l.Document, l.Document.Procedure
	values := func(said []handlers.Said) []valueView {
		var out []valueView
		for _, s := range said {
			v := valueView{Text: shorten(oneLine(s.In(d.Text)), maxValue), Href: placeLink(d.Path, s.Span)}
			for _, by := range s.By {
				if name := oneLine(by.In(d.Text)); name != "" {
					v.By = append(v.By, name)
				}
			}
			out = append(out, v)
		}
		return out
	}
	lines := []summaryView{{Name: "time_limit", Values: values(l.TimeLimit)}, {Name: "fee", Values: values(l.Fee)}, {Name: "office"}, {Name: "papers"}, {Name: "steps"}}
	for _, s := range []corpus.Span{proc.Office, proc.Address} {
		if !s.Empty() {
			lines[2].Values = append(lines[2].Values, values([]handlers.Said{{Span: s}})...)
		}
	}
	if n := len(proc.Papers); n > 0 {
		lines[3].Plain = p.Catalog.SayN(tag, "papers_number", n, nil)
	}
	if n := len(proc.Steps); n > 0 {
		lines[4].Plain = p.Catalog.SayN(tag, "steps_number", n, nil)
	}
	for i := range lines {
		lines[i].Name = p.say(tag, "field_"+lines[i].Name)
		if lines[i].Values == nil && lines[i].Plain == "" {
			lines[i].Plain = p.say(tag, "share_untold")
		}
	}
	return lines
}

// maxValue is how much of a value the box above shows, in characters.
const maxValue = 240

func (p *Page) papers(l handlers.Leaflet, tag string) []caseView {
	d := l.Document
	var out []caseView
	for _, c := range l.Papers {
		view := caseView{Name: oneLine(c.Case.In(d.Text))}
		for _, paper := range c.Papers {
			one := paperView{Name: strings.Trim(oneLine(paper.Name.In(d.Text)), " ;|"), Form: oneLine(paper.Form.In(d.Text))}
			if one.Name == "" {
				one.Name = oneLine(paper.In(d.Text))
			}
			var counts []string
			for _, count := range []struct {
				key    string
				number corpus.Count
			}{{"share_originals", paper.Originals}, {"share_copies", paper.Copies}} {
				if n, told := count.number.Number(); told && n > 0 {
					counts = append(counts, p.Catalog.SayN(tag, count.key, n, nil))
				}
			}
			one.Count = strings.Join(counts, " + ")
			view.Papers = append(view.Papers, one)
		}
		out = append(out, view)
	}
	return out
}

func channelsOf(f fieldView, d *corpus.Document) channelsView {
	view := channelsView{Field: f}
	for _, ch := range d.Procedure.Channels {
		row := channelView{oneLine(ch.Name.In(d.Text)), oneLine(ch.TimeLimit.In(d.Text)), oneLine(ch.Fee.In(d.Text)), oneLine(ch.Note.In(d.Text))}
		view.Noted = view.Noted || row.Note != ""
		view.Rows = append(view.Rows, row)
	}
	return view
}

// ownNumber is a number that a step's words begin with: "1. …", "Bước 2: …".
var ownNumber = regexp.MustCompile(`^\D{0,12}(\d{1,2})\b`)

// stepsOf gives the steps without the marks of their list.
func stepsOf(f fieldView, d *corpus.Document) stepsView {
	view := stepsView{Field: f, Numbered: true}
	for i, s := range d.Procedure.Steps {
		step := unmarked(strings.TrimSpace(s.In(d.Text)))
		m := ownNumber.FindStringSubmatch(step)
		view.Numbered = view.Numbered && m != nil && m[1] == fmt.Sprintf("%0*d", len(m[1]), i+1)
		view.Steps = append(view.Steps, step)
	}
	return view
}

func basisOf(f fieldView, l handlers.Leaflet) basisView {
	view := basisView{Field: f}
	for _, b := range l.Basis {
		one := fieldView{Text: unmarked(oneLine(b.In(l.Document.Text)))}
		if b.Document != nil {
			one.Name, one.Href = b.Document.Title, "/document?"+url.Values{"path": {b.Document.Path}}.Encode()
		}
		view.Texts = append(view.Texts, one)
	}
	return view
}

// unmarked gives an item of a list without its mark.
func unmarked(s string) string { return strings.TrimLeft(s, "+-–*• ") }

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// placeLink leads to a place of a document.
func placeLink(path string, s corpus.Span) string {
	return "/document?" + url.Values{"path": {path}, "start": {strconv.Itoa(s.Start)}, "end": {strconv.Itoa(s.End)}}.Encode() + "#quote"
}

// site gives the address under which a request reached this installation,
// without a path. The host is one of those let through; see knownHost.
func site(r *http.Request) string {
	scheme := "http"
	if overTLS(r) {
		scheme = "https"
	}
	return scheme + "://" + r.Host
}

// preview is what other sites show of a link to a page.
type preview struct {
	Title       string
	Address     string // of the page, absolute
	Picture     string // likewise
	Description string
}

// previewOf tells of a document in its own language: who asks for it has told
// none.
func (p *Page) previewOf(d *corpus.Document, address string) preview {
	out := preview{Title: d.Title, Address: address}
	if out.Title == "" {
		out.Title = d.Path
	}
	root, _, _ := strings.Cut(address, "/procedure?")
	root, _, _ = strings.Cut(root, "/document?")
	out.Picture = root + "/picture?" + url.Values{"path": {d.Path}}.Encode()
	var parts []string
	add := func(key, value string) {
		if value = oneLine(value); value != "" {
			parts = append(parts, p.say(d.Language, key)+": "+shorten(value, 80))
		}
	}
	if proc := d.Procedure; proc != nil {
		limit, fee := proc.TimeLimit, proc.Fee
		for _, ch := range proc.Channels {
			if limit.Empty() {
				limit = ch.TimeLimit
			}
			if fee.Empty() {
				fee = ch.Fee
			}
		}
		if len(proc.Channels) > 1 { // it differs by the way to apply
			limit, fee = common(d, limit, func(ch corpus.Channel) corpus.Span { return ch.TimeLimit }), common(d, fee, func(ch corpus.Channel) corpus.Span { return ch.Fee })
		}
		add("field_time_limit", limit.In(d.Text))
		add("field_fee", fee.In(d.Text))
		add("field_office", proc.Office.In(d.Text))
	} else {
		add("web_number", d.Number)
		add("web_issued", p.Catalog.Day(d.Language, d.Issued))
		add("web_issuer", d.Issuer)
	}
	out.Description = strings.Join(parts, " · ")
	return out
}

// common gives a value where no way to apply says another one.
func common(d *corpus.Document, value corpus.Span, of func(corpus.Channel) corpus.Span) corpus.Span {
	for _, ch := range d.Procedure.Channels {
		if s := of(ch); !s.Empty() && oneLine(s.In(d.Text)) != oneLine(value.In(d.Text)) {
			return corpus.Span{}
		}
	}
	return value
}

// section is the heading of a field as the template takes it.
type section struct {
	Tag        string // language of the page
	Name, Href string
}

func sectionOf(tag string, f fieldView) section { return section{tag, f.Name, f.Href} }
