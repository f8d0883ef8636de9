package web_test

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"vanthu/bot/web"
	"vanthu/handlers"
)

func TestHosts(t *testing.T) {
	someone := newPerson(t, newSite(t, clerk, func(d *web.Deps) { d.Hosts = []string{"Vanthu.Example.vn", "[2001:db8::1]"} }))
	for host, want := range map[string]int{
		"localhost": 200, "localhost:8080": 200, "127.0.0.1:80": 200, "127.1.2.3": 200, "[::1]:8080": 200, "LOCALHOST.": 200,
		"vanthu.example.vn": 200, "vanthu.example.vn:443": 200, "[2001:db8::1]:80": 200,
		"evil.example": 421, "localhost.evil.example": 421, "192.168.0.5:8080": 421, "0.0.0.0": 421, "x.vanthu.example.vn": 421, "<b>": 421,
	} {
		p := someone.get("/?lang=en", "Host", host)
		if host == "<b>" {
			if p.status != 400 && p.status != 421 {
				t.Errorf("%s: %d", host, p.status)
			}
			hasNot(t, p, "<b>")
			continue
		}
		if p.status != want {
			t.Errorf("%s: %d, want %d", host, p.status, want)
		}
		if want == 421 {
			has(t, p, "--hosts "+strings.Split(host, ":")[0])
		}
	}
	if p := someone.get("/healthz", "Host", "10.0.0.7"); p.status != 200 || p.body != "ok\n" {
		t.Errorf("healthz: %d %q", p.status, p.body)
	}
}

func TestOtherSitesCannotAsk(t *testing.T) {
	n := 0
	site := newSite(t, handler(func(ctx context.Context, r handlers.Request, out handlers.Sender) error {
		n++
		return clerk(ctx, r, out)
	}), func(d *web.Deps) { d.Hosts = []string{"vanthu.example.vn"} })
	known := newPerson(t, site)
	known.get("/")
	for name, c := range map[string]struct {
		who     *person
		headers []string
		want    int
	}{
		"the page itself":                         {known, []string{"Sec-Fetch-Site", "same-origin", "Origin", site.URL}, 200},
		"its form, without an origin":             {known, []string{"Sec-Fetch-Site", "same-origin", "Origin", "null"}, 200},
		"an older browser":                        {known, []string{"Origin", site.URL}, 200},
		"an older browser, without an origin":     {known, []string{"Origin", "null"}, 200},
		"behind a proxy with another name":        {known, []string{"Origin", "https://vanthu.example.vn"}, 200},
		"no browser":                              {newPerson(t, site), nil, 200},
		"another site":                            {known, []string{"Sec-Fetch-Site", "cross-site", "Origin", "null"}, 403},
		"another port":                            {known, []string{"Sec-Fetch-Site", "same-site", "Origin", "http://127.0.0.1:1"}, 403},
		"another site, older browser":             {known, []string{"Origin", "https://evil.example"}, 403},
		"another port, older browser":             {known, []string{"Origin", "http://127.0.0.1:1"}, 403},
		"another site's sandbox, older browser":   {newPerson(t, site), []string{"Origin", "null"}, 403},
		"another site, streamed, with our header": {known, []string{"Sec-Fetch-Site", "cross-site", "Vanthu-Stream", "1"}, 403},
	} {
		before := n
		if p := c.who.post(asked("x"), c.headers...); p.status != c.want || n-before != map[int]int{200: 1, 403: 0}[c.want] {
			t.Errorf("%s: %d, asked %d times", name, p.status, n-before)
		}
	}
}

