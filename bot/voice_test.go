package main

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"mime/multipart"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"unicode/utf8"

	"vanthu/bot/discord/discordtest"
	"vanthu/bot/telegram/telegramtest"
	"vanthu/corpus/lang"
	"vanthu/handlers"
	"vanthu/handlers/i18n"
	"vanthu/handlers/llm/llmtest"
)

// said gives the words that a recording holds where its sound would be.
func said(c llmtest.HearCall) string {
	_, words, _ := bytes.Cut(c.Sound, []byte("words:"))
	return string(words)
}

// speaking makes a recording of some words.
func speaking(seconds float64, words string) []byte { return llmtest.Opus(seconds, "words:"+words) }

// speakers are a running program with Telegram and Discord, and what is said
// to it there.
type speakers struct {
	t        *testing.T
	data     string
	telegram *telegramtest.Server
	discord  *discordtest.Server
	address  string // of the web page
	log      output
}

const speakersToken = "123456:speakers"

func newSpeakers(t *testing.T) *speakers {
	s := &speakers{t: t, data: t.TempDir(), telegram: telegramtest.New(speakersToken), discord: discordtest.New(speakersToken)}
	t.Cleanup(s.telegram.Close)
	t.Cleanup(s.discord.Close)
	docs := t.TempDir()
	writeFile(t, docs, "dog.md", "---\ntitle: Đăng ký nuôi chó\nkind: procedure\nlanguage: vi\n---\n# Đăng ký nuôi chó\n\n"+
		"## Thời hạn giải quyết\nThời hạn đăng ký nuôi chó là 02 ngày làm việc.\n\n## Phí, lệ phí\nLệ phí đăng ký nuôi chó là 20.000 đồng.\n")
	var out output
	if status := run(t.Context(), []string{"--data", s.data, "index", docs}, strings.NewReader(""), &out, &s.log); status != 0 {
		t.Fatalf("index: status %d: %s", status, s.log.String())
	}
	return s
}

func (s *speakers) flags(more ...string) []string {
	return append([]string{"--data", s.data, "--listen", "127.0.0.1:0", "--telegram-token", speakersToken, "--telegram-api", s.telegram.URL,
		"--discord-token", speakersToken, "--discord-api", s.discord.URL}, append(more, "serve")...)
}

// serve runs the program until the test ends.
func (s *speakers) serve(more ...string) {
	s.t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	status := make(chan int, 1)
	var out output
	go func() { status <- run(ctx, s.flags(more...), strings.NewReader(""), &out, &s.log) }()
	s.t.Cleanup(func() {
		stop()
		if n := <-status; n != 0 {
			s.t.Errorf("serve: status %d: %s", n, s.log.String())
		}
	})
	until(s.t, "Discord's session", func() bool { return discordReady(s.t, s.discord) })
	s.address = strings.TrimSpace(out.String())
}

// speak posts a recording to the web page and gives the page.
func (f *onWeb) speak(t *testing.T, sound []byte) string {
	t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	part, err := w.CreateFormFile("voice", "memo.ogg")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := part.Write(sound); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	res, err := f.client.Post(f.address+"/", w.FormDataContentType(), &body)
	if err != nil {
		t.Fatal(err)
	}
	return textOf(pageOf(t, res), []string{"style", "script"})
}

// told gives what a person was told, on Telegram where they are a number, else
// on Discord, once it is so many messages.
func (s *speakers) told(person any, n int) (out []string) {
	s.t.Helper()
	until(s.t, fmt.Sprintf("%d messages to %v", n, person), func() bool {
		out = nil
		for _, m := range s.telegram.Sent() {
			if m.Chat == person {
				out = append(out, m.Text)
			}
		}
		for _, m := range s.discord.Sent() {
			if m.Channel == person {
				out = append(out, discordEscapes.ReplaceAllString(m.Content, "$1"))
			}
		}
		return len(out) >= n
	})
	return out
}

const (
	chat1, chat2 = int64(1), int64(2)
	dogLimit     = "Đăng ký nuôi chó mất bao lâu?"
	dogFee       = "còn lệ phí?"
)

