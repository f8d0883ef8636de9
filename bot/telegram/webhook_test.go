package telegram_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	"vanthu/bot/telegram"
	"vanthu/bot/telegram/telegramtest"
	"vanthu/handlers/intake"
)

// recorder is an intake that keeps what it is offered.
type recorder struct {
	mu    sync.Mutex
	fail  error // of every Accept
	taken []intake.Incoming
}

func (r *recorder) Accept(_ context.Context, in intake.Incoming) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.fail != nil {
		return r.fail
	}
	r.taken = append(r.taken, in)
	return nil
}

func (r *recorder) failWith(err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.fail = err
}

// all gives what was taken, as text.
func (r *recorder) all(t *testing.T) []string {
	t.Helper()
	r.mu.Lock()
	defer r.mu.Unlock()
	var out []string
	for _, in := range r.taken {
		text, err := json.Marshal(in)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, string(text))
	}
	return out
}

// hook is a bot that is delivered to.
type hook struct {
	*bench
	in   telegram.Intake
	page *httptest.Server
}

// newHook starts a bot's webhook; the test's end stops it.
func newHook(t *testing.T, b *bench, in telegram.Intake) *hook {
	t.Helper()
	h := &hook{bench: b, in: in, page: httptest.NewServer(b.bot.Webhook(in))}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- b.bot.RunWebhook(ctx, h.page.URL+"/hook") }()
	t.Cleanup(func() {
		h.page.Close()
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("RunWebhook: %v", err)
		}
		b.Close()
		if b.server.Hook().URL == "" || len(b.server.Calls("deleteWebhook")) > 0 {
			t.Error("the webhook was taken away")
		}
	})
	b.until(func(s telegramtest.State) bool { return s.Webhook().URL != "" })
	return h
}

func (h *hook) deliver() []int {
	h.t.Helper()
	statuses, err := h.server.Deliver(h.t.Context())
	if err != nil {
		h.t.Fatal(err)
	}
	return statuses
}

func TestWebhookAnswers(t *testing.T) {
	b := newBench(t, echo, nil)
	h := newHook(t, b, b.Pool)
	set := b.server.Hook()
	if len(set.Secret) < 32 || set.AtOnce < 1 || !slices.Contains(set.Allowed, "message") || !slices.Contains(set.Allowed, "callback_query") || !slices.Contains(set.Allowed, "edited_message") {
		t.Errorf("set as %+v", set)
	}
	b.server.Say(7, "vi", "lệ phí?")
	if got := h.deliver(); !slices.Equal(got, []int{200}) {
		t.Errorf("answered %v", got)
	}
	m := b.sent(1)[0]
	if m.Text != "lệ phí?||citizen|vi" {
		t.Errorf("sent %q", m.Text)
	}
	if got := h.deliver(); len(got) != 0 {
		t.Errorf("delivered again: %v", got)
	}
}

