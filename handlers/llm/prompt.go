package llm

import (
	"crypto/rand"
	"embed"
	"encoding/base32"
	"encoding/json"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"text/template"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"vanthu/corpus/lang"
	"vanthu/handlers/answer"
	"vanthu/handlers/grounding"
	"vanthu/handlers/personal"
)

//go:embed prompts/*.txt
var promptFiles embed.FS

// PromptVersion is part of the key of kept summaries: raise it with every
// change of the prompts or of what is checked.
const PromptVersion = 2

// Bounds of what is given to a model.
const (
	mostPassages   = 12   // sentences of quotes
	passageRunes   = 2400 // over all of them
	questionRunes  = 300
	mostTokens     = 400 // of the summary
	nonceBytes     = 7   // 10 characters or more in base32
	mostSentences  = 4
	runesPerToken  = 3 // at least, for reckoning what a call costs before it
	promptOverhead = 700
)

// prompts are the templates by the names of their files, read once.
type prompts map[string]*template.Template

func readPrompts() (prompts, error) {
	p := prompts{}
	for _, name := range []string{"summary", "question", "duties", "passage", "rewrite", "asked", "plain", "procedure"} {
		text, err := promptFiles.ReadFile("prompts/" + name + ".txt")
		if err == nil {
			p[name], err = template.New(name).Parse(strings.TrimRight(string(text), "\n"))
		}
		if err != nil {
			return p, fmt.Errorf("read the prompt %s: %w", name, err)
		}
	}
	return p, nil
}

// Prompt is one request to a model, before its form is chosen.
type Prompt struct {
	Language string // its English name
	Nonce    string
	Passages []grounding.Passage
	Question string
	Lines    bool // the answer is lines, not JSON
}

// write gives the two messages of a use, each by the name of its template.
func (p prompts) write(system, user string, q Prompt) (instructions, request string, err error) {
	var s, u strings.Builder
	if err := p[system].Execute(&s, q); err != nil {
		return "", "", fmt.Errorf("write the prompt: %w", err)
	}
	if err := p[user].Execute(&u, q); err != nil {
		return "", "", fmt.Errorf("write the prompt: %w", err)
	}
	return s.String(), u.String(), nil
}

// schema is the form of a summary: the citations before the words, so that the
// model settles what it rests on first, and no citation but of what it was
// given.
func schema(passages []grounding.Passage) json.RawMessage {
	ids := make([]string, len(passages))
	for i, p := range passages {
		ids[i] = p.ID
	}
	enum, _ := json.Marshal(ids) // strings
	return json.RawMessage(`{"type":"object","additionalProperties":false,"required":["status","sentences"],"properties":{` +
		`"status":{"type":"string","enum":["answered","partial","not_found"]},` +
		`"sentences":{"type":"array","maxItems":` + strconv.Itoa(mostSentences) + `,"items":{"type":"object","additionalProperties":false,"required":["cites","text"],` +
		`"properties":{"cites":{"type":"array","minItems":1,"maxItems":3,"items":{"type":"string","enum":` + string(enum) + `}},"text":{"type":"string","maxLength":300}}}}}}`)
}

// material is what a model is given of an answer, and how to go back from it.
type material struct {
	passages []grounding.Passage
	cites    map[string]int    // ID of a passage → place in Answer.Citations
	links    map[string]string // LINK1 → the address
	foreign  bool              // no passage is in the language of the summary
	want     grounding.Asked   // what a summary has to tell
	prompts  templates
}

// addresses are web and mail addresses in a passage.
var addresses = regexp.MustCompile(`(?i)https?://[^\s<>"')\]]+|www\.[^\s<>"')\]]+|[\p{L}\p{N}._%+\-]+@[\p{L}\p{N}\-]+(?:\.[\p{L}\p{N}\-]+)+|[\p{L}\p{N}\-]+(?:\.[\p{L}\p{N}\-]+)*\.(?:vn|com|org|net|gov|io|me|info)(?:/[^\s<>"')\]]*)?`)

// collect takes the passages of an answer that may be sent.
func (s *Summarizer) collect(a answer.Answer, tag string) material {
	m := material{cites: map[string]int{}, links: map[string]string{}, foreign: true}
	left := passageRunes
	for i, c := range a.Citations {
		d := c.Document
		if !s.may(d.Visibility) {
			continue
		}
		for _, sentence := range s.Checker.Sentences(c.Quote(), d.Language) {
			text := personal.Masked(m.tokens(plain(sentence)))
			n := utf8.RuneCountInString(text)
			if len(m.passages) == mostPassages || n == 0 || n > left || s.Checker.Suspicious(text, d.Language) {
				continue
			}
			left -= n
			p := grounding.Passage{ID: "S" + strconv.Itoa(len(m.passages)+1), Text: text, Section: plain(c.Passage.Section), Language: d.Language,
				Title: plain(d.Title), Number: d.Number, Issued: d.Issued}
			m.passages = append(m.passages, p)
			m.cites[p.ID] = i
			m.foreign = m.foreign && d.Language != tag
		}
	}
	return m
}

// tokens puts a name in the place of every address: a model neither sees nor
// writes one.
func (m *material) tokens(text string) string {
	return addresses.ReplaceAllStringFunc(text, func(address string) string {
		rest := strings.TrimRight(address, ".,;:")
		name := grounding.Token + strconv.Itoa(len(m.links)+1)
		for known, a := range m.links {
			if a == rest {
				name = known
			}
		}
		m.links[name] = rest
		return name + address[len(rest):]
	})
}

var tokenName = regexp.MustCompile(grounding.Token + `[0-9]+`)

// restore puts the addresses back.
func (m *material) restore(text string) string {
	return tokenName.ReplaceAllStringFunc(text, func(name string) string { return m.links[name] })
}

// plain makes text fit to be sent: NFC, without characters that are not seen,
// in one line, and without the marks that delimit.
func plain(text string) string {
	text = lang.Clean(text)
	text = strings.Map(func(r rune) rune {
		switch {
		case r >= 0xe0000 && r <= 0xe0fff, r >= 0xfe00 && r <= 0xfe0f: // tags and variations
			return -1
		case r == '<':
			return '‹'
		case r == '>':
			return '›'
		case r == '"':
			return '\''
		}
		return r
	}, text)
	text = strings.ReplaceAll(strings.ReplaceAll(text, "[[", "("), "]]", ")")
	return norm.NFC.String(text)
}

// question makes a question fit to be sent: cut, and without what tells who
// asks.
func question(text string) string {
	text, _ = answer.WithoutFileNumbers(text)
	text = addresses.ReplaceAllString(personal.Masked(plain(text)), personal.Mask)
	n := 0
	for i := range text {
		if n == questionRunes {
			return text[:i]
		}
		n++
	}
	return text
}

// nonce gives a random word that stands in none of the passages.
func nonce(random io.Reader, passages []grounding.Passage, question string) (string, error) {
	if random == nil {
		random = rand.Reader
	}
	for range 8 {
		var b [nonceBytes]byte
		if _, err := io.ReadFull(random, b[:]); err != nil {
			return "", fmt.Errorf("make a marker: %w", err)
		}
		n := base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(b[:])
		held := strings.Contains(question, n)
		for _, p := range passages {
			held = held || strings.Contains(p.Text, n)
		}
		if !held {
			return n, nil
		}
	}
	return "", fmt.Errorf("make a marker: every one stands in the passages")
}
