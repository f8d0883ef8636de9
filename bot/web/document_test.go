package web_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"

	"vanthu/bot/web"
	"vanthu/corpus"
)

// marked gives the highlighted words of a page, and all words of its document.
func marked(t testing.TB, body string) (mark, all string) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	var walk func(n *html.Node, inArticle, inMark bool)
	walk = func(n *html.Node, inArticle, inMark bool) {
		if n.Type == html.ElementNode {
			inArticle = inArticle || n.Data == "article"
			inMark = inMark || n.Data == "mark"
		}
		if n.Type == html.TextNode && inArticle {
			all += n.Data
			if inMark {
				mark += n.Data
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c, inArticle, inMark)
		}
	}
	walk(root, false, false)
	return mark, all
}

// bare drops what a page shows as structure: spaces, line ends, bars of rows.
func bare(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == '|' || r == ' ' || r == '\n' }), "")
}

func link(path string, start, end int) string {
	return "/document?" + url.Values{"path": {path}, "start": {fmt.Sprint(start)}, "end": {fmt.Sprint(end)}}.Encode()
}

func TestHighlight(t *testing.T) {
	site := newSite(t, clerk)
	someone := newPerson(t, site)
	text := documents()["57.md"].Text
	for name, words := range map[string]string{
		"a sentence":                  quote,
		"letters of several bytes":    "Đảng ủy",
		"one letter":                  "ệ",
		"a row":                       "| Trực tuyến | 20 Ngày làm việc | 0 đồng |",
		"part of a cell":              "Ngày làm",
		"two rows":                    "tuyến | 20 Ngày làm việc | 0 đồng |\n\n| Bưu chính | 22",
		"a heading and a paragraph":   "I. Nhiệm vụ\n\nĐảng",
		"words that look like markup": "<b>10.000</b>",
		"the title":                   "Nghị quyết 57-NQ/TW",
		"the last words":              "Hết.",
		"everything":                  text,
	} {
		at := strings.Index(text, words)
		p := someone.get(link("57.md", at, at+len(words)), "Accept-Language", "en")
		if p.status != 200 {
			t.Fatalf("%s: %d", name, p.status)
		}
		got, all := marked(t, p.body)
		if bare(got) != bare(words) {
			t.Errorf("%s: marked %q, want %q", name, got, words)
		}
		if want := bare(text); bare(all) != want && bare(all) != strings.TrimPrefix(want, "Nghịquyết57-NQ/TW") {
			t.Errorf("%s: the page shows %q", name, all)
		}
		if strings.Count(p.body, `id="quote"`) != 1 || strings.Count(p.body, "data-b=") != 1 || strings.Count(p.body, "data-e=") != 1 {
			t.Errorf("%s: the quote's begin and end are not told once", name)
		}
	}
}

func TestDocumentPage(t *testing.T) {
	p := newPerson(t, newSite(t, clerk)).get(quoteLink(), "Accept-Language", "en")
	has(t, p, `<h1 lang="vi" dir="ltr">Nghị quyết 57-NQ/TW</h1>`, "This is a report or summary", "<bdi>57-NQ/TW</bdi>", "22 December 2024", "Bộ Chính trị",
		`<a href="https://example.gov.vn/57" rel="noopener noreferrer">`, `<article lang="vi" dir="ltr">`, "<h2>I. Nhiệm vụ</h2>", `<th scope="col">Cách nộp</th>`, "<td>20 Ngày làm việc</td>",
		`role="group" tabindex="0" aria-label="Table"`, `<html lang="en"`, "&lt;b&gt;10.000&lt;/b&gt;", `href="#quote"`)
	if n := strings.Count(p.body, "<table>"); n != 1 {
		t.Errorf("%d tables", n)
	}
	if n := strings.Count(p.body, "<h1"); n != 1 {
		t.Errorf("%d h1", n)
	}
	hasNot(t, p, "<script", "web_")
	hasNot(t, newPerson(t, newSite(t, clerk)).get("/document?path=57.md"), "<mark", "#quote\"")
}