func TestWebhookRefuses(t *testing.T) {
	b := newBench(t, echo, nil)
	in := &recorder{}
	h := newHook(t, b, in)
	secret := b.server.Hook().Secret
	good := `{"update_id":5,"message":{"message_id":1,"date":1,"chat":{"id":7,"type":"private"},"from":{"id":7,"first_name":"P"},"text":"hi"}}`
	for name, test := range map[string]struct {
		method, secret, kind, body string
		want                       int
	}{
		"right":                    {"POST", secret, "application/json", good, 200},
		"right, with a charset":    {"POST", secret, "application/json; charset=utf-8", strings.Replace(good, "5", "6", 1), 200},
		"read":                     {"GET", secret, "application/json", good, 405},
		"put":                      {"PUT", secret, "application/json", good, 405},
		"a wrong secret":           {"POST", secret[1:] + "0", "application/json", good, 401},
		"a part of the secret":     {"POST", secret[:9], "application/json", good, 401},
		"no secret":                {"POST", "", "application/json", good, 401},
		"a form":                   {"POST", secret, "application/x-www-form-urlencoded", good, 415},
		"of no kind":               {"POST", secret, "", good, 415},
		"too long":                 {"POST", secret, "application/json", `{"update_id":7,"x":"` + strings.Repeat("x", 2<<20) + `"}`, 413},
		"half":                     {"POST", secret, "application/json", good[:len(good)/2], 400},
		"nothing":                  {"POST", secret, "application/json", "", 400},
		"no object":                {"POST", secret, "application/json", `[1]`, 400},
		"no ID":                    {"POST", secret, "application/json", `{"message":{}}`, 400},
		"an ID that is none":       {"POST", secret, "application/json", `{"update_id":"x"}`, 400},
		"an update of no kind":     {"POST", secret, "application/json", `{"update_id":8}`, 200},
		"an update that is odd":    {"POST", secret, "application/json", `{"update_id":9,"message":{"message_id":"x"}}`, 200},
		"a kind of no use":         {"POST", secret, "application/json", `{"update_id":10,"my_chat_member":{"date":1}}`, 200},
		"a kind that nobody knows": {"POST", secret, "application/json", `{"update_id":11,"telepathy":{"thought":"secret words"}}`, 200},
	} {
		t.Run(name, func(t *testing.T) {
			req, err := http.NewRequestWithContext(t.Context(), test.method, h.page.URL+"/hook", strings.NewReader(test.body))
			if err != nil {
				t.Fatal(err)
			}
			if test.secret != "" {
				req.Header.Set("X-Telegram-Bot-Api-Secret-Token", test.secret)
			}
			if test.kind != "" {
				req.Header.Set("Content-Type", test.kind)
			}
			resp, err := b.http.Do(req)
			if err != nil {
				t.Fatal(err)
			}
			resp.Body.Close()
			if resp.StatusCode != test.want {
				t.Errorf("status %d, want %d", resp.StatusCode, test.want)
			}
		})
	}
	if got := in.all(t); len(got) != 2 {
		t.Errorf("taken: %v", got)
	}
	if log := b.Log.String(); !strings.Contains(log, "telepathy") || !strings.Contains(log, "my_chat_member") || strings.Contains(log, "secret words") {
		t.Errorf("log:\n%s", log)
	}
}

func TestWebhookPutsOff(t *testing.T) {
	b := newBench(t, echo, nil)
	in := &recorder{fail: intake.ErrFull}
	h := newHook(t, b, in)
	b.server.Say(7, "vi", "one")
	if got := h.deliver(); !slices.Equal(got, []int{503}) {
		t.Errorf("a full intake answers %v", got)
	}
	in.failWith(intake.ErrStopped)
	if got := h.deliver(); !slices.Equal(got, []int{503}) {
		t.Errorf("a stopping intake answers %v", got)
	}
	in.failWith(nil)
	if got := h.deliver(); !slices.Equal(got, []int{200}) || len(in.all(t)) != 1 {
		t.Errorf("then: %v, taken %v", got, in.all(t))
	}

	stopped := newBench(t, echo, nil)
	page := httptest.NewServer(stopped.bot.Webhook(in))
	defer page.Close()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, page.URL, strings.NewReader(`{"update_id":1}`))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("X-Telegram-Bot-Api-Secret-Token", b.server.Hook().Secret) // the same key, the same secret
	req.Header.Set("Content-Type", "application/json")
	resp, err := stopped.http.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusServiceUnavailable || resp.Header.Get("Retry-After") == "" {
		t.Errorf("before the bot runs: %d", resp.StatusCode)
	}
	stopped.Close()
}

func TestWebhookThatTelegramRefuses(t *testing.T) {
	for name, test := range map[string]struct {
		address string
		fault   []telegramtest.Fault
		refused bool
	}{
		"no address":   {"/hook", nil, false},
		"http":         {"http://bot.example.vn/hook", nil, false},
		"a bad token":  {"https://bot.example.vn/hook", []telegramtest.Fault{{Status: 401, Description: "Unauthorized"}}, true},
		"a bad port":   {"https://bot.example.vn:1/hook", []telegramtest.Fault{{Status: 400, Description: "Bad Request: bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443"}}, false},
		"after faults": {"http://bot.example.vn/hook", []telegramtest.Fault{{Drop: true}, {Status: 500, Description: "x"}, {Status: 429, Description: "x", RetryAfter: 3}}, false},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, echo, nil)
			b.server.Fail("setWebhook", test.fault...)
			err := b.bot.RunWebhook(t.Context(), test.address)
			if err == nil || errors.Is(err, telegram.ErrRefused) != test.refused {
				t.Errorf("RunWebhook: %v", err)
			}
			b.Close()
		})
	}
}

