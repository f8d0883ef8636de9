package main

import (
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"vanthu/handlers/llm/llmtest"
	"vanthu/handlers/wire"
)

// byMeaning is a model that knows that two sentences mean the same which share
// no word and no concept, and nothing else.
func byMeaning(c llmtest.EmbedCall) llmtest.EmbedAnswer {
	var a llmtest.EmbedAnswer
	for _, t := range c.Texts {
		v := make([]float32, 16)
		switch {
		case strings.Contains(t, "sundial") || strings.Contains(t, "nhật quỹ"):
			v[15] = 1
		case c.Type == "query":
			v[0], v[1+len(t)%14] = 1, 0.1
		default:
			v[1+len(t)%14] = 1
		}
		a.Vectors = append(a.Vectors, v)
	}
	return a
}

// withEmbeddings gives the flags of an installation with the sample documents
// and a model for embeddings behind a scripted endpoint.
func withEmbeddings(t *testing.T, script func(llmtest.EmbedCall) llmtest.EmbedAnswer) (data, model []string, server *llmtest.Embeddings) {
	t.Helper()
	data = []string{"--data", t.TempDir(), "--now", "2026-11-22"}
	runs(t, data, "index", "../corpus/samples/documents")
	server = llmtest.NewEmbeddings(t, script)
	return data, append(slices.Clone(data), "--embed-url", server.URL, "--embed-model", "test-model", "--embed-patience", "300ms"), server
}

func TestIndexEmbedsOnce(t *testing.T) {
	data, model, server := withEmbeddings(t, byMeaning)
	if said := runs(t, data, "doctor"); !strings.Contains(said, "no model for embeddings set") {
		t.Errorf("without a model doctor says:\n%s", said)
	}
	if said := runs(t, model, "doctor"); !strings.Contains(said, "60 documents are not embedded yet") {
		t.Errorf("before they are embedded doctor says:\n%s", said)
	}
	runs(t, model, "index", "../corpus/samples/documents")
	first := len(server.Calls())
	runs(t, model, "index", "../corpus/samples/documents")
	if first < 10 || len(server.Calls()) != first {
		t.Errorf("%d calls, and %d for the same documents again", first, len(server.Calls())-first)
	}
	said := runs(t, model, "doctor")
	if !strings.Contains(said, "test-model on this machine") || !strings.Contains(said, "of 60 documents") || strings.Contains(said, "not embedded yet") {
		t.Errorf("doctor says:\n%s", said)
	}
}

// Whatever the endpoint does, before and while people ask, there is an answer,
// and it is no worse than without one.
func TestAnswersWithoutTheEndpointsHelp(t *testing.T) {
	t.Parallel()
	faults := map[string]func(llmtest.EmbedCall) llmtest.EmbedAnswer{
		"down": func(llmtest.EmbedCall) llmtest.EmbedAnswer { return llmtest.EmbedAnswer{Status: 400, Raw: "<html>"} },
		"slow": func(llmtest.EmbedCall) llmtest.EmbedAnswer { return llmtest.EmbedAnswer{Hang: true} },
		"busy": func(llmtest.EmbedCall) llmtest.EmbedAnswer {
			return llmtest.EmbedAnswer{Status: http.StatusTooManyRequests}
		},
		"html": func(llmtest.EmbedCall) llmtest.EmbedAnswer { return llmtest.EmbedAnswer{Raw: "<html>sign in</html>"} },
		"dies": func(c llmtest.EmbedCall) llmtest.EmbedAnswer { a := byMeaning(c); a.Die = true; return a },
		"other": func(c llmtest.EmbedCall) llmtest.EmbedAnswer {
			return llmtest.EmbedAnswer{Vectors: slices.Repeat([][]float32{{1, 2}}, len(c.Texts))}
		},
	}
	var fault string
	var mu sync.Mutex
	data, model, _ := withEmbeddings(t, func(c llmtest.EmbedCall) llmtest.EmbedAnswer {
		mu.Lock()
		defer mu.Unlock()
		if fault == "" {
			return byMeaning(c)
		}
		return faults[fault](c)
	})
	golden := questions(t)
	want, right := runs(t, data, "ask", passportFee), runs(t, data, "eval", "--plain", golden)
	check := func(name, when string) {
		t.Helper()
		mu.Lock()
		fault = name
		mu.Unlock()
		if got := runs(t, model, "ask", passportFee); got != want {
			t.Errorf("%s, %s: %s", name, when, got)
		}
		if name != "down" && name != "slow" || raced && name != "slow" {
			return // one that fails at once, and one that is waited for, stand for all
		}
		if got := runs(t, model, "eval", "--plain", golden); got != right {
			t.Errorf("%s, %s: the figures are others:\n%s\n%s", name, when, got, right)
		}
	}
	check("down", "before anything was embedded")
	runs(t, model, "index", "../corpus/samples/documents") // that fails, and is no failure of the command
	mu.Lock()
	fault = ""
	mu.Unlock()
	runs(t, model, "index", "../corpus/samples/documents")
	for name := range faults {
		check(name, "once all was embedded")
	}
	mu.Lock()
	fault = "other"
	mu.Unlock()
	if said := runs(t, model, "doctor"); !strings.Contains(said, "another size") {
		t.Errorf("of vectors of another size doctor says:\n%s", said)
	}
}

// A text that no word and no concept of the question leads to is among what a
// search finds by its meaning.
func TestSearchByMeaning(t *testing.T) {
	dir := t.TempDir()
	text := "The sundial shows nothing while it is cloudy."
	for name, text := range map[string]string{"dial.md": text, "other.md": strings.ReplaceAll(text, "sundial", "anthill")} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("# "+name+"\n\n"+text+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	_, model, _ := withEmbeddings(t, byMeaning)
	runs(t, model, "index", dir)
	var found wire.Hits
	if err := json.Unmarshal([]byte(runs(t, model, "--json", "search", "Nghệ nhân khắc nhật quỹ bằng gì?")), &found); err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(found.Hits, func(h wire.Hit) bool { return h.Path == "dial.md" }) {
		t.Errorf("found %+v", found.Hits)
	}
	// Nearness alone answers nothing: no word and no concept of the question stands there.
	var a wire.Answer
	if err := json.Unmarshal([]byte(runs(t, model, "--json", "ask", "Nghệ nhân khắc nhật quỹ bằng gì?")), &a); err != nil || a.Answered {
		t.Errorf("answered by nearness alone: %+v, %v", a, err)
	}
}
