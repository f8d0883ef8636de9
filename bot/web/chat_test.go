package web_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"vanthu/bot/web"
	"vanthu/corpus/lang"
	"vanthu/handlers"
	"vanthu/handlers/i18n"
)

const separator = "<!--part-->"

// say is a handler that answers every question with the same reply.
func say(reply handlers.Reply) handlers.Handler {
	return handler(func(ctx context.Context, r handlers.Request, out handlers.Sender) error {
		_, err := out.Send(ctx, r.Conversation, reply)
		return err
	})
}

func para(text string) handlers.Reply {
	return handlers.Reply{Language: "en", Final: true, Blocks: []handlers.Block{{Kind: handlers.Para, Text: text}}}
}

func has(t *testing.T, p page, wants ...string) {
	t.Helper()
	for _, want := range wants {
		if !strings.Contains(p.body, want) {
			t.Errorf("no %q in:\n%s", want, p.conversation())
		}
	}
}

// conversation gives the part of a page that is worth reading in a report.
func (p page) conversation() string {
	_, main, ok := strings.Cut(p.body, "<main>")
	if !ok {
		main = p.body
	}
	main, _, _ = strings.Cut(main, "</main>")
	if before, drawing, ok := strings.Cut(main, "<svg"); ok {
		_, after, _ := strings.Cut(drawing, "</svg>")
		main = before + after
	}
	return main
}

func hasNot(t *testing.T, p page, nots ...string) {
	t.Helper()
	for _, not := range nots {
		if strings.Contains(p.body, not) {
			t.Errorf("%q in:\n%s", not, p.conversation())
		}
	}
}

func TestFirstPage(t *testing.T) {
	for _, tag := range []string{"vi", "en", "he", "ru", "nl", "ar", "no"} {
		p := newPerson(t, newSite(t, clerk)).get("/?lang=" + tag)
		if p.status != http.StatusOK || len(p.body) > 30<<10 {
			t.Errorf("%s: status %d, %d bytes", tag, p.status, len(p.body))
		}
		dir := "ltr"
		if tag == "he" || tag == "ar" {
			dir = "rtl"
		}
		has(t, p, fmt.Sprintf(`<html lang="%s" dir="%s">`, tag, dir), `<label for="text">`, "<main>", "<header>", `aria-live="polite"`, `name="text"`)
		if n := strings.Count(p.body, "<h1"); n != 1 {
			t.Errorf("%s: %d h1", tag, n)
		}
		hasNot(t, p, "web_", "<script src", "<img", "@import", "url(", "http://", "https://")
		if m := regexp.MustCompile(`\son[a-z]+=`).FindString(p.body); m != "" {
			t.Errorf("a handler in an attribute: %q", m)
		}
		if tag == "vi" {
			t.Logf("first page: %d bytes", len(p.body))
		}
	}
}

func TestWithoutScript(t *testing.T) {
	site := newSite(t, clerk)
	someone := newPerson(t, site)
	someone.get("/")
	first := someone.post(asked("Thời hạn <b>?"))
	has(t, first, "Thời hạn &lt;b&gt;?", "Trước ngày 31/3/2026", quote, `name="action" value="field:papers"`, `name="action" value="more:1">Xem thêm</button>`, "&amp;end=", "#quote", `id="last"`)
	second := someone.post(pressed("field:papers"))
	has(t, second, "Thời hạn", "Giấy chứng sinh", `<span dir="auto">Giấy tờ</span>`)
	has(t, someone.get("/"), "Thời hạn", "Giấy chứng sinh")
	hasNot(t, newPerson(t, site).get("/"), "Thời hạn &lt;b&gt;", "Giấy chứng sinh")

	// Without cookies the answer is on the page that the form brings.
	bare := &person{t: t, client: site.Client(), site: site.URL}
	if p := bare.post(asked("Thời hạn?")); p.status != http.StatusOK || !strings.Contains(p.body, quote) {
		t.Errorf("without cookies: %d %s", p.status, p.body)
	}
}

