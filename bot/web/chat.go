package web

import (
	"context"
	"errors"
	"fmt"
	"html/template"
	"net/http"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	"vanthu/corpus"
	"vanthu/corpus/lang"
	"vanthu/handlers"
	"vanthu/handlers/answer"
	"vanthu/handlers/i18n"
	"vanthu/index"
)

// streamHeader is sent by the script of the page, which takes an answer piece
// by piece.
const streamHeader = "Vanthu-Stream"

// chatView is the page as the template takes it.
type chatView struct {
	visit
	look
	Languages []languageView
	Examples  []string
	Turns     [][]template.HTML
	Offered   *corpus.Document // a procedure that a link leads to: /?procedure=PATH
	Notice    string           // why the last question was not answered
	Draft     string           // a question that was turned away, to be sent again
	Listens   bool             // questions may be spoken
}

type languageView struct {
	Tag, Name string
	Href      string
	Current   bool
}

// show shows the page with the conversation.
func (p *Page) show(w http.ResponseWriter, r *http.Request, v visit) {
	remember(w, r, v)
	id, _ := session(w, r)
	view := p.conversation(v, id)
	if path := r.URL.Query().Get("procedure"); path != "" {
		viewer := corpus.Viewer{} // nobody is known here: what is public
		d, err := p.Library.Document(r.Context(), viewer, path)
		switch {
		case err == nil && d.Procedure != nil && viewer.Sees(d.Visibility):
			view.Offered = d
		case err != nil && !errors.Is(err, index.ErrGone):
			p.Log.Error("web: open a procedure", "error", err)
		}
	}
	p.write(w, http.StatusOK, "chat", view)
}

// chat shows the page with the conversation, and why a question was not
// answered.
func (p *Page) chat(w http.ResponseWriter, v visit, session string, status int, notice, draft string) {
	view := p.conversation(v, session)
	view.Notice, view.Draft = notice, draft
	p.write(w, status, "chat", view)
}

func (p *Page) conversation(v visit, session string) chatView {
	view := chatView{visit: v, look: p.look, Languages: p.languages(v), Listens: p.Listens > 0}
	for _, t := range p.conversations.shown(session) {
		var parts []template.HTML
		for _, html := range t {
			parts = append(parts, template.HTML(html)) // made by render
		}
		view.Turns = append(view.Turns, parts)
	}
	if p.Examples != nil && len(view.Turns) == 0 {
		view.Examples = p.Examples(v.Tag)
	}
	return view
}

func (p *Page) languages(v visit) []languageView {
	var out []languageView
	for _, tag := range lang.Tags() {
		out = append(out, languageView{Tag: tag, Name: p.say(tag, "web_own_name"), Href: "/?lang=" + tag, Current: tag == v.chosen})
	}
	return out
}

