package llm_test

import (
	"encoding/json"
	"net/http"
	"os"
	"strings"
	"testing"

	"vanthu/handlers/llm/llmtest"
)

// What providers send differs; what is read is the same.
func TestStreamsOfProviders(t *testing.T) {
	data, err := os.ReadFile("testdata/recorded.txt")
	if err != nil {
		t.Fatal(err)
	}
	parts := strings.Split(string(data), "== ")[1:]
	if len(parts) < 6 {
		t.Fatalf("%d streams", len(parts))
	}
	inJSON := func(s string) string {
		b, _ := json.Marshal(s)
		return strings.Trim(string(b), `"`)
	}
	for _, part := range parts {
		name, stream, _ := strings.Cut(part, "\n")
		stream = strings.NewReplacer("FIRST", inJSON(trueFee.Text), "SECOND", inJSON(trueLimit.Text)).Replace(stream)
		t.Run(name, func(t *testing.T) {
			r := newRig(t, with{}, func(llmtest.Call) llmtest.Answer {
				return llmtest.Answer{Raw: stream, Header: http.Header{"Content-Type": {"text/event-stream"}}}
			})
			s, shown, err := r.sum(t, passport(t), "p")
			if err != nil || s.Text() != trueFee.Text+" "+trueLimit.Text || len(shown) != 2 {
				t.Errorf("%q %q %v", s.Text(), shown, err)
			}
		})
	}
}
