package extract

import (
	"regexp"
	"strconv"
	"strings"

	"vanthu/corpus"
	"vanthu/corpus/format"
	"vanthu/corpus/lang"
	"vanthu/corpus/lexicon"
)

// readProcedures takes the words of descriptions of public services.
func (w *words) readProcedures(p *lexicon.ProcedureWords) {
	w.free, w.notTold, w.cases = lowered(p.Free), lowered(p.NotTold), lexicon.NewPhrases()
	w.counts, w.steps = map[string]string{}, map[string]bool{}
	w.readCurrencies(p.Currencies)
	for _, c := range p.Cases {
		w.cases.Add(c, c)
	}
	for _, o := range p.Originals {
		w.counts[foldedWords(o)] = "originals"
	}
	for _, c := range p.Copies {
		w.counts[foldedWords(c)] = "copies"
	}
	for _, s := range p.Steps {
		w.steps[foldedWords(s)] = true
	}
	w.paperColumns = map[string]string{}
	for holds, names := range p.PaperColumns {
		for _, n := range names {
			w.paperColumns[foldedWords(n)] = holds
		}
	}
	w.facts = map[string]bool{}
	for field, names := range p.Headings {
		w.facts[field] = true
		for _, h := range names {
			w.headings[foldedWords(h)] = field
		}
	}
}

func lowered(phrases []string) []string {
	out := make([]string, len(phrases))
	for i, p := range phrases {
		out[i] = strings.ToLower(p)
	}
	return out
}

// mark is how a line of a list begins.
type mark int

const (
	unmarked mark = iota
	byStep        // Bước 1
	byNumber      // 1.
	byLetter      // a)
	byDash        // -
	byPlus        // +
	byStar        // *
)

var (
	numbered = regexp.MustCompile(`^\d{1,2}(?:\.\d{1,2})*\s?[.)/]\s?`)
	lettered = regexp.MustCompile(`^\p{Ll}\s?\)\s?`)
)

// markOf gives the mark that a line begins with.
func (w *words) markOf(line string) mark {
	line = strings.TrimLeft(line, " \t")
	bare := strings.TrimLeft(line, "-–—+•*· \t")
	if first := lang.Words(lang.Shorten(bare, 30)); len(first) > 1 && w.steps[first[0].Folded] && isNumber(first[1].Folded) {
		return byStep
	}
	switch {
	case line == "":
		return unmarked
	case numbered.MatchString(line):
		return byNumber
	case lettered.MatchString(line):
		return byLetter
	case strings.HasPrefix(line, "+"):
		return byPlus
	case strings.HasPrefix(line, "*"):
		return byStar
	case bare != line:
		return byDash
	}
	return unmarked
}

func isNumber(s string) bool {
	_, err := strconv.Atoi(s)
	return err == nil
}

// steps joins the lines of a procedure's course to steps: a step begins with
// "Step 1" where lines do, else with the mark of the first line.
func (x *Extractor) steps(d *corpus.Document, lines []corpus.Span) []corpus.Span {
	if len(lines) < 2 {
		return lines
	}
	w := x.of(d.Language)
	marks := make([]mark, len(lines))
	top := unmarked
	for i, l := range lines {
		marks[i] = w.markOf(l.In(d.Text))
		if i == 0 || marks[i] == byStep {
			top = marks[i]
		}
	}
	var out []corpus.Span
	for i, l := range lines {
		if marks[i] == top || len(out) == 0 {
			out = append(out, l)
			continue
		}
		out[len(out)-1].End = l.End
	}
	return out
}

// numbersOfPapers is the bracket at the end of a paper's line that says how
// many originals and copies are asked for: "[1 bản chính, 0 bản sao]".
var numbersOfPapers = regexp.MustCompile(`\[[^\[\]]{1,60}\]\s*$`)

// countedWord is a number in front of what it counts, countBehind one behind
// it: "01 bản chính", "Bản chính: 1".
var (
	countedWord = regexp.MustCompile(`(\d{1,3})\s+(\p{L}+(?:\s\p{L}+)?)`)
	countBehind = regexp.MustCompile(`(\p{L}+(?:\s\p{L}+)?):\s*(\d{1,3})`)
)

// formFile is the file of a form at the end of a paper's name.
var formFile = regexp.MustCompile(`[^;:.\[\]()]{1,80}\.(?i:docx?|pdf|xlsx?|rtf|odt)$`)

