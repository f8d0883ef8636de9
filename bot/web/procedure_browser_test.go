package web_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	cdplog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/chromedp"
)

// contrast gives the least contrast of text with what is behind it (WCAG 2.1,
// 1.4.3), over all texts of the page, and the words that have it.
const contrast = `(function () {
function parts(c) { var m = c.match(/[\d.]+/g).map(Number); return m.length < 4 ? m.concat(1) : m }
function light(c) { c = c.slice(0, 3).map(function (v) { v /= 255; return v <= .03928 ? v / 12.92 : Math.pow((v + .055) / 1.055, 2.4) }); return .2126 * c[0] + .7152 * c[1] + .0722 * c[2] }
var worst = 21, words = '', walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walk.nextNode()) {
  var n = walk.currentNode, e = n.parentElement, behind = null;
  if (!n.data.trim() || !e.getClientRects().length || e.closest('.vh, .skip, script, style')) continue;
  for (var at = e; at && !behind; at = at.parentElement) { var b = parts(getComputedStyle(at).backgroundColor); if (b[3]) behind = b }
  var x = light(parts(getComputedStyle(e).color)), y = light(behind || (matchMedia('(prefers-color-scheme: dark)').matches ? [0, 0, 0] : [255, 255, 255]));
  var c = (Math.max(x, y) + .05) / (Math.min(x, y) + .05);
  if (c < worst) { worst = c; words = n.data }
}
return worst < 4.5 ? words + ' ' + worst : '' })()`

func TestProcedureInBrowser(t *testing.T) {
	b := newBrowser(t, newSite(t, clerk, licences(t)))
	var mu sync.Mutex
	var complaints []string
	told := make(chan struct{}, 100)
	if err := chromedp.Listen(b.ctx, func(event any) {
		if e, ok := event.(*cdplog.EventEntryAdded); ok {
			mu.Lock()
			defer mu.Unlock()
			complaints = append(complaints, e.Entry.Text)
			told <- struct{}{}
		}
	}); err != nil {
		t.Fatal(err)
	}
	for _, size := range []struct {
		name          string
		width, height int64
	}{{"320", 320, 568}, {"1200", 1200, 900}} {
		b.do(chromedp.EmulateViewport(size.width, size.height))
		for _, tag := range []string{"vi", "ar", "en"} {
			b.open(licencePage + "&lang=" + tag)
			if width := run(b, chromedp.Evaluate[int]("document.documentElement.scrollWidth")); int64(width) > size.width {
				t.Errorf("%s: the page is %d px wide on a screen of %d", tag, width, size.width)
			}
			for _, scheme := range []string{"light", "dark"} {
				b.scheme(scheme)
				if low := run(b, chromedp.Evaluate[string](contrast)); low != "" {
					t.Errorf("%s, %s: low contrast: %s", tag, scheme, low)
				}
				png := run(b, chromedp.FullScreenshot(100))
				if err := os.WriteFile(filepath.Join(b.pictures, "procedure-"+tag+"-"+size.name+"-"+scheme+".png"), png, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			b.scheme("light")
			small := `[].filter.call(document.querySelectorAll('button, summary'), function (e) { return e.getBoundingClientRect().height < 24 }).length`
			if n := run(b, chromedp.Evaluate[int](small)); n > 0 {
				t.Errorf("%s: %d buttons are too small to be hit", tag, n)
			}
		}
	}
	b.do(chromedp.EmulateViewport(1200, 900))
	b.open(licencePage + "&lang=vi")
	pdf := run(b, chromedp.PrintToPDF(chromedp.PDFPaper(chromedp.PaperA4), chromedp.PDFMargin(0.55)))
	if err := os.WriteFile(filepath.Join(b.pictures, "procedure.pdf"), pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	if n := len(regexp.MustCompile(`/Type\s*/Page\b`).FindAll(pdf, -1)); n != 1 {
		t.Errorf("printed on %d pages", n)
	}
	mu.Lock()
	if len(complaints) > 0 {
		t.Errorf("the browser complains: %q", complaints)
	}
	mu.Unlock()
	// What is not allowed would have been told.
	b.do(chromedp.Evaluate[chromedp.Void]("void document.body.appendChild(document.createElement('script')).append('1')"))
	select {
	case <-told:
	case <-b.ctx.Done():
		t.Error("the browser does not complain about a script that is not allowed")
	}

	// From the page to the conversation, and from a link to it.
	for _, from := range []string{licencePage + "&lang=en", "/?lang=en&procedure=p.jsonl%231.004002"} {
		b.open(from)
		if _, err := chromedp.RunResponse(b.ctx, chromedp.Click(chromedp.CSS(`form.start button[value="procedure:n5q377yretn36lvq"]`))); err != nil {
			t.Fatal(err)
		}
		if got := run(b, chromedp.Text(chromedp.CSS("#log"))); !strings.Contains(got, "Cấp lại Giấy phép") || !strings.Contains(got, "Giấy chứng sinh") {
			t.Errorf("%s: conversation: %q", from, got)
		}
	}
	b.do(chromedp.EmulateViewport(360, 640))
	b.picture("procedure-conversation")
}
