package web_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"vanthu/handlers"
)

// browser is a tab of a headless Chromium the size of a small phone.
type browser struct {
	t        *testing.T
	ctx      context.Context
	site     string
	pictures string
}

// newBrowser starts a browser; the test skips where there is none.
func newBrowser(t *testing.T, site *httptest.Server) *browser {
	t.Helper()
	program, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("chromium is not installed, so that the page cannot be tried in a browser")
	}
	// Chromium writes to its folder until the very end, so that it is removed
	// after the browser is gone, whatever is left.
	profile, err := os.MkdirTemp("", "vanthu-browser-*")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(profile) })
	options := append([]chromedp.ExecAllocatorOption{}, chromedp.DefaultExecAllocatorOptions[:]...)
	options = append(options, chromedp.ExecPath(program), chromedp.NoSandbox, chromedp.UserDataDir(profile), chromedp.WindowSize(360, 640))
	for _, flag := range []string{"disable-gpu", "disable-quic", "disable-component-update"} {
		options = append(options, chromedp.Flag(flag, true))
	}
	ctx, stopAll := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(stopAll)
	ctx, closeTab := chromedp.NewContext(ctx)
	t.Cleanup(closeTab)
	if err := chromedp.Do(ctx); err != nil { // starts it, without a limit of time
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	t.Cleanup(cancel)
	b := &browser{t: t, ctx: ctx, site: site.URL, pictures: t.TempDir()}
	if dir := os.Getenv("VANTHU_TEST_PICTURES"); dir != "" {
		b.pictures = dir
	}
	b.do(chromedp.EmulateViewport(360, 640, chromedp.EmulateMobile, chromedp.EmulateTouch, chromedp.EmulateScale(2)))
	return b
}

func (b *browser) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, steps...); err != nil {
		b.t.Fatal(err)
	}
}

// run gives the value of an action.
func run[T any](b *browser, a chromedp.Action[T]) T {
	b.t.Helper()
	v, err := chromedp.Run(b.ctx, a)
	if err != nil {
		b.t.Fatal(err)
	}
	return v
}

func (b *browser) open(path string) { b.t.Helper(); b.do(chromedp.Navigate(b.site + path)) }

// scheme sets what the person prefers.
func (b *browser) scheme(name string) {
	b.t.Helper()
	b.do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: name}}})
		return err
	}))
}

// picture keeps what is seen, and checks that nothing stands outside of the
// screen to the side.
func (b *browser) picture(name string) {
	b.t.Helper()
	if width := run(b, chromedp.Evaluate[int]("document.documentElement.scrollWidth")); width > 360 {
		b.t.Errorf("%s: the page is %d px wide on a screen of 360", name, width)
	}
	for _, scheme := range []string{"light", "dark"} {
		b.scheme(scheme)
		png := run(b, chromedp.CaptureScreenshot())
		if err := os.WriteFile(filepath.Join(b.pictures, name+"-"+scheme+".png"), png, 0o600); err != nil {
			b.t.Fatal(err)
		}
	}
	b.scheme("light")
}

// await waits until an expression of JavaScript is true.
func (b *browser) await(expression string) {
	b.t.Helper()
	if _, err := chromedp.Run(b.ctx, chromedp.Poll[bool](expression)); err != nil {
		b.t.Fatalf("wait until %s: %v", expression, err)
	}
}