// With cookies a question leads to an address that can be loaded again.
func TestQuestionIsAskedOnce(t *testing.T) {
	n := 0
	someone := newPerson(t, newSite(t, handler(func(ctx context.Context, r handlers.Request, out handlers.Sender) error {
		n++
		_, err := out.Send(ctx, r.Conversation, para("x"))
		return err
	})))
	someone.get("/")
	someone.client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	if p := someone.post(asked("a")); p.status != http.StatusSeeOther || p.header.Get("Location") != "/#last" {
		t.Errorf("%d to %q", p.status, p.header.Get("Location"))
	}
	someone.get("/")
	if n != 1 {
		t.Errorf("asked %d times", n)
	}
}

// A request says what the person chose apart from what the browser hints at.
func TestRequest(t *testing.T) {
	var got handlers.Request
	someone := newPerson(t, newSite(t, handler(func(ctx context.Context, r handlers.Request, out handlers.Sender) error {
		got = r
		if end, ok := ctx.Deadline(); !ok || time.Until(end) > 2*time.Minute {
			t.Errorf("the handler may take until %v", end)
		}
		_, err := out.Send(ctx, r.Conversation, para("x"))
		return err
	})))
	someone.post(asked("a\r\nb\xff"), "Accept-Language", "fr, nb-NO;q=0.8, vi;q=0.5")
	id := got.Conversation.ID
	want := handlers.Request{Conversation: handlers.Conversation{Platform: web.Platform, ID: id}, Role: handlers.Citizen, Hint: "no", Text: "a\nb\ufffd"}
	if got != want || len(id) < 20 {
		t.Errorf("got %+v", got)
	}
	someone.get("/?lang=iw")
	someone.post(url.Values{"action": {"field:papers"}, "text": {"x"}})
	want = handlers.Request{Conversation: want.Conversation, Role: handlers.Citizen, Language: "he", Action: "field:papers"}
	if got != want {
		t.Errorf("got %+v", got)
	}
	someone.get("/?lang=")
	someone.post(asked("c"), "Accept-Language", "*;q=x,,,")
	if got.Language != "" || got.Hint != "" || got.Conversation.ID != id {
		t.Errorf("got %+v", got)
	}
}

// Replies come while the handler goes on, and an edit comes in the place of
// what it replaces.
func TestStream(t *testing.T) {
	seen := make(chan struct{})
	var over handlers.Sender
	site := newSite(t, handler(func(ctx context.Context, r handlers.Request, out handlers.Sender) error {
		over = out
		id, err := out.Send(ctx, r.Conversation, handlers.Reply{Language: "en", Blocks: []handlers.Block{{Text: "half"}}})
		if err != nil {
			return err
		}
		select {
		case <-seen:
		case <-ctx.Done():
			return ctx.Err()
		}
		if err := out.Edit(ctx, r.Conversation, "t9-9", para("never")); err == nil {
			t.Error("a message that was not sent was edited")
		}
		if _, err := out.Send(ctx, r.Conversation, para("second")); err != nil {
			return err
		}
		return out.Edit(ctx, r.Conversation, id, para("whole"))
	}))
	someone := newPerson(t, site)
	res, err := someone.client.Do(someone.request(http.MethodPost, "/", strings.NewReader(asked("why?").Encode()),
		[]string{"Content-Type", "application/x-www-form-urlencoded", "Vanthu-Stream", "1"}))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	scan := bufio.NewScanner(res.Body)
	scan.Split(func(data []byte, eof bool) (int, []byte, error) {
		if before, _, ok := strings.Cut(string(data), separator); ok {
			return len(before) + len(separator), []byte(before), nil
		}
		if eof && len(data) > 0 {
			return 0, nil, io.ErrUnexpectedEOF
		}
		return 0, nil, nil
	})
	var parts []string
	for scan.Scan() {
		parts = append(parts, scan.Text())
		if len(parts) == 2 {
			close(seen)
		}
	}
	if scan.Err() != nil {
		t.Fatal(scan.Err())
	}
	want := [][2]string{{`id="t1"`, "why?"}, {`id="t1-1"`, "half"}, {`id="t1-2"`, "second"}, {`id="t1-1"`, "whole"}}
	if len(parts) != len(want) {
		t.Fatalf("%d parts: %q", len(parts), parts)
	}
	for i, w := range want {
		if !strings.Contains(parts[i], w[0]) || !strings.Contains(parts[i], w[1]) {
			t.Errorf("part %d is %q, want %q", i, parts[i], w)
		}
	}
	if !strings.Contains(parts[1], "progress") || strings.Contains(parts[3], "progress") {
		t.Errorf("progress is marked wrongly: %q", parts)
	}
	shown := someone.get("/")
	has(t, shown, "whole", "second")
	hasNot(t, shown, ">half<")
	if _, err := over.Send(t.Context(), handlers.Conversation{}, para("late")); err == nil {
		t.Error("a reply was taken after the answer was over")
	}
}

