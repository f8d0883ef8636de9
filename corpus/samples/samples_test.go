package samples_test

import (
	"bytes"
	"io/fs"
	"path"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"gopkg.in/yaml.v3"

	"vanthu/corpus"
	"vanthu/corpus/samples"
)

// maxLine is the longest line a sample may have, in bytes: a quote is at most
// 700 characters, and the longest table rows are Vietnamese.
const maxLine = 1500

// sourceWord opens the last line of a sample, by language.
var sourceWord = map[string]string{
	"vi": "Nguồn: ", "en": "Source: ", "ru": "Источник: ", "he": "מקור: ",
	"nl": "Bron: ", "ar": "المصدر: ", "no": "Kilde: ",
}

// procedureHeadings are the headings from which a procedure's fields are
// read; a heading that starts with "?" may be left out where no source tells.
var procedureHeadings = map[string][]string{
	"vi": {
		"Trình tự thực hiện", "Cách thức thực hiện", "Thành phần hồ sơ", "?Thời hạn giải quyết", "Phí, lệ phí", "Đối tượng thực hiện",
		"Cơ quan thực hiện", "Kết quả thực hiện", "Yêu cầu, điều kiện", "Căn cứ pháp lý", "Phản ánh, khiếu nại", "Nguồn",
	},
	"en": {
		"Steps", "How to apply", "What you need", "?Time limit", "Fee", "Who may apply",
		"Office", "Result", "Conditions", "Legal basis", "Complaints", "Source",
	},
}

type frontMatter struct {
	ID         string            `yaml:"id"`
	Title      string            `yaml:"title"`
	Number     string            `yaml:"number"`
	Issued     string            `yaml:"issued"`
	Issuer     string            `yaml:"issuer"`
	Language   string            `yaml:"language"`
	URL        string            `yaml:"url"`
	Kind       corpus.Kind       `yaml:"kind"`
	Standing   corpus.Standing   `yaml:"standing"`
	Visibility corpus.Visibility `yaml:"visibility"`
}

type sample struct {
	name string // subject-language.md
	head frontMatter
	body string
}

func (s sample) subject() string {
	subject, _, _ := cutLast(strings.TrimSuffix(s.name, ".md"), "-")
	return subject
}

func cutLast(s, sep string) (before, after string, found bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}

// read gives all samples; front matter with a key the product does not know
// is refused.
func read(t *testing.T) []sample {
	t.Helper()
	names, err := fs.Glob(samples.Documents(), "*.md")
	if err != nil {
		t.Fatal(err)
	}
	all := make([]sample, 0, len(names))
	for _, name := range names {
		text, err := fs.ReadFile(samples.Documents(), name)
		if err != nil {
			t.Fatal(err)
		}
		head, body, ok := strings.Cut(strings.TrimPrefix(string(text), "---\n"), "\n---\n")
		if !ok || !strings.HasPrefix(string(text), "---\n") {
			t.Fatalf("%s: no front matter", name)
		}
		s := sample{name: name, body: body}
		decoder := yaml.NewDecoder(strings.NewReader(head))
		decoder.KnownFields(true)
		if err := decoder.Decode(&s.head); err != nil {
			t.Fatalf("%s: front matter: %v", name, err)
		}
		all = append(all, s)
	}
	return all
}

func TestEverySampleIsWellFormed(t *testing.T) {
	for _, s := range read(t) {
		t.Run(s.name, func(t *testing.T) {
			if s.head.Title == "" || s.head.ID == "" || s.head.Issuer == "" {
				t.Errorf("title %q, id %q and issuer %q must all be given", s.head.Title, s.head.ID, s.head.Issuer)
			}
			if s.head.Standing != corpus.Report {
				t.Errorf("standing is %q; a sample is our own words and so a %q", s.head.Standing, corpus.Report)
			}
			if s.head.Kind != corpus.KindDocument && s.head.Kind != corpus.KindProcedure {
				t.Errorf("kind is %q", s.head.Kind)
			}
			if _, language, _ := cutLast(strings.TrimSuffix(s.name, ".md"), "-"); language != s.head.Language {
				t.Errorf("the file's name says language %q, the front matter %q", language, s.head.Language)
			}
			if (s.head.Number == "") != (s.head.Issued == "") {
				t.Errorf("number %q and issued %q belong together: a sample about one document has both", s.head.Number, s.head.Issued)
			}
			if s.head.Issued != "" {
				if _, err := time.Parse(time.DateOnly, s.head.Issued); err != nil {
					t.Errorf("issued: %v", err)
				}
			}
			if s.head.URL != "" && !strings.HasPrefix(s.head.URL, "https://") {
				t.Errorf("url is %q", s.head.URL)
			}
			if len(s.head.Visibility.Terms()) != 1 || s.head.Visibility.Terms()[0] != "public" {
				t.Errorf("visibility is %v; samples are public", s.head.Visibility.Terms())
			}
			if !strings.HasPrefix(strings.TrimLeft(s.body, "\n"), "# "+s.head.Title+"\n") {
				t.Errorf("the body does not open with the title as its heading")
			}
			lines := strings.Split(strings.TrimRight(s.body, "\n"), "\n")
			word, known := sourceWord[s.head.Language]
			if last := lines[len(lines)-1]; !known || !strings.HasPrefix(last, word) || len(last) < len(word)+10 {
				t.Errorf("the last line names no source: %q", last)
			}
		})
	}
}

