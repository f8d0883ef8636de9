package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"vanthu/handlers"
	"vanthu/handlers/llm/llmtest"
	"vanthu/handlers/wire"
)

// copying is a model that copies the first sentence of every passage, and
// tells one lie.
func copying(c llmtest.Call) llmtest.Answer {
	var out []llmtest.Sentence
	for _, p := range c.Passages {
		first := sentenceEnd.Split(p.Text, 2)[0]
		out = append(out, llmtest.Sentence{Cites: []string{p.ID}, Text: strings.Trim(first, ". ") + "."})
		if len(out) == 2 {
			break
		}
	}
	return llmtest.JSON("answered", append(out, llmtest.Sentence{Cites: []string{"S1"}, Text: "Lệ phí là 987.654 đồng."})...)
}

var sentenceEnd = regexp.MustCompile(`\. |\.$`)

const passportFee = "Lệ phí cấp mới hộ chiếu phổ thông là bao nhiêu?"

// withModel gives the flags of an installation with the sample documents and a
// model behind a scripted endpoint.
func withModel(t *testing.T, script func(llmtest.Call) llmtest.Answer) (data []string, model []string, server *llmtest.Server) {
	t.Helper()
	data = []string{"--data", t.TempDir(), "--now", "2026-11-22"}
	runs(t, data, "index", "../corpus/samples/documents")
	server = llmtest.New(t, script)
	return data, append(slices.Clone(data), "--llm-url", server.URL, "--llm-model", "test-model", "--llm-first", "300ms", "--llm-total", "2s"), server
}

// runs runs the program and gives what it prints.
func runs(t *testing.T, flags []string, args ...string) string {
	t.Helper()
	var out, log bytes.Buffer
	if status := run(t.Context(), append(slices.Clone(flags), args...), strings.NewReader(""), &out, &log); status != 0 {
		t.Fatalf("%v: status %d: %s", args, status, log.String())
	}
	return out.String()
}