func TestInBrowser(t *testing.T) {
	seen := make(chan struct{})
	site := newSite(t, handler(func(ctx context.Context, r handlers.Request, out handlers.Sender) error {
		if !strings.Contains(r.Text, "Báo cáo") {
			return clerk(ctx, r, out)
		}
		id, err := out.Send(ctx, r.Conversation, handlers.Reply{Language: "vi", Blocks: []handlers.Block{{Kind: handlers.Para, Text: "Đang đọc: 10 %"}}})
		if err != nil {
			return err
		}
		select {
		case <-seen: // the first piece is on the screen before the second is sent
		case <-ctx.Done():
			return ctx.Err()
		}
		return out.Edit(ctx, r.Conversation, id, handlers.Reply{Language: "vi", Final: true, Blocks: []handlers.Block{{Kind: handlers.Lead, Text: "Xong: 12 văn bản."}}})
	}))
	b := newBrowser(t, site)

	b.open("/?lang=vi")
	b.picture("vi-start")
	b.do(chromedp.SendKeys(chromedp.ID("text"), "Thời hạn ban hành nghị định?"), chromedp.Click(chromedp.CSS("#ask button")))
	b.await(`document.querySelectorAll(".bot").length === 1 && document.getElementById("status").textContent === ""`)
	if got := run(b, chromedp.Text(chromedp.CSS(".bot .lead"))); got != "Trước ngày 31/3/2026 · còn 128 ngày" {
		t.Errorf("the answer begins with %q", got)
	}
	if got := run(b, chromedp.Value(chromedp.ID("text"))); got != "" {
		t.Errorf("the field still holds %q", got)
	}
	if got := run(b, chromedp.Location()); strings.Contains(got, "#") {
		t.Errorf("the page was loaded again: %s", got)
	}
	b.picture("vi-answer")

	b.do(chromedp.Click(chromedp.CSS(`.bot button[value="field:papers"]`)))
	b.await(`document.querySelectorAll(".bot").length === 2`)
	if got := run(b, chromedp.Text(chromedp.CSS("h2.you:nth-of-type(2)"))); !strings.HasSuffix(got, "Giấy tờ") {
		t.Errorf("the pressed button is shown as %q", got)
	}
	b.picture("vi-button")

	b.do(chromedp.SendKeys(chromedp.ID("text"), "Báo cáo\r"))
	b.await(`document.getElementById("t3-1") !== null`)
	if got := run(b, chromedp.Text(chromedp.ID("t3-1"))); !strings.Contains(got, "10 %") {
		t.Errorf("first piece: %q", got)
	}
	b.picture("vi-working")
	close(seen)
	b.await(`document.getElementById("t3-1").textContent.indexOf("12") >= 0`)
	if n := run(b, chromedp.Evaluate[int](`document.querySelectorAll("#log > .bot").length`)); n != 3 {
		t.Errorf("%d replies on the page, want 3", n)
	}

	b.open("/?lang=vi") // loaded again, the conversation is there
	if n := run(b, chromedp.Evaluate[int](`document.querySelectorAll("#log > .bot").length`)); n != 3 {
		t.Errorf("%d replies after loading again, want 3", n)
	}
	if _, err := chromedp.RunResponse(b.ctx, chromedp.Click(chromedp.CSS("figcaption a"))); err != nil {
		t.Fatal(err)
	}
	if got := run(b, chromedp.TextContent(chromedp.CSS("mark#quote"))); got != quote {
		t.Errorf("marked: %q", got)
	}
	inView := run(b, chromedp.Evaluate[bool](`(function(r){return r.top >= 0 && r.bottom <= innerHeight})(document.getElementById("quote").getBoundingClientRect())`))
	if !inView {
		t.Error("the quote is not on the screen")
	}
	b.picture("vi-document")
	b.open("/document?path=57.md")
	b.picture("vi-document-top")
}

func TestInBrowserOtherLanguages(t *testing.T) {
	b := newBrowser(t, newSite(t, clerk))
	for tag, question := range map[string]string{"en": "What is the deadline for decrees?", "he": "מה המועד האחרון לפי 57-NQ/TW?", "ar": "ما الموعد؟"} {
		b.open("/?lang=" + tag)
		b.picture(tag + "-start")
		before := run(b, chromedp.Evaluate[int](`document.querySelectorAll(".bot").length`))
		b.do(chromedp.SendKeys(chromedp.ID("text"), question), chromedp.Click(chromedp.CSS("#ask button")))
		b.await(`document.querySelectorAll(".bot").length === ` + string(rune('1'+before)) + ` && document.getElementById("status").textContent === ""`)
		if tag == "he" {
			dir := run(b, chromedp.Evaluate[string](`getComputedStyle(document.querySelector(".bot:last-child .lead")).direction`))
			quoted := run(b, chromedp.Evaluate[string](`getComputedStyle(document.querySelector(".bot:last-child blockquote")).direction`))
			if dir != "rtl" || quoted != "ltr" {
				t.Errorf("the Hebrew answer runs %s, its Vietnamese quote %s", dir, quoted)
			}
		}
		b.picture(tag + "-answer")
		b.do(chromedp.Click(chromedp.CSS("summary")))
		b.picture(tag + "-languages")
	}
}

// Without JavaScript the browser sends the forms itself.
func TestInBrowserWithoutScript(t *testing.T) {
	b := newBrowser(t, newSite(t, clerk))
	b.do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
		return err
	}))
	b.open("/?lang=vi")
	press := func(sel string) {
		t.Helper()
		res, err := chromedp.RunResponse(b.ctx, chromedp.Click(chromedp.CSS(sel)))
		if err != nil || res.Status != http.StatusOK {
			t.Fatalf("press %s: %v %v", sel, res, err)
		}
	}
	press(".examples button")
	if got := run(b, chromedp.Text(chromedp.CSS(".bot .lead"))); !strings.Contains(got, "31/3/2026") {
		t.Errorf("answer: %q", got)
	}
	press(`.bot button[value="field:papers"]`)
	if got := run(b, chromedp.TextContent(chromedp.CSS("#log"))); !strings.Contains(got, "Giấy chứng sinh") {
		t.Errorf("conversation: %q", got)
	}
	b.picture("vi-without-script")
}