// TestBothWaysGiveTheSameRequests sends the same updates to a bot that polls
// and to one that is delivered to.
func TestBothWaysGiveTheSameRequests(t *testing.T) {
	fill := func(b *bench) {
		s := b.server
		now := 1790000000
		message := func(id int, more string) string {
			return fmt.Sprintf(`"message":{"message_id":%d,"date":%d,"chat":{"id":7,"type":"private"},"from":{"id":7,"first_name":"P","language_code":"en"},%s}`, id, now, more)
		}
		s.Push(message(1, `"text":"how much?"`))
		s.Push(strings.Replace(message(1, fmt.Sprintf(`"edit_date":%d,"text":"how much is it?"`, now+60)), `"message"`, `"edited_message"`, 1))
		s.Push(message(2, `"voice":{"file_id":"f","file_unique_id":"u","duration":3}`))
		s.Push(message(3, `"text":"/start d_abc-1"`))
		s.Push(message(4, `"location":{"latitude":16.07,"longitude":108.22}`))
		s.Push(`"poll":{"id":"1"}`)
		s.Push(fmt.Sprintf(`"message":{"message_id":9,"date":%d,"chat":{"id":-100,"type":"supergroup","title":"G"},"from":{"id":42,"first_name":"A"},"is_topic_message":true,"message_thread_id":5,"text":"/help"}`, now))
		first := telegramtest.Message{Chat: 7, ID: 50}
		data := sign("7", "more:1")
		s.Press(7, first, data)
		s.PressOld(7, first, data)
		s.Press(8, first, "forged.AAAAAAAAA")
	}
	clock := func(d *telegram.Deps) { d.Now = at(1790000100) }
	polled, delivered := &recorder{}, &recorder{}

	p := newBenchWith(t, echo, nil, clock)
	fill(p)
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- p.bot.Run(ctx, polled) }()
	p.until(func(s telegramtest.State) bool { return s.Unacknowledged() == 0 && s.Calls("answerCallbackQuery") == 3 })
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	p.Close()

	d := newBenchWith(t, echo, nil, clock)
	h := newHook(t, d, delivered)
	fill(d)
	h.deliver()
	d.until(func(s telegramtest.State) bool { return s.Unacknowledged() == 1 && s.Calls("answerCallbackQuery") == 3 }) // a poll is not asked for

	got, want := delivered.all(t), polled.all(t)
	if len(want) != 8 || !slices.Equal(got, want) {
		t.Errorf("delivered:\n%s\npolled:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestManyDeliveriesAtOnce: as many as Telegram makes, and each again.
func TestManyDeliveriesAtOnce(t *testing.T) {
	const n, atOnce = 300, 40
	b := newBench(t, echo, nil)
	h := newHook(t, b, b.Pool)
	for person := range n {
		b.server.Private(int64(person+1), "vi", "")
	}
	secret := b.server.Hook().Secret
	next := make(chan int)
	statuses := make(chan int, 2*n)
	var wg sync.WaitGroup
	for range atOnce {
		wg.Go(func() {
			for i := range next {
				body := fmt.Sprintf(`{"update_id":%d,"message":{"message_id":1,"date":%d,"chat":{"id":%d,"type":"private"},"from":{"id":%d,"first_name":"P"},"text":"q"}}`, i%n+1, clock, i%n+1, i%n+1)
				req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, h.page.URL, strings.NewReader(body))
				if err != nil {
					t.Error(err)
					continue
				}
				req.Header.Set("Content-Type", "application/json")
				req.Header.Set("X-Telegram-Bot-Api-Secret-Token", secret)
				resp, err := b.http.Do(req)
				if err != nil {
					t.Error(err)
					continue
				}
				resp.Body.Close()
				statuses <- resp.StatusCode
			}
		})
	}
	for i := range 2 * n {
		next <- i
	}
	close(next)
	wg.Wait()
	close(statuses)
	for status := range statuses {
		if status != http.StatusOK {
			t.Errorf("answered %d", status)
		}
	}
	answered := map[int64]int{}
	for _, m := range b.sent(n) {
		answered[m.Chat]++
	}
	for person := range n {
		if got := answered[int64(person+1)]; got != 1 {
			t.Errorf("person %d was answered %d times", person+1, got)
		}
	}
}
