package grounding_test

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"vanthu/corpus/extract"
	"vanthu/corpus/lexicon"
	"vanthu/corpus/sharedtest"
	"vanthu/handlers/grounding"
)

// Sentences of real documents that no rule was made for: told word by word they
// are kept, changed they are dropped.
func TestSentencesOfOtherDocuments(t *testing.T) {
	dir := sharedtest.Folder(t)
	lx, err := lexicon.Load(nil)
	if err != nil {
		t.Fatal(err)
	}
	x := extract.New(lx)
	c := checkerOf(t, lx)
	l := readLies(t)
	var all []told
	take := func(tag, title, text string, most int) {
		for _, line := range strings.Split(text, "\n") {
			for _, s := range c.Sentences(line, tag) {
				if n := utf8.RuneCountInString(s); n < 60 || n > 280 || strings.ContainsAny(s, "|<>{}*#\t?؟/:;“”«»\"@") || strings.Contains(s, "://") || most == 0 {
					continue
				}
				most--
				all = append(all, told{line: len(all), tag: tag, text: s, cite: "S1", passages: []grounding.Passage{{ID: "S1", Text: s, Language: tag, Title: title}}})
			}
		}
	}
	seeds, err := filepath.Glob(filepath.Join(dir, "seeds", "*.txt"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range seeds {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		take(detect(string(data)), filepath.Base(name), string(data), 60)
	}
	f, err := os.Open(filepath.Join(dir, "data", "law", "small.jsonl"))
	if err != nil {
		t.Skip("no shared law texts:", err)
	}
	defer f.Close()
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<20)
	for n := 0; in.Scan(); n++ {
		var d struct{ Title, Text string }
		if n%40 == 0 && json.Unmarshal(in.Bytes(), &d) == nil {
			take("vi", d.Title, d.Text, 2)
		}
	}
	kept, lied, shown := 0, 0, 0
	by := map[string][2]int{}
	for _, s := range all {
		why, words := c.Explain(s.sentence(), s.tag, s.passages)
		n := by[s.tag]
		n[1]++
		if why == "" {
			kept++
			n[0]++
		} else {
			t.Logf("dropped %s (%s, %s): %s", s.tag, why, words, s.text)
		}
		by[s.tag] = n
		made := l.of(s, nil, lx, x)
		delete(made, "citation")
		for kind, list := range made {
			for _, m := range list {
				lied++
				if c.Check(m.sentence(), m.tag, m.passages) == "" {
					shown++
					t.Logf("shown %s %s: %s\n\tover %s", m.tag, kind, m.text, s.text)
				}
			}
		}
	}
	t.Logf("%d of %d sentences kept %v, %d of %d lies shown", kept, len(all), by, shown, lied)
	if 100*kept < 95*len(all) {
		t.Errorf("only %d of %d sentences are kept", kept, len(all))
	}
	if 1000*shown > 2*lied {
		t.Errorf("%d of %d lies are shown", shown, lied)
	}
}

// detect tells the seeds' languages apart by letters and words of theirs.
func detect(text string) string {
	count := func(words ...string) int {
		n := 0
		for _, w := range words {
			n += strings.Count(text, w)
		}
		return n
	}
	tags := []string{"he", "ar", "ru", "nl", "no"}
	counts := []int{count("ה", "ו"), count("ا", "ل"), count("о", "е"), count(" de ", " het ", " van "), count(" og ", " som ", " å ")}
	return tags[slices.Index(counts, slices.Max(counts))]
}