// An answer that the browser did not wait for is there when it comes back.
func TestBrowserLeaves(t *testing.T) {
	asking, left, done := make(chan struct{}), make(chan struct{}), make(chan error, 1)
	site := newSite(t, handler(func(ctx context.Context, r handlers.Request, out handlers.Sender) error {
		if r.Text != "slow" {
			return clerk(ctx, r, out)
		}
		close(asking)
		<-left
		_, err := out.Send(ctx, r.Conversation, para("kept"))
		done <- errors.Join(err, ctx.Err())
		return err
	}))
	someone := newPerson(t, site)
	someone.get("/")
	ctx, leave := context.WithCancel(t.Context())
	go func() {
		<-asking
		leave()
	}()
	r := someone.request(http.MethodPost, "/", strings.NewReader(asked("slow").Encode()), []string{"Content-Type", "application/x-www-form-urlencoded", "Vanthu-Stream", "1"})
	if res, err := someone.client.Do(r.WithContext(ctx)); err == nil {
		_, err = io.ReadAll(res.Body)
		_ = res.Body.Close()
		if err == nil {
			t.Fatal("the answer came whole")
		}
	}
	close(left)
	if err := <-done; err != nil {
		t.Errorf("the handler was stopped: %v", err)
	}
	has(t, someone.get("/"), "kept")
}

func TestHostileWords(t *testing.T) {
	const evil = `"><script>alert(1)</script><!--part-->'` + "\x00\x1b\u0085"
	reply := handlers.Reply{Language: "en", Final: true, More: evil[:8], Buttons: []handlers.Button{{Label: evil, Action: `"x"`}},
		Blocks: []handlers.Block{{Kind: handlers.Lead, Text: evil}, {Kind: handlers.List, Text: evil, Items: []string{evil}}, {Kind: handlers.Notice, Text: evil},
			{Kind: handlers.Code, Text: evil}, {Kind: handlers.Para, Text: evil, Lang: evil}, {Kind: handlers.Quote, Text: evil, Lang: `he"`, Source: &handlers.Source{Line: evil, URL: "javascript:alert(1)", Link: "//evil.example", Title: evil}},
			{Kind: handlers.Quote, Text: "q", Source: &handlers.Source{Line: "l", URL: "https://x.example/\"><script>", Link: "/document?path=\"><script>&start=1&end=2"}},
			{Kind: handlers.Quote, Text: "q", Source: &handlers.Source{Line: "l", URL: "https://user@x.example/"}},
			{Kind: handlers.Quote, Text: "q", Source: &handlers.Source{Line: "l", URL: "data:text/html,x", Link: "/documents?x"}}}}
	someone := newPerson(t, newSite(t, say(reply)))
	p := someone.post(asked(evil))
	hasNot(t, p, "<script>alert", "javascript:", "data:text", "evil.example", "user@", "\x00", "\x1b", "\u0085", separator+"'")
	if n := strings.Count(p.body, "<script"); n != 1 {
		t.Errorf("%d scripts", n)
	}
	streamed := someone.post(asked(evil), "Vanthu-Stream", "1")
	if n := strings.Count(streamed.body, separator); n != 2 {
		t.Errorf("%d parts, want 2:\n%s", n, streamed.body)
	}
}