// questions gives the file of the questions over the samples; under the race detector
// every sixth of them.
func questions(t *testing.T) string {
	const file = "../handlers/testdata/samples_questions.jsonl"
	if !raced {
		return file
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var some []string
	for i, line := range strings.Split(strings.TrimSpace(string(data)), "\n") {
		if i%6 == 0 {
			some = append(some, line)
		}
	}
	short := filepath.Join(t.TempDir(), "questions.jsonl")
	if err := os.WriteFile(short, []byte(strings.Join(some, "\n")), 0o600); err != nil {
		t.Fatal(err)
	}
	return short
}

func TestAskWithAModel(t *testing.T) {
	data, model, _ := withModel(t, copying)
	read := func(flags []string) (a wire.Answer) {
		if err := json.Unmarshal([]byte(runs(t, flags, "--json", "ask", passportFee)), &a); err != nil {
			t.Fatal(err)
		}
		a.ID, a.TookMS = "", 0
		return a
	}
	without, with := read(data), read(model)
	s := with.Summary
	if without.Summary != nil || s == nil || s.Model != "test-model" || s.Dropped != 1 || !strings.Contains(s.Text, "100.000 đồng") || strings.Contains(s.Text, "987") {
		t.Fatalf("summary %+v, without a model %+v", s, without.Summary)
	}
	with.Summary = nil
	a, _ := json.Marshal(without)
	b, _ := json.Marshal(with)
	if !bytes.Equal(a, b) {
		t.Errorf("the answer is another one with a model:\n%s\n%s", a, b)
	}
}

// Whatever the endpoint does, the answer is as without one.
func TestAnswersWithoutTheModelsHelp(t *testing.T) {
	t.Parallel()
	faults := map[string]func(llmtest.Call) llmtest.Answer{
		"down": func(llmtest.Call) llmtest.Answer { return llmtest.Answer{Status: 500, Raw: "<html>"} },
		"slow": func(llmtest.Call) llmtest.Answer { return llmtest.Answer{Hang: -1} },
		"wrong": func(llmtest.Call) llmtest.Answer {
			return llmtest.JSON("answered", llmtest.Sentence{Cites: []string{"S1"}, Text: "Lệ phí là 987.654 đồng."})
		},
	}
	var fault string
	var mu sync.Mutex
	data, model, _ := withModel(t, func(c llmtest.Call) llmtest.Answer {
		mu.Lock()
		defer mu.Unlock()
		return faults[fault](c)
	})
	golden := questions(t)
	want := runs(t, data, "ask", passportFee)
	right := runs(t, data, "eval", "--plain", golden)
	for name := range faults {
		mu.Lock()
		fault = name
		mu.Unlock()
		if got := runs(t, model, "ask", passportFee); got != want {
			t.Errorf("%s: %s", name, got)
		}
		if got := runs(t, append(slices.Clone(model), "--llm-uses", "rewrite,plain"), "eval", "--plain", golden); got != right {
			t.Errorf("%s: the figures are others:\n%s\n%s", name, got, right)
		}
	}
}

// kept is a Sender that keeps replies.
type keptReplies struct {
	mu    sync.Mutex
	shown []handlers.Reply
	edits int
}

func (k *keptReplies) Send(_ context.Context, _ handlers.Conversation, r handlers.Reply) (handlers.MessageID, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.shown = append(k.shown, r)
	return "m", nil
}

func (k *keptReplies) Edit(_ context.Context, _ handlers.Conversation, id handlers.MessageID, r handlers.Reply) error {
	k.edits++
	_, err := k.Send(context.Background(), handlers.Conversation{}, r)
	return err
}

// The answer is sent at once, before the model is asked; its checked sentences
// are added one by one; a summary that is withdrawn leaves the first answer.
func TestSummaryIsAddedToASentAnswer(t *testing.T) {
	var out *keptReplies
	var last llmtest.Sentence
	sentBefore := make(chan int, 1)
	_, flags, _ := withModel(t, func(call llmtest.Call) llmtest.Answer {
		out.mu.Lock()
		sentBefore <- len(out.shown)
		out.mu.Unlock()
		return llmtest.JSON("answered",
			llmtest.Sentence{Cites: []string{"S1"}, Text: "Lệ phí cấp mới hộ chiếu phổ thông là 100.000 đồng."},
			llmtest.Sentence{Cites: []string{"S2"}, Text: "Lệ phí cấp lại hộ chiếu do hỏng hoặc mất là 200.000 đồng."}, last)
	})
	for i, c := range []struct {
		name, platform string
		last           llmtest.Sentence
		replies        int
		summary        bool
	}{
		{"kept", "telegram", llmtest.Sentence{Cites: []string{"S2"}, Text: "Lệ phí là 987.654 đồng."}, 3, true},
		{"withdrawn", "telegram", llmtest.Sentence{Cites: []string{"S1"}, Text: "Xem https://example.com để nộp lệ phí."}, 4, false},
		{"on the web page", "web", llmtest.Sentence{Cites: []string{"S2"}, Text: "Lệ phí là 987.654 đồng."}, 3, true},
		{"in a terminal", "terminal", llmtest.Sentence{Cites: []string{"S2"}, Text: "Lệ phí là 987.654 đồng."}, 2, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			out, last = &keptReplies{}, c.last
			in, _ := opened(t, append(flags, "--llm-model", fmt.Sprint("test-model-", i)))
			core := in.newCore(in.now, false, false)
			err := core.Handle(t.Context(), handlers.Request{Conversation: handlers.Conversation{Platform: c.platform, ID: "1"}, Person: "p", Text: passportFee}, out)
			if err != nil {
				t.Fatal(err)
			}
			in.summaries.Wait()
			if n := <-sentBefore; n != 1 {
				t.Errorf("%d replies were sent when the model was asked", n)
			}
			if len(out.shown) != c.replies {
				t.Fatalf("%d replies: %+v", len(out.shown), out.shown)
			}
			first, last := handlers.Plain(out.shown[0]), handlers.Plain(out.shown[len(out.shown)-1])
			label := in.catalog.Say("vi", "summary_label", nil)
			if strings.Contains(first, label) || strings.Contains(last, label) != c.summary || strings.Contains(last, "987") || strings.Contains(last, "example") {
				t.Errorf("first %s\nlast %s", first, last)
			}
			if !c.summary && first != last {
				t.Errorf("withdrawn, and yet another reply:\n%s\n%s", first, last)
			}
			if !slices.EqualFunc(out.shown[0].Buttons, out.shown[len(out.shown)-1].Buttons, func(a, b handlers.Button) bool { return a == b }) {
				t.Error("the buttons are gone")
			}
			if out.edits > 4 {
				t.Errorf("%d edits", out.edits)
			}
		})
	}
}

