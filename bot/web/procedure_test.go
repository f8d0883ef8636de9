package web_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"image/png"
	"io/fs"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"vanthu/bot/web"
	"vanthu/corpus"
	"vanthu/corpus/calendar"
	"vanthu/corpus/extract"
	"vanthu/corpus/format"
	"vanthu/corpus/lang"
	"vanthu/corpus/lexicon"
	"vanthu/corpus/samples"
	"vanthu/handlers"
	"vanthu/handlers/answer"
	"vanthu/handlers/procedures"
	"vanthu/handlers/state"
)

// licence is a procedure with everything that a page can tell, some of it
// hostile.
const licence = `---
kind: procedure
url: https://dichvucong.example.vn/1.004002
---
# Cấp lại Giấy phép "lái xe" &lt;/script>&lt;b>

## Mã thủ tục

1.004002

## Đối tượng thực hiện

Công dân Việt Nam, người nước ngoài.

## Thành phần hồ sơ

- Đơn đề nghị theo mẫu.Mau-01.docx [1 bản chính]
- Hộ chiếu [0 bản chính, 2 bản sao]

Trường hợp giấy phép bị mất:

- Bản khai &lt;i>báo mất&lt;/i> [1 bản chính]

## Cách thức thực hiện

| Hình thức nộp | Thời hạn | Phí, lệ phí | Mô tả |
|---|---|---|---|
| Trực tiếp | 5 Ngày | 135.000 đồng | tại quầy |
| Trực tuyến | 5 Ngày làm việc | 135.000 đồng | |

## Trình tự thực hiện

- Bước 1: Người dân nộp hồ sơ.
- Bước 2: Sở Giao thông vận tải cấp giấy phép trong 5 ngày.

## Cơ quan thực hiện

Sở Giao thông vận tải

## Kết quả thực hiện

Giấy phép lái xe

## Căn cứ pháp lý

- Nghị định số 123/2015/NĐ-CP
- Thông tư số 99/2020/TT-BGTVT
`

// leaflets is the abilities that a page needs, over some documents.
type leaflets struct {
	library
	handlers.Library
	handlers.Answerer
	describer *extract.Describer
}

func (l leaflets) DocumentAt(ctx context.Context, path string) (*corpus.Document, error) {
	return l.library.Document(ctx, corpus.Viewer{}, path)
}

func (l leaflets) Document(_ context.Context, id string) (*corpus.Document, error) {
	for _, d := range l.library {
		if d.ID == id {
			return d, nil
		}
	}
	return nil, fmt.Errorf("document %s: %w", id, state.ErrNotFound)
}

func (leaflets) Version(context.Context, string) (state.Version, error) {
	return state.Version{Number: 1, Hash: "x", Read: time.Date(2025, 11, 20, 1, 0, 0, 0, time.UTC)}, nil
}

func (l leaflets) NamedProcedure(_ context.Context, q answer.Question) (*corpus.Document, []procedures.Named, string, error) {
	for _, path := range slices.Sorted(maps.Keys(l.library)) {
		if d := l.library[path]; d.Procedure != nil && d.Procedure.Code == q.Text {
			return d, nil, "vi", nil
		}
	}
	return nil, nil, "vi", nil
}

func (leaflets) Field(*corpus.Document, string) ([]corpus.Citation, error) { return nil, nil }
func (leaflets) Bodies(...corpus.Citation) []answer.Body {
	return []answer.Body{{ID: "so-gtvt", Words: "Sở Giao thông vận tải"}}
}
func (l leaflets) Length(text, tag string) (string, bool)       { return l.describer.Length(text, tag) }
func (l leaflets) Price(text, tag string) (extract.Price, bool) { return l.describer.Price(text, tag) }
func (l leaflets) Numbered(_ context.Context, words, _ string, _ corpus.Viewer) (*corpus.Document, error) {
	if strings.Contains(words, "123/2015/NĐ-CP") {
		return &corpus.Document{Path: "123.md", Title: "Nghị định 123"}, nil
	}
	return nil, nil
}

// bodies knows one body that is no more.
type bodies struct{ handlers.Agencies }

func (bodies) Holder(id string, _ corpus.Day) string {
	return map[string]string{"so-gtvt": "so-xd"}[id]
}
func (bodies) AgencyName(id, _ string) string {
	return map[string]string{"so-xd": "Sở Xây dựng"}[id]
}

