package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"vanthu/handlers/llm/llmtest"
	"vanthu/handlers/wire"
)

// order is a document whose duty the rules for documents do not have to find.
const order = `# Thông báo kết luận về tài sản công

Số: 77/TB-VPCP, ngày 10 tháng 02 năm 2026

## Ý kiến

Các ý kiến tại cuộc họp thống nhất rằng việc sắp xếp tài sản công còn chậm và cần được đẩy nhanh hơn nữa.

Văn phòng Chính phủ ghi nhận; với Bộ Tài chính thì việc nộp bản kê trụ sở dôi dư phải xong trước ngày 31/3/2026.
`

const orderDuty = `{"quote":"với Bộ Tài chính thì việc nộp bản kê trụ sở dôi dư phải xong trước ngày 31/3/2026","action":"nộp bản kê trụ sở dôi dư","agency":"Bộ Tài chính","due":"2026-03-31"}`

// says is an answer of a model in pieces.
func says(text string) llmtest.Answer {
	return llmtest.Answer{Words: llmtest.Pieces(text), Tokens: 300}
}

// withOrder gives the flags of an installation with the order alone.
func withOrder(t *testing.T, script func(llmtest.Call) llmtest.Answer, more ...string) (flags []string, server *llmtest.Server) {
	t.Helper()
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "77.md"), []byte(order), 0o600); err != nil {
		t.Fatal(err)
	}
	flags = []string{"--data", t.TempDir(), "--now", "2026-02-22"}
	runs(t, flags, "index", folder)
	server = llmtest.New(t, script)
	return append(append(flags, "--llm-url", server.URL, "--llm-model", "m"), more...), server
}

func dutiesOf(t *testing.T, flags []string, args ...string) (out []wire.Duty) {
	t.Helper()
	if err := json.Unmarshal([]byte(runs(t, append(slices.Clone(flags), "--json"), append([]string{"duties"}, args...)...)), &out); err != nil {
		t.Fatal(err)
	}
	return out
}

func TestDutiesProposedByAModel(t *testing.T) {
	flags, server := withOrder(t, func(c llmtest.Call) llmtest.Answer {
		if !c.Schema || len(c.Passages) != 1 {
			t.Errorf("asked without a schema, or on %d passages", len(c.Passages))
		}
		if strings.Contains(c.Passages[0].Text, "bản kê") {
			return says(`{"duties":[` + orderDuty + `,` + strings.Replace(orderDuty, "2026-03-31", "2026-04-30", 1) + `]}`)
		}
		return says(`{"duties":[]}`)
	}, "--llm-uses", "propose")
	before := len(dutiesOf(t, flags))
	got := dutiesOf(t, flags, "--propose-by-model", "77.md")
	if len(got) != 1 || got[0].Status != "proposed" {
		t.Fatalf("proposed %+v", got)
	}
	if n := len(dutiesOf(t, flags)); n != before+1 {
		t.Errorf("%d duties, before %d", n, before)
	}
	if again := dutiesOf(t, flags, "--propose-by-model", "77.md"); len(again) != 0 {
		t.Errorf("proposed again: %+v", again)
	}
	if done := dutiesOf(t, flags, "--confirm", got[0].ID); len(done) != 1 || done[0].Status == "proposed" {
		t.Errorf("confirmed: %+v", done)
	}
	if len(server.Calls()) == 0 {
		t.Error("nothing was asked")
	}
	if s := runs(t, flags, "doctor"); !strings.Contains(s, "for proposals of duties, whole passages") {
		t.Error(s)
	}
}

// A hundred lies, one a passage and call: none is proposed.
func TestLyingModelProposesNothing(t *testing.T) {
	var lies []string
	for _, from := range []struct{ old, format string }{
		{"2026-03-31", "2026-04-%02d"}, {"nộp bản kê trụ sở dôi dư\"", "mua %d xe công\""}, {"\"agency\":\"Bộ Tài chính\"", "\"agency\":\"Bộ Y tế %d\""},
		{"31/3/2026", "%02d/4/2026"}, {"với Bộ Tài chính thì", "với Bộ Tài chính %d thì"},
	} {
		for i := range 20 {
			lies = append(lies, strings.Replace(orderDuty, from.old, fmt.Sprintf(from.format, i+1), 1))
		}
	}
	var mu sync.Mutex
	next := 0
	flags, _ := withOrder(t, func(c llmtest.Call) llmtest.Answer {
		mu.Lock()
		defer mu.Unlock()
		from := next
		next = min(next+10, len(lies))
		return says(`{"duties":[` + strings.Join(lies[from:next], ",") + `]}`)
	}, "--llm-uses", "propose")
	dropped := 0
	for next < len(lies) {
		var out, log bytes.Buffer
		if status := run(t.Context(), append(slices.Clone(flags), "duties", "--propose-by-model", "77.md"), strings.NewReader(""), &out, &log); status != 0 {
			t.Fatal(log.String())
		}
		if !strings.Contains(log.String(), " 0 duties proposed") {
			t.Fatal(log.String())
		}
		dropped += strings.Count(log.String(), "dropped")
	}
	if dropped == 0 {
		t.Error("nothing is told of what was dropped")
	}
	for _, d := range dutiesOf(t, flags) {
		if d.Status == "proposed" {
			t.Errorf("a lie got in: %+v", d)
		}
	}
}

// Each use is off unless it is named; names that are none are refused.
func TestUsesAreOffByDefault(t *testing.T) {
	flags, server := withOrder(t, func(llmtest.Call) llmtest.Answer { return says(`{"duties":[` + orderDuty + `]}`) })
	for _, c := range []struct {
		flags []string
		says  string
	}{{nil, "VANTHU_LLM_USES"}, {[]string{"--llm-uses", "rewrite"}, "VANTHU_LLM_USES"}, {[]string{"--llm-uses", "everything"}, "none of rewrite"}} {
		var out, log bytes.Buffer
		if status := run(t.Context(), append(append(slices.Clone(flags), c.flags...), "duties", "--propose-by-model", "77.md"), strings.NewReader(""), &out, &log); status == 0 || !strings.Contains(log.String(), c.says) {
			t.Errorf("%v: status %d, %s", c.flags, status, log.String())
		}
	}
	if n := len(server.Calls()); n != 0 {
		t.Errorf("%d calls", n)
	}
	if got := dutiesOf(t, append(flags, "--llm-uses", "propose", "--llm-send", "off"), "--propose-by-model", "77.md"); len(got) != 0 || len(server.Calls()) != 0 {
		t.Errorf("sent though nothing may be: %+v", got)
	}
}