// write sends a page.
func (p *Page) write(w http.ResponseWriter, status int, name string, view any) {
	html, err := p.render(name, view)
	if err != nil {
		p.Log.Error("web page", "error", err)
		http.Error(w, "500", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Length", strconv.Itoa(len(html)))
	w.WriteHeader(status)
	if _, err := w.Write([]byte(html)); err != nil {
		p.Log.Debug("send a page", "error", err) // the browser left
	}
}

// posted is what came with a form.
type posted struct {
	text, action string
	sound        []byte // what was said instead; nil: nothing
}

// ask answers a posted question or button.
func (p *Page) ask(base context.Context, w http.ResponseWriter, r *http.Request, v visit) {
	streams := r.Header.Get(streamHeader) != ""
	refuse := func(session string, status int, notice, draft string) {
		if !streams {
			p.chat(w, v, session, status, notice, draft)
			return
		}
		p.write(w, status, "refusal", struct {
			Notice, Tag string
			Separator   template.HTML
		}{notice, v.Tag, separator})
	}
	if !p.ownForm(r) {
		if streams {
			refuse("", http.StatusForbidden, p.say(v.Tag, "web_error_origin")+". "+p.say(v.Tag, "web_error_origin_help"), "")
			return
		}
		p.errorPage(w, v, http.StatusForbidden, "web_error_origin", nil)
		return
	}
	limit := int64(maxBody)
	spoken := p.Listens > 0 && isUpload(r)
	if spoken {
		select {
		case p.voices <- struct{}{}:
			defer func() { <-p.voices }()
		default:
			w.Header().Set("Retry-After", retryAfter)
			refuse(sessionOf(r), http.StatusServiceUnavailable, p.say(v.Tag, "web_error_full"), "")
			return
		}
		limit += p.Listens
	}
	r.Body = http.MaxBytesReader(w, r.Body, limit)
	in, err := p.read(r, spoken)
	if err != nil {
		var large *http.MaxBytesError
		if errors.As(err, &large) {
			said := p.Catalog.Say(v.Tag, "web_error_size", i18n.Args{"Limit": strconv.FormatInt(limit>>10, 10)})
			if spoken && p.Listens >= 1e6 {
				said = p.Catalog.Say(v.Tag, "voice_large", i18n.Args{"Limit": strconv.FormatInt(p.Listens/1e6, 10)})
			}
			refuse(sessionOf(r), http.StatusRequestEntityTooLarge, said, "")
			return
		}
		refuse(sessionOf(r), http.StatusBadRequest, p.say(v.Tag, "web_error_method"), "")
		return
	}
	if in.action != "" && !allowed(in.action) {
		refuse(sessionOf(r), http.StatusBadRequest, p.say(v.Tag, "more_gone"), "")
		return
	}
	id, known := session(w, r)
	t, err := p.conversations.begin(id)
	switch {
	case errors.Is(err, errBusy):
		refuse(id, http.StatusTooManyRequests, p.Catalog.Say(v.Tag, "web_error_busy", i18n.Args{"Limit": strconv.Itoa(maxOwn)}), in.text)
		return
	case err != nil:
		w.Header().Set("Retry-After", retryAfter)
		refuse(id, http.StatusServiceUnavailable, p.say(v.Tag, "web_error_full"), in.text)
		return
	}
	defer p.conversations.end(t)
	s := &sender{page: p, turn: t, v: v}
	if streams {
		s.stream = w
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("X-Accel-Buffering", "no") // asks a proxy to hand pieces on as they come
	}
	p.answer(base, r, v, id, in, s)
	switch {
	case streams:
	case known:
		// Loading the page again then asks nothing again.
		http.Redirect(w, r, "/#last", http.StatusSeeOther)
	default:
		p.chat(w, v, id, http.StatusOK, "", "")
	}
}

// read reads a posted form.
func (p *Page) read(r *http.Request, spoken bool) (posted, error) {
	if spoken {
		return readSpoken(r)
	}
	if err := r.ParseForm(); err != nil {
		return posted{}, err
	}
	return posted{text: typed(r.PostForm.Get("text")), action: r.PostForm.Get("action")}, nil
}

// typed gives the text of a field as the handler takes it.
func typed(text string) string {
	return strings.ToValidUTF8(strings.ReplaceAll(text, "\r\n", "\n"), "\ufffd")
}

// printable reports whether all bytes are visible ASCII.
func printable(s string) bool {
	for i := range len(s) {
		if s[i] <= ' ' || s[i] >= 0x7f {
			return false
		}
	}
	return true
}

// answer shows what was asked and lets it be answered into s.
func (p *Page) answer(base context.Context, r *http.Request, v visit, session string, in posted, s *sender) {
	echo, _ := answer.WithoutFileNumbers(in.text) // the page keeps what it shows
	if p.Masked != nil {
		echo = p.Masked(echo)
	}
	switch {
	case strings.HasPrefix(in.action, restAction):
		echo = p.say(v.Tag, "more")
	case in.action != "":
		if echo = p.conversations.label(session, in.action); echo == "" {
			echo = in.text // of a button on a procedure's page
		}
	case in.sound != nil:
		echo = p.say(v.Tag, "web_voice_sent")
	}
	if strings.TrimSpace(echo) != "" {
		q, err := p.question("t"+strconv.Itoa(s.turn.number), echo, v)
		p.put(s, q, err)
	}
	if strings.HasPrefix(in.action, restAction) {
		p.further(session, strings.TrimPrefix(in.action, restAction), v, s)
		return
	}
	// An answer goes on when the browser leaves, and stands on the page when
	// it is loaded again.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(r.Context()), answerTime)
	defer cancel()
	stop := context.AfterFunc(base, cancel)
	defer stop()
	to := handlers.Conversation{Platform: Platform, ID: session}
	request := handlers.Request{Conversation: to, Role: handlers.Citizen, Language: v.chosen, Hint: v.hint, Action: in.action}
	if in.action == "" {
		request.Text = in.text
	}
	if in.sound != nil {
		request.Recording = &handlers.Recording{Sound: in.sound}
	}
	begun := p.Now()
	err := p.handle(ctx, request, s)
	if err != nil {
		p.Log.Error("web: a request failed", "error", err, "took", p.Now().Sub(begun).Round(time.Millisecond))
	}
	if s.replies() == 0 {
		apology := handlers.Reply{Language: v.Tag, Final: true, Blocks: []handlers.Block{{Kind: handlers.Notice, Text: p.say(v.Tag, "failed")}}}
		if _, err := s.Send(ctx, to, apology); err != nil {
			p.Log.Error("web: an apology was not delivered", "error", err)
		}
	}
	s.close()
}

// further shows the next page of the part with this ID.
func (p *Page) further(session, id string, v visit, s *sender) {
	defer s.close()
	own := "t" + strconv.Itoa(s.turn.number) + "-1"
	var out part
	var err error
	if shown, ok := p.conversations.part(session, id); ok && len(shown.rest) > 0 {
		out = shown.next(own)
	} else {
		out, err = p.reply(own, handlers.Reply{Language: v.Tag, Final: true, Blocks: []handlers.Block{{Kind: handlers.Notice, Text: p.say(v.Tag, "more_gone")}}}, v)
	}
	p.put(s, out, err)
}

// put shows a part that was made without a reply; err is what came of that.
func (p *Page) put(s *sender, made part, err error) {
	if err == nil {
		s.mu.Lock()
		err = s.show(made)
		s.mu.Unlock()
	}
	if err != nil {
		p.Log.Error("web page", "error", err)
	}
}

// handle lets the handler answer; a panic becomes an error, without the words
// that its value may hold.
func (p *Page) handle(ctx context.Context, r handlers.Request, s *sender) (err error) {
	defer func() {
		if v := recover(); v != nil {
			what := fmt.Sprintf("a value of type %T", v)
			if e, ok := v.(runtime.Error); ok {
				what = e.Error()
			}
			err = fmt.Errorf("panic: %s\n%s", what, debug.Stack())
		}
	}()
	return p.Handler.Handle(ctx, r, s)
}

// errorPage says what went wrong: the message key is its heading, key + "_help"
// what to do.
func (p *Page) errorPage(w http.ResponseWriter, v visit, status int, key string, args i18n.Args) {
	help := ""
	if key != "web_error_method" {
		help = p.Catalog.Say(v.Tag, key+"_help", args)
	}
	p.write(w, status, "error", errorView{visit: v, look: p.look, Heading: p.Catalog.Say(v.Tag, key, args), Help: help})
}

type errorView struct {
	visit
	look
	Heading, Help string
	Whole         string // link to the document itself; empty: none
}