// licences adds the procedure, and one that not everybody may see.
func licences(t testing.TB) func(*web.Deps) {
	t.Helper()
	lx, err := lexicon.Load(nil)
	if err != nil {
		t.Fatal(err)
	}
	holidays, err := calendar.LoadHolidays(nil)
	if err != nil {
		t.Fatal(err)
	}
	d := extract.NewDescriber(extract.New(lx).WithHolidays(holidays))
	describe := func(id, path, text string) *corpus.Document {
		var read format.Text
		reader := format.Reader{Limits: format.DefaultLimits()}
		if err := reader.Read(t.Context(), "a.md", []byte(text), func(rec format.Record) error { read = rec.Text; return rec.Err }); err != nil {
			t.Fatal(err)
		}
		doc := d.Describe(read)
		if doc.Procedure == nil {
			t.Fatalf("%s is no procedure:\n%s", path, doc.Text)
		}
		doc.ID, doc.Path = id, path
		return doc
	}
	return func(deps *web.Deps) {
		all := documents()
		all["p.jsonl#1.004002"] = describe("n5q377yretn36lvq", "p.jsonl#1.004002", licence)
		all["flawed.md"] = describe("flawed", "flawed.md", "---\nkind: procedure\n---\n# Cấp phép\n\n## Cách thức thực hiện\n\n| Hình thức nộp | Thời hạn | Phí, lệ phí |\n|---|---|---|\n"+
			"| Trực tiếp | 5 Ngày | Miễn phí (Nộp 150.000 đồng/lần) |\n| Trực tuyến | 5 Ngày | Miễn phí (Nộp 150.000 đồng/lần) |\n")
		all["long/"+strings.Repeat("dài ", 500)+".md"] = describe("long", "long/"+strings.Repeat("dài ", 500)+".md", strings.ReplaceAll(licence, "1.004002", "1.004003"))
		all["bare.md"] = describe("bare", "bare.md", "---\nkind: procedure\n---\n# Cấp thẻ\n\n## Trình tự thực hiện\n\nNộp tờ khai.\n")
		hidden := describe("hidden", "hidden.md", strings.ReplaceAll(licence, "1.004002", "1.999999"))
		hidden.Visibility = corpus.AgencyOnly()
		all["hidden.md"] = hidden
		l := leaflets{library: all, describer: d}
		deps.Library = all
		deps.Leaflets = handlers.New(handlers.Deps{Library: l, Answerer: l, Agencies: bodies{}, Catalog: deps.Catalog, Zone: time.FixedZone("", 7*3600), Now: deps.Now})
	}
}

const licencePage = "/procedure?path=p.jsonl%231.004002"

func TestProcedurePage(t *testing.T) {
	site := newSite(t, clerk, licences(t))
	p := newPerson(t, site).get(licencePage, "Accept-Language", "en")
	if p.status != 200 {
		t.Fatalf("%d: %s", p.status, p.body)
	}
	has(t, p, `<html lang="en" dir="ltr">`, `<h1 id="main" lang="vi" dir="ltr">`, "1.004002", `action="/#last"`, `value="procedure:n5q377yretn36lvq"`, `value="mistake:n5q377yretn36lvq"`,
		">135.000 đồng</a>", ">5 Ngày</a> (<span lang=\"vi\" dir=\"ltr\">Trực tiếp</span>)", "3 papers", "2 steps", "1 original", "2 copies", "Mau-01.docx", "&lt;i&gt;báo mất&lt;/i&gt;",
		`<h3 lang="vi" dir="ltr">Trường hợp giấy phép bị mất`, `<th scope="row" lang="vi" dir="ltr">Trực tuyến</th>`, `<ol class="own" lang="vi" dir="ltr"><li>Bước 1: Người dân`,
		`<a href="/document?path=123.md" title="Nghị định 123">Nghị định số 123/2015/NĐ-CP</a>`, "<li>Thông tư số 99/2020/TT-BGTVT</li>", "is no more; this is now with Sở Xây dựng",
		"The document does not speak of: Conditions, Complaints.", "20 November 2025", `<a href="https://dichvucong.example.vn/1.004002" rel="noopener noreferrer">`, `<svg class="qr"`)
	hasNot(t, p, "web_", "share_", "field_", "<b>", "<i>", "ZgotmplZ")
	if n := strings.Count(p.body, "<h1"); n != 1 {
		t.Errorf("%d h1", n)
	}
	if m := regexp.MustCompile(`\son[a-z]+=`).FindString(p.body); m != "" {
		t.Errorf("a handler in an attribute: %q", m)
	}
	if n := len(p.body); n > 40<<10 {
		t.Errorf("%d bytes", n)
	}
	checkStructure(t, p.body)
	for tag, dir := range map[string]string{"vi": "ltr", "ar": "rtl", "he": "rtl", "ru": "ltr", "nl": "ltr", "no": "ltr"} {
		p := newPerson(t, site).get(licencePage + "&lang=" + tag)
		has(t, p, fmt.Sprintf(`<html lang="%s" dir="%s">`, tag, dir), `<h1 id="main" lang="vi" dir="ltr">`, ">135.000 đồng</a>")
		hasNot(t, p, "web_", "share_", "field_")
		checkStructure(t, p.body)
	}
}