func TestBadPlaces(t *testing.T) {
	someone := newPerson(t, newSite(t, clerk))
	text := documents()["57.md"].Text
	inside := strings.Index(text, "ị") + 1
	for _, query := range []string{"start=5", "end=5", "start=5&end=5", "start=6&end=5", "start=-1&end=5", "start=a&end=b", "start=0&end=99999", "start=0&end=99999999999999999999",
		fmt.Sprintf("start=0&end=%d", inside), fmt.Sprintf("start=%d&end=%d", inside, inside+10), "from=-1", "from=x", "to=99999", fmt.Sprintf("from=%d", inside), "start=0&end=5&from=1e3"} {
		p := someone.get("/document?path=57.md&"+query, "Accept-Language", "en")
		if p.status != 400 {
			t.Errorf("%s: %d", query, p.status)
		}
		has(t, p, "does not lead to a passage", `href="/document?path=57.md"`)
	}
}

// long gives a document of some 400 kB with a table, and the place of a quote
// in its middle.
func long() (d *corpus.Document, start, end int) {
	var b builder
	for i := range 1500 {
		if i%100 == 0 {
			b.heading(fmt.Sprintf("Chương %d", i/100))
		}
		if i == 800 {
			b.paragraph("Đây là câu được trích & giữ nguyên.")
		}
		b.paragraph(fmt.Sprintf("(%d) %s", i, strings.Repeat("Cơ quan có trách nhiệm. ", 8)))
		b.row(true, fmt.Sprintf("| {%d} | <&> |", i))
	}
	b.paragraph(strings.Repeat("mộttừdài", 4000))
	text := b.text.String()
	start = strings.Index(text, "Đây là câu")
	return &corpus.Document{Path: "long.md", Title: "Văn bản dài", Language: "vi", Text: text, Passages: b.passages}, start, start + len("Đây là câu được trích & giữ nguyên.")
}

func TestLongDocument(t *testing.T) {
	d, start, end := long()
	someone := newPerson(t, newSite(t, clerk, func(deps *web.Deps) { deps.Library = library{"long.md": d} }))
	p := someone.get(link("long.md", start, end), "Accept-Language", "en")
	got, all := marked(t, p.body)
	if got != d.Text[start:end] {
		t.Errorf("marked %q", got)
	}
	if before := strings.Index(all, got); before < 2000 || len(all)-before < 10000 {
		t.Errorf("%d bytes before the quote of %d", before, len(all))
	}
	// Page by page, from the quote to the end and back to the beginning, every
	// word is shown, none twice.
	step := func(p page, rel string) string {
		_, after, ok := strings.Cut(p.body, `<a rel="`+rel+`" href="`)
		if !ok {
			return ""
		}
		href, _, _ := strings.Cut(after, `"`)
		return strings.ReplaceAll(href, "&amp;", "&")
	}
	read := func(p page, rel string) []string {
		var parts []string
		for href := step(p, rel); href != ""; href = step(p, rel) {
			if p = someone.get(href); p.status != 200 || len(p.body) > 60<<10 {
				t.Fatalf("%s: %d, %d bytes", href, p.status, len(p.body))
			}
			if len(parts) > 50 {
				t.Fatal("it does not end")
			}
			_, words := marked(t, p.body)
			parts = append(parts, words)
		}
		return parts
	}
	if len(p.body) > 60<<10 {
		t.Errorf("%d bytes", len(p.body))
	}
	t.Logf("a page of a long document: %d bytes", len(p.body))
	forward, back := read(p, "next"), read(p, "prev")
	whole := all + strings.Join(forward, "")
	for _, part := range back[:len(back)-1] {
		whole = part + whole
	}
	// The first part is filled up from behind; it may repeat what follows.
	first := bare(back[len(back)-1])
	rest := bare(d.Text)
	rest = rest[:len(rest)-len(bare(whole))]
	if !strings.HasSuffix(bare(d.Text), bare(whole)) || !strings.HasPrefix(first, rest) {
		t.Error("parts are missing or shown twice")
	}
	if _, words := marked(t, someone.get("/document?path=long.md").body); !strings.HasPrefix(words, "Chương 0") {
		t.Error("without a place the page does not begin at the beginning")
	}
	if _, words := marked(t, someone.get(link("long.md", 0, len(d.Text))).body); len(words) > 60<<10 {
		t.Error("a quote of everything shows everything")
	}
}