func TestTextIsCleanUTF8(t *testing.T) {
	for _, s := range read(t) {
		text, err := fs.ReadFile(samples.Documents(), s.name)
		if err != nil {
			t.Fatal(err)
		}
		if !utf8.Valid(text) {
			t.Errorf("%s: not UTF-8", s.name)
		}
		if !norm.NFC.IsNormal(text) {
			t.Errorf("%s: not in Unicode NFC", s.name)
		}
		if bytes.ContainsAny(text, "\r\t\u00a0\u200b\u200e\u200f\ufeff") {
			t.Errorf("%s: carriage returns, tabs or invisible characters", s.name)
		}
		for i, line := range bytes.Split(text, []byte("\n")) {
			if len(line) > maxLine {
				t.Errorf("%s:%d: %d bytes, more than %d", s.name, i+1, len(line), maxLine)
			}
		}
	}
}

func TestVietnameseAndEnglishTellTheSameSubjects(t *testing.T) {
	partners := map[string]map[string]sample{"vi": {}, "en": {}}
	procedures := map[string]int{}
	languages := map[string]int{}
	for _, s := range read(t) {
		languages[s.head.Language]++
		if bySubject, ok := partners[s.head.Language]; ok {
			bySubject[s.subject()] = s
			if s.head.Kind == corpus.KindProcedure {
				procedures[s.head.Language]++
			}
		}
	}
	for subject, vi := range partners["vi"] {
		en, ok := partners["en"][subject]
		if !ok {
			t.Errorf("%s has no English partner", vi.name)
			continue
		}
		a, b := vi.head, en.head
		if a.ID != b.ID || a.Number != b.Number || a.Issued != b.Issued || a.Kind != b.Kind || a.URL != b.URL {
			t.Errorf("%s and %s differ in id, number, day, kind or address", vi.name, en.name)
		}
		if a, b := rows(vi.body), rows(en.body); a != b {
			t.Errorf("%s has %d table rows, %s has %d", vi.name, a, en.name, b)
		}
	}
	for subject, en := range partners["en"] {
		if _, ok := partners["vi"][subject]; !ok {
			t.Errorf("%s has no Vietnamese partner", en.name)
		}
	}
	for _, language := range []string{"vi", "en"} {
		if procedures[language] < 10 {
			t.Errorf("%d procedures in %s, fewer than 10", procedures[language], language)
		}
	}
	for language := range sourceWord {
		if languages[language] == 0 {
			t.Errorf("no sample in %s", language)
		}
	}
}

func rows(body string) int {
	return strings.Count(body, "\n| ")
}

func TestProceduresHaveTheStandardHeadings(t *testing.T) {
	for _, s := range read(t) {
		if s.head.Kind != corpus.KindProcedure {
			continue
		}
		var have []string
		for line := range strings.SplitSeq(s.body, "\n") {
			if heading, ok := strings.CutPrefix(line, "## "); ok {
				have = append(have, heading)
			}
		}
		var want []string
		for _, heading := range procedureHeadings[s.head.Language] {
			heading, optional := strings.CutPrefix(heading, "?")
			if !optional || slices.Contains(have, heading) {
				want = append(want, heading)
			}
		}
		if !slices.Equal(have, want) {
			t.Errorf("%s: headings are %q, want %q", s.name, have, want)
		}
	}
}

func TestDocumentsHoldsNothingElse(t *testing.T) {
	err := fs.WalkDir(samples.Documents(), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if !entry.IsDir() && path.Ext(name) != ".md" {
			t.Errorf("%s is not a Markdown file", name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