func TestDirections(t *testing.T) {
	reply := handlers.Reply{Language: "he", Final: true, Blocks: []handlers.Block{{Kind: handlers.Lead, Text: "לפני 31/3/2026 לפי Nghị quyết 57-NQ/TW, ה-3 4"},
		{Kind: handlers.Quote, Text: "Số 57-NQ/TW", Lang: "vi", Source: &handlers.Source{Line: "מקור: 57-NQ/TW · 2024-12-22", URL: "https://example.gov.vn/"}}}}
	p := newPerson(t, newSite(t, say(reply))).post(asked("לפי 57-NQ/TW?"), "Accept-Language", "en")
	has(t, p, `<html lang="en" dir="ltr">`, `lang="he" dir="rtl"><p class="lead">לפני <bdi dir=ltr class=n>31/3/2026</bdi> לפי <bdi dir=ltr>Nghị quyết 57-NQ/TW</bdi>, ה-3 4</p>`,
		`<blockquote lang="vi" dir="ltr"><q>Số 57-NQ/TW</q>`, `>מקור: <bdi dir=ltr class=n>57-NQ/TW</bdi> · <bdi dir=ltr class=n>2024-12-22</bdi></a>`,
		`<span dir="auto">לפי <bdi dir=ltr class=n>57-NQ/TW</bdi>?</span>`)
}

// An answer is at most 10 kB; what is more waits behind buttons, and nothing
// of it is lost.
func TestLongAnswers(t *testing.T) {
	var quotes []handlers.Block
	for i := range 60 {
		quotes = append(quotes, handlers.Block{Kind: handlers.Quote, Text: fmt.Sprintf("<%d> %s", i, strings.Repeat("Thời hạn là 20 ngày. ", 25)), Lang: "vi",
			Source: &handlers.Source{Line: fmt.Sprintf("S%d.", i), Link: quoteLink()}})
	}
	var items []string
	for i := range 900 {
		items = append(items, fmt.Sprintf("[%d] & %s", i, strings.Repeat("ệ", 20)))
	}
	for name, c := range map[string]struct {
		blocks []handlers.Block
		marks  []string
	}{
		"many quotes":           {quotes, []string{"&lt;0&gt;", "&lt;31&gt;", "&lt;59&gt;", "S0.", "S59."}},
		"a long list":           {[]handlers.Block{{Kind: handlers.List, Text: "Head", Items: items}}, []string{"Head", "[0]", "[449]", "[450]", "[899]"}},
		"a long text":           {[]handlers.Block{{Kind: handlers.Para, Text: "Begin " + strings.Repeat("chữ ", 12000) + "Finish"}}, []string{"Begin", "Finish"}},
		"a word without an end": {[]handlers.Block{{Kind: handlers.Para, Text: "Begin" + strings.Repeat("<ộ", 9000) + "Finish"}}, []string{"Begin", "Finish"}},
	} {
		t.Run(name, func(t *testing.T) {
			reply := handlers.Reply{Language: "vi", Final: true, Blocks: c.blocks, More: "more:a", Buttons: []handlers.Button{{Label: strings.Repeat("ệ", 500), Action: "b"}, {Label: "B", Action: "b2"}}}
			someone := newPerson(t, newSite(t, say(reply)))
			next := regexp.MustCompile(`value="(web:rest:[^"]+)"`)
			form, all := asked(strings.Repeat("ệ<", 4000)), ""
			for n := 0; ; n++ {
				p := someone.post(form, "Vanthu-Stream", "1")
				if len(p.body) > 10<<10 || p.status != http.StatusOK {
					t.Fatalf("answer %d: status %d, %d bytes", n, p.status, len(p.body))
				}
				all += p.body
				m := next.FindStringSubmatch(p.body)
				if m == nil {
					has(t, p, `value="more:a"`, `value="b2"`)
					break
				}
				if n > 50 {
					t.Fatal("it does not end")
				}
				hasNot(t, p, `value="more:a"`)
				form = pressed(m[1])
			}
			for _, mark := range c.marks {
				if strings.Count(all, mark) != 1 {
					t.Errorf("%q is there %d times", mark, strings.Count(all, mark))
				}
			}
		})
	}
}

