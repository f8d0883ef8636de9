package main

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"
)

// output gathers what a program writes while it runs.
type output struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.b.Write(p)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.b.String()
}

// until waits for something that another goroutine brings about.
func until(t *testing.T, what string, done func() bool) {
	t.Helper()
	for range 400 {
		if done() {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatalf("waited in vain for %s", what)
}

func writeFile(t *testing.T, dir, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestServe runs serve in this process: a platform that refuses its token is
// named and the others go on; what changes in a folder is read; the end
// leaves nothing running.
func TestServe(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	refuses := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusUnauthorized)
		io.WriteString(w, `{"ok":false,"error_code":401,"description":"Unauthorized","message":"401: Unauthorized","code":0}`)
	}))
	defer refuses.Close()
	data, docs := t.TempDir(), t.TempDir()
	ctx, stop := context.WithCancel(t.Context())
	var out, log output
	status := make(chan int, 1)
	const secret = "123456:not-a-real-token"
	go func() {
		status <- run(ctx, []string{"--data", data, "--listen", "127.0.0.1:0", "--telegram-token", secret, "--telegram-api", refuses.URL,
			"--discord-token", secret, "--discord-api", refuses.URL, "serve"}, strings.NewReader(""), &out, &log)
	}()
	until(t, "the address", func() bool { return strings.Contains(out.String(), "\n") })
	address := strings.TrimSpace(out.String())
	until(t, "the refusals", func() bool {
		return strings.Contains(log.String(), "Telegram is off") && strings.Contains(log.String(), "Discord is off")
	})
	if strings.Contains(log.String(), secret) {
		t.Error("the log holds the token")
	}
	res, err := http.Get(address + "/")
	if err != nil {
		t.Fatal(err)
	}
	page, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != 200 || !bytes.Contains(page, []byte("<h1")) || len(page) > 30_000 {
		t.Errorf("the page: %s, %d bytes, %v", res.Status, len(page), err)
	}
	if err := res.Body.Close(); err != nil {
		t.Error(err)
	}
	command := func(args ...string) string {
		t.Helper()
		var out, errs output
		if s := run(t.Context(), append([]string{"--data", data}, args...), strings.NewReader(""), &out, &errs); s != 0 {
			t.Fatalf("%v: status %d: %s", args, s, errs.String())
		}
		return out.String()
	}
	write := func(name, text string) { t.Helper(); writeFile(t, docs, name, text) }
	write("a.md", "# Lịch trực\nTrạm y tế trực ngày 2 tháng 9 năm 2026.\n")
	command("index", docs)
	if got := command("ask", "Trạm y tế trực ngày nào?"); !strings.Contains(got, "2 tháng 9 năm 2026") {
		t.Errorf("answers %s", got)
	}
	write("b.md", "# Lịch họp\nHội đồng trường họp ngày 5 tháng 10 năm 2026.\n")
	until(t, "the new file", func() bool {
		return strings.Contains(command("ask", "Hội đồng trường họp ngày nào?"), "5 tháng 10 năm 2026")
	})
	if err := os.Remove(filepath.Join(docs, "b.md")); err != nil {
		t.Fatal(err)
	}
	until(t, "the file to go", func() bool {
		return !strings.Contains(command("ask", "Hội đồng trường họp ngày nào?"), "5 tháng 10 năm 2026")
	})
	stop()
	if s := <-status; s != 0 {
		t.Errorf("status %d: %s", s, log.String())
	}
	http.DefaultClient.CloseIdleConnections()
}
