package web_test

import (
	"strings"
	"testing"
)

func TestWithoutScript(t *testing.T) {
	someone := newPerson(t, newSite(t, clerk))
	first := someone.get("/")
	if first.status != 200 || !strings.Contains(first.body, `<form id="ask" method="post"`) {
		t.Fatalf("first page: %d %s", first.status, first.body)
	}
	if len(first.body) > 30<<10 {
		t.Errorf("the first page has %d bytes", len(first.body))
	}
	t.Logf("first page: %d bytes", len(first.body))
	answered := someone.post(asked("Thời hạn <b>?"))
	for _, want := range []string{"Thời hạn &lt;b&gt;?", "Trước ngày 31/3/2026", quote, `name="action" value="field:papers"`, `value="more:1"`, "#quote"} {
		if !strings.Contains(answered.body, want) {
			t.Errorf("no %q in %s", want, answered.body)
		}
	}
}