// A spoken question is answered as a typed one, and its follow-up too, below
// the words that were heard.
func TestSpokenQuestions(t *testing.T) {
	ears := llmtest.NewEars(t, func(c llmtest.HearCall) llmtest.HearAnswer {
		return llmtest.HearAnswer{Text: " " + said(c), Language: "vietnamese", Seconds: 3}
	})
	s := newSpeakers(t)
	s.serve("--transcribe-url", ears.URL, "--transcribe-model", "test-ears")
	typed := map[bool][]string{} // by whether it is Discord
	for i, q := range []string{dogLimit, dogFee} {
		s.telegram.Say(chat1, "vi", q)
		typed[false] = s.told(chat1, i+1)
		s.discord.Say("1", q)
		typed[true] = s.told("dm1", i+1)
	}
	for i, q := range []string{dogLimit, dogFee} {
		s.telegram.Speak(chat2, "vi", speaking(3, q), 3)
		s.discord.Send("2", "", s.discord.Attach("voice-message.ogg", "audio/ogg", speaking(3, q), 3))
		for _, person := range []any{chat2, "dm2"} {
			got := s.told(person, i+1)[i]
			head, rest, _ := strings.Cut(got, "\n")
			if want := "Bạn hỏi: “" + q + "”"; strings.Trim(head, "*") != want { // Discord slants remarks
				t.Errorf("%v, %q: the reply opens with %q, want %q", person, q, head, want)
			}
			if want := typed[person == "dm2"][i]; wordsOf(rest, nil) != wordsOf(want, nil) {
				t.Errorf("%v, %q is answered\n%s\nwhen typed\n%s", person, q, rest, want)
			}
		}
	}
	web := newOnWeb(t, s.address)
	for i, q := range []string{dogLimit, dogFee} {
		if got := web.speak(t, speaking(3, q)); !strings.Contains(got, "Bạn hỏi: “"+q+"”") || !strings.Contains(got, []string{"02 ngày làm việc", "20.000 đồng"}[i]) {
			t.Errorf("on the page %q is answered\n%s", q, got)
		}
	}
	for _, c := range ears.Calls() {
		if c.Model != "test-ears" || c.Name != "recording.ogg" || c.Fields != 2 {
			t.Errorf("the endpoint was sent %s %s with %d fields", c.Model, c.Name, c.Fields)
		}
	}
	if log := s.log.String(); strings.Contains(log, "nuôi chó") || strings.Contains(log, "lệ phí") || strings.Contains(log, "voice-") {
		t.Errorf("the log holds what was said, or where it can be fetched:\n%s", log)
	}
	if said := runs(t, []string{"--data", s.data, "--transcribe-url", ears.URL, "--transcribe-model", "test-ears"}, "doctor"); !strings.Contains(said, "ok       voice      test-ears on this machine") ||
		!strings.Contains(said, "voice messages and sound files of people") || !strings.Contains(said, "today 6 of 500, 0.3 of 300 minutes") {
		t.Errorf("doctor says:\n%s", said)
	}
}

// What was misheard is shown safely, and numbers of papers are masked in it.
func TestWhatIsHeardIsShownSafely(t *testing.T) {
	ears := llmtest.NewEars(t, func(c llmtest.HearCall) llmtest.HearAnswer { return llmtest.HearAnswer{Text: said(c)} })
	s := newSpeakers(t)
	s.serve("--transcribe-url", ears.URL, "--transcribe-model", "test-ears")
	for i, c := range []struct{ words, want, not string }{
		{"<b>lệ phí</b> & *nuôi* chó?", "<b>lệ phí</b> & *nuôi* chó?", ""},
		{"/forget", "“forget”", ""},
		{"căn cước của tôi là 001099012345, lệ phí nuôi chó?", "lệ phí nuôi chó?", "001099012345"},
		{strings.Repeat("lệ phí đăng ký nuôi chó ", 200), "…”", ""},
	} {
		s.telegram.Speak(chat1, "vi", speaking(3, c.words), 3)
		got := s.told(chat1, i+1)[i]
		if !strings.HasPrefix(got, "Bạn hỏi: “") || !strings.Contains(got, c.want) || c.not != "" && strings.Contains(got, c.not) {
			t.Errorf("%.60q is answered\n%s", c.words, got)
		}
	}
}

