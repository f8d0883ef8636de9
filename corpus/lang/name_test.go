package lang_test

import (
	"bufio"
	"os"
	"slices"
	"strings"
	"testing"

	"vanthu/corpus/lang"
)

func nameLines(t *testing.T, path string) [][]string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out [][]string
	for s := bufio.NewScanner(f); s.Scan(); {
		if line := s.Text(); line != "" && line[0] != '#' {
			names := strings.Split(line, ";")
			for i := range names {
				names[i] = strings.TrimSpace(names[i])
			}
			out = append(out, names)
		}
	}
	return out
}

// readName reads a name as the words of a text.
func readName(text string) lang.Name {
	var words []string
	for _, w := range lang.NameWords(text) {
		words = append(words, text[w.Start:w.End])
	}
	return lang.ReadName(words...)
}

func TestNamesAreTheSame(t *testing.T) {
	for _, names := range nameLines(t, "testdata/names_same.txt") {
		for i, a := range names {
			for _, b := range names[i+1:] {
				x, y := readName(a), readName(b)
				if !x.Same(y) || !y.Same(x) {
					t.Errorf("%s and %s differ: %v %v", a, b, x.Keys(1), y.Keys(1))
				} else if !slices.ContainsFunc(x.Keys(1), func(k string) bool { return slices.Contains(y.Keys(1), k) }) {
					t.Errorf("%s and %s share no key: %v %v", a, b, x.Keys(1), y.Keys(1))
				}
			}
		}
	}
}

func TestNamesDiffer(t *testing.T) {
	for _, names := range nameLines(t, "testdata/names_other.txt") {
		for i, a := range names {
			for _, b := range names[i+1:] {
				if readName(a).Same(readName(b)) {
					t.Errorf("%s and %s are the same", a, b)
				}
			}
		}
	}
}

// Whatever a text holds, its names lie inside it, and a name is in a text that
// is nothing else.
func FuzzNames(f *testing.F) {
	for _, s := range []string{"Nguyễn Mạnh Hùng", "בליין צ'יאו", "ليان تشيو", "Льен Тьеу", "O'Brien’s xx''", "נג'", "ъь", "A1 b\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		n := readName(text)
		for _, at := range n.In(text) {
			if at.Start < 0 || at.End > len(text) || at.Start >= at.End {
				t.Fatalf("%q has a name at %d to %d", text, at.Start, at.End)
			}
		}
		if len(n.Keys(1)) > 0 && !n.Same(n) {
			t.Fatalf("%q is not itself", text)
		}
	})
}

func TestSameDeclined(t *testing.T) {
	for _, c := range []struct {
		tag, a, b string
		want      bool
	}{
		{"ru", "аня", "ань", true}, {"ru", "шона", "шон", true}, {"ru", "шон", "шоном", true}, {"ru", "аней", "аня", true},
		{"ru", "шон", "шан", false}, {"ru", "ан", "он", false}, {"ru", "а", "е", false}, {"en", "anna", "ann", false},
	} {
		if got := lang.SameDeclined(c.tag, c.a, c.b); got != c.want {
			t.Errorf("%s: %q and %q: %t", c.tag, c.a, c.b, got)
		}
	}
}