// checkStructure checks that a page's elements are closed in order, that no
// ID stands twice, and that no heading's level is left out.
func checkStructure(t testing.TB, body string) {
	t.Helper()
	tokens := html.NewTokenizer(strings.NewReader(body))
	void := map[string]bool{"meta": true, "link": true, "input": true, "br": true, "path": true}
	var open []string
	ids := map[string]bool{}
	level := 0
	for {
		switch tokens.Next() {
		case html.ErrorToken:
			if len(open) > 0 {
				t.Errorf("not closed: %v", open)
			}
			return
		case html.StartTagToken:
			token := tokens.Token()
			if len(token.Data) == 2 && token.Data[0] == 'h' && token.Data != "hr" {
				if to := int(token.Data[1] - '0'); to > level+1 {
					t.Errorf("a heading of level %d follows one of level %d", to, level)
				} else {
					level = to
				}
			}
			for _, a := range token.Attr {
				if a.Key == "id" {
					if ids[a.Val] {
						t.Errorf("the ID %s stands twice", a.Val)
					}
					ids[a.Val] = true
				}
			}
			if !void[token.Data] {
				open = append(open, token.Data)
			}
		case html.EndTagToken:
			name := tokens.Token().Data
			if len(open) == 0 || open[len(open)-1] != name {
				t.Errorf("%s is closed inside of %v", name, open)
				return
			}
			open = open[:len(open)-1]
		}
	}
}

// Every link of the page to a place in the document marks the words it stands
// for.
func TestProcedureLinks(t *testing.T) {
	someone := newPerson(t, newSite(t, clerk, licences(t)))
	p := someone.get(licencePage, "Accept-Language", "en")
	links := regexp.MustCompile(`<a (?:class="at" )?href="(/document\?[^"#]*start=[^"#]*)#quote"[^>]*>([^<]*)`).FindAllStringSubmatch(p.body, -1)
	if len(links) < 10 {
		t.Errorf("%d links to places", len(links))
	}
	for _, m := range links {
		d := someone.get(html.UnescapeString(m[1]))
		mark, _ := marked(t, d.body)
		if d.status != 200 || mark == "" || m[2] != "In the document" && mark != html.UnescapeString(m[2]) {
			t.Errorf("%s %q: %d, marked %q", m[1], m[2], d.status, mark)
		}
	}
}

func TestProcedureForPrograms(t *testing.T) {
	site := newSite(t, clerk, licences(t), func(d *web.Deps) { d.Hosts = []string{"vanthu.example.vn"} })
	p := newPerson(t, site).get(licencePage, "Host", "vanthu.example.vn", "X-Forwarded-Proto", "https")
	const address = "https://vanthu.example.vn/procedure?path=p.jsonl%231.004002"
	has(t, p, `<link rel="canonical" href="`+address+`">`, `<meta property="og:url" content="`+address+`">`, `<meta property="og:image" content="https://vanthu.example.vn/picture?path=p.jsonl%231.004002">`,
		`<meta property="og:description" content="Lệ phí: 135.000 đồng · Nơi giải quyết: Sở Giao thông vận tải">`, `<meta name="twitter:card" content="summary_large_image">`, `<bdi dir="ltr">`+address)
	_, script, _ := strings.Cut(p.body, `<script type="application/ld+json">`)
	script, _, ok := strings.Cut(script, "</script>")
	var got map[string]any
	if err := json.Unmarshal([]byte(script), &got); err != nil || !ok {
		t.Fatalf("%v: %s", err, script)
	}
	var want map[string]any
	if err := json.Unmarshal([]byte(`{"@context":"https://schema.org","@type":"GovernmentService","@id":"`+address+`","url":"`+address+`","name":"Cấp lại Giấy phép \"lái xe\" </script><b>",
		"identifier":{"@type":"PropertyValue","propertyID":"code","value":"1.004002"},"inLanguage":"vi","sameAs":"https://dichvucong.example.vn/1.004002",
		"provider":{"@type":"GovernmentOrganization","name":"Sở Giao thông vận tải"},"audience":{"@type":"Audience","audienceType":"Công dân Việt Nam, người nước ngoài."},
		"serviceOutput":{"@type":"Thing","name":"Giấy phép lái xe"},"offers":{"@type":"Offer","price":"135000","priceCurrency":"VND"},
		"availableChannel":[{"@type":"ServiceChannel","name":"Trực tiếp","processingTime":"P5D"},{"@type":"ServiceChannel","name":"Trực tuyến","processingTime":"5 Ngày làm việc"}]}`), &want); err != nil {
		t.Fatal(err)
	}
	if g, w := fmt.Sprint(got), fmt.Sprint(want); g != w {
		t.Errorf("got  %s\nwant %s", g, w)
	}
}

