package main

import (
	"slices"
	"strings"
	"testing"

	"vanthu/handlers"
	"vanthu/handlers/llm/llmtest"
)

// A procedure is told in plain words, what its document does not say left out;
// where the model fails or lies alone, the procedure is shown as it is.
func TestProcedureInPlainWords(t *testing.T) {
	var script func(llmtest.Call) llmtest.Answer
	_, flags, _ := withModel(t, func(c llmtest.Call) llmtest.Answer { return script(c) })
	lie := llmtest.Sentence{Cites: []string{"S1"}, Text: "Lệ phí là 987.654 đồng."}
	down := func(llmtest.Call) llmtest.Answer { return llmtest.Answer{Status: 500, Raw: "<html>"} }
	for _, c := range []struct {
		name   string
		script func(llmtest.Call) llmtest.Answer
		uses   string
		button bool
		plain  bool
	}{
		{"told", copying, "plain", true, true},
		{"lies alone", func(llmtest.Call) llmtest.Answer { return llmtest.JSON("answered", lie) }, "plain", true, false},
		{"down", down, "plain", true, false},
		{"off", down, "rewrite", false, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			script = c.script
			in, _ := opened(t, append(slices.Clone(flags), "--llm-model", c.name, "--llm-uses", c.uses))
			core, out := in.newCore(in.now, false, false), &keptReplies{}
			r := handlers.Request{Conversation: handlers.Conversation{Platform: "telegram", ID: "1"}, Person: "p", Language: "vi", Text: "/procedure cấp hộ chiếu phổ thông"}
			if err := core.Handle(t.Context(), r, out); err != nil {
				t.Fatal(err)
			}
			in.summaries.Wait()
			card := out.shown[len(out.shown)-1]
			at := slices.IndexFunc(card.Buttons, func(b handlers.Button) bool { return strings.HasPrefix(b.Action, "plain:") })
			if at >= 0 != c.button {
				t.Fatalf("buttons %+v", card.Buttons)
			}
			if at < 0 {
				return
			}
			r.Text, r.Action = "", card.Buttons[at].Action
			if err := core.Handle(t.Context(), r, out); err != nil {
				t.Fatal(err)
			}
			last := handlers.Plain(out.shown[len(out.shown)-1])
			if strings.Contains(last, in.catalog.Say("vi", "plain_label", nil)) != c.plain || strings.Contains(last, "987") {
				t.Error(last)
			}
		})
	}
}