func TestHiddenAndBrokenDocuments(t *testing.T) {
	secret := &corpus.Document{Path: "s", Title: "Secret title", Visibility: corpus.AgencyOnly(), Language: "vi", Text: "secret"}
	p := newPerson(t, newSite(t, clerk, func(d *web.Deps) { d.Library = library{"s": secret} })).get("/document?path=s")
	if p.status != 404 {
		t.Errorf("status %d", p.status)
	}
	hasNot(t, p, "Secret", "secret")
	var log strings.Builder
	p = newPerson(t, newSite(t, clerk, logTo(&log), func(d *web.Deps) { d.Library = broken{} })).get("/document?path=s", "Accept-Language", "en")
	if p.status != 500 || !strings.Contains(log.String(), "disk") {
		t.Errorf("status %d, log %q", p.status, log.String())
	}
	has(t, p, "could not be opened")
	hasNot(t, p, "disk")
}

type broken struct{}

func (broken) Document(context.Context, corpus.Viewer, string) (*corpus.Document, error) {
	return nil, errors.New("the disk is gone")
}

func TestHostileDocument(t *testing.T) {
	const evil = `"><script>alert(1)</script>`
	d := &corpus.Document{Path: evil, Title: evil, Number: evil, Issuer: evil, Language: "vi", Standing: corpus.Official, URL: "javascript:alert(1)",
		Text: "<mark>" + evil + "\n| " + evil + " | {table} |", Passages: []corpus.Passage{{Kind: corpus.Heading, Start: 0, End: 6 + len(evil)}}}
	p := newPerson(t, newSite(t, clerk, func(deps *web.Deps) { deps.Library = library{evil: d} })).get(link(evil, 0, len(d.Text)))
	if p.status != 200 {
		t.Fatal(p.status)
	}
	hasNot(t, p, "<script", "javascript:")
	if got, _ := marked(t, p.body); bare(got) != bare(d.Text) {
		t.Errorf("marked %q", got)
	}
}

// Whatever the text and the place, the marked words are those at the place.
func FuzzHighlight(f *testing.F) {
	f.Add("Điều 1.\n| a | b |\n|  || ｜ |\n\nשלום 57-NQ/TW 3/4", 3, 20, "he")
	f.Add("||||\n|a|\n| | |", 0, 5, "vi")
	f.Add(strings.Repeat("x ộ|", 5000), 6000, 12006, "vi")
	docs := library{}
	site := newPage(f, clerk, func(deps *web.Deps) { deps.Library = docs })
	f.Fuzz(func(t *testing.T, text string, start, end int, tag string) {
		text = strings.Map(func(r rune) rune {
			if r < ' ' && r != '\n' || r >= 0x7f && r < 0xa0 || r == utf8.RuneError {
				return -1
			}
			return r
		}, text)
		if start < 0 || end > len(text) || start >= end || !utf8.RuneStart(text[start]) || end < len(text) && !utf8.RuneStart(text[end]) || len(text) > 30000 {
			t.Skip()
		}
		docs["p"] = &corpus.Document{Path: "p", Title: "t", Language: tag, Text: text}
		w := httptest.NewRecorder()
		r := httptest.NewRequest(http.MethodGet, link("p", start, end), nil)
		r.Host = "localhost"
		site.ServeHTTP(w, r)
		body := w.Body.String()
		got, _ := marked(t, body)
		if w.Code != http.StatusOK || len(body) > 60<<10 && len(text) < 10000 {
			t.Fatalf("status %d, %d bytes", w.Code, len(body))
		}
		if want := text[start:end]; squash(got) != squash(want) && len(body) < 40<<10 {
			t.Errorf("marked %q, want %q", got, want)
		}
	})
}

// squash drops bars and everything that counts as space.
func squash(s string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(s, "|", " ")), "")
}