func TestHeaders(t *testing.T) {
	someone := newPerson(t, newSite(t, clerk))
	for _, path := range []string{"/", "/document?path=57.md", "/document?path=none", "/none", "/healthz"} {
		p := someone.get(path)
		for name, want := range map[string]string{"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "X-Frame-Options": "DENY", "Cache-Control": "no-store"} {
			if got := p.header.Get(name); got != want {
				t.Errorf("%s: %s is %q", path, name, got)
			}
		}
		policy := p.header.Get("Content-Security-Policy")
		if !strings.Contains(policy, "default-src 'none'") || strings.Contains(policy, "unsafe") {
			t.Errorf("%s: %s", path, policy)
		}
		// What the policy allows is what stands in the page, byte for byte.
		for _, m := range regexp.MustCompile(`(?s)<(style|script)>(.*?)</(?:style|script)>`).FindAllStringSubmatch(p.body, -1) {
			sum := sha256.Sum256([]byte(m[2]))
			if want := m[1] + "-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"; !strings.Contains(policy, want) {
				t.Errorf("%s: no %s in %s", path, want, policy)
			}
		}
	}
	p := newPerson(t, newSite(t, clerk)).get("/?lang=he", "X-Forwarded-Proto", "https")
	cookies := p.header.Values("Set-Cookie")
	if len(cookies) != 2 {
		t.Fatalf("cookies: %q", cookies)
	}
	for _, c := range cookies {
		for _, want := range []string{"HttpOnly", "SameSite=Lax", "Secure", "Path=/"} {
			if !strings.Contains(c, want) {
				t.Errorf("no %s in %s", want, c)
			}
		}
	}
	if p := newPerson(t, newSite(t, clerk)).get("/"); strings.Contains(p.header.Get("Set-Cookie"), "Secure") {
		t.Error("a cookie for TLS alone was set without it")
	}
}

func TestBadRequests(t *testing.T) {
	someone := newPerson(t, newSite(t, clerk))
	form := "application/x-www-form-urlencoded"
	for name, c := range map[string]struct {
		method, path, body string
		headers            []string
		status             int
		want               string
	}{
		"too large":              {"POST", "/", "text=" + strings.Repeat("x", 64<<10), []string{"Content-Type", form}, 413, "at most 64 kB"},
		"too large, streamed":    {"POST", "/", "text=" + strings.Repeat("x", 64<<10), []string{"Content-Type", form, "Vanthu-Stream", "1"}, 413, "at most 64 kB"},
		"a broken form":          {"POST", "/", "text=%zz", []string{"Content-Type", form}, 400, "does not understand"},
		"a long action":          {"POST", "/", "action=" + strings.Repeat("x", 65), []string{"Content-Type", form}, 400, `role="alert"`},
		"an action not in ASCII": {"POST", "/", "action=%C3%A9", []string{"Content-Type", form}, 400, `role="alert"`},
		"another method":         {"PUT", "/", "", nil, 405, "does not understand"},
		"a posted document":      {"POST", "/document?path=57.md", "", nil, 405, "does not understand"},
		"another page":           {"GET", "/x", "", nil, 404, "no such page"},
		"no path":                {"GET", "/document", "", nil, 400, "does not lead"},
		"no document":            {"GET", "/document?path=../etc/passwd", "", nil, 404, "not here"},
	} {
		p := someone.do(someone.request(c.method, c.path, strings.NewReader(c.body), append(c.headers, "Accept-Language", "en")))
		if p.status != c.status || !strings.Contains(p.body, c.want) {
			t.Errorf("%s: %d\n%s", name, p.status, p.conversation())
		}
	}
	if p := someone.get("/?lang=xx"); p.status != 200 {
		t.Errorf("an unknown language: %d", p.status)
	}
}

// waiting is a handler that answers when it is let go.
type waiting struct {
	begun chan struct{}
	let   chan struct{}
}

func (w waiting) Handle(ctx context.Context, r handlers.Request, out handlers.Sender) error {
	w.begun <- struct{}{}
	select {
	case <-w.let:
	case <-ctx.Done():
		return ctx.Err()
	}
	_, err := out.Send(ctx, r.Conversation, para("done"))
	return err
}

