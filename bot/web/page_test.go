package web_test

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"vanthu/bot/web"
	"vanthu/corpus"
	"vanthu/handlers"
	"vanthu/handlers/i18n"
	"vanthu/index"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// library is documents by path.
type library map[string]*corpus.Document

func (l library) Document(_ context.Context, viewer corpus.Viewer, path string) (*corpus.Document, error) {
	if d := l[path]; d != nil {
		return d, nil
	}
	return nil, fmt.Errorf("document %q: %w", path, index.ErrGone)
}

// handler is a function that answers.
type handler = handlers.HandlerFunc

func newPage(t testing.TB, h handlers.Handler, change ...func(*web.Deps)) *web.Page {
	t.Helper()
	catalog, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	deps := web.Deps{Handler: h, Library: documents(), Catalog: catalog, Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
		Examples: func(tag string) []string {
			return []string{catalog.Say(tag, "example_1", nil), catalog.Say(tag, "example_2", nil)}
		},
		Now: func() time.Time { return time.Date(2025, 11, 23, 9, 0, 0, 0, time.UTC) }}
	deps.Leaflets = handlers.New(handlers.Deps{Library: leaflets{library: documents()}, Catalog: catalog, Zone: time.UTC, Now: deps.Now})
	for _, c := range change {
		c(&deps)
	}
	page, err := web.New(deps)
	if err != nil {
		t.Fatal(err)
	}
	return page
}

func newSite(t *testing.T, h handlers.Handler, change ...func(*web.Deps)) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(newPage(t, h, change...))
	t.Cleanup(s.Close)
	return s
}

// person is a browser with its own cookies.
type person struct {
	t      *testing.T
	client *http.Client
	site   string
}

func newPerson(t *testing.T, site *httptest.Server) *person {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &person{t: t, client: &http.Client{Jar: jar, Transport: site.Client().Transport}, site: site.URL}
}

// page is what came back.
type page struct {
	status int
	header http.Header
	body   string
}

func (p *person) do(r *http.Request) page {
	p.t.Helper()
	res, err := p.client.Do(r)
	if err != nil {
		p.t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		p.t.Fatal(err)
	}
	return page{res.StatusCode, res.Header, string(body)}
}

// get opens a path; headers come in pairs.
func (p *person) get(path string, headers ...string) page {
	p.t.Helper()
	return p.do(p.request(http.MethodGet, path, nil, headers))
}

func (p *person) post(form url.Values, headers ...string) page {
	p.t.Helper()
	return p.do(p.request(http.MethodPost, "/", strings.NewReader(form.Encode()), append([]string{"Content-Type", "application/x-www-form-urlencoded"}, headers...)))
}

func (p *person) request(method, path string, body io.Reader, headers []string) *http.Request {
	p.t.Helper()
	r, err := http.NewRequest(method, p.site+path, body)
	if err != nil {
		p.t.Fatal(err)
	}
	for i := 0; i < len(headers); i += 2 {
		if headers[i] == "Host" {
			r.Host = headers[i+1]
		}
		r.Header.Set(headers[i], headers[i+1])
	}
	return r
}

func asked(text string) url.Values     { return url.Values{"text": {text}} }
func pressed(action string) url.Values { return url.Values{"action": {action}} }

// clerk answers with fixed blocks: in Hebrew and Arabic where the question
// has such letters, else in Vietnamese; its button brings the papers.
var clerk = handler(func(ctx context.Context, r handlers.Request, out handlers.Sender) error {
	if r.Action != "" {
		_, err := out.Send(ctx, r.Conversation, handlers.Reply{Language: "vi", Final: true, Blocks: []handlers.Block{
			{Kind: handlers.Lead, Text: "Giấy tờ"}, {Kind: handlers.List, Items: []string{"Tờ khai theo mẫu", "Giấy chứng sinh"}}}})
		return err
	}
	reply := handlers.Reply{Language: "vi", Final: true, More: "more:1", Blocks: []handlers.Block{
		{Kind: handlers.Lead, Text: "Trước ngày 31/3/2026 · còn 128 ngày"},
		{Kind: handlers.Quote, Text: quote, Lang: "vi", Source: &handlers.Source{Line: "Nguồn: 57-NQ/TW · 22/12/2024", Link: quoteLink(), URL: "https://example.gov.vn/57?a=1&b=2", Title: "Nghị quyết 57"}}},
		Buttons: []handlers.Button{{Label: "Giấy tờ", Action: "field:papers"}, {Label: "Lệ phí", Action: "field:fee"}}}
	if strings.Contains(r.Text, "מה") {
		reply.Language = "he"
		reply.Blocks[0].Text = "לפני 31/3/2026 · החלטה 57-NQ/TW"
		reply.Blocks[1].Source.Line = "מקור: Nghị quyết 57-NQ/TW · 22/12/2024"
	}
	_, err := out.Send(ctx, r.Conversation, reply)
	return err
})

const quote = "100% nghị định, thông tư hướng dẫn các luật mới có hiệu lực trước ngày 31/3/2026."

// documents gives the documents of the tests.
func documents() library {
	var b builder
	b.heading("Nghị quyết 57-NQ/TW")
	b.paragraph("Về đột phá phát triển khoa học, công nghệ.")
	b.heading("I. Nhiệm vụ")
	b.paragraph("Đảng ủy Chính phủ: " + quote + " Báo cáo hằng quý.")
	b.row(false, "| Cách nộp | Thời hạn | Lệ phí |")
	b.row(true, "| Trực tuyến | 20 Ngày làm việc | 0 đồng |")
	b.row(true, "| Bưu chính | 22 Ngày làm việc | <b>10.000</b> đồng |")
	b.paragraph("Hết.")
	d := &corpus.Document{ID: "d57", Path: "57.md", Title: "Nghị quyết 57-NQ/TW", Number: "57-NQ/TW", Issued: "2024-12-22", Language: "vi", Issuer: "Bộ Chính trị",
		Standing: corpus.Report, URL: "https://example.gov.vn/57", Text: b.text.String(), Passages: b.passages}
	return library{"57.md": d}
}

// builder writes a document's text and its passages.
type builder struct {
	text     strings.Builder
	passages []corpus.Passage
}

func (b *builder) add(kind corpus.PassageKind, words string) {
	start := b.text.Len()
	b.text.WriteString(words)
	if kind != "" {
		b.passages = append(b.passages, corpus.Passage{ID: fmt.Sprint("p", len(b.passages)), Kind: kind, Start: start, End: b.text.Len()})
	}
	b.text.WriteString("\n\n")
}

func (b *builder) heading(words string)   { b.add(corpus.Heading, words) }
func (b *builder) paragraph(words string) { b.add(corpus.Paragraph, words) }

func (b *builder) row(passage bool, words string) {
	kind := corpus.PassageKind("")
	if passage {
		kind = corpus.Row
	}
	b.add(kind, words)
}

func quoteLink() string {
	at := strings.Index(documents()["57.md"].Text, quote)
	return fmt.Sprintf("/document?path=57.md&start=%d&end=%d", at, at+len(quote))
}

// logTo keeps the log.
func logTo(w io.Writer) func(*web.Deps) {
	return func(d *web.Deps) { d.Log = slog.New(slog.NewTextHandler(w, nil)) }
}
