package main

import (
	"context"
	"strings"
	"testing"

	"vanthu/bot/discord/discordtest"
	"vanthu/bot/telegram/telegramtest"
)

// TestServePlatforms has the whole program answer on Telegram and Discord,
// through strict doubles of both: a question and its follow-up,
// and an admin's /reindex with its report.
func TestServePlatforms(t *testing.T) {
	const token = "123456:whole-program"
	tg, dc := telegramtest.New(token), discordtest.New(token)
	defer tg.Close()
	defer dc.Close()
	data, docs := t.TempDir(), t.TempDir()
	writeFile(t, docs, "dog.md", "---\ntitle: Đăng ký nuôi chó\nkind: procedure\nlanguage: vi\n---\n# Đăng ký nuôi chó\n\n"+
		"## Thời hạn giải quyết\nThời hạn đăng ký nuôi chó là 02 ngày làm việc.\n\n## Phí, lệ phí\nLệ phí đăng ký nuôi chó là 20.000 đồng.\n")
	var out, log output
	if s := run(t.Context(), []string{"--data", data, "index", docs}, strings.NewReader(""), &out, &log); s != 0 {
		t.Fatalf("index: status %d: %s", s, log.String())
	}
	ctx, stop := context.WithCancel(t.Context())
	status := make(chan int, 1)
	go func() {
		status <- run(ctx, []string{"--data", data, "--listen", "127.0.0.1:0", "--telegram-token", token, "--telegram-api", tg.URL, "--telegram-admins", "7",
			"--discord-token", token, "--discord-api", dc.URL, "serve"}, strings.NewReader(""), &out, &log)
	}()
	telegram := func(want string) {
		t.Helper()
		until(t, want+" on Telegram", func() bool {
			for _, m := range tg.Sent() {
				if strings.Contains(m.Text, want) {
					return true
				}
			}
			return false
		})
	}
	tg.Say(7, "vi", "Đăng ký nuôi chó mất bao lâu?")
	telegram("02 ngày làm việc")
	tg.Say(7, "vi", "còn lệ phí?")
	telegram("20.000 đồng")
	tg.Say(7, "vi", "/reindex")
	telegram("1 không")
	tg.Say(8, "vi", "/reindex")
	telegram("quản trị viên")

	until(t, "Discord's session", func() bool { return discordReady(t, dc) })
	dc.Say("9", "lệ phí đăng ký nuôi chó bao nhiêu?")
	until(t, "the answer on Discord", func() bool {
		for _, m := range dc.Sent() {
			if strings.Contains(m.Content, "20.000 đồng") {
				return true
			}
		}
		return false
	})
	stop()
	if s := <-status; s != 0 {
		t.Errorf("status %d: %s", s, log.String())
	}
	if strings.Contains(log.String(), "nuôi chó") || strings.Contains(log.String(), token) {
		t.Error("the log holds what people wrote, or a token")
	}
}

// discordReady reports whether the bot has a session at the gateway.
func discordReady(t *testing.T, dc *discordtest.Server) (ready bool) {
	c, cancel := context.WithCancel(t.Context())
	cancel()
	_ = dc.Until(c, func(s discordtest.State) bool { ready = s.Ready(); return true }) // looks once
	return ready
}

// TestServeIsCalled has the whole program answer platforms that call it:
// Telegram's webhook and Discord's interactions.
func TestServeIsCalled(t *testing.T) {
	const token, secret = "123456:called", "a-Secret_of_the_hook"
	tg, dc := telegramtest.New(token), discordtest.New(token)
	defer tg.Close()
	defer dc.Close()
	data, docs := t.TempDir(), t.TempDir()
	writeFile(t, docs, "dog.md", "# Đăng ký nuôi chó\n\nLệ phí đăng ký nuôi chó là 20.000 đồng.\n")
	var out, log output
	if s := run(t.Context(), []string{"--data", data, "index", docs}, strings.NewReader(""), &out, &log); s != 0 {
		t.Fatalf("index: status %d: %s", s, log.String())
	}
	ctx, stop := context.WithCancel(t.Context())
	status := make(chan int, 1)
	go func() {
		status <- run(ctx, []string{"--data", data, "--listen", "127.0.0.1:0", "--telegram-token", token, "--telegram-api", tg.URL, "--telegram-secret", secret,
			"--discord-token", token, "--discord-api", dc.URL, "--discord-public-key", dc.PublicKey(), "serve"}, strings.NewReader(""), &out, &log)
	}()
	until(t, "the webhook", func() bool { return strings.HasSuffix(tg.Hook().URL, telegramHook) && tg.Hook().Secret == secret })
	tg.Say(7, "vi", "Lệ phí đăng ký nuôi chó?")
	until(t, "a delivery that is taken", func() bool {
		got, err := tg.Deliver(t.Context())
		return err == nil && len(got) == 1 && got[0] == 200
	})
	until(t, "the answer on Telegram", func() bool {
		return len(tg.Sent()) == 1 && strings.Contains(tg.Sent()[0].Text, "20.000 đồng")
	})
	if n := len(tg.Calls("getUpdates")); n != 0 {
		t.Errorf("polled %d times beside the webhook", n)
	}

	until(t, "Discord's commands", func() bool { return strings.Contains(dc.Registered(), "ask") })
	dc.Hook(strings.TrimSuffix(tg.Hook().URL, telegramHook) + discordHook)
	dc.Direct("9", "vi", "ask", "Lệ phí đăng ký nuôi chó?")
	until(t, "the answer on Discord", func() bool {
		return len(dc.Sent()) == 1 && strings.Contains(dc.Sent()[0].Content, "20.000 đồng")
	})
	stop()
	if s := <-status; s != 0 {
		t.Errorf("status %d: %s", s, log.String())
	}
	if strings.Contains(log.String(), secret) || strings.Contains(log.String(), token) {
		t.Error("the log holds a secret")
	}
}