func TestDoctorAndEvalKnowTheModel(t *testing.T) {
	data, model, _ := withModel(t, copying)
	if s := runs(t, data, "doctor"); !strings.Contains(s, "nothing is sent anywhere") {
		t.Error(s)
	}
	runs(t, model, "ask", passportFee)
	if s := runs(t, model, "doctor"); !strings.Contains(s, "test-model on this machine") || !strings.Contains(s, "public documents") || !strings.Contains(s, "today 1 of 500 calls, 300 of") {
		t.Error(s)
	}
	if s := runs(t, append(model, "--llm-send", "all"), "doctor"); !strings.Contains(s, "those for some people too") {
		t.Error(s)
	}
	s := runs(t, model, "eval", "--summaries", questions(t))
	for _, want := range []string{"answers right", "quotes verified", "sentences dropped", "first token", "last token"} {
		if !strings.Contains(s, want) {
			t.Errorf("no %q in\n%s", want, s)
		}
	}
	var out, log bytes.Buffer
	if status := run(t.Context(), append(data, "eval", "--summaries", "x.jsonl"), strings.NewReader(""), &out, &log); status != 1 {
		t.Errorf("without a model: status %d, %s", status, log.String())
	}
}

// opened opens the installation that some flags are for, until the test ends.
func opened(t *testing.T, flags []string) (*installation, settings) {
	t.Helper()
	p, err := parse(append(slices.Clone(flags), "ask", "x"), &bytes.Buffer{}, &bytes.Buffer{}, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	in, err := openInstallation(t.Context(), p.settings, writes, &bytes.Buffer{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := in.close(); err != nil {
			t.Error(err)
		}
	})
	return in, p.settings
}

// Doctor tells what became of summaries since the start: how many were shown
// and withdrawn, sentences dropped by reason, and failures by kind.
func TestDoctorCountsSummaries(t *testing.T) {
	_, flags, _ := withModel(t, func(c llmtest.Call) llmtest.Answer {
		switch {
		case strings.Contains(c.Question, "200.000"):
			return llmtest.JSON("answered", llmtest.Sentence{Cites: []string{"S1"}, Text: "Xem https://example.com để nộp lệ phí."})
		case strings.Contains(c.Question, "bao lâu"):
			return llmtest.Answer{Status: 500, Raw: "<html>"}
		}
		return copying(c)
	})
	in, set := opened(t, flags)
	core := in.newCore(in.now, false, false)
	for i, question := range []string{passportFee, "Lệ phí cấp lại hộ chiếu 200.000 đồng có đúng không?", "Cấp hộ chiếu phổ thông mất bao lâu?"} {
		out := &keptReplies{}
		err := core.Handle(t.Context(), handlers.Request{Conversation: handlers.Conversation{Platform: "terminal", ID: fmt.Sprint(i)}, Person: "p", Text: question}, out)
		if err != nil {
			t.Fatal(err)
		}
		in.summaries.Wait()
	}
	said := checkModel(t.Context(), &call{installation: in, settings: set, now: in.now}).Said
	for _, want := range []string{"since the start 3 answers, 1 with a summary (0 kept from before), 1 withdrawn", "dropped (number 1, poison 1)", "2 without one (status 500 1, withdrawn 1)", "calls, ", "to the first word"} {
		if !strings.Contains(said, want) {
			t.Errorf("no %q in: %s", want, said)
		}
	}
}