func TestProcedureThatSaysLittle(t *testing.T) {
	p := newPerson(t, newSite(t, clerk, licences(t))).get("/procedure?path=bare.md", "Accept-Language", "en")
	has(t, p, "<dt>Fee:</dt> <dd>the document does not say</dd>", "The document does not speak of: Who may apply, Conditions, Papers, How to apply, Result, Legal basis, Complaints.", `"name":"Cấp thẻ"`)
	hasNot(t, p, "offers", "provider", "<table", "processingTime")
}

// What a document contradicts itself about is not told to programs.
func TestProcedureThatContradictsItself(t *testing.T) {
	p := newPerson(t, newSite(t, clerk, licences(t))).get("/procedure?path=flawed.md", "Accept-Language", "en")
	has(t, p, "The document gives two fees: “Miễn phí” and “Miễn phí (Nộp 150.000 đồng/lần)”", `"processingTime":"P5D"`)
	hasNot(t, p, "offers")
}

// An address that no QR code holds is told in letters.
func TestLongAddress(t *testing.T) {
	p := newPerson(t, newSite(t, clerk, licences(t))).get("/procedure?" + url.Values{"path": {"long/" + strings.Repeat("dài ", 500) + ".md"}}.Encode())
	has(t, p, "Mã thủ tục", "Trực tuyến", `<p class="address">`)
	hasNot(t, p, "<svg")
}

// The samples' procedures make whole pages, in every language.
func TestSamplePages(t *testing.T) {
	names, err := fs.Glob(samples.Documents(), "*.md")
	if err != nil {
		t.Fatal(err)
	}
	var paths []string
	site := newSite(t, clerk, licences(t), func(d *web.Deps) {
		l := d.Leaflets.(*handlers.Core).Library.(leaflets)
		for _, name := range names {
			data, err := fs.ReadFile(samples.Documents(), name)
			if err != nil {
				t.Fatal(err)
			}
			var read format.Text
			reader := format.Reader{Limits: format.DefaultLimits()}
			if err := reader.Read(t.Context(), name, data, func(rec format.Record) error { read = rec.Text; return rec.Err }); err != nil {
				t.Fatal(err)
			}
			if doc := l.describer.Describe(read); doc.Procedure != nil {
				doc.ID, doc.Path = strings.TrimSuffix(name, ".md"), name
				l.library[name] = doc
				paths = append(paths, name)
			}
		}
	})
	if len(paths) < 20 {
		t.Fatalf("%d procedures", len(paths))
	}
	someone := newPerson(t, site)
	for i, path := range paths {
		tag := lang.Tags()[i%len(lang.Tags())]
		p := someone.get("/procedure?lang=" + tag + "&path=" + path)
		_, script, _ := strings.Cut(p.body, `<script type="application/ld+json">`)
		script, _, _ = strings.Cut(script, "</script>")
		if p.status != 200 || !json.Valid([]byte(script)) || len(p.body) > 60<<10 {
			t.Errorf("%s: %d, %d bytes, %s", path, p.status, len(p.body), script)
		}
		checkStructure(t, p.body)
		hasNot(t, p, "web_", "share_", "field_")
	}
}

// The name of a procedure in an answer leads to its page.
func TestNameLeadsToPage(t *testing.T) {
	site := newSite(t, say(handlers.Reply{Language: "vi", Final: true, Blocks: []handlers.Block{{Kind: handlers.Lead, Text: "Cấp <thẻ>", Link: handlers.PagePath("a b#1")},
		{Kind: handlers.Para, Text: "other", Link: "//evil.example/procedure?path=a"}, {Kind: handlers.Notice, Text: "script", Link: "javascript:alert(1)"}}}))
	p := newPerson(t, site).post(asked("x"))
	has(t, p, `<p class="lead"><a href="/procedure?path=a&#43;b%231">Cấp &lt;thẻ&gt;</a></p>`, "<p>other</p>", `<p class="note">script</p>`)
}

