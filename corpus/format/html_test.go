package format_test

import (
	"strings"
	"testing"

	"vanthu/corpus/format"
)

const page = `<!doctype html><html><head><title>Kế hoạch 12 - Cổng thông tin</title>
<link rel=canonical href="https://a.vn/kh12"><meta property="article:published_time" content="2025-10-15T08:00:00+07:00">
<style>p{}</style></head><body class="has-sidebar"><header><a href=/>Trang chủ</a></header><div class="main-menu"><ul><li>Tin tức</li></ul></div>
<div id="wrap-sidebar"><div class="content"><h1>Kế hoạch 12</h1><p>Ủy ban nhân dân tỉnh ban hành <b>kế hoạch</b>
về chuyển đổi số,<br>giao các sở thực hiện.</p><script>x()</script>
<table><caption>Bảng 1</caption><tr><th>TT</th><th>Nhiệm vụ</th><th>Chủ trì</th></tr><tr><td>1</td><td><p>Ban hành</p><p>quy chế</p></td><td rowspan=2>Sở A</td></tr>
<tr><td>2</td><td>Tập | huấn</td></tr><tr><td colspan=3>II. Khác</td></tr></table>
<ol start=3 type=a><li>Một</li><li>Hai<ul><li>Nhỏ</li></ul></li></ol>
<table><tr><td>Chỉ một cột</td></tr></table></div>
<div class="comments"><p>Một bình luận</p></div></div><aside>Bài liên quan</aside><footer>Bản quyền</footer></body></html>`

func TestHTML(t *testing.T) {
	got := text(t, "a.html", page)
	wantShape(t, got,
		"h1 Kế hoạch 12",
		"p  Ủy ban nhân dân tỉnh ban hành kế hoạch về chuyển đổi số,",
		"p  giao các sở thực hiện.",
		"p  Bảng 1",
		"r1* | TT | Nhiệm vụ | Chủ trì |", "r1  | 1 | Ban hành quy chế | Sở A |", "r1  | 2 | Tập ¦ huấn | Sở A |", "r1  | II. Khác |  |  |",
		"i1 c. Một", "i1 d. Hai", "i2 - Nhỏ",
		"p  Chỉ một cột",
	)
	if m := got.Meta; m.Title != "Kế hoạch 12" || m.URL != "https://a.vn/kh12" || m.Issued != "2025-10-15" {
		t.Errorf("meta %+v", m)
	}
}

func TestHTMLMainPart(t *testing.T) {
	body := strings.Repeat("<p>Điều khoản của văn bản này dài vừa đủ.</p>", 9)
	for name, s := range map[string]string{
		"article": "<html><body><p>Rác</p><article>" + body + "</article></body></html>",
		"main":    "<html><body><p>Rác</p><main>" + body + "</main></body></html>",
		"weight":  "<html><body><p>Rác</p><div><div>" + body + "</div></div></body></html>",
		"frame":   "<html><body><table><tr><td><h1>A</h1>" + body + "</td></tr></table></body></html>",
	} {
		got := text(t, "a.txt", s)
		if strings.Contains(got.Body, "Rác") || strings.Count(got.Body, "Điều khoản") != 9 || got.Blocks[len(got.Blocks)-1].Kind == format.RowBlock {
			t.Errorf("%s:\n%s", name, shape(got))
		}
	}
}

func TestHTMLEncoding(t *testing.T) {
	got := text(t, "a.html", "<html><head><meta charset=windows-1251></head><body><p>\xcf\xeb\xe0\xed \xed\xe0 \xe3\xee\xe4</p></body></html>")
	wantShape(t, got, "p  План на год")
}

func TestHTMLErrorPage(t *testing.T) {
	for _, s := range []string{
		"<html><head><title>404 - File or directory not found.</title></head><body><h1>Server Error</h1></body></html>",
		"<html><head><title>403 Forbidden</title></head><body><center>nginx</center></body></html>",
		"<html><body><h1>500 Internal Server Error</h1></body></html>",
	} {
		for _, name := range []string{"a.pdf", "a.html"} {
			wantReason(t, newReader(), name, []byte(s), format.Misnamed)
		}
	}
	got := text(t, "a.html", "<html><head><title>404 cán bộ được bổ nhiệm</title></head><body><p>"+strings.Repeat("Tin dài về cán bộ. ", 120)+"</p></body></html>")
	if len(got.Body) < 1000 {
		t.Error("a long page was taken for an error page")
	}
}

func TestHTMLTooDeep(t *testing.T) {
	wantReason(t, newReader(), "a.html", []byte("<html><body>"+strings.Repeat("<div>", 100_000)+"x"), format.TooDeep)
}

// Merged cells multiply; what they fill is bounded.
func TestHTMLWideTable(t *testing.T) {
	cells := strings.Repeat("<td rowspan=100 colspan=100>x", 10)
	got := text(t, "a.html", "<html><table>"+strings.Repeat("<tr>"+cells, 300)+"</table>")
	for _, b := range got.Blocks {
		if len(b.Cells) > 200 {
			t.Fatalf("a row of %d cells", len(b.Cells))
		}
	}
	if !strings.Contains(got.Body, "x") {
		t.Error("no cell was read")
	}
}
