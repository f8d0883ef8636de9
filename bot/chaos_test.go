package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"sync"
	"syscall"
	"testing"
	"time"

	"vanthu/bot/discord/discordtest"
	"vanthu/bot/telegram/telegramtest"
)

// TestKills kills the program again and again, at any moment, while people
// write to it: no question is lost, a reply comes twice at most once for each
// kill, and the replies in a chat come in the order of its questions.
func TestKills(t *testing.T) {
	kills, messages, chats := 10, 300, 20
	if os.Getenv("VANTHU_PROVE") != "" {
		kills, messages, chats = 200, 5000, 100
	}
	if testing.Short() {
		kills, messages = 3, 100
	}
	const token = "123456:kills"
	tg, dc := telegramtest.New(token), discordtest.New(token)
	defer tg.Close()
	defer dc.Close()
	data, docs := t.TempDir(), t.TempDir()
	writeFile(t, docs, "dog.md", "# Đăng ký nuôi chó\n\nLệ phí đăng ký nuôi chó là 20.000 đồng.\n")
	var log output
	if s := run(t.Context(), []string{"--data", data, "index", docs}, nil, &log, &log); s != 0 {
		t.Fatalf("index: status %d: %s", s, log.String())
	}
	start := func() *exec.Cmd {
		t.Helper()
		c := exec.Command("vanthu", "--data", data, "--listen", "127.0.0.1:0", "--telegram-token", token, "--telegram-api", tg.URL,
			"--discord-token", token, "--discord-api", dc.URL, "serve")
		c.Stderr = &log
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		return c
	}
	end := func(c *exec.Cmd, by os.Signal) {
		t.Helper()
		if err := c.Process.Signal(by); err != nil {
			t.Fatal(err)
		}
		_ = c.Wait() // killed
	}

	// Every other person is on Discord, which delivers nothing again by itself:
	// what was written to a program that is down is fetched from the channels
	// that it knows.
	say := func(chat int, text string) {
		if chat%2 == 0 {
			tg.Say(int64(1+chat), "vi", text)
		} else {
			dc.Say(strconv.Itoa(1+chat), text)
		}
	}
	question := regexp.MustCompile(`/q(\d{5})`)
	replies := func() (all []reply) {
		for _, m := range tg.Sent() {
			all = append(all, reply{fmt.Sprint("telegram ", m.Chat), question.FindString(m.Text)})
		}
		for _, m := range dc.Sent() {
			all = append(all, reply{"discord " + m.Channel, question.FindString(m.Content)})
		}
		return slices.DeleteFunc(all, func(r reply) bool { return r.question == "" })
	}
	answered := func() int {
		seen := map[string]bool{}
		for _, r := range replies() {
			seen[r.question] = true
		}
		return len(seen)
	}

	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	child := start()
	until(t, "Discord's session", func() bool { return discordReady(t, dc) })
	for chat := range chats { // everybody has spoken to the bot before
		say(chat, fmt.Sprintf("/q%05d", chat))
	}
	until(t, "the first replies", func() bool { return answered() == chats })
	var feeding sync.WaitGroup
	burst := time.Duration(kills*chats) * 500 * time.Millisecond / time.Duration(messages) // people write at once, all of them
	feeding.Go(func() {
		for i := chats; i < messages; i++ {
			say(i%chats, fmt.Sprintf("/q%05d", i))
			if i%chats == chats-1 {
				time.Sleep(burst)
			}
		}
	})
	for range kills {
		time.Sleep(time.Duration(100+random.IntN(1000)) * time.Millisecond)
		end(child, syscall.SIGKILL)
		child = start()
	}
	feeding.Wait()
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	defer cancel()
	for ctx.Err() == nil && answered() < messages {
		time.Sleep(100 * time.Millisecond)
	}
	end(child, os.Interrupt)

	seen, last := map[string]bool{}, map[string]string{}
	twice, disorder := 0, 0
	for _, r := range replies() {
		if seen[r.question] {
			twice++
		} else if r.question < last[r.chat] {
			disorder++
		}
		seen[r.question] = true
		last[r.chat] = max(last[r.chat], r.question)
	}
	t.Logf("%d questions, %d kills: lost %d, twice %d, out of order %d", messages, kills, messages-len(seen), twice, disorder)
	if len(seen) != messages || twice > kills || disorder > 0 {
		t.Errorf("lost %d, want 0; twice %d, want at most %d; out of order %d, want 0; log:\n%s", messages-len(seen), twice, kills, disorder, tail(log.String(), 4000))
	}
}

// reply is a reply to one question.
type reply struct{ chat, question string }

// tail gives the end of a text.
func tail(s string, n int) string { return s[max(0, len(s)-n):] }