func TestProceduresThatAreNotThere(t *testing.T) {
	someone := newPerson(t, newSite(t, clerk, licences(t)))
	for path, want := range map[string]int{"/procedure": 400, "/procedure?path=57.md": 404, "/procedure?path=none": 404, "/procedure?path=hidden.md": 404, "/p/1.999999": 404, "/p/none": 404, "/p/": 404, "/p/hidden": 404,
		"/picture?path=hidden.md": 404, "/picture?path=none": 404, "/picture": 404, "/?procedure=hidden.md": 200, "/?procedure=none": 200, "/?procedure=57.md": 200} {
		p := someone.get(path)
		if p.status != want {
			t.Errorf("%s: %d, want %d", path, p.status, want)
		}
		hasNot(t, p, "Cấp lại Giấy phép", "value=\"procedure:")
	}
	if p := someone.do(someone.request("POST", licencePage, nil, nil)); p.status != 405 {
		t.Errorf("posted: %d", p.status)
	}
}

func TestShortAddresses(t *testing.T) {
	someone := newPerson(t, newSite(t, clerk, licences(t)))
	for _, name := range []string{"n5q377yretn36lvq", "1.004002"} {
		has(t, someone.get("/p/"+name), `<link rel="canonical" href="`, "p.jsonl%231.004002", "1.004002")
	}
}

// A page leads to the conversation about its procedure, without a script too.
func TestFromThePageToTheConversation(t *testing.T) {
	var asked []string
	site := newSite(t, handler(func(ctx context.Context, r handlers.Request, out handlers.Sender) error {
		asked = append(asked, r.Action+r.Text)
		_, err := out.Send(ctx, r.Conversation, para("overview"))
		return err
	}), licences(t))
	someone := newPerson(t, site)
	has(t, someone.get("/?lang=en&"+strings.TrimPrefix(strings.Replace(licencePage, "path=", "procedure=", 1), "/procedure?")), `value="procedure:n5q377yretn36lvq">Ask about this procedure</button>`)
	p := someone.post(url.Values{"text": {"Cấp lại"}, "action": {"procedure:n5q377yretn36lvq"}}, "Sec-Fetch-Site", "same-origin")
	has(t, p, `<span dir="auto">Cấp lại</span>`, "overview")
	if len(asked) != 1 || asked[0] != "procedure:n5q377yretn36lvq" {
		t.Errorf("asked %q", asked)
	}
}

func TestPicture(t *testing.T) {
	someone := newPerson(t, newSite(t, clerk, licences(t)))
	for _, path := range []string{"/picture?path=57.md", "/picture?path=p.jsonl%231.004002", "/picture?path=57.md"} {
		p := someone.get(path)
		m, err := png.Decode(bytes.NewReader([]byte(p.body)))
		if err != nil || m.Bounds().Dx() != 1200 || m.Bounds().Dy() != 630 {
			t.Fatalf("%s: %v", path, err)
		}
		if p.header.Get("Content-Type") != "image/png" || !strings.Contains(p.header.Get("Cache-Control"), "max-age=3600") || p.header.Get("Cross-Origin-Resource-Policy") != "cross-origin" {
			t.Errorf("%s: %v", path, p.header)
		}
	}
	has(t, someone.get("/document?path=57.md"), `/picture?path=57.md">`, `<meta property="og:title" content="Nghị quyết 57-NQ/TW">`)
}

func TestProcedureOpensInAChat(t *testing.T) {
	const link = "https://t.me/vanthu_bot?start=p_n5q377yretn36lvq"
	for _, address := range []string{"", link} {
		site := newSite(t, clerk, licences(t), func(d *web.Deps) {
			d.Opens = func(kind handlers.ChoiceKind, id string) string {
				if kind != handlers.ProcedureChoice || id != "n5q377yretn36lvq" {
					t.Errorf("asked for the %s %q", kind, id)
				}
				return address
			}
		})
		p := newPerson(t, site).get(licencePage, "Accept-Language", "en")
		if got := strings.Contains(p.body, `<a href="`+link+`" rel="noopener noreferrer">Ask on Telegram</a>`); got != (address != "") {
			t.Errorf("with %q the page links there: %v", address, got)
		}
	}
}