func TestTypicalAnswerSize(t *testing.T) {
	p := newPerson(t, newSite(t, clerk)).post(asked("Thời hạn?"), "Vanthu-Stream", "1")
	t.Logf("a typical answer: %d bytes", len(p.body))
	if len(p.body) > 3<<10 {
		t.Errorf("a short answer has %d bytes", len(p.body))
	}
}

// A handler that fails or says nothing leaves an apology, and a panic ends
// nothing but its answer.
func TestHandlerFails(t *testing.T) {
	for name, h := range map[string]handler{
		"an error": func(context.Context, handlers.Request, handlers.Sender) error { return errors.New("disk") },
		"silence":  func(context.Context, handlers.Request, handlers.Sender) error { return nil },
		"a panic":  func(context.Context, handlers.Request, handlers.Sender) error { panic("the person's words") },
	} {
		var log strings.Builder
		site := newSite(t, h, logTo(&log))
		p := newPerson(t, site).post(asked("the question"))
		has(t, p, "gặp lỗi nên chưa trả lời được")
		if strings.Contains(log.String(), "words") || strings.Contains(log.String(), "the question") {
			t.Errorf("%s: people's words in the log: %s", name, log.String())
		}
		if name != "silence" && log.Len() == 0 {
			t.Errorf("%s: nothing in the log", name)
		}
	}
}

func TestOldTurnsGo(t *testing.T) {
	now := time.Date(2025, 11, 23, 9, 0, 0, 0, time.UTC)
	someone := newPerson(t, newSite(t, say(para("x")), func(d *web.Deps) { d.Now = func() time.Time { return now } }))
	someone.get("/")
	var p page
	for i := range 12 {
		p = someone.post(asked(fmt.Sprintf("question %d.", i)))
	}
	has(t, p, "question 2.", "question 11.")
	hasNot(t, p, "question 0.", "question 1.")
	now = now.Add(2*time.Hour + time.Second)
	hasNot(t, someone.get("/"), "question 11.")
}

// Quotes of one place tell their source in full once.
func TestSameSource(t *testing.T) {
	of := func(line string, start int) handlers.Block {
		return handlers.Block{Kind: handlers.Quote, Text: "q", Source: &handlers.Source{Line: line, Link: fmt.Sprintf("/document?path=57.md&start=%d&end=9", start)}}
	}
	p := newPerson(t, newSite(t, say(handlers.Reply{Language: "en", Final: true, Blocks: []handlers.Block{of("A", 1), of("A", 2), of("B", 3)}}))).post(asked("x"))
	has(t, p, `start=1&amp;end=9#quote">A</a>`, `start=2&amp;end=9#quote">In the document<span class="vh">: A</span></a>`, `start=3&amp;end=9#quote">B</a>`)
}

// Every language has every message of the page.
func TestMessages(t *testing.T) {
	catalog, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	own := func(tag string) []string {
		return slices.DeleteFunc(slices.Clone(catalog.Keys(tag)), func(k string) bool { return !strings.HasPrefix(k, "web_") })
	}
	want := own("en")
	if len(want) < 30 {
		t.Errorf("%d messages", len(want))
	}
	for _, tag := range lang.Tags() {
		if got := own(tag); !slices.Equal(got, want) {
			t.Errorf("%s has %q, want %q", tag, got, want)
		}
	}
}
