package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path"
	"slices"
	"strings"

	"vanthu/corpus/lang"
	"vanthu/handlers"
	"vanthu/handlers/answer"
)

// evalCommand scores a file of questions.
type evalCommand struct {
	File  string `arg:"" help:"Questions as JSON lines: id, lang, kind, q, docs, due, must, must_not, tags."`
	Show  bool   `help:"Name each question that was answered wrongly."`
	Plain bool   `help:"Leave out how long answers took, so that two runs compare."`

	Summaries bool `help:"Score the summaries of the language model instead."`
}

func (evalCommand) needs() access { return reads }

// evalQuestion is one line of the file.
type evalQuestion struct {
	ID      string     `json:"id"`
	Lang    string     `json:"lang"`
	Kind    string     `json:"kind"` // "none": no document answers it
	Q       string     `json:"q"`
	Docs    []string   `json:"docs"` // paths, or their last parts, that rightly answer
	Due     string     `json:"due"`
	Must    [][]string `json:"must"` // of each list one wording stands in the answer
	MustNot []string   `json:"must_not"`
	Tags    []string   `json:"tags"`
}

// evalGroup counts the right answers of a kind, language or tag.
type evalGroup struct {
	Right int     `json:"right"`
	Of    int     `json:"of"`
	Share float64 `json:"share"`
}

func (e *evalCommand) run(ctx context.Context, c *call) error {
	f, err := os.Open(c.path(e.File))
	if err != nil {
		return fmt.Errorf("read the questions: %w", err)
	}
	defer f.Close()
	core := c.newCore(c.now, false, c.settings.Now == "")
	if e.Summaries {
		return e.scoreSummaries(ctx, c, core, f)
	}
	report := newEvalReport()
	r := bufio.NewReader(f)
	for n := 1; ; n++ {
		line, rerr := readLine(r)
		if strings.TrimSpace(line) != "" {
			var q evalQuestion
			if err := json.Unmarshal([]byte(line), &q); err != nil {
				return fmt.Errorf("%s line %d is no question: %w", e.File, n, err)
			}
			if err := e.score(ctx, c, core, q, report); err != nil {
				return err
			}
		}
		if rerr != nil {
			break
		}
	}
	report.finish(e.Plain)
	if c.settings.JSON {
		err = writeJSON(c.out, report)
	} else {
		err = report.print(c.out)
	}
	if err == nil && report.Quotes.Right < report.Quotes.Of {
		err = fmt.Errorf("%d of %d quotes do not stand in their documents", report.Quotes.Of-report.Quotes.Right, report.Quotes.Of)
	}
	return err
}

// score asks one question and searches for it.
func (e *evalCommand) score(ctx context.Context, c *call, core *handlers.Core, q evalQuestion, report *evalReport) error {
	a, err := core.Ask(ctx, answer.Question{Text: q.Q})
	if err != nil {
		return err
	}
	why := q.judge(core, a)
	if why != "" && e.Show {
		fmt.Fprintf(c.err, "%s %s: %s\n", q.ID, q.Q, why)
	}
	for _, g := range q.groups() {
		count(report.Groups, g, why == "")
	}
	if err := report.quotes(ctx, c, a); err != nil {
		return err
	}
	report.took = append(report.took, a.Took)
	report.abstained(q.Kind == "none", !a.Answered)
	if q.Kind == "none" {
		return nil
	}
	report.fields(a.Answered, why)
	from, to := q.Lang, ""
	if len(a.Citations) > 0 && a.Answered {
		to = a.Citations[0].Document.Language
	}
	report.cross(from, to, why == "")
	found, took, err := c.answerer.Search(ctx, answer.Question{Text: q.Q}, evalDepth)
	if err != nil {
		return err
	}
	report.searched = append(report.searched, took)
	rank := slices.IndexFunc(found, func(f answer.Found) bool { return q.rightly(f.Document.Path) })
	for _, g := range []string{"all", "lang:" + q.Lang, q.Kind} {
		report.rank(g, rank)
	}
	return nil
}

// rightly reports a document that answers the question.
func (q evalQuestion) rightly(p string) bool {
	return slices.ContainsFunc(q.Docs, func(d string) bool { return p == d || path.Base(p) == d || strings.HasSuffix(p, "#"+d) })
}

func (q evalQuestion) groups() []string {
	same := "same"
	out := []string{"all", q.Kind, "lang:" + q.Lang}
	for _, t := range q.Tags {
		if t == "cross" {
			same = "cross"
		} else {
			out = append(out, t)
		}
	}
	return append(out, same)
}

// judge says what is wrong with an answer; "" where it is right.
func (q evalQuestion) judge(core *handlers.Core, a answer.Answer) string {
	w := core.Wire(a, a.Language)
	text := lang.Clean(w.Text)
	for _, bad := range q.MustNot {
		if strings.Contains(text, bad) {
			return "says what it must not: " + bad
		}
	}
	if q.Kind == "none" {
		if a.Answered {
			return "answers what no document says"
		}
		return ""
	}
	if !a.Answered {
		return "abstains"
	}
	hay := strings.ToLower(text)
	found := false
	due := q.Due == ""
	for i, ct := range a.Citations {
		if i < 3 {
			found = found || q.rightly(ct.Document.Path)
			hay += " " + strings.ToLower(lang.Clean(ct.Quote()))
		}
		for _, d := range ct.Dates {
			due = due || string(d.Last) == q.Due
		}
	}
	for _, d := range a.Duties[:min(len(a.Duties), 3)] {
		due = due || d.Deadline != nil && string(d.Deadline.Due) == q.Due
	}
	if !found {
		return "cites other documents"
	}
	if !due && !strings.Contains(hay, q.Due) {
		return "names another date"
	}
	for _, any := range q.Must {
		held := false
		for _, m := range any {
			held = held || strings.Contains(hay, strings.ToLower(lang.Clean(m)))
		}
		if !held {
			return "misses " + strings.Join(any, " / ")
		}
	}
	return ""
}