// Replies to spoken questions, and to recordings in which nothing was heard,
// fit a screen and run the right way in every language, whatever was heard.
func TestSpokenScreens(t *testing.T) {
	h := newHall(t, "../corpus/samples/documents")
	questions := sampleQuestions(t)
	for _, tag := range lang.Tags() {
		room := handlers.Conversation{Platform: "telegram", ID: "spoken " + tag}
		for _, text := range append(slices.Clone(questions[tag][:min(3, len(questions[tag]))]), "57-NQ/TW?", "מה האגרה? 57-NQ/TW", "ما الرسوم؟", strings.Repeat("lệ phí ", 60)) {
			for _, r := range h.tell(handlers.Request{Conversation: room, Person: "telegram:1", Language: tag, Text: text, Spoken: true, Recording: &handlers.Recording{}}) {
				checkScreen(t, tag+" "+text, r)
				checkDirection(t, tag+" "+text, r)
				if said := handlers.Plain(r); !strings.Contains(said, string([]rune(text)[:utf8.RuneCountInString(text)/4])) {
					t.Errorf("%s: %q is not repeated in\n%s", tag, text, said)
				}
			}
		}
		for _, why := range []string{handlers.UnheardOff, handlers.UnheardLong, handlers.UnheardLarge, handlers.UnheardFormat, handlers.UnheardSilent, handlers.UnheardBudget,
			handlers.UnheardGone, handlers.UnheardFailed} {
			r := h.tell(handlers.Request{Conversation: handlers.Conversation{Platform: "telegram", ID: "unheard " + tag}, Person: "telegram:1", Hint: tag, Recording: &handlers.Recording{}, Unheard: &handlers.Unheard{Why: why, Limit: 30}})[0]
			checkScreen(t, tag+" "+why, r)
			checkDirection(t, tag+" "+why, r)
			if said := handlers.Plain(r); r.Language != tag || strings.Contains(said, "voice_") || (why == handlers.UnheardLong || why == handlers.UnheardLarge) != strings.Contains(said, "30") {
				t.Errorf("%s, %s: %s", tag, why, said)
			}
		}
	}
	// A cry for help is heard as one, and numbers of papers are not repeated.
	help := handlers.Plain(h.tell(handlers.Request{Conversation: handlers.Conversation{Platform: "telegram", ID: "h"}, Text: "Cứu tôi với, nhà tôi đang cháy!", Spoken: true, Recording: &handlers.Recording{}})[0])
	if !strings.Contains(help, "114") || !strings.Contains(help, "Cứu tôi với") {
		t.Errorf("told %s", help)
	}
}

// Whatever goes wrong, people are told in their language what to do instead,
// and typed questions are answered as ever, also behind it.
func TestUnheardRecordings(t *testing.T) {
	catalog, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	says := func(tag, key string) string { return catalog.Say(tag, key, i18n.Args{"Limit": "1"}) }
	s := newSpeakers(t)
	ears := llmtest.NewEars(t, func(c llmtest.HearCall) llmtest.HearAnswer {
		switch said(c) {
		case "slow":
			return llmtest.HearAnswer{Hang: true}
		case "busy":
			return llmtest.HearAnswer{Status: 429, Header: map[string][]string{"Retry-After": {"900"}}, Raw: "{}"}
		case "page":
			return llmtest.HearAnswer{Raw: "<html>sign in</html>"}
		case "dies":
			return llmtest.HearAnswer{Text: strings.Repeat("x", 10_000), Die: true}
		case "silence":
			return llmtest.HearAnswer{Text: "Hãy đăng ký kênh!", Silent: true}
		}
		return llmtest.HearAnswer{Text: ""}
	})
	s.serve("--transcribe-url", ears.URL, "--transcribe-model", "test-ears", "--transcribe-patience", "4s", "--transcribe-length", "10s", "--transcribe-bytes", "1000000")
	for i, c := range []struct {
		words   string
		seconds int
		size    int
		key     string
	}{
		{"slow", 3, 0, "voice_failed"}, {"busy", 3, 0, "voice_failed"}, {"page", 3, 0, "voice_failed"}, {"dies", 3, 0, "voice_failed"}, {"silence", 3, 0, "voice_silent"}, {"", 3, 0, "voice_silent"},
		{"x", 11, 0, "voice_long"}, {"x", 3, 1_000_001, "voice_large"},
	} {
		tag := lang.Tags()[i%len(lang.Tags())]
		person := int64(100 + i)
		asked := len(ears.Calls())
		s.telegram.Speak(person, tag, append(speaking(float64(c.seconds), c.words), make([]byte, c.size)...), c.seconds)
		s.telegram.Say(person, tag, dogLimit)
		got := s.told(person, 2)
		want := says(tag, c.key)
		if c.key == "voice_long" {
			want = catalog.SayN(tag, c.key, 10, nil)
		}
		if wordsOf(got[0], nil) != wordsOf(want, nil) || !strings.Contains(got[1], "02 ngày làm việc") {
			t.Errorf("%s %d s: told %q, want %q first", c.words, c.seconds, got, want)
		}
		if late := c.key == "voice_long" || c.key == "voice_large"; late && len(ears.Calls()) != asked {
			t.Errorf("%s: the endpoint was asked", c.key)
		}
	}
}

