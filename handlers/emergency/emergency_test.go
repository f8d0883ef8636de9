package emergency_test

import (
	"bufio"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"vanthu/corpus/lang"
	"vanthu/corpus/lexicon"
	"vanthu/handlers/emergency"
)

func load(t testing.TB, overlay fstest.MapFS) *emergency.Numbers {
	t.Helper()
	lx, err := lexicon.Load(nil)
	if err != nil {
		t.Fatal(err)
	}
	var n *emergency.Numbers
	if overlay == nil {
		n, err = emergency.Load(lx, nil)
	} else {
		n, err = emergency.Load(lx, overlay)
	}
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// TestCries: every cry of testdata is heard, as what it is; no question about
// rules, benefits and papers is taken for one.
func TestCries(t *testing.T) {
	n := load(t, nil)
	for _, tag := range lang.Tags() {
		f, err := os.Open("testdata/" + tag + ".txt")
		if err != nil {
			t.Fatal(err)
		}
		cries, others := 0, 0
		for lines := bufio.NewScanner(f); lines.Scan(); {
			line := strings.TrimSpace(lines.Text())
			switch {
			case strings.HasPrefix(line, "+ "):
				cries++
				kind, text, _ := strings.Cut(line[2:], ": ")
				if got := n.In(text); !slices.Contains(got, kind) {
					t.Errorf("%s: %q is heard as %v, not as %s", tag, text, got, kind)
				}
			case strings.HasPrefix(line, "- "):
				others++
				if got := n.In(line[2:]); len(got) > 0 {
					t.Errorf("%s: %q is taken for a cry: %v", tag, line[2:], got)
				}
			}
		}
		if err := f.Close(); err != nil {
			t.Error(err)
		}
		if cries < 15 || others < 25 {
			t.Errorf("%s: %d cries, %d other sentences", tag, cries, others)
		}
	}
}

func TestCall(t *testing.T) {
	n := load(t, nil)
	numbers := func(list []emergency.Number) string {
		var out []string
		for _, n := range list {
			out = append(out, n.Number)
		}
		return strings.Join(out, " ")
	}
	for kinds, want := range map[string]string{
		"fire": "114 115|113 112 111", "violence": "113 115|114 112 111", "child": "111 113|114 115 112", "fire violence": "114 115 113|112 111", "": "|113 114 115 112 111",
	} {
		first, others := n.Call(strings.Fields(kinds))
		if got := numbers(first) + "|" + numbers(others); got != want {
			t.Errorf("%q: call %s, want %s", kinds, got, want)
		}
	}
	// Another country's file takes the place of the numbers, not of whom to call.
	n = load(t, fstest.MapFS{"emergency-nl.yaml": {Data: []byte("country: NL\nnumbers: [{number: \"112\", of: police, source: s}, {number: \"113\", of: suicide, source: s}]\nsources: {s: somewhere}\ncalls: {suicide: [suicide]}\n")}})
	first, others := n.Call([]string{"suicide"})
	if got := numbers(first) + "|" + numbers(others); got != "113|112" {
		t.Errorf("elsewhere: %s", got)
	}
}

func TestBadFiles(t *testing.T) {
	lx, err := lexicon.Load(nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, data := range []string{"numbers: [{number: \"1\", of: police, source: nowhere}]", "numbers: [{of: police}]", "what: 1", "numbers: 5"} {
		if _, err := emergency.Load(lx, fstest.MapFS{"emergency.yaml": {Data: []byte(data)}}); err == nil {
			t.Errorf("%q was read", data)
		}
	}
	if got := (*emergency.Numbers)(nil).In("my house is on fire"); got != nil {
		t.Errorf("nobody hears %v", got)
	}
}

func BenchmarkIn(b *testing.B) {
	n := load(b, nil)
	for b.Loop() {
		n.In("Thời hạn ban hành nghị định, thông tư hướng dẫn các luật mới là khi nào, và bộ nào chủ trì việc đó?")
	}
}
