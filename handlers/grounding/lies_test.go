package grounding_test

import (
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"vanthu/corpus/extract"
	"vanthu/corpus/lang"
	"vanthu/corpus/lexicon"
	"vanthu/handlers/grounding"
)

// lies is what sentences are made false by.
type lies struct {
	Units, Negations, Directions             map[string][][2]string
	Names, Clauses, Inventions, Instructions map[string][]string
	Links                                    []string
}

func readLies(t testing.TB) lies {
	t.Helper()
	data, err := os.ReadFile("testdata/lies.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var l lies
	if err := yaml.Unmarshal(data, &l); err != nil {
		t.Fatal(err)
	}
	return l
}

var digits = regexp.MustCompile(`\d+`)

// of gives false sentences made of a true one, by kind.
func (l lies) of(s told, others []told, lx *lexicon.Lexicon, x *extract.Extractor) map[string][]told {
	out := map[string][]told{}
	add := func(kind, text string) {
		if text != s.text {
			made := s
			made.text = text
			out[kind] = append(out[kind], made)
		}
	}
	evidence := s.evidence().Text
	for _, at := range digits.FindAllStringIndex(s.text, -1) {
		n, err := strconv.Atoi(s.text[at[0]:at[1]])
		if err != nil {
			continue
		}
		for _, other := range []int{n + 1, n + 7, n*10 + 3} {
			w := strconv.Itoa(other)
			if !slices.Contains(digits.FindAllString(evidence, -1), w) && !slices.Contains(digits.FindAllString(evidence, -1), "0"+w) {
				add("number", s.text[:at[0]]+w+s.text[at[1]:])
			}
		}
	}
	for kind, table := range map[string]map[string][][2]string{"unit": l.Units, "negation": l.Negations, "direction": l.Directions} {
		for _, r := range table[s.tag] {
			add(kind, replaceWords(s.text, r[0], r[1]))
		}
	}
	for _, m := range x.Mentions(s.text, s.tag, lang.Words(s.text)) {
		if m.ID == "" || m.Generic || m.Collective {
			continue
		}
		for _, a := range lx.Agencies {
			names := a.Names[s.tag]
			if a.ID == m.ID || len(names) == 0 || !slices.Contains(a.Groups, lexicon.Ministries) || slices.Contains(lx.Lineage(a.ID), m.ID) || slices.Contains(lx.Lineage(m.ID), a.ID) {
				continue
			}
			if named(a, evidence) {
				continue
			}
			add("agency", s.text[:m.Start]+names[0]+s.text[m.End:])
			if len(out["agency"]) > 4 {
				break
			}
		}
	}
	first, rest := firstRune(s.text)
	for _, n := range l.Names[s.tag] {
		add("name", n+strings.ToLower(first)+rest)
	}
	for i, link := range l.Links {
		if (s.line+i)%4 == 0 {
			add("link", s.text+link)
		}
	}
	for _, clause := range l.Clauses[s.tag] {
		add("clause", strings.TrimRight(s.text, ".")+clause+".")
	}
	for _, other := range others[:min(3, len(others))] { // a passage of another document
		made := s
		made.passages = other.passages
		made.cite = other.cite
		out["citation"] = append(out["citation"], made)
	}
	made := s
	made.cite = "S99"
	out["citation"] = append(out["citation"], made)
	return out
}

// replaceWords replaces whole words.
func replaceWords(text, from, to string) string {
	at := strings.Index(text, from)
	if at < 0 {
		return text
	}
	before, _ := utf8.DecodeLastRuneInString(text[:at])
	first, _ := utf8.DecodeRuneInString(from)
	after, _ := utf8.DecodeRuneInString(text[at+len(from):])
	last, _ := utf8.DecodeLastRuneInString(from)
	if unicode.IsLetter(first) && unicode.IsLetter(before) || unicode.IsLetter(last) && unicode.IsLetter(after) {
		return text
	}
	return text[:at] + to + text[at+len(from):]
}

func (c told) evidence() grounding.Passage {
	for _, p := range c.passages {
		if p.ID == c.cite {
			return p
		}
	}
	return grounding.Passage{}
}

func named(a lexicon.Agency, text string) bool {
	for _, names := range a.Names {
		for _, n := range names {
			if strings.Contains(lang.Fold(text), lang.Fold(n)) {
				return true
			}
		}
	}
	return false
}

func firstRune(s string) (string, string) {
	for i := range s {
		if i > 0 {
			return s[:i], s[i:]
		}
	}
	return s, ""
}

// No lie is shown.
func TestLiesAreDropped(t *testing.T) {
	lx, err := lexicon.Load(nil)
	if err != nil {
		t.Fatal(err)
	}
	x := extract.New(lx)
	c := checkerOf(t, lx)
	l := readLies(t)
	honest := readTold(t, "true.txt")
	count, passed := map[string]int{}, map[string]int{}
	try := func(kind string, s told) {
		count[kind]++
		if c.Check(s.sentence(), s.tag, s.passages) == "" {
			passed[kind]++
			t.Errorf("%s: line %d: shown though false: %s\n\tover %s", kind, s.line, s.text, s.evidence().Text)
		}
	}
	for _, s := range honest {
		var others []told
		for _, o := range honest {
			if o.evidence().Title != s.evidence().Title && !related(s, o.evidence()) && (o.line+s.line)%7 == 0 {
				others = append(others, o)
			}
		}
		for kind, made := range l.of(s, others, lx, x) {
			for _, m := range made {
				try(kind, m)
			}
		}
	}
	for _, kind := range []struct {
		name string
		of   map[string][]string
	}{{"invention", l.Inventions}, {"instruction", l.Instructions}} {
		for tag, texts := range kind.of {
			for _, text := range texts {
				for i := 0; i < len(honest); i += 19 {
					s := honest[i]
					s.tag, s.text = tag, text
					try(kind.name, s)
				}
			}
		}
	}
	for _, s := range readTold(t, "false.txt") {
		try("by hand", s)
	}
	all := 0
	for kind, n := range count {
		all += n
		t.Logf("%-12s %4d lies, %d shown", kind, n, passed[kind])
	}
	if all < 500 {
		t.Errorf("only %d lies", all)
	}
}

// related reports whether a passage has all the numbers of a sentence: it may
// tell the same.
func related(s told, other grounding.Passage) bool {
	said, there := digits.FindAllString(s.text, -1), digits.FindAllString(other.Text, -1)
	for _, n := range said {
		if !slices.Contains(there, n) && n != "10" { // October is a word elsewhere
			return false
		}
	}
	return len(said) > 0
}
