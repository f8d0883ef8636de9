package llm

import (
	"encoding/json"
	"regexp"
	"strings"

	"vanthu/handlers/grounding"
)

// parser reads a summary while it is written, and gives every sentence as soon
// as it is whole. It reads JSON of the schema and lines; which of them it is,
// the first letter tells.
type parser struct {
	all      strings.Builder
	from     int // of all: what was not read yet
	start    int // of all: where the summary begins
	json     bool
	known    bool
	depth    int  // of braces and brackets
	quoted   bool // inside a string
	escaped  bool
	begun    int // of all: where the object of a sentence began
	notFound bool
}

// mostBytes bounds what is read of one summary.
const mostBytes = 16 << 10

// write takes the next words and gives the sentences that became whole.
func (p *parser) write(text string) []grounding.Sentence {
	if p.all.Len()+len(text) > mostBytes {
		return nil
	}
	p.all.WriteString(text)
	return p.read(false)
}

// end gives what the end makes whole.
func (p *parser) end() []grounding.Sentence { return p.read(true) }

func (p *parser) read(last bool) []grounding.Sentence {
	all := p.all.String()
	if !p.known {
		start, thinks := afterThinking(strings.TrimLeft(all, " \t\r\n"))
		if thinks {
			return nil
		}
		start = strings.TrimLeft(start, " \t\r\n`")
		start = strings.TrimLeft(strings.TrimPrefix(start, "json"), " \t\r\n")
		if start == "" || len(start) < 4 && strings.HasPrefix("json", start) && !last {
			return nil
		}
		p.known, p.json, p.from = true, start[0] == '{', len(all)-len(start)
		p.start = p.from
	}
	if p.json {
		return p.objects(all)
	}
	return p.lines(all, last)
}

// Some models write what they think in front, between these.
const (
	thinkOpens = "<think>"
	thinkEnds  = "</think>"
)

// afterThinking gives what follows a model's thoughts; thinks tells that they
// go on.
func afterThinking(text string) (rest string, thinks bool) {
	if strings.HasPrefix(thinkOpens, text[:min(len(text), len(thinkOpens))]) && len(text) < len(thinkOpens) {
		return "", text != ""
	}
	if !strings.HasPrefix(text, thinkOpens) {
		return text, false
	}
	_, rest, ended := strings.Cut(text, thinkEnds)
	return rest, !ended
}

var notFoundStatus = regexp.MustCompile(`^\{\s*"status"\s*:\s*"not_found"`)

// objects reads the sentences of the JSON form: the objects in its array.
func (p *parser) objects(all string) (out []grounding.Sentence) {
	if p.begun == 0 && !p.notFound && p.depth <= 1 && notFoundStatus.MatchString(all[p.start:]) {
		p.notFound = true
	}
	for ; p.from < len(all); p.from++ {
		c := all[p.from]
		switch {
		case p.escaped:
			p.escaped = false
		case p.quoted && c == '\\':
			p.escaped = true
		case c == '"':
			p.quoted = !p.quoted
		case p.quoted:
		case c == '{' || c == '[':
			if c == '{' && p.depth == 2 {
				p.begun = p.from
			}
			p.depth++
		case c == '}' || c == ']':
			p.depth--
			if c == '}' && p.depth == 2 {
				var s grounding.Sentence
				if json.Unmarshal([]byte(all[p.begun:p.from+1]), &s) == nil && s.Text != "" {
					out = append(out, s)
				}
			}
		}
	}
	if p.notFound {
		return nil
	}
	return out
}

var (
	cited   = regexp.MustCompile(`^[-*•\s]*((?:\[?[Ss]?\d{1,2}\]?\s*,?\s*){1,3})\s*[|:]\s*(.+)$`)
	marked  = regexp.MustCompile(`[\[【［]\s*[Ss]?(\d{1,2}(?:\s*,\s*[Ss]?\d{1,2})*)\s*[\]】］]`)
	numbers = regexp.MustCompile(`\d{1,2}`)
)

// lines reads lines: "S1,S3 | text", or text with [1] behind it.
func (p *parser) lines(all string, last bool) (out []grounding.Sentence) {
	for {
		line := all[p.from:]
		end := strings.IndexByte(line, '\n')
		if end < 0 && !last || line == "" {
			return out
		}
		if end < 0 {
			p.from = len(all)
		} else {
			line, p.from = line[:end], p.from+end+1
		}
		line = strings.TrimSpace(line)
		switch {
		case line == "" || strings.HasPrefix(line, "```"):
			continue
		case strings.HasPrefix(strings.ToUpper(line), "NOT_FOUND"):
			p.notFound = true
			continue
		}
		if !p.notFound {
			out = append(out, sentence(line))
		}
	}
}

// sentence reads one line. Without a citation it is a sentence that cites
// nothing, which the checker drops.
func sentence(line string) grounding.Sentence {
	var s grounding.Sentence
	if m := cited.FindStringSubmatch(line); m != nil {
		for _, n := range numbers.FindAllString(m[1], -1) {
			s.Cites = append(s.Cites, "S"+n)
		}
		s.Text = strings.TrimSpace(m[2])
		return s
	}
	for _, m := range marked.FindAllStringSubmatch(line, -1) {
		for _, n := range numbers.FindAllString(m[1], -1) {
			s.Cites = append(s.Cites, "S"+n)
		}
	}
	s.Text = strings.Join(strings.Fields(strings.TrimLeft(marked.ReplaceAllString(line, " "), "-*• ")), " ")
	s.Text = strings.NewReplacer(" .", ".", " ,", ",").Replace(s.Text)
	return s
}