// The day's budget holds for each person, and nobody's typed questions.
func TestBudgetOfVoices(t *testing.T) {
	ears := llmtest.NewEars(t, func(c llmtest.HearCall) llmtest.HearAnswer { return llmtest.HearAnswer{Text: said(c), Seconds: 3} })
	s := newSpeakers(t)
	s.serve("--transcribe-url", ears.URL, "--transcribe-model", "test-ears", "--transcribe-per-person", "1")
	s.telegram.Speak(chat1, "vi", speaking(3, dogLimit), 3)
	s.telegram.Speak(chat1, "vi", speaking(3, dogFee), 3)
	s.telegram.Say(chat1, "vi", dogFee)
	s.telegram.Speak(chat2, "vi", speaking(3, dogLimit), 3)
	got := s.told(chat1, 3)
	if !strings.Contains(got[0], "02 ngày") || !strings.Contains(got[1], "Hôm nay tôi không nghe thêm được") || !strings.Contains(got[2], "20.000 đồng") {
		t.Errorf("told %q", got)
	}
	if got := s.told(chat2, 1); !strings.Contains(got[0], "02 ngày") {
		t.Errorf("somebody else was told %q", got)
	}
}

// Without an endpoint nothing is fetched, in every language.
func TestNobodyListens(t *testing.T) {
	catalog, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	s := newSpeakers(t)
	s.serve()
	for i, tag := range lang.Tags() {
		s.telegram.Speak(int64(10+i), tag, speaking(3, "x"), 3)
		if got, want := s.told(int64(10+i), 1)[0], catalog.Say(tag, "voice_off", nil); wordsOf(got, nil) != wordsOf(want, nil) {
			t.Errorf("%s: told %q, want %q", tag, got, want)
		}
	}
	s.discord.Send("1", "", s.discord.Attach("voice-message.ogg", "audio/ogg", speaking(3, "x"), 3))
	s.told("dm1", 1)
	if n := len(s.telegram.Calls("getFile")) + len(s.telegram.Calls("download")); n != 0 {
		t.Errorf("%d calls for files", n)
	}
	if said := runs(t, []string{"--data", s.data}, "doctor"); !strings.Contains(said, "nobody listens to voice messages") {
		t.Errorf("doctor says:\n%s", said)
	}
}

