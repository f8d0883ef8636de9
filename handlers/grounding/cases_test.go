package grounding_test

import (
	"fmt"
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"

	"vanthu/corpus"
	"vanthu/corpus/extract"
	"vanthu/corpus/lexicon"
	"vanthu/corpus/samples"
	"vanthu/handlers/grounding"
)

func newChecker(t testing.TB) *grounding.Checker {
	t.Helper()
	lx, err := lexicon.Load(nil)
	if err != nil {
		t.Fatal(err)
	}
	return checkerOf(t, lx)
}

func checkerOf(t testing.TB, lx *lexicon.Lexicon) *grounding.Checker {
	t.Helper()
	c, err := grounding.New(lx, extract.New(lx))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// told is a sentence of testdata with the passages of its document: the first
// of them is the one it cites.
type told struct {
	line     int
	tag      string
	text     string
	cite     string // S1, or several: S1,S3
	lie      string // its kind; empty where it is true
	passages []grounding.Passage
}

func (c told) sentence() grounding.Sentence {
	return grounding.Sentence{Text: c.text, Cites: strings.Split(c.cite, ",")}
}

// several matches the quotes that a sentence rests on.
var several = regexp.MustCompile(`^S\d+(,S\d+)*$`)

// readTold reads a file of sentences in the form that true.txt explains.
func readTold(t testing.TB, file string) []told {
	t.Helper()
	data, err := os.ReadFile("testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	var out []told
	var about grounding.Passage
	var whole string // of a sample
	var passages []grounding.Passage
	from := 0 // of out, for the document
	flush := func() {
		for i := from; i < len(out); i++ {
			out[i].passages = passages
		}
		from, passages = len(out), nil
	}
	for n, line := range strings.Split(string(data), "\n") {
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, "= "):
			flush()
			about, whole = sample(t, line[2:])
		case strings.HasPrefix(line, "+ "):
			flush()
			f := strings.Split(line[2:], "|")
			about, whole = grounding.Passage{Language: strings.TrimSpace(f[0]), Title: strings.TrimSpace(f[1]), Number: strings.TrimSpace(f[2]), Issued: corpus.Day(strings.TrimSpace(f[3]))}, ""
		case strings.HasPrefix(line, "> "):
			p := about
			p.ID, p.Text = fmt.Sprintf("S%d", len(passages)+1), line[2:]
			if at := strings.Index(whole, p.Text); at >= 0 {
				head := whole[:at]
				if i := strings.LastIndex(head, "\n## "); i >= 0 {
					p.Section, _, _ = strings.Cut(head[i+4:], "\n")
				}
			} else if whole != "" {
				t.Fatalf("%s:%d: the sample does not say %q", file, n+1, p.Text)
			}
			passages = append(passages, p)
		default:
			lie := ""
			if strings.HasPrefix(line, "!") {
				lie, line, _ = strings.Cut(line[1:], " ")
			}
			tag, text, ok := strings.Cut(line, " ")
			if !ok || len(passages) == 0 {
				t.Fatalf("%s:%d: %q is no sentence", file, n+1, line)
			}
			cite := passages[len(passages)-1].ID
			if first, rest, _ := strings.Cut(text, " "); several.MatchString(first) {
				cite, text = first, rest
			}
			out = append(out, told{line: n + 1, tag: tag, text: text, cite: cite, lie: lie})
		}
	}
	flush()
	return out
}

// sample gives what is known of a sample document, and its text.
func sample(t testing.TB, name string) (grounding.Passage, string) {
	t.Helper()
	data, err := fs.ReadFile(samples.Documents(), name)
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	p := grounding.Passage{Language: strings.TrimSuffix(name, ".md")[len(name)-5:]}
	for _, line := range strings.Split(text, "\n") {
		key, value, _ := strings.Cut(line, ": ")
		value = strings.Trim(value, `"`)
		switch key {
		case "title":
			p.Title = value
		case "number":
			p.Number = value
		case "issued":
			p.Issued = corpus.Day(value)
		}
		if strings.HasPrefix(line, "# ") {
			break
		}
	}
	return p, text
}

// True sentences are kept.
func TestTrueSentencesAreKept(t *testing.T) {
	c := newChecker(t)
	cases := readTold(t, "true.txt")
	if len(cases) < 150 {
		t.Fatalf("only %d sentences", len(cases))
	}
	kept := 0
	for _, s := range cases {
		why, words := c.Explain(s.sentence(), s.tag, s.passages)
		if why == "" {
			kept++
			continue
		}
		t.Logf("line %d: dropped for %s (%s): %s", s.line, why, words, s.text)
	}
	t.Logf("%d of %d true sentences kept", kept, len(cases))
	if 100*kept < 95*len(cases) {
		t.Errorf("only %d of %d true sentences are kept", kept, len(cases))
	}
}
