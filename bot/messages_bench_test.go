package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"vanthu/bot/telegram/telegramtest"
	"vanthu/handlers/state"
)

// BenchmarkMessages measures a running serve between a Telegram server and
// its answers, over the large corpus of laws: how many messages a second pass
// through intake, core and outbox when all come at once; how long people wait
// for answers at fifty messages a second, while nothing else goes on (quiet)
// and while all documents are read again (rebuild); and how much memory it
// takes with 100,000 known chats, of which the last thousands wrote just now.
func BenchmarkMessages(b *testing.B) {
	docs := largeCorpus(b)
	questions := benchQuestions(b)
	const token = "123456:bench"
	tg := telegramtest.New(token)
	defer tg.Close()
	data := b.TempDir()
	if s := run(b.Context(), []string{"--data", data, "index", docs}, strings.NewReader(""), io.Discard, os.Stderr); s != 0 {
		b.Fatalf("index: status %d", s)
	}
	serve := exec.Command("vanthu", "--data", data, "--listen", "127.0.0.1:0", "--telegram-token", token, "--telegram-api", tg.URL, "serve")
	if err := serve.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		_ = serve.Process.Signal(syscall.SIGTERM)
		if err := serve.Wait(); err != nil {
			b.Error(err)
		}
	})
	st, err := state.Open(b.Context(), data) // beside the serve
	if err != nil {
		b.Fatal(err)
	}
	defer st.Close()
	f := &flow{b: b, tg: tg, questions: questions}
	f.write(1)
	f.read(1)
	for b.Loop() {
		begun := time.Now()
		f.write(loadMessages)
		f.read(loadMessages)
		b.ReportMetric(loadMessages/time.Since(begun).Seconds(), "messages/s")
		b.ReportMetric(residentOf(b, serve.Process.Pid), "MB")

		f.report("quiet", f.pace(time.After(quietTime), nil))
		rebuilt := make(chan struct{})
		go func() {
			defer close(rebuilt)
			if s := run(b.Context(), []string{"--data", data, "index", "--rebuild", docs}, strings.NewReader(""), io.Discard, os.Stderr); s != 0 {
				b.Errorf("rebuild: status %d", s)
			}
		}()
		f.report("rebuild", f.pace(nil, rebuilt))

		for known := range knownChats {
			c := state.Conversation{Language: "vi", Agencies: []string{"mst"}}
			if err := st.SaveConversation(b.Context(), fmt.Sprintf("telegram:%d", 1_000_000+known), c, time.Now()); err != nil {
				b.Fatal(err)
			}
		}
		f.write(loadMessages)
		f.read(loadMessages)
		b.ReportMetric(residentOf(b, serve.Process.Pid), "MB-100000-chats")
	}
}

const (
	loadMessages = 1000
	knownChats   = 100_000
	perSecond    = 50
)

// flow writes messages, each from a person of its own, and waits for replies.
type flow struct {
	b         *testing.B
	tg        *telegramtest.Server
	questions []string
	written   int64
	begun     map[int64]time.Time // by chat
	seen      int
}

func (f *flow) write(n int) {
	if f.begun == nil {
		f.begun = map[int64]time.Time{}
	}
	for range n {
		f.written++
		f.begun[f.written] = time.Now()
		f.tg.Say(f.written, "vi", f.questions[f.written%int64(len(f.questions))])
	}
}

// read waits for n replies and gives how long each took.
func (f *flow) read(n int) (took []time.Duration) {
	f.b.Helper()
	ctx, cancel := context.WithTimeout(f.b.Context(), 2*time.Minute)
	defer cancel()
	for want := f.seen + n; f.seen < want; {
		if err := f.tg.Until(ctx, func(s telegramtest.State) bool { return s.Sent() > f.seen }); err != nil {
			f.b.Fatalf("%d of %d replies: %v", f.seen, want, err)
		}
		now := time.Now()
		for _, m := range f.tg.SentSince(f.seen) {
			took = append(took, now.Sub(f.begun[m.Chat]))
			delete(f.begun, m.Chat)
			f.seen++
		}
	}
	return took
}

// pace writes at an even pace until the end of either, whether the replies
// come or not.
func (f *flow) pace(end <-chan time.Time, or <-chan struct{}) (took []time.Duration) {
	tick := time.NewTicker(time.Second / perSecond)
	defer tick.Stop()
	sent := map[int64]time.Time{}
	collect := func() {
		now := time.Now()
		for _, m := range f.tg.SentSince(f.seen) {
			took = append(took, now.Sub(sent[m.Chat]))
			f.seen++
		}
	}
	for over := false; !over || len(took) < len(sent); {
		changed := make(chan struct{})
		ctx, cancel := context.WithTimeout(f.b.Context(), time.Minute)
		go func() {
			defer close(changed)
			_ = f.tg.Until(ctx, func(s telegramtest.State) bool { return s.Sent() > f.seen })
		}()
		select {
		case <-changed:
		case <-end:
			over, end = true, nil
		case <-or:
			over, or = true, nil
		case <-tick.C:
			if !over {
				f.written++
				sent[f.written] = time.Now()
				f.tg.Say(f.written, "vi", f.questions[f.written%int64(len(f.questions))])
			}
		}
		cancel()
		<-changed
		collect()
	}
	slices.Sort(took)
	return took
}

func (f *flow) report(name string, took []time.Duration) {
	f.b.ReportMetric(millis(took[len(took)/2]), name+"-p50-ms")
	f.b.ReportMetric(millis(took[len(took)*99/100]), name+"-p99-ms")
}

// residentOf gives the resident memory of a process in MB.
func residentOf(b *testing.B, pid int) float64 {
	return residentIn(b, fmt.Sprintf("/proc/%d/status", pid))
}