func TestQuestionsUnderWay(t *testing.T) {
	w := waiting{make(chan struct{}), make(chan struct{})}
	site := newSite(t, w)
	var all sync.WaitGroup
	var people []*person
	begin := func(who *person) {
		all.Go(func() {
			if p := who.post(asked("x")); p.status != 200 {
				t.Errorf("a question within the limits: %d", p.status)
			}
		})
		<-w.begun
	}
	for range 16 {
		who := newPerson(t, site)
		who.get("/")
		people = append(people, who)
		for range 4 {
			if len(people) == 2 {
				// One conversation has four under way: it has to wait, whatever the others do.
				p := people[0].post(asked("kept <words>"), "Accept-Language", "en")
				if p.status != http.StatusTooManyRequests || !strings.Contains(p.body, "4 of your questions") || !strings.Contains(p.body, "kept &lt;words&gt;</textarea>") {
					t.Errorf("a fifth question: %d\n%s", p.status, p.conversation())
				}
				if s := people[0].post(asked("y"), "Vanthu-Stream", "1"); s.status != 429 || !strings.HasSuffix(strings.TrimSpace(s.body), separator) {
					t.Errorf("a fifth question, streamed: %d %s", s.status, s.body)
				}
			}
			begin(who)
		}
	}
	p := newPerson(t, site).post(asked("kept"), "Accept-Language", "en")
	if p.status != http.StatusServiceUnavailable || p.header.Get("Retry-After") == "" || !strings.Contains(p.body, "kept</textarea>") {
		t.Errorf("question 65: %d\n%s", p.status, p.conversation())
	}
	close(w.let)
	all.Wait()
	go func() { <-w.begun }()
	if p := people[0].post(asked("again")); p.status != 200 {
		t.Errorf("after the others: %d", p.status)
	}
}

// Memory is bounded: with very many conversations the oldest one goes.
func TestManyConversations(t *testing.T) {
	now := time.Date(2025, 11, 23, 9, 0, 0, 0, time.UTC)
	var mu sync.Mutex
	clock := func() time.Time {
		mu.Lock()
		defer mu.Unlock()
		now = now.Add(time.Millisecond)
		return now
	}
	site := newSite(t, say(para(strings.Repeat("much ", 1500))), func(d *web.Deps) { d.Now = clock })
	first, second := newPerson(t, site), newPerson(t, site)
	for _, p := range []*person{first, second} {
		p.get("/")
		p.post(asked("my own words"))
	}
	for range 999 {
		(&person{t: t, client: site.Client(), site: site.URL}).post(asked("x"), "Vanthu-Stream", "1")
	}
	hasNot(t, first.get("/"), "my own words")
	has(t, second.get("/"), "my own words")
	for range 1300 { // 8 kB each: more than 16 MB with those before
		(&person{t: t, client: site.Client(), site: site.URL}).post(asked("x"), "Vanthu-Stream", "1")
	}
	hasNot(t, second.get("/"), "my own words")
}

func TestTooLongForThePage(t *testing.T) {
	var errs []error
	site := newSite(t, handler(func(ctx context.Context, r handlers.Request, out handlers.Sender) error {
		for range 60 {
			if _, err := out.Send(ctx, r.Conversation, para(strings.Repeat("much ", 1500))); err != nil {
				errs = append(errs, err)
			}
		}
		return nil
	}))
	if p := newPerson(t, site).post(asked("x")); len(p.body) > 300<<10 || len(errs) == 0 {
		t.Errorf("%d bytes, %d refused", len(p.body), len(errs))
	}
}

func TestServe(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	w := waiting{make(chan struct{}), make(chan struct{})}
	page := newPage(t, w)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	ended := make(chan error, 1)
	go func() { ended <- page.Serve(ctx, l) }()
	transport := &http.Transport{DisableKeepAlives: true}
	someone := &person{t: t, client: &http.Client{Transport: transport}, site: "http://" + l.Addr().String()}
	if p := someone.get("/healthz"); p.body != "ok\n" {
		t.Errorf("healthz: %q", p.body)
	}
	answered := make(chan outcome, 1)
	go func() {
		res, err := someone.client.PostForm(someone.site+"/", url.Values{"text": {"x"}})
		if err != nil {
			answered <- outcome{err: err}
			return
		}
		answered <- outcome{status: res.StatusCode, err: res.Body.Close()}
	}()
	<-w.begun
	stop()
	close(w.let)
	if a := <-answered; a.err != nil || a.status != 200 {
		t.Errorf("the answer under way: %+v", a)
	}
	if err := <-ended; err != nil {
		t.Errorf("serve ended with %v", err)
	}

	// An address that fails is an error.
	if err := l.Close(); err == nil {
		t.Log("the listener was still open")
	}
	if err := page.Serve(t.Context(), l); err == nil {
		t.Error("serving at a closed address gave no error")
	}
}

type outcome struct {
	status int
	err    error
}

func TestNewNeedsItsDeps(t *testing.T) {
	if _, err := web.New(web.Deps{}); err == nil {
		t.Error("a page without anything was made")
	}
}