// dossier reads what each line of a dossier says: the paper, how many of it,
// the file of its form, and in which case it is asked for.
func (x *Extractor) dossier(p *corpus.Procedure, d *corpus.Document) {
	w := x.of(d.Language)
	lines := p.Papers
	p.Papers = nil
	var within corpus.Span
	withinMark := unmarked
	for i, l := range lines {
		if !l.Name.Empty() { // a row of a table
			p.Papers = append(p.Papers, l)
			continue
		}
		line := l.In(d.Text)
		body := l.Span
		bracket := numbersOfPapers.FindStringIndex(line)
		if bracket != nil && !w.readCounts(line[bracket[0]:bracket[1]], &l) {
			bracket = nil
		}
		if bracket != nil {
			body.End = body.Start + bracket[0]
		} else {
			if i+1 < len(lines) && w.isCase(line) {
				within, withinMark = trimmed(d.Text, l.Span, " \t-–—+•*·:"), w.markOf(line)
				continue
			}
			w.readCounts(line, &l)
		}
		if withinMark != unmarked && w.markOf(line) == withinMark || withinMark == unmarked && w.markOf(line) == unmarked && bracket == nil {
			within = corpus.Span{}
		}
		if within.Empty() {
			withinMark = unmarked
		}
		body = trimmed(d.Text, body, " \t")
		if at := formFile.FindStringIndex(body.In(d.Text)); at != nil && at[0] > 0 {
			l.Form = trimmed(d.Text, corpus.Span{Start: body.Start + at[0], End: body.Start + at[1]}, " \t-–;:")
			body.End = l.Form.Start
		}
		l.Name = trimmed(d.Text, body, " \t-–—+•*·;:")
		l.Case = within
		p.Papers = append(p.Papers, l)
	}
}

// paperRow reads one row of a table of papers: its header tells which column
// names the paper, which its form, and which how many originals and copies.
func (x *Extractor) paperRow(p *corpus.Procedure, d *corpus.Document, b format.Block, columns map[int]string) {
	w := x.of(d.Language)
	if b.Header || len(columns) == 0 {
		named := false
		for i, c := range b.Cells {
			columns[i] = w.paperColumns[foldedWords(c.In(d.Text))]
			named = named || columns[i] != ""
		}
		if b.Header || named {
			return
		}
	}
	paper := corpus.Paper{Span: corpus.Span{Start: b.Start, End: b.End}}
	var longest corpus.Span
	for i, c := range b.Cells {
		words := c.In(d.Text)
		switch columns[i] {
		case "name":
			paper.Name = trimmed(d.Text, c, " \t-–—+•*·;:")
		case "form":
			paper.Form = c
		case "number":
			w.readCounts(words, &paper)
		case "originals", "copies":
			if n, err := strconv.Atoi(strings.TrimSpace(words)); err == nil && columns[i] == "originals" {
				paper.Originals = corpus.CountOf(n)
			} else if err == nil {
				paper.Copies = corpus.CountOf(n)
			}
		default:
			if len(words) > len(longest.In(d.Text)) {
				longest = c
			}
			w.readCounts(words, &paper)
		}
	}
	if paper.Name.Empty() {
		paper.Name = longest
	}
	if !paper.Name.Empty() {
		p.Papers = append(p.Papers, paper)
	}
}

// isCase reports a line that says in which case the papers below it are asked
// for: "For a child born by surrogacy:".
func (w *words) isCase(line string) bool {
	line = strings.TrimRight(line, " \t")
	if !strings.HasSuffix(line, ":") {
		return false
	}
	for _, m := range w.cases.Find(lang.Words(lang.Shorten(line, 60))) {
		if m.First <= 1 {
			return true
		}
	}
	return false
}

// readCounts reads how many originals and copies a line asks for; it reports
// whether it says so.
func (w *words) readCounts(line string, p *corpus.Paper) bool {
	found := false
	take := func(number, words string) {
		n, err := strconv.Atoi(number)
		if err != nil {
			return
		}
		what := w.counts[foldedWords(words)]
		if what == "" {
			first, _, _ := strings.Cut(words, " ")
			what = w.counts[foldedWords(first)]
		}
		switch what {
		case "originals":
			p.Originals = corpus.CountOf(n)
		case "copies":
			p.Copies = corpus.CountOf(n)
		default:
			return
		}
		found = true
	}
	if behind := countBehind.FindAllStringSubmatch(line, -1); len(behind) > 0 {
		for _, m := range behind {
			take(m[2], m[1])
		}
		if found {
			return true
		}
	}
	for _, m := range countedWord.FindAllStringSubmatch(line, -1) {
		take(m[1], m[2])
	}
	return found
}