// Recordings that an endpoint sits on keep nobody else waiting, and what is
// typed behind one waits for it.
func TestSlowEarsKeepNobodyElseWaiting(t *testing.T) {
	let := make(chan struct{})
	ears := llmtest.NewEars(t, func(c llmtest.HearCall) llmtest.HearAnswer {
		return llmtest.HearAnswer{Text: said(c), Before: func() { <-let }}
	})
	s := newSpeakers(t)
	s.serve("--transcribe-url", ears.URL, "--transcribe-model", "test-ears")
	for i := range 20 { // more than there are workers
		s.telegram.Speak(int64(100+i), "vi", speaking(3, dogLimit), 3)
		s.telegram.Say(int64(100+i), "vi", dogFee)
	}
	until(t, "recordings that are listened to", func() bool { return len(ears.Calls()) > 1 })
	s.telegram.Say(chat1, "vi", dogLimit)
	if got := s.told(chat1, 1); !strings.Contains(got[0], "02 ngày") || len(s.telegram.Sent()) != 1 {
		t.Errorf("told %q, %d messages in all", got, len(s.telegram.Sent()))
	}
	close(let)
	for i := range 20 {
		if got := s.told(int64(100+i), 2); !strings.Contains(got[0], "02 ngày") || !strings.Contains(got[1], "20.000 đồng") {
			t.Errorf("told %q", got)
		}
	}
}

// A program that is killed while it listens listens again after its next
// start, in order, and has written nothing of the recording anywhere.
func TestKilledWhileListening(t *testing.T) {
	const mark = "voiceprint-of-a-person"
	hold := make(chan struct{})
	ears := llmtest.NewEars(t, func(c llmtest.HearCall) llmtest.HearAnswer {
		if c.Number <= 2 {
			return llmtest.HearAnswer{Hang: true}
		}
		return llmtest.HearAnswer{Text: strings.TrimSuffix(said(c), mark), Before: func() { <-hold }}
	})
	s := newSpeakers(t)
	start := func() *exec.Cmd {
		c := exec.Command("vanthu", s.flags("--transcribe-url", ears.URL, "--transcribe-model", "test-ears")...)
		c.Stderr = &s.log
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		return c
	}
	child := start()
	until(t, "Discord's session", func() bool { return discordReady(t, s.discord) })
	s.telegram.Speak(chat1, "vi", speaking(3, dogLimit+mark), 3)
	s.telegram.Say(chat1, "vi", dogFee)
	s.discord.Send("1", "", s.discord.Attach("voice-message.ogg", "audio/ogg", speaking(3, dogLimit+mark), 3))
	until(t, "two recordings that are listened to", func() bool { return len(ears.Calls()) == 2 })
	until(t, "the typed message to be taken", func() (taken bool) {
		c, cancel := context.WithCancel(t.Context())
		cancel()
		_ = s.telegram.Until(c, func(st telegramtest.State) bool { taken = st.Unacknowledged() == 0; return true })
		return taken
	})
	if err := child.Process.Signal(syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	_ = child.Wait()       // killed
	s.telegram.Expire()    // what was known of the files
	s.discord.Expire()     // is of no use any more
	lacks(t, s.data, mark) // and they themselves are nowhere
	child = start()
	until(t, "both to be listened to again", func() bool { return len(ears.Calls()) >= 4 })
	lacks(t, s.data, mark)
	close(hold)
	got := s.told(chat1, 2)
	if len(got) != 2 || !strings.HasPrefix(got[0], "Bạn hỏi: “"+dogLimit) || !strings.Contains(got[0], "02 ngày") || !strings.Contains(got[1], "20.000 đồng") {
		t.Errorf("told %q", got)
	}
	if got := s.told("dm1", 1); len(got) != 1 || !strings.Contains(got[0], "02 ngày") {
		t.Errorf("told %q on Discord", got)
	}
	if err := child.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if err := child.Wait(); err != nil {
		t.Errorf("%v: %s", err, s.log.String())
	}
	lacks(t, s.data, mark)
	if log := s.log.String(); strings.Contains(log, "nuôi chó") || strings.Contains(log, mark) || strings.Contains(log, speakersToken) {
		t.Errorf("the log holds what was said, or a token:\n%s", log)
	}
}

// lacks checks that no file of a folder holds some bytes.
func lacks(t *testing.T, dir, mark string) {
	t.Helper()
	var found []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !d.Type().IsRegular() {
			return nil // files come and go meanwhile
		}
		if data, err := os.ReadFile(path); err == nil && bytes.Contains(data, []byte(mark)) {
			found = append(found, filepath.Base(path))
		}
		return nil
	})
	if err != nil || len(slices.Compact(found)) > 0 {
		t.Errorf("a recording stands in %v, %v", found, err)
	}
}
